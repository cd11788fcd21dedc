"""`python -m tests.fuzz NAME --seconds N`: one target, guided by what its input reaches (atheris, LibFuzzer).

It needs atheris beside what the tests need, in an environment of its own:
`python3 -m venv .fuzz && .fuzz/bin/pip install -e '.[test]' atheris && .fuzz/bin/python -m tests.fuzz --list`.
What fails is left in the folder of `--found`, and `--again FILE` runs it once more.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from tests.fuzz import Target, targets
from tests.fuzz import target as find

_LONGEST = 20_000  # bytes of one input
_MOST_WORDS = 500  # of the seeds in the dictionary
_SEEN = ["assistant", "models", "PIL", "tomllib", "tarfile", "zipfile", "gzip", "lzma", "wave", "xml", "email", "html"]


def main() -> int:
    """Exit code 0 where nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("name", nargs="?", help="which target")
    parser.add_argument("--list", action="store_true", help="name the targets")
    parser.add_argument("--seconds", type=int, default=60, help="how long")
    parser.add_argument("--found", type=Path, default=Path(), help="where input is left that fails")
    parser.add_argument("--corpus", type=Path, help="where input is kept that reaches something new")
    parser.add_argument("--again", type=Path, help="a file to run once")
    arguments = parser.parse_args()
    try:
        import atheris  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        sys.exit("atheris is missing: see the top of tests/fuzz/__main__.py for the command that installs it.")
    if arguments.list or arguments.name is None:
        print("\n".join(targets()))
        return 0
    atheris.enabled_hooks.add("str")
    with atheris.instrument_imports(include=_SEEN):
        target = find(arguments.name)
        if target is None:
            sys.exit(f"No target is named {arguments.name}; --list names them.")
        for seed in target.seeds():  # what is imported at first use, such as Pillow's readers, is seen too
            target.run(seed)
    if arguments.again is not None:
        target.run(arguments.again.read_bytes())
        return 0
    with tempfile.TemporaryDirectory(prefix="lookaloud-corpus-") as folder:
        corpus = arguments.corpus or Path(folder) / "corpus"
        _write_seeds(target, corpus)
        dictionary = Path(folder) / "words"
        dictionary.write_text("\n".join(map(_entry, _words(target))), "ascii")
        options = [
            f"-max_total_time={arguments.seconds}", f"-max_len={_LONGEST}", "-timeout=30", "-rss_limit_mb=2500",
            "-print_final_stats=1", "-len_control=0", f"-dict={dictionary}", f"-artifact_prefix={arguments.found}/",
        ]  # fmt: skip
        atheris.Setup([sys.argv[0], *options, str(corpus)], target.run)
        atheris.Fuzz()
    return 0


def _write_seeds(target: Target, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (folder / f"seed-{number}").write_bytes(seed)


def _words(target: Target) -> list[bytes]:
    """Those of its own and of its seeds, the shortest first."""
    of_seeds = {word for seed in target.seeds() for word in re.findall(rb"[A-Za-z_][\w.:/ -]{1,30}[\w\"]", seed)}
    return [*target.words, *sorted(of_seeds - set(target.words), key=lambda word: (len(word), word))[:_MOST_WORDS]]


def _entry(word: bytes) -> str:
    """As LibFuzzer reads it: https://llvm.org/docs/LibFuzzer.html#dictionaries."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"'


if __name__ == "__main__":
    sys.exit(main())
