"""What the operating system must have: tables of Debian packages, what of them is missing, how it is installed.

A table (resources/system-packages.txt, tests/packages.txt) has a package a line; then, where there is one, the
library by which its presence is seen on any distribution, and what needs it: `sound` (to speak) or `window` (the app).
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.setup.telling import Teller, run_telling

INSTALL = ("apt-get", "install", "--no-install-recommends")
QUIET = ("-q", "-o", "DPkg::Lock::Timeout=300")  # seconds to wait for another apt, such as automatic updates
_OFFLINE = (
    "Temporary failure resolving",
    "Could not resolve",
    "Could not connect",
    "Unable to connect",
    "Network is unr",
)


@dataclass(frozen=True, slots=True)
class Package:
    """A Debian package; `library` is the file name by which the loader finds it, `needed_for` sound, window or ""."""

    name: str
    library: str = ""
    needed_for: str = ""


def read_table(path: Path) -> tuple[Package, ...]:
    """The packages of a table. Lines that begin with # are comments."""
    lines = (line.split() for line in path.read_text("utf-8").splitlines())
    return tuple(Package(*words[:3]) for words in lines if words and not words[0].startswith("#"))


def missing(packages: Iterable[Package]) -> tuple[Package, ...]:
    """Those that are not there: their library cannot be loaded, or dpkg does not know them. Nothing off Linux."""
    if sys.platform != "linux":
        return ()
    wanted = tuple(packages)
    by_name = [package.name for package in wanted if not package.library]
    absent = _not_installed(by_name)
    return tuple(p for p in wanted if (not _loads(p.library) if p.library else p.name in absent))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _not_installed(names: Sequence[str]) -> frozenset[str]:
    """Empty where there is no dpkg: then nobody knows."""
    if not names or shutil.which("dpkg-query") is None:
        return frozenset()
    result = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    there = {line.split()[0] for line in result.stdout.splitlines() if line.endswith(" installed")}
    # Debian 13 and Ubuntu 24.04 renamed libraries for 64-bit time
    return frozenset(name for name in names if name not in there and f"{name}t64" not in there)


def may_install() -> bool:
    """Whether packages can be installed without asking anybody: this is Debian or like it, and the user is root."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def how_to_install(packages: Sequence[Package], _: Callable[[str], str] = str) -> str:
    """A sentence with the one command, translated by `_`: what is set up before there is a program is told in
    English."""
    names = " ".join(package.name for package in packages)
    if shutil.which("apt-get") is None:
        names = ", ".join(package.library or package.name for package in packages)
        return _("Install these with your system's package manager: {names}.").format(names=names)
    prefix = "" if os.geteuid() == 0 else "sudo "
    return _("Install them with: {command}").format(command=f"{prefix}{' '.join(INSTALL)} {names}")


def install(packages: Sequence[Package], *, say: Teller) -> tuple[Package, ...]:
    """Install by apt-get, as root, saying so first; returns what is still missing afterwards."""
    if not packages:
        return ()
    names = [package.name for package in packages]
    say(f"System packages are missing. You are root, so LookAloud installs them now with apt-get: {', '.join(names)}.")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run_telling(
        ["apt-get", "update", *QUIET], tell=lambda _: "", say=say, env=quiet
    )  # old lists name files that are gone
    code, lines = run_telling([*INSTALL, "--yes", *QUIET, *names], tell=_apt_step, say=say, env=quiet)
    if code != 0:
        say(f"apt-get could not install them. {_reason(lines, code)}")
    return missing(packages)


def _reason(lines: Sequence[str], code: int) -> str:
    if any(sign in line for line in lines for sign in _OFFLINE):
        return "The package servers cannot be reached. Connect to the internet, then run the same command again."
    errors = [line for line in lines if line.startswith("E: ")]
    return f"It says: {(errors or list(lines[-1:]) or [f'exit code {code}'])[0].removeprefix('E: ').rstrip('.')}."


def _apt_step(line: str) -> str:
    if line.startswith("Need to get"):
        size = line.removeprefix("Need to get ").split(" of ")[0].split("/")[0]
        return f"Downloading {_plain_size(size)} of system packages."
    return "Unpacking them." if line.startswith("Fetched ") else ""


def _plain_size(text: str) -> str:
    number, _, unit = text.strip().partition(" ")
    unit = {"kB": "kilobytes", "MB": "megabytes", "GB": "gigabytes"}.get(unit, unit)
    whole = number.replace(",", "").split(".")[0]
    return f"{whole if whole.isdigit() and whole != '0' else number} {unit}".strip()
