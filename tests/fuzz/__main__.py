"""`python -m tests.fuzz NAME --seconds N`: one target, guided by what its input reaches (atheris, LibFuzzer).

It needs atheris beside what the tests need, in an environment of its own:
`python3 -m venv .fuzz && .fuzz/bin/pip install -e '.[test]' atheris && .fuzz/bin/python -m tests.fuzz --list`.
What fails is left in the folder of `--found`, and `--again FILE` runs it once more.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz import Target, targets

_LONGEST = 20_000  # bytes of one input


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
    with atheris.instrument_imports(include=["assistant", "models", "PIL", "tomllib", "tarfile", "zipfile", "wave"]):
        known = targets()
    if arguments.list or arguments.name is None:
        print("\n".join(known))
        return 0
    target = known[arguments.name]
    if arguments.again is not None:
        target.run(arguments.again.read_bytes())
        return 0
    with tempfile.TemporaryDirectory(prefix="lookaloud-corpus-") as folder:
        corpus = arguments.corpus or Path(folder)
        _write_seeds(target, corpus)
        options = [f"-max_total_time={arguments.seconds}", f"-max_len={_LONGEST}", "-timeout=30", "-rss_limit_mb=2500"]
        atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={arguments.found}/", str(corpus)], target.run)
        atheris.Fuzz()
    return 0


def _write_seeds(target: Target, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (folder / f"seed-{number}").write_bytes(seed)


if __name__ == "__main__":
    sys.exit(main())
