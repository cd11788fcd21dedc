"""A tree made simpler loses no text."""

from __future__ import annotations

import pytest

from assistant.desktop.tree.shape import simplified
from assistant.desktop.tree.vocabulary import ROLE_BY_NAME
from assistant.types import UiNode
from assistant.vocabulary import ROLES

GONE = "Your flight was cancelled."


def node(role: str, name: str = "", value: str = "", *children: UiNode) -> UiNode:
    return UiNode(role, name, value, children=children)


def simple(*children: UiNode) -> tuple[UiNode, ...]:
    return simplified(node("window", "W", "", *children)).children


@pytest.mark.parametrize("value", ["", GONE])
def test_a_box_around_text_is_a_paragraph(value: str) -> None:
    (told,) = simple(node("group", "", value, node("text", GONE)))
    assert (told.role, told.value) == ("paragraph", GONE)


@pytest.mark.parametrize("role", ["group", "panel", "unknown", "landmark"])
def test_a_box_that_holds_nothing_but_its_text_is_a_paragraph(role: str) -> None:
    (told,) = simple(node(role, "", GONE))
    assert (told.role, told.value) == ("paragraph", GONE)


def test_a_document_keeps_its_own_text() -> None:
    (told,) = simple(node("document", "a.pdf", GONE))
    assert [(child.role, child.value) for child in told.children] == [("paragraph", GONE)]
    assert simple(node("document", "", "", node("unknown", "", GONE)))[0].value == GONE


def test_text_beside_a_button_is_kept_and_text_that_stands_below_is_not_doubled() -> None:
    told, again = simple(
        node("group", "", "Enter the code", node("button", "Go")),
        node("group", "", "Enter the code", node("paragraph", "", "Enter the code")),
    )
    assert (told.role, told.value, told.children[0].name) == ("paragraph", "Enter the code", "Go")
    assert (again.role, again.value, again.children) == ("paragraph", "Enter the code", ())


def test_links_that_merely_stand_together_stay_links() -> None:
    assert [told.role for told in simple(node("group", "", "", node("link", "Home"), node("link", "About")))] == [
        "link",
        "link",
    ]


def test_a_label_keeps_the_field_that_it_holds() -> None:
    field = node("text-field", "City", "Leeds")
    (told,) = simple(node("paragraph", "", "City", node("label", "City", "", node("text", "City"), field)))
    assert field in list(told.walk())


def test_a_bullet_is_no_text() -> None:
    item = node("list-item", "", "•", node("text", "• "), node("heading", "First"), node("paragraph", "", "Text."))
    ((told,),) = (part.children for part in simple(node("list", "", "", item)))
    assert told.value == ""
    assert [child.name or child.value for child in told.children] == ["First", "Text."]
    ((told,),) = (part.children for part in simple(node("list", "", "", node("list-item", "", "• Milk"))))
    assert told.value == "Milk"


@pytest.mark.parametrize("name", ["statusbar", "page", "tear off menu item", "edit bar"])
def test_what_gtk_calls_them_is_known(name: str) -> None:
    assert ROLE_BY_NAME[name] != "unknown"


def test_what_qt_calls_message_boxes_and_pictures_is_known() -> None:
    assert (ROLE_BY_NAME["alert message"], ROLE_BY_NAME["graphic"]) == ("alert", "image")


def test_every_role_is_ours() -> None:
    assert set(ROLE_BY_NAME.values()) <= ROLES
