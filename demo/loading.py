"""Makes the demonstration workspace through the services that pages and API use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from agreement.services import confirm_silence
from arguments.models import Argument
from arguments.services import answer_question, create_argument, create_map, set_base_score
from claims.enums import EvidenceState, StanceBasis
from claims.models import Claim
from claims.services import create_claim, link_evidence, set_stance, suggest_evidence
from common.errors import ParallaxError
from demo.values import (
    UNKNOWN_DAY,
    DemoArgument,
    DemoAuthor,
    DemoClaim,
    DemoClaimSet,
    DemoData,
    DemoEvidence,
    DemoSource,
    DemoStance,
)
from releases.building import build_release
from releases.enums import Audience, Gathering
from releases.models import ClaimSet, Release
from releases.services import create_claim_set
from sources.domain.csl import AuthorName
from sources.enums import AuthorKind, SourceNature
from sources.ingest import ensure_text_version
from sources.models import Author, Passage, Sentence, TextVersion
from sources.services import add_source, create_passage, ensure_author
from workspaces.enums import Role
from workspaces.jobs import Progress
from workspaces.models import User, Workspace
from workspaces.services import create_workspace, set_role

PASSWORD = "parallax-demo"  # noqa: S105 - public on purpose: demo/README.md tells it to everybody
SUMMARY_MEDIA_TYPE = "text/markdown"
SUGGESTION_WHY: Mapping[str, Any] = {"measure": "cosine", "model": "all-MiniLM-L6-v2"}


class ForeignWorkspaceError(ParallaxError):
    """The address of the demonstration belongs to a workspace that is not the demonstration."""

    code = "foreign_workspace"


@dataclass(frozen=True)
class LoadReport:
    """What a run left: whether it made the workspace or found it, and how much stands in it."""

    workspace: Workspace
    is_new: bool
    counts: Mapping[str, int]


@dataclass(frozen=True)
class _Cast:
    """The rows that data files name by key."""

    workspace: Workspace
    editor: User
    authors: Mapping[str, Author]
    texts: Mapping[str, TextVersion]
    dates: Mapping[str, date | None]
    """When each author took the positions that the author's summary states."""


@transaction.atomic
def load_demo(data: DemoData) -> LoadReport:
    """Return the demonstration workspace, made now if it is not there.

    It is made as a whole or not at all, in one transaction, so one that is there is complete: it is left as
    people have changed it. Raises `ForeignWorkspaceError` if somebody else's workspace has the address, and
    whatever a service refuses.
    """
    users = {user.role: _ensure_user(user.email, user.name) for user in data.users}
    existing = find_demo(data)
    workspace = existing or _make(data, users)
    return LoadReport(workspace=workspace, is_new=existing is None, counts=count_contents(workspace))


def release_demo(data: DemoData, workspace: Workspace) -> Release | None:
    """Return the first release of the demonstration's claim set, made now; None if it was released or is gone.

    After the loading and outside of its transaction: a release is of what is saved.
    """
    claim_set = ClaimSet.objects.filter(workspace=workspace, slug=data.claim_set.slug, releases=None).first()
    if claim_set is None:
        return None
    return build_release(claim_set=claim_set, notes=data.claim_set.notes, by=claim_set.created_by)


def find_demo(data: DemoData) -> Workspace | None:
    """Return the demonstration workspace, None if there is none.

    A workspace at its address is the demonstration if it holds one of its summaries or has one of its users
    as a member; any other one raises `ForeignWorkspaceError`.
    """
    workspace: Workspace | None = Workspace.objects.filter(slug=data.slug).first()
    if workspace is None:
        return None
    has_summary = workspace.sources.filter(key__in=[source.key for source in data.sources]).exists()
    has_member = workspace.members.filter(email__in=[user.email for user in data.users]).exists()
    if not has_summary and not has_member:
        raise ForeignWorkspaceError(
            f"“{workspace.name}” at the address “{data.slug}” is not the demonstration and stays as it is."
        )
    return workspace


def count_contents(workspace: Workspace) -> dict[str, int]:
    """Return how many rows of each kind stand in the workspace, by the word that people use for them."""
    return {
        "members": workspace.memberships.count(),
        "authors": workspace.authors.count(),
        "sources": workspace.sources.count(),
        "passages": workspace.passages.count(),
        "claims": workspace.claims.count(),
        "pieces of evidence": workspace.evidence.count(),
        "stances": workspace.stances.count(),
        "maps": workspace.maps.count(),
        "arguments": workspace.arguments.count(),
    }


def _ensure_user(email: str, name: str) -> User:
    existing = User.objects.filter(email__iexact=email).first()
    return existing or User.objects.create_user(email, PASSWORD, name=name)


def _make(data: DemoData, users: Mapping[Role, User]) -> Workspace:
    admin, editor = users[Role.ADMIN], users[Role.EDITOR]
    workspace = create_workspace(slug=data.slug, name=data.name, description=data.description, owner=admin)
    for role, user in users.items():
        set_role(workspace=workspace, user=user, role=role)
    texts = {source.key: _add_summary(workspace, source, admin) for source in data.sources}
    authors = {author.key: _ensure_author(workspace, author) for author in data.authors}
    dates = {source.author: texts[source.key].capture.source.issued_on for source in data.sources}
    cast = _Cast(workspace=workspace, editor=editor, authors=authors, texts=texts, dates=dates)
    claims = {claim.key: _add_claim(cast, claim) for claim in data.claims}
    _add_map(cast, data, claims)
    _add_claim_set(cast, data.claim_set)
    return workspace


