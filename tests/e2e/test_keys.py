"""Whatever becomes of the keys, the user hears which one works."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from Xlib import XK, X
from Xlib.display import Display

from tests.helpers.app import running_app
from tests.helpers.desktop import Desktop, wait_for


@pytest.fixture(name="other")
def _other(desktop: Desktop) -> Iterator[Display]:
    """Another program, which holds Control Alt T."""
    other = Display(desktop.env["DISPLAY"])
    code = other.keysym_to_keycode(XK.string_to_keysym("t"))
    other.screen().root.grab_key(code, X.ControlMask | X.Mod1Mask, False, X.GrabModeAsync, X.GrabModeAsync)
    other.sync()
    yield other
    other.close()


def test_another_key_works_where_the_chosen_one_is_taken(desktop: Desktop, other: Display) -> None:
    before = len((desktop.folder / "log").read_text(errors="replace"))
    with running_app(desktop, '[keys]\nlayer = "Ctrl+Alt+T"\n') as app:
        said = [line.partition("says: ")[2] for line in app.log()[before:].splitlines() if "says: " in line]
        assert said[:2] == [
            "The key Ctrl+Alt+T is taken by another program. Choose another one in the settings.",
            "Control Alt Space is used instead.",
        ]
        assert said[2].startswith("LookAloud is ready. Press Control Alt Space, then S")
        app.layer("h")
        wait_for(lambda: "says: Press Control Alt Space, then one more key." in app.log()[before:])
        app.layer("comma")
        desktop.wait_for_window("LookAloud: settings")
    assert other is not None
