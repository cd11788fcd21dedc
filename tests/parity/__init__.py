"""Exported models beside PyTorch. Needs the extra `export`; run with `python -m pytest -m export tests/parity`."""
