"""Extensions by their definitions [Dung 1995]: every set of arguments is tried. For graphs of a few arguments."""

from __future__ import annotations

from collections.abc import Iterable

Sets = dict[str, set[int]]


def brute_force(size: int, attacks: Iterable[tuple[int, int]]) -> Sets:
    """Return the extensions of each semantics as bit masks: bit k is set when argument k is in it."""
    attacked_by, attackers = [0] * size, [0] * size
    for source, target in attacks:
        attacked_by[source] |= 1 << target
        attackers[target] |= 1 << source
    hit = [0] * (1 << size)
    for chosen in range(1, 1 << size):
        lowest = chosen & -chosen
        hit[chosen] = hit[chosen ^ lowest] | attacked_by[lowest.bit_length() - 1]
    everything = (1 << size) - 1
    free = [chosen for chosen in range(1 << size) if not hit[chosen] & chosen]

    def defended(chosen: int) -> int:
        return sum(1 << one for one in range(size) if attackers[one] & ~hit[chosen] == 0)

    complete = {chosen for chosen in free if defended(chosen) == chosen}
    admissible = {chosen for chosen in free if chosen & ~defended(chosen) == 0}
    return {
        "complete": complete,
        "grounded": {chosen for chosen in complete if all(chosen & ~other == 0 for other in complete)},
        "preferred": {
            chosen for chosen in admissible if not any(chosen != other and chosen & ~other == 0 for other in admissible)
        },
        "stable": {chosen for chosen in free if chosen | hit[chosen] == everything},
    }
