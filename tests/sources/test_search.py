"""Searching in the texts: what is found, what is marked, and that the index answers."""

import pytest
from django.db import connection
from django.test import Client

from sources.domain.search_words import SnippetPart, Sought, cut_snippet, read_search
from sources.models import SENTENCE_VECTOR, Page, Sentence, TextVersion
from sources.queries import HIT_STARTS, HIT_STOPS, SearchFilters, search_sentences
from sources.queries.search import words_query
from sources.services import edit_source, set_source_status
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory

TEXT = "The harbours silt up every spring. Dredging costs more than it earns. 항구는 매년 봄에 준설된다."
MOST_QUERIES = 9


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("", Sought()),
        ("  … ! ", Sought()),
        ("harbour spring harbour", Sought(words=("harbour", "spring"))),
        ('"every spring" silt', Sought(words=("silt",), phrases=("every spring",))),
        ("“every spring”", Sought(phrases=("every spring",))),
        ("2023–24 it's", Sought(phrases=("2023 24", "it s"))),
        ("준설", Sought(pieces=("준설",))),
        ("a'); drop:*|&!", Sought(words=("a", "drop"))),
    ],
)
def test_what_is_typed_is_taken_apart(typed, sought):
    assert read_search(typed) == sought


def test_a_sentence_is_cut_at_its_hits():
    marked = f"The {HIT_STARTS}harbours{HIT_STOPS} <b>silt</b> up."
    assert cut_snippet(marked, HIT_STARTS, HIT_STOPS, ("UP",)) == (
        SnippetPart("The ", is_hit=False),
        SnippetPart("harbours", is_hit=True),
        SnippetPart(" <b>silt</b> ", is_hit=False),
        SnippetPart("up", is_hit=True),
        SnippetPart(".", is_hit=False),
    )


@pytest.mark.django_db
class TestSearch:
    @pytest.fixture
    def workspace(self):
        return WorkspaceFactory()

    @pytest.fixture
    def source(self, workspace):
        return make_source(workspace, TEXT, title="On harbours")

    def find(self, workspace, typed, **filters):
        found = search_sentences(workspace, read_search(typed), SearchFilters(**filters))
        return [sentence.position for sentence in found]

    @pytest.mark.parametrize(
        ("typed", "positions"),
        [
            ("harbour", [0]),
            ("HARBOURS", [0]),
            ("silting", [0]),
            ("dredg", [1]),
            ("costs earns", [1]),
            ("harbour earns", []),
            ('"every spring"', [0]),
            ('"spring every"', []),
            ('"more than it"', [1]),
            ("준설", [2]),
            ("glacier", []),
            ("", []),
        ],
    )
    def test_words_beginnings_and_phrases_are_found(self, workspace, source, typed, positions):
        assert self.find(workspace, typed) == positions

    def test_only_texts_that_are_read_now_and_of_this_workspace_are_looked_through(self, workspace, source):
        make_source(WorkspaceFactory(), TEXT)
        old = current_version(source)
        fields = ("capture", "extractor", "text", "sha256", "length")
        TextVersion.objects.create(**{field: getattr(old, field) for field in fields}, extractor_version="next")

        assert self.find(workspace, "harbour") == []

    def test_author_years_and_status_narrow_it(self, workspace, source):
        edit_source(source=source, changes={"issued": {"date-parts": [[2020, 5]]}})
        author = source.authors.get().slug

        assert self.find(workspace, "harbour", author=author, since=2020, until=2020, status="active") == [0]
        assert self.find(workspace, "harbour", author="nobody") == []
        assert self.find(workspace, "harbour", since=2021) == []
        assert self.find(workspace, "harbour", until=2019) == []
        assert self.find(workspace, "harbour", status="retracted") == []

    def test_the_page_that_a_sentence_begins_on_is_named(self, workspace, source):
        version = current_version(source)
        border = version.sentences.get(position=1).start
        Page.objects.create(text_version=version, position=0, label="iv", start=0, end=border)
        Page.objects.create(text_version=version, position=1, label="1", start=border, end=version.length)

        found = [
            search_sentences(workspace, read_search(word), SearchFilters()).get() for word in ("harbour", "dredging")
        ]

        assert [sentence.page_label for sentence in found] == ["iv", "1"]

    @pytest.mark.parametrize("typed", ["harbour", '"every spring"', "dredg spring"])
    def test_the_index_answers(self, source, typed):
        found = Sentence.objects.annotate(vector=SENTENCE_VECTOR).filter(vector=words_query(read_search(typed)))
        with connection.cursor() as cursor:
            # A small table is read whole: the index must be what is left.
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "sentence_words" in found.order_by().explain()


@pytest.mark.django_db
class TestPage:
    @pytest.fixture
    def member(self):
        return MembershipFactory(role="viewer")

    @pytest.fixture
    def client(self, member):
        client = Client()
        client.force_login(member.user)
        return client

    @pytest.fixture
    def page(self, member):
        return f"/w/{member.workspace.slug}/library/search/"

    def test_hits_are_marked_and_lead_to_their_sentence(self, client, page, member):
        source = make_source(member.workspace, TEXT + " A <b>spring</b> tide.", title="On harbours")
        set_source_status(source=source, status="retracted", on="2026-01-01", reason="Invented.")

        text = client.get(page, {"q": "harbour spring"}).content.decode()

        assert '<mark class="hit__word">harbours</mark> silt up every <mark class="hit__word">spring</mark>' in text
        assert f"sources/{source.pk}/#s-0" in text
        assert "Retracted" in text
        assert "&lt;b&gt;" in client.get(page, {"q": "tide"}).content.decode()

    def test_nothing_typed_and_nothing_found_say_what_to_do(self, client, page):
        assert "What are you looking for?" in client.get(page).content.decode()
        assert "No sentence has all of that" in client.get(page, {"q": "glacier"}).content.decode()

    def test_very_many_hits_come_in_the_order_of_the_texts(self, client, page, member, monkeypatch):
        monkeypatch.setattr("sources.views.search.MOST_RANKED", 1)
        make_source(member.workspace, "A harbour and a quay. Harbour harbour. The harbour harbour harbour.")

        assert [hit.sentence.position for hit in client.get(page, {"q": "harbour"}).context["hits"]] == [0, 1, 2]

    @pytest.mark.parametrize("odd", [{"q": "a", "since": "x", "author": "nobody", "page": "zz"}, {"q": "\x00'"}])
    def test_odd_values_do_no_harm(self, client, page, odd):
        assert client.get(page, odd).status_code == 200

    @pytest.mark.parametrize("number", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, page, member, number, django_assert_max_num_queries):
        for at in range(number):
            make_source(member.workspace, f"{TEXT} {at}.", key=f"k{at}")
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(page, {"q": "harbour"})
