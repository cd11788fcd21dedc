"""Text read from the pixels of six real programs, against the text that their accessibility trees give."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from assistant.desktop.desk import Desk
from assistant.pipelines.pixels import to_rgb
from assistant.types import Target, UiNode
from models.cancel import CancelToken
from models.text.reader import TextReader
from tests.helpers.desktop import Desktop, desktop, wait_for

_SHOWN = frozenset(
    """label menu link heading paragraph text text-field list-item cell tab check-box radio-button column-header button
    combo-box""".split()
)
_ICONS = frozenset(("tool-bar", "icon", "image", "scroll-bar", "password-field"))
_PAGE = """<title>Garden</title><body style="font:16px 'Liberation Sans'"><h1>Spring in the garden</h1>
<p>Sow peas and broad beans before the end of March. Cover the beds when frost is expected.</p>
<ul><li>Prune the roses</li><li>Clean the water butt</li></ul><table><tr><th>Plant<th>Week</tr><tr><td>Peas<td>12</tr>
<tr><td>Beans<td>14</tr></table><p><a href="#a">Read about compost</a></p><button>Order seeds</button>"""
_FORM = """
import sys
from PySide6.QtWidgets import *
app = QApplication(sys.argv)
window = QWidget(); window.setWindowTitle("Form"); layout = QFormLayout(window)
for label, text in (("Name", "Anna Kowalska"), ("Street", "12 Mill Lane"), ("Town", "Leeds")):
    layout.addRow(label, QLineEdit(text))
layout.addRow(QCheckBox("Send me the newsletter")); layout.addRow(QPushButton("Send"), QPushButton("Discard"))
window.resize(500, 300); window.show(); app.exec()
"""
_NOTES = "The ferry leaves at seven.\nBring warm clothes and a torch.\nTickets are in the blue folder.\n"


def run() -> Iterator[dict[str, Any]]:
    """The share of the words in each window's tree that were read in its pixels."""
    shares = []
    with desktop() as screen:
        before = dict(os.environ)
        os.environ.update(screen.env)
        for name, title, command in _programs(screen):
            process = screen.start(*command)
            window = screen.wait_for_window(title)
            screen.run(["wmctrl", "-i", "-r", hex(int(window)), "-e", "0,100,60,1300,900"])
            screen.run(["xdotool", "windowactivate", "--sync", window])
            wanted, read = wait_for(lambda: _words(), timeout=30, why=name)
            found = sum((wanted & read).values())
            shares.append(found / sum(wanted.values()))
            missing = list((wanted - read).elements())[:12]
            yield {"program": name, "words": sum(wanted.values()), "read": round(shares[-1], 4), "missing": missing}
            process.terminate()
            process.wait(10)
            wait_for(lambda: not screen.run(["wmctrl", "-l"]).stdout.strip(), timeout=20, why="the window to go")
        os.environ.clear()
        os.environ.update(before)
    yield {
        "summary": "six programs",
        "promise": 0.97,
        "mean": round(sum(shares) / len(shares), 4),
        "lowest": round(min(shares), 4),
    }


def _programs(screen: Desktop) -> list[tuple[str, str, list[str]]]:
    for name, text in (("page.html", _PAGE), ("form.py", _FORM), ("notes.txt", _NOTES)):
        (screen.folder / name).write_text(text)
    files = screen.folder / "files"
    files.mkdir()
    for name in ("holiday.txt", "invoice.txt", "recipes.txt"):
        (files / name).write_text("x")
    chromium = (
        "chromium --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
        f"--disable-sync --disable-quic --force-renderer-accessibility --user-data-dir={screen.folder}/c"
    ).split()
    notes = str(screen.folder / "notes.txt")
    return [
        (
            "zenity",
            "Ferry",
            ["zenity", "--question", "--title=Ferry", "--text=Shall the ticket for Friday be cancelled?"],
        ),
        ("mousepad", "Mousepad", ["mousepad", notes]),
        ("pcmanfm", "files", ["pcmanfm", str(files)]),
        ("chromium", "Garden", [*chromium, f"--app=file://{screen.folder}/page.html"]),
        ("libreoffice", "Writer", ["libreoffice", "--writer", "--norestore", "--nologo", notes]),
        ("qt form", "^Form$", [sys.executable, str(screen.folder / "form.py")]),
    ]


def _words() -> tuple[Counter[str], Counter[str]] | None:
    """Words of the active window's tree, and words read from its pixels; None while the tree still grows."""
    with closing(Desk.open()) as desk:
        look = desk.look(Target.WINDOW)
        trees = [desk.trees(look, cancel=CancelToken()).active for _ in range(2)]
    if trees[0] is None or trees[0].root is None or trees[0] != trees[1]:
        return None
    wanted = Counter(word for text in set(_shown(trees[0].root)) for word in _split(text))
    lines = TextReader().read(to_rgb(look.frame.pixels), cancel=CancelToken())
    return (
        (wanted, Counter(word for line in lines for word in _split(line.text))) if sum(wanted.values()) >= 4 else None
    )


def _shown(node: UiNode) -> Iterator[str]:
    if node.role in _ICONS or node.box is None:
        return
    if node.role in _SHOWN:
        yield node.value or node.name
        if node.role == "text-field":
            return
    for child in node.children:
        yield from _shown(child)


def _split(text: str) -> list[str]:
    words = unicodedata.normalize("NFKC", text).replace("•", " ").split()
    return [word.strip(".,:;?!()\"'") for word in words if word.strip(".,:;?!()\"'")]


if __name__ == "__main__":
    import json

    for figure in run():
        print(json.dumps(figure), flush=True)
