"""Whether there is an NVIDIA card with its driver, and the CUDA libraries that packages carry. Loads no numpy."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import io
import sys

_DRIVER = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"


@functools.cache
def has_card() -> bool:
    """Whether the driver is installed and counts at least one card. Any thread; asked once a process."""
    return count_cards(_DRIVER) > 0


def count_cards(driver: str) -> int:
    """The cards that the driver library of that name or path counts; 0 where it cannot be loaded or does not start.

    Two functions of the CUDA driver API: cuInit and cuDeviceGetCount, which return 0 when they succeed.
    """
    try:
        library = ctypes.CDLL(driver)
        count = ctypes.c_int(0)
        if library.cuInit(0) != 0 or library.cuDeviceGetCount(ctypes.byref(count)) != 0:
            return 0
    except (OSError, AttributeError):
        return 0
    return count.value


def load_libraries() -> None:
    """CUDA and cuDNN from the packages of the extra `cuda`, where they are installed; else the system's are used."""
    import onnxruntime

    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it does not find; opening the session tells that
        onnxruntime.preload_dlls()
