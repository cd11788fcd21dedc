"""What six real programs show in the bench: a list, a page of prose, a folder, a web page, a document, a form."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CHROMIUM = (
    "chromium --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-quic --force-renderer-accessibility"
).split()

_SAILINGS = [
    f"{port}|{day}|{hour:02}:{minute:02}|{ship}"
    for port, hour, minute, ship in (
        ("Dover", 6, 15, "Pride of Kent"), ("Newhaven", 9, 0, "Seven Sisters"),
        ("Portsmouth", 10, 45, "Mont St Michel"), ("Plymouth", 16, 30, "Armorique"),
        ("Harwich", 23, 0, "Stena Hollandica"), ("Hull", 20, 30, "Pride of Rotterdam"),
        ("Newcastle", 17, 0, "King Seaways"), ("Liverpool", 22, 15, "Stena Edda"),
    )
    for day in ("Monday", "Wednesday", "Saturday")
]  # fmt: skip

PROSE = """The lighthouse keeper's year

In January the lamp burned for fifteen hours a day, and the keeper climbed the ninety-eight steps three times before
midnight. He trimmed the wick, wiped the lenses with a soft cloth and wrote the hour, the wind and the height of the
sea into a blue book. "Nothing seen" was the usual entry; on the 14th he wrote: "Two ships, both far out."

Supplies came with the tender every second Tuesday, weather permitting. The list never changed much: flour, tea,
lamp oil, 12 candles, a newspaper (already old), and letters. In a bad winter the boat could not land for five weeks,
and they ate what the garden had left them: cabbages, leeks, and potatoes from the cellar.

Spring began with the birds. Thousands of puffins came back to the cliff on the same day each April, as if somebody
had rung a bell. His daughter counted the burrows and drew a map of them; it hangs in the museum now, next to the
old fog-horn. Visitors ask whether life was lonely. "Not at all," she says, "there was always something to do."

In summer the paint had to be renewed. White for the tower, red for the gallery, black for the railings: about 60
litres in all. The work took from June until the middle of August, and the smell never quite left the kitchen.
At 3.30 on a clear afternoon one could see the mountains of the mainland, 41 miles away.

