"""Freed frames do not stay with the app."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import ctypes, sys
from assistant.heap import give_back_at_once
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
def own():
    for line in open("/proc/self/smaps_rollup"):
        if line.startswith("Anonymous:"):
            return int(line.split()[1])
if sys.argv[1] == "with":
    give_back_at_once()
libc.free(libc.malloc(24 << 20))
before = own()
blocks = []
for _ in range(16):
    frame = libc.malloc(4 << 20)
    ctypes.memset(frame, 1, 4 << 20)
    blocks += [frame, libc.malloc(300_000)]  # it lies behind the frame: no gap of Python's own heap is so large
for frame in blocks[::2]:
    libc.free(frame)
print(own() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
@pytest.mark.parametrize(("how", "most"), [("with", 4 << 10), ("without", 80 << 10)])
def test_freed_frames_are_given_back(how: str, most: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True, timeout=60,
        env={name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")},
    )  # fmt: skip
    kilobytes = int(ended.stdout)
    assert kilobytes < most
    assert (kilobytes > 32 << 10) == (how == "without"), "without it they stay: else it is not needed any more"
