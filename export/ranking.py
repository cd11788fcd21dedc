"""How well scores rank: recall, and how well they part right pairs from wrong ones. Ties count against the score."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Marks = NDArray[np.bool_]


def ranks(scores: Scores, right: Marks, candidates: Marks) -> NDArray[np.int64]:
    """For each row the place of its best right column among its candidates, 0 the first. All (rows, columns).

    Rows without a right column are left out.
    """
    asked = (right & candidates).any(axis=1)
    scores, right, candidates = scores[asked], right[asked], candidates[asked]
    best = np.where(right & candidates, scores, -np.inf).max(axis=1, keepdims=True)
    return (candidates & ~right & (scores >= best)).sum(axis=1)


def recall(places: NDArray[np.int64], among: int) -> float:
    """The share of rows whose right column is one of the first `among`; 0 where there are none."""
    return float((places < among).mean()) if places.size else 0.0


def area(right: Scores, wrong: Scores) -> float:
    """Area under the ROC curve: the chance that a right pair has more than a wrong one, half where they are equal."""
    if not right.size or not wrong.size:
        return 0.5
    ordered = np.sort(wrong)
    below = np.searchsorted(ordered, right, "left") + np.searchsorted(ordered, right, "right")
    return float(below.mean() / 2 / wrong.size)


def cut(right: Scores, wrong: Scores) -> float:
    """The score between two seen ones at which the share kept of right pairs plus that refused of wrong ones is most;
    of several the highest, as a wrong caption that is said is worse than a right one that is not. Needs both."""
    seen = np.unique(np.concatenate([right, wrong]))
    between = (seen[1:] + seen[:-1]) / 2 if seen.size > 1 else seen
    kept = (right[None] >= between[:, None]).mean(axis=1)
    refused = (wrong[None] < between[:, None]).mean(axis=1)
    value = kept + refused
    return float(between[np.flatnonzero(value == value.max())[-1]])
