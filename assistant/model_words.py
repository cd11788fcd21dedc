"""Models in words: the lines of `lookaloud models` and of the models window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.pipelines.wording import counted
from models.manifest import Manifest, Task
from models.registry import Listed
from models.store.catalogue import Entry
from models.store.speed import remembered

TASKS: Mapping[Task, str] = {
    "caption": "describes pictures",
    "answer": "answers questions about pictures",
    "match": "tells how well a text fits a picture",
    "transcribe": "writes down speech",
    "classify": "names what a picture shows",
    "detect": "finds objects in pictures",
    "embed": "finds sentences that are alike",
    "label": "names icons",
    "screen": "tells what a window is by its looks",
}


def size(count: int) -> str:
    """`310 megabytes`, `1.2 gigabytes`."""
    return f"{count / 1e9:.1f} gigabytes" if count >= 1e9 else counted(max(1, round(count / 1e6)), "megabyte")


def work(tasks: tuple[Task, ...]) -> str:
    """What it does, in words."""
    return " and ".join(TASKS[task] for task in tasks)


def installed_line(each: Listed, used_for: tuple[Task, ...]) -> str:
    """One line for a model folder, also for a damaged one."""
    if each.folder is None:
        return f"{each.path.name}: {each.error.spoken if each.error is not None else 'It cannot be read.'}"
    manifest = each.folder.manifest
    used = "; in use" if used_for else ""
    ours = "; comes with LookAloud" if each.comes_with_the_program else ""
    return f"{manifest.id}: {work(manifest.tasks)}; {size(manifest.bytes)}; {manifest.source.licence}{ours}{used}"


def entry_line(entry: Entry) -> str:
    """One line for a model that can be fetched."""
    return f"{entry.id}: {work(entry.tasks)}; {size(entry.megabytes * 10**6)} to fetch; {entry.licence}"


def facts(each: Listed, used_for: tuple[Task, ...]) -> dict[str, Any]:
    """All about an installed model, by the names that JSON has."""
    if each.folder is None:
        return {"name": each.path.name, "folder": str(each.path), "error": each.error.spoken if each.error else ""}
    manifest = each.folder.manifest
    return {
        "name": manifest.id,
        "folder": str(each.path),
        "family": manifest.family,
        "tasks": list(manifest.tasks),
        "used_for": list(used_for),
        "bytes": manifest.bytes,
        "languages": list(manifest.languages),
        "licence": manifest.source.licence,
        "source": manifest.source.checkpoint,
        "precision": manifest.export.quantisation,
        "seconds": remembered(each.folder),
        "parity": _parity(manifest),
        "checksums": {file.path: file.sha256 for file in manifest.files.values()},
    }


def _parity(manifest: Manifest) -> str:
    parity = manifest.export.parity
    return f"{parity.equal} of {parity.compared} equal to PyTorch" if parity is not None else "not compared"


def described(facts: Mapping[str, Any]) -> list[str]:
    """The facts as lines to be read aloud."""
    if "error" in facts:
        return [f"Name: {facts['name']}", f"Folder: {facts['folder']}", facts["error"]]
    seconds = facts["seconds"]
    return [
        f"Name: {facts['name']}",
        f"What it does: {work(tuple(facts['tasks']))}",
        f"In use for: {', '.join(facts['used_for']) or 'nothing'}",
        f"Size: {size(facts['bytes'])}",
        f"Languages: {', '.join(facts['languages']) or 'not said'}",
        f"Licence: {facts['licence']}",
        f"Made of: {facts['source']}, {facts['family']}, precision {facts['precision']}, {facts['parity']}",
        f"Speed here: {f'{seconds:.1f} seconds for an answer' if seconds is not None else 'not measured'}",
        f"Folder: {facts['folder']}",
        *(f"SHA-256 of {path}: {digest}" for path, digest in facts["checksums"].items()),
    ]


def entry_facts(entry: Entry) -> dict[str, Any]:
    """All about a model that can be fetched, by the names that JSON has."""
    return {
        "name": entry.id,
        "title": entry.title,
        "repository": entry.repository,
        "family": entry.family,
        "tasks": list(entry.tasks),
        "megabytes": entry.megabytes,
        "languages": list(entry.languages),
        "licence": entry.licence,
        "precision": entry.quantise,
        "note": entry.note,
    }


def entry_described(entry: Entry) -> list[str]:
    """The catalogue's entry as lines to be read aloud."""
    return [
        f"Name: {entry.id}, not installed",
        f"Title: {entry.title}",
        f"What it does: {work(entry.tasks)}. {entry.note}".rstrip(),
        f"To fetch: {size(entry.megabytes * 10**6)} from {entry.repository}",
        f"Languages: {', '.join(entry.languages)}",
        f"Licence: {entry.licence}",
        f"Fetch it with: lookaloud models get {entry.id}",
    ]
