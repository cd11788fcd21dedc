"""ONNX Runtime keeps no identifier and collects nothing to be sent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = """
import {module}
import onnxruntime
onnxruntime.InferenceSession("resources/probe/identity.onnx", providers=["CPUExecutionProvider"])
"""


@pytest.mark.parametrize("module", ["models.session", "models.text.engine", "export", "assistant.engine.server"])
def test_the_runtime_leaves_nothing_behind(module: str, tmp_path: Path) -> None:
    # without what tells the runtime by itself that this is a test
    env = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "ORT_", "XDG_", "GITHUB_"))}
    env |= {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", PROGRAM.format(module=module)], cwd=ROOT, env=env, check=True, timeout=100)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
