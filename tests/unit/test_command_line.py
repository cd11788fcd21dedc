"""The command line: exit codes, JSON, and every kind of wrong input; and the README's commands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from PIL import Image

from assistant.cli import EXIT_CODES, main
from assistant.cli.ask import NOTHING_ASKED
from assistant.cli.describe import ONLY_IN_THE_APP
from assistant.cli.spoken import DEFECT
from assistant.pipelines.describe import NO_READING
from models.errors import RunError
from tests.helpers.speaking import spoken

ROOT = Path(__file__).parents[2]


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """`lookaloud ARGUMENTS` without a display, sound or session bus, unless `env` says otherwise."""
    without = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    clean = {name: value for name, value in os.environ.items() if name not in without}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments], cwd=ROOT, capture_output=True,
        env=clean | {"PULSE_SERVER": "unix:/nonexistent"} | env, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_sample_is_described_and_the_missing_sound_said_once() -> None:
    result = run("describe", "--sample")
    assert result.returncode == 0
    assert "Save changes?" in result.stdout
    assert "Two loaves of bread" in result.stdout
    assert result.stderr.strip() == (
        "No sound device was found, so nothing can be spoken. Connect one, or check the sound settings."
    )


def test_json_is_one_object() -> None:
    result = run("describe", "--sample", "--json")
    answer = json.loads(result.stdout)
    assert set(answer) == {"gate", "claims", "text", "times"}
    assert answer["gate"] is None
    assert {claim["source"] for claim in answer["claims"]} == {"text"}
    assert all(set(claim) == {"text", "source", "confidence", "box"} for claim in answer["claims"])
    assert answer["times"]["total"] > 0
    assert result.stderr == ""


def test_a_black_picture_is_gated(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200)).save(tmp_path / "black.png")
    answer = json.loads(run("describe", str(tmp_path / "black.png"), "--json").stdout)
    assert answer["gate"] == "black"
    assert answer["text"].startswith("The picture is completely black.")


def test_read_reads_everything() -> None:
    result = run("read", "--sample", "--silent")
    assert "The train to Leeds leaves at 14:35 from platform 6." in result.stdout.replace("\n", " ")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["describe", "gone.png", "--silent"], 5, "There is no file gone.png."),
        (["describe", ".", "--silent"], 5, "is a folder"),
        (["describe", "--silent"], 3, "There is no screen to look at"),
        (["describe", "--window", "--silent"], 3, "There is no screen to look at"),
        (["describe", "--clipboard", "--silent"], 3, "There is no screen to look at"),
        (["do", "fly"], 2, "invalid choice"),
        (["do", "repeat"], 3, "There is no screen to look at"),
        (["describe", "--clipboard"], 3, "There is no screen to look at"),
        (["describe", "--region", "1,2,3", "--silent"], 2, "is not a rectangle"),
        (["describe", "--region", "0,0,0,5", "--silent"], 2, "must be above zero"),
        (["describe", "--window", "--focus"], 2, "not allowed with"),
        (["sing"], 2, "invalid choice"),
    ],
)
def test_wrong_input_gets_its_sentence_and_code(arguments: list[str], code: int, words: str) -> None:
    result = run(*arguments)
    assert result.returncode == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_an_error_in_json_is_in_the_object() -> None:
    result = run("describe", "gone.png", "--json")
    assert result.returncode == 5
    assert json.loads(result.stdout)["error"].startswith("There is no file gone.png.")


def test_a_defect_while_looking_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise LookupError("a defect")

    monkeypatch.setattr("assistant.cli.describe.look", broken)
    assert main(["describe", "--silent"]) == 1
    assert capsys.readouterr().err.strip().endswith(DEFECT)


class _Fails:
    """A describer, and a text reader, that fail."""

    def run(self, *_: object, **__: object) -> None:
        raise RunError("no more memory")

    def read(self, *_: object, **__: object) -> None:
        raise RunError("no more memory")


class _FailingSight:
    describer = _Fails()


def test_a_part_that_cannot_look_is_told_by_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("models.text.reader.TextReader", _Fails)
    assert main(["describe", "--sample", "--silent"]) == 8
    assert NO_READING in capsys.readouterr().out
    monkeypatch.setattr("assistant.cli.describe.Sight", _FailingSight)
    assert main(["describe", "--sample", "--silent"]) == 8
    assert capsys.readouterr().err.strip() == RunError("").spoken


def test_without_a_display_the_app_says_so() -> None:
    result = run()
    assert result.returncode == 3
    assert "There is no screen to look at" in result.stderr


def test_a_display_that_does_not_answer() -> None:
    result = run("describe", "--silent", DISPLAY=":97")
    assert result.returncode == 3
    assert run(DISPLAY=":97").returncode == 3


def test_a_home_that_may_not_be_written_and_none_at_all(tmp_path: Path) -> None:
    assert run("describe", "--sample", "--silent", HOME="/nonexistent", XDG_CONFIG_HOME="/nonexistent").returncode == 0
    (tmp_path / "lookaloud").mkdir()
    (tmp_path / "lookaloud" / "settings.toml").write_text("[speech\n")
    damaged = run("describe", "--sample", "--silent", XDG_CONFIG_HOME=str(tmp_path))
    assert damaged.returncode == 0
    assert "The settings file was damaged" in damaged.stderr


def test_help_and_readme_have_the_same_exit_codes() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    in_readme = {int(number) for number in re.findall(r"^- (\d+):", readme, re.M)}
    in_help = {int(number) for number in re.findall(r"^ +(\d+) ", EXIT_CODES, re.M)}
    assert in_help == in_readme


def test_the_readmes_commands_work(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = [line for block in re.findall(r"```sh\n(.*?)```", readme, re.S) for line in block.splitlines() if line]
    assert commands[0] == "./lookaloud describe --sample"
    assert "tests/run" in commands  # that is what runs this
    Image.new("RGB", (300, 200), "white").save(tmp_path / "picture.png")
    codes = {}
    for command in commands:
        if not command.startswith("./lookaloud "):
            continue
        arguments = shlex.split(command.replace("picture.png", str(tmp_path / "picture.png")))[1:]
        codes[command] = run(*arguments, XDG_DATA_HOME=str(tmp_path)).returncode  # where albums are kept
    assert codes == {
        "./lookaloud describe --sample": 0,
        "./lookaloud album resources/sample": 0,
        "./lookaloud do describe-screen": 3,
        "./lookaloud doctor": 1,  # no screen and no sound here
        "./lookaloud models list": 0,
        "./lookaloud models info smolvlm-256m": 0,
        "./lookaloud describe picture.png": 0,
        "./lookaloud describe --window --length full": 3,
        "./lookaloud read --screen --silent": 3,
        "./lookaloud describe --sample --json": 0,
        './lookaloud ask "when does the train leave?" --sample': 0,
        './lookaloud ask "what is the title?" --sample --json': 0,
    }


def test_the_keys_in_the_readme_are_those_of_the_program() -> None:
    from assistant.actions import Action

    readme = (ROOT / "README.md").read_text("utf-8")
    for action in Action:
        key = action.layer_key.upper() if len(action.layer_key) == 1 else action.layer_key.capitalize()
        assert re.search(rf"(^- |\. ){key}: ", readme, re.M), action


def test_the_actions_in_the_readme_are_those_of_the_program() -> None:
    from assistant.actions import Action

    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"`{action.slug}`" in readme for action in Action)


def test_main_prints_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("LookAloud ")


def test_ask_prints_the_answer_and_where_it_is_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "When does the train to Leeds leave?", "--sample", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["outcome"]) == ("when", "answered")
    assert "14:35" in told["answer"]
    assert told["evidence"][0]["source"] == "text"
    assert 0.5 < told["confidence"] <= 1
    assert main(["ask", "what is the phone number", "--sample", "--silent"]) == 0
    assert capsys.readouterr().out.startswith("I can't tell.")
    assert main(["ask", "slower", "--sample", "--silent"]) == 0
    assert ONLY_IN_THE_APP in capsys.readouterr().out


def test_ask_takes_a_recording(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clip = spoken("what is the title")
    path = tmp_path / "question.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(clip.rate)
        samples = memoryview(clip.samples).cast("h")
        file.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) * 2 for sample in samples))
    assert main(["ask", "--audio", str(path), "--sample", "--silent"]) == 0
    assert "Shopping list for Saturday" in capsys.readouterr().out
    path.write_bytes(b"RIFF")
    assert main(["ask", "--audio", str(path), "--sample"]) == 5
    assert "cannot be read as a sound file" in capsys.readouterr().err
    assert main(["ask", "--sample"]) == 2
    assert NOTHING_ASKED in capsys.readouterr().err
