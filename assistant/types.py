"""The central types of the app. Importing this costs neither numpy nor Qt.

Two coordinate systems, never mixed: *desktop* units (of the window system and the accessibility tree; may be negative)
and *frame* pixels (0,0 is the frame's top left corner). `Frame` converts.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from assistant.bearing import Bearing
from models.protocols import Found
from models.types import Box, Clip, TextLine


class Target(enum.StrEnum):
    """What to look at."""

    SCREEN = "screen"  # all monitors
    MONITOR = "monitor"  # the monitor with the focus
    WINDOW = "window"  # the active window
    FOCUS = "focus"  # the element with focus
    POINTER = "pointer"  # the picture or element under the mouse pointer
    REGION = "region"  # a rectangle in desktop units
    FILE = "file"
    CLIPBOARD = "clipboard"
    CAMERA = "camera"


class Length(enum.StrEnum):
    """How much is said."""

    BRIEF = "brief"
    NORMAL = "normal"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels without numpy: `data` holds `height` rows of `width` pixels, 4 bytes each: blue, green, red, unused."""

    width: int
    height: int
    data: bytes | bytearray | memoryview = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.data) != self.width * self.height * 4:
            raise ValueError(f"{len(self.data)} bytes cannot hold {self.width} x {self.height} pixels of 4 bytes")


@dataclass(frozen=True, slots=True)
class Frame:
    """One captured picture and where on the desktop it lies.

    `origin`: desktop coordinates of the top left corner (negative where a monitor lies left of or above the
    first one). `scale`: frame pixels for one desktop unit (1.5 on a monitor scaled to 150 % whose desktop
    units are logical). `window_title` is empty where the target is no window. `taken_at`: time.monotonic().
    """

    pixels: Raster
    target: Target
    origin: tuple[int, int] = (0, 0)
    scale: float = 1.0
    window_title: str = ""
    taken_at: float = 0.0
    windows_known: bool = True
    """False where the window system does not tell which windows there are and where they lie (Wayland): the boxes of
    a tree then mean nothing in this frame, and for a window or an element the whole desktop was grabbed."""
    shots: int = 1
    """Of a camera: so many pictures of one size, taken one after the other, lie in `pixels` one below the other."""
    mirrored: bool = False  # whether the camera shows left and right exchanged, as a mirror does
    private: int = 0  # how many windows that the user marked as private are painted over in `pixels`
    own: int = 0  # the same of LookAloud's own

    @property
    def box(self) -> Box:
        """The whole frame, in frame pixels."""
        return Box(0, 0, self.pixels.width, self.pixels.height)

    def to_frame(self, desktop: Box) -> Box:
        """Desktop units to frame pixels, rounded outwards, not clipped."""
        ox, oy = self.origin
        return Box(
            _floor((desktop.left - ox) * self.scale),
            _floor((desktop.top - oy) * self.scale),
            _ceil((desktop.right - ox) * self.scale),
            _ceil((desktop.bottom - oy) * self.scale),
        )

    def to_desktop(self, box: Box) -> Box:
        """Frame pixels to desktop units, rounded outwards."""
        ox, oy = self.origin
        return Box(
            _floor(box.left / self.scale) + ox,
            _floor(box.top / self.scale) + oy,
            _ceil(box.right / self.scale) + ox,
            _ceil(box.bottom / self.scale) + oy,
        )


# A hundredth of a pixel: what float arithmetic adds to a whole number must not become a pixel more.
_SLACK = 0.01