def _add_summary(workspace: Workspace, source: DemoSource, by: User) -> TextVersion:
    """Add a summary and read its text at once: the claims that follow quote it."""
    added = add_source(
        workspace=workspace,
        item=source.item,
        data=source.text.encode(),
        media_type=SUMMARY_MEDIA_TYPE,
        origin=source.path.name,
        nature=SourceNature.SUMMARY,
        by=by,
    )
    return ensure_text_version(added.captures.get(), Progress())


def _ensure_author(workspace: Workspace, author: DemoAuthor) -> Author:
    name = AuthorName(family=author.family, given=author.given, is_organisation=author.kind == AuthorKind.ORGANISATION)
    return ensure_author(workspace=workspace, name=name)


def _add_claim(cast: _Cast, claim: DemoClaim) -> Claim:
    row = create_claim(
        workspace=cast.workspace,
        text=claim.text,
        kind=claim.kind,
        status=claim.status,
        topic=claim.topic,
        by=cast.editor,
    )
    for piece in claim.evidence:
        _add_evidence(cast, row, piece)
    for stance in claim.stances:
        if stance.basis == StanceBasis.SET:
            set_stance(
                claim=row,
                author=cast.authors[stance.author],
                position=stance.position,
                likelihood=stance.likelihood,
                likelihood_term=stance.term,
                as_of=_day_of(cast, stance),
                reason=stance.reason,
                by=cast.editor,
            )
    for silence in claim.silences:
        author = cast.authors[silence.author]
        shown = Sentence.objects.filter(text_version__in=list(cast.texts.values()), text__in=silence.shown)
        found = confirm_silence(claim=row, author=author, shown=list(shown.order_by("position")), by=cast.editor)
        # The day before: else the editor's pace would be that of this program.
        found.confirmed_at -= timedelta(days=1)
        found.save()
    return row


def _add_claim_set(cast: _Cast, shown: DemoClaimSet) -> None:
    """Gather all claims, for everybody: they quote nothing but our own summaries."""
    create_claim_set(
        workspace=cast.workspace,
        slug=shown.slug,
        title=shown.title,
        description=shown.description,
        licence=shown.licence,
        creators=shown.creators,
        gathering=Gathering.BY_FILTER,
        audience=Audience.PUBLIC,
        by=cast.editor,
    )


def _day_of(cast: _Cast, stance: DemoStance) -> date | None:
    if stance.as_of == UNKNOWN_DAY:
        return None
    return date.fromisoformat(stance.as_of) if stance.as_of else cast.dates.get(stance.author)


def _add_evidence(cast: _Cast, claim: Claim, piece: DemoEvidence) -> None:
    passage: Passage = create_passage(text_version=cast.texts[piece.source], exact=piece.quote, by=cast.editor)
    speaker = cast.authors[piece.speaker]
    if piece.state == EvidenceState.SUGGESTED and piece.score is not None:
        suggest_evidence(
            claim=claim,
            passage=passage,
            bearing=piece.bearing,
            speaker=speaker,
            score=piece.score,
            why=dict(SUGGESTION_WHY),
        )
    else:
        link_evidence(claim=claim, passage=passage, bearing=piece.bearing, speaker=speaker, by=cast.editor)


def _add_map(cast: _Cast, data: DemoData, claims: Mapping[str, Claim]) -> None:
    shown = create_map(
        workspace=cast.workspace,
        slug=data.map.slug,
        title=data.map.title,
        description=data.map.description,
        lead_claim=claims[data.map.lead],
        by=cast.editor,
    )
    arguments: dict[str, Argument] = {}
    for argument in data.map.arguments:
        arguments[argument.key] = _add_argument(cast, argument, claims, arguments)
    # After all arguments: a bad answer that an undercut of the map gives makes none of its own.
    for argument in data.map.arguments:
        for answer in argument.answers:
            answer_question(
                argument=arguments[argument.key],
                question=answer.question,
                verdict=answer.verdict,
                note=answer.note,
                shown=shown,
                by=cast.editor,
            )
    for score in data.map.scores:
        set_base_score(shown=shown, node=claims[score.claim], value=score.value, reason=score.reason, by=cast.editor)


def _add_argument(
    cast: _Cast, argument: DemoArgument, claims: Mapping[str, Claim], earlier: Mapping[str, Argument]
) -> Argument:
    return create_argument(
        workspace=cast.workspace,
        relation=argument.relation,
        conclusion=claims[argument.conclusion] if argument.conclusion else None,
        target=earlier[argument.target] if argument.target else None,
        premises=[(claims[premise.claim], premise.status) for premise in argument.premises],
        author=cast.authors[argument.author] if argument.author else None,
        scheme=argument.scheme,
        by=cast.editor,
    )
