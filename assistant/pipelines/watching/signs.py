"""What a line is about by its words: an alarm, a clock, the end of something, a prompt, a percentage."""

from __future__ import annotations

import re

from assistant.pipelines.watching.slips import UNITS, tokens

_ALARM = re.compile(
    r"\b(?:errors?|failed|fails?|failure|failing|warnings?|fatal|exception|traceback|denied|refused|rejected|crashed|"
    r"critical|aborted|panic|unable to|could ?n[o']t|could not|cannot|can ?not|timed out|no space left|not found|"
    r"invalid|conflict)\b",
    re.IGNORECASE,
)
_NO_ALARM = re.compile(
    r"\b(?:no|0|zero|without(?: any)?) (?:\w+ )?(?:errors?|failures?|warnings?|conflicts?|exceptions?)\b"
    r"|\b(?:errors?|failures?|failed|warnings?)\s*[:=]\s*(?:0\b|none\b)|\b0 failed\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b")
_DATE_WORDS = frozenset(
    """am pm a p m monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec utc gmt cet cest th st nd rd h uhr of""".split()
)
_AGO_WORDS = frozenset(
    """just now ago a an few moments moment second seconds sec secs minute minutes min mins hour hours day days today
    yesterday""".split()
)
_DONE = re.compile(
    r"\b(?:done|finished|completed?|ended|successful(?:ly)?|succeeded|success|ready|installed|downloaded|uploaded|"
    r"copied|saved|updated|built|exported|imported|converted|extracted|sent|transferred|passed|all set)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not|isn't|hasn't|n't|never|un|almost|nearly|until|when|once|after|before|to be|will be|being|in) "
    r"(?:yet )?(?:been )?"
    r"(?:done|finished|completed?|ended|successful(?:ly)?|succeeded|ready|installed|downloaded|uploaded|copied|saved|"
    r"updated)\b|\bincomplete\b|\bunfinished\b|\bunsuccessful",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
_PROMPT = re.compile(r"(?!.*\d\s?[$%]$)(?:(?=.*[@~:/\\\]]).{0,100})?[$#%❯➜»>]")


def is_alarm(text: str) -> bool:
    """Whether a line tells of an error or warns; "0 errors" does not."""
    return bool(_ALARM.search(_NO_ALARM.sub("", text)))


def is_clock(text: str) -> bool:
    """Whether a line is nothing but a time, with its date, or how long ago something was."""
    words = tokens(text)
    if not words:
        return True
    if _TIME.search(text) and all(word[0].isdigit() or word in _DATE_WORDS for word in words):
        return True
    is_ago = "ago" in words or words == ("just", "now")
    return is_ago and all(word[0].isdigit() or word in _AGO_WORDS for word in words)


def says_done(text: str) -> bool:
    """Whether a line says that something has come to a good end."""
    return bool(_DONE.search(text)) and not _NOT_DONE.search(text)


def is_only_done(text: str) -> bool:
    """Whether a line says nothing else: "Done.", "Complete!", "100 % complete"."""
    rest = [word for word in tokens(_DONE.sub(" ", text)) if not word[0].isdigit()]
    return says_done(text) and not set(rest) - UNITS - {"all", "is", "it", "has", "been", "now", "well", "everything"}


def is_prompt(text: str) -> bool:
    """Whether a line of a terminal is a shell's prompt that waits."""
    return bool(_PROMPT.fullmatch(text))


def percent(text: str) -> float | None:
    """The percentage in a line that has one and only one, 0..100."""
    found = _PERCENT.findall(text)
    if len(found) != 1:
        return None
    value = float(found[0].replace(",", "."))
    return value if value <= 100 else None
