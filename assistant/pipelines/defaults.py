"""The describer, the asker and the others as they are put together for real: in the engine, in the command line."""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING, Any

from assistant.pipelines.describe import Describer
from assistant.pipelines.protocols import Reader
from assistant.pipelines.recognising.installed import installed, installed_captioner, installed_judge, languages_of
from assistant.pipelines.recognising.recognised import Recognised
from models.devices import Devices, wanted
from models.protocols import (
    Answerer,
    Embedder,
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
            labeller=lambda: installed("label", Labeller, devices),
            screens=lambda: installed("screen", ScreenReader, devices),
        )
        self.describer = Describer(
            reader=self._reader,
            captioner=lambda: installed_captioner(devices),
            judge=lambda: installed_judge(devices),
            recogniser=lambda: installed("classify", Recogniser, devices),
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
            "detector": lambda: installed("detect", Recogniser, devices),
            "matcher": lambda: installed("match", Matcher, devices),
            "recogniser": lambda: installed("classify", Recogniser, devices),
            "reader": self._reader,
        }

    def new_sources(self) -> Sources:
        """What tells of picture files when they are compared or matched with words."""
        from assistant.pipelines.matching.sources import Sources

        devices = self._devices
        return Sources(
            self._reader,
            classifier=lambda: installed("classify", Recogniser, devices),
            detector=lambda: installed("detect", Recogniser, devices),
            matcher=lambda: installed("match", Matcher, devices),
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
                answerer=lambda: installed("answer", Answerer, devices),
                captioner=lambda: installed_captioner(devices),
                detector=lambda: installed("detect", Recogniser, devices),
                languages=lambda: languages_of("answer"),
            ),
            ears=Ears(lambda: installed("transcribe", Transcriber, devices)),
            embedder=lambda: installed("embed", Embedder, devices),
            described=lambda: self.describer.last,
            seekers=lambda sought: Seeker(sought, **self._eyes()),
        )


def _reader() -> Reader:
    from models.text.reader import TextReader

    return TextReader()
