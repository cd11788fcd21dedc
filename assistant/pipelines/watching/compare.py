"""What changed between two captures of a place, in the order in which it matters: by tree and text, pixels last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.pipelines.asking.place import spot
from assistant.pipelines.asking.reply import quoted
from assistant.pipelines.tell_element import focus_claim, focused
from assistant.pipelines.tell_window import title_of
from assistant.pipelines.watching.alerts import alerts_of
from assistant.pipelines.watching.change import Change, Rank
from assistant.pipelines.watching.chosen import is_dialog, pairs
from assistant.pipelines.watching.lines import Line, lines_of
from assistant.pipelines.watching.memory import SURE
from assistant.pipelines.watching.new_text import News, new_text
from assistant.pipelines.watching.signs import is_alarm, is_clock
from assistant.pipelines.watching.states import state_changes
from assistant.pipelines.wording import cleaned, counted, cut, says
from assistant.types import Claim, Scene, SceneWindow, UiNode
from models.types import Box

MOST = 6
"""Sentences; the rest is counted."""
_EACH = 3  # new lines, and gone ones, that are quoted one by one
_LINE = 200  # letters of a quoted line
_ALMOST_ALL = 0.2  # share of the lines that are kept at most where almost all of a text is new
_PAGE = 8  # new lines from which it is told as a whole then
_NEAR = 12  # pixels around what changed in tree and text, within which changed pixels say nothing more


@dataclass(frozen=True, slots=True)
class _Pair:
    before: SceneWindow
    after: SceneWindow


def differences(before: Scene, after: Scene, *, pixels: Sequence[Box] = ()) -> tuple[Claim, ...]:
    """At most six sentences, then how many more. `pixels`: where the picture changed (`changed_boxes`)."""
    return told(changes(before, after, pixels=pixels))


def told(found: Sequence[Change], most: int = MOST) -> tuple[Claim, ...]:
    """The first changes as claims, the rest counted."""
    if len(found) <= most + 1:
        return tuple(change.claim for change in found)
    rest = counted(len(found) - most, "more change")
    return (*(change.claim for change in found[:most]), Claim(f"And {rest}.", found[most].source))


def changes(before: Scene, after: Scene, *, pixels: Sequence[Box] = ()) -> tuple[Change, ...]:
    """All differences in the order in which they are told. Clocks, and lines that were not read surely, are none."""
    both = [_Pair(old, new) for old, new in pairs(before.windows, after.windows)]
    news = _news(before, after, both)
    alerts = list(_alerts(before, after))
    found = [
        *_windows(before, after, both),
        *alerts,
        *_focus(before, after),
        *(
            change
            for pair in both
            if pair.before.root is not None and pair.after.root is not None
            for change in state_changes(pair.before.root, pair.after.root, pair.after.window.title)
        ),
        *_texts(news, " ".join(change.text for change in alerts)),
        *_layout(both, news, placed=before.target is after.target),
    ]
    found.sort(key=lambda change: change.rank)
    found += _pixels(after, pixels, found, news)
    return tuple({change.text: change for change in reversed(found)}.values())[::-1]


def _windows(before: Scene, after: Scene, both: Sequence[_Pair]) -> Iterator[Change]:
    if not before.windows or not after.windows:
        return  # the programs did not answer in one of them
    known = {id(pair.after) for pair in both}
    still = {id(pair.before) for pair in both}
    active_before = next((window for window in before.windows if window.window.active), None)
    for window in after.windows:
        title = _title(window)
        if id(window) not in known and not is_dialog(window):
            front = ", which is in front" if window.window.active else ""
            yield Change(Rank.WINDOW, f"New: the window {title}{front}", f"window {title}", box=window.window.box)
    for window in before.windows:
        if id(window) not in still:
            what = "dialog" if is_dialog(window) else "window"
            title = cut(cleaned(window.window.title), 200) if is_dialog(window) else _title(window)
            yield Change(Rank.WINDOW, f"Gone: the {what} {title}".rstrip(), f"window {title}")
    for pair in both:
        old, new = cleaned(pair.before.window.title), cleaned(pair.after.window.title)
        if old != new and new:
            text = f"The window {cut(old, 100)} is now called {cut(new, 200)}" if old else f"The window is now {new}"
            yield Change(Rank.WINDOW, text, f"title {pair.after.window.pid}", box=pair.after.window.box)
        if pair.after.window.active and active_before is not None and _is_other(pair.before, active_before):
            yield Change(Rank.WINDOW, f"The window {_title(pair.after)} is now in front", f"front {new}",
                         box=pair.after.window.box)  # fmt: skip


def _is_other(window: SceneWindow, active: SceneWindow) -> bool:
    """Whether another window had the user's attention: a dialog of the same program had it for this one."""
    return window is not active and not (is_dialog(active) and active.window.pid == window.window.pid)


