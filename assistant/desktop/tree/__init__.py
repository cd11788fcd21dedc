"""The accessibility tree, one file a platform."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from assistant.errors import TreeUnavailable

if TYPE_CHECKING:
    from assistant.desktop.tree.atspi import AtspiReader

NOT_HERE = "The accessibility tree cannot be read on this system yet; the text in the picture is read instead."


def open_tree_reader() -> AtspiReader:
    """The tree reader of this platform. Raises TreeUnavailable where none is written yet."""
    if sys.platform != "linux":
        raise TreeUnavailable(NOT_HERE)
    from assistant.desktop.tree.atspi import AtspiReader

    return AtspiReader()
