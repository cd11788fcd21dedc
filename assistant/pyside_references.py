"""Keeps a process alive that PySide6 6.12.0 would end."""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 2**40  # more than all signals that a session sends


def keep_true_alive() -> None:
    """With every signal that is sent, PySide6 6.12.0 gives back a reference to True that it never took.

    Seen with Python 3.11: after about 1,200 signals (a minute of speech) none is left and the process is aborted,
    "bool_dealloc". From Python 3.12 on True is immortal; PySide6 6.11.3 does not do it. The references are lent here.
    """
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        count = ctypes.c_ssize_t.from_address(id(True))
        if count.value < _PLENTY // 2:
            count.value += _PLENTY
