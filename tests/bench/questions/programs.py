"""The programs that the questions are about, and what they show."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PAGES = Path(__file__).with_name("pages")
_CHROMIUM = shlex.split(
    "chromium --no-sandbox --test-type --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-quic --force-renderer-accessibility --window-size=1000,700 "
    "--window-position=40,40"
)
_NOTES = """Garden notes

The plumber comes on Friday to mend the fountain.

A new pump costs 89 euros at the corner shop.

Plant tulips by the wall. The neighbour has the key.
"""
_LETTER = "Dear Ms Holm\n\nThank you for your letter about the flat. You can move in on 1 October.\n\nYours sincerely\n"
_COSTS = (("Item", "Amount"), ("Rent", "900"), ("Food", "440"), ("Total", "1340"))
_REPORT = "Disk      Used  Free\n/         81%   12G\n/home     97%   2G\n\nBackup finished at 03:10.\n"
_FILES = ("budget.ods", "notes.txt", "letter.odt")


@dataclass(frozen=True, slots=True)
class Program:
    """`title`: a part of its window's title; `shows`: what it shows, to which quotations are held."""

    name: str
    command: tuple[str, ...]
    title: str
    shows: str


def programs(folder: Path) -> Iterator[Program]:
    """All of them; their files are written into the folder."""
    yield from _pages(folder)
    yield from _dialogs()
    yield from _texts(folder)
    yield from _office(folder)
    for name, title in (("preferences", "Preferences"), ("table", "Services"), ("installer", "Installing")):
        yield Program(f"Qt {name}", (sys.executable, "-m", "tests.bench.questions.qt_windows", name), title, "")


def _pages(folder: Path) -> Iterator[Program]:
    for page in sorted(_PAGES.glob("*.html")):
        text = page.read_text("utf-8")
        title = re.split(r"[^\w ]", text.split("<title>")[1].split("</title>")[0])[0].strip()
        command = (*_CHROMIUM, f"--user-data-dir={folder}/profile-{page.stem}", f"--app=file://{page}")
        yield Program(page.stem.replace("-", " "), command, title, text)


def _dialogs() -> Iterator[Program]:
    for name, title, options in (
        ("question", "Printer",
         "--question --text='Remove the printer Laser 200?' --ok-label=Remove --cancel-label=Keep"),
        ("error", "Copying", "--error --text='The disk is full. 350 megabytes are missing.'"),
        ("list", "Trips", "--list --column=Town --column=Price --height=300 Paris 120 Rome 180 Lisbon 95"),
        (
            "form", "New address",
            "--forms --text='New address' --add-entry='First name' --add-entry=Street --add-entry=City",
        ),
        ("calendar", "Arrival", "--calendar --text='Choose the day you arrive' --day=17 --month=8 --year=2026"),
        ("entry", "Rename", "--entry --text='New name of the folder' --entry-text=Holiday"),
        (
            "check list", "Shopping",
            "--list --checklist --column=Buy --column=Thing --height=300 TRUE Bread FALSE Butter TRUE Jam",
        ),
    ):  # fmt: skip
        command = ("zenity", "--width=420", f"--title={title}", *shlex.split(options))
        yield Program(f"zenity {name}", command, title, " ".join(command))
    shell = "(echo 40; echo '# Copying photos'; sleep 60) | zenity --progress --width=420 --title=Progress"
    yield Program("zenity progress", ("sh", "-c", shell), "Progress", shell)


def _texts(folder: Path) -> Iterator[Program]:
    notes = folder / "garden.txt"
    notes.write_text(_NOTES)
    yield Program("text editor", ("mousepad", str(notes)), notes.name, _NOTES)
    papers = folder / "papers"
    (papers / "music").mkdir(parents=True)
    for name in _FILES:
        (papers / name).write_text("x")
    yield Program("file manager", ("pcmanfm", str(papers)), "papers", " ".join((*_FILES, "music")))
    shell = "cd $(mktemp -d); touch alpha.txt beta.txt; ls; cat gamma.txt; sleep 60"
    shown = "alpha.txt  beta.txt\ncat: gamma.txt: No such file or directory"
    yield Program("terminal", _terminal("Shell", shell), "Shell", shown)
    report = folder / "report.txt"
    report.write_text(_REPORT)
    yield Program(
        "terminal with a report", _terminal("Report", f"cat {report}; sleep 60"), "Report", _REPORT
    )  # fmt: skip


def _terminal(title: str, shell: str) -> tuple[str, ...]:
    return ("xterm", "-fa", "DejaVu Sans Mono", "-fs", "12", "-T", title, "-e", shell)


def _office(folder: Path) -> Iterator[Program]:
    costs = folder / "costs.csv"
    costs.write_text("".join(f"{','.join(row)}\n" for row in _COSTS))
    office = ("libreoffice", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/office")
    shown = "A B C " + " ".join(f"{number} {' '.join(row)}" for number, row in enumerate(_COSTS, start=1))
    yield Program("spreadsheet", (*office, "--calc", "--infilter=CSV:44,34,76,1", str(costs)), costs.name, shown)
    letter = folder / "letter.txt"
    letter.write_text(_LETTER)
    yield Program("word processor", (*office, "--writer", str(letter)), letter.name, _LETTER)
