"""A watch over a window or a region: given look after look, it says what is new, once, in few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.languages.wording import cut, quoted, says, sentence, spoken_words
from assistant.languages.words import N_, _, n_
from assistant.pipelines.pixels import gate_words
from assistant.pipelines.telling.attributed import attributed
from assistant.pipelines.telling.window import title_of
from assistant.pipelines.watching.alerts import alerts_of
from assistant.pipelines.watching.chosen import Chosen, Names, Place, is_dialog
from assistant.pipelines.watching.kinds import Event, Kind, Wanted
from assistant.pipelines.watching.lines import Line, lines_of
from assistant.pipelines.watching.live import Live
from assistant.pipelines.watching.memory import Memory
from assistant.pipelines.watching.progress import Tracks
from assistant.pipelines.watching.signs import is_alarm
from assistant.pipelines.watching.subtitles import Subtitles
from assistant.pipelines.watching.told_progress import ToldProgress
from assistant.pipelines.watching.until import Look, Until
from assistant.types import Claim, Gate, Scene, SceneWindow, Target

GAP = 3.0
"""Seconds between two things said; errors, messages and what ends the watch do not wait."""
_BURST = 4  # new lines that are read one by one; of more, how many they are and the last
_ALARMS = 3  # lines with errors that are read at once
_LINE = 400  # letters of one line that are read
_GATE_AGAIN = 60.0  # seconds after which a black picture is said again
GONE = N_("The window is gone.")
HIDDEN = N_("The window can no longer be seen, and its program does not say what is in it. I have stopped watching.")


@dataclass(frozen=True, slots=True)
class Seen:
    """`claims`: to be said now. `waiting`: held back, since something was said a moment ago. `ended`: it is over."""

    claims: tuple[Claim, ...] = ()
    waiting: tuple[Claim, ...] = ()
    ended: bool = False


class Watch:
    """Kept over many looks, which come in their order from one thread. Time is given, in seconds; none is read.

    The first look is what the others are compared with. A look is only needed where the pixels have changed, or while
    `needs_look`; `due` brings what was held back.
    """

    def __init__(self, wanted: Wanted, *, gap: float = GAP) -> None:
        """`gap`: the least seconds between two things said."""
        self.wanted = wanted
        self._gap = gap
        self._chosen = Chosen(one=wanted.window)
        self._names = Names()
        self._memory = Memory()
        self._tracks = Tracks()
        self._alerts: dict[str, float] | None = None
        self._until = Until(wanted)
        self._progress = ToldProgress(wanted)
        self._subtitles = Subtitles()
        self._live = Live(wanted.every)
        self._pending: list[Line] = []
        self.summed_up: tuple[Line, ...] = ()
        """The lines of the last summary, for whoever wants to hear them after all."""
        self._last_said: float | None = None
        self._gates: dict[str, float] = {}
        self._looks = 0
        self._unknown = False
        self._ended = False

    @property
    def needs_look(self) -> bool:
        """Whether the place has to be looked at again soon although its pixels stand still."""
        if self._ended:
            return False
        missing = any(track.missed and not track.gone and not track.over for track in self._tracks.every.values())
        return missing or self._unknown or self._memory.doubts or self._subtitles.doubts

    def look(self, scene: Scene, *, now: float) -> Seen:
        """What the next look brings."""
        if self._ended:
            return Seen(ended=True)
        blind = self._gate(scene, now)
        if blind is not None:
            return Seen(blind, self._held())
        part, place = self._chosen.look(scene)
        self._unknown = place is Place.UNKNOWN
        if place in (Place.GONE, Place.HIDDEN):
            return self.window_gone(now=now, hidden=place is Place.HIDDEN)
        if place is Place.UNKNOWN:
            return Seen((), self._held())
        first = self._looks == 0
        self._looks += 1
        names, opened = self._names.look(part)
        lines = lines_of(part, names)
        fresh = self._memory.look(lines, now=now)
        alerts = self._new_alerts(alerts_of(part), now)
        said = " ".join(claim.text for claim in alerts)
        # what a new window holds is no news of the others; that it opened is
        inside = tuple(f"{names[id(window)]}|" for window in opened) if not first else ()
        kept = (line for line in fresh.lines if not line.group.startswith(inside or "\0"))
        fresh = replace(fresh, lines=tuple(line for line in kept if not (said and says(said, line.text))))
        known = set(lines)
        whole = (*lines, *(line for line in lines_of(part, names, alerts=True) if line not in known))
        self._tracks.look(part, whole, names)
        windows = () if first else tuple(_opened(window) for window in opened if not is_dialog(window))
        return self._tell(Look(part, whole, fresh, (*alerts, *windows), self._tracks, first, now))

    def due(self, *, now: float) -> Seen:
        """What was held back, where its time has come; nothing new was seen."""
        claims = self._released(now)
        return Seen(claims, self._held(), self._ended)

    def window_gone(self, *, now: float, hidden: bool = False) -> Seen:
        """The watched window was closed, or (`hidden`) nothing can be known of it any more: the watch is over."""
        claims = self._lines(self._pending)
        self._pending = []
        text = _(HIDDEN if hidden else GONE)
        was = self._until.at_the_end(self._tracks) if self.wanted.kind in (Kind.UNTIL, Kind.PROGRESS) else ""
        claims.append(Claim(f"{text} {was}".strip(), "tree", kind="note"))
        self._last_said, self._ended = now, True
        return Seen(tuple(claims), (), True)

    def _tell(self, look: Look) -> Seen:
        ended = False
        urgent: list[Claim] = []
        told: list[Claim] = []
        match self.wanted.kind:
            case Kind.UNTIL:
                if self.wanted.event not in (Event.ERROR, Event.DIALOG, Event.NEWS):
                    urgent = self._alarms(look)
                if self.wanted.event is Event.CHANGES:
                    told, ended = self._live.until_changed(look.scene, self.wanted.subject)
                else:
                    told, ended = self._until.look(look)
                    urgent = [claim for claim in urgent if not any(_says_so(other, claim) for other in told)]
            case Kind.PROGRESS:
                urgent = self._alarms(look)
                told, ended = self._progress.look(look.tracks, first=look.first, now=look.now)
            case Kind.SUBTITLES:
                told = self._subtitles.look(look.scene, look.lines, now=look.now)
            case Kind.LIVE:
                urgent = list(look.alerts)
                told = self._live.look(look.scene, now=look.now, urgent=urgent)
            case _:
                urgent = self._alarms(look)
                self._pending += [line for line in look.fresh.lines if not is_alarm(line.text)]
                told = [_left_out(line) for line in look.fresh.muted]
        claims = [*urgent, *told]
        self._ended = ended
        if claims:
            self._last_said = look.now
        if not urgent or ended:
            claims += self._released(look.now, at_once=ended)
        return Seen(tuple(claims), self._held(), ended)

    def _alarms(self, look: Look) -> list[Claim]:
        """Messages and dialogs that are new, then new lines that tell of errors, whole."""
        lines = [line for line in look.fresh.lines if is_alarm(line.text)]
        claims = list(look.alerts)
        claims += [_claim(line, kind="alert") for line in lines[:_ALARMS]]
        if len(lines) > _ALARMS:
            count = len(lines) - _ALARMS
            more = n_("And {count} more line with errors or warnings.",
                      "And {count} more lines with errors or warnings.", count)  # fmt: skip
            claims.append(Claim(more.format(count=count), lines[0].source, kind="alert"))
        return claims

    def _new_alerts(self, alerts: Mapping[str, Claim], now: float) -> tuple[Claim, ...]:
        first, known = self._alerts is None, self._alerts or {}
        fresh = tuple(claim for key, claim in alerts.items() if key not in known)
        # one that is closed and comes again after a while is told again
        kept = {key: when for key, when in known.items() if now - when < 10 * self._gap + 1}
        self._alerts = kept | dict.fromkeys(alerts, now)
        return () if first else fresh

    def _released(self, now: float, *, at_once: bool = False) -> tuple[Claim, ...]:
        """The lines that wait, once enough time has gone by."""
        if not self._pending:
            return ()
        if not at_once and self._last_said is not None and now - self._last_said < self._gap:
            return ()
        claims = self._lines(self._pending)
        self._pending = []
        self._last_said = now
        return tuple(claims)

    def _lines(self, lines: Sequence[Line]) -> list[Claim]:
        if len(lines) <= _BURST:
            return [_claim(line) for line in lines]
        self.summed_up = tuple(lines)
        last = lines[-1]
        text = n_("{count} new line. The last: {text}", "{count} new lines. The last: {text}", len(lines))
        text = sentence(text.format(count=len(lines), text=cut(last.text, _LINE)))
        return [Claim(text, last.source, last.score, last.box)]

    def _held(self) -> tuple[Claim, ...]:
        return tuple(_claim(line) for line in self._pending)

    def _gate(self, scene: Scene, now: float) -> tuple[Claim, ...] | None:
        """What is said where there is nothing to see; None where the look tells something."""
        gate = scene.gate
        if gate is None:
            return None
        has_tree = any(window.root is not None for window in scene.windows)
        if gate.code == "no-windows" and (self.wanted.window or scene.target is Target.WINDOW):
            return None
        blind = gate.code == "locked" or not (has_tree or _has_text(scene))
        if not blind and not gate.final:
            return None
        said = self._gates.get(gate.code)
        self._gates[gate.code] = now
        spoken = _words_of(gate, has_tree=has_tree)
        is_new = said is None or now - said > _GATE_AGAIN
        claims = (Claim(spoken, "gate", kind="gate"),) if is_new else ()
        if not blind:
            return None
        if claims:
            self._last_said = now
        return claims


def _opened(window: SceneWindow) -> Claim:
    text = _("New: the window {title}").format(title=title_of(window.window, window.root))
    return Claim(sentence(text), "tree", box=window.window.box, kind="title")


def _has_text(scene: Scene) -> bool:
    return bool(scene.blocks) or any(window.blocks for window in scene.windows)


def _words_of(gate: Gate, *, has_tree: bool) -> str:
    return (gate_words.with_tree(gate) if has_tree else gate).spoken


def _claim(line: Line, kind: str = "content") -> Claim:
    return Claim(attributed(sentence(cut(line.text, _LINE))), line.source, line.score, line.box, kind)


def _left_out(line: Line) -> Claim:
    text = _("{text} keeps changing. I leave that place out from now on").format(text=quoted(cut(line.text, 80)))
    return Claim(sentence(text), line.source, line.score, line.box, "note")


def _says_so(told: Claim, other: Claim) -> bool:
    """Whether a sentence says what the other does, perhaps with words around it."""
    return spoken_words(other.text) in spoken_words(told.text)
