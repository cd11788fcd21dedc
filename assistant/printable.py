"""Text from a screen or a file's name, made fit for a terminal and a voice."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they make what is printed read otherwise than it is
_SURROGATES = re.compile("[\ud800-\udfff]")  # how Python keeps the bytes of a file's name that are no UTF-8


def printable(text: str) -> str:
    """`text` without what steers a terminal or a voice, and so that it can be encoded; line feeds stay."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _DIRECTIONS.sub("", _CONTROLS.sub(" ", text)))


def printable_name(name: str) -> str:
    """A file's name on one line."""
    return printable(name).replace("\n", " ")
