"""Which windows of a scene are watched: the one that was active at the first look, or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from assistant.pipelines.tell_dialog import DIALOGS
from assistant.types import Scene, SceneWindow, Target, WindowInfo

_MISSED = 2  # looks in a row without the window after which it is gone


class Place(Enum):
    """Where the watched window is."""

    HERE = "here"
    GONE = "gone"
    HIDDEN = "hidden"  # nothing of it can be seen, and its program says nothing
    UNKNOWN = "unknown"  # this look does not tell


class Chosen:
    """Follows one window by its program and title over many looks. `one`: whether one window is watched."""

    def __init__(self, *, one: bool) -> None:
        self._one = one
        self._window: WindowInfo | None = None
        self._missed = 0

    def look(self, scene: Scene) -> tuple[Scene, Place]:
        """The part of the scene that is watched, and where its window is."""
        if not self._one and scene.target is not Target.WINDOW:
            return scene, Place.HERE
        windows = sorted(scene.windows, key=lambda window: not window.window.active)
        if self._window is None:
            if not windows:
                return scene, Place.HERE
            self._window = windows[0].window
            return self._part(scene, windows[0]), Place.HERE
        found = paired(self._window, scene.windows)
        if found is None:
            # without any window the programs said nothing in time, which is no news of this one
            no_windows = scene.gate is not None and scene.gate.code == "no-windows"
            if not scene.windows and not no_windows:
                return scene, Place.UNKNOWN
            self._missed += 1
            return replace(scene, windows=()), Place.GONE if self._missed >= _MISSED else Place.UNKNOWN
        self._missed = 0
        self._window = found.window
        if found.root is None and (found.window.minimised or found.window.visible <= 0):
            return self._part(scene, found), Place.HIDDEN
        return self._part(scene, found), Place.HERE

    @staticmethod
    def _part(scene: Scene, window: SceneWindow) -> Scene:
        """With the dialogs of the same program, which speak for it."""
        own = window.window
        windows = tuple(
            other
            for other in scene.windows
            if other is window
            or (
                other.root is not None
                and other.root.role in DIALOGS
                and (other.window.pid == own.pid if own.pid else other.window.app == own.app)
            )
        )
        return replace(scene, windows=windows, blocks=() if scene.windows_known else scene.blocks)


def paired(window: WindowInfo, others: Sequence[SceneWindow]) -> SceneWindow | None:
    """The same window in another look: of the same program, by its title, else by its place; titles change."""
    same = [other for other in others if (other.window.pid, other.window.app) == (window.pid, window.app)]
    titled = [other for other in same if other.window.title == window.title]
    if titled:
        return max(titled, key=lambda other: other.window.box.intersection(window.box).area)
    dialogs = [other for other in same if other.root is None or other.root.role not in DIALOGS]
    placed = [other for other in dialogs if other.window.box.covered_by(window.box) > 0.8]
    if not window.pid and not window.app:
        return placed[0] if placed and window.box.covered_by(placed[0].window.box) > 0.8 else None
    return placed[0] if placed else dialogs[0] if len(dialogs) == 1 else None
