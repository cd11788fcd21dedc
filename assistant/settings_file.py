"""Settings on disk: TOML, read leniently, written atomically."""

from __future__ import annotations

import dataclasses
import itertools
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
from assistant.languages.words import _
from assistant.limits import SETTINGS_BYTES
from assistant.printable import printable_name
from assistant.settings import Settings
from assistant.whole_files import why

_LONGEST = 60  # characters of a name that is said to be wrong


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
        data = _read(path)
    except (FileNotFoundError, NotADirectoryError):
        return LoadResult(Settings())
    except OSError as error:
        return LoadResult(Settings(), (_unreadable(error),))
    except (ValueError, RecursionError):  # tomllib raises both for what is no TOML
        aside = _free_name(path)
        try:
            os.replace(path, aside)
        except OSError:
            damaged = _("The settings file {path} is damaged. The defaults are used.").format(path=path)
            return LoadResult(Settings(), (damaged,))
        kept = _("The settings file was damaged. It was kept as {name}, and the defaults are used.")
        return LoadResult(Settings(), (kept.format(name=aside.name),))
    problems: list[str] = []
    return LoadResult(_section(Settings(), data, problems), tuple(problems))


def save(path: Path, before: Settings, after: Settings) -> None:
    """Write what differs between `before` (as loaded or last saved) and `after`; all else in the file stays.

    So what could not be used, or a newer version wrote, is kept. Written atomically, readable by the user alone.
    Raises SettingsError, also where the file is there but cannot be read: it is left as it is then.
    """
    try:
        kept = _read(path)
    except FileNotFoundError:
        kept, before = {}, Settings()  # all that is no default is written anew
    except (ValueError, RecursionError) as error:
        words = _(
            "The settings cannot be saved: the settings file {path} is damaged. Repair it or take it away. They hold "
            "until LookAloud ends."
        )
        raise SettingsError(words.format(path=path), detail=str(error)) from error
    except OSError as error:
        words = _("The settings cannot be saved: {path} cannot be read: {why}. They hold until LookAloud ends.")
        raise SettingsError(words.format(path=path, why=error.strerror), detail=str(path)) from error
    data = _changed(kept, _plain(before), _plain(after))
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
        words = _("The settings cannot be saved: {why}. They hold until LookAloud ends.")
        raise SettingsError(words.format(why=why(error)), detail=str(path)) from error


def _read(path: Path) -> dict[str, Any]:
    """Raises OSError; ValueError or RecursionError where it is no file of settings."""
    with path.open("rb") as file:
        text = file.read(SETTINGS_BYTES + 1)
    if len(text) > SETTINGS_BYTES:
        raise ValueError("too large")
    return tomllib.loads(text.decode())


def _unreadable(error: OSError) -> str:
    words = _("The settings cannot be read, so the defaults are used: {why}.")
    return words.format(why=error.strerror)


def _free_name(path: Path) -> Path:
    """settings.toml.bad, or settings.toml.bad2 and so on: what was kept before is not written over."""
    numbers = itertools.chain([""], itertools.count(2))
    return next(aside for number in numbers if not (aside := path.with_name(f"{path.name}.bad{number}")).exists())


def problem_with(field: dataclasses.Field[Any], value: object) -> str:
    """Why `value` cannot stand in `field`; empty where it can."""
    label, meta = _(field.metadata.get("label", field.name)), field.metadata
    default = field.default if field.default is not dataclasses.MISSING else None
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else _("{setting} must be true or false.").format(setting=label)
    if isinstance(default, int):
        if not isinstance(value, int) or isinstance(value, bool) or not meta["low"] <= value <= meta["high"]:
            words = _("{setting} must be a whole number from {low} to {high}.")
            return words.format(setting=label, low=meta["low"], high=meta["high"])
        return ""
    if "choices" in meta:
        names = [choice[0] for choice in meta["choices"]]
        words = _("{setting} must be one of {names}.")
        return "" if value in names else words.format(setting=label, names=", ".join(names))
    if isinstance(default, str):
        return "" if isinstance(value, str) else _("{setting} must be text.").format(setting=label)
    if not isinstance(value, Mapping) or not all(isinstance(k, str) and isinstance(v, str) for k, v in value.items()):
        return _("{setting} must be a table of texts.").format(setting=label)
    return ""


def _section(section: Any, data: object, problems: list[str]) -> Any:
    if not isinstance(data, Mapping):
        words = _("The settings of {section} are no table. The defaults are used.")
        problems.append(words.format(section=type(section).__name__))
        return section
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(section):
        if field.name not in data:
            continue
        value = data[field.name]
        now = getattr(section, field.name)
        if dataclasses.is_dataclass(now):
            changes[field.name] = _section(now, value, problems)
        elif isinstance(now, Mapping) and isinstance(value, Mapping):
            changes[field.name] = {name: text for name, text in value.items() if isinstance(text, str)}
            label, words = (
                _(field.metadata["label"]),
                _("In the settings: {setting}: {name} must be text. It was left out."),
            )
            left = (printable_name(name)[:_LONGEST] for name in value if name not in changes[field.name])
            problems += [words.format(setting=label, name=name) for name in left]
        elif problem := problem_with(field, value):
            problems.append(_("In the settings: {problem} The default is used.").format(problem=problem))
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


def _changed(kept: object, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """`kept` with what differs between `before` and `after`, down through the tables."""
    result = dict(kept) if isinstance(kept, Mapping) else {}
    for key in before.keys() - after.keys():
        result.pop(key, None)
    for key, value in after.items():
        old = before.get(key)
        if value == old:
            continue
        result[key] = _changed(result.get(key), old, value) if isinstance(old, Mapping) else value
    return result
