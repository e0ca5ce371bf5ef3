"""What a comparison comes to, in sentences that an editor can paste and stand for. No number without what it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from agreement.domain.comparing.comparison import Position, Relation, Share

NAMED = 3
"""Claims or topics that a sentence names: more is a list, and the list stands below."""

NARROW = "\u00a0"
"""A space on which no line breaks."""

MET = (Relation.AGREE, Relation.DISAGREE, Relation.MIXED)

VERBS = {
    Position.AFFIRMS: "affirms",
    Position.DENIES: "denies",
    Position.QUALIFIES: "qualifies",
    Position.UNDECIDED: "leaves open",
}
SPELLED = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
PLURAL = {
    Position.AFFIRMS: "affirm",
    Position.DENIES: "deny",
    Position.QUALIFIES: "qualify",
    Position.UNDECIDED: "leave open",
}


@dataclass(frozen=True)
class Standing:
    """Where an author stands on a claim; `likelihood` in words and number, such as “likely, 65 %”, or ""."""

    author: str
    position: Position
    likelihood: str = ""


@dataclass(frozen=True)
class BriefClaim:
    """A claim as the brief needs it; `standings` holds those who speak, in the order of the authors.

    `resting` is the number of claims that rest on it, `crux` its rank among the cruxes (0: none), and `silent` the
    number of authors whose silence somebody confirmed.
    """

    label: str
    text: str
    topic: str
    relation: Relation
    standings: tuple[Standing, ...]
    contested: float | None = None
    resting: int = 0
    crux: int = 0
    silent: int = 0


@dataclass(frozen=True)
class Brief:
    """A comparison in sentences, one paragraph a field; a field is empty where there is nothing to say."""

    scope: str
    share: str
    topics: str
    parting: tuple[str, ...]
    shared: str
    alone: str
    cruxes: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What there is to say, in order."""
        found = (
            " ".join(filter(None, (self.scope, self.share, self.topics))),
            " ".join(self.parting),
            self.shared,
            " ".join(self.cruxes),
            self.alone,
        )
        return tuple(filter(None, found))

    @property
    def text(self) -> str:
        """The whole as plain text."""
        return "\n\n".join(self.paragraphs)


def write_brief(authors: Sequence[str], claims: Sequence[BriefClaim], agreement: Share, as_of: str = "") -> Brief:
    """Return the comparison of these authors (full names, two or more) on these claims, in sentences.

    `agreement` is the share of pairs that agree of all that both speak; `as_of` a date in words, "" for now. Claims are
    named in the order given among equally contested ones.
    """
    met = [claim for claim in claims if claim.relation in MET]
    return Brief(
        scope=_scope(authors, claims, len(met), as_of),
        share=_share(authors, met, agreement),
        topics=_topics(met),
        parting=_parting(met),
        shared=_shared(authors, met),
        alone=_alone(authors, claims),
        cruxes=_cruxes(claims),
    )


def join_words(words: Sequence[str]) -> str:
    """Return the words as people list them: “a”, “a and b”, “a, b and c”."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def percent(share: float) -> str:
    """Return a share from 0 to 1 in whole per cent, its sign kept on the line."""
    return f"{share:.0%}".replace("%", f"{NARROW}%")


def count_words(count: int, noun: str) -> str:
    """Return the number with its noun: “1 claim”, “2 claims”."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def stand_words(standings: Sequence[Standing]) -> str:
    """Return who stands where, those of one position together: “A and B affirm and C denies (unlikely, 30 %)”."""
    parts = []
    for position in Position:
        holding = [one for one in standings if one.position == position]
        if len(holding) == 1:
            parts.append(f"{holding[0].author} {VERBS[position]}{_bracketed(holding[0])}")
        elif holding:
            parts.append(f"{join_words([one.author + _bracketed(one) for one in holding])} {PLURAL[position]}")
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _bracketed(one: Standing) -> str:
    return f" ({one.likelihood})" if one.likelihood else ""


def _scope(authors: Sequence[str], claims: Sequence[BriefClaim], met: int, as_of: str) -> str:
    stands = f" as of {as_of}" if as_of else ""
    if len(authors) == 2:
        both = f"both speak on {met} of them" if met else "there is none yet on which both speak"
    else:
        both = f"two or more speak on {met} of them" if met else "there is none yet on which two of them speak"
    return f"{join_words(authors)} are compared on {count_words(len(claims), 'claim')}{stands}; {both}."


