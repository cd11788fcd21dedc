"""Global keys: a real X server, a stand-in for the portal, a stand-in for user32."""

from __future__ import annotations

import ctypes
import queue
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.actions import Action
from assistant.desktop.hotkeys import Chord, LayerEvent, LayerKind
from assistant.desktop.hotkeys.chosen import chosen_keys
from assistant.desktop.hotkeys.help import Way, first_sentence, help_sentences
from assistant.desktop.hotkeys.portal import DENIED, PortalHotkeys
from assistant.desktop.hotkeys.windows import Message, WindowsHotkeys
from assistant.desktop.hotkeys.x11 import X11Hotkeys
from assistant.errors import AssistantError, SettingsError
from assistant.settings import KeySettings
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.portal import FakePortal, private_bus

LAYER = Chord.parse("Ctrl+Alt+Space")
Events = queue.SimpleQueue[Action | LayerEvent]


@pytest.mark.parametrize("text", ["ctrl + alt + SPACE", "Control+Alt+space", "alt+ctrl+Space"])
def test_a_chord_can_be_written_in_many_ways(text: str) -> None:
    assert str(Chord.parse(text)) == "Ctrl+Alt+Space"
    assert Chord.parse(text).spoken == "Control Alt Space"


@pytest.mark.parametrize("text", ["", "Ctrl+", "Ctrl+Banana", "Hyper+A", "A", "Ctrl++", "Space"])
def test_nonsense_gets_a_sentence(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Chord.parse(text)
    assert caught.value.spoken.endswith(".")


@given(
    st.sets(st.sampled_from(["Ctrl", "Alt", "Shift", "Super"]), min_size=1), st.sampled_from(["A", "7", "F12", "comma"])
)
def test_chords_survive_writing_and_parsing(modifiers: set[str], key: str) -> None:
    chord = Chord.parse("+".join([*modifiers, key]))
    assert Chord.parse(str(chord)) == chord


def test_every_action_has_its_own_key_and_label() -> None:
    assert len({action.layer_key for action in Action}) == len(Action)
    assert len({action.label for action in Action}) == len(Action)
    assert len(help_sentences(LAYER)) == len(Action) + 1


def test_only_keys_that_exist_are_said() -> None:
    for way in (Way.CHORDS, Way.COMMANDS):
        said = " ".join([*help_sentences(LAYER, way), first_sentence(LAYER, way)])
        assert "then one more key" not in said
        assert all(action.label in said for action in Action)
        assert (LAYER.spoken in said) is (way is Way.CHORDS)
    assert "describe-window: Describe the window." in help_sentences(LAYER, Way.COMMANDS)


def test_keys_that_cannot_be_used_leave_a_way_in() -> None:
    settings = KeySettings(
        layer="banana", direct={"copy": "Ctrl+Alt+C", "fly": "Ctrl+Alt+F", "help": "x+y", "stop": ""}
    )
    layer, direct, problems = chosen_keys(settings)
    assert layer == LAYER
    assert direct == {Action.COPY: Chord.parse("Ctrl+Alt+C")}
    assert [problem.split()[0] for problem in problems] == ["'banana'", "In", "'x+y'"]


@pytest.fixture(name="keys")
def _keys(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[X11Hotkeys, Events]]:
    monkeypatch.setenv("DISPLAY", desktop.env["DISPLAY"])
    events: Events = queue.SimpleQueue()
    keys = X11Hotkeys()
    keys.start(events.put)
    assert keys.bind(LAYER, {Action.DESCRIBE_WINDOW: Chord.parse("Ctrl+Alt+W")}) == ()
    yield keys, events
    keys.close()


def _next(events: Events) -> Action | LayerEvent:
    return events.get(timeout=10)


def test_the_chord_opens_a_layer_and_a_key_chooses(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    for action in (Action.DESCRIBE_SCREEN, Action.STOP, Action.SETTINGS, Action.HELP):
        desktop.press("ctrl+alt+space", action.layer_key)
        assert _next(events) == LayerEvent(LayerKind.OPENED)
        assert _next(events) is action


def test_the_chord_twice_describes_the_screen(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    desktop.press("ctrl+alt+space", "ctrl+alt+space")
    assert [_next(events), _next(events)] == [LayerEvent(LayerKind.OPENED), Action.DESCRIBE_SCREEN]


def test_direct_keys_and_unknown_keys(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    desktop.press("ctrl+alt+w")
    assert _next(events) is Action.DESCRIBE_WINDOW
    desktop.press("ctrl+alt+space", "x")
    assert [_next(events), _next(events)] == [LayerEvent(LayerKind.OPENED), LayerEvent(LayerKind.UNKNOWN_KEY, "x")]


def test_locks_do_not_matter(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    for lock in ("Caps_Lock", "Num_Lock"):
        desktop.run(["xdotool", "key", lock])
        desktop.run(["xdotool", "key", "ctrl+alt+space", "s"])
        assert [_next(events), _next(events)] == [LayerEvent(LayerKind.OPENED), Action.DESCRIBE_SCREEN]
        desktop.run(["xdotool", "key", lock])


def test_fifty_presses_all_arrive_in_order(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    desktop.run(["xdotool", "key", "--delay", "1", *["ctrl+alt+w"] * 50])
    assert [_next(events) for _ in range(50)] == [Action.DESCRIBE_WINDOW] * 50


def test_a_taken_key_is_reported_and_the_others_work(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    first, events = keys
    second = X11Hotkeys()
    second.start(events.put)
    taken = second.bind(LAYER, {Action.COPY: Chord.parse("Ctrl+Alt+K")})
    assert [error.key for error in taken] == ["Ctrl+Alt+Space"]
    assert "taken by another program" in taken[0].spoken
    desktop.press("ctrl+alt+k")
    assert _next(events) is Action.COPY
    first.bind(Chord.parse("Ctrl+Alt+F9"), {})
    assert second.bind(LAYER, {}) == ()
    second.close()


def test_the_focused_window_gets_only_its_own_keys(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    out = desktop.folder / "typed"
    desktop.start("xterm", "-T", "Typing", "-e", f'read line; echo "$line" > {out}')
    window = desktop.wait_for_window("Typing")
    desktop.run(["xdotool", "windowfocus", "--sync", window])
    desktop.press("a", "ctrl+alt+space", "s", "b", "Return")
    assert [_next(events), _next(events)] == [LayerEvent(LayerKind.OPENED), Action.DESCRIBE_SCREEN]
    wait_for(out.exists, why="the line")
    assert wait_for(lambda: out.read_text().strip()) == "ab"


@pytest.fixture(name="portal")
def _portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePortal]:
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        portal = FakePortal(address)
        portal.start()
        yield portal
        portal.stop()


def test_the_portal_binds_and_activates(portal: FakePortal) -> None:
    events: Events = queue.SimpleQueue()
    keys = PortalHotkeys()
    keys.start(events.put)
    assert keys.bind(LAYER, {Action.COPY: Chord.parse("Ctrl+Alt+C")}) == ()
    assert portal.bound["layer"]["preferred_trigger"] == "CTRL+ALT+space"
    assert portal.bound["copy"]["preferred_trigger"] == "CTRL+ALT+c"
    portal.activate("copy")
    assert _next(events) is Action.COPY
    portal.activate("layer")
    assert _next(events) is Action.DESCRIBE_SCREEN
    keys.close()


def test_a_portal_that_says_no_is_a_sentence(portal: FakePortal) -> None:
    portal.refuse = True
    keys = PortalHotkeys()
    keys.start(lambda _: None)
    with pytest.raises(AssistantError) as caught:
        keys.bind(LAYER, {})
    assert caught.value.spoken == DENIED
    keys.close()


def test_no_portal_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        keys = PortalHotkeys()
        keys.start(lambda _: None)
        with pytest.raises(AssistantError):
            keys.bind(LAYER, {})
        keys.close()


class FakeUser32:
    """user32's message queue and hot keys, as documented: a key is registered once; messages come in order."""

    def __init__(self) -> None:
        self.registered: dict[int, tuple[int, int]] = {}
        self.taken: set[tuple[int, int]] = set()
        self.messages: queue.SimpleQueue[tuple[int, int]] = queue.SimpleQueue()

    def RegisterHotKey(self, window: Any, number: int, modifiers: int, key: int) -> int:
        del window
        wanted = (modifiers & ~0x4000, key)
        if wanted in self.taken or wanted in self.registered.values() or key == 0:
            return 0
        self.registered[number] = wanted
        return 1

    def UnregisterHotKey(self, window: Any, number: int) -> int:
        del window
        return int(self.registered.pop(number, None) is not None)

    def GetMessageW(self, message: Any, window: Any, low: int, high: int) -> int:
        del window, low, high
        kind, value = self.messages.get(timeout=10)
        target = ctypes.cast(message, ctypes.POINTER(Message)).contents
        target.message, target.wparam = kind, value
        return int(kind != 0x12)

    def PostThreadMessageW(self, thread: int, message: int, wparam: int, lparam: int) -> int:
        del thread, lparam
        self.messages.put((message, wparam))
        return 1

    def SetTimer(self, window: Any, number: int, milliseconds: int, callback: Any) -> int:
        del window, number, milliseconds, callback
        return 7

    def KillTimer(self, window: Any, number: int) -> int:
        del window, number
        return 1

    def type(self, modifiers: int, key: int) -> None:
        number = next(n for n, wanted in self.registered.items() if wanted == (modifiers, key))
        self.messages.put((0x0312, number))


def test_windows_keys_through_the_documented_interface() -> None:
    user32 = FakeUser32()
    user32.taken.add((3, ord("K")))
    events: Events = queue.SimpleQueue()
    keys = WindowsHotkeys(user32, threading.get_ident)
    keys.start(events.put)
    taken = keys.bind(LAYER, {Action.COPY: Chord.parse("Ctrl+Alt+K")})
    assert [error.key for error in taken] == ["Ctrl+Alt+K"]
    user32.type(3, 0x20)
    assert _next(events) == LayerEvent(LayerKind.OPENED)
    user32.type(0, ord("W"))
    assert _next(events) is Action.DESCRIBE_WINDOW
    user32.type(3, 0x20)
    assert _next(events) == LayerEvent(LayerKind.OPENED)
    user32.messages.put((0x0113, 7))
    assert _next(events) == LayerEvent(LayerKind.TIMED_OUT)
    keys.close()
    assert user32.registered == {}
