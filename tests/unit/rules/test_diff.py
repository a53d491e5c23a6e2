"""The semantic diff: regions are exact, refactorings change nothing, witnesses differ."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from generated import World, make_case, make_world
from hypothesis import given, settings
from hypothesis import strategies as st

import govcoord
from govcoord.rules.checks.base import Budget
from govcoord.rules.diff import Difference, diff
from govcoord.rules.diff.compare import speaking
from govcoord.rules.ranges import Ranges
from govcoord.rules.reference import _answer
from govcoord.rules.regions import Box, Sets, Test, Values
from govcoord.rules.tables import FactRef, HitPolicy, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Type

seeds = st.integers(min_value=0, max_value=2**40)

ENOUGH = Budget(steps=200_000, seconds=10)


# edits of a world


def with_rules(world: World, number: int, rules: list[TableRule]) -> World:
    """The world with other rules in one table."""
    ids = {rule.id for rule in rules}
    kept = tuple(attrs.evolve(r, overrides=r.overrides & ids) for r in rules)
    table = attrs.evolve(world.tables[number], rules=kept)
    tables = (*world.tables[:number], table, *world.tables[number + 1 :])
    return attrs.evolve(world, tables=tables)


def edited(world: World, rng: random.Random) -> tuple[World, int]:
    """The world after one small edit, and the number of the table that it is in."""
    # an edit before may have taken the only rule of a table away
    numbers = [n for n, table in enumerate(world.tables) if table.rules]
    if not numbers:
        return world, 0
    number = rng.choice(numbers)
    rules = list(world.tables[number].rules)
    at = rng.randrange(len(rules))
    edit = rng.choice([moved, dropped_condition, dropped_override, swapped, removed, reordered])
    return with_rules(world, number, edit(rules, at, rng)), number


def moved(rules: list[TableRule], at: int, rng: random.Random) -> list[TableRule]:
    """Thresholds of a rule are moved by one."""
    boxes = tuple(
        Box.of({name: shifted(test) for name, test in box.tests}) for box in rules[at].boxes
    )
    return [*rules[:at], attrs.evolve(rules[at], boxes=boxes), *rules[at + 1 :]]


def shifted(test: Test) -> Test:
    if not isinstance(test.region, Ranges) or any(
        isinstance(value, date) for value, _ in test.region.cuts
    ):
        return test
    cuts = tuple((value + 1, side) for value, side in test.region.cuts)
    return attrs.evolve(test, region=Ranges(cuts, test.region.low))


def dropped_condition(rules: list[TableRule], at: int, rng: random.Random) -> list[TableRule]:
    """One condition of a rule is gone."""
    first, *rest = rules[at].boxes
    kept = list(first.tests)
    if kept:
        kept.pop(rng.randrange(len(kept)))
    rule = attrs.evolve(rules[at], boxes=(Box(tuple(kept)), *rest))
    return [*rules[:at], rule, *rules[at + 1 :]]


def dropped_override(rules: list[TableRule], at: int, rng: random.Random) -> list[TableRule]:
    """Some rule overrides nothing any more; what overrode it keeps what it overrode."""
    return [*rules[:at], attrs.evolve(rules[at], overrides=frozenset()), *rules[at + 1 :]]


def swapped(rules: list[TableRule], at: int, rng: random.Random) -> list[TableRule]:
    """Two rules give each other's outputs."""
    other = rng.randrange(len(rules))
    out = list(rules)
    out[at] = renew(rules[at], outputs=rules[other].outputs)
    out[other] = renew(rules[other], outputs=rules[at].outputs)
    return out


def removed(rules: list[TableRule], at: int, rng: random.Random) -> list[TableRule]:
    """A rule is gone, unless it is the last."""
    return rules[:at] + rules[at + 1 :] if len(rules) > 1 else rules


