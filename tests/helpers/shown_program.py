"""A window that a test makes up, told through files what to do next."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.desktop import Desktop


@contextmanager
def shown_program(desktop: Desktop, source: str, *told: Path, title: str) -> Iterator[None]:
    """The Python program `source` runs and its window, named `title`, is the active one, to the end of the block.

    `told`: files that are empty at first; their paths are its arguments."""
    for path in told:
        path.write_text("")
    program = desktop.folder / f"{title.lower()}.py"
    program.write_text(source)
    process = desktop.start(sys.executable, str(program), *map(str, told))
    try:
        desktop.run(["xdotool", "windowactivate", "--sync", desktop.wait_for_window(f"^{title}$")])
        yield
    finally:
        process.kill()
        process.wait(5)
