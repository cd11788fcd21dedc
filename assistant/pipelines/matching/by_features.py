"""One picture laid on another by its features: ORB (Rublee 2011), and a homography by RANSAC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.pipelines.matching.copies import LEAST_SIDE
from assistant.pipelines.matching.homography import corners_of, is_possible, points_of

if TYPE_CHECKING:
    from assistant.pipelines.matching.copies import Grey
    from assistant.pipelines.matching.homography import Matrix

_FEATURES = 2000  # ORB's, of each copy
_RATIO = 0.8  # of the nearest feature's distance to the next one's (Lowe 2004)
_NEAR = 3.0  # pixels of the copies, for RANSAC
_INLIERS = 24  # matches that agree about one homography; chance brings 8 to 14 on unrelated photos
_CELLS = 5  # of 16 that inliers must lie in: a shared logo fills one or two


def by_features(first: Grey, second: Grey) -> Matrix | None:
    """The homography from the second copy to the first that enough features agree about, spread over what both
    show. None where too few do, or about what no camera could have made."""
    import cv2
    import numpy as np

    first, second = (np.ascontiguousarray(grey.astype(np.uint8)) for grey in (first, second))
    if min(*first.shape, *second.shape) < LEAST_SIDE:
        return None
    orb = cv2.ORB.create(nfeatures=_FEATURES, fastThreshold=10)
    points, marks = zip(*(orb.detectAndCompute(grey, None) for grey in (first, second)), strict=True)
    if any(each is None or len(each) < _INLIERS for each in marks):
        return None
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(marks[1], marks[0], k=2)
    good = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < _RATIO * pair[1].distance]
    if len(good) < _INLIERS:
        return None
    there = np.array([points[1][each.queryIdx].pt for each in good], np.float32)
    here = np.array([points[0][each.trainIdx].pt for each in good], np.float32)
    matrix, kept = cv2.findHomography(there, here, cv2.RANSAC, _NEAR, maxIters=4000, confidence=0.999)
    if matrix is None or not is_possible(matrix, second.shape[1], second.shape[0]):
        return None
    inliers = here[kept.ravel() > 0]
    if len(inliers) < _INLIERS or not _is_spread(inliers, points_of(matrix, corners_of(second)), first.shape):
        return None
    # features lie at the middles of pixels
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    result: Matrix = half @ matrix @ np.linalg.inv(half)
    return result


def _is_spread(points: Any, placed: Any, shape: tuple[int, ...]) -> bool:
    """Whether the inliers lie in enough of 4 x 4 cells of what both pictures show."""
    import numpy as np

    low = np.maximum(placed.min(axis=0), 0)
    high = np.minimum(placed.max(axis=0), [shape[1], shape[0]])
    if (high - low).min() < LEAST_SIDE:
        return False
    cells = np.clip((points - low) / (high - low) * 4, 0, 3).astype(int)
    return len({(int(x), int(y)) for x, y in cells}) >= _CELLS