def reordered(rules: list[TableRule], at: int, rng: random.Random) -> list[TableRule]:
    """Rules stand in another order, with other priorities."""
    out = [attrs.evolve(rule, priority=rng.randint(0, 2)) for rule in rules]
    rng.shuffle(out)
    return out


def renew(rule: TableRule, **changes: Any) -> TableRule:
    """The rule with changes; the mapping of its values is made anew."""
    return attrs.evolve(rule, **changes)


# pure refactorings


def refactored(world: World, rng: random.Random) -> World:
    """The world written in another way that means the same."""
    number = rng.randrange(len(world.tables))
    table = world.tables[number]
    rules = list(table.rules)
    at = rng.randrange(len(rules))
    how = rng.choice([split_rule, renamed, split_box, shuffled])
    return with_rules(world, number, how(world, table, rules, at, rng))


def split_rule(
    world: World, table: Table, rules: list[TableRule], at: int, rng: random.Random
) -> list[TableRule]:
    """A rule is split in two along some fact; both halves stand where it stood."""
    if table.hit is HitPolicy.COLLECT and any(o.aggregate for o in table.outputs):
        return rules  # where rules are counted two are not the same as one
    rule = rules[at]
    inside, outside = halves(world, table, rng)
    twin = rule.id + "_rest"
    parts = [
        attrs.evolve(rule, boxes=meet(rule.boxes, inside)),
        attrs.evolve(rule, id=twin, boxes=meet(rule.boxes, outside)),
    ]
    out = [*rules[:at], *parts, *rules[at + 1 :]]
    return [
        attrs.evolve(r, overrides=r.overrides | {twin}) if rule.id in r.overrides else r
        for r in out
    ]


def split_box(
    world: World, table: Table, rules: list[TableRule], at: int, rng: random.Random
) -> list[TableRule]:
    """The condition of a rule is written as two alternatives."""
    inside, outside = halves(world, table, rng)
    rule = rules[at]
    boxes = (*meet(rule.boxes, inside), *meet(rule.boxes, outside))
    return [*rules[:at], attrs.evolve(rule, boxes=boxes), *rules[at + 1 :]]


def halves(world: World, table: Table, rng: random.Random) -> tuple[Test, Test]:
    """A test that a missing fact passes, and one for all that it refuses; by attribute."""
    visible = world.vocabulary.visible(table.scope)
    name = rng.choice(sorted(n for n in visible if visible[n].type is Type.INTEGER) or ["limit"])
    below = Ranges.interval(None, rng.randint(0, 10)).discrete()
    one, other = Test(below, True), Test(below.complement(), False)
    return Box.of({name: one}), Box.of({name: other})  # type: ignore[return-value]


def meet(boxes: tuple[Box, ...], half: Any) -> tuple[Box, ...]:
    return tuple(box.meet(half) for box in boxes)


def renamed(
    world: World, table: Table, rules: list[TableRule], at: int, rng: random.Random
) -> list[TableRule]:
    """Rules have other ids, titles and sources."""
    return [
        attrs.evolve(
            rule,
            id=f"new_{rule.id}",
            source="another page",
            overrides=frozenset(f"new_{id_}" for id_ in rule.overrides),
        )
        for rule in rules
    ]


def shuffled(
    world: World, table: Table, rules: list[TableRule], at: int, rng: random.Random
) -> list[TableRule]:
    """Rules stand in another order, where order does not count."""
    if table.hit is HitPolicy.FIRST:
        return rules
    out = list(rules)
    rng.shuffle(out)
    return out


# facts of a table, and what the plain interpreter says of them


def draw_facts(table: Table, other: Table, visible: Any, rng: random.Random) -> dict[str, Any]:
    """Any facts that the two tables read, near to what their rules mention."""
    names = sorted(table.inputs | other.inputs)
    mentioned: dict[str, list[Any]] = {}
    for rule in (*table.rules, *other.rules):
        for box in rule.boxes:
            for name, test in box.tests:
                mentioned.setdefault(name, []).extend(interesting(test))
    facts = {}
    for name in names:
        value = draw_value(visible[name], mentioned.get(name, []), rng)
        if rng.random() < 0.97:
            facts[name] = value
    return facts


