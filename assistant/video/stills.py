"""The pictures of a shot that may stand for it: a few, spread over it, each the sharpest of its stretch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.video.cuts import Cut
from assistant.video.looks import Look, difference

if TYPE_CHECKING:
    from models.types import RgbImage

_SLOT = 3  # looks of which the sharpest is kept
_MOST = 12  # kept pictures of a shot; beyond, neighbours are joined
_QUALITY = 95  # of JPEG: what a video lost before is more; a picture of 1920 x 1080 takes half a megabyte, not six
_OTHER = 0.08  # difference of colours from look to look from which a new stretch begins


@dataclass(frozen=True, slots=True)
class Still:
    """`data`: the picture as JPEG. `weight`: looks that it stands for."""

    time: float
    look: Look
    data: Any
    weight: int = 1

    def image(self) -> RgbImage:
        """The picture."""
        import cv2

        image = cv2.imdecode(self.data, cv2.IMREAD_COLOR)
        assert image is not None
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), np.uint8)


class Stills:
    """Gathers stills while pictures go by; `take` gives those of a shot."""

    def __init__(self) -> None:
        self._kept: list[Still] = []
        self._open: tuple[float, Look, RgbImage] | None = None
        self._count = 0
        self._last: Look | None = None

    def add(self, time: float, look: Look, image: RgbImage) -> None:
        """The next picture, which is not copied."""
        changed = self._last is not None and difference(self._last, look).colours > _OTHER
        if self._open is not None and (self._count >= _SLOT or changed):
            self._close()
        self._last = look
        self._count += 1
        if self._open is None or look.sharpness > self._open[1].sharpness:
            self._open = (time, look, image)

    def take(self, cut: Cut) -> list[Still]:
        """The stills before a cut, in order; they are gone then, and so are those of a fade, unless they are all."""
        self._close()
        old = [still for still in self._kept if still.time < cut.time]
        new = [still for still in self._kept if still.time >= cut.time]
        self._kept = [still for still in new if still.time >= cut.fades_to] or new
        return [still for still in old if still.time < cut.fades_from] or old

    def thin(self, until: float) -> None:
        """Join neighbours before `until` while there are many: memory stays flat however long a shot is."""
        old = [still for still in self._kept if still.time < until]
        if len(old) <= _MOST:
            return
        joined = [max(old[at : at + 2], key=lambda still: still.look.sharpness) for at in range(0, len(old), 2)]
        self._kept = joined + self._kept[len(old) :]

    def _close(self) -> None:
        if self._open is None:
            return
        import cv2

        time, look, image = self._open
        _, data = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        self._kept.append(Still(time, look, data, self._count))
        self._open, self._count = None, 0


def best_of(stills: list[Still]) -> Still:
    """The sharpest that is typical of them all; of several alike the later one, on which a slide is complete.

    Sharpness is measured against the sharpest, typicality by the colours' distance from their mean.
    """
    mean = np.mean([still.look.colours for still in stills], axis=0)
    if all(still.look.plain for still in stills):
        return min(stills, key=lambda still: still.look.sharpness)  # what is left of the shot before is its sharpest
    sharpest = max(still.look.sharpness for still in stills) or 1.0

    def worth(still: Still) -> float:
        distance = max(0.0, 1.0 - float(np.sqrt(mean * still.look.colours).sum())) ** 0.5
        return round(float((still.look.sharpness / sharpest) ** 0.5 * (1.0 - distance)), 2)

    return max(stills, key=lambda still: (worth(still), still.time))
