"""One picture laid on another by light and dark as a whole: for skies, snow, blurred grounds, which have few features.

Evangelidis and Psarakis, "Parametric image alignment using enhanced correlation coefficient maximization" (2008).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.pipelines.matching.copies import LEAST_SIDE
from assistant.pipelines.matching.homography import is_possible

if TYPE_CHECKING:
    from assistant.pipelines.matching.copies import Grey
    from assistant.pipelines.matching.homography import Matrix

_VIEW = 0.3  # by which the ratios of the sides may differ where nothing else says how they lie
_ALIKE = 0.9  # correlation of light and dark over what both show
_STEPS = 60  # at most; most settle in 10 to 30
_ROUGH, _FINE = 31, 5  # pixels of the blur


def by_light(first: Grey, second: Grey, start: Matrix | None) -> Matrix | None:
    """The homography from the second copy to the first under which they correlate best, sought from `start`, or from
    the whole of one on the whole of the other. None where it does not settle, or to too little, or to what no camera
    could have made."""
    import cv2
    import numpy as np

    (height, width), (tall, wide) = first.shape, second.shape
    if min(width, height, wide, tall) < LEAST_SIDE:
        return None
    if start is not None:
        there, steps = np.linalg.inv(start), [(_FINE, cv2.MOTION_HOMOGRAPHY)]
    elif abs(width / height * tall / wide - 1) <= _VIEW:
        there = np.diag([wide / width, tall / height, 1.0])
        steps = [(_ROUGH, cv2.MOTION_AFFINE), (_FINE, cv2.MOTION_HOMOGRAPHY)]
    else:
        return None
    end = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, _STEPS, 1e-5)
    level, whole = 0.0, np.full((tall, wide), 255, np.uint8)
    for blur, motion in steps:
        begin = (there / there[2, 2]).astype(np.float32)[: 3 if motion == cv2.MOTION_HOMOGRAPHY else 2]
        try:
            level, found = cv2.findTransformECC(first, second, begin, motion, end, whole, blur)
        except cv2.error:  # it does not settle
            return None
        there = np.eye(3)
        there[: len(found)] = found
    if level < _ALIKE:
        return None
    result: Matrix = np.linalg.inv(there)
    return result if is_possible(result, wide, tall) else None
