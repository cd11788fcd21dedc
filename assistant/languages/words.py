"""The app's own words in the user's language, by gettext. Any thread.

Messages are whole sentences or phrases with named places: `_("The picture is plain {colour}.").format(colour=...)`.
A message that is chosen in one place and said in another is marked where it stands, with `N_` or `NP_`, and
translated where it is said. resources/locale/make.py collects all of them.

The language is chosen once in a process, at its first word: by LOOKALOUD_LANGUAGE, by the settings, or as gettext
does it, by LANGUAGE, LC_ALL, LC_MESSAGES and LANG. A language without a catalogue, "C" and "POSIX" are English.
"""

from __future__ import annotations

import functools
import gettext
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import models.words
import resources
from assistant.limits import SETTINGS_BYTES

DOMAIN: Final = "lookaloud"
ENGLISH: Final = "en"
VARIABLE: Final = "LOOKALOUD_LANGUAGE"
"""Of the environment: the app starts its engine with it."""
NAMES: Final[Mapping[str, str]] = {"en": "English", "de": "Deutsch", "es": "Español"}
"""What can be chosen, each called as its speakers call it."""


class _Here(threading.local):
    """What is chosen in this thread for a while; empty for the language of the process."""

    language = ""


_here = _Here()


def language() -> str:
    """The language of the words here and now: a key of NAMES."""
    return _here.language or _chosen()


def wanted(environment: Mapping[str, str]) -> str:
    """The language that an environment asks for: a key of NAMES, English where none has a catalogue."""
    for name in (VARIABLE, "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if name == "LANGUAGE" and _is_plain(environment):
            continue  # as in GNU gettext: no LANGUAGE in the locale C
        for tag in environment.get(name, "").split(":"):
            code = tag.replace("-", "_").split(".")[0].split("@")[0].split("_")[0].casefold()
            if code in NAMES:
                return code
        if environment.get(name) and name != "LANGUAGE":
            return ENGLISH
    return ENGLISH


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """In this thread, words are of another language meanwhile. Not around a `yield`."""
    before, _here.language = _here.language, code
    try:
        yield
    finally:
        _here.language = before


def translate(message: str) -> str:
    """The message in the user's language."""
    return _catalogue(language()).gettext(message) if message else ""


def translate_plural(singular: str, plural: str, count: int) -> str:
    """The form of the message that goes with `count`; the number is filled in by the caller."""
    return _catalogue(language()).ngettext(singular, plural, count)


def translate_in_context(context: str, message: str) -> str:
    """As `translate`, where the same English words are several in other languages."""
    return _catalogue(language()).pgettext(context, message)


def messages() -> frozenset[str]:
    """Every message, in English and in the user's language; one with several forms is several."""
    here = language()
    other = here if here != ENGLISH else next(code for code in NAMES if code != ENGLISH)
    known: dict[str | tuple[str, int], str] = getattr(_catalogue(other), "_catalog", {})
    english = {(key if isinstance(key, str) else key[0]).split("\x04")[-1] for key in known}
    return frozenset(english if here == ENGLISH else {*english, *known.values()}) - {""}


def mark(message: str) -> str:
    """The message as it is: it is translated where it is said."""
    return message


def mark_in_context(context: str, message: str) -> str:
    """As `mark`; `translate_in_context` with the same context says it."""
    del context
    return message


_ = translate
n_ = translate_plural
p_ = translate_in_context
N_ = mark
NP_ = mark_in_context
models.words.translator = translate  # errors of models are said in the user's language, too


def _is_plain(environment: Mapping[str, str]) -> bool:
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return locale.split(".")[0] in ("C", "POSIX")


@functools.cache
def _chosen() -> str:
    return wanted(os.environ if os.environ.get(VARIABLE) else {**os.environ, VARIABLE: _of_settings()})


def _of_settings() -> str:
    """What the settings say; empty where they say nothing. Read here: the first words come before all else."""
    import tomllib

    import platformdirs

    path = Path(platformdirs.user_config_dir("lookaloud", appauthor=False)) / "settings.toml"
    try:
        with path.open("rb") as file:
            section = tomllib.loads(file.read(SETTINGS_BYTES).decode()).get("answers", {})
    except (OSError, ValueError, RecursionError):  # who loads the settings says what is wrong with them
        return ""
    code = section.get("language", "") if isinstance(section, dict) else ""
    return code if isinstance(code, str) else ""


@functools.cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, str(resources.path("locale")), languages=[code])
