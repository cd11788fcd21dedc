"""One question about one frame: look, listen, understand, answer by evidence, and remember for the next question."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant import limits
from assistant.languages.of_models import answer_sentence
from assistant.languages.words import ENGLISH, N_, _, language
from assistant.pipelines.asking import about_places, follow, going_on, quote, sought
from assistant.pipelines.asking.about_pictures import no_models
from assistant.pipelines.asking.about_windows import contents
from assistant.pipelines.asking.act import act
from assistant.pipelines.asking.answer import VISUAL, answer
from assistant.pipelines.asking.follow import Memory
from assistant.pipelines.asking.reply import Reply, told, unknown
from assistant.pipelines.asking.visual import ONLY_ENGLISH, Eyes, only_english
from assistant.pipelines.asking.whole import whole
from assistant.pipelines.look import Looker, Seen, left_out
from assistant.pipelines.protocols import Ears, Trees
from assistant.pipelines.recognising.opened import Opened
from assistant.pipelines.recognising.recognised import Recognised
from assistant.pipelines.request import Request
from assistant.pipelines.telling.talk import Talk, sayable
from assistant.pipelines.understanding.understand import understand
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.view.things import View
from assistant.types import Asked, Claim, Final, Frame, Scene, Stage, Update
from models.cancel import CancelToken
from models.protocols import Embedder

if TYPE_CHECKING:
    from assistant.pipelines.seeking.seeker import Seeker
    from assistant.pipelines.seeking.wanted import Sought
    from models.types import Box, RgbImage

log = logging.getLogger(__name__)

NOT_HEARD = N_("I did not understand anything. Say it again, or type the question.")
TOO_LONG = N_("That question is too long. Ask it in a sentence or two.")
NO_QUESTION = N_("There is no question. Ask, for example: what buttons are there?")
HELP = N_(
    "You can ask: where is something, what buttons are there, what has focus, what is selected, what does the "
    "error say, "
    "how many links are there, is there a search field, what is the total, when is it, who sent it, read the second "
    "paragraph, what changed, what colour is it, what is in the picture. Then: and the one below, read it, more, "
    "shorter, "
    "go there. To the program: stop, repeat, copy that, slower, faster, tell me when the download ends, "
    "find my cup with the camera."
)
_SURE = 0.5
"""The least confidence of what was heard that is answered without asking back."""
_POSSIBLE = 0.1
"""Below, not even that: in all tests with sentences that were no questions it was less (tests/bench)."""
_HARMLESS = frozenset(("stop", "cancel", "repeat", "more", "less", "help", "slower", "faster", "copy"))
HELPS = N_("Ask what buttons or fields there are, or say: describe the screen.")
NO_EARS = N_("Spoken questions cannot be understood here. Type the question.")

Waiting = Callable[[float], Asked | None]
"""Waits for the question, which may come after the frame, so many seconds at most. Raises Cancelled."""


@dataclass(slots=True)
class _Now:
    """The frame in hand and the talk about it."""

    seen: Seen
    view: View
    memory: Memory


class Asker:
    """Keeps the frame, its scene and the talk about them until another frame comes. Called from one thread."""

    def __init__(
        self,
        looker: Looker,
        *,
        eyes: Eyes | None = None,
        recognised: Recognised | None = None,
        ears: Ears | None = None,
        embedder: Callable[[], Embedder | None] = lambda: None,
        described: Callable[[], tuple[Frame, Scene] | None] = lambda: None,
        seekers: Callable[[Sought], Seeker | None] = lambda _: None,
    ) -> None:
        """`described`: what was described last, for the question what has changed since. `seekers`: what finds a
        thing in the pictures that the screen shows."""
        self._looker = looker
        self._described = described
        self._seekers = seekers
        self._eyes = eyes or Eyes()
        self._recognised = recognised or Recognised()
        self._ears = ears
        self._embedder = Opened(embedder)
        self._now: _Now | None = None

    def run(self, request: Request, tree: Trees, asked: Waiting, *, cancel: CancelToken) -> Iterator[Update]:
        """Stages, the sentences of the answer, then Final. Raises Cancelled, ModelError where nothing can be read."""
        talk = Talk(request.turn)
        yield Stage(request.turn, "tree")
        now = self._now
        if now is None or now.seen.frame is not request.frame:
            yield Stage(request.turn, "text")
            now = self._look(request, tree, talk, cancel)
        yield Stage(request.turn, "listen")
        question = asked(0.0)
        if question is None:  # the user still speaks, or types
            if self._ears is not None:
                self._ears.prepare(_names(now.view))
            question = asked(math.inf)
        assert question is not None
        talk.begin()
        text = question.text
        if question.clip is not None:
            if self._ears is None:
                yield from self._end(
                    talk, told(_(NO_EARS), source="gate", outcome="unclear"), Wanted("nothing"), request
                )
                return
            yield Stage(request.turn, "transcribe")
            heard = self._ears.hear(question.clip, _names(now.view), cancel=cancel)
            talk.stamp("transcribe")
            if not heard.text or heard.confidence < _POSSIBLE:
                yield from self._end(
                    talk, told(_(NOT_HEARD), source="gate", outcome="unclear"), Wanted("nothing"), request
                )
                return
            if heard.confidence < _SURE and understand(heard.text).command not in _HARMLESS:
                now.memory.pending = heard.text
                asks = _("Did you mean: {question}? Say yes, or ask again").format(question=heard.text)
                reply = told(asks, source="gate", outcome="unclear")
                yield from self._end(talk, reply, Wanted("unclear"), request, question=heard.text)
                return
            text = heard.text
            if question.say_it:
                yield from talk.note(_("You asked: {question}.").format(question=text), kind="question")
        yield Stage(request.turn, "answer")
        if len(text) > limits.QUESTION:
            yield from self._end(talk, told(TOO_LONG, source="gate", outcome="unclear"), Wanted("nothing"), request)
            return
        goes_on = going_on.find(text, request.frame.target)
        if goes_on is not None:
            reply, wanted = Reply((), "command", command=goes_on.command), goes_on
        else:
            reply, wanted = self._reply(understand(text), now, request, cancel)
        why = (*request.notes, *left_out(request.frame))  # why a camera sees badly, what was not looked at
        if why and reply.outcome in ("unknown", "guessed"):
            notes = (Claim(note, "gate", kind="note") for note in why)
            reply = replace(reply, claims=(*reply.claims, *notes))
        if question.note and reply.claims:
            reply = replace(reply, claims=(*reply.claims, Claim(question.note, "gate", kind="age")))
        yield from self._end(talk, reply, wanted, request, question=text)

    def rest(self) -> None:
        """Nothing is asked for now: give back the memory that only work needs."""
        self._looker.rest()

    def _look(self, request: Request, tree: Trees, talk: Talk, cancel: CancelToken) -> _Now:
        seen = self._looker.look(request, tree, cancel=cancel)
        talk.stamp("look")
        before, described = self._now, self._described()
        is_same = before is not None and _same_place(before.view, View(seen.scene))
        old = before.seen.scene if before is not None and is_same else None
        if described is not None and described[0] is not request.frame and _is_newer(described[0], before):
            old = described[1] if _same_place(View(described[1]), View(seen.scene)) else old
        view = View(seen.scene, old=old)
        memory = follow.carried(before.memory, view) if before is not None and is_same else Memory()
        self._now = _Now(seen, view, memory)
        return self._now

    def _reply(self, wanted: Wanted, now: _Now, request: Request, cancel: CancelToken) -> tuple[Reply, Wanted]:
        memory, view = now.memory, now.view
        if wanted.kind == "nothing":
            return told(_(NO_QUESTION), source="gate", outcome="unclear"), wanted
        if wanted.kind == "command":
            return self._command(wanted, now, request, cancel)
        memory.pending = ""
        if now.seen.gate is not None and now.seen.gate.final and not view.things:
            return told(now.seen.gate.spoken, source="gate", outcome="unknown"), wanted
        if wanted.kind == "other" and wanted.subject and memory.wanted is None and len(wanted.text.split()) <= 3:
            wanted = replace(wanted, kind="value")
        if wanted.kind in ("overview", "read-all"):
            memory.wanted, memory.reply = wanted, contents(wanted, view) or whole(wanted, now.seen, request)
            return memory.reply, wanted
        if wanted.kind in follow.KINDS or wanted.relation == "it":
            meant = follow.follow(wanted, view, memory)
            if isinstance(meant, Wanted) and meant.kind in ("overview", "read-all"):
                memory.wanted, memory.reply = meant, whole(meant, now.seen, request)
                return memory.reply, meant
            if isinstance(meant, Wanted):
                wanted = meant
            elif meant is not None:
                memory.reply = meant
                return meant, wanted
        if wanted.kind == "picture" and wanted.text.startswith("how many") and not view.pictures and view.has_tree:
            wanted = replace(wanted, kind="count", subject=wanted.text.split()[2])
        literal = answer(wanted, view, lambda box: self._pixels(now, box))
        if wanted.kind == "where":
            literal = sought.reply(wanted, literal, view, now.seen.frame, seekers=self._seekers, cancel=cancel)
        if literal is None or literal.outcome == "unknown":
            reply = self._further(wanted, now, literal, cancel)
        else:
            reply = self._unless_otherwise_called(wanted, view, literal, cancel)
        memory.wanted = wanted
        if reply.outcome in ("answered", "guessed") or reply.found:
            memory.reply = replace(reply, command="")
        return reply, wanted

    def _unless_otherwise_called(self, wanted: Wanted, view: View, reply: Reply, cancel: CancelToken) -> Reply:
        """No is not said of a thing while something on the screen may be just that by another name."""
        if wanted.kind != "exists" or not wanted.subject or reply != about_places.denied(wanted, view):
            return reply
        other = quote.alternatives(about_places.the(wanted), view, embedder=self._embedder.get(cancel), cancel=cancel)
        if not other:
            return reply
        claims = (*told(about_places.none_here(wanted)).claims, *quote.told_as_nearest(other, view))
        return Reply(claims, "unknown", (other[0].thing,))

    def _further(self, wanted: Wanted, now: _Now, reply: Reply | None, cancel: CancelToken) -> Reply:
        """By quotation, by a model, or not at all."""
        view = now.view
        like = self._by_looks(wanted, now, cancel)
        if like is not None:
            return like
        if wanted.kind in VISUAL:
            return self._seen(wanted, now, cancel) or reply or no_models(wanted, view)
        found, near = quote.nearest(
            wanted.text, view, _asks_for(wanted), embedder=self._embedder.get(cancel), cancel=cancel
        )
        if found is not None:
            return found
        seen = None
        if (view.pictures or not view.has_tree) and wanted.kind == "other":
            seen = self._seen(wanted, now, cancel)
            if seen is not None and not (near and seen == only_english()):
                return seen
        hints = quote.told_as_nearest(near, view)
        if seen is not None:
            hints += told(_(ONLY_ENGLISH)).claims
        if reply is not None:
            return replace(reply, claims=(*reply.claims, *hints))
        if now.seen.failed:
            return unknown(_("The text in the picture could not be read"))
        if hints:
            return Reply((*unknown("").claims, *hints), "unknown", tuple(fact.thing for fact in near))
        return unknown(f"{_('I find nothing about it here.')} {_(HELPS)}")

    def _seen(self, wanted: Wanted, now: _Now, cancel: CancelToken) -> Reply | None:
        """By the models that look at pictures."""
        return self._eyes.answer(
            wanted.text, now.view, lambda box: self._pixels(now, box), spoken=wanted.language, cancel=cancel
        )

    def _by_looks(self, wanted: Wanted, now: _Now, cancel: CancelToken) -> Reply | None:
        """Of a window whose program says nothing: what the model of windows answers."""
        window = now.view.active
        if window is None or window.root is not None or not now.view.scene.windows_known:
            return None
        box = window.window.box
        found = self._recognised.reply(wanted.text, window, self._pixels(now, box), cancel=cancel)
        if found is None:
            return None
        is_own = language() == ENGLISH
        said = f"Probably {found.label}" if is_own else answer_sentence(found.label, is_probable=True)
        return told(said, source="caption", score=found.score, box=box, outcome="guessed")

    def _command(self, wanted: Wanted, now: _Now, request: Request, cancel: CancelToken) -> tuple[Reply, Wanted]:
        memory, view = now.memory, now.view
        match wanted.command:
            case "yes" if memory.pending:
                meant, memory.pending = understand(memory.pending), ""
                return self._reply(meant, now, request, cancel)
            case "no" if memory.pending:
                memory.pending = ""
                return told(_("Then ask again, please"), source="gate", outcome="unclear"), wanted
            case "more":
                return follow.more(view, memory), wanted
            case "less":
                return follow.less(memory), wanted
            case "repeat" if memory.reply is not None:
                return memory.reply, wanted
            case "help":
                return told(_(HELP), source="gate", outcome="answered"), wanted
            case "go" | "click":
                return act(wanted, view, memory), wanted
        return Reply((), "command", command=wanted.command), wanted

    def _pixels(self, now: _Now, box: Box | None) -> RgbImage:
        from assistant.pipelines.pixels.arrays import crop, to_rgb

        image = to_rgb(now.seen.frame.pixels)
        return crop(image, box) if box is not None else image

    @staticmethod
    def _end(talk: Talk, reply: Reply, wanted: Wanted, request: Request, *, question: str = "") -> Iterator[Update]:
        claims = tuple(map(sayable, reply.claims))
        yield from talk.read(claims)
        final = talk.final()
        box = reply.found[0].box if reply.found else None
        where = request.frame.to_desktop(box) if box is not None and request.frame.windows_known else None
        description = replace(
            final.description,
            text="\n".join(claim.text for claim in claims),
            claims=claims,
            outcome=reply.outcome,
            question=question,
            kind=wanted.kind,
            command=reply.command,
            place=where,
        )
        yield Final(final.turn, description)


def _asks_for(wanted: Wanted) -> str:
    """What sort of thing would answer: a question of how many, how long or how far wants a number."""
    return "count" if wanted.text.startswith("how ") and wanted.kind not in ("total", "when") else wanted.kind


def _names(view: View) -> list[str]:
    """The texts of the screen that a question may name, controls first."""
    short = [thing for thing in view.things if thing.name and len(thing.name) <= 60]
    controls = [thing.name for thing in short if thing.role not in ("text", "label", "paragraph")]
    return list(dict.fromkeys([*controls, *(thing.name for thing in short)]))[:400]


def _is_newer(frame: Frame, before: _Now | None) -> bool:
    return before is None or frame.taken_at > before.seen.frame.taken_at


def _same_place(before: View, after: View) -> bool:
    """Whether both show the same windows, or pictures of one size."""
    old = {window.window.app or window.window.title for window in before.windows}
    new = {window.window.app or window.window.title for window in after.windows}
    return bool(old & new) or (
        not old and not new and (before.scene.width, before.scene.height) == (after.scene.width, after.scene.height)
    )
