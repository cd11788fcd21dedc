"""What changed between two captures: the order, the words, and the pixels last."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.pipelines.watching.changed_boxes import changed_boxes
from assistant.pipelines.watching.compare import differences
from assistant.types import Picture, Scene, Target, UiNode
from models.types import Box
from tests.helpers.watched import chat, drawn, pixels, scene, terminal, window


def heard(before: Scene, after: Scene, *boxes: Box) -> list[str]:
    return [claim.text for claim in differences(before, after, pixels=boxes)]


def states(*words: str) -> frozenset[str]:
    return frozenset(words)


def form(*nodes: UiNode) -> Scene:
    return scene(window("Order", *nodes))


def field(role: str, name: str, value: str = "", *words: str) -> UiNode:
    return UiNode(role, name, value, states=states(*words), box=Box(100, 100, 300, 120))


@pytest.mark.parametrize("make", [pixels, terminal, chat])
def test_nothing_changed(make) -> None:  # type: ignore[no-untyped-def]
    assert heard(make("one apple", "two pears"), make("one apple", "two pears")) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (field("check-box", "Gift"), field("check-box", "Gift", "", "checked"), "The check box Gift is now checked."),
        (field("switch", "Wifi", "", "checked"), field("switch", "Wifi"), "The switch Wifi is now off."),
        (field("button", "Pay", "", "disabled"), field("button", "Pay"), "The button Pay is now available."),
        (field("button", "Pay"), field("button", "Pay", "", "disabled"), "The button Pay is no longer available."),
        (field("tab", "Sound"), field("tab", "Sound", "", "selected"), "The tab Sound is now selected."),
        (field("text-field", "Name"), field("text-field", "Name", "Anna"), "The text field Name: Anna; it was empty."),
        (field("text-field", "Name", "Anna"), field("text-field", "Name", "Ben"),
         "The text field Name: Ben instead of Anna."),
        (field("text-field", "Name", "Anna"), field("text-field", "Name"),
         "The text field Name is now empty; it said Anna."),
        (field("text-field", "Mail"), field("text-field", "Mail", "", "invalid"),
         "The text field Mail is now marked as wrong."),
        (field("progress-bar", "Copying", "10 percent"), field("progress-bar", "Copying", "40 percent"),
         "The progress bar Copying: 40 percent instead of 10 percent."),
        (field("menu", "File"), field("menu", "File", "", "expanded"), "The menu File is now open."),
        (field("button", "Stay"), field("button", "Go"), "New: the button Go."),
    ],
)  # fmt: skip
def test_states_and_values(before: UiNode, after: UiNode, told: str) -> None:
    assert heard(form(before), form(after))[0] == told


def test_a_password_is_never_told() -> None:
    for role, name in (("password-field", "Password"), ("text-field", "PIN"), ("text-field", "Passphrase")):
        found = heard(form(field(role, name, "hunter1")), form(field(role, name, "hunter2", "invalid")))
        assert "hunter" not in " ".join(found)
        assert found == [f"The {'password' if role[0] == 'p' else 'text'} field {name} is now marked as wrong."]


def test_a_window_alone_and_on_the_screen_has_not_moved() -> None:
    here = window("Order", field("button", "Pay"))
    there = window("Order", field("button", "Pay"), box=Box(300, 200, 1100, 800))
    assert heard(scene(here, target=Target.WINDOW), scene(there)) == []
    assert heard(scene(here), scene(there)) == ["The window Order, in prog has moved."]


def test_the_order_in_which_it_makes_sense() -> None:
    def at(top: int, words: str) -> UiNode:
        return UiNode("label", words, box=Box(20, top, 300, top + 20))

    button = UiNode("button", "Pay", box=Box(20, 300, 90, 320))
    before = scene(window("Shop", at(40, "Basket"), at(80, "One thing"), field("check-box", "Gift"), button))
    alert = UiNode("alert", "", box=Box(20, 400, 600, 430), children=(UiNode("text", "The card was refused."),))
    focus = UiNode("button", "Pay", box=Box(20, 300, 90, 320), states=states("focused"))
    other = window("Mail", at(40, "Inbox"), app="mail", active=False)
    after = scene(
        window(
            "Shop", at(40, "Basket"), at(80, "Nothing at all"), field("check-box", "Gift", "", "checked"), focus, alert
        ),
        other,
    )
    assert heard(before, after) == [
        "New: the window Mail.",
        "A message says: The card was refused.",
        "The focus is now on the button Pay.",
        "The check box Gift is now checked.",
        "“Nothing at all” instead of “One thing”.",
    ]
    back = heard(after, before)
    assert back[0] == "Gone: the window Mail."
    assert "Gone: the text that said The card was refused." in back


def test_a_dialog_that_opens_and_closes() -> None:
    page = window("Letter", UiNode("label", "Dear Anna", box=Box(20, 40, 300, 60)))
    ask = window("Save?", UiNode("label", "The letter was changed.", box=Box(200, 220, 500, 240)),
                 UiNode("button", "Save", box=Box(200, 300, 300, 330)), role="dialog",
                 box=Box(190, 190, 600, 400))  # fmt: skip
    found = heard(scene(page), scene(ask, page))
    assert found == ["A dialog: Save? It says: The letter was changed. Button: Save."]
    assert heard(scene(ask, page), scene(page)) == ["Gone: the dialog Save?"]


def test_windows_and_their_titles() -> None:
    one, two = window("News", app="web"), window("Mail", app="mail", active=False)
    front = [window("News", app="web", active=False), window("Mail", app="mail")]
    assert heard(scene(one, two), scene(*reversed(front))) == ["The window Mail is now in front."]
    assert heard(scene(one), scene(window("Sport", app="web"))) == ["The window News is now called Sport."]


def test_lines_that_came_grew_changed_and_went() -> None:
    before = pixels("Report of today", "Sum: 12 EUR", "It was quiet", "The end")
    after = pixels("Report of today", "Sum: 14 EUR", "It was quiet until noon", "The end", "An addition")
    assert heard(before, after) == [
        "New: “An addition”.", "Added: “until noon”.", "“Sum: 14 EUR” instead of “Sum: 12 EUR”."
    ]  # fmt: skip
    assert heard(after, pixels("Report of today", "Sum: 14 EUR", "It was quiet until noon", "The end")) == [
        "Gone: the text that said An addition."
    ]


def test_a_long_scroll_and_a_new_page_are_told_in_short() -> None:
    log = [f"the {word} was packed and sent" for word in "lamp desk chair shelf rug vase clock frame stool".split()]
    scrolled = heard(terminal(*log[:6]), terminal(*log[4:9], "all is sent"))
    assert scrolled == ["4 new lines. The last: “all is sent”.", "The text has moved up by 4 lines."]
    page = [f"{word} stands here alone" for word in "red blue green white black pink grey brown gold".split()]
    whole = heard(pixels(*log), pixels(*page))
    assert len(whole) == 1
    assert whole[0].startswith("Almost all of the text is new. It begins: “red stands here alone")


def test_beyond_six_sentences_the_rest_is_counted() -> None:
    names = "one two three four five six seven eight nine".split()
    before = form(*(field("check-box", name) for name in names))
    after = form(*(field("check-box", name, "", "checked") for name in names))
    found = heard(before, after)
    assert len(found) == 7
    assert found[-1] == "And 3 more changes."


def test_clocks_and_misread_letters_are_no_change() -> None:
    assert heard(pixels("12:34", "The file was accepted"), pixels("12:35", "The fi1e was accepted")) == []


def test_pixels_come_last_and_only_where_nothing_else_says_why() -> None:
    before = pixels("Album", "One of nine")
    shown = Scene(before.target, before.width, before.height, before.windows,
                  pictures=(Picture(Box(0, 200, 300, 400), "Harbour"),))  # fmt: skip
    inside, text, corner = Box(20, 220, 200, 380), Box(22, 66, 100, 80), Box(700, 500, 790, 590)
    assert heard(before, shown, inside, corner) == [
        "The picture Harbour half way down the left side has changed.",
        "Something without text has changed at the bottom right.",
    ]
    assert heard(before, pixels("Album", "Two of nine"), text) == ["“Two of nine” instead of “One of nine”."]


def test_a_window_that_did_not_answer_once_is_not_gone() -> None:
    assert not any(text.startswith("Gone: the window") for text in heard(chat("one"), scene()))


def test_changed_boxes_join_what_is_near_and_leave_a_cursor_out() -> None:
    first = drawn([("One line of text", 40, 40), ("Another line", 40, 80)])
    assert changed_boxes(first, first) == ()
    second = np.array(first)
    second[300:400, 500:650] = (200, 30, 30)
    second[310:390, 655:700] = (30, 200, 30)
    second[40:60, 300:302] = 255  # a text cursor
    second[500, 20] = 255
    (box,) = changed_boxes(first, second)
    assert box == Box(500, 300, 700, 400)
    faint = np.array(first)
    faint[100:200, 100:200] += 10
    assert changed_boxes(first, faint) == ()
    assert changed_boxes(first, first[:300]) == (Box(0, 0, 800, 300),)
    text = drawn([("One line of text", 40, 40), ("Quite new words", 40, 80)])
    (line,) = changed_boxes(first, text)
    assert Box(38, 78, 200, 102).contains(*line.centre)


def test_far_places_are_boxes_of_their_own() -> None:
    first = np.zeros((1080, 1920, 3), np.uint8)
    second = first.copy()
    second[100:140, 100:200] = 255
    second[900:1000, 1700:1800] = 128
    assert changed_boxes(first, second) == (Box(1700, 900, 1800, 1000), Box(100, 100, 200, 140))
