"""The desktop app: puts the parts together and wires their signals. Imports neither numpy nor onnxruntime."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from assistant.actions import Action
from assistant.again import why_again
from assistant.answers import Answer
from assistant.desktop.camera import Camera
from assistant.desktop.clipboard import copy_text
from assistant.desktop.desk import Desk
from assistant.desktop.hotkeys import LayerEvent, LayerKind
from assistant.desktop.lane import FAILED
from assistant.desktop.private import marks_of
from assistant.desktop.suspend import Suspend
from assistant.desktop.wayland_clipboard import CANNOT_COPY
from assistant.engine.client import EngineClient
from assistant.errors import AssistantError, SettingsError
from assistant.keys import Keys
from assistant.languages.words import N_, _
from assistant.layer_sounds import LayerSounds
from assistant.live.sessions import Sessions
from assistant.printable import printable
from assistant.questions import Questions
from assistant.settings import Settings, SpeechSettings
from assistant.settings_file import load, save
from assistant.speech.cues import Cue, CuePlayer
from assistant.speech.sound_return import SoundReturn
from assistant.speech.used_voice import UsedVoice
from assistant.speech.utterance import Priority, Utterance
from assistant.spoken_commands import SpokenCommands
from assistant.turns import NOTHING_YET, Turns
from assistant.types import Asked, Description, Length, Target
from assistant.ui.windows import Windows

log = logging.getLogger(__name__)

COPIED = N_("Copied.")
NOTHING_TO_COPY = N_("There is nothing to copy yet.")
VOICE_SAMPLE = N_("This is how LookAloud speaks.")
SOUND_IS_BACK = N_("The sound is back. LookAloud has started again; what it said before is forgotten.")
SLEPT = N_("The computer was asleep; what was being said or looked at then has ended. Press the key again.")

_TARGETS = {
    Action.DESCRIBE_SCREEN: Target.SCREEN,
    Action.DESCRIBE_WINDOW: Target.WINDOW,
    Action.DESCRIBE_FOCUS: Target.FOCUS,
    Action.DESCRIBE_POINTER: Target.POINTER,
    Action.DESCRIBE_CLIPBOARD: Target.CLIPBOARD,
    Action.DESCRIBE_CAMERA: Target.CAMERA,
}


class App(QObject):
    """The parts and how they are wired. GUI thread."""

    def __init__(self, settings_path: Path) -> None:
        super().__init__()
        loaded = load(settings_path)
        self._path = settings_path
        self.settings = self._saved = loaded.settings
        self._to_say = [*filter(None, [why_again()]), *loaded.problems]
        self.ends_for = ""
        """Why the app ends only to be started again, as it is to be said then; empty otherwise."""
        self._windows = Windows(self.settings, parent=self)
        engine = self.settings.engine
        self._engine = EngineClient(idle_minutes=engine.idle_minutes, device=engine.device, parent=self)
        self._cues = CuePlayer(enabled=self.settings.speech.cues)
        self._voice = UsedVoice(self.settings.speech)
        self._speech = self._voice.queue
        self._layer_sounds = LayerSounds(self._speech, self._cues)
        self._speech.failed.connect(self._no_speech)
        self._sound_return = SoundReturn(self)
        self._sound_return.came.connect(self._end_for_sound)
        self._cues.failed.connect(self._sound_return.await_if_lost)  # the voice may be a screen reader's
        self._camera = Camera(self)
        self._camera.source = self.settings.camera.source
        self._turns = Turns(
            engine=self._engine,
            speech=self._speech,
            cues=self._cues,
            camera=self._camera,
            own_windows=self._windows.boxes,
            open_desk=self._open_desk,
            parent=self,
        )
        self._sessions = Sessions(
            self.settings,
            engine=self._engine,
            turns=self._turns,
            speech=self._speech,
            cues=self._cues,
            camera=self._camera,
            say=self.say,
            open_desk=self._open_desk,
            parent=self,
        )
        self._questions = Questions(self.settings.listening, parent=self)
        self._commands = SpokenCommands(self)
        self._keys = Keys(self.settings.keys, self)
        self._suspend = Suspend(self)
        self._cut_short = False  # whether sleep ended something
        self._wire()

    def _open_desk(self) -> Desk:
        """Called in a lane. What is private is what the settings say at each look."""
        return Desk.open(lambda: marks_of(self.settings.privacy.windows))

    def _wire(self) -> None:
        self._keys.pressed.connect(self._key)
        self._keys.bound.connect(self._welcome)
        self._cues.played.connect(self._windows.show_state)
        self._turns.began.connect(self._began)
        self._turns.commanded.connect(self._carry_out)
        self._questions.ready.connect(lambda: self._cues.play(Cue.LISTENING))
        self._questions.asked.connect(self._turns.put_question)
        self._questions.failed.connect(self._turns.fail)
        self._questions.noticed.connect(self.say)
        self._questions.tried.connect(self.say)
        self._windows.asked.connect(lambda text: self._turns.ask_again(Asked(printable(text))))
        self._turns.grew.connect(self._windows.grow)
        self._turns.ended.connect(self._ended)
        self._windows.action.connect(lambda action: self.act(action, in_window=True))
        self._windows.settings_accepted.connect(self.change_settings)
        self._windows.try_voice.connect(self._try_voice)
        self._windows.try_microphone.connect(self._questions.try_out)
        self._windows.settings_dismissed.connect(self._voice.end_trying)
        self._windows.problem_found.connect(lambda sentence: self.say(sentence, Priority.NOW))
        self._windows.models_changed.connect(self._engine.renew)
        self._windows.quit_requested.connect(self.quit)
        self._suspend.begins.connect(self._fall_asleep)
        self._suspend.ended.connect(self._wake)

    def start(self) -> None:
        """Take the keys; once they are had, or cannot be, say what the user must know."""
        self._windows.show_tray()
        self._keys.start()
        self._suspend.start()

    def _welcome(self, about_keys: tuple[str, ...]) -> None:
        """Say what waits, and at the very first start how to go on."""
        waiting, self._to_say = [*self._to_say, *about_keys], []
        if not self.settings.first_run_done:
            waiting.append(self._keys.first_sentence())
            if self._keys.layer is not None:
                self.change_settings(dataclasses.replace(self.settings, first_run_done=True))
        for sentence in waiting:
            self.say(sentence)
        log.info("ready")

    def say(self, sentence: str, priority: Priority = Priority.NORMAL) -> None:
        """Speak a sentence that belongs to no answer."""
        log.info("says: %s", sentence)
        self._speech.say(Utterance(sentence, priority))

    def act(self, action: Action, *, in_window: bool = False) -> None:
        """Do what a key, a button or the menu asks for; `in_window`: one of ours. What goes wrong is said."""
        with self._barrier():
            self._speech.drop_held()
            self._voice.follow()
            self._do(action, in_window=in_window)

    def tell_defect(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A defect in a slot: logged and said, since a traceback is silence to the user. As sys.excepthook."""
        log.error("a defect", exc_info=(kind, error, trace))
        self._say_defect()

    def _say_defect(self) -> None:
        try:
            self._turns.stop()
        finally:
            self.say(FAILED, Priority.NOW)
            self._cues.play(Cue.FAILED)

    @contextlib.contextmanager
    def _barrier(self) -> Iterator[None]:
        try:
            yield
        except AssistantError as error:
            self.say(error.spoken, Priority.NOW)
            self._cues.play(Cue.FAILED)
        except Exception:  # the app's barrier: a defect is logged once, and said
            log.exception("a defect")
            self._say_defect()

    def _do(self, action: Action, *, in_window: bool) -> None:
        match action:
            case Action.READ_ALL:
                self._turns.start(Target.WINDOW, "read", Length.FULL)
            case Action.REPEAT:
                self._repeat()
            case Action.MORE:
                self._turns.again(+1)
            case Action.LESS:
                self._turns.again(-1)
            case Action.COPY:
                self._copy(in_window=in_window)
            case Action.SHOW_RESULT:
                self._turns.stop()
                self._questions.cancel()
                self._windows.show_result(self._turns.answer, self._turns.history)
            case Action.ASK:
                self._ask(in_window=in_window)
            case Action.ASK_AGAIN:
                self._listen(self._turns.begin_question_again)
            case Action.ASK_CAMERA:
                self._listen(lambda: self._turns.begin_question(Target.CAMERA))
            case Action.WHAT_CHANGED:
                self._turns.begin_question(Target.SCREEN)
                self._turns.put_question(Asked("what changed?"))
            case Action.WATCH:
                self._sessions.toggle_watch()
            case Action.LIVE:
                self._sessions.toggle_live()
            case Action.ALBUM:
                self._windows.show_album()
            case Action.SETTINGS:
                self._windows.show_settings()
            case Action.MODELS:
                self._windows.show_models()
            case Action.HELP:
                self._turns.stop()
                for sentence in self._keys.help_sentences():
                    self.say(sentence)
            case Action.STOP:
                self._stop()
            case _:
                self._turns.start(_TARGETS[action], "describe", Length(self.settings.answers.length))

    def quit(self) -> None:
        """End the app."""
        QApplication.quit()

    def close(self) -> None:
        """Give back keys, voice, engine and lanes."""
        self._suspend.close()
        self._keys.close()
        self._questions.cancel()
        self._sessions.close()
        self._turns.close()
        self._engine.close()
        self._speech.close()
        self._cues.close()

    def _key(self, event: Action | LayerEvent) -> None:
        if isinstance(event, Action):
            self._windows.show_state(Cue.CANCEL)  # of the layer
            self.act(event)
            return
        with self._barrier():
            if event.kind is LayerKind.RELEASED:
                self._questions.release()
            else:
                self._layer_sounds.tell(event)

    def _began(self, answer: Answer) -> None:
        """A new turn: what was being listened to for another one is dropped."""
        self._questions.cancel()
        self._sessions.interrupted()
        self._windows.begin(answer, self._turns.history)

    def _ask(self, *, in_window: bool) -> None:
        if in_window:  # the field is at hand, and the frame is that of the answer
            self._windows.show_question(self._turns.history)
        else:
            self._listen(lambda: self._turns.begin_question(Target.SCREEN))

    def _listen(self, begin: Callable[[], None]) -> None:
        """Hear a question about what `begin` looks at; the key again ends it."""
        if self._questions.is_listening:
            self._questions.finish()
            return
        begin()
        self._questions.press(tells_release=self._keys.tells_release)

    def _repeat(self) -> None:
        answer = self._turns.answer
        self._turns.stop()
        # past `say`, which logs: what a screen says is never logged
        self._speech.say(Utterance(answer.text if answer is not None and answer.text else _(NOTHING_YET)))

    def _copy(self, *, in_window: bool) -> None:
        answer = self._turns.answer
        if answer is None or not answer.text:
            self.say(_(NOTHING_TO_COPY), Priority.NOW)
            return
        done = copy_text(answer.text, in_window=in_window)
        self.say(_(COPIED) if done else CANNOT_COPY, Priority.NOW)

    def _carry_out(self, described: Description) -> None:
        with self._barrier():
            match described.command:
                case "watch":
                    self._sessions.watch(described.question)
                case "end-watch":
                    self._sessions.end_watch()
                case "seek":
                    self._sessions.seek(described.question)
                case "lead":
                    self._sessions.lead(described.place)
                case _:
                    self._commands.carry_out(described)

    def _stop(self) -> None:
        self._questions.cancel()
        self._sessions.stop()
        self._turns.stop()

    def _fall_asleep(self) -> None:
        """Silence, microphone and camera closed: no half sentence goes on wherever it wakes. A watch does."""
        self._cut_short = any(
            (self._turns.busy, self._speech.speaking, self._questions.is_listening, self._sessions.is_leading)
        )
        self._questions.cancel()
        self._sessions.interrupted()
        self._turns.stop()
        self._suspend.allow()

    def _wake(self) -> None:
        if self._cut_short:
            self._cut_short = False
            self.say(_(SLEPT), Priority.NOW)

    def _ended(self, answer: Answer) -> None:
        self._windows.end(answer, self._turns.history)
        if self.settings.answers.copy:
            copy_text(answer.text)
        if self.settings.answers.show_window:
            self._windows.show_result(answer, self._turns.history)

    def change_settings(self, settings: Settings) -> None:
        """Save them, and let every part follow."""
        before, self.settings = self.settings, settings
        try:
            save(self._path, self._saved, settings)
            self._saved = settings
        except SettingsError as error:
            self.say(error.spoken)
        self._voice.use(settings.speech)
        self._cues.enabled = settings.speech.cues
        self._questions.settings = settings.listening
        self._engine.set_idle_minutes(settings.engine.idle_minutes)
        self._engine.set_device(settings.engine.device)
        self._windows.settings = self._sessions.settings = settings
        self._camera.source = settings.camera.source
        if settings.keys != before.keys:
            try:
                self._keys.change(settings.keys)
            except AssistantError as error:
                self.say(error.spoken)

    def _no_speech(self, sentence: str) -> None:
        """Nothing can be heard: what is left is the terminal and the tray's message."""
        log.error("%s", sentence)
        self._windows.notify(sentence)
        self._sound_return.await_if_lost()

    def _end_for_sound(self) -> None:
        log.warning("the sound server is back: starting again")
        self.ends_for = _(SOUND_IS_BACK)
        self.quit()

    def _try_voice(self, speech: SpeechSettings) -> None:
        self._voice.try_out(speech)
        self.say(_(VOICE_SAMPLE), Priority.NOW)
