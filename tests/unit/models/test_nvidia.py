"""Whether there is a card to try. The driver is a fake: these tests run where there is none."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pytest

import resources
from models import nvidia
from models.devices import CPU, Devices


class Driver:
    """The two functions of the CUDA driver API that are called."""

    def __init__(self, cards: int, *, starts: int = 0) -> None:
        self._cards = cards
        self._starts = starts

    def cuInit(self, flags: int) -> int:
        return self._starts

    def cuDeviceGetCount(self, count: Any) -> int:
        count._obj.value = self._cards
        return 0


@pytest.mark.parametrize("driver", ["/nowhere/libcuda.so.1", ctypes.pythonapi._name or "libc.so.6"])
def test_a_library_that_is_missing_or_no_driver_counts_no_card(driver: str) -> None:
    assert nvidia.count_cards(driver) == 0


@pytest.mark.parametrize(("driver", "cards"), [(Driver(2), 2), (Driver(0), 0), (Driver(2, starts=100), 0)])
def test_the_driver_counts_the_cards_where_it_starts(
    driver: Driver, cards: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: driver)
    assert nvidia.count_cards("libcuda.so.1") == cards


def test_without_a_card_nothing_is_tried_and_nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    offered = ["TensorrtExecutionProvider", "CUDAExecutionProvider", CPU]
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: offered)
    monkeypatch.setattr(nvidia, "has_card", lambda: False)
    heard: list[str] = []
    tried: list[str] = []

    def opener(path: Path, provider: str, threads: int) -> Any:
        tried.append(provider)
        return onnxruntime.InferenceSession(str(path), providers=[provider])

    _, provider = Devices(notice=heard.append, opener=opener).open(resources.path("probe", "identity.onnx"))
    assert (provider, tried, heard) == (CPU, [CPU], [])
