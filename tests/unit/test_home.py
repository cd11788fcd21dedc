"""A user without a home folder or a name, and models that may not be read."""

from __future__ import annotations

import getpass
import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.home import NOWHERE, take_any_home
from assistant.running_app import address
from models.registry import Registry, built_in_directory

ROOT = Path(__file__).parents[2]
# no user has this number: neither a name nor a home is known of it
UNKNOWN = """
import os, pwd, sys
def nobody(*_):
    raise KeyError("no such user")
pwd.getpwuid = nobody
sys.argv = ["lookaloud", *sys.argv[1:]]
from assistant.cli import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (("describe", "--sample", "--silent"), "Save changes?"),
        (("models", "list"), "icons"),
        (("ask", "what buttons are there", "--sample", "--silent"), ""),
    ],
)
def test_without_a_home_all_works_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], printed: str
) -> None:
    without = ("HOME", "USER", "LOGNAME", "USERNAME", "LNAME", "DISPLAY", "WAYLAND_DISPLAY")
    clean = {k: v for k, v in os.environ.items() if k not in without and not k.startswith("XDG_")}
    result = subprocess.run(
        [sys.executable, "-c", UNKNOWN, *arguments], cwd=tmp_path, env=clean | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert printed in result.stdout
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def nobody(*_: object) -> None:
    raise KeyError("no such user")


def test_a_home_is_taken_only_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    take_any_home()
    assert os.environ["HOME"] == "/somewhere"
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    take_any_home()
    assert os.environ["HOME"] == NOWHERE


def test_a_user_without_a_name_has_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert f"lookaloud-{os.getuid()}-" in address()


def test_models_that_may_not_be_read_cost_no_others(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    loop = tmp_path / "models"
    loop.symlink_to(loop)  # it is there and cannot be read, even by root
    listed = Registry([loop, tmp_path / "none", built_in_directory()], notes=tmp_path / "notes").list()
    assert "icons" in [each.folder.id for each in listed if each.folder is not None]
    assert "models cannot be looked for" in caplog.text
