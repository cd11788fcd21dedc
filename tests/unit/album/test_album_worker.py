"""The process that describes: what hangs or crashes it is left out, and the rest goes on."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from assistant.album.index import Index
from assistant.album.picture import Described
from assistant.album.work import Bad, Done, update
from assistant.album.worker import DEFECT, NO_START, Make, PictureFailed, Worker
from assistant.errors import AlbumError, BadImage
from models.cancel import CancelToken
from models.errors import Cancelled
from tests.helpers.album import Broken, Stub, write_shapes, write_text


@contextmanager
def working(make: Make | None = None, *, patience: float = 60.0) -> Iterator[Worker]:
    worker = Worker(make, patience=patience) if make is not None else Worker(patience=patience)
    try:
        yield worker
    finally:
        worker.close()


def described(worker: Worker, path: Path, *, place: bool = False) -> Described:
    return worker(path, place=place, only_facts=False, cancel=CancelToken())


def test_a_picture_is_described_as_the_program_describes_it(tmp_path: Path) -> None:
    write_text(tmp_path / "receipt.png", "Receipt for a table")
    write_shapes(tmp_path / "shapes.png", 1)
    Image.new("RGB", (300, 200)).save(tmp_path / "black.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "receipt.png").read_bytes()[:300])
    with working() as worker:
        text = described(worker, tmp_path / "receipt.png")
        assert (text.text, text.description, text.width, text.height) == (*["Receipt for a table."] * 2, 320, 120)
        assert [(claim.source, claim.confidence > 0.9) for claim in text.claims] == [("text", True)]
        assert text.complete
        assert text.fingerprint is not None
        shapes = described(worker, tmp_path / "shapes.png")
        assert (shapes.text, {claim.source for claim in shapes.claims}) == ("", {"gate"})
        assert described(worker, tmp_path / "black.png").gate == "black"
        with pytest.raises(BadImage, match=r"^cut\.png is damaged"):
            described(worker, tmp_path / "cut.png")
        with pytest.raises(BadImage, match="There is no file"):
            described(worker, tmp_path / "gone.png")
        assert described(worker, tmp_path / "receipt.png") == text


def test_what_hangs_or_crashes_it_is_left_out(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    for name in ("a", "b crash", "c", "d hang", "e", "f fail", "g defect", "h"):
        (root / f"{name}.png").write_bytes(name.encode())
    with Index(tmp_path / "index.sqlite", root=root) as index, working(Stub, patience=1.0) as worker:
        outcomes = list(update(index, worker, cancel=CancelToken()))
        assert [each.path for each in outcomes if isinstance(each, Done)] == ["a.png", "c.png", "e.png", "h.png"]
        reasons = {each.path: each.reason for each in outcomes if isinstance(each, Bad)}
        assert reasons["b crash.png"].startswith("b crash.png took the part that looks at pictures down with it")
        assert reasons["d hang.png"] == "d hang.png took longer than 1 seconds, so it is left out."
        assert reasons["g defect.png"] == f"g defect.png: {DEFECT}"
        assert set(reasons) == {"b crash.png", "d hang.png", "f fail.png", "g defect.png"}


def test_a_stop_ends_what_hangs(tmp_path: Path) -> None:
    cancel = CancelToken()
    timer = threading.Timer(0.5, cancel.cancel)
    with working(Stub) as worker:
        worker(tmp_path / "first.png", place=False, only_facts=False, cancel=cancel)
        timer.start()
        with pytest.raises(Cancelled):
            worker(tmp_path / "hang.png", place=False, only_facts=False, cancel=cancel)
    timer.join()


def test_a_process_that_does_not_start_is_one_sentence(tmp_path: Path) -> None:
    with working(Broken) as worker, pytest.raises(AlbumError, match="does not start") as raised:
        described(worker, tmp_path / "a.png")
    assert raised.value.spoken == NO_START


def test_names_that_are_no_utf_8_reach_it(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png"))
    write_text(tmp_path / "plain.png", "A table").rename(path)
    with working() as worker:
        assert described(worker, path).text == "A table."
    with working(Stub) as worker, pytest.raises(PictureFailed, match="failed"):
        described(worker, path)  # what it says cannot be sent, which is a defect and no crash
