"""Scenes for what is watched: trees and lines written down by hand, and frames that are drawn and really read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.pipelines.text.layout import arrange
from assistant.pipelines.watching.lines import Line
from assistant.types import Gate, Scene, SceneWindow, Target, UiNode, WindowInfo
from models.types import Box, TextLine

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

    from models.types import RgbImage

WIDTH, HEIGHT = 800, 600
ROW = 24  # pixels
MONO = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
SANS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def pixel_lines(*texts: str, score: float = 0.98, top: int = 40, left: int = 20) -> list[TextLine]:
    """One below the other, as a reader gives them; an empty text leaves its row blank."""
    return [
        TextLine(text, Box(left, top + ROW * row, left + 9 * len(text), top + ROW * row + 16), score)
        for row, text in enumerate(texts)
        if text
    ]


def lines(*texts: str, score: float = 0.98) -> list[Line]:
    """The same as lines that are compared."""
    return [Line(each.text, "text", each.score, each.box, each.box, "g") for each in pixel_lines(*texts, score=score)]


def written(*texts: str) -> list[Line]:
    """Lines of a text in a tree, of which only the order is known."""
    return [Line(text, group="g", role="terminal") for text in texts]


def window(
    title: str = "Window",
    *nodes: UiNode,
    text: Sequence[TextLine] = (),
    app: str = "prog",
    role: str = "window",
    box: Box | None = None,
    active: bool = True,
    tree: bool = True,
) -> SceneWindow:
    """One window. `tree`: whether its program gives one."""
    box = box or Box(0, 0, WIDTH, HEIGHT)
    root = UiNode(role, title, box=box, children=nodes) if tree else None
    info = WindowInfo(title, box, app=app, pid=sum(map(ord, app)), active=active)
    return SceneWindow(info, root, blocks=arrange(text, width=WIDTH, height=HEIGHT))


def scene(*windows: SceneWindow, target: Target = Target.SCREEN, gate: Gate | None = None) -> Scene:
    """All that is known of a frame."""
    return Scene(target, WIDTH, HEIGHT, windows, gate=gate)


def pixels(*texts: str, score: float = 0.98) -> Scene:
    """A window that gives no tree, with lines that were read from its picture."""
    return scene(window("Terminal", text=pixel_lines(*texts, score=score), tree=False))


def terminal(*texts: str) -> Scene:
    """A terminal that gives its text."""
    node = UiNode("terminal", "Terminal", "\n".join(texts), box=Box(0, 30, WIDTH, HEIGHT))
    return scene(window("Terminal", node))


def chat(*messages: str) -> Scene:
    """A list of messages."""
    items = tuple(
        UiNode("list-item", text, box=Box(20, 40 + 50 * row, 700, 80 + 50 * row)) for row, text in enumerate(messages)
    )
    return scene(window("Chat", UiNode("list", "Messages", box=Box(20, 40, 700, 560), children=items)))


def drawn(texts: Sequence[tuple[str, int, int]], *, dark: bool = True, size: int = 17, font: str = MONO) -> RgbImage:
    """A picture of 800 x 600 with texts at their left and top."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    ground, ink = ((20, 22, 30), (225, 225, 225)) if dark else ((255, 255, 255), (20, 20, 20))
    image = Image.new("RGB", (WIDTH, HEIGHT), ground)
    pen = ImageDraw.Draw(image)
    face: FreeTypeFont = ImageFont.truetype(font, size)
    for text, left, top in texts:
        pen.text((left, top), text, font=face, fill=ink)
    return np.asarray(image)


def drawn_rows(texts: Sequence[str], **options: object) -> RgbImage:
    """Rows of a terminal."""
    return drawn([(text, 12, 10 + ROW * row) for row, text in enumerate(texts)], **options)  # type: ignore[arg-type]


def read_scene(found: Sequence[TextLine], *, title: str = "Terminal") -> Scene:
    """The scene of what a reader found in a drawn picture."""
    return scene(window(title, text=found, tree=False))
