import pytest

from sources.domain import document
from sources.enums import BlockKind, Section
from sources.errors import DuplicateSource, EmptyText, QuoteNotFound, WronglyEncodedText
from sources.models import Author, Capture, Sentence, Source
from sources.services import add_source, create_passage
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import WorkspaceFactory
from workspaces.models import Job

pytestmark = pytest.mark.django_db

TEXT = """The harbour was rebuilt in nine years. Trade came back slowly, and the town stayed poor.

A second storm would find the walls higher than before. “Nobody doubts it,” the mayor said."""

BYTES = TEXT.encode()


def add(workspace, data=BYTES, key="harbour", **fields):
    return add_source(workspace=workspace, item={"id": key, "title": "Harbour"}, data=data, origin="h.txt", **fields)


def test_words_of_the_domain_are_those_of_the_tables():
    assert {kind.value for kind in document.BlockKind} == set(BlockKind.values)
    assert {section.value for section in document.Section} == set(Section.values)


def test_add_source_keeps_the_bytes_and_queues_the_extraction():
    source = add(WorkspaceFactory())

    capture = Capture.objects.get(source=source)
    assert bytes(capture.content) == TEXT.encode()
    assert Job.objects.get(subject=capture.pk).task == "sources.extract_text"


def test_add_source_refuses_bytes_that_the_workspace_has():
    workspace = WorkspaceFactory()
    add(workspace)

    with pytest.raises(DuplicateSource, match="already in the library as “Harbour”"):
        add(workspace, key="other")
    assert Source.objects.count() == 1


def test_add_source_takes_the_same_bytes_in_another_workspace():
    add(WorkspaceFactory())
    add(WorkspaceFactory())

    assert Source.objects.count() == 2


@pytest.mark.parametrize(("data", "error"), [(b"  \n", EmptyText), (b"caf\xe9 au lait", WronglyEncodedText)])
def test_add_source_writes_nothing_for_bytes_that_are_no_text(data, error):
    with pytest.raises(error, match=r"^h\.txt: "):
        add(WorkspaceFactory(), data=data)

    assert (Source.objects.count(), Capture.objects.count(), Job.objects.count()) == (0, 0, 0)


def test_authors_keep_the_order_of_the_byline_and_one_person_is_one_author():
    workspace = WorkspaceFactory()
    make_source(workspace, TEXT, authors=("Zoe Park", "Ada Moss"))
    second = make_source(workspace, TEXT + " More.", key="second", authors=("ada moss",))

    assert Author.objects.count() == 2
    assert [author.name for author in Source.objects.with_authors().get(key="paper").ordered_authors] == [
        "Zoe Park",
        "Ada Moss",
    ]
    assert second.authors.get().name == "Ada Moss"


def test_sentences_slice_back_to_their_text():
    version = current_version(make_source(WorkspaceFactory(), TEXT))

    sentences = list(Sentence.objects.filter(text_version=version))
    assert len(sentences) == 4
    assert [version.text[sentence.start : sentence.end] for sentence in sentences] == [s.text for s in sentences]


def test_create_passage_marks_the_quote_where_it_stands():
    version = current_version(make_source(WorkspaceFactory(), TEXT))

    passage = create_passage(text_version=version, exact='"Nobody doubts it,"')

    anchor = passage.anchors.get()
    assert passage.exact == "“Nobody doubts it,”" == version.text[anchor.start : anchor.end]
    assert anchor.grade == "normalised"


def test_create_passage_gives_one_passage_for_one_span():
    version = current_version(make_source(WorkspaceFactory(), TEXT))

    assert create_passage(text_version=version, exact="the town stayed poor") == create_passage(
        text_version=version, exact="the town stayed poor"
    )


def test_create_passage_refuses_words_that_are_not_there_and_shows_the_nearest():
    version = current_version(make_source(WorkspaceFactory(), TEXT))

    with pytest.raises(QuoteNotFound) as refused:
        create_passage(text_version=version, exact="The harbour was rebuilt in three years.")
    assert "nine years" in refused.value.details["nearest"]["text"]
