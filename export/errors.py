"""What can go wrong in `export`.

ExportError
    RecipeError       nothing here exports this checkpoint
    CheckpointError   the checkpoint cannot be read
        PickleRefused
    TraceError        PyTorch could not trace a graph, or fixed an axis that must stay open
    GraphError        the graph that came out is not the one that was asked for
    QuantiseError     the weights could not be made smaller
    OutputsDiffer     the exported model does not say what PyTorch says
    CalibrationError  the set to calibrate with cannot be used
    WriteError        the folder could not be written
    Interrupted       the user or the system stopped it
"""

from __future__ import annotations


class ExportError(Exception):
    """An export failed; nothing was written."""

    exit_code = 1

    @property
    def spoken(self) -> str:
        """What happened."""
        return f"{self}"


class RecipeError(ExportError):
    """Nothing here exports this checkpoint."""


class CheckpointError(ExportError):
    """The checkpoint cannot be read."""


class PickleRefused(CheckpointError):
    """The weights are a pickle, which can run any program when it is read."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} is a pickle, and reading one runs whatever program its maker put there. Ask for a checkpoint with "
            "safetensors, or, if you trust its maker as you trust a program, add --allow-pickle."
        )


class TraceError(ExportError):
    """A graph could not be traced as it must be."""


class GraphError(ExportError):
    """The exported graph is not the one that was asked for."""


class QuantiseError(ExportError):
    """The weights could not be made smaller."""


class OutputsDiffer(ExportError):
    """The exported model does not say what PyTorch says."""


class CalibrationError(ExportError):
    """The set to calibrate with cannot be used, or the model is not one that is calibrated."""


class WriteError(ExportError):
    """The folder could not be written."""


class Interrupted(ExportError):
    """The export was stopped."""

    exit_code = 130
