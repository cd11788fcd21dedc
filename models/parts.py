"""What a family puts a model together from: sessions, tokeniser and numbers, checked against the manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from models.devices import Devices
from models.errors import ManifestError, ModelDamaged, RunError
from models.folder import ModelFolder, check_references
from models.manifest import Decoding, Graph, Image, Manifest
from models.words import N_

if TYPE_CHECKING:
    from models.inputs.tokens import Tokeniser
    from models.session import Session

T = TypeVar("T")


class Parts:
    """One model folder, opened piece by piece as the family asks. One thread."""

    def __init__(self, folder: ModelFolder, devices: Devices) -> None:
        self.folder = folder
        self.devices = devices
        self._sessions: dict[str, Session] = {}

    @property
    def manifest(self) -> Manifest:
        """The folder's manifest."""
        return self.folder.manifest

    def session(self, role: str) -> Session:
        """The graph of that role, loaded once. Raises ManifestError, ModelDamaged."""
        from models.session import Session

        if role not in self._sessions:
            if role not in self.manifest.graphs:
                raise ManifestError(self.folder.id, N_("Its manifest does not describe the graph {role}."), role=role)
            check_references(self.folder, role)
            path = self.folder.file(role)
            try:
                session = Session(path, self.devices)
            except RunError as error:
                raise ModelDamaged(self.folder.id, N_("Its file {file} cannot be loaded."), file=path.name) from error
            graph = self.manifest.graphs[role]
            self._check(role, "input", graph.inputs, session.inputs)
            self._check(role, "output", graph.outputs, session.outputs)
            self._sessions[role] = session
        return self._sessions[role]

    def tokeniser(self) -> Tokeniser:
        """The tokeniser of the file with the role `tokenizer`. Raises ManifestError, ModelDamaged."""
        from models.inputs.tokens import Tokeniser

        return Tokeniser(self.folder.file("tokenizer"), self.folder.id)

    @property
    def image(self) -> Image:
        """How pictures are prepared. Raises ManifestError."""
        return self._need(self.manifest.image, N_("Its manifest says nothing of pictures."))

    @property
    def decoding(self) -> Decoding:
        """How text is made. Raises ManifestError."""
        return self._need(self.manifest.decoder, N_("Its manifest says nothing of its decoder."))

    def options(self, kind: type[T]) -> T:
        """The manifest's `options` as the family's own type. Raises ManifestError."""
        try:
            return msgspec.convert(self.manifest.options, kind)
        except msgspec.ValidationError as error:
            raise ManifestError(
                self.folder.id, N_("The options in its manifest are wrong: {error}."), error=error
            ) from error

    def _need(self, value: T | None, fault: str) -> T:
        if value is None:
            raise ManifestError(self.folder.id, fault)
        return value

    def _check(self, role: str, kind: str, said: Graph | object, found: dict[str, tuple[int | str, ...]]) -> None:
        """The graph has the names and axes that the manifest says; an open axis in the file may be fixed in neither."""
        assert isinstance(said, dict)
        if said.keys() != found.keys():
            odd = ", ".join(sorted(said.keys() ^ found.keys())[:3])
            inputs = N_("The inputs of its graph {role} are not those of its manifest: {odd}.")
            outputs = N_("The outputs of its graph {role} are not those of its manifest: {odd}.")
            fault = inputs if kind == "input" else outputs
            raise ModelDamaged(self.folder.id, fault, role=role, odd=odd)
        for name, dims in said.items():
            real = found[name]
            same = len(dims) == len(real) and all(
                _same_axis(a, b, exact=kind == "input") for a, b in zip(dims, real, strict=True)
            )
            if not same:
                inputs = N_("The axes of the input {name} of its graph {role} are not those of its manifest.")
                outputs = N_("The axes of the output {name} of its graph {role} are not those of its manifest.")
                fault = inputs if kind == "input" else outputs
                raise ModelDamaged(self.folder.id, fault, name=name, role=role)


def _same_axis(said: int | str, real: int | str | None, *, exact: bool) -> bool:
    """A fixed axis must have its size. Of an output the runtime may know less or more than the manifest."""
    if isinstance(said, int) and isinstance(real, int):
        return said == real
    return not exact or isinstance(said, int) == isinstance(real, int)
