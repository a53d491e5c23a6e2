"""What a file of cases gives: rows, bad rows, and their decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.case import ID
from govcoord.diagnostics import Diagnostic
from govcoord.errors import CaseError, GovcoordError
from govcoord.source import Source, Span

if TYPE_CHECKING:
    from govcoord.decision import Decision
    from govcoord.rules.engine import Plan, Rejected


class CaseFileError(GovcoordError):
    """A file of cases cannot be read on; ``diagnostics`` says where and why."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n".join(str(d) for d in self.diagnostics)


@attrs.frozen(slots=True)
class CaseRow:
    """One case as read: its number from 0, its place (``cases.csv:12``), its facts."""

    number: int
    place: str
    facts: Mapping[str, Any]

    @property
    def id(self) -> str | None:
        """The case's own name, if it has one."""
        value = self.facts.get(ID)
        return None if value is None else str(value)


@attrs.frozen(slots=True)
class BadRow:
    """One case that could not be read: its number from 0, its place, and why."""

    number: int
    place: str
    error: CaseError
    id: str | None = None


Row = CaseRow | BadRow


@attrs.frozen(slots=True)
class Answer:
    """The decision on one case of a file, with the case's number, place and id."""

    number: int
    place: str
    id: str | None
    decision: Decision


def evaluate_rows(
    plan: Plan, rows: Iterable[Row], *, strict: bool = False
) -> Iterator[Answer | Rejected]:
    """Decide the cases of a file one after the other, in bounded memory.

    Every row gives one item: an `Answer`, or a `Rejected` with its place. With ``strict`` the
    first bad row or case raises its `CaseError`, whose ``where`` begins with the place.
    """
    from govcoord.rules.engine import Rejected

    evaluate = plan.evaluate
    for row in rows:
        if isinstance(row, CaseRow):
            facts = row.facts
            try:
                yield Answer(row.number, row.place, row.id, evaluate(facts))
                continue
            except CaseError as error:
                found = error
        else:
            found = row.error
        if strict:
            raise located(found, row.place)
        yield Rejected(row.number, found, row.id, row.place)


def located(error: CaseError, place: str) -> CaseError:
    """The same error with the place of its case in front of ``where``."""
    where = f"{place}: {error.where or ''}" if error.label or error.where else place
    made = CaseError(error.name, error.value, error.expected, hint=error.hint, where=where)
    made.label = error.label
    return made


def file_error(
    code: str, name: str, line: int = 1, column: int = 1, /, *, text: str = "", **params: object
) -> CaseFileError:
    """An error at a place of a file; ``text`` is the line there, to be shown."""
    shown = "\n" * (line - 1) + text if text else ""
    span = Span(Source(name, shown), line, column, line, column + 1)
    return CaseFileError([Diagnostic(code, span, params)])
