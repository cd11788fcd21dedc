"""Global keys: one master chord that opens a layer of single keys, and chords bound to actions directly."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from assistant.actions import Action
from assistant.desktop.hotkeys.chord import Chord
from assistant.desktop.session import session
from assistant.errors import AssistantError, HotkeyTaken

__all__ = ["Chord", "Hotkeys", "LayerEvent", "LayerKind", "open_hotkeys"]

NO_KEYS = "Global keys are not possible here. Use the tray menu, or the command lookaloud."


class LayerKind(enum.Enum):
    """What happened to the layer."""

    OPENED = "opened"
    CLOSED = "closed"
    UNKNOWN_KEY = "unknown-key"
    TIMED_OUT = "timed-out"


@dataclass(frozen=True, slots=True)
class LayerEvent:
    """`key` is the one that does nothing, for UNKNOWN_KEY."""

    kind: LayerKind
    key: str = ""


Callback = Callable[[Action | LayerEvent], None]


class Hotkeys(Protocol):
    """Public methods: GUI thread. The callback comes from a listener thread."""

    has_layer: bool
    """Whether the master chord opens a layer of single keys; otherwise it describes the screen."""

    def start(self, callback: Callback) -> None: ...

    def bind(self, layer: Chord, direct: Mapping[Action, Chord]) -> tuple[HotkeyTaken, ...]:
        """Bind anew; the keys that another program holds come back, the others work."""
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
