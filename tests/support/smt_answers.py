"""What a table says, as SMT formulas over its rules, and the questions that checks answer.

The definitions follow docs/architecture.md: a rule matches (T), or may match once facts are
given (P, which holds wherever T does); overrides, hit policy and defaults make an answer of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import attrs
import z3
from smt import Alternatives, Declared, Formula, Literal, Variable, condition

Answer = tuple[Any, ...]


class Asker:
    """A solver that knows the limits of the variables."""

    def __init__(self, seen: Mapping[str, Variable]) -> None:
        self.solver = z3.Solver()
        self.solver.set("timeout", 20_000)
        for variable in seen.values():
            self.solver.add(*variable.limits)

    def some(self, *formulas: Formula) -> bool:
        """Whether a case satisfies all of the formulas."""
        self.solver.push()
        self.solver.add(*formulas)
        answer = self.solver.check()
        self.solver.pop()
        assert answer != z3.unknown
        return bool(answer == z3.sat)

    def none(self, *formulas: Formula) -> bool:
        """Whether no case satisfies all of the formulas."""
        return not self.some(*formulas)


@attrs.frozen(eq=False)
class OneRule:
    """A rule: where it matches, where it may match, what it says and beats."""

    id: str
    holds: Formula
    possible: Formula
    answer: Answer
    beats: frozenset[str]
    named: frozenset[str]
    priority: int


@attrs.frozen(eq=False)
class OneTable:
    """A table as its document says it."""

    id: str
    hit: str
    rules: tuple[OneRule, ...]
    defaults: Answer
    must_answer: bool

    def without(self, id_: str) -> OneTable:
        """The table without one of its rules."""
        return attrs.evolve(self, rules=tuple(r for r in self.rules if r.id != id_))

    def rule(self, id_: str) -> OneRule:
        """A rule by id."""
        return next(r for r in self.rules if r.id == id_)


def read_table(document: Declared, seen: Mapping[str, Variable], asker: Asker) -> OneTable:
    """The table of a document."""
    names = list(document["outputs"])
    beats = _closed({rule["id"]: rule.get("overrides", []) for rule in document["rules"]})
    rules = tuple(
        OneRule(
            rule["id"],
            *_where(rule, document, seen, asker),
            tuple(_value(rule["then"].get(name)) for name in names),
            beats[rule["id"]],
            frozenset(rule.get("overrides", [])),
            rule.get("priority", 0),
        )
        for rule in document["rules"]
    )
    collects = document["hit"] == "collect"
    defaults = tuple(
        _value(declared.get("default")) if not collects or "aggregate" in declared else None
        for declared in document["outputs"].values()
    )
    must = document.get("must_answer") == "always"
    return OneTable(document["id"], document["hit"], rules, defaults, must)


def _value(raw: Any) -> Any:
    return tuple(sorted(raw)) if isinstance(raw, list) else raw


def _closed(direct: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    found = {id_: set(others) for id_, others in direct.items()}
    for _ in found:
        for reached in found.values():
            reached.update(*(found[other] for other in tuple(reached)))
    return {id_: frozenset(reached) for id_, reached in found.items()}


def _where(
    rule: Declared, document: Declared, seen: Mapping[str, Variable], asker: Asker
) -> tuple[Formula, Formula]:
    """Where a rule matches, and where it may: what nothing can meet is left out."""
    frames = [literal for holder in (document, rule) for literal in _frame(holder, seen)]
    alternatives = [[*one, *frames] for one in condition(rule.get("when"), seen)]
    real = [one for one in alternatives if asker.some(_all(one, possibly=False))]
    return _any(real, possibly=False), _any(real, possibly=True)


def _frame(holder: Declared, seen: Mapping[str, Variable]) -> Iterator[Literal]:
    period = holder.get("in_force")
    if period:
        day = seen[period.get("by", "as_of")]
        for key, sign in (("from", ">="), ("to", "<=")):
            if key in period:
                (alternative,) = condition({day.id: f"{sign} {period[key]}"}, seen)
                yield from alternative
    places = holder.get("jurisdiction")
    if places:
        listed = condition({"region": ", ".join(places)}, seen)
        (first, *_), *_ = listed
        yield Literal(first.attribute, z3.Or([one.formula for (one,) in listed]))


def _all(literals: Iterable[Literal], *, possibly: bool) -> Formula:
    return z3.And([literal.holds(possibly=possibly) for literal in literals])


def _any(alternatives: Alternatives, *, possibly: bool) -> Formula:
    return z3.Or([_all(one, possibly=possibly) for one in alternatives])


@attrs.frozen(eq=False)
class Standing:
    """For each rule: whether it is live, firm or soft once overrides are seen to."""

    live: dict[str, Formula]
    firm: dict[str, Formula]
    soft: dict[str, Formula]

    def running(self, id_: str) -> Formula:
        """Whether a rule is live or soft."""
        return z3.Or(self.live[id_], self.soft[id_])


def standing(table: OneTable) -> Standing:
    """What overrides make of matches."""
    rules = table.rules
    beaten = {r.id: z3.Or([k.holds for k in rules if r.id in k.beats]) for r in rules}
    live = {r.id: z3.And(r.holds, z3.Not(beaten[r.id])) for r in rules}
    open_ = {r.id: z3.And(r.possible, z3.Not(r.holds), z3.Not(beaten[r.id])) for r in rules}
    threat = {r.id: z3.Or([open_[k.id] for k in rules if r.id in k.beats]) for r in rules}
    firm = {r.id: z3.And(live[r.id], z3.Not(threat[r.id])) for r in rules}
    soft = {r.id: z3.Or(z3.And(live[r.id], threat[r.id]), open_[r.id]) for r in rules}
    return Standing(live, firm, soft)


def ahead(table: OneTable, rule: OneRule) -> list[OneRule]:
    """The rules that come before a rule by hit policy alone."""
    if table.hit == "first":
        return list(table.rules[: table.rules.index(rule)])
    if table.hit == "priority":
        return [r for r in table.rules if r.priority > rule.priority]
    return []


def decides(table: OneTable, at: Standing, rule: OneRule) -> Formula:
    """Where nothing keeps a rule from deciding, or from being one side of a conflict."""
    first = [z3.Not(at.running(r.id)) for r in ahead(table, rule)]
    return z3.And(at.firm[rule.id], *first)


def conflict(table: OneTable, at: Standing, one: OneRule, other: OneRule) -> Formula:
    """Where two rules both decide: a conflict if they disagree, or in a ``unique`` table."""
    return z3.And(decides(table, at, one), decides(table, at, other))


def gap(table: OneTable) -> Formula:
    """Where no rule matches, nor may once facts are given, and no default helps."""
    if any(value is not None for value in table.defaults):
        return z3.BoolVal(False)
    return z3.Not(z3.Or([rule.possible for rule in table.rules]))


def statements(table: OneTable) -> dict[Any, Formula]:
    """For each thing that a table can say (but ``undetermined``), where it says it."""
    at = standing(table)
    found: dict[Any, list[Formula]] = {}
    running = {r.id: z3.And(at.running(r.id), _not_behind(table, at, r)) for r in table.rules}
    for rule in table.rules:
        filled = tuple(d if v is None else v for v, d in zip(rule.answer, table.defaults))
        others = [r for r in table.rules if not _agrees(table, rule, r)]
        alone = [z3.Not(running[r.id]) for r in others]
        if table.hit == "unique":
            alone.append(at.firm[rule.id])
        decided = z3.And(at.live[rule.id], running[rule.id], *alone)
        found.setdefault(("decided", filled), []).append(decided)
    nothing = z3.Not(z3.Or([at.running(r.id) for r in table.rules]))
    given = any(value is not None for value in table.defaults)
    found.setdefault(("decided", table.defaults) if given else "none", []).append(nothing)
    if table.hit != "first":
        pairs = combinations(table.rules, 2)
        apart = [(a, b) for a, b in pairs if not _agrees(table, a, b)]
        found["conflict"] = [conflict(table, at, a, b) for a, b in apart]
    return {said: z3.Or(where) for said, where in found.items()}


def _agrees(table: OneTable, one: OneRule, other: OneRule) -> bool:
    return one is other or (table.hit != "unique" and one.answer == other.answer)


def _not_behind(table: OneTable, at: Standing, rule: OneRule) -> Formula:
    return z3.Not(z3.Or([at.firm[r.id] for r in ahead(table, rule)]))


def differs(one: OneTable, other: OneTable) -> Formula:
    """Where two tables do not say the same."""
    left, right = statements(one), statements(other)
    no = z3.BoolVal(False)
    return z3.Or([left.get(k, no) != right.get(k, no) for k in {*left, *right}])


def is_redundant(table: OneTable, rule: OneRule, asker: Asker) -> bool:
    """Whether a rule that decides somewhere could go without changing what is said."""
    at = standing(table)
    said = z3.Or([where for k, where in statements(table).items() if k not in ("none", "conflict")])
    if table.hit == "collect" or asker.none(decides(table, at, rule), said):
        return False
    return asker.none(rule.holds, differs(table, table.without(rule.id)))
