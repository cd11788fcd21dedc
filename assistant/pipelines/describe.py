"""Describe or read one frame: first words at once from the tree, then the gate, the text, the scene."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence

from assistant.languages.words import N_, _
from assistant.pipelines.look import LAST_WAIT, Text, all_hidden, gate_of, left_out, recognised_in
from assistant.pipelines.pixels import gate_words as gates
from assistant.pipelines.protocols import Reader, Trees
from assistant.pipelines.recognising.captions import Captions
from assistant.pipelines.recognising.recognised import Recognised
from assistant.pipelines.request import PICTURES, Request, told_by_trees
from assistant.pipelines.scene.build import build
from assistant.pipelines.telling import narrate, unplaced
from assistant.pipelines.telling.talk import Talk
from assistant.types import (
    Claim,
    Frame,
    Length,
    Scene,
    Stage,
    Target,
    TreeSnapshot,
    Update,
)
from models.cancel import CancelToken
from models.errors import ModelError
from models.protocols import Captioner, Judge, Recogniser
from models.types import Box, TextLine

log = logging.getLogger(__name__)

FIRST_WAIT = 0.3  # seconds the first words wait for the tree
NO_ANSWER = N_("The programs did not say what is on the screen; this is read from the picture alone.")
NO_ANSWER_NO_TEXT = N_("The programs did not say what is on the screen, and no text can be read in its picture.")
NO_ANSWER_AT_ALL = N_("The programs did not say what is on the screen.")
NO_CAPTION = N_("What it shows cannot be told without a captioning model.")
NOT_CAPTIONED = N_("What it shows cannot be told.")
NO_TEXT_SEEN = N_("The camera sees no text that can be read.")
NO_CAPTION_SEEN = N_("What else it sees cannot be told without a captioning model.")
NO_READING = N_("The text in the picture could not be read.")
NO_FOCUS = N_("No program says which element has the focus. Describe the screen instead.")
NOTHING = N_("Nothing could be read or recognised here.")
_CAPTIONS = {Length.BRIEF: 1, Length.NORMAL: 2, Length.FULL: 6}


class Describer:
    """Keeps its reader and captions, opened with the first frame that needs them. Called from one thread."""

    def __init__(
        self,
        *,
        reader: Callable[[], Reader],
        captioner: Callable[[], Captioner | None] = lambda: None,
        judge: Callable[[], Judge | None] = lambda: None,
        recogniser: Callable[[], Recogniser | None] = lambda: None,
        recognised: Recognised | None = None,
        notices: list[str] | None = None,
    ) -> None:
        """`judge`: opens what says whether a caption fits its picture. `recogniser`: opens what names a picture where
        nothing captions it. `recognised`: what looks at icons and windows. `notices`: where sentences about failed
        devices are left, to be said after an answer."""
        self._text = Text(reader)
        self._recognised = recognised or Recognised()
        self.last: tuple[Frame, Scene] | None = None
        """What was described last."""
        self._captions = Captions(
            captioner, notices if notices is not None else [], open_judge=judge, open_recogniser=recogniser
        )

    def run(self, request: Request, tree: Trees, *, cancel: CancelToken) -> Iterator[Update]:
        """Sentences as they are made, then Final. Raises Cancelled; ModelError only where nothing can be said."""
        talk = Talk(request.turn)
        yield Stage(request.turn, "tree")
        if request.frame.target is Target.FOCUS and not request.frame.windows_known:
            yield from self._focus_alone(request, tree, talk)
            return
        # nothing that lies behind a lock is told, whatever the programs say
        told = told_by_trees(request)
        snapshot = tree(FIRST_WAIT) if told else None
        talk.stamp("tree")
        cancel.check()
        for note in request.notes:
            yield from talk.note(note)
        # of a point the title comes last: what lies there is what was asked for
        opens = request.mode == "describe" and request.frame.target is not Target.POINTER and not request.locked
        opened = opens and snapshot is not None
        if opened:
            yield from talk.open(narrate.opening(snapshot, request.frame.target))
        for note in left_out(request.frame):
            yield from talk.note(note)
        gate = gate_of(request, snapshot)
        talk.stamp("gate")
        if gate is not None and not gate.final:
            yield from talk.note(gate.spoken, kind="gate")
        cancel.check()
        lines: tuple[TextLine, ...] = ()
        failed = False
        if gate is None or gate.provisional or not gate.final:
            yield Stage(request.turn, "text")
            try:
                lines = self._text.read(request, gate.box if gate is not None else None, cancel=cancel)
            except ModelError:
                log.exception("text in turn %d", request.turn)
                failed = True
            talk.stamp("text")
        if gate is not None and gate.provisional and (lines or failed):
            gate = None
        if snapshot is None and told:
            snapshot = tree(max(0.0, LAST_WAIT - talk.seconds))
        cancel.check()
        if opens and not opened:
            yield from talk.open(narrate.opening(snapshot, request.frame.target, request.frame.window_title))
        if all_hidden(request, snapshot):
            assert snapshot is not None
            yield from talk.note(gates.all_hidden(snapshot.hidden))
        talk.gate = gate
        if gate is not None and gate.final:
            yield from talk.note((gates.with_tree(gate) if _has_tree(snapshot) else gate).spoken, kind="gate")
            if not _has_tree(snapshot):
                yield talk.final()
                return
        elif told and snapshot is None and request.frame.windows_known:
            yield from talk.note(_(NO_ANSWER if lines else NO_ANSWER_AT_ALL if failed else NO_ANSWER_NO_TEXT))
        scene = build(request.frame, snapshot, lines, gate=gate)
        if request.mode == "describe":
            scene = recognised_in(scene, request.frame, self._recognised, cancel=cancel)
            talk.stamp("recognised")
        self.last = request.frame, scene
        yield from (talk.read if request.mode == "read" else talk.say)(self._tell(request, scene))
        if failed:
            yield from talk.note(_(NO_READING))
        yield from self._end(request, scene, talk, lines=None if failed else lines, cancel=cancel)
        yield talk.final()

    def rest(self) -> None:
        """Nothing is asked for now: give back the memory that only work needs."""
        self._text.rest()

    @staticmethod
    def _focus_alone(request: Request, tree: Trees, talk: Talk) -> Iterator[Update]:
        """The element with focus by its tree: where its place is not known, no text in the picture is its own."""
        snapshot = tree(LAST_WAIT) if not request.locked else None
        talk.stamp("tree")
        if request.locked:
            gate = talk.gate = gates.locked()
            yield from talk.note(gate.spoken, kind="gate")
        else:
            yield from talk.open(narrate.opening(snapshot, Target.FOCUS))
            yield from talk.say(unplaced.focus_content(snapshot, request.length))
        if not request.locked and not any(claim.kind == "focus" for claim in talk.claims):
            yield from talk.note(_(NO_FOCUS))
        yield talk.final()

    @staticmethod
    def _tell(request: Request, scene: Scene) -> Iterator[Claim]:
        if request.mode == "read":
            return narrate.reading(scene)
        if request.frame.target is Target.POINTER and request.pointer is not None:
            x, y = request.pointer
            point = request.frame.to_frame(Box(x, y, x + 1, y + 1))
            return narrate.under_pointer(scene, *point.centre, request.length)
        return narrate.body(scene, request.length)

    def _end(
        self, request: Request, scene: Scene, talk: Talk, *, lines: Sequence[TextLine] | None, cancel: CancelToken
    ) -> Iterator[Update]:
        """Captions, and what has to be said where there is nothing else. `lines`: None where they cannot be read."""
        is_picture = request.frame.target in PICTURES
        size = request.frame.pixels
        is_camera = request.frame.target is Target.CAMERA
        if is_picture and lines is not None and not talk.has("text"):
            words = _("It is a picture of {width} by {height} pixels without text that can be read.")
            size_told = words.format(width=size.width, height=size.height)
            yield from talk.note(_(NO_TEXT_SEEN) if is_camera else size_told)
        shown = False
        if scene.gate is None or not scene.gate.final:
            shown = yield from self._pictures(request, scene, talk, lines=lines or (), cancel=cancel)
        if is_picture and not talk.has("text") and not shown:
            missing = NO_CAPTION_SEEN if is_camera else NO_CAPTION
            yield from talk.note(_(missing if self._captions.missing else NOT_CAPTIONED))
        if not talk.claims:
            yield from talk.note(_(NOTHING))

    def _pictures(
        self, request: Request, scene: Scene, talk: Talk, *, lines: Sequence[TextLine], cancel: CancelToken
    ) -> Generator[Update, None, bool]:
        """Captions, where a model is installed; the value is whether anything was said."""
        from assistant.pipelines.pixels.arrays import to_rgb

        if request.mode == "read":
            return False
        boxes = [picture.box for window in scene.windows for picture in window.pictures]
        if request.frame.target in PICTURES:
            boxes = [request.frame.box]
        if not boxes:
            return False
        image = to_rgb(request.frame.pixels)
        return (yield from self._captions.tell(image, boxes[: _CAPTIONS[request.length]], lines, talk, cancel=cancel))


def _has_tree(snapshot: TreeSnapshot | None) -> bool:
    return snapshot is not None and any(window.root is not None for window in snapshot.windows)
