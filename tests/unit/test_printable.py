"""What is printed steers no terminal, and can always be encoded."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cli.output import print_json, print_line
from assistant.printable import printable, printable_name

ANY = st.text(st.characters(codec=None, categories=None), max_size=200) | st.sampled_from(
    ["caf\udce9", "\x1b[2J", "\x9b31m", "\u202egnp.exe", "a\r\nb", "\0"]
)


@given(ANY)
def test_whatever_the_text(text: str) -> None:
    result = printable(text)
    result.encode()
    assert {unicodedata.category(character) for character in result if character != "\n"} & {"Cc", "Cs", "Zl"} == set()
    assert "\n" not in printable_name(text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200))
def test_ordinary_text_stays(text: str) -> None:
    assert printable(text) == text
    assert printable("Größe 3 €, 你好\nzweite Zeile") == "Größe 3 €, 你好\nzweite Zeile"


@pytest.mark.parametrize("text", ["caf\udce9", "\x1b[2J\x9b", "\u202egnp", "Größe €"])
def test_json_stays_json(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"text": text})
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"text": text}
    printed.encode(sys.stdout.encoding)
    assert "\x1b" not in printed
    assert "\x9b" not in printed
    print_line(text)
    assert "\x1b" not in capsys.readouterr().out
