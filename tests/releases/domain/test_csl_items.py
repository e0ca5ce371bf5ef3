"""Works as releases give them out: always canonical, whatever the item of the library holds."""

from hypothesis import given
from hypothesis import strategies as st

from releases.domain.canonical import canonical_json
from releases.domain.csl_items import KEPT_BACK, releasable_item

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FACTS = {"identifier": "1", "key": "moss2020", "nature": "original", "status": "active", "authors": ["2"]}


@given(st.dictionaries(st.sampled_from(["title", "volume", "clé", *KEPT_BACK]) | st.text(max_size=5), VALUES))
def test_every_item_becomes_canonical_without_what_is_kept_back(item):
    released = releasable_item(item, **FACTS)

    assert canonical_json(released)
    assert not (set(released) - {"custom"}) & KEPT_BACK
    assert (released["id"], released["citation-key"], released["custom"]["authors"]) == ("1", "moss2020", ["2"])
