"""How words that the recogniser's dictionary lacks are pronounced, in its ARPAbet phones."""

from __future__ import annotations

import re

# letters as they are spelled out
_SPELLED = {
    "a": "EY", "b": "B IY", "c": "S IY", "d": "D IY", "e": "IY", "f": "EH F", "g": "JH IY", "h": "EY CH", "i": "AY",
    "j": "JH EY", "k": "K EY", "l": "EH L", "m": "EH M", "n": "EH N", "o": "OW", "p": "P IY", "q": "K Y UW",
    "r": "AA R",
    "s": "EH S", "t": "T IY", "u": "Y UW", "v": "V IY", "w": "D AH B AH L Y UW", "x": "EH K S", "y": "W AY",
    "z": "Z IY",
}  # fmt: skip
# letter to sound, the longest first: rough, but the language model decides between few words
_SOUNDS = (
    ("tion", "SH AH N"), ("sion", "ZH AH N"), ("ough", "AO"), ("augh", "AO"), ("eigh", "EY"), ("igh", "AY"),
    ("tch", "CH"),
    ("sch", "SH"), ("dge", "JH"), ("ght", "T"), ("ch", "CH"), ("sh", "SH"), ("th", "TH"), ("ph", "F"), ("wh", "W"),
    ("ck", "K"), ("ng", "NG"), ("qu", "K W"), ("kn", "N"), ("wr", "R"), ("ee", "IY"), ("ea", "IY"), ("oo", "UW"),
    ("ou", "AW"), ("ow", "OW"), ("oa", "OW"), ("oi", "OY"), ("oy", "OY"), ("ai", "EY"), ("ay", "EY"), ("ei", "AY"),
    ("ie", "IY"), ("ey", "IY"), ("au", "AO"), ("aw", "AO"), ("ew", "UW"), ("ue", "UW"), ("ui", "UW"), ("er", "ER"),
    ("ir", "ER"), ("ur", "ER"), ("ar", "AA R"), ("or", "AO R"), ("a", "AE"), ("b", "B"), ("c", "K"), ("d", "D"),
    ("e", "EH"), ("f", "F"), ("g", "G"), ("h", "HH"), ("i", "IH"), ("j", "JH"), ("k", "K"), ("l", "L"), ("m", "M"),
    ("n", "N"), ("o", "AA"), ("p", "P"), ("q", "K"), ("r", "R"), ("s", "S"), ("t", "T"), ("u", "AH"), ("v", "V"),
    ("w", "W"), ("x", "K S"), ("y", "IY"), ("z", "Z"),
)  # fmt: skip
_VOWEL = re.compile(r"[aeiouy]")


def phones(word: str) -> str:
    """ARPAbet phones of a lower-case word of the letters a to z; spelled out where it cannot be spoken."""
    letters = [letter for letter in word if letter in _SPELLED]
    if not letters:
        return ""
    if len(letters) <= 1 or not _VOWEL.search(word):
        return " ".join(_SPELLED[letter] for letter in letters)
    text = "".join(letters)
    long_e = len(text) > 3 and text.endswith("e") and text[-2] not in "aeiouy" and text[-3] in "aeiou"
    vowel = {"a": "EY", "e": "IY", "i": "AY", "o": "OW", "u": "UW"}.get(text[-3], "") if long_e else ""
    found: list[str] = []
    at = 0
    while at < len(text):
        if at and text[at] == text[at - 1] and text[at] not in "aeiou":
            at += 1  # a doubled consonant sounds once
            continue
        if long_e and at == len(text) - 3:
            found.append(vowel)
            at += 1
            continue
        if text[at] == "e" and at == len(text) - 1 and at > 1:
            break
        if text[at] == "c" and text[at + 1 : at + 2] in ("e", "i", "y"):
            found.append("S")
            at += 1
            continue
        for letters_, sound in _SOUNDS:
            if text.startswith(letters_, at):
                found.append(sound)
                at += len(letters_)
                break
    return " ".join(found)
