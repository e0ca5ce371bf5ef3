"""The demonstration workspace as the database holds it after loading."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from agreement.domain.comparing.comparison import Relation as Standing
from agreement.queries import comparison_of
from agreement.queries.silences import silences_on
from arguments.enums import Relation
from arguments.queries import load_graph
from claims.enums import Bearing, ClaimStatus, EvidenceState, Position, StanceBasis
from claims.models import Claim, Evidence, Stance
from claims.queries import effective_stances
from claims.services import decide_evidence, edit_claim, remove_evidence, set_stance
from demo.loading import PASSWORD, count_contents, find_demo, load_demo
from demo.reading import read_demo
from releases import storing
from releases.building import build_release
from releases.models import ClaimSet
from sources.enums import BlockKind, Section, SourceNature
from sources.models import Anchor, Sentence
from tests.support.validating import assert_release_is_valid
from workspaces.enums import Role
from workspaces.models import User, Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def data():
    return read_demo()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, data):
    """The workspace, loaded once for all tests of this file; each test's own changes are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo(data).workspace
        transaction.set_rollback(True)


def contents(workspace):
    """Every row that people see, without what differs from run to run."""
    return {
        "claims": sorted(workspace.claims.values_list("number", "text", "kind", "status", "topic")),
        "evidence": sorted(
            workspace.evidence.values_list("claim__number", "passage__exact", "speaker__slug", "bearing", "state")
        ),
        "stances": sorted(
            workspace.stances.values_list("claim__number", "author__slug", "position", "basis", "reason")
        ),
        "arguments": sorted(
            (argument.relation, argument.position, *argument.premises.values_list("claim__number", flat=True))
            for argument in workspace.arguments.all()
        ),
    }


def test_everything_in_the_data_files_is_in_the_workspace(loaded, data):
    counts = count_contents(loaded)

    assert counts["members"] == len(data.users)
    assert counts["authors"] == len(data.authors)
    assert counts["sources"] == len(data.sources)
    assert counts["claims"] == len(data.claims)
    assert counts["pieces of evidence"] == sum(len(claim.evidence) for claim in data.claims)
    assert counts["maps"] == 1
    assert counts["arguments"] == len(data.map.arguments)


def test_claims_are_numbered_in_the_order_of_the_file(loaded, data):
    assert list(loaded.claims.order_by("number").values_list("text", flat=True)) == [
        claim.text for claim in data.claims
    ]
    assert loaded.maps.get().lead_claim.number == 1


def test_every_passage_slices_back_to_its_quote(loaded):
    anchors = Anchor.objects.filter(passage__workspace=loaded).select_related("passage", "text_version")

    assert anchors.count() == loaded.passages.count() > 100
    for anchor in anchors:
        assert anchor.text_version.text[anchor.start : anchor.end] == anchor.passage.exact


def test_quotes_stand_in_the_argument_and_not_in_the_note_at_the_head(loaded):
    for source in loaded.sources.all():
        version = source.captures.get().text_versions.get()
        note = version.blocks.get(section=Section.EDITOR_NOTE)
        first_paragraph = version.blocks.filter(kind=BlockKind.PARAGRAPH, section=Section.MAIN).first()
        starts = Anchor.objects.filter(text_version=version).values_list("start", flat=True)

        assert "summary in our own words" in version.text[note.start : note.end]
        assert min(starts) >= first_paragraph.start


def test_sources_are_marked_as_summaries(loaded):
    assert set(loaded.sources.values_list("nature", flat=True)) == {SourceNature.SUMMARY}
    assert [len(source.csl["note"]) > 100 for source in loaded.sources.all()] == [True, True]


def test_each_summary_has_some_forty_sentences_of_argument(loaded):
    for source in loaded.sources.all():
        sentences = Sentence.objects.filter(
            text_version__capture__source=source, block__section=Section.MAIN, block__kind=BlockKind.PARAGRAPH
        )
        assert 38 <= sentences.count() <= 44


