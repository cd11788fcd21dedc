"""The describer as it is put together for real: in the engine, and in the command line."""

from __future__ import annotations

from assistant.pipelines.describe import Describer
from assistant.pipelines.protocols import Reader


def new_describer() -> Describer:
    """A describer that loads the text reader with the first frame that needs it."""

    def reader() -> Reader:
        from models.text.reader import TextReader

        return TextReader()

    return Describer(reader=reader)
