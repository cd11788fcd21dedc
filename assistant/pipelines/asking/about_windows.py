"""What stands in a window that is named by its title, its program, or the kind of that program: "the terminal"."""

from __future__ import annotations

import re

from assistant.languages.words import _
from assistant.pipelines.asking.reply import Reply, told
from assistant.pipelines.telling.dialog import DIALOGS
from assistant.pipelines.telling.programs import kind_words
from assistant.pipelines.telling.window import dialog_window, title_of, window_claims
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import content, tokens
from assistant.pipelines.view.things import View
from assistant.types import Length, SceneWindow

_CONTENTS = re.compile(
    r"^(?:the|read|show|describe|what (?:does|do|stands|is (?:written |shown |open )?(?:in|on|inside))|"
    r"was (?:steht|sagt|zeigt|meldet|ist (?:in|im))|lies|zeig|beschreibe?|"
    r"qué (?:hay|pone|dice|muestra|indica)|lee|léeme|muestra)\b"
)
"""How all that a window holds is asked for; "what is the weather" asks for less than what a window "Weather" holds."""
_DESCRIBE = re.compile(r"^(?:describe|beschreibe?) (?:(?:the|my|das|den|die|el|la|mi) )?(?P<x>.+)$")
_WINDOW = frozenset(("window", "program", "app", "fenster", "programm", "ventana", "programa"))


def contents(wanted: Wanted, view: View) -> Reply | None:
    """All of the one window that the question names; None where it names none, or several."""
    subject = wanted.subject
    if wanted.kind == "overview":
        named = _DESCRIBE.match(wanted.text)
        subject = named["x"] if named is not None else ""
    words = [word for word in content(subject) if word not in _WINDOW] if subject else []
    if not words or not (_CONTENTS.match(wanted.text) or wanted.text == subject):
        return None
    found = [window for window in view.windows if _names(window).issuperset(words)]
    if len(found) != 1:
        return None
    (window,) = found
    head = told(_("The window is {title}").format(title=title_of(window.window, window.root)), box=window.window.box)
    if window.root is not None and window.root.role in DIALOGS:
        claims = tuple(dialog_window(window, window.root, Length.NORMAL))
    else:
        claims = tuple(window_claims(window, Length.NORMAL))
    return Reply((*head.claims, *claims), found=tuple(thing for thing in view.things if thing.window is window)[:1])


def _names(window: SceneWindow) -> frozenset[str]:
    """Words that a window is called by; "notes" too, where its title holds notes.txt."""
    called = f"{title_of(window.window, window.root)} {window.window.app}"
    return frozenset((*tokens(called), *tokens(re.sub("[._]", " ", called)), *kind_words(window.window.app)))
