"""What an edit did, in words: sentences without a subject, which is the person who did it."""

from __future__ import annotations

from collections.abc import Sequence

from arguments.domain.editing.board import UNDERCUTS, ArgumentState, Board, Heading, shorten

SAID_MAX_LENGTH = 300
"""Code points; the column holds no more."""

WORDING = 80
"""Code points of a wording that are quoted: enough to know the claim by."""

_ADDED = {"supports": "a reason for", "opposes": "an objection to", UNDERCUTS: "an undercut of"}
_IS = {"supports": "a reason for", "opposes": "an objection to", UNDERCUTS: "an undercut of"}


def quoted(text: str) -> str:
    """Return the wording in quotation marks, cut where it is long."""
    return f"“{shorten(text, WORDING)}”"


def name_claim(board: Board, claim: str) -> str:
    """Return what to call a claim."""
    held = board.claims.get(claim)
    return held.label if held else "a claim"


def name_aim(board: Board, heading: Heading) -> str:
    """Return what to call what an argument bears on: a claim, or the step of another argument."""
    if heading.relation != UNDERCUTS:
        return name_claim(board, heading.aim)
    target = board.arguments.get(heading.aim)
    return name_step(board, target) if target else "a step"


def name_step(board: Board, argument: ArgumentState) -> str:
    """Return what to call an argument's inference: “the step from C-2 and C-3 to C-1”."""
    premises = " and ".join(name_claim(board, claim) for claim in argument.claims[:2])
    more = f" and {len(argument.claims) - 2} more" if len(argument.claims) > 2 else ""
    if argument.relation == UNDERCUTS:
        return f"the undercut by {premises}{more}"
    return f"the step from {premises}{more} to {name_claim(board, argument.aim)}"


def name_argument(board: Board, argument: ArgumentState) -> str:
    """Return what to call an argument: “a reason for C-1 (“wording”)”."""
    first = board.claims.get(argument.claims[0]) if argument.claims else None
    wording = f" ({quoted(first.text)})" if first else ""
    return f"{_IS[argument.relation]} {name_aim(board, argument.heading)}{wording}"


def tell_added(board: Board, argument: ArgumentState) -> str:
    """Return “Added a reason for C-1: “wording””."""
    wordings = " and ".join(quoted(board.claims[claim].text) for claim in argument.claims[:2])
    return f"Added {_ADDED[argument.relation]} {name_aim(board, argument.heading)}: {wordings}"


def tell_all(sentences: Sequence[str], notes: Sequence[str] = ()) -> str:
    """Return one sentence for all that an edit did, short enough to be kept."""
    if not sentences:
        return "Nothing changed."
    more = f" (and {len(sentences) - 1} more)" if len(sentences) > 1 else ""
    extra = "".join(f" {note}" for note in notes)
    room = SAID_MAX_LENGTH - len(more) - len(extra) - 1
    if room < WORDING:
        extra, room = "", SAID_MAX_LENGTH - len(more) - 1
    said = f"{shorten(sentences[0], room - 1)}{more}"
    return f"{said}{'' if said.endswith(('.”', '…”', '?”', '!”')) else '.'}{extra}"


def lowered(sentence: str) -> str:
    """Return the sentence as it stands behind a colon."""
    return sentence[:1].lower() + sentence[1:]


def tell_undone(said: str) -> str:
    """Return that an edit was taken back."""
    return shorten(f"Took back: {lowered(said)}", SAID_MAX_LENGTH - 1)


def tell_redone(said: str) -> str:
    """Return that an edit was made again."""
    return shorten(f"Made again: {lowered(said)}", SAID_MAX_LENGTH - 1)
