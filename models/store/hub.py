"""A hub that speaks Hugging Face's protocol: which files a repository has, and their contents.

`HF_ENDPOINT` names a mirror, `HF_TOKEN` the user's token, `HF_HUB_OFFLINE` forbids all of it. The token goes to the
hub's own host alone: where the hub sends on to another one, requests leaves it out.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from models.limits import HUB_FILES, HUB_LIST_BYTES
from models.store.errors import HubFailed, HubMissing, HubRefused, HubUnreachable, Offline

if TYPE_CHECKING:
    import requests

_ENDPOINT = "https://huggingface.co"
_TIMEOUT = (10.0, 30.0)  # seconds to connect; without a byte
_ON = frozenset(("1", "true", "yes", "on"))


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """`digest`: how `hasher` names its contents, None where the hub does not say."""

    path: str
    bytes: int
    digest: str | None
    hasher: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at one commit."""

    name: str
    commit: str
    files: tuple[RemoteFile, ...]


class Hub:
    """One connection; one thread."""

    def __init__(
        self, *, endpoint: str | None = None, token: str | None = None, timeout: tuple[float, float] = _TIMEOUT
    ):
        """Raises Offline."""
        if os.environ.get("HF_HUB_OFFLINE", "").strip().lower() in _ON:
            raise Offline
        import requests

        self._endpoint = (endpoint or os.environ.get("HF_ENDPOINT") or _ENDPOINT).rstrip("/")
        self._session = requests.Session()
        self._timeout = timeout
        self._session.headers["User-Agent"] = "lookaloud"
        token = token or os.environ.get("HF_TOKEN")
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    @property
    def host(self) -> str:
        """The hub as it is spoken of."""
        return urlsplit(self._endpoint).hostname or self._endpoint

    def repository(self, name: str, revision: str = "main") -> Repository:
        """Its files at the newest commit of `revision`. Raises StoreError."""
        address = f"{self._endpoint}/api/models/{quote(name)}/revision/{quote(revision, safe='')}?blobs=true"
        with self._asked(address, name) as answer:
            try:
                return _read(name, _listed(answer))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise HubFailed(self.host, f"{name}: {error!r}") from error
            except OSError as error:  # requests' own errors are of this kind
                raise HubUnreachable(self.host, f"{name}: {error}") from error

    @contextmanager
    def open(self, repository: Repository, file: RemoteFile, start: int = 0) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Where the contents begin (`start`, or 0 where the hub cannot go on in the middle), and the contents.

        Raises StoreError; HubUnreachable also in the middle.
        """
        address = f"{self._endpoint}/{quote(repository.name)}/resolve/{repository.commit}/{quote(file.path)}"
        headers = (
            {"Range": f"bytes={start}-", "Accept-Encoding": "identity"} if start else {"Accept-Encoding": "identity"}
        )
        with self._asked(address, f"{repository.name}, {file.path}", headers=headers) as answer:
            begins = start if answer.status_code == 206 and _goes_on(answer, start) else 0
            yield begins, self._chunks(answer)

    def _chunks(self, answer: requests.Response) -> Iterator[bytes]:
        """As they come, so that nothing that came is lost where the connection breaks."""
        from urllib3.exceptions import HTTPError

        try:
            while chunk := answer.raw.read1(1 << 16):
                yield chunk
        except (HTTPError, OSError) as error:
            raise HubUnreachable(self.host, f"{error}") from error

    @contextmanager
    def _asked(self, address: str, name: str, headers: dict[str, str] | None = None) -> Iterator[requests.Response]:
        import requests

        try:
            answer = self._session.get(address, headers=headers, stream=True, timeout=self._timeout)
        except requests.RequestException as error:
            raise HubUnreachable(self.host, f"{error}") from error
        with answer:
            if answer.status_code in (401, 403):
                raise HubRefused(name, self.host)
            if answer.status_code == 404:
                raise HubMissing(name, self.host)
            if not answer.ok:
                raise HubFailed(self.host, f"{answer.status_code}")
            yield answer


def _goes_on(answer: requests.Response, start: int) -> bool:
    return answer.headers.get("Content-Range", "").startswith(f"bytes {start}-")


def _listed(answer: requests.Response) -> Any:
    """Raises ValueError where the list is none, or too long."""
    data = bytearray()
    for chunk in answer.iter_content(1 << 16):
        data += chunk
        if len(data) > HUB_LIST_BYTES:
            raise ValueError("too long a list")
    return json.loads(bytes(data))


def _read(name: str, found: Any) -> Repository:
    commit = str(found["sha"])
    if not re.fullmatch("[0-9a-f]{40}", commit):
        raise ValueError("no commit")
    listed = found["siblings"]
    if len(listed) > HUB_FILES:
        raise ValueError("too many files")
    return Repository(name, commit, tuple(_file(each) for each in listed))


def _file(found: Any) -> RemoteFile:
    path, large = str(found["rfilename"]), found.get("lfs")
    if large:
        return RemoteFile(path, int(large["size"]), str(large["sha256"]), "sha256")
    return RemoteFile(path, int(found.get("size") or 0), found.get("blobId"), "git")


def hasher(file: RemoteFile) -> Callable[[], Any]:
    """A new hash object of the kind that the file's digest was made with: Git names small files by a SHA-1."""

    def start() -> Any:
        if file.hasher == "sha256":
            return hashlib.sha256()
        made = hashlib.sha1(usedforsecurity=False)
        made.update(f"blob {file.bytes}\0".encode())
        return made

    return start
