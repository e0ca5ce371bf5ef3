"""Makes a workspace in which passages were found for claims, without a model: the finder's rows are written as they are."""

from dataclasses import dataclass

from agreement.domain.likeness.bands import band_of
from agreement.models import AuthorFinding, FoundPassage
from claims.models import Claim
from sources.models import Author, Sentence, Source
from tests.factories.claims import ClaimFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from workspaces.models import User, Workspace

BY_MOSS = """The harbour pays for its own dredging. Nobody doubts it. Ships bring in more than the mud takes.

The town never paid a penny. Fees cover all of it. So says the board."""
BY_QUILL = """The harbour has never paid for its dredging. The town pays each spring. Fees cover a third.

The mud wins every year. A new quay would change that. The board hopes so."""


@dataclass(frozen=True)
class AnswerDesk:
    """A workspace with two authors, one claim worded, and six passages of each found for it."""

    workspace: Workspace
    claim: Claim
    sources: dict[str, Source]
    ada: User
    bo: User
    viewer: User

    def author(self, family: str) -> Author:
        return Author.objects.get(workspace=self.workspace, family=family)

    def sentence(self, family: str, position: int) -> Sentence:
        version = current_version(self.sources[family])
        return version.sentences.select_related("text_version__capture__source").get(position=position)


def find_passages(claim: Claim, source: Source, *, speaks: float = 0.9, probabilities=(0.9, 0.7, 0.5, 0.3, 0.25, 0.22)):
    """Write down what the finder would say of a source's sentences, in their order."""
    author = source.authors.get()
    AuthorFinding.objects.create(
        claim=claim, author=author, speaks=speaks, statement_count=6, wording=claim.text, model="m"
    )
    sentences = current_version(source).sentences.order_by("position")
    return FoundPassage.objects.bulk_create(
        FoundPassage(
            claim=claim,
            author=author,
            sentence=sentence,
            rank=rank,
            score=3.0,
            cosine=0.5,
            centred=0.4,
            lexical=0.3,
            probability=probability,
            band=band_of(probability).value,
            reasons=[
                {
                    "kind": "shared_term",
                    "claim": {"text": "harbour", "start": 4, "end": 11},
                    "statement": {"text": "harbour", "start": 4, "end": 11},
                    "rarity": 1.0,
                },
                {
                    "kind": "negation",
                    "claim": None,
                    "statement": {"text": "never", "start": 0, "end": 5},
                    "rarity": 0.0,
                },
            ],
            wording=claim.text,
            model="m",
        )
        for rank, (sentence, probability) in enumerate(zip(sentences, probabilities, strict=False), start=1)
    )


def make_answer_desk(*, judgements_wanted: int = 1, quill_speaks: float = 0.9) -> AnswerDesk:
    workspace = WorkspaceFactory(judgements_wanted=judgements_wanted)
    ada, bo, viewer = (
        MembershipFactory(workspace=workspace, role=role, user__name=name).user
        for role, name in (("editor", "Ann Judd"), ("annotator", "Bo Reed"), ("viewer", "Vi"))
    )
    sources = {
        "Moss": make_source(workspace, BY_MOSS, key="moss", title="On fees", authors=("Ada Moss",)),
        "Quill": make_source(workspace, BY_QUILL, key="quill", title="On mud", authors=("Ben Quill",)),
    }
    claim = ClaimFactory(workspace=workspace, number=1, text="The harbour pays for its own dredging.")
    find_passages(claim, sources["Moss"])
    find_passages(claim, sources["Quill"], speaks=quill_speaks)
    return AnswerDesk(workspace=workspace, claim=claim, sources=sources, ada=ada, bo=bo, viewer=viewer)
