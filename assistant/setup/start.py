"""From the launcher's arguments to the running program: system packages, environment, then the program itself."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.setup import system
from assistant.setup.environment import Environment, alone, venv_package
from assistant.setup.telling import SetupFailed, say

NOT_SET_UP = 9
"""Exit code: the environment cannot be made."""


def main(root: Path, arguments: Sequence[str]) -> int:
    """Make what is missing, then become the program. `--set-up [tests]` stops before that. Returns the exit code."""
    only_set_up = list(arguments[:1]) == ["--set-up"]
    tests = only_set_up and "tests" in arguments[1:]
    environment = Environment(root, say=say)
    try:
        _prepare(root, environment, tests=tests, needed=_needed(arguments))
    except SetupFailed as failure:
        say(str(failure))
        return NOT_SET_UP
    except KeyboardInterrupt:
        say("Stopped. The next start goes on with the set-up.")
        return 130
    if only_set_up:
        return 0
    # -P: nothing is imported from the folder the user happens to be in
    command = [str(environment.python), "-P", "-m", "assistant", *arguments]
    if sys.platform != "win32":  # there it would end the shell's job
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def _prepare(root: Path, environment: Environment, *, tests: bool, needed: frozenset[str]) -> None:
    if environment.is_ready(tests=tests) and not environment.has_note() and not tests:
        return
    began = time.monotonic()
    with alone(root, say):
        _prepare_alone(root, environment, tests=tests, needed=needed, began=began)


def _prepare_alone(root: Path, environment: Environment, *, tests: bool, needed: frozenset[str], began: float) -> None:
    ready = environment.is_ready(tests=tests)  # asked again: another start may have made it meanwhile
    if not ready or environment.has_note() or tests:
        missing = _system_packages(root, environment, tests=tests, needed=needed if ready else None)
        environment_missing = tuple(package for package in missing if package.needed_for)
    else:
        environment_missing = ()
    if not ready:
        environment.make(tests=tests)
        say(f"LookAloud is set up. It took {time.monotonic() - began:.0f} seconds.")
    environment.note_missing(environment_missing)


def _system_packages(
    root: Path, environment: Environment, *, tests: bool, needed: frozenset[str] | None
) -> tuple[system.Package, ...]:
    """Install what is missing, or name it where it is `needed` (None: all); returns what is missing then."""
    packages = list(system.read_table(root / "resources" / "system-packages.txt"))
    if importlib.util.find_spec("ensurepip") is None and not environment.python.exists():
        packages.insert(0, system.Package(venv_package()))
    if tests:
        names = {package.name for package in packages}
        packages += [p for p in system.read_table(root / "tests" / "packages.txt") if p.name not in names]
    missing = system.missing(packages)
    if missing and system.may_install():
        missing = system.install(missing, say=say)
        importlib.invalidate_caches()  # ensurepip may have come
    to_name = [p for p in missing if needed is None or not p.needed_for or p.needed_for in needed]
    if to_name:
        say(f"System packages are missing. {system.how_to_install(to_name)}")
    return missing


def _needed(arguments: Sequence[str]) -> frozenset[str]:
    """What this command needs of the system, in the words of the table: nothing, sound, or windows too."""
    if "--clipboard" in arguments:
        return frozenset({"sound", "window"})
    if not {"--silent", "--json", "--version", "--help", "-h"}.isdisjoint(arguments):
        return frozenset()
    if list(arguments[:1]) == ["doctor"]:
        return frozenset()  # it names them itself
    if arguments and arguments[0] in ("describe", "read"):
        return frozenset({"sound"})
    return frozenset({"sound", "window"})
