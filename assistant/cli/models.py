"""`lookaloud models`: what is installed and what can be fetched, and everything that is done with them."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from assistant import model_words as words
from assistant.cli.output import print_json, print_line, print_problem
from assistant.languages.wording import number
from assistant.languages.words import _
from models.cancel import CancelToken
from models.errors import Cancelled, ModelError, ModelNotFound
from models.folder import ModelFolder
from models.manifest import Task
from models.registry import Listed, Registry
from models.store.catalogue import entries
from models.store.install import Store

_FAILED = 8
_EVERY = 5.0  # seconds between two lines of progress: a screen reader reads each


def run(arguments: argparse.Namespace) -> int:
    """Do what `arguments.part` says; returns the exit code."""
    cancel = CancelToken()

    def stop(number: int, frame: FrameType | None) -> None:
        cancel.cancel()

    before = signal.signal(signal.SIGINT, stop)
    try:
        return _PARTS[arguments.part](arguments, cancel)
    except Cancelled:
        print_problem(_("Stopped. What was fetched so far is kept for the next time."))
        return 130
    except ModelError as error:
        print_problem(error.spoken)
        return _FAILED
    finally:
        signal.signal(signal.SIGINT, before)


def uses(registry: Registry) -> Callable[[Listed], tuple[Task, ...]]:
    """For which tasks each installed model is the one that is used."""
    first = {task: registry.first(task) for task in words.TASKS}

    def of(each: Listed) -> tuple[Task, ...]:
        return tuple(task for task, folder in first.items() if folder is not None and folder == each.folder)

    return of


def _list(arguments: argparse.Namespace, cancel: CancelToken) -> int:
    registry = Registry()
    used, listed = uses(registry), registry.list()
    there = {each.folder.id for each in listed if each.folder is not None}
    left = [entry for entry in entries() if entry.id not in there]
    if arguments.json:
        installed = [words.facts(each, used(each)) for each in listed]
        print_json({"installed": installed, "available": [words.entry_facts(entry) for entry in left]})
        return 0
    print_line(_("Installed:") if listed else _("No model is installed."))
    for each in listed:
        print_line(f"  {words.installed_line(each, used(each))}")
    print_line(_("Can be fetched with lookaloud models get NAME:"))
    for entry in left:
        print_line(f"  {words.entry_line(entry)}")
    return 0


def _info(arguments: argparse.Namespace, cancel: CancelToken) -> int:
    registry = Registry()
    used = uses(registry)
    for each in registry.list():
        if arguments.name == (each.folder.id if each.folder is not None else each.path.name):
            facts = words.facts(each, used(each))
            _tell(arguments, facts, words.described(facts))
            return 0
    for entry in entries():
        if arguments.name in (entry.id, entry.repository):
            _tell(arguments, words.entry_facts(entry), words.entry_described(entry))
            return 0
    raise ModelNotFound(arguments.name)


def _tell(arguments: argparse.Namespace, facts: dict[str, Any], lines: list[str]) -> None:
    if arguments.json:
        print_json(facts)
        return
    for line in lines:
        print_line(line)


def _store(cancel: CancelToken) -> Store:
    said = [0.0]

    def progress(done: int, whole: int) -> None:
        now = time.monotonic()
        if now - said[0] >= _EVERY and whole:
            said[0] = now
            part = _("{number} percent of {size}").format(number=100 * done // whole, size=words.size(whole))
            print(part, file=sys.stderr, flush=True)

    return Store(progress=progress, tell=lambda sentence: print(sentence, file=sys.stderr, flush=True), cancel=cancel)


def _tell_installed(made: ModelFolder) -> None:
    work = words.work(made.manifest.tasks)
    print_line(_("{name} is installed: {work}.").format(name=made.id, work=work))


def _add(arguments: argparse.Namespace, cancel: CancelToken) -> int:
    made = _store(cancel).add(arguments.source)
    _tell_installed(made)
    return 0


def _get(arguments: argparse.Namespace, cancel: CancelToken) -> int:
    made = _store(cancel).get(arguments.name)
    _tell_installed(made)
    return 0


def _verify(arguments: argparse.Namespace, cancel: CancelToken) -> int:
    store = _store(cancel)
    listed = store.registry.list()
    names = (
        [arguments.name] if arguments.name else [each.folder.id if each.folder else each.path.name for each in listed]
    )
    failed = 0
    for name in names:
        try:
            size = words.size(store.verify(name))
            print_line(_("{name}: all its files are the ones they should be, {size}.").format(name=name, size=size))
        except ModelError as error:
            failed = _FAILED
            print_problem(error.spoken)
    if not names:
        print_line(_("No model is installed."))
    return failed


def _remove(arguments: argparse.Namespace, cancel: CancelToken) -> int:
    _store(cancel).remove(arguments.name)
    print_line(_("{name} is removed.").format(name=arguments.name))
    return 0


def _use(arguments: argparse.Namespace, cancel: CancelToken) -> int:
    tasks = _store(cancel).use(arguments.name)
    print_line(words.used_from_now_on(arguments.name, tasks))
    return 0


def _speed(arguments: argparse.Namespace, cancel: CancelToken) -> int:
    from models.store.speed import measure

    registry = Registry()
    seconds = measure(registry.find(arguments.name), registry, cancel=cancel)
    said = _("{name}: {seconds} seconds for an answer on this machine.")
    print_line(said.format(name=arguments.name, seconds=number(seconds, 2)))
    return 0


_PARTS: dict[str, Callable[[argparse.Namespace, CancelToken], int]] = {
    "list": _list,
    "info": _info,
    "add": _add,
    "get": _get,
    "verify": _verify,
    "remove": _remove,
    "use": _use,
    "speed": _speed,
}
