"""What a text wants done, and how it speaks of things: signs that a stance on a policy can be read off.

A policy claim ("We should abolish X", "X should be allowed") names an action that is for or against its target. A text
for or against the target shows it by what it wants done and by how it speaks. English only; word lists are general,
none is of a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agreement.domain.likeness.terms import stem


@dataclass(frozen=True)
class PolicyClaim:
    """A claim about what ought to be done: its action's stem, and whether that is for (1) or against (-1) its target.

    A negated claim ("should not be banned") has the direction turned round.
    """

    action: str
    direction: int


@dataclass(frozen=True)
class Token:
    """A word's stem, whether a negation reaches it, and where the word stands."""

    stem: str
    negated: bool
    start: int
    end: int


FOR = (
    "adopt allow approve authorise authorize back build continue create develop embrace encourage enforce establish"
    " expand extend fund grant guarantee implement improve increase introduce invest join keep legalise legalize"
    " liberalise liberalize maintain mandate offer open permit preserve promote protect provide raise ratify"
    " recognise recognize require restore retain strengthen subsidise subsidize support sustain tolerate upgrade"
)
AGAINST = (
    "abandon abolish abolition ban block boycott cancel cease censor close combat condemn criminalise criminalize curb"
    " cut decrease defund dismantle eliminate end fight forbid halt illegal limit oppose outlaw phase prevent privatise"
    " privatize prohibit punish reduce refuse regulate reject remove repeal restrict scrap stop suspend tax terminate"
    " veto withdraw"
)
_DIRECTIONS = {stem(word): direction for words, direction in ((FOR, 1), (AGAINST, -1)) for word in words.split()}
_OFFENCE = re.compile(r"\b(?:criminal|punishable)\b|\ban? (?:crime|offen[cs]e|felony)\b", re.IGNORECASE)
_NORM = re.compile(
    r"\b(?:should|must|ought to|needs? to|has to|have to)\b(?P<no>\s+(?:not|never|no longer)\b|n['’]t\b)?"
    r"|\b(?:shouldn|mustn)['’]t\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’]t)?|[.,;:!?]")
_NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "cannot",
        "without",
        "nor",
        "none",
        "nothing",
        "hardly",
        "lack",
        "lacks",
        "nobody",
        "neither",
    ]
)
_BREAKS = frozenset(["but", "however", "because", "although", "though", "whereas", "while"])
NEGATED_WORDS = 4
"""How far a negation reaches if no stop or new clause comes sooner; NegEx (Chapman et al. 2001) lets it reach five."""


def policy_of(claim: str) -> PolicyClaim | None:
    """Return what the claim wants done, None if it says nothing of the kind or its action is not known."""
    norm = _NORM.search(claim)
    if norm is None:
        return None
    turned = -1 if _denies(norm) else 1
    if _OFFENCE.search(claim, norm.end()):
        return PolicyClaim("criminal", -turned)
    for token in tokens_of(claim[norm.end() :]):
        if token.stem in _DIRECTIONS:
            return PolicyClaim(token.stem, _DIRECTIONS[token.stem] * turned)
    return None


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of the text; offsets are code points. A negation is no token of its own."""
    return tuple(_tokens(text))


def features_of(policy: PolicyClaim, text: str, weights: Mapping[str, float]) -> dict[str, int]:
    """Return the signs in the text for (1) or against (-1) the claim, by name; a sign that is absent has no entry.

    `weights` names the words that are known to tell; a negated word is looked up with "~" before it. Signs of attitude
    to the target are turned by the claim's direction, signs about the action itself are not.
    """
    found: dict[str, int] = {}
    tokens = tokens_of(text)
    for token in tokens:
        name = f"~{token.stem}" if token.negated else token.stem
        if name in weights:
            found[name] = policy.direction
    if any(token.negated for token in tokens):
        found["negated"] = policy.direction
    found |= _action_signs(policy, tokens, _NORM.search(text))
    return found


def _action_signs(policy: PolicyClaim, tokens: tuple[Token, ...], norm: re.Match[str] | None) -> dict[str, int]:
    """Return whether the text wants the claim's action, or one of the same or the other direction, done or not."""
    found: dict[str, int] = {}
    wanted = norm is not None and not _denies(norm)
    for token in tokens:
        direction = _DIRECTIONS.get(token.stem)
        if token.stem == policy.action:
            if token.negated:
                found["action_negated"] = 1
            elif wanted:
                found["action_wanted"] = 1
        elif direction and norm is not None and token.start >= norm.start():
            along = direction * policy.direction * (-1 if token.negated else 1)
            found["like_action_wanted" if wanted else "like_action_unwanted"] = along
    if norm is not None and not wanted:
        found["norm_negated"] = 1
    return found


def _denies(norm: re.Match[str]) -> bool:
    return bool(norm["no"]) or norm.group().lower().endswith(("n't", "n’t"))


def _tokens(text: str) -> Iterator[Token]:
    reach = 0
    for match in _TOKEN.finditer(text):
        word = match.group().casefold().replace("’", "'")
        if not word[0].isalpha() or word in _BREAKS:
            reach = 0
        if not word[0].isalpha():
            continue
        if word in _NEGATIONS or word.endswith("n't"):
            reach = NEGATED_WORDS
            continue
        yield Token(stem(word), reach > 0, match.start(), match.end())
        reach -= 1
