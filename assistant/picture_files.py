"""What Pillow does with files that nobody should open, or that are damaged. Importing this loads no Pillow."""

from __future__ import annotations

import struct
import zlib

NOT_PICTURES = frozenset(("EPS", "MPEG", "WMF", "BUFR", "GRIB", "HDF5", "IPTC"))
"""Formats that Pillow only recognises, or hands to a program of its own (EPS to Ghostscript)."""
DAMAGED = (
    OSError, ValueError, SyntaxError, EOFError, MemoryError, LookupError, TypeError, ArithmeticError, AttributeError,
    RuntimeError, AssertionError, struct.error, zlib.error,
)  # fmt: skip
"""What Pillow's decoders raise for damaged files; which of them is chance."""
