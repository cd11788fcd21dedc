"""A model folder small enough to write in a test: a captioner whose arithmetic numpy can repeat."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper, save
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

from models.manifest import Decoding, Export, File, Graph, Image, Manifest, Source, Tokens, write_manifest

WORDS = ("[PAD]", "[UNK]", "[BOS]", "[EOS]", "a", "red", "blue", "dog", "cat", "on", "grass", ".", "##s")
START, STOP = 2, 3
WIDTH = 6
SIDE = 8  # pixels


@dataclass(frozen=True)
class Weights:
    """Numbers of the toy: `table` (words, width), `head` (width, words), `seen` (3, width)."""

    table: NDArray[np.float32]
    head: NDArray[np.float32]
    seen: NDArray[np.float32]


def weights(seed: int = 0) -> Weights:
    """Random, but the same for the same seed."""
    random = np.random.default_rng(seed)

    def some(*shape: int) -> NDArray[np.float32]:
        return (2 * random.standard_normal(shape)).astype(np.float32)

    return Weights(some(len(WORDS), WIDTH), some(WIDTH, len(WORDS)), some(3, WIDTH))


def logits(of: Weights, pixels: NDArray[np.float32], ids: list[int]) -> NDArray[np.float32]:
    """What the toy's decoder gives after `ids`, worked out here."""
    picture = pixels.mean(axis=(2, 3)) @ of.seen
    result: NDArray[np.float32] = (of.table[ids].mean(axis=0) + picture[0]) @ of.head
    return result


def write_captioner(path: Path, *, seed: int = 0, **changes: Any) -> Path:
    """The folder at `path`; `changes` go over the manifest's fields."""
    path.mkdir(parents=True, exist_ok=True)
    of = weights(seed)
    _save_encoder(path / "encoder.onnx", of)
    _save_decoder(path / "decoder.onnx", of)
    _tokenizer().save(str(path / "tokenizer.json"))
    manifest = msgspec.structs.replace(_manifest(path), **changes)
    write(path, manifest)
    return path


def write_matcher(path: Path, **options: Any) -> Path:
    """A matcher: cosine of the mean colour and the mean row of `table`; the head says yes to a text with the word that
    stands at the place of the picture's strongest colour: red (first) or blue (third). `options`: the manifest's."""
    path.mkdir(parents=True, exist_ok=True)
    table = np.zeros((len(WORDS), 3), np.float32)
    table[WORDS.index("red"), 0] = table[WORDS.index("blue"), 2] = 1
    table[:, 1] = 0.1
    pixels, ids = ("batch", 3, SIDE, SIDE), ("batch", "words")
    length = [
        helper.make_node("ReduceL2", ["flat", "last"], ["length"], keepdims=1),
        helper.make_node("Div", ["flat", "length"], ["unit"]),
    ]
    words = [
        helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["rows", "column"], ["kept"]),
        helper.make_node("ReduceMean", ["kept", "one"], ["flat"], keepdims=0),
    ]
    numbers = {"last": np.asarray([-1]), "one": np.asarray([1]), "sides": np.asarray([2, 3]), "table": table}
    texts = [
        helper.make_tensor_value_info(name, TensorProto.INT64, list(ids)) for name in ("input_ids", "attention_mask")
    ]
    seen = [
        helper.make_node("ReduceMean", ["pixel_values", "sides"], ["flat"], keepdims=0),
        *length,
        helper.make_node("Identity", ["unit"], ["image_embed"]),
        helper.make_node("Unsqueeze", ["flat", "one"], ["image_hidden"]),
    ]
    hidden, embed = _floats("image_hidden", ["batch", 1, 3]), _floats("image_embed", ["batch", 3])
    _save(path / "vision.onnx", seen, [_floats("pixel_values", list(pixels))], [hidden, embed], numbers)
    said = [*words, *length, helper.make_node("Identity", ["unit"], ["text_embed"])]
    _save(path / "text.onnx", said, texts, [_floats("text_embed", ["batch", 3])], numbers)
    head = [
        *words,
        helper.make_node("Squeeze", ["image_hidden", "one"], ["picture"]),
        helper.make_node("Mul", ["flat", "picture"], ["alike"]),
        helper.make_node("MatMul", ["alike", "head"], ["match_logits"]),
    ]
    both = {**numbers, "head": np.asarray([[-40, 40], [0, 0], [-40, 40]], np.float32)}
    _save(path / "cross.onnx", head, [*texts, hidden], [_floats("match_logits", ["batch", 2])], both)
    _tokenizer().save(str(path / "tokenizer.json"))
    nothing = "0" * 64
    of_texts: dict[str, tuple[int | str, ...]] = {"input_ids": ids, "attention_mask": ids}
    manifest = msgspec.structs.replace(
        _manifest(path),
        family="blip",
        task="match",
        files={
            **{role: File(path=f"{role}.onnx", sha256=nothing, bytes=0) for role in ("vision", "text", "cross")},
            "tokenizer": File(path="tokenizer.json", sha256=nothing, bytes=0),
        },
        graphs={
            "vision": Graph(
                inputs={"pixel_values": pixels}, outputs={"image_hidden": ("batch", 1, 3), "image_embed": ("batch", 3)}
            ),
            "text": Graph(inputs=of_texts, outputs={"text_embed": ("batch", 3)}),
            "cross": Graph(
                inputs={**of_texts, "image_hidden": ("batch", 1, 3)}, outputs={"match_logits": ("batch", 2)}
            ),
        },
        decoder=None,
        options={"longest": 12, **options},
    )
    write(path, manifest)
    return path


