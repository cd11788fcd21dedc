"""The one command: parts in processes of their own, what fails and what cannot be measured, what it writes."""

from __future__ import annotations

import importlib.util
import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.compare import ratios, read_run
from tests.bench.parts import EXPORT, PARTS
from tests.bench.running import figures_of
from tests.helpers.app import ROOT


def _bench(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.bench", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=100, check=False
    )


@pytest.mark.parametrize("name", PARTS)
def test_every_part_is_there_and_takes_its_smoke_runs_arguments(name: str) -> None:
    module, _, function = PARTS[name].call.partition(":")
    spec = importlib.util.find_spec(f"tests.bench.{module}")
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).read_text("utf-8")
    assert f"def {function or 'run'}(" in source
    if module not in ("optimum",):  # the only one that needs more than this environment to be imported
        run = getattr(importlib.import_module(f"tests.bench.{module}"), function or "run")
        for arguments in (PARTS[name].quick, PARTS[name].usual):
            inspect.signature(run).bind(**arguments)


def test_a_run_is_shown_kept_and_made_a_table(tmp_path: Path) -> None:
    kept, table = tmp_path / "run.jsonl", tmp_path / "figures.md"
    ended = _bench("builtin", "evaluate", "--quick", "--keep", kept, "--table", table, LOOKALOUD_TRAINING_DATA="/none")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\nbuiltin\n-------\n" in ended.stdout
    assert "50 icons" in ended.stdout
    run = read_run(kept)
    assert [each["part"] for each in (run[0], run[-1])] == ["machine", "machine"]
    assert {"cores", "processor", "memory, GB", "load", "commit"} <= run[0].keys()
    assert run[-1]["failed"] == []
    assert any("not here" in each for each in run if each["part"] == "evaluate")
    assert all(each.ratio == 1 and not each.worse for each in ratios(run, run) if each.before > 0)
    page = table.read_text("utf-8")
    assert "| all models together | at most 60 MB | " in page
    assert "LOOKALOUD_TRAINING_DATA" in page


def test_only_json_is_printed_and_a_part_that_fails_stops_no_other(tmp_path: Path) -> None:
    stored = tmp_path / "stored.jsonl"
    stored.write_text('{"part": "builtin", "figure": "size of all", "MB": 1.0}\n')
    ended = _bench("models", "evaluate", "--json", "--against", stored, **{EXPORT: "/bin/false"})
    found = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 1
    assert {"part": "models", "failed": "exit code 1"} in found
    assert [each["part"] for each in found if "not here" in each] == ["evaluate"]
    (end,) = [each for each in found if each.get("figure") == "end"]
    assert end["failed"] == ["models"]
    assert found[-1] == {"part": "against", "figures compared": 0, "the same": 0}


def test_a_part_that_hangs_is_ended() -> None:
    found = list(figures_of("builtin", longest=0.01))
    assert {"part": "builtin", "failed": "it took more than 0 seconds"} in found


def test_a_python_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EXPORT, "/nowhere/python")
    (failed, _) = figures_of("models")
    assert "/nowhere/python cannot be started" in failed["failed"]


def test_an_unknown_part_is_refused() -> None:
    ended = _bench("nonsense")
    assert ended.returncode == 2
    assert "nonsense" in ended.stderr


def test_a_stored_run_that_is_none_is_refused_before_anything_is_measured(tmp_path: Path) -> None:
    ended = _bench("evaluate", "--against", tmp_path / "nothing.jsonl")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "the stored run cannot be read" in ended.stderr
