"""Rectangles together: what holds them all, and what of one is left where others lie on it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from models.types import Box


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes`, of which there is one at least."""
    return functools.reduce(Box.union, boxes)


def without(box: Box, holes: Sequence[Box]) -> list[Box]:
    """`box` without `holes`, as boxes that do not overlap."""
    pieces = [box]
    for hole in holes:
        rest: list[Box] = []
        for piece in pieces:
            cut = piece.intersection(hole)
            if cut.is_empty:
                rest.append(piece)
                continue
            rest += [
                part
                for part in (
                    Box(piece.left, piece.top, piece.right, cut.top),
                    Box(piece.left, cut.bottom, piece.right, piece.bottom),
                    Box(piece.left, cut.top, cut.left, cut.bottom),
                    Box(cut.right, cut.top, piece.right, cut.bottom),
                )
                if not part.is_empty
            ]
        pieces = rest
    return pieces


def hidden_share(box: Box, covers: Sequence[Box]) -> float:
    """The share of `box` that `covers` hide together, 0..1; 0 for an empty box."""
    if not box.area:
        return 0.0
    return 1 - sum(piece.area for piece in without(box, covers)) / box.area
