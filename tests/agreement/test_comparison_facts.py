"""What a comparison says beside the positions: time, likelihood, silence, origins, cruxes, and its picture."""

import xml.etree.ElementTree as ET
from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from agreement.domain.comparing.comparison import Relation
from agreement.models import Silence
from agreement.queries import ComparisonFilters, brief_of, comparison_of, picture_of
from claims.enums import Bearing, Position, StanceBasis
from claims.services import link_evidence, suggest_evidence
from tests.factories.arguments import ArgumentFactory, PremiseFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.rows import PassageFactory, SourceFactory
from tests.factories.sources import AuthorFactory, make_source
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
def authors(workspace):
    return [AuthorFactory(workspace=workspace, given=name, family="Moss", slug=name.lower()) for name in ("Ada", "Ben")]


@pytest.fixture
def page(client, viewer):
    client.force_login(viewer.user)
    return client


def passage_by(author, **fields):
    return PassageFactory(source=SourceFactory(workspace=author.workspace, authors=[author], **fields))


def claim_with(workspace, authors, *positions, **fields):
    claim = ClaimFactory(workspace=workspace, **fields)
    for author, position in zip(authors, positions, strict=True):
        if position:
            StanceFactory(claim=claim, author=author, position=position)
    return claim


def silence(claim, author, **fields):
    known = {"workspace": claim.workspace, "claim": claim, "author": author, "wording": claim.text}
    return Silence.objects.create(**known | fields)


def url(workspace, authors, name="comparison", **filters):
    query = urlencode({"author": [author.slug for author in authors], **filters}, doseq=True)
    return f"{reverse(f'agreement:{name}', args=[workspace.slug])}?{query}"


class TestTime:
    @pytest.fixture
    def claim(self, workspace, authors):
        claim = ClaimFactory(workspace=workspace)
        for year, bearing in ((2019, Bearing.SUPPORTS), (2023, Bearing.CONTRADICTS)):
            passage = passage_by(authors[0], issued_on=date(year, 5, 1), issued_precision=1)
            link_evidence(claim=claim, passage=passage, bearing=bearing, by=None)
        return claim

    def test_a_change_of_position_is_a_course(self, workspace, authors, claim):
        cell = comparison_of(workspace, authors).rows[0].cells[0]
        assert (cell.position, cell.dated, cell.changed) == (DENIES, "2023", True)
        assert [(one.step.position, one.dated) for one in cell.course] == [(AFFIRMS, "2019"), (DENIES, "2023")]

    def test_as_of_a_day_later_stances_and_passages_do_not_exist(self, workspace, authors, claim):
        earlier = comparison_of(workspace, authors, ComparisonFilters(as_of=date(2020, 1, 1))).rows[0].cells[0]
        assert (earlier.position, len(earlier.passages), earlier.changed) == (AFFIRMS, 1, False)
        before = comparison_of(workspace, authors, ComparisonFilters(as_of=date(2018, 1, 1))).rows[0]
        assert (before.relation, before.cells[0].position) == (Relation.NOT_YET_JUDGED, "open")

    def test_the_page_narrows_to_changed_positions(self, page, workspace, authors, claim):
        claim_with(workspace, authors, AFFIRMS, DENIES, text="Quays pay.")
        shown = page.get(url(workspace, authors, changed="on")).content.decode()
        assert "Quays pay." not in shown.partition("Claim by claim")[2]
        assert f'id="c-{claim.number}"' in shown
        assert "How the position changed" in shown


class TestLikelihood:
    def test_hedged_stances_are_less_contested_than_plain_ones(self, workspace, authors):
        plain = claim_with(workspace, authors, AFFIRMS, DENIES)
        hedged = ClaimFactory(workspace=workspace)
        given = ((AFFIRMS, {"likelihood_term": "likely", "likelihood_scale": "icd_203"}), (DENIES, {"likelihood": 30}))
        for author, (position, likely) in zip(authors, given, strict=True):
            StanceFactory(claim=hedged, author=author, position=position, basis=StanceBasis.SET, **likely)
        rows = {row.claim: row for row in comparison_of(workspace, authors).rows}
        assert (rows[plain].contested, rows[plain].relation) == (1, Relation.DISAGREE)
        assert rows[hedged].contested == pytest.approx((0.35 + 0.4) / 2)
        assert [str(cell.likely) for cell in rows[hedged].cells] == ["likely (55–80 %)", "unlikely (30 %)"]


