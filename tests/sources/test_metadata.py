"""Editing what is known of a source, and taking over what its document states."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from sources.domain.byline import read_byline, write_byline
from sources.domain.csl import bare_doi
from sources.domain.found import list_offers
from sources.errors import DuplicateSource, InvalidCslItem, SourceInUse, StaleSource
from sources.models import Source
from sources.services import discard_source, edit_source, grade_source
from tests.factories.sources import SourceFactory, current_version, make_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory

TEXT = "The harbour silts up every spring. Dredging costs more than it earns."
NAMES = st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=8)
MOST_QUERIES = 10


@given(st.lists(st.tuples(NAMES, st.one_of(st.just(""), NAMES)), max_size=4))
def test_a_byline_is_read_as_it_was_written(names):
    read = [(name.get("literal") or name["family"], name.get("given", "")) for name in read_byline(write_byline(names))]
    assert read == names


@pytest.mark.parametrize("written", ["10.1/x", "https://doi.org/10.1/x", "http://dx.doi.org/10.1/x", "doi: 10.1/x"])
def test_a_doi_is_kept_without_its_resolver(written):
    assert bare_doi(written) == "10.1/x"


def test_offers_are_what_the_document_adds_or_says_otherwise():
    item = {"title": "On harbours", "DOI": "10.1/x", "author": [{"family": "Moss", "given": "Ada"}]}
    found = {
        "title": "On Harbours",
        "DOI": "10.1/y",
        "author": [{"family": "Moss", "given": "Ada"}],
        "issued": {"date-parts": [[2024, 3]]},
        "language": 7,
        "id": "x",
    }

    offers = [(offer.field, offer.present, offer.found) for offer in list_offers(item, found)]

    assert offers == [("issued", "", "2024-03"), ("DOI", "10.1/x", "10.1/y")]


@pytest.mark.django_db
class TestEdit:
    def test_fields_authors_and_their_order_change(self):
        source = make_source(WorkspaceFactory(), TEXT, authors=("Ada Moss", "Jon Reed"))
        edited = edit_source(
            source=source,
            changes={
                "title": "On harbours",
                "author": [{"family": "Reed", "given": "Jon"}, {"literal": "Harbour Board"}],
                "issued": {"date-parts": [[2024, 3]]},
                "container-title": "",
                "publisher": "Quay Press",
                "URL": "https://quay.example/a?utm_source=x",
                "note": "Read twice.",
            },
            revision=1,
            nature="summary",
        )

        stored = Source.objects.with_authors().get()
        assert (stored.title, stored.issued_label, stored.container) == ("On harbours", "March 2024", "Quay Press")
        assert [author.name for author in stored.ordered_authors] == ["Jon Reed", "Harbour Board"]
        assert (stored.nature, stored.revision, edited.revision) == ("summary", 2, 2)
        assert stored.normal_url == "https://quay.example/a"
        assert stored.csl["note"] == "Read twice."
        assert "container-title" not in stored.csl

    def test_the_second_of_two_editors_is_told_and_loses_nothing_of_the_first(self):
        source = make_source(WorkspaceFactory(), TEXT)
        edit_source(source=source, changes={"title": "First"}, revision=1)

        with pytest.raises(StaleSource) as refused:
            edit_source(source=source, changes={"title": "Second"}, revision=1)

        assert refused.value.details["revision"] == 2
        assert Source.objects.get().title == "First"

    def test_what_is_wrong_changes_nothing(self):
        source = make_source(WorkspaceFactory(), TEXT)
        for changes in ({"title": ""}, {"issued": {"date-parts": [["spring"]]}}, {"author": [{}]}):
            with pytest.raises(InvalidCslItem):
                edit_source(source=source, changes=changes)

        source.refresh_from_db()
        assert (source.title, source.revision) == ("A paper", 1)

    def test_another_sources_address_is_refused_by_name(self):
        workspace = WorkspaceFactory()
        other = make_source(workspace, TEXT, title="Other")
        edit_source(source=other, changes={"URL": "https://quay.example/a"})
        source = make_source(workspace, TEXT + " x", key="b")

        with pytest.raises(DuplicateSource, match="“Other”"):
            edit_source(source=source, changes={"URL": "https://quay.example/a#b"})

    def test_only_a_source_without_text_can_leave(self):
        source = make_source(WorkspaceFactory(), TEXT)
        with pytest.raises(SourceInUse):
            discard_source(source=source)

        discard_source(source=SourceFactory())
        assert Source.objects.get() == source


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def member(self):
        return MembershipFactory(role="editor")

    @pytest.fixture
    def client(self, member):
        client = Client()
        client.force_login(member.user)
        return client

    @pytest.fixture
    def source(self, member):
        return make_source(member.workspace, TEXT, title="On harbours", by=member.user)

    @pytest.fixture
    def page(self, member, source):
        return f"/w/{member.workspace.slug}/library/{source.pk}/"

    def test_details_show_what_was_received_and_what_was_made_of_it(self, client, page, source, member):
        text = client.get(page).content.decode()

        assert source.captures.get().sha256 in text
        assert current_version(source).sha256 in text
        assert f"by {member.user}" in text

    @pytest.mark.parametrize("number", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, page, source, number, django_assert_max_num_queries):
        for at in range(number):
            grade_source(source=source, reliability="bcd"[at], credibility="2", by=source.created_by)
            edit_source(source=source, changes={"title": f"Title {at}"})
            make_source(source.workspace, TEXT.replace(".", "!"), key=f"k{at}") if at == 0 else None
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(page)

    def test_editing_saves_and_says_so(self, client, page):
        form = client.get(f"{page}edit/").context["form"]
        sent = {name: value for name, value in form.initial.items() if value is not None}

        answer = client.post(f"{page}edit/", sent | {"title": "On quays", "doi": "https://doi.org/10.1/x"}, follow=True)

        assert "“On quays” is saved." in answer.content.decode()
        assert Source.objects.get().doi == "10.1/x"

    def test_a_stale_form_shows_both_and_can_be_saved_again(self, client, page, source):
        sent = {"title": "Mine", "nature": "original", "revision": 1}
        edit_source(source=source, changes={"title": "Theirs"})

        answer = client.post(f"{page}edit/", sent)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "changed by somebody else" in text
        assert "Theirs" in text

        again = {**sent, "revision": answer.context["form"]["revision"].value()}
        assert client.post(f"{page}edit/", again).status_code == 302
        assert Source.objects.get().title == "Mine"

    def test_one_found_field_is_taken_at_a_time(self, client, page, source, monkeypatch):
        found = {"issued": {"date-parts": [[2024]]}, "publisher": "Quay Press"}
        version = current_version(source)
        version.found = found
        monkeypatch.setattr("sources.views.details.list_text_versions", lambda _source: [version])

        client.post(f"{page}found/", {"field": "publisher", "revision": 1})

        stored = Source.objects.get()
        assert (stored.csl["publisher"], stored.issued_on) == ("Quay Press", None)

    def test_the_original_is_downloaded_and_never_shown(self, client, page, source):
        answer = client.get(f"{page}captures/{source.captures.get().pk}/")

        assert answer.content == TEXT.encode()
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"] == 'attachment; filename="paper.txt"'
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_the_same_text_elsewhere_is_warned_of_on_both_pages(self, client, page, source, member):
        twin = make_source(member.workspace, f"{TEXT}\n\n", key="twin", title="On harbours again")

        reader = client.get(f"/w/{member.workspace.slug}/sources/{source.pk}/").content.decode()

        assert f"sources/{twin.pk}/" in client.get(page).content.decode()
        assert f"sources/{twin.pk}/" in reader

    def test_another_workspaces_source_is_not_there(self, client, member):
        other = make_source(WorkspaceFactory(), TEXT)
        address = f"/w/{member.workspace.slug}/library/{other.pk}/"
        posts = [f"{address}{leaf}/" for leaf in ("edit", "found", "grade", "status", "fetch", "discard")]

        assert {client.get(address).status_code, *(client.post(post).status_code for post in posts)} == {404}
        assert client.get(f"{address}captures/{other.captures.get().pk}/").status_code == 404
