"""Settings on disk: TOML, read leniently, written atomically."""

from __future__ import annotations

import dataclasses
import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
import tomli_w

from assistant.errors import SettingsError
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class LoadResult:
    """`problems`: sentences about what in the file could not be used; the default stands in for it."""

    settings: Settings
    problems: tuple[str, ...] = ()


def default_path() -> Path:
    """Where the settings live on this platform."""
    return Path(platformdirs.user_config_dir("lookaloud", appauthor=False)) / "settings.toml"


def load(path: Path) -> LoadResult:
    """Read settings; never raises. A file that is no TOML is kept beside as settings.toml.bad."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return LoadResult(Settings())
    except OSError as error:
        return LoadResult(Settings(), (f"The settings cannot be read, so the defaults are used: {error.strerror}.",))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        try:
            os.replace(path, path.with_name(path.name + ".bad"))
        except OSError:
            return LoadResult(Settings(), (f"The settings file {path} is damaged. The defaults are used.",))
        return LoadResult(
            Settings(), (f"The settings file was damaged. It was kept as {path.name}.bad, and the defaults are used.",)
        )
    problems: list[str] = []
    return LoadResult(_section(Settings(), data, problems), tuple(problems))


def save(path: Path, settings: Settings) -> None:
    """Write atomically, readable by the user alone; what a newer version wrote stays. Raises SettingsError."""
    try:
        kept: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        kept = {}
    data = _merged(kept, _plain(settings))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                tomli_w.dump(data, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SettingsError(
            f"The settings cannot be saved: {error.strerror}. They hold until LookAloud ends.", detail=str(path)
        ) from error


def problem_with(field: dataclasses.Field[Any], value: object) -> str:
    """Why `value` cannot stand in `field`; empty where it can."""
    label, meta = field.metadata.get("label", field.name), field.metadata
    default = field.default if field.default is not dataclasses.MISSING else None
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else f"{label} must be true or false."
    if isinstance(default, int):
        if not isinstance(value, int) or isinstance(value, bool) or not meta["low"] <= value <= meta["high"]:
            return f"{label} must be a whole number from {meta['low']} to {meta['high']}."
        return ""
    if "choices" in meta:
        names = [name for name, _ in meta["choices"]]
        return "" if value in names else f"{label} must be one of {', '.join(names)}."
    if isinstance(default, str):
        return "" if isinstance(value, str) else f"{label} must be text."
    if not isinstance(value, Mapping) or not all(isinstance(k, str) and isinstance(v, str) for k, v in value.items()):
        return f"{label} must be a table of texts."
    return ""


def _section(section: Any, data: object, problems: list[str]) -> Any:
    if not isinstance(data, Mapping):
        problems.append(f"The settings of {type(section).__name__} are no table. The defaults are used.")
        return section
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(section):
        if field.name not in data:
            continue
        value = data[field.name]
        now = getattr(section, field.name)
        if dataclasses.is_dataclass(now):
            changes[field.name] = _section(now, value, problems)
        elif problem := problem_with(field, value):
            problems.append(f"In the settings: {problem} The default is used.")
        else:
            changes[field.name] = value
    return dataclasses.replace(section, **changes)


def _plain(section: Any) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for field in dataclasses.fields(section):
        value = getattr(section, field.name)
        if dataclasses.is_dataclass(value):
            result[field.name] = _plain(value)
        else:
            result[field.name] = dict(value) if isinstance(value, Mapping) else value
    return result


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        if isinstance(value, Mapping) and isinstance(before, Mapping) and key != "direct":
            result[key] = _merged(before, value)
        else:
            result[key] = value
    return result
