"""Text from right to left and from top to bottom, in the order in which it is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.languages.wording import cleaned, sentence
from assistant.pipelines.scene.labelled import with_labels
from assistant.pipelines.telling.group import table_text
from assistant.pipelines.telling.text import all_text
from assistant.pipelines.text.directions import is_right_to_left
from assistant.pipelines.text.flow import lines_joined, running
from assistant.pipelines.text.layout import arrange
from assistant.types import Length, UiNode
from models.types import Box, TextLine

HEBREW = ("שם", "גודל", "סוג"), ("מכתב", "3", "טקסט"), ("תמונה", "9", "קובץ"), ("שיר", "4", "צליל")


def line(text: str, left: int, top: int, *, width: int = 0, height: int = 16) -> TextLine:
    return TextLine(text, Box(left, top, left + (width or 8 * len(text)), top + height), 0.99)


def order(lines: list[TextLine]) -> list[str]:
    return [each.text for block in arrange(lines, width=1000, height=800) for each in block.lines]


def column(text: str, right: int, top: int) -> TextLine:
    """Signs of 20 pixels below each other."""
    return TextLine(text, Box(right - 20, top, right, top + 20 * len(text)), 0.99)


def test_columns_from_right_to_left() -> None:
    right = [line(f"שורה {word} של הטור הראשון בדף", 500, 40 + 22 * n, width=300) for n, word in enumerate("אבגד")]
    left = [line(f"שורה {word} של הטור השני בדף", 20, 40 + 22 * n, width=300) for n, word in enumerate("אבגד")]
    assert order([*left, *right]) == [each.text for each in (*right, *left)]


def test_a_table_from_right_to_left() -> None:
    lines = [
        line(text, 600 - 200 * x - 8 * len(text), 20 + 24 * y)
        for y, row in enumerate(HEBREW)
        for x, text in enumerate(row)
    ]
    (block,) = arrange(lines, width=1000, height=800)
    assert block.kind == "table"
    assert block.rows == HEBREW
    assert block.box.left == min(each.box.left for each in lines)


def test_buttons_from_right_to_left_on_an_english_page() -> None:
    page = [
        line("Save changes?", 40, 40), line("The document has been changed.", 40, 62),
        line("ביטול", 200, 200), line("שמירה", 300, 200),
        line("English again", 40, 300),
    ]  # fmt: skip
    assert order(page) == ["Save changes?", "The document has been changed.", "שמירה", "ביטול", "English again"]


def test_english_words_on_an_arabic_page_stay_in_its_order() -> None:
    page = [
        line("اسم الملف الذي تم اختياره", 300, 40, width=300), line("PDF", 200, 40),
        line("تاريخ آخر تغيير في الملف", 300, 64, width=300), line("12.5.2026", 200, 64),
    ]  # fmt: skip
    assert order(page) == [page[0].text, "PDF", page[2].text, "12.5.2026"]


def test_columns_from_top_to_bottom_are_read_from_the_right() -> None:
    columns = ["吾輩は猫である", "名前はまだ無い", "どこで生れたか"]
    lines = [column(text, 400 - 30 * n, 100) for n, text in enumerate(columns)]
    assert order(lines[::-1]) == columns
    (block,) = arrange(lines, width=500, height=500)
    assert running(block.lines) == "".join(columns)


def test_a_title_stands_before_columns() -> None:
    title, end = line("第一章 夏目漱石の小説", 100, 20, width=220, height=22), line("次の章へ", 100, 400)
    columns = [column(text, 400 - 30 * n, 100) for n, text in enumerate(("吾輩は猫である", "名前はまだ無い"))]
    assert order([end, *columns[::-1], title]) == [title.text, "吾輩は猫である", "名前はまだ無い", end.text]


def test_lines_of_chinese_are_joined_without_spaces() -> None:
    lines = [line("这是第一行文字,", 20, 20, width=200), line("这是第二行。", 20, 40, width=200)]
    assert running(lines) == "这是第一行文字, 这是第二行。"
    assert lines_joined(["这是第一行文字", "这是第二行。"]) == "这是第一行文字这是第二行。"
    assert lines_joined(["这是、", "第二行"]) == "这是、第二行"
    assert lines_joined(["한국어 문장", "둘째 줄"]) == "한국어 문장 둘째 줄"
    assert lines_joined(["with", "", "spaces"]) == "with spaces"
    assert lines_joined(["使用", "Linux", "系统"]) == "使用 Linux 系统"


def test_the_last_line_of_a_paragraph_from_right_to_left_ends_at_the_left() -> None:
    first = line("זאת השורה הראשונה של הפסקה", 100, 20, width=400)
    short = line("שורה קצרה", 400, 40, width=100)
    last = line("זאת השורה השלישית של הפסקה", 100, 60, width=400)
    assert running([first, short, last]) == f"{first.text} {short.text}. {last.text}"


def test_sentences_end_as_they_do_in_their_script() -> None:
    for text in ("你好。", "本当ですか？", "هل أنت متأكد؟", "यह ठीक है।", "「終わり。」"):
        assert sentence(text) == text
    assert sentence("你好") == "你好."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\u202babc\u202c \u2068שלום\u2069", "abc שלום"),
        ("\u200fשלום\u200e", "שלום"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200cabc\u200d", "abc"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_signs_of_direction_are_not_said(text: str, said: str) -> None:
    assert cleaned(text) == said


def test_labels_stand_to_the_right_of_their_fields() -> None:
    label, other = (
        UiNode("label", "שם משפחה", box=Box(300, 20, 380, 40)),
        UiNode("label", "עיר", box=Box(80, 20, 120, 40)),
    )
    field = UiNode("text-field", value="כהן", box=Box(150, 20, 290, 40))
    root = with_labels(UiNode("window", "חלון", children=(other, field, label)))
    assert root.children[1].name == "שם משפחה"


def test_cells_of_a_tree_from_right_to_left() -> None:
    cells = tuple(
        UiNode("cell", text, box=Box(600 - 200 * x, 20 + 24 * y, 700 - 200 * x, 40 + 24 * y))
        for y, row in enumerate(HEBREW)
        for x, text in enumerate(row)
    )
    told = table_text(UiNode("table", children=cells[::-1]), Length.FULL)
    assert told == f"Table with 4 rows: {'; '.join(', '.join(row) for row in HEBREW)}"


def test_direction_is_that_of_most_letters() -> None:
    assert is_right_to_left(["שלום", "a"])
    assert not is_right_to_left(["hello", "א"])
    assert is_right_to_left(["42", "א"])
    assert not is_right_to_left([])


places = st.builds(
    line,
    st.text(alphabet="ab שאم日かn1", min_size=1, max_size=8),
    st.integers(0, 900), st.integers(0, 700), width=st.integers(8, 300), height=st.integers(8, 200),
)  # fmt: skip


@given(st.lists(places, max_size=25))
def test_every_line_stands_in_one_block(lines: list[TextLine]) -> None:
    blocks = arrange(lines, width=1000, height=800)
    told = [id(each) for block in blocks for each in block.lines]
    assert sorted(told) == sorted(id(each) for each in lines if each.text)
    assert all(claim.text for claim in all_text(blocks))
