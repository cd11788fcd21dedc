"""Checks of the desktop: screen, windows, accessibility, keys, portals."""

from __future__ import annotations

import asyncio
import os
import queue
from typing import Any

from assistant.desktop.session import session, x11_answers
from assistant.doctor.result import CheckResult
from assistant.errors import AssistantError
from assistant.languages.words import N_, _, n_

NO_DESKTOP = N_("there is no desktop here")
ANSWER_LIMIT = 1.0  # seconds for a program to answer on the accessibility bus; those that work take 0.01
_KEYS_WAIT = 5.0  # seconds for the listener; it takes some milliseconds
_A11Y = "org.a11y.Bus", "/org/a11y/bus"
_PROPERTIES = "org.freedesktop.DBus.Properties"


def screen() -> CheckResult:
    """Whether there is one, how large its monitors are, and whether a picture of it can be taken."""
    kind = session()
    if kind == "none":
        do = _("Start LookAloud in a desktop session. Picture files work without one.")
        return CheckResult("Screen", "fail", _("no display was found"), do)
    if kind == "x11" and not x11_answers():
        do = _("Check the variables DISPLAY and XAUTHORITY: they come from the desktop session.")
        what = _("the display {name} does not answer").format(name=os.environ.get("DISPLAY"))
        return CheckResult("Screen", "fail", what, do)
    if kind == "wayland":
        sizes = _sizes()
        known = f"Wayland, {_monitors(sizes)}" if sizes else "Wayland"
        what = _("{screen}; pictures are asked of the desktop's portal, see Portals").format(screen=known)
        return CheckResult("Screen", "ok", what)
    from assistant.desktop.capture import open_capturer
    from assistant.types import Target

    frame = open_capturer().grab(None, target=Target.SCREEN)
    name = {"x11": "X11", "windows": "Windows", "macos": "macOS"}[kind]
    what = _("{screen}; a picture of {size} was taken")
    size = _size(frame.pixels.width, frame.pixels.height)
    return CheckResult("Screen", "ok", what.format(screen=f"{name}, {_monitors(_sizes())}", size=size))


def _sizes() -> list[str]:
    from assistant.desktop.stacking import open_window_system

    return [_size(m.box.width, m.box.height) for m in open_window_system().monitors()]


def _size(width: int, height: int) -> str:
    return _("{width} by {height}").format(width=width, height=height)


def _monitors(sizes: list[str]) -> str:
    words = n_("one monitor, {sizes}", "{count} monitors: {sizes}", len(sizes))
    return words.format(count=len(sizes), sizes=", ".join(sizes))


def windows() -> CheckResult:
    """Whether the window system tells its windows and which is active."""
    kind = session()
    if kind == "none" or (kind == "x11" and not x11_answers()):
        return CheckResult("Windows", "not-checked", _(NO_DESKTOP))
    if kind != "x11":
        what = _("the list of windows is not known here, so the whole screen is described")
        return CheckResult("Windows", "warn", what)
    from assistant.desktop.stacking import open_window_system

    found = open_window_system().windows()
    if not found:
        return CheckResult("Windows", "ok", _("no window is open"))
    active = next((window for window in found if window.active), None)
    if active is None:
        what = n_("one window; the active one is none", "{count} windows; the active one is none", len(found))
    elif not active.title:
        what = n_(
            "one window; the active one is one without a title",
            "{count} windows; the active one is one without a title",
            len(found),
        )
    else:
        what = n_("one window; the active one is {title}", "{count} windows; the active one is {title}", len(found))
    title = active.title if active is not None else ""
    return CheckResult("Windows", "ok", what.format(count=len(found), title=title))


def accessibility() -> CheckResult:
    """Whether the accessibility bus answers, is enabled, and how many programs are on it."""
    if session() not in ("x11", "wayland"):
        return CheckResult("Accessibility", "not-checked", _(NO_DESKTOP))
    try:
        return asyncio.run(_accessibility())
    except (AssistantError, OSError, EOFError, ValueError, KeyError, TimeoutError):
        do = _("Install at-spi2-core and log in again. Until then only text in pixels is read.")
        return CheckResult("Accessibility", "warn", _("the accessibility bus does not answer"), do)