def write(path: Path, manifest: Manifest) -> None:
    """The manifest with the sizes and hashes that its files have now."""
    files = {}
    for role, file in manifest.files.items():
        data = (path / file.path).read_bytes()
        files[role] = File(path=file.path, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
    (path / "manifest.json").write_bytes(write_manifest(msgspec.structs.replace(manifest, files=files)))


def _manifest(path: Path) -> Manifest:
    cache = ("batch", 1, "past", WIDTH)
    total = ("batch", 1, "total", WIDTH)
    cross = ("batch", 1, 1, WIDTH)
    nothing = "0" * 64
    return Manifest(
        schema=1,
        id=path.name,
        family="vision_encoder_decoder",
        task="caption",
        files={
            "encoder": File(path="encoder.onnx", sha256=nothing, bytes=0),
            "decoder": File(path="decoder.onnx", sha256=nothing, bytes=0),
            "tokenizer": File(path="tokenizer.json", sha256=nothing, bytes=0),
        },
        graphs={
            "encoder": Graph(
                inputs={"pixel_values": ("batch", 3, SIDE, SIDE)},
                outputs={"cross.0.key": cross, "cross.0.value": cross},
            ),
            "decoder": Graph(
                inputs={
                    "input_ids": ("batch", "length"),
                    "past.0.key": cache,
                    "past.0.value": cache,
                    "cross.0.key": cross,
                    "cross.0.value": cross,
                },
                outputs={"logits": ("batch", 1, len(WORDS)), "present.0.key": total, "present.0.value": total},
            ),
        },
        image=Image(height=SIDE, width=SIDE, resample="bilinear", mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5)),
        tokens=Tokens(start=(START,), stop=(STOP,), pad=0),
        decoder=Decoding(layers=1, heads=1, head_dim=WIDTH, context=40, max_new_tokens=8, cross="cross.{layer}.{part}"),
        source=Source(checkpoint="toy", licence="Apache-2.0"),
        export=Export(opset=20, quantisation="none", versions={}),
    )


def _save_encoder(path: Path, of: Weights) -> None:
    nodes = [
        helper.make_node("ReduceMean", ["pixel_values", "sides"], ["mean"], keepdims=0),
        helper.make_node("MatMul", ["mean", "seen"], ["flat"]),
        helper.make_node("Unsqueeze", ["flat", "ones"], ["cross.0.key"]),
        helper.make_node("Identity", ["cross.0.key"], ["cross.0.value"]),
    ]
    outputs = [_floats(f"cross.0.{part}", ["batch", 1, 1, WIDTH]) for part in ("key", "value")]
    constants = {"sides": np.asarray([2, 3]), "seen": of.seen, "ones": np.asarray([1, 2])}
    _save(path, nodes, [_floats("pixel_values", ["batch", 3, SIDE, SIDE])], outputs, constants)


def _save_decoder(path: Path, of: Weights) -> None:
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["embedded"]),
        helper.make_node("Unsqueeze", ["embedded", "one"], ["new"]),
        helper.make_node("Concat", ["past.0.key", "new"], ["present.0.key"], axis=2),
        helper.make_node("Concat", ["past.0.value", "new"], ["present.0.value"], axis=2),
        helper.make_node("ReduceMean", ["present.0.key", "two"], ["own"], keepdims=0),
        helper.make_node("ReduceMean", ["cross.0.value", "two"], ["other"], keepdims=0),
        helper.make_node("Add", ["own", "other"], ["both"]),
        helper.make_node("MatMul", ["both", "head"], ["logits"]),
        helper.make_node("Identity", ["cross.0.key"], ["unused"]),
    ]
    caches = [_floats(f"past.0.{part}", ["batch", 1, "past", WIDTH]) for part in ("key", "value")]
    cross = [_floats(f"cross.0.{part}", ["batch", 1, 1, WIDTH]) for part in ("key", "value")]
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])
    outputs = [
        _floats("logits", ["batch", 1, len(WORDS)]),
        *(_floats(f"present.0.{part}", ["batch", 1, "total", WIDTH]) for part in ("key", "value")),
    ]
    constants = {"table": of.table, "head": of.head, "one": np.asarray([1]), "two": np.asarray([2])}
    _save(path, nodes, [ids, *caches, *cross], outputs, constants)


def _save(path: Path, nodes: list[Any], inputs: list[Any], outputs: list[Any], constants: dict[str, Any]) -> None:
    initializers = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "toy", inputs, outputs, initializers)
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10), str(path))


def _floats(name: str, shape: list[int | str]) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _tokenizer() -> Any:
    tokenizer = Tokenizer(models.WordPiece({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(["[PAD]", "[BOS]", "[EOS]"])
    return tokenizer
