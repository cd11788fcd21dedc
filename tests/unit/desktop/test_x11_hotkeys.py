"""Global keys on a real X server."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator

import pytest
from Xlib import XK, X
from Xlib.display import Display

from assistant.actions import Action
from assistant.desktop.hotkeys import Bound, Chord, LayerEvent, LayerKind
from assistant.desktop.hotkeys.x11 import X11Hotkeys
from assistant.errors import AssistantError
from tests.helpers.desktop import Desktop, wait_for

LAYER = Chord.parse("Ctrl+Alt+Space")
OPENED = LayerEvent(LayerKind.OPENED)
PHYSICAL_S, PHYSICAL_D = "39", "40"
Events = queue.SimpleQueue[Action | LayerEvent | Bound]


@pytest.fixture(name="keys")
def _keys(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[X11Hotkeys, Events]]:
    monkeypatch.setenv("DISPLAY", desktop.env["DISPLAY"])
    events: Events = queue.SimpleQueue()
    keys = X11Hotkeys()
    keys.start(events.put)
    keys.bind([LAYER], {Action.DESCRIBE_WINDOW: Chord.parse("Ctrl+Alt+W")})
    assert _next(events) == Bound(LAYER)
    yield keys, events
    keys.close()


def _next(events: Events) -> Action | LayerEvent | Bound:
    return events.get(timeout=10)


def _bound(keys: X11Hotkeys, events: Events, layers: list[str], **direct: str) -> tuple[str, list[str]]:
    """Bind, and what came of it: the layer's chord, and the sentences."""
    actions = {Action.from_slug(slug.replace("_", "-")): Chord.parse(text) for slug, text in direct.items()}
    keys.bind([Chord.parse(text) for text in layers], actions)
    bound = _next(events)
    assert isinstance(bound, Bound)
    return str(bound.layer), [problem.spoken for problem in bound.problems]


