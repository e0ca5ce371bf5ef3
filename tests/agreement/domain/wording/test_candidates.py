import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.wording.candidates import LeftOut, Statement, find_candidates, reason_to_leave_out
from agreement.domain.wording.cues import CueKind, find_cues
from agreement.domain.wording.worth import WEIGHTS
from benchmarks.corpus import read_folder


def statement(text, **place):
    return Statement(id=1, author="ana", text=text, **place)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Will the harbour ever pay for itself?", LeftOut.QUESTION),
        ("“Who gains from this?”", LeftOut.QUESTION),
        ("Not so fast.", LeftOut.TOO_SHORT),
        ("The harbour and its discontents", LeftOut.NO_FINITE_VERB),
        ("https://example.org/papers/harbour-dues.pdf", LeftOut.REFERENCE),
        ("doi/10.1000/182", LeftOut.REFERENCE),
        ("2019.", LeftOut.REFERENCE),
        ("Journal of Port Studies, 12(3): 45-67.", LeftOut.REFERENCE),
        ("Marsh, Ada and Tom Brook. 2011.", LeftOut.REFERENCE),
        ("“Harbour Dues and Their Discontents: Lessons for Small Ports.”", LeftOut.REFERENCE),
    ],
)
def test_what_states_nothing_is_left_out_with_its_reason(text, reason):
    assert reason_to_leave_out(statement(text)) is reason


def test_what_is_not_the_argument_is_left_out():
    text = "The harbour is likely to lose money for years."
    assert reason_to_leave_out(statement(text)) is None
    assert reason_to_leave_out(statement(text, section="editor_note")) is LeftOut.EDITOR_NOTE
    assert reason_to_leave_out(statement(text, section="author_note")) is LeftOut.AUTHOR_NOTE
    assert reason_to_leave_out(statement(text, section="references")) is LeftOut.NOT_ARGUMENT
    assert reason_to_leave_out(statement(text, heading=True)) is LeftOut.HEADING


def test_an_editors_note_counts_where_its_editor_is_known():
    note = statement("The harbour is likely to lose money for years.", section="editor_note", by_editor=True)
    assert reason_to_leave_out(note) is None


@pytest.mark.parametrize(
    ("reason", "texts"),
    [
        (
            LeftOut.REFERENCE,
            [
                "Marsh A, Brook T. Harbour dues and their discontents. J Port Stud. 2011;12:45-67.",
                "[3] Marsh, Ada (2019) Harbour dues are falling. Bergen: Fjord Press.",
                "Marsh, Ada. Harbour Dues Are Falling. Bergen: Fjord Press, 2011.",
                "See Marsh and Brook 2019, 23–25.",
                "Ibid., and the port is said to be closed.",
                "Retrieved from www.example.org/ports on 3 May 2019.",
                "Available at https://example.org/reports/the-port-is-closing-and-nobody-knows-why.",
                "arXiv:2101.00001 shows that dues are falling.",
            ],
        ),
        (
            LeftOut.BYLINE,
            [
                "By Ada Marsh and Tom Brook",
                "Written by Ada Marsh | Port Institute",
                "Published on 3 May 2019",
                "Ada Marsh is a senior fellow at the Port Institute in Bergen.",
                "Tom Brook, a former pilot, is an associate professor of shipping at Fjord University.",
                "He thanks Jane Moss for excellent research assistance.",
                "The authors are grateful to the crews who answered.",
                "She can be reached at ada@example.org.",
            ],
        ),
        (
            LeftOut.FURNITURE,
            [
                "Home > Research > Ports and Shipping",
                "Share this article on your favourite network.",
                "Subscribe to our newsletter and you will never miss a ferry.",
                "Read more: why the port must close.",
                "By continuing to browse you accept our terms.",
                "We use cookies so that this site works for you.",
                "This article was originally published in Coastal Review.",
                "The views expressed are those of the author alone.",
                "© 2019 Port Institute. All rights are reserved.",
                "Photo: The mayor has opened the port.",
                "Table 3. Dues have fallen since 2011",
                "Source: Port Authority, which has counted ships.",
                "Comments are closed.",
                "You may also like: the port is dying.",
                "Tel. 02 123 456, where you can order copies.",
                "5 min read",
            ],
        ),
    ],
)
def test_references_bylines_and_menus_make_no_candidate(reason, texts):
    assert {text: reason_to_leave_out(statement(text)) for text in texts} == dict.fromkeys(texts, reason)


@pytest.mark.parametrize(
    "text",
    [
        "Newsletters are the only way in which the port reaches its owners.",
        "By 2019, the port had lost half of its ships.",
        "Sources in the port say dues will fall.",
        "The views of the owners are likely to change.",
        "Norway is a leading exporter of fish.",
        "The mayor is a student of history and will wait.",
        "Photographs of the port show how empty it is.",
        "Follow-up talks are unlikely to help the port.",
        "The port is closed, as Marsh and Brook (2019) have shown.",
        "Support for the port is falling.",
    ],
)
def test_prose_about_such_things_stays(text):
    assert reason_to_leave_out(statement(text)) is None