class TestSilence:
    def test_confirmed_silence_stands_apart_from_what_is_not_judged(self, workspace, authors):
        claim = claim_with(workspace, authors, AFFIRMS, None)
        open_claim = claim_with(workspace, authors, AFFIRMS, None)
        silence(claim, authors[1])
        rows = {row.claim: row for row in comparison_of(workspace, authors).rows}
        assert (rows[claim].cells[1].position, rows[open_claim].cells[1].position) == ("silent", "open")
        assert rows[claim].relation == rows[open_claim].relation == Relation.ONLY_ONE_SPEAKS

    def test_where_all_are_silent_none_speaks(self, workspace, authors):
        claim = ClaimFactory(workspace=workspace)
        for author in authors:
            silence(claim, author)
        assert comparison_of(workspace, authors).rows[0].relation == Relation.NONE_SPEAKS

    def test_a_silence_about_another_wording_holds_no_more(self, workspace, authors):
        claim = claim_with(workspace, authors, AFFIRMS, None)
        silence(claim, authors[1], wording="Quays were cheap.")
        assert comparison_of(workspace, authors).rows[0].cells[1].position == "open"

    def test_a_silence_from_before_a_new_text_holds_no_more(self, workspace, authors):
        source = make_source(workspace, "Quays pay.", authors=["Cy Reed"])
        reader = source.authors.get()
        claim = ClaimFactory(workspace=workspace)
        known = silence(claim, reader, captures=[str(source.captures.get().pk)])
        assert comparison_of(workspace, [reader, authors[0]]).rows[0].cells[0].position == "silent"
        known.captures = []
        known.save()
        assert comparison_of(workspace, [reader, authors[0]]).rows[0].cells[0].position == "open"

    def test_who_speaks_is_not_silent(self, workspace, authors):
        claim = claim_with(workspace, authors, AFFIRMS, DENIES)
        silence(claim, authors[1])
        assert comparison_of(workspace, authors).rows[0].cells[1].position == DENIES


class TestCruxes:
    def test_what_rests_on_a_contested_claim_makes_it_a_crux(self, workspace, authors):
        crux = claim_with(workspace, authors, AFFIRMS, DENIES, number=2, text="Quays pay.")
        port = claim_with(workspace, authors, AFFIRMS, DENIES, number=3, text="Ports grow.")
        PremiseFactory(argument=ArgumentFactory(conclusion=port), claim=crux)
        compared = comparison_of(workspace, authors)
        (found,) = compared.cruxes
        assert (found.row.claim, found.resting, found.parted, found.crux.score) == (crux, (port,), (port,), 1)
        assert "One other claim rests on “Quays pay” (C-2), on which they part" in brief_of(compared).text

    def test_the_page_names_the_reason(self, page, workspace, authors):
        crux = claim_with(workspace, authors, AFFIRMS, DENIES)
        PremiseFactory(argument=ArgumentFactory(conclusion=ClaimFactory(workspace=workspace)), claim=crux)
        assert (
            "1 claim rests on it; Ada Moss affirms and Ben Moss denies."
            in page.get(url(workspace, authors)).content.decode()
        )


class TestManyAuthors:
    @pytest.fixture
    def twelve(self, workspace):
        authors = [AuthorFactory(workspace=workspace, slug=f"a{number}") for number in range(12)]
        for number in range(3):
            positions = [(AFFIRMS, DENIES, QUALIFIES, None)[(place + number) % 4] for place in range(12)]
            claim = claim_with(workspace, authors, *positions)
            EvidenceFactory(claim=claim, speaker=authors[0], passage=passage_by(authors[0]))
        return authors

    def test_a_page_of_twelve_costs_ten_queries(self, page, workspace, twelve, django_assert_num_queries):
        with django_assert_num_queries(10):
            shown = page.get(url(workspace, twelve)).content.decode()
        assert shown.count('class="matrix__cell') == 36
        assert "matrix-scroll--wide" in shown

    def test_what_waits_is_counted_for_each_author(self, workspace, twelve):
        claim = ClaimFactory(workspace=workspace)
        for author in twelve[:2]:
            suggest_evidence(
                claim=claim, passage=passage_by(author), bearing=Bearing.CONTEXT, speaker=author, score=0.5, why={}
            )
        (row,) = (row for row in comparison_of(workspace, twelve).rows if row.claim == claim)
        assert [cell.waiting for cell in row.cells] == [1, 1, *[0] * 10]


