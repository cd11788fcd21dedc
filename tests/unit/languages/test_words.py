"""Which language the words are in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.languages.words import _, language, n_, p_, speaking, wanted

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "es_MX.UTF-8@euro"}, "es"),
        ({"LANG": "nl_NL.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "es_ES.UTF-8", "LANG": "de_DE.UTF-8"}, "es"),
        ({"LANGUAGE": "nl:de", "LANG": "nl_NL.UTF-8"}, "de"),
        ({"LANGUAGE": "de", "LANG": "C.UTF-8"}, "en"),
        ({"LOOKALOUD_LANGUAGE": "es", "LANG": "de_DE.UTF-8"}, "es"),
        ({"LOOKALOUD_LANGUAGE": "de-AT"}, "de"),
        ({"LOOKALOUD_LANGUAGE": "xx", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LOOKALOUD_LANGUAGE": "", "LANG": "de_DE.UTF-8"}, "de"),
    ],
)
def test_the_language_is_that_of_the_environment(environment: dict[str, str], code: str) -> None:
    assert wanted(environment) == code


def test_words_are_translated_with_plurals_and_contexts() -> None:
    assert _("It says: {text}") == "It says: {text}"
    with speaking("de"):
        assert _("It says: {text}") == "Darin steht: {text}"
        assert n_("{count} button", "{count} buttons", 1) == "{count} Schaltfläche"
        assert n_("{count} button", "{count} buttons", 3) == "{count} Schaltflächen"
        assert _("No such message.") == "No such message."
        assert _("") == ""
    with speaking("es"):
        assert p_("tab", "selected") == "seleccionada"
        assert p_("list-item", "selected") == "seleccionado"
    assert language() == "en"


def test_the_language_is_that_of_the_process() -> None:
    program = "from assistant.languages.words import _\nprint(_('Table'))"
    for code, word in (("de", "Tabelle"), ("es", "Tabla"), ("en", "Table")):
        result = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"LOOKALOUD_LANGUAGE": code, "PYTHONUTF8": "1"},
            capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        assert result.stdout == f"{word}\n"
