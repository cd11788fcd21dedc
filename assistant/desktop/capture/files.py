"""Picture files and picture bytes, by Pillow; whatever is wrong with them becomes one sentence."""

from __future__ import annotations

import io
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from assistant.errors import BadImage
from assistant.languages.words import N_, _
from assistant.limits import PICTURE_BYTES, PICTURE_PIXELS, PICTURE_SIDE
from assistant.picture_files import DAMAGED, NOT_PICTURES
from assistant.printable import printable_name
from assistant.types import Frame, Raster, Target

_LEAST_SPAN = 4096  # levels of 65535; a picture within fewer is nearly plain, and stretched it would be noise
_LOST = 56  # levels of 255 by which something must differ from its ground to be read
_LOOK = 1000  # pixels, the longest side at which the ground is chosen
_FLOAT_SPAN = 1e-6  # of pictures in floats, whose range nobody gives
_SEVERAL_OF_ONE = frozenset(("MPO", "ICO", "ICNS"))  # previews, or sizes, of the same picture

_ORDINARY = N_("Give a picture file such as PNG or JPEG.")


@dataclass(frozen=True, slots=True)
class LoadedPicture:
    """`frame.scale` is below 1 where the picture was scaled down. `notes`: sentences the user should hear."""

    frame: Frame
    notes: tuple[str, ...] = ()


def load_picture(path: Path) -> LoadedPicture:
    """Read a picture file. Raises BadImage."""
    name = printable_name(path.name or str(path))
    if path.is_dir():
        raise BadImage(f"{_('{name} is a folder, not a picture.').format(name=name)} {_(_ORDINARY)}")
    try:
        size = path.stat().st_size
        if size == 0:
            words = _("{name} is empty: the file has no content. Perhaps it was not saved or copied completely.")
            raise BadImage(words.format(name=name))
        if size > PICTURE_BYTES:
            words = _("{name} is too large: {count} megabytes. The limit is {limit}.")
            raise BadImage(words.format(name=name, count=size // 2**20, limit=PICTURE_BYTES // 2**20))
        with path.open("rb") as file:
            return decode_picture(file, name=name)
    except FileNotFoundError:
        raise BadImage(_("There is no file {name}. Check the name and the folder.").format(name=name)) from None
    except PermissionError:
        raise BadImage(_("{name} may not be read by you. Check its permissions.").format(name=name)) from None
    except OSError as error:
        why = error.strerror or _("the disk reported an error")
        raise BadImage(_("{name} cannot be read: {why}.").format(name=name, why=why)) from error


def decode_picture(data: BinaryIO | bytes, *, name: str = "", target: Target = Target.FILE) -> LoadedPicture:
    """Decode a picture, first frame, upright, what is transparent over white. Raises BadImage."""
    name = name or _("The picture")
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    with warnings.catch_warnings():
        # Pillow warns of large pictures and damaged metadata; the limits here decide
        warnings.simplefilter("ignore")
        try:
            with Image.open(file) as opened:
                return _decoded(opened, name, target)
        except UnidentifiedImageError:
            raise BadImage(_no_picture(name)) from None
        except Image.DecompressionBombError:
            raise BadImage(_too_large(name)) from None
        except BadImage:
            raise
        except DAMAGED as error:
            words = _("{name} is damaged or incomplete and cannot be read. Try to open or download it again.")
            raise BadImage(words.format(name=name), detail=str(error)) from error


def _no_picture(name: str) -> str:
    return f"{_('{name} is not a picture that can be read.').format(name=name)} {_(_ORDINARY)}"


def _too_large(name: str) -> str:
    words = _("{name} has too many pixels to be read safely. The limit is {limit} million.")
    return words.format(name=name, limit=PICTURE_PIXELS // 1_000_000)


def _decoded(opened: Image.Image, name: str, target: Target) -> LoadedPicture:
    notes = []
    width, height = opened.size
    if opened.format in NOT_PICTURES:
        raise BadImage(_no_picture(name))
    if width * height > PICTURE_PIXELS:
        raise BadImage(_too_large(name))
    if width < 1 or height < 1:
        raise BadImage(f"{_('{name} has no size.').format(name=name)} {_(_ORDINARY)}")
    count = getattr(opened, "n_frames", 1)
    if count > 1 and opened.format == "TIFF":
        notes.append(_("The picture has {count} pages; this is the first.").format(count=count))
    elif count > 1 and opened.format not in _SEVERAL_OF_ONE:
        notes.append(_("The picture is animated; this is its first frame."))
    opened.seek(0)
    scale = min(1.0, PICTURE_SIDE / max(width, height))
    if scale < 1:
        opened.draft("RGB", (round(width * scale), round(height * scale)))
    upright = ImageOps.exif_transpose(opened)
    picture = _over_white(upright if upright is not None else opened)
    if scale < 1:
        smaller = PICTURE_SIDE / max(picture.size)
        size = (max(1, round(picture.width * smaller)), max(1, round(picture.height * smaller)))
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        words = _("The picture is very large, {width} by {height} pixels, and was scaled down; small text may be lost.")
        notes.append(words.format(width=width, height=height))
    raster = Raster(picture.width, picture.height, picture.tobytes("raw", "BGRX"))
    return LoadedPicture(Frame(raster, target, scale=scale, taken_at=time.monotonic()), tuple(notes))


def _over_white(picture: Image.Image) -> Image.Image:
    """RGB, whatever the mode; transparency over white, or over black if more of the picture shows there."""
    if picture.mode.startswith(("I", "F")):
        return _eight_bits(picture)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        return _flattened(layer, _ground(layer))
    return picture.convert("RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Greys of 16 bits by their range, stretched where they use a good part of it; floats from least to most."""
    low, high = (float(level) for level in picture.getextrema())  # type: ignore[arg-type]
    if picture.mode.startswith("I"):
        stretch = high - low >= _LEAST_SPAN
        base, span = (low, high - low) if stretch else (0.0, 65535.0)
    else:
        base, span = low, max(high - low, _FLOAT_SPAN)
    scaled = picture.convert("F").point(lambda level: (level - base) * (255.0 / span))
    return scaled.convert("L").convert("RGB")


def _ground(layer: Image.Image) -> str:
    """White, unless more of what is opaque is lost on it than on black."""
    small = layer.copy()
    small.thumbnail((_LOOK, _LOOK), Image.Resampling.NEAREST)
    opaque = small.getchannel("A").point(lambda level: 255 if level > 127 else 0)
    levels = small.convert("L").histogram(opaque)
    if opaque.getextrema()[0] == 255:
        return "white"  # nothing of the ground shows
    return "black" if sum(levels[256 - _LOST :]) > sum(levels[:_LOST]) else "white"


def _flattened(layer: Image.Image, ground: str) -> Image.Image:
    flat = Image.new("RGB", layer.size, ground)
    flat.paste(layer, mask=layer.getchannel("A"))
    return flat
