"""Which windows of a scene are watched: the one that was active at the first look, or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from assistant.pipelines.telling.dialog import DIALOGS
from assistant.types import Scene, SceneWindow, Target

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
        self._window: SceneWindow | None = None
        self._before: tuple[SceneWindow, ...] = ()
        self._missed = 0

    def look(self, scene: Scene) -> tuple[Scene, Place]:
        """The part of the scene that is watched, and where its window is."""
        if not self._one and scene.target is not Target.WINDOW:
            return scene, Place.HERE
        windows = sorted(scene.windows, key=lambda window: not window.window.active)
        if self._window is None:
            if not windows:
                return scene, Place.HERE
            self._window, self._before = windows[0], scene.windows
            return self._part(scene, windows[0]), Place.HERE
        found = next((new for old, new in pairs(self._before, scene.windows) if old is self._window), None)
        if found is None:
            # without any window the programs said nothing in time, which is no news of this one
            no_windows = scene.gate is not None and scene.gate.code == "no-windows"
            if not scene.windows and not no_windows:
                return scene, Place.UNKNOWN
            self._missed += 1
            return replace(scene, windows=()), Place.GONE if self._missed >= _MISSED else Place.UNKNOWN
        self._missed = 0
        self._window, self._before = found, scene.windows
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
            or (is_dialog(other) and (other.window.pid == own.pid if own.pid else other.window.app == own.app))
        )
        return replace(scene, windows=windows, blocks=() if scene.windows_known else scene.blocks)


def pairs(before: Sequence[SceneWindow], after: Sequence[SceneWindow]) -> list[tuple[SceneWindow, SceneWindow]]:
    """The windows that are in both looks, each once: of the same program, by title, else by place; titles change."""
    left = list(before)
    found: dict[int, SceneWindow] = {}
    for is_same in (_is_titled, _is_placed, _is_of_program):
        for window in after:
            if id(window) in found:
                continue
            alike = [old for old in left if is_same(old, window)]
            if is_same is _is_of_program and len(alike) > 1:
                continue
            if alike:
                old = max(alike, key=lambda old: old.window.box.intersection(window.window.box).area)
                found[id(window)] = old
                left.remove(old)
    return [(found[id(window)], window) for window in after if id(window) in found]


def _is_of_program(one: SceneWindow, two: SceneWindow) -> bool:
    old, new = one.window, two.window
    same = (old.pid, old.app) == (new.pid, new.app) and bool(new.pid or new.app)
    return same and is_dialog(one) == is_dialog(two)


def _is_titled(one: SceneWindow, two: SceneWindow) -> bool:
    old, new = one.window, two.window
    return (old.pid, old.app, old.title) == (new.pid, new.app, new.title)


def _is_placed(one: SceneWindow, two: SceneWindow) -> bool:
    old, new = one.window, two.window
    stands = old.box.covered_by(new.box) > 0.8 and new.box.covered_by(old.box) > 0.8
    return stands and (old.pid, old.app) == (new.pid, new.app) and is_dialog(one) == is_dialog(two)


def is_dialog(window: SceneWindow) -> bool:
    """Whether its tree says that it is a dialog."""
    return window.root is not None and window.root.role in DIALOGS


class Names:
    """What each window is known by over many looks, whatever its title and its place become."""

    def __init__(self) -> None:
        self._before: tuple[SceneWindow, ...] = ()
        self._names: dict[int, str] = {}
        self._count = 0

    def look(self, scene: Scene) -> tuple[dict[int, str], tuple[SceneWindow, ...]]:
        """The names by the `id` of the windows of a scene, and which of those were not there before."""
        known = {id(new): self._names[id(old)] for old, new in pairs(self._before, scene.windows)}
        new = tuple(window for window in scene.windows if id(window) not in known)
        for window in new:
            self._count += 1
            known[id(window)] = f"window {self._count}"
        if scene.windows:  # a look in which no program answered is none
            self._before, self._names = scene.windows, known
        return known, new
