"""`lookaloud doctor`: checks every part and says what to do."""

from __future__ import annotations

import argparse
import dataclasses
import json
import queue
import threading
from collections.abc import Callable, Sequence
from typing import TypeAlias

from assistant.doctor.result import CheckResult

Check: TypeAlias = Callable[[], CheckResult]

LIMIT = 10.0  # seconds for one check; the models take 1 to load


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line a check; 0 if all that is needed works, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="lookaloud doctor", description="Check every part and say what to do.")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    arguments = parser.parse_args(argv)
    from PySide6.QtCore import QCoreApplication

    from assistant.doctor.checks import CHECKS, IN_MAIN_THREAD
    from assistant.qt_log import log_qt_messages

    log_qt_messages()
    application = QCoreApplication.instance() or QCoreApplication([])
    failed = False
    for name, check in CHECKS.items():
        result = check() if check in IN_MAIN_THREAD else bounded(name, check)
        failed |= result.status == "fail"
        if arguments.json:
            print(json.dumps(dataclasses.asdict(result), ensure_ascii=False), flush=True)
        else:
            print(result.line, flush=True)
    del application
    return 1 if failed else 0


def bounded(name: str, check: Check, *, limit: float = LIMIT) -> CheckResult:
    """The check's result; one that hangs or breaks is itself reported."""
    answer: queue.SimpleQueue[CheckResult] = queue.SimpleQueue()

    def work() -> None:
        try:
            answer.put(check())
        except Exception as error:  # noqa: BLE001  a broken check is a finding, whatever broke
            answer.put(CheckResult(name, "fail", f"the check itself broke: {error!r}", "Report this."))

    threading.Thread(target=work, name=f"check {name}", daemon=True).start()
    try:
        return answer.get(timeout=limit)
    except queue.Empty:
        return CheckResult(
            name, "fail", f"no answer within {limit:.0f} seconds", "Log out and in again, then try again."
        )
