"""What bears on a claim."""

from hypothesis import given, settings
from hypothesis import strategies as st

from arguments.domain.reaching import reach

CLAIMS, ARGUMENTS = "abcdef", "123456"
AIMS = st.dictionaries(
    st.sampled_from(ARGUMENTS), st.tuples(st.sampled_from(CLAIMS + ARGUMENTS), st.frozensets(st.sampled_from(CLAIMS)))
)


def by_aim(arguments):
    places = {}
    for key, (aim, premises) in arguments.items():
        places.setdefault(aim, []).append((key, sorted(premises)))
    return places


def test_undercuts_of_what_bears_on_the_lead_are_reached_and_others_are_not():
    arguments = {"1": ("a", "b"), "2": ("1", "c"), "3": ("2", "d"), "4": ("e", "a"), "5": ("4", "f")}
    assert reach("a", by_aim(arguments)) == (set("123"), set("abcd"))


def test_a_claim_without_arguments_stands_alone():
    assert reach("a", {}) == (set(), {"a"})


@settings(deadline=None)
@given(AIMS)
def test_it_is_the_least_that_is_closed(arguments):
    """Said a second way: whatever aims at what is there comes in, until nothing more does."""
    claims, reached, size = {"a"}, set(), -1
    while size != len(reached):
        size = len(reached)
        for key, (aim, premises) in arguments.items():
            if aim in claims | reached:
                reached.add(key)
                claims |= premises
    assert reach("a", by_aim(arguments)) == (reached, claims)
