"""The describer as it is put together for real: in the engine, and in the command line."""

from __future__ import annotations

import logging
from collections.abc import Generator
from typing import TYPE_CHECKING

from assistant.pipelines.describe import Describer
from assistant.pipelines.protocols import Reader
from models.cancel import CancelToken
from models.errors import ModelError
from models.protocols import Captioner, Certainty

if TYPE_CHECKING:
    from models.types import RgbImage

log = logging.getLogger(__name__)


def new_describer() -> Describer:
    """A describer that loads the text reader, and a captioner where one is installed, with the first frame that needs
    it."""

    def reader() -> Reader:
        from models.text.reader import TextReader

        return TextReader()

    return Describer(reader=reader, captioner=InstalledCaptioner())


class InstalledCaptioner:
    """The first captioning model that is installed; says nothing where there is none. Loaded with the first picture.

    A model that cannot be opened is logged and not tried again until the engine starts anew: the description goes on
    without it. One thread.
    """

    def __init__(self) -> None:
        self._looked = False
        self._model: Captioner | None = None

    def caption(self, image: RgbImage, *, cancel: CancelToken) -> Generator[str, None, Certainty]:
        """See `models.protocols.Captioner`."""
        model = self._open()
        if model is None:
            return Certainty(())
        return (yield from model.caption(image, cancel=cancel))

    def _open(self) -> Captioner | None:
        if self._looked:
            return self._model
        self._looked = True
        from models.registry import Registry

        try:
            registry = Registry()
            folder = registry.first("caption")
            if folder is not None:
                model = registry.open(folder)
                assert isinstance(model, Captioner)
                self._model = model
        except ModelError:
            log.exception("the captioning model cannot be opened")
        return self._model
