"""A sentence for each shot, by the ordinary describer on its best picture; what the shot before said is left out."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.languages.wording import capital, filled, sentence
from assistant.languages.words import N_, _
from assistant.pipelines.describe import NO_READING, Describer
from assistant.pipelines.request import Request
from assistant.pipelines.telling.text import UNREADABLE
from assistant.pipelines.text.alike import Likeness, compare, written
from assistant.types import Claim, Description, Final, Frame, Gate, Length, Target
from assistant.video.frames import Facts
from assistant.video.shots import Shot
from assistant.video.times import at, in_words, whole_second_within
from models.cancel import CancelToken

NOTHING = N_("nothing can be told of it.")
SAME_TEXT = N_("the text is the same as before.")
SAME = N_("nothing new can be told of it.")
NOT_READ = N_("the text in it could not be read.")
OTHER_SCRIPT = N_("there is text in a script that I cannot read.")
_TITLE_HEIGHT = 0.045  # of the picture's: letters of a title are at least so high
_TITLE_LENGTH = 90  # characters; a longer text is no title
_LETTER = 0.6  # of its height is the width of a letter with what is around it
_GATES = {
    "black": N_("the picture is black."),
    "blank": N_("nothing can be made out; there are only soft changes of colour."),
    "noise": N_("there is only noise, like an untuned television."),
    "tiny": N_("the picture is only a few pixels large."),
}
"""Of a video no curtain hides anything, and no screen is off."""


@dataclass(frozen=True, slots=True)
class Told:
    """`text`: what is said, with the number and the time; `words`: without them. `claims`: all that was found, also
    what was left out because the shot before had said it. `failed`: its text could not be read."""

    shot: Shot
    text: str
    words: str
    claims: tuple[Claim, ...] = ()
    gate: Gate | None = None
    failed: bool = False

    @property
    def alone(self) -> str:
        """The words where the time is known otherwise, as in WebVTT."""
        if self.words in (_(NOTHING), _(SAME), _(SAME_TEXT)):
            return _("A new shot: {words}").format(words=self.words)
        return capital(self.words)


class Teller:
    """Remembers what the last shot showed. One thread."""

    def __init__(self, describer: Describer, length: Length = Length.NORMAL) -> None:
        self._describer = describer
        self._length = length
        self._before: tuple[Claim, ...] = ()

    def tell(self, shot: Shot, *, cancel: CancelToken) -> Told:
        """Raises Cancelled, ModelError."""
        frame = Frame(shot.picture, Target.FILE, taken_at=time.monotonic())
        description = self._described(Request(turn=shot.number, frame=frame, length=self._length), cancel)
        found = tuple(claim for claim in description.claims if claim.source not in ("gate", "tree"))
        failed = any(claim.text == _(NO_READING) for claim in description.claims)
        words = self._words(found, description.gate, shot)
        if failed:
            words = _(NOT_READ) if words == _(NOTHING) else f"{words} {capital(_(NOT_READ))}"
        self._before = found
        when = at(whole_second_within(shot.begin, shot.end))
        text = _("Shot {number}, {when}: {words}").format(number=shot.number, when=when, words=words)
        return Told(shot, text, words, found, description.gate, failed)

    def _described(self, request: Request, cancel: CancelToken) -> Description:
        for update in self._describer.run(request, lambda _wait: None, cancel=cancel):
            if isinstance(update, Final):
                return update.description
        raise AssertionError("a describer always ends with Final")

    def _words(self, found: Sequence[Claim], gate: Gate | None, shot: Shot) -> str:
        if gate is not None and gate.final:
            known = _GATES.get(gate.code)
            colour = filled(_("There is nothing here: the picture is plain {colour}."), gate.spoken)
            if known is None and colour is not None:
                return _("the picture is plain {colour}.").format(colour=colour)
            return _(known) if known is not None else _without_capital(gate.spoken)
        texts = [claim for claim in found if claim.source == "text" and claim.kind != "note"]
        new = [part for claim in texts if (part := self._new_part(claim.text))]
        parts = _text_words(new, texts, shot)
        parts += [
            _(OTHER_SCRIPT) if claim.text == _(UNREADABLE) else claim.text
            for claim in found
            if claim.source == "text" and claim.kind == "note" and (new or claim.text == _(UNREADABLE))
        ]
        others = [claim for claim in found if claim.source != "text"]
        parts += [sentence(claim.text) for claim in others if claim.text not in {old.text for old in self._before}]
        if parts:
            return " ".join([_without_capital(parts[0]), *map(capital, parts[1:])])
        return _(SAME_TEXT if texts else SAME if others else NOTHING)

    def _new_part(self, text: str) -> str:
        """What of a text the shot before did not show; slips of the reader aside."""
        now = written(text)
        for old in self._before:
            if old.source != "text":
                continue
            if compare(now, written(old.text)).likeness is Likeness.SAME:
                return ""
            words, known = text.split(), old.text.split()
            if len(words) > len(known) and [_bare(w) for w in words[: len(known)]] == [_bare(w) for w in known]:
                return " ".join(words[len(known) :])  # a slide to which a line was added
        return text


def opening(facts: Facts) -> str:
    """What is said of a video before its shots."""
    text = _("{name}: a video of {time}, {width} by {height} pixels.")
    if not facts.duration:
        text = _("{name}: a video of unknown length, {width} by {height} pixels.")
    return text.format(name=facts.name, time=in_words(facts.duration), width=facts.width, height=facts.height)


def _text_words(new: Sequence[str], texts: Sequence[Claim], shot: Shot) -> list[str]:
    """Text alone in large letters is a title; in a view it may be a sign, or a name on a shirt."""
    if not new:
        return []
    from assistant.pipelines.pixels.arrays import to_rgb
    from assistant.video.looks import is_plain_beside

    alone = is_plain_beside(to_rgb(shot.picture), [claim.box for claim in texts if claim.box is not None])
    large = [claim.text for claim in texts if alone and _is_large(claim, shot.picture.height)]
    titles = [text for text in new if text in large]
    rest = [text for text in new if text not in titles]
    parts = []
    if titles and len(" ".join(titles)) <= _TITLE_LENGTH:
        parts.append(_("a title says: {text}").format(text=" ".join(map(sentence, titles))))
    else:
        rest = list(new)
    if rest:
        parts.append(_("the text says: {text}").format(text=" ".join(map(sentence, rest))))
    return parts


def _is_large(claim: Claim, height: int) -> bool:
    """By the area that its letters fill, since a block has several lines."""
    if claim.box is None or not claim.text:
        return False
    return math.sqrt(claim.box.area / (_LETTER * len(claim.text))) >= _TITLE_HEIGHT * height


def _bare(word: str) -> str:
    return word.strip(".,;:!?").casefold()


def _without_capital(text: str) -> str:
    """Our own words go on after a colon."""
    return text[:1].lower() + text[1:] if text.startswith(("The picture ", "There is ", "And ")) else text
