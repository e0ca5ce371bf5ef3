import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.wording.anaphors import AnaphorKind, find_anaphor
from agreement.domain.wording.mentions import find_mentions
from agreement.domain.wording.referents import ReferentKind, find_referents, word_out


def first(sentence, *before, heading=""):
    found = find_referents(sentence, before, heading)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("before", "sentence", "worded"),
    [
        # A pair of names, also with a comment between them.
        (
            "The port can count on the money of Norway and, to a lesser extent, Denmark.",
            "Both lenders are willing to wait.",
            "Norway and Denmark are willing to wait.",
        ),
        (
            "Norway and, to a lesser extent, Denmark pay for the ports of Sweden.",
            "Both lenders are able and willing to wait.",
            "Norway and Denmark are able and willing to wait.",
        ),
        ("Norway and Denmark lend to the port.", "Both expect it back.", "Norway and Denmark expect it back."),
        (
            "Norway pays the port. Denmark does too.",
            "But both want to be asked.",
            "But Norway and Denmark want to be asked.",
        ),
        # As many names as the number says.
        (
            "Norwegian dues feed Norway, Denmark, and Sweden.",
            "The three governments seldom agree on dues.",
            "Norway, Denmark, and Sweden seldom agree on dues.",
        ),
        (
            "The Norway-Denmark-Sweden talks went on.",
            "The three states want lower dues.",
            "Norway, Denmark, and Sweden want lower dues.",
        ),
        # One or several, by number.
        (
            "The owners of the port raised the dues.",
            "They need the money.",
            "The owners need the money.",
        ),
        (
            "The owners’ efforts are now spent on reviving the old harbour.",
            "It is too shallow, but costs little.",
            "The old harbour is too shallow, but costs little.",
        ),
        ("Norway has closed its northern ports.", "It may reopen them soon.", "Norway may reopen them soon."),
        (
            "Norway, Denmark, and Sweden will lower the dues together.",
            "Their goal is to keep ships from leaving.",
            "Norway, Denmark, and Sweden’s goal is to keep ships from leaving.",
        ),
        ("The port keeps losing ships.", "Its future is in doubt.", "The port’s future is in doubt."),
        # A person, by the name without the office.
        (
            "Danish Prime Minister Ida Holm opened the harbour.",
            "She was seldom seen there again.",
            "Ida Holm was seldom seen there again.",
        ),
        # A subject goes on being one: centering.
        (
            "Norway sells fish to Denmark.",
            "It also sells timber.",
            "Norway also sells timber.",
        ),
        # The noun again, in full.
        (
            "Reports tell of secret shipments of Danish timber to Norwegian yards.",
            "These shipments might matter.",
            "Secret shipments of Danish timber to Norwegian yards might matter.",
        ),
        (
            "The port halted the costly reforms of its dues.",
            "Such reforms are seen as risky.",
            "The costly reforms of its dues are seen as risky.",
        ),
        # What was said as a whole.
        (
            "Norway pays the wages of the crews.",
            "This keeps the port alive.",
            "That Norway pays the wages of the crews keeps the port alive.",
        ),
        (
            "Finally, the port lost its last ferry.",
            "This surprised nobody.",
            "That the port lost its last ferry surprised nobody.",
        ),
        # One of two.
        (
            "Norway and Denmark want the port.",
            "The former has the ships.",
            "Norway has the ships.",
        ),
        ("Norway and Denmark want the port.", "The latter has the money.", "Denmark has the money."),
        ("Most ferries end in Bergen.", "Here dues are low.", "In Bergen dues are low."),
    ],
)
def test_a_sentence_is_worded_out_by_what_it_refers_to(before, sentence, worded):
    told = [f"{part.strip()}." for part in before.split(".") if part.strip()]
    found = find_referents(sentence, told)
    assert found[0].clear
    assert word_out(sentence, found[0]) == worded


@pytest.mark.parametrize(
    "told",
    [
        ("Ida Holm and Karen Lund met.", "She was pleased."),
        ("Norway fears Denmark, Sweden, and Finland.", "Both are rich."),
        ("What will become of the port?", "This is open."),
        ("Ships come and go.", "Doing so costs money."),
        ("Trade stopped.", "They stayed."),
    ],
)
def test_what_is_not_clear_is_left_open(told):
    *before, sentence = told
    assert not any(found.clear for found in find_referents(sentence, before))


@pytest.mark.parametrize(
    "sentence",
    [
        "It is likely that dues will rise.",
        "It will take years to dredge the port.",
        "It seems Norway wants the port.",
        "There is little hope for the port.",
        "Both Norway and Denmark pay.",
        "Norway pays.",
        "The two ports of Norway lie far apart.",
        "",
    ],
)
def test_what_stands_alone_refers_to_nothing(sentence):
    assert find_anaphor(sentence) is None
    assert find_referents(sentence, ["Norway pays for the port."]) == ()


def test_it_that_is_expected_to_act_is_a_thing():
    assert find_anaphor("It is expected to close soon.").kind is AnaphorKind.ONE


def test_a_referent_that_leans_back_itself_is_followed_to_its_own():
    found = first("They rarely meet.", "Norway and Denmark own the port.", "The two states share the dues.")
    assert (found.text, found.clear) == ("Norway and Denmark", True)


def test_the_spans_are_where_the_names_stand():
    before = ["🚢🚢 Ships pass.", "𝒳: the port hopes for Norway and, perhaps, Denmark."]
    found = first("Both wait.", *before)
    assert [before[span.sentence][span.start : span.end] for span in found.spans] == ["Norway", "Denmark"]


def test_a_heading_helps_where_the_sentences_do_not_and_is_never_clear():
    found = first("Both pay late.", "Nobody came.", heading="Norway and Denmark")
    assert (found.text, found.spans[0].sentence, found.clear) == ("Norway and Denmark", -1, False)


def test_an_action_is_shown_with_the_sentence_that_told_it_and_no_wording():
    found = first("Doing so would cost little.", "Norway could dredge the port.")
    assert (found.kind, found.text, found.wording) == (ReferentKind.STATEMENT, "Norway could dredge the port.", "")


def test_groups_and_persons_are_told_apart_from_adjectives_and_institutions():
    found = {each.text: each for each in find_mentions("Norwegian and Danish crews met Ida Holm at the Port Council.")}
    assert "Norwegian and Danish crews" in found
    assert found["Ida Holm"].sort == "person"
    assert found["the Port Council"].sort == "thing"


WORDS = st.sampled_from(
    "The Both This They It Its Norway Denmark and , . ports owners see 𝒳 🚢 which pay “ ” 3 doing so Here latter such".split()  # noqa: SIM905
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join))


@settings(max_examples=150)
@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_every_span_lies_in_its_text_and_nothing_raises(sentence, before):
    for found in find_referents(sentence, before):
        assert 0 <= found.start < found.end <= len(sentence)
        assert all(0 <= span.start < span.end <= len(before[span.sentence]) for span in found.spans)
        assert isinstance(word_out(sentence, found), str)
    for mention in find_mentions(sentence):
        assert mention.parts or sentence[mention.start : mention.end] == mention.text
        assert mention.end <= mention.full <= len(sentence)
