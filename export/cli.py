"""lookaloud-export: a checkpoint to a verified model folder, or the table of families with --self-test."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from export.errors import CheckpointError, ExportError, Interrupted
from models.errors import ManifestError

_EXTRA = ("torch", "transformers", "onnx", "onnxscript", "safetensors")
_TASKS = ("caption", "answer", "match", "transcribe", "classify", "detect", "embed", "label", "screen")


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0, or the error's exit code; what went wrong is on standard error."""
    chosen = _parser().parse_intermixed_args(arguments)
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        if chosen.self_test:
            return _self_test(as_json=chosen.json)
        if not chosen.checkpoint or not chosen.out:
            print("lookaloud-export: name a checkpoint and a folder to make.", file=sys.stderr)
            return 2
        return _export(chosen)
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        print(f"lookaloud-export: {error.name} is not installed; see docs/models.md, Exporting.", file=sys.stderr)
        return 3
    except ExportError as error:
        print(f"lookaloud-export: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("lookaloud-export: Stopped. Nothing was written.", file=sys.stderr)
        return Interrupted.exit_code
    finally:
        signal.signal(signal.SIGTERM, before)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("lookaloud-export", description=__doc__)
    parser.add_argument("checkpoint", nargs="?", help="a folder, or a name on the hub")
    parser.add_argument("out", nargs="?", type=Path, help="the model folder to make; it must not be there yet")
    parser.add_argument("--task", choices=_TASKS, help="where a checkpoint serves several; the first is the default")
    parser.add_argument("--quantise", choices=("none", "fp16", "int8", "q4"), default="none")
    parser.add_argument("--verify", type=int, default=6, metavar="N", help="how many inputs are compared (default 6)")
    parser.add_argument(
        "--limit",
        type=float,
        metavar="SHARE",
        help="of tokens that must be equal, 0 to 1",
    )
    parser.add_argument(
        "--calibrate",
        type=Path,
        metavar="DIR",
        help="of image-text matching: pictures with captions (metadata.jsonl) to weigh its two scores by",
    )
    parser.add_argument("--triton", type=Path, metavar="DIR", help="a Triton model repository to make besides")
    parser.add_argument("--id", help="the model's name; the default is the folder's")
    parser.add_argument(
        "--allow-pickle",
        action="store_true",
        help="read weights that are a pickle: this can run any program its maker put there, as you",
    )
    parser.add_argument("--self-test", action="store_true", help="export a tiny random model of every family")
    parser.add_argument("--json", action="store_true", help="the self-test's table as JSON lines")
    return parser


def _export(chosen: argparse.Namespace) -> int:
    if chosen.verify < 1:
        print("lookaloud-export: --verify needs at least 1: what was not compared is not written.", file=sys.stderr)
        return 2
    print("Loading PyTorch.", file=sys.stderr)
    checkpoint = _checkpoint(chosen.checkpoint, allow_pickle=chosen.allow_pickle)
    from export.pipeline import STEPS, Request, export

    def progress(step: str, at: str) -> None:
        print(f"{STEPS.index(step) + 1} of {len(STEPS)}: {step}{f', {at}' if at else ''}", file=sys.stderr)

    if chosen.allow_pickle:
        print("Reading a pickle runs what its maker put there. Go on only if you trust them.", file=sys.stderr)
    report = export(
        Request(
            checkpoint=checkpoint,
            out=chosen.out.absolute(),
            task=chosen.task,
            quantisation=chosen.quantise,
            cases=chosen.verify,
            limit=chosen.limit,
            allow_pickle=chosen.allow_pickle,
            name=chosen.id,
            calibrate=chosen.calibrate,
            triton=chosen.triton and chosen.triton.absolute(),
        ),
        progress=progress,
    )
    verified = report.verified
    print(
        f"{chosen.out}: {report.recipe.name}, {report.manifest.bytes / 1e6:.0f} MB; {verified.equal} of "
        f"{verified.compared} tokens are PyTorch's, values differ by at most {verified.max_difference:.2g}."
    )
    return 0


def _checkpoint(name: str, *, allow_pickle: bool) -> Path:
    """The folder of that name, or the hub's checkpoint, fetched. Raises CheckpointError."""
    if Path(name).is_dir():
        return Path(name)
    if name.startswith((".", "/", "~")) or name.count("/") > 1 or "/" not in name:
        raise CheckpointError(f"{name} is no folder.")
    from models.cancel import CancelToken
    from models.store.errors import StoreError
    from models.store.fetch import fetch
    from models.store.hub import Hub
    from models.store.install import downloads_directory, wanted

    print(f"Fetching {name}.", file=sys.stderr)
    try:
        hub = Hub()
        repository = hub.repository(name)
        files = wanted(repository, None, pickles=allow_pickle)
        return fetch(hub, repository, files, downloads_directory(), cancel=CancelToken())
    except (StoreError, ManifestError) as error:
        raise CheckpointError(f"{name} is no folder and cannot be fetched: {error.spoken}") from error


def _self_test(*, as_json: bool) -> int:
    import json

    from export.self_test import as_text, rows

    failed = False
    for number, row in enumerate(rows()):
        failed |= not row["ok"]
        print(json.dumps(row) if as_json else as_text(row, heading=number == 0), flush=True)
    return 1 if failed else 0


def _terminated(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt  # so that a stopped service, too, leaves nothing behind


if __name__ == "__main__":
    sys.exit(main())