The light was made automatic in 1986. A man with a tool-box comes twice a year, stays for an hour, and leaves again.
But the lamp still turns, and the people in the harbour still set their clocks by it when the fog lifts.
"""

_FILES = """Accounts 2023.ods|Address list.csv|Agenda March meeting.odt|Allotment plan.png|Application form.pdf|
Bank statement April.pdf|Bank statement May.pdf|Birthday cake.jpg|Boiler manual.pdf|Books to read.txt|Budget draft.ods|
Bus timetable.pdf|Camping checklist.txt|Choir rehearsal.mp3|Christmas cards.odt|Contract signed.pdf|Cover letter.odt|
Curriculum vitae.odt|Dentist bill.pdf|Diary.txt|Directions to Leeds.txt|Electricity bill.pdf|Family tree.svg|
Garden in June.jpg|Garden in October.jpg|Gas meter readings.ods|Grandfather's recipe.txt|Guest list.csv|Norway.jpg|
Insurance claim.pdf|Invoice 0142.pdf|Invoice 0143.pdf|Kitchen measurements.txt|Letter to the council.odt|
Library loans.txt|Meeting notes.txt|Minutes 12 May.odt|Moving day.txt|Music lessons.ods|Newsletter spring.pdf|
Order form.pdf|Passport photo.jpg|Password hints.txt|Pension letter.pdf|Piano score.pdf|Picnic.jpg|Poem.txt|
Presentation.odp|Quotes for roof.ods|Rent agreement.pdf|Shopping.txt|Speech.odt|Summer school.pdf|Tax return.pdf|
Telephone numbers.txt|To do.txt|Train tickets.pdf|Travel insurance.pdf|Vaccination record.pdf|Wedding photos.zip"""

PAGE = """<!doctype html><meta charset=utf-8><title>Garden society</title>
<style>body{font:16px 'Liberation Sans';margin:0 24px;color:#222}nav a{margin-right:18px}h1{font-size:28px}
td,th{padding:3px 14px;border:1px solid #999;text-align:left}label{display:inline-block;width:130px}
.two{display:grid;grid-template-columns:1fr 1fr;gap:28px}p{margin:8px 0}form p{margin:5px 0}</style>
<nav><p><a href=#h>Home</a><a href=#n>News</a><a href=#e>Events</a><a href=#m>Membership</a>
<a href=#c>Contact us</a></nav>
<h1>Spring in the garden</h1>
<p>Sow peas and broad beans before the end of March, as soon as the ground is no longer frozen. Cover the beds with
fleece when frost is expected, and keep an eye on the slugs: they are early this year.</p>
<p>The society's seed exchange takes place on Saturday, 12 April, from 10.00 to 13.30 in the village hall. Entry is
free for members; guests pay £2.50 at the door. Tea and cakes are sold by the youth group.</p>
<div class=two><div><h2>What to sow now</h2><table><tr><th>Plant<th>Week<th>Distance<th>Harvest</tr>
<tr><td>Peas<td>12<td>5 cm<td>June</tr><tr><td>Broad beans<td>11<td>20 cm<td>July</tr><tr><td>Carrots<td>14<td>3 cm
<td>August</tr><tr><td>Beetroot<td>15<td>10 cm<td>September</tr><tr><td>Leeks<td>13<td>15 cm<td>November</tr></table>
<h2>Jobs for this week</h2><ul><li>Prune the roses and the late clematis</li><li>Clean the water butt</li>
<li>Repair the fence beside the compost heap</li><li>Sharpen spades, hoes and shears</li></ul></div>
<div><h2>Join the society</h2><form><p><label for=n>Full name</label><input id=n value="Anna Kowalska">
<p><label for=e>Email</label><input id=e type=email value="anna@example.org">
<p><label for=t>Telephone</label><input id=t value="0113 496 0000">
<p><label for=p>Plot size</label><select id=p><option>Small<option selected>Medium<option>Large</select>
<p><input type=checkbox id=k checked><label for=k style="width:auto">Send me the newsletter</label>
<p><input type=radio name=y id=y1 checked><label for=y1 style="width:auto">Pay by the year</label>
<input type=radio name=y id=y2><label for=y2 style="width:auto">Pay by the month</label>
<p><button type=button>Send application</button> <button type=button>Cancel</button></form>
<h2>Contact</h2><p>Write to the secretary, Margaret Ellis, 12 Mill Lane, or <a href=#q>ask a question</a>. The office is
open on Tuesdays and Thursdays.</p></div></div>
"""

FORM = """
import sys
from PySide6.QtCore import QDate
from PySide6.QtWidgets import *
app = QApplication(sys.argv)
window = QWidget(); window.setWindowTitle("Membership form")
columns = QHBoxLayout(window)
left, right = QFormLayout(), QFormLayout()
columns.addLayout(left); columns.addLayout(right)
def combo(*items):
    box = QComboBox(); box.addItems(items); return box
def spin(value, suffix=""):
    box = QSpinBox(); box.setRange(0, 9999); box.setValue(value); box.setSuffix(suffix); return box
for label, text in (("First name", "Anna"), ("Last name", "Kowalska"), ("Street", "12 Mill Lane"), ("Town", "Leeds"),
        ("Postcode", "LS6 2AB"), ("County", "West Yorkshire"), ("Email", "anna@example.org"),
        ("Telephone", "0113 496 0000"), ("Mobile", "07700 900123"), ("Emergency contact", "Piotr Kowalski")):
    left.addRow("&" + label, QLineEdit(text))
left.addRow("Password", QLineEdit("secret", echoMode=QLineEdit.Password))
date = QDateEdit(QDate(1984, 7, 19)); date.setDisplayFormat("d MMMM yyyy")
left.addRow("Date of birth", date)
right.addRow("Country", combo("United Kingdom", "Ireland", "Poland"))
right.addRow("Language", combo("English", "Polish", "Welsh"))
right.addRow("Membership", combo("Family", "Single", "Junior"))
right.addRow("Number of children", spin(2))
right.addRow("Yearly donation", spin(25, " pounds"))
right.addRow("Plot number", spin(148))
for text, on in (("Send me the newsletter", True), ("Share my address with members", False),
        ("I can help at events", True), ("Photographs may be published", False)):
    box = QCheckBox(text); box.setChecked(on); right.addRow(box)
group = QGroupBox("Payment"); inner = QVBoxLayout(group)
for text in ("Direct debit", "Bank transfer", "Cheque"):
    option = QRadioButton(text); option.setChecked(text == "Bank transfer"); inner.addWidget(option)
right.addRow(group)
wrong = QLabel("The postcode does not belong to this town."); left.addRow(wrong)
buttons = QDialogButtonBox(QDialogButtonBox.Ok | QDialogButtonBox.Cancel | QDialogButtonBox.Reset)
right.addRow(buttons)
window.show(); app.exec()
"""

_NS = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible")
    )
)  # fmt: skip


def document() -> str:
    """A letter of two pages as flat OpenDocument XML: headings, prose, a list, a table."""

    def paragraphs(text: str) -> str:
        return "".join(f"<text:p>{' '.join(each.split())}</text:p>" for each in text.split("\n\n"))

    def row(*cells: str) -> str:
        inner = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"

    def heading(text: str, level: int) -> str:
        return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h>'

    items = "".join(
        f"<text:list-item><text:p>{each}</text:p></text:list-item>"
        for each in (
            "Order 60 litres of paint",
            "Repair the railings on the gallery",
            "Send the fog-horn to the museum",
        )
    )
    rows = row("Month", "Oil", "Ships seen") + row("January", "210 litres", "14") + row("April", "120 litres", "38")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NS} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
        + "".join(
            f'<style:style style:name="Heading_20_{level}" style:family="paragraph" '
            f'style:default-outline-level="{level}"><style:paragraph-properties fo:margin-top="12pt"/>'
            f'<style:text-properties fo:font-size="{size}" fo:font-weight="bold"/></style:style>'
            for level, size in ((1, "20pt"), (2, "15pt"))
        )
        + "</office:styles><office:body><office:text>"
        + heading("Report of the lighthouse", 1)
        + paragraphs(PROSE.split("\n\n", 1)[1].split("\n\n", 2)[0])
        + heading("Work for the summer", 2)
        + f"<text:list>{items}</text:list>"
        + heading("Oil and ships", 2)
        + f'<table:table table:name="Oil"><table:table-column table:number-columns-repeated="3"/>{rows}</table:table>'
        + heading("The year in short", 2)
        + paragraphs(PROSE.split("\n\n", 1)[1]) * 3
        + "</office:text></office:body></office:document>"
    )


@dataclass(frozen=True, slots=True)
class Program:
    """A program with its content. `title` is a regular expression; `shows` is a text its tree holds when loaded."""

    name: str
    title: str
    command: Sequence[str]
    shows: str


def programs(folder: Path) -> tuple[Program, ...]:
    """The six, with their files written into `folder`."""
    for name, text in (("page.html", PAGE), ("form.py", FORM), ("lighthouse.txt", PROSE), ("report.fodt", document())):
        (folder / name).write_text(text, encoding="utf-8")
    # the icons of its other view have no names in the tree, so there would be nothing to compare with
    settings = folder / "home" / ".config" / "pcmanfm" / "default"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "pcmanfm.conf").write_text("[ui]\nview_mode=list\n")
    files = folder / "papers"
    files.mkdir()
    for name in _FILES.replace("\n", "").split("|"):
        (files / name).write_text("x")
    columns = [f"--column={name}" for name in ("Port", "Day", "Time", "Ship")]
    cells = [cell for row in _SAILINGS for cell in row.split("|")]
    return (
        Program(
            "zenity", "Sailings",
            ["zenity", "--list", "--title=Sailings", "--text=Choose a sailing for the outward journey.",
             "--ok-label=Book", *columns, *cells],
            "Armorique",
        ),
        Program("mousepad", "Mousepad", ["mousepad", str(folder / "lighthouse.txt")], "puffins"),
        Program("pcmanfm", "papers", ["pcmanfm", str(files)], "Accounts"),
        Program("chromium", "Garden society", [*CHROMIUM, f"--user-data-dir={folder}/chromium",
                f"--app=file://{folder}/page.html"], "Beetroot"),
        Program("libreoffice", "Writer", ["libreoffice", "--writer", "--norestore", "--nologo",
                str(folder / "report.fodt")], "railings"),
        Program("qt form", "^Membership form$", [sys.executable, str(folder / "form.py")], "Cheque"),
    )  # fmt: skip
