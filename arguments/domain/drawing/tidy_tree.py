"""Subtrees side by side, as near to each other as their outlines allow.

Reingold and Tilford (1981) place siblings by comparing the right outline ("contour") of what is placed with
the left outline of what comes next; van der Ploeg (2014) does so for nodes of any height, which start
right below their parent instead of on common levels. Here the y of every node is known beforehand, so that
contours are lists of upright stretches; joining two costs the length of the shorter one, and all of them
together are linear in the number of nodes. Order is kept; the tree is not mirrored or balanced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A node: its width and its upright extent (`top` to `bottom`, margins included).

    `children` are keys from left to right and `anchors` for each the x inside this box from which its line
    starts. `entry` is the x inside this box at which the line from above arrives. `reach` is where the
    boxes below begin: between `bottom` and it run the lines.
    """

    width: int
    top: int
    bottom: int
    entry: int
    reach: int
    children: tuple[str, ...] = ()
    anchors: tuple[int, ...] = ()


@dataclass(slots=True)
class _Contour:
    """One side of a subtree: stretches (top, bottom, x) from the lowest to the highest.

    `shift` is added to every x, so that moving a subtree costs nothing.
    """

    stretches: list[tuple[int, int, int]] = field(default_factory=list)
    shift: int = 0

    def add_above(self, top: int, bottom: int, x: int) -> None:
        self.stretches.append((top, bottom, x - self.shift))


@dataclass(slots=True)
class _Subtree:
    left: _Contour
    right: _Contour
    box_x: int = 0


def tidy_positions(boxes: Mapping[str, Box], root: str, gap: int) -> dict[str, int]:
    """Return the x of every box below and including `root`, at least `gap` between those at the same height.

    The leftmost point of the drawing (boxes and lines) is at 0. Deterministic, linear in the number of
    boxes for trees of bounded depth; no recursion, so depth is not limited.
    """
    order = _pre_order(boxes, root)
    subtrees: dict[str, _Subtree] = {}
    offsets: dict[str, int] = {root: 0}
    for key in reversed(order):
        subtrees[key] = _assemble(boxes[key], boxes, subtrees, offsets, gap)
    left = subtrees[root].left
    offsets[root] = -min(x + left.shift for _, _, x in left.stretches)
    positions: dict[str, int] = {}
    for key in order:
        positions[key] = offsets[key] + subtrees[key].box_x
        for child in boxes[key].children:
            offsets[child] += offsets[key]
    return positions


def _pre_order(boxes: Mapping[str, Box], root: str) -> list[str]:
    order: list[str] = []
    waiting = [root]
    while waiting:
        order.append(waiting.pop())
        waiting.extend(reversed(boxes[order[-1]].children))
    return order


def _assemble(
    box: Box,
    boxes: Mapping[str, Box],
    subtrees: dict[str, _Subtree],
    offsets: dict[str, int],
    gap: int,
) -> _Subtree:
    """Pack a box's children from left to right and set the box above them."""
    if not box.children:
        return _Subtree(_Contour([(box.top, box.bottom, 0)]), _Contour([(box.top, box.bottom, box.width)]))
    first = box.children[0]
    left, right = subtrees[first].left, subtrees[first].right
    offsets[first] = 0
    for child in box.children[1:]:
        subtree = subtrees[child]
        move = _distance(right, subtree.left) + gap
        offsets[child] = move
        subtree.left.shift += move
        subtree.right.shift += move
        left = _join(left, subtree.left)
        right = _join(subtree.right, right)
    entries = [offsets[child] + subtrees[child].box_x + boxes[child].entry for child in box.children]
    box_x = _above(entries, box.anchors)
    anchors = [box_x + anchor for anchor in box.anchors]
    left.add_above(box.bottom, box.reach, min(box_x, *entries, *anchors))
    right.add_above(box.bottom, box.reach, max(box_x + box.width, *entries, *anchors))
    left.add_above(box.top, box.bottom, box_x)
    right.add_above(box.top, box.bottom, max(box_x + box.width, *anchors))
    return _Subtree(left, right, box_x)


def _above(entries: Sequence[int], anchors: Sequence[int]) -> int:
    """Where a box stands so that its lines lean to the left as much as to the right."""
    return (sum(entries) - sum(anchors)) // len(entries)


def _distance(right: _Contour, left: _Contour) -> int:
    """How far a subtree must move right so that its left side clears the right side of those before."""
    need = -(10**9)
    i, j = len(right.stretches) - 1, len(left.stretches) - 1
    while i >= 0 and j >= 0:
        r_top, r_bottom, r_x = right.stretches[i]
        l_top, l_bottom, l_x = left.stretches[j]
        if r_top < l_bottom and l_top < r_bottom:
            need = max(need, r_x + right.shift - l_x - left.shift)
        if r_bottom <= l_bottom:
            i -= 1
        else:
            j -= 1
    return need


def _join(front: _Contour, back: _Contour) -> _Contour:
    """Return the contour of two neighbours seen from the side of `front`: `back` shows only below it.

    The deeper list is kept and changed, the upper part of the other is put in its place.
    """
    depth = front.stretches[0][1]
    if back.stretches[0][1] <= depth:
        return front
    while back.stretches and back.stretches[-1][1] <= depth:
        back.stretches.pop()
    top, bottom, x = back.stretches[-1]
    if top < depth:
        back.stretches[-1] = (depth, bottom, x)
    difference = front.shift - back.shift
    back.stretches.extend((top, bottom, x + difference) for top, bottom, x in front.stretches)
    return back
