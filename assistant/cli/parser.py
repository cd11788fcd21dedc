"""argparse in the user's language. Nothing is translated before it is printed: most commands print neither help nor a
wrong use, and need not wait for their catalogue.

So messages are given to a `Parser` as they are, marked with `N_`, and the names of what is typed in a place, such as
FILE, with `NP_("argument", ...)`: names of subcommands are told from them by that.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from assistant.languages.words import N_, _, p_

ITS_OWN: Final = (
    N_("usage:"),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("unrecognized arguments: %s"),
    N_("the following arguments are required: %s"),
    N_("not allowed with argument %s"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""The messages of argparse that LookAloud's options can cause. What else there may be, it says in English."""


class Parser(argparse.ArgumentParser):
    """As ArgumentParser, with help in the user's language; its subcommands are of this kind, too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter} | kwargs)


def parse(parser: argparse.ArgumentParser, argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments. Raises SystemExit, once help or what is wrong was printed in the user's language."""
    with _translated():
        return parser.parse_args(argv)


class _Formatter(argparse.HelpFormatter):
    """Text of one line is filled, text of several is left as it is. One that is given no usage prints nothing:
    argparse checks new options with it."""

    _prints = False

    def start_section(self, heading: str | None) -> None:
        super().start_section(_(heading) if heading else heading)

    def add_text(self, text: str | None) -> None:
        super().add_text(_(text) if text else text)

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        if prefix is None:
            self._prints, prefix = True, f"{_('usage:')} "
        super().add_usage(usage, actions, groups, prefix)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return _(action.help) if action.help else action.help

    def _metavar_formatter(self, action: argparse.Action, default_metavar: str) -> Callable[[int], tuple[str, ...]]:
        named = super()._metavar_formatter(action, default_metavar)
        return (lambda count: tuple(p_("argument", name) for name in named(count))) if self._prints else named

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


@contextmanager
def _translated() -> Iterator[None]:
    """argparse's own functions for its words, and for the names that are not options, are ours meanwhile."""
    before: dict[str, Any] = {name: getattr(argparse, name) for name in ("_", "_get_action_name")}

    def message(text: str) -> str:
        body = text.rstrip()
        return _(body) + text[len(body) :]

    def name(argument: argparse.Action | None) -> str | None:
        said: str | None = before["_get_action_name"](argument)
        return p_("argument", said) if said else said

    try:
        vars(argparse).update({"_": message, "_get_action_name": name})
        yield
    finally:
        vars(argparse).update(before)
