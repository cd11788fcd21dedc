"""`lookaloud album DIR`: describe the pictures of a folder, search them, find copies, export what is known."""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from assistant.album import words, work
from assistant.album.index import Index, default_path
from assistant.album.schema import problem
from assistant.cli.output import print_line, print_problem
from assistant.errors import AssistantError, NoPictures, VoiceError
from assistant.languages.words import N_, _, n_
from assistant.printable import printable_name
from models.cancel import CancelToken
from models.errors import Cancelled

_SPOKEN = 5  # of what was found; all of it is printed
NOTHING_YET = N_("No picture of this folder is described yet. Run lookaloud album DIR without further options first.")
STOPPED = N_("Stopped. What is described so far is kept, and the next run goes on there.")
NO_WORDS = N_('Give words to look for, such as: --find "receipt table".')


def run(arguments: argparse.Namespace) -> int:
    """Do what `arguments` say; returns the exit code. Main thread."""
    cancel = CancelToken()

    def stop(number: int, frame: FrameType | None) -> None:
        cancel.cancel()

    before = signal.signal(signal.SIGINT, stop)
    said: list[str] = []
    try:
        code = _run(arguments, said, cancel)
    except Cancelled:
        print_problem(_(STOPPED))
        return 130
    except AssistantError as error:
        print_problem(error.spoken)
        said.append(error.spoken)
        code = error.exit_code
    finally:
        signal.signal(signal.SIGINT, before)
    if not arguments.silent and said:
        _speak(said)
    return code


def _run(arguments: argparse.Namespace, said: list[str], cancel: CancelToken) -> int:
    folder: Path = arguments.folder
    if arguments.find is not None and not arguments.find.strip():
        print_problem(_(NO_WORDS))
        return 2
    _check(folder)
    path = default_path(folder)
    asks_only = arguments.find is not None or arguments.duplicates or arguments.window
    if asks_only and not path.exists():
        raise NoPictures(_(NOTHING_YET))
    if arguments.window:
        from assistant.ui.album_window import open_album

        return open_album(folder)
    try:
        with Index(path, root=folder.resolve(), check=not asks_only) as index:
            if index.notice:
                print_problem(index.notice)
            if arguments.find is not None:
                _find(index, arguments.find, said)
            elif arguments.duplicates:
                _duplicates(index, said)
            else:
                _update(index, arguments, said, cancel)
            _export(index, arguments, said)
    except sqlite3.Error as error:
        raise problem(error) from error
    return 0


def _check(folder: Path) -> None:
    """Raises NoPictures where it is no folder that can be read."""
    from assistant.album.folder import walk

    next(walk(folder), None)


def _update(index: Index, arguments: argparse.Namespace, said: list[str], cancel: CancelToken) -> None:
    from assistant.album.picture import models_in_use
    from assistant.album.worker import Worker
    from assistant.settings_file import default_path as settings_path
    from assistant.settings_file import load
    from models.devices import WANTED

    os.environ.setdefault(WANTED, load(settings_path()).settings.engine.device)  # for the process that describes
    model = models_in_use()
    counts = dict.fromkeys((work.Done, work.Moved, work.Refreshed, work.Bad, work.Gone), 0)
    if arguments.place is False and (forgotten := index.forget_places()):
        _tell(_forgotten(forgotten), said)
    worker = Worker()
    try:
        for outcome in work.update(
            index, worker, place=bool(arguments.place), again=arguments.again, model=model, cancel=cancel
        ):
            if not isinstance(outcome, work.Unchanged):
                counts[type(outcome)] += 1
                print_problem(_progress(outcome))
    finally:
        worker.close()
    _tell(_summary(index.count(), index.count(bad=True), counts), said)
    if other := index.of_other_models(model):
        sentence = n_(
            "{count} picture was described with another model; use --again to describe anew.",
            "{count} pictures were described with another model; use --again to describe anew.",
            other,
        )
        _tell(sentence.format(count=other), said)
    for entry in index.entries(bad=True):
        print_line(words.refused(entry.path, entry.problem))


def _forgotten(count: int) -> str:
    sentence = n_(
        "The places of {count} picture are taken out.", "The places of {count} pictures are taken out.", count
    )
    return sentence.format(count=count)


