"""Runs one part in this process, printing a JSON object a figure: `python -m tests.bench.one PART [SCALE]`."""

from __future__ import annotations

import json
import signal
import sys
from typing import cast

from tests.bench.figures import NotHere
from tests.bench.parts import PARTS, Scale


def main(name: str, scale: Scale) -> None:
    """Print the figures, or the reason why there are none."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    try:
        for figure in PARTS[name].figures(scale):
            print(json.dumps(figure, ensure_ascii=False), flush=True)
    except NotHere as missing:
        print(json.dumps({"not here": str(missing)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], cast(Scale, sys.argv[2] if len(sys.argv) > 2 else "usual"))
