import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sources.models import Capture, Source
from sources.services import extraction_job, grade_source, request_extraction, set_source_status
from tests.factories.claims import EvidenceFactory
from tests.factories.rows import PassageFactory
from tests.factories.sources import AuthorFactory, SourceFactory, make_source
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import JobState

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
TEXT = "The harbour silts up every spring. Dredging costs more than it earns."


@pytest.fixture
def member():
    return MembershipFactory(role="annotator")


@pytest.fixture
def client(member):
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def library(member):
    return f"/w/{member.workspace.slug}/library/"


def text_file(name, content=TEXT):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def titles(response):
    return [source.title for source in response.context["page"]]


class TestList:
    def test_an_empty_library_says_what_to_do(self, client, library):
        assert "The library is empty" in client.get(library).content.decode()

    def test_a_viewer_is_not_offered_to_add(self, library, member):
        viewer = MembershipFactory(role="viewer", workspace=member.workspace)
        client = Client()
        client.force_login(viewer.user)

        assert "library/add/" not in client.get(library).content.decode()

    def test_words_narrow_it_by_title_and_place_of_publication(self, client, library, member):
        SourceFactory(workspace=member.workspace, title="Harbours of the north")
        SourceFactory(workspace=member.workspace, title="On dredging", container="Northern Quay Review")
        SourceFactory(workspace=member.workspace, title="On rivers")

        assert titles(client.get(library, {"q": "north harbours"})) == ["Harbours of the north"]
        assert titles(client.get(library, {"q": "quay"})) == ["On dredging"]
        assert "No source fits" in client.get(library, {"q": "glacier"}).content.decode()

    def test_author_narrows_it(self, client, library, member):
        moss = AuthorFactory(workspace=member.workspace, family="Moss", slug="moss")
        SourceFactory(workspace=member.workspace, title="By Moss", byline=[moss])
        SourceFactory(workspace=member.workspace, title="By another")

        assert titles(client.get(library, {"author": "moss"})) == ["By Moss"]

    def test_status_reliability_nature_and_text_narrow_it(self, client, library, member):
        kept = make_source(member.workspace, TEXT, title="Kept", nature="summary")
        grade_source(source=kept, reliability="b", credibility="2")
        set_source_status(source=kept, status="corrected", on="2026-01-01", reason="A table.")
        SourceFactory(workspace=member.workspace, title="Listed")

        for asked in ({"status": "corrected"}, {"graded": "b"}, {"nature": "summary"}, {"text": "with"}):
            assert titles(client.get(library, asked)) == ["Kept"]
        assert titles(client.get(library, {"text": "without", "status": "active"})) == ["Listed"]
        assert titles(client.get(library, {"graded": "a"})) == []

    @pytest.mark.parametrize(
        ("order", "first"),
        [("", "C"), ("title", "A"), ("newest", "B"), ("oldest", "A"), ("author", "B"), ("passages", "A"), ("no", "C")],
    )
    def test_the_order_is_what_is_asked_for(self, client, library, member, order, first):
        authors = [AuthorFactory(workspace=member.workspace, family=family) for family in ("Moss", "Abel", "Reed")]
        works = [
            SourceFactory(
                workspace=member.workspace, title=title, issued_on=on, issued_precision=3 if on else 0, byline=[by]
            )
            for title, on, by in zip("ABC", ("2020-01-01", "2024-01-01", None), authors, strict=True)
        ]
        PassageFactory(source=works[0])

        assert titles(client.get(library, {"order": order}))[0] == first

    def test_a_work_without_a_text_says_so(self, client, library, member):
        SourceFactory(workspace=member.workspace)

        assert "no text yet" in client.get(library).content.decode()

    def test_other_workspaces_sources_are_not_in_it(self, client, library):
        SourceFactory(title="Somebody else's")

        assert "Somebody else" not in client.get(library).content.decode()

    def test_passages_and_suggestions_are_counted(self, client, library, member):
        source = make_source(member.workspace, TEXT)
        passage = PassageFactory(source=source)
        EvidenceFactory.create_batch(2, passage=passage, claim__workspace=member.workspace, suggested=True)
        EvidenceFactory(passage=passage, claim__workspace=member.workspace)

        [row] = client.get(library).context["page"]

        assert (row.passage_count, row.suggestion_count) == (1, 2)

    def test_a_text_that_is_being_read_shows_how_far_and_asks_again(self, client, library, member):
        source = SourceFactory(workspace=member.workspace)
        job = self._reading(source, member, state=JobState.QUEUED, stage="Splitting sentences")

        text = client.get(f"{library}{source.pk}/row/").content.decode()

        assert "Splitting sentences" in text
        assert "hx-trigger" in text
        assert job.is_active

    def test_a_text_that_could_not_be_read_says_why_and_offers_another_try(self, client, library, member):
        source = SourceFactory(workspace=member.workspace)
        self._reading(source, member, state=JobState.FAILED, reason="paper.txt: nothing is left.")

        text = client.get(f"{library}{source.pk}/row/").content.decode()

        assert "paper.txt: nothing is left." in text
        assert "Retry" in text

    @pytest.mark.parametrize("number", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, library, member, number, django_assert_max_num_queries):
        for at in range(number):
            make_source(member.workspace, f"{TEXT} {at}", key=f"paper{at}", authors=(f"Ada Moss{at}",))
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(library)

    @staticmethod
    def _reading(source, member, **fields):
        Capture.objects.create(
            source=source, content=b"x", sha256="0" * 64, size=1, media_type="text/plain", origin="paper.txt"
        )
        job = request_extraction(capture=source.captures.get(), by=member.user)
        type(job).objects.filter(pk=job.pk).update(**fields)
        job.refresh_from_db()
        return job