def _summary(known: int, bad: int, counts: Mapping[type, int]) -> str:
    """`known`: pictures that are described now, `bad`: that cannot be; `counts`: what this run did."""
    done, moved, gone = counts[work.Done], counts[work.Moved], counts[work.Gone]
    same = known - done - moved
    parts = [
        (n_("{count} described", "{count} described", done), done),
        (n_("{count} unchanged", "{count} unchanged", same), same),
        *(
            [(n_("{count} known under another name", "{count} known under another name", moved), moved)]
            if moved
            else ()
        ),
        *([(n_("{count} no longer there", "{count} no longer there", gone), gone)] if gone else ()),
        *([(n_("{count} that cannot be read", "{count} that cannot be read", bad), bad)] if bad else ()),
    ]
    told = ", ".join(part.format(count=count) for part, count in parts)
    whole = known + bad
    return n_("{count} picture: {parts}.", "{count} pictures: {parts}.", whole).format(count=whole, parts=told)


def _progress(outcome: work.Done | work.Moved | work.Refreshed | work.Bad | work.Gone) -> str:
    name = printable_name(outcome.path)
    match outcome:
        case work.Done():
            what = outcome.sentence
        case work.Moved():
            what = _("known as {name}.").format(name=printable_name(outcome.before))
        case work.Refreshed():
            what = _("as before.")
        case work.Bad():
            what = words.refused(outcome.path, outcome.reason)
            if not outcome.number:
                return outcome.reason
            return _("{number} of {all}: {what}").format(number=outcome.number, all=outcome.of, what=what)
        case work.Gone():
            return _("{name} is no longer there.").format(name=name)
    return _("{number} of {all}: {what}").format(number=outcome.number, all=outcome.of, what=f"{name}: {what}")


def _find(index: Index, wanted: str, said: list[str]) -> None:
    from assistant.album.search import find

    found = find(index, wanted)
    count = len(found)
    _tell(n_("{count} picture found.", "{count} pictures found.", count).format(count=count), said)
    _list(found, lambda id: _found(index, id), said)


def _found(index: Index, id: int) -> str:
    entry = index.entry(id)
    if entry is None:
        return ""
    there = os.path.lexists(index.root / entry.path)
    return words.line(entry) if there else f"{words.line(entry)} {_('The file is no longer there.')}"


def _duplicates(index: Index, said: list[str]) -> None:
    from assistant.engine.environment import low_memory_environment

    low_memory_environment()
    from assistant.album.duplicates import duplicates, told

    groups = duplicates(index)
    count = len(groups)
    some = n_("{count} group of pictures that look alike.", "{count} groups of pictures that look alike.", count)
    _tell(some.format(count=count) if groups else _("No two look alike."), said)
    _list(groups, lambda group: told(index, group), said)


def _list(items: Sequence[int] | Sequence[list[int]], line: Callable[..., str], said: list[str]) -> None:
    for number, item in enumerate(items, 1):
        text = line(item)
        print_line(f"{number}. {text}")
        if number <= _SPOKEN:
            said.append(text)


def _export(index: Index, arguments: argparse.Namespace, said: list[str]) -> None:
    """All that is asked for, though one of them fails. Raises the first AlbumError."""
    from assistant.album import export
    from assistant.album.sidecars import write_sidecars

    failed: list[AssistantError] = []
    for path, write in (
        (arguments.csv, export.write_csv),
        (arguments.json, export.write_json),
        (arguments.html, export.write_html),
    ):
        if path is None:
            continue
        try:
            write(index, path)
            _tell(_("{name} is written.").format(name=printable_name(path.name)), said)
        except AssistantError as error:
            failed.append(error)
    if arguments.xmp:
        _tell(write_sidecars(index).spoken, said)
    for each in failed[1:]:
        print_problem(each.spoken)
    if failed:
        raise failed[0]


def _tell(sentence: str, said: list[str]) -> None:
    print_line(sentence)
    said.append(sentence)


def _speak(sentences: Sequence[str]) -> None:
    from assistant.settings_file import default_path as settings_path
    from assistant.settings_file import load

    try:
        from assistant.qt_log import log_qt_messages

        log_qt_messages()
        from assistant.speech.command_line import speak_and_wait
    except ImportError:
        from assistant.cli.spoken import NO_QT

        print_problem(_(NO_QT))
        return
    try:
        speak_and_wait(iter(sentences), load(settings_path()).settings.speech)
    except VoiceError as error:
        print_problem(error.spoken)
