"""What a camera might see: pages with known text at known corners on tables, and rooms without a page. Generated."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from models.types import Box, TextLine
from tests.helpers.camera_grounds import HEIGHT, WIDTH, clutter, noise_map, room

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.types import RgbImage

_FONTS = "/usr/share/fonts/truetype/"
FONTS = {
    "sans": _FONTS + "dejavu/DejaVuSans.ttf",
    "serif": _FONTS + "dejavu/DejaVuSerif.ttf",
    "liberation": _FONTS + "liberation/LiberationSans-Regular.ttf",
    "times": _FONTS + "liberation/LiberationSerif-Regular.ttf",
}
_WORDS = """the of and to in is that for it with as was on are by this be from at or an have not which but one all
were their there been has more when will would who so no out up into than them can only other time new some could these
two may first then do any like my now over such our man even most made after also did many before must through years
where much your way well down should because each just those people how too little state good very make world still own
see men work long here get both between life being under never day same another know while last might us great old year
off come since against go came right used take three letter payment invoice Tuesday medicine kitchen garden council
water heating station platform ticket number account balance reading minutes breakfast doctor hospital appointment
morning afternoon weekly tablets once twice daily please return signed office window street house""".split()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flat page and the lines on it, boxes in its pixels."""

    image: RgbImage
    truth: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A frame of 1280 x 720. `corners` (4, 2): of the page in its pixels, from its top left clockwise; None: no page.

    `cut`: the frame's sides beyond which the page reaches. `to_frame`: homography of the sheet's pixels to the frame's.
    """

    image: RgbImage
    kind: str
    corners: NDArray[np.float64] | None = None
    cut: frozenset[str] = frozenset()
    sheet: Sheet | None = None
    to_frame: NDArray[np.float64] | None = field(default=None, repr=False)


def sheet(
    seed: int,
    *,
    size: tuple[int, int] = (1000, 1414),
    paper: Sequence[int] = (238, 236, 230),
    ink: Sequence[int] = (30, 30, 34),
    text: int = 0,
    columns: int = 0,
) -> Sheet:
    """A page of random words. `text`: the size of its letters in pixels, 0 for one by chance."""
    pick = np.random.default_rng(seed)
    width, height = size
    image = Image.new("RGB", size, tuple(paper))
    draw = ImageDraw.Draw(image)
    path = list(FONTS.values())[int(pick.integers(len(FONTS)))]
    points = text or int(pick.integers(28, 42))
    font, large = ImageFont.truetype(path, points), ImageFont.truetype(path, int(1.7 * points))
    margin = int(width * pick.uniform(0.06, 0.12))
    columns = columns or (2 if pick.random() < 0.25 and points < 34 else 1)
    truth: list[TextLine] = []

    def put(words: str, x: int, y: int, face: ImageFont.FreeTypeFont) -> None:
        draw.text((x, y), words, fill=tuple(ink), font=face)
        left, top, right, bottom = (int(n) for n in draw.textbbox((x, y), words, font=face))
        truth.append(TextLine(words, Box(left, top, right, bottom), 1.0))

    def some(count: int) -> list[str]:
        return [_WORDS[int(n)] for n in pick.integers(len(_WORDS), size=count)]

    y = margin
    put(" ".join(some(2)).capitalize(), margin, y, large)
    top = y + int(3.2 * points)
    gutter = 2 * points
    column = (width - 2 * margin - (columns - 1) * gutter) // columns
    last = height - margin - int(pick.uniform(0, 0.35) * height)
    for number in range(columns):
        x, y = margin + number * (column + gutter), top
        while y < last - 2 * points:
            words = some(int(pick.integers(12, 40)))
            words[0] = words[0].capitalize()
            words[-1] += "."
            line = ""
            for word in words:
                longer = f"{line} {word}".strip()
                if draw.textlength(longer, font=font) > column:
                    put(line, x, y, font)
                    y += int(1.45 * points)
                    line = word
                    if y > last:
                        break
                else:
                    line = longer
            else:
                put(line, x, y, font)
            y += int(2.1 * points)
    return Sheet(np.asarray(image), tuple(truth))


def screen(seed: int, *, dark: bool) -> Sheet:
    """A lit screen in its bezel: a title bar, lines of text, a picture."""
    pick = np.random.default_rng(seed)
    ground, ink = ((32, 34, 40), (220, 220, 220)) if dark else ((242, 243, 246), (25, 25, 30))
    inner = sheet(seed, size=(1320, 800), paper=ground, ink=ink, text=int(pick.integers(30, 38)), columns=1)
    image = np.empty((860, 1380, 3), np.uint8)
    image[:] = 14
    image[30:830, 30:1350] = inner.image
    return Sheet(image, tuple(TextLine(t.text, t.box.moved(30, 30), 1.0) for t in inner.truth))


def placed(
    size: tuple[int, int], *, turn: float, tilt: tuple[float, float], share: float, centre: tuple[float, float]
) -> NDArray[np.float64]:
    """The homography of a sheet's pixels to the frame's: a pinhole camera of 62 degrees across.

    `turn`, `tilt` in degrees; `share`: the sheet's longer side in frame heights; `centre` in frame pixels.
    """
    width, height = size
    focal = WIDTH / 2 / math.tan(math.radians(31))
    a, b, c = (math.radians(n) for n in (tilt[0], tilt[1], turn))
    about_x = np.array([[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]])
    about_y = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
    about_z = np.array([[math.cos(c), -math.sin(c), 0], [math.sin(c), math.cos(c), 0], [0, 0, 1]])
    turned = about_x @ about_y @ about_z
    scale = share * HEIGHT / max(size)  # frame pixels a sheet pixel, at a distance of one focal length
    local = np.array([[scale, 0, -scale * width / 2], [0, scale, -scale * height / 2], [0, 0, 1]])
    plane = np.column_stack((turned[:, 0], turned[:, 1], np.array([0, 0, focal])))
    camera = np.array([[focal, 0, 0], [0, focal, 0], [0, 0, 1]], np.float64)
    moved = np.array([[1, 0, centre[0]], [0, 1, centre[1]], [0, 0, 1]], np.float64)
    whole = moved @ camera @ plane @ local
    return np.asarray(whole / whole[2, 2])


def mapped(matrix: NDArray[np.float64], points: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Points (n, 2) through a homography."""
    array = np.column_stack((np.asarray(points, np.float64), np.ones(len(points)))) @ matrix.T
    return np.asarray(array[:, :2] / array[:, 2:])