def interesting(test: Test) -> Iterator[Any]:
    if isinstance(test.region, Ranges):
        yield from (value for value, _ in test.region.cuts)
    elif isinstance(test.region, Values):
        yield from test.region.values
    elif isinstance(test.region, Sets):
        yield frozenset().union(*test.region.any_of)


def draw_value(attribute: Attribute, mentioned: list[Any], rng: random.Random) -> Any:
    if mentioned and rng.random() < 0.7:
        value = rng.choice(mentioned)
        if isinstance(value, int) and attribute.type.is_ordered:
            return value + rng.randint(-1, 1)
        return value
    if attribute.type is Type.BOOLEAN:
        return rng.random() < 0.5
    if attribute.type is Type.DATE:
        return date(2025, 1, rng.randint(1, 31))
    if attribute.type is Type.TEXT:
        return rng.choice(["red", "green", "violet"])
    if attribute.type.has_choices:
        assert attribute.choices is not None
        ids = sorted(attribute.choices.ids)
        if attribute.type is Type.CHOICE:
            return rng.choice(ids)
        return frozenset(rng.sample(ids, rng.randint(0, len(ids))))
    return rng.randint(-2, 12)


def said(table: Table, facts: dict[str, Any]) -> Any:
    """What the plain interpreter says: status and values, or all that collected rules say."""
    answer = _answer(table, None, dict(facts), {})
    if table.hit is not HitPolicy.COLLECT:
        return answer.status, dict(answer.values)
    by_id = {rule.id: rule for rule in table.rules}
    firm = [dict(by_id[id_].outputs) for id_ in answer.rules]
    soft = [dict(by_id[id_].outputs) for id_ in answer.possible]
    values = dict(answer.values) if not soft else {}
    return distinct(firm), distinct(soft), values


def distinct(answers: list[dict[str, Any]]) -> set[Any]:
    return {tuple(sorted(answer.items())) for answer in answers}


def by_chance(table: Table, other: Table) -> bool:
    """Whether rules copy facts that no box can compare."""
    values = [value for t in (table, other) for rule in t.rules for _, value in rule.outputs]
    return any(isinstance(value, FactRef) for value in values)


def is_complete(facts: dict[str, Any], old: Table, new: Table) -> bool:
    may_miss = speaking(old) | speaking(new)
    return all(name in facts for name in (old.inputs | new.inputs) - may_miss)


def table_of(world: World, id_: str) -> Table:
    return next(table for table in world.tables if table.id == id_)


def assert_exact(found: Difference, old: World, new: World, rng: random.Random) -> int:
    """Facts lie in a region exactly when the two versions say different things of them."""
    regions = {t.id: [box for c in t.changes for box in c.boxes] for t in found.tables}
    differ = 0
    for before in old.tables:
        after = table_of(new, before.id)
        visible = new.vocabulary.visible(after.scope)
        for _ in range(40):
            facts = draw_facts(before, after, visible, rng)
            if not is_complete(facts, before, after):
                continue
            inside = any(box.accepts(facts) is True for box in regions.get(before.id, ()))
            changed = said(before, facts) != said(after, facts)
            assert inside == changed or (inside and by_chance(before, after)), (before.id, facts)
            differ += changed
    return differ


@given(seeds)
@settings(max_examples=max(100, settings().max_examples))
def test_a_region_holds_exactly_the_cases_that_change(seed: int) -> None:
    """For random facts of a table, both directions; only copied facts may be equal by chance."""
    rng = random.Random(seed)
    old = make_world(seed)
    new, _ = edited(old, rng)
    if rng.random() < 0.3:
        new, _ = edited(new, rng)
    found = diff(old.plan(), new.plan(), budget=ENOUGH)
    if not found.undecided:
        assert_exact(found, old, new, rng)


