"""What is said of the pictures of an album: what people wrote first, what models guess as a guess."""

from __future__ import annotations

from datetime import datetime

from assistant.album.entry import Entry
from assistant.languages.wording import cut, sentence
from assistant.languages.words import ENGLISH, NP_, _, p_, speaking
from assistant.printable import printable_name

_MONTHS = (
    NP_("month", "January"), NP_("month", "February"), NP_("month", "March"), NP_("month", "April"),
    NP_("month", "May"), NP_("month", "June"), NP_("month", "July"), NP_("month", "August"),
    NP_("month", "September"), NP_("month", "October"), NP_("month", "November"), NP_("month", "December"),
)  # fmt: skip
_ALT = 300  # characters of an alternative text; longer ones cannot be passed over
_FIRST = 160  # characters of one line in a list
_GUESSED = ("caption", "object")  # sources of claims that say themselves how sure they are


def day(entry: Entry) -> str:
    """Such as "14 July 2023": when it was taken, or else when the file was last written."""
    if not (text := entry.taken or modified(entry)):
        return ""
    when = datetime.fromisoformat(text)
    month = p_("month", _MONTHS[when.month - 1])
    return _("{day} {month} {year}").format(day=when.day, month=month, year=when.year)


def searched_day(entry: Entry) -> str:
    """The day as `day` says it, and in English: a language that is chosen later must not hide the pictures."""
    with speaking(ENGLISH):
        english = day(entry)
    return " ".join(dict.fromkeys((english, day(entry))))


def modified(entry: Entry) -> str:
    """When the file was last written, by this machine's clock: "2023-07-14T12:05:00"; empty where nobody knows."""
    try:
        return datetime.fromtimestamp(entry.mtime_ns // 10**9).isoformat() if entry.mtime_ns > 0 else ""
    except (ValueError, OverflowError, OSError):
        return ""


def dated(entry: Entry) -> str:
    """A sentence that says which of the two it is."""
    if not (of := day(entry)):
        return _("Its date is not known.")
    if entry.taken:
        return _("Taken on {date}.").format(date=of)
    return _("The file is of {date}; when it was taken, it does not say.").format(date=of)


def first(entry: Entry) -> str:
    """One sentence, for a list."""
    own = _("Its own description: {text}").format(text=entry.own) if entry.own else ""
    text = entry.problem or own or _shown(entry) or entry.description.partition("\n")[0]
    return sentence(cut(text.partition("\n")[0], _FIRST))


def line(entry: Entry) -> str:
    """Name, date, first sentence."""
    return f"{printable_name(entry.path)}, {day(entry) or _('date not known')}: {first(entry)}"


def whole(entry: Entry) -> str:
    """All that is known, a line a sentence."""
    lines = [printable_name(entry.path)]
    if entry.problem:
        return "\n".join([*lines, entry.problem])
    if entry.own:
        lines.append(_("Its own description: {text}").format(text=sentence(entry.own)))
    lines += [entry.description, dated(entry)]
    if entry.place:
        lines.append(_("Where it was taken: {place}.").format(place=entry.place))
    if entry.text and not _is_told(entry):
        lines += [_("All its text:"), entry.text]
    return "\n".join(lines)


def refused(path: str, reason: str) -> str:
    """Why a file cannot be described; `reason` begins with its name, which is not said twice."""
    name = printable_name(path)
    return reason if "/" not in path else f"{name}: {reason}"


def alternative(entry: Entry) -> str:
    """What stands for the picture in a page or for another program; empty where nothing is known of it."""
    if entry.own:
        return entry.own
    if shown := _shown(entry):
        return cut(shown, _ALT)
    return entry.description.partition("\n")[0] if entry.gate else ""


def _shown(entry: Entry) -> str:
    """What was recognised and read, and which of the two it is; without our own sentences."""
    guesses = [claim.text for claim in entry.claims if claim.source in _GUESSED]
    rest = [claim.text for claim in entry.claims if claim.source not in (*_GUESSED, "gate")]
    return " ".join([*guesses, *([_("Text:")] if rest else []), *rest])


def _is_told(entry: Entry) -> bool:
    """Whether the description holds the whole text."""
    return all(part in entry.description for part in entry.text.split("\n"))