class TestAdd:
    def test_a_file_becomes_a_source_that_is_being_read(self, client, library, member):
        response = client.post(
            f"{library}add/",
            {
                "files": text_file("harbour-report.txt"),
                "authors": "Moss, Ada; “Harbour Board”",
                "issued": "2023-05",
                "container": "Quay Review",
                "nature": "summary",
            },
        )

        source = Source.objects.get()
        assert response["Location"] == library
        assert (source.title, source.key, source.nature) == ("Harbour report", "harbour-report", "summary")
        assert [author.name for author in source.ordered_authors] == ["Ada Moss", "Harbour Board"]
        assert (source.issued_label, source.container) == ("May 2023", "Quay Review")
        assert (source.workspace, source.created_by) == (member.workspace, member.user)
        assert extraction_job(source=source).state == JobState.QUEUED

    def test_a_typed_title_stands_above_the_files_name(self, client, library):
        client.post(f"{library}add/", {"files": text_file("x1.md"), "title": "On harbours", "nature": "original"})

        source = Source.objects.get()
        assert source.title == "On harbours"
        assert source.captures.get().media_type == "text/markdown"

    def test_good_files_are_taken_and_each_bad_one_is_named_with_its_reason(self, client, library):
        files = [
            text_file("good.txt"),
            text_file("empty.txt", ""),
            text_file("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)),
            text_file("latin.txt", "Überfahrt über die Förde".encode("latin-1")),
            text_file("again.txt"),
        ]

        response = client.post(f"{library}add/", {"files": files, "nature": "original"})

        problems = [problem.message for problem in response.context["reception"].problems]
        assert response.status_code == 422
        assert [source.title for source in Source.objects.all()] == ["Good"]
        assert [problem.split(":")[0] for problem in problems] == ["empty.txt", "picture.txt", "latin.txt", "again.txt"]
        assert all("\n" not in problem for problem in problems)
        assert all(problem in response.content.decode().replace("&#x27;", "'") for problem in problems)

    def test_a_file_that_is_too_large_is_named_with_its_size(self, client, library, monkeypatch):
        monkeypatch.setattr("sources.views.adding.MAX_FILE_BYTES", 40)
        monkeypatch.setattr("sources.domain.decoding.MAX_TEXT_BYTES", 40)

        response = client.post(f"{library}add/", {"files": text_file("long.txt"), "nature": "original"})

        [problem] = response.context["reception"].problems
        assert problem.message.startswith("long.txt: ")
        assert not Source.objects.exists()

    def test_two_files_of_one_name_get_keys_of_their_own(self, client, library):
        for content in ("One text.", "Another text."):
            client.post(f"{library}add/", {"files": text_file("report.txt", content), "nature": "original"})

        assert sorted(source.key for source in Source.objects.all()) == ["report", "report-2"]

    def test_pasted_text_becomes_a_source(self, client, library):
        client.post(f"{library}add/", {"pasted": TEXT, "title": "A note", "nature": "original"})

        assert Source.objects.get().title == "A note"

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({}, "__all__"),
            ({"pasted": TEXT}, "title"),
            ({"pasted": TEXT, "title": "A note", "issued": "spring"}, "issued"),
            ({"pasted": TEXT, "title": "A note", "issued": "2023-02-31"}, "issued"),
        ],
    )
    def test_what_is_missing_is_said_at_its_field(self, client, library, sent, field):
        response = client.post(f"{library}add/", {**sent, "nature": "original"})

        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert not Source.objects.exists()

    def test_a_long_pasted_text_is_taken(self, client, library):
        client.post(f"{library}add/", {"pasted": "A quay. " * 500_000, "title": "Long", "nature": "original"})

        assert Source.objects.get().captures.get().size > 3_000_000
