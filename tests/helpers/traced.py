"""What a program does to the network and the disk, seen from outside (strace, /proc) and from inside (audit hook)."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_CALLS = (
    "socket,socketpair,connect,bind,listen,open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,"
    "write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,truncate,ftruncate,fallocate"
)
_WRITES = ("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range")
_LINE = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)")
_BEGUN = re.compile(r"^(\d+)\s+(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+)\s+<\.\.\. \w+ resumed>(.*)$")
_PLACE = re.compile(r"^\d+<(/[^>]*)>")  # the file of a descriptor; a pipe or socket does not begin with a slash
_OPENED = re.compile(r'"([^"]*)"(?:\.\.\.)?, (?:\{flags=)?([A-Z_|]+)')
_NO_DISK = ("/dev/null", "/dev/pts/", "/dev/tty", "/dev/dri", "/proc/", "/memfd:", "/sys/")

HOOK = """
import json, os, sys
_log = os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
def _hook(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)) and args[2] is not None and (
        args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    ):
        told = [os.fsdecode(args[0])]
    elif event == "socket.__new__":
        told = [int(args[1])]
    elif event in ("os.rename", "os.link"):
        told = [os.fsdecode(args[1])]
    else:
        return
    os.write(_log, (json.dumps([os.getpid(), event, *told]) + chr(10)).encode())
sys.addaudithook(_hook)
"""
"""A `sitecustomize.py`: writes a line for each file opened for writing and each socket, before Python does it."""


@dataclass(slots=True)
class Deeds:
    """`families`: of the sockets made; `opened`: files opened or named for writing; `written`: bytes by file."""

    families: Counter[str] = field(default_factory=Counter)
    opened: set[str] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)

    @property
    def files(self) -> set[str]:
        """What lies on a disk, of all that was opened for writing, named or written."""
        return {name for name in self.opened | set(self.written) if not name.startswith(_NO_DISK)}


def strace(log: Path) -> list[str]:
    """The command to run a program under, as a process of its own, with all its children."""
    return ["strace", "-D", "-f", "--seccomp-bpf", "-y", "-s", "256", "-o", str(log), "-e", f"trace={_CALLS}", "--"]


def can_trace() -> bool:
    """Whether strace is there and may be used: a container may forbid it."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


def of_strace(log: Path) -> Deeds:
    """What the programs of a log of `strace` did, as far as it succeeded."""
    deeds = Deeds()
    for line in _whole_lines(log.read_text(errors="replace").splitlines()):
        found = _LINE.match(line)
        if found is None or int(found[3]) < 0:
            continue
        call, arguments, result = found[1], found[2], int(found[3])
        if call in ("socket", "socketpair"):
            deeds.families[arguments.split(",")[0]] += 1
        elif call in _WRITES:
            place = _PLACE.match(arguments)
            if place is not None:
                deeds.written[place[1].removesuffix(" (deleted)")] += result
        elif call in ("open", "openat", "openat2"):
            opened = _OPENED.search(arguments)
            if opened is not None and {"O_WRONLY", "O_RDWR", "O_CREAT"} & set(opened[2].split("|")):
                deeds.opened.add(opened[1])
        elif call == "creat" or call.startswith(("rename", "link")):
            deeds.opened.update(re.findall(r'"([^"]*)"', arguments)[-1:])
    return deeds


def _whole_lines(lines: Sequence[str]) -> Iterator[str]:
    """Calls that another thread interrupted, put together again."""
    begun: dict[str, str] = {}
    for line in lines:
        if first := _BEGUN.match(line):
            begun[first[1]] = first[2]
        elif rest := _RESUMED.match(line):
            yield f"{rest[1]} {begun.pop(rest[1], '')}{rest[2]}"
        else:
            yield line


def of_hook(log: Path) -> Deeds:
    """What Python did in the processes that loaded HOOK."""
    deeds = Deeds()
    for line in log.read_text().splitlines():
        _pid, event, what = json.loads(line)
        if event == "socket.__new__":
            deeds.families[socket.AddressFamily(what).name] += 1
        else:
            deeds.opened.add(str(what))
    return deeds


def internet_sockets(pid: int) -> list[str]:
    """The open sockets of a process that are none of this machine alone, as /proc tells."""
    own = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            own.add(str(link.readlink()))
        except OSError:
            continue  # closed meanwhile
    found = []
    for name in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "udplite", "packet"):
        table = Path(f"/proc/{pid}/net/{name}")
        lines = table.read_text().splitlines()[1:] if table.exists() else []
        found += [f"{name} {line.strip()}" for line in lines if f"socket:[{_inode(name, line)}]" in own]
    return found


def _inode(table: str, line: str) -> str:
    return line.split()[8 if table == "packet" else 9]
