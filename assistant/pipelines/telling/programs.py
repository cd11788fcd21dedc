"""What kind of program a window belongs to, by the beginning of the program's name."""

from __future__ import annotations

TERMINALS = (
    "xterm", "uxterm", "urxvt", "rxvt", "alacritty", "kitty", "foot", "konsole", "terminator", "gnome-terminal", "st-",
    "xfce4-terminal", "lxterminal", "qterminal", "mlterm", "wezterm",
)  # fmt: skip
_BROWSERS = (
    "chrom", "google-chrome", "firefox", "brave", "vivaldi", "opera", "epiphany", "falkon", "librewolf", "msedge",
    "microsoft-edge", "safari",
)  # fmt: skip
_EDITORS = (
    "mousepad", "gedit", "gnome-text-editor", "kate", "kwrite", "pluma", "xed", "leafpad", "featherpad", "geany",
    "notepad", "textedit",
)  # fmt: skip
_FILE_MANAGERS = (
    "pcmanfm",
    "thunar",
    "nautilus",
    "org.gnome.nautilus",
    "nemo",
    "caja",
    "dolphin",
    "explorer",
    "finder",
)
_KINDS: dict[str, tuple[str, ...]] = {
    "terminal console shell konsole consola": TERMINALS,
    "browser web navegador": _BROWSERS,
    "text editor texteditor": _EDITORS,
    "file files folder manager dateimanager dateien ordner gestor archivos carpeta": _FILE_MANAGERS,
}


def is_terminal(app: str) -> bool:
    """Whether the program shows lines of a terminal."""
    return app.casefold().startswith(TERMINALS)


def kind_words(app: str) -> frozenset[str]:
    """What a person calls such a program, in the languages that are spoken here; empty where it is of no known kind."""
    name = app.casefold()
    return frozenset(word for words, apps in _KINDS.items() if name.startswith(apps) for word in words.split())
