"""Reads the data files of a demonstration workspace and refuses what does not hold together.

Files in, frozen values out: no table is touched, and nothing here knows what day it is.
"""

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from arguments.domain.schemes import SCHEMES
from arguments.enums import PremiseStatus, QuestionVerdict, Relation
from claims.enums import Bearing, ClaimKind, ClaimStatus, EvidenceState, LikelihoodTerm, Position, StanceBasis
from demo.tables import DemoDataError, Table, read_text, read_toml
from demo.values import (
    UNKNOWN_DAY,
    DemoAnswer,
    DemoArgument,
    DemoAuthor,
    DemoClaim,
    DemoClaimSet,
    DemoData,
    DemoEvidence,
    DemoMap,
    DemoPremise,
    DemoScore,
    DemoSilence,
    DemoSource,
    DemoStance,
    DemoUser,
)
from sources.enums import AuthorKind
from workspaces.enums import Role

DATA_FOLDER = Path(__file__).parent / "data"
WORKSPACE_FILE = "workspace.toml"
SOURCES_FILE = "sources.json"
CLAIMS_FILE = "claims.toml"
MAP_FILE = "map-strategy.toml"


def read_demo(folder: Path = DATA_FOLDER) -> DemoData:
    """Return what the data files in `folder` say.

    Raises `DemoDataError`, naming the file and the entry, for a file that is missing or malformed, a
    field or word outside the vocabulary, a key that stands twice or names nothing, and a quote that does
    not stand exactly once in its summary.
    """
    setting = read_toml(folder / WORKSPACE_FILE)
    setting.allow("workspace", "user", "author", "topic", "claim_set")
    workspace = setting.table("workspace")
    workspace.allow("slug", "name", "description")
    authors = tuple(_author(table) for table in setting.tables("author"))
    topics = dict(_topic(table) for table in setting.tables("topic"))
    sources = _sources(folder, authors)
    known = _Known(
        authors={author.key for author in authors},
        topics=topics,
        sources={source.key: source for source in sources},
    )
    claims = _claims(read_toml(folder / CLAIMS_FILE), known)
    return DemoData(
        slug=workspace.text("slug"),
        name=workspace.text("name"),
        description=workspace.text("description"),
        users=tuple(_user(table) for table in setting.tables("user")),
        authors=authors,
        topics=tuple(topics.values()),
        sources=sources,
        claims=claims,
        map=_map(read_toml(folder / MAP_FILE), {claim.key for claim in claims}, known.authors),
        claim_set=_claim_set(setting.table("claim_set")),
    )


@dataclass(frozen=True)
class _Known:
    """What claims may name."""

    authors: Container[str]
    topics: Mapping[str, str]
    sources: Mapping[str, DemoSource]


def _claim_set(table: Table) -> DemoClaimSet:
    table.allow("slug", "title", "description", "licence", "creators", "notes")
    return DemoClaimSet(
        slug=table.text("slug"),
        title=table.text("title"),
        description=table.text("description"),
        licence=table.text("licence"),
        creators=table.texts("creators"),
        notes=table.text("notes"),
    )


def _user(table: Table) -> DemoUser:
    table.allow("email", "name", "role")
    return DemoUser(email=table.text("email"), name=table.text("name"), role=table.word("role", Role))


def _author(table: Table) -> DemoAuthor:
    table.allow("key", "family", "given", "kind")
    return DemoAuthor(
        key=table.text("key"),
        family=table.text("family"),
        given=table.optional_text("given") or "",
        kind=table.word("kind", AuthorKind),
    )


def _topic(table: Table) -> tuple[str, str]:
    table.allow("key", "name")
    return table.text("key"), table.text("name")


def _sources(folder: Path, authors: tuple[DemoAuthor, ...]) -> tuple[DemoSource, ...]:
    try:
        items = json.loads(read_text(folder / SOURCES_FILE))
    except json.JSONDecodeError as error:
        raise DemoDataError(SOURCES_FILE, "", f"is no JSON (line {error.lineno}: {error.msg})") from error
    if not isinstance(items, list):
        raise DemoDataError(SOURCES_FILE, "", "has to be a list of items")
    by_name = {(author.family, author.given): author.key for author in authors}
    return tuple(_source(Table(SOURCES_FILE, str(item.get("id")), item), folder, by_name) for item in items)


def _source(table: Table, folder: Path, by_name: Mapping[tuple[str, str], str]) -> DemoSource:
    names = [(name.text("family"), name.optional_text("given") or "") for name in table.tables("author")]
    if len(names) != 1 or names[0] not in by_name:
        raise table.error(f"has to have one author, and one of those in {WORKSPACE_FILE}")
    path = folder / table.text("file")
    return DemoSource(
        key=table.text("id"),
        item=table.values,
        path=path,
        text=read_text(path),
        author=by_name[names[0]],
    )


def _claims(file: Table, known: _Known) -> tuple[DemoClaim, ...]:
    file.allow("claim")
    return tuple(_claim(table, known) for table in file.tables("claim"))


def _claim(table: Table, known: _Known) -> DemoClaim:
    table.allow("key", "text", "kind", "status", "topic", "evidence", "stances", "silences")
    return DemoClaim(
        key=table.text("key"),
        text=table.text("text"),
        kind=table.word("kind", ClaimKind),
        status=table.word("status", ClaimStatus),
        topic=known.topics[table.one_of("topic", known.topics)],
        evidence=tuple(_evidence(part, known) for part in table.tables("evidence")),
        stances=tuple(_stance(part, known) for part in table.tables("stances")),
        silences=tuple(_silence(part, known) for part in table.tables("silences")),
    )


