"""Importing what finds things costs nothing: the words of a question are understood before anything heavy is loaded."""

from __future__ import annotations

import subprocess
import sys

from tests.helpers.app import ROOT


def test_nothing_heavy_is_loaded_before_the_first_frame() -> None:
    program = (
        "import sys\nfrom assistant.pipelines.seeking import guide, seeker, wanted\n"
        "from assistant.pipelines.asking import on_screen\n"
        "found = wanted.parse('find my red folder')\nseeker.Seeker(found)\nguide.Guide(found)\n"
        "heavy = {'numpy', 'cv2', 'PIL', 'onnxruntime', 'PySide6', 'torch'} & set(sys.modules)\nassert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


def test_the_samples_of_the_beacon_need_no_numpy() -> None:
    program = (
        "import sys\nfrom assistant.speech.beeps import Beeps\nbeeps = Beeps()\nbeeps.set(0, 600, 4)\n"
        "assert any(beeps.take(1000))\nassert not {'numpy', 'PySide6'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