def photographed(
    ground: NDArray[np.float32], page: Sheet, matrix: NDArray[np.float64], *, shadow: bool = True
) -> NDArray[np.float32]:
    """The page on the ground, drawn with four samples a pixel; a soft shadow along its edge."""
    double = np.diag((2.0, 2.0, 1.0)) @ matrix
    size = (2 * WIDTH, 2 * HEIGHT)
    warped: Any = cv2.warpPerspective(page.image, double, size, flags=cv2.INTER_LINEAR).astype(np.float32)
    mask: Any = cv2.warpPerspective(np.full(page.image.shape[:2], 255, np.uint8), double, size).astype(np.float32) / 255
    mask = cv2.resize(mask, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)[..., None]
    warped = cv2.resize(warped, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    if shadow:
        dark = cv2.GaussianBlur(np.roll(mask[..., 0], (4, 5), (0, 1)), (0, 0), 5)[..., None]
        ground = ground * (1 - 0.35 * dark)
    return np.asarray(ground * (1 - mask) + warped)


def finger(image: NDArray[np.float32], at: tuple[float, float], angle: float, pick: np.random.Generator) -> None:
    """A finger that holds the page there, coming from the direction of `angle` in degrees."""
    colour = tuple(float(n) for n in np.array((205, 155, 125)) * pick.uniform(0.5, 1.05))
    away = (at[0] + 260 * math.cos(math.radians(angle)), at[1] + 260 * math.sin(math.radians(angle)))
    cv2.line(
        image, (int(at[0]), int(at[1])), (int(away[0]), int(away[1])), colour, int(pick.integers(34, 60)), cv2.LINE_AA
    )


def lit(image: NDArray[np.float32], pick: np.random.Generator, strength: float) -> NDArray[np.float32]:
    """Light that falls off across the frame, by `strength` 0..1 at most."""
    y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j].astype(np.float32)
    angle = pick.uniform(0, 2 * np.pi)
    fall = 0.5 + 0.5 * np.tanh(pick.uniform(0.6, 3) * (x * np.cos(angle) + y * np.sin(angle)))
    return np.asarray(image * (1 - strength * fall)[..., None])


def motion(image: NDArray[np.float32], length: float, angle: float) -> NDArray[np.float32]:
    """Blurred along a line of `length` pixels."""
    size = 2 * math.ceil(length / 2) + 3
    kernel = np.zeros((size, size), np.float32)
    for t in np.linspace(-length / 2, length / 2, 8 * size):
        x, y = size // 2 + t * math.cos(angle), size // 2 + t * math.sin(angle)
        i, j = math.floor(x), math.floor(y)
        for di in (0, 1):
            for dj in (0, 1):
                kernel[j + dj, i + di] += (1 - abs(x - i - di)) * (1 - abs(y - j - dj))
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT))


def sensed(
    image: NDArray[np.float32], pick: np.random.Generator, *, blur: float = 0.6, noise: float = 2.5, quality: int = 88
) -> RgbImage:
    """As the camera gives it: the lens' blur (sigma, pixels), noise (levels), JPEG."""
    soft: Any = cv2.GaussianBlur(image, (0, 0), blur) if blur > 0 else image
    # a camera's denoising leaves noise that is a little soft
    grain: Any = cv2.GaussianBlur(pick.normal(0, 1, image.shape).astype(np.float32), (0, 0), 0.6) * 1.9
    seen = np.clip(soft + noise * grain, 0, 255).astype(np.uint8)
    coded: Any = cv2.imencode(".jpg", seen[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.ascontiguousarray(np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR))[:, :, ::-1])


