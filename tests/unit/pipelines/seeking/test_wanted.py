"""What people say when they look for something, and what is understood of it."""

from __future__ import annotations

import pytest

from assistant.pipelines.seeking import everyday
from assistant.pipelines.seeking.everyday import classes, detected, is_word
from assistant.pipelines.seeking.wanted import parse, says


@pytest.mark.parametrize(
    ("text", "said", "noun", "colour", "quoted"),
    [
        ("find the door", "door", "door", "", ""),
        ("Where is my red folder?", "red folder", "folder", "red", ""),
        ("Could you look for a cup, please", "cup", "cup", "", ""),
        ("where are my keys", "keys", "key", "", ""),
        ("find the knives", "knives", "knife", "", ""),
        ("I'm looking for my wallet", "wallet", "wallet", "", ""),
        ("where have I put my dark blue water bottle", "dark blue water bottle", "water bottle", "blue", ""),
        ("find the orange juice", "orange juice", "orange juice", "", ""),
        ("find the orange", "orange", "orange", "", ""),
        ("find the exit sign", "exit sign", "sign", "", "exit"),
        ("find the nearest exit", "exit", "exit", "", ""),
        ("find the Save button", "save button", "button", "", "save"),
        ("find the red stop button", "red stop button", "button", "red", "stop"),
        ("find the sign that says “Platform 3”", "“Platform 3”", "", "", "Platform 3"),
        ("find the book called Moby Dick", "book “moby dick”", "book", "", "moby dick"),
        ("find room 214", "room 214", "room", "", "214"),
        ("find 'OK'", "“OK”", "", "", "OK"),
        ("find something red", "red thing", "thing", "red", ""),
        ("find the word hello", "“hello”", "", "", "hello"),
        ("show me a teddy bear", "teddy bear", "teddy bear", "", ""),
    ],
)
def test_it_is_understood(text: str, said: str, noun: str, colour: str, quoted: str) -> None:
    sought = parse(text)
    assert sought is not None
    assert (sought.said, sought.noun, sought.colour, sought.quoted) == (said, noun, colour, quoted)


@pytest.mark.parametrize(
    "text", ["", "find", "find it", "what is this", "read the screen", "stop", "where is it", "?!"]
)
def test_what_seeks_nothing_is_nothing(text: str) -> None:
    assert parse(text) is None


def test_a_thing_alone_is_enough_where_it_was_asked_for() -> None:
    assert parse("my red folder") is None
    sought = parse("my red folder", bare=True)
    assert sought is not None
    assert (sought.the, sought.colour) == ("your red folder", "red")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("find the Save button", "screen"),
        ("find the cat on the screen", "screen"),
        ("find the cat with the camera", "camera"),
        ("where are my keys in this room", "camera"),
        ("find the cat", ""),
    ],
)
def test_where_it_is_sought(text: str, where: str) -> None:
    sought = parse(text)
    assert sought is not None
    assert sought.where == where


def test_every_name_in_the_table_is_one_that_the_classifier_says() -> None:
    known = set(everyday._order())
    assert {label for labels in everyday._table().values() for label in labels} <= known
    assert "" not in {label for labels in everyday._table().values() for label in labels}


@pytest.mark.parametrize(
    ("noun", "some"),
    [
        ("cup", {"cup", "coffee mug"}),
        ("phone", {"cellular telephone"}),
        ("keyboard", {"computer keyboard", "typewriter keyboard"}),
        ("bottle", {"water bottle", "wine bottle"}),
        ("dog", {"Chihuahua", "pug", "beagle"}),
        ("cat", {"tabby"}),
        ("terrier", {"Border terrier"}),
        ("hot dog", {"hotdog"}),
        ("door", {"sliding door"}),
    ],
)
def test_everyday_words_have_classes(noun: str, some: set[str]) -> None:
    assert some <= set(classes(noun))


@pytest.mark.parametrize("noun", ["kite", "glasses", "ear", "window", "key", "light", "crane", "person", ""])
def test_what_only_reads_alike_is_no_class(noun: str) -> None:
    assert classes(noun) == ()


def test_a_hot_dog_is_no_dog_and_a_tea_mug_a_mug() -> None:
    hot_dog, mug = parse("find the hot dog"), parse("find my tea mug")
    assert hot_dog is not None
    assert mug is not None
    assert hot_dog.labels == ("hotdog",)
    assert "coffee mug" in mug.labels
    assert is_word("glasses")
    assert detected("sofa") == ("sofa", "couch")


def test_what_cannot_be_known_by_sight_is_said() -> None:
    for text, part in (("find the door", "only a few kinds"), ("find my keys", "do not know it by sight")):
        sought = parse(text)
        assert sought is not None
        assert not sought.is_known
        assert part in sought.limits
    cup = parse("find the cup")
    assert cup is not None
    assert cup.is_known
    assert cup.limits == ""


@pytest.mark.parametrize(
    ("line", "wanted", "does"),
    [
        ("EXIT", "exit", True),
        ("Fire exit", "exit", True),
        ("Exits", "exit", True),
        ("Existing users", "exit", False),
        ("Room 214", "214", True),
        ("Room 2140", "214", False),
        ("Platform 3", "platform 3", True),
        ("3 Platform", "platform 3", False),
        ("form", "from", False),
        ("", "exit", False),
        ("exit", "", False),
    ],
)
def test_a_line_says_the_words_or_does_not(line: str, wanted: str, does: bool) -> None:
    assert bool(says(line, wanted)) is does


def test_a_line_of_only_the_words_is_better() -> None:
    assert says("Exit", "exit") > says("Please use the other exit", "exit") > 0