@given(seeds)
@settings(max_examples=max(80, settings().max_examples))
def test_a_refactoring_is_proved_to_change_nothing(seed: int) -> None:
    """Rules split in two, alternatives, other names, another order that does not count."""
    rng = random.Random(seed)
    old = make_world(seed)
    new = refactored(old, rng)
    found = diff(old.plan(), new.plan(), budget=ENOUGH)
    assert found.nothing or found.undecided, found.tables


@given(seeds)
@settings(max_examples=max(60, settings().max_examples))
def test_engine_outcomes_differ_where_a_region_says_so(seed: int) -> None:
    """Random cases: where a table's facts are equal in both versions, and complete."""
    rng = random.Random(seed)
    old = make_world(seed)
    new, _ = edited(old, rng)
    before, after = old.plan(), new.plan()
    found = diff(before, after, budget=ENOUGH)
    regions = {t.id: [box for c in t.changes for box in c.boxes] for t in found.tables}
    if found.undecided:
        return
    for _ in range(15):
        case = make_case(rng, old.vocabulary)
        one, other = before.evaluate(case), after.evaluate(case)
        for left, right in zip(one.outcomes, sorted(other.outcomes, key=_like(one.outcomes))):
            names = left.table.inputs | right.table.inputs
            facts = {n: one.fact(n, left.subject) for n in names}
            known = {n: v for n, v in facts.items() if v is not None}
            if facts != {n: other.fact(n, right.subject) for n in names} or not is_complete(
                known, left.table, right.table
            ):
                continue
            inside = any(box.accepts(known) is True for box in regions.get(left.id, ()))
            if left.table.hit is HitPolicy.COLLECT:
                changed = said(left.table, known) != said(right.table, known)
            else:
                changed = (left.status, left.values) != (right.status, right.values)
            assert inside == changed or (inside and by_chance(left.table, right.table))


def _like(outcomes: Any) -> Any:
    place = {(o.id, o.subject and o.subject.index): n for n, o in enumerate(outcomes)}
    return lambda o: place[o.id, o.subject and o.subject.index]


@given(seeds)
@settings(max_examples=max(60, settings().max_examples))
def test_witnesses_really_differ(seed: int) -> None:
    """Each confirmed case has another outcome of that table in the two versions."""
    rng = random.Random(seed)
    old = make_world(seed)
    new, _ = edited(old, rng)
    before, after = old.plan(), new.plan()
    for change in diff(before, after, budget=ENOUGH).changes:
        if not change.confirmed:
            continue
        one, other = (
            next(o for o in plan.evaluate(change.witness).outcomes if o.id == change.table)
            for plan in (before, after)
        )
        if one.table.hit is HitPolicy.COLLECT:
            left, right = ({rule.outputs for rule in o.rules} for o in (one, other))
            assert (left, one.possible, one.values) != (right, other.possible, other.values)
        else:
            assert (one.status, one.values) != (other.status, other.values)


# two plans written out

WORDS = """
kind: vocabulary
id: words
calendar: {country: none}
attributes:
  amount: {type: quantity, unit: yuan, min: 0}
  urgent: {type: boolean}
  received: {type: date}
  closed: {type: date}
  days: {derive: "days(received, closed)"}
---
"""
LEVEL = """
kind: table
id: level
hit: first
outputs: {level: {type: text}}
rules:
  - {id: L1, when: {amount: 20万元以上}, then: {level: city}}
  - {id: L2, when: {days: 30天以上}, then: {level: late}}
  - {id: L3, then: {level: county}}
---
kind: table
id: fee
outputs: {fee: {type: integer}}
rules:
  - {id: F1, when: {level: city}, then: {fee: 2}}
"""


def plan_of(text: str) -> govcoord.Plan:
    """The plan of a text, with the words above."""
    return govcoord.load_texts({"rules.yaml": WORDS + text})


