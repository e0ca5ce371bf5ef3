"""Makes sources, sentences and passages as bare rows, for tests in which nobody reads the text itself."""

import hashlib
from datetime import date

import factory
from factory.django import DjangoModelFactory

from sources.enums import BlockKind, Section
from sources.models import (
    Anchor,
    Authorship,
    Block,
    Capture,
    Page,
    Passage,
    Sentence,
    Source,
    TextVersion,
)
from tests.factories.workspaces import WorkspaceFactory

TEXT = "The harbour silts up every spring. Dredging costs more than it earns. A new quay would pay."


class SourceFactory(DjangoModelFactory):
    """A source; `authors=[…]` gives its byline in order."""

    class Meta:
        model = Source
        skip_postgeneration_save = True

    workspace = factory.SubFactory(WorkspaceFactory)
    key = factory.Sequence(lambda n: f"source-{n}")
    title = factory.Sequence(lambda n: f"Report {n}")
    issued_on = date(2023, 5, 1)
    issued_precision = factory.LazyAttribute(lambda source: 3 if source.issued_on else 0)

    @factory.post_generation
    def authors(self, _create, extracted, **_):
        for position, author in enumerate(extracted or []):
            Authorship.objects.create(source=self, author=author, position=position)


class CaptureFactory(DjangoModelFactory):
    class Meta:
        model = Capture

    source = factory.SubFactory(SourceFactory)
    content = factory.Sequence(lambda n: f"{n} {TEXT}".encode())
    sha256 = factory.LazyAttribute(lambda capture: hashlib.sha256(capture.content).hexdigest())
    size = factory.LazyAttribute(lambda capture: len(capture.content))
    media_type = "text/plain"
    origin = "report.txt"


class TextVersionFactory(DjangoModelFactory):
    class Meta:
        model = TextVersion

    capture = factory.SubFactory(CaptureFactory)
    extractor = "plain"
    extractor_version = "1"
    text = TEXT
    sha256 = factory.LazyAttribute(lambda version: hashlib.sha256(version.text.encode()).hexdigest())
    length = factory.LazyAttribute(lambda version: len(version.text))


class PageFactory(DjangoModelFactory):
    class Meta:
        model = Page

    text_version = factory.SubFactory(TextVersionFactory)
    position = factory.Sequence(lambda n: n)
    label = factory.LazyAttribute(lambda page: str(page.position + 1))
    start = 0
    end = factory.LazyAttribute(lambda page: page.text_version.length)


class BlockFactory(DjangoModelFactory):
    class Meta:
        model = Block

    text_version = factory.SubFactory(TextVersionFactory)
    position = factory.Sequence(lambda n: n)
    kind = BlockKind.PARAGRAPH
    section = Section.MAIN
    start = 0
    end = factory.LazyAttribute(lambda block: block.text_version.length)


class SentenceFactory(DjangoModelFactory):
    class Meta:
        model = Sentence

    block = factory.SubFactory(BlockFactory)
    text_version = factory.SelfAttribute("block.text_version")
    position = factory.Sequence(lambda n: n)
    start = 0
    end = 34
    text = factory.LazyAttribute(lambda sentence: sentence.text_version.text[sentence.start : sentence.end])


class PassageFactory(DjangoModelFactory):
    class Meta:
        model = Passage

    source = factory.SubFactory(SourceFactory)
    workspace = factory.SelfAttribute("source.workspace")
    exact = factory.Sequence(lambda n: f"The harbour silts up every spring, they wrote for the {n}th time.")


class AnchorFactory(DjangoModelFactory):
    class Meta:
        model = Anchor

    passage = factory.SubFactory(PassageFactory)
    text_version = factory.SubFactory(TextVersionFactory)
    start = 0
    end = 34
