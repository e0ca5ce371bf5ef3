"""A map to take away: which files there are, what is in them, and that they show what the page showed."""

import base64
import io
import re
from hashlib import sha256
from urllib.parse import urlencode

import docx
import pypdfium2
import pytest
from django.urls import reverse
from django.utils.html import escape
from PIL import Image

from arguments.domain.interchange.formats import FORMATS
from arguments.domain.interchange.weaving import from_graph
from arguments.enums import PremiseStatus, Relation
from arguments.queries import load_graph
from arguments.services import create_argument
from arguments.views import data_files, document_files
from common.documents import DOCX_TYPE
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client):
    """A map in the workspace of whoever is logged in: a lead, a reason, and an objection to the reason."""
    membership = MembershipFactory(role="viewer")
    client.force_login(membership.user)
    return map_in(membership.workspace)


def map_in(workspace, reasons=1):
    lead = ClaimFactory(workspace=workspace, text="The quay should be rebuilt.")
    for _ in range(reasons):
        reason, objection = ClaimFactory.create_batch(2, workspace=workspace)
        argue(lead, reason)
        argue(reason, objection, Relation.OPPOSES)
    return ArgumentMapFactory(lead_claim=lead, title="The quay", slug="quay")


def argue(conclusion, premise, relation=Relation.SUPPORTS):
    create_argument(
        workspace=premise.workspace,
        relation=relation,
        conclusion=conclusion,
        premises=[(premise, PremiseStatus.STATED)],
        by=None,
    )


def address(name, shown, *rest, **query):
    page = reverse(f"arguments:{name}", args=[shown.workspace.slug, shown.slug, *rest])
    return f"{page}?{urlencode(query)}"


class TestPage:
    def test_it_offers_every_size_with_its_pixels_and_every_paper_with_its_sheets(self, client, shown):
        page = client.get(address("map_export", shown))

        (_scale, width, height, _may), double, _triple = page.context["scales"]
        assert double == (2, 2 * width, 2 * height, True)
        assert page.context["papers"][1] == ("a4", "A4", 1, True)
        assert f"{2 * width} × {2 * height}" in page.content.decode()

    def test_the_look_of_the_map_goes_along(self, client, shown):
        page = client.get(address("map_export", shown, view="top-down", depth="1", next="elsewhere")).content.decode()

        assert "2 of 3 cards" in page
        assert '<input type="hidden" name="view" value="top-down">' in page
        assert "elsewhere" not in page

    @pytest.mark.parametrize("reasons", [1, 3])
    def test_it_takes_eight_queries_whatever_the_size_of_the_map(
        self, client, shown, django_assert_num_queries, reasons
    ):
        for _ in range(reasons - 1):
            argue(shown.lead_claim, ClaimFactory(workspace=shown.workspace))

        with django_assert_num_queries(8):
            client.get(address("map_export", shown))

    def test_the_map_leads_to_it(self, client, shown):
        assert (
            reverse("arguments:map_export", args=[shown.workspace.slug, "quay"])
            in client.get(address("map_detail", shown)).content.decode()
        )


class TestPictures:
    @pytest.mark.parametrize(
        ("name", "media_type", "begins"),
        [
            ("map_svg", "image/svg+xml; charset=utf-8", b"<svg"),
            ("map_png", "image/png", b"\x89PNG"),
            ("map_pdf", "application/pdf", b"%PDF"),
        ],
    )
    def test_each_is_a_file_of_its_type_with_the_name_of_the_map(self, client, shown, name, media_type, begins):
        answer = client.get(address(name, shown))

        assert answer["Content-Type"] == media_type
        assert answer["Content-Disposition"] == f'attachment; filename="quay.{name[4:]}"'
        assert answer.content.startswith(begins)

    def test_a_png_has_the_scale_that_is_asked_for_and_a_known_one_otherwise(self, client, shown):
        def size(scale):
            return Image.open(io.BytesIO(client.get(address("map_png", shown, scale=scale)).content)).size

        width, height = size("1")
        assert size("3") == (3 * width, 3 * height)
        assert size("900") == (width, height)

    def test_folds_are_those_of_the_page(self, client, shown):
        whole = client.get(address("map_svg", shown)).content.decode()
        folded = client.get(address("map_svg", shown, depth=1)).content.decode()

        assert ("+ 1 objection" in whole, "+ 1 objection" in folded) == (False, True)

    def test_a_transparent_picture_has_no_ground(self, client, shown):
        clear = client.get(address("map_png", shown, ground="transparent")).content

        assert Image.open(io.BytesIO(clear)).getpixel((1, 1))[3] == 0

    def test_a_card_of_the_pdf_leads_to_its_claim(self, client, shown):
        content = client.get(address("map_pdf", shown, paper="a4")).content

        assert f"http://testserver/w/{shown.workspace.slug}/claims/{shown.lead_claim.number}/".encode() in content
        assert pypdfium2.PdfDocument(content)[0].get_width() > pypdfium2.PdfDocument(content)[0].get_height()

    def test_a_picture_that_is_too_large_leads_back_and_says_so(self, client, shown, monkeypatch):
        monkeypatch.setattr("arguments.rasterising.MOST_PIXELS", 1000)

        answer = client.get(address("map_png", shown, view="top-down"), follow=True)

        assert answer.redirect_chain[-1][0] == address("map_export", shown, view="top-down")
        assert "Choose a smaller scale" in answer.content.decode()


