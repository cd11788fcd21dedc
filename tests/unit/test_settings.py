"""Settings on disk: whatever is in the file, the app starts and nothing is lost."""

from __future__ import annotations

import dataclasses
import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import SettingsError
from assistant.settings import AnswerSettings, KeySettings, Settings, SpeechSettings
from assistant.settings_file import load, problem_with, save


def test_the_first_start_has_the_defaults(tmp_path: Path) -> None:
    loaded = load(tmp_path / "settings.toml")
    assert loaded.settings == Settings()
    assert loaded.problems == ()


@given(st.integers(80, 600), st.booleans(), st.sampled_from(["brief", "normal", "full"]))
def test_what_is_saved_is_loaded(tmp_path_factory: pytest.TempPathFactory, rate: int, cues: bool, length: str) -> None:
    path = tmp_path_factory.mktemp("s") / "settings.toml"
    settings = Settings(
        speech=SpeechSettings(rate=rate, cues=cues), answers=AnswerSettings(length=length),
        keys=KeySettings(direct={"copy": "Ctrl+Alt+C"}),
    )  # fmt: skip
    save(path, Settings(), settings)
    loaded = load(path)
    assert loaded.problems == ()
    assert loaded.settings == settings
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[speech]\nrate = "fast"', "Rate must be a whole number from 80 to 600"),
        ("[speech]\nrate = 9000", "Rate must be a whole number"),
        ("[speech]\nrate = true", "Rate must be a whole number"),
        ('[answers]\nlength = "huge"', "must be one of brief, normal, full"),
        ("[speech]\ncues = 1", "must be true or false"),
        ("speech = 3", "no table"),
        ("[keys]\ndirect = 4", "must be a table"),
    ],
)
def test_wrong_values_give_a_sentence_and_the_default(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    loaded = load(path)
    assert loaded.settings == Settings()
    assert words in loaded.problems[0]


@given(st.binary(max_size=200))
def test_any_bytes_are_survived(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("s") / "settings.toml"
    path.write_bytes(data)
    loaded = load(path)
    assert isinstance(loaded.settings, Settings)
    assert path.exists() or path.with_name("settings.toml.bad").read_bytes() == data


def test_a_damaged_file_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[speech\nrate=")
    assert "settings.toml.bad" in load(path).problems[0]
    assert path.with_name("settings.toml.bad").read_text() == "[speech\nrate="


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for text in ("[first", "[second", "[third"):
        path.write_text(text)
        load(path)
    assert [path.with_name(f"settings.toml.bad{n}").read_text() for n in ("", "2", "3")] == [
        "[first", "[second", "[third",
    ]  # fmt: skip


BAD_VALUES = """first_run_done = true
[speech]
rate = "350"
volume = 40
[keys.direct]
describe-screen = "Ctrl+Alt+D"
describe-window = "Ctrl+Alt+W"
more = 5
future-action = "Ctrl+Alt+Q"
"""


def test_a_bad_direct_key_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(BAD_VALUES)
    loaded = load(path)
    assert loaded.settings.keys.direct == {
        "describe-screen": "Ctrl+Alt+D", "describe-window": "Ctrl+Alt+W", "future-action": "Ctrl+Alt+Q",
    }  # fmt: skip
    assert len(loaded.problems) == 2
    assert "Rate must be a whole number" in loaded.problems[0]
    assert "more must be text" in loaded.problems[1]


def test_saving_changes_what_was_changed_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(BAD_VALUES)
    before = load(path).settings
    direct = {"describe-screen": "Ctrl+Alt+E", "copy": "Ctrl+Alt+C", "future-action": "Ctrl+Alt+Q"}
    after = dataclasses.replace(
        before,
        speech=dataclasses.replace(before.speech, pitch=60),
        keys=dataclasses.replace(before.keys, direct=direct),
    )
    save(path, before, after)
    assert tomllib.loads(path.read_text()) == {
        "first_run_done": True,
        "speech": {"rate": "350", "volume": 40, "pitch": 60},
        "keys": {"direct": direct | {"more": 5}},
    }


def test_a_file_damaged_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    text = '[speech]\nrate = 350\nlanguage = "de\n'
    path.write_text(text)
    with pytest.raises(SettingsError) as caught:
        save(path, Settings(), Settings(first_run_done=True))
    assert "is damaged" in caught.value.spoken
    assert path.read_text() == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_read_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.symlink_to(path)  # a loop: it is there and cannot be read, even by root
    assert "cannot be read" in load(path).problems[0]
    with pytest.raises(SettingsError) as caught:
        save(path, Settings(), Settings(first_run_done=True))
    assert "cannot be read" in caught.value.spoken
    assert path.is_symlink()


def test_what_a_newer_version_wrote_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[speech]\nrate = 300\nwhisper = "yes"\n[future]\nx = 1\n')
    settings = load(path).settings
    save(path, settings, dataclasses.replace(settings, first_run_done=True))
    data = tomllib.loads(path.read_text())
    assert data["speech"]["whisper"] == "yes"
    assert data["future"] == {"x": 1}
    assert data["speech"]["rate"] == 300


def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError) as caught:
        save(tmp_path / "file" / "settings.toml", Settings(), Settings(first_run_done=True))
    assert "They hold until LookAloud ends" in caught.value.spoken


def test_every_field_can_be_shown_and_checked() -> None:
    for section in dataclasses.fields(Settings):
        value = getattr(Settings(), section.name)
        if not dataclasses.is_dataclass(value):
            continue
        assert section.metadata["label"]
        for field in dataclasses.fields(value):
            assert field.metadata["label"]
            assert problem_with(field, getattr(value, field.name)) == ""
    assert os.sep not in Settings().keys.layer
