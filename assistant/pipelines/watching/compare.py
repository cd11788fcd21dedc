"""What changed between two captures of a place, in the order in which it matters: by tree and text, pixels last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.languages.wording import cleaned, cut, filled, quoted, says
from assistant.languages.words import _, n_
from assistant.pipelines.telling.element import focus_claim, focused
from assistant.pipelines.telling.window import title_of
from assistant.pipelines.view.place import spot
from assistant.pipelines.watching.alerts import alerts_of
from assistant.pipelines.watching.change import Change, Rank
from assistant.pipelines.watching.chosen import is_dialog, pairs
from assistant.pipelines.watching.lines import Line, lines_of
from assistant.pipelines.watching.memory import SURE
from assistant.pipelines.watching.new_text import News, new_text
from assistant.pipelines.watching.signs import is_alarm, is_clock
from assistant.pipelines.watching.states import state_changes
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
    rest = n_("And {count} more change.", "And {count} more changes.", len(found) - most)
    rest = rest.format(count=len(found) - most)
    return (*(change.claim for change in found[:most]), Claim(rest, found[most].source))


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
            active = window.window.active
            text = _("New: the window {title}, which is in front") if active else _("New: the window {title}")
            yield Change(Rank.WINDOW, text.format(title=title), f"window {title}", box=window.window.box)
    for window in before.windows:
        if id(window) not in still:
            title = cut(cleaned(window.window.title), 200) if is_dialog(window) else _title(window)
            yield Change(Rank.WINDOW, _gone_words(title, dialog=is_dialog(window)), f"window {title}")
    for pair in both:
        old, new = cleaned(pair.before.window.title), cleaned(pair.after.window.title)
        if old != new and new:
            renamed = _("The window {title} is now called {name}") if old else _("The window is now {name}")
            text = renamed.format(title=cut(old, 100), name=cut(new, 200) if old else new)
            yield Change(Rank.WINDOW, text, f"title {pair.after.window.pid}", box=pair.after.window.box)
        if pair.after.window.active and active_before is not None and _is_other(pair.before, active_before):
            text = _("The window {title} is now in front").format(title=_title(pair.after))
            yield Change(Rank.WINDOW, text, f"front {new}", box=pair.after.window.box)


def _gone_words(title: str, *, dialog: bool) -> str:
    if dialog:
        return _("Gone: the dialog {title}").format(title=title) if title else _("Gone: the dialog")
    return _("Gone: the window {title}").format(title=title)


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
    dialog = _("A dialog: {title}")
    windows = {dialog.format(title=cleaned(window.window.title)) for window in before.windows}
    for key, claim in old.items():
        if key in new or _is_marked(claim) or any(claim.text.startswith(name) for name in windows):
            continue
        said = filled(_("A message says: {text}"), claim.text)
        if said is not None:
            text = _("Gone: the text that said {text}").format(text=said)
        else:
            text = _("Gone: {what}").format(what=claim.text[:1].lower() + claim.text[1:].split(". ")[0])
        yield Change(Rank.ALERT, text, f"alert {key}", claim.source, claim.confidence)


def _is_marked(claim: Claim) -> bool:
    """A field that is marked as wrong: that is a state of it."""
    return filled(_("Marked as wrong: {element}"), claim.text) is not None


def _focus(before: Scene, after: Scene) -> Iterator[Change]:
    old, new = _focused(before), _focused(after)
    if new is None or (old is not None and (old.role, old.name, old.box) == (new.role, new.name, new.box)):
        return
    if old is not None and (old.role, old.name) == (new.role, new.name) and new.name:
        return  # it only moved
    claim = focus_claim(new, moved=True)
    if claim is not None:
        yield Change(Rank.FOCUS, claim.text, "focus", box=claim.box)


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
        text = _("Almost all of the text is new. It begins: {text}").format(text=quoted(cut(begins, _LINE)))
        yield _text(text, sure[0], "page")
        return
    exchanged = {id(old) for new in sure if (old := replaced.get(id(new))) is not None}
    alone = [line for line in sure if id(line) not in replaced]
    for line in (line for line in alone if is_alarm(line.text)):
        yield _new(line)
    calm = [line for line in alone if not is_alarm(line.text)]
    if len(calm) > _EACH:
        text = n_("{count} new line. The last: {text}", "{count} new lines. The last: {text}", len(calm))
        text = text.format(count=len(calm), text=quoted(cut(calm[-1].text, _LINE)))
        yield _text(text, calm[-1], "new lines")
    else:
        yield from map(_new, calm)
    for each in news.grown:
        yield _text(_("Added: {text}").format(text=quoted(cut(each.tail, _LINE))), each.after)
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
        text = n_("{count} line of text is gone", "{count} lines of text are gone", len(lost))
        yield _text(text.format(count=len(lost)), lost[0], "gone lines")
        return
    for line in lost:
        yield _text(_("Gone: the text that said {text}").format(text=cut(line.text, _LINE)), line)


def _new(line: Line) -> Change:
    return _text(_("New: {text}").format(text=quoted(cut(line.text, _LINE))), line)


def _instead(old: Line, line: Line) -> Change:
    text = _("{text} instead of {before}")
    return _text(text.format(text=quoted(cut(line.text, _LINE)), before=quoted(cut(old.text, _LINE))), line)


def _text(text: str, line: Line, key: str = "") -> Change:
    at = line.spot
    where = f"{at.left // 24} {at.top // 24}" if at is not None else line.key
    return Change(Rank.TEXT, text, f"text {line.group} {key or where}", line.source, line.score, line.box)


def _layout(both: Sequence[_Pair], news: News, *, placed: bool) -> Iterator[Change]:
    """One sentence. `placed`: whether places in both captures can be compared: not in one of a window and one of the
    screen."""
    if news.scrolled:
        count = abs(news.scrolled)
        if news.scrolled > 0:
            text = n_("The text has moved up by {count} line", "The text has moved up by {count} lines", count)
        else:
            text = n_("The text has moved down by {count} line", "The text has moved down by {count} lines", count)
        yield Change(Rank.LAYOUT, text.format(count=count), "scrolled")
        return
    for pair in both:
        old, new = pair.before.window.box, pair.after.window.box
        if not placed or old == new:
            continue
        sized = (old.width, old.height) != (new.width, new.height)
        text = _("The window {title} has another size") if sized else _("The window {title} has moved")
        yield Change(Rank.LAYOUT, text.format(title=_title(pair.after)), "window moved", box=new)
        return
    if news.moved:
        count = len(news.moved)
        text = n_("One text stands in another place", "{count} texts stand in another place", count)
        yield Change(Rank.LAYOUT, text.format(count=count), "moved", box=news.moved[0].box)


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
            name = cut(cleaned(picture.name), 80)
            text = _("The picture {name} {place} has changed") if name else _("The picture {place} has changed")
            where.setdefault(text.format(name=name, place=spot(picture.box, whole)), box)
        elif box.area > 0.8 * whole.area:
            where.setdefault(_("The whole picture has changed, in no text that can be read"), box)
        else:
            where.setdefault(_("Something without text has changed {place}").format(place=spot(box, whole)), box)
    if len(where) > 3:
        text = _("The picture has changed in {count} places where no text is").format(count=len(where))
        yield Change(Rank.PIXELS, text, "pixels")
        return
    for text, box in where.items():
        yield Change(Rank.PIXELS, text, f"pixels {box.left // 48} {box.top // 48}", "object", box=box)


def _explains(known: Box, box: Box) -> bool:
    return box.covered_by(known.grown(_NEAR)) > 0.5
