"""The command `lookaloud`. Without a subcommand it starts the app."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant import __version__
from assistant.actions import Action
from assistant.cli.album_parser import add_parser as add_album
from assistant.cli.compare import add_parser as add_compare
from assistant.cli.match import add_parser as add_match
from assistant.cli.output import stop_printing, take_any_text
from assistant.cli.video import add_parser as add_video
from assistant.home import take_any_home
from assistant.types import Length
from models.types import Box

_ACTIONS = "one of: " + ", ".join(action.slug for action in Action)
EXIT_CODES = """exit codes:
  0  described or answered (also where nothing can be spoken: it was printed)
  1  something else went wrong
  2  the command was not understood
  3  there is no screen to look at
  4  what was asked for cannot be captured
  5  the picture, the video or the folder of pictures cannot be read
  8  the part that looks at pictures failed, or a model could not be installed or checked
  9  the first start could not be finished
  130  stopped by Ctrl+C"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (see EXIT_CODES)."""
    take_any_text()
    take_any_home()
    given = list(sys.argv[1:] if argv is None else argv)
    arguments = _parser().parse_args(given if given[:1] != ["doctor"] else given[:1])
    match arguments.command:
        case None:
            return start_app([])
        case "doctor":
            from assistant.doctor import main as run_doctor

            return _until_stopped(lambda: run_doctor(given[1:]))
        case "do":
            from assistant.cli.do import run as do

            return _until_stopped(lambda: do(arguments.action, start_app=start_app))
        case "models":
            from assistant.cli.models import run as run_models

            return _until_stopped(lambda: run_models(arguments))
        case "album":
            from assistant.cli.album import run as run_album

            return _until_stopped(lambda: run_album(arguments))
        case "video":
            from assistant.cli.video import run as run_video

            return _until_stopped(lambda: run_video(arguments))
        case "compare":
            from assistant.cli.compare import run as run_compare

            return _until_stopped(lambda: run_compare(arguments))
        case "match":
            from assistant.cli.match import run as run_match

            return _until_stopped(lambda: run_match(arguments))
        case "ask":
            from assistant.cli.ask import run as run_ask

            return _until_stopped(lambda: run_ask(arguments))
        case _:
            from assistant.cli.describe import run

            return _until_stopped(lambda: run(arguments))


def _until_stopped(command: Callable[[], int]) -> int:
    """The command's exit code; 130 where Ctrl+C ends it, 0 where who reads its output has read enough (`| head`)."""
    try:
        return command()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        stop_printing()
        return 0


def start_app(argv: Sequence[str] | None = None) -> int:
    """Start the desktop app; where a system library is missing, say which package brings it."""
    take_any_home()
    try:
        from assistant.qt_log import log_qt_messages

        log_qt_messages()  # first: QtMultimedia talks while it is loaded
        from assistant.process import main as run_app
    except ImportError as error:
        import resources
        from assistant.setup import system

        missing = system.missing(system.read_table(resources.path("system-packages.txt")))
        what = system.how_to_install(missing) if missing else "Run lookaloud doctor to see what is missing."
        print(f"LookAloud cannot open its windows: {error}. {what}", file=sys.stderr)
        return 1
    return run_app(argv)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lookaloud",
        description="Looks at the screen for people who cannot see it, and says what is there.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"LookAloud {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command")
    for name, text in (
        ("describe", "describe the screen, a window, or a picture file"),
        ("read", "read all the text that is there, in order"),
    ):
        _add_look(commands.add_parser(name, help=text, description=text.capitalize() + "."))
    ask = commands.add_parser(
        "ask",
        help="answer a question about the screen, a window, or a picture file",
        description="Answer a question about the screen, a window, or a picture file.",
    )
    ask.add_argument("question", metavar="QUESTION", nargs="?", default="", help="such as: what buttons are there?")
    ask.add_argument("--audio", type=Path, metavar="WAV", help="the question as a sound file (16-bit PCM)")
    _add_look(ask)
    do = commands.add_parser("do", help="what a key of the app does, for keys of the desktop itself")
    do.add_argument("action", metavar="ACTION", choices=[action.slug for action in Action], help=_ACTIONS)
    add_album(commands)
    add_video(commands)
    add_compare(commands)
    add_match(commands)
    _add_models(commands.add_parser("models", help="list, fetch, check, remove and choose models"))
    commands.add_parser("doctor", help="check every part and say what to do", add_help=False)
    return parser


def _add_models(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", metavar="part", required=True)
    listed = parts.add_parser("list", help="what is installed, and what can be fetched")
    info = parts.add_parser("info", help="all about one model, installed or not")
    add = parts.add_parser("add", help="install a model folder, or a .zip or .tar of one")
    get = parts.add_parser("get", help="fetch a model from the internet")
    verify = parts.add_parser("verify", help="check every file of a model, or of all")
    remove = parts.add_parser("remove", help="take a model away")
    use = parts.add_parser("use", help="use this model where there are several")
    speed = parts.add_parser("speed", help="measure a model on this machine")
    for each in (info, remove, use, speed):
        each.add_argument("name", metavar="NAME")
    verify.add_argument("name", metavar="NAME", nargs="?")
    add.add_argument("source", metavar="FOLDER-OR-FILE", type=Path)
    get.add_argument("name", metavar="NAME", help="a name of the list, or OWNER/NAME on the hub")
    for each in (listed, info):
        each.add_argument("--json", action="store_true", help="print JSON")


def _add_look(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("file", nargs="?", metavar="FILE", help="a picture file")
    what.add_argument("--sample", action="store_true", help="the sample screenshot that comes with LookAloud")
    what.add_argument("--screen", action="store_true", help="all monitors (this is what happens without an option)")
    what.add_argument("--monitor", action="store_true", help="the monitor with the focus")
    what.add_argument("--window", action="store_true", help="the active window")
    what.add_argument("--focus", action="store_true", help="the element with focus")
    what.add_argument("--pointer", action="store_true", help="what is under the mouse pointer")
    what.add_argument("--clipboard", action="store_true", help="the picture on the clipboard")
    what.add_argument(
        "--camera", nargs="?", const="", metavar="SOURCE", help="the camera, or a video file or address in its place"
    )
    what.add_argument("--region", type=region, metavar="LEFT,TOP,WIDTH,HEIGHT", help="a rectangle of the desktop")
    parser.add_argument("--length", choices=[str(x) for x in Length], help="how much is said (default: the settings')")
    parser.add_argument("--json", action="store_true", help="print one JSON object and speak nothing")
    parser.add_argument("--silent", action="store_true", help="print, speak nothing")


def region(text: str) -> Box:
    """LEFT,TOP,WIDTH,HEIGHT in desktop units. Raises ArgumentTypeError with a sentence."""
    try:
        left, top, width, height = (int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a rectangle: give four whole numbers, such as --region=0,0,800,600"
        ) from None
    if width <= 0 or height <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is empty: width and height must be above zero")
    return Box(left, top, left + width, top + height)


if __name__ == "__main__":
    sys.exit(main())
