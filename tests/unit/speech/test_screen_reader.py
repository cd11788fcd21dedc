"""A screen reader is found by its process, whatever other processes are called."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.speech.screen_reader import screen_reader_runs

NAME = "orca-of-a-test"


@contextmanager
def process_named(name: str, **options: int) -> Iterator[None]:
    """A process that sleeps under `name`."""
    process = subprocess.Popen(
        ["python3", "-c", "import sys, time\nopen('/proc/self/comm', 'wb').write(sys.argv[1].encode())\n"
         "print(flush=True)\ntime.sleep(900)", name],
        stdout=subprocess.PIPE, **options,  # type: ignore[call-overload]
    )  # fmt: skip
    assert process.stdout is not None
    try:
        process.stdout.readline()
        assert Path(f"/proc/{process.pid}/comm").read_bytes().strip() == name.encode()[:15]
        yield
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(autouse=True)
def _name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of our own: an Orca may really run here."""
    monkeypatch.setattr("assistant.speech.screen_reader._NAMES", frozenset((NAME.encode(),)))


def test_a_screen_reader_is_found() -> None:
    assert not screen_reader_runs()
    with process_named(NAME):
        assert screen_reader_runs()


def test_a_name_that_is_cut_in_the_middle_of_a_letter_hides_nothing() -> None:
    with process_named("bildbetrachterü"):  # the fifteenth byte is half an ü
        assert not screen_reader_runs()
        with process_named(NAME):
            assert screen_reader_runs()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can start a process of another user")
def test_the_screen_reader_of_another_user_is_not_ours() -> None:
    with process_named(NAME, user=65534):
        assert not screen_reader_runs()