def _evidence(table: Table, known: _Known) -> DemoEvidence:
    table.allow("source", "quote", "bearing", "speaker", "state", "score")
    source = known.sources[table.one_of("source", known.sources)]
    quote = table.text("quote")
    found = source.text.count(quote)
    if found != 1:
        raise table.error(f"quotes what stands {found} times in {source.path.name}: {quote!r}")
    state = table.word("state", EvidenceState, EvidenceState.ACCEPTED)
    score = table.number("score", highest=1)
    if (score is not None) != (state == EvidenceState.SUGGESTED):
        raise table.error("a suggestion has a score, and nothing else has")
    bearing = table.word("bearing", Bearing)
    if state == EvidenceState.SUGGESTED and bearing != Bearing.CONTEXT:
        raise table.error("a suggestion gives context until a person says which way it points")
    speaker = table.one_of("speaker", known.authors) if "speaker" in table.values else source.author
    return DemoEvidence(source.key, quote, bearing, speaker, state, score)


def _stance(table: Table, known: _Known) -> DemoStance:
    table.allow("author", "position", "basis", "likelihood", "term", "as_of", "reason")
    basis = table.word("basis", StanceBasis)
    reason = table.optional_text("reason") or ""
    if bool(reason) != (basis == StanceBasis.SET):
        raise table.error("a stance that an editor set has a reason, and a derived one has none")
    likelihood = table.number("likelihood", highest=100)
    term = table.optional_text("term") or ""
    as_of = table.optional_text("as_of") or ""
    if (likelihood is not None or term or as_of) and basis != StanceBasis.SET:
        raise table.error("a likelihood or a day is an editor's reading: the stance has to be set")
    if as_of not in ("", UNKNOWN_DAY) and not _is_day(as_of):
        raise table.error(f"`as_of` is {as_of!r}, which is no day and not {UNKNOWN_DAY!r}")
    return DemoStance(
        author=table.one_of("author", known.authors),
        position=table.word("position", Position),
        basis=basis,
        likelihood=None if likelihood is None else round(likelihood),
        term=term and str(table.word("term", LikelihoodTerm)),
        as_of=as_of,
        reason=reason,
    )


def _silence(table: Table, known: _Known) -> DemoSilence:
    table.allow("author", "shown")
    author, shown = table.one_of("author", known.authors), table.texts("shown")
    texts = [source.text for source in known.sources.values() if source.author == author]
    for sentence in shown:
        if sum(text.count(sentence) for text in texts) != 1:
            raise table.error(f"shows what does not stand once in the author's summary: {sentence!r}")
    if not shown:
        raise table.error("a silence shows the nearest sentences")
    return DemoSilence(author, shown)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _map(file: Table, claims: Container[str], authors: Container[str]) -> DemoMap:
    file.allow("map", "argument", "score")
    table = file.table("map")
    table.allow("slug", "title", "description", "lead")
    arguments: dict[str, DemoArgument] = {}
    for part in file.tables("argument"):
        arguments[part.key] = _argument(part, arguments, claims, authors)
    return DemoMap(
        slug=table.text("slug"),
        title=table.text("title"),
        description=table.text("description"),
        lead=table.one_of("lead", claims),
        arguments=tuple(arguments.values()),
        scores=tuple(_score(part, claims) for part in file.tables("score")),
    )


def _argument(table: Table, earlier: Container[str], claims: Container[str], authors: Container[str]) -> DemoArgument:
    table.allow("key", "relation", "conclusion", "target", "premises", "implicit", "author", "scheme", "answers")
    relation = table.word("relation", Relation)
    undercuts = relation == Relation.UNDERCUTS
    if ("target" in table.values) != undercuts or ("conclusion" in table.values) == undercuts:
        raise table.error("an undercut has a `target`, any other argument a `conclusion`")
    premises = [
        *(DemoPremise(claim, PremiseStatus.STATED) for claim in table.texts("premises")),
        *(DemoPremise(claim, PremiseStatus.IMPLICIT) for claim in table.texts("implicit")),
    ]
    if not premises:
        raise table.error("has no premise")
    for premise in premises:
        if premise.claim not in claims:
            raise table.error(f"has the premise {premise.claim!r}, which is not there")
    return DemoArgument(
        key=table.text("key"),
        relation=relation,
        conclusion=None if undercuts else table.one_of("conclusion", claims),
        target=table.one_of("target", earlier) if undercuts else None,
        premises=tuple(premises),
        author=table.one_of("author", authors) if "author" in table.values else None,
        scheme=table.one_of("scheme", SCHEMES) if "scheme" in table.values else "",
        answers=tuple(_answer(part, table) for part in table.tables("answers")),
    )


def _answer(table: Table, argument: Table) -> DemoAnswer:
    table.allow("question", "verdict", "note")
    scheme = SCHEMES[argument.one_of("scheme", SCHEMES)]
    return DemoAnswer(
        question=table.one_of("question", {question.key for question in scheme.questions}),
        verdict=table.word("verdict", QuestionVerdict),
        note=table.optional_text("note") or "",
    )


def _score(table: Table, claims: Container[str]) -> DemoScore:
    table.allow("claim", "value", "reason")
    value = table.number("value", highest=1)
    if value is None:
        raise table.error("has no value")
    return DemoScore(claim=table.one_of("claim", claims), value=value, reason=table.text("reason"))
