"""The describer as it is put together for real: in the engine, and in the command line."""

from __future__ import annotations

import logging

from assistant.pipelines.describe import Describer
from assistant.pipelines.protocols import Reader
from models.devices import Devices, wanted
from models.errors import ModelError
from models.protocols import Captioner, Judge

log = logging.getLogger(__name__)


def new_describer() -> Describer:
    """A describer that loads the text reader, and a captioner if one is installed, as frames need them."""

    def reader() -> Reader:
        from models.text.reader import TextReader

        return TextReader()

    notices: list[str] = []
    devices = Devices(use=wanted(), notice=notices.append)
    return Describer(
        reader=reader,
        captioner=lambda: installed_captioner(devices),
        judge=lambda: installed_judge(devices),
        notices=notices,
    )


def installed_captioner(devices: Devices | None = None) -> Captioner | None:
    """The first captioning model that is installed; None where none can be opened, of which the log says why."""
    from models.registry import Registry

    try:
        registry = Registry()
        folder = registry.first("caption")
        if folder is None:
            return None
        model = registry.open(folder, devices)
    except ModelError:
        log.exception("the captioning model cannot be opened")
        return None
    assert isinstance(model, Captioner)
    return model


def installed_judge(devices: Devices | None = None) -> Judge | None:
    """The first installed image-text matching model that was calibrated; None where none can be opened, of which the
    log says why."""
    from models.registry import Registry

    try:
        registry = Registry()
        folders = (each.folder for each in registry.list() if each.folder is not None)
        for folder in folders:
            if "match" in folder.manifest.tasks and folder.manifest.options.get("threshold") is not None:
                model = registry.open(folder, devices)
                return model if isinstance(model, Judge) else None
    except ModelError:
        log.exception("the image-text matching model cannot be opened")
    return None
