"""Answers by evidence: written-down screens, questions, and what is said; the order of the evidence; follow-ups."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.listening.heard import Heard
from assistant.pipelines.asking.asker import NOT_HEARD, TOO_LONG, Asker
from assistant.pipelines.asking.visual import Eyes
from assistant.pipelines.look import Looker
from assistant.pipelines.pixels.arrays import to_raster
from assistant.pipelines.request import Request
from assistant.types import (
    Asked,
    Description,
    Frame,
    Partial,
    Raster,
    Target,
    TreeSnapshot,
    UiNode,
    WindowTree,
)
from models.cancel import CancelToken
from models.errors import Cancelled
from models.protocols import Answer, Certainty
from models.types import Box, Clip, TextLine
from tests.helpers.order_screen import BOX, ORDER, TREES, Reader, ask, asker, white_frame

if TYPE_CHECKING:
    from models.types import RgbImage


RIGHT = """
where is the pay now button? = Pay now .* to the right of the button Cancel
wheres the help link = bottom right
where is the print button = find no print button
what buttons are there = ^2 buttons: Cancel and Pay now \\(the default\\)
which button is the default = Pay now
what fields are there = Name \\(Anna Berg\\), Email, Password and Country \\(Germany\\)
what is the name = “Anna Berg”
what is in the email field = empty
what is the password = not read out
is newsletter checked = ^Yes
is gift wrap checked = ^No
is the email field required = ^Yes
how many boxes are checked = Newsletter
what country is selected = “Germany”
which countries can I choose = France, Germany and Spain
what does the error say = “The email address is missing\\.”
any errors? = ^Yes
how much is the tea = 4\\.50 EUR
what is the price of coffee = 7\\.20 EUR
what's the total = “16\\.20 EUR”
when was the order received = 3 March 2026
when will it be delivered = Tuesday
how many rows does the table have = ^3 rows
read the second row = Coffee
read the row of tea = Tea.*4\\.50
what columns are there = Item, Price and Amount
read the second paragraph = “It will be delivered by Tuesday\\.”
read the fifth paragraph = only 2 paragraphs
what is the title = Order 4711
what links are there = ^1 link: Help
is there a search field = ^No
is there a help link = ^Yes
what has focus = the button Pay now
what is in the picture = “A red kettle”
what is below email = the password field Password
what changed = first look
who ordered tea on the moon = can't tell
what is the phone number = can't tell
what is the population of France = can't tell
is anyone in it = can't tell
what colour is the moon = can't tell
what is the main colour = white
what's it cost in total = 16\\.20
read everything = Thank you, Anna
what is on the screen = Order 4711
"""


@pytest.fixture(name="shop", scope="module")
def _shop() -> Asker:
    return asker()


FRAME = white_frame()


@pytest.mark.parametrize("line", RIGHT.strip().splitlines())
def test_answers_from_the_tree(shop: Asker, line: str) -> None:
    question, wanted = line.split(" = ")
    told = ask(shop, FRAME, question)
    assert re.search(wanted, told.text), told.text
    assert told.question == question
    assert "hunter2" not in told.text


def test_every_quotation_of_an_answer_is_on_the_screen(shop: Asker) -> None:
    known = " ".join(f"{node.name} {node.value}" for node in ORDER.walk())
    for line in RIGHT.strip().splitlines():
        for quoted in re.findall("“(.*?)”", ask(shop, FRAME, line.split(" = ")[0]).text):
            assert all(word in known for word in quoted.split()), quoted


def test_a_talk_goes_on() -> None:
    who, frame = asker(), white_frame()
    assert "Name" in ask(who, frame, "where is the name field").text
    assert "Email" in ask(who, frame, "and the one below?").text
    assert ask(who, frame, "is it required?").text.startswith("Yes")
    assert "Password" in ask(who, frame, "and the one below").text
    assert "“Anna Berg”" in ask(who, frame, "what is the name").text
    assert "4.50" in ask(who, frame, "how much is the tea").text
    assert "7.20" in ask(who, frame, "and the coffee?").text
    assert "Paragraph 1" in ask(who, frame, "read the first paragraph").text
    assert "Paragraph 2" in ask(who, frame, "and the next one").text
    assert "Pay now" in ask(who, frame, "where is pay now").text
    assert ask(who, frame, "go there").place == Box(260, 500, 360, 530)
    assert ask(who, frame, "press it").command == "click"
    assert "no other window" in ask(who, frame, "what about the other window").text


def test_to_what_is_to_be_found_the_pointer_is_led() -> None:
    who, frame = asker(), white_frame()
    found = ask(who, frame, "find the pay now button")
    assert (found.command, found.outcome, found.place) == ("lead", "answered", Box(260, 500, 360, 530))
    for question in ("repeat", "where is pay now", "find the submarine", "find the fields"):
        assert ask(who, frame, question).command == "", question


def test_a_colour_is_looked_for_in_the_pixels() -> None:
    image = np.full((800, 1280, 3), 255, np.uint8)
    image[500:530, 260:360] = (20, 140, 40)
    who, frame = asker(), Frame(to_raster(image), Target.SCREEN)
    found = ask(who, frame, "find the green button")
    assert found.text.startswith("The green button Pay now is ")
    assert (found.command, found.place) == ("lead", Box(260, 500, 360, 530))
    assert ask(who, frame, "find the orange button").outcome == "unknown"


def test_without_a_talk_it_is_asked_back() -> None:
    told = ask(asker(), white_frame(), "and the one below")
    assert (told.outcome, told.kind) == ("unclear", "followup")


def test_a_new_look_at_the_same_window_knows_the_talk_and_what_changed() -> None:
    who = asker()
    assert "Name" in ask(who, white_frame(), "where is the name field").text
    children = tuple(
        UiNode("text-field", "Email", "a@b.example", box=node.box) if node.name == "Email" else node
        for node in ORDER.children
        if node.role != "alert"
    )
    after = TreeSnapshot(
        (WindowTree(TREES.windows[0].window, UiNode("window", "Order 4711", box=BOX, children=children)),)
    )
    frame = white_frame()
    told = ask(who, frame, "what changed", after)
    assert "Email: a@b.example" in told.text
    assert "Gone: the text that said The email address is missing." in told.text


def test_a_screen_without_a_tree_is_answered_from_its_text() -> None:
    lines = (
        TextLine("Save changes?", Box(400, 300, 600, 330), 0.99),
        TextLine("The train to Leeds leaves at 14:35 from platform 6.", Box(400, 350, 900, 375), 0.99),
        TextLine("Cancel", Box(700, 500, 780, 524), 0.99),
        TextLine("Save", Box(820, 500, 880, 524), 0.99),
    )
    who, frame = asker(*lines), white_frame(Target.FILE)
    assert "14:35" in ask(who, frame, "when does the train to Leeds leave", None).text
    assert "to the right of Cancel" in ask(who, frame, "where is save", None).text
    assert ask(who, frame, "how many buttons are there", None).outcome == "unknown"
    assert ask(who, frame, "what is the phone number", None).outcome == "unknown"


def test_a_picture_whose_text_cannot_be_read_says_so() -> None:
    who = Asker(Looker(lambda: Reader(fails=True)))
    assert "could not be read" in ask(who, white_frame(Target.FILE), "what is the phone number", None).text


def test_a_question_that_is_pasted_by_mistake_is_not_understood_for_minutes(shop: Asker) -> None:
    told = ask(shop, FRAME, "what is the total of tea and " * 100_000)
    assert (told.text, told.outcome) == (TOO_LONG, "unclear")


def test_what_a_source_let_through_is_not_said() -> None:
    order = UiNode("window", "Order", box=BOX, children=(UiNode("button", "Pay\x1b[2J\u202enow\x07", box=BOX),))
    told = ask(
        asker(), white_frame(), "what buttons are there", TreeSnapshot((WindowTree(TREES.windows[0].window, order),))
    )
    assert "Pay" in told.text
    assert not set("\x1b\u202e\x07") & set(told.text + "".join(claim.text for claim in told.claims))


def test_a_black_screen_is_not_asked_about() -> None:
    told = ask(asker(), Frame(Raster(640, 480, bytes(640 * 480 * 4)), Target.SCREEN), "what buttons are there", None)
    assert told.outcome == "unknown"
    assert "black" in told.text


class Says:
    """Answers each question as it is told, as surely as it is told."""

    def __init__(self, *texts: str, sure: float = 0.9) -> None:
        self.texts, self.sure = list(texts), sure
        self.asked: list[str] = []

    def answer(self, image: RgbImage, question: str, *, context: str, cancel: CancelToken) -> Answer:
        del image, context, cancel
        self.asked.append(question)
        yield self.texts.pop(0)
        return Certainty((math.log(self.sure),))


def visual(model: Says, question: str) -> Description:
    return ask(asker(eyes=Eyes(answerer=lambda: model)), white_frame(), question)


def test_a_model_is_hedged_and_asked_twice_where_a_wrong_answer_would_pass_unseen() -> None:
    assert (
        visual(Says("a man on a horse"), "what is the man doing in the picture").text == "Probably: a man on a horse."
    )
    assert visual(Says("a horse", sure=0.3), "what does the sign say").text.startswith("Perhaps")
    assert visual(Says("a horse", sure=0.1), "what does the sign say").outcome == "unknown"
    twice = Says("yes", "yes")
    assert visual(twice, "is anyone in it").outcome == "guessed"
    assert len(twice.asked) == 2
    assert visual(Says("2", "two"), "how many people are in the picture").text == "Probably: 2."
    differs = visual(Says("yes", "no"), "is anyone in it")
    assert differs.outcome == "unknown"
    assert "asked in two ways" in differs.text


class Hears:
    def __init__(self, text: str, confidence: float) -> None:
        self.heard = Heard(text, confidence)
        self.words: list[str] = []

    def prepare(self, words: object) -> None:
        """Nothing to prepare."""

    def hear(self, clip: Clip, words: list[str], *, cancel: CancelToken) -> Heard:
        del clip, cancel
        self.words = list(words)
        return self.heard


SPOKEN = Asked(clip=Clip(b"\0\0" * 1600, 16_000))


def test_what_was_heard_is_said_first_and_names_on_the_screen_are_known_to_the_ear() -> None:
    ears = Hears("what buttons are there", 0.9)
    who = asker(ears=ears)
    request = Request(turn=1, frame=white_frame(), mode="ask")
    updates = list(who.run(request, lambda _: TREES, lambda _: SPOKEN, cancel=CancelToken()))
    said = [update.text for update in updates if isinstance(update, Partial)]
    assert said[0] == "You asked: what buttons are there."
    assert {"Pay now", "Newsletter", "Coffee"} <= set(ears.words)
    assert "hunter2" not in ears.words


def test_what_was_hardly_heard_is_asked_back_and_yes_answers_it() -> None:
    ears = Hears("what buttons are there", 0.3)
    who, frame = asker(ears=ears), white_frame()
    assert ask(who, frame, SPOKEN).text == "Did you mean: what buttons are there? Say yes, or ask again."
    assert "2 buttons" in ask(who, frame, "yes").text
    ears.heard = Heard("what buttons are there", 0.05)
    told = ask(who, frame, SPOKEN)
    assert (told.text, told.outcome) == (NOT_HEARD, "unclear")
    ears.heard = Heard("stop", 0.3)
    assert ask(who, frame, SPOKEN).command == "stop"


def test_a_cancel_while_the_user_still_speaks_ends_it() -> None:
    cancel = CancelToken()

    def waits(seconds: float) -> Asked | None:
        if seconds:
            cancel.cancel()
            cancel.check()
        return None

    request = Request(turn=1, frame=white_frame(), mode="ask")
    with pytest.raises(Cancelled):
        list(asker().run(request, lambda _: TREES, waits, cancel=cancel))
