"""Makes .venv where it is missing or out of date, then becomes the program. Standard library only, no venv needed.

Run by the script `lookaloud` and by tests/run as `python launcher.py ROOT [--extra NAME] ...`. Each step prints one
plain line, so that a screen reader can follow.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

CANNOT_PREPARE = 9
"""Exit code where the environment cannot be made."""


def say(text: str) -> None:
    """One line on standard error, at once."""
    print(f"LookAloud: {text}", file=sys.stderr, flush=True)


def system_packages(root: Path) -> list[str]:
    """The Debian packages named in resources/system-packages.txt."""
    lines = (root / "resources" / "system-packages.txt").read_text("utf-8").splitlines()
    return [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]


def missing_packages(names: list[str]) -> list[str]:
    """Those that dpkg does not know as installed; none where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        return []
    result = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names], capture_output=True, text=True, check=False
    )
    installed = {line.split()[0] for line in result.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in names if name not in installed and f"{name}t64" not in installed]


def install_packages(names: list[str]) -> bool:
    """Install Debian packages where this user is root; otherwise name the one command. True when all are there."""
    missing = missing_packages(names)
    if not missing:
        return True
    if os.geteuid() != 0:
        say("these system packages are missing. Install them with this one command, then start LookAloud again:")
        print(f"sudo apt-get install --no-install-recommends {' '.join(missing)}", file=sys.stderr, flush=True)
        return False
    say(f"you are root, so the missing system packages are installed now: {' '.join(missing)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]):
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            say(f"{' '.join(command[:2])} failed: {(result.stderr.strip().splitlines() or ['no reason given'])[-1]}")
            return False
    return True


def stamp_of(root: Path, extras: list[str]) -> str:
    """What the environment was made from."""
    parts = [(root / "pyproject.toml").read_bytes(), sys.version.encode(), ",".join(sorted(extras)).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready(root: Path, extras: list[str]) -> bool:
    """Whether .venv was made to the end from this pyproject.toml, with at least these extras."""
    stamp = root / ".venv" / "lookaloud-stamp"
    if not stamp.exists() or not (root / ".venv" / "bin" / "python").exists():
        return False
    lines = stamp.read_text("utf-8").splitlines()
    return stamp_of(root, extras) in lines or stamp_of(root, [*extras, "test"]) in lines


def prepare(root: Path, extras: list[str]) -> bool:
    """Make or mend .venv. One process at a time; another one waits."""
    with (root / ".venv.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another start is preparing the environment; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if is_ready(root, extras):
            return True
        return _make(root, extras)


def _make(root: Path, extras: list[str]) -> bool:
    began = time.monotonic()
    venv = root / ".venv"
    python = venv / "bin" / "python"
    if not python.exists() or subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        say(f"first start: making an environment in {venv}.")
        shutil.rmtree(venv, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True, check=False)
        if made.returncode != 0:
            shutil.rmtree(venv, ignore_errors=True)
            say("the environment could not be made. On Debian and Ubuntu the package python3-venv is needed:")
            print("sudo apt-get install python3-venv", file=sys.stderr, flush=True)
            return False
    say("installing what LookAloud needs, some 400 megabytes; this takes a minute or more.")
    what = f"{root}[{','.join(extras)}]" if extras else str(root)
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", "-e", what]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        last = ""
        for line in process.stdout:
            last = line.strip() or last
            if line.startswith("Collecting "):
                say(f"fetching {line.split()[1]}")
            elif line.startswith("Installing collected"):
                say("unpacking.")
    if process.returncode != 0:
        say(f"the installation failed: {last}")
        say("Check the network connection, then start LookAloud again; it goes on where it stopped.")
        return False
    (venv / "lookaloud-stamp").write_text(stamp_of(root, extras) + "\n", "utf-8")
    say(f"ready after {time.monotonic() - began:.0f} seconds.")
    return True


def main() -> int:
    """ROOT, then either `--prepare EXTRA` (for tests/run) or the program's arguments."""
    root = Path(sys.argv[1])
    arguments = sys.argv[2:]
    extras = [arguments[1]] if arguments[:1] == ["--prepare"] else []
    if not is_ready(root, extras):
        complete = install_packages(system_packages(root))
        if not prepare(root, extras) or (extras and not complete):
            return CANNOT_PREPARE
    if extras:
        return 0
    python = str(root / ".venv" / "bin" / "python")
    os.execv(python, [python, "-m", "assistant", *arguments])


if __name__ == "__main__":
    sys.exit(main())
