"""What the recipes of recognisers share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from export import cases
from export.recipe import Checkpoint
from models.proof import Case


def label_file(checkpoint: Checkpoint) -> dict[str, bytes]:
    """The names of the classes in order, as the file with the role `labels`; of synonyms the first."""
    names = checkpoint.model.config.id2label
    listed = [str(names[at]).split(",")[0].strip() for at in sorted(names)]
    return {"labels.json": json.dumps(listed, ensure_ascii=False).encode("utf-8")}


def pictures(_: Any, count: int) -> Sequence[Case]:
    """A case a picture."""
    return [Case(image=image) for image in cases.pictures(count)]
