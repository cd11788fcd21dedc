"""The environment `.venv`: made, mended after an interruption, brought up to date. One process at a time.

Files in it: `lookaloud-ready` (root, real Python, then pyproject.toml, as they were when it was complete: what the
launcher's short way compares), `lookaloud-tests` (the same, with the test extra), `lookaloud-unfinished` (ours and
not complete: made anew), `lookaloud-missing` (system packages that were missing: looked for at every start).
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.setup.pip_steps import PipSteps, reason
from assistant.setup.system import Package
from assistant.setup.telling import SetupFailed, Teller, run_telling

ROOM = 2.2  # gigabytes: 1.4 installed with the test extra, and what pip keeps meanwhile

ONNXRUNTIME = (
    "onnxruntime-gpu"
    if (sys.platform, platform.machine()) in (("linux", "x86_64"), ("win32", "AMD64"))
    else "onnxruntime"
)
"""The build of ONNX Runtime that pyproject.toml names for this machine."""


class Environment:
    """`.venv` below `root`, the folder with pyproject.toml."""

    def __init__(self, root: Path, *, say: Teller) -> None:
        self._root = root
        self._folder = root / ".venv"
        self._say = say

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self._folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    def is_ready(self, *, tests: bool) -> bool:
        """Whether it is complete and still fits: the same folder, the same Python, the same pyproject.toml."""
        try:
            ready = (self._folder / ("lookaloud-tests" if tests else "lookaloud-ready")).read_bytes()
            return ready == self._fingerprint()
        except OSError:
            return False

    def make(self, *, tests: bool) -> None:
        """Make it, or make it complete; inside `alone`. Raises SetupFailed."""
        tests = tests or (self._folder / "lookaloud-tests").exists()
        try:
            self._lay()
            self._install(tests=tests)
        except OSError as error:
            raise SetupFailed(
                f"LookAloud's environment {self._folder} cannot be made: {error.strerror}. "
                "Run the same command as the owner of that folder, with room on the disk."
            ) from error

    def note_missing(self, packages: tuple[Package, ...]) -> None:
        """Remember whether system packages were missing, so that the next start looks again, or need not."""
        note = self._folder / "lookaloud-missing"
        with contextlib.suppress(OSError):  # another user's folder: then every start looks, which is slower and right
            if packages:
                note.write_text("".join(f"{package.name}\n" for package in packages), "utf-8")
            else:
                note.unlink(missing_ok=True)

    def has_note(self) -> bool:
        """Whether system packages were missing at the last start."""
        return (self._folder / "lookaloud-missing").exists()

    def _fingerprint(self) -> bytes:
        python = os.path.realpath(self.python)
        return f"{self._root}\n{python}\n".encode() + (self._root / "pyproject.toml").read_bytes()

    def _lay(self) -> None:
        """A folder with an interpreter and pip; what is ours and broken is thrown away first."""
        ours = any((self._folder / f"lookaloud-{mark}").exists() for mark in ("ready", "unfinished"))
        sound = self._runs()
        if self._folder.exists() and not sound and not ours and any(self._folder.iterdir()):
            raise SetupFailed(
                f"The folder {self._folder} was not made by LookAloud and cannot be used. "
                "Delete or rename it, then run the same command again."
            )
        if sound and not (self._folder / "lookaloud-unfinished").exists() and not self._moved():
            return
        pip = importlib.util.find_spec("ensurepip") is not None
        if not pip and not _other_pip():
            raise SetupFailed(
                f"LookAloud cannot set itself up without the system package {venv_package()}. "
                "Install it, then run the same command again."
            )
        if shutil.disk_usage(self._root).free < ROOM * 1e9:
            raise SetupFailed(f"The disk is too full: LookAloud needs {ROOM} gigabytes in {self._root}.")
        if self._folder.exists():
            self._say("The environment is incomplete or out of place, so it is made again.")
            shutil.rmtree(self._folder)
        self._say("LookAloud sets itself up. This happens once, and about 550 megabytes are downloaded.")
        self._folder.mkdir()
        (self._folder / "lookaloud-unfinished").touch()
        command = [sys.executable, "-I", "-m", "venv", *([] if pip else ["--without-pip"]), str(self._folder)]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode != 0:
            last = (made.stdout + made.stderr).strip().splitlines()[-1:] or [f"exit code {made.returncode}"]
            raise SetupFailed(f"Python could not make the environment. It says: {last[0]}")

    def _install(self, *, tests: bool) -> None:
        what = f"{self._root}[test]" if tests else str(self._root)
        for name in ("lookaloud-ready", "lookaloud-tests"):
            (self._folder / name).unlink(missing_ok=True)
        command = [
            *self._installer(), "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off",
            "--editable", what,
        ]  # fmt: skip
        if command[0] == "uv":
            command = ["uv", "pip", "install", "--python", str(self.python), "--editable", what]
        self._say("Fetching and installing the parts. This takes one minute or a few.")
        self._remove_replaced()
        code, lines = run_telling(command, tell=PipSteps(), say=self._say)
        if code != 0:
            log = self._folder / "lookaloud-setup.log"
            log.write_text("\n".join(lines), "utf-8")
            raise SetupFailed(f"{reason(lines)} The whole report is in {log}.")
        ready = self._fingerprint()
        if tests:
            (self._folder / "lookaloud-tests").write_bytes(ready)
        (self._folder / "lookaloud-ready").write_bytes(ready)
        (self._folder / "lookaloud-unfinished").unlink(missing_ok=True)

    def _remove_replaced(self) -> None:
        """ONNX Runtime's other build holds the same files: both go, so that the one that is wanted comes whole."""
        folders = [*self._folder.glob("lib/python*/site-packages"), *self._folder.glob("Lib/site-packages")]
        other = "onnxruntime" if ONNXRUNTIME == "onnxruntime-gpu" else "onnxruntime_gpu"
        if not any(found for folder in folders for found in folder.glob(f"{other}-[0-9]*.dist-info")):
            return
        command = [*self._installer(), "uninstall", "--yes"]
        if command[0] == "uv":
            command = ["uv", "pip", "uninstall", "--python", str(self.python)]
        subprocess.run([*command, "onnxruntime", "onnxruntime-gpu"], capture_output=True, check=False)

    def _installer(self) -> list[str]:
        if self._has_pip():
            return [str(self.python), "-I", "-m", "pip"]
        if importlib.util.find_spec("pip") is not None:
            return [sys.executable, "-I", "-m", "pip", "--python", str(self.python)]
        return ["uv"]

    def _runs(self) -> bool:
        """Whether its interpreter starts, is new enough, and something can install into it."""
        test = "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
        try:
            if subprocess.run([self.python, "-I", "-c", test], capture_output=True, check=False).returncode != 0:
                return False
        except OSError:
            return False
        return self._has_pip() or _other_pip()

    def _has_pip(self) -> bool:
        command = [str(self.python), "-I", "-m", "pip", "--version"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def _moved(self) -> bool:
        """Whether it was made complete in another folder, or with another Python: its scripts then point nowhere."""
        try:
            ready = (self._folder / "lookaloud-ready").read_bytes()
        except OSError:
            return False
        return not ready.startswith(f"{self._root}\n{os.path.realpath(self.python)}\n".encode())


def venv_package() -> str:
    """The Debian package that completes this Python's module venv."""
    if os.path.realpath(sys.executable) == os.path.realpath("/usr/bin/python3"):
        return "python3-venv"
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def _other_pip() -> bool:
    """Whether something outside the environment can install into it."""
    return importlib.util.find_spec("pip") is not None or shutil.which("uv") is not None


@contextlib.contextmanager
def alone(root: Path, say: Teller) -> Iterator[None]:
    """Hold the lock of `root`; it goes with the process, however that ends."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(root, os.O_RDONLY)  # the folder itself is the lock, so no file is left behind
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start of LookAloud is setting it up. Waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
