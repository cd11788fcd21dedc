"""`lookaloud do ACTION`: for keys of desktops that give programs no keys of their own."""

from __future__ import annotations

from collections.abc import Callable

from assistant.errors import AssistantError
from assistant.running_app import tell


def run(action: str, *, start_app: Callable[[list[str]], int]) -> int:
    """Send the action to the app that runs, or start the app with it. Returns the exit code."""
    try:
        if tell(action):
            return 0
    except AssistantError as error:
        from assistant.cli import alone  # loads Qt

        alone.tell(error.spoken)
        return error.exit_code
    return start_app(["--do", action])
