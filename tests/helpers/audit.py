"""Known holes in what LookAloud depends on: its packages with all that they need, asked of the OSV database at once.

`python -m tests.helpers.audit` sends names and versions of public packages to https://api.osv.dev, and nothing else.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import requests
from packaging.requirements import Requirement

SERVICE = "https://api.osv.dev/v1/querybatch"
_WAIT = 30  # seconds
FINE, FOUND, NOT_ASKED = 0, 1, 2  # exit codes


def packages(*roots: str) -> dict[str, str]:
    """Name and version of the installed packages `roots` and of all that they need here, extras left out."""
    found: dict[str, str] = {}
    waiting = list(roots)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).casefold()
        if name in found:
            continue
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or a version of Python
        found[name] = package.version
        wanted = [Requirement(each) for each in package.requires or ()]
        waiting += [each.name for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""})]
    return found


def holes(known: Mapping[str, str], service: str = SERVICE) -> dict[str, list[str]]:
    """Package to the names of its known holes. Raises requests.RequestException, ValueError where nothing is known."""
    names = sorted(known)
    queries: list[Any] = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": known[name]} for name in names]
    answer = requests.post(service, json={"queries": queries}, timeout=_WAIT)
    answer.raise_for_status()
    results = answer.json()["results"]
    if len(results) != len(names):
        raise ValueError(f"{len(results)} answers to {len(names)} questions")
    found = (
        (name, [hole["id"] for hole in result.get("vulns", ())]) for name, result in zip(names, results, strict=True)
    )
    return {name: ids for name, ids in found if ids}


def main(arguments: Sequence[str]) -> int:
    """Print what is found; FINE, FOUND or NOT_ASKED. An argument is another address than SERVICE."""
    known = {name: version for name, version in packages("lookaloud").items() if name != "lookaloud"}
    try:
        found = holes(known, *arguments)
    except (requests.RequestException, ValueError, KeyError, TypeError) as error:
        print(f"audit: the database of known holes gave no answer, so nothing was audited: {error}", file=sys.stderr)
        return NOT_ASKED
    for name, ids in found.items():
        print(f"audit: {name} {known[name]}: {', '.join(ids)}")
    print(f"audit: {len(known)} packages, {len(found)} with known holes.")
    return FOUND if found else FINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
