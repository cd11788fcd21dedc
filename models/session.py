"""One ONNX graph, run by names: stops at once when cancelled, goes over to the CPU when its device fails."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.devices import CPU, Devices
from models.errors import BadInput, DeviceLost, RunError

Value: TypeAlias = Any
"""A numpy array, or an onnxruntime.OrtValue that lies in the device's memory. `to_array` makes the one of the other."""

_TYPES: Mapping[str, Any] = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(double)": np.float64,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(int8)": np.int8,
    "tensor(uint8)": np.uint8,
    "tensor(bool)": np.bool_,
}


class Session:
    """Inputs and outputs go by name. One thread runs it; any thread may cancel."""

    def __init__(self, path: Path, devices: Devices) -> None:
        """Load the graph. Raises RunError."""
        self._path = path
        self._devices = devices
        self._raw, self.provider = devices.open(path)
        self.inputs = {each.name: tuple(each.shape) for each in self._raw.get_inputs()}
        self.outputs = {each.name: tuple(each.shape) for each in self._raw.get_outputs()}
        self._types = {each.name: _TYPES.get(each.type, np.float32) for each in self._raw.get_inputs()}

    def type_of(self, name: str) -> Any:
        """The numpy type of an input."""
        return self._types[name]

    def run(
        self,
        feeds: Mapping[str, Value],
        wanted: Sequence[str],
        *,
        cancel: CancelToken,
        keep: Collection[str] = (),
    ) -> dict[str, Value]:
        """The outputs `wanted`. Arrays are cast to the graph's types; names it does not take are left out.

        Those in `keep` stay in the device's memory where it has its own, to be fed again. Raises Cancelled (within
        some milliseconds of the token being set, in the middle of a run), RunError, BadInput; DeviceLost where what was
        fed lay on a device that failed: made again, it can be run again.
        """
        cancel.check()
        if missing := self.inputs.keys() - feeds.keys():
            raise BadInput(f"{self._path.name} needs {', '.join(sorted(missing))}")
        feeds = {name: self._cast(name, feeds[name]) for name in self.inputs}
        try:
            return self._run(feeds, wanted, keep, cancel)
        except Exception as error:
            cancel.check()  # the terminate flag makes the run fail
            if self.provider == CPU:
                raise RunError(f"{self._path.name}: {error}") from error
            return self._run_on_cpu(feeds, wanted, error, cancel)

    def _run(
        self, feeds: Mapping[str, Value], wanted: Sequence[str], keep: Collection[str], cancel: CancelToken
    ) -> dict[str, Value]:
        import onnxruntime

        options = onnxruntime.RunOptions()

        def stop() -> None:
            options.terminate = True

        with cancel.stopping(stop):
            memory = self._devices.memory(self.provider)
            if memory is not None:
                return self._run_bound(feeds, wanted, keep if memory else (), memory, options)
            arrays = {name: to_array(value) for name, value in feeds.items()}
            return dict(zip(wanted, self._raw.run(list(wanted), arrays, options), strict=True))

    def _run_bound(
        self,
        feeds: Mapping[str, Value],
        wanted: Sequence[str],
        keep: Collection[str],
        memory: str,
        options: Any,
    ) -> dict[str, Value]:
        """What is fed from and kept in the device's memory is never copied to the host and back."""
        binding = self._raw.io_binding()
        for name, value in feeds.items():
            if isinstance(value, np.ndarray):
                binding.bind_cpu_input(name, np.ascontiguousarray(value))
            else:
                binding.bind_ortvalue_input(name, value)
        for name in wanted:
            binding.bind_output(name, memory if name in keep else "cpu")
        self._raw.run_with_iobinding(binding, options)
        outputs = dict(zip(wanted, binding.get_outputs(), strict=True))
        return {name: value if name in keep else value.numpy() for name, value in outputs.items()}

    def _run_on_cpu(
        self, feeds: Mapping[str, Value], wanted: Sequence[str], error: Exception, cancel: CancelToken
    ) -> dict[str, Value]:
        """The same run again on the CPU, and all later ones: the answer that was under way is finished."""
        self._devices.gave_out(self.provider, str(error))
        self._raw = self._devices.open_on_cpu(self._path)
        self.provider = CPU
        try:
            arrays = {name: to_array(value) for name, value in feeds.items()}
        except Exception as lost:  # noqa: BLE001 -- onnxruntime's errors have no other base
            raise DeviceLost(f"{self._path.name}: what the device held is lost: {lost}") from error
        try:
            return self._run(arrays, wanted, (), cancel)
        except Exception as second:
            cancel.check()
            raise RunError(f"{self._path.name}: {second}") from second

    def _cast(self, name: str, value: Value) -> Value:
        if isinstance(value, np.ndarray) and value.dtype != self._types[name]:
            return value.astype(self._types[name])
        return value


def to_array(value: Value) -> NDArray[Any]:
    """The value in the host's memory."""
    return value if isinstance(value, np.ndarray) else value.numpy()


def take_rows(value: Value, rows: NDArray[np.int64]) -> Value:
    """The rows of a batch in another order or number, as a new array; one that is on a device comes to the host."""
    return to_array(value)[rows]