def _share(authors: Sequence[str], met: Sequence[BriefClaim], agreement: Share) -> str:
    if not agreement.of or agreement.value is None or agreement.low is None or agreement.high is None:
        return ""
    counts = Counter(claim.relation for claim in met)
    interval = f"{percent(agreement.value)}, 95{NARROW}% interval {percent(agreement.low)} to {percent(agreement.high)}"
    interval = f"{interval}, n = {agreement.of}"
    parted, mixed = counts[Relation.DISAGREE], counts[Relation.MIXED]
    if len(authors) == 2:
        rest = f"they disagree on {parted} and are mixed on {mixed}, where somebody qualifies or leaves it open"
        return f"Of these {len(met)} they agree on {agreement.count} ({interval}); {rest}."
    said = f"Of the {agreement.of} times that two of them speak on one claim they agree {agreement.count} times"
    rest = f"on {parted} somebody affirms what another denies, and {mixed} are mixed"
    return f"{said} ({interval}). All who speak agree on {count_words(counts[Relation.AGREE], 'claim')}; {rest}."


def _topics(met: Sequence[BriefClaim]) -> str:
    spoken = Counter(claim.topic for claim in met if claim.topic)
    parting = _tops(spoken, Counter(claim.topic for claim in met if claim.relation == Relation.DISAGREE))
    agreeing = [
        topic
        for topic, count in spoken.items()
        if count > 1 and all(claim.relation == Relation.AGREE for claim in met if claim.topic == topic)
    ]
    sentences = []
    if parting:
        sentences.append(f"They part most often on {join_words(parting)}.")
    if agreeing:
        named = [f"{topic} (all {spoken[topic]})" for topic in sorted(agreeing)]
        sentences.append(f"They agree throughout on {join_words(named)}.")
    return " ".join(sentences)


def _tops(spoken: Counter[str], parting: Counter[str]) -> list[str]:
    ordered = sorted(
        (topic for topic in parting if topic), key=lambda one: (-parting[one], -parting[one] / spoken[one], one)
    )
    return [f"{topic} ({parting[topic]} of {spoken[topic]})" for topic in ordered[:NAMED]]


def _parting(met: Sequence[BriefClaim]) -> tuple[str, ...]:
    apart = _most([claim for claim in met if claim.relation == Relation.DISAGREE], lambda one: one.contested or 0.0)
    return tuple(f"{stand_words(claim.standings)} that {_quoted(claim)}." for claim in apart)


def _shared(authors: Sequence[str], met: Sequence[BriefClaim]) -> str:
    """Say what they agree on: first what more rests on, then what more of them speak on."""
    same = [claim for claim in met if claim.relation == Relation.AGREE]
    named = _most(same, lambda one: one.resting + len(one.standings) / (len(authors) + 1))
    who = "Both" if len(authors) == 2 else "All who speak"
    said = []
    for position, verb in ((Position.AFFIRMS, "hold"), (Position.DENIES, "deny")):
        held = [f"that {_quoted(one)}" for one in named if one.standings[0].position == position]
        if held:
            said.append(f"{who} {verb} {join_words(held)}.")
    if said and len(same) > len(named):
        said.append(f"These are {len(named)} of the {len(same)} claims on which they agree.")
    return " ".join(said)


def _alone(authors: Sequence[str], claims: Sequence[BriefClaim]) -> str:
    lonely = [claim for claim in claims if claim.relation == Relation.ONLY_ONE_SPEAKS]
    if not lonely:
        return ""
    counts = Counter(claim.standings[0].author for claim in lonely)
    named = [f"{author} on {counts[author]}" for author in authors if counts[author]]
    confirmed = sum(1 for claim in lonely if claim.silent == len(authors) - 1)
    open_ones = len(lonely) - confirmed
    said = f"On {count_words(len(lonely), 'claim')} only one author speaks: {join_words(named)}."
    if not confirmed:
        return f"{said} Whether the others are silent there is not yet judged; silence is no position."
    silent = f"A reader has confirmed the silence of the others on {confirmed} of them"
    rest = f"{open_ones} are not yet judged" if open_ones else "none is left to judge"
    return f"{said} {silent}; {rest}. Silence is no position."


def _cruxes(claims: Iterable[BriefClaim]) -> tuple[str, ...]:
    found = sorted((claim for claim in claims if claim.crux), key=lambda claim: claim.crux)[:NAMED]
    return tuple(
        f"{_spelled(claim.resting)} other {'claim rests' if claim.resting == 1 else 'claims rest'} on {_quoted(claim)},"
        f" on which they part: {stand_words(claim.standings)}."
        for claim in found
    )


def _most(claims: Sequence[BriefClaim], measure: Callable[[BriefClaim], float]) -> list[BriefClaim]:
    return sorted(claims, key=lambda claim: -measure(claim))[:NAMED]


def _spelled(count: int) -> str:
    """Return the number as a sentence begins with it."""
    return SPELLED[count] if count < len(SPELLED) else str(count)


def _quoted(claim: BriefClaim) -> str:
    return f"“{claim.text.rstrip('.')}” ({claim.label})"
