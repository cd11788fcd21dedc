"""What an encoder made of the last pictures, so that a second question costs the decoder only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from models.inputs.images import digest

if TYPE_CHECKING:
    from models.types import RgbImage

T = TypeVar("T")
_PICTURES = 2  # kept; BLIP-base's keys and values are 42 MB a picture


class FeatureCache(Generic[T]):
    """Keyed by the pixels. One thread."""

    def __init__(self, *, pictures: int = _PICTURES) -> None:
        self._pictures = pictures
        self._kept: OrderedDict[bytes, T] = OrderedDict()

    def get(self, image: RgbImage, make: Callable[[], T]) -> T:
        """What is kept for this picture, or what `make` makes; what it raises is raised and nothing is kept."""
        key = digest(image)
        if key not in self._kept:
            made = make()
            while len(self._kept) >= self._pictures:
                self._kept.popitem(last=False)
            self._kept[key] = made
        self._kept.move_to_end(key)
        return self._kept[key]

    def clear(self) -> None:
        """Forget everything: what was kept on a device that failed is lost."""
        self._kept.clear()