def _title(window: SceneWindow) -> str:
    return title_of(window.window, window.root)


def _alerts(before: Scene, after: Scene) -> Iterator[Change]:
    old, new = alerts_of(before), alerts_of(after)
    for key, claim in new.items():
        if key not in old and not _is_marked(claim):
            yield Change(Rank.ALERT, claim.text, f"alert {key}", claim.source, claim.confidence, claim.box)
    windows = {f"A dialog: {cleaned(window.window.title)}" for window in before.windows}
    for key, claim in old.items():
        if key in new or _is_marked(claim) or any(claim.text.startswith(name) for name in windows):
            continue
        if claim.text.startswith("A message says: "):
            text = f"Gone: the text that said {claim.text.removeprefix('A message says: ')}"
        else:
            text = f"Gone: {claim.text[:1].lower()}{claim.text[1:].split('. ')[0]}"
        yield Change(Rank.ALERT, text, f"alert {key}", claim.source, claim.confidence)


def _is_marked(claim: Claim) -> bool:
    """A field that is marked as wrong: that is a state of it."""
    return claim.text.startswith("Marked as wrong: ")


def _focus(before: Scene, after: Scene) -> Iterator[Change]:
    old, new = _focused(before), _focused(after)
    if new is None or (old is not None and (old.role, old.name, old.box) == (new.role, new.name, new.box)):
        return
    if old is not None and (old.role, old.name) == (new.role, new.name) and new.name:
        return  # it only moved
    claim = focus_claim(new)
    if claim is not None:
        yield Change(Rank.FOCUS, claim.text.replace(" is ", " is now ", 1), "focus", box=claim.box)


def _focused(scene: Scene) -> UiNode | None:
    active = next((window for window in scene.windows if window.window.active), None)
    return focused(active.root) if active is not None and active.root is not None else None


def _news(before: Scene, after: Scene, both: Sequence[_Pair]) -> News:
    """Of the windows that are in both; a new window's text is not told here."""
    shared_old = {id(pair.before) for pair in both}
    shared_new = {id(pair.after) for pair in both}
    old = _only(before, shared_old) if after.windows else before
    new = _only(after, shared_new) if before.windows else after
    names = {id(window): str(n) for n, pair in enumerate(both) for window in (pair.before, pair.after)}
    for window in (*before.windows, *after.windows):
        names.setdefault(id(window), f"alone {len(names)}")
    return new_text(lines_of(old, names), lines_of(new, names))


def _only(scene: Scene, kept: set[int]) -> Scene:
    from dataclasses import replace

    return replace(scene, windows=tuple(window for window in scene.windows if id(window) in kept))


def _texts(news: News, said: str) -> Iterator[Change]:
    """`said`: what is told of dialogs and messages, which is not told once more."""
    replaced = {id(new): old for old, new in news.replaced}
    sure = [line for line in news.new if not is_clock(line.text) and (line.source != "text" or line.score >= SURE)]
    sure = [line for line in sure if not (said and says(said, line.text))]
    gone = [line for line in news.gone if not is_clock(line.text) and not (said and says(said, line.text))]
    if len(sure) >= _PAGE and news.kept < _ALMOST_ALL * (news.kept + len(sure)):
        begins = " ".join(line.text for line in sure[:3])
        yield _text(f"Almost all of the text is new. It begins: {quoted(cut(begins, _LINE))}", sure[0], "page")
        return
    exchanged = {id(old) for new in sure if (old := replaced.get(id(new))) is not None}
    alone = [line for line in sure if id(line) not in replaced]
    for line in (line for line in alone if is_alarm(line.text)):
        yield _text(f"New: {quoted(cut(line.text, _LINE))}", line)
    calm = [line for line in alone if not is_alarm(line.text)]
    if len(calm) > _EACH:
        text = f"{counted(len(calm), 'new line')}. The last: {quoted(cut(calm[-1].text, _LINE))}"
        yield _text(text, calm[-1], "new lines")
    else:
        for line in calm:
            yield _text(f"New: {quoted(cut(line.text, _LINE))}", line)
    for each in news.grown:
        yield _text(f"Added: {quoted(cut(each.tail, _LINE))}", each.after)
    for line in sure:
        old = replaced.get(id(line))
        if old is not None:
            yield _instead(old, line)
    for old, line in news.changed:
        if not is_clock(line.text):
            yield _instead(old, line)
    lost = [line for line in gone if id(line) not in exchanged]
    if news.scrolled:
        return  # what went out of view is no news
    if len(lost) > _EACH:
        yield _text(f"{counted(len(lost), 'line')} of text are gone", lost[0], "gone lines")
        return
    for line in lost:
        yield _text(f"Gone: the text that said {cut(line.text, _LINE)}", line)


