"""Random vocabularies, tables and cases for the laws; everything follows from one seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs

from govcoord.periods import Calendar
from govcoord.rules.engine import Plan
from govcoord.rules.expressions import (
    Binary,
    Call,
    Coalesce,
    Expression,
    RecordRef,
    Ref,
)
from govcoord.rules.regions import Box, Ranges, Sets, Test, Values, negate
from govcoord.rules.resolve import STATUS_CHOICES
from govcoord.rules.tables import Aggregate, FactRef, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import (
    AS_OF,
    Attribute,
    Choice,
    Choices,
    Record,
    Type,
    Vocabulary,
)
from govcoord.testing.strategies.texts import table_document, vocabulary_document
from govcoord.units import find_unit

FIRST_DAY = date(2024, 12, 20)
WORKDAY = find_unit("workday")


@attrs.frozen
class World:
    """A vocabulary and tables over it."""

    vocabulary: Vocabulary
    tables: tuple[Table, ...]

    def plan(self) -> Plan:
        """The world as a plan."""
        return Plan(self.vocabulary, self.tables, {}, (), "0" * 64)


def make_world(seed: int) -> World:
    """A world with one to four tables; some depend on others, some look at records."""
    rng = random.Random(seed)
    vocabulary = _vocabulary(rng)
    tables: list[Table] = []
    for number in range(rng.randint(1, 4)):
        scope = "part" if rng.random() < 0.35 else None
        hit = rng.choice(list(HitPolicy))
        outputs, attributes = _outputs(rng, number, scope, hit, vocabulary)
        status = f"status{number}" if rng.random() < 0.4 else None
        table = _table(rng, number, scope, hit, outputs, attributes, status, vocabulary)
        if status:
            attributes.append(
                Attribute(status, Type.CHOICE, choices=STATUS_CHOICES, table=table.id, record=scope)
            )
        vocabulary = vocabulary.extended(attributes)
        tables.append(table)
    rng.shuffle(tables)
    return World(vocabulary, tuple(tables))


def _vocabulary(rng: random.Random) -> Vocabulary:
    tree = [Choice(f"k{n}") for n in range(rng.randint(2, 6))]
    for n in range(1, len(tree)):
        if rng.random() < 0.4:
            tree[n] = attrs.evolve(tree[n], under=f"k{rng.randrange(n)}")
    choices = {
        "kinds": Choices("kinds", tuple(tree)),
        "departments": Choices(
            "departments", tuple(Choice(f"d{n}") for n in range(rng.randint(2, 5)))
        ),
    }
    given = {AS_OF: Attribute(AS_OF, Type.DATE)}
    for name, kind in {
        "flag": Type.BOOLEAN, "urgent": Type.BOOLEAN, "count": Type.INTEGER,
        "share": Type.NUMBER, "kind": Type.CHOICE, "first": Type.CHOICE,
        "parts": Type.SET, "received": Type.DATE, "closed": Type.DATE, "word": Type.TEXT,
    }.items():  # fmt: skip
        if rng.random() < 0.75 or name == "received":
            given[name] = _attribute(name, kind, choices)
    given["limit"] = Attribute("limit", Type.QUANTITY, unit=WORKDAY)
    fields = {
        "department": _attribute("department", Type.CHOICE, choices, "part"),
        "asked": Attribute("asked", Type.DATE, record="part"),
        "answered": Attribute("answered", Type.DATE, record="part"),
        "refused": Attribute("refused", Type.BOOLEAN, record="part"),
        "load": Attribute("load", Type.INTEGER, record="part"),
    }
    spans = {
        "from": Attribute("from", Type.DATE, record="stop"),
        "to": Attribute("to", Type.DATE, record="stop"),
    }
    records = {
        "part": Record("part", "participants", fields, subject="department"),
        "stop": Record("stop", "stops", spans),
    }
    vocabulary = Vocabulary(choices, given, records, Calendar(country="none"))
    return vocabulary.extended(_derived(rng, vocabulary))


def _attribute(
    name: str, kind: Type, choices: Mapping[str, Choices], record: str | None = None
) -> Attribute:
    listed = {
        "kind": choices["kinds"], "first": choices["departments"],
        "department": choices["departments"], "parts": choices["departments"],
    }.get(name)  # fmt: skip
    return Attribute(name, kind, choices=listed, record=record)


def _derived(rng: random.Random, vocabulary: Vocabulary) -> list[Attribute]:
    end: Expression = Ref(AS_OF)
    if "closed" in vocabulary.attributes:
        end = Coalesce((Ref("closed"), Ref(AS_OF)))
    stops = (RecordRef("stop"),) if rng.random() < 0.5 else ()
    elapsed = Call("workdays", (Ref("received"), end, *stops))
    own = Call("workdays", (Ref("asked"), Coalesce((Ref("answered"), Ref(AS_OF)))))
    found = [
        Attribute("elapsed", Type.QUANTITY, unit=WORKDAY, derive=elapsed),
        Attribute(
            "overdue",
            Type.QUANTITY,
            unit=WORKDAY,
            derive=Binary("-", Ref("elapsed"), Ref("limit")),
        ),
        Attribute("own", Type.QUANTITY, unit=WORKDAY, derive=own, record="part"),
    ]
    if rng.random() < 0.5:
        derive = Call("sum", (RecordRef("part", "load"),))
        found.append(Attribute("load_sum", Type.INTEGER, derive=derive))
    if rng.random() < 0.5:
        derive = Call("count", (RecordRef("part"),))
        found.append(Attribute("part_count", Type.INTEGER, derive=derive))
    return [a for a in found if rng.random() < 0.85 or a.id == "elapsed"]


def _outputs(
    rng: random.Random, number: int, scope: str | None, hit: HitPolicy, vocabulary: Vocabulary
) -> tuple[list[Output], list[Attribute]]:
    outputs, attributes = [], []
    for k in range(rng.randint(1, 2)):
        name = f"out{number}_{k}"
        kinds = [Type.BOOLEAN, Type.SET, Type.INTEGER]
        kind = rng.choice(kinds if hit is HitPolicy.COLLECT else [*kinds, Type.CHOICE])
        listed = vocabulary.departments if kind.has_choices else None
        made = Attribute(name, kind, choices=listed, table=f"t{number}", record=scope)
        default = _value(rng, made) if rng.random() < 0.3 else None
        outputs.append(Output(name, name, None, default))
        attributes.append(made)
    return outputs, attributes


def _table(
    rng: random.Random,
    number: int,
    scope: str | None,
    hit: HitPolicy,
    outputs: Sequence[Output],
    attributes: Sequence[Attribute],
    status: str | None,
    vocabulary: Vocabulary,
) -> Table:
    by_id = {a.id: a for a in attributes}
    if hit is HitPolicy.COLLECT:
        outputs = [attrs.evolve(o, aggregate=_aggregate(rng, by_id[o.id])) for o in outputs]
    visible = vocabulary.visible(scope)
    ids = [f"r{number}_{n}" for n in range(rng.randint(1, 7))]
    rules = []
    for n, id_ in enumerate(ids):
        then = tuple(
            (o.id, _output_value(rng, by_id[o.id], visible, o))
            for o in outputs
            if rng.random() < 0.9
        )
        beats = frozenset(i for i in ids[:n] if rng.random() < 0.2)
        rules.append(
            TableRule(id_, _boxes(rng, visible), then, overrides=beats, priority=rng.randint(0, 2))
        )
    return Table(f"t{number}", hit, _closed(rules), tuple(outputs), scope, status=status)


def _closed(rules: list[TableRule]) -> tuple[TableRule, ...]:
    known: dict[str, frozenset[str]] = {}
    out = []
    for rule in rules:
        reached = rule.overrides.union(*(known[id_] for id_ in rule.overrides))
        known[rule.id] = reached
        out.append(attrs.evolve(rule, overrides=reached))
    rng = random.Random(len(rules))
    rng.shuffle(out)
    return tuple(out)


def _aggregate(rng: random.Random, attribute: Attribute) -> Aggregate:
    if attribute.type is Type.BOOLEAN:
        return Aggregate.ANY
    if attribute.type is Type.INTEGER:
        return rng.choice([Aggregate.SUM, Aggregate.MIN, Aggregate.MAX, Aggregate.COUNT])
    return Aggregate.UNION


def _output_value(
    rng: random.Random, attribute: Attribute, visible: Mapping[str, Attribute], output: Output
) -> Any:
    same = [
        a.id
        for a in visible.values()
        if a.type is attribute.type and a.choices == attribute.choices and a.unit is None
    ]
    if same and output.aggregate is None and rng.random() < 0.15:
        return FactRef(rng.choice(same))
    return _value(rng, attribute)


def _value(rng: random.Random, attribute: Attribute) -> Any:
    kind = attribute.type
    if kind is Type.BOOLEAN:
        return rng.random() < 0.5
    if kind is Type.DATE:
        return FIRST_DAY + timedelta(days=rng.randint(0, 40))
    if kind is Type.TEXT:
        return rng.choice(["red", "green", "blue"])
    if kind is Type.CHOICE:
        assert attribute.choices is not None
        return rng.choice(sorted(attribute.choices.ids))
    if kind is Type.SET:
        assert attribute.choices is not None
        ids = sorted(attribute.choices.ids)
        return frozenset(rng.sample(ids, rng.randint(0, len(ids))))
    if kind is Type.NUMBER and rng.random() < 0.5:
        return Fraction(rng.randint(0, 40), 4)
    return rng.randint(0, 10)


def _boxes(rng: random.Random, visible: Mapping[str, Attribute]) -> tuple[Box, ...]:
    boxes = [_box(rng, visible) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    if rng.random() < 0.1:
        boxes.extend(negate(boxes[0]))
    kept = (box for box in boxes if not box.never and not _impossible(box, visible))
    return tuple(dict.fromkeys(kept)) or (Box(),)


def _impossible(box: Box, visible: Mapping[str, Attribute]) -> bool:
    """Whether a test refuses every value that there is (YAML has no way to write that)."""
    return any(_refuses_all(test, visible[name]) for name, test in box.tests)


def _refuses_all(test: Test, attribute: Attribute) -> bool:
    if test.missing:
        return False
    universe = attribute.choices.ids if attribute.choices else frozenset({True, False})
    if isinstance(test.region, Sets):
        sizes = range(len(universe) + 1)
        return not any(map(test.region.count.contains, sizes))
    if isinstance(test.region, Values) and attribute.type is not Type.TEXT:
        return not any(map(test.region.contains, universe))
    return False


def _box(rng: random.Random, visible: Mapping[str, Attribute]) -> Box:
    names = sorted(visible)
    chosen = rng.sample(names, min(len(names), rng.choice([0, 1, 1, 2, 2, 3])))
    return Box.of({name: make_test(rng, visible[name]) for name in chosen})


def make_test(rng: random.Random, attribute: Attribute) -> Test:
    """A test that fits the attribute."""
    if rng.random() < 0.08:
        return _presence(attribute, rng.random() < 0.5)
    return Test(_region(rng, attribute), True if rng.random() < 0.05 else None)


def _presence(attribute: Attribute, missing: bool) -> Test:
    if attribute.type.is_ordered:
        return Test(Ranges((), not missing), missing)
    if attribute.type is Type.SET:
        return Test(Sets(any_of=frozenset([frozenset()])) if missing else Sets(), missing)
    return Test(Values(frozenset(), not missing), missing)


def _region(rng: random.Random, attribute: Attribute) -> Any:
    if attribute.type.is_ordered:
        return _ranges(rng, attribute)
    if attribute.type is Type.SET:
        return _sets(rng, attribute)
    values = frozenset(_value(rng, attribute) for _ in range(rng.randint(1, 2)))
    if attribute.type is Type.CHOICE and attribute.choices and rng.random() < 0.3:
        values = attribute.choices.below(next(iter(values)))
    universe = attribute.choices.ids if attribute.choices else {True, False}
    leaves_some = attribute.type is Type.TEXT or bool(universe - values)
    return Values(values, leaves_some and rng.random() < 0.25)


def _ranges(rng: random.Random, attribute: Attribute) -> Ranges:
    out = Ranges()
    for _ in range(rng.choice([1, 1, 2])):
        lo, hi = sorted(_value(rng, attribute) for _ in range(2))
        ends = rng.choice([(lo, hi), (lo, None), (None, hi)])
        closed = {"lo_closed": rng.random() < 0.5, "hi_closed": rng.random() < 0.5}
        out = out.join(Ranges.interval(*ends, **closed))
    return out.discrete() if attribute.is_discrete else out


def _sets(rng: random.Random, attribute: Attribute) -> Sets:
    assert attribute.choices is not None
    ids = sorted(attribute.choices.ids)
    groups = frozenset(
        frozenset(rng.sample(ids, rng.randint(1, min(2, len(ids)))))
        for _ in range(rng.choice([0, 1, 1, 2]))
    )
    none = frozenset(rng.sample(ids, 1)) if rng.random() < 0.3 else frozenset()
    count = Ranges((), True)
    if rng.random() < 0.4:
        count = Ranges.interval(rng.randint(0, 2), rng.choice([None, 2, 3])).discrete()
    return Sets(groups, none, count)


def make_case(rng: random.Random, vocabulary: Vocabulary) -> dict[str, Any]:
    """A case in canonical form; any fact may be missing."""
    give = rng.choice([1.0, 0.9, 0.6])
    case: dict[str, Any] = {}
    names = [a for a in vocabulary.attributes.values() if a.is_given]
    rng.shuffle(names)
    for attribute in names:
        if rng.random() < give:
            case[attribute.id] = _value(rng, attribute)
    for record in vocabulary.records.values():
        if rng.random() < give:
            rows = [_row(rng, record, give) for _ in range(rng.randint(0, 3))]
            case[record.key] = rows
    return case


def _row(rng: random.Random, record: Record, give: float) -> dict[str, Any]:
    given = [a for a in record.fields.values() if a.is_given and rng.random() < give]
    row = {a.id: _value(rng, a) for a in given}
    if "from" in row and "to" in row:
        row["from"], row["to"] = sorted((row["from"], row["to"]))
    return row


def as_documents(world: World) -> list[dict[str, Any]]:
    """The world as YAML documents, written the way a person would."""
    tables = [table_document(table, world.vocabulary) for table in world.tables]
    return [vocabulary_document(world.vocabulary), *tables]
