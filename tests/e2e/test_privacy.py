"""Nothing is sent and nothing is kept: the app and its engine at work, watched from outside and from inside."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.helpers.app import ROOT, RunningApp, running_app
from tests.helpers.asking import ask_aloud, type_question
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import heard
from tests.helpers.speaking import spoken
from tests.helpers.traced import HOOK, Deeds, can_trace, internet_sockets, of_hook, of_strace, strace

MARKER = "Quartz falcon"
SECRET = "sekrit99"
QUESTION = "what does the dialog ask"
WINDOW = """
import subprocess
import sys
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QLineEdit, QWidget
app = QApplication(sys.argv)
window = QWidget(windowTitle="Ledger")
layout = QFormLayout(window)
layout.addRow(QLabel(sys.argv[1]))
layout.addRow("Password", QLineEdit(sys.argv[2], echoMode=QLineEdit.EchoMode.Password))
picture = QLabel(accessibleName="Cup")
picture.setPixmap(QPixmap(sys.argv[3]).scaledToWidth(400))
layout.addRow(picture)
window.show()
app.exec()
"""
MAY_BE_WRITTEN = (
    "log",  # what is printed
    "home/.config/lookaloud/settings.toml",  # what the user sets
    "home/.cache/lookaloud/checked/*",  # sizes and times of the files of models
    "home/.cache/fontconfig/*",  # which fonts there are
    "home/.cache/mesa_shader_cache/*",  # programs for the graphics driver
    "home/.config/pulse/cookie",  # a number of the sound server's
    "run/lookaloud-*",  # the socket that a second start talks to
    *("temporary", "temporary/#*", "temporary/????????"),  # Python looks whether it could write there
    *("temporary/tmp????????", "temporary/cc*"),  # and, by gcc, where libraries are
)
"""Files of the desktop's folder."""
MOST_BYTES = 20_000  # on the disk, together; a frame of the desktop has 8,294,400, a second of speech 32,000


@dataclass
class Session:
    """What was seen of one session of the app."""

    answers: list[str]
    log: str
    trace: Deeds | None
    audit: Deeds
    internet: list[str]
    core_limits: list[str]
    """Of core files, of the app and its engine."""
    folder: Path
    ours: Path
    """Where the test keeps what it saw."""

    def unexpected(self, deeds: Deeds) -> set[str]:
        """Files that neither the test writes nor are expected."""
        names = {name for name in deeds.files if not Path(name).is_relative_to(self.ours)}
        expected = {name for name in names for each in MAY_BE_WRITTEN if fnmatch(name, str(self.folder / each))}
        return names - expected


