"""Models in words: the lines of `lookaloud models` and of the models window."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from assistant.languages.wording import number, with_last
from assistant.languages.words import N_, _, n_
from models.manifest import Manifest, Task
from models.registry import Listed
from models.store.catalogue import Entry
from models.store.speed import remembered

TASKS: Mapping[Task, str] = {
    "caption": N_("describes pictures"),
    "answer": N_("answers questions about pictures"),
    "match": N_("tells how well a text fits a picture"),
    "transcribe": N_("writes down speech"),
    "classify": N_("names what a picture shows"),
    "detect": N_("finds objects in pictures"),
    "embed": N_("finds sentences that are alike"),
    "label": N_("names icons"),
    "screen": N_("tells what a window is by its looks"),
}


def size(count: int) -> str:
    """`310 megabytes`, `1.2 gigabytes`."""
    if count >= 1e9:
        return _("{count} gigabytes").format(count=number(count / 1e9))
    megabytes = max(1, round(count / 1e6))
    return n_("{count} megabyte", "{count} megabytes", megabytes).format(count=megabytes)


def work(tasks: tuple[Task, ...]) -> str:
    """What it does, in words."""
    return functools.reduce(with_last, [_(TASKS[task]) for task in tasks])


def used_from_now_on(name: str, tasks: tuple[Task, ...]) -> str:
    """That it was chosen, and for what."""
    return _("{name} is used from now on: it {work}.").format(name=name, work=work(tasks))


def installed_line(each: Listed, used_for: tuple[Task, ...]) -> str:
    """One line for a model folder, also for a damaged one."""
    if each.folder is None:
        return f"{each.path.name}: {each.error.spoken if each.error is not None else _('It cannot be read.')}"
    manifest = each.folder.manifest
    used = _("; in use") if used_for else ""
    ours = _("; comes with LookAloud") if each.comes_with_the_program else ""
    return f"{manifest.id}: {work(manifest.tasks)}; {size(manifest.bytes)}; {manifest.source.licence}{ours}{used}"


def entry_line(entry: Entry) -> str:
    """One line for a model that can be fetched."""
    return f"{entry.id}: {work(entry.tasks)}; {_to_fetch(entry)}; {entry.licence}"


def _to_fetch(entry: Entry) -> str:
    return _("{size} to fetch").format(size=size(entry.megabytes * 10**6))


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
    if parity is None:
        return _("not compared")
    return _("{count} of {all} equal to PyTorch").format(count=parity.equal, all=parity.compared)


def described(facts: Mapping[str, Any]) -> list[str]:
    """The facts as lines to be read aloud."""
    if "error" in facts:
        return [_("Name: {name}").format(**facts), _("Folder: {folder}").format(**facts), facts["error"]]
    seconds = facts["seconds"]
    told = {
        **facts,
        "work": work(tuple(facts["tasks"])),
        "used": ", ".join(facts["used_for"]) or _("nothing"),
        "size": size(facts["bytes"]),
        "languages": ", ".join(facts["languages"]) or _("not said"),
        "speed": _("{seconds} seconds for an answer").format(seconds=number(seconds))
        if seconds is not None
        else _("not measured"),
    }
    lines = [
        _("Name: {name}"), _("What it does: {work}"), _("In use for: {used}"), _("Size: {size}"),
        _("Languages: {languages}"), _("Licence: {licence}"),
        _("Made of: {source}, {family}, precision {precision}, {parity}"), _("Speed here: {speed}"),
        _("Folder: {folder}"),
    ]  # fmt: skip
    sums = _("SHA-256 of {path}: {digest}")
    return [
        *(line.format(**told) for line in lines),
        *(sums.format(path=path, digest=digest) for path, digest in facts["checksums"].items()),
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
        _("Name: {name}, not installed").format(name=entry.id),
        _("Title: {title}").format(title=entry.title),
        f"{_('What it does: {work}').format(work=work(entry.tasks))}. {_(entry.note)}".rstrip(),
        _("To fetch: {size} from {source}").format(size=size(entry.megabytes * 10**6), source=entry.repository),
        _("Languages: {languages}").format(languages=", ".join(entry.languages)),
        _("Licence: {licence}").format(licence=entry.licence),
        _("Fetch it with: {command}").format(command=f"lookaloud models get {entry.id}"),
    ]
