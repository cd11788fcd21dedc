"""Screens with known text: pages that Chromium renders and measures. Made in a folder, never kept in git."""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage

SENTENCES = (
    "Your changes could not be saved because the disk is full.", "Submit", "Cancel", "Open recent files",
    "Inbox (12 unread)", "Forgot your password?", "Total: $1,249.00 incl. VAT", "Meeting moved to 14:30 on Thursday",
    "error: cannot find symbol 'parseHeader' at line 482", "Download complete: 3 of 7 files (45%)",
    "Please enter a valid e-mail address, e.g. anna@example.org", "Privacy & security", "Last backup: 2026-10-04 09:15",
    "Warning: battery is at 8% and not charging", "Select all", "Show hidden files and folders", "Volume 35%",
    "Flight BA2490 departs from gate B42 at 18:05", "Do you want to allow this app to make changes to your device?",
    "I have attached the invoice for October; let me know if anything is missing.", "Reply to all", "Search settings",
    "Notifications are turned off until 8:00 AM", "Printer offline - check the cable and try again", "Undo delete",
    "2 items selected, 14.6 MB", "Accessibility options for keyboard and mouse", "Remember me on this computer",
    "John Whitfield commented on your pull request",
    "Temperatures will reach 23 degrees with light rain in the evening",
)  # fmt: skip
FONTS = ("DejaVu Sans", "Liberation Sans", "Open Sans", "Roboto", "Cantarell", "DejaVu Serif", "Noto Sans")
_GRADIENT = "linear-gradient(135deg,#25527a,#c46b8a 60%,#f2b36b)"
_MEASURE = """<script>addEventListener('load',()=>{const o=[];for(const e of document.querySelectorAll('.t')){
const r=e.getBoundingClientRect();if(r.bottom<=1080&&r.right<=1920&&r.top>=0)o.push([e.textContent,r.left,r.top,r.right,
r.bottom])}const p=document.createElement('script');p.type='truth';p.textContent=JSON.stringify(o);
document.body.appendChild(p)})</script>"""
_CHROMIUM = (
    "chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 "
    "--window-size=1920,1080 --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-quic"
).split()


@dataclass(frozen=True, slots=True)
class Screen:
    """A picture of 1920 x 1080 pixels and the lines that are in it."""

    name: str
    image: RgbImage
    truth: tuple[TextLine, ...]


def screens(folder: Path, *, seed: int = 7) -> Iterator[Screen]:
    """Six screens. Another `seed` gives other sentences in other fonts."""
    pick = random.Random(seed)
    for name, style, body in _pages(pick):
        yield _rendered(folder, name, style, body)


def _rendered(folder: Path, name: str, style: str, body: str) -> Screen:
    page = folder / f"{name}.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><style>*{{box-sizing:border-box}}html,body{{margin:0;"
        f"width:1920px;height:1080px;overflow:hidden}}.t{{white-space:nowrap;display:inline-block}}{style}</style><body>{body}{_MEASURE}",
        "utf-8",
    )
    profile = f"--user-data-dir={folder}/profile"
    shot = folder / f"{name}.png"
    run = {"check": True, "capture_output": True, "text": True, "timeout": 100}
    subprocess.run([*_CHROMIUM, profile, f"--screenshot={shot}", f"file://{page}"], **run)  # type: ignore[call-overload]
    dom = subprocess.run([*_CHROMIUM, profile, "--dump-dom", f"file://{page}"], **run).stdout  # type: ignore[call-overload]
    found = re.search(r'<script type="truth">(.*?)</script>', dom, re.S)
    assert found is not None
    truth = [
        TextLine(text, Box(round(left), round(top), round(right), round(bottom)), 1.0)
        for text, left, top, right, bottom in json.loads(html.unescape(found[1]))
        if text.strip()
    ]
    return Screen(name, np.asarray(Image.open(shot).convert("RGB")), tuple(truth))


def _span(text: str, style: str = "") -> str:
    return f'<span class=t style="{style}">{html.escape(text)}</span>'


def _ramp(pick: random.Random) -> str:
    columns = []
    for column in range(3):
        rows = [
            f'<div style="margin:3px 0">{_span(pick.choice(SENTENCES), f"font:{size}px {pick.choice(FONTS)!r}")}</div>'
            for size in (9, 10, 11, 12, 13, 14, 16, 18, 20, 24)
            for _ in range(3 if size < 18 else 2)
        ]
        place = f"position:absolute;left:{20 + column * 640}px;top:10px;width:620px;overflow:hidden"
        columns.append(f'<div style="{place}">{"".join(rows)}</div>')
    return "".join(columns)