def test_stances_that_count_are_those_of_the_data_files(loaded, data):
    slugs = {author.key: find_author(loaded, author).pk for author in data.authors}
    found = effective_stances(loaded.claims.all())
    rows = {claim.text: claim for claim in loaded.claims.all()}

    for claim in data.claims:
        stances = found.get(rows[claim.text].pk, {})
        counting = {
            author: (stance.position, stance.likelihood, stance.likelihood_term) for author, stance in stances.items()
        }
        assert counting == {
            slugs[stance.author]: (stance.position, stance.likelihood, stance.term) for stance in claim.stances
        }, claim.key


def test_comparison_of_the_two_authors_shows_agreement_disagreement_and_silence(loaded):
    authors = [loaded.authors.get(slug=slug) for slug in ("lankov", "easley")]

    counts = comparison_of(loaded, authors).counts

    assert counts[Standing.AGREE] >= 8
    assert counts[Standing.DISAGREE] >= 7
    assert counts[Standing.ONLY_ONE_SPEAKS] >= 12
    assert counts[Standing.MIXED] >= 3


def test_map_shows_all_its_claims_and_arguments_from_the_lead(loaded, data):
    graph = load_graph(loaded, loaded.maps.get().lead_claim_id)

    assert len(graph.claims) >= 24
    assert len(graph.arguments) == len(data.map.arguments)
    assert sum(argument.relation == Relation.UNDERCUTS for argument in graph.arguments) >= 3
    assert {argument.author for argument in graph.arguments} == {"", "Andrei Lankov", "Leif-Eric Easley"}


def test_suggestions_wait_and_count_in_no_stance(loaded):
    suggested = Evidence.objects.suggested().filter(workspace=loaded)

    assert 4 <= suggested.count() <= 10
    for piece in suggested:
        assert 0.5 <= piece.score < 1
        assert piece.bearing == Bearing.CONTEXT
        assert piece.decided_at is None


def test_accepting_a_suggestion_changes_what_is_derived(loaded):
    claim = loaded.claims.get(text="Nuclear weapons guarantee the survival of the regime.")
    easley = loaded.authors.get(family="Easley")
    suggestion = claim.evidence.get(state=EvidenceState.SUGGESTED)
    editor = User.objects.get(email="editor@demo.example")

    decide_evidence(evidence=suggestion, state=EvidenceState.ACCEPTED, bearing=Bearing.SUPPORTS, by=editor)

    assert Stance.objects.get(claim=claim, author=easley).position == Position.AFFIRMS


def test_log_ins_work_with_the_password_of_the_readme(loaded, data, client):
    for user in data.users:
        assert client.login(username=user.email, password=PASSWORD)
        assert loaded.memberships.get(user__email=user.email).role == user.role


def test_loading_twice_equals_loading_once(loaded, data):
    before = contents(loaded)
    rows = count_contents(loaded)

    report = load_demo(data)

    assert not report.is_new
    assert report.workspace == loaded
    assert contents(loaded) == before
    assert report.counts == rows


def test_loading_again_keeps_what_people_changed(loaded, data):
    editor = User.objects.get(email="editor@demo.example")
    lead = loaded.claims.get(number=1)
    edit_claim(claim=lead, text="The strategy can last.", kind=lead.kind, topic=lead.topic, by=editor)
    dropped = loaded.evidence.filter(state=EvidenceState.ACCEPTED).first()
    remove_evidence(evidence=dropped, by=editor)
    author = loaded.authors.get(family="Lankov")
    set_stance(claim=lead, author=author, position=Position.UNDECIDED, reason="Read again.", by=editor)
    viewer = loaded.memberships.get(role=Role.VIEWER)
    viewer.delete()
    changed = contents(loaded)

    load_demo(data)

    assert contents(loaded) == changed
    assert not loaded.memberships.filter(role=Role.VIEWER).exists()


