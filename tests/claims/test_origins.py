"""Two authors who lean on one work are one witness: on the claim's page and in its counts."""

import pytest

from claims.enums import Bearing
from claims.queries import board_of
from sources.enums import CitationDecision
from sources.models import Citation
from sources.queries.origins import origins_of
from sources.services import create_passage
from sources.services.references import decide_citation, tie_reference
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db

ENTRY = "Moss, Ada. 2019. “The Tides of the Coast.” Harbour Review 40 (4): 1–9."
OTHER_STYLE = "Moss, A. (2019). The tides of the coast. Harbour Review, 40(4), 1–9. https://doi.org/10.1234/tides.1"
FIRST = f"""The tides are higher than anybody thought. Ships run aground in spring (Moss 2019). Nobody counts them.

A second paragraph says that pilots (Quill 2011) are paid well for what they do.

References

{ENTRY}

Quill, Imogen. 2011. “Pilots and Their Pay.” Harbour Review 8 (1): 1–2.
"""
SECOND = f"""As Moss (2019) shows, ships run aground when the tide is low. The town knows nothing of it.

References

{OTHER_STYLE}
"""


@pytest.fixture
def claim(db):
    return ClaimFactory()


@pytest.fixture
def say(claim):
    """A function that ties a quote of a new or known source to the claim."""
    sources = {}

    def say_one(key, text, quote, bearing=Bearing.SUPPORTS, **fields):
        source = sources.setdefault(key, None) or make_source(
            claim.workspace, text, key=key, title=f"Paper {key}", authors=(f"Ada {key.title()}",), **fields
        )
        sources[key] = source
        passage = create_passage(text_version=current_version(source), exact=quote)
        EvidenceFactory(claim=claim, passage=passage, speaker=source.authors.get(), bearing=bearing)
        return passage

    return say_one


def labels(passage):
    passage = type(passage).objects.prefetch_related("source__authorships__author").get(pk=passage.pk)
    return [(origin.label, origin.cited) for origin in origins_of([passage])[passage.pk]]


def test_a_passage_has_the_work_that_its_sentence_ends_with_as_its_origin(say):
    assert labels(say("first", FIRST, "Ships run aground in spring")) == [("Moss 2019", True)]
    assert labels(say("first", FIRST, "Nobody counts them.")) == [("Paper first", False)]
    assert labels(say("first", FIRST, "are paid well for what they do")) == [("Paper first", False)]
    assert labels(say("first", FIRST, "pilots (Quill 2011) are paid")) == [("Quill 2011", True)]
    assert labels(say("second", SECOND, "ships run aground when the tide is low")) == [("Moss 2019", True)]


def test_a_decision_on_a_citation_moves_the_origin(say):
    passage = say("first", FIRST, "Ships run aground in spring")
    citation = Citation.objects.get(names=["Moss"])

    decide_citation(citation=citation, decision=CitationDecision.NO_CITATION)
    assert labels(passage) == [("Paper first", False)]

    quill = citation.text_version.references.get(label="Quill 2011")
    decide_citation(citation=citation, decision=CitationDecision.LINKED, reference=quill)
    assert labels(passage) == [("Quill 2011", True)]


def test_two_authors_who_cite_one_work_count_once_and_stand_together(claim, say):
    say("first", FIRST, "Ships run aground in spring")
    say("lone", "Ships run aground, says the harbour master of the town.", "Ships run aground")
    say("second", SECOND, "ships run aground when the tide is low")

    weighed = board_of(claim).weighed_for

    assert (weighed.passages, weighed.independent) == (3, 2)
    assert [one.origin.label for one in weighed.shared] == ["Moss 2019"]
    assert [one.joins for one in board_of(claim).supporting] == [False, True, False]


def test_a_citation_of_a_source_that_is_evidence_itself_leans_on_it(claim, say):
    say("first", FIRST, "Ships run aground in spring")
    cited = say("moss", "The ships do run aground in every spring of the year.", "The ships do run aground")
    assert board_of(claim).weighed_for.independent == 2

    tie_reference(reference=Citation.objects.get(names=["Moss"]).reference, source=cited.source)

    assert board_of(claim).weighed_for.independent == 1


def test_each_side_is_weighed_alone(claim, say):
    say("first", FIRST, "Ships run aground in spring")
    say("second", SECOND, "ships run aground when the tide is low", bearing=Bearing.CONTRADICTS)

    board = board_of(claim)

    assert (board.weighed_for.independent, board.weighed_against.independent) == (1, 1)


def test_the_claims_page_says_how_many_are_independent(claim, say, client):
    say("first", FIRST, "Ships run aground in spring")
    say("second", SECOND, "ships run aground when the tide is low")
    client.force_login(MembershipFactory(workspace=claim.workspace).user)

    page = client.get(f"/w/{claim.workspace.slug}/claims/{claim.number}/").content.decode()

    assert "2 passages, 1 independent origin" in page
    assert "leans on" in page
    assert "Same origin as the passage above" in page


def test_the_reader_links_citations_to_entries_and_back_and_notes_say_what_they_lean_on(claim, say, client):
    passage = say("first", FIRST, "Ships run aground in spring (Moss 2019).")
    client.force_login(MembershipFactory(workspace=claim.workspace).user)
    moss = Citation.objects.get(names=["Moss"])

    page = client.get(f"/w/{claim.workspace.slug}/sources/{passage.source_id}/").content.decode()

    assert f'<a class="cite" href="#r-{moss.reference_id}" title="Moss 2019">Moss 2019</a>' in page
    assert f'id="r-{moss.reference_id}"' in page
    place = moss.text_version.sentences.get(text__contains="(Moss 2019)").position
    assert f'<a class="cite-back" href="#s-{place}"' in page
    assert f'Leans on <a href="#r-{moss.reference_id}">Moss 2019</a>' in page
