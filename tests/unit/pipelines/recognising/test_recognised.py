"""What models recognise in pixels goes into the scene, and is told as a guess, never as a fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.pipelines.asking.about_places import where
from assistant.pipelines.recognising.recognised import Recognised
from assistant.pipelines.scene.build import build
from assistant.pipelines.telling import narrate
from assistant.pipelines.understanding.understand import understand
from assistant.pipelines.view.things import View
from assistant.types import Frame, Gate, Length, Raster, Scene, Target, TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.cancel import CancelToken
from models.errors import RunError
from models.protocols import Found
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

CANCEL = CancelToken()
WIDTH, HEIGHT = 400, 300
FRAME = Frame(Raster(WIDTH, HEIGHT, bytes(WIDTH * HEIGHT * 4)), Target.WINDOW)
INFO = WindowInfo("Player", Box(0, 0, WIDTH, HEIGHT), active=True)
GEAR, LENS, ODD = (UiNode("button", box=Box(left, 10, left + 24, 34)) for left in (10, 50, 90))
NAMED = UiNode("button", "Save", box=Box(130, 10, 190, 34))
ROOT = UiNode("window", "Player", box=INFO.box, children=(GEAR, LENS, ODD, NAMED))
PARTS = (
    Found("a music player", 0.9),
    Found("a toolbar", 0.8),
    Found("a list on the left", 0.7),
    Found("it is loading", 0.6),
)


class Labeller:
    """Knows two icons by their place in the row."""

    def __init__(self) -> None:
        self.sizes: list[tuple[int, ...]] = []

    def label(self, crops: Sequence[RgbImage], *, cancel: CancelToken) -> tuple[Found | None, ...]:
        self.sizes += [crop.shape for crop in crops]
        return tuple(
            [Found("settings", 0.9), Found("search", 0.8), None][at] if at < 3 else None for at in range(len(crops))
        )


class Screens:
    """Says always the same."""

    questions = ("is there a toolbar", "what kind of window is this")

    def parts(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        return PARTS

    def reply(self, image: RgbImage, question: str, *, cancel: CancelToken) -> Found | None:
        return Found("yes", 0.9) if question == self.questions[0] else None


class Broken:
    """Fails at everything."""

    questions = ("is there a toolbar",)

    def label(self, crops: Sequence[RgbImage], *, cancel: CancelToken) -> tuple[Found | None, ...]:
        raise RunError("no")

    def parts(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        raise RunError("no")

    def reply(self, image: RgbImage, question: str, *, cancel: CancelToken) -> Found | None:
        raise RunError("no")


def scene(root: UiNode | None, *, gate: Gate | None = None) -> Scene:
    return build(FRAME, TreeSnapshot((WindowTree(INFO, root),)), (), gate=gate)


def pixels() -> RgbImage:
    image = np.full((HEIGHT, WIDTH, 3), 240, np.uint8)
    for left in (12, 52, 92):
        image[14:30, left : left + 16] = 20
    return image


def told(seen: Scene, length: Length = Length.NORMAL) -> dict[str, str]:
    return {claim.source: claim.text for claim in narrate.body(seen, length) if claim.source in ("icon", "caption")}


def test_buttons_without_a_name_are_told_by_their_icons_as_a_guess() -> None:
    labeller = Labeller()
    seen = Recognised(labeller=lambda: labeller).add(scene(ROOT), pixels, cancel=CANCEL)
    assert labeller.sizes == [(24, 24, 3)] * 3
    assert [icon.label for icon in seen.windows[0].icons] == ["settings", "search"]
    assert told(seen) == {"icon": "Without a name, by their icons: probably settings and search."}
    assert told(seen, Length.BRIEF) == {}


def test_what_is_asked_for_by_its_icon_is_named_as_a_guess() -> None:
    view = View(Recognised(labeller=Labeller).add(scene(ROOT), pixels, cancel=CANCEL))
    reply = where(understand("where is the settings button"), view)
    assert reply is not None
    assert "probably settings" in reply.text.casefold()
    assert reply.claims[0].source == "icon"
    assert sum(thing.role == "button" for thing in view.things) == 4


def test_under_the_pointer_the_icon_is_told_too() -> None:
    seen = Recognised(labeller=Labeller).add(scene(ROOT), pixels, cancel=CANCEL)
    texts = [claim.text for claim in narrate.under_pointer(seen, 20, 20, Length.NORMAL)]
    assert "By its icon, it is probably: settings." in texts


def test_a_window_without_a_tree_is_told_by_its_looks() -> None:
    seen = Recognised(screens=Screens, labeller=Labeller).add(scene(None), pixels, cancel=CANCEL)
    texts = [claim.text for claim in narrate.body(seen, Length.NORMAL) if claim.source in ("caption", "icon")]
    assert texts == [
        "By its looks, this is probably a music player, with a toolbar and a list on the left.",
        "It is probably still loading.",
        "Icons: probably settings and search.",
    ]


def test_questions_it_was_made_for_are_answered_and_no_others() -> None:
    window = scene(None).windows[0]
    recognised = Recognised(screens=Screens)
    found = recognised.reply("Is there a toolbar?", window, pixels(), cancel=CANCEL)
    assert found is not None
    assert found.label == "yes"
    assert recognised.reply("who is it?", window, pixels(), cancel=CANCEL) is None
    assert recognised.reply("what kind of window is this?", window, pixels(), cancel=CANCEL) is None
    assert Recognised().reply("Is there a toolbar?", window, pixels(), cancel=CANCEL) is None


@pytest.mark.parametrize("root", [ROOT, None])
def test_a_model_that_fails_adds_nothing(root: UiNode | None, caplog: pytest.LogCaptureFixture) -> None:
    recognised = Recognised(labeller=Broken, screens=Broken)
    before = scene(root)
    assert recognised.add(before, pixels, cancel=CANCEL) == before
    assert recognised.reply("is there a toolbar", before.windows[0], pixels(), cancel=CANCEL) is None
    assert "recognising in a window" in caplog.text


def _never() -> RgbImage:
    raise AssertionError("the pixels were asked for")


@pytest.mark.parametrize(
    "seen",
    [
        scene(replace(ROOT, children=(NAMED,))),
        scene(None, gate=Gate("black", "The screen is black.")),
        Scene(Target.FILE, WIDTH, HEIGHT),
    ],
)
def test_where_there_is_nothing_to_recognise_the_pixels_are_left_alone(seen: Scene) -> None:
    assert Recognised(labeller=Labeller, screens=Screens).add(seen, _never, cancel=CANCEL) == seen


def test_secrets_are_not_looked_at() -> None:
    secret = UiNode("password-field", box=Box(0, 0, 200, 40), children=(GEAR,))
    seen = scene(replace(ROOT, children=(secret,)))
    make: Callable[[], Labeller] = Labeller
    assert Recognised(labeller=make).add(seen, _never, cancel=CANCEL).windows[0].icons == ()