def test_a_change_is_told_where_it_is_and_its_readers_are_named() -> None:
    """Given equal facts the later table does not change; it is named, and cases count it."""
    old, new = plan_of(LEVEL), plan_of(LEVEL.replace("20万元以上", "30万元以上"))
    found = govcoord.diff(old, new)
    assert [(t.id, t.reaches) for t in found.tables] == [("level", ("fee",))]
    day = date(2025, 1, 1)
    case = {"amount": 250_000, "received": day, "closed": day}
    count = found.count([{"id": "a", **case}, {"id": "b", **case, "amount": 5}])
    assert (count.cases, count.changed, count.same) == (2, 1, 1)
    assert [(c.table, c.cases, c.names) for c in count.changes] == [
        ("level", 1, ["a"]),
        ("fee", 1, ["a"]),
    ]


def test_a_formula_that_changes_is_no_proof_that_nothing_does() -> None:
    """No table differs given equal facts, and yet cases may change."""
    other = WORDS.replace("days(received, closed)", "days(received, closed) + 1 day")
    new = govcoord.load_texts({"rules.yaml": other + LEVEL})
    found = govcoord.diff(plan_of(LEVEL), new)
    assert not found.tables
    assert not found.nothing
    assert not found.no_outcome
    assert dict(found.derived) == {"days": ("fee", "level")}
    assert [c.what for c in found.vocabulary] == ["attribute_derived"]


def test_types_that_differ_leave_a_table_undecided() -> None:
    """No region can speak of a text and a number at once; other tables are compared."""
    new = plan_of(LEVEL.replace("fee: {type: integer}", "fee: {type: number}"))
    (table,) = govcoord.diff(plan_of(LEVEL), new).undecided
    assert (table.id, table.undecided, table.facts) == ("fee", "types", ("fee",))


def test_a_budget_that_runs_out_is_said() -> None:
    """With what was not looked at."""
    new = plan_of(LEVEL.replace("20万元以上", "30万元以上"))
    found = diff(plan_of(LEVEL), new, budget=Budget(steps=3))
    (table,) = found.undecided
    assert (table.id, table.undecided) == ("level", "budget")
    assert table.left
    assert not found.nothing
    assert "not decided within the budget" in found.to_text()


def test_days_are_set_on_both_sides() -> None:
    """``as_of`` and what ``by:`` names are that day, in regions and in cases."""
    text = """
kind: table
id: rate
hit: any
outputs: {rate: {type: integer}}
rules:
  - {id: R1, in_force: {to: 2024-12-31, by: received}, when: {urgent: true}, then: {rate: 1}}
  - {id: R2, in_force: {from: 2025-01-01, by: received}, when: {urgent: true}, then: {rate: 2}}
  - {id: R3, in_force: {from: 2025-03-01}, when: {urgent: false}, then: {rate: 3}}
"""
    plan = plan_of(text)
    eve, year, spring = date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 1)
    (change,) = govcoord.diff(plan.on(eve), plan.on(year)).changes
    assert (change.before.values, change.after.values) == ({"rate": 1}, {"rate": 2})
    assert change.witness == {"urgent": True}
    assert change.confirmed
    (later,) = govcoord.diff(plan.on(year), plan.on(spring)).changes
    assert (later.before.status, later.after.values) == ("none", {"rate": 3})
    assert govcoord.diff(plan.on(year), plan.on(date(2025, 2, 1))).no_outcome is False
    count = govcoord.diff(plan.on(eve), plan.on(year)).count([{"urgent": True, "received": spring}])
    assert count.changed == 1


