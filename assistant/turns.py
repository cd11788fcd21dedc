"""One request at a time: start, supersede, drop what is stale.

A turn goes key press -> look -> engine -> sentences -> speech. Every result carries the turn's number; what comes
from an older turn is dropped here, at one place.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.answers import Answer, Kept, Turn, age
from assistant.clock import lasting
from assistant.conversation import Conversation, longer
from assistant.desktop.camera import Camera, Shots
from assistant.desktop.camera_rounds import CameraRounds
from assistant.desktop.changed import has_changed, marks
from assistant.desktop.clipboard import clipboard_frame
from assistant.desktop.desk import TREE_WAIT, Desk, Look
from assistant.desktop.lane import Lane
from assistant.desktop.looks import Looks
from assistant.desktop.session import session
from assistant.engine.client import EngineClient
from assistant.engine.protocol import Again, Describe, FrameHead
from assistant.errors import AssistantError, BadImage, TreeUnavailable
from assistant.languages.words import N_, _
from assistant.speech.cues import Cue, CuePlayer
from assistant.speech.queue import SpeechQueue
from assistant.speech.utterance import Priority, Utterance
from assistant.types import (
    Asked,
    Failed,
    Final,
    Length,
    Mode,
    Partial,
    Stage,
    Target,
    TreeSnapshot,
    Update,
)
from models.types import Box

log = logging.getLogger(__name__)

STUCK_AFTER = TREE_WAIT + 1.0  # seconds; the tree reader bounds itself to TREE_WAIT
_OLD = 3.0  # seconds; a younger picture is not compared
ASKED_AGAIN = N_("The part that looks at pictures had to be started again. One moment.")
NO_MORE = N_("That was everything.")
NO_LESS = N_("That is already the shortest answer.")
NOTHING_YET = N_("Nothing has been described yet.")
NO_PICTURE = N_("There is no picture to say more or less of. Press the key for the screen or the window first.")


class Turns(QObject):
    """All methods and signals: GUI thread."""

    began = Signal(object)
    """The `Answer` of a new turn, still empty."""
    grew = Signal(object, str)
    """The `Answer` so far, and the sentence that is new."""
    ended = Signal(object)
    """The whole `Answer`."""
    commanded = Signal(object)
    """The `Description` of an answer that is a command, or after which something is to be done: it is for the app to
    carry out."""

    def __init__(
        self,
        *,
        engine: EngineClient,
        speech: SpeechQueue,
        cues: CuePlayer,
        camera: Camera | None = None,
        own_windows: Callable[[], Sequence[Box]] = tuple,
        open_desk: Callable[[], Desk] = Desk.open,
        parent: QObject | None = None,
    ) -> None:
        """`own_windows`: where the app's own windows lie, in desktop units; they are no change of the screen."""
        super().__init__(parent)
        self._engine = engine
        self._speech = speech
        self._cues = cues
        self._own_windows = own_windows
        self._looks = Looks(open_desk, parent=self)
        self._looks.slow.connect(self._say)
        self._rounds = CameraRounds(camera or Camera(self), parent=self)
        self._tree_lane = Lane("tree", parent=self)
        self._number = 0
        self._turn: Turn | None = None
        self._picture: Kept | None = None
        self._conversation = Conversation()
        self._asked: Asked | None = None  # of the turn in hand, where its frame is not yet with the engine
        self._speaks_after = QTimer(self, interval=700, singleShot=True)  # ms until ticks say that work goes on
        self._speaks_after.timeout.connect(self._cues.start_working)
        engine.updated.connect(self._take)
        engine.replaced.connect(lambda: self._say(_(ASKED_AGAIN)))

    @property
    def busy(self) -> bool:
        """Whether a request is being worked on."""
        return self._turn is not None

    @property
    def answer(self) -> Answer | None:
        """The last one, whole or not."""
        return self._conversation.answer

    @property
    def history(self) -> tuple[Answer, ...]:
        """The whole answers on the frame in hand, the newest last; gone with the app."""
        return self._conversation.history

    def start(self, target: Target, mode: Mode, length: Length) -> None:
        """Begin a request; the one before and its speech end at once, and its picture is not told again."""
        self._forget_picture()
        turn = self._begin(target.value, mode, length)
        if target is Target.CLIPBOARD:
            try:
                frame = clipboard_frame()
            except BadImage as error:
                self._fail(turn, error)
                return
            picture = self._new_picture(turn)
            self._engine.ask(Describe(turn.number, mode, length, FrameHead.of(frame)), frame.pixels.data)
            self._have_trees(picture, None)
            return
        self._look(turn, target)

    def begin_question(self, target: Target) -> None:
        """Grab the frame now; it is read while the user speaks or types. `put_question` follows."""
        history = self.history if self._picture is not None and self._picture.mode == "ask" else ()
        self._forget_picture()
        self._conversation.history = history
        turn = self._begin("Question", "ask", Length.NORMAL, cue=None)  # the tone comes when the microphone is open
        self._speaks_after.stop()
        self._look(turn, target)

    def begin_question_again(self) -> None:
        """A question on the frame that was described or asked about last; `put_question` follows."""
        picture = self._picture
        if picture is None:
            self.begin_question(self._awaited())
            return
        turn = self._begin("Question", "ask", Length.NORMAL, picture.turn, cue=None)
        self._speaks_after.stop()
        self._ask_again_of(picture, turn)

    def _awaited(self) -> Target:
        """What a question is about where no frame is kept."""
        return Target.CAMERA if self._rounds.is_on else Target.SCREEN

    def put_question(self, asked: Asked) -> None:
        """The question of the turn that `begin_question` began; dropped where another turn took its place."""
        turn = self._turn
        if turn is None or turn.mode != "ask":
            return
        if asked.text:
            self._conversation.put(asked.text)
        self._speaks_after.start()
        self._asked = asked
        self._engine.offer_question(turn.number, asked)

    def ask_again(self, asked: Asked) -> None:
        """A question on the frame that was described or asked about last. Without one, the camera is looked through
        where its first picture is awaited, else the screen is looked at."""
        picture = self._picture
        if picture is None:
            self.begin_question(self._awaited())
            self.put_question(asked)
            return
        turn = self._begin("Question", "ask", Length.NORMAL, picture.turn)
        self._ask_again_of(picture, turn)
        before = picture.marks
        if before is None or lasting() - before.taken_at < _OLD:
            self.put_question(asked)
            return

        def compared(result: Look | AssistantError) -> None:
            if self._turn is not None and self._turn.number == turn.number:
                is_old = isinstance(result, Look) and has_changed(before, result.frame, without=self._own_windows())
                self.put_question(replace(asked, note=age(before) if is_old else ""))

        self._looks.look(Target.SCREEN, compared)

    def fail(self, error: AssistantError) -> None:
        """The question of the turn in hand cannot come: say why and end it."""
        if self._turn is not None:
            self._engine.cancel()
            self._fail(self._turn, error)

    def again(self, step: int) -> None:
        """The last answer longer (`step` 1) or shorter (-1); one that was stopped at its longest is told once more."""
        turn, picture = self._turn, self._picture
        if picture is not None and self.answer is not None and self.answer.question and turn is None:
            self.ask_again(Asked("more" if step > 0 else "shorter"))
            return
        if picture is None:
            self._again_before_the_picture(turn, step)
            return
        if not picture.step(step):
            self.stop()
            self._say(_(NO_MORE) if step > 0 else _(NO_LESS))
            return
        turn = self._begin(picture.title, picture.mode, picture.length, picture.turn)
        self._ask_again_of(picture, turn)

    def _ask_again_of(self, picture: Kept, turn: Turn) -> None:
        """The engine is asked about a frame that it has."""
        self._engine.ask(Again(turn.number, picture.turn, turn.mode, turn.length))
        if picture.has_trees:
            self._engine.offer_tree(turn.number, picture.trees)

    def _again_before_the_picture(self, turn: Turn | None, step: int) -> None:
        if turn is None:
            self._say(_(NO_PICTURE))
            return
        self._turn = turn.stepped(step)

    def stop(self) -> None:
        """Be silent at once and drop the request in hand."""
        turn, self._turn = self._turn, None
        self._asked = None
        self._looks.drop()
        self._speaks_after.stop()
        self._cues.stop()
        self._speech.stop()
        self._rounds.end()
        if turn is not None:
            self._engine.cancel()

    def close(self) -> None:
        """End the lanes. What hangs in them is left behind."""
        self.stop()
        self._forget_picture()
        self._looks.close()
        self._tree_lane.close()

    def _begin(self, title: str, mode: Mode, length: Length, picture: int = 0, cue: Cue | None = Cue.START) -> Turn:
        self.stop()
        if cue is not None:
            self._cues.play(cue)
        self._number += 1
        turn = self._turn = Turn(self._number, mode, length, picture or self._number)
        answer = self._conversation.begin(turn.number, title)
        self._speaks_after.start()
        self.began.emit(answer)
        return turn

    def _forget_picture(self) -> None:
        picture, self._picture = self._picture, None
        self._conversation.forget()
        if picture is not None:
            picture.cancel.cancel()

    def _new_picture(self, turn: Turn) -> Kept:
        title = self.answer.title if self.answer is not None else ""
        picture = self._picture = Kept(turn.number, turn.mode, title, turn.length)
        return picture

    def _look(self, turn: Turn, target: Target) -> None:
        self._engine.warm()
        if target is Target.CAMERA:
            self._rounds.begin(lambda result: self._shot(turn, result))
        else:
            self._looks.look(target, lambda result: self._looked(turn, result))

    def _shot(self, begun: Turn, result: Shots | AssistantError) -> None:
        """Pictures of the camera have come; while they can be bettered, more are taken for the same turn."""
        turn = self._turn
        if turn is None or turn.number != begun.number:
            return
        if isinstance(result, AssistantError):
            self._fail(turn, result)
            return
        picture = self._new_picture(turn)
        picture.has_trees = True
        if turn.mode == "ask":
            self._rounds.end()
        head = FrameHead.of(result)
        patient = turn.mode != "ask" and self._rounds.patient
        command = Describe(turn.number, turn.mode, turn.length, head, guided=self._rounds.guided, patient=patient)
        self._engine.ask(command, result.pixels.data)
        self._engine.offer_tree(turn.number, None)
        if self._asked is not None:
            self._engine.offer_question(turn.number, self._asked)

    def _looked(self, begun: Turn, result: Look | AssistantError) -> None:
        turn = self._turn
        if turn is None or turn.number != begun.number:
            return
        if isinstance(result, AssistantError):
            self._fail(turn, result)
            return
        self._tree_lane.abandon_if_stuck(STUCK_AFTER)
        desk = self._looks.desk
        command = Describe(
            turn.number,
            turn.mode,
            turn.length,
            FrameHead.of(result.frame),
            focus_box=result.focus,
            pointer=result.pointer,
            locked=result.locked,
            screen_reader=result.screen_reader,
        )
        picture = self._new_picture(turn)
        picture.marks = marks(result.frame) if session() == "x11" else None  # a Wayland desktop may ask the user
        self._tree_lane.run(
            lambda: desk.trees(result, cancel=picture.cancel), lambda trees: self._have_trees(picture, trees)
        )
        self._engine.ask(command, result.frame.pixels.data)
        if self._asked is not None:
            self._engine.offer_question(turn.number, self._asked)

    def _have_trees(self, picture: Kept, result: TreeSnapshot | AssistantError | None) -> None:
        if isinstance(result, AssistantError) and not isinstance(result, TreeUnavailable):
            log.warning("no tree: %s", result)
        picture.trees = result if isinstance(result, TreeSnapshot) else None
        picture.has_trees = True
        if self._turn is not None and self._turn.picture == picture.turn:
            self._engine.offer_tree(self._turn.number, picture.trees)

    def _take(self, update: Update) -> None:
        turn, answer = self._turn, self.answer
        if turn is None or answer is None or update.turn != turn.number:
            return
        match update:
            case Partial():
                self._speaks_after.stop()
                self._cues.stop_working()
                grown = self._conversation.grow(answer, update.text)
                self._speech.say(Utterance(update.text, turn=turn.number))
                self.grew.emit(grown, update.text)
            case Final() if update.description.outcome == "guidance":
                self._speaks_after.start()
                self._rounds.again(update.description.kind, lambda result: self._shot(turn, result))
            case Final():
                if self._picture is not None:
                    self._picture.whole = True
                described = update.description
                question = described.question or answer.question
                self._end(replace(answer, text=answer.text or described.text, whole=True, question=question))
                self._cues.play(Cue.DONE)
                if described.outcome == "command" and not described.text:
                    self._conversation.take_back()
                if described.command:
                    self.commanded.emit(described)
            case Failed():
                self._fail(turn, AssistantError(update.spoken))
            case Stage(name="seen"):
                self._rounds.end()
            case Stage():
                pass

    def _end(self, answer: Answer) -> None:
        self._turn = None
        self._rounds.end()
        self._speaks_after.stop()
        self._cues.stop_working()
        self._conversation.end(answer)
        self.ended.emit(answer)

    def _fail(self, turn: Turn, error: AssistantError) -> None:
        self._cues.play(Cue.FAILED)
        self._speech.say(Utterance(error.spoken, turn=turn.number))
        answer = self.answer or Answer(turn.number, "")
        self._end(replace(longer(answer, error.spoken), whole=True))

    def _say(self, sentence: str) -> None:
        self._speech.say(Utterance(sentence, Priority.NEXT))
