"""Holds that JSON made by the database is what the serializers make, value by value, over random rows."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.database_json import WHITE_SPACE, names_of
from api.v1.base import Resource
from api.v1.selected import known_fields
from api.v1.urls import RESOURCES
from claims.enums import Bearing, ClaimKind, ClaimStatus, EvidenceState, LikelihoodScale, LikelihoodTerm, Position
from claims.models import Claim, Evidence, Stance
from sources.enums import AnchorState, SourceStatus
from sources.models import Anchor, Author, Authorship, Passage, Source, Stretch
from tests.api.seeding import seed
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.sources import AuthorFactory, current_version
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db

MADE = [name for name, (resource, _) in RESOURCES.items() if resource.columns]
PIECES = [
    "Ebbe",
    '"',
    "\\",
    "/",
    "\n",
    "\t",
    "é",
    "é",
    "항구",
    "🌊",
    "\u2028",
    " ",
    "\xa0",
    "<b>",
    "&",
    "'",
    "%s",
    "{}",
    "\x1f",
]
SEEDS = 2


@pytest.fixture(params=range(SEEDS))
def filled(request, db):
    """A workspace of random rows, and another that its reader is in as well."""
    chance = random.Random(request.param)  # noqa: S311 - rows of a test
    user = MembershipFactory(role="admin").user
    for mark in ("a", "b"):
        workspace = MembershipFactory(user=user, workspace=WorkspaceFactory(), role="admin").workspace
        fill(workspace, chance, seed(workspace, mark))
    return user


def text(chance, most=8):
    return "Q" + "".join(chance.choices(PIECES, k=chance.randint(0, most)))


def moment(chance):
    exact = datetime(chance.choice((999, 1970, 2024, 2031)), chance.randint(1, 12), chance.randint(1, 28), tzinfo=UTC)
    return exact + timedelta(microseconds=chance.choice((0, 1, 120_000, 999_999, 86_399_000_000)))


def day(chance):
    return chance.choice((None, date(987, 1, 2), date(2020, 2, 29), date(1999, 12, 31)))


def fill(workspace, chance, seeded):
    """Hang rows of every sort on what is there, and give the rest of the columns odd values."""
    authors = [
        AuthorFactory(workspace=workspace, family=chance.choice(WHITE_SPACE) + text(chance), given=text(chance) * chance.randint(0, 1))
        for _ in range(3)
    ]  # fmt: skip
    Authorship.objects.create(source=seeded.source, author=authors[0], position=5)
    number = Claim.objects.filter(workspace=workspace).count()
    claims = [
        ClaimFactory(
            workspace=workspace, number=number + place, text=f"{text(chance)} {place}", topic=text(chance),
            kind=chance.choice(ClaimKind.values), status=chance.choice(ClaimStatus.values),
        )
        for place in range(1, 6)
    ]  # fmt: skip
    for claim in chance.choices(claims, k=8):
        _link(claim, seeded.passage, AuthorFactory(workspace=workspace), chance)
        StanceFactory(
            claim=claim, author=chance.choice(authors), as_of=date(1000 + Stance.objects.count(), 1, 1),
            position=chance.choice(Position.values), reason=text(chance), likelihood=chance.choice((None, 0, 55)),
            likelihood_term=LikelihoodTerm.LIKELY, likelihood_scale=LikelihoodScale.ICD_203,
        )  # fmt: skip
    _odd_columns(chance)
    anchor = seeded.passage.anchors.get(text_version=current_version(seeded.source))
    Stretch.objects.create(anchor=anchor, position=9, start=3, end=chance.randint(4, 99))
    Passage.objects.create(workspace=workspace, source=seeded.source, exact=text(chance), prefix=text(chance))


def _link(claim, passage, speaker, chance):
    state = chance.choice([EvidenceState.ACCEPTED, EvidenceState.REJECTED, EvidenceState.SUGGESTED])
    EvidenceFactory(
        claim=claim, passage=passage, speaker=speaker, bearing=chance.choice(Bearing.values), state=state,
        decided_at=None if state == EvidenceState.SUGGESTED else moment(chance),
        decided_by=chance.choice((None, MembershipFactory(workspace=claim.workspace).user)),
        score=chance.choice((None, 0.0, 1.0, 0.1, 1 / 3, 1e-9)),
        why=chance.choice(({}, {"shared": [text(chance), 7, None], "": {"a": True, "β": 0.25}})),
    )  # fmt: skip


def _odd_columns(chance):
    for model in (Claim, Evidence, Stance, Author, Source, Passage):
        for row in model.objects.all():
            model.objects.filter(pk=row.pk).update(created_at=moment(chance))
    for source in Source.objects.all():
        issued, status = day(chance), chance.choice((SourceStatus.ACTIVE, SourceStatus.RETRACTED))
        Source.objects.filter(pk=source.pk).update(
            title=text(chance), container=text(chance), issued_on=issued, language="ko",
            issued_precision=chance.randint(1, 3) if issued else 0, doi=chance.choice(("", "10.1/\\x")), status=status,
            status_on=None if status == SourceStatus.ACTIVE else date(2021, 3, 4),
            status_reason="" if status == SourceStatus.ACTIVE else text(chance),
        )  # fmt: skip
    for place in Anchor.objects.all():
        Anchor.objects.filter(pk=place.pk).update(
            state=chance.choice((AnchorState.EXACT, AnchorState.ASKED)), score=chance.choice((1.0, 0.125)),
            found=text(chance), decided_at=chance.choice((None, moment(chance))),
        )  # fmt: skip


def both_ways(client, address, monkeypatch):
    """Return the answer as the database makes it, and as the serializers do."""
    made = client.get(address)
    with monkeypatch.context() as patch:
        for resource, _ in RESOURCES.values():
            patch.setattr(resource, "columns", {})
        written = client.get(address)
    assert made.status_code == written.status_code == 200
    return made.json(), written.json()


def test_the_database_makes_what_the_serializers_make(filled, client, monkeypatch):
    client.force_login(filled)
    for name in MADE:
        made, written = both_ways(client, f"/api/v1/{name}/", monkeypatch)
        assert len(made["results"]) > 1
        assert made == written, name
        assert [list(row) for row in made["results"]] == [list(row) for row in written["results"]]


def test_parts_are_the_same_whichever_way(filled, client, monkeypatch):
    chance = random.Random(7)  # noqa: S311 - the same
    client.force_login(filled)
    for name in MADE:
        names = list(known_fields(RESOURCES[name][0].list_serializer_class))
        asked = ",".join(chance.sample(names, 4))
        made, written = both_ways(client, f"/api/v1/{name}/?fields={asked}", monkeypatch)
        assert made == written, asked
    for asked in ("passage.source.title,speaker.name", "decided_by.name,passage.exact,origins"):
        made, written = both_ways(client, f"/api/v1/evidence/?fields={asked}", monkeypatch)
        assert made == written, asked


def test_pages_follow_one_another_without_a_gap(filled, client, monkeypatch):
    client.force_login(filled)
    for name in MADE:
        whole = client.get(f"/api/v1/{name}/").json()["results"]
        address, rows = f"/api/v1/{name}/?limit=2", []
        while address:
            page = client.get(address).json()
            rows += page["results"]
            address = page["next"]
        assert rows == whole


@pytest.mark.parametrize("name", MADE)
def test_columns_are_the_fields_of_the_serializer_in_their_order(name):
    resource = RESOURCES[name][0]
    fields = known_fields(resource.list_serializer_class)
    columns = names_of(resource.columns)
    assert list(columns) == list(fields)
    for field, below in fields.items():
        assert not below or list(columns[field]) == list(below)


def test_works_that_passages_cite_are_told_of_either_way(admin, seeded, monkeypatch):
    """The seeded passage's text cites one work; its own source stands in where nothing is cited."""
    for name in ("passages", "evidence"):
        made, written = both_ways(admin, f"/api/v1/{name}/", monkeypatch)
        assert made == written


def test_an_indented_page_is_the_same(admin, seeded):
    plain = admin.get("/api/v1/claims/")
    indented = admin.get("/api/v1/claims/", headers={"accept": "application/json; indent=2"})
    assert indented.json() == plain.json()
    assert indented.content.count(b"\n") > 10 > plain.content.count(b"\n")


def test_no_row_of_another_workspace_is_made(admin, stranger, seeded):
    for name in MADE:
        assert stranger.get(f"/api/v1/{name}/").json() == {"results": [], "next": None}
        with CaptureQueriesContext(connection) as queries:
            admin.get(f"/api/v1/{name}/")
        assert "workspaces_membership" in queries[1]["sql"]


def test_resources_without_columns_are_written_by_their_serializers():
    assert Resource.columns == {}