def test_collected_answers_are_told_by_what_comes_and_goes() -> None:
    """Other rules of the table do not cut the region, unless they say the same."""
    text = """
kind: table
id: checks
hit: collect
outputs: {check: {type: text}}
rules:
  - {id: C1, when: {amount: 10元以上}, then: {check: budget}}
  - {id: C2, when: {amount: 20元以上}, then: {check: audit}}
  - {id: C3, when: {urgent: true}, then: {check: call}}
  - {id: C4, when: {amount: 50元以上}, then: {check: audit}}
"""
    (change,) = govcoord.diff(plan_of(text), plan_of(text.replace("20元", "30元"))).changes
    assert len(change.boxes) == 1
    assert change.before.answers == ({"check": "audit"},)
    assert change.after.answers == ()
    assert [rule.id for rule in change.before.rules] == ["C2"]
    gone = text.replace("  - {id: C2, when: {amount: 20元以上}, then: {check: audit}}\n", "")
    (change,) = govcoord.diff(plan_of(text), plan_of(gone)).changes
    assert change.boxes[0].accepts({"amount": 49}) is True
    assert change.boxes[0].accepts({"amount": 50}) is False


def test_what_a_missing_fact_gives_is_compared_where_rules_speak_of_it() -> None:
    """A rule that no longer takes a missing fact leaves such cases open."""
    text = """
kind: table
id: state
outputs: {state: {type: text}}
rules:
  - {id: S1, when: {closed: missing}, then: {state: open}}
"""
    new = plan_of(text.replace("closed: missing", "closed: 2025-01-01以后"))
    found = govcoord.diff(plan_of(text), new)
    statuses = {(c.before.status, c.after.status) for c in found.changes}
    assert statuses == {("decided", "undetermined"), ("none", "decided")}
    assert all(c.confirmed for c in found.changes)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_reports_in_every_language(language: str) -> None:
    """No phrase is missing, whatever there is to say."""
    old = plan_of(LEVEL)
    new = govcoord.load_texts(
        {
            "r.yaml": WORDS.replace("urgent:", "pressing:")
            + LEVEL.replace("level: city}}", "level: x}}")
        }
    )
    found = diff(old, new, same_answers=True)
    count = found.count([{"amount": 300_000}, {"urgent": True}, {"pressing": True}, {"no": 1}])
    for text in (found.to_text(language, count), found.to_markdown(language, count)):
        assert "`urgent`" in text
        assert "`pressing`" in text
    assert found.to_dict(language, count)["cases"]["rejected"]["old_only"] == 1


def test_an_unknown_language_is_refused() -> None:
    """Not answered in another one."""
    with pytest.raises(ValueError, match="unknown language"):
        govcoord.diff(plan_of(LEVEL), plan_of(LEVEL)).to_text("fr")


@pytest.mark.parametrize("hit", ["any", "first", "priority"])
def test_one_edit_among_a_thousand_overlapping_rules_is_decided(hit: str) -> None:
    """Parts in which the other rules settle the answer already are not cut any further."""
    rng = random.Random(3)
    lines = []
    for number in range(1000):
        names = rng.sample(["a", "b", "c", "d", "e", "f"], rng.choice([1, 2, 3]))
        tests = ", ".join(f"{name}: '>= {rng.randrange(90)}'" for name in names)
        answer, priority = rng.randrange(5), rng.randrange(4)
        lines.append(
            f"  - {{id: R{number}, priority: {priority}, source: s, when: {{{tests}}}, "
            f"then: {{x: '{answer}'}}}}"
        )
    facts = ", ".join(f"{name}: {{type: integer, min: 0, max: 99}}" for name in "abcdef")
    head = (
        f"kind: vocabulary\nid: v\nattributes: {{{facts}}}\n---\n"
        f"kind: table\nid: t\nhit: {hit}\noutputs: {{x: {{type: text}}}}\nrules:\n"
    )
    old = govcoord.load_texts({"t.yaml": head + "\n".join(lines)})
    at = 5
    lines[at] = lines[at][: lines[at].index("then:")] + "then: {x: other}}"
    new = govcoord.load_texts({"t.yaml": head + "\n".join(lines)})
    begin = time.process_time()
    found = govcoord.diff(old, new, budget=120)
    assert not found.undecided
    assert time.process_time() - begin < 15
