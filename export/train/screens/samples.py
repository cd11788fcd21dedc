"""The sample files that real programs open while they are captured: texts, tables, pictures, a film, a sound."""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
import wave
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

_WORDS = """garden river window paper morning station letter bridge market winter machine colour teacher music office
silver harbour forest kitchen engine number history village doctor answer picture summer question valley
island""".split()
_CODE = '''"""Counts words in files."""

import sys
from collections import Counter


def words(path: str) -> Counter:
    """Each word of a file and how often it stands there."""
    counted = Counter()
    with open(path) as file:
        for line in file:
            counted.update(line.lower().split())
    return counted


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for word, number in words(name).most_common(10):
            print(f"{number:6} {word}")
'''
_C = """#include <stdio.h>

/* Greatest common divisor, by Euclid. */
static int gcd(int a, int b)
{
    while (b != 0) {
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int main(void)
{
    printf("%d\\n", gcd(1071, 462));
    return 0;
}
"""
_CHART = """import matplotlib
matplotlib.use("TkAgg")
import matplotlib.pyplot as plt
plt.bar(["north", "east", "south", "west"], [4, 7, 2, 5])
plt.title("Rain")
plt.show()
"""


def sentences(rng: random.Random, count: int) -> str:
    """Running text that means nothing."""
    made = []
    for _ in range(count):
        words = [rng.choice(_WORDS) for _ in range(rng.randint(5, 14))]
        made.append(" ".join(words).capitalize() + ".")
    return " ".join(made)


