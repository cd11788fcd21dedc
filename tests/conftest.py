"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.desktop import Desktop, desktop, missing_programs


@pytest.fixture(scope="module", name="desktop")
def _desktop() -> Iterator[Desktop]:
    """One desktop a test module: 1920 x 1080, openbox, AT-SPI, a null sink. Fails where programs are missing."""
    if missing := missing_programs():
        pytest.fail(f"these programs are missing, run tests/run to install them: {', '.join(missing)}")
    with desktop() as running:
        yield running
