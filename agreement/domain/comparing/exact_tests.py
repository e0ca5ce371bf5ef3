"""Exact tests of small counts: nothing here is an approximation that needs large numbers.

Written out with integers instead of taken from SciPy's statistics, whose import alone costs a page half a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb


def binomial_test(count: int, of: int) -> float:
    """Return the two-sided p of `count` of `of` if either outcome were as likely as the other, 0 to 1.

    The sum of the chances of all counts that are no likelier than this one (Clopper and Pearson 1934 invert the
    same distribution). 1 when `of` is 0. Raises ValueError unless 0 <= count <= of.
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} is not a count of {of}")
    observed = comb(of, count)
    return float(Fraction(sum(one for one in map(comb, [of] * (of + 1), range(of + 1)) if one <= observed), 2**of))


def fisher_test(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Return the two-sided p of a table of two rows if both rows had the same shares, 0 to 1.

    Each row is (count, rest). The sum of the chances, given all margins, of the tables that are no likelier than this
    one (Fisher 1935). 1 where a row or a column is empty. Raises ValueError for a negative count.
    """
    if min(*first, *second) < 0:
        raise ValueError("a count cannot be negative")
    ours, all_counted, everything = sum(first), first[0] + second[0], sum(first) + sum(second)
    lowest, highest = max(0, ours + all_counted - everything), min(ours, all_counted)
    ways = [
        comb(all_counted, here) * comb(everything - all_counted, ours - here) for here in range(lowest, highest + 1)
    ]
    observed = ways[first[0] - lowest]
    return float(Fraction(sum(one for one in ways if one <= observed), sum(ways)))


def adjust(values: Sequence[float]) -> list[float]:
    """Return the p values of one family adjusted for their number, in their order.

    Benjamini and Hochberg (1995): of what is called a finding at 0.05, five in a hundred are expected to be none.
    """
    adjusted = [0.0] * len(values)
    least = 1.0
    ranked = sorted(range(len(values)), key=lambda place: values[place], reverse=True)
    for rank, place in zip(range(len(values), 0, -1), ranked, strict=True):
        least = min(least, values[place] * len(values) / rank)
        adjusted[place] = least
    return adjusted
