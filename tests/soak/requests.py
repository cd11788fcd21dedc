"""One function a kind of request: it asks, waits for the answer where `whole`, and tells whether all went well.

Where `whole` is false it returns as soon as the app has been asked, and what is in hand will be cancelled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from assistant.actions import Action
from tests.helpers.desktop import wait_for
from tests.soak.session import FASTEST, SIGN, Session

Request: TypeAlias = Callable[[Session, bool], bool]
QUESTIONS = ("what buttons are there", "what is the title", "what does the terminal say", "when will it be sunny")


def _describe(action: Action, session: Session, whole: bool) -> bool:
    if session.pick.random() < 0.3:
        session.look_elsewhere()
    session.ended.forget()
    session.ask_for(action)
    return session.answered() if whole else True


def _picture(session: Session, whole: bool) -> bool:
    session.copy_picture(f"Invoice number {session.number}")
    return _describe(Action.DESCRIBE_CLIPBOARD, session, whole)


def _again(action: Action, session: Session, whole: bool) -> bool:
    """More or less of the last picture: nothing is copied where there is no more, so nothing is waited for."""
    del whole
    session.ask_for(action)
    return True


def _question(session: Session, whole: bool) -> bool:
    _type(session, session.pick.choice(QUESTIONS))
    return session.answered() if whole else True


def _seek(session: Session, whole: bool) -> bool:
    _type(session, f"find the {SIGN.lower()} sign with the camera")
    if whole:
        wait_for(lambda: session.camera.viewers > 0, timeout=60, why="the open camera")
        wait_for(lambda: session.camera.viewers == 0, timeout=60, why="the end of the search")
    return True


def _end_watch(session: Session, whole: bool) -> bool:
    _type(session, "stop watching")
    return session.answered() if whole else True


def _type(session: Session, question: str) -> None:
    """Into the window of answers, which is closed again."""
    session.ask_for(Action.SHOW_RESULT)
    session.in_window("^LookAloud: ", "key", "--clearmodifiers", "alt+q")
    session.ended.forget()
    session.desktop.run(["xdotool", "type", "--delay", "2", "--args", "1", question, "key", "Return"])
    session.press_until_gone("LookAloud: ", "Escape")


def _news(session: Session, whole: bool) -> bool:
    """What the terminal shows changes, and is perhaps watched."""
    del whole
    with session.log.open("a") as file:
        file.write(f"Linking part {session.number}\n")
    session.ask_for(session.pick.choice((Action.WATCH, Action.LIVE)))
    return True


def _listen(session: Session, whole: bool) -> bool:
    """A question that is not spoken after all: the microphone opens, and Escape closes it."""
    del whole
    session.ask_for(session.pick.choice((Action.ASK, Action.ASK_AGAIN, Action.ASK_CAMERA)))
    return True


def _album(session: Session, whole: bool) -> bool:
    """A search in the album's window."""
    del whole
    session.ask_for(Action.ALBUM)
    dialog, title = "Folder of pictures", "LookAloud: pictures of"
    session.in_window(f"^{dialog}$")
    session.press_until_gone(dialog, "Return")
    session.in_window(f"^{title}", "key", "ctrl+f", "type", "--args", "1", "receipt", "key", "Return")
    session.press_until_gone(title, "Escape")
    return True


def _settings(session: Session, whole: bool) -> bool:
    """The voice's rate, one step down, or up again."""
    del whole
    before = session.rate
    tabs = ("Tab", "Tab")  # from the names of the pages, where it opens each time, over the way of speaking
    session.ask_for(Action.SETTINGS)
    session.in_window("^LookAloud: settings$", "key", *tabs, "Down" if before == FASTEST else "Up")
    session.press_until_gone("LookAloud: settings", "Return")
    return wait_for(lambda: session.rate != before, timeout=60, why="the new rate in the file")


def _models(session: Session, whole: bool) -> bool:
    del whole
    session.ask_for(Action.MODELS)
    session.in_window("^LookAloud: models$")
    session.press_until_gone("LookAloud: models", "Escape")
    return True


KINDS: Mapping[str, tuple[Request, int]] = {
    "screen": (partial(_describe, Action.DESCRIBE_SCREEN), 16),
    "window": (partial(_describe, Action.DESCRIBE_WINDOW), 16),
    "focus": (partial(_describe, Action.DESCRIBE_FOCUS), 8),
    "pointer": (partial(_describe, Action.DESCRIBE_POINTER), 8),
    "read": (partial(_describe, Action.READ_ALL), 8),
    "changed": (partial(_describe, Action.WHAT_CHANGED), 8),
    "picture": (_picture, 8),
    "camera": (partial(_describe, Action.DESCRIBE_CAMERA), 5),
    "question": (_question, 4),
    "seek": (_seek, 2),
    "more": (partial(_again, Action.MORE), 4),
    "less": (partial(_again, Action.LESS), 3),
    "repeat": (partial(_again, Action.REPEAT), 3),
    "help": (partial(_again, Action.HELP), 1),
    "news": (_news, 4),
    "end-watch": (_end_watch, 1),
    "listen": (_listen, 2),
    "album": (_album, 1),
    "settings": (_settings, 2),
    "models": (_models, 1),
}
"""Each kind and how often it is asked for, in parts of their sum."""
