"""What the bench prints: tables that can be read, ratios to a stored run, the table of promises."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench import table_of_promises
from tests.bench.compare import ratios, read_run
from tests.bench.figures import flat, spread
from tests.bench.promise import ByTest, Figure, Promise, Unmeasurable
from tests.bench.scaling import usable
from tests.bench.shown import table

_STOP = Figure("app", {"figure": "stop"}, "high")


def _promise(proof: Figure | ByTest | Unmeasurable = _STOP, **limits: Any) -> Promise:
    return Promise(issue=2, words="stop key to silence", proof=proof, unit="ms", **limits)


def _run(**values: Any) -> list[dict[str, Any]]:
    return [{"part": "app", "figure": "stop"} | values, {"part": "app", "figure": "other", "high": 999}]


def test_columns_are_aligned_and_a_new_table_begins_where_the_names_change() -> None:
    shown = table([
        {"reader": "ours", "seconds": 0.5, "share": {"mean": 0.99}},
        {"reader": "tesseract", "seconds": 12.25, "share": {"mean": None}},
        {"summary": "all", "missing": ["a", "b"]},
    ])  # fmt: skip
    assert shown.splitlines() == [
        "reader     seconds  share: mean",
        "ours           0.5         0.99",
        "tesseract    12.25  -",
        "",
        "summary  missing",
        "all      a, b",
    ]


def test_a_spread_has_no_more_than_its_values() -> None:
    found = spread([3, 1, 2])
    assert (found["low"], found["median"], found["high"], found["n"]) == (1, 2, 3, 3)


def test_a_figure_is_compared_with_that_of_its_name() -> None:
    before = [
        {"part": "text", "reader": "ours", "seconds": 1.0, "accuracy": 0.99},
        {"part": "text", "reader": "tesseract", "seconds": 4.0, "accuracy": 0.8},
        {"part": "text", "reader": "ours", "seconds": 2.0, "accuracy": 0.97},
        {"part": "machine", "figure": "end", "load": 3.0},
    ]
    now = [
        {"part": "text", "reader": "ours", "seconds": 1.1, "accuracy": 0.99},
        {"part": "text", "reader": "ours", "seconds": 3.0, "accuracy": 0.9},
        {"part": "speech", "voice": "neural", "word error rate": 0.1},
    ]
    found = {(each.figure, each.key, each.before): each for each in ratios(before, now)}
    assert len(found) == 4
    assert found["ours", "seconds", 1.0].ratio == pytest.approx(1.1)
    assert not found["ours", "seconds", 1.0].worse  # as much as noise
    assert found["ours", "seconds", 2.0].ratio == pytest.approx(1.5)
    assert found["ours", "seconds", 2.0].worse
    assert not found["ours", "accuracy", 0.99].worse
    assert found["ours", "accuracy", 0.97].worse


@pytest.mark.parametrize(
    ("key", "before", "now", "worse"),
    [
        ("ms", 10, 20, True),
        ("ms", 20, 10, False),
        ("right kind", 0.9, 0.8, True),
        ("right kind", 0.8, 0.9, False),
        ("wrongly found", 1, 3, True),
        ("false changes", 0, 2, True),
        ("times as fast as tesseract", 2.0, 1.0, True),
        ("told once, %", 99.0, 90.0, True),
        ("MB of this process", 40, 80, True),
        ("growth, %", 1, 9, True),
        ("no longer at", 5000, 1000, None),
    ],
)
def test_whether_more_is_better_depends_on_what_it_is(key: str, before: float, now: float, worse: bool | None) -> None:
    (found,) = ratios([{"part": "x", "figure": "y", key: before}], [{"part": "x", "figure": "y", key: now}])
    assert found.worse is worse


def test_a_stored_run_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text("".join(f"{json.dumps(each)}\n" for each in _run(high=3)))
    assert read_run(path) == _run(high=3)
    path.write_text('["no run"]\n')
    with pytest.raises(ValueError, match="does not hold a run"):
        read_run(path)


@pytest.mark.parametrize(
    ("limits", "value", "verdict"),
    [
        ({"most": 50}, 50, "kept"),
        ({"most": 50}, 51, "MISSED"),
        ({"least": 50}, 50, "kept"),
        ({"least": 50}, 49.9, "MISSED"),
        ({}, 10_000, "reported"),
    ],
)
def test_a_promise_is_kept_or_missed(limits: dict[str, float], value: float, verdict: str) -> None:
    found = table_of_promises.judge(_promise(most=limits.get("most"), least=limits.get("least")), _run(high=value))
    assert (found.verdict, found.value) == (verdict, value)


def test_of_several_figures_the_worst_counts() -> None:
    run = _run(high=10) + _run(high=70)
    assert table_of_promises.judge(_promise(most=50), run).value == 70
    assert table_of_promises.judge(_promise(least=50), run).value == 10


def test_what_was_not_measured_says_why() -> None:
    judge = table_of_promises.judge
    assert judge(_promise(most=50), []).why == "the part app was not run"
    assert judge(_promise(most=50), [{"part": "app", "not here": "no sound"}]).why == "no sound"
    assert (
        judge(_promise(most=50), [{"part": "app", "failed": "KeyError: 'a'"}]).why == "the part app failed, see below"
    )
    other = {"part": "app", "figure": "another", "not here": "no camera"}
    assert judge(_promise(most=50), [other]).why == "the part app did not measure it"
    assert judge(_promise(Unmeasurable("no GPU")), _run()).verdict == "not measured here"
    assert judge(_promise(ByTest("tests/e2e/test_keys.py")), _run()).why == "tests/e2e/test_keys.py"
    assert judge(_promise(most=50), _run(high=True)).value is None


def test_the_page_names_the_missed_ones_first(monkeypatch: pytest.MonkeyPatch) -> None:
    promises = (
        _promise(most=50),
        Promise(issue=2, words="right", proof=Figure("app", {"figure": "stop"}, "share: right"), least=85, unit="%",
                scale=100),
        _promise(ByTest("tests/e2e/test_keys.py")),
    )  # fmt: skip
    monkeypatch.setattr(table_of_promises, "PROMISES", promises)
    machine = {"part": "machine", "figure": "begin", "command": "python -m tests.bench app", "cores": 2, "load": 0.1}
    failed = {"part": "video", "failed": "OSError: gone"}
    page = table_of_promises.page([machine, *_run(high=71.5, share={"right": 0.9}), failed])
    missed = page.index("- Issue 2: stop key to silence: 71.5 ms, where at most 50 ms was promised.")
    assert missed < page.index("## Issue 2")
    assert "| right | at least 85 % | 90 % | kept |" in page
    assert "| stop key to silence |  |  | by a test: `tests/e2e/test_keys.py` |" in page
    assert "1 kept, 1 MISSED" in page
    assert "`python -m tests.bench app`" in page
    assert "- video: OSError: gone" in page
    assert "smoke run" not in page
    assert "Other programs ran" not in page
    assert "Other programs ran" in table_of_promises.page([machine | {"load": 3.5}])
    quick = machine | {"command": "python -m tests.bench --quick"}
    assert "smoke run" in table_of_promises.page([quick])


def test_of_runs_that_are_joined_the_last_one_that_measured_counts() -> None:
    begin: dict[str, Any] = {"part": "machine", "figure": "begin", "cores": 2}
    old = {"part": "app", "figure": "stop", "high": 70}
    new = {"part": "app", "figure": "stop", "high": 20}
    lost = {"part": "app", "failed": "OSError"}
    models = {"part": "models", "model": "a", "ms": 1}
    runs = [[begin | {"time": "first"}, old, models], [begin | {"time": "second"}, new], [lost]]
    found = table_of_promises.joined(runs)
    assert [each for each in found if each["part"] == "app"] == [new]
    assert models in found
    page = table_of_promises.page(found)
    assert "on first" in page
    assert "on second" in page
    assert table_of_promises.joined([[lost], [old]]) == [old]


def test_it_stops_being_usable_at_the_first_size_over_a_limit() -> None:
    def figure(size: int, seconds: float, megabytes: float) -> dict[str, Any]:
        return {"size": size, "described, s": seconds, "peak, MB": megabytes}

    fine, slow = figure(1, 0.5, 300), figure(10, 6.0, 300)
    assert usable([fine, slow, figure(100, 1.0, 300)]) == {"up to": 1, "no longer at": 10, "because": "too slow"}
    assert usable([figure(1, 9.0, 9000)]) == {
        "up to": 0, "no longer at": 1, "because": "too slow and too much memory"
    }  # fmt: skip
    assert usable([fine])["up to"] == 1


def test_mappings_are_told_by_both_names() -> None:
    assert dict(flat({"a": {"b": {"c": 1}}, "d": 2})) == {"a: b: c": 1, "d": 2}
