"""Which models are installed: the folders in the model directories, the damaged ones with what is wrong with them."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.checked import check_once
from models.errors import ModelError, ModelNotFound, UnknownFamily
from models.family import families
from models.folder import ModelFolder, read_folder
from models.manifest import Task

if TYPE_CHECKING:
    from models.devices import Devices

log = logging.getLogger(__name__)

APP = "lookaloud"


@dataclass(frozen=True, slots=True)
class Listed:
    """One folder: a model that can be opened, or what is wrong with it."""

    path: Path
    folder: ModelFolder | None
    error: ModelError | None = None

    @property
    def comes_with_the_program(self) -> bool:
        """Whether it lies among the program's own resources, where nothing is removed."""
        return self.path.parent == built_in_directory()


def built_in_directory() -> Path:
    """Where the models lie that the program carries."""
    return Path(__file__).parents[1] / "resources" / "models"


def model_directories() -> tuple[Path, ...]:
    """Where models lie, the first wins: LOOKALOUD_MODELS, the user's data, what the program carries."""
    named = [Path(part) for part in os.environ.get("LOOKALOUD_MODELS", "").split(os.pathsep) if part]
    return (*named, users_directory(), built_in_directory())


def users_directory() -> Path:
    """Where models of the user's own are installed."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "models"


def notes_directory() -> Path:
    """Where it is remembered which folders were checked."""
    import platformdirs

    return Path(platformdirs.user_cache_dir(APP, appauthor=False)) / "checked"


class Registry:
    """Looks anew at every call: a model that was just added is there."""

    def __init__(self, directories: Sequence[Path] | None = None, *, notes: Path | None = None) -> None:
        self._directories = tuple(directories) if directories is not None else model_directories()
        self._notes = notes if notes is not None else notes_directory()

    def list(self) -> tuple[Listed, ...]:
        """Every model folder, by directory and name; of models with one id only the first. Hashes nothing."""
        found: list[Listed] = []
        seen: set[str] = set()
        for path in self._folders():
            try:
                folder = read_folder(path)
                _check_family(folder)
            except ModelError as error:
                found.append(Listed(path, None, error))
                continue
            if folder.id not in seen:
                seen.add(folder.id)
                found.append(Listed(path, folder))
        return tuple(found)

    def find(self, id: str) -> ModelFolder:
        """The model of that id. Raises ModelNotFound, or what is wrong with it where its folder has that name."""
        for each in self.list():
            if each.folder is not None and each.folder.id == id:
                return each.folder
            if each.error is not None and each.path.name == id:
                raise each.error
        raise ModelNotFound(id)

    def first(self, task: Task) -> ModelFolder | None:
        """The model for the task: the chosen one, or else the first installed; None where there is none."""
        from models.store.choice import chosen

        folders = [each.folder for each in self.list() if each.folder is not None]
        fitting = [folder for folder in folders if task in folder.manifest.tasks]
        wanted = chosen().get(task)
        return next((folder for folder in fitting if folder.id == wanted), next(iter(fitting), None))

    def open(self, folder: ModelFolder, devices: Devices | None = None) -> Any:
        """The model ready to run, with the protocols of its tasks (`models.protocols`). Loads numpy and onnxruntime.

        Hashes the files unless that was done since they last changed. Raises ModelError.
        """
        check_once(folder, self._notes)
        return open_model(folder, devices)

    def _folders(self) -> Iterator[Path]:
        for directory in self._directories:
            try:
                paths = sorted(directory.iterdir())
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:  # no models from there, but all else works
                log.warning("models cannot be looked for: %s", error)
                continue
            for path in paths:
                if not path.name.startswith((".", "__")) and os.path.isdir(path):
                    yield path


def open_model(folder: ModelFolder, devices: Devices | None = None) -> Any:
    """The model, put together without hashing its files. Raises ModelError."""
    from models.devices import Devices
    from models.parts import Parts

    return _check_family(folder).build(Parts(folder, devices or Devices()))


def _check_family(folder: ModelFolder) -> Any:
    manifest = folder.manifest
    family = families().get(manifest.family)
    if family is None:
        raise UnknownFamily(folder.id, manifest.family, manifest.task)
    family.check(manifest)
    return family
