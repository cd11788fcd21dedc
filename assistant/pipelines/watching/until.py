"""Waiting for one thing: whether it has come true, and what was seen that says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.languages.wording import capital, number, quoted, sentence
from assistant.languages.words import _, p_
from assistant.pipelines.telling.element import selected
from assistant.pipelines.understanding.words import content, near, tokens
from assistant.pipelines.watching.found import control, controls_called, has_state, is_said, value_of
from assistant.pipelines.watching.kinds import Event, Wanted
from assistant.pipelines.watching.lines import Line
from assistant.pipelines.watching.memory import SURE, Fresh
from assistant.pipelines.watching.progress import END, Track, Tracks
from assistant.pipelines.watching.signs import is_alarm, is_only_done, is_prompt, says_done
from assistant.pipelines.watching.told_progress import claim_of, gone_words
from assistant.types import Claim, Scene

_JOBS = frozenset("command program script build test tests job process task it compilation".split())
_MISSED = 2  # looks in a row without it after which something is gone

Outcome = tuple[list[Claim], bool]
"""What is said, and whether the watch is over."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look as the parts of a watch see it. `lines`: with those of dialogs and messages. `alerts`: the new ones."""

    scene: Scene
    lines: tuple[Line, ...]
    fresh: Fresh
    alerts: tuple[Claim, ...]
    tracks: Tracks
    first: bool
    now: float


