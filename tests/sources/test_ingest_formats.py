"""From bytes of every format to the rows of their text, and what the rows of a source learn from it."""

import pytest

from sources import ingest
from sources.describing import describe_source
from sources.domain.media_types import EPUB, HTML
from sources.errors import EmptyText, EncryptedDocument
from sources.ingest import ensure_text_version, extract_text
from sources.models import Author, Preview, Source, TextVersion
from sources.services import add_source, extraction_job
from tests.factories.rows import TextVersionFactory
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from tests.sources.readers.test_pdf import ENCRYPTED, laid_out, prose
from tests.support.office_files import make_docx, make_epub, make_odt, paragraph
from tests.support.pdf_writer import PdfPage, make_pdf
from workspaces import jobs
from workspaces.enums import JobState
from workspaces.jobs import Progress

pytestmark = pytest.mark.django_db

SENTENCE = "The harbour was rebuilt in nine years. The town paid for all of it."
PAGE = (
    "<html lang='en-GB'><meta name='citation_title' content='On walls'><meta name='citation_author' content='Moss, Ada'>"
    "<meta name='citation_date' content='2024-03'><meta name='citation_journal_title' content='Quay Review'>"
    f"<link rel='canonical' href='https://quay.example/walls'><body><p>{SENTENCE}</p>"
)  # fmt: skip


def add(data, origin, *, workspace=None, **item):
    return add_source(
        workspace=workspace or WorkspaceFactory(),
        item={"id": "paper", "title": "Paper", **item},
        data=data if isinstance(data, bytes) else data.encode(),
        origin=origin,
    )


def version_of(source):
    return ensure_text_version(source.captures.get(), Progress())


def reread(source):
    return Source.objects.with_authors().get(pk=source.pk)


@pytest.mark.parametrize(
    ("data", "extractor"),
    [
        (PAGE.encode(), "web-page"),
        (make_docx(paragraph(SENTENCE)), "word"),
        (make_odt(f"<text:p>{SENTENCE}</text:p>"), "open-document"),
        (make_epub([f"<p>{SENTENCE}</p>"]), "book"),
    ],
)
def test_every_format_becomes_one_text_with_sentences(data, extractor):
    version = version_of(add(data, "paper"))

    assert (version.extractor, version.text) == (extractor, SENTENCE)
    assert [sentence.text for sentence in version.sentences.all()] == [
        "The harbour was rebuilt in nine years.",
        "The town paid for all of it.",
    ]


def test_a_pdf_has_pages_and_reading_it_twice_changes_nothing():
    source = add(make_pdf(laid_out([prose(1, 40)]), labels="0<</S/r>>"), "paper.pdf")

    version = version_of(source)

    assert version_of(source) == version
    pages = list(version.pages.all())
    assert [page.label for page in pages] == ["i", "ii", "iii"]
    assert version.text[pages[0].start : pages[2].end] == version.text


def test_a_preview_is_there_while_a_long_document_is_read_and_gone_with_its_text(monkeypatch):
    source = add(make_pdf(laid_out([prose(seed) for seed in range(60)])), "paper.pdf")
    seen = []
    save = ingest._save
    monkeypatch.setattr(ingest, "_save", lambda *given: (seen.append(Preview.objects.get()), save(*given))[1])

    version_of(source)

    [preview] = seen
    assert (preview.pages, preview.page_count > 11) == (3, True)
    assert preview.blocks[0] == {"kind": "paragraph", "level": 0, "text": prose(0), "page": "1"}
    assert not Preview.objects.exists()


def test_a_document_that_cannot_be_read_leaves_its_reason_on_the_job_and_nothing_else():
    source = add(make_pdf([PdfPage()], encrypt=ENCRYPTED), "secret.pdf")
    job = extraction_job(source=source)

    assert jobs.perform(job.pk, extract_text) == JobState.FAILED

    job.refresh_from_db()
    assert job.reason == "secret.pdf: The PDF asks for a password: save it without one."
    assert not TextVersion.objects.exists()
    assert not Preview.objects.exists()