def _instead(old: Line, line: Line) -> Change:
    return _text(f"{quoted(cut(line.text, _LINE))} instead of {quoted(cut(old.text, _LINE))}", line)


def _text(text: str, line: Line, key: str = "") -> Change:
    at = line.spot
    where = f"{at.left // 24} {at.top // 24}" if at is not None else line.key
    return Change(Rank.TEXT, text, f"text {line.group} {key or where}", line.source, line.score, line.box)


def _layout(both: Sequence[_Pair], news: News, *, placed: bool) -> Iterator[Change]:
    """One sentence. `placed`: whether places in both captures can be compared: not in one of a window and one of the
    screen."""
    if news.scrolled:
        way = "up" if news.scrolled > 0 else "down"
        yield Change(Rank.LAYOUT, f"The text has moved {way} by {counted(abs(news.scrolled), 'line')}", "scrolled")
        return
    for pair in both:
        old, new = pair.before.window.box, pair.after.window.box
        if not placed or old == new:
            continue
        sized = (old.width, old.height) != (new.width, new.height)
        word = "has another size" if sized else "has moved"
        yield Change(Rank.LAYOUT, f"The window {_title(pair.after)} {word}", "window moved", box=new)
        return
    if news.moved:
        what = "One text stands" if len(news.moved) == 1 else f"{len(news.moved)} texts stand"
        yield Change(Rank.LAYOUT, f"{what} in another place", "moved", box=news.moved[0].box)


def _pixels(after: Scene, boxes: Sequence[Box], found: Sequence[Change], news: News) -> Iterator[Change]:
    """Where only the picture changed. Nothing after a scroll or a move, which change it everywhere."""
    if not boxes or any(change.rank in (Rank.WINDOW, Rank.LAYOUT) for change in found):
        return
    lines = (*news.new, *news.gone, *(line for pair in news.changed for line in pair), *(g.after for g in news.grown))
    known = [change.box for change in found if change.box is not None]
    known += [line.box for line in lines if line.box is not None]
    rest = [box for box in boxes if not any(_explains(other, box) for other in known)]
    whole = Box(0, 0, after.width, after.height)
    pictures = [*after.pictures, *(picture for window in after.windows for picture in window.pictures)]
    where: dict[str, Box] = {}
    for box in sorted(rest, key=lambda box: -box.area):
        inside = [picture for picture in pictures if box.covered_by(picture.box) > 0.6]
        if inside:
            picture = min(inside, key=lambda picture: picture.box.area)
            name = f" {cut(cleaned(picture.name), 80)}" if cleaned(picture.name) else ""
            where.setdefault(f"The picture{name} {spot(picture.box, whole)} has changed", box)
        elif box.area > 0.8 * whole.area:
            where.setdefault("The whole picture has changed, in no text that can be read", box)
        else:
            where.setdefault(f"Something without text has changed {spot(box, whole)}", box)
    if len(where) > 3:
        yield Change(Rank.PIXELS, f"The picture has changed in {len(where)} places where no text is", "pixels")
        return
    for text, box in where.items():
        yield Change(Rank.PIXELS, text, f"pixels {box.left // 48} {box.top // 48}", "object", box=box)


def _explains(known: Box, box: Box) -> bool:
    wide = Box(known.left - _NEAR, known.top - _NEAR, known.right + _NEAR, known.bottom + _NEAR)
    return box.covered_by(wide) > 0.5
