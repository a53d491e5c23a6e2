"""Tables of which every row is one item of what a mechanism is given, such as an entry."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

import attrs

from govcoord.case_files import BadRow, Row
from govcoord.case_files.base import CaseRow
from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact_of
from govcoord.mechanisms.said import COLUMN, Said
from govcoord.messages import Messages
from govcoord.rules.mechanism import Result
from govcoord.rules.places import BETWEEN
from govcoord.rules.records import names_of
from govcoord.rules.vocabulary import AS_OF, Vocabulary

Reject = Callable[[Row, CaseError], None]


@attrs.frozen
class Listed:
    """The list of a record that a table holds, the count beside it, and the record's own keys."""

    rows: str
    unread: str | None
    keys: frozenset[str]

    def holds(self, row: Row, vocabulary: Vocabulary) -> bool:
        """Whether a row is an item: it has facts, and none of them is the record's own."""
        if isinstance(row, BadRow):
            return True
        day = {AS_OF, *vocabulary.attributes[AS_OF].title.all()}
        given = set(row.facts) - day - {"id"}
        return bool(given) and not given & self.keys


def listed_in(record: type[Any]) -> Listed | None:
    """The list that a table may hold the items of, where the record has one."""
    fields = attrs.fields(record)
    rows = next((f.name for f in fields if fact_of(f).rows), None)
    unread = next((f.name for f in fields if fact_of(f).unread), None)
    keys = frozenset(name for field in fields for name in names_of(field))
    return None if rows is None else Listed(rows, unread, keys)


def table_head(record: type[Any], listed: Listed, say: Messages) -> str:
    """The first row of an empty table of the items: their facts by title."""
    (item,) = get_args(attrs.fields_dict(record)[listed.rows].type)[:1]
    out = io.StringIO()
    titles = [fact_of(f).title.get(say.language) or f.name for f in attrs.fields(item)]
    csv.writer(out, lineterminator="\n").writerow(titles)
    return out.getvalue()


def assess_rows(
    rows: Iterable[Row],
    listed: Listed,
    assess: Callable[[Mapping[str, Any]], Result],
    reject: Reject,
) -> Result:
    """What is made of all rows together; those that are wrong are rejected and counted as unread.

    Raises `CaseError` for what is wrong with the whole, such as a day that is not given.
    """
    good: list[CaseRow] = []
    left = 0
    for row in rows:
        if isinstance(row, BadRow):
            reject(row, row.error)
            left += 1
        else:
            good.append(row)
    sifted = False
    while True:
        given: dict[str, Any] = {listed.rows: [row.facts for row in good]}
        if listed.unread is not None:
            given[listed.unread] = left
        try:
            return assess(given)
        except CaseError as error:
            bad = _rejected(good, error, listed, None if sifted else assess)
        for row, why in bad:
            reject(row, why)
        gone = {row.number for row, _ in bad}
        good = [row for row in good if row.number not in gone]
        left += len(bad)
        sifted = True


def _rejected(
    rows: list[CaseRow],
    error: CaseError,
    listed: Listed,
    assess: Callable[[Mapping[str, Any]], Result] | None,
) -> list[tuple[CaseRow, CaseError]]:
    """The rows that are wrong by themselves, each looked at once; or the one that is named."""
    at = _place_of(error, listed)
    if at is None:
        raise error
    if assess is None:
        return [(rows[at[0]], _without(error, at[1]))]
    found = []
    for row in rows:
        try:
            assess({listed.rows: [row.facts]})
        except CaseError as one:
            place = _place_of(one, listed)
            if place is None:
                raise
            found.append((row, _without(one, place[1])))
    return found or [(rows[at[0]], _without(error, at[1]))]


def _place_of(error: CaseError, listed: Listed) -> tuple[int, str | None] | None:
    """The number of the item that an error is about, and the place within it."""
    for text in (error.where or "", error.name):
        match = re.fullmatch(rf"{re.escape(listed.rows)}\[(\d+)\](?:\.(.+))?", text)
        if match:
            return int(match[1]), match[2]
    return None


def _without(error: CaseError, where: str | None) -> CaseError:
    """The error as one of the row alone: its label without the place in the list."""
    made = CaseError(error.name, error.value, error.expected, hint=error.hint, where=where)
    if isinstance(error.label, Said):
        labels = (error.label.in_language(language) for language in COLUMN)
        made.label = Said(*(label.partition(BETWEEN)[2] or label for label in labels))
    return made
