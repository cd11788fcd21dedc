"""The user's own models: put there whole or not at all, checked before they are, taken away again."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from models.cancel import CancelToken
from models.errors import ManifestError, ModelNotFound
from models.folder import ModelFolder, check_contents, read_folder
from models.manifest import NAME, Task
from models.registry import Registry, open_model, users_directory
from models.store.archive import is_archive, unpack
from models.store.catalogue import Entry, entry
from models.store.choice import choose, chosen
from models.store.errors import AlreadyInstalled, BadArchive, CannotWrite, ComesWithIt, NotOurs
from models.store.exporting import export_checkpoint
from models.store.fetch import Progress, check_room, fetch, persistently
from models.store.hub import Hub, RemoteFile, Repository
from models.store.paths import inside
from models.words import N_, _

Tell = Callable[[str], None]
"""Hears a sentence about what is being done."""
_LONGEST_PATH = 200  # bytes
_CHECKPOINT = (".json", ".txt", ".jinja", ".safetensors", ".md")


def downloads_directory() -> Path:
    """Where what was fetched waits until it is whole."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("lookaloud", appauthor=False)) / "downloads"


class Store:
    """Installs into one folder. One thread; any thread may cancel."""

    def __init__(
        self,
        *,
        folder: Path | None = None,
        registry: Registry | None = None,
        downloads: Path | None = None,
        progress: Progress = lambda done, whole: None,
        tell: Tell = lambda sentence: None,
        cancel: CancelToken | None = None,
    ) -> None:
        self.folder = folder or users_directory()
        self.registry = registry or Registry()
        self._downloads = downloads or downloads_directory()
        self._progress = progress
        self._tell = tell
        self._cancel = cancel or CancelToken()

    def add(self, source: Path) -> ModelFolder:
        """A copy of the model in a folder, or in a .zip or .tar file. Raises ModelError, Cancelled."""
        if is_archive(source) and source.is_file():
            with self._workplace() as place:
                return self._place(unpack(source, place))
        if not source.is_dir():
            raise BadArchive(source.name, N_("It is neither a folder nor a .zip or .tar file."))
        found = read_folder(source)
        self._check_new(found.id)
        with self._workplace() as place:
            check_room(place, found.manifest.bytes)
            copy = place / "model"
            copy.mkdir()
            for path in (NAME, *(file.path for file in found.manifest.files.values())):
                self._cancel.check()
                (copy / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / path, copy / path)
            return self._place(copy)

    def get(self, name: str, hub: Hub | None = None) -> ModelFolder:
        """The model of that name in the catalogue, or of a repository OWNER/NAME on the hub: a model folder as it is,
        a checkpoint by way of lookaloud-export. Raises ModelError, Cancelled."""
        known = entry(name)
        repository_name = known.repository if known is not None else name
        id = known.id if known is not None else name.partition("/")[2]
        self._check_new(id)
        hub = hub or Hub()
        self._tell(_("Asking {host} for {name}.").format(host=hub.host, name=repository_name))
        asked = hub
        repository = persistently(lambda: asked.repository(repository_name), cancel=self._cancel)
        files = wanted(repository, known)
        megabytes = f"{sum(file.bytes for file in files) / 1e6:.0f}"
        self._tell(_("Fetching {count} megabytes.").format(count=megabytes))
        came = fetch(hub, repository, files, self._downloads, progress=self._progress, cancel=self._cancel)
        if (came / NAME).is_file():
            with self._workplace() as place:
                made = self._place(shutil.copytree(came, place / "model"))
        else:
            self._tell(_("Making a model of the checkpoint. This takes minutes."))
            quantise = known.quantise if known is not None else "int8"
            with self._workplace() as place:
                export_checkpoint(came, place / id, name=id, quantise=quantise, tell=self._tell, cancel=self._cancel)
                made = self._place(place / id)
        shutil.rmtree(came, ignore_errors=True)
        return made

    def verify(self, id: str) -> int:
        """Hash every file of the model again, and give how many bytes they are. Raises ModelError."""
        found = self.registry.find(id)
        whole, done = found.manifest.bytes, 0

        def more(count: int) -> None:
            nonlocal done
            done += count
            self._cancel.check()
            self._progress(done, whole)

        check_contents(found, progress=more)
        return whole

    def remove(self, id: str) -> None:
        """Take a model away that lies in the user's folder, also a damaged one. Raises ModelError."""
        found = next(
            (
                each
                for each in self.registry.list()
                if (each.folder.id if each.folder is not None else each.path.name) == id
            ),
            None,
        )
        if found is None:
            raise ModelNotFound(id)
        if found.comes_with_the_program:
            raise ComesWithIt(id)
        path = found.path
        if path.parent.resolve() != self.folder.resolve():
            raise NotOurs(id, str(path.parent))
        hidden = path.with_name(f".{path.name}.{os.getpid()}.gone")
        try:
            path.rename(hidden)  # in one step, so that no half of it is ever listed
        except OSError as error:
            raise CannotWrite(str(self.folder), error.strerror or str(error)) from error
        shutil.rmtree(hidden, ignore_errors=True)
        for task, other in chosen().items():
            if other == id:
                choose(task, None)

    def use(self, id: str) -> tuple[Task, ...]:
        """Use the model for all that it does, and give those tasks. Raises ModelError."""
        found = self.registry.find(id)
        try:
            for task in found.manifest.tasks:
                choose(task, id)
        except OSError as error:
            raise CannotWrite(str(self.folder.parent), error.strerror or str(error)) from error
        return found.manifest.tasks

    def _place(self, made: Path) -> ModelFolder:
        """Check the folder and move it where the program finds it."""
        self._tell(_("Checking every file."))
        found = read_folder(made)
        self._check_new(found.id)
        check_contents(found)
        self._cancel.check()
        open_model(found)  # names, axes and weights: what cannot be opened is not installed
        target = self.folder / found.id
        try:
            made.rename(target)
        except OSError as error:
            raise CannotWrite(str(self.folder), error.strerror or str(error)) from error
        return read_folder(target)

    def _check_new(self, id: str) -> None:
        if (self.folder / id).exists():
            raise AlreadyInstalled(id)

    @contextmanager
    def _workplace(self) -> Iterator[Path]:
        """A hidden folder beside the models, which is gone afterwards."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            place = Path(tempfile.mkdtemp(prefix=".", suffix=".part", dir=self.folder))
        except OSError as error:
            raise CannotWrite(str(self.folder), error.strerror or str(error)) from error
        try:
            yield place
        except OSError as error:
            raise CannotWrite(str(self.folder), error.strerror or str(error)) from error
        finally:
            shutil.rmtree(place, ignore_errors=True)


def wanted(repository: Repository, known: Entry | None, *, pickles: bool = False) -> list[RemoteFile]:
    """What has to be fetched: all of a model folder, or of a checkpoint its weights, numbers and words.

    `pickles`: weights of that kind too, for who has allowed them. Raises ManifestError where it is neither.
    """
    plain = [file for file in repository.files if _may_be_fetched(file.path)]
    if any(file.path == NAME for file in plain):
        return plain
    endings = (*_CHECKPOINT, ".bin") if pickles else _CHECKPOINT
    files = [file for file in plain if file.path.endswith(endings) and "onnx" not in file.path.split("/")[0]]
    if not any(file.path.endswith((".safetensors", ".bin")) for file in files):
        name = known.id if known is not None else repository.name
        raise ManifestError(name, N_("It has neither a manifest nor weights in safetensors files."))
    return files


def _may_be_fetched(path: str) -> bool:
    """Not what is hidden, leads out of the folder, or is longer than a manifest could name."""
    return not path.startswith(".") and inside(path) is not None and len(path.encode()) <= _LONGEST_PATH
