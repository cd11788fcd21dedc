"""What a model is made of: its manifest, its tokeniser, its graphs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

import resources
from models import external_data
from models.errors import ManifestError, ModelDamaged
from models.inputs.tokens import Tokeniser
from models.manifest import read_manifest
from tests.fuzz import Target
from tests.fuzz.archives import archive, archives
from tests.fuzz.source import check_sentence, file_of


def manifest(data: bytes) -> None:
    """A model's manifest: read, or refused with a sentence."""
    try:
        read_manifest(data, "toy")
    except ManifestError as error:
        check_sentence(error.spoken)


def manifests() -> Sequence[bytes]:
    """Those of the built-in models."""
    names = ("icons", "minilm-l6", "pictures", "screens")
    return [resources.path("models", name, "manifest.json").read_bytes() for name in names]


def tokeniser(data: bytes) -> None:
    """A model's tokenizer.json: it makes ids of any text, or the model is damaged."""
    try:
        found = Tokeniser(file_of(data, "tokenizer.json"), "toy")
        ids = found.encode("a red dog ##s [BOS] \u00fc", special=True, longest=3)
        assert len(ids) <= 3
        found.decode([*ids, 0, 99_999])
    except ModelDamaged as error:
        check_sentence(error.spoken)


def tokenisers() -> Sequence[bytes]:
    """A small one of each kind, with the steps that the models' own have."""
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    metaspace = {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": True}
    template = {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[BOS]", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}}], "pair": [{"Sequence": {"id": "A", "type_id": 0}},
                {"Sequence": {"id": "B", "type_id": 1}}],
                "special_tokens": {"[BOS]": {"id": "[BOS]", "ids": [2], "tokens": ["[BOS]"]}}}  # fmt: skip
    bert = {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
            "lowercase": True}  # fmt: skip
    split = {"type": "Split", "pattern": {"Regex": "\\p{N}{1,3}|\\s+(?!\\S)"}, "behavior": "Isolated", "invert": False}
    replace = {"type": "Replace", "pattern": {"String": " "}, "content": "_"}
    words = {"[UNK]": 0, "red": 1, "[BOS]": 2, "##s": 3, "r": 4, "e": 5, "d": 6, "re": 7}
    made = [
        ({"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
          "vocab": words}, {"type": "Lowercase"}, {"type": "Whitespace"}, None,
         {"type": "WordPiece", "prefix": "##", "cleanup": True}),
        ({"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
          "end_of_word_suffix": "", "fuse_unk": False, "byte_fallback": True, "vocab": words,
          "merges": [["r", "e"], ["re", "d"]]}, {"type": "NFC"}, byte_level, template, byte_level),
        ({"type": "Unigram", "unk_id": 0, "vocab": [["[UNK]", 0.0], ["red", -1.5], ["[BOS]", -2.0]],
          "byte_fallback": False}, {"type": "Sequence", "normalizers": [{"type": "NFKC"}, replace, {"type": "Strip",
          "strip_left": True, "strip_right": True}]}, metaspace, template, metaspace),
        ({"type": "WordLevel", "vocab": words, "unk_token": "[UNK]"}, bert, {"type": "Sequence", "pretokenizers":
          [split, {"type": "Digits", "individual_digits": True}]}, {"type": "BertProcessing", "sep": ["[BOS]", 2],
          "cls": ["[BOS]", 2]}, {"type": "Sequence", "decoders": [replace, {"type": "ByteFallback"}, {"type": "Fuse"},
          {"type": "Strip", "content": "_", "start": 1, "stop": 0}]}),
    ]  # fmt: skip
    whole = [
        msgspec.json.encode({
            "version": "1.0", "truncation": {"direction": "Right", "max_length": 8, "strategy": "LongestFirst",
            "stride": 0}, "padding": {"strategy": {"Fixed": 8}, "direction": "Right", "pad_to_multiple_of": None,
            "pad_id": 0, "pad_type_id": 0, "pad_token": "[UNK]"},
            "added_tokens": [{"id": 2, "content": "[BOS]", "single_word": False, "lstrip": False, "rstrip": False,
                              "normalized": False, "special": True}],
            "normalizer": normaliser, "pre_tokenizer": before, "post_processor": after, "decoder": decoder,
            "model": model,
        })
        for model, normaliser, before, after, decoder in made
    ]  # fmt: skip
    return [*whole, whole[0].replace(b'"[UNK]":0,', b"")]


def graphs() -> Sequence[bytes]:
    """Graphs with tensors in other files, at every place where a tensor can stand; fields as in onnx.proto3."""

    def tag(value: int) -> tuple[int, int]:
        return value & 0x7F | 0x80, value >> 7

    def field(number: int, *parts: bytes) -> bytes:
        body = b"".join(parts)
        return bytes((*tag(number << 3 | 2), *tag(len(body)))) + body

    where, offset = field(1, b"location"), field(1, b"offset")
    tensor = field(13, where, field(2, b"weights.data")) + field(13, offset, field(2, b"0"))
    plain = b"\x08\x07" + field(5, tensor)
    sparse = field(15, field(1, tensor), field(2, tensor))
    node = field(1, field(4, b"If"), *(field(5, field(number, tensor)) for number in (5, 10)))
    deep = plain
    for number in (6, 11, 6):
        deep = field(1, field(5, field(number, deep)))
    in_node = field(1, field(5, field(22, field(1, tensor))))
    found = [field(7, plain), field(7, sparse), field(7, node), field(7, deep, in_node)]
    return [b"\x08\x0a" + graph + field(25, field(7, field(5, field(5, tensor)))) for graph in found]


def onnx(data: bytes) -> None:
    """A graph: which files it refers to, or that it is none."""
    try:
        for location in external_data.locations(file_of(data, "graph.onnx")):
            location.encode()
    except external_data.NotOnnx:
        pass


TARGETS = {
    "manifests": Target(manifest, manifests),
    "tokenisers": Target(tokeniser, tokenisers),
    "graphs": Target(onnx, graphs, words=[b"location", b"\x3a", b"\x6a", b"\x2a", b"\xca\x01", b"\xb2\x01"]),
    "archives": Target(archive, archives),
}
