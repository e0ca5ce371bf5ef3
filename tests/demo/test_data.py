"""What the data files of the demonstration have to hold to, read without a database."""

from collections import Counter
from itertools import combinations

import pytest

from arguments.enums import PremiseStatus, Relation
from claims.domain.likelihood import fault_of, read_likelihood
from claims.enums import Bearing, ClaimKind, ClaimStatus, EvidenceState, Position, StanceBasis
from demo.reading import DATA_FOLDER, read_demo
from workspaces.enums import Role

README = DATA_FOLDER.parent / "README.md"


@pytest.fixture(scope="module")
def demo():
    return read_demo()


def positions(claim, authors=("lankov", "easley")):
    return {stance.author: stance.position for stance in claim.stances if stance.author in authors}


def relation(claim):
    taken = positions(claim)
    if len(taken) < 2:
        return "one" if taken else "none"
    words = set(taken.values())
    if len(words) == 1:
        return "agree"
    return "disagree" if words == {Position.AFFIRMS, Position.DENIES} else "mixed"


def test_claims_show_agreement_disagreement_and_silence(demo):
    found = Counter(relation(claim) for claim in demo.claims if claim.status != ClaimStatus.RETIRED)

    assert len(demo.claims) >= 32
    assert found["agree"] >= 8
    assert found["disagree"] >= 7
    assert found["one"] >= 12
    assert found["mixed"] >= 3


def test_claims_use_the_whole_vocabulary(demo):
    assert {claim.kind for claim in demo.claims} == set(ClaimKind)
    assert {claim.status for claim in demo.claims} == set(ClaimStatus)
    assert {claim.topic for claim in demo.claims} == set(demo.topics)
    assert {stance.position for claim in demo.claims for stance in claim.stances} == set(Position)
    assert {user.role for user in demo.users} == set(Role)


def test_claims_are_single_distinct_propositions(demo):
    for claim in demo.claims:
        assert claim.text.endswith("."), claim.key
        assert claim.text.count(".") == 1, claim.key
        assert not {"this", "these", "both", "it"} & {claim.text.split()[0].lower()} or claim.text.startswith(
            "It is "
        ), claim.key
    assert not [
        (one.key, other.key)
        for one, other in combinations(demo.claims, 2)
        if one.text.casefold() == other.text.casefold()
    ]


def test_every_stance_rests_on_a_passage_of_a_text_in_which_the_author_speaks(demo):
    summaries = {source.author: source.key for source in demo.sources}
    for claim in demo.claims:
        for stance in claim.stances:
            spoken = [part for part in claim.evidence if part.state == EvidenceState.ACCEPTED]
            assert any(
                part.speaker == stance.author or part.source == summaries.get(stance.author) for part in spoken
            ), (claim.key, stance.author)


def test_derived_stances_follow_from_the_accepted_evidence(demo):
    for claim in demo.claims:
        for stance in claim.stances:
            if stance.basis != StanceBasis.DERIVED:
                continue
            bearings = {
                part.bearing
                for part in claim.evidence
                if part.speaker == stance.author and part.state == EvidenceState.ACCEPTED
            } - {Bearing.CONTEXT}
            expected = {
                frozenset({Bearing.SUPPORTS}): Position.AFFIRMS,
                frozenset({Bearing.CONTRADICTS}): Position.DENIES,
                frozenset({Bearing.SUPPORTS, Bearing.CONTRADICTS}): Position.QUALIFIES,
            }
            assert stance.position == expected.get(frozenset(bearings)), (claim.key, stance.author)


def test_whoever_has_decided_evidence_has_a_stance(demo):
    for claim in demo.claims:
        speakers = {
            part.speaker
            for part in claim.evidence
            if part.state == EvidenceState.ACCEPTED and part.bearing != Bearing.CONTEXT
        }
        assert speakers <= {stance.author for stance in claim.stances}, claim.key


def test_an_author_takes_one_stance_a_day_on_a_claim(demo):
    for claim in demo.claims:
        authors = [(stance.author, stance.as_of) for stance in claim.stances]
        assert len(authors) == len(set(authors)), claim.key


def test_likelihoods_agree_with_the_positions(demo):
    for claim in demo.claims:
        for stance in claim.stances:
            assert fault_of(stance.term, stance.likelihood) == "", claim.key
            likely = read_likelihood(stance.term, stance.likelihood)
            if likely and stance.position == Position.AFFIRMS:
                assert likely.middle > 0.5, claim.key
            elif likely and stance.position == Position.DENIES:
                assert likely.middle < 0.5, claim.key


