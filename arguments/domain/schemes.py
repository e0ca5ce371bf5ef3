"""Argumentation schemes: usual forms of inference, what their premises do, and the questions that test them.

After Walton, Reed and Macagno, "Argumentation Schemes" (Cambridge University Press, 2008): a dozen of theirs, in our
own words. An inference of such a form holds unless one of its questions has a bad answer. See docs/schemes.md.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PremiseRole:
    """What one premise of a scheme says."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class CriticalQuestion:
    """A question that has to be answered well for the inference to hold; `key` is unique in its scheme."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A usual form of inference: premises by their roles, what follows, and its critical questions."""

    key: str
    name: str
    conclusion: str
    roles: tuple[PremiseRole, ...]
    questions: tuple[CriticalQuestion, ...]

    def question(self, key: str) -> CriticalQuestion | None:
        """Return the question of that key, None if the scheme has none such."""
        return next((one for one in self.questions if one.key == key), None)


def open_questions(scheme_key: str, answered: Collection[str]) -> tuple[CriticalQuestion, ...]:
    """Return the questions of a scheme that are not among the answered; none for an unknown scheme or ""."""
    scheme = SCHEMES.get(scheme_key)
    return tuple(one for one in scheme.questions if one.key not in answered) if scheme else ()


def find_scheme(name: str) -> Scheme | None:
    """Return the scheme that is called so, by its key or name in any spelling, with or without "argument from"."""
    words = "-".join("".join(mark if mark.isalnum() else " " for mark in name.casefold()).split())
    for opening in ("argument-from-", "argument-to-", "argument-by-", "from-"):
        words = words.removeprefix(opening)
    return SCHEMES.get(words) or SCHEMES.get(_OTHER_NAMES.get(words, ""))


def _scheme(key: str, name: str, conclusion: str, roles: dict[str, str], questions: dict[str, str]) -> Scheme:
    return Scheme(
        key=key,
        name=name,
        conclusion=conclusion,
        roles=tuple(PremiseRole(*pair) for pair in roles.items()),
        questions=tuple(CriticalQuestion(*pair) for pair in questions.items()),
    )


