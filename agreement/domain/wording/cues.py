"""Signs in a sentence that change what it claims: hedges, negations, reported speech and more.

English word lists, written for analytical prose; kinds follow Hyland (1998), "Hedging in
Scientific Research Articles", for hedges and the list in docs/algorithms/agreement.md for the
rest. A sign is a hint for a reader, never a judgement. Offsets are Unicode code points of the
sentence, start inclusive, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from agreement.domain.wording.anaphors import find_anaphor
from agreement.domain.wording.english import WordClass, read_words


class CueKind(StrEnum):
    """What a sign shows."""

    HEDGE = "hedge"
    NEGATION = "negation"
    REPORTED_SPEECH = "reported_speech"
    QUESTION = "question"
    VAGUE_START = "vague_start"
    QUANTITY = "quantity"
    TIME = "time"
    CAUSE = "cause"
    CONTRAST = "contrast"
    JUDGEMENT = "judgement"
    NORM = "norm"
    CITATION = "citation"


@dataclass(frozen=True)
class Cue:
    """One sign: its kind and where it stands."""

    kind: CueKind
    start: int
    end: int


def find_cues(text: str) -> tuple[Cue, ...]:
    """Return the signs in a sentence, by position, then by kind; they may overlap."""
    found = {Cue(kind, match.start(), match.end()) for kind, pattern in _PATTERNS for match in pattern.finditer(text)}
    found -= {cue for cue in found if cue.kind is CueKind.REPORTED_SPEECH and _names_something(text, cue)}
    anaphor = find_anaphor(text)
    if anaphor is not None:
        found.add(Cue(CueKind.VAGUE_START, anaphor.start, anaphor.end))
    return tuple(sorted(found, key=lambda cue: (cue.start, cue.end, cue.kind)))


def _names_something(text: str, cue: Cue) -> bool:
    """Return whether a verb of saying is a noun or part of a name where it stands: "these reports", "United States"."""
    tokens = read_words(text)
    place = next((number for number, token in enumerate(tokens) if token.start == cue.start), None)
    if place is None or tokens[place].end != cue.end:
        return False
    before = tokens[place - 1].kind if place else None
    kind = tokens[place].kind
    return kind is WordClass.NAME or (kind is WordClass.NOUN and before in _BEFORE_NOUNS)


_BEFORE_NOUNS = frozenset({WordClass.DETERMINER, WordClass.PREPOSITION, WordClass.NUMBER})


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(alternatives)})(?![\w-])", re.IGNORECASE)


_NUMBER = r"(?:\d[\d,.]*\d|\d)"
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan\\.|Feb\\.|Mar\\.|Apr\\.|Aug\\.|Sept?\\.|Oct\\.|Nov\\.|Dec\\."
)
_COUNTED = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?"
    "|millions?|billions?|trillions?|half|a third|a quarter|most of|the majority of|twice"
)
_SAYERS = (
    r"(?:said|says|say|claim(?:s|ed)?|argue[sd]?|report(?:s|ed(?:ly)?)?|announce[sd]?|state[sd]"
    r"|suggest(?:s|ed)|insist(?:s|ed)?|warn(?:s|ed)?|den(?:y|ies|ied)|call(?:s|ed) for|maintains? that"
    r"|believe[sd]?|think(?:s)?|thought|see(?:s)?(?= [^.;]{1,60}\bas\b)|view(?:s|ed)?(?= [^.;]{1,60}\bas\b)"
    r"|consider(?:s|ed)?|regard(?:s|ed)?|hopes?|fears?|declare[sd]?|implie[sd]|asserts?|asserted"
    r"|style[sd]? (?:itself|himself|herself|themselves)|vow(?:s|ed)?|accus(?:es?|ed))"
)
_PATTERNS: tuple[tuple[CueKind, re.Pattern[str]], ...] = (
    (
        CueKind.HEDGE,
        _words(
            "likely",
            "unlikely",
            "likelihood",
            "(?-i:may)",
            "might",
            "could",
            "would",
            "perhaps",
            "possibl[ey]",
            "possibility",
            "probabl[ey]",
            "plausibl[ey]",
            "apparently",
            "seem(?:s|ed|ingly)?",
            "appear(?:s|ed)? to",
            "suggest(?:s|ed)?",
            "hint(?:s|ed)?",
            "presumably",
            "arguably",
            "potential(?:ly)?",
            "can be expected to",
            "is expected to",
            "are expected to",
            "little (?:hope|doubt|chance|prospect)",
            "no doubt",
            "allegedly",
            "supposedly",
            "reportedly",
            "rumou?rs?",
            "largely",
            "somewhat",
            "relatively",
            "in part",
            "to (?:a|some) (?:lesser )?extent",
            "tend(?:s|ed)? to",
            "almost certainly",
            "roughly",
        ),
    ),
    (
        CueKind.NEGATION,
        _words(
            "not",
            "no longer",
            "no",
            "never",
            "none",
            "nobody",
            "nothing",
            "neither",
            "nor",
            "cannot",
            "without",
            "hardly",
            "scarcely",
            r"(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|must)n['’]t",
            "little hope",
            "fail(?:s|ed)? to",
            "refus(?:es?|ed) to",
            "rather than",
            "instead of",
            "unable to",
            "far from",
        ),
    ),
    (CueKind.REPORTED_SPEECH, _words(_SAYERS, "according to", "in the view of", "in the eyes of")),
    (CueKind.QUESTION, re.compile(r"\?(?=[\s\"'”’)\]]*$)")),
    (
        CueKind.QUANTITY,
        re.compile(
            rf"(?:[$€£¥]\s?)?\b{_NUMBER}(?:\s?%|\s(?:per ?cent|percent|million|billion|trillion))?"
            rf"(?!\w)|\b(?:{_COUNTED})\b",
            re.IGNORECASE,
        ),
    ),
    (
        CueKind.TIME,
        re.compile(
            rf"\b(?:{_MONTH})(?: \d{{1,2}})?(?:,? (?:19|20)\d\d)?(?!\w)"
            r"|\b(?:19|20)\d\d(?:s|[-–]\d\d(?:\d\d)?)?\b"
            r"|\b(?i:next year|last year|this year|since then|until then|in the near future|in recent years"
            r"|long-term|short-term|in the long run|so far|for decades|indefinitely|at the same time)\b"
        ),
    ),
    (
        CueKind.CAUSE,
        _words(
            "because",
            "since(?= (?:such|the|it|they|this|these|there))",
            "therefore",
            "thus",
            "hence",
            "thereby",
            "due to",
            "owing to",
            "as a result",
            "result(?:s|ed)? in",
            "le(?:ads?|d) to",
            "caus(?:es?|ed)",
            "allow(?:s|ed)?",
            "enabl(?:es?|ed)",
            "prevent(?:s|ed)?",
            "enough to",
            "in order to",
            "so that",
            "given(?= (?:that|the|[A-Z]))",
            "driv(?:es|en) by",
            "shaped by",
            "intended to",
            "aim(?:s|ed)? (?:to|at)",
            "by [a-z]+ing",
            "depends? on",
            "if",
        ),
    ),
    (
        CueKind.CONTRAST,
        _words(
            "however",
            "but",
            "yet",
            "although",
            "though",
            "despite",
            "while",
            "whereas",
            "rather than",
            "instead",
            "in contrast",
            "on the contrary",
            "nevertheless",
            "not only",
            "more than",
            "less than",
        ),
    ),
    (
        CueKind.JUDGEMENT,
        _words(
            "important(?:ly)?",
            "significant(?:ly)?",
            "insufficient(?:ly)?",
            "sufficient(?:ly)?",
            "(?:un)?sustainable",
            "(?:in)?effective(?:ly)?",
            "(?:in)?efficient(?:ly)?",
            "(?:un)?stable",
            "(?:in)?stability",
            "threat(?:en(?:s|ed)?)?",
            "risk[sy]?",
            "danger(?:ous)?",
            "difficult",
            "hard(?:line)?",
            "better",
            "worse",
            "best",
            "worst",
            "more [a-z]+",
            "most [a-z]+",
            "less [a-z]+",
            "too [a-z]+",
            "unprecedented",
            "highly",
            "predominantly",
            "necessary",
            "essential(?:ly)?",
            "crucial(?:ly)?",
            "(?:un)?realistic",
            "interests?",
            "existential",
            "capable",
            "willing",
            "modest",
            "merely",
            "useful",
            "success(?:ful(?:ly)?)?",
            "fail(?:s|ed|ure)?",
            "challenging",
        ),
    ),
    (
        CueKind.NORM,
        _words("should(?! [A-Z])", "must", "ought to", "need(?:s|ed)? to", "have to", "has to", "it is time to"),
    ),
    (
        CueKind.CITATION,
        re.compile(r"\([^()]*\b(?:19|20)\d\d[a-z]?\)|\[\d+(?:[,–-]\s?\d+)*\]"),
    ),
)
