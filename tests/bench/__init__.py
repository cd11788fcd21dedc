"""Speed and memory, as JSON lines: `python -m tests.bench`. Ratios come from one run, since machines are noisy."""