def test_the_chord_opens_a_layer_and_a_key_chooses(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    for action in (Action.DESCRIBE_SCREEN, Action.STOP, Action.SETTINGS, Action.HELP):
        desktop.press("ctrl+alt+space", action.layer_key)
        assert _next(events) == OPENED
        assert _next(events) is action


def test_the_chord_twice_describes_the_screen(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    desktop.press("ctrl+alt+space", "ctrl+alt+space")
    assert [_next(events), _next(events)] == [OPENED, Action.DESCRIBE_SCREEN]


@pytest.fixture(name="slow")
def _slow(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Events, threading.Event]]:
    """A listener that reads no key until the event is set."""
    monkeypatch.setenv("DISPLAY", desktop.env["DISPLAY"])
    events: Events = queue.SimpleQueue()
    go_on = threading.Event()

    def heard(event: Action | LayerEvent | Bound) -> None:
        events.put(event)
        go_on.wait(60)

    keys = X11Hotkeys()
    keys.start(heard)
    keys.bind([LAYER], {Action.DESCRIBE_WINDOW: Chord.parse("Ctrl+Alt+W")})
    assert _next(events) == Bound(LAYER)
    yield events, go_on
    go_on.set()
    keys.close()


def test_a_key_right_after_the_chord_is_the_layers_however_late_the_listener(
    desktop: Desktop, slow: tuple[Events, threading.Event]
) -> None:
    events, go_on = slow
    desktop.press("ctrl+alt+space", "s")
    desktop.press("ctrl+alt+w")
    go_on.set()
    assert [_next(events) for _ in range(3)] == [OPENED, Action.DESCRIBE_SCREEN, Action.DESCRIBE_WINDOW]


def test_direct_keys_and_unknown_keys(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    desktop.press("ctrl+alt+w")
    assert _next(events) is Action.DESCRIBE_WINDOW
    desktop.press("ctrl+alt+space", "z")
    assert [_next(events), _next(events)] == [OPENED, LayerEvent(LayerKind.UNKNOWN_KEY, "z")]


def test_locks_do_not_matter(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    for lock in ("Caps_Lock", "Num_Lock"):
        desktop.run(["xdotool", "key", lock])
        desktop.run(["xdotool", "key", "ctrl+alt+space", "s"])
        assert [_next(events), _next(events)] == [OPENED, Action.DESCRIBE_SCREEN]
        desktop.run(["xdotool", "key", lock])


def test_fifty_presses_all_arrive_in_order(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    desktop.run(["xdotool", "key", "--delay", "1", *["ctrl+alt+w"] * 50])
    assert [_next(events) for _ in range(50)] == [Action.DESCRIBE_WINDOW] * 50


@pytest.fixture(name="other")
def _other(desktop: Desktop) -> Iterator[Display]:
    """Another program on the same display."""
    other = Display(desktop.env["DISPLAY"])
    yield other
    other.close()


def _take(other: Display, key: str) -> None:
    code = other.keysym_to_keycode(XK.string_to_keysym(key))
    other.screen().root.grab_key(code, X.AnyModifier, False, X.GrabModeAsync, X.GrabModeAsync)
    other.sync()


def test_a_taken_key_is_reported_and_the_others_work(
    desktop: Desktop, keys: tuple[X11Hotkeys, Events], other: Display
) -> None:
    hotkeys, events = keys
    _take(other, "t")
    layer, said = _bound(hotkeys, events, ["Ctrl+Alt+T", "Ctrl+Alt+Space", "Ctrl+Alt+U"], copy="Ctrl+Alt+K")
    assert layer == "Ctrl+Alt+Space"
    assert said == ["The key Ctrl+Alt+T is taken by another program. Choose another one in the settings."]
    desktop.press("ctrl+alt+k", "ctrl+alt+space", "comma")
    assert [_next(events) for _ in range(3)] == [Action.COPY, OPENED, Action.SETTINGS]
    assert _bound(hotkeys, events, ["Ctrl+Alt+T"])[0] == "None"


def test_each_reason_has_its_own_sentence(keys: tuple[X11Hotkeys, Events]) -> None:
    hotkeys, events = keys
    _, said = _bound(hotkeys, events, ["Ctrl+Alt+Space"], more="Ctrl+Alt+F24", copy="Ctrl+Alt+Space")
    assert said == [
        "The key Ctrl+Alt+F24 is not on this keyboard. Choose another one in the settings.",
        "The key Ctrl+Alt+Space is the same as another key of LookAloud on this keyboard. "
        "Choose another one in the settings.",
    ]


def test_a_key_that_is_typed_with_shift_is_bound_with_shift(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    hotkeys, events = keys
    assert _bound(hotkeys, events, ["Ctrl+Alt+Space"], more="Ctrl+Alt+plus", less="Ctrl+Alt+minus")[1] == []
    desktop.press("ctrl+alt+equal", "ctrl+alt+minus", "ctrl+alt+shift+equal")
    assert [_next(events), _next(events)] == [Action.LESS, Action.MORE]


@pytest.mark.parametrize("layout", ["ru,us", "ru", "gr", "us,ru"])
def test_letters_are_their_places_where_the_layout_is_not_latin(
    desktop: Desktop, keys: tuple[X11Hotkeys, Events], layout: str
) -> None:
    hotkeys, events = keys
    desktop.run(["setxkbmap", layout])
    try:
        wait_for(lambda: layout in desktop.run(["setxkbmap", "-query"]).stdout)
        assert _bound(hotkeys, events, ["Ctrl+Alt+Space"], copy="Ctrl+Alt+D") == ("Ctrl+Alt+Space", [])
        desktop.press("ctrl+alt+space", PHYSICAL_S)
        assert [_next(events), _next(events)] == [OPENED, Action.DESCRIBE_SCREEN]
        desktop.run(
            ["xdotool", "keydown", "ctrl", "keydown", "alt", "key", PHYSICAL_D, "keyup", "alt", "keyup", "ctrl"]
        )
        assert _next(events) is Action.COPY
    finally:
        desktop.run(["setxkbmap", "us"])


def test_what_a_new_layout_loses_is_told(desktop: Desktop, keys: tuple[X11Hotkeys, Events], other: Display) -> None:
    hotkeys, events = keys
    code = other.keysym_to_keycode(XK.string_to_keysym("F9"))
    symbols = other.get_keyboard_mapping(code, 1)
    assert _bound(hotkeys, events, ["Ctrl+Alt+F9", "Ctrl+Alt+Space"]) == ("Ctrl+Alt+F9", [])
    other.change_keyboard_mapping(code, [[0] * len(symbols[0])])
    other.sync()
    bound = _next(events)
    assert isinstance(bound, Bound)
    assert bound.sentences(wanted=Chord.parse("Ctrl+Alt+F9"), before=Chord.parse("Ctrl+Alt+F9")) == (
        "The key Ctrl+Alt+F9 is not on this keyboard. Choose another one in the settings.",
        "Control Alt Space is used instead.",
    )
    other.change_keyboard_mapping(code, symbols)
    other.sync()
    assert _next(events) == Bound(Chord.parse("Ctrl+Alt+F9"))


def test_a_notice_of_a_layout_that_is_the_same_loses_no_key(
    desktop: Desktop, keys: tuple[X11Hotkeys, Events], other: Display
) -> None:
    _, events = keys
    code = other.keysym_to_keycode(XK.string_to_keysym("F8"))
    symbols = other.get_keyboard_mapping(code, 1)
    for _ in range(20):
        for _ in range(5):
            other.change_keyboard_mapping(code, symbols)
        other.sync()
        desktop.run(["xdotool", "key", "--delay", "0", "ctrl+alt+w"])
        assert _next(events) is Action.DESCRIBE_WINDOW


def test_a_chord_that_is_held_counts_once(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    desktop.run(["xdotool", "keydown", "ctrl", "keydown", "alt", "keydown", "w"])
    assert _next(events) is Action.DESCRIBE_WINDOW
    with pytest.raises(queue.Empty):
        events.get(timeout=1.2)  # the keyboard repeats after 0.66 s, 25 times a second
    desktop.run(["xdotool", "keyup", "w", "keyup", "alt", "keyup", "ctrl"])
    desktop.press("ctrl+alt+w")
    assert _next(events) is Action.DESCRIBE_WINDOW


def test_nobody_takes_the_keyboard_between_the_chord_and_the_layer(
    desktop: Desktop, slow: tuple[Events, threading.Event], other: Display
) -> None:
    events, go_on = slow
    desktop.press("ctrl+alt+space")
    root = other.screen().root
    assert root.grab_keyboard(False, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime) == X.AlreadyGrabbed
    go_on.set()
    assert _next(events) == OPENED


def test_a_keyboard_that_another_program_holds_is_told(
    desktop: Desktop, keys: tuple[X11Hotkeys, Events], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No server was seen to refuse it after a chord; one that does leaves nobody with a key that does nothing."""
    hotkeys, events = keys
    monkeypatch.setattr(hotkeys._root, "grab_keyboard", lambda *_: X.AlreadyGrabbed)
    desktop.press("ctrl+alt+space")
    assert _next(events) == LayerEvent(LayerKind.CLOSED)


def test_a_chord_is_heard_while_a_menu_holds_the_keyboard(
    desktop: Desktop, keys: tuple[X11Hotkeys, Events], other: Display
) -> None:
    _, events = keys
    root = other.screen().root
    assert root.grab_keyboard(False, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime) == X.GrabSuccess
    desktop.press("space", "w", "ctrl+alt+space")
    assert _next(events) is Action.DESCRIBE_SCREEN
    desktop.press("ctrl+alt+w")
    assert _next(events) is Action.DESCRIBE_WINDOW
    other.ungrab_keyboard(X.CurrentTime)
    other.sync()
    desktop.press("ctrl+alt+space", "z")
    assert [_next(events), _next(events)] == [OPENED, LayerEvent(LayerKind.UNKNOWN_KEY, "z")]


def test_a_listener_that_has_ended_is_a_sentence(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", desktop.env["DISPLAY"])
    hotkeys = X11Hotkeys()
    hotkeys.start(lambda _: None)
    hotkeys.close()
    with pytest.raises(AssistantError) as caught:
        hotkeys.bind([LAYER], {})
    assert "Start LookAloud again" in caught.value.spoken


def test_the_focused_window_gets_only_its_own_keys(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    out = desktop.folder / "typed"
    desktop.start("xterm", "-T", "Typing", "-e", f'read line; echo "$line" > {out}')
    window = desktop.wait_for_window("Typing")
    desktop.run(["xdotool", "windowfocus", "--sync", window])
    desktop.press("a", "ctrl+alt+space", "s", "b", "Return")
    assert [_next(events), _next(events)] == [OPENED, Action.DESCRIBE_SCREEN]
    wait_for(out.exists, why="the line")
    assert wait_for(lambda: out.read_text().strip()) == "ab"


def test_a_chosen_key_that_is_held_is_not_typed(desktop: Desktop, keys: tuple[X11Hotkeys, Events]) -> None:
    _, events = keys
    out = desktop.folder / "held"
    desktop.start("xterm", "-T", "Held", "-e", f'read line; echo "$line" > {out}')
    window = desktop.wait_for_window("Held")
    desktop.run(["xdotool", "windowfocus", "--sync", window])
    desktop.press("ctrl+alt+space")
    desktop.run(["xdotool", "keydown", "s"])
    assert [_next(events), _next(events)] == [OPENED, Action.DESCRIBE_SCREEN]
    time.sleep(1.2)  # what the keyboard needs to repeat a key
    desktop.run(["xdotool", "keyup", "s"])
    desktop.press("a", "Return")
    wait_for(out.exists, why="the line")
    assert wait_for(lambda: out.read_text().strip()) == "a"
    assert events.empty()
