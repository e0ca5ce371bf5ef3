"""The comparison of authors: what counts, what the page shows, and who may see it."""

import csv
import io
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from agreement.domain.comparing.arranging import OUTCOMES
from agreement.domain.comparing.comparison import Relation
from agreement.queries import ComparisonFilters, comparison_of
from claims.enums import Bearing, ClaimStatus, Position, StanceBasis
from claims.services import link_evidence, suggest_evidence
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.rows import PassageFactory, SourceFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db
AFFIRMS, DENIES, QUALIFIES = Position.AFFIRMS, Position.DENIES, Position.QUALIFIES


@pytest.fixture
def viewer():
    return MembershipFactory(role=Role.VIEWER)


@pytest.fixture
def workspace(viewer):
    return viewer.workspace


@pytest.fixture
def page(client, viewer):
    client.force_login(viewer.user)
    return client


@pytest.fixture
def authors(workspace):
    return [
        AuthorFactory(workspace=workspace, given=given, family=family, slug=family.lower())
        for given, family in (("Ada", "Moss"), ("Ben", "Quill"))
    ]


def url(workspace, authors=(), name="comparison", **filters):
    query = urlencode({"author": [author.slug for author in authors], **filters}, doseq=True)
    return f"{reverse(f'agreement:{name}', args=[workspace.slug])}{'?' if query else ''}{query}"


def row_url(claim, authors):
    query = urlencode({"author": [author.slug for author in authors]}, doseq=True)
    return f"{reverse('agreement:comparison_row', args=[claim.workspace.slug, claim.number])}?{query}"


def claim_with(workspace, authors, *positions, **fields):
    claim = ClaimFactory(workspace=workspace, **fields)
    for author, position in zip(authors, positions, strict=True):
        if position:
            StanceFactory(claim=claim, author=author, position=position)
    return claim


def passage_by(author, **fields):
    return PassageFactory(source=SourceFactory(workspace=author.workspace, authors=[author], **fields))


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestQuery:
    def test_every_outcome_is_counted_and_those_that_part_come_first(self, workspace, authors):
        expected = [
            claim_with(workspace, authors, AFFIRMS, DENIES, number=9),
            claim_with(workspace, authors, AFFIRMS, QUALIFIES, number=3),
            claim_with(workspace, authors, DENIES, DENIES, number=5),
            claim_with(workspace, authors, AFFIRMS, None, number=1),
            claim_with(workspace, authors, None, None, number=2),
        ]
        compared = comparison_of(workspace, authors)
        assert [row.claim for row in compared.rows] == expected
        assert {compared.counts[relation] for relation in OUTCOMES if relation != Relation.NONE_SPEAKS} == {1}
        assert (compared.agreement.count, compared.agreement.of) == (1, 3)

    def test_no_cell_is_filled_without_a_person(self, workspace, authors):
        claim = ClaimFactory(workspace=workspace)
        for author in authors:
            suggest_evidence(
                claim=claim, passage=passage_by(author), bearing=Bearing.SUPPORTS, speaker=author, score=0.99, why={}
            )
        (row,) = comparison_of(workspace, authors).rows
        assert row.relation == Relation.NOT_YET_JUDGED
        assert [(cell.position, cell.passages) for cell in row.cells] == [("open", ()), ("open", ())]
        assert [cell.waiting for cell in row.cells] == [1, 1]

    def test_a_cell_has_stance_date_as_the_source_states_it_and_passages(self, workspace, authors):
        claim = ClaimFactory(workspace=workspace)
        passage = passage_by(authors[0], issued_on=date(2022, 3, 1), issued_precision=2)
        evidence = link_evidence(claim=claim, passage=passage, bearing=Bearing.CONTRADICTS, by=None)
        cell = comparison_of(workspace, authors).rows[0].cells[0]
        assert (cell.position, cell.dated, cell.passages) == (DENIES, "March 2022", (evidence,))

    def test_authors_who_are_not_compared_do_not_count(self, workspace, authors):
        third = AuthorFactory(workspace=workspace)
        claim_with(workspace, [*authors, third], AFFIRMS, AFFIRMS, DENIES)
        assert comparison_of(workspace, authors).rows[0].relation == Relation.AGREE

    def test_claims_are_narrowed_and_retired_ones_left_out(self, workspace, authors):
        wanted = ClaimFactory(workspace=workspace, topic="tides", kind="causal")
        ClaimFactory(workspace=workspace, topic="tides")
        ClaimFactory(workspace=workspace, kind="causal")
        ClaimFactory(workspace=workspace, topic="tides", kind="causal", status=ClaimStatus.RETIRED)
        ClaimFactory(topic="tides", kind="causal")
        compared = comparison_of(workspace, authors, ComparisonFilters(topics=("tides",), kind="causal"))
        assert [row.claim for row in compared.rows] == [wanted]

    def test_topics_come_with_the_most_disputed_first(self, workspace, authors):
        claim_with(workspace, authors, AFFIRMS, AFFIRMS, topic="tides")
        claim_with(workspace, authors, AFFIRMS, DENIES, topic="quays")
        claim_with(workspace, authors, AFFIRMS, None, topic="silt")
        topics = comparison_of(workspace, authors).topics
        assert [(tally.topic, tally.counts[Relation.DISAGREE]) for tally in topics] == [("quays", 1), ("tides", 0)]

    @pytest.mark.parametrize("size", [1, 25])
    def test_six_queries_for_any_number_of_claims(self, workspace, authors, size, django_assert_num_queries):
        for _ in range(size):
            claim = claim_with(workspace, authors, AFFIRMS, DENIES)
            EvidenceFactory(claim=claim, speaker=authors[0], passage=passage_by(authors[0]))
        with django_assert_num_queries(6):
            rows = comparison_of(workspace, authors).rows
            assert all(row.cells[0].passages[0].passage.source.title for row in rows)