def _floor(value: float) -> int:
    return int((value + _SLACK) // 1)


def _ceil(value: float) -> int:
    return -int((-value + _SLACK) // 1)


@dataclass(frozen=True, slots=True)
class WindowInfo:
    """A top-level window as the window system knows it. `box` in desktop units.

    `visible` is the share of its area that no window above it covers, 0..1; 0 when minimised.
    """

    title: str
    box: Box
    app: str = ""
    pid: int = 0
    active: bool = False
    minimised: bool = False
    visible: float = 1.0
    covered: tuple[Box, ...] = ()  # the boxes of the windows above it: what lies under them cannot be seen
    number: int = 0  # the window system's own; 0 where it gives none
    outer: Box | None = None  # with its decoration, on which its title stands; None where that is not known
    private: bool = False  # marked so by the user: not to be looked at
    own: bool = False  # LookAloud's: what it says is not the screen's

    @property
    def left_out(self) -> bool:
        """Whether it is painted over, and its tree neither read nor told."""
        return self.private or self.own


@dataclass(frozen=True, slots=True)
class UiNode:
    """One element of an accessibility tree.

    `role` is one of vocabulary.ROLES; `value` is what a field, paragraph or slider holds (never a password); `box` is
    in desktop units as the tree reader gives it, in frame pixels inside a `Scene`; None where it has no place.
    `states` holds words of vocabulary.STATES; "scrolled": more of its items exist than are in view, and than are
    `children`; "read": its name was read from its picture.
    """

    role: str
    name: str = ""
    value: str = ""
    description: str = ""
    states: frozenset[str] = frozenset()
    box: Box | None = None
    children: tuple[UiNode, ...] = ()
    level: int = 0  # of a heading (1..6) or a tree item; 0 where it has none

    def walk(self) -> Iterator[UiNode]:
        """This node and all below it, parents first, in reading order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


LISTS = frozenset(("list", "table", "tree"))
UNREAD = "unread"
"""A state: what the element holds is not known, so an empty `value` does not mean that it is empty."""


@dataclass(frozen=True, slots=True)
class WindowTree:
    """A window and its tree. `root` is None where the program gives none (`why` says so: "none", "hung", ...).

    `complete` is False where the walk ran out of time or nodes.
    """

    window: WindowInfo
    root: UiNode | None = None
    complete: bool = True
    why: Literal["", "none", "hung", "no-bus"] = ""


@dataclass(frozen=True, slots=True)
class TreeSnapshot:
    """What the accessibility trees said at one moment; `windows` from the topmost down, the active one first."""

    windows: tuple[WindowTree, ...] = ()
    hidden: tuple[WindowInfo, ...] = ()
    """Windows that cannot be seen: minimised, or outside every monitor. Only where the system tells its windows."""

    @property
    def active(self) -> WindowTree | None:
        return next((w for w in self.windows if w.window.active), None)


Source = Literal["tree", "text", "icon", "object", "caption", "gate"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that may be said, and why. `text` is a sentence or a phrase ready to be spoken.

    `confidence` 0..1 (1 for the tree and the gate, the recogniser's score for text). `box` in frame pixels.
    `kind`: which part of the description: title, focus, dialog, alert, content, list, picture, note, gate.
    """

    text: str
    source: Source
    confidence: float = 1.0
    box: Box | None = None
    kind: str = "content"


@dataclass(frozen=True, slots=True)
class Gate:
    """Why there is nothing, or not everything, to describe. `code` is stable (for --json and tests).

    `final`: nothing further can be said of the frame. `provisional`: the text has to be read first; where there is
    any, the gate does not hold. `box`: where all of the text must be, in frame pixels; None for anywhere.
    """

    code: str
    spoken: str
    final: bool = True
    provisional: bool = False
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, in reading order. `rows` holds a table's cells, "" for an empty one."""

    kind: Literal["heading", "paragraph", "list", "table", "line"]
    lines: tuple[TextLine, ...]
    box: Box
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The lines as running text."""
        return " ".join(line.text for line in self.lines if line.text)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where the tree and the pixels say different things of the same place. `score`: the recogniser's, 0..1."""

    tree: str
    pixels: str
    box: Box
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside the frame; `name` is what the tree calls it, often empty."""

    box: Box
    name: str = ""


@dataclass(frozen=True, slots=True)
class Icon:
    """A glyph that a model named. `role`: of the element without another name; empty if it was found in the pixels."""

    label: str
    score: float
    box: Box
    role: str = ""


@dataclass(frozen=True, slots=True)
class SceneWindow:
    """One window of a scene, boxes in frame pixels. `blocks` is the pixel text that its tree does not hold."""

    window: WindowInfo
    root: UiNode | None = None
    complete: bool = True
    why: str = ""
    blocks: tuple[Block, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    pictures: tuple[Picture, ...] = ()
    icons: tuple[Icon, ...] = ()
    likeness: tuple[Found, ...] = ()
    """What a model says of a window without a tree: its kind, then its parts; empty where it is not sure."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a frame, boxes in its pixels.

    `windows`: the active one first, then from the top down; `blocks`: pixel text that lies in no window.
    """

    target: Target
    width: int
    height: int
    windows: tuple[SceneWindow, ...] = ()
    blocks: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()
    gate: Gate | None = None
    unreadable: tuple[TextLine, ...] = ()
    """In a script that the recogniser cannot read and that no tree holds."""
    windows_known: bool = True
    """As in `Frame`. Where False, the tree's elements have no boxes, and all pixel text is in `blocks`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it reaches the engine: typed, or spoken and not yet transcribed.

    `say_it`: a spoken one is said back first. `note`: a sentence that follows the answer.
    """

    text: str = ""
    clip: Clip | None = None
    say_it: bool = True
    note: str = ""


Mode = Literal["describe", "read", "ask", "watch", "seek"]
"""What is done with a frame: told, read, asked about, compared with the look before, searched."""
Outcome = Literal["", "answered", "guessed", "unknown", "unclear", "command", "guidance", "over"]


@dataclass(frozen=True, slots=True)
class Description:
    """The answer to a request. `times`: seconds since the request began, by stage.

    The rest is for questions. `outcome`: answered from what is known, guessed by a model, unknown ("I can't tell"),
    unclear (asked back), or a command, which `command` names. `question`: as it was understood; `kind`: its kind.
    `place`: where what was asked for lies, in desktop units.

    guidance: the camera, or what is sought with it, is not in place; `kind` is what was said of it. over: what was
    watched or sought has come to its end. `bearing`: where what is sought lies.
    """

    text: str
    claims: tuple[Claim, ...] = ()
    gate: Gate | None = None
    times: dict[str, float] = field(default_factory=dict)
    outcome: Outcome = ""
    question: str = ""
    kind: str = ""
    command: str = ""
    place: Box | None = None
    bearing: Bearing | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """Work goes on: `name` is tree, text, pictures or caption."""

    turn: int
    name: str


@dataclass(frozen=True, slots=True)
class Partial:
    """The next sentence. What was said is never taken back."""

    turn: int
    text: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Final:
    """All has been said; `description.text` is all sentences together."""

    turn: int
    description: Description


@dataclass(frozen=True, slots=True)
class Failed:
    """The request failed; `spoken` says what the user can do."""

    turn: int
    spoken: str
    exit_code: int = 1


Update = Stage | Partial | Final | Failed
