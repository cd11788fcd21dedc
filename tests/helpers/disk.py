"""A disk that is full: a real one of 64 kilobytes where a mount is allowed, a limit for each file anywhere."""

from __future__ import annotations

import contextlib
import resource
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_MOUNT = "mount -t tmpfs -o size=64k none {folder}"


def can_mount() -> bool:
    """Whether this user may mount in a namespace of his own."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def run_on_full_disk(
    command: Sequence[str], folder: Path, *, before: str = "true", env: Mapping[str, str], cwd: Path
) -> subprocess.CompletedProcess[str]:
    """Run `command` while `folder` is a disk of its own that is full but for what `before`, a shell line, leaves.

    What lies in the folder afterwards is printed last, as `ls -A` does.
    """
    lines = (_MOUNT.format(folder=shlex.quote(str(folder))), before, shlex.join(command), f"ls -A {folder}")
    return subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", "; ".join(lines)],
        env=dict(env), cwd=cwd, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@contextlib.contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """In the block no file of this process can grow over `size` bytes: writing fails in the middle."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))  # Python ignores SIGXFSZ, so that it is an OSError
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
