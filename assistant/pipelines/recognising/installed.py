"""The models that are installed: the one of a task that is in use, opened, where it can be."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from models.devices import Devices
from models.errors import ModelError
from models.protocols import Captioner, Judge

if TYPE_CHECKING:
    from models.manifest import Task

log = logging.getLogger(__name__)


def installed(task: Task, protocol: Any, devices: Devices | None) -> Any:
    """The model of a task that is in use, if it has the protocol; None where it cannot be opened: the log says why."""
    from models.registry import Registry

    try:
        registry = Registry()
        folder = registry.first(task)
        model = registry.open(folder, devices) if folder is not None else None
    except ModelError:
        log.exception("the model for %s cannot be opened", task)
        return None
    return model if isinstance(model, protocol) else None


def languages_of(task: Task) -> tuple[str, ...]:
    """Those that the model of a task in use understands, English where it does not say; none without a model."""
    from models.registry import Registry

    try:
        folder = Registry().first(task)
        return (folder.manifest.languages or ("en",)) if folder is not None and folder.manifest is not None else ()
    except ModelError:
        return ()  # that it cannot be opened is said where it is


def installed_captioner(devices: Devices | None = None) -> Captioner | None:
    """The first captioning model that is installed; None where none can be opened, of which the log says why."""
    model: Captioner | None = installed("caption", Captioner, devices)
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
