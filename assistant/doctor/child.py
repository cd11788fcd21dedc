"""`python -m assistant.doctor.child NAME MODULE:FUNCTION [--sound]`: one check, printed as one JSON line."""

from __future__ import annotations

import dataclasses
import importlib
import json
import sys

from assistant.doctor.result import CheckResult
from assistant.errors import AssistantError
from assistant.languages.words import _
from models.errors import ModelError

ESSENTIAL = frozenset({"Programs", "System packages", "Text reader"})
"""Where a part cannot be loaded, one of these says so as a problem; for the others it is a consequence."""


def in_child(name: str, function: str) -> CheckResult:
    """Run the function here. A part that cannot be imported, or an error of ours, is a finding."""
    module, attribute = function.split(":")
    try:
        result = getattr(importlib.import_module(module), attribute)()
    except ImportError as error:
        what = _("a part cannot be loaded: {error}").format(error=error).rstrip(".")
        if name in ESSENTIAL:
            return CheckResult(name, "fail", what, _("Run: ./lookaloud --set-up"))
        return CheckResult(name, "not-checked", what, _("See Programs and System packages above."))
    except (AssistantError, ModelError) as error:
        return CheckResult(name, "fail", error.spoken.rstrip("."))
    assert isinstance(result, CheckResult)
    return result


if __name__ == "__main__":
    print(json.dumps(dataclasses.asdict(in_child(*sys.argv[1:3]))), flush=True)
    sys.exit(0)
