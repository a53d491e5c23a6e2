"""Practice beside the rules: who works together, and what a plan says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

import attrs

from govcoord.decision import Decision
from govcoord.graph.coordination_graph import Coordination, coordination
from govcoord.graph.logs import Log
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan
from govcoord.rules.kinds.procedure.kind import Procedure

DEPARTMENTS = "departments"


@attrs.frozen(kw_only=True)
class Declared:
    """What a plan says of departments.

    ``named`` are departments that a rule's answer names, or a procedure gives a step, with
    those rules and steps; ``links`` pairs that one rule names together, or of which one comes
    after the other in a procedure.
    """

    named: Mapping[str, tuple[str, ...]]
    links: Mapping[tuple[str, str], tuple[str, ...]]


@attrs.frozen(kw_only=True)
class Pair:
    """Two departments: cases in which they worked together, and the rules that join them."""

    a: str
    b: str
    cases: int
    rules: tuple[str, ...]


@attrs.frozen(kw_only=True)
class RuleUse:
    """A rule of a table and in how many cases it gave the answer."""

    table: str
    rule: str
    cases: int


@attrs.frozen(kw_only=True)
class Practice:
    """The network as it is beside the one that the rules declare.

    ``unnamed`` departments took part in cases (so many) and no rule names them; ``idle`` ones
    are named and took part in none. ``pairs`` are all pairs that work together or are
    declared. With decisions: ``beyond`` says in how many cases a department took part that no
    rule named for that very case, ``rules`` how often each rule that answers was used; both
    are ``None`` without any decision.
    """

    declared: Declared
    found: Coordination
    unnamed: tuple[tuple[str, int], ...]
    idle: tuple[str, ...]
    pairs: tuple[Pair, ...]
    beyond: tuple[tuple[str, int], ...] | None
    rules: tuple[RuleUse, ...] | None

    @property
    def undeclared(self) -> tuple[Pair, ...]:
        """Pairs that work together and that no rule joins, most cases first."""
        return tuple(one for one in self.pairs if one.cases and not one.rules)

    @property
    def unpractised(self) -> tuple[Pair, ...]:
        """Pairs that a rule joins and that never worked together."""
        return tuple(one for one in self.pairs if not one.cases)

    @property
    def unused(self) -> tuple[RuleUse, ...] | None:
        """Rules that gave no answer in any case; ``None`` where no case was decided."""
        if self.rules is None:
            return None
        return tuple(one for one in self.rules if not one.cases)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        plain: dict[str, Any] = jsonable({
            "cases": self.found.cases,
            "unnamed": [{"department": a, "cases": n} for a, n in self.unnamed],
            "idle": self.idle,
            "undeclared": self.undeclared,
            "unpractised": self.unpractised,
            "beyond": self.beyond
            and [{"department": a, "cases": n} for a, n in self.beyond],
            "unused": self.unused,
        })  # fmt: skip
        return plain


def practice(plan: Plan, given: Iterable[Decision] | Log) -> Practice:
    """A plan beside decided cases (a stream is enough), or beside an event log.

    A log says who worked together; which rules are used, and who worked on a case that no rule
    named for it, only decisions of the plan's own can say.
    """
    said = declared(plan)
    if isinstance(given, Log):
        return _compared(said, coordination(given), None, None)
    use = _Use(plan)
    found = coordination(use.watched(given))
    return _compared(said, found, use.beyond, use.rules())


def declared(plan: Plan) -> Declared:
    """Departments that rules and procedures of a plan name, and pairs that they join."""
    known = plan.vocabulary.choices[DEPARTMENTS].ids
    named: dict[str, list[str]] = {}
    links: dict[tuple[str, str], list[str]] = {}
    for table in plan.tables:
        for rule in table.rules:
            mine = sorted({one for _, value in rule.outputs for one in _in(value, known)})
            for one in mine:
                named.setdefault(one, []).append(rule.id)
            for pair in combinations(mine, 2):
                links.setdefault(pair, []).append(rule.id)
    for mechanism in plan.mechanisms.values():
        if isinstance(mechanism, Procedure):
            steps = mechanism.model.by_id
            for step in steps.values():
                named.setdefault(step.department, []).append(f"{mechanism.id}: {step.id}")
                for before in step.after:
                    a, b = sorted((steps[before].department, step.department))
                    if a != b:
                        links.setdefault((a, b), []).append(f"{mechanism.id}: {before} → {step.id}")
    return Declared(named=_frozen(named), links=_frozen(links))


def _frozen(found: dict[Any, list[str]]) -> dict[Any, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(found[key])) for key in sorted(found)}


def _in(value: object, known: frozenset[str]) -> Iterator[str]:
    """Departments in what a rule answers: a choice, a set, or values that have a department."""
    if isinstance(value, str):
        if value in known:
            yield value
    elif isinstance(value, (frozenset, set, tuple, list)):
        for one in value:
            yield from _in(one, known)
    elif (department := getattr(value, "department", None)) is not None:
        yield from _in(department, known)


class _Use:
    """Watches decisions pass: which rules answered, who took part beyond what they say."""

    def __init__(self, plan: Plan) -> None:
        self.known = plan.vocabulary.choices[DEPARTMENTS].ids
        self.plan = plan
        self.used: Counter[tuple[str, str]] = Counter()
        self.beyond: Counter[str] = Counter()

    def watched(self, decisions: Iterable[Decision]) -> Iterator[Decision]:
        """The same decisions."""
        for decision in decisions:
            answered: set[tuple[str, str]] = set()
            named: set[str] = set()
            for outcome in decision.outcomes:
                answered.update((outcome.id, rule.id) for rule in outcome.rules)
                named.update(_in(outcome.given, self.known))
            self.used.update(answered)
            self.beyond.update(self._present(decision) - named)
            yield decision

    def _present(self, decision: Decision) -> set[str]:
        records = self.plan.vocabulary.records.values()
        kind = next((one.id for one in records if one.subject is not None), None)
        subjects = decision.subjects(kind) if kind is not None else None
        return {one.department for one in subjects or () if one.department is not None}

    def rules(self) -> tuple[RuleUse, ...]:
        """Every rule of every table with its use."""
        return tuple(
            RuleUse(table=table.id, rule=rule.id, cases=self.used[table.id, rule.id])
            for table in self.plan.tables
            for rule in table.rules
        )


def _compared(
    said: Declared,
    found: Coordination,
    beyond: Counter[str] | None,
    rules: tuple[RuleUse, ...] | None,
) -> Practice:
    busy = {one.department: one.cases for one in found.departments if one.cases}
    cases = {(one.a, one.b): one.cases for one in found.links}
    pairs = [
        Pair(a=a, b=b, cases=cases.get((a, b), 0), rules=said.links.get((a, b), ()))
        for a, b in cases.keys() | said.links.keys()
    ]
    return Practice(
        declared=said,
        found=found,
        unnamed=_most_first({one: n for one, n in busy.items() if one not in said.named}),
        idle=tuple(one for one in said.named if one not in busy),
        pairs=tuple(sorted(pairs, key=lambda one: (-one.cases, one.a, one.b))),
        beyond=None if beyond is None else _most_first(beyond),
        rules=rules,
    )


def _most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
