"""Makes authors, sources and texts for tests, through the real import."""

import factory
from factory.django import DjangoModelFactory

from sources.ingest import ensure_text_version
from sources.models import Author, Authorship, Passage, Source, TextVersion
from sources.services import add_source
from tests.factories.workspaces import WorkspaceFactory
from workspaces.jobs import Progress


class AuthorFactory(DjangoModelFactory):
    class Meta:
        model = Author

    workspace = factory.SubFactory(WorkspaceFactory)
    family = factory.Sequence(lambda n: f"Author{n}")
    given = "Ada"
    slug = factory.Sequence(lambda n: f"author{n}")


class SourceFactory(DjangoModelFactory):
    """A work with one author and no text, for tests that need only the row."""

    class Meta:
        model = Source
        skip_postgeneration_save = True

    workspace = factory.SubFactory(WorkspaceFactory)
    key = factory.Sequence(lambda n: f"source{n}")
    title = factory.Sequence(lambda n: f"Source {n}")

    @factory.post_generation
    def byline(self, create, extracted, **_kwargs):
        for position, author in enumerate(extracted or [AuthorFactory(workspace=self.workspace)]):
            Authorship.objects.create(source=self, author=author, position=position)


class PassageFactory(DjangoModelFactory):
    """A passage without an anchor, for tests that need only the row."""

    class Meta:
        model = Passage

    source = factory.SubFactory(SourceFactory)
    workspace = factory.SelfAttribute("source.workspace")
    exact = factory.Sequence(lambda n: f"The harbour paid for its dredging {n} times.")


def make_source(workspace, text, *, key="paper", title="A paper", authors=("Ada Moss",), **fields) -> Source:
    """Add a source with that text; its text version is made at once, as the worker would."""
    names = [dict(zip(("given", "family"), name.rsplit(" ", 1), strict=True)) for name in authors]
    source = add_source(
        workspace=workspace,
        item={"id": key, "title": title, "author": names},
        data=text.encode(),
        origin=f"{key}.txt",
        **fields,
    )
    ensure_text_version(source.captures.get(), Progress())
    return source


def current_version(source: Source) -> TextVersion:
    """The newest text of the source."""
    return TextVersion.objects.filter(capture__source=source).latest("created_at")
