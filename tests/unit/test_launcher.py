"""The launcher, run for real on a small project without dependencies: real venv, real pip, no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.desktop import wait_for

ROOT = Path(__file__).parents[2]
SYSTEM_PATH = f"{Path(os.path.realpath(sys.executable)).parent}:/usr/sbin:/usr/bin:/sbin:/bin"
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")

# A build backend in the project itself, so that pip has nothing to fetch. It waits where BACKEND_WAITS names a file:
# that is where the tests interrupt it.
BACKEND = """
import os, time, zipfile
from pathlib import Path

def build_editable(folder, config_settings=None, metadata_directory=None):
    if "BACKEND_WAITS" in os.environ:
        Path(os.environ["BACKEND_WAITS"]).touch()
        time.sleep(600)
    with open("builds", "a") as log:
        log.write("built\\n")
    name = "tried-1-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("tried.pth", os.getcwd())
        wheel.writestr("tried-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tried\\nVersion: 1\\n")
        wheel.writestr("tried-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("tried-1.dist-info/RECORD", "")
    return name
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tried"
version = "1"
"""
PROGRAM = """
import os, sys
print("program", *sys.argv[1:], os.getcwd())
sys.exit(5 if "five" in sys.argv else 0)
"""


class Project:
    """A project with our launcher and our set-up, and a program that prints its arguments."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder.parent
        (folder / "resources").mkdir(parents=True)
        shutil.copy(ROOT / "lookaloud", folder)
        shutil.copytree(ROOT / "assistant" / "setup", folder / "assistant" / "setup")
        (folder / "assistant" / "__init__.py").touch()
        (folder / "assistant" / "__main__.py").write_text(PROGRAM)
        (folder / "backend.py").write_text(BACKEND)
        (folder / "pyproject.toml").write_text(PYPROJECT)
        (folder / "resources" / "system-packages.txt").touch()

    @property
    def builds(self) -> int:
        """How often pip has built the project."""
        log = self.folder / "builds"
        return len(log.read_text().splitlines()) if log.exists() else 0

    def command(self, *arguments: str) -> list[str]:
        return [str(self.folder / "lookaloud"), *arguments]

    def env(self, **more: str) -> dict[str, str]:
        """The machine's own, without its package index: nothing here may come from the network."""
        kept = {"PATH": SYSTEM_PATH, "HOME": str(self.home), "LANG": "C.UTF-8"}
        return (
            kept
            | {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1", "PIP_CONFIG_FILE": os.devnull}
            | more
        )

    def run(self, *arguments: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), env=self.env(**more), cwd=cwd or self.home, capture_output=True, text=True,
            check=False, timeout=100,
        )  # fmt: skip

    def run_as_nobody(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """As a user who is not root; who runs the tests where that is not root."""
        is_root = os.geteuid() == 0
        if is_root:
            subprocess.run(["chown", "-R", "65534:65534", self.home], check=True)
        return subprocess.run(
            [*(NOBODY if is_root else ()), *self.command(*arguments)],
            env=self.env(**more), cwd=self.home, capture_output=True, text=True, check=False, timeout=100,
        )  # fmt: skip


@pytest.fixture(scope="module", name="made")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that has been started once."""
    project = Project(tmp_path_factory.mktemp("made") / "with space")
    first = project.run("describe", "a b")
    assert first.returncode == 0, first.stderr
    assert first.stdout == f"program describe a b {project.home}\n"
    assert "This happens once" in first.stderr
    assert "LookAloud is set up." in first.stderr
    return project


@pytest.fixture(name="new")
def _new(tmp_path: Path) -> Project:
    return Project(tmp_path / "clone")


@pytest.fixture(name="public")
def _public() -> Iterator[Project]:
    """A project where other users may go, unlike pytest's own folders."""
    with tempfile.TemporaryDirectory(prefix="lookaloud-") as folder:
        Path(folder).chmod(0o755)
        yield Project(Path(folder) / "clone")


def test_second_start_says_nothing_and_builds_nothing(made: Project) -> None:
    second = made.run("five")
    assert (second.returncode, second.stderr) == (5, "")
    assert second.stdout.startswith("program five")
    assert made.builds == 1


def test_second_start_needs_no_python_but_its_own(made: Project) -> None:
    tools = made.home / "tools"
    tools.mkdir()
    for name in ("sh", "readlink", "dirname", "cat", "cmp"):
        (tools / name).symlink_to(shutil.which(name) or name)
    assert made.run("again", PATH=str(tools)).stdout.startswith("program again")


def test_works_through_a_link_and_from_any_folder(made: Project, tmp_path: Path) -> None:
    (tmp_path / "lookaloud").symlink_to(made.folder / "lookaloud")
    (tmp_path / "assistant").mkdir()
    (tmp_path / "assistant" / "__main__.py").write_text("print('the wrong program')")
    result = subprocess.run(["./lookaloud"], env=made.env(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.stdout == f"program {tmp_path}\n"


def test_changed_dependencies_are_installed_into_what_is_there(made: Project) -> None:
    before = made.builds
    with (made.folder / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    keeps = made.folder / ".venv" / "kept"
    keeps.touch()
    assert made.run().stdout.startswith("program")
    assert made.builds == before + 1
    assert keeps.exists()
    assert made.run().stderr == ""


def test_a_moved_folder_is_mended(made: Project) -> None:
    moved = Project.__new__(Project)
    moved.folder, moved.home = made.folder.with_name("moved"), made.home
    made.folder.rename(moved.folder)
    try:
        result = moved.run()
        assert result.stdout.startswith("program"), result.stderr
        assert "out of place" in result.stderr
        assert moved.run().stderr == ""
    finally:
        moved.folder.rename(made.folder)


def test_a_killed_set_up_is_begun_again(new: Project, tmp_path: Path) -> None:
    waits = tmp_path / "waits"
    first = subprocess.Popen(
        new.command(), env=new.env(BACKEND_WAITS=str(waits)), stderr=subprocess.DEVNULL, start_new_session=True
    )
    wait_for(waits.exists, timeout=60, why="pip builds")
    os.killpg(first.pid, signal.SIGKILL)
    first.wait(10)
    result = new.run()
    assert result.stdout.startswith("program"), result.stderr
    assert "incomplete" in result.stderr


def test_two_first_starts_wait_for_each_other(new: Project) -> None:
    starts = [
        subprocess.Popen(new.command(str(n)), env=new.env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for n in range(2)
    ]
    outputs = [start.communicate(timeout=100) for start in starts]
    assert [start.returncode for start in starts] == [0, 0], outputs
    assert [out.split()[:2] for out, _ in outputs] == [["program", "0"], ["program", "1"]]
    assert new.builds == 1
    assert sum("Waiting for it." in err for _, err in outputs) == 1


def test_without_network_it_says_so_and_goes_on_later(new: Project) -> None:
    project = new.folder / "pyproject.toml"
    project.write_text(PYPROJECT.replace("requires = []", 'requires = ["lookaloud-needs-this"]'))
    result = new.run()
    assert result.returncode == 9
    assert result.stdout == ""
    assert "the package index cannot be reached. Connect to the internet" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
    project.write_text(PYPROJECT)
    assert new.run().stdout.startswith("program")


def test_a_foreign_environment_that_is_broken_is_left_alone(new: Project) -> None:
    theirs = new.folder / ".venv" / "precious"
    theirs.parent.mkdir()
    theirs.touch()
    result = new.run()
    assert result.returncode == 9
    assert "was not made by LookAloud" in result.stderr
    assert theirs.exists()


def test_a_folder_that_cannot_be_written_is_named(public: Project) -> None:
    public.folder.chmod(0o555)
    result = public.run_as_nobody()
    assert result.returncode == 9
    assert "cannot be made: Permission denied" in result.stderr


def test_an_old_python_is_refused_in_a_sentence(new: Project, tmp_path: Path) -> None:
    tools = tmp_path / "old"
    tools.mkdir()
    for name in ("sh", "readlink", "dirname", "cat", "cmp"):
        (tools / name).symlink_to(shutil.which(name) or name)
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")  # what a Python below 3.11 answers to the question
    (tools / "python3").chmod(0o755)
    result = new.run(PATH=str(tools))
    assert result.returncode == 9
    assert result.stderr.startswith("LookAloud needs Python 3.11 or later")


def fake_apt(folder: Path) -> str:
    """A PATH with an apt-get that notes its arguments in `folder`/apt.log and installs nothing."""
    tools = folder / "apt"
    tools.mkdir()
    script = f'#!/bin/sh\necho "$@" >> {folder}/apt.log\necho "E: nothing is installed"\nexit 100\n'
    (tools / "apt-get").write_text(script)
    (tools / "apt-get").chmod(0o755)
    return f"{tools}:{SYSTEM_PATH}"


def test_root_installs_system_packages_and_says_so_first(new: Project, tmp_path: Path) -> None:
    table = new.folder / "resources" / "system-packages.txt"
    table.write_text("# comment\nlibnothing9 libnothing.so.9 sound\nlibwindow9 libwindow.so.9 window\n")
    if os.geteuid() != 0:
        pytest.skip("only root may install system packages")
    result = new.run("describe", PATH=fake_apt(tmp_path))
    lines = result.stderr.splitlines()
    assert lines[0].startswith("System packages are missing. You are root, so LookAloud installs them now")
    assert (tmp_path / "apt.log").read_text().splitlines() == [
        "update -q -o DPkg::Lock::Timeout=300",
        "install --no-install-recommends --yes -q -o DPkg::Lock::Timeout=300 libnothing9 libwindow9",
    ]
    assert "It says: nothing is installed" in result.stderr
    assert "apt-get install --no-install-recommends libnothing9 libwindow9" in result.stderr
    assert result.stdout.startswith("program describe"), "it goes on as far as it can"


def test_other_users_hear_the_one_command_each_time_it_matters(public: Project) -> None:
    path = fake_apt(public.home)
    table = public.folder / "resources" / "system-packages.txt"
    table.write_text("libnothing9 libnothing.so.9 window\n")
    first = public.run_as_nobody("describe", "--silent", PATH=path)
    command = "Install them with: sudo apt-get install --no-install-recommends libnothing9"
    assert command in first.stderr
    assert first.stdout.startswith("program describe"), "it goes on as far as it can"
    second = public.run_as_nobody("describe", "--silent", PATH=path)
    assert second.stderr == "", "a command that needs no window says nothing of it"
    assert command in public.run_as_nobody(PATH=path).stderr
    table.write_text("libc6 libc.so.6 window\n")
    assert public.run_as_nobody(PATH=path).stderr == "", "they have been installed meanwhile"
    assert not (public.folder / ".venv" / "lookaloud-missing").exists()
    assert not (public.home / "apt.log").exists()


def test_set_up_alone_runs_nothing(new: Project) -> None:
    result = new.run("--set-up")
    assert (result.returncode, result.stdout) == (0, "")
    assert new.run("go").stderr == ""


def test_every_line_is_a_plain_sentence(new: Project) -> None:
    lines = new.run().stderr.splitlines()
    assert len(lines) >= 3
    for line in lines:
        assert line == line.strip()
        assert line.isprintable(), "no cursor movement, nothing redrawn"
        assert line.endswith(".")


def test_the_short_way_compares_what_the_set_up_writes(made: Project) -> None:
    made.run()
    ready = (made.folder / ".venv" / "lookaloud-ready").read_text().splitlines()
    assert ready[0] == str(made.folder)
    assert ready[1] == os.path.realpath(made.folder / ".venv" / "bin" / "python")
    assert ready[2:] == (made.folder / "pyproject.toml").read_text().splitlines()
