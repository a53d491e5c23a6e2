"""Printing: consoles, diagnostics, rejected cases, tables."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from govcoord.cli.layout import wrapped
from govcoord.diagnostics import Diagnostic
from govcoord.errors import MISSING, InputError, shortened
from govcoord.messages import Messages
from govcoord.messages.expected import in_words, localised

if TYPE_CHECKING:
    from govcoord.rules.engine import Rejected
    from govcoord.rules.vocabulary import Attribute, Vocabulary

PIPED_WIDTH = 140
"""Columns of a table that does not go to a terminal."""

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_CARETS = re.compile(r"^\s*\|\s+(\^+)\s*$", re.MULTILINE)
_PLACE = re.compile(r"^ (?:-->|:::) .*$", re.MULTILINE)
_SHOWN = 80


def console(*, err: bool = False, width: int | None = None) -> Console:
    """A console that shows text as it is: no markup, no highlighting, no emoji codes."""
    stream = sys.stderr if err else sys.stdout
    return Console(
        stderr=err,
        width=width or width_of(stream),
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
        legacy_windows=False,
    )


def width_of(stream: TextIO) -> int | None:
    """The columns to write in; ``None`` for those of the terminal or of ``COLUMNS``."""
    return None if stream.isatty() or os.environ.get("COLUMNS") else PIPED_WIDTH


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


def print_rejected(out: Console, rejected: Rejected, say: Messages, known: Vocabulary) -> None:
    """Report a case that was rejected: place, attribute, value, what was expected, hint."""
    error = rejected.error
    attribute = attribute_of(error, known)
    name = attribute.label(say.language) if attribute else error.name
    where = error.where
    if error.label is not None:
        name, where = localised(error.label, say.language), None
    what = say("rejected.whole" if error.name == "case" else "rejected.value",
               name=name, value=shown(in_words(error.value, say.language)))  # fmt: skip
    if error.value is None:
        what = say("rejected.computed", name=name)
    elif error.value is MISSING:
        what = say("rejected.missing", name=name)
    id_ = say("rejected.id", id=rejected.id) if rejected.id else None
    parts = [part for part in (rejected.place, id_, where, what) if part]
    head = Styled()
    head.append(say("rejected.case"), style="bold red")
    colon = say("rejected.colon")
    head.append(colon + colon.join(parts))
    out.print(head, soft_wrap=True)
    for line in remedy(error, say, attribute):
        out.print(f"  = {line}", soft_wrap=True)


def attribute_of(error: InputError, known: Vocabulary) -> Attribute | None:
    """The attribute that an error names, of the case or of the record where the value stands."""
    key = (error.where or "").rpartition(": ")[2].partition("[")[0]
    for record in known.records.values():
        if key == record.key:
            return record.fields.get(error.name)
    if "[" in (error.where or ""):
        return None  # inside a list of a mechanism's own
    if error.name in known.attributes:
        return known.attributes[error.name]
    fields = [r.fields[error.name] for r in known.records.values() if error.name in r.fields]
    return fields[0] if len(fields) == 1 else None  # a row of a table of records


def remedy(error: InputError, say: Messages, attribute: Attribute | None = None) -> list[str]:
    """What was expected and the hint, each a line in the language."""
    expected = localised(error.expected, say.language)
    if attribute is not None and attribute.choices is not None and say.language != "en":
        titles = {c.id: c.title.get(say.language) or c.id for c in attribute.choices.items}
        expected = re.sub("`([^`]+)`", lambda m: f"`{titles.get(m[1], m[1])}`", expected)
    lines = [say("rejected.expected", text=expected)]
    if error.hint:
        lines.append(say("rejected.hint", text=shortened(localised(error.hint, say.language))))
    return lines


def shown(value: object) -> str:
    """A value as it was given, on one line, cut where it is long."""
    try:
        text = str(value) if isinstance(value, str | date) else repr(value)
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
    columns = zip(table.columns, cells)
    table.add_row(
        *(Styled(wrapped(cell, column.width) if column.width else cell) for column, cell in columns)
    )