def write(folder: Path) -> None:
    """All sample files, the same each time. Needs ffmpeg, ImageMagick, and pictures in /usr/share/backgrounds."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(5)
    (folder / "notes.txt").write_text("\n\n".join(sentences(rng, 4) for _ in range(9)))
    (folder / "code.py").write_text(_CODE * 2)
    (folder / "code2.py").write_text(_CODE.replace("10", "20").replace("lower()", "casefold()") * 2)
    (folder / "code.c").write_text(_C)
    (folder / "chart.py").write_text(_CHART)
    _pages(folder, rng)
    _pictures(folder)
    for number in ("", "2", "3"):
        _table(folder / f"table{number}.csv", rng)
    for number in ("", "2"):
        _letter(folder / f"letter{number}.rtf", rng)
    inner = folder / "folder"
    inner.mkdir(exist_ok=True)
    for name in ("invoices", "holiday", "music", "plans"):
        (inner / name).mkdir(exist_ok=True)
    for at in range(14):
        shutil.copy(folder / "notes.txt", inner / f"report {at}.txt")
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        for path in sorted(inner.glob("*.txt")):
            archive.write(path, path.name)
        archive.write(folder / "photo1.jpg", "photo.jpg")
    _sound(folder / "song.wav", rng)
    _films(folder)
    _repository(folder)
    points = "".join(f'<trkpt lat="{47 + at / 500}" lon="{11 + at * at / 9000}"/>' for at in range(60))
    (folder / "walk.gpx").write_text(f'<gpx version="1.1" creator="x"><trk><trkseg>{points}</trkseg></trk></gpx>')


def _pages(folder: Path, rng: random.Random) -> None:
    head = "<!doctype html><meta charset=utf-8><title>Page</title>"
    for number in ("", "2", "3"):
        text = "".join(f"<p>{sentences(rng, 6)}</p>" for _ in range(7))
        picture = "<img src=photo4.jpg width=360 style='float:right;margin:12px'>" if number != "2" else ""
        style = "<style>body{max-width:760px;margin:24px auto;font:17px Georgia,serif}</style>" if number != "2" else ""
        (folder / f"article{number}.html").write_text(f"{head}{style}<h1>The harbour in winter</h1>{picture}{text}")
    fields = "".join(f"<p><label>{name}<br><input size=40></label></p>" for name in ("Name", "Street", "Town", "Mail"))
    (folder / "form.html").write_text(
        f"{head}<body style='font:16px sans-serif;margin:30px'><h1>Order</h1>{fields}<p><label><input type=checkbox> "
        "Gift</label></p><p><select><option>By post</select></p><p><button>Send</button> <button>Cancel</button></p>"
    )
    hits = "".join(f"<div><a href=x>{sentences(rng, 1)}</a><p>{sentences(rng, 2)}</p></div>" for _ in range(9))
    (folder / "results.html").write_text(
        f"{head}<body style='font:15px sans-serif;margin:24px'><p><input size=60 value=harbour> <button>Search</button>"
        f"</p>{hits}<p><a href=x>Next</a></p>"
    )
    boxes = "".join(f"<td><h3>{sentences(rng, 1)}</h3><p>{sentences(rng, 2)}</p></td>" for _ in range(3))
    (folder / "front.html").write_text(f"{head}<h1>Daily</h1><table><tr>{boxes}</tr><tr>{boxes}</tr></table>")
    (folder / "page.html").write_text((folder / "form.html").read_text().replace("><", ">\n<"))


def _pictures(folder: Path) -> None:
    found = sorted(
        path for path in Path("/usr/share/backgrounds").rglob("*") if path.suffix in (".jpg", ".png", ".webp")
    )
    found += sorted(Path("/usr/share/wallpapers").rglob("*.jpg"))
    step = max(1, len(found) // 9)
    for at in range(1, 10):
        with Image.open(found[(at - 1) * step]) as picture:
            small = picture.convert("RGB")
        small.thumbnail((1400, 900))
        small.save(folder / f"photo{at}.jpg")
    (folder / "drawing.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#cde"/>'
        '<circle cx="200" cy="200" r="110" fill="#e66"/><path d="M300 320 L450 90 L560 320Z" fill="#484"/></svg>'
    )
    for number in ("", "2"):
        text = folder / f"paper{number}.txt"
        rng = random.Random(number)
        lines = []
        for _ in range(30):
            words = sentences(rng, 6).split()
            lines += [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)] + [""]
        text.write_text("\n".join(lines))
        pages = [_page(lines[at : at + 55]) for at in range(0, 165, 55)]
        pages[0].save(folder / f"paper{number}.pdf", save_all=True, append_images=pages[1:])


def _page(lines: list[str]) -> Image.Image:
    from PIL import ImageDraw, ImageFont

    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(23)
    for at, line in enumerate(lines):
        draw.text((150, 150 + at * 26), line, 0, font)
    return page


def _table(path: Path, rng: random.Random) -> None:
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["Town", "North", "East", "South", "West", "Sum"][: rng.randint(4, 6)])
        for _ in range(40):
            table.writerow([rng.choice(_WORDS), *(rng.randint(1, 9999) for _ in range(rng.randint(3, 5)))])


def _letter(path: Path, rng: random.Random) -> None:
    text = "".join(rf"\par {sentences(rng, 5)}\par " for _ in range(10))
    path.write_text(rf"{{\rtf1\ansi{{\fonttbl{{\f0 Liberation Serif;}}}}\f0\fs40 {sentences(rng, 1)}\fs24 {text}}}")


def _sound(path: Path, rng: random.Random) -> None:
    time = np.arange(44100 * 20) / 44100
    wave_form = sum(np.sin(2 * np.pi * rng.randint(200, 900) * time) for _ in range(3)) * 5000
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 44100, 0, "NONE", ""))
        file.writeframes(np.asarray(wave_form, "<i2").tobytes())


def _films(folder: Path) -> None:
    for number, photo in (("", "photo5.jpg"), ("2", "photo8.jpg")):
        subprocess.run(
            ["ffmpeg", "-y", "-loglevel", "error", "-loop", "1", "-i", str(folder / photo), "-vf",
             "scale=640:360,zoompan=z='1+on/600':d=1:s=640x360:fps=10", "-t", "30", "-pix_fmt", "yuv420p",
             str(folder / f"film{number}.mp4")],
            check=True,
        )  # fmt: skip


def _repository(folder: Path) -> None:
    repository = folder / "repository"
    if (repository / ".git").exists():
        return
    repository.mkdir(exist_ok=True)
    run = ["git", "-C", str(repository), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*run, "init", "-q"], check=True)
    for number in range(12):
        (repository / f"file{number}.txt").write_text(f"{number}\n" * 20)
        subprocess.run([*run, "add", "."], check=True)
        subprocess.run([*run, "commit", "-q", "-m", f"Add file {number}"], check=True)
