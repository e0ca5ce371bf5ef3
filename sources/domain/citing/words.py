"""Words that the rules on names and years ask for."""

import re

PARTICLES = frozenset(
    re.findall(r"\S+", "al al- bin da dal de del della den der des di do dos du el ibn l' la le ter ten van von zu d'")
)
"""Small words that belong to a family name: “van der Berg”."""

MONTHS = frozenset(
    re.findall(
        r"\w+",
        """
        january february march april may june july august september october november december
        jan feb mar apr jun jul aug sep sept oct nov dec
        """,
    )
)

COUNTING = frozenset(["covid", "covid-19", "fy", "q1", "q2", "q3", "q4", "h1", "h2", "unscr", "ad", "bc", "ce", "bce"])
"""Words in capitals that stand before a number or year without being anybody's name."""

NO_NAMES = (
    MONTHS
    | COUNTING
    | frozenset(
        re.findall(
            r"\S+",
            """
        spring summer autumn fall winter monday tuesday wednesday thursday friday saturday sunday early mid late
        since until till before during between in on at by from of as to the a an and or but if so then than
        while when where although though however thus hence moreover furthermore indeed also even this that
        these those it its he she they we i his her their our my your who which what no not only both all some
        many most few several each every about around circa ca c figure figures fig figs table tables chart box
        chapter chapters ch section sections sec appendix annex article articles art paragraph resolution
        resolutions res act law bill decree directive regulation agenda vision fiscal fy q1 q2 q3 q4 h1 h2
        year years page pages vol volume no nos part born died b d r est founded established covid covid-19
        olympics games world-cup updated accessed retrieved published copyright version
        """,
        )
    )
)
"""Words that stand before a year, with a capital too, without being anybody's name."""
