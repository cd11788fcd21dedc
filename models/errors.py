"""What can go wrong in `models`.

ModelError
    ModelNotFound
    ManifestError
    ModelDamaged
    UnknownFamily
    RunError
        DeviceLost
    BadInput
Cancelled        stands apart: it is no failure

Every leaf has `spoken`: one sentence or two that say what happened and what the user can do, in the user's language.
As text, for the log, an error is in English.
"""

from __future__ import annotations

from models.words import _


def quotable(text: str, *, most: int = 300) -> str:
    """What a file or a folder is called or says, as it can be said: no control signs, no lone surrogates, not long."""
    return "".join(sign if sign.isprintable() else " " for sign in text[:most])


class Cancelled(Exception):
    """The request was cancelled. Nothing is said of it."""


class ModelError(Exception):
    """A model could not do its work."""

    spoken: str

    def __init__(self, what: str = "") -> None:
        super().__init__(what)
        self.spoken = _("The part that looks at pictures failed. Try again; if it happens again, run lookaloud doctor.")


class ModelNotFound(ModelError):
    """A model that was asked for is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"model not found: {name}")
        words = _("The model {name} is not installed. Run lookaloud doctor to see what is missing.")
        self.spoken = words.format(name=name)


class ManifestError(ModelError):
    """A model folder's manifest cannot be used. `fault` is a sentence that says what is wrong with it: a message,
    with what stands in its places."""

    def __init__(self, name: str, fault: str, /, **places: object) -> None:
        name = quotable(name)
        super().__init__(f"{name}: {quotable(fault.format(**places))}")
        self.fault = quotable(_(fault).format(**places))
        words = _("The model {name} cannot be used. {fault} Remove it and add it again.")
        self.spoken = words.format(name=name, fault=self.fault)


class ModelDamaged(ModelError):
    """A file of a model is not the one its manifest names. `fault` is a sentence that says how, as above."""

    def __init__(self, name: str, fault: str, /, **places: object) -> None:
        name = quotable(name)
        super().__init__(f"{name}: {quotable(fault.format(**places))}")
        self.fault = quotable(_(fault).format(**places))
        words = _("The model {name} is damaged. {fault} Remove it and add it again.")
        self.spoken = words.format(name=name, fault=self.fault)


class UnknownFamily(ModelError):
    """A model is of a family or for a task that this version of the program does not know."""

    def __init__(self, name: str, family: str, task: str) -> None:
        name = quotable(name)
        super().__init__(f"{name}: nothing here runs {family} for {task}")
        words = _("The model {name} needs a newer LookAloud: this one does not know {family} for {task}.")
        self.spoken = words.format(name=name, family=family, task=task)


class RunError(ModelError):
    """A session failed while it ran."""


class DeviceLost(RunError):
    """A device failed and took what it held with it; the session runs on the CPU from now on."""


class BadInput(ModelError):
    """The input has a shape or type that the model cannot take."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.spoken = _("That picture cannot be read by the model. Try another picture.")
