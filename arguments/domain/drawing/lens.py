"""Whose stances colour a map: one author's, or of two whether they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from arguments.domain.graph import AuthorStance

FIRM = {"affirms", "denies"}


def seen(stances: Iterable[AuthorStance], authors: Sequence[str]) -> str:
    """Return what a card shows of one or two authors, named by their ids; "" where they are silent.

    Of one author the position. Of two: `both-affirm`, `both-deny`, `part` (one affirms what the other denies),
    `one-speaks`, or `unsure` where one of them qualifies or is undecided.
    """
    said = {stance.author_id: stance.position for stance in stances}
    positions = [said[author] for author in authors if author in said]
    if len(authors) == 1 or not positions:
        return positions[0] if positions else ""
    if len(positions) == 1:
        return "one-speaks"
    if not FIRM.issuperset(positions):
        return "unsure"
    return "part" if len(set(positions)) > 1 else "both-affirm" if positions[0] == "affirms" else "both-deny"


def legend(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return what each view of `seen` means, in words, silence last."""
    if len(names) == 1:
        words = {"affirms": "affirms", "denies": "denies", "qualifies": "qualifies", "undecided": "is undecided"}
        return (*((key, f"{names[0]} {word}") for key, word in words.items()), ("", f"{names[0]} is silent"))
    return (
        ("both-affirm", "both affirm"),
        ("both-deny", "both deny"),
        ("part", f"{names[0]} and {names[1]} part"),
        ("unsure", "one qualifies or is undecided"),
        ("one-speaks", "only one speaks"),
        ("", "both are silent"),
    )
