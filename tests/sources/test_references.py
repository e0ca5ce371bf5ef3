"""References and citations of a text: saved once, decided on by people, shown with what does not fit."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from common.errors import InvalidInputError
from sources import citing
from sources.citing import ensure_references
from sources.enums import CitationDecision, CitationProblem
from sources.models import Citation, Reference, ReferenceReading, Source
from sources.queries.references import bibliography_of, library_sources, open_problems_in
from sources.services.references import (
    add_reference_to_library,
    decide_citation,
    decide_reference,
    tie_reference,
)
from tests.factories.sources import AuthorFactory, SourceFactory, current_version, make_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db

TEXT = """Tides rise and fall twice a day in every harbour of the coast (Moss 2019). Pilots know it well (Quill 2012).

Nobody in the town has asked the ferrymen what they think of it (Vance 2020). Reed (2021) shows that silt is money.

References

Moss, Ada. 2019. “The Tides of the Coast.” Harbour Review 40 (4): 1–9. https://doi.org/10.1234/tides.1

Quill, Imogen. 2011. “Pilots and Their Pay.” Harbour Review 8 (1): 1–2.

Reed, Jon. 2021. “Silt as a Question of Money.” Harbour Review 9 (1): 1–2.

Tanaka, Ewa. 2001. “Ferries Nobody Took.” Harbour Review 3 (1): 1–2.
"""


@pytest.fixture
def source(db):
    return make_source(WorkspaceFactory(slug="quays"), TEXT, key="harbours", title="Harbours")


@pytest.fixture
def version(source):
    return current_version(source)


def citation(version, name):
    return Citation.objects.get(text_version=version, names__contains=[name])


def reference(version, label):
    return Reference.objects.get(text_version=version, label=label)


def test_reading_a_text_saves_its_references_and_citations_with_exact_offsets(version):
    cited = [version.text[one.start : one.end] for one in version.citations.all()]

    assert cited == ["Moss 2019", "Quill 2012", "Vance 2020", "Reed (2021)"]
    assert [one.label for one in version.references.all()] == ["Moss 2019", "Quill 2011", "Reed 2021", "Tanaka 2001"]
    assert [one.problem for one in version.citations.all()] == ["", "year_differs", "missing_entry", ""]
    assert version.text[slice(*version.citations.values_list("reach_start", "reach_end")[3])].startswith("Reed (2021)")


def test_reading_again_changes_nothing_and_keeps_what_people_decided(version, monkeypatch):
    decide_citation(citation=citation(version, "Vance"), decision=CitationDecision.NO_CITATION)
    decide_citation(
        citation=citation(version, "Quill"), decision=CitationDecision.LINKED, reference=reference(version, "Reed 2021")
    )
    before = list(version.citations.values())

    assert ensure_references(version) is False
    monkeypatch.setattr(citing, "RULES_VERSION", "next")
    assert ensure_references(version) is True

    assert list(version.citations.values()) == before
    assert version.references.count() == 4
    assert ReferenceReading.objects.get(text_version=version).rules == "next"


def test_a_decision_is_taken_back_to_what_the_machine_found(version):
    quill = decide_citation(citation=citation(version, "Quill"), decision=CitationDecision.NO_CITATION)
    assert (quill.reference, quill.decided_at is None) == (None, False)

    again = decide_citation(citation=quill, decision="")

    assert (again.reference.label, again.decided_at, again.is_open) == ("Quill 2011", None, True)


def test_a_link_by_hand_needs_an_entry_of_the_same_list(version):
    other = make_source(WorkspaceFactory(), TEXT, key="other")
    strange = current_version(other).references.first()

    with pytest.raises(InvalidInputError):
        decide_citation(citation=citation(version, "Vance"), decision=CitationDecision.LINKED, reference=strange)
    with pytest.raises(InvalidInputError):
        decide_citation(citation=citation(version, "Vance"), decision="nonsense")


def test_the_page_lists_what_does_not_fit_and_what_is_settled(version):
    found = bibliography_of(version)
    assert [one.kind for one in found.open_problems] == ["year_differs", "missing_entry", "never_cited"]
    assert [len(work.places) for work in found.works] == [1, 1, 1, 0]
    assert found.works[0].places[0].words == "Moss 2019"

    decide_reference(reference=reference(version, "Tanaka 2001"), decision="dismissed")
    decide_citation(citation=citation(version, "Vance"), decision=CitationDecision.NO_CITATION)

    settled = bibliography_of(version)
    assert [one.kind for one in settled.open_problems] == ["year_differs"]
    assert [one.kind for one in settled.settled] == ["missing_entry", "never_cited"]
    assert settled.citation_count == 3


def test_home_counts_the_citations_that_wait(source, version):
    assert open_problems_in(source.workspace) == (2, source.pk)

    for one in version.citations.exclude(problem=CitationProblem.NONE):
        decide_citation(citation=one, decision=CitationDecision.DISMISSED)

    assert open_problems_in(source.workspace) == (0, None)


def test_a_cited_work_is_found_in_the_library_by_doi_title_and_by_hand(source, version):
    moss = SourceFactory(workspace=source.workspace, title="Tides", doi="10.1234/TIDES.1")
    reed = SourceFactory(
        workspace=source.workspace,
        title="Silt as a question of money",
        issued_on="2021-01-01",
        issued_precision=1,
        byline=[AuthorFactory(workspace=source.workspace, family="Reed", given="J.")],
    )
    tied = SourceFactory(workspace=source.workspace, title="Something else")
    tie_reference(reference=reference(version, "Tanaka 2001"), source=tied)

    found = library_sources(list(version.references.select_related("source")))

    labels = {one.pk: one.label for one in version.references.all()}
    assert {labels[pk]: one for pk, one in found.items()} == {"Moss 2019": moss, "Reed 2021": reed, "Tanaka 2001": tied}


def test_a_cited_work_is_added_to_the_library_once(version):
    one = reference(version, "Quill 2011")

    added = add_reference_to_library(reference=one)

    assert add_reference_to_library(reference=one) == added
    assert (added.title, added.container, added.issued_label) == ("Pilots and Their Pay", "Harbour Review", "2011")
    assert [author.family for author in added.authors.all()] == ["Quill"]


def test_the_library_of_another_team_is_refused(version):
    with pytest.raises(InvalidInputError):
        tie_reference(reference=reference(version, "Quill 2011"), source=SourceFactory())


def test_the_command_reads_texts_that_were_there_before_and_no_other(version):
    ReferenceReading.objects.all().delete()
    Citation.objects.all().delete()
    out = StringIO()

    call_command("read_references", workspace="quays", stdout=out)
    call_command("read_references", workspace="quays", stdout=out)

    assert out.getvalue().splitlines() == ["1 text read by rules 1.", "0 texts read by rules 1."]
    assert version.citations.count() == 4


@pytest.fixture
def annotator(client, source):
    member = MembershipFactory(workspace=source.workspace, role=Role.ANNOTATOR)
    client.force_login(member.user)
    return client


def address(name, source, *ids):
    return reverse(f"sources:{name}", args=["quays", source.pk, *ids])


def test_the_page_shows_works_problems_and_where_each_is_cited(annotator, source, version):
    page = annotator.get(address("references", source)).content.decode()

    assert "The year differs" in page
    assert "No entry in the list" in page
    assert "Listed but never cited" in page
    first = version.sentences.get(text__contains="Moss 2019", block__section="main")
    assert f"#s-{first.position}" in page


def test_a_decision_on_the_page_answers_with_the_lists_and_an_undo(annotator, source, version):
    vance = citation(version, "Vance")

    answer = annotator.post(
        address("citation_decide", source, vance.pk), {"decision": "no_citation"}, headers={"hx-request": "true"}
    )

    assert "that is no citation" in answer.content.decode()
    assert 'data-key="u"' in answer.content.decode()
    vance.refresh_from_db()
    assert vance.decision == "no_citation"
    refused = annotator.post(
        address("citation_decide", source, vance.pk), {"decision": "linked"}, headers={"hx-request": "true"}
    )
    assert refused.status_code == 422


def test_an_entry_is_tied_on_a_page_of_its_own(annotator, source, version):
    other = SourceFactory(workspace=source.workspace, title="The Old Pilots")
    quill = reference(version, "Quill 2011")

    choices = annotator.get(address("reference_tie", source, quill.pk), {"q": "pilots"}).content.decode()
    annotator.post(address("reference_tie", source, quill.pk), {"source": str(other.pk)})
    annotator.post(address("reference_tie", source, reference(version, "Reed 2021").pk), {"source": "new"})

    assert "The Old Pilots" in choices
    assert reference(version, "Quill 2011").source == other
    assert Source.objects.filter(title="Silt as a Question of Money").count() == 1


def test_a_text_that_was_never_read_and_one_without_references_say_so(annotator, source, version):
    plain = make_source(source.workspace, "Nothing is cited here at all, not a word.", key="plain", title="Plain")
    assert "It cites nothing" in annotator.get(address("references", plain)).content.decode()

    ReferenceReading.objects.filter(text_version=current_version(plain)).delete()
    assert "Not read yet" in annotator.get(address("references", plain)).content.decode()
    bare = SourceFactory(workspace=source.workspace)
    assert "No text yet" in annotator.get(address("references", bare)).content.decode()
    assert annotator.post(address("references_read", plain)).status_code == 302


def test_the_page_costs_the_same_queries_for_one_reference_and_for_more(annotator, source, django_assert_num_queries):
    short = make_source(
        source.workspace,
        "One (Moss 2019) said so long ago.\n\nReferences\n\n"
        + TEXT.split("References\n\n")[1].split("\n\n", maxsplit=1)[0],
        key="short",
        title="Short",
    )
    for one in (short, source):
        with django_assert_num_queries(10):
            annotator.get(address("references", one))