async def _accessibility() -> CheckResult:
    from dbus_fast import BusType
    from dbus_fast.aio import MessageBus

    from assistant.desktop.tree.connection import Accessible, CallFailed, Connection

    bus = Connection(await MessageBus(bus_type=BusType.SESSION).connect())
    try:
        [enabled] = await bus.call(*_A11Y, _PROPERTIES, "Get", "ss", "org.a11y.Status", "IsEnabled", returns="v")
        [address] = await bus.call(*_A11Y, "org.a11y.Bus", "GetAddress", returns="s")
    except CallFailed as error:
        raise OSError(str(error)) from error
    finally:
        await bus.close()
    tree = Connection(await MessageBus(bus_address=address).connect())
    try:
        programs = await tree.children(Accessible("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"))

        async def name(program: Any) -> str | None:
            try:
                async with asyncio.timeout(ANSWER_LIMIT):
                    return await tree.name(program)
            except (CallFailed, TimeoutError):
                return None

        names = await asyncio.gather(*(name(program) for program in programs))
    finally:
        await tree.close()
    what = _programs(len(names), silent=sum(answer is None for answer in names))
    if not enabled.value:
        do = _("Turn on assistive technologies in the desktop's settings, then start the programs again.")
        what = _("{what}; it is switched off, so programs may say nothing").format(what=what)
        return CheckResult("Accessibility", "warn", what, do)
    return CheckResult("Accessibility", "ok", what)


def _programs(count: int, *, silent: int) -> str:
    """How many there are on the bus, and how many of them did not answer."""
    words = n_("the bus answers; one program on it", "the bus answers; {count} programs on it", count)
    what = words.format(count=count)
    if not silent:
        return what
    some = n_(
        "{what}, of which {count} did not answer within {seconds} second",
        "{what}, of which {count} did not answer within {seconds} second",
        silent,
    )
    return some.format(what=what, count=silent, seconds=f"{ANSWER_LIMIT:g}")


def keys() -> CheckResult:
    """Whether the keys of the settings can be had, and which are taken."""
    kind = session()
    if kind == "none" or (kind == "x11" and not x11_answers()):
        return CheckResult("Keys", "not-checked", _(NO_DESKTOP))
    if kind == "wayland":
        what = _("on Wayland they are asked of the portal when the app starts")
        return CheckResult("Keys", "not-checked", what)
    from assistant.actions import Action
    from assistant.desktop.hotkeys import Bound, Chord, open_hotkeys
    from assistant.errors import HotkeyTaken
    from assistant.settings_file import default_path, load

    wanted = load(default_path()).settings.keys
    layer = Chord.parse(wanted.layer)
    direct = {Action.from_slug(slug): Chord.parse(chord) for slug, chord in wanted.direct.items() if chord}
    hotkeys = open_hotkeys()
    heard: queue.SimpleQueue[object] = queue.SimpleQueue()
    hotkeys.start(heard.put)
    try:
        hotkeys.bind((layer,), direct)
        bound = heard.get(timeout=_KEYS_WAIT)
    finally:
        hotkeys.close()
    problems = bound.problems if isinstance(bound, Bound) else ()
    if held := ", ".join(problem.key for problem in problems if isinstance(problem, HotkeyTaken)):
        do = _("If LookAloud runs, it holds them itself. Otherwise choose other keys in the settings.")
        return CheckResult("Keys", "warn", _("another program holds {keys}").format(keys=held), do)
    if problems:
        return CheckResult("Keys", "warn", " ".join(problem.spoken for problem in problems))
    alone = _("{key} is free")
    others = n_("{key} is free, and one direct key", "{key} is free, and {count} direct keys", len(direct))
    return CheckResult("Keys", "ok", (others if direct else alone).format(key=layer, count=len(direct)))


def portals() -> CheckResult:
    """The portals that Wayland needs: for screenshots, and for global keys."""
    if session() != "wayland":
        return CheckResult("Portals", "not-checked", _("they are needed on Wayland only"))
    try:
        there = asyncio.run(_portals())
    except (OSError, EOFError, ValueError, KeyError, TimeoutError):
        there = {"Screenshot": False, "GlobalShortcuts": False}
    missing = [name for name, answers in there.items() if not answers]
    if not missing:
        return CheckResult("Portals", "ok", _("Screenshot and GlobalShortcuts answer"))
    if "Screenshot" in missing:
        do = _(
            "Install xdg-desktop-portal and the portal package of your desktop, then log in again. For Sway that is "
            "xdg-desktop-portal-wlr, together with xdg-desktop-portal-gtk, grim and pipewire."
        )
        return CheckResult("Portals", "fail", _("missing: {names}").format(names=", ".join(missing)), do)
    do = _("Bind keys of the desktop itself to commands such as lookaloud do describe-screen.")
    return CheckResult("Portals", "warn", _("GlobalShortcuts is missing, so global keys do not work"), do)


async def _portals() -> dict[str, bool]:
    from dbus_fast import BusType
    from dbus_fast.aio import MessageBus

    from assistant.desktop.portal import NAME, PATH, PortalMissing, call, closed

    bus = await MessageBus(bus_type=BusType.SESSION).connect()
    there = {}
    try:
        for name in ("Screenshot", "GlobalShortcuts"):
            interface = f"org.freedesktop.portal.{name}"
            try:
                async with asyncio.timeout(3):
                    await call(bus, NAME, PATH, _PROPERTIES, "Get", "ss", [interface, "version"])
                there[name] = True
            except (PortalMissing, TimeoutError):
                there[name] = False
    finally:
        await closed(bus)
    return there
