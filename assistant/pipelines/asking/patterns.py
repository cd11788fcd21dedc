"""What sums, times and dates look like in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping

MONEY = re.compile(
    r"(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF)\b)\s?-?\d[\d.,' ]*|-?\b\d[\d.,']*\s?(?:[€$£¥]|(?:EUR|USD|GBP|CHF|euros?|"
    r"dollars?|pounds?|cents?|francs?)\b)",
    re.IGNORECASE,
)
TIME = re.compile(
    r"(?<![€$£¥\d.,])\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?\s?(?:[ap]\.?m\.?)?\b|\b(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b\.?|"
    r"\bnoon\b|\bmidnight\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"januar|jänner|februar|märz|mai|juni|juli|okt(?:ober)?|dez(?:ember)?|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
DATE = re.compile(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b\d{{1,2}}(?:st|nd|rd|"
    rf"th)?\.? (?:of |de )?{_MONTH}\b\.?,?(?: (?:de )?\d{{4}})?|"
    rf"\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?|"
    rf"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tomorrow|yesterday|tonight)\b|"
    rf"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|heute|gestern|übermorgen)\b|"
    rf"\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|hoy|ayer)\b|"
    rf"\b{_MONTH} \d{{4}}\b|"
    rf"\b(?:in|since|until|from|by|of) (?:19|20)\d\d\b|"
    rf"\bin \d+ (?:minutes?|hours?|days?|weeks?|months?)\b|\b\d+ (?:minutes?|hours?|days?|"
    rf"weeks?|months?) ago\b",
    re.IGNORECASE,
)  # fmt: skip
ANSWERS: Mapping[str, tuple[re.Pattern[str], ...]] = {"when": (DATE, TIME), "total": (MONEY,)}
"""What an answer to a kind of question holds."""
