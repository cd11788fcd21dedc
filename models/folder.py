"""A model folder on disk: its manifest, and that its files are the ones the manifest names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models import external_data
from models.errors import ManifestError, ModelDamaged
from models.limits import MANIFEST_BYTES
from models.manifest import NAME, File, Manifest, read_manifest
from models.words import N_

_CHUNK = 1 << 20  # bytes hashed at a time


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A folder whose manifest was read and whose files lie where it says, with the sizes it says."""

    path: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """The model's name in lists and settings."""
        return self.manifest.id

    def file(self, role: str) -> Path:
        """The file of that role. Raises ManifestError where there is none."""
        if role not in self.manifest.files:
            raise ManifestError(self.id, N_("Its manifest names no file for {role}."), role=role)
        return self.path / self.manifest.files[role].path


def read_folder(path: Path) -> ModelFolder:
    """The model in `path`, not hashed yet (see `check_contents`). Raises ManifestError, ModelDamaged."""
    name = path.name
    try:
        with (path / NAME).open("rb") as source:
            data = source.read(MANIFEST_BYTES + 1)  # one more than it may have, which is then refused
    except FileNotFoundError as error:
        raise ManifestError(name, N_("Its folder has no manifest.")) from error
    except OSError as error:
        raise ManifestError(name, N_("Its manifest cannot be read.")) from error
    manifest = read_manifest(data, name)
    folder = ModelFolder(path, manifest)
    for file in manifest.files.values():
        _check_place(folder, file)
    return folder


def check_contents(folder: ModelFolder, *, progress: Callable[[int], None] = lambda _: None) -> None:
    """Hash every file and look for references out of the folder. `progress` hears bytes done. Raises ModelDamaged."""
    for file in folder.manifest.files.values():
        digest = hashlib.sha256()
        with (folder.path / file.path).open("rb") as source:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                progress(len(chunk))
        if digest.hexdigest() != file.sha256:
            raise ModelDamaged(folder.id, N_("The contents of its file {file} were changed."), file=file.path)
    for role in folder.manifest.graphs:
        check_references(folder, role)


def check_references(folder: ModelFolder, role: str) -> None:
    """The graph of that role refers only to files of its own folder. Raises ModelDamaged, ManifestError."""
    path = folder.file(role)
    try:
        found = external_data.locations(path)
    except external_data.NotOnnx as error:
        raise ModelDamaged(folder.id, N_("Its file {file} is not an ONNX model."), file=path.name) from error
    # ONNX Runtime takes locations as relative to the graph's own folder
    base = Path(folder.manifest.files[role].path).parent
    known = {file.path for file in folder.manifest.files.values()}
    for location in found:
        if (base / location).as_posix() not in known or ".." in Path(location).parts:
            raise ModelDamaged(
                folder.id, N_("Its file {file} refers to a file that is not part of the model."), file=path.name
            )


def _check_place(folder: ModelFolder, file: File) -> None:
    path = folder.path / file.path
    if not path.exists():
        raise ModelDamaged(folder.id, N_("Its file {file} is missing."), file=file.path)
    if not path.resolve().is_relative_to(folder.path.resolve()):
        raise ModelDamaged(folder.id, N_("Its file {file} is a link that leads out of its folder."), file=file.path)
    if not path.is_file():
        raise ModelDamaged(folder.id, N_("Its file {file} is not a file."), file=file.path)
    if (size := path.stat().st_size) != file.bytes:
        half = N_("Its file {file} is only half there: {size} bytes of {all}.")
        fault = half if size < file.bytes else N_("Its file {file} is too long: {size} bytes of {all}.")
        raise ModelDamaged(folder.id, fault, file=file.path, size=size, all=file.bytes)