def test_no_candidate_of_the_corpus_is_reference_address_byline_or_menu(corpus_path):
    report = find_candidates(read_folder(corpus_path))
    texts = [candidate.statement.text for candidate in report.candidates]
    assert len(texts) > 90
    assert all(candidate.statement.section == "main" for candidate in report.candidates)
    assert not [text for text in texts if re.search(r"https?:|www\.|doi|Available Downloads|LIST$|Typeset|Ph\.D", text)]
    assert not [text for text in texts if re.search(r"\d+\(\d+\): ?\d+|appreciates|Editor’s Note", text)]


def test_a_sentence_in_a_script_without_spaces_may_be_a_candidate():
    assert (
        reason_to_leave_out(statement("港口在未来几年内很可能继续亏损，因为货运量正在下降，而且费用还在上涨。")) is None
    )


def test_an_assessment_outranks_a_dated_event():
    told = Statement(1, "ana", "In May 2019, the mayor opened the harbour.")
    judged = Statement(2, "ana", "The harbour is unlikely to be sustainable because freight is falling.")
    report = find_candidates([told, judged])
    assert [candidate.statement.id for candidate in report.candidates] == [2, 1]
    assert report.candidates[0].score > 0.5 > report.candidates[1].score


def test_a_vague_start_is_flagged_and_kept():
    report = find_candidates(
        [statement("Both are willing to pay for the harbour."), statement("Trade is falling fast.")]
    )
    assert {candidate.statement.text[:4]: candidate.vague for candidate in report.candidates} == {
        "Both": True,
        "Trad": False,
    }


def test_what_somebody_lived_through_ranks_below_a_view():
    lived = Statement(1, "ana", "I paid the dues and my crew waited for hours.")
    view = Statement(2, "ana", "I think that the dues are too high.")
    report = find_candidates([lived, view])
    assert [candidate.statement.id for candidate in report.candidates] == [2, 1]
    assert report.candidates[0].score > 0.5 > report.candidates[1].score


def test_a_score_is_the_sum_of_its_named_reasons():
    (candidate,) = find_candidates([statement("The port may never pay, but its owners must keep it.")]).candidates
    assert {feature.name for feature in candidate.features} == {
        "hedge",
        "negation",
        "contrast",
        "norm",
        "present",
    }
    assert all(WEIGHTS[feature.name] == feature.weight for feature in candidate.features)


@pytest.mark.parametrize(
    ("text", "kind", "sign"),
    [
        ("The port will probably close.", CueKind.HEDGE, "probably"),
        ("There is little hope for the port.", CueKind.HEDGE, "little hope"),
        ("The port isn’t closing.", CueKind.NEGATION, "isn’t"),
        ("The port has no rivals.", CueKind.NEGATION, "no"),
        ("Owners see the port as a burden.", CueKind.REPORTED_SPEECH, "see"),
        ("According to the owners, trade fell.", CueKind.REPORTED_SPEECH, "According to"),
        ("Why bother?", CueKind.QUESTION, "?"),
        ("Such plans rarely work.", CueKind.VAGUE_START, "Such plans"),
        ("But they rarely work.", CueKind.VAGUE_START, "they"),
        ("Dues rose by 12 per cent.", CueKind.QUANTITY, "12 per cent"),
        ("Dues rose in March 2020.", CueKind.TIME, "March 2020"),
        ("Dues fell because trade did.", CueKind.CAUSE, "because"),
        ("Dues must fall.", CueKind.NORM, "must"),
        ("Dues fell (Marsh 2011).", CueKind.CITATION, "(Marsh 2011)"),
        ("The port hardly pays.", CueKind.NEGATION, "hardly"),
        ("The port no longer pays.", CueKind.NEGATION, "no longer"),
        ("The port fails to pay.", CueKind.NEGATION, "fails to"),
        ("🚢𝒳 ships might come.", CueKind.HEDGE, "might"),
    ],
)
def test_a_cue_is_found_where_it_stands(text, kind, sign):
    assert sign in [text[cue.start : cue.end] for cue in find_cues(text) if cue.kind is kind]


@pytest.mark.parametrize("text", ["One must doubt these reports.", "The United States is far."])
def test_a_noun_or_name_like_a_verb_of_saying_reports_nothing(text):
    assert CueKind.REPORTED_SPEECH not in {cue.kind for cue in find_cues(text)}


@pytest.mark.parametrize(
    "text",
    ["It is likely that dues will rise.", "There is no rival port.", "Bothersome rules slow the port."],
)
def test_a_start_that_refers_to_nothing_is_not_vague(text):
    assert CueKind.VAGUE_START not in {cue.kind for cue in find_cues(text)}


@given(st.lists(st.text(max_size=80), max_size=8))
def test_every_sentence_is_a_candidate_or_left_out(texts):
    statements = [Statement(row, "ana", text) for row, text in enumerate(texts)]
    report = find_candidates(statements)
    ids = [each.statement.id for each in (*report.candidates, *report.left_out)]
    assert sorted(ids) == [each.id for each in statements]
    for candidate in report.candidates:
        assert 0 <= candidate.score <= 1
        assert all(0 <= cue.start < cue.end <= len(candidate.statement.text) for cue in candidate.cues)
