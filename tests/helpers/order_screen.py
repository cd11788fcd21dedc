"""A shop's order on the screen, written down, and questions about it put to the pipeline that answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from assistant.pipelines.asking.asker import Asker
from assistant.pipelines.look import Looker
from assistant.pipelines.pixels.arrays import to_raster
from assistant.pipelines.request import Request
from assistant.types import Asked, Description, Final, Frame, Target, TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.cancel import CancelToken
from models.errors import RunError
from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage


def states(*words: str) -> frozenset[str]:
    return frozenset(words)


def cells(*texts: str, top: int, role: str = "cell") -> UiNode:
    row = tuple(UiNode(role, text, box=Box(40 + 200 * n, top, 230 + 200 * n, top + 24)) for n, text in enumerate(texts))
    return UiNode("row", " ".join(texts), box=Box(40, top, 840, top + 24), children=row)


ORDER = UiNode(
    "window", "Order 4711", box=Box(0, 0, 1280, 800),
    children=(
        UiNode("heading", "Your order", level=1, box=Box(40, 20, 400, 60)),
        UiNode("paragraph", value="Thank you, Anna. We received your order on 3 March 2026.", box=Box(40, 70, 800, 95)),
        UiNode("paragraph", value="It will be delivered by Tuesday.", box=Box(40, 100, 800, 125)),
        UiNode("table", box=Box(40, 140, 840, 260), children=(
            cells("Item", "Price", "Amount", top=140, role="column-header"),
            cells("Tea", "4.50 EUR", "2", top=170),
            cells("Coffee", "7.20 EUR", "1", top=200),
            cells("Total", "16.20 EUR", "", top=230),
        )),
        UiNode("label", "Name", box=Box(40, 300, 140, 324)),
        UiNode("text-field", "Name", "Anna Berg", box=Box(150, 300, 500, 324)),
        UiNode("text-field", "Email", box=Box(150, 330, 500, 354), states=states("required", "invalid")),
        UiNode("password-field", "Password", "hunter2", box=Box(150, 360, 500, 384)),
        UiNode("check-box", "Newsletter", box=Box(150, 390, 300, 414), states=states("checked")),
        UiNode("check-box", "Gift wrap", box=Box(310, 390, 500, 414)),
        UiNode("combo-box", "Country", "Germany", box=Box(150, 420, 500, 444), children=(
            UiNode("list-item", "France"), UiNode("list-item", "Germany", states=states("selected")),
            UiNode("list-item", "Spain"),
        )),
        UiNode("image", "A red kettle", box=Box(900, 140, 1200, 400)),
        UiNode("alert", "", box=Box(40, 460, 800, 484), children=(UiNode("text", "The email address is missing."),)),
        UiNode("button", "Cancel", box=Box(150, 500, 250, 530)),
        UiNode("button", "Pay now", box=Box(260, 500, 360, 530), states=states("default", "focused")),
        UiNode("link", "Help", box=Box(1180, 760, 1240, 784)),
    ),
)  # fmt: skip
BOX = Box(0, 0, 1280, 800)
TREES = TreeSnapshot((WindowTree(WindowInfo("Order 4711", BOX, app="Shop", active=True), ORDER),))


class Reader:
    def __init__(self, *lines: TextLine, fails: bool = False) -> None:
        self.lines, self.fails, self.reads = lines, fails, 0

    def rest(self) -> None:
        """Nothing is held."""

    def read(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        del image
        cancel.check()
        self.reads += 1
        if self.fails:
            raise RunError("no")
        return self.lines


def white_frame(target: Target = Target.SCREEN) -> Frame:
    image = np.full((800, 1280, 3), 255, np.uint8)
    image[140:400, 900:1200] = (200, 20, 20)
    image[0:800:40, 0:60] = 0  # so that the gate lets it pass
    return Frame(to_raster(image), target)


def asker(*lines: TextLine, **options: object) -> Asker:
    return Asker(Looker(lambda: Reader(*lines)), **options)  # type: ignore[arg-type]


def ask(who: Asker, frame: Frame, question: Asked | str, trees: TreeSnapshot | None = TREES) -> Description:
    asked = Asked(question) if isinstance(question, str) else question
    request = Request(turn=1, frame=frame, mode="ask")
    *_, final = who.run(request, lambda _: trees, lambda _: asked, cancel=CancelToken())
    assert isinstance(final, Final)
    return final.description
