"""The items of a mechanism's list one by one: those that are wrong are left out and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

import attrs

from govcoord.errors import CaseError
from govcoord.headings import ID, plain, without_number
from govcoord.mechanisms.facts import fact_of
from govcoord.mechanisms.said import COLUMN, Said
from govcoord.rules.mechanism import Result
from govcoord.rules.places import BETWEEN
from govcoord.rules.records import words_of


@attrs.frozen
class Listed:
    """The list of a record that holds its items, the count of unread ones, the record's keys.

    ``words`` are those for the facts of an item, without those of its number.
    """

    rows: str
    item: type[Any]
    unread: str | None
    keys: frozenset[str]
    words: frozenset[str]

    def facts(self, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        """The facts of an item, without a number that the item has no place for."""
        has_number = any(field.name == ID for field in attrs.fields(self.item))
        return raw if has_number else without_number(raw, self.words)


def listed_in(record: type[Any]) -> Listed | None:
    """The list whose items may come as the rows of a table, where the record has one."""
    attrs.resolve_types(record)
    fields = attrs.fields(record)
    rows = next((f for f in fields if fact_of(f).rows), None)
    unread = next((f.name for f in fields if fact_of(f).unread), None)
    if rows is None:
        return None
    (item,) = get_args(rows.type)[:1]
    keys = frozenset(map(plain, words_of(record)))
    return Listed(rows.name, item, unread, keys, words_of(item))


def sift(
    items: Sequence[Mapping[str, Any]],
    listed: Listed,
    assess: Callable[[Mapping[str, Any]], Result],
    reject: Callable[[int, CaseError], None],
    unread: int = 0,
) -> Result:
    """What is made of all items that can be read; the others are rejected by number, and counted.

    ``assess`` is given the list and the count; ``unread`` items were left out before. Raises the
    `CaseError` that is not about an item.
    """
    good = list(range(len(items)))
    left, sifted = unread, False
    while True:
        given: dict[str, Any] = {listed.rows: [items[n] for n in good]}
        if listed.unread is not None:
            given[listed.unread] = left
        try:
            return assess(given)
        except CaseError as error:
            bad = _rejected(items, good, error, listed, None if sifted else assess)
        for n, why in bad.items():
            reject(n, why)
        good = [n for n in good if n not in bad]
        left += len(bad)
        sifted = True


def _rejected(
    items: Sequence[Mapping[str, Any]],
    good: Sequence[int],
    error: CaseError,
    listed: Listed,
    assess: Callable[[Mapping[str, Any]], Result] | None,
) -> dict[int, CaseError]:
    """The items that are wrong by themselves, each looked at once; or the one that is named."""
    at = _place_of(error, listed)
    if at is None:
        raise error
    found: dict[int, CaseError] = {}
    if assess is not None:
        for n in good:
            try:
                assess({listed.rows: [items[n]]})
            except CaseError as one:
                place = _place_of(one, listed)
                if place is None:
                    raise
                found[n] = _without(one, place[1])
    return found or {good[at[0]]: _without(error, at[1])}


def _place_of(error: CaseError, listed: Listed) -> tuple[int, str | None] | None:
    """The number of the item that an error is about, and the place within it."""
    for text in (error.where or "", error.name):
        match = re.fullmatch(rf"{re.escape(listed.rows)}\[(\d+)\](?:\.(.+))?", text)
        if match:
            return int(match[1]), match[2]
    return None


def _without(error: CaseError, where: str | None) -> CaseError:
    """The error as one of the item alone: its label without the place in the list."""
    made = CaseError(error.name, error.value, error.expected, hint=error.hint, where=where)
    if isinstance(error.label, Said):
        labels = (error.label.in_language(language) for language in COLUMN)
        made.label = Said(*(label.partition(BETWEEN)[2] or label for label in labels))
    return made
