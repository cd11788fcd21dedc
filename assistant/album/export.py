"""An index as a table (CSV), as JSON, or as a page with alternative texts (HTML). What stands in pictures is data:
nothing of it is taken for markup or for a formula."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from assistant.album import words
from assistant.album.entry import Entry
from assistant.album.index import Index
from assistant.album.written import written
from assistant.languages.words import _, language, n_
from assistant.printable import printable, printable_name

COLUMNS = (
    "file", "date", "date from", "place", "own description", "description", "text", "width", "height", "problem",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet calculates what begins so
_LONE = re.compile("[\ud800-\udfff]")
_STYLE = "body{font:1.1em/1.5 sans-serif;margin:1em auto;max-width:50em;padding:0 1em}img{max-width:100%;height:auto}"


def write_csv(index: Index, path: Path) -> None:
    """A row a picture, in UTF-8 with a byte order mark, by which spreadsheets know it. Raises AlbumError."""

    def write(file: BinaryIO) -> None:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="")
        rows = csv.writer(text)
        rows.writerow(COLUMNS)
        for entry in _all(index):
            rows.writerow([_cell(value) for value in _row(entry)])
        text.detach()

    written(path, write)


def write_json(index: Index, path: Path) -> None:
    """One object: `folder`, and `pictures`, each with `claims` that have text, source and confidence. A name that is no
    UTF-8 keeps its bytes as Python's escapes of lone surrogates. Raises AlbumError."""

    def write(file: BinaryIO) -> None:
        file.write(b'{"folder": ' + _json(str(index.root.resolve())) + b', "pictures": [')
        for number, entry in enumerate(_all(index)):
            file.write((b",\n" if number else b"\n") + _json(facts(entry)))
        file.write(b"\n]}\n")

    written(path, write)


def facts(entry: Entry) -> dict[str, Any]:
    """A picture as the JSON has it."""
    return {
        "file": entry.path,
        "taken": entry.taken or None,
        "modified": words.modified(entry) or None,
        "place": entry.place or None,
        "own_description": entry.own or None,
        "description": entry.description,
        "claims": [{"text": c.text, "source": c.source, "confidence": c.confidence} for c in entry.claims],
        "text": entry.text,
        "gate": entry.gate or None,
        "width": entry.width,
        "height": entry.height,
        "model": entry.model or None,
        "problem": entry.problem or None,
    }


def write_html(index: Index, path: Path) -> None:
    """A page with a heading a picture; addresses are relative to where the page lies. Raises AlbumError."""
    title = html.escape(_("Pictures of {folder}").format(folder=printable_name(index.root.resolve().name)))

    def write(file: BinaryIO) -> None:
        def put(text: str) -> None:
            file.write(text.encode("utf-8", "replace"))

        count, bad = index.count(), index.count(bad=True)
        number = n_("{count} picture.", "{count} pictures.", count).format(count=count)
        put(f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n')
        put('<meta name="viewport" content="width=device-width">\n')
        put(f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{number}</p>\n")
        for entry in index.entries():
            put("".join(_section(entry, index.root, path)))
        if bad:
            put(f"<h2>{_escaped(_('Files that cannot be read'))}</h2>\n<ul>\n")
            for entry in index.entries(bad=True):
                put(f"<li>{_escaped(words.refused(entry.path, entry.problem))}</li>\n")
            put("</ul>\n")
        put("</main>\n</body>\n</html>\n")

    written(path, write)


def _section(entry: Entry, root: Path, page: Path) -> Iterator[str]:
    name = printable_name(entry.path)
    # with an empty one a screen reader would pass over the picture
    alternative = words.alternative(entry) or _("{name}: what it shows is not known.").format(name=name)
    yield f"<h2>{_escaped(name)}</h2>\n"
    yield f'<p><img src="{html.escape(_address(root / entry.path, page))}" alt="{_escaped(alternative)}" '
    yield f'width="{entry.width}" height="{entry.height}" loading="lazy"></p>\n'
    for line in words.whole(entry).split("\n")[1:]:
        yield f"<p>{_escaped(line)}</p>\n"


def _address(picture: Path, page: Path) -> str:
    try:
        relative = os.path.relpath(picture.absolute(), page.absolute().parent)
    except ValueError:  # on another drive of Windows
        return picture.absolute().as_uri()
    address = urllib.parse.quote(os.fsencode(relative.replace(os.sep, "/")))
    return address if address.startswith(".") else f"./{address}"


def _escaped(text: str) -> str:
    return html.escape(printable(text))


def _all(index: Index) -> Iterator[Entry]:
    yield from index.entries()
    yield from index.entries(bad=True)


def _row(entry: Entry) -> tuple[object, ...]:
    when = entry.taken or words.modified(entry)
    return (
        entry.path, when, "picture" if entry.taken else "file", entry.place or "", entry.own, entry.description,
        entry.text, entry.width or "", entry.height or "", entry.problem,
    )  # fmt: skip


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) else text


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False)
    return _LONE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()
