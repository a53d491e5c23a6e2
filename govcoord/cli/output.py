"""Printing: consoles, diagnostics, rejected cases, tables."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from govcoord.diagnostics import Diagnostic
from govcoord.errors import InputError
from govcoord.messages import Messages
from govcoord.messages.expected import localised

if TYPE_CHECKING:
    from govcoord.rules.engine import Rejected

PIPED_WIDTH = 140
"""Columns of a table that does not go to a terminal."""

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_CARETS = re.compile(r"^\s*\|\s+(\^+)\s*$", re.MULTILINE)
_PLACE = re.compile(r"^ (?:-->|:::) .*$", re.MULTILINE)
_SHOWN = 80


def console(*, err: bool = False, width: int | None = None) -> Console:
    """A console that shows text as it is: no markup, no highlighting, no emoji codes."""
    stream = sys.stderr if err else sys.stdout
    if width is None and not stream.isatty() and not os.environ.get("COLUMNS"):
        width = PIPED_WIDTH
    return Console(
        stderr=err,
        width=width,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
        legacy_windows=False,
    )


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], say: Messages, *, err: bool = False
) -> None:
    """Print problems as blocks with the line and a caret; in colour on a terminal."""
    out = console(err=err)
    for diagnostic in diagnostics:
        out.print(styled_diagnostic(diagnostic, say.language), soft_wrap=True)
        out.print()


def styled_diagnostic(diagnostic: Diagnostic, language: str) -> Styled:
    """The block of a diagnostic with its head, place and carets in colour."""
    style = _STYLES[diagnostic.severity]
    text = Styled(diagnostic.render(language))
    head = text.plain.find(":")
    text.stylize(style, 0, max(head, 0))
    for match in _PLACE.finditer(text.plain):
        text.stylize("blue", *match.span())
    for match in _CARETS.finditer(text.plain):
        text.stylize(style, *match.span(1))
    return text


def print_rejected(out: Console, rejected: Rejected, say: Messages) -> None:
    """Report a case that was rejected: place, attribute, value, what was expected, hint."""
    place = f"{rejected.place}: " if rejected.place else ""
    name = f"{say('rejected.id', id=rejected.id)}: " if rejected.id else ""
    head = Styled()
    head.append(say("rejected.case"), style="bold red")
    head.append(f": {place}{name}{_what(rejected.error, say)}")
    out.print(head, soft_wrap=True)
    for line in remedy(rejected.error, say):
        out.print(f"  = {line}", soft_wrap=True)


def _what(error: InputError, say: Messages) -> str:
    if error.name == "case":
        return say("rejected.whole", value=shown(error.value))
    where = f"{error.where}: " if error.where else ""
    return where + say("rejected.value", name=error.name, value=shown(error.value))


def remedy(error: InputError, say: Messages) -> list[str]:
    """What was expected and the hint, each a line in the language."""
    lines = [say("rejected.expected", text=localised(error.expected, say.language))]
    if error.hint:
        lines.append(say("rejected.hint", text=localised(error.hint, say.language)))
    return lines


def shown(value: object) -> str:
    """A value as it was given, on one line, cut where it is long."""
    try:
        text = value if isinstance(value, str) else repr(value)
    except RecursionError:
        text = "…"
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return (
        "`" + "".join(c if c.isprintable() or c == "\u3000" else ascii(c)[1:-1] for c in text) + "`"
    )


def make_table(headings: Sequence[str], *, widths: Sequence[int] | None = None) -> Table:
    """An empty table; ``widths`` fixes its columns."""
    table = Table(
        show_edge=False, pad_edge=False, header_style="bold", box=None, padding=(0, 2, 0, 0)
    )
    for number, heading in enumerate(headings):
        width = widths[number] if widths else None
        table.add_column(Styled(heading), width=width, overflow="fold")
    return table


def add_row(table: Table, cells: Iterable[str]) -> None:
    """Add a row of plain texts."""
    table.add_row(*(Styled(cell) for cell in cells))
