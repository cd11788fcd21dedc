"""Brings the catalogues up to date: `python -m resources.locale.make`. Needs Babel, of the extra `test`.

Collects the messages of the source and of its tables (actions, settings, icons, models), writes them into each
`lookaloud.po`, the new ones without a translation, and compiles the `lookaloud.mo` beside it. What no longer stands in
the source is dropped.
"""

from __future__ import annotations

import ast
import dataclasses
import gettext
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages import Catalog

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCES = ("assistant", "models")
SIMPLE, PLURAL, WITH_CONTEXT = ("_", "N_"), ("n_",), ("p_", "NP_")
"""The functions of assistant/languages/words.py whose arguments are messages, where they are written out."""

_HEADER = """# The words of LookAloud. Made by resources.locale.make; only the translations are written by hand.
msgid ""
msgstr ""
"Project-Id-Version: LookAloud\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals={count}; plural={rule};\\n"

"""


def messages_of(source: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The messages in Python source, in its order, each with its context."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in SIMPLE and len(texts) == 1:
            yield texts[0], None
        elif name in PLURAL and len(texts) == 2:
            yield (texts[0], texts[1]), None
        elif name in WITH_CONTEXT and len(texts) == 2:
            yield texts[1], texts[0]


def collected() -> Catalog:
    """The messages of the source, without translations."""
    from babel.messages import Catalog

    found = Catalog(project="LookAloud", charset="utf-8")
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for message, context in messages_of(path.read_text("utf-8")):
                found.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)], context=context)
    for message, context, where in of_tables():
        found.add(message, locations=[(where, 0)], context=context)
    return found


def of_tables() -> Iterator[tuple[str, str | None, str]]:
    """Messages that stand in tables: each with its context and its file."""
    from assistant.actions import Action
    from assistant.settings import Settings

    for action in Action:
        yield action.label, None, "assistant/actions.py"
    for section in dataclasses.fields(Settings):
        if not section.metadata:
            continue
        yield section.metadata["label"], None, "assistant/settings.py"
        for field in dataclasses.fields(getattr(Settings(), section.name)):
            meta = field.metadata
            labels = [label for _value, label in meta.get("choices", ())]
            for text in (meta["label"], meta.get("help", ""), meta.get("unit", ""), *labels):
                if text:
                    yield text, None, "assistant/settings.py"
    icons = "resources/models/icons/labels.json"
    for label in json.loads((ROOT / icons).read_text("utf-8")):
        if label:
            yield label, "icon", icons
    models = "resources/models/catalogue.json"
    for entry in json.loads((ROOT / models).read_text("utf-8")):
        if entry.get("note"):
            yield entry["note"], None, models


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    from babel.messages.pofile import read_po

    with po_file(language).open("rb") as file:
        return read_po(file, locale=language, domain="lookaloud")


def write(language: str, catalogue: Catalog) -> None:
    """Write both files of a language; the compiled one only where it says something else than before."""
    from babel.messages.pofile import write_po

    file = io.BytesIO()
    write_po(file, catalogue, width=120, include_lineno=False, omit_header=True)
    header = _HEADER.format(language=language, count=catalogue.num_plurals, rule=catalogue.plural_expr)
    po_file(language).write_text(header + file.getvalue().decode(), "utf-8")
    compiled = po_file(language).with_suffix(".mo")
    new = compile_catalogue(catalogue)
    if not compiled.exists() or content(new) != content(compiled.read_bytes()):
        compiled.write_bytes(new)


def compile_catalogue(catalogue: Catalog) -> bytes:
    """What gettext reads."""
    from babel.messages.mofile import write_mo

    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def content(compiled: bytes) -> dict[object, str]:
    """The messages of a compiled catalogue, without its header."""
    messages = dict(vars(gettext.GNUTranslations(io.BytesIO(compiled)))["_catalog"])
    del messages[""]
    return messages


def languages() -> list[str]:
    """Those that have a catalogue."""
    return sorted(path.parents[1].name for path in HERE.glob("*/LC_MESSAGES/lookaloud.po"))


def is_translated(string: object) -> bool:
    """Whether a translation is whole."""
    return all(string) if isinstance(string, tuple | list) else bool(string)


def po_file(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return HERE / language / "LC_MESSAGES" / "lookaloud.po"


def main() -> None:
    """Update and compile them all; say how many messages have no translation."""
    template = collected()
    for language in languages():
        catalogue = read(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write(language, catalogue)
        missing = sum(not is_translated(message.string) for message in catalogue if message.id)
        print(f"{language}: {len(catalogue)} messages, {missing} without a translation")


if __name__ == "__main__":
    main()