def test_a_long_group_shows_its_first_rows_and_those_that_are_opened(page, workspace, authors, monkeypatch):
    monkeypatch.setattr("agreement.presenters.SHOWN_AT_ONCE", 2)
    for number in range(1, 6):
        claim_with(workspace, authors, AFFIRMS, DENIES, number=number)

    def rows(**asked):
        shown = page.get(url(workspace, authors, sort="number", **asked)).content.decode()
        return [number for number in range(1, 6) if f'id="c-{number}"' in shown]

    assert rows() == [1, 2]
    assert rows(open=4) == [1, 2, 4]
    assert rows(show="disagree") == [1, 2, 3, 4, 5]


class TestPicture:
    def test_the_page_and_the_file_draw_the_same_claims(self, page, workspace, authors):
        claim_with(workspace, authors, AFFIRMS, DENIES, number=7)
        shown = page.get(url(workspace, authors)).content.decode()
        assert "&amp;open=7#c-7" in shown
        response = page.get(url(workspace, authors, "comparison_picture"))
        assert response["Content-Type"] == "image/svg+xml"
        assert ET.fromstring(response.content).tag.endswith("svg")  # noqa: S314 - our own

    def test_it_is_told_in_words(self, workspace, authors):
        claim_with(workspace, authors, AFFIRMS, DENIES, number=7)
        claim_with(workspace, authors, None, DENIES, number=9)
        rows = [(row.where, row.what) for row in picture_of(comparison_of(workspace, authors)).rows]
        assert rows == [("Ada Moss: affirms, Ben Moss: denies", "C-7"), ("Ben Moss: denies", "C-9")]

    def test_of_very_many_claims_the_most_contested_are_drawn(self, workspace, authors, monkeypatch):
        monkeypatch.setattr("agreement.queries.comparison.picturing.MOST_DRAWN", 1)
        claim_with(workspace, authors, AFFIRMS, None, number=7)
        claim_with(workspace, authors, AFFIRMS, DENIES, number=9)
        picture = picture_of(comparison_of(workspace, authors))
        assert ("C-9:" in picture.svg, "C-7:" in picture.svg) == (True, False)
        assert picture.reading.endswith("Of 2 claims it shows the 1 most contested.")

    def test_nothing_to_draw_is_no_file(self, page, workspace, authors):
        ClaimFactory(workspace=workspace)
        assert page.get(url(workspace, authors, "comparison_picture")).status_code == 404


def test_claims_are_chosen_by_topics_and_by_number(page, workspace, authors):
    for number, topic in ((1, "tides"), (2, "quays"), (3, "silt"), (4, "silt")):
        claim_with(workspace, authors, AFFIRMS, DENIES, number=number, topic=topic, text=f"Pier {number} leans.")
    some = page.get(url(workspace, authors, topic=["tides", "quays"])).content.decode()
    listed = page.get(url(workspace, authors, claims="C-3, 4")).content.decode()
    assert [f'id="c-{number}"' in some for number in (1, 2, 3, 4)] == [True, True, False, False]
    assert [f'id="c-{number}"' in listed for number in (1, 2, 3, 4)] == [False, False, True, True]


def test_what_the_address_says_wrong_changes_nothing(page, workspace, authors):
    claim_with(workspace, authors, AFFIRMS, DENIES, number=7)
    wrong = {"as_of": "soon", "sort": "size", "group": "mood", "outcome": "joy", "open": "x", "claims": "?"}
    response = page.get(url(workspace, authors, **wrong))
    assert response.status_code == 200
    assert 'id="c-7"' in response.content.decode()


def test_the_help_has_the_scale(page, workspace):
    shown = page.get(reverse("agreement:comparison_help", args=[workspace.slug])).content.decode()
    assert "very unlikely" in shown
    assert "5–20 %" in shown


def test_a_row_that_is_not_there_is_404(page, workspace, authors):
    address = reverse("agreement:comparison_row", args=[workspace.slug, 99])
    assert page.get(f"{address}?author=ada&author=ben").status_code == 404
