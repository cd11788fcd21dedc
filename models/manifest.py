"""manifest.json: everything a model folder says of itself. Read strictly; no other configuration is read.

The graph's axes here are the ones it was traced and checked with: a number is fixed, a word is a size of the caller's
choice, and the same word means the same size throughout one graph.
"""

from __future__ import annotations

import math
import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from models.errors import ManifestError, quotable
from models.limits import MANIFEST_BYTES, MODEL_BYTES
from models.words import N_

SCHEMA = 1
NAME = "manifest.json"

Task = Literal["caption", "answer", "match", "transcribe", "classify", "detect", "embed", "label", "screen"]
Quantisation = Literal["none", "fp16", "int8", "q4"]
Resample = Literal["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"]
Name = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
Count = Annotated[int, Meta(ge=0, le=1 << 24)]
Size = Annotated[int, Meta(ge=1, le=1 << 14)]
Dim = Annotated[int, Meta(ge=1)] | Annotated[str, Meta(min_length=1)]
Three = tuple[float, float, float]


class _Strict(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all parts share: a field that is not known is a fault, so that a typing error cannot pass for a default."""


class File(_Strict, frozen=True):
    """One file; `path` is relative to the folder, with forward slashes."""

    path: Annotated[str, Meta(min_length=1, max_length=200)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    bytes: Annotated[int, Meta(ge=0)]


class Graph(_Strict, frozen=True):
    """Names and axes of one ONNX graph."""

    inputs: dict[str, tuple[Dim, ...]]
    outputs: dict[str, tuple[Dim, ...]]


class Image(_Strict, frozen=True):
    """How a picture becomes the encoder's input (pixels). See `models.inputs.images`.

    fit `stretch`: to height x width, whatever the shape. `cover`: the shorter side to `shortest`, then the centre
    height x width. `within`: the shorter side to `shortest`, but the longer at most `longest`; no crop.
    """

    height: Size
    width: Size
    fit: Literal["stretch", "cover", "within"] = "stretch"
    shortest: Size | None = None
    longest: Size | None = None
    resample: Resample = "bicubic"
    rescale: float = 1 / 255
    mean: Three = (0.0, 0.0, 0.0)
    std: Three = (1.0, 1.0, 1.0)


class Tokens(_Strict, frozen=True):
    """Special tokens. `start` goes before the encoded prompt, which is encoded without any of its own."""

    start: tuple[Count, ...] = ()
    stop: tuple[Count, ...] = ()
    pad: Count | None = None
    suppress: tuple[Count, ...] = ()
    suppress_first: tuple[Count, ...] = ()
    """Never the answer's first token."""
    forced_first: Count | None = None
    """Always the answer's first token, where it is said."""


class State(_Strict, frozen=True):
    """A tensor of one size that a decoder hands from run to run beside its cache, zeros at first. `shape`: of a row."""

    before: Annotated[str, Meta(min_length=1)]
    after: Annotated[str, Meta(min_length=1)]
    shape: tuple[Size, ...]


class Decoding(_Strict, frozen=True):
    """How text is made. `{layer}` and `{part}` (key, value) in the cache's names are filled in.

    `layers`: those that have a cache. `most_at_once`: places of one run, where the graph takes no more.
    """

    layers: Annotated[int, Meta(ge=1, le=512)]
    heads: Annotated[int, Meta(ge=1, le=512)]
    head_dim: Annotated[int, Meta(ge=1, le=4096)]
    context: Annotated[int, Meta(ge=1)]
    max_new_tokens: Annotated[int, Meta(ge=1, le=4096)]
    min_new_tokens: Annotated[int, Meta(ge=0, le=4096)] = 0
    beams: Annotated[int, Meta(ge=1, le=64)] = 1
    length_penalty: float = 1.0
    early_stopping: bool = False
    repetition_penalty: Annotated[float, Meta(gt=0)] = 1.0
    no_repeat_ngram: Annotated[int, Meta(ge=0, le=64)] = 0
    cache_in: str = "past.{layer}.{part}"
    cache_out: str = "present.{layer}.{part}"
    states: tuple[State, ...] = ()
    most_at_once: Size | None = None
    cross: str | None = None
    """Name of the encoder's keys and values in both graphs, where the decoder attends to an encoder."""

    def names(self, pattern: str) -> tuple[str, ...]:
        """The cache's names, layer by layer, key before value."""
        return tuple(pattern.format(layer=n, part=part) for n in range(self.layers) for part in ("key", "value"))


class Source(_Strict, frozen=True):
    """Where the weights are from."""

    checkpoint: str
    licence: str = "unknown"
    revision: str | None = None


class Parity(_Strict, frozen=True):
    """What the export compared with PyTorch: tokens, or for a model without tokens its best choices."""

    compared: Count
    equal: Count
    first_difference: Count | None = None
    max_difference: Annotated[float, Meta(ge=0)] | None = None
    limit: Annotated[float, Meta(ge=0, le=1)] = 1.0
    """The share that had to be equal."""


class Export(_Strict, frozen=True):
    """How the graphs were made."""

    opset: Annotated[int, Meta(ge=1)]
    quantisation: Quantisation
    versions: dict[str, str]
    parity: Parity | None = None


class Manifest(_Strict, frozen=True):
    """A model folder's description."""

    schema: Literal[1]
    id: Name
    family: Name
    task: Task
    files: dict[str, File]
    graphs: dict[str, Graph]
    source: Source
    export: Export
    also: tuple[Task, ...] = ()
    """Further tasks that the same opened model has the protocols of."""
    title: str = ""
    languages: tuple[str, ...] = ()
    prompt: str = ""
    image: Image | None = None
    tokens: Tokens = field(default_factory=Tokens)
    decoder: Decoding | None = None
    options: dict[str, Any] = field(default_factory=dict)
    """What only this family knows; it converts them itself, as strictly."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All that it does, the main one first."""
        return (self.task, *self.also)

    @property
    def bytes(self) -> int:
        """The size of all files together."""
        return sum(file.bytes for file in self.files.values())


def read_manifest(data: bytes, name: str) -> Manifest:
    """The manifest in `data`; `name` is what a message calls the model. Raises ManifestError."""
    if len(data) > MANIFEST_BYTES:
        raise ManifestError(name, N_("Its manifest is too large to be one."))
    try:
        raw = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ManifestError(name, N_("Its manifest is not valid JSON.")) from error
    if not isinstance(raw, dict):
        raise ManifestError(name, N_("Its manifest is not a JSON object."))
    schema = raw.get("schema")
    if schema != SCHEMA or isinstance(schema, bool | float):
        raise ManifestError(
            name,
            N_("Its manifest is of schema {schema}, and only {known} is known."),
            schema=str(schema)[:20],
            known=SCHEMA,
        )
    try:
        manifest = msgspec.convert(raw, Manifest)
    except (msgspec.ValidationError, RecursionError) as error:
        said = quotable(str(error), most=200)
        raise ManifestError(name, N_("Its manifest is wrong: {error}."), error=said) from error
    _check(manifest, name)
    return manifest


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as it is written: indented, so that people can read it."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def _check(manifest: Manifest, name: str) -> None:
    """What types alone cannot hold."""
    for role, file in manifest.files.items():
        _check_path(file.path, role, name)
    paths = [file.path.casefold() for file in manifest.files.values()]  # two names, one file on some systems
    if len(set(paths)) != len(paths):
        raise ManifestError(name, N_("Its manifest names one file twice."))
    if manifest.bytes > MODEL_BYTES:
        raise ManifestError(
            name, N_("It claims {count} gigabytes, more than a model may have."), count=f"{manifest.bytes / 1e9:.0f}"
        )
    for role in manifest.graphs:
        if role not in manifest.files:
            raise ManifestError(
                name, N_("Its manifest describes the graph {role} but names no file for it."), role=role
            )
    if (image := manifest.image) is not None:
        if not all(math.isfinite(x) for x in (image.rescale, *image.mean, *image.std)) or 0.0 in image.std:
            raise ManifestError(name, N_("Its manifest has numbers for the picture that cannot be used."))
        if image.fit != "stretch" and image.shortest is None:
            raise ManifestError(
                name, N_("Its manifest says {fit} but not how long the shorter side is."), fit=image.fit
            )
    if (decoder := manifest.decoder) is not None:
        for pattern in (decoder.cache_in, decoder.cache_out, decoder.cross):
            if pattern is not None and not _is_pattern(pattern):
                raise ManifestError(name, N_("Its manifest names the cache without layer and part."))


def _is_pattern(pattern: str) -> bool:
    left = pattern.replace("{layer}", "", 1).replace("{part}", "", 1)
    return len(left) == len(pattern) - 13 and "{" not in left and "}" not in left


def _check_path(path: str, role: str, name: str) -> None:
    """Every path stays in the folder, on every system this runs on."""
    parts = path.split("/")
    if path.startswith("/") or re.match("[A-Za-z]:", path) or "\\" in path:
        raise ManifestError(name, N_("The path of its file {role} is not relative."), role=role)
    if ".." in parts:
        raise ManifestError(name, N_("The path of its file {role} leads out of its folder."), role=role)
    if any(part in ("", ".") or ":" in part or not part.isprintable() for part in parts) or path == NAME:
        raise ManifestError(name, N_("The path of its file {role} is no file name."), role=role)
