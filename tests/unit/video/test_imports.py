"""Naming the command costs nothing: what is heavy is loaded once a video is opened."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers.app import ROOT


@pytest.mark.parametrize(
    ("module", "banned"),
    [
        ("assistant.cli.video", ("numpy", "cv2", "onnxruntime", "PySide6")),
        ("assistant.video.frames", ("numpy", "cv2", "onnxruntime", "PySide6")),
        ("assistant.video.moment", ("numpy", "cv2", "onnxruntime", "PySide6")),
        ("assistant.video.shots", ("onnxruntime", "PySide6")),
    ],
)
def test_what_importing_loads(module: str, banned: tuple[str, ...]) -> None:
    program = f"import sys, {module}\nassert not {set(banned)!r} & set(sys.modules), set(sys.modules) & {set(banned)!r}"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
