"""What the privacy tests look with does see a socket, a written file and a renamed one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.traced import HOOK, can_trace, internet_sockets, of_hook, of_strace, strace

LEAK = """
import os, socket, sys
socket.socket(socket.AF_INET).close()
with open(sys.argv[1], "w") as file:
    file.write("x" * 5000)
os.rename(sys.argv[1], sys.argv[1] + ".kept")
print("done")
"""


def test_the_hook_sees_a_leak(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(HOOK)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "AUDIT_LOG": str(tmp_path / "audit")}
    subprocess.run([sys.executable, "-c", LEAK, str(tmp_path / "leak")], env=environment, check=True)
    deeds = of_hook(tmp_path / "audit")
    assert deeds.families == {"AF_INET": 1}
    assert {str(tmp_path / "leak"), str(tmp_path / "leak.kept")} <= deeds.files


def test_strace_sees_a_leak(tmp_path: Path) -> None:
    if not can_trace():
        pytest.skip("strace may not be used here")
    command = [*strace(tmp_path / "trace"), sys.executable, "-c", LEAK, str(tmp_path / "leak")]
    subprocess.run(command, check=True, stdout=subprocess.PIPE)
    deeds = of_strace(tmp_path / "trace")
    assert deeds.families["AF_INET"] == 1
    assert {str(tmp_path / "leak"), str(tmp_path / "leak.kept")} <= deeds.files
    assert deeds.written[str(tmp_path / "leak")] == 5000


def test_an_open_socket_of_the_internet_is_seen() -> None:
    assert internet_sockets(os.getpid()) == []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as channel:
        channel.bind(("127.0.0.1", 0))
        assert len(internet_sockets(os.getpid())) == 1
