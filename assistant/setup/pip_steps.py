"""What pip prints, as sentences: the large downloads, the unpacking, and why it failed."""

from __future__ import annotations

import re
from collections.abc import Sequence

LARGE = 5.0  # megabytes; the 20 smaller parts together take less time than one sentence

_DOWNLOADING = re.compile(r"Downloading (?P<file>\S+?\.(?:whl|tar\.gz)).* \((?P<size>[\d.]+) MB\)")
_OFFLINE = re.compile(
    r"NewConnectionError|NameResolutionError|Name or service not known|Temporary failure in name resolution|"
    r"Network is unreachable|No route to host|Connection refused|ConnectTimeout|ReadTimeout|Read timed out|"
    r"Could not fetch URL|ProxyError|SSLError|Connection aborted|IncompleteRead",
    re.IGNORECASE,
)


class PipSteps:
    """Turns pip's lines into sentences, one by one."""

    def __init__(self) -> None:
        self._told_retry = False

    def __call__(self, line: str) -> str:
        """The sentence for this line; "" for most of them."""
        text = line.strip()
        if (found := _DOWNLOADING.match(text)) and float(found["size"]) >= LARGE:
            name = found["file"].rsplit("/", 1)[-1].split("-")[0].replace("_", " ")
            return f"Downloading {name}, {float(found['size']):.0f} megabytes."
        if text.startswith("Installing collected packages:"):
            return f"Unpacking {text.count(',') + 1} parts."
        if "Retrying (" in text and not self._told_retry:
            self._told_retry = True
            return "The package index does not answer. Trying again."
        return ""


def reason(lines: Sequence[str]) -> str:
    """Why pip failed and what to do, in one or two sentences."""
    text = "\n".join(lines)
    if "No space left on device" in text:
        return "The disk is full. Free some room, then run the same command again."
    if _OFFLINE.search(text):
        return (
            "LookAloud could not fetch its parts: the package index cannot be reached. "
            "Connect to the internet, then run the same command again."
        )
    if "Permission denied" in text:
        return "LookAloud's environment cannot be written. Run the same command as the owner of its folder."
    errors = [line.strip() for line in lines if line.lstrip().startswith("ERROR:")]
    last = errors[-1].removeprefix("ERROR:").strip() if errors else (lines[-1].strip() if lines else "it said nothing")
    return f"Installing LookAloud's parts failed. pip says: {last}"
