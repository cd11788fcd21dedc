"""Which picture files lie in a folder and below it, in order."""

from __future__ import annotations

import functools
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import NoPictures
from assistant.languages.words import _
from assistant.picture_files import NOT_PICTURES
from assistant.printable import printable_name

_OF_NO_USE = "heic heif hif cr2 cr3 nef arw dng orf rw2 raf jxl svg svgz".split()
UNREADABLE = {f".{suffix}": suffix.upper() for suffix in _OF_NO_USE}
"""Pictures of kinds that cannot be read: they are listed, so that nobody takes them for described."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """`path`: below the folder, with "/" between folders. `size` in bytes; both -1 where the file cannot be looked
    at."""

    path: str
    size: int
    mtime_ns: int


@functools.cache
def readable_suffixes() -> frozenset[str]:
    """The suffixes of picture files that can be read, with their dot, in small letters. Loads Pillow."""
    from PIL import Image

    Image.init()
    known = Image.registered_extensions().items()
    return frozenset(suffix for suffix, kind in known if kind in Image.OPEN and kind not in NOT_PICTURES)


def kind_of_no_use(path: str) -> str:
    """Such as "HEIC", where the file is a picture of a kind that cannot be read; otherwise empty."""
    suffix = os.path.splitext(path)[1].lower()
    return "" if suffix in readable_suffixes() else UNREADABLE.get(suffix, "")


def walk(root: Path, *, blocked: Callable[[str], None] = lambda path: None) -> Iterator[PictureFile]:
    """The pictures of `root` and its folders, sorted; hidden ones are left out. `blocked` hears of each folder below
    that cannot be read.

    A link to a folder is followed once, and never to where the walk comes by anyhow. Raises NoPictures where `root`
    itself cannot be read.
    """
    name = printable_name(root.name or str(root))
    try:
        top = root.resolve(strict=True)
        entries = _entries(top)
    except FileNotFoundError:
        raise NoPictures(_("There is no folder {name}. Check the name.").format(name=name)) from None
    except NotADirectoryError:
        text = _("{name} is no folder. To describe one picture: lookaloud describe FILE.")
        raise NoPictures(text.format(name=name)) from None
    except PermissionError:
        text = _("The folder {name} may not be read by you. Check its permissions.")
        raise NoPictures(text.format(name=name)) from None
    except (OSError, RuntimeError) as error:
        raise NoPictures(_("The folder {name} cannot be read.").format(name=name), detail=str(error)) from error
    wanted = readable_suffixes() | UNREADABLE.keys()
    seen = {str(top)}
    stack = [("", iter(entries))]
    while stack:
        prefix, left = stack[-1]
        entry = next(left, None)
        if entry is None:
            stack.pop()
            continue
        path = f"{prefix}{entry.name}"
        if _is_folder(entry):
            if entry.is_symlink() and not _leads_elsewhere(entry, top, seen):
                continue
            try:
                stack.append((f"{path}/", iter(_entries(Path(entry.path)))))
            except OSError:
                blocked(path)
        elif os.path.splitext(entry.name)[1].lower() in wanted:
            found = _file(entry, path)
            if found is not None:
                yield found


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted((each for each in entries if not each.name.startswith(".")), key=lambda each: each.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _leads_elsewhere(entry: os.DirEntry[str], top: Path, seen: set[str]) -> bool:
    """Whether the linked folder lies neither in the walk nor around it, and was not walked through another link."""
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    if any(target.is_relative_to(each) or Path(each).is_relative_to(target) for each in seen):
        return False
    seen.add(str(target))
    return True


def _file(entry: os.DirEntry[str], path: str) -> PictureFile | None:
    try:
        status = entry.stat()
    except OSError:
        return PictureFile(path, -1, -1)
    # a pipe or a device of that name would be waited for without end
    return PictureFile(path, status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None