def _dialog(pick: random.Random, place: tuple[int, int], colours: tuple[str, str]) -> str:
    lines = "".join(f'<div style="margin:6px 0">{_span(pick.choice(SENTENCES))}</div>' for _ in range(3))
    buttons = "".join(
        _span(text, "border:1px solid #888;padding:7px 18px;margin-left:10px") for text in ("Save", "Cancel")
    )
    box = f"position:absolute;left:{place[0]}px;top:{place[1]}px;width:660px;padding:16px;"
    box += f"background:{colours[0]};color:{colours[1]}"
    title = _span(pick.choice(SENTENCES), "font-size:18px;font-weight:600")
    return f'<div style="{box}">{title}{lines}<div style="text-align:right">{buttons}</div></div>'


def _code(pick: random.Random) -> str:
    """An editor: line numbers, a side bar of file names, program code of the standard library."""
    source = Path(argparse.__file__).read_text("utf-8").splitlines()
    start = pick.randrange(80, len(source) - 60)
    colours = ("#9cdcfe", "#ce9178", "#c586c0", "#d4d4d4", "#6a9955")
    number = "display:inline-block;width:50px;color:#858585"
    rows = "".join(
        f'<div style="height:20px"><span style="{number}">{_span(str(row + 1))}</span>'
        f"{_span(line[:140], f'white-space:pre;color:{pick.choice(colours)}') if line.strip() else ''}</div>"
        for row, line in enumerate(source[start : start + 52])
    )
    names = ("src", "main.py", "settings.json", "README.md", "tests", "test_parser.py", "requirements.txt")
    files = "".join(f'<div style="padding:3px">{_span(name)}</div>' for name in names)
    side = "position:absolute;left:10px;top:10px;width:230px;background:#252526;font:13px Roboto"
    return f'<div style="position:absolute;left:260px;top:10px">{rows}</div><div style="{side}">{files}</div>'


def _pages(pick: random.Random) -> Sequence[tuple[str, str, str]]:
    names = ("Anna Kowalska", "GitHub", "Deutsche Bahn", "Dr. Lee", "Newsletter", "Bank of Scotland", "Calendar")
    folders = "".join(
        f'<div style="padding:6px 14px">{_span(x)}</div>' for x in ("Inbox", "Starred", "Sent", "Drafts", "Trash")
    )
    rows = "".join(
        f'<div style="display:flex;gap:24px;border-bottom:1px solid #ddd;padding:5px"><span style="width:160px">'
        f'{_span(pick.choice(names))}</span><span style="width:1150px">{_span(pick.choice(SENTENCES))}</span>'
        f"{_span(f'{pick.randint(1, 28)} Oct', 'color:#666;font-size:12px')}</div>"
        for _ in range(34)
    )
    mail = (
        f'<div style="position:absolute;left:0;top:60px;width:220px">{folders}</div>'
        f'<div style="position:absolute;left:240px;top:60px;width:1640px;background:#fff">{rows}</div>'
    )
    dialogs = "".join(
        _dialog(pick, place, colours)
        for place, colours in (
            ((80, 80), ("#fff", "#222")), ((900, 140), ("#2b2b2b", "#eee")), ((200, 520), ("#fdf6e3", "#586e75")),
            ((1000, 560), ("#fff", "#767676")),
        )
    )  # fmt: skip
    labels = "".join(
        f'<div style="display:flex;padding:7px"><span style="width:520px">{_span(pick.choice(SENTENCES))}</span>'
        f"{_span(pick.choice(('On', 'Off', 'Automatic', '75%', 'English (UK)')), 'padding:2px 12px')}</div>"
        for _ in range(24)
    )
    return (
        ("light", "body{background:#fff;color:#1f1f1f}", _ramp(pick)),
        ("dark", "body{background:#1e1e1e;color:#e6e6e6}", _ramp(pick)),
        ("mail", "body{font:13px 'Open Sans';color:#222;background:#f6f8fc}", mail),
        (
            "dialogs",
            "body{font:14px Cantarell;background:linear-gradient(135deg,#25527a,#c46b8a 60%,#f2b36b)}",
            dialogs,
        ),
        ("settings", "body{font:15px 'Liberation Sans';background:#fafafa;padding:20px}", labels),
        ("code", "body{font:14px 'DejaVu Sans Mono';background:#1e1e1e;color:#d4d4d4}", _code(pick)),
    )
