"""The global keys of the app: which are bound, and what is said of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from assistant.actions import Action
from assistant.desktop.hotkeys import Bound, Chord, Hotkeys, LayerEvent, open_hotkeys
from assistant.desktop.hotkeys.chosen import chosen_keys, layer_choices
from assistant.desktop.hotkeys.help import Way, first_sentence, help_sentences
from assistant.errors import AssistantError
from assistant.settings import KeySettings


class Keys(QObject):
    """GUI thread. `pressed`: an Action or a LayerEvent. `bound`: the keys are had, or cannot be; with a tuple of
    sentences about those that differ from what was wanted."""

    pressed = Signal(object)
    bound = Signal(object)
    heard = Signal(object)
    """From the hotkey's listener thread: an Action, a LayerEvent or a Bound."""

    def __init__(self, settings: KeySettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._hotkeys: Hotkeys | None = None
        self._way = Way.COMMANDS
        self._problems: tuple[str, ...] = ()
        self.layer: Chord | None = None
        """The chord that works."""
        self.heard.connect(self._take)

    def start(self) -> None:
        """Take the keys."""
        try:
            self._hotkeys = open_hotkeys()
            self._hotkeys.start(self.heard.emit)
            self._bind(self._hotkeys)
        except AssistantError as error:
            self.bound.emit((error.spoken,))

    def change(self, settings: KeySettings) -> None:
        """Take others. Raises AssistantError."""
        self._settings = settings
        if self._hotkeys is not None:
            self._bind(self._hotkeys)

    def close(self) -> None:
        """Give them back."""
        if self._hotkeys is not None:
            self._hotkeys.close()

    @property
    def tells_release(self) -> bool:
        """Whether it is known when a key is let go."""
        return self._hotkeys is not None and self._hotkeys.tells_release

    def first_sentence(self) -> str:
        """What is said at the very first start."""
        return first_sentence(self.layer, self._way)

    def help_sentences(self) -> list[str]:
        """How the keys work, then one sentence an action."""
        return help_sentences(self.layer, self._way)

    def _bind(self, hotkeys: Hotkeys) -> None:
        layer, direct, self._problems = chosen_keys(self._settings)
        hotkeys.bind(layer_choices(layer, self.layer, direct.values()), direct)

    def _take(self, event: Action | LayerEvent | Bound) -> None:
        if not isinstance(event, Bound):
            self.pressed.emit(event)
            return
        problems, self._problems = self._problems, ()
        sentences = (*problems, *event.sentences(chosen_keys(self._settings)[0], self.layer))
        self.layer = event.layer
        has_layer = self._hotkeys is None or self._hotkeys.has_layer
        self._way = Way.COMMANDS if event.layer is None else Way.LAYER if has_layer else Way.CHORDS
        self.bound.emit(sentences)
