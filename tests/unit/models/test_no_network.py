"""What runs models opens no network by itself: neither ONNX Runtime's reports to its maker, nor RapidOCR's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.traced import HOOK, can_trace, of_hook, of_strace, strace

READ = """
import numpy as np
from models.cancel import CancelToken
from models.text.reader import TextReader
TextReader().read(np.zeros((64, 64, 3), np.uint8), cancel=CancelToken())
"""
RUN = """
import {module}
import onnxruntime
onnxruntime.InferenceSession("resources/probe/identity.onnx", providers=["CPUExecutionProvider"])
"""
ROOT = Path(__file__).parents[3]


def test_reading_text_in_a_new_process_opens_no_socket_and_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(HOOK)
    home = tmp_path / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_RUNNING_UNIT_TESTS")}
    environment |= {"PYTHONPATH": f"{tmp_path}:{ROOT}", "AUDIT_LOG": str(tmp_path / "audit"), "HOME": str(home)}
    under = strace(tmp_path / "trace") if can_trace() else []
    subprocess.run([*under, sys.executable, "-c", READ], env=environment, check=True, cwd=ROOT)
    assert dict(of_hook(tmp_path / "audit").families) == {}
    assert list(home.rglob("*")) == []
    if under:
        assert not {"AF_INET", "AF_INET6"} & set(of_strace(tmp_path / "trace").families)


@pytest.mark.parametrize("name", ["ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED"])
def test_onnx_runtime_is_told_not_to_report_before_it_is_loaded(name: str) -> None:
    code = f"import os, sys; import models; print(os.environ[{name!r}], 'onnxruntime' in sys.modules)"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ORT_")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    assert done.stdout.split() == [b"1", b"False"]


@pytest.mark.parametrize("module", ["models.session", "models.text.engine", "export", "assistant.engine.server"])
def test_the_runtime_leaves_nothing_behind(module: str, tmp_path: Path) -> None:
    # without what tells the runtime by itself that this is a test
    env = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "ORT_", "XDG_", "GITHUB_"))}
    env |= {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", RUN.format(module=module)], cwd=ROOT, env=env, check=True, timeout=100)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
