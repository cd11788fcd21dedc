"""What is made of recognised lines: no correction that the recogniser was sure about, no letters of another script."""

from __future__ import annotations

import pytest

from models.text.found import Detected, Recognised
from models.text.rules import as_line, corrected, without_icons
from models.types import Box, TextLine


def unsure(text: str, letters: str) -> tuple[float, ...]:
    return tuple(0.6 if character in letters else 0.99 for character in text)


@pytest.mark.parametrize(
    "text", ["H2O", "N2O", "GPT-4o", "Oxfam", "0ms", "0px", "0km left", "1o", "4o mini", "oxcab", "Take 0at"]
)
def test_what_is_written_so_stays(text: str) -> None:
    assert corrected(text, unsure(text, "oO0")) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [("1O", "10"), ("2O:15", "20:15"), ("1.O5", "1.05"), ("Ox3f", "0x3f"), ("0pen the file", "Open the file")],
)
def test_letters_are_corrected_only_where_they_are_unsure(text: str, right: str) -> None:
    assert corrected(text, unsure(text, "oO0")) == right
    assert corrected(text, unsure(text, "")) == text
    assert corrected(text) == text


def test_the_probabilities_are_those_of_the_stripped_text() -> None:
    what = Recognised("  Page 1O", 0.95, (0.99,) * 8 + (0.8,))
    line = as_line(Detected(Box(0, 0, 90, 16), 0.9), what)
    assert line is not None
    assert line.text == "Page 10"


@pytest.mark.parametrize(("text", "readable"), [("EΞOΔOΣ", False), ("12 μm", True), ("ΔT = 5", True), ("Exit", True)])
def test_a_word_of_two_scripts_cannot_be_read(text: str, readable: bool) -> None:
    line = as_line(Detected(Box(0, 0, 10 * len(text), 16), 0.9), Recognised(text, 0.9))
    assert line is not None
    assert line.readable is readable


def line(text: str, left: int = 100, top: int = 100) -> TextLine:
    return TextLine(text, Box(left, top, left + 12 * max(1, len(text)), top + 20), 0.99, readable=bool(text))


def test_look_alikes_beside_another_script_cannot_be_read() -> None:
    names = [line("OTMEHA"), line("Cancel", top=200), line("PECTOPAH 5", top=300), line("cop", top=400)]
    assert [each.text for each in without_icons(names)] == ["OTMEHA", "Cancel", "PECTOPAH 5", "cop"]
    lost = TextLine("", Box(100, 500, 200, 520), 0.8, readable=False)
    found = without_icons([*names, lost])
    assert [each.text for each in found] == ["", "Cancel", "", "", ""]
    assert [each.readable for each in found] == [False, True, False, False, False]


@pytest.mark.parametrize(
    ("sign", "kept"), [("7", True), ("是", True), ("0", False), ("1", False), ("X", False), ("三", False)]
)
def test_a_sign_alone_is_kept_unless_it_may_be_an_icon(sign: str, kept: bool) -> None:
    assert bool(without_icons([line(sign)])) is kept
    beside = without_icons([line(sign), line("of 9", 130)])
    assert beside[0].text == sign