class TestDocuments:
    def test_the_brief_is_a_word_file_with_quotes_citations_and_verdict(self, client, shown):
        evidence = EvidenceFactory(claim=shown.lead_claim)

        answer = client.get(address("map_docx", shown))

        document = docx.Document(io.BytesIO(answer.content))
        told = [paragraph.text for paragraph in document.paragraphs]
        assert answer["Content-Type"] == DOCX_TYPE
        assert answer["Content-Disposition"] == 'attachment; filename="quay-brief.docx"'
        assert any(line.startswith(f"“{evidence.passage.exact}” (") and "; supports)" in line for line in told)
        assert any(line.startswith("Verdict: ") for line in told)
        assert "Works cited" in told
        assert (
            document.inline_shapes[0]._inline.docPr.get("descr").startswith("Argument map of 3 cards around the claim")
        )

    def test_the_brief_is_a_pdf_too(self, client, shown):
        answer = client.get(address("map_brief_pdf", shown))

        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'attachment; filename="quay-brief.pdf"'
        assert "The quay should be rebuilt." in pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()

    def test_a_map_of_more_claims_than_a_brief_holds_leads_back_and_says_so(self, client, shown, monkeypatch):
        monkeypatch.setattr(document_files, "MOST_CLAIMS", 2)

        answer = client.get(address("map_docx", shown), follow=True)

        assert "3 claims are more than one brief holds" in answer.content.decode()

    def test_the_html_file_loads_nothing_and_names_its_one_script_and_style(self, client, shown):
        answer = client.get(address("map_html", shown))

        page = answer.content.decode()
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#x27;", "'")
        script = re.search(r'<script type="module">(.*?)</script>', page, re.DOTALL)[1]
        digest = base64.b64encode(sha256(script.encode()).digest()).decode()
        assert answer["Content-Disposition"] == 'attachment; filename="quay.html"'
        assert f"script-src 'sha256-{digest}'" in policy
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == [
            f'href="http://testserver{address("map_detail", shown)[:-1]}"'
        ]
        assert (page.count("<script"), page.count("</script>")) == (3, 3)

    def test_the_lead_and_lens_of_the_page_go_along(self, client, shown):
        reason = shown.lead_claim.arguments.get().premises.get().claim
        author = StanceFactory(claim=reason).author

        page = client.get(address("map_html", shown, lead=reason.label, lens=author.slug)).content.decode()

        assert shown.lead_claim.text not in page
        assert f'"lens": ["{author.slug}"]' in page
        assert f"The quay: {reason.label}" in page


class TestData:
    def test_every_format_is_offered_with_what_it_loses(self, client, shown):
        page = client.get(address("map_export", shown)).content.decode()

        assert [one.title for one in FORMATS.values() if escape(one.title) not in page] == []
        assert "Holds everything." in page
        assert "Loses" in page

    def test_of_a_large_map_losses_are_counted_when_asked(self, client, shown, monkeypatch):
        monkeypatch.setattr(data_files, "MOST_COUNTED", 1)

        uncounted = client.get(address("map_export", shown)).content.decode()
        counted = client.get(address("map_export", shown, losses="1")).content.decode()

        assert ("count what each format loses" in uncounted, "count what each" in counted) == (True, False)

    @pytest.mark.parametrize("name", FORMATS)
    def test_the_file_is_the_whole_map_whatever_is_folded(self, client, shown, name):
        form = FORMATS[name]

        answer = client.get(address("map_data", shown, name, depth="0"))

        assert answer["Content-Type"] == f"{form.media_type}; charset=utf-8"
        assert answer["Content-Disposition"] == f'attachment; filename="quay{form.endings[0]}"'
        assert answer.content.decode() == form.dump(from_graph(graph_of(shown), "The quay")).text

    @pytest.mark.parametrize("name", FORMATS)
    def test_the_report_tells_each_loss_with_its_number_and_reason(self, client, shown, name):
        told = client.get(address("map_losses", shown, name)).json()

        losses = FORMATS[name].dump(from_graph(graph_of(shown), "The quay")).losses
        assert [(one["what"], one["count"], one["reason"]) for one in told["losses"]] == [
            (one.what, one.count, one.reason) for one in losses
        ]

    @pytest.mark.parametrize("page", ["map_data", "map_losses"])
    def test_an_unknown_format_is_not_found(self, client, shown, page):
        assert client.get(address(page, shown, "word-star")).status_code == 404


def graph_of(shown):
    return load_graph(shown.workspace_id, shown.lead_claim_id)