class TestPage:
    def test_a_row_says_who_stands_where(self, page, workspace, authors):
        claim_with(workspace, authors, AFFIRMS, DENIES, number=4, text="Quays pay.")
        shown = text_of(page.get(url(workspace, authors)))
        assert (
            "C-4 Quays pay. harbours contested 1.00 Ada Moss Affirms 0 passages n.d. Ben Quill Denies 0 passages n.d."
            in shown
        )
        assert "Ada Moss and Ben Quill on 1 claim." in shown

    def test_the_share_of_agreement_names_its_number(self, page, workspace, authors):
        claim_with(workspace, authors, AFFIRMS, AFFIRMS)
        claim_with(workspace, authors, AFFIRMS, DENIES)
        shown = text_of(page.get(url(workspace, authors)))
        assert "50 % 1 of 2 of the claims that both speak on" in shown

    def test_without_a_choice_the_two_who_speak_most_are_compared_at_an_address_of_their_own(
        self, page, workspace, authors
    ):
        third = AuthorFactory(workspace=workspace)
        claim_with(workspace, [*authors, third], AFFIRMS, AFFIRMS, None)
        response = page.get(url(workspace))
        assert response.url == url(workspace, authors)

    def test_three_authors_are_compared_pair_by_pair(self, page, workspace, authors):
        authors.append(AuthorFactory(workspace=workspace, given="Cy", family="Reed", slug="reed"))
        claim_with(workspace, authors, AFFIRMS, AFFIRMS, DENIES)
        shown = text_of(page.get(url(workspace, authors)))
        assert "Ada Moss, Ben Quill and Cy Reed on 1 claim." in shown
        assert "Ada Moss – Ben Quill 1 1 Ada Moss – Cy Reed 0 1 Ben Quill – Cy Reed 0 1" in shown

    def test_the_quotes_of_both_stand_in_the_row(self, page, workspace, authors):
        claim = claim_with(workspace, authors, AFFIRMS, None)
        row = EvidenceFactory(claim=claim, speaker=authors[0], passage=passage_by(authors[0]))
        assert row.passage.exact not in text_of(page.get(url(workspace, authors)))
        opened = text_of(page.get(url(workspace, authors, open=claim.number)))
        fragment = text_of(page.get(row_url(claim, authors)))
        for shown in (opened, fragment):
            assert row.passage.exact in shown
            assert "Not yet judged: no accepted passage, no stance" in shown

    def test_a_set_stance_says_why(self, page, workspace, authors):
        claim = ClaimFactory(workspace=workspace)
        StanceFactory(claim=claim, author=authors[0], basis=StanceBasis.SET, reason="It is irony.")
        assert "Set by an editor: It is irony." in text_of(page.get(row_url(claim, authors)))

    @pytest.mark.parametrize(
        ("count", "chosen", "said"),
        [
            (0, 0, "There are no authors here yet."),
            (1, 0, "is the only author here so far."),
            (2, 0, "Nobody takes a stance yet"),
            (2, 1, "Choose one more author"),
            (2, 2, "This workspace has no claims yet."),
        ],
    )
    def test_what_is_missing_is_said(self, page, workspace, count, chosen, said):
        people = [AuthorFactory(workspace=workspace) for _ in range(count)]
        assert said in text_of(page.get(url(workspace, people[:chosen])))

    def test_an_author_of_another_workspace_is_nobody_here(self, page, workspace, authors):
        claim_with(workspace, authors, AFFIRMS, DENIES)
        response = page.get(url(workspace, [AuthorFactory(), AuthorFactory()]))
        assert "None of the authors in this address is in this workspace." in text_of(response)

    @pytest.mark.parametrize("size", [1, 25])
    def test_queries_do_not_grow(self, page, workspace, authors, size, django_assert_max_num_queries):
        for _ in range(size):
            claim = claim_with(workspace, authors, AFFIRMS, DENIES)
            EvidenceFactory(claim=claim, speaker=authors[0], passage=passage_by(authors[0]))
        with django_assert_max_num_queries(10):
            page.get(url(workspace, authors))

    @pytest.mark.parametrize("name", ["comparison", "comparison_table"])
    def test_a_stranger_finds_nothing(self, client, workspace, authors, name):
        client.force_login(MembershipFactory().user)
        assert client.get(url(workspace, authors, name)).status_code == 404


