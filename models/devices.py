"""Which execution provider runs a graph: the first of an order that really works, decided by trying."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from models import nvidia
from models.errors import RunError
from models.words import N_, _

log = logging.getLogger(__name__)

CPU = "CPUExecutionProvider"
ORDER = (
    "TensorrtExecutionProvider",
    "CUDAExecutionProvider",
    "DmlExecutionProvider",
    "CoreMLExecutionProvider",
    CPU,
)
WANTED = "LOOKALOUD_DEVICE"
"""The environment variable that names the provider to try first, as in `BY_NAME`."""
BY_NAME: Mapping[str, str | None] = {
    "auto": None,
    "cpu": CPU,
    "cuda": "CUDAExecutionProvider",
    "tensorrt": "TensorrtExecutionProvider",
    "directml": "DmlExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
}
_OPT_IN = frozenset(("TensorrtExecutionProvider",))  # compiles for minutes on first use
_BOUND = {"TensorrtExecutionProvider": "cuda", "CUDAExecutionProvider": "cuda"}
_NVIDIA = frozenset(_BOUND)
_NAMES = {
    "TensorrtExecutionProvider": N_("The graphics card (TensorRT)"),
    "CUDAExecutionProvider": N_("The graphics card (CUDA)"),
    "DmlExecutionProvider": N_("The graphics card (DirectML)"),
    "CoreMLExecutionProvider": "Core ML",
}


class RawSession(Protocol):
    """The part of onnxruntime.InferenceSession that is used."""

    def get_inputs(self) -> Sequence[Any]: ...
    def get_outputs(self) -> Sequence[Any]: ...
    def get_providers(self) -> Sequence[str]: ...
    def run(self, names: Sequence[str], feeds: Mapping[str, Any], options: Any) -> Sequence[Any]: ...
    def io_binding(self) -> Any: ...
    def run_with_iobinding(self, binding: Any, options: Any) -> None: ...


Opener = Callable[[Path, str, int], RawSession]
"""Opens the graph on one provider with so many threads; raises whatever the runtime raises."""


class Devices:
    """Remembers what failed, so that it is tried once a process and said once. One thread."""

    def __init__(
        self,
        *,
        threads: int = 0,
        use: str | None = None,
        opener: Opener | None = None,
        available: Sequence[str] | None = None,
        bound: Mapping[str, str] = _BOUND,
        notice: Callable[[str], None] = log.warning,
    ) -> None:
        """`threads` of each session, 0: one a physical core. `use`: a provider to try first, such as an opt-in one.

        `notice` hears one sentence when something that worked is given up. The rest is for tests: `opener`, `available`
        providers, and `bound`: the memory that a provider's tensors are kept in.
        """
        self.threads = threads or default_threads()
        self._use = use
        self._opener = opener or _open
        self._available = available
        self._bound = bound
        self._notice = notice
        self._failed: set[str] = set()

    def open(self, path: Path) -> tuple[RawSession, str]:
        """A session for the graph at `path` and the provider that runs it. Raises RunError where not even CPU does."""
        for provider in self._candidates():
            try:
                session = self._opener(path, provider, self.threads)
            except Exception as error:
                if provider == CPU:
                    raise RunError(f"{path.name} cannot be loaded: {error}") from error
                self._leave_out(provider, f"{error}")
                continue
            if provider in session.get_providers()[:1]:
                return session, provider
            self._leave_out(provider, "its libraries cannot be loaded")
        raise RunError(f"{path.name} cannot be loaded on any device")

    def open_on_cpu(self, path: Path) -> RawSession:
        """A session on the CPU, whatever else there is. Raises RunError."""
        try:
            return self._opener(path, CPU, self.threads)
        except Exception as error:  # as above
            raise RunError(f"{path.name} cannot be loaded: {error}") from error

    def memory(self, provider: str) -> str | None:
        """The name of the provider's memory if tensors are kept there between runs, else None."""
        return self._bound.get(provider)

    def gave_out(self, provider: str, reason: str) -> None:
        """It failed while it worked: leave the provider out from now on, and say so once."""
        if self._leave_out(provider, reason):
            self._notice(_("{device} failed, so the processor does the work.").format(device=name_of(provider)))

    def _leave_out(self, provider: str, reason: str) -> bool:
        """Whether it was in until now. One that never worked is for the log and the doctor: nobody misses it."""
        if provider in self._failed:
            return False
        self._failed.add(provider)
        log.warning("%s cannot be used: %s", _NAMES.get(provider, provider), reason)
        return True

    def _candidates(self) -> list[str]:
        available = self._available
        if available is None:
            import onnxruntime

            available = onnxruntime.get_available_providers()
        order = [name for name in ORDER if name not in _OPT_IN]
        if self._use is not None:
            order = [self._use, *(name for name in order if name != self._use)]
        if self._use == CPU:
            order = [CPU]
        found = [name for name in order if name == CPU or (name in available and name not in self._failed)]
        if self._available is None and not _NVIDIA.isdisjoint(found) and not nvidia.has_card():
            found = [name for name in found if name not in _NVIDIA]  # nothing to try, and nothing to say
        return found


def name_of(provider: str) -> str:
    """The provider as it is spoken of."""
    return _(_NAMES.get(provider, provider))


def wanted() -> str | None:
    """The provider that LOOKALOUD_DEVICE names; None where it names none, or one that does not exist."""
    name = os.environ.get(WANTED, "").strip().lower() or "auto"
    if name not in BY_NAME:
        log.warning("%s is %s; it can be %s", WANTED, name, ", ".join(BY_NAME))
    return BY_NAME.get(name)


def default_threads() -> int:
    """Threads for one session: the cores this process may use; two threads on one core gain nothing here."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, usable if usable <= 2 else usable // 2)  # most machines with more count two threads a core


def _open(path: Path, provider: str, threads: int) -> RawSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1  # the graphs are chains
    options.log_severity_level = 4  # errors come as exceptions; what is printed beside them helps nobody
    if provider in _NVIDIA:
        nvidia.load_libraries()
    providers = [provider]
    if provider == "TensorrtExecutionProvider":
        providers.append("CUDAExecutionProvider")  # for the operators that TensorRT lacks
    session: RawSession = onnxruntime.InferenceSession(str(path), options, providers=providers)
    return session
