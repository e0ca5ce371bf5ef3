"""Words of analysis runs and what they propose."""

from django.db import models


class RunState(models.TextChoices):
    """Where an analysis run stands. The newest one that is done is what pages show."""

    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class CandidateState(models.TextChoices):
    """What a person decided about a candidate claim."""

    SUGGESTED = "suggested", "Suggested"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"


class StatementRelation(models.TextChoices):
    """What a person says of two statements. Narrower has a direction; the others have none."""

    SAME = "same", "Same claim"
    NARROWER = "narrower", "Narrower"
    OPPOSITE = "opposite", "Opposite"
    RELATED = "related", "Related"
    DIFFERENT = "different", "Different"


class AliasState(models.TextChoices):
    """What a person decided about another name of one thing."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"


class AliasOrigin(models.TextChoices):
    """Where another name comes from: a pattern in the texts, the usual names of states, or a person."""

    INITIALS = "initials", "Initials"
    PARENTHESIS = "parenthesis", "In brackets"
    LEADER = "leader", "Named after a leader"
    DEMONYM = "demonym", "Adjective of a place"
    CAPITAL = "capital", "Capital for its state"
    SPELLING = "spelling", "Another spelling"
    DEFAULT = "default", "Usual name of a state"
    PERSON = "person", "Added by a person"


class CalibrationKind(models.TextChoices):
    """What a probability is of."""

    PAIR = "pair", "Two statements are about one claim"
