from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.likeness.fusion import DAMPING, fuse

RANKINGS = st.dictionaries(st.sampled_from(["words", "meaning", "age"]), st.lists(st.integers(0, 30), unique=True))


def test_what_stands_high_in_both_comes_before_what_leads_one():
    fused = fuse({"words": ["a", "b", "c"], "meaning": ["d", "b", "e"]})

    assert [one.key for one in fused][:3] == ["b", "a", "d"]
    assert fused[0].ranks == {"words": 2, "meaning": 2}
    assert fused[0].score == 2 / (DAMPING + 2)


def test_nothing_fuses_to_nothing():
    assert fuse({}) == []
    assert fuse({"words": [], "meaning": []}) == []


@given(RANKINGS)
def test_everything_stands_there_once_with_its_ranks(rankings):
    fused = fuse(rankings)

    assert sorted(one.key for one in fused) == sorted(set().union(*rankings.values()) if rankings else [])
    for one in fused:
        assert one.ranks == {name: keys.index(one.key) + 1 for name, keys in rankings.items() if one.key in keys}
        assert 0 < one.score <= len(rankings) / (DAMPING + 1)


@given(RANKINGS)
def test_the_best_come_first(rankings):
    scores = [one.score for one in fuse(rankings)]

    assert scores == sorted(scores, reverse=True)


@given(st.lists(st.integers(0, 30), unique=True))
def test_one_ranking_and_the_same_twice_keep_their_order(keys):
    assert [one.key for one in fuse({"words": keys})] == keys
    assert [one.key for one in fuse({"words": keys, "meaning": keys})] == keys


@given(RANKINGS, st.integers(0, 30))
def test_a_better_rank_never_makes_the_place_worse(rankings, key):
    before = {one.key: place for place, one in enumerate(fuse(rankings))}
    for name, keys in rankings.items():
        if key in keys:
            moved = rankings | {name: [key, *(other for other in keys if other != key)]}
            after = {one.key: place for place, one in enumerate(fuse(moved))}
            assert after[key] <= before[key]