def test_nobody_is_silent_who_speaks(demo):
    silent = [(claim, silence) for claim in demo.claims for silence in claim.silences]

    assert len(silent) >= 6
    for claim, silence in silent:
        speakers = {stance.author for stance in claim.stances} | {part.speaker for part in claim.evidence}
        assert silence.author not in speakers, claim.key


def test_a_passage_bears_on_a_claim_once_for_each_speaker(demo):
    for claim in demo.claims:
        links = [(part.source, part.quote, part.speaker) for part in claim.evidence]
        assert len(links) == len(set(links)), claim.key


def test_reported_speech_gives_organisations_a_voice(demo):
    people = {source.author for source in demo.sources}
    reported = {part.speaker for claim in demo.claims for part in claim.evidence} - people

    assert reported == {author.key for author in demo.authors} - people
    assert len(reported) >= 3


def test_some_evidence_waits_for_a_decision(demo):
    suggested = [part for claim in demo.claims for part in claim.evidence if part.state == EvidenceState.SUGGESTED]

    assert 4 <= len(suggested) <= 10
    assert all(part.score is not None for part in suggested)


def test_map_has_claims_linked_premises_and_undercuts_enough(demo):
    arguments = demo.map.arguments

    assert len(map_claims(demo)) >= 24
    assert len([argument for argument in arguments if len(argument.premises) > 1]) >= 8
    assert len([argument for argument in arguments if argument.relation == Relation.UNDERCUTS]) >= 3
    assert {argument.relation for argument in arguments} == set(Relation)
    assert any(premise.status == PremiseStatus.IMPLICIT for argument in arguments for premise in argument.premises)
    assert {argument.author for argument in arguments} >= {None, "lankov", "easley"}


def test_map_is_reached_from_its_lead_claim_and_goes_deep(demo):
    depth = depths_from_lead(demo)

    assert set(depth) == map_claims(demo)
    assert max(depth.values()) >= 4


def test_map_has_no_circular_support(demo):
    below = {
        claim: {
            premise.claim
            for argument in demo.map.arguments
            if argument.conclusion == claim
            for premise in argument.premises
        }
        for claim in map_claims(demo)
    }
    finished: set[str] = set()
    while len(finished) < len(below):
        ready = {claim for claim, premises in below.items() if premises <= finished} - finished
        assert ready, f"in a circle: {sorted(set(below) - finished)}"
        finished |= ready


def test_map_arguments_with_an_author_build_on_claims_that_they_take_up(demo):
    claims = {claim.key: claim for claim in demo.claims}
    for argument in demo.map.arguments:
        if argument.author is None:
            continue
        for premise in argument.premises:
            if premise.status == PremiseStatus.IMPLICIT:
                continue
            voices = {stance.author for stance in claims[premise.claim].stances}
            reported = voices - set(positions(claims[premise.claim]))
            assert argument.author in voices or reported, (argument.key, premise.claim)


def test_no_argument_contradicts_the_stances_of_its_author(demo):
    claims = {claim.key: claim for claim in demo.claims}
    wanted = {Relation.SUPPORTS: Position.DENIES, Relation.OPPOSES: Position.AFFIRMS}
    for argument in demo.map.arguments:
        if argument.author is None or argument.conclusion is None:
            continue
        taken = positions(claims[argument.conclusion]).get(argument.author)
        assert taken != wanted[argument.relation], argument.key


def test_readme_explains_every_topic_and_log_in(demo):
    text = README.read_text(encoding="utf-8")

    assert [topic for topic in demo.topics if f"| {topic} |" not in text] == []
    assert [user.email for user in demo.users if user.email not in text] == []


def map_claims(demo):
    return (
        {demo.map.lead}
        | {argument.conclusion for argument in demo.map.arguments if argument.conclusion}
        | {premise.claim for argument in demo.map.arguments for premise in argument.premises}
    )


def depths_from_lead(demo):
    """Claims reached from the lead, with the number of arguments on the shortest way; undercuts count as one."""
    claims = {demo.map.lead: 0}
    inferences: dict[str, int] = {}
    for _ in demo.map.arguments:
        for argument in demo.map.arguments:
            aim = claims.get(argument.conclusion) if argument.conclusion else inferences.get(argument.target)
            if aim is None:
                continue
            inferences[argument.key] = min(inferences.get(argument.key, aim + 1), aim + 1)
            for premise in argument.premises:
                claims[premise.claim] = min(claims.get(premise.claim, aim + 1), aim + 1)
    return claims
