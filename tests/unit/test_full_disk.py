"""A full disk: what was there stays whole, nothing half is left, and a sentence says what to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from assistant.answers import Answer
from assistant.errors import SettingsError
from assistant.settings import Settings, SpeechSettings
from assistant.settings_file import LoadResult, load, save
from assistant.ui.result import ResultWindow
from models.registry import Registry
from models.store.errors import CannotWrite
from models.store.install import Store
from tests.helpers.disk import can_mount, no_file_longer_than, run_on_full_disk
from tests.helpers.hub import HubServer, serving
from tests.helpers.model_folders import write_captioner

ROOT = Path(__file__).parents[2]
SAVE = """
import sys
from pathlib import Path
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.settings_file import save
try:
    save(Path(sys.argv[1]), Settings(), Settings(first_run_done=True))
except SettingsError as error:
    print(error.spoken)
"""


@pytest.fixture(name="disk")
def _disk(tmp_path: Path) -> Path:
    """A folder that can be made a disk of its own."""
    if not can_mount():
        pytest.skip("this user may not mount a disk of his own")
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


def filled(disk: Path, kilobytes: int = 100) -> str:
    """A shell line that leaves no room, or less than there was."""
    return f"dd if=/dev/zero of={disk}/filling bs=1k count={kilobytes} 2>/dev/null"


def environment(disk: Path) -> dict[str, str]:
    """All that is kept lies on that disk."""
    names = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
    return os.environ | {name: str(disk) for name in names} | {"PULSE_SERVER": "unix:/nonexistent"}


def test_settings_on_a_full_disk(disk: Path) -> None:
    path = disk / "settings.toml"
    before = f"echo first_run_done=false > {path}; {filled(disk)}"
    done = run_on_full_disk(
        [sys.executable, "-c", SAVE, str(path)], disk, before=before, env=environment(disk), cwd=ROOT
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "The settings cannot be saved: the disk is full. They hold until LookAloud ends.",
        "filling",
        "settings.toml",
    ]


def test_settings_that_cannot_be_written_whole_are_left_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("first_run_done = false\n")
    with no_file_longer_than(10), pytest.raises(SettingsError) as caught:
        save(path, Settings(), Settings(first_run_done=True))
    assert caught.value.spoken == "The settings cannot be saved: File too large. They hold until LookAloud ends."
    assert path.read_text() == "first_run_done = false\n"
    assert list(tmp_path.iterdir()) == [path]


KILLED = """
import os, signal, sys
from pathlib import Path
import tomli_w
from assistant.settings import Settings
from assistant.settings_file import save

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def half(data, file):
    whole = tomli_w.dumps(data).encode()
    file.write(whole[: len(whole) // 2])
    file.flush()
    die()

if sys.argv[2] == "half written":
    tomli_w.dump = half
else:
    os.replace = die
save(Path(sys.argv[1]), Settings(), Settings(first_run_done=True))
"""


@pytest.mark.parametrize("stage", ["half written", "not yet in its place"])
def test_settings_are_whole_however_the_app_is_killed(tmp_path: Path, stage: str) -> None:
    path = tmp_path / "settings.toml"
    before = Settings(speech=SpeechSettings(rate=350))
    save(path, Settings(), before)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), stage], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert load(path) == LoadResult(before)


def test_answers_that_cannot_be_written_whole_are_not_written(application: QApplication, tmp_path: Path) -> None:
    del application
    window = ResultWindow()
    window.show_talk("screen", [Answer(1, "screen", "A dialog: Confirm. " * 50)])
    problems: list[str] = []
    window.problem_found.connect(problems.append)
    path = tmp_path / "talk.txt"
    path.write_text("what was kept before")
    with no_file_longer_than(100):
        assert not window.save_as(path)
    assert problems == ["talk.txt cannot be written: File too large."]
    assert path.read_text() == "what was kept before"
    assert list(tmp_path.iterdir()) == [path]


SAVE_ANSWERS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from assistant.answers import Answer
from assistant.ui.result import ResultWindow
application = QApplication([])
window = ResultWindow()
window.problem_found.connect(print)
window.show_talk("screen", [Answer(1, "screen", "A dialog: Confirm.")])
window.save_as(Path(sys.argv[1]))
"""


def test_answers_on_a_full_disk(disk: Path) -> None:
    command = [sys.executable, "-c", SAVE_ANSWERS, str(disk / "talk.txt")]
    quiet = environment(disk) | {"QT_QPA_PLATFORM": "offscreen"}
    done = run_on_full_disk(command, disk, before=filled(disk), env=quiet, cwd=ROOT)
    assert done.stdout.splitlines() == ["talk.txt cannot be written: the disk is full.", "filling"]


@pytest.mark.parametrize("kilobytes", [100, 40], ids=["full", "nearly full"])
def test_an_album_on_a_full_disk(disk: Path, tmp_path: Path, kilobytes: int) -> None:
    (tmp_path / "pictures").mkdir()
    Image.new("RGB", (300, 200), "red").save(tmp_path / "pictures" / "red.png")
    command = [sys.executable, "-m", "assistant", "album", str(tmp_path / "pictures"), "--silent"]
    done = run_on_full_disk(command, disk, before=filled(disk, kilobytes), env=environment(disk), cwd=ROOT)
    assert done.stderr == "The index cannot be written: the disk is full. Make room and start again.\n"


def test_a_model_is_not_begun_where_it_has_no_room(disk: Path, tmp_path: Path) -> None:
    write_captioner(tmp_path / "toy")
    command = [sys.executable, "-m", "assistant", "models", "add", str(tmp_path / "toy")]
    done = run_on_full_disk(command, disk, env=environment(disk), cwd=ROOT)
    assert done.stderr == "67 megabytes are needed and 0 are free. Make room and try again.\n"


@pytest.fixture(name="hub")
def _hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    write_captioner(tmp_path / "hub" / "somebody" / "toy")
    for name in ("HF_TOKEN", "HF_HUB_OFFLINE", "LOOKALOUD_MODELS"):
        monkeypatch.delenv(name, raising=False)
    with serving(tmp_path / "hub") as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield hub


def test_a_disk_that_fills_while_a_model_is_fetched(hub: HubServer, tmp_path: Path) -> None:
    del hub
    models = tmp_path / "models"
    store = Store(folder=models, registry=Registry([models]), downloads=tmp_path / "downloads")
    with no_file_longer_than(300), pytest.raises(CannotWrite) as caught:
        store.get("somebody/toy")
    assert caught.value.spoken.startswith(f"{tmp_path / 'downloads'}")
    assert "cannot be written to: File too large." in caught.value.spoken
    assert not models.exists() or not [path for path in models.iterdir() if not path.name.startswith(".")]
    assert store.get("somebody/toy").id == "toy"  # there is room again: it is gone on with
