"""Other tests on an attribute: what a person might have written in place of the right one."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from govcoord.rules.regions import AFTER, BEFORE, Cut, Ranges, Region, Sets, Test, Values
from govcoord.rules.vocabulary import Attribute, Type

MOST_MEMBERS = 8
"""Members of one list that are left out one by one; of longer lists this many are."""

Other = tuple[str, Sequence[Test] | None]
"""An operator and the tests of which one must hold; ``None`` for no test at all."""


def other_tests(test: Test, attribute: Attribute, cuts: Sequence[Cut]) -> Iterator[Other]:
    """Each way in which a test may have been got wrong; ``cuts`` are those of the table's axis."""
    for operator, region in _regions(test.region, attribute, cuts):
        yield operator, [Test(region, test.missing)]
    if not test.region.is_full:
        yield "negate", test.negate()
    elif test.missing is False:
        yield (
            "negate",
            [Test(test.region.complement(), True)]
            if isinstance(test.region, Ranges | Values)
            else [],
        )
    yield "drop", None


def _regions(
    region: Region, attribute: Attribute, cuts: Sequence[Cut]
) -> Iterator[tuple[str, Region]]:
    if isinstance(region, Ranges):
        yield from moved(region, step_of(attribute, cuts), whole=attribute.is_discrete)
    elif isinstance(region, Values):
        for values in _members(region, attribute):
            yield "member", values
    else:
        yield from _sets(region, attribute)


def step_of(attribute: Attribute, cuts: Sequence[Cut]) -> Any:
    """The step by which bounds of an attribute are written in a table.

    A day, a whole number, or one unit; a tenth of it, a hundredth … where bounds are finer.

    >>> step_of(Attribute("n", Type.NUMBER), [(Fraction(5, 2), 0)])
    Fraction(1, 10)
    """
    if attribute.type is Type.DATE:
        return timedelta(days=1)
    if attribute.is_discrete:
        return 1
    step: Fraction | int = 1
    values = [value for value, _ in cuts if not isinstance(value, date)]
    for _ in range(9):
        if all(value % step == 0 for value in values):
            break
        step = Fraction(step) / 10
    return step


def moved(region: Ranges, step: Any, *, whole: bool) -> Iterator[tuple[str, Ranges]]:
    """The region with one of its bounds a step up or down, or on the other side of its value."""
    for number, (value, side) in enumerate(region.cuts):
        others: list[tuple[str, Cut]] = []
        with contextlib.suppress(OverflowError):
            others = [("bound", (value + step, side)), ("bound", (value - step, side))]
        if not whole:
            others.append(("edge", (value, BEFORE if side == AFTER else AFTER)))
        for operator, cut in others:
            cuts = [*region.cuts[:number], cut, *region.cuts[number + 1 :]]
            if all(a < b for a, b in itertools.pairwise(cuts)):
                yield operator, Ranges(tuple(cuts), region.low)


def _members(region: Values, attribute: Attribute) -> Iterator[Values]:
    if attribute.choices is not None:
        known = [item.id for item in attribute.choices.items]
        for values in _lists(region.values, known):
            yield Values(values, region.negated)


def _sets(region: Sets, attribute: Attribute) -> Iterator[tuple[str, Sets]]:
    for operator, count in moved(region.count, 1, whole=True):
        yield operator, Sets(region.any_of, region.none_of, count)
    known = [item.id for item in attribute.choices.items] if attribute.choices else []
    groups = sorted(region.any_of, key=sorted)
    for group in groups:
        rest = region.any_of - {group}
        if len(groups) > 1:
            yield "member", Sets(rest, region.none_of, region.count)
        for other in _groups(group, known):
            yield "member", Sets(rest | {other}, region.none_of, region.count)
    for member in sorted(region.none_of)[:MOST_MEMBERS]:
        yield "member", Sets(region.any_of, region.none_of - {member}, region.count)


def _groups(group: frozenset[str], known: Sequence[str]) -> Iterator[frozenset[str]]:
    """What may be listed in place of a group.

    A group of more than half of all choices comes from a list of the others ("anything but
    these"); the mistakes are made in the list as it was written.
    """
    whole = frozenset(known)
    if group <= whole and 2 * len(group) > len(whole):
        yield from (whole - other for other in _lists(whole - group, known, least=0))
    else:
        yield from _lists(group, known)


def _lists(
    listed: frozenset[str], known: Sequence[str], least: int = 1
) -> Iterator[frozenset[str]]:
    """A list with one of its members left out, and with the next one that it does not name."""
    members = [id_ for id_ in known if id_ in listed]
    if len(members) > least:
        for id_ in members[:: -(-len(members) // MOST_MEMBERS)]:
            yield listed - {id_}
    at = known.index(members[-1]) + 1 if members else 0
    more = next((id_ for id_ in [*known[at:], *known] if id_ not in listed), None)
    if more is not None and len(members) >= least:
        yield listed | {more}
