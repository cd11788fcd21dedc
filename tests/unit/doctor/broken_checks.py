"""Checks that go wrong in every way."""

from __future__ import annotations

import os
import signal
import threading

from assistant.doctor.result import CheckResult
from assistant.errors import NoDisplay


def works() -> CheckResult:
    print("some library's chatter")
    return CheckResult("Tried", "ok", "it works")


def hangs() -> CheckResult:
    threading.Event().wait()
    raise AssertionError


def crashes() -> CheckResult:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def breaks() -> CheckResult:
    raise RuntimeError("a defect of ours.")


def ends() -> CheckResult:
    os._exit(1)  # what Xlib does when its server goes


def raises_ours() -> CheckResult:
    raise NoDisplay


def misses_a_library() -> CheckResult:
    raise ImportError("libEGL.so.1: cannot open shared object file")
