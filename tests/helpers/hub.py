"""A hub on loopback that speaks Hugging Face's protocol and can fail in every way that a real one does."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Behaviour:
    """What goes wrong. `cut_after`: bytes of each answer, the first `cuts` times; `status`: of every answer;
    `slow`: seconds before each 16 kB; `no_ranges`: whether it cannot go on in the middle; `token`: what it wants."""

    status: int = 0
    cut_after: int = 0
    cuts: int = 0
    slow: float = 0.0
    no_ranges: bool = False
    token: str = ""
    wrong: str = ""
    """A file whose contents are other ones."""
    longer: str = ""
    """A file that is longer than it was said to be."""
    claims: dict[str, int] = field(default_factory=dict)
    """Sizes that are said of files, whatever they have."""
    nonsense: bool = False
    """Whether the list of files is none."""
    busy: int = 0
    """How many times it is busy (503) at first."""
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    """Path, Range and Authorization of every request."""


class HubServer:
    """Serves the folders in `root`, OWNER/NAME each."""

    def __init__(self, root: Path) -> None:
        self.behaviour = Behaviour()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(root, self))
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"


@contextmanager
def serving(root: Path) -> Iterator[HubServer]:
    """The hub, until the block ends."""
    hub = HubServer(root)
    thread = threading.Thread(target=hub.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.server.shutdown()
        hub.server.server_close()
        thread.join(5)


def _handler(root: Path, hub: HubServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

        def do_GET(self) -> None:
            behaviour = hub.behaviour
            path = unquote(urlsplit(self.path).path)
            behaviour.asked.append((path, self.headers.get("Range", ""), self.headers.get("Authorization", "")))
            if behaviour.token and self.headers.get("Authorization") != f"Bearer {behaviour.token}":
                return self.send_error(401)
            if behaviour.busy:
                behaviour.busy -= 1
                return self.send_error(503)
            if behaviour.status:
                return self.send_error(behaviour.status)
            if path.startswith("/api/models/"):
                return self._list(path.removeprefix("/api/models/").removesuffix("/revision/main"))
            name, _, rest = path.strip("/").partition(f"/resolve/{COMMIT}/")
            file = root / name / rest
            if not rest or not file.is_file():
                return self.send_error(404)
            return self._send(file, rest)

        def _list(self, name: str) -> None:
            folder = root / name
            if not folder.is_dir():
                return self.send_error(404)
            files = [_listed(path, folder, hub.behaviour) for path in sorted(folder.rglob("*")) if path.is_file()]
            said = {"siblings": "none"} if hub.behaviour.nonsense else {"sha": COMMIT, "siblings": files}
            data = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            return None

        def _send(self, file: Path, name: str) -> None:
            behaviour, data = hub.behaviour, file.read_bytes()
            if behaviour.wrong == name:
                data = bytes([data[0] ^ 1]) + data[1:]
            if behaviour.longer == name:
                data += b"more"
            start = 0
            if (asked := self.headers.get("Range")) and not behaviour.no_ranges:
                start = int(asked.removeprefix("bytes=").removesuffix("-"))
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            else:
                self.send_response(200)
            rest = data[start:]
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            cut = 0
            if behaviour.cuts and len(rest) > behaviour.cut_after:
                behaviour.cuts -= 1
                cut = behaviour.cut_after
                rest = rest[:cut]
            for at in range(0, len(rest), 1 << 14):
                time.sleep(behaviour.slow)
                try:
                    self.wfile.write(rest[at : at + (1 << 14)])
                except OSError:
                    return
            if cut:
                self.connection.close()
            return

    return Handler


def _listed(path: Path, folder: Path, behaviour: Behaviour) -> dict[str, object]:
    name, data = path.relative_to(folder).as_posix(), path.read_bytes()
    size = behaviour.claims.get(name, len(data))
    if len(data) > 3000:
        return {"rfilename": name, "size": size, "lfs": {"size": size, "sha256": hashlib.sha256(data).hexdigest()}}
    blob = hashlib.sha1(f"blob {len(data)}\0".encode() + data, usedforsecurity=False).hexdigest()
    return {"rfilename": name, "size": size, "blobId": blob}
