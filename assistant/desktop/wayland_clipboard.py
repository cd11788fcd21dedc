"""The clipboard on Wayland, by wl-clipboard's two programs.

Wayland shows the clipboard only to the program whose window has the focus and was just typed into, and drops what
others copy without a word. wl-clipboard goes through the compositor's data-control protocol, which is made for this.
"""

from __future__ import annotations

import shutil
import subprocess

from assistant.errors import BadImage
from assistant.languages.words import _

_WAIT = 2.0  # seconds; the program that copied must answer
CANNOT_LOOK = _(
    "This desktop shows the clipboard only to the window in use. To describe pictures on it, install the package "
    "wl-clipboard."
)
CANNOT_COPY = _(
    "This desktop lets only the window in use copy. Open the last answer in a window and copy it there, or install the "
    "package wl-clipboard."
)


def picture() -> bytes | None:
    """The bytes of the picture on the clipboard, in whatever format it has; None where there is none. Raises BadImage
    where it cannot be known."""
    if shutil.which("wl-paste") is None:
        raise BadImage(CANNOT_LOOK)
    kinds = _paste("--list-types").decode("utf-8", "replace").split()
    kind = next((kind for kind in ("image/png", *kinds) if kind in kinds and kind.startswith("image/")), None)
    return (_paste("--type", kind) or None) if kind is not None else None


def copy(text: str) -> bool:
    """Copy `text`; whether it is on the clipboard now."""
    if shutil.which("wl-copy") is None:
        return False
    try:
        # it goes on in the background and serves the text, so its output must not be waited for
        done = subprocess.run(
            ["wl-copy", "--type", "text/plain;charset=utf-8"], input=text.encode(), timeout=_WAIT, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _paste(*options: str) -> bytes:
    """Empty where nothing is on the clipboard. Raises BadImage where the program that copied does not answer."""
    try:
        return subprocess.run(
            ["wl-paste", *options], timeout=_WAIT, check=False, stdin=subprocess.DEVNULL, capture_output=True
        ).stdout
    except subprocess.TimeoutExpired as error:
        raise BadImage(_("The program that copied the picture does not answer. Copy it again.")) from error
    except OSError as error:
        raise BadImage(CANNOT_LOOK, detail=str(error)) from error
