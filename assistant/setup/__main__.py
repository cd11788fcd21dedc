"""What the script `lookaloud` starts where its short way does not hold: `python -P assistant/setup/__main__.py ...`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from assistant.setup.start import main

    sys.exit(main(ROOT, sys.argv[1:]))
