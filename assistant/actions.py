"""What a key can do. The key layer, the settings, the help sentence and the tray menu are all made from this table."""

from __future__ import annotations

import enum


class Action(enum.Enum):
    """One thing the user can ask for: (stable name, key in the layer, what it does in a few words)."""

    DESCRIBE_SCREEN = ("describe-screen", "s", "Describe the screen")
    DESCRIBE_WINDOW = ("describe-window", "w", "Describe the window")
    DESCRIBE_FOCUS = ("describe-focus", "f", "Describe the element with focus")
    DESCRIBE_POINTER = ("describe-pointer", "p", "Describe what is under the mouse pointer")
    DESCRIBE_CLIPBOARD = ("describe-clipboard", "v", "Describe the picture on the clipboard")
    DESCRIBE_CAMERA = ("describe-camera", "k", "Describe what the camera sees")
    READ_ALL = ("read-all", "t", "Read all text of the window")
    REPEAT = ("repeat", "r", "Repeat the last answer")
    MORE = ("more", "m", "Say more")
    LESS = ("less", "l", "Say less")
    COPY = ("copy", "c", "Copy the last answer")
    SHOW_RESULT = ("show-result", "o", "Open the last answer in a window")
    ASK = ("ask", "a", "Ask a question")
    ASK_AGAIN = ("ask-again", "q", "Ask about the last picture")
    ASK_CAMERA = ("ask-camera", "j", "Ask about, or find, what the camera sees")
    WATCH = ("watch", "n", "Tell what is new in the window; press again to stop")
    LIVE = ("live", "y", "Tell what changes on the screen; press again to stop")
    WHAT_CHANGED = ("what-changed", "x", "Say what has changed")
    ALBUM = ("album", "b", "Browse a folder of pictures")
    SETTINGS = ("settings", "comma", "Open the settings")
    MODELS = ("models", "d", "Open the models")
    HELP = ("help", "h", "Say the keys")
    STOP = ("stop", "Escape", "Stop speaking")

    def __init__(self, slug: str, layer_key: str, label: str) -> None:
        self.slug = slug
        self.layer_key = layer_key  # an X11 keysym name: a letter, Escape, comma, space, F1 ...
        self.label = label

    @property
    def listens(self) -> bool:
        """Whether the key may be held while a question is spoken."""
        return self in (Action.ASK, Action.ASK_AGAIN, Action.ASK_CAMERA)

    @classmethod
    def from_slug(cls, slug: str) -> Action:
        """Raises KeyError for an unknown name."""
        for action in cls:
            if action.slug == slug:
                return action
        raise KeyError(slug)
