"""How one picture lies on another: as it is, scaled, mirrored, turned, or seen from a little beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from assistant.pipelines.matching.by_features import by_features
from assistant.pipelines.matching.by_light import by_light
from assistant.pipelines.matching.copies import grey_copy, laid
from assistant.pipelines.matching.homography import Matrix, area_of, corners_of, mirror, moved_box, points_of, quarters
from models.cancel import CancelToken
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

Way = Literal["straight", "mirrored", "turned", "moved"]

_LONGEST = 640  # pixels of the copies that are laid on each other
_TILE = 20  # pixels of the copies
_TEXTURED = 5.0  # levels of standard deviation within a tile
_ALIKE = 0.5  # correlation of tiles that show the same
_LEVELS = 12.0  # by which flat tiles may differ after the light is evened out
_SURE = 0.95  # share of tiles for which no other way is looked for
_LEAST = 0.5  # share of the textured tiles for which two pictures lie on each other
_FEW = 0.3  # the same where nothing but the size says how they lie (screenshots, drawings)
_MOSTLY = 0.6  # share of all tiles needed then
_PATCH, _OFF = 256, 6  # pixels: what is looked for to find a shift by whole pixels, and how far
_EQUAL = 8.0  # levels, root mean square; a shift by half a pixel changes a textured patch by more
_ASPECT = 0.03  # by which the ratios of the sides may differ where one picture is the other, scaled


@dataclass(frozen=True, slots=True)
class Agreement:
    """What of the tiles that both pictures show is the same: of the textured ones, and of all; 0..1.

    `tiles`: how many textured ones there are.
    """

    textured: float
    whole: float
    tiles: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """`matrix` (3, 3) takes pixels of the second picture to those of the first.

    `covers`: the share of the first picture that the second shows; `inside`: that of the second that lies in the first.
    `angle`: degrees that the second is turned clockwise against the first.
    """

    matrix: Matrix
    way: Way
    agreement: Agreement
    covers: float
    inside: float
    angle: float
    scale: float

    def to_first(self, box: Box) -> Box:
        """A box of the second picture in pixels of the first."""
        return moved_box(self.matrix, box)

    def to_second(self, box: Box) -> Box:
        """A box of the first picture in pixels of the second."""
        import numpy as np

        return moved_box(np.linalg.inv(self.matrix), box)


def align(first: RgbImage, second: RgbImage, *, cancel: CancelToken) -> Alignment | None:
    """How the second lies on the first; None where they show nothing in common. Raises Cancelled.

    Scaled, mirrored and turned copies are tried first; then features, then light and dark as a whole. Whatever is
    found must bring tiles of both pictures to agree.
    """
    pair = _Pair(first, second)
    best: Alignment | None = None
    for matrix, way in pair.candidates(cancel):
        found = pair.judged(_exact_shift(first, second, matrix) if way == "moved" else matrix, way)
        if found is None:
            continue
        if found.agreement.textured >= _SURE and found.agreement.whole >= _SURE:
            return found
        if best is None or found.agreement.textured > best.agreement.textured + 0.05:
            best = found
    return best


class _Pair:
    """Two grey copies, and how they are laid on each other."""

    def __init__(self, first: RgbImage, second: RgbImage) -> None:
        self.sizes = [(image.shape[1], image.shape[0]) for image in (first, second)]
        self.greys = [grey_copy(image, _LONGEST) for image in (first, second)]

    def candidates(self, cancel: CancelToken) -> Iterator[tuple[Matrix, Way]]:
        """Matrices between the pictures, the plainest first."""
        import numpy as np

        (width, height), (wide, tall) = self.sizes
        for quarter in range(4):
            across, down = (wide, tall) if quarter % 2 == 0 else (tall, wide)
            if abs(width / height * down / across - 1) > _ASPECT:
                continue
            scaling = np.diag([width / across, height / down, 1.0])
            yield scaling @ quarters(quarter, wide, tall), "straight" if quarter == 0 else "turned"
            if quarter == 0:
                yield scaling @ mirror(wide), "mirrored"
        for mirrored in (False, True):
            cancel.check()
            matrix = self._by_features(mirrored=mirrored)
            if matrix is not None:
                yield (matrix @ mirror(wide), "mirrored") if mirrored else (matrix, "moved")
            if not mirrored:
                cancel.check()
                matrix = self._by_light(matrix)
                if matrix is not None:
                    yield matrix, "moved"

    def judged(self, matrix: Matrix, way: Way) -> Alignment | None:
        """With what agrees; None where too little does."""
        import numpy as np

        scaled = self._of_copies(matrix)
        agreement, covers = self._agreement(scaled)
        resized = way in ("straight", "turned")
        enough = agreement.textured >= _LEAST and agreement.tiles >= 6
        if resized:
            enough = enough or (agreement.whole >= _MOSTLY and agreement.textured >= _FEW) or agreement.whole >= 0.9
        if not enough:
            return None
        (width, height), (wide, tall) = self.sizes
        corners = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], float)
        placed = points_of(matrix, corners)
        inside = np.clip(placed, 0, [width, height])
        share = area_of(inside) / max(1e-9, area_of(placed))
        a, b = placed[1] - placed[0], placed[3] - placed[0]
        angle = float(np.degrees(np.arctan2(a[1], a[0])))
        if way == "mirrored":
            angle = float(np.degrees(np.arctan2(-a[1], -a[0])))
        scale = float(np.sqrt(np.linalg.norm(a) * np.linalg.norm(b) / (wide * tall)))
        # the matrix turns the second back onto the first, which is the other way round
        return Alignment(matrix, way, agreement, covers, min(1.0, share), -angle, scale)

    def _of_copies(self, matrix: Matrix) -> Matrix:
        import numpy as np

        scales = self._scales()
        result: Matrix = scales[0] @ matrix @ np.linalg.inv(scales[1])
        return result

    def _agreement(self, matrix: Matrix) -> tuple[Agreement, float]:
        """`matrix` between the copies. The tiles that agree, and the share of the first that is covered."""
        import cv2
        import numpy as np

        first, warped, shown = laid(self.greys[0], self.greys[1], matrix)
        height, width = first.shape
        one, two = cv2.GaussianBlur(first, (0, 0), 1.2), cv2.GaussianBlur(warped, (0, 0), 1.2)
        tall, wide = height // _TILE, width // _TILE
        if not tall or not wide or not shown.any():
            return Agreement(0.0, 0.0, 0), 0.0

        def tiles(array: Any) -> Any:
            cut = array[: tall * _TILE, : wide * _TILE].reshape(tall, _TILE, wide, _TILE).swapaxes(1, 2)
            return cut.reshape(tall * wide, _TILE * _TILE)

        whole = tiles(shown).mean(axis=1) > 0.98
        if not whole.any():
            return Agreement(0.0, 0.0, 0), float(shown.mean())
        a, b = tiles(one)[whole], tiles(two)[whole]
        means = a.mean(axis=1), b.mean(axis=1)
        a, b = a - means[0][:, None], b - means[1][:, None]
        spreads = a.std(axis=1), b.std(axis=1)
        textured = np.maximum(*spreads) > _TEXTURED
        correlation = (a * b).mean(axis=1) / np.maximum(spreads[0] * spreads[1], 1.0)
        offset = float(np.median(means[1] - means[0]))
        alike = np.where(textured, correlation > _ALIKE, np.abs(means[1] - means[0] - offset) < _LEVELS)
        share = float(alike[textured].mean()) if textured.any() else 0.0
        return Agreement(share, float(alike.mean()), int(textured.sum())), float(shown.mean())

    def _by_features(self, *, mirrored: bool) -> Matrix | None:
        """Between the pictures, the second as mirrored."""
        first, second = self.greys
        return self._of_pictures(by_features(first, second[:, ::-1] if mirrored else second))

    def _by_light(self, start: Matrix | None) -> Matrix | None:
        """Between the pictures."""
        first, second = self.greys
        return self._of_pictures(by_light(first, second, None if start is None else self._of_copies(start)))

    def _of_pictures(self, matrix: Matrix | None) -> Matrix | None:
        if matrix is None:
            return None
        import numpy as np

        scales = self._scales()
        result: Matrix = np.linalg.inv(scales[0]) @ matrix @ scales[1]
        return result

    def _scales(self) -> list[Matrix]:
        """From each picture to its copy."""
        import numpy as np

        pairs = zip(self.greys, self.sizes, strict=True)
        return [np.diag([grey.shape[1] / wide, grey.shape[0] / tall, 1.0]) for grey, (wide, tall) in pairs]


def _exact_shift(first: RgbImage, second: RgbImage, matrix: Matrix) -> Matrix:
    """`matrix`, or the shift by whole pixels that it stands for: a part that was cut out, a page that was scrolled."""
    import cv2
    import numpy as np

    if np.abs(matrix[:2, :2] - np.eye(2)).max() > 0.02 or np.abs(matrix[2, :2]).max() > 2e-5:
        return matrix
    tall, wide = second.shape[:2]
    placed = points_of(matrix, corners_of(second))
    low = np.maximum(placed.min(axis=0), 0)
    high = np.minimum(placed.max(axis=0), [first.shape[1], first.shape[0]])
    middle = (low + high) / 2
    side = int(min(_PATCH, *(high - low - 2 * _OFF)) // 2 * 2)
    if side < 32:
        return matrix
    left, top = (int(value) for value in middle - side // 2)
    there = points_of(np.linalg.inv(matrix), np.array([[left, top]], float))[0].round().astype(int)
    x0, y0 = (int(value) - _OFF for value in there)
    if x0 < 0 or y0 < 0 or x0 + side + 2 * _OFF > wide or y0 + side + 2 * _OFF > tall:
        return matrix
    patch = np.ascontiguousarray(first[top : top + side, left : left + side])
    around = np.ascontiguousarray(second[y0 : y0 + side + 2 * _OFF, x0 : x0 + side + 2 * _OFF])
    apart = cv2.matchTemplate(around, patch, cv2.TM_SQDIFF)
    _, _, (x, y), _ = cv2.minMaxLoc(apart)
    if apart[y, x] / (side * side * 3) > _EQUAL**2:
        return matrix
    return np.array([[1, 0, left - x0 - x], [0, 1, top - y0 - y], [0, 0, 1]], float)
