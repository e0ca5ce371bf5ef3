"""Bibliographies into and out of the library."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from sources.domain.citation import cite
from sources.enums import EntryOutcome
from sources.errors import BibliographyUnreadable
from sources.models import Source
from sources.services import edit_source, import_bibliography
from tests.factories.sources import SourceFactory, make_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from workspaces.models import Job

pytestmark = pytest.mark.django_db
BIB = """@article{moss2024, author={Moss, Ada and {Harbour Board}}, title={On Harbours}, journal={Quay Review},
  year=2024, month=mar, doi={https://doi.org/10.1/AB}}
@book{reed, title={Dredging}, author={Reed, Jon}, year=2020}
"""


def outcomes(report):
    return [(entry.number, entry.outcome, entry.reason) for entry in report.entries]


def test_entries_become_works_without_a_text():
    workspace = WorkspaceFactory()
    report = import_bibliography(workspace=workspace, text=BIB, name="a.bib")

    assert [entry.outcome for entry in report.entries] == ["added", "added"]
    source = Source.objects.with_authors().get(key="moss2024")
    assert (source.title, source.container, source.doi) == ("On Harbours", "Quay Review", "10.1/AB")
    assert [author.name for author in source.ordered_authors] == ["Ada Moss", "Harbour Board"]
    assert source.issued_label == "March 2024"
    assert not Job.objects.exists()


def test_the_same_file_again_adds_nothing():
    workspace = WorkspaceFactory()
    import_bibliography(workspace=workspace, text=BIB)
    again = import_bibliography(workspace=workspace, text=BIB)

    assert outcomes(again) == [(1, "matched", "the same DOI"), (2, "matched", "the same key and title")]
    assert Source.objects.count() == 2
    assert again.count(EntryOutcome.MATCHED) == 2


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"DOI": "10.1/ab"}, "the same DOI"),
        ({"URL": "https://quay.example/a?utm_source=x"}, "the same address"),
        ({"title": "On harbours!", "issued": {"date-parts": [[2024]]}}, "the same title and year"),
    ],
)
def test_works_are_matched_however_they_are_named(item, reason):
    workspace = WorkspaceFactory()
    source = make_source(workspace, "The harbour.", title="On Harbours")
    known = {"DOI": "10.1/AB", "URL": "https://quay.example/a", "issued": {"date-parts": [[2024, 3]]}}
    edit_source(source=source, changes=known)

    [entry] = import_bibliography(
        workspace=workspace, text=json.dumps({"id": "x", "title": "Something else", **item})
    ).entries

    assert (entry.outcome, entry.reason, entry.source) == ("matched", reason, source)


def test_the_same_key_for_another_work_gets_a_key_of_its_own():
    workspace = WorkspaceFactory()
    SourceFactory(workspace=workspace, key="reed", title="Something else")

    import_bibliography(workspace=workspace, text="@book{reed, title={Dredging}}")

    assert sorted(source.key for source in Source.objects.all()) == ["reed", "reed-2"]


def test_what_cannot_be_taken_is_named_with_its_reason_and_the_rest_is_taken():
    text = "@book{a, year=2020}\n@book{b, title = {x\n@book{c, title={Good}}\n@book{d e, title={Fine}}"
    report = import_bibliography(workspace=WorkspaceFactory(), text=text)

    assert [entry.outcome for entry in report.entries][:3] == ["refused", "refused", "added"]
    assert "no title" in report.entries[0].reason


@pytest.mark.parametrize("text", ["", "The harbour silts up.", "% nothing\n@comment{x}"])
def test_what_is_no_bibliography_is_refused_whole(text):
    with pytest.raises(BibliographyUnreadable):
        import_bibliography(workspace=WorkspaceFactory(), text=text, name="notes.txt")


def test_too_many_entries_are_refused_before_any_is_added(monkeypatch):
    monkeypatch.setattr("sources.services.bibliography.MOST_ENTRIES", 1)
    with pytest.raises(BibliographyUnreadable, match="2 entries are more than 1"):
        import_bibliography(workspace=WorkspaceFactory(), text=BIB)
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("item", "cited"),
    [
        (
            {
                "type": "article-journal",
                "title": "On harbours",
                "author": [{"family": "Moss", "given": "Ada"}, {"family": "Reed", "given": "Jon"}],
                "issued": {"date-parts": [[2024, 3]]},
                "container-title": "Quay Review",
                "volume": "12",
                "issue": "3",
                "page": "1–12",
                "DOI": "10.1/x",
            },
            "Moss, Ada and Jon Reed. 2024. “On harbours.” Quay Review 12 (3): 1–12. https://doi.org/10.1/x.",
        ),
        ({"type": "book", "title": "Dredging.", "publisher": "Quay Press"}, "n.d. Dredging. Quay Press."),
        (
            {"title": "T", "author": [{"literal": name} for name in ("A Board", "B Board", "C Board", "D Board")]},
            "A Board, et al. n.d. T.",
        ),
    ],
)
def test_a_work_is_cited_in_one_line(item, cited):
    assert cite(item) == cited


class TestPages:
    @pytest.fixture
    def member(self):
        return MembershipFactory(role="annotator")

    @pytest.fixture
    def client(self, member):
        client = Client()
        client.force_login(member.user)
        return client

    @pytest.fixture
    def page(self, member):
        return f"/w/{member.workspace.slug}/library/bibliography/"

    def test_a_file_is_reported_entry_by_entry(self, client, page):
        broken = BIB + "@book{bad, title = {x\n"
        text = client.post(page, {"file": SimpleUploadedFile("a.bib", broken.encode())}).content.decode()

        for said in ("2 added", "1 refused", "On Harbours", "Line 4"):
            assert said in text

    @pytest.mark.parametrize("sent", [{}, {"pasted": "Only words."}])
    def test_what_is_no_bibliography_is_said(self, client, page, sent):
        assert client.post(page, sent).status_code == 422

    def test_bytes_that_are_no_text_are_said(self, client, page):
        answer = client.post(page, {"file": SimpleUploadedFile("a.bib", b"\x89PNG\r\n\x1a\n" + bytes(99))})
        assert answer.status_code == 422

    @pytest.mark.parametrize("style", ["bibtex", "ris", "csl-json"])
    def test_what_goes_out_comes_back_as_the_same_works(self, client, page, member, style):
        import_bibliography(workspace=member.workspace, text=BIB)
        answer = client.get(f"{page}{style}/")

        back = import_bibliography(workspace=member.workspace, text=answer.content.decode())

        assert "attachment" in answer["Content-Disposition"]
        assert {entry.outcome for entry in back.entries} == {EntryOutcome.MATCHED}

    def test_the_filters_of_the_list_hold_for_the_export(self, client, page, member):
        import_bibliography(workspace=member.workspace, text=BIB)

        items = json.loads(client.get(f"{page}csl-json/?q=dredging").content)

        assert [item["id"] for item in items] == ["reed"]

    def test_what_a_format_loses_is_shown(self, client, page, member):
        item = {"id": "x", "title": "T", "type": "book", "medium": "microfilm"}
        import_bibliography(workspace=member.workspace, text=json.dumps(item))

        text = client.get(f"{page}ris/?losses=1").content.decode()

        assert "medium" in text
        assert "no place for it" in text
        assert "Nothing is lost" in client.get(f"{page}csl-json/?losses=1").content.decode()

    def test_one_source_is_cited_in_each_format(self, client, page, member):
        import_bibliography(workspace=member.workspace, text=BIB)
        base = page.removesuffix("bibliography/") + f"{Source.objects.get(key='reed').pk}/"

        assert "Reed, Jon. 2020. Dredging." in client.get(base).content.decode()
        assert "@book{reed" in client.get(f"{base}cite/bibtex/").content.decode()
        assert client.get(f"{base}cite/word/").status_code == 404


class TestCommands:
    def test_a_file_comes_in_and_goes_out(self, tmp_path, capsys):
        WorkspaceFactory(slug="quay")
        (tmp_path / "a.bib").write_text(BIB)
        call_command("import_bibliography", str(tmp_path / "a.bib"), "--workspace", "quay")
        assert "2 added" in capsys.readouterr().out

        call_command("export_bibliography", "--workspace", "quay", "--style", "csl-json")
        assert [item["id"] for item in json.loads(capsys.readouterr().out)] == ["reed", "moss2024"]

    def test_refused_entries_are_named_and_the_exit_says_so(self, tmp_path, capsys):
        WorkspaceFactory(slug="quay")
        (tmp_path / "a.bib").write_text("@book{a, year=2020}")
        with pytest.raises(CommandError):
            call_command("import_bibliography", str(tmp_path / "a.bib"), "--workspace", "quay")

        assert "no title" in capsys.readouterr().err


def test_a_listed_work_gets_its_text_from_its_page():
    member = MembershipFactory(role="annotator")
    import_bibliography(workspace=member.workspace, text=BIB)
    source = Source.objects.get(key="reed")
    client = Client()
    client.force_login(member.user)
    page = f"/w/{member.workspace.slug}/library/{source.pk}/"
    assert "Add its text" in client.get(page).content.decode()

    client.post(f"{page}versions/new/", {"pasted": "Dredging costs more than it earns."})

    assert source.captures.get().size > 0
    assert Job.objects.filter(subject=source.captures.get().pk).exists()
