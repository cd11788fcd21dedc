"""A line of pixels and a text of the tree: the same, contrary, or two things."""

from __future__ import annotations

import pytest

from assistant.pipelines.text.alike import Likeness, compare, is_joined, written


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Thequick brown fox", "The quick brown fox"),  # a lost space
        ("The quick brown f0x", "The quick brown fox"),  # O and 0
        ("Total l,248.OO", "Total 1,248.00"),  # l and 1
        ("The quick brown fox jurnps", "The quick brown fox jumps over the dog"),  # a misread word
        ("The quick bro…", "The quick brown fox"),  # cut off
        ("mation about the dis-", "The information about the disk"),  # wrapped
        ("12 May", "Mon 12 May 2024"),
        ("Uber uns", "Über uns"),
        ("OTMEHA", "ОТМЕНА"),  # Cyrillic that looks like Latin
        ("EΞOΔOΣ", "ΕΞΟΔΟΣ"),
        ("1 248,00", "1248,00"),
        ("Tcn findings that matter for it", "It is not confirmed. ## 0. Ten findings that matter for it, and more"),
    ],
)
def test_misreadings_are_the_same_text(line: str, said: str) -> None:
    assert compare(written(line), written(said)).likeness is Likeness.SAME


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Total 1,249.00", "Total 1,248.00"),
        ("Total 124.800", "Total 1,248.00"),
        ("Payment was not accepted", "Payment was accepted"),
        ("Payment was accepted", "Payment was not accepted"),
        ("-5 °C", "5 °C"),
        ("Profit 12 %", "Profit −12 %"),
        ("Your total is 5", "Your total is 50"),
        ("the payment was refused", "12 May: the payment was accepted. " * 100),
    ],
)
def test_another_number_or_word_is_no_misreading(line: str, said: str) -> None:
    assert compare(written(line), written(said)).likeness is not Likeness.SAME


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Off", "office"),
        ("Art", "Party planning"),
        ("24", "Sheet 2024"),
        ("Save failed: disk full", "Save"),
        ("Error: cannot open the disk", "Error"),
        ("Access denied", "access to the archive was at no time denied to anybody; " * 300),
    ],
)
def test_letters_in_common_are_no_likeness(line: str, said: str) -> None:
    assert compare(written(line), written(said)).likeness is Likeness.OTHER
    assert not is_joined(written(line), [written(said)])


def test_texts_read_as_one_line() -> None:
    assert is_joined(written("Name Anna Smith"), [written("Name"), written("Anna Smith")])
    assert not is_joined(written("Name Anna Smith 5"), [written("Name"), written("Anna Smith")])
    assert not is_joined(written("Balance -5"), [written("Balance"), written("5")])


def test_what_was_compared_is_only_the_piece() -> None:
    text = "One line of many. " * 100 + "The total is 1,248.00 euro. " + "One line of many. " * 100
    found = compare(written("The total is 1,249.00 euro"), written(text))
    assert found.likeness is Likeness.CONTRARY
    assert found.part == "The total is 1,248.00 euro."
