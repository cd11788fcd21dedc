"""One sentence from outside the app: where it hangs, or has lost its screen. `python -m assistant.cli.alone TEXT`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from assistant.cli.output import print_problem
from assistant.errors import VoiceError
from assistant.settings_file import default_path, load


def tell(sentence: str) -> None:
    """Print it on standard error and speak it, to its end. Main thread. Needs no screen."""
    print_problem(sentence)
    try:
        from assistant.qt_log import log_qt_messages

        log_qt_messages()  # first: QtMultimedia talks while it is loaded
        from assistant.speech.command_line import speak_and_wait

        speak_and_wait([sentence], load(default_path()).settings.speech)
    except (VoiceError, ImportError, KeyboardInterrupt):
        return  # it was printed


def leave_behind(sentence: str) -> None:
    """Have it told by a process that outlives this one."""
    command = [sys.executable, "-P", "-m", "assistant.cli.alone", sentence]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)


def main(argv: Sequence[str]) -> int:
    """Tell each of `argv`."""
    for sentence in argv:
        tell(sentence)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
