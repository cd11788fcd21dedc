"""The parts of the set-up: what pip and apt print, as sentences; which packages are missing; the wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from assistant.setup import system, telling
from assistant.setup.pip_steps import PipSteps, reason

ROOT = Path(__file__).parents[2]


def test_pips_lines_become_few_sentences() -> None:
    steps = PipSteps()
    lines = {
        "Collecting PySide6-Addons>=6.8": "",
        "  Downloading pyside6_addons-6.12.0-cp310-abi3-manylinux_2_34_x86_64.whl (166.3 MB)": "Downloading pyside6 "
        "addons, 166 megabytes.",
        "  Downloading https://x/packages/a/numpy-2.4-cp311.whl (16.9 MB)": "Downloading numpy, 17 megabytes.",
        "  Downloading idna-3.20-py3-none-any.whl (65 kB)": "",
        "  Using cached numpy-2.4.6-cp311-cp311-manylinux_2_27_x86_64.whl (16.9 MB)": "",
        "Installing collected packages: six, numpy, idna": "Unpacking 3 parts.",
        "  WARNING: Retrying (Retry(total=4)) after connection broken": "The package index does not answer. "
        "Trying again.",
        "  WARNING: Retrying (Retry(total=3)) after connection broken": "",
    }
    assert {line: steps(line) for line in lines} == lines


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("NewConnectionError('<x>: Failed to establish a new connection: [Errno -3]", "cannot be reached. Connect to"),
        ("ReadTimeoutError: Read timed out.", "cannot be reached. Connect to"),
        ("ERROR: Could not install: [Errno 13] Permission denied: '/x'", "the owner of its folder"),
        ("ERROR: No matching distribution found for x", "pip says: No matching distribution found for x"),
    ],
)
def test_why_pip_failed(line: str, sentence: str) -> None:
    assert sentence in reason(["Collecting x", line])


def test_the_table_of_system_packages_can_be_read() -> None:
    packages = system.read_table(ROOT / "resources" / "system-packages.txt")
    assert {package.needed_for for package in packages} == {"sound", "window"}
    assert all(".so." in package.library for package in packages)
    assert len({package.name for package in packages}) == len(packages)


def test_a_package_is_there_when_its_library_can_be_loaded() -> None:
    there = system.Package("libc6", "libc.so.6")
    absent = system.Package("libnothing9", "libnothing.so.9")
    assert system.missing([there, absent]) == (absent,)


def test_a_package_without_library_is_asked_of_dpkg() -> None:
    there, absent = system.Package("base-files"), system.Package("lookaloud-never")
    assert system.missing([there, absent]) == (absent,)


def test_what_a_command_prints_is_told_line_by_line(capfd: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    code, lines = telling.run_telling(
        ["sh", "-c", "echo one; echo two >&2; exit 3"], tell=lambda line: line.upper() if line == "two" else "",
        say=told.append,
    )  # fmt: skip
    assert (code, lines, told) == (3, ["one", "two"], ["TWO"])
    assert capfd.readouterr() == ("", "")


def test_a_silent_command_is_said_to_be_still_working(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(telling, "HEARTBEAT", 0.05)
    go = tmp_path / "go"
    told: list[str] = []

    def say(sentence: str) -> None:
        told.append(sentence)
        go.touch()

    command = ["sh", "-c", f"while [ ! -e {go} ]; do :; done; echo done"]
    assert telling.run_telling(command, tell=lambda _: "", say=say) == (0, ["done"])
    assert "Still working." in told


def test_a_command_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(telling.SetupFailed, match="cannot be started: No such file"):
        telling.run_telling(["lookaloud-never"], tell=lambda _: "")


def test_without_qts_libraries_the_app_says_so() -> None:
    program = "import sys; sys.modules['PySide6'] = None; from assistant.cli import main; sys.exit(main([]))"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith("LookAloud cannot open its windows:")
    assert "Traceback" not in result.stderr


@pytest.fixture(scope="module", name="wheel")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, since building leaves files."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("assistant", "models", "resources", "export", "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", target,
         source],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    return next(target.glob("lookaloud-*.whl"))


def test_the_wheel_holds_the_program_its_resources_and_its_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("assistant", "models", "export", "resources"):
        wanted = {
            str(path.relative_to(ROOT))
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert wanted <= names
    assert not any(name.startswith(("tests/", "build/")) for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)


def test_the_wheel_runs_from_an_environment_of_its_own(wheel: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True, timeout=60)
    python = venv / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True, timeout=60)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(venv), "platbase": str(venv)}))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))  # these are here already
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        program, *arguments = command
        return subprocess.run(
            [venv / "bin" / program, *arguments], env=env, cwd=tmp_path, capture_output=True, text=True, check=False,
            timeout=60,
        )  # fmt: skip

    assert run("lookaloud", "--version").stdout.startswith("LookAloud ")
    described = run("lookaloud", "describe", "--sample", "--silent")
    assert (described.returncode, described.stderr) == (0, "")
    assert "Save changes?" in described.stdout
    app = run("lookaloud-app")
    assert app.returncode == 3
    assert app.stderr.startswith("There is no screen to look at")
    where = run("python", "-c", "import assistant; print(assistant.__file__)").stdout
    assert where.startswith(str(packages))


def test_reading_only_the_beginning_is_no_failure() -> None:
    result = subprocess.run(
        f"{sys.executable} -m assistant describe --sample --silent | head -n 1; {sys.executable} -m assistant doctor "
        "| head -n 1",
        shell=True, executable="/bin/sh", cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == ""
