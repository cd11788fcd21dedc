"""The describer, the asker and the others as they are put together for real: in the engine, in the command line."""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING, Any

from assistant.pipelines.describe import Describer
from assistant.pipelines.protocols import Reader
from assistant.pipelines.recognising.recognised import Recognised
from models.devices import Devices, wanted
from models.errors import ModelError
from models.protocols import (
    Answerer,
    Captioner,
    Embedder,
    Judge,
    Labeller,
    Matcher,
    Recogniser,
    ScreenReader,
    Transcriber,
)

if TYPE_CHECKING:
    from assistant.pipelines.asking.asker import Asker
    from assistant.pipelines.camera.from_pictures import FromCamera
    from assistant.pipelines.matching.sources import Sources
    from assistant.pipelines.seeking.session import SeekSession
    from assistant.pipelines.watching.session import WatchSession
    from models.manifest import Task

log = logging.getLogger(__name__)


def new_describer() -> Describer:
    """A describer that loads the text reader, and a captioner if one is installed, as frames need them."""
    return Sight().describer


def new_asker() -> Asker:
    """An asker that loads the text reader, and the models that are installed, as questions need them."""
    return Sight().new_asker()


def new_sources() -> Sources:
    """What tells of picture files, with the models that are installed for classify, detect and match."""
    return Sight().new_sources()


class Sight:
    """Makes a describer and an asker that share the text reader and the devices. Nothing is loaded before its need."""

    def __init__(self) -> None:
        notices: list[str] = []
        self._devices = devices = Devices(use=wanted(), notice=notices.append)
        self._reader = functools.cache(_reader)
        self._recognised = Recognised(
            labeller=lambda: _installed("label", Labeller, devices),
            screens=lambda: _installed("screen", ScreenReader, devices),
        )
        self.describer = Describer(
            reader=self._reader,
            captioner=lambda: installed_captioner(devices),
            judge=lambda: installed_judge(devices),
            recogniser=lambda: _installed("classify", Recogniser, devices),
            recognised=self._recognised,
            notices=notices,
        )

    @functools.cached_property
    def camera(self) -> FromCamera:
        """What makes of a camera's pictures one that can be described."""
        from assistant.pipelines.camera.from_pictures import FromCamera

        return FromCamera(self._reader)

    @functools.cached_property
    def watch(self) -> WatchSession:
        """What is watched."""
        from assistant.pipelines.watching.session import WatchSession

        return WatchSession(self._reader)

    @functools.cached_property
    def seek(self) -> SeekSession:
        """What is sought with the camera."""
        from assistant.pipelines.seeking.session import SeekSession

        return SeekSession(**self._eyes())

    def _eyes(self) -> dict[str, Any]:
        """What finds a thing in a picture; each part is opened when it is first needed."""
        devices = self._devices
        return {
            "detector": lambda: _installed("detect", Recogniser, devices),
            "matcher": lambda: _installed("match", Matcher, devices),
            "recogniser": lambda: _installed("classify", Recogniser, devices),
            "reader": self._reader,
        }

    def new_sources(self) -> Sources:
        """What tells of picture files when they are compared or matched with words."""
        from assistant.pipelines.matching.sources import Sources

        devices = self._devices
        return Sources(
            self._reader,
            classifier=lambda: _installed("classify", Recogniser, devices),
            detector=lambda: _installed("detect", Recogniser, devices),
            matcher=lambda: _installed("match", Matcher, devices),
        )

    def new_asker(self) -> Asker:
        """Imports what answers questions, which a description does without."""
        from assistant.listening.ears import Ears
        from assistant.pipelines.asking.asker import Asker
        from assistant.pipelines.asking.visual import Eyes
        from assistant.pipelines.look import Looker
        from assistant.pipelines.seeking.seeker import Seeker

        devices = self._devices
        return Asker(
            Looker(self._reader, self._recognised),
            recognised=self._recognised,
            eyes=Eyes(
                answerer=lambda: _installed("answer", Answerer, devices),
                captioner=lambda: installed_captioner(devices),
                detector=lambda: _installed("detect", Recogniser, devices),
                languages=lambda: _languages("answer"),
            ),
            ears=Ears(lambda: _installed("transcribe", Transcriber, devices)),
            embedder=lambda: _installed("embed", Embedder, devices),
            described=lambda: self.describer.last,
            seekers=lambda sought: Seeker(sought, **self._eyes()),
        )


def _reader() -> Reader:
    from models.text.reader import TextReader

    return TextReader()


def _installed(task: Task, protocol: Any, devices: Devices) -> Any:
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


def _languages(task: Task) -> tuple[str, ...]:
    """Those that the model of a task in use understands, English where it does not say; none without a model."""
    from models.registry import Registry

    try:
        folder = Registry().first(task)
        return (folder.manifest.languages or ("en",)) if folder is not None and folder.manifest is not None else ()
    except ModelError:
        return ()  # that it cannot be opened is said where it is


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