class TestTable:
    def rows(self, page, workspace, authors):
        response = page.get(url(workspace, authors, "comparison_table"))
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    def test_it_is_the_table_of_the_page(self, page, workspace, authors):
        claim_with(workspace, authors, AFFIRMS, None, number=4, text="Quays pay.")
        head, row = self.rows(page, workspace, authors)
        assert head[5:10] == [
            "Outcome", "Contested", "Claims that rest on it", "Ada Moss: stance", "Ada Moss: likelihood"
        ]  # fmt: skip
        facts = ["C-4", "Quays pay.", "harbours", "Factual", "Accepted", "Only one speaks", "", "0"]
        assert row == [*facts, "affirms", "", "", "", "0", "0", "not yet judged", "", "", "", "0", "0"]

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
    def test_a_claim_is_no_formula(self, page, workspace, authors, text):
        ClaimFactory(workspace=workspace, text=text)
        assert self.rows(page, workspace, authors)[1][1] == f"'{text}"


def test_a_long_list_of_claims_on_which_only_one_speaks_opens_when_asked_for(page, workspace, authors):
    claim_with(workspace, authors, AFFIRMS, DENIES, text="Quays pay.")
    for number in range(13):
        claim_with(workspace, authors, AFFIRMS, None, text=f"Pier {number} leans.")

    def table(**asked):
        return page.get(url(workspace, authors, **asked)).content.decode().partition("Claim by claim")[2]

    folded, opened = table(), table(show="only_one_speaks")

    assert "Quays pay." in folded
    assert "Pier 7 leans." not in folded
    assert "Show these 13 claims" in folded
    assert "Pier 7 leans." in opened
