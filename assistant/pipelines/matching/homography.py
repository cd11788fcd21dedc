"""Homographies between two pictures: what they do to points and boxes, and which of them a camera could have made."""

from __future__ import annotations

from typing import Any, TypeAlias

from models.types import Box

Matrix: TypeAlias = Any
"""float64, (3, 3), a homography; OpenCV's types are looser than numpy's."""
Points: TypeAlias = Any
"""float64, (n, 2), x and y in pixels."""


def points_of(matrix: Matrix, points: Points) -> Points:
    """Where the matrix takes the points."""
    import numpy as np

    flat = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return flat[:, :2] / flat[:, 2:]


def corners_of(grey: Any) -> Points:
    """Of a picture or a copy of it, clockwise from the top left one."""
    import numpy as np

    tall, wide = grey.shape[:2]
    return np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], float)


def area_of(corners: Points) -> float:
    """What four corners enclose, in square pixels."""
    import numpy as np

    x, y = corners[:, 0], corners[:, 1]
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)


def moved_box(matrix: Matrix, box: Box) -> Box:
    """The box, in whole pixels, around where the matrix takes a box."""
    import numpy as np

    corners = np.array(
        [[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]], float
    )
    placed = points_of(matrix, corners)
    left, top = np.floor(placed.min(axis=0) + 0.01)
    right, bottom = np.ceil(placed.max(axis=0) - 0.01)
    return Box(int(left), int(top), int(right), int(bottom))


def quarters(count: int, wide: int, tall: int) -> Matrix:
    """Turns a picture of that size counter-clockwise by quarters, into the positive quadrant."""
    import numpy as np

    return np.array(
        {
            0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            1: [[0, 1, 0], [-1, 0, wide], [0, 0, 1]],
            2: [[-1, 0, wide], [0, -1, tall], [0, 0, 1]],
            3: [[0, -1, tall], [1, 0, 0], [0, 0, 1]],
        }[count],
        float,
    )


def mirror(wide: int) -> Matrix:
    """Exchanges left and right of a picture of that width."""
    import numpy as np

    return np.array([[-1, 0, wide], [0, 1, 0], [0, 0, 1]], float)


def is_possible(matrix: Matrix, wide: int, tall: int) -> bool:
    """Whether a camera could have done it: no flip, no wild perspective, between a sixth and six times the size."""
    import numpy as np

    corners = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], float)
    depth = np.column_stack([corners, np.ones(4)]) @ matrix[2]
    if depth.min() <= 0.3 * depth.max():
        return False
    placed = points_of(matrix, corners)
    sides = np.roll(placed, -1, axis=0) - placed
    turns = sides[:, 0] * np.roll(sides[:, 1], -1) - sides[:, 1] * np.roll(sides[:, 0], -1)
    if turns.min() <= 0:
        return False
    return 1 / 36 < area_of(placed) / (wide * tall) < 36
