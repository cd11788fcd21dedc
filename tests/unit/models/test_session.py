"""Sessions: by name, on the first device that works, stopped in the middle of a run."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from models.cancel import CancelToken
from models.devices import CPU, WANTED, Devices, wanted
from models.errors import BadInput, Cancelled, RunError
from models.session import Session


def endless(path: Path) -> Path:
    """A graph that multiplies x until told to stop by n, the number of rounds."""
    body = helper.make_graph(
        [
            helper.make_node("MatMul", ["before", "w"], ["after"]),
            helper.make_node("Identity", ["going"], ["goes"]),
        ],
        "body",
        [
            helper.make_tensor_value_info("round", TensorProto.INT64, []),
            helper.make_tensor_value_info("going", TensorProto.BOOL, []),
            helper.make_tensor_value_info("before", TensorProto.FLOAT, [64, 64]),
        ],
        [
            helper.make_tensor_value_info("goes", TensorProto.BOOL, []),
            helper.make_tensor_value_info("after", TensorProto.FLOAT, [64, 64]),
        ],
    )
    graph = helper.make_graph(
        [helper.make_node("Loop", ["n", "", "x"], ["y"], body=body)],
        "endless",
        [
            helper.make_tensor_value_info("n", TensorProto.INT64, []),
            helper.make_tensor_value_info("x", TensorProto.FLOAT, [64, 64]),
        ],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [64, 64])],
        [numpy_helper.from_array(np.eye(64, dtype=np.float32), "w")],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10), str(path))
    return path


@pytest.fixture(name="session")
def _session(tmp_path: Path) -> Session:
    return Session(endless(tmp_path / "endless.onnx"), Devices(use=CPU))


X = np.ones((64, 64), np.float32)


def test_a_run_is_stopped_in_the_middle_and_the_session_still_works(session: Session) -> None:
    cancel = CancelToken()
    stop = threading.Timer(0.05, cancel.cancel)  # the run itself would take days
    stop.start()
    with pytest.raises(Cancelled):
        session.run({"n": np.asarray(10**12), "x": X}, ["y"], cancel=cancel)
    stop.join()
    assert (session.run({"n": np.asarray(3), "x": X}, ["y"], cancel=CancelToken())["y"] == X).all()


def test_a_cancelled_token_starts_no_run(session: Session) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        session.run({"n": np.asarray(10**12), "x": X}, ["y"], cancel=cancel)


def test_runs_leave_no_callbacks_behind(session: Session) -> None:
    cancel = CancelToken()
    for _ in range(5):
        session.run({"n": np.asarray(1), "x": X}, ["y"], cancel=cancel)
    assert cancel._callbacks == []


def test_arrays_are_cast_and_missing_ones_named(session: Session) -> None:
    outputs = session.run({"n": np.asarray(1, np.int32), "x": X.astype(np.float64)}, ["y"], cancel=CancelToken())
    assert outputs["y"].dtype == np.float32
    with pytest.raises(BadInput, match="n"):
        session.run({"x": X}, ["y"], cancel=CancelToken())


def test_a_shape_that_does_not_fit_is_a_run_error(session: Session) -> None:
    with pytest.raises(RunError):
        session.run({"n": np.asarray(1), "x": X[:3]}, ["y"], cancel=CancelToken())


class Claims:
    """onnxruntime's CPU session under another provider's name."""

    def __init__(self, path: Path, provider: str) -> None:
        import onnxruntime

        self._real = onnxruntime.InferenceSession(str(path), providers=[CPU])
        self._provider = provider

    def get_providers(self) -> list[str]:
        return [self._provider]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("", None), ("auto", None), (" CPU ", CPU), ("tensorrt", "TensorrtExecutionProvider"), ("abacus", None)],
)
def test_the_environment_may_name_what_is_tried_first(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, said: str, meant: str | None
) -> None:
    monkeypatch.setenv(WANTED, said)
    assert wanted() == meant
    assert ("abacus" in caplog.text) == (said == "abacus")


def test_providers_are_tried_in_order_and_each_loss_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = endless(tmp_path / "endless.onnx")
    tried: list[str] = []
    said: list[str] = []

    def opener(_: Path, provider: str, threads: int) -> Any:
        tried.append(provider)
        if provider == "CUDAExecutionProvider":
            raise RuntimeError("no driver")
        if provider == "DmlExecutionProvider":
            return Claims(path, CPU)  # loads, but onnxruntime fell back in silence
        return Claims(path, provider)

    available = ["DmlExecutionProvider", "CUDAExecutionProvider", "TensorrtExecutionProvider", CPU]
    devices = Devices(opener=opener, available=available, notice=said.append)
    assert Session(path, devices).provider == CPU
    assert Session(path, devices).provider == CPU
    assert tried == ["CUDAExecutionProvider", "DmlExecutionProvider", CPU, CPU]
    assert [record.getMessage() for record in caplog.records] == [
        "The graphics card (CUDA) cannot be used: no driver",
        "The graphics card (DirectML) cannot be used: its libraries cannot be loaded",
    ]
    assert said == []  # they never worked: nobody misses them
    tensorrt = Devices(opener=opener, available=available, use="TensorrtExecutionProvider", notice=said.append)
    assert Session(path, tensorrt).provider == "TensorrtExecutionProvider"
    assert Session(path, Devices(opener=opener, available=available, use=CPU)).provider == CPU