def test_the_job_tells_of_a_wrong_ending():
    source = add(PAGE, "paper.pdf")
    job = extraction_job(source=source)

    jobs.perform(job.pk, extract_text)

    job.refresh_from_db()
    assert source.captures.get().media_type == HTML
    assert job.result["note"] == "The file's name ends with “.pdf”, but it is a web page; it is read as that."


def test_what_a_document_states_fills_what_nobody_gave():
    source = add(PAGE, "paper.html")

    version_of(source)

    filled = reread(source)
    assert (filled.title, filled.container, filled.url) == ("On walls", "Quay Review", "https://quay.example/walls")
    assert (filled.issued_label, filled.language) == ("March 2024", "en-GB")
    assert [author.name for author in filled.ordered_authors] == ["Ada Moss"]
    assert (filled.csl["type"], filled.csl["container-title"]) == ("article-journal", "Quay Review")
    assert filled.revision == source.revision + 1
    assert filled.key == "paper"


def test_what_a_person_gave_stays():
    source = add(
        PAGE, "walls.html", author=[{"family": "Park", "given": "Zoe"}], issued={"date-parts": [[1999]]}, title="Mine"
    )

    version_of(source)

    filled = reread(source)
    assert (filled.title, filled.csl["title"], filled.issued_label) == ("Mine", "Mine", "1999")
    assert [author.name for author in filled.ordered_authors] == ["Zoe Park"]
    assert filled.container == "Quay Review"
    assert TextVersion.objects.get().found["title"] == "On walls"
    assert Author.objects.count() == 1


@pytest.mark.parametrize("found", [{"author": "nobody"}, {"issued": {"date-parts": [["soon"]]}, "title": ["x"]}])
def test_a_statement_that_makes_no_sense_is_ignored(found):
    version = TextVersionFactory(found=found)
    before = version.capture.source

    describe_source(version)

    assert reread(before).csl == before.csl
    assert reread(before).title == before.title


def test_a_page_without_words_is_refused_with_its_name():
    with pytest.raises(EmptyText, match=r"^empty\.html: The page holds no text"):
        version_of(add("<html><body><script>run()</script></body></html>", "empty.html"))


def test_a_book_under_copy_protection_is_refused():
    book = make_epub(["<p>x</p>"], extra=[("META-INF/encryption.xml", '<e><EncryptionMethod Algorithm="aes"/></e>')])
    source = add(book, "book.epub")

    assert source.captures.get().media_type == EPUB
    with pytest.raises(EncryptedDocument, match="copy protection"):
        version_of(source)


class TestPreviewPage:
    """What the page of a source asks for while the text is read."""

    @pytest.fixture
    def shown(self, client):
        member = MembershipFactory(role="viewer")
        client.force_login(member.user)
        source = add(make_pdf(laid_out([prose(1)])), "paper.pdf", workspace=member.workspace)
        address = f"/w/{member.workspace.slug}/library/{source.pk}/preview/"
        return source, lambda **query: client.get(address, query)

    def test_nothing_new_leaves_the_page_alone(self, shown):
        assert shown[1]().status_code == 204

    def test_the_first_pages_come_once(self, shown):
        source, ask = shown
        blocks = [{"kind": "paragraph", "level": 0, "text": "<b>Quay</b>", "page": "iv"}]
        Preview.objects.create(capture=source.captures.get(), blocks=blocks, pages=1, page_count=20)

        html = ask().content.decode()

        assert "The first 1 of 20 pages" in html
        assert "&lt;b&gt;Quay&lt;/b&gt;" in html
        assert ask(shown="1").status_code == 204

    def test_the_whole_text_loads_the_page_anew(self, shown):
        source, ask = shown
        version_of(source)

        assert ask(shown="1")["HX-Refresh"] == "true"

    def test_a_failure_takes_the_first_pages_away_and_asks_no_more(self, shown):
        source, ask = shown
        job = extraction_job(source=source)
        type(job).objects.filter(pk=job.pk).update(state=JobState.FAILED, reason="It broke.")

        html = ask(shown="1").content.decode()

        assert "The first" not in html
        assert "hx-get" not in html
