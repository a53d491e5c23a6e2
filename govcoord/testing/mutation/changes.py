"""The changes that make mutants, as tables with a description of what was done."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.rules.regions import Box, Test, meet_all, merge
from govcoord.rules.tables import HitPolicy, Table, TableRule
from govcoord.testing.coverage.points import Condition, TableMap, is_exemption
from govcoord.testing.mutation.outputs import other_values
from govcoord.testing.mutation.tests import other_tests


@attrs.frozen(slots=True)
class Change:
    """What was done: ``operator`` to the rule of that number (and ``rules`` in all).

    ``before`` and ``after`` are tests on ``attribute``, values of the output ``attribute``, or
    ids of rules. Operators: ``bound``, ``edge``, ``member``, ``negate``, ``drop``, ``widen``
    (a condition); ``all``, ``any``, ``alternative`` (how conditions are joined); ``output``,
    ``swap`` (what is said); ``override``, ``order``, ``priority``, ``rule``.
    """

    operator: str
    rule: int
    rules: int = 1
    attribute: str | None = None
    before: Any = None
    after: Any = None


Changed = tuple[Table, Change]


def changes_of(map_: TableMap) -> Iterator[Changed]:
    """All changes of one table."""
    yield from _conditions(map_)
    yield from _joints(map_)
    yield from _sayings(map_)
    yield from _relations(map_.table)


def with_rules(table: Table, changed: Mapping[int, TableRule]) -> Table:
    """The table with some of its rules replaced."""
    return attrs.evolve(
        table, rules=tuple(changed.get(n, rule) for n, rule in enumerate(table.rules))
    )


def _with_boxes(table: Table, boxes: Mapping[int, Sequence[Box]]) -> Table:
    return with_rules(
        table,
        {
            n: attrs.evolve(
                table.rules[n], boxes=tuple(dict.fromkeys(b for b in own if not b.never))
            )
            for n, own in boxes.items()
        },
    )


# conditions


def _conditions(map_: TableMap) -> Iterator[Changed]:
    for condition in map_.conditions:
        attribute = map_.attributes[condition.attribute]
        for operator, tests in other_tests(condition.test, attribute, map_.cuts(attribute.id)):
            table = _replaced(map_, condition, tests)
            if operator == "drop" and _exempts(map_.table, condition.rules):
                operator = "widen"
            yield (
                table,
                Change(
                    operator,
                    condition.rules[0],
                    len(condition.rules),
                    condition.attribute,
                    condition.test,
                    tests[0] if tests else None,
                ),
            )


def _exempts(table: Table, rules: Sequence[int]) -> bool:
    number = {rule.id: n for n, rule in enumerate(table.rules)}
    return any(
        is_exemption(table.rules[n], table.rules[number[id_]])
        for n in rules
        for id_ in table.rules[n].overrides
        if id_ in number
    )


def _replaced(map_: TableMap, condition: Condition, tests: Sequence[Test] | None) -> Table:
    """The table with other tests (one is enough) in place of a condition, or with none."""
    boxes: dict[int, list[Box]] = {}
    for row, (number, box) in enumerate(map_.rows):
        if number not in condition.rules:
            continue
        own = boxes.setdefault(number, [])
        if not condition.rows >> row & 1:
            own.append(box)
            continue
        rest = {name: test for name, test in box.tests if name != condition.attribute}
        if tests is None:
            own.append(Box.of(rest))
        else:
            own.extend(Box.of({**rest, condition.attribute: test}) for test in tests)
    return _with_boxes(map_.table, boxes)


# and, or


def _joints(map_: TableMap) -> Iterator[Changed]:
    """``any:`` read as ``all:`` and the other way round, and one alternative forgotten."""
    for number, rule in enumerate(map_.table.rules):
        shared = _shared(map_, number)
        frames = _parts(rule.boxes, shared, keep=True)
        own = _parts(rule.boxes, shared, keep=False)
        if len(own) > 1:
            met: tuple[Box, ...] = (own[0],)
            for box in own[1:]:
                met = meet_all(met, [box])
            yield (
                _with_boxes(map_.table, {number: meet_all(frames, met)}),
                Change("all", number),
            )
            for left_out in range(len(own)):
                rest = [box for n, box in enumerate(own) if n != left_out]
                boxes = meet_all(frames, rest)
                yield (
                    _with_boxes(map_.table, {number: boxes}),
                    Change("alternative", number, before=own[left_out]),
                )
        elif own and len(own[0].tests) > 1:
            single = [Box((pair,)) for pair in own[0].tests]
            boxes = meet_all(frames, merge(single))
            yield _with_boxes(map_.table, {number: boxes}), Change("any", number)


def _shared(map_: TableMap, number: int) -> set[tuple[str, Test]]:
    """The tests that a rule has from its document."""
    return {
        (c.attribute, c.test) for c in map_.conditions if len(c.rules) > 1 and number in c.rules
    }


def _parts(boxes: Sequence[Box], shared: set[tuple[str, Test]], *, keep: bool) -> tuple[Box, ...]:
    parts = (Box(tuple(p for p in box.tests if (p in shared) == keep)) for box in boxes)
    return tuple(dict.fromkeys(parts))


# what rules say


def _sayings(map_: TableMap) -> Iterator[Changed]:
    table = map_.table
    for number, rule in enumerate(table.rules):
        for id_, value in rule.outputs:
            output = next((o for o in table.outputs if o.id == id_), None)
            attribute = map_.attributes.get(output.attribute or "") if output else None
            for other in other_values(value, attribute, _said(table, id_)):
                outputs = tuple((i, other if i == id_ else v) for i, v in rule.outputs)
                yield (
                    with_rules(table, {number: attrs.evolve(rule, outputs=outputs)}),
                    Change("output", number, 1, id_, value, other),
                )


def _said(table: Table, output: str) -> list[Any]:
    """What the rules of a table say under one output, each once, as they come."""
    values = [rule.values[output] for rule in table.rules if output in rule.values]
    return list(dict.fromkeys(values))


# rules among each other


def _relations(table: Table) -> Iterator[Changed]:
    for number, rule in enumerate(table.rules):
        yield with_rules(table, {number: attrs.evolve(rule, boxes=())}), Change("rule", number)
        for loser in sorted(rule.named or rule.overrides):
            yield (
                with_rules(table, {number: attrs.evolve(rule, overrides=rule.overrides - {loser})}),
                Change("override", number, after=loser),
            )
    if table.hit is HitPolicy.FIRST:
        for number in range(len(table.rules) - 1):
            one, other = table.rules[number : number + 2]
            yield (
                with_rules(table, {number: other, number + 1: one}),
                Change("order", number, after=other.id),
            )
    if table.hit is HitPolicy.PRIORITY:
        ranked = sorted(range(len(table.rules)), key=lambda n: table.rules[n].priority)
        for low, high in itertools.pairwise(ranked):
            one, other = table.rules[low], table.rules[high]
            if one.priority != other.priority:
                swapped = {
                    low: attrs.evolve(one, priority=other.priority),
                    high: attrs.evolve(other, priority=one.priority),
                }
                yield with_rules(table, swapped), Change("priority", low, after=other.id)
