"""Global keys: the chords that are asked for, and a stand-in for the portal."""

from __future__ import annotations

import queue
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.actions import Action
from assistant.desktop.hotkeys import Bound, Chord, LayerEvent
from assistant.desktop.hotkeys.bound import NO_KEYS
from assistant.desktop.hotkeys.chosen import chosen_keys, layer_choices
from assistant.desktop.hotkeys.help import Way, first_sentence, help_sentences
from assistant.desktop.hotkeys.portal import DENIED, MISSING, PortalHotkeys
from assistant.errors import HotkeyTaken, SettingsError
from assistant.settings import KeySettings
from tests.helpers.desktop import wait_for
from tests.helpers.portal import FakePortal, private_bus

LAYER = Chord.parse("Ctrl+Alt+Space")
Events = queue.SimpleQueue[Action | LayerEvent | Bound]


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


def test_a_chord_that_the_settings_use_twice_is_left_out_once() -> None:
    settings = KeySettings(direct={"copy": "Control+Alt+space", "more": "Ctrl+Alt+M", "less": "alt+ctrl+m"})
    _, direct, problems = chosen_keys(settings)
    assert direct == {Action.MORE: Chord.parse("Ctrl+Alt+M")}
    assert problems == (
        "Control Alt Space is used twice in the settings. It was left out for Copy the last answer.",
        "Control Alt M is used twice in the settings. It was left out for Say less.",
    )


def test_the_chord_before_and_the_default_stand_in_for_a_taken_one() -> None:
    wanted, before = Chord.parse("Ctrl+Alt+T"), Chord.parse("Ctrl+Alt+B")
    choices = layer_choices(wanted, before, [Chord.parse("Super+Alt+Space")])
    assert choices[:3] == (wanted, before, LAYER)
    assert Chord.parse("Super+Alt+Space") not in choices
    assert len(choices) > 4
    assert layer_choices(LAYER, LAYER, [])[:2] == (LAYER, Chord.parse("Ctrl+Alt+Shift+Space"))


def test_the_key_that_works_is_said() -> None:
    wanted, taken = Chord.parse("Ctrl+Alt+T"), HotkeyTaken("Ctrl+Alt+T")
    assert Bound(LAYER).sentences(LAYER, None) == ()
    assert Bound(LAYER, (taken,)).sentences(wanted, LAYER) == (taken.spoken, "Control Alt Space is used instead.")
    assert Bound(wanted).sentences(wanted, LAYER) == ("The key is Control Alt T now.",)
    assert Bound(None, (taken,)).sentences(wanted, LAYER) == (taken.spoken, NO_KEYS)


@pytest.fixture(name="portal")
def _portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePortal]:
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        portal = FakePortal(address)
        portal.start()
        yield portal
        portal.stop()


def _next(events: Events) -> Action | LayerEvent | Bound:
    return events.get(timeout=10)


def test_the_portal_binds_and_activates(portal: FakePortal) -> None:
    events: Events = queue.SimpleQueue()
    keys = PortalHotkeys()
    keys.start(events.put)
    keys.bind([LAYER], {Action.COPY: Chord.parse("Ctrl+Alt+C")})
    assert _next(events) == Bound(LAYER)
    assert portal.bound["layer"]["preferred_trigger"] == "CTRL+ALT+space"
    assert portal.bound["copy"]["preferred_trigger"] == "CTRL+ALT+c"
    portal.activate("copy")
    assert _next(events) is Action.COPY
    portal.activate("layer")
    assert _next(events) is Action.DESCRIBE_SCREEN
    keys.close()


def _problem(events: Events) -> str:
    bound = _next(events)
    assert isinstance(bound, Bound)
    assert bound.layer is None
    return bound.problems[0].spoken


def test_a_portal_that_says_no_is_a_sentence(portal: FakePortal) -> None:
    portal.refuse = True
    events: Events = queue.SimpleQueue()
    keys = PortalHotkeys()
    keys.start(events.put)
    keys.bind([LAYER], {})
    assert _problem(events) == DENIED
    keys.close()


def test_nothing_waits_for_a_user_who_is_asked(portal: FakePortal) -> None:
    portal.asks = "BindShortcuts"
    events: Events = queue.SimpleQueue()
    keys = PortalHotkeys()
    keys.start(events.put)
    keys.bind([LAYER], {})
    wait_for(lambda: "BindShortcuts" in portal.calls, why="the question")
    portal.asks = ""
    keys.bind([Chord.parse("Ctrl+Alt+F9")], {})
    assert _next(events) == Bound(Chord.parse("Ctrl+Alt+F9"))
    portal.asks = "BindShortcuts"
    keys.bind([LAYER], {})
    wait_for(lambda: portal.calls.count("BindShortcuts") == 3, why="the question")
    keys.close()
    assert events.empty()


def test_no_portal_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        events: Events = queue.SimpleQueue()
        keys = PortalHotkeys()
        keys.start(events.put)
        keys.bind([LAYER], {})
        assert _problem(events) == MISSING
        keys.close()
