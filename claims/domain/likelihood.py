"""Words of likelihood and the per cent that they stand for.

The scale is that of Intelligence Community Directive 203, *Analytic Standards* (Office of the Director of National
Intelligence, 2 January 2015, section D.6.e.2.a). Its neighbouring ranges share their ends: a number on an end belongs
to the term above it. Two numbers lie outside of all ranges, 0 and 100: they are read as the outermost terms.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One step of a scale: its key, its words, and the range in per cent, both ends included."""

    key: str
    words: str
    low: int
    high: int

    @property
    def range(self) -> str:
        """The range as people write it, such as “55–80 %”."""
        return f"{self.low}–{self.high} %"

    def holds(self, percent: int) -> bool:
        """Whether the number lies in the range."""
        return self.low <= percent <= self.high


@dataclass(frozen=True)
class Scale:
    """A vocabulary of likelihood, its terms from the least likely to the most."""

    key: str
    name: str
    terms: tuple[Term, ...]


ICD_203 = Scale(
    key="icd_203",
    name="ICD 203",
    terms=(
        Term("remote", "remote", 1, 5),
        Term("very_unlikely", "very unlikely", 5, 20),
        Term("unlikely", "unlikely", 20, 45),
        Term("roughly_even", "roughly even chance", 45, 55),
        Term("likely", "likely", 55, 80),
        Term("very_likely", "very likely", 80, 95),
        Term("almost_certain", "almost certain", 95, 99),
    ),
)
TERMS = {term.key: term for term in ICD_203.terms}


@dataclass(frozen=True)
class Likelihood:
    """How likely somebody holds a claim to be: a term, and the number if there is one.

    `chosen` is true where a person chose the term, false where the scale gives it for the number.
    """

    term: Term
    percent: int | None
    chosen: bool

    @property
    def words(self) -> str:
        """The term's words."""
        return self.term.words

    @property
    def number(self) -> str:
        """The number, or the range that the term stands for."""
        return self.term.range if self.percent is None else f"{self.percent} %"

    @property
    def middle(self) -> float:
        """The number as a share from 0 to 1; without one, the middle of the term's range."""
        return (self.term.low + self.term.high) / 200 if self.percent is None else self.percent / 100

    @property
    def phrase(self) -> str:
        """Both, to stand in brackets."""
        return f"{self.words}, {self.number}"

    def __str__(self) -> str:
        return f"{self.words} ({self.number})"


def term_of(percent: int) -> Term:
    """Return the term of ICD 203 for a number from 0 to 100: the highest whose range begins at or below it."""
    return next((term for term in reversed(ICD_203.terms) if term.low <= percent), ICD_203.terms[0])


def read_likelihood(term: str, percent: int | None) -> Likelihood | None:
    """Return what a term's key ("" for none) and a number from 0 to 100 (None for none) say, None for nothing."""
    if term:
        return Likelihood(TERMS[term], percent, chosen=True)
    return None if percent is None else Likelihood(term_of(percent), percent, chosen=False)


def fault_of(term: str, percent: int | None) -> str:
    """Return why a term's key and a number cannot stand together, in words; "" if they can.

    0 and 100 may stand beside the outermost terms, whose ranges end at 1 and 99.
    """
    if percent is not None and not 0 <= percent <= 100:
        return "A likelihood is a percentage from 0 to 100."
    if term and term not in TERMS:
        return f"“{term}” is no term of {ICD_203.name}."
    if not term or percent is None or TERMS[term].holds(percent) or term_of(percent) == TERMS[term]:
        return ""
    named = TERMS[term]
    return f"{percent} % is not “{named.words}”, which is {named.range}: it is “{term_of(percent).words}”."
