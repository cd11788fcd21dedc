"""What is said to the program rather than asked of the screen."""

from __future__ import annotations

import re

from assistant.pipelines.understanding.wanted import Wanted

_IT = r"(?: (?:it|that|this|the answer|the last answer|please|again))*"
_COMMANDS: tuple[tuple[str, str], ...] = (
    ("stop", r"stop(?: (?:it|talking|speaking|reading|please|now))*|(?:be )?quiet(?: please)?|silence|shut up|"
             r"enough|hush"),
    ("cancel", r"cancel|never mind|nevermind|forget it|abort"),
    ("copy", rf"copy{_IT}(?: to (?:the )?clipboard)?"),
    ("slower", r"(?:speak |talk |read |go )?(?:a (?:bit|little) )?(?:slower|more slowly)|slow down"),
    ("faster", r"(?:speak |talk |read |go )?(?:a (?:bit|little) )?(?:faster|quicker|more quickly)|speed up"),
    ("louder", r"(?:speak |talk |a (?:bit|little) )*(?:louder|more loudly)|volume up|speak up"),
    ("quieter", r"(?:speak |talk |a (?:bit|little) )*(?:quieter|softer|more quietly)|volume down"),
    ("help", r"what can i (?:say|ask)(?: you| here)?|help(?: me)?|what (?:are the|commands|questions)(?: commands|"
             r" questions)?(?: can i (?:say|ask))?|commands"),
    ("repeat", r"(?:repeat|say)(?: (?:that|it|the answer|the last answer))?(?: again| once more| please)*|again|"
               r"pardon|"
               r"what did you (?:just )?say|come again|once more|i did not (?:hear|understand|catch)(?: that| it|"
               r" you)*"),
    ("more", r"more|(?:say|tell me|give me|read) more(?: about (?:it|that|this))?|go on|continue|in more detail|"
             r"more details?|longer|and then|keep going|the rest"),
    ("less", r"(?:make it |say it |be )?(?:shorter|briefer|less|brief)|in short|less detail|say less|too long"),
    ("go", r"go (?:there|to it|to that|to that one)|take me (?:there|to it)|move (?:there|to it|me there)|"
           r"focus (?:it|that|there|on it)|jump (?:there|to it)|put the (?:focus|pointer|mouse|cursor) (?:there|"
           r"on it)"),
    ("click", r"(?:click|press|activate|push|open|tick|check|select) (?:on )?(?:it|that|this|there|that one)"),
    ("yes", r"yes(?: please| do it| go ahead)?|yeah|yep|do it|go ahead|confirm|right|correct|sure|okay"),
    ("no", r"no(?: thanks| thank you| do not)?|nope|do not|wrong"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _COMMANDS)
_TO = re.compile(
    r"(?P<verb>go to|jump to|take me to|focus|move to|click|click on|press|activate|push|tick|open) (?:the |my |"
    r"on the )?(?P<x>.+)"
)


def find(words: str) -> Wanted | None:
    """The command that the folded words are as a whole; None where they are a question."""
    for name, pattern in _PATTERNS:
        if pattern.fullmatch(words):
            return Wanted("command", words, command=name)
    to = _TO.fullmatch(words)
    if to is not None:
        from assistant.pipelines.understanding.roles import split

        name, sort = split(to["x"])
        command = "go" if to["verb"] in ("go to", "jump to", "take me to", "focus", "move to") else "click"
        return Wanted("command", words, command=command, subject=name, sort=sort)
    return None
