"""A comparison in sentences that somebody would sign."""

from agreement.domain.comparing.brief import NARROW, BriefClaim, Standing, stand_words, write_brief
from agreement.domain.comparing.comparison import Position, Relation, share

AFFIRMS, DENIES, QUALIFIES = Position.AFFIRMS, Position.DENIES, Position.QUALIFIES
AUTHORS = ("Ada Moss", "Ben Quill")


def claim(number, relation, *standings, topic="tides", **more):
    return BriefClaim(
        label=f"C-{number}",
        text=f"Pier {number} leans.",
        topic=topic,
        relation=relation,
        standings=tuple(Standing(*one) for one in standings),
        **more,
    )


def test_two_authors_are_summed_up_with_counts_share_and_interval():
    claims = [
        claim(1, Relation.DISAGREE, ("Ada Moss", AFFIRMS), ("Ben Quill", DENIES, "unlikely, 30 %"), contested=0.7),
        claim(2, Relation.AGREE, ("Ada Moss", AFFIRMS), ("Ben Quill", AFFIRMS), topic="quays"),
        claim(3, Relation.AGREE, ("Ada Moss", DENIES), ("Ben Quill", DENIES), topic="quays"),
        claim(4, Relation.ONLY_ONE_SPEAKS, ("Ada Moss", AFFIRMS), silent=1),
        claim(5, Relation.NOT_YET_JUDGED),
    ]
    brief = write_brief(AUTHORS, claims, share(2, 3))
    assert brief.scope == "Ada Moss and Ben Quill are compared on 5 claims; both speak on 3 of them."
    assert brief.share == (
        "Of these 3 they agree on 2 (67 %, 95 % interval 21 % to 94 %, n = 3); they disagree on 1 and are mixed on 0, "
        "where somebody qualifies or leaves it open."
    ).replace(" %", f"{NARROW}%")
    assert brief.topics == "They part most often on tides (1 of 1). They agree throughout on quays (all 2)."
    assert brief.parting == ("Ada Moss affirms and Ben Quill denies (unlikely, 30 %) that “Pier 1 leans” (C-1).",)
    assert brief.shared == "Both hold that “Pier 2 leans” (C-2). Both deny that “Pier 3 leans” (C-3)."
    assert brief.alone == (
        "On 1 claim only one author speaks: Ada Moss on 1. A reader has confirmed the silence of the others on 1 "
        "of them; none is left to judge. Silence is no position."
    )


def test_cruxes_are_named_with_what_hangs_on_them():
    one = claim(7, Relation.DISAGREE, ("Ada Moss", AFFIRMS), ("Ben Quill", DENIES), resting=4, crux=1)
    brief = write_brief(AUTHORS, [one], share(0, 1))
    assert brief.cruxes == (
        "Four other claims rest on “Pier 7 leans” (C-7), on which they part: Ada Moss affirms and Ben Quill denies.",
    )


def test_who_stands_together_is_named_together():
    standings = [Standing("A", AFFIRMS), Standing("B", QUALIFIES), Standing("C", AFFIRMS), Standing("D", DENIES)]
    assert stand_words(standings) == "A and C affirm, D denies and B qualifies"


def test_nothing_in_common_says_so_without_a_share():
    brief = write_brief(AUTHORS, [claim(1, Relation.NOT_YET_JUDGED)], share(0, 0), as_of="1 May 2023")
    assert brief.paragraphs == (
        "Ada Moss and Ben Quill are compared on 1 claim as of 1 May 2023; there is none yet on which both speak.",
    )


def test_many_authors_are_counted_by_pairs():
    authors = ("A", "B", "C")
    one = claim(1, Relation.MIXED, ("A", AFFIRMS), ("B", AFFIRMS), ("C", QUALIFIES))
    brief = write_brief(authors, [one], share(1, 3))
    assert brief.share.startswith("Of the 3 times that two of them speak on one claim they agree 1 times (33")
    assert brief.share.endswith(
        "All who speak agree on 0 claims; on 0 somebody affirms what another denies, and 1 are mixed."
    )
