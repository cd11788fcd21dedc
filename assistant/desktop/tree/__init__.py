"""The accessibility tree, one file a platform."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from assistant.errors import TreeUnavailable
from assistant.languages.words import _
from assistant.types import TreeSnapshot, WindowInfo
from models.cancel import CancelToken

if TYPE_CHECKING:
    from assistant.desktop.tree.atspi import FocusInfo

NOT_HERE = _("The accessibility tree cannot be read on this system yet; the text in the picture is read instead.")


class TreeReader(Protocol):
    """Reads accessibility trees. Called in a lane of its own, since programs can hang."""

    def read(self, windows: Iterable[WindowInfo] | None, *, timeout: float, cancel: CancelToken) -> TreeSnapshot:
        """The trees of `windows` (from the top down), within `timeout` seconds; what hung is marked `why="hung"`.

        None where there is no list of windows: the active window as the programs tell it, its boxes counted from the
        window's own corner. Raises TreeUnavailable where there is no accessibility bus, Cancelled.
        """
        ...

    def windows(self, *, timeout: float) -> tuple[WindowInfo, ...] | None:
        """Program and title of the windows that programs show; None where not every program says so in time. Raises
        TreeUnavailable."""
        ...

    def focus(self, windows: Iterable[WindowInfo] | None = None, *, timeout: float) -> FocusInfo | None:
        """The element with focus in the active one of `windows` (None: as `read`); None where no program says."""
        ...


def open_tree_reader() -> TreeReader:
    """The tree reader of this platform. Raises TreeUnavailable where none is written yet."""
    if sys.platform != "linux":
        raise TreeUnavailable(NOT_HERE)
    from assistant.desktop.tree.atspi import AtspiReader

    return AtspiReader()
