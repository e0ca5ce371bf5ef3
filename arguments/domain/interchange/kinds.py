"""The words by which files of others say what an edge means."""

from __future__ import annotations

from arguments.domain.interchange.debate import RelationKind

_WORDS = {
    RelationKind.SUPPORTS: "+ pro for support supports supp sup supporting reason confirms backs in-favor in-favour",
    RelationKind.ATTACKS: "- con contra against attack attacks att attacking oppose opposes objection objects defeat "
    "defeats rebut rebuts rebuttal refutes",
    RelationKind.UNDERCUTS: "undercut undercuts undermines-inference",
    RelationKind.CONTRADICTS: "contradiction contradictory contradicts",
    RelationKind.CONTRARY: "contrary contraries",
    RelationKind.ENTAILS: "entails entailment implies",
}
MEANINGS = ("kind", "relation", "type", "interaction", "label", "sign", "edgetype")
"""The values by which an edge may say what it means, the clearest first."""

_COLOURS = {
    "red": RelationKind.ATTACKS,
    "#ff0000": RelationKind.ATTACKS,
    "green": RelationKind.SUPPORTS,
    "#00ff00": RelationKind.SUPPORTS,
    "purple": RelationKind.UNDERCUTS,
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def kind_of(word: str) -> RelationKind | None:
    """Return the kind that a word or sign means, in whatever letters; None for an unknown one.

    A number means by its sign: a weight above 0 supports, one below attacks.
    """
    plain = word.strip().lower().replace(" ", "-").replace("_", "-")
    if plain in _KIND_OF:
        return _KIND_OF[plain]
    try:
        number = float(plain)
    except ValueError:
        return None
    return RelationKind.SUPPORTS if number > 0 else RelationKind.ATTACKS if number < 0 else None


def kind_of_colour(colour: str) -> RelationKind | None:
    """Return the kind that a colour's name means to most readers; None for another colour."""
    return _COLOURS.get(colour.strip().lower())
