"""Whether two readings of a text have the same numbers, signs and separators in it."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?:(?<![\w.,)])[-+])?\d+(?:[.,:]\d+)*")
_AMONG_DIGITS = re.compile(r"(?<![^\W\d_])[\dOolI|.,:]+(?![^\W\d_])")
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_DIGITS = str.maketrans("OoliI|", "001111")


def numbers_agree(line: str, said: str, *, inner: bool = False) -> bool:
    """Digits, signs and separators. `inner`: the first and last number of `said` may be cut or belong to the next.

    The letters of both are known to be alike, so that O and 0, l and 1 need not be told apart.
    """
    one, two = _numbers(line), _numbers(said)
    if one == two or _numbers(_digits_for_letters(line)) == _numbers(_digits_for_letters(said)):
        return True
    if _numbers(line.translate(_DIGITS)) == _numbers(said.translate(_DIGITS)):
        return True
    one, two = _numbers(_WORD.sub(_without_look_alikes, line)), _numbers(_WORD.sub(_without_look_alikes, said))
    return one == two or (inner and bool(one) and one in two)


def _numbers(text: str) -> str:
    text = text.replace("\u2212", "-").replace("\u2013", "-").replace("\u2236", ":")
    return "".join(number.replace(":", ".") for number in _NUMBER.findall(text))


def _without_look_alikes(word: re.Match[str]) -> str:
    """A word of letters in which only 0 and 1 stand for others, without those."""
    text = word[0]
    digits = sum(letter.isdigit() for letter in text)
    return text.replace("0", "").replace("1", "") if 2 * digits <= len(text) else text


def _digits_for_letters(text: str) -> str:
    """Letters among digits as the digits that they look like."""
    return _AMONG_DIGITS.sub(lambda match: match[0].translate(_DIGITS) if _DIGIT.search(match[0]) else match[0], text)
