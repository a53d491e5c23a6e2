"""The reference interpreter: rules one by one, written for plainness.

The engine must agree with it on every ruleset and case. It shares with the engine the reading
of values and the definitions of boxes and tables, and nothing of how they are matched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from govcoord.case import normalise
from govcoord.rules.expressions import evaluate
from govcoord.rules.program import Cycle, order
from govcoord.rules.tables import Aggregate, FactRef, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Vocabulary

Facts = dict[str, Any]


@attrs.frozen
class Answer:
    """What a table says: its status, the deciding rules, those still possible, its outputs."""

    table: str
    subject: int | None
    status: str
    rules: tuple[str, ...]
    possible: tuple[str, ...]
    values: Mapping[str, Any]


def interpret(raw: object, vocabulary: Vocabulary, tables: Sequence[Table]) -> list[Answer]:
    """Evaluate a case, table by table and rule by rule."""
    facts = dict(normalise(raw, vocabulary).facts)
    lists: dict[str, list[Facts] | None] = {
        kind: [dict(one) for one in facts[record.key]] if record.key in facts else None
        for kind, record in vocabulary.records.items()
    }
    for record in vocabulary.records.values():
        facts.pop(record.key, None)
    batches = order(vocabulary, tables)
    assert not isinstance(batches, Cycle)
    answers: list[Answer] = []
    for batch in batches:
        for work in batch:
            if isinstance(work, Attribute):
                _derive(work, facts, lists, vocabulary)
            else:
                answers.extend(_ask(work, facts, lists))
    return answers


def _derive(
    attribute: Attribute,
    facts: Facts,
    lists: Mapping[str, list[Facts] | None],
    vocabulary: Vocabulary,
) -> None:
    assert attribute.derive is not None
    known = {kind: rows for kind, rows in lists.items() if rows is not None}
    if attribute.record is None:
        targets = [(facts, facts)]
    else:
        targets = [(row, {**facts, **row}) for row in lists[attribute.record] or ()]
    for target, seen in targets:
        value = evaluate(attribute.derive, seen, known, vocabulary.calendar)
        if value is not None:
            target[attribute.id] = value


def _ask(table: Table, facts: Facts, lists: Mapping[str, list[Facts] | None]) -> list[Answer]:
    if table.scope is None:
        return [_answer(table, None, facts, facts)]
    rows = lists[table.scope] or []
    return [_answer(table, n, {**facts, **row}, row) for n, row in enumerate(rows)]


def _answer(table: Table, subject: int | None, facts: Facts, target: Facts) -> Answer:
    matched = [(rule, _matches(rule, facts)) for rule in table.rules]
    certain = [rule for rule, truth in matched if truth is True]
    maybe = [rule for rule, truth in matched if truth is None]
    # a matching rule puts out of the running what it overrides
    out = {id_ for rule in certain for id_ in rule.overrides}
    live = [rule for rule in certain if rule.id not in out]
    open_ = [rule for rule in maybe if rule.id not in out]
    threatened = {id_ for rule in open_ for id_ in rule.overrides}
    firm = [rule for rule in live if rule.id not in threatened]
    soft = [r for r in table.rules if r in open_ or (r in live and r.id in threatened)]
    status, rules, possible, values = _settle(table, live, firm, soft)
    values = {
        name: facts.get(value.attribute) if isinstance(value, FactRef) else value
        for name, value in values.items()
    }
    values = {name: value for name, value in values.items() if value is not None}
    for output in table.outputs:
        if output.attribute and output.id in values:
            target[output.attribute] = values[output.id]
    if table.status and status != "undetermined":
        target[table.status] = status
    ids = tuple(rule.id for rule in rules), tuple(rule.id for rule in possible)
    return Answer(table.id, subject, status, *ids, values)


def _matches(rule: TableRule, facts: Facts) -> bool | None:
    said = [box.accepts(facts) for box in rule.boxes]
    if True in said:
        return True
    return None if None in said else False


Settled = tuple[str, list[TableRule], list[TableRule], dict[str, Any]]


def _settle(
    table: Table, live: list[TableRule], firm: list[TableRule], soft: list[TableRule]
) -> Settled:
    """What the hit policy makes of live rules (firm ones among them) and soft ones."""
    if table.hit is HitPolicy.COLLECT:
        return _collect(table, firm, soft)
    running = [rule for rule in table.rules if rule in live or rule in soft]
    if table.hit is HitPolicy.PRIORITY and firm:
        top = max(rule.priority for rule in firm)
        running = [rule for rule in running if rule.priority >= top]
        firm = [rule for rule in firm if rule.priority == top]
    if table.hit is HitPolicy.FIRST and firm:
        running = running[: running.index(firm[0]) + 1]
    return _one_answer(table, [r for r in running if r in live], firm, running)


def _one_answer(
    table: Table, live: list[TableRule], firm: list[TableRule], running: list[TableRule]
) -> Settled:
    says = [_says(table, rule) for rule in running]
    agree = all(one == says[0] for one in says)
    soft = [rule for rule in running if rule not in firm]
    if table.hit is HitPolicy.UNIQUE:
        if len(firm) > 1:
            return "conflict", firm, [], {}
        agree = agree and not soft
    elif table.hit is HitPolicy.FIRST:
        live = live[:1]
    elif any(_says(table, rule) != _says(table, firm[0]) for rule in firm):
        above = [r for r in soft if r.priority > firm[0].priority]
        if table.hit is HitPolicy.PRIORITY and above:
            open_ = [r for r in running if r in firm or r in above]
            return "undetermined", [], open_, {}
        return "conflict", firm, [], {}
    if not running:
        values = {output.id: output.default for output in table.outputs}
        given = any(value is not None for value in values.values())
        return ("decided" if given else "none"), [], [], values
    if live and agree:
        values = dict(zip((o.id for o in table.outputs), says[0]))
        defaults = {o.id: o.default for o in table.outputs}
        filled = {n: defaults[n] if v is None else v for n, v in values.items()}
        return "decided", live, [], filled
    return "undetermined", [], running, {}


def _says(table: Table, rule: TableRule) -> tuple[Any, ...]:
    return tuple(rule.values.get(output.id) for output in table.outputs)


def _collect(table: Table, firm: list[TableRule], soft: list[TableRule]) -> Settled:
    values = {}
    for output in table.outputs:
        if output.aggregate is not None:
            said = [r.values[output.id] for r in firm if output.id in r.values]
            open_ = [r.values[output.id] for r in soft if output.id in r.values]
            values[output.id] = _aggregate(output, said, open_)
    if soft:
        return "undetermined", firm, soft, values
    given = any(value is not None for value in values.values())
    return ("decided" if firm or given else "none"), firm, [], values


def _aggregate(output: Output, said: list[Any], open_: list[Any]) -> Any:
    value = _total(output, said) if said else output.default
    if not open_:
        return value
    if output.aggregate is Aggregate.ANY and value is True:
        return True
    settled = output.aggregate is Aggregate.UNION and bool(said)
    return value if settled and _total(output, [*said, *open_]) == value else None


def _total(output: Output, said: list[Any]) -> Any:
    if output.aggregate is Aggregate.UNION:
        return frozenset().union(*(v if isinstance(v, frozenset) else {v} for v in said))
    if output.aggregate is Aggregate.ANY:
        return True in said
    if output.aggregate is Aggregate.COUNT:
        return len(said)
    if output.aggregate is Aggregate.SUM:
        return sum(said)
    return min(said) if output.aggregate is Aggregate.MIN else max(said)
