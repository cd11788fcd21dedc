"""How much of what seems to be writing in a picture lies in the lines that were read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from models.types import TextLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.types import RgbImage

_LONGEST = 1000  # pixels of the picture that is measured
STROKES = 9  # pixels there: marks that are thinner are writing
_MARK = 40  # levels by which they differ from their ground: printing, not the grain of paper


def marks(grey: NDArray[np.uint8], least: int) -> NDArray[np.bool_]:
    """Thin marks that differ from their ground by `least` levels: dark ones or light ones, whichever are more."""
    import cv2
    import numpy as np

    smooth = cv2.medianBlur(grey, 3)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (STROKES, STROKES))
    dark = (cv2.morphologyEx(smooth, cv2.MORPH_CLOSE, kernel) - smooth) > least
    light = (smooth - cv2.morphologyEx(smooth, cv2.MORPH_OPEN, kernel)) > least
    return np.asarray(dark if np.count_nonzero(dark) >= np.count_nonzero(light) else light)


def coverage(picture: RgbImage, lines: Sequence[TextLine]) -> float:
    """The share of the marks that readable `lines` cover, 0..1; 1 where there are none.

    Upright pages have 0.77 to 0.98, pages on their heads 0.13 at most, curved or handwritten ones something between.
    """
    import cv2
    import numpy as np

    grey: Any = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _LONGEST / max(grey.shape))
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    written = marks(grey, _MARK)
    total = np.count_nonzero(written)
    if not total:
        return 1.0
    for line in lines:
        if line.readable and line.text:
            box = line.box
            top, bottom = int(max(0, box.top) * scale), int(box.bottom * scale) + 1
            written[top:bottom, int(max(0, box.left) * scale) : int(box.right * scale) + 1] = False
    return 1.0 - np.count_nonzero(written) / total
