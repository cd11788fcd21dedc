"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator

import hypothesis
import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.desktop import Desktop, desktop, missing_programs

# the same cases at every run, however long they take: what a change breaks, and not chance or what else the machine
# does, decides whether the tests pass
hypothesis.settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("same")

os.environ["LOOKALOUD_LANGUAGE"] = "en"  # whatever the language of who runs the tests


@pytest.fixture(scope="session", name="application")
def _application() -> QApplication:
    """The one application object of the test process, on Qt's offscreen platform."""
    before = os.environ.get("QT_QPA_PLATFORM")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # only while it is made: programs that tests start must not inherit it
    application = QApplication([])
    if before is None:
        del os.environ["QT_QPA_PLATFORM"]
    else:
        os.environ["QT_QPA_PLATFORM"] = before
    return application


@pytest.fixture(scope="module", name="desktop")
def _desktop() -> Iterator[Desktop]:
    """One desktop a test module: 1920 x 1080, openbox, AT-SPI, a null sink. Fails where programs are missing."""
    if missing := missing_programs():
        pytest.fail(f"these programs are missing, run tests/run to install them: {', '.join(missing)}")
    with desktop() as running:
        yield running
