"""The page of one source: what is marked, what stands in the margin, and making evidence there."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import Bearing, EvidenceState
from claims.models import Claim, Evidence
from sources.models import Page, Passage
from sources.services import create_passage
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import AuthorFactory, SourceFactory, current_version, make_source
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
TEXT = """The harbour silts up every spring. Dredging costs more than it earns.

A new quay would pay. The board knows this well, and it says so 🦅 each year.
"""
CITING = """Ships run aground in spring (Quill 2011). Nobody counts them.

References

Quill, Imogen. 2011. “Pilots and Their Pay.” Harbour Review 8 (1): 1–2.
"""
SILTS = "The harbour silts up every spring."
DREDGING = "Dredging costs more than it earns."


@pytest.fixture
def member():
    return MembershipFactory(role="annotator")


@pytest.fixture
def client(member):
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def source(member):
    return make_source(member.workspace, TEXT)


@pytest.fixture
def page(member, source):
    return f"/w/{member.workspace.slug}/sources/{source.pk}/"


def evidence_on(source, exact, **fields):
    passage = create_passage(text_version=current_version(source), exact=exact)
    return EvidenceFactory(passage=passage, claim__workspace=source.workspace, speaker=source.authors.first(), **fields)


def shown_text(html):
    """What the reading shows as text, blocks parted by a blank line."""
    blocks = re.findall(r'<(?:p|h\d|blockquote) class="text[^"]*"[^>]*>(.*?)</(?:p|h\d|blockquote)>', html, re.DOTALL)
    return "\n\n".join(re.sub(r"<[^>]+>", "", block) for block in blocks)


def marks(html):
    """Class and text of each mark of the reading."""
    body = html[html.index('class="reader__section') :]
    return re.findall(r'<mark class="mark ([^"]+)"[^>]*>(.*?)</mark>', body)


class TestReading:
    def test_the_text_is_shown_unchanged_whatever_is_marked(self, client, page, source):
        evidence_on(source, SILTS)
        evidence_on(source, "spring. Dredging costs", bearing=Bearing.CONTRADICTS)
        evidence_on(source, "it says so 🦅 each year", bearing=Bearing.CONTEXT)

        html = client.get(page).content.decode()

        assert shown_text(html) == current_version(source).text

    def test_marks_say_how_they_bear_and_overlaps_are_cut(self, client, page, source):
        evidence_on(source, SILTS)
        evidence_on(source, "every spring. Dredging", bearing=Bearing.CONTRADICTS)

        found = marks(client.get(page).content.decode())

        assert found == [
            ("mark--supports", "The harbour silts up "),
            ("mark--mixed mark--deep", "every spring."),
            ("mark--contradicts", " "),
            ("mark--contradicts", "Dredging"),
        ]

    def test_suggestions_are_dotted_until_they_are_accepted(self, client, page, source):
        evidence_on(source, SILTS, suggested=True)

        html = client.get(page).content.decode()

        assert marks(html) == [("mark--supports mark--suggested", SILTS)]
        assert "Suggested 0.72" in html

    def test_what_was_rejected_is_not_marked(self, client, page, source):
        evidence_on(source, SILTS, state=EvidenceState.REJECTED)

        assert marks(client.get(page).content.decode()) == []

    def test_a_passage_without_a_claim_is_marked_plainly(self, client, page, source):
        create_passage(text_version=current_version(source), exact=SILTS)

        assert marks(client.get(page).content.decode()) == [("mark--plain", SILTS)]

    def test_every_sentence_and_passage_and_note_has_an_address(self, client, page, source):
        evidence = evidence_on(source, DREDGING)

        html = client.get(page).content.decode()

        assert [f'id="s-{number}"' in html for number in range(5)] == [True, True, True, True, False]
        assert html.count(f'id="p-{evidence.passage_id}"') == 1
        assert html.count(f'id="n-{evidence.passage_id}"') == 1
        assert html.count(f'href="#n-{evidence.passage_id}"') == 1
        assert f"/claims/{evidence.claim.number}/" in html
        assert html.count(reverse("claims:passage_detail", args=[source.workspace.slug, evidence.passage_id])) == 1

    def test_reported_speech_names_the_speaker(self, client, page, source):
        board = AuthorFactory(workspace=source.workspace, family="Harbour Board", given="")
        passage = create_passage(text_version=current_version(source), exact=SILTS)
        EvidenceFactory(passage=passage, claim__workspace=source.workspace, speaker=board)

        assert "View of Harbour Board." in client.get(page).content.decode()

    def test_parts_that_are_not_the_argument_stand_apart(self, client, member):
        text = "A new quay would pay. The board knows.\n\nReferences\n\nMoss, A. (2020). Quays. Harbour Press.\n"
        source = make_source(member.workspace, text, key="paper2")

        html = client.get(f"/w/{member.workspace.slug}/sources/{source.pk}/").content.decode()

        assert 'class="reader__section reader__section--references"' in html

    def test_what_was_left_out_is_listed_with_the_reason(self, client, member):
        source = make_source(member.workspace, f"{TEXT}\nPage 3 of 9\n", key="paper3")
        furniture = current_version(source).furniture

        html = client.get(f"/w/{member.workspace.slug}/sources/{source.pk}/").content.decode()

        assert furniture
        assert "Left out of the text: 1 line of the page" in html
        assert "Page 3 of 9" in html

    def test_a_source_whose_text_is_being_read_says_so(self, client, member):
        source = SourceFactory(workspace=member.workspace, title="Not read yet")

        html = client.get(f"/w/{member.workspace.slug}/sources/{source.pk}/").content.decode()

        assert "Not read yet" in html
        assert "No text yet" in html

    def test_another_workspaces_source_is_not_found(self, client, member, source):
        stranger = make_source(MembershipFactory().workspace, TEXT)

        assert client.get(f"/w/{member.workspace.slug}/sources/{stranger.pk}/").status_code == 404

    @pytest.mark.parametrize("number", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, page, source, number, django_assert_max_num_queries):
        for exact in (SILTS, DREDGING, "A new quay would pay.")[:number]:
            evidence_on(source, exact)
            evidence_on(source, exact, suggested=True)
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(page)

    @pytest.mark.parametrize("role", ["viewer", "annotator", "editor"])
    @pytest.mark.parametrize("number", [1, 3])
    def test_number_of_queries_of_a_text_with_all_there_is(
        self, member, role, number, django_assert_num_queries, client
    ):
        workspace = member.workspace
        source = make_source(workspace, CITING, key="citing", authors=("Ada Moss", "Jon Reed", "Kim Lee")[:number])
        version = current_version(source)
        for at in range(number):
            make_source(workspace, CITING + "\n" * (at + 1), key=f"twin{at}", title=f"Twin {at}")
            Page.objects.create(text_version=version, position=at, label=str(at), start=at * 9, end=at * 9 + 9)
            evidence_on(source, ("Ships run", "in spring (Quill 2011)", "Nobody counts")[at])
            create_passage(text_version=version, exact=("them.", "aground", "counts")[at])
        client.force_login(MembershipFactory(role=role, workspace=workspace).user)

        with django_assert_num_queries(MOST_QUERIES):
            html = client.get(f"/w/{workspace.slug}/sources/{source.pk}/").content.decode()

        shown = (
            "The same text",
            'aria-label="Page',
            "Leans on",
            "A passage that is tied",
            'class="avatar avatar--author"',
        )
        assert [html.count(one) for one in shown] == [number] * len(shown)

    def test_number_of_queries_of_a_source_without_a_text(self, client, member, django_assert_max_num_queries):
        source = SourceFactory(workspace=member.workspace)
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(f"/w/{member.workspace.slug}/sources/{source.pk}/")

    def test_writers_stand_in_the_order_of_the_byline_and_come_first_as_speakers(self, client, member):
        source = make_source(member.workspace, TEXT, key="two", authors=("Zoe Park", "Ada Moss"))

        html = client.get(f"/w/{member.workspace.slug}/sources/{source.pk}/").content.decode()

        byline = html[html.index("reader__byline") : html.index('class="meta"')]
        assert re.findall(r"</span>([^<]+)</span>", byline) == ["Zoe Park", "Ada Moss"]
        assert re.findall(r">([^<]+)</option>", html[html.index("id_speaker") :])[:2] == [
            "Zoe Park (the author)",
            "Ada Moss",
        ]


class TestMakingEvidence:
    def test_a_quote_and_a_chosen_claim_become_evidence(self, client, page, source, member):
        claim = ClaimFactory(workspace=member.workspace)
        sent = {"quote": SILTS, "start": 0, "bearing": "contradicts", "claim": claim.text, "number": claim.number}

        response = client.post(f"{page}passages/", sent)

        evidence = Evidence.objects.get()
        assert response["Location"] == f"{page}#p-{evidence.passage_id}"
        assert (evidence.claim, evidence.bearing, evidence.state) == (claim, "contradicts", "accepted")
        assert (evidence.passage.exact, evidence.speaker) == (SILTS, source.authors.get())
        assert (evidence.created_by, evidence.passage.created_by) == (member.user, member.user)

    def test_a_claim_may_be_named_by_its_label(self, client, page, member):
        claim = ClaimFactory(workspace=member.workspace)

        client.post(f"{page}passages/", {"quote": SILTS, "bearing": "supports", "claim": f" c-{claim.number} "})

        assert Evidence.objects.get().claim == claim

    def test_other_words_become_a_new_claim(self, client, page, member):
        sent = {"quote": SILTS, "bearing": "supports", "claim": "The harbour silts up.", "kind": "causal"}

        client.post(f"{page}passages/", sent)

        claim = Claim.objects.get()
        assert (claim.text, claim.kind, claim.status) == ("The harbour silts up.", "causal", "draft")
        assert claim.created_by == member.user

    def test_the_speaker_may_be_another_author(self, client, page, source):
        board = AuthorFactory(workspace=source.workspace, family="Harbour Board", given="")
        sent = {"quote": SILTS, "bearing": "supports", "claim": "It silts up.", "speaker": str(board.pk)}

        client.post(f"{page}passages/", sent)

        assert Evidence.objects.get().speaker == board

    def test_an_author_of_another_workspace_is_no_speaker(self, client, page):
        sent = {"quote": SILTS, "bearing": "supports", "claim": "It silts up.", "speaker": str(AuthorFactory().pk)}

        response = client.post(f"{page}passages/", sent)

        assert response.status_code == 422
        assert not Evidence.objects.exists()

    def test_a_quote_that_does_not_stand_there_is_refused_with_the_nearest_text(self, client, page):
        sent = {"quote": "The harbor silts up each spring.", "bearing": "supports", "claim": "It silts up."}

        response = client.post(f"{page}passages/", sent, headers={"HX-Request": "true"})

        html = response.content.decode()
        assert response.status_code == 422
        assert (response["HX-Retarget"], response["HX-Reselect"]) == ("#passage-form", "#passage-form")
        assert "data-nearest" in html
        assert "The harbour silts up every spring" in html
        assert (Passage.objects.count(), Claim.objects.count()) == (0, 0)

    def test_without_a_script_a_refusal_is_the_whole_page_with_what_was_typed(self, client, page):
        sent = {"quote": "No such words at all.", "bearing": "context", "claim": "It silts up."}

        response = client.post(f"{page}passages/", sent)

        html = response.content.decode()
        assert response.status_code == 422
        assert "No such words at all." in html
        assert SILTS.split()[1] in shown_text(html)

    def test_the_place_decides_between_equal_quotes(self, client, member):
        source = make_source(member.workspace, "It pays. We say so. It pays. They say no.\n", key="twice")
        address = f"/w/{member.workspace.slug}/sources/{source.pk}/passages/"
        sent = {"quote": "It pays.", "bearing": "supports", "claim": "Quays pay."}

        without = client.post(address, sent)
        with_place = client.post(address, {**sent, "start": 20})

        assert without.status_code == 422
        assert with_place.status_code == 302
        assert Passage.objects.get().anchors.get().start == 20

    def test_a_claim_that_is_not_here_is_refused(self, client, page):
        elsewhere = ClaimFactory(number=77)
        sent = {"quote": SILTS, "bearing": "supports", "claim": f"C-{elsewhere.number}"}

        response = client.post(f"{page}passages/", sent)

        assert response.context["form"].errors["claim"] == ["There is no claim C-77 here."]

    def test_the_wording_of_a_claim_that_exists_is_refused_and_nothing_is_kept(self, client, page, member):
        claim = ClaimFactory(workspace=member.workspace)
        sent = {"quote": SILTS, "bearing": "supports", "claim": claim.text.upper()}

        response = client.post(f"{page}passages/", sent)

        assert response.context["form"].errors["claim"]
        assert not Passage.objects.exists()

    def test_a_viewer_sees_no_form_and_may_not(self, page, member):
        viewer = MembershipFactory(role="viewer", workspace=member.workspace)
        client = Client()
        client.force_login(viewer.user)

        assert "passage-form" not in client.get(page).content.decode()
        assert client.post(f"{page}passages/", {"quote": SILTS}).status_code == 403

    def test_choices_are_the_claims_that_fit_and_a_new_one(self, client, member):
        quay = ClaimFactory(workspace=member.workspace, text="A new quay would pay for itself.")
        ClaimFactory(workspace=member.workspace, text="Rivers flood in May.")
        elsewhere = ClaimFactory(text="A quay of others.")

        html = client.get(f"/w/{member.workspace.slug}/claims/choices/", {"claim": "quay new"}).content.decode()

        assert re.findall(r'data-number="(\d*)"', html) == [str(quay.number), ""]
        assert elsewhere.text not in html