class Until:
    """Waits for what `wanted` names; looks are given in their order."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._known: set[tuple[str, str]] = set()  # lines that said it before the watch began
        self._doubted: set[str] = set()  # keys of lines that say it but were not read surely
        self._was_there = ""
        self._missed = 0
        self._began: float | None = None
        self._waiting: frozenset[str] = frozenset()  # groups of terminals in which a shell waits

    def look(self, look: Look) -> Outcome:
        """Claims to be said now, and whether it has come true."""
        answers: dict[Event, Callable[[Look], Outcome]] = {
            Event.ENDS: self._ends,
            Event.SAYS: self._says,
            Event.APPEARS: self._appears,
            Event.GONE: self._gone,
            Event.STATE: self._state,
            Event.REACHES: self._reaches,
            Event.ERROR: self._error,
            Event.DIALOG: self._dialog,
            Event.NEWS: self._news,
        }
        answer = answers.get(self._wanted.event)
        return answer(look) if answer is not None else ([], False)

    def at_the_end(self, tracks: Tracks) -> str:
        """What was known of the progress last, for when the window is gone; empty for nothing."""
        shown = [track for track in tracks.about(self._wanted.subject) if track.last.percent is not None]
        text = _("It was at {number} percent.")
        return text.format(number=number(shown[0].last.percent or 0)) if shown else ""

    def _ends(self, look: Look) -> Outcome:
        tracks = look.tracks.about(self._wanted.subject)
        running = [track for track in tracks if not track.over and not track.gone]
        claims: list[Claim] = []
        for track in tracks:
            if track.over:
                continue
            if track.last.percent == END and not track.gone:
                track.over = True
                claims.append(claim_of(_at_end(track), track))
            elif track.gone and (track.is_bar or not any(not other.gone for other in tracks)):
                track.over = True
                claims.append(claim_of(gone_words(track), track))
        done = self._done_line(look, running)
        if look.first:
            self._waiting = frozenset(self._prompts(look))
            if claims:
                return claims, all(track.over for track in tracks)
            if self._waiting and self._wanted.subject in _JOBS | {""} and not tracks:
                return [_note(_("The terminal is waiting for a command: nothing seems to run there"))], False
            if not tracks:
                return [_note(_("I see no progress bar and no percentage here yet"))], False
            return [], False
        if done is not None:
            claims.append(_it_says(done))
            return claims, True
        if claims and all(track.over for track in tracks):
            return claims, True
        back = self._prompt_is_back(look) if not claims else []
        return [*claims, *back], bool(back)

    def _done_line(self, look: Look, running: Sequence[Track]) -> Line | None:
        """A new line that says that what is waited for has ended, well or not."""
        words = content(self._wanted.subject) if self._wanted.subject else ()
        replaced = {id(after): before for before, after in look.fresh.news.replaced}
        followed = {track.last.text for track in look.tracks.about(self._wanted.subject)}
        for line in (*look.fresh.lines, *(pair[1] for pair in look.fresh.news.changed)):
            ends = says_done(line.text) or is_alarm(line.text)
            if not ends or (line.source == "text" and line.score < SURE):
                continue
            named = any(_kin(word, other) for word in words for other in tokens(line.text))
            before = replaced.get(id(line))
            in_its_place = before is not None and before.text in followed
            alone = is_only_done(line.text) and not any(track.is_bar for track in running)
            if named or in_its_place or alone:
                return line
        return None

    @staticmethod
    def _prompts(look: Look) -> dict[str, Line]:
        """The last lines of terminals in which a shell waits, by their group."""
        last = {line.group: line for line in look.lines}
        return {group: line for group, line in last.items() if is_prompt(line.text)}

    def _prompt_is_back(self, look: Look) -> list[Claim]:
        before, now = self._waiting, self._prompts(look)
        self._waiting = frozenset(now)
        last = next((line for group, line in now.items() if group not in before), None)
        if last is None or self._wanted.subject not in _JOBS | {""}:
            return []
        lines = [line for line in look.lines if line.group == last.group]
        text = _("The terminal waits for a command again")
        if len(lines) > 1:
            text = _("The terminal waits for a command again. Before that stands: {text}")
            text = text.format(text=quoted(lines[-2].text))
        return [Claim(sentence(text), last.source, last.score, last.box)]

    def _says(self, look: Look) -> Outcome:
        saying = [line for line in look.lines if is_said(self._wanted.subject, line.text)]
        if look.first:
            self._known = {(line.group, line.key) for line in saying}
            if saying:
                line = saying[0]
                text = _("It says so already: {text}. I wait for it to come again")
                return [_claim(text.format(text=quoted(line.text)), line)], False
            return [], False
        doubted, self._doubted = self._doubted, set()
        fresh = {(line.group, line.key) for line in look.fresh.news.new}
        for line in saying:
            key = (line.group, line.key)
            if key in self._known and key not in fresh:
                continue
            if line.source == "text" and line.score < SURE and line.key not in doubted:
                self._doubted.add(line.key)
                continue
            if key in self._known and not any(key == (each.group, each.key) for each in look.fresh.lines):
                continue  # it flickered
            return [_it_says(line)], True
        return [], False

    def _appears(self, look: Look) -> Outcome:
        found = controls_called(look.scene, self._wanted.subject)
        if look.first:
            self._was_there = "yes" if found else ""
            if found:
                text = capital(_("{element} is there already").format(element=found[0].words))
                return [Claim(sentence(text), "tree", box=found[0].box)], True
            return self._says(look)
        if found and not self._was_there:
            text = _("There it is: {element}").format(element=found[0].words)
            return [Claim(sentence(text), "tree", box=found[0].box)], True
        return self._says(look)

    def _gone(self, look: Look) -> Outcome:
        subject = self._wanted.subject
        found = controls_called(look.scene, subject)
        words = found[0].words if found else ""
        if not words and subject:
            line = next((line for line in look.lines if is_said(subject, line.text)), None)
            words = quoted(line.text) if line is not None else ""
        if words:
            self._was_there, self._missed = words, 0
            return [], False
        if look.first:
            if not subject:
                return [], False  # the window itself
            text = _("I find no {thing} here yet. I wait for it to come and to go")
            return [_note(text.format(thing=subject))], False
        self._missed += bool(self._was_there)
        if self._missed >= _MISSED:
            text = capital(_("{element} is gone").format(element=self._was_there))
            return [_note(text, "tree" if look.scene.windows else "text")], True
        return [], False

    def _state(self, look: Look) -> Outcome:
        found = control(look.scene, self._wanted.subject)
        if found is None:
            if look.first:
                text = _("I find no {thing} in what the programs tell")
                return [_note(text.format(thing=self._wanted.subject))], False
            return [], False
        if not has_state(found.node, self._wanted.state):
            return [], False
        text = _("{element} is {state} already") if look.first else _("{element} is {state} now")
        text = text.format(element=found.words, state=_state_word(found.node.role, self._wanted.state))
        return [Claim(sentence(capital(text)), "tree", box=found.box)], True

    def _reaches(self, look: Look) -> Outcome:
        level = self._wanted.number
        found = self._value(look)
        if found is None:
            return ([_note(_("I see no such number here yet"))] if look.first else []), False
        value, line = found
        told = number(value)
        if self._wanted.state == "percent":
            told = _("{number} percent").format(number=told)
        if self._began is None:
            self._began = value
            if value != level:
                text = _("{name}: it is at {value} now") if line.text else _("It is at {value} now")
                return [_claim(text.format(name=line.text, value=told), line)], False
        if value == level or (value > level) != (self._began > level):
            text = _("{name}: it is at {value}") if line.text else _("It is at {value}")
            return [_claim(text.format(name=line.text, value=told), line)], True
        return [], False

    def _value(self, look: Look) -> tuple[float, Line] | None:
        """The number that is waited for, and what it stands with: its name as the text, empty for none."""
        if self._wanted.state != "percent":
            found = value_of(look.scene, look.lines, self._wanted.subject)
            return (found[0], replace(found[1], text="")) if found is not None else None
        for track in look.tracks.about(self._wanted.subject):
            last = track.last
            if last.percent is not None and not track.missed:
                return last.percent, Line(last.name, last.source, last.score, last.box)
        return None

    def _error(self, look: Look) -> Outcome:
        claims = [] if look.first else [*look.alerts]
        for line in look.fresh.lines if not look.first else ():
            if is_alarm(line.text):
                claims.append(replace(_it_says(line), kind="alert"))
        if look.first:
            there = [line for line in look.lines if is_alarm(line.text)]
            if there:
                line = there[-1]
                text = _("One stands there already: {text}. I wait for the next")
                return [_claim(text.format(text=quoted(line.text)), line)], False
        return claims[:3], bool(claims)

    def _dialog(self, look: Look) -> Outcome:
        claims = [] if look.first else list(look.alerts)
        return claims, bool(claims)

    def _news(self, look: Look) -> Outcome:
        claims = list(look.alerts) if not look.first else []
        lines = look.fresh.lines
        claims += [_claim(line.text, line) for line in lines[-3:]]
        return claims, bool(claims)


def _kin(word: str, other: str) -> bool:
    return near(word, other) > 0.8 or (len(word) >= 5 and other.startswith(re.sub(r"(?:ing|ation|s|e)$", "", word)))


def _at_end(track: Track) -> str:
    name = track.last.name
    if track.is_bar:
        text = _("The progress bar {name} is at 100 percent") if name else _("The progress bar is at 100 percent")
        return text.format(name=name)
    return _("It is at 100 percent: {text}").format(text=quoted(track.last.text))


def _state_word(role: str, state: str) -> str:
    match state:
        case "enabled":
            return _("available")
        case "disabled":
            return _("not available")
        case "checked":
            return p_("check-box", "checked") if role == "check-box" else p_("menu-item", "checked")
        case "unchecked":
            return p_("check-box", "not checked") if role == "check-box" else p_("menu-item", "not checked")
        case _selected:
            return selected(role)


def _it_says(line: Line) -> Claim:
    return _claim(_("It says: {text}").format(text=sentence(quoted(line.text))), line)


def _claim(text: str, line: Line) -> Claim:
    return Claim(sentence(text), line.source, line.score, line.box)


def _note(text: str, source: str = "gate") -> Claim:
    return Claim(sentence(text), "tree" if source == "tree" else "text" if source == "text" else "gate", kind="note")
