"""Describing: the order of things, targets, gates, failures and captions, with written-down scenes."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.pipelines.describe import NO_ANSWER, NO_ANSWER_NO_TEXT, NO_CAPTION, NO_READING, Describer
from assistant.pipelines.pixels.arrays import to_raster
from assistant.pipelines.recognising.captions import UNSURE
from assistant.pipelines.request import Request
from assistant.types import Final, Frame, Partial, Stage, Target, TreeSnapshot, UiNode, Update, WindowInfo, WindowTree
from models.cancel import CancelToken
from models.errors import Cancelled, RunError
from models.protocols import Answer, Certainty
from models.types import Box, TextLine
from tests.helpers import trees

if TYPE_CHECKING:
    from models.types import RgbImage

BUTTON = UiNode("button", "Send", box=Box(100, 100, 180, 130))
PICTURE = UiNode("image", "A dog", box=Box(300, 300, 700, 600))
ROOT = UiNode("window", "Letter", box=Box(0, 0, 1280, 800), children=(BUTTON, PICTURE))
WINDOW = WindowInfo("Letter", Box(0, 0, 1280, 800), app="Mail", active=True)
TREES = TreeSnapshot((WindowTree(WINDOW, ROOT),))
LINE = TextLine("Dear Anna", Box(400, 700, 600, 720), 0.99)


class Reader:
    """Gives lines, or fails."""

    def __init__(self, *lines: TextLine, fails: bool = False) -> None:
        self.lines, self.fails, self.reads = lines, fails, 0
        self.sizes: list[tuple[int, int]] = []

    def rest(self) -> None:
        """Nothing is held."""

    def read(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        self.reads += 1
        self.sizes.append((image.shape[1], image.shape[0]))
        cancel.check()
        if self.fails:
            raise RunError("no")
        return self.lines


class Captioner:
    """Says always the same."""

    sure = 0.9

    def caption(self, image: RgbImage, *, cancel: CancelToken) -> Answer:
        assert image.shape == (300, 400, 3)
        del cancel
        yield "a dog "
        yield "on a beach"
        return Certainty((math.log(self.sure),) * 5)


class Doubter(Captioner):
    sure = 0.3


class Guesser(Captioner):
    sure = 0.1


def updates(reader: Reader, request: Request, snapshot: TreeSnapshot | None = TREES, **options: object) -> list[Update]:
    describer = Describer(reader=lambda: reader, **options)  # type: ignore[arg-type]
    return list(describer.run(request, lambda _: snapshot, cancel=CancelToken()))


def text_of(found: list[Update]) -> list[str]:
    final = found[-1]
    assert isinstance(final, Final)
    assert final.description.text == "\n".join(u.text for u in found if isinstance(u, Partial))
    return final.description.text.splitlines()


def frame(target: Target = Target.SCREEN) -> Frame:
    return replace(trees.frame({}), target=target)


def test_the_first_words_come_before_the_text_is_read() -> None:
    reader = Reader(LINE)
    describer = Describer(reader=lambda: reader)
    run = describer.run(Request(1, frame()), lambda _: TREES, cancel=CancelToken())
    assert next(run) == Stage(1, "tree")
    first = next(run)
    assert isinstance(first, Partial)
    assert first.text == "Letter, in Mail."
    assert reader.reads == 0
    final = list(run)[-1]
    assert isinstance(final, Final)
    assert set(final.description.times) == {"tree", "first_words", "gate", "text", "recognised", "total"}
    assert reader.reads == 1


def test_every_claim_keeps_its_source_and_box() -> None:
    final = updates(Reader(LINE), Request(1, frame()))[-1]
    assert isinstance(final, Final)
    by_text = {claim.text: claim for claim in final.description.claims}
    assert by_text["Button: Send."].source == "tree"
    assert by_text["Button: Send."].box == BUTTON.box
    assert by_text["Dear Anna."].source == "text"
    assert by_text["Dear Anna."].box == LINE.box


def test_under_the_pointer() -> None:
    request = Request(1, frame(Target.POINTER), pointer=(110, 110))
    assert text_of(updates(Reader(LINE), request)) == [
        "Under the pointer: the button Send.", "In the window Letter, in Mail."
    ]  # fmt: skip
    picture = replace(request, pointer=(500, 400))
    assert text_of(updates(Reader(LINE), picture))[0] == "Under the pointer: the picture A dog."
    nowhere = replace(request, pointer=(500, 710))
    assert text_of(updates(Reader(LINE), nowhere))[:2] == ["Under the pointer can be read:", "Dear Anna."]


def test_under_the_pointer_lies_the_window_on_top() -> None:
    above = Box(900, 0, 1280, 200)
    snooze = UiNode("button", "Snooze", box=Box(1000, 20, 1100, 60))
    snapshot = TreeSnapshot(
        (
            WindowTree(replace(WINDOW, covered=(above,)), ROOT),
            WindowTree(
                WindowInfo("Reminder", above, covered=(Box(1200, 0, 1280, 200),)),
                UiNode("window", "Reminder", box=above, children=(snooze,)),
            ),
        )
    )
    request = Request(1, frame(Target.POINTER), pointer=(1050, 40))
    assert text_of(updates(Reader(), request, snapshot)) == [
        "Under the pointer: the button Snooze.", "In the window Reminder."
    ]  # fmt: skip


def test_many_pictures_are_few_sentences() -> None:
    many = tuple(
        UiNode("image", "Holiday" if n == 2 else "", box=Box(60 * n, 10, 60 * n + 50, 60)) for n in range(1, 8)
    )
    found = text_of(
        updates(Reader(), Request(1, frame()), TreeSnapshot((WindowTree(WINDOW, replace(ROOT, children=many)),)))
    )
    assert found == [
        "Letter, in Mail.",
        "6 pictures, each a small part of the window.",
        "A picture, named Holiday, a small part of the window.",
    ]


def test_pictures_are_captioned_as_a_guess() -> None:
    found = text_of(updates(Reader(), Request(1, frame()), captioner=Captioner))
    assert found[-1] == "The picture shows, probably: a dog on a beach."


def test_a_less_sure_caption_is_worded_so_and_a_mere_guess_is_not_said() -> None:
    found = text_of(updates(Reader(), Request(1, frame()), captioner=Doubter))
    assert found[-1] == "The picture shows, perhaps: a dog on a beach."
    found = text_of(updates(Reader(), Request(1, frame()), captioner=Guesser))
    assert found[-1] == UNSURE
    assert "beach" not in " ".join(found)


def test_a_device_that_failed_is_told_of_after_the_answer() -> None:
    notices = ["The graphics card failed, so the processor does the work."]
    found = text_of(updates(Reader(), Request(1, frame()), captioner=Captioner, notices=notices))
    assert found[-2:] == ["The picture shows, probably: a dog on a beach.", *found[-1:]]
    assert found[-1].startswith("The graphics card failed")
    assert notices == []


def test_a_caption_is_not_followed_by_its_denial() -> None:
    pixels = np.full((300, 400, 3), 200, np.uint8)
    pixels[50:200, 60:300] = (20, 120, 60)
    picture = Frame(to_raster(pixels), Target.FILE)
    found = text_of(updates(Reader(), Request(1, picture), None, captioner=Captioner))
    assert found == [
        "It is a picture of 400 by 300 pixels without text that can be read.",
        "The picture shows, probably: a dog on a beach.",
    ]


def test_what_could_not_be_read_is_not_said_to_be_absent() -> None:
    found = text_of(updates(Reader(fails=True), Request(1, frame(Target.FILE)), None))
    assert found == [NO_READING, NO_CAPTION]


def test_neither_programs_nor_text() -> None:
    assert text_of(updates(Reader(), Request(1, frame()), None)) == [NO_ANSWER_NO_TEXT]


def test_a_reader_that_fails_leaves_the_tree() -> None:
    found = text_of(updates(Reader(fails=True), Request(1, frame())))
    assert "Button: Send." in found
    assert found[-1] == NO_READING


def test_a_tree_that_never_comes_is_said() -> None:
    found = text_of(updates(Reader(LINE), Request(1, frame()), None))
    assert found == [NO_ANSWER, "Dear Anna."]


def black() -> Frame:
    return Frame(to_raster(np.zeros((800, 1280, 3), np.uint8)), Target.SCREEN)


def test_a_black_screen_says_so_and_no_text_is_read() -> None:
    reader = Reader(LINE)
    final = updates(reader, Request(1, black()), TreeSnapshot())[-1]
    assert isinstance(final, Final)
    assert final.description.gate is not None
    assert final.description.gate.code == "black"
    assert reader.reads == 0


def test_a_black_screen_waits_for_the_programs() -> None:
    waits = []

    def slow(seconds: float) -> TreeSnapshot | None:
        waits.append(seconds)
        return TREES if len(waits) == 2 else None

    describer = Describer(reader=Reader)
    request = Request(1, black(), screen_reader=True)
    found = text_of(list(describer.run(request, slow, cancel=CancelToken())))
    assert found[:2] == ["Letter, in Mail.", "The picture is black; this is what the programs say."]
    assert "Button: Send." in found
    assert waits[1] > 1


def test_a_word_alone_is_read_before_it_counts_as_a_mark() -> None:
    pixels = np.full((800, 1280, 3), 255, np.uint8)
    pixels[100:112, 100:110:2] = 0
    marked = Frame(to_raster(pixels), Target.FILE)
    reader = Reader(TextLine("Yes", Box(44, 40, 60, 60), 0.99))
    final = updates(reader, Request(1, marked), None)[-1]
    assert isinstance(final, Final)
    assert [(claim.text, claim.box) for claim in final.description.claims] == [("Yes.", Box(92, 88, 108, 108))]
    assert reader.sizes == [(112, 112)]  # the mark alone: in the whole picture so short a word is not found
    (alone,) = text_of(updates(Reader(), Request(1, marked), None))
    assert alone.startswith("There is nothing here: the picture is plain white but for a small mark")
    noise = np.random.default_rng(1).integers(0, 255, (800, 1280, 3), np.uint8)
    assert text_of(updates(Reader(LINE), Request(1, Frame(to_raster(noise), Target.FILE)), None)) == ["Dear Anna."]


def test_windows_that_are_all_minimised_are_no_empty_desktop() -> None:
    hidden = TreeSnapshot(hidden=(replace(WINDOW, minimised=True), replace(WINDOW, title="Budget", minimised=True)))
    assert text_of(updates(Reader(), Request(1, frame()), hidden)) == ["All windows are minimised: Letter and Budget."]
    assert text_of(updates(Reader(), Request(1, frame()), TreeSnapshot())) == [
        "No window is open; this is the empty desktop."
    ]


def test_a_black_screen_with_a_screen_reader_may_be_its_curtain() -> None:
    found = text_of(updates(Reader(), Request(1, black(), screen_reader=True), TreeSnapshot()))
    assert "The screen curtain of your screen reader may be on" in found[0]


def test_a_locked_screen_is_said_first() -> None:
    found = text_of(updates(Reader(LINE), Request(1, frame(), locked=True), TreeSnapshot()))
    assert found[0].startswith("The screen is locked, or its screen saver is on.")


def test_nothing_behind_a_lock_is_told() -> None:
    final = updates(Reader(LINE), Request(1, frame(), locked=True))[-1]
    assert isinstance(final, Final)
    assert "Letter" not in final.description.text
    assert "Send" not in final.description.text
    assert "Dear Anna." in final.description.text


def test_the_same_words_are_said_again_of_another_thing() -> None:
    scores = tuple(
        UiNode("label", text, box=Box(10, 30 * n, 90, 30 * n + 20))
        for n, text in enumerate(("Anna", "5", "Bob", "5"), start=1)
    )
    read = updates(
        Reader(),
        Request(1, frame(), mode="read"),
        TreeSnapshot((WindowTree(WINDOW, replace(ROOT, children=scores)),)),
    )
    assert text_of(read) == ["Anna.", "5.", "Bob.", "5."]
    dialogs = tuple(
        WindowTree(
            replace(WINDOW, title=title, box=box, active=active),
            UiNode("dialog", title, box=box, children=(UiNode("label", "The disk is full.", box=box),)),
        )
        for title, box, active in (("A", Box(0, 0, 300, 200), True), ("B", Box(400, 400, 700, 600), False))
    )
    found = text_of(updates(Reader(), Request(1, frame()), TreeSnapshot(dialogs)))
    assert found.count("It says: The disk is full.") == 2


def test_notes_of_the_loader_come_first() -> None:
    request = Request(1, frame(Target.FILE), notes=("The picture is animated; this is its first frame.",))
    assert text_of(updates(Reader(LINE), request, None))[0] == request.notes[0]


def test_cancel_is_heard() -> None:
    cancel = CancelToken()
    run = Describer(reader=lambda: Reader(LINE)).run(Request(1, frame()), lambda _: TREES, cancel=cancel)
    next(run)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(run)


def test_five_thousand_elements_and_a_thousand_lines() -> None:
    many = tuple(
        UiNode("label", f"word number {n}", box=Box(n % 40 * 30, n // 40 * 6, n % 40 * 30 + 28, n // 40 * 6 + 6))
        for n in range(5000)
    )
    lines = [
        TextLine(f"line number {n}", Box(n % 10 * 120, n // 10 * 8, n % 10 * 120 + 100, n // 10 * 8 + 8), 0.9)
        for n in range(1000)
    ]
    snapshot = TreeSnapshot((WindowTree(WINDOW, replace(ROOT, children=many)),))
    assert text_of(updates(Reader(*lines), Request(1, frame()), snapshot))[0] == "Letter, in Mail."
