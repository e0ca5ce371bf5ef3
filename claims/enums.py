"""Words of claims, evidence and stances."""

from django.db import models


class ClaimKind(models.TextChoices):
    """What sort of proposition a claim is."""

    FACTUAL = "factual", "Factual"
    CAUSAL = "causal", "Causal"
    PREDICTIVE = "predictive", "Predictive"
    NORMATIVE = "normative", "Normative"


class ClaimStatus(models.TextChoices):
    """How far a claim has come in the team's review."""

    DRAFT = "draft", "Draft"
    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    RETIRED = "retired", "Retired"


class Bearing(models.TextChoices):
    """How a passage bears on a claim."""

    SUPPORTS = "supports", "Supports"
    CONTRADICTS = "contradicts", "Contradicts"
    CONTEXT = "context", "Context"


class EvidenceState(models.TextChoices):
    """Whether a person has decided that the passage bears on the claim."""

    SUGGESTED = "suggested", "Suggested"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    JUDGING = "judging", "Being judged"


UNDECIDED_STATES = (EvidenceState.SUGGESTED, EvidenceState.JUDGING)
"""States of evidence that counts nowhere yet."""


class Answer(models.TextChoices):
    """One annotator's answer to whether and how a passage bears on a claim."""

    SUPPORTS = "supports", "Supports"
    CONTRADICTS = "contradicts", "Contradicts"
    CONTEXT = "context", "Context"
    NONE = "none", "Does not bear on it"
    WITHDRAWN = "withdrawn", "Withdrawn"


DECIDING_ANSWERS = (Answer.SUPPORTS, Answer.CONTRADICTS, Answer.CONTEXT, Answer.NONE)
"""Answers that say something, all but a withdrawal."""
DECIDING_CHOICES = [(answer.value, answer.label) for answer in DECIDING_ANSWERS]
"""The same to choose from."""


class Position(models.TextChoices):
    """An author's attitude to a claim."""

    AFFIRMS = "affirms", "Affirms"
    DENIES = "denies", "Denies"
    QUALIFIES = "qualifies", "Qualifies"
    UNDECIDED = "undecided", "Undecided"


class LikelihoodScale(models.TextChoices):
    """The vocabulary that a term of likelihood is taken from."""

    ICD_203 = "icd_203", "ICD 203"


class LikelihoodTerm(models.TextChoices):
    """The seven terms of ICD 203; `claims.domain.likelihood` has their ranges."""

    REMOTE = "remote", "Remote"
    VERY_UNLIKELY = "very_unlikely", "Very unlikely"
    UNLIKELY = "unlikely", "Unlikely"
    ROUGHLY_EVEN = "roughly_even", "Roughly even chance"
    LIKELY = "likely", "Likely"
    VERY_LIKELY = "very_likely", "Very likely"
    ALMOST_CERTAIN = "almost_certain", "Almost certain"


class StanceBasis(models.TextChoices):
    """Where a stance comes from."""

    DERIVED = "derived", "Derived from evidence"
    SET = "set", "Set by an editor"


class ClaimFileForm(models.TextChoices):
    """What a file of claims is written in."""

    NDJSON = "ndjson", "NDJSON"
    CSV = "csv", "CSV"
