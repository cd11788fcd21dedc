"""What is new in lines: scrolls, chats, values, lines that grow, misreadings, pieces, what only moved."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from assistant.pipelines.watching.lines import Line
from assistant.pipelines.watching.memory import Memory
from assistant.pipelines.watching.new_text import new_text
from models.types import Box
from tests.helpers.watched import ROW, lines, written


def new(before: list[Line], after: list[Line]) -> list[str]:
    return [line.text for line in new_text(before, after).new]


LOG = ["Starting", "Reading the list", "Fetching one", "Fetching two", "Checking all of it", "Writing the file"]


@pytest.mark.parametrize("make", [lines, written])
@pytest.mark.parametrize("step", [1, 2, 5])
def test_a_scroll_brings_only_its_end(make, step: int) -> None:  # type: ignore[no-untyped-def]
    more = [*LOG, *(f"Later line about {word}" for word in ("apples", "pears", "plums", "figs", "dates"))]
    news = new_text(make(*LOG), make(*more[step : step + 6]))
    assert [line.text for line in news.new] == more[6 : 6 + step]
    assert news.scrolled == step or step == 5


def test_a_scroll_with_nothing_in_common_is_all_new() -> None:
    more = [f"request {number} took {number * 7} ms" for number in range(100, 106)]
    assert new(lines(*(f"request {number} took {number * 7} ms" for number in range(6))), lines(*more)) == more


def test_fixed_lines_around_a_scroll_are_not_new() -> None:
    before = lines("My program", *LOG, "F1 help  F10 quit")
    after = lines("My program", *LOG[2:], "All done", "Goodbye", "F1 help  F10 quit")
    assert new(before, after) == ["All done", "Goodbye"]


def test_a_message_at_the_end_and_one_at_the_top() -> None:
    talk = ["Anna: hello", "Ben: hi there", "Anna: lunch?"]
    assert new(lines(*talk), lines(*talk, "Ben: at noon")) == ["Ben: at noon"]
    assert new(lines(*talk), lines("Ben: at noon", *talk)) == ["Ben: at noon"]


def test_the_same_words_again_are_new() -> None:
    assert new(written("a ok", "b ok", "done"), written("a ok", "b ok", "done", "done")) == ["done"]
    assert new(lines("done", "b ok", "c ok"), lines("b ok", "c ok", "done")) == ["done"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Downloading 3 %", "Downloading 4 %"),
        ("Downloading 9 %  [##      ]", "Downloading 10 %  [###     ]"),
        ("12.5 MB of 80 MB, 2 minutes left", "13.1 MB of 80 MB, 1 minute left"),
        ("980 kB of 5 MB", "1.1 MB of 5 MB"),
        ("Mon 4 May 12:34:05", "Mon 4 May 12:34:06"),
    ],
)
@pytest.mark.parametrize("make", [lines, written])
def test_a_value_is_no_new_text(make, before: str, after: str) -> None:  # type: ignore[no-untyped-def]
    news = new_text(make("Files", before, "Close"), make("Files", after, "Close"))
    assert not news.new
    assert [(one.text, two.text) for one, two in news.changed] == [(before, after)]


def test_values_in_rows_that_have_names_are_values() -> None:
    before = lines("Core 1: 12 %", "Core 2: 14 %", "Core 3: 9 %")
    assert not new(before, lines("Core 1: 13 %", "Core 2: 12 %", "Core 3: 14 %"))


def test_a_line_that_ends_in_a_word_is_new_where_a_percentage_stood() -> None:
    assert new(lines("Files", "Downloading 99 %"), lines("Files", "Download complete, 80 MB")) == [
        "Download complete, 80 MB"
    ]


def test_a_line_that_grows_has_a_tail() -> None:
    news = new_text(lines("Question", "The answer is"), lines("Question", "The answer is that nobody knows"))
    assert not news.new
    assert [each.tail for each in news.grown] == ["that nobody knows"]
    cut = new_text(lines("Question", "The ans"), lines("Question", "The answer is"))
    assert [each.tail for each in cut.grown] == ["answer is"]


def test_texts_that_moved_are_not_new() -> None:
    before = lines("Apples", "Pears", "Plums", "Figs")
    news = new_text(before, lines("", "", "Apples", "Pears", "Plums", "Figs"))
    assert not news.new
    assert not news.gone
    turned = new_text(before, lines("Apples", "Figs", "Pears", "Plums"))
    assert [line.text for line in turned.moved] == ["Figs"]
    assert not turned.new


def test_pieces_of_a_line_and_lines_read_as_one_are_not_new() -> None:
    whole = lines("Name of the file", "and its size")
    box = whole[0].box
    assert box is not None
    left, right = Box(box.left, box.top, 80, box.bottom), Box(88, box.top, box.right, box.bottom)
    split = [
        Line("Name of", "text", 0.97, left, left, "g"),
        Line("the file", "text", 0.97, right, right, "g"),
        whole[1],
    ]
    for before, after in ((whole, split), (split, whole)):
        news = new_text(before, after)
        assert not news.new
        assert not news.gone


def test_a_misread_letter_is_not_new_but_another_word_is() -> None:
    before = lines("The file was accepted", "Ready")
    assert not new(before, lines("The fi1e was acceqted", "Ready"))
    assert new(before, lines("The file was not accepted", "Ready"))
    assert new(before, lines("Nothing was found", "Ready")) == ["Nothing was found"]


def test_what_a_window_says_elsewhere_is_not_new() -> None:
    other = [Line(line.text, "tree", 1.0, line.box, line.spot, "tree") for line in lines("Hello", "World")]
    assert not new(lines("Hello", "World"), other)


WORDS = st.lists(st.text(string.ascii_lowercase, min_size=3, max_size=9), min_size=2, max_size=6).map(" ".join)
SPOKEN = """the window opened after lunch because nobody had written about bread and Tuesday was quiet while seven
ships left harbour under grey clouds with orders for copper wire from northern towns whose mayors kept asking how much
paper weighs when printers jam during holidays""".split()
PAGE = st.lists(WORDS, min_size=10, max_size=40, unique=True)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(PAGE, st.integers(3, 12), st.lists(st.integers(0, 6), min_size=1, max_size=12), st.booleans(), st.booleans())
def test_a_scroll_of_any_length_tells_each_visible_line_once(
    log: list[str], rows: int, steps: list[int], placed: bool, numbered: bool
) -> None:
    if numbered:
        log = [f"{number} {text}" for number, text in enumerate(log)]
    make = lines if placed else written
    memory = Memory()
    end = min(rows, len(log))
    memory.look(make("Title bar", *log[:end]), now=0.0)
    visible: list[str] = []
    told: list[str] = []
    for number, step in enumerate(steps):
        before, end = end, min(end + step, len(log))
        shown = log[max(0, end - rows) : end]
        visible += [text for text in shown if text in log[before:end]]
        told += [line.text for line in memory.look(make("Title bar", *shown), now=1.0 + number).lines]
    assert told == visible


def test_jitter_gives_hardly_any_news() -> None:
    found = {seed: news for seed in range(300) if (news := _news_of_jitter(seed))}
    assert len(found) <= 3, found  # of 6,000 such pages, 34 gave a line that was not new


def _news_of_jitter(seed: int) -> list[str]:
    """What is told of a page that stands still and is read badly."""
    chance = random.Random(seed)
    page = [" ".join(chance.sample(SPOKEN, chance.randint(2, 6))) for _ in range(chance.randint(4, 30))]
    page = [text for text in dict.fromkeys(page) if len(text.replace(" ", "")) >= 8]
    page = [text for text in page if all(fuzz.ratio(text, other) < 75 for other in page if other != text)]
    memory = Memory()
    memory.look(lines(*page), now=0.0)
    told: list[str] = []
    for look in range(6):
        read = [_misread(line, chance) for line in lines(*page)]
        kept = [line for line in read if chance.random() > 0.1]  # some are not found at all
        pieces = [piece for line in kept for piece in _split(line, chance)]
        told += [line.text for line in memory.look(pieces, now=1.0 + look).lines]
    return told


def _misread(line: Line, chance: random.Random) -> Line:
    if chance.random() > 0.4:
        return line
    at = chance.choice([place for place, sign in enumerate(line.text) if sign != " "])
    letter = chance.choice(string.ascii_lowercase)
    return Line(line.text[:at] + letter + line.text[at + 1 :], "text", 0.9, line.box, line.spot, line.group)


def _split(line: Line, chance: random.Random) -> list[Line]:
    at = line.text.rfind(" ", 4, len(line.text) - 4)
    if at < 0 or chance.random() > 0.15 or line.box is None or line.score < 0.95:  # one slip a line
        return [line]
    middle = line.box.left + 9 * at
    left = Box(line.box.left, line.box.top, middle, line.box.bottom)
    right = Box(middle + 9, line.box.top, line.box.right, line.box.bottom)
    return [
        Line(line.text[:at], "text", line.score, left, left, line.group),
        Line(line.text[at + 1 :], "text", line.score, right, right, line.group),
    ]


def test_a_line_read_unsurely_is_told_once_it_is_read_twice() -> None:
    memory = Memory()
    memory.look(lines("Ready"), now=0)
    doubted = lines("Ready", "Something faint")
    faint = Line("Something faint", "text", 0.6, doubted[1].box, doubted[1].spot, "g")
    assert not memory.look([doubted[0], faint], now=1).lines
    assert memory.doubts
    assert [line.text for line in memory.look([doubted[0], faint], now=2).lines] == ["Something faint"]
    assert not memory.look([doubted[0], faint], now=3).lines
    assert not memory.doubts


def test_what_lay_under_a_menu_is_not_new_when_it_shows_again() -> None:
    page = [f"Paragraph about the {word}" for word in ("sea", "wind", "rain", "snow", "sun", "moon")]
    memory = Memory()
    memory.look(lines(*page), now=0)
    memory.look(lines(page[0], "Copy", "Paste", "Delete", "", page[5]), now=1)
    assert not memory.look(lines(*page), now=200).lines


def test_scrolling_back_reads_nothing_twice() -> None:
    log = [f"line {number} of the log about {word}" for number, word in enumerate(string.ascii_lowercase)]
    memory = Memory()
    memory.look(lines(*log[:8]), now=0)
    memory.look(lines(*log[4:12]), now=1)
    assert not memory.look(lines(*log[2:10]), now=2).lines
    assert not memory.look(lines(*log[0:8]), now=3).lines


def test_a_place_that_keeps_changing_is_left_out_and_said_so() -> None:
    memory = Memory()
    memory.look(lines("News", "Read more", "Buy one now", "Contact"), now=0)
    told: list[Line] = []
    muted: list[Line] = []
    for number, word in enumerate("cars boats shoes hats skirts bikes lamps books".split()):
        fresh = memory.look(lines("News", "Read more", f"The best {word} in {word}land", "Contact"), now=3.0 * number)
        told += fresh.lines
        muted += fresh.muted
    assert len(told) == 5
    assert len(muted) == 1


def test_a_line_that_is_being_written_is_told_sentence_by_sentence() -> None:
    memory = Memory()
    memory.look(lines("You: why?"), now=0)
    steps = ["Because", "Because it rains. And", "Because it rains. And it is cold", "Because it rains. And it is cold"]
    told = [
        [line.text for line in memory.look(lines("You: why?", text), now=n).lines] for n, text in enumerate(steps, 1)
    ]
    assert told == [["Because"], ["it rains."], [], ["And it is cold"]]


def test_rows_stand_where_the_helper_puts_them() -> None:
    first, second = lines("a", "b")
    assert first.box is not None
    assert second.box is not None
    assert second.box.top - first.box.top == ROW
