"""`python -m assistant` is the command `lookaloud`."""

import sys

from assistant.cli import main

sys.exit(main())
