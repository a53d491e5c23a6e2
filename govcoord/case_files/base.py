"""What a file of cases gives: rows, bad rows, and their decisions."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.diagnostics import Diagnostic
from govcoord.errors import CaseError, GovcoordError
from govcoord.headings import ID, number_key, number_of
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
    """One case as read: its number from 0, its place (``cases.csv:12``), its facts.

    The facts are as written; the case's own number stands under ``id`` once the row has gone
    through `numbered`, which knows what else a heading may mean.
    """

    number: int
    place: str
    facts: Mapping[str, Any]

    @property
    def id(self) -> str | None:
        """The case's own number, if it has one."""
        return number_of({ID: self.facts.get(ID)})


@attrs.frozen(slots=True)
class BadRow:
    """One case that could not be read: its number from 0, its place, and why."""

    number: int
    place: str
    error: CaseError
    id: str | None = None


Row = CaseRow | BadRow

_SHAPES_KEPT = 1000


@attrs.frozen(slots=True)
class Answer:
    """The decision on one case of a file, with the case's number, place and id."""

    number: int
    place: str
    id: str | None
    decision: Decision


def numbered(rows: Iterable[Row], words: Container[str]) -> Iterator[Row]:
    """The rows with their own numbers under ``id``, whatever heads them (`NUMBER_HEADINGS`).

    ``words`` are those that stand for facts, of a vocabulary or a record: they win. A row with
    two numbers is a `BadRow`.

    >>> [row.id for row in numbered([CaseRow(0, "cases.csv:2", {"编号": "A-1"})], ())]
    ['A-1']
    """
    known: dict[tuple[str, ...], str | None] = {}
    for row in rows:
        if isinstance(row, BadRow):
            yield row
            continue
        shape = tuple(row.facts)
        try:
            key = known[shape] if shape in known else number_key(row.facts, words)
        except CaseError as error:
            yield BadRow(row.number, row.place, error, number_of(row.facts, words))
            continue
        if len(known) < _SHAPES_KEPT:
            known[shape] = key
        if key in (None, ID):
            yield row
        else:
            facts = {ID if name == key else name: value for name, value in row.facts.items()}
            yield CaseRow(row.number, row.place, facts)


def evaluate_rows(
    plan: Plan, rows: Iterable[Row], *, strict: bool = False
) -> Iterator[Answer | Rejected]:
    """Decide the cases of a file one after the other, in bounded memory.

    Every row gives one item: an `Answer`, or a `Rejected` with its place. With ``strict`` the
    first bad row or case raises its `CaseError`, whose ``where`` begins with the place.
    """
    from govcoord.rules.engine import Rejected

    evaluate = plan.evaluate
    for row in numbered(rows, plan.vocabulary.case_words):
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
