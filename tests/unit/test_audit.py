"""The packages that LookAloud depends on: bounded, licensed, and asked about in one question."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.helpers.audit import FINE, FOUND, NOT_ASKED, holes, main, packages

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ASKED_FOR = [*PROJECT["dependencies"], *(each for extra in PROJECT["optional-dependencies"].values() for each in extra)]
NOTICE = (ROOT / "NOTICE").read_text("utf-8")
USED = packages(*(Requirement(each).name for each in PROJECT["dependencies"]))


@contextmanager
def database(answer: object, status: int = 200) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A stand-in for the OSV database on this machine: its address, and what it was asked."""
    asked: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: object) -> None:
            """Not to the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("text", ASKED_FOR)
def test_every_requirement_has_a_lower_bound(text: str) -> None:
    assert any(each.operator in (">=", "==", "~=") for each in Requirement(text).specifier), text


@pytest.mark.parametrize("name", sorted(USED))
def test_the_licence_of_every_package_is_named(name: str) -> None:
    told = importlib.metadata.metadata(name)
    names = [each for field in ("License-Expression", "License", "License-File") for each in told.get_all(field) or []]
    names += [each for each in told.get_all("Classifier") or [] if each.startswith("License ::")]
    assert [each for each in names if each.upper() != "UNKNOWN"] or name in NOTICE, name


def test_all_that_is_needed_is_asked_about_and_nothing_else_is_sent() -> None:
    known = {"pillow": "11.0.0", "urllib3": "2.0.0"}
    with database({"results": [{}, {"vulns": [{"id": "PYSEC-1"}, {"id": "GHSA-2"}]}]}) as (address, asked):
        assert holes(known, address) == {"urllib3": ["PYSEC-1", "GHSA-2"]}
    assert asked == [
        {
            "queries": [
                {"package": {"name": "pillow", "ecosystem": "PyPI"}, "version": "11.0.0"},
                {"package": {"name": "urllib3", "ecosystem": "PyPI"}, "version": "2.0.0"},
            ]
        }
    ]


def test_what_packages_need_themselves_is_found() -> None:
    assert {"numpy", "requests", "urllib3", "pillow"} <= set(USED)
    assert "pytest" not in USED


def test_the_command_says_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    count = len(set(packages("lookaloud")) - {"lookaloud"})
    assert count > 20
    with database({"results": [{} for _ in range(count)]}) as (address, _):
        assert main([address]) == FINE
    with database({"results": [{"vulns": [{"id": "PYSEC-7"}]}, *({} for _ in range(count - 1))]}) as (address, _):
        assert main([address]) == FOUND
    assert "PYSEC-7" in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "status"), [({}, 200), ({"results": []}, 200), ({}, 500), ("<html>", 200)])
def test_no_answer_is_not_taken_for_a_good_one(answer: object, status: int) -> None:
    with database(answer, status) as (address, _):
        assert main([address]) == NOT_ASKED


def test_the_command_of_continuous_integration_runs(tmp_path: Path) -> None:
    done = subprocess.run([ROOT / ".ci" / "audit", "http://127.0.0.1:9/"], capture_output=True, text=True)
    assert done.returncode == NOT_ASKED
    assert "nothing was audited" in done.stderr