def cut_sides(corners: NDArray[np.float64], slack: float = 0.004) -> frozenset[str]:
    """The frame's sides beyond which a page reaches by more than `slack` of the diagonal."""
    out = slack * math.hypot(WIDTH, HEIGHT)
    x, y = corners[:, 0], corners[:, 1]
    return frozenset(
        name
        for name, beyond in (
            ("left", -x.min()), ("right", x.max() - WIDTH), ("top", -y.min()), ("bottom", y.max() - HEIGHT),
        )
        if beyond > out
    )  # fmt: skip


def page_scene(
    seed: int, grounds: Sequence[Callable[[np.random.Generator], NDArray[np.float32]]], *, kind: str = ""
) -> Scene:
    """A page as it may lie before the camera; `kind`: page, screen, cut, small, faint, finger, shadow or turned."""
    pick = np.random.default_rng(seed)
    kind = kind or str(pick.choice(["page", "page", "screen", "cut", "small", "finger", "shadow", "turned"]))
    ground = grounds[int(pick.integers(len(grounds)))](pick)
    clutter(ground, pick, int(pick.integers(0, 8)))
    if kind == "screen":
        page = screen(seed, dark=bool(pick.random() < 0.5))
    else:
        shape = [(1000, 1414), (1000, 1300), (700, 1400), (1414, 1000)][int(pick.integers(4))]
        paper = np.array((240, 238, 232)) * pick.uniform(0.92, 1.0) - (0, 0, pick.uniform(0, 20))
        page = sheet(seed, size=shape, paper=[int(n) for n in paper])
    if kind == "faint":
        ground = ground * 0 + 205 + 6 * noise_map(pick, 3, 4)[..., None]
    high, wide = page.image.shape[:2]
    turn = pick.uniform(-30, 30) if kind == "turned" else pick.uniform(-9, 9)
    tilt = (pick.uniform(-28, 28), pick.uniform(-22, 22))
    share = pick.uniform(0.5, 0.62) if kind == "small" else pick.uniform(0.78, 1.0)
    if kind == "cut":
        share = pick.uniform(0.9, 1.15)
    aim = (WIDTH / 2 + pick.uniform(-120, 120), HEIGHT / 2 + pick.uniform(-25, 25))
    outline = [(0, 0), (wide, 0), (wide, high), (0, high)]
    while True:
        matrix = placed((wide, high), turn=turn, tilt=tilt, share=share, centre=aim)
        corners = mapped(matrix, outline)
        if kind == "cut":
            break
        if corners.min() > 6 and corners[:, 0].max() < WIDTH - 6 and corners[:, 1].max() < HEIGHT - 6:
            break
        share *= 0.96
        aim = ((aim[0] + WIDTH / 2) / 2, (aim[1] + HEIGHT / 2) / 2)
    if kind == "cut":
        x, y = corners[:, 0], corners[:, 1]
        way = int(pick.integers(4))
        depth = pick.uniform(0.12, 0.4)
        shift = [
            (-depth * np.ptp(x) - x.min(), 0), (WIDTH + depth * np.ptp(x) - x.max(), 0),
            (0, -depth * np.ptp(y) - y.min()), (0, HEIGHT + depth * np.ptp(y) - y.max()),
        ][way]  # fmt: skip
        matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]], [0, 0, 1]]) @ matrix
        corners = mapped(matrix, outline)
    image = photographed(ground, page, matrix)
    if kind == "finger":
        side = int(pick.integers(4))
        t = pick.uniform(0.25, 0.75)
        edge = corners[side] * (1 - t) + corners[(side + 1) % 4] * t
        inward = corners.mean(axis=0) - edge
        spot = edge + inward * pick.uniform(0.08, 0.2)
        finger(
            image, (spot[0], spot[1]), math.degrees(math.atan2(-inward[1], -inward[0])) + pick.uniform(-30, 30), pick
        )
    image = lit(image, pick, pick.uniform(0.35, 0.65) if kind == "shadow" else pick.uniform(0, 0.2))
    seen = sensed(image, pick, noise=pick.uniform(1, 4), quality=int(pick.integers(78, 94)))
    return Scene(seen, kind, corners, cut_sides(corners), page, matrix)


def empty_scene(
    seed: int, grounds: Sequence[Callable[[np.random.Generator], NDArray[np.float32]]], *, kind: str = ""
) -> Scene:
    """A desk or a room without a page; `kind`: desk or room."""
    pick = np.random.default_rng(seed)
    kind = kind or str(pick.choice(["desk", "room"]))
    if kind == "room":
        image = room(pick)
    else:
        image = grounds[int(pick.integers(len(grounds)))](pick)
        clutter(image, pick, int(pick.integers(3, 16)))
    return Scene(sensed(lit(image, pick, pick.uniform(0, 0.4)), pick, noise=pick.uniform(1, 4)), kind)