_ALL = (
    _scheme(
        "expert-opinion",
        "Expert opinion",
        "So it may be taken to be so.",
        {
            "expertise": "Somebody knows the field that the matter belongs to.",
            "assertion": "That expert says that it is so.",
        },
        {
            "expertise": "How much does the person really know of the field?",
            "field": "Is the field the one that the matter belongs to?",
            "opinion": "What exactly was said, and does it imply the conclusion?",
            "trustworthiness": "Is the person reliable as a source, or bound by an interest?",
            "consistency": "Do other experts say the same?",
            "evidence": "Does the opinion rest on evidence that can be shown?",
        },
    ),
    _scheme(
        "position-to-know",
        "Position to know",
        "So it may be taken to be so.",
        {
            "position": "Somebody is placed so as to know the matter: a witness, an insider, a record.",
            "assertion": "That source says that it is so.",
        },
        {
            "position": "Could the source really know this?",
            "honesty": "Has the source a reason to mislead, or a record of doing so?",
            "assertion": "Did the source say this, and first hand?",
        },
    ),
    _scheme(
        "sign",
        "Sign",
        "So what it is a sign of is there too.",
        {
            "sign": "Something is observed.",
            "link": "What is observed usually comes with the thing inferred.",
        },
        {
            "strength": "How often does the sign come without the thing?",
            "other-causes": "What else would account for the sign?",
            "observation": "Was the sign observed reliably, or could it be put on?",
        },
    ),
    _scheme(
        "cause-to-effect",
        "Cause to effect",
        "So the effect comes about.",
        {
            "law": "As a rule, this cause brings about that effect.",
            "cause": "The cause is at work, or will be.",
        },
        {
            "law": "How strong is the rule that ties the cause to the effect?",
            "conditions": "Do the conditions hold under which the cause has the effect?",
            "interference": "What could stop the effect or work against it?",
        },
    ),
    _scheme(
        "correlation-to-cause",
        "Correlation to cause",
        "So the one causes the other.",
        {"correlation": "Two things go up and down together, or one follows the other."},
        {
            "correlation": "Is there really a correlation, in enough cases?",
            "chance": "Could it be a coincidence?",
            "direction": "Could the cause run the other way?",
            "third-cause": "Could a third thing cause both?",
            "mechanism": "Is it known how the one would bring about the other?",
        },
    ),
    _scheme(
        "positive-consequences",
        "Good consequences",
        "So it should be done, or will be.",
        {"consequence": "If it is done, good will come of it.", "value": "What will come of it is good."},
        {
            "likelihood": "How likely are these consequences?",
            "evidence": "What shows that they would follow?",
            "drawbacks": "What bad consequences would come with them?",
            "whose-good": "Good for whom, and is theirs the good that counts here?",
        },
    ),
    _scheme(
        "negative-consequences",
        "Bad consequences",
        "So it should not be done, or will not be.",
        {"consequence": "If it is done, harm will come of it.", "value": "What will come of it is bad."},
        {
            "likelihood": "How likely are these consequences?",
            "evidence": "What shows that they would follow?",
            "benefits": "What good consequences stand against them?",
            "avoidance": "Could the harm be avoided or borne?",
        },
    ),
    _scheme(
        "analogy",
        "Analogy",
        "So it holds in this case too.",
        {
            "similarity": "This case is like another one.",
            "base": "In the other case it holds.",
        },
        {
            "relevance": "Are the two alike in what matters here?",
            "differences": "Are there differences that outweigh the likeness?",
            "base": "Does it really hold in the other case?",
            "counter-case": "Is there a third case, just as like, in which it does not hold?",
        },
    ),
    _scheme(
        "example",
        "Example",
        "So it holds in general.",
        {"example": "In this case, or in these, it holds."},
        {
            "truth": "Is the example true as told?",
            "typical": "Is it typical of the kind, or chosen for the purpose?",
            "counter-examples": "How many cases are there in which it does not hold?",
            "circumstances": "Did special circumstances make the example what it is?",
        },
    ),
    _scheme(
        "practical-reasoning",
        "Practical reasoning",
        "So the actor should take the means, or will.",
        {
            "goal": "An actor has a goal.",
            "means": "Doing this serves the goal.",
        },
        {
            "other-goals": "Which other goals of the actor’s stand against it?",
            "alternatives": "Which other means serve the goal, and better?",
            "possibility": "Can the actor do it?",
            "side-effects": "Which side effects would it have?",
            "goal": "Is this really the actor’s goal?",
        },
    ),
    _scheme(
        "established-rule",
        "Established rule or precedent",
        "So it is to be treated, or will turn out, as the rule says.",
        {
            "rule": "A rule, a practice or an earlier decision says how such cases go.",
            "case": "This is such a case.",
        },
        {
            "rule": "Does the rule really say so, and is it in force?",
            "fit": "Is this case of the kind that the rule is about?",
            "exception": "Is this case an exception?",
            "conflict": "Does another rule say otherwise?",
        },
    ),
    _scheme(
        "best-explanation",
        "Best explanation",
        "So the explanation is likely true.",
        {
            "finding": "Something has been found that calls for an explanation.",
            "explanation": "This would explain it, and better than the other explanations would.",
        },
        {
            "adequacy": "How well does it explain the finding by itself?",
            "rivals": "Which other explanations are there, and how well do they do?",
            "search": "Has anybody looked far enough for other explanations?",
            "wait": "Would it be better to wait for more evidence?",
        },
    ),
)

SCHEMES: dict[str, Scheme] = {scheme.key: scheme for scheme in _ALL}
"""All schemes by key, in the order in which lists show them."""

_OTHER_NAMES = {
    "witness-testimony": "position-to-know",
    "consequences": "positive-consequences",
    "good-consequences": "positive-consequences",
    "bad-consequences": "negative-consequences",
    "consequence": "positive-consequences",
    "positive-consequence": "positive-consequences",
    "negative-consequence": "negative-consequences",
    "cause": "cause-to-effect",
    "correlation": "correlation-to-cause",
    "rule": "established-rule",
    "rules": "established-rule",
    "precedent": "established-rule",
    "established-rule-or-precedent": "established-rule",
    "abduction": "best-explanation",
    "abductive-argument": "best-explanation",
    "practical-inference": "practical-reasoning",
}
