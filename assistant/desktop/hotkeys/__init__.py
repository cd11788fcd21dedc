"""Global keys: one master chord that opens a layer of single keys, and chords bound to actions directly."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.actions import Action
from assistant.desktop.hotkeys.bound import NO_KEYS, Bound
from assistant.desktop.hotkeys.chord import Chord
from assistant.desktop.session import session
from assistant.errors import AssistantError

__all__ = ["Bound", "Chord", "Hotkeys", "LayerEvent", "LayerKind", "open_hotkeys"]


class LayerKind(enum.Enum):
    """What happened to the layer."""

    OPENED = "opened"
    CLOSED = "closed"
    """Not opened: another program holds the keyboard."""
    UNKNOWN_KEY = "unknown-key"
    TIMED_OUT = "timed-out"
    RELEASED = "released"
    """The key of an action that is held (asking) is up again. Not every desktop tells it."""


@dataclass(frozen=True, slots=True)
class LayerEvent:
    """`key` is the one that does nothing, for UNKNOWN_KEY; the layer key of the action, for RELEASED."""

    kind: LayerKind
    key: str = ""


Callback = Callable[[Action | LayerEvent | Bound], None]


class Hotkeys(Protocol):
    """Public methods: GUI thread. The callback comes from a listener thread."""

    has_layer: bool
    """Whether the master chord opens a layer of single keys; otherwise it describes the screen."""

    tells_release: bool
    """Whether RELEASED comes when the key for a question is up again."""

    def start(self, callback: Callback) -> None: ...

    def bind(self, layers: Sequence[Chord], direct: Mapping[Action, Chord]) -> None:
        """Bind anew: the first of `layers` that can be had, and `direct`.

        What could be had comes to the callback as `Bound`, in milliseconds, or after the user has answered a dialog of
        the desktop (Wayland); and again whenever it changes with the keyboard's layout. Raises AssistantError.
        """
        ...

    def close(self) -> None: ...


def open_hotkeys() -> Hotkeys:
    """The global keys of this desktop. Raises AssistantError with a sentence where there are none."""
    match session():
        case "x11":
            from assistant.desktop.hotkeys.x11 import X11Hotkeys

            return X11Hotkeys()
        case "wayland":
            from assistant.desktop.hotkeys.portal import PortalHotkeys

            return PortalHotkeys()
        case "windows":
            from assistant.desktop.hotkeys.windows import WindowsHotkeys

            return WindowsHotkeys()
        case _:
            raise AssistantError(NO_KEYS)
