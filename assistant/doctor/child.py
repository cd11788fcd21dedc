"""`python -m assistant.doctor.child NAME MODULE:FUNCTION [--sound]`: one check, printed as one JSON line."""

from __future__ import annotations

import dataclasses
import importlib
import json
import sys

from assistant.doctor.result import CheckResult
from assistant.errors import AssistantError
from models.errors import ModelError


def in_child(name: str, function: str) -> CheckResult:
    """Run the function here. A part that cannot be imported, or an error of ours, is a finding."""
    module, _, attribute = function.partition(":")
    try:
        result = getattr(importlib.import_module(module), attribute)()
    except ImportError as error:
        what = f"a part cannot be loaded: {error}".rstrip(".")
        return CheckResult(name, "fail", what, "See Programs and System packages above.")
    except (AssistantError, ModelError) as error:
        return CheckResult(name, "fail", error.spoken.rstrip("."))
    assert isinstance(result, CheckResult)
    return result


if __name__ == "__main__":
    print(json.dumps(dataclasses.asdict(in_child(*sys.argv[1:3]))), flush=True)
    sys.exit(0)
