"""Words that programs use for the same thing: who asks for "log in" means the button Sign in."""

from __future__ import annotations

_GROUPS = (
    "sign log login signin logon signed logged", "register join", "reset forgot forgotten recover", "close exit quit",
    "delete remove erase trash", "preferences settings", "search find", "mail email", "send submit",
    "buy purchase checkout", "price cost", "phone telephone mobile", "confirm accept agree", "help support",
    "basket cart bag trolley", "picture image photo", "start begin", "film movie video", "folder directory",
    "town city", "postcode zip", "back previous", "next continue forward", "cancel abort dismiss",
    "surname lastname", "password passcode", "user username", "print printer", "shut shutdown", "bin trash",
    "enlarge zoom", "full fullscreen maximise", "mute silence", "stop halt", "attach attachment", "sender from",
    "holder owner belong belongs",
    "recipient to",
)  # fmt: skip
_BY_WORD: dict[str, frozenset[str]] = {}
for _group in _GROUPS:
    for _word in _group.split():
        _BY_WORD[_word] = _BY_WORD.get(_word, frozenset()) | frozenset(_group.split())


def like(asked: str, word: str) -> bool:
    """Whether two words are used for the same thing."""
    return word in _BY_WORD.get(asked, ())