def test_set_stances_say_why_and_carry_the_date_of_the_summary(loaded):
    stances = Stance.objects.filter(workspace=loaded, basis=StanceBasis.SET).select_related("author")

    assert stances.count() >= 20
    assert all(stance.reason and stance.set_by for stance in stances)
    assert {(stance.author.family, stance.as_of and stance.as_of.year) for stance in stances} == {
        ("Easley", 2024),
        ("Lankov", None),
        ("North Korean leadership", None),
        ("North Korean leadership", 2023),
    }


def test_silences_of_the_data_files_hold(loaded, data):
    found = silences_on(loaded.claims.all())

    assert len(found) == sum(len(claim.silences) for claim in data.claims)
    assert all(one.holds and one.silence.shown.exists() for one in found.values())


def test_command_says_what_it_kept(loaded, capsys):
    call_command("load_demo")

    printed = capsys.readouterr().out
    assert printed.startswith("Kept the demonstration workspace “North Korea: two readings”")
    assert f"claims {loaded.claims.count()}" in printed


def test_reset_throws_away_and_makes_anew(loaded, data, capsys):
    fresh = contents(loaded)
    Claim.objects.filter(workspace=loaded).update(topic="changed")
    Workspace.objects.filter(pk=loaded.pk).update(name="Changed")

    call_command("load_demo", reset=True, yes=True)

    anew = find_demo(data)
    assert anew.pk != loaded.pk
    assert not Workspace.objects.filter(pk=loaded.pk).exists()
    assert contents(anew) == fresh
    assert User.objects.filter(email__endswith="@demo.example").count() == len(data.users)
    assert capsys.readouterr().out.startswith("Made")


def test_reset_without_anybody_to_ask_changes_nothing(loaded, data, monkeypatch):
    def nobody(_prompt):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)

    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("load_demo", reset=True)

    assert find_demo(data).pk == loaded.pk


@pytest.mark.parametrize(("answer", "goes_on"), [("no", False), ("", False), ("yes", True)])
def test_reset_asks_first(loaded, data, monkeypatch, answer, goes_on):
    monkeypatch.setattr("builtins.input", lambda _prompt: answer)

    if goes_on:
        call_command("load_demo", reset=True)
    else:
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("load_demo", reset=True)

    assert (find_demo(data).pk != loaded.pk) == goes_on


def find_author(workspace, author):
    return workspace.authors.get(family=author.family, given=author.given)


def test_claim_set_of_the_demonstration_is_public_and_released_with_the_loading(data):
    call_command("load_demo")

    claim_set = ClaimSet.objects.get(slug=data.claim_set.slug)
    release = claim_set.releases.get()
    living = sum(claim.status != ClaimStatus.RETIRED for claim in data.claims)
    assert (claim_set.audience, release.number, release.counts["claims"]) == ("public", 1, living)


def test_claim_set_of_the_demonstration_released_twice_has_the_same_root_hash(loaded, data):
    claim_set = ClaimSet.objects.get(slug=data.claim_set.slug)

    first, second = (build_release(claim_set=claim_set, by=None, force=True) for _ in range(2))

    assert (first.number, second.number) == (1, 2)
    assert first.root_hash == second.root_hash
    assert [
        (old.name, old.sha256 == new.sha256)
        for old, new in zip(first.files.order_by("name"), second.files.order_by("name"), strict=True)
        if old.role == "canonical"
    ] == [(name, True) for name in ("arguments.ndjson", "authors.ndjson", "claims.ndjson", "sources.ndjson")]


def test_release_of_the_demonstration_is_valid_for_tools_of_others(loaded, data, tmp_path):
    release = build_release(claim_set=ClaimSet.objects.get(slug=data.claim_set.slug), by=None, force=True)

    for file in release.files.all():
        with storing.open_stored(file.sha256) as stored:
            (tmp_path / file.name).write_bytes(stored.read())
    assert_release_is_valid(tmp_path, release.counts)
