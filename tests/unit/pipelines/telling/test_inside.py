"""What one item or cell holds, as one text."""

from __future__ import annotations

from assistant.languages.wording import cleaned, lines_as_typed
from assistant.pipelines.telling.inside import cell_text, item_text
from assistant.pipelines.telling.text import UNREADABLE, unreadable_claims
from assistant.pipelines.text.numerals import numbers_agree
from assistant.types import UiNode
from models.types import Box, TextLine


def test_an_item_that_is_called_by_all_its_words_without_spaces_is_told_once() -> None:
    parts = ("Anna Berg", "Lunch on Friday?", "10:42")
    texts = tuple(UiNode("text", part) for part in parts)
    box = UiNode("check-box", "Select")
    assert item_text(UiNode("list-item", "".join(parts), children=(box, *texts))) == (
        "check box Select, not checked, Anna Berg, Lunch on Friday?, 10:42"
    )
    assert item_text(UiNode("list-item", "".join(parts), children=texts)) == "Anna Berg, Lunch on Friday?, 10:42"


def test_a_check_mark_in_a_table_is_no_blank_cell() -> None:
    assert cell_text(UiNode("cell", states=frozenset(("checkable", "checked")))) == "checked"
    assert cell_text(UiNode("cell", states=frozenset(("checkable",)))) == "not checked"
    assert cell_text(UiNode("cell", "Lily", states=frozenset(("checkable",)))) == "Lily"
    assert cell_text(UiNode("cell")) == ""


def test_the_sign_of_a_ratio_is_the_colon_of_a_time() -> None:
    assert cleaned("17\u223647") == "17:47"
    assert numbers_agree("17:47", "17\u223647")


def test_what_was_typed_in_short_lines_is_not_run_together() -> None:
    assert lines_as_typed("milk\neggs") == "milk. eggs."
    letter = (
        "Dear Ann,\nthe meeting will not be held on Tuesday as we said, but on\nThursday at ten, in the large room."
    )
    told = "Dear Ann, the meeting will not be held on Tuesday as we said, but on Thursday at ten, in the large room."
    assert lines_as_typed(letter) == told


def test_one_row_of_icons_is_not_called_text_in_another_script() -> None:
    def lost(width: int, score: float) -> TextLine:
        return TextLine("", Box(0, 0, width, 20), score, readable=False)

    assert not list(unreadable_claims([lost(90, 0.75)]))
    assert not list(unreadable_claims([lost(40, 0.9)]))
    for lines in ([lost(200, 0.9)], [lost(90, 0.75), lost(90, 0.75)]):
        assert [claim.text for claim in unreadable_claims(lines)] == [UNREADABLE]
