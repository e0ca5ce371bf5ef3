"""What leaves is a legal W3C Web Annotation: the MUSTs of the Recommendation of 2017, written down as checks."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from claims.enums import Bearing
from exchange.domain.annotation import ANNO_CONTEXT
from exchange.domain.documents import read_items
from exchange.domain.loading import load_annotation
from sources.services import create_passage
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db

TEXT = (
    "🛳️ The ferry sank. Nobody believed it, in the cold of the third year. 渡し船が沈んだ。 The council met on the pier."
)
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+$")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
AGENTS = {"Person", "Organization", "Software"}


def many(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def assert_dates(node, *names):
    """3.3.1: at most one of each, xsd:dateTime, in UTC with a Z."""
    for name in names:
        assert name not in node or DATE.match(node[name])


def assert_agent(agent):
    """3.3.2: a known class, exactly one name, an IRI if any."""
    assert agent["type"] in AGENTS
    assert isinstance(agent["name"], str)
    assert "id" not in agent or IRI.match(agent["id"])


def assert_selector(selector):
    """4.2: exactly one of each required member, of the right kind."""
    if selector["type"] == "TextQuoteSelector":
        assert isinstance(selector["exact"], str)
        assert all(isinstance(selector.get(side, ""), str) for side in ("prefix", "suffix"))
    else:
        assert selector["type"] == "TextPositionSelector"
        assert type(selector["start"]) is type(selector["end"]) is int
        assert 0 <= selector["start"] < selector["end"]


def assert_specific_resource(node):
    """4.1: exactly one source, an IRI; 4.3.1: a TimeState has dates in UTC and IRIs of copies."""
    source = node["source"]
    assert IRI.match(source if isinstance(source, str) else source["id"])
    for selector in many(node.get("selector")):
        assert_selector(selector)
    for state in many(node.get("state")):
        assert state["type"] == "TimeState"
        assert_dates(state, "sourceDate")
        assert IRI.match(state["cached"])


def assert_body(body):
    """3.2: a resource, or 3.2.4 a TextualBody with exactly one value."""
    assert body["type"] in {"SpecificResource", "TextualBody"}
    assert body["purpose"] in MOTIVATIONS
    if body["type"] == "TextualBody":
        assert isinstance(body["value"], str)
    else:
        assert_specific_resource(body)


def assert_annotation(node, *, embedded=False):
    """3.1: context, exactly one IRI, the class, one target or more; 3.3: life cycle, agents, motivations."""
    assert ("@context" not in node) if embedded else (node["@context"][0] == ANNO_CONTEXT)
    assert IRI.match(node["id"])
    assert node["type"] == "Annotation"
    assert "bodyValue" not in node
    assert set(many(node["motivation"])) <= MOTIVATIONS
    assert_dates(node, "created", "modified", "generated")
    for name in ("creator", "generator"):
        if name in node:
            assert_agent(node[name])
    assert many(node["target"])
    for target in many(node["target"]):
        assert target["type"] == "SpecificResource"
        assert_specific_resource(target)
    for body in many(node.get("body")):
        assert_body(body)


def assert_collection(node):
    """5.1: context, IRI, class, label, total; 5.2: a page has an IRI, items and belongs to its collection."""
    assert node["@context"][0] == ANNO_CONTEXT
    assert IRI.match(node["id"])
    assert (node["type"], type(node["label"]), type(node["total"])) == ("AnnotationCollection", str, int)
    assert ("first" in node) == (node["total"] > 0) == ("last" in node)
    if node["total"]:
        page = node["first"]
        assert (page["type"], page["startIndex"], len(page["items"])) == ("AnnotationPage", 0, node["total"])
        assert node["last"] == page["id"]
        for item in page["items"]:
            assert_annotation(item, embedded=True)


@pytest.fixture
def member(db):
    return MembershipFactory(role="viewer", workspace__slug="ferries")


@pytest.fixture
def source(member):
    return make_source(member.workspace, TEXT, key="ferry", title="The ferry", authors=("Ada Moss",))


@pytest.fixture
def evidence(member, source):
    """Accepted evidence on C-1 and C-2 (in two stretches), a suggestion, and a passage that is no evidence."""
    version, author = current_version(source), source.authors.get()
    claims = [ClaimFactory(workspace=member.workspace, number=number) for number in (1, 2, 3)]
    said = ("The ferry sank.", "Nobody believed it […] The council met on the pier.")
    rows = [
        EvidenceFactory(
            claim=claim, passage=create_passage(text_version=version, exact=exact, by=member.user), speaker=author,
            bearing=bearing, created_by=member.user,
        )
        for claim, exact, bearing in zip(claims, said, (Bearing.SUPPORTS, Bearing.CONTEXT), strict=False)
    ]  # fmt: skip
    third = create_passage(text_version=version, exact="渡し船が沈んだ。", by=member.user)
    EvidenceFactory(claim=claims[2], passage=third, speaker=author, suggested=True)
    create_passage(text_version=version, exact="the third year", by=member.user)
    return rows


@pytest.fixture
def client(member):
    client = Client()
    client.force_login(member.user)
    return client


def fetched(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response, b"".join(response.streaming_content).decode()


def items_of(document):
    return [item.node for item in read_items(document)]


def test_the_export_of_a_workspace_keeps_every_must_of_the_recommendation(client, evidence):
    response, content = fetched(client, "/w/ferries/annotations.jsonld")

    collection = json.loads(content)
    assert_collection(collection)
    assert response["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert response["Content-Disposition"] == 'attachment; filename="ferries-annotations.jsonld"'
    motivations = [item["motivation"] for item in items_of(collection)]
    assert motivations == ["assessing", "linking", "highlighting"]


def test_an_empty_export_is_a_legal_collection_without_a_page(client):
    _, content = fetched(client, "/w/ferries/annotations.jsonld")

    assert_collection(json.loads(content))


def test_positions_count_code_points_and_name_the_text_that_they_count_in(client, source, evidence):
    _, content = fetched(client, f"/w/ferries/sources/{source.pk}/annotations.jsonld")
    text = current_version(source)

    for item in items_of(json.loads(content)):
        for target in many(item["target"]):
            quote, position = target["selector"]
            assert text.text[position["start"] : position["end"]] == quote["exact"]
            assert target["state"]["sha256"] == text.sha256
            assert target["state"]["cached"].endswith(f"/api/v1/sources/{source.pk}/text/?text_version={text.pk}")


def test_several_stretches_are_targets_of_one_annotation_and_say_so(client, evidence):
    _, content = fetched(client, "/w/ferries/claims/2/annotations.jsonld")

    [item] = items_of(json.loads(content))
    assert item["onePassage"] is True
    exacts = [target["selector"][0]["exact"] for target in item["target"]]
    assert exacts == ["Nobody believed it", "The council met on the pier."]
    assert "suffix" not in item["target"][0]["selector"][0]
    assert item["body"][0]["bearing"] == "context"


def test_the_export_of_a_claim_holds_its_accepted_evidence_alone(client, evidence):
    exports = [
        items_of(json.loads(fetched(client, f"/w/ferries/claims/{number}/annotations.jsonld")[1]))
        for number in (1, 2, 3)
    ]

    assert [len(items) for items in exports] == [1, 1, 0]


def test_what_is_exported_loads_without_a_loss(client, evidence):
    _, content = fetched(client, "/w/ferries/annotations.jsonld?format=jsonl")

    lines = [json.loads(line) for line in content.splitlines()]
    loaded = [load_annotation(line) for line in lines]
    for line in lines:
        assert_annotation(line)
    assert [one.losses for one in loaded] == [(), (), ()]
    assert loaded[0].annotation.claim.wording == evidence[0].claim.text
    assert loaded[0].annotation.claim.speaker.name == "Ada Moss"


def test_no_address_of_a_person_leaves(client, member, evidence):
    _, content = fetched(client, "/w/ferries/annotations.jsonld")

    assert member.user.email not in content
    assert member.user.name in content


def test_a_format_that_there_is_not_is_not_found(client):
    assert client.get("/w/ferries/annotations.jsonld?format=pdf").status_code == 404


def test_strangers_get_nothing(source, evidence):
    stranger = Client()
    stranger.force_login(MembershipFactory().user)

    assert stranger.get("/w/ferries/annotations.jsonld").status_code == 404


def test_the_context_of_our_terms_is_served_to_everybody():
    response = Client().get("/ns/parallax.jsonld")

    context = json.loads(response.content)["@context"]
    assert response["Content-Type"] == "application/ld+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert context["parallax"] == "http://testserver/ns/parallax#"
    assert {"bearing", "speaker", "onePassage", "sha256"} < set(context)


def test_the_number_of_queries_does_not_grow_with_the_annotations(client, evidence, source, django_assert_num_queries):
    version = current_version(source)
    for more in ((), ("in the cold", "of the third", "met on the")):
        for exact in more:
            create_passage(text_version=version, exact=exact)
        with django_assert_num_queries(11):
            fetched(client, "/w/ferries/annotations.jsonld")


def run(**options):
    out = StringIO()
    call_command("export_annotations", workspace="ferries", stdout=out, **options)
    return out.getvalue()


def test_the_command_writes_the_same_under_the_address_that_it_is_given(evidence, tmp_path):
    collection = json.loads(run(site="https://parallax.example/"))
    run(source="ferry", lines=True, output=tmp_path / "out.jsonl")

    assert_collection(collection)
    assert all(item["id"].startswith("https://parallax.example/api/v1/annotations/") for item in items_of(collection))
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == collection["total"]
    assert len(items_of(json.loads(run(claim=1)))) == 1


@pytest.mark.parametrize("options", [{"source": "none"}, {"claim": 99}])
def test_the_command_names_what_is_not_there(evidence, options):
    with pytest.raises(CommandError, match=str(*options.values())):
        run(**options)
