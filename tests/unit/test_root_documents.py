"""README, NOTICE, LICENSE and CHANGELOG. That the README's commands work is tested with the command line."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

from assistant import __version__
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]


def requirements_of(names: list[str]) -> set[str]:
    """Every package that `names` need here, themselves included, with names as PyPI compares them."""
    found: set[str] = set()
    left = list(names)
    while left:
        name = re.split(r"[^A-Za-z0-9._-]", left.pop().strip())[0]
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # of another platform, or an extra that nobody asked for
        key = normal(name)
        if key not in found:
            found.add(key)
            left += [need for need in distribution.requires or [] if "extra ==" not in need]
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_that_is_installed_is_named_in_the_notice() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    notice = {normal(word) for word in re.findall(r"[\w.-]+\w", (ROOT / "NOTICE").read_text("utf-8"))}
    needed = requirements_of(project["dependencies"])
    assert {"pyside6-addons", "rapidocr", "espeakng-loader", "numpy"} <= needed
    assert needed <= notice


def test_the_licence_is_apache_2_in_full() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License\n                           Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    assert all(f"\n   {number}. " in licence for number in range(1, 10))


def test_the_changelog_is_kept() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## \[(.+?)\]", changelog, re.M)
    assert headings[0] == "Unreleased" or headings[0] == __version__
    assert set(re.findall(r"^### (.+)$", changelog, re.M)) <= {
        "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security",
    }  # fmt: skip


def test_the_readme_suits_a_screen_reader() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = readme.splitlines()
    assert lines[0].startswith("# ")
    assert max(map(len, lines)) <= 120
    assert "![" not in readme, "no pictures and no badges"
    assert "<" not in re.sub(r"`[^`]*`", "", readme), "no HTML"
    assert not re.search(r"^\|", readme, re.M), "lists rather than tables"
    levels = [len(line.split()[0]) for line in lines if re.match(r"#+ ", line)]
    assert levels.count(1) == 1
    assert set(levels) <= {1, 2}


def test_the_readme_names_each_page_of_the_settings() -> None:
    import dataclasses

    readme = (ROOT / "README.md").read_text("utf-8")
    pages = [field.metadata["label"] for field in dataclasses.fields(Settings) if field.metadata]
    assert pages
    for page in pages:
        assert f"- {page}: " in readme
