"""What models recognise in a scene's pixels where no program says it: icons without a name, the kind of a window."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.pipelines.recognising.opened import Opened
from assistant.pipelines.telling.secret import is_secret
from assistant.types import Icon, Scene, SceneWindow, UiNode
from models.cancel import CancelToken
from models.errors import ModelError
from models.protocols import Found, Labeller, ScreenReader
from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage

log = logging.getLogger(__name__)

_WITH_ICONS = frozenset("button toggle-button image icon link menu-item tab list-item".split())
_SMALLEST, _LARGEST = 10, 96  # pixels a side of an element that is looked at
_LONG = 3  # by its shorter side: a longer one holds more than an icon
_MOST = 60  # icons of a window; more are a picture or a game
_MARGIN = 2  # pixels around a glyph that was found


class Recognised:
    """Keeps its models, opened when they are first needed. Called from one thread."""

    def __init__(
        self,
        *,
        labeller: Callable[[], Labeller | None] = lambda: None,
        screens: Callable[[], ScreenReader | None] = lambda: None,
    ) -> None:
        self._labeller = Opened(labeller)
        self._screens = Opened(screens)

    def add(self, scene: Scene, image: Callable[[], RgbImage], *, cancel: CancelToken) -> Scene:
        """The scene with what is recognised in its active window, or in its only one. A model that fails adds nothing.

        `image`: the frame's pixels, asked for only where something is to be recognised. Raises Cancelled.
        """
        if not scene.windows_known or (scene.gate is not None and scene.gate.final):
            return scene
        windows = list(scene.windows)
        at = next((at for at, window in enumerate(windows) if window.window.active), 0)
        if not windows:
            return scene
        try:
            windows[at] = self._window(windows[at], image, scene, cancel)
        except ModelError:
            log.exception("recognising in a window")
        return replace(scene, windows=tuple(windows))

    def reply(self, question: str, window: SceneWindow, image: RgbImage, *, cancel: CancelToken) -> Found | None:
        """What the model of windows answers; None where it was not made for such a question, or cannot tell.

        `image`: of the window. Raises Cancelled.
        """
        asked = question.casefold().strip(" ?.").replace("color", "colour")
        screens = self._screens.get(cancel)
        if screens is None or asked not in screens.questions:
            return None
        try:
            return screens.reply(image, asked, cancel=cancel)
        except ModelError:
            log.exception("a question about a window")
            return None

    def _window(
        self, window: SceneWindow, image: Callable[[], RgbImage], scene: Scene, cancel: CancelToken
    ) -> SceneWindow:
        if window.root is not None:
            nodes = list(_unnamed(window.root))[:_MOST]
            boxes = [node.box for node in nodes if node.box is not None]
            found = self._icons(boxes, [node.role for node in nodes], image, cancel) if boxes else ()
            return replace(window, icons=found)
        box = window.window.box.intersection(Box(0, 0, scene.width, scene.height))
        if box.is_empty or window.window.covered:
            return window
        from assistant.pipelines.pixels.arrays import crop

        part = crop(image(), box)
        screens = self._screens.get(cancel)
        parts = screens.parts(part, cancel=cancel) if screens is not None else ()
        return replace(
            window,
            likeness=parts,
            icons=self._found(part, box, window, image, cancel),
        )

    def _found(
        self, part: RgbImage, box: Box, window: SceneWindow, image: Callable[[], RgbImage], cancel: CancelToken
    ) -> tuple[Icon, ...]:
        """Icons in the pixels of a window without a tree."""
        if self._labeller.get(cancel) is None:
            return ()
        from models.pixels.find import glyphs

        lines = [
            TextLine(line.text, line.box.moved(-box.left, -box.top), line.score)
            for block in window.blocks
            for line in block.lines
        ]
        found = [each.moved(box.left, box.top) for each in glyphs(part, lines)]
        if len(found) > _MOST:
            return ()
        around = [each.grown(_MARGIN) for each in found]
        return self._icons(around, [""] * len(around), image, cancel)

    def _icons(
        self, boxes: Sequence[Box], roles: Sequence[str], image: Callable[[], RgbImage], cancel: CancelToken
    ) -> tuple[Icon, ...]:
        labeller = self._labeller.get(cancel)
        if labeller is None:
            return ()
        from assistant.pipelines.pixels.arrays import crop

        pixels = image()
        labels = labeller.label([crop(pixels, box) for box in boxes], cancel=cancel)
        return tuple(
            Icon(label.label, label.score, box, role)
            for label, box, role in zip(labels, boxes, roles, strict=True)
            if label is not None
        )


def _unnamed(node: UiNode) -> Iterator[UiNode]:
    """The elements with the place of an icon for which their program has no word."""
    if is_secret(node):
        return
    if node.role in _WITH_ICONS and node.box is not None and _is_icon(node.box) and not _says(node):
        yield node
        return
    for child in node.children:
        yield from _unnamed(child)


def _says(node: UiNode) -> bool:
    return any(inner.name.strip() or inner.value.strip() or inner.description.strip() for inner in node.walk())


def _is_icon(box: Box) -> bool:
    longer, shorter = max(box.width, box.height), min(box.width, box.height)
    return shorter >= _SMALLEST and longer <= _LARGEST and longer <= _LONG * shorter
