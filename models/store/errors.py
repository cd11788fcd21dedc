"""What can go wrong with installing models. Each says what happened and what the user can do.

StoreError
    Offline, HubUnreachable, HubRefused, HubMissing, HubFailed, DownloadWrong, NoRoom
    BadArchive, AlreadyInstalled, NotOurs, ExporterMissing, ExportFailed, UnknownName, CannotWrite
"""

from __future__ import annotations

from models.errors import ModelError, quotable
from models.words import N_, _


class StoreError(ModelError):
    """A model could not be installed, fetched or removed. `words`: a message, with what stands in its places."""

    def __init__(self, words: str, /, *, detail: str = "", **places: object) -> None:
        english = quotable(words.format(**places), most=600)
        super().__init__(f"{english} ({detail})" if detail else english)
        self.spoken = quotable(_(words).format(**places), most=600)


class Offline(StoreError):
    """The user said that nothing is to be fetched."""

    def __init__(self) -> None:
        super().__init__(N_("HF_HUB_OFFLINE is set, so nothing is fetched. Unset it, or add the model from a file."))


class HubUnreachable(StoreError):
    """There is no connection to the hub."""

    def __init__(self, host: str, detail: str) -> None:
        super().__init__(
            N_("{host} cannot be reached. Check the connection and try again; what was fetched so far is kept."),
            host=host,
            detail=detail,
        )


class HubRefused(StoreError):
    """The hub wants a token, or does not give this model to its owner."""

    def __init__(self, name: str, host: str) -> None:
        super().__init__(
            N_("{host} does not give {name} to everybody. Accept its licence there, and set HF_TOKEN to your token."),
            host=host,
            name=name,
        )


class HubMissing(StoreError):
    """The hub has no such thing."""

    def __init__(self, name: str, host: str) -> None:
        super().__init__(N_("{host} has no {name}. Check the name."), host=host, name=name)


class HubFailed(StoreError):
    """The hub answered with an error, or with something that is no answer."""

    def __init__(self, host: str, detail: str) -> None:
        super().__init__(
            N_("{host} does not work at the moment. Try again later; what was fetched so far is kept."),
            host=host,
            detail=detail,
        )


class DownloadWrong(StoreError):
    """What came is not what the hub says it has."""

    def __init__(self, file: str, host: str) -> None:
        super().__init__(
            N_("The file {file} from {host} is not the one it should be, so it was thrown away. Try again."),
            file=file,
            host=host,
        )


class NoRoom(StoreError):
    """The disk is too full."""

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(
            N_("{needed} megabytes are needed and {free} are free. Make room and try again."),
            needed=f"{needed / 1e6:.0f}",
            free=f"{free / 1e6:.0f}",
        )


class BadArchive(StoreError):
    """A file is no archive of a model, or one that must not be unpacked. `fault` is a sentence."""

    def __init__(self, archive: str, fault: str, /, **places: object) -> None:
        super().__init__(f"{archive} cannot be installed. {fault.format(**places)} Nothing was changed.")
        words = _("{file} cannot be installed. {fault} Nothing was changed.")
        self.spoken = words.format(file=archive, fault=_(fault).format(**places))


class AlreadyInstalled(StoreError):
    """A model of that name is there."""

    def __init__(self, id: str) -> None:
        super().__init__(
            N_("A model named {name} is installed already. Remove it first: lookaloud models remove {name}."), name=id
        )


class NotOurs(StoreError):
    """The model lies where LookAloud does not write."""

    def __init__(self, id: str, folder: str) -> None:
        super().__init__(
            N_("The model {name} lies in {folder}, where LookAloud removes nothing. Remove it there."),
            name=id,
            folder=folder,
        )


class ComesWithIt(StoreError):
    """The model is one of the program's own."""

    def __init__(self, id: str) -> None:
        super().__init__(
            N_("The model {name} comes with LookAloud and cannot be removed. It is loaded only when needed."), name=id
        )


class UnknownName(StoreError):
    """The catalogue has no such model, and it is no name on a hub."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("There is no model named {name}. lookaloud models list names those that can be fetched."), name=name
        )


class ExporterMissing(StoreError):
    """The model comes as a PyTorch checkpoint, and nothing here turns it into a model folder."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_(
                "{name} comes as a PyTorch checkpoint, and lookaloud-export, which makes a model of it, is not "
                "installed. See Exporting in docs/models.md, or set LOOKALOUD_EXPORT_PYTHON to the Python that has it."
            ),
            name=name,
        )


class ExportFailed(StoreError):
    """lookaloud-export ended with an error; its last line says which."""

    def __init__(self, name: str, line: str) -> None:
        super().__init__(N_("{name} could not be made into a model. {line}"), name=name, line=line)


class CannotWrite(StoreError):
    """The folder for models cannot be written to."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(
            N_("{folder} cannot be written to: {reason}. Change its owner, or name another in LOOKALOUD_MODELS."),
            folder=folder,
            reason=reason,
        )
