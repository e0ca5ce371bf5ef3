"""What bears on a claim: the one rule by which a map shows some of a workspace's arguments and not the others."""

from collections.abc import Iterable, Mapping

Place = tuple[str, Iterable[str]]
"""An argument, and the claims that are its premises."""


def reach(lead: str, by_aim: Mapping[str, Iterable[Place]]) -> tuple[set[str], set[str]]:
    """Return the arguments that bear on a claim directly or through others, and their claims with the lead.

    `by_aim` has the arguments on each claim, and on each argument those that undercut it. Circles are walked once.
    O(arguments + premises).
    """
    arguments: set[str] = set()
    claims = {lead}
    waiting = [lead]
    while waiting:
        for argument, premises in by_aim.get(waiting.pop(), ()):
            if argument in arguments:
                continue
            arguments.add(argument)
            if argument in by_aim:
                waiting.append(argument)
            for claim in premises:
                if claim not in claims:
                    claims.add(claim)
                    waiting.append(claim)
    return arguments, claims
