"""`lookaloud video`: the shots of a video file, one by one, or one moment of it."""

from __future__ import annotations

import argparse
import math
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.output import print_json, print_line, print_problem
from assistant.errors import BadVideo
from assistant.languages.words import N_, NP_, _, n_
from assistant.printable import printable, printable_name
from assistant.video.times import at, parse_time

if TYPE_CHECKING:
    from assistant.cli.spoken import Say, Work
    from assistant.pipelines.defaults import Sight
    from assistant.settings import Settings
    from assistant.types import Length, Mode, Update
    from assistant.video.frames import Video
    from assistant.video.tell import Told
    from models.cancel import CancelToken

AT_ALONE = N_("--at is about one moment: --vtt, --from and --to cannot go with it.")
ASK_NEEDS_AT = N_("--ask needs --at: the time of the moment that is asked about, such as --at 1:05.")
NO_QUESTION = N_("--ask needs a question, such as: --ask 'what does the sign say?'")
BACKWARDS = N_("--to must be later than --from.")
SAME_FILE = N_("The descriptions cannot be written over the video itself. Choose another file for --vtt.")
QUIET = 20.0  # seconds without a word, after which it is said that the work goes on
STOPPED = N_("Stopped: {name} was not written.")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `video` to the commands."""
    parser = commands.add_parser(
        "video",
        help=N_("describe the shots of a video file, or one moment of it"),
        description=N_("Describe the shots of a video file, or one moment of it."),
    )
    parser.add_argument("file", metavar=NP_("argument", "FILE"), type=Path, help=N_("a video file"))
    parser.add_argument(
        "--vtt", type=Path, metavar=NP_("argument", "OUT"), help=N_("write the descriptions as WebVTT as well")
    )
    parser.add_argument(
        "--at", type=moment, metavar=NP_("argument", "TIME"), help=N_("one moment only, such as 65 or 1:05")
    )
    parser.add_argument(
        "--ask", metavar=NP_("argument", "QUESTION"), help=N_("with --at: answer a question about the moment")
    )
    parser.add_argument("--from", dest="begin", type=moment, metavar=NP_("argument", "TIME"), help=N_("begin here"))
    parser.add_argument("--to", dest="end", type=moment, metavar=NP_("argument", "TIME"), help=N_("end here"))
    parser.add_argument("--length", choices=["brief", "normal", "full"], help=N_("how much is said of a shot"))
    parser.add_argument("--json", action="store_true", help=N_("print one JSON object and speak nothing"))
    parser.add_argument("--silent", action="store_true", help=N_("print, speak nothing"))


def moment(text: str) -> float:
    """`parse_time` for argparse. Raises ArgumentTypeError with a sentence."""
    try:
        return parse_time(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run(arguments: argparse.Namespace) -> int:
    """Describe what `arguments` name; returns the exit code. Main thread. Raises KeyboardInterrupt."""
    problem = _problem_with(arguments)
    if problem:
        print_problem(problem)
        return 2
    from assistant.cli import spoken

    settings, saved = spoken.begin(), threading.Event()
    try:
        return spoken.run(_work(arguments, settings, saved), settings.speech, silent=arguments.silent or arguments.json)
    except KeyboardInterrupt:
        if arguments.vtt is not None and not saved.is_set():
            print_problem(_(STOPPED).format(name=printable_name(arguments.vtt.name)))
        raise


def _problem_with(arguments: argparse.Namespace) -> str:
    if arguments.at is not None and (arguments.vtt or arguments.begin is not None or arguments.end is not None):
        return _(AT_ALONE)
    if arguments.ask is not None and arguments.at is None:
        return _(ASK_NEEDS_AT)
    if arguments.ask is not None and not arguments.ask.strip():
        return _(NO_QUESTION)
    if arguments.end is not None and arguments.end <= (arguments.begin or 0.0):
        return _(BACKWARDS)
    if arguments.vtt is not None:
        from assistant.video.vtt import not_writable

        if arguments.vtt.exists() and arguments.file.exists() and arguments.vtt.samefile(arguments.file):
            return _(SAME_FILE)
        if arguments.vtt.is_dir() or not arguments.vtt.absolute().parent.is_dir():
            return not_writable(arguments.vtt)
    return ""


def _work(arguments: argparse.Namespace, settings: Settings, saved: threading.Event) -> Work:
    """`saved` is set once the descriptions are written."""
    from assistant.cli.spoken import guarded
    from assistant.types import Length

    length = Length(arguments.length or settings.answers.length)

    def work(say: Say, cancel: CancelToken) -> int:
        def report(spoken: str) -> None:
            if arguments.json:
                print_json({"file": printable_name(str(arguments.file)), "error": spoken})
            print_problem(spoken)
            say(spoken)

        told = _Telling(arguments, length, say, cancel, saved)
        return guarded(told.moment if arguments.at is not None else told.shots, report)

    return work


class _Telling:
    """One run: prints what is found as it is found, and says it."""

    def __init__(
        self, arguments: argparse.Namespace, length: Length, say: Say, cancel: CancelToken, saved: threading.Event
    ) -> None:
        self._saved = saved
        self._arguments = arguments
        self._length = length
        self._say = say
        self._cancel = cancel
        self._told_at = time.monotonic()

    def shots(self) -> int:
        from assistant.cli.spoken import LOOKING_FAILED
        from assistant.pipelines.defaults import Sight
        from assistant.video.frames import Video
        from assistant.video.shots import shots
        from assistant.video.tell import Teller, opening

        arguments = self._arguments
        all_told: list[Told] = []
        with Video(arguments.file) as video:
            self._tell(opening(video.facts))
            teller = Teller(Sight().describer, self._length)
            begin, end = arguments.begin or 0.0, arguments.end if arguments.end is not None else math.inf
            for shot in shots(video, begin=begin, end=end, reached=self._reached, cancel=self._cancel):
                told = teller.tell(shot, cancel=self._cancel)
                all_told.append(told)
                self._tell(told.text)
            self._cancel.check()
            damage = video.damage()
            if damage:
                self._tell(damage)
            self._tell(_end(len(all_told), damaged=bool(damage)))
            if arguments.vtt is not None:
                self._save(video, all_told)
            if arguments.json:
                print_json(self._as_json(video, all_told))
        if any(told.failed for told in all_told):
            return LOOKING_FAILED
        return BadVideo.exit_code if damage else 0

    def moment(self) -> int:
        from assistant.cli.describe import answer_json, as_json
        from assistant.cli.spoken import LOOKING_FAILED
        from assistant.pipelines.defaults import Sight
        from assistant.pipelines.describe import NO_READING
        from assistant.types import Failed, Final, Partial

        arguments, code = self._arguments, 0
        for update in self._updates(Sight()):
            match update:
                case Partial():
                    self._tell(update.text)
                case Final():
                    if any(claim.text == _(NO_READING) for claim in update.description.claims):
                        code = LOOKING_FAILED
                    if arguments.json:
                        whole = (as_json if arguments.ask is None else answer_json)(update.description)
                        print_json({"file": printable_name(str(arguments.file)), "at": arguments.at} | whole)
                case Failed():
                    print_problem(update.spoken)
                    self._say(update.spoken)
                    code = update.exit_code
        return code

    def _updates(self, sight: Sight) -> Iterator[Update]:
        from assistant.types import Asked
        from assistant.video.moment import request_at

        arguments = self._arguments
        mode: Mode = "describe" if arguments.ask is None else "ask"
        request = request_at(arguments.file, arguments.at, mode=mode, length=self._length, cancel=self._cancel)
        if arguments.ask is None:
            return sight.describer.run(request, lambda _: None, cancel=self._cancel)
        asked = Asked(text=printable(arguments.ask))
        return sight.new_asker().run(request, lambda _: None, lambda _: asked, cancel=self._cancel)

    def _reached(self, seconds: float) -> None:
        """A long shot must not sound like a program that hangs."""
        if time.monotonic() - self._told_at >= QUIET:
            self._tell(_("Still looking, {when} of the video.").format(when=at(seconds)))

    def _tell(self, sentence: str) -> None:
        self._told_at = time.monotonic()
        if not self._arguments.json:
            print_line(sentence)
        self._say(sentence)

    def _save(self, video: Video, all_told: list[Told]) -> None:
        from assistant.video import vtt

        arguments, name = self._arguments, printable_name(self._arguments.vtt.name)
        notes = [
            "Kind: descriptions",
            _("Descriptions of the shots of {name}, by LookAloud").format(name=video.facts.name),
        ]
        partial = video.damage()
        if partial:
            notes.append(_("These are not all: {why}").format(why=partial))
        if arguments.begin is not None or arguments.end is not None:
            to_the_end = _("Only a part of the video: it begins {begin} and ends at the end.")
            part = _("Only a part of the video: it begins {begin} and ends {end}.")
            note = part if arguments.end is not None else to_the_end
            notes.append(note.format(begin=at(arguments.begin or 0.0), end=at(arguments.end or 0.0)))
        cues = [vtt.Cue(told.shot.begin, told.shot.end, told.alone) for told in all_told]
        vtt.save(arguments.vtt, vtt.written(cues, notes=notes))
        self._saved.set()
        self._tell(_written(len(cues), partial=bool(partial)).format(name=name, count=len(cues)))

    def _as_json(self, video: Video, all_told: list[Told]) -> dict[str, Any]:
        return {
            "file": printable_name(str(self._arguments.file)),
            "duration": round(video.facts.duration, 3),
            "width": video.facts.width,
            "height": video.facts.height,
            "complete": not video.ended_early,
            "problem": video.damage(),
            "shots": [_shot_json(told) for told in all_told],
            "vtt": printable_name(str(self._arguments.vtt)) if self._arguments.vtt is not None else None,
        }


def _end(count: int, *, damaged: bool) -> str:
    """That nothing follows; `damaged`: since the rest of the file cannot be read."""
    here = n_("Up to there: {count} shot.", "Up to there: {count} shots.", count)
    whole = n_("That is all: {count} shot.", "That is all: {count} shots.", count)
    return (here if damaged else whole).format(count=count)


def _written(count: int, *, partial: bool) -> str:
    if partial:
        return n_(
            "{name} was written: {count} description, which go no further than the video could be read.",
            "{name} was written: {count} descriptions, which go no further than the video could be read.",
            count,
        )
    return n_("{name} was written: {count} description.", "{name} was written: {count} descriptions.", count)


def _shot_json(told: Told) -> dict[str, Any]:
    from assistant.cli.describe import claims_json

    return {
        "number": told.shot.number,
        "begin": round(told.shot.begin, 3),
        "end": round(told.shot.end, 3),
        "best": round(told.shot.best, 3),
        "gate": told.gate.code if told.gate is not None else None,
        "text": told.text,
        "claims": claims_json(told.claims),
    }