@pytest.fixture(scope="module", name="session")
def _session(desktop: Desktop, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Described, read, asked by voice and by typing, all spoken, with everything logged that can be."""
    ours = tmp_path_factory.mktemp("watched")
    (ours / "sitecustomize.py").write_text(HOOK)
    temporary = desktop.folder / "temporary"
    temporary.mkdir()
    photo = str(ROOT / "tests" / "data" / "photos" / "coffee.jpg")
    desktop.start(sys.executable, "-c", WINDOW, MARKER, SECRET, photo)
    desktop.wait_for_window("Ledger")
    under = strace(ours / "trace") if can_trace() else []
    environment = {
        "PYTHONPATH": f"{ours}:{ROOT}", "AUDIT_LOG": str(ours / "audit"), "TMPDIR": str(temporary),
        "LOOKALOUD_LOG": "1", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    internet: list[str] = []
    answers: list[str] = []

    def told(app: RunningApp, containing: str) -> None:
        answers.append(app.answer(containing=containing, timeout=90))
        for pid in (app.process.pid, *app.children()):
            internet.extend(internet_sockets(pid))

    with desktop.recording(ours / "heard.raw") as recording:
        with running_app(desktop, under=under, **environment) as app:
            for key in "st":
                app.layer(key)
                heard(recording, f"{MARKER}.", timeout=90)
                told(app, MARKER)
            app.layer("p")
            told(app, "")
            ask_aloud(app, spoken(QUESTION, rate=165))
            told(app, QUESTION)
            type_question(app, "what is the password")
            told(app, "not read out")
            assert len(app.children()) == 1
            limits = [Path(f"/proc/{pid}/limits").read_text() for pid in (app.process.pid, *app.children())]
        wait_for(lambda: not Path(f"/proc/{app.process.pid}").exists(), why="the end of the app")
    cores = [line.split()[4] for each in limits for line in each.splitlines() if line.startswith("Max core file")]
    log = app.log()
    trace = of_strace(ours / "trace") if under else None
    return Session(answers, log, trace, of_hook(ours / "audit"), internet, cores, desktop.folder, ours)


def test_the_session_was_a_real_one(session: Session) -> None:
    assert MARKER in session.answers[0]
    assert MARKER in session.answers[1]
    assert QUESTION in session.answers[3]
    assert "not read out" in session.answers[4]
    assert session.audit.families["AF_UNIX"]  # the accessibility bus: the hook was there
    assert not any(SECRET in answer for answer in session.answers)


def test_no_socket_of_the_internet_is_opened(session: Session) -> None:
    assert session.internet == []
    assert set(session.audit.families) <= {"AF_UNIX"}


def test_no_call_to_the_kernel_opens_the_network(session: Session) -> None:
    if session.trace is None:
        pytest.skip("strace may not be used here")
    assert session.trace.families["AF_UNIX"]
    assert set(session.trace.families) <= {"AF_UNIX", "AF_NETLINK"}


def test_what_was_on_the_screen_is_in_no_file_and_no_log(session: Session) -> None:
    words = [form for word in (MARKER, MARKER.split()[1], SECRET) for form in (word.encode(), word.encode("utf-16-le"))]
    for path in session.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            assert not [word for word in words if word.lower() in content], path
    assert "assistant.app: ready" in session.log


def test_a_crash_would_leave_no_core_file(session: Session) -> None:
    assert session.core_limits == ["1", "1"] or session.core_limits == ["0", "0"]  # see without_core_dumps


def test_python_writes_no_file_but_those_expected(session: Session) -> None:
    assert session.unexpected(session.audit) == set()


def test_nothing_as_large_as_a_picture_or_a_sound_is_written(session: Session) -> None:
    if session.trace is None:
        pytest.skip("strace may not be used here")
    assert session.unexpected(session.trace) == set()
    written = session.trace.written
    assert str(session.folder / "log") in written
    ours = str(session.ours)
    assert sum(written[name] for name in session.trace.files if not name.startswith(ours)) < MOST_BYTES
    assert list((session.folder / "temporary").iterdir()) == []


def described(app: RunningApp, key: str) -> str:
    """What is told after a key; on a loaded machine the layer may open too late for it, so it is pressed again."""
    app.layer(key)
    return app.answer()


PRIVATE = "This window is marked private. LookAloud does not look at it."


def test_a_window_that_the_settings_name_is_not_looked_at(session: Session, desktop: Desktop) -> None:
    desktop.run(["xdotool", "search", "--onlyvisible", "--name", "Ledger", "windowactivate", "--sync"])
    active = ["xdotool", "getactivewindow", "getwindowname"]
    wait_for(lambda: desktop.run(active, check=False).stdout.strip() == "Ledger", why="the window in front")
    settings = 'first_run_done = true\n[privacy]\nwindows = "password safe, ledger"\n'
    with running_app(desktop, settings) as app:
        wait_for(lambda: described(app, "w") == PRIVATE, timeout=60, why=PRIVATE)
        app.layer("s")
        assert MARKER not in app.answer(containing="A window that is marked private is left out.")
        command = [sys.executable, "-m", "assistant", "describe", "--window", "--silent"]
        done = subprocess.run(command, cwd=ROOT, env=desktop.env, capture_output=True, text=True, check=False)
        assert done.returncode == 4
        assert PRIVATE in done.stdout + done.stderr
        assert MARKER not in done.stdout
