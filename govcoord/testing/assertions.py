"""Assertions for test suites about all cases at once, proved or refuted with a case.

assert_consistent(plan)
assert_no_change(old, new, where={"urgent": False})
assert_exactly_one(plan, "lead", where={"joint_required": True})
assert_never(plan, {"lead": "finance"}, where={"matter": "flood_drought_control"})

Each returns when the claim is proved, raises ``AssertionError`` with a case in words when it is
refuted, and `UndecidedError` when neither was done within the budget. Claims are about cases in
which every fact that a table reads is given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.decision import Outcome
from govcoord.diagnostics import Collector, suggest
from govcoord.errors import CaseError, GovcoordError, RulesetError
from govcoord.plain import jsonable
from govcoord.rules.checks import conflict, gap
from govcoord.rules.checks.base import Budget, BudgetError, Finding, Meter, Question, study_of
from govcoord.rules.checks.run import check_logic
from govcoord.rules.conditions.reader import read_condition
from govcoord.rules.conditions.words import describe_box, describe_case
from govcoord.rules.engine import Plan
from govcoord.rules.reading.nodes import read
from govcoord.rules.regions import EVERYTHING, Box, Ranges, Sets, Test, Values, meet_all
from govcoord.rules.resolve import Status
from govcoord.rules.solving.witness import find_case
from govcoord.rules.tables import HitPolicy, Table
from govcoord.rules.values import BadValue, to_value
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.testing.coverage.frontier import Frontier
from govcoord.testing.coverage.nothing import Nothing
from govcoord.testing.coverage.points import Aspect, Point, TableMap

Where = Mapping[str, Any] | str | None
"""Which cases a claim is about, as under ``when:``: a mapping, or YAML; ``None`` for all."""

UNDECIDED = "GC319"


class UndecidedError(GovcoordError):
    """A claim was neither proved nor refuted within the budget."""


def assert_consistent(
    plan: Plan, *, allow: Iterable[str] = (), seconds: float = 60.0, language: str = "en"
) -> None:
    """Fail unless the checks of the logic find no error and no warning in a plan.

    ``allow`` are codes that are no failure. Raises `UndecidedError` for a check that ran out of
    its budget of ``seconds`` (each check of each table has it).
    """
    allowed = set(allow)
    found = check_logic(plan, Budget(seconds=seconds))
    bad = [d for d in found if d.severity != "note" and d.code not in {*allowed, UNDECIDED}]
    if bad:
        raise AssertionError("\n\n".join(d.render(language) for d in bad))
    open_ = [d for d in found if d.code == UNDECIDED and UNDECIDED not in allowed]
    if open_:
        raise UndecidedError("\n\n".join(d.render(language) for d in open_))


def assert_no_change(
    old: Plan, new: Plan, *, where: Where = None, seconds: float = 20.0, language: str = "en"
) -> None:
    """Fail if some case within ``where`` ends differently by the new plan."""
    from govcoord.rules.diff import diff

    found = diff(old, new, budget=Budget(seconds=seconds))
    if found.no_outcome:
        return
    if found.derived:
        names = ", ".join(found.derived)
        raise UndecidedError(f"facts are derived in another way, compare cases: {names}")
    claim = Claim(new, language)
    for table in found.tables:
        if table.kind != "changed":
            raise AssertionError(f"table `{table.id}` was {table.kind}")
        own = next(t for t in new.tables if t.id == table.id)
        boxes = boxes_of(where, found.joined, own.scope)
        for change in table.changes:
            if change.same_answer:
                continue
            for box in meet_all(change.boxes, boxes):
                claim.refute(own, box, f"`{own.id}` changes", lambda c: _differs(old, new, c))
        if table.undecided and (not table.left or meet_all(table.left, boxes)):
            claim.open.append(f"`{own.id}`: not compared to the end ({table.undecided})")
    claim.close()


def assert_exactly_one(
    plan: Plan, name: str, *, where: Where = None, seconds: float = 60.0, language: str = "en"
) -> None:
    """Fail unless every case within ``where`` gets exactly one value of an output.

    ``name`` is an output of a table, or the attribute that it gives, such as ``lead``. No rule,
    a conflict of rules, or a rule that does not say it refutes the claim.
    """
    table, output = _giver(plan, name)
    boxes = boxes_of(where, plan.vocabulary, table.scope)
    claim = Claim(plan, language)
    rules = tuple(attrs.evolve(rule, boxes=meet_all(rule.boxes, boxes)) for rule in table.rules)
    within = attrs.evolve(table, rules=rules, must_answer=boxes)
    meter = Budget(seconds=seconds)

    def ends(status: Status) -> Fits:
        return _ends(plan, table, lambda outcome: outcome.status is status)

    def silent(outcome: Outcome) -> bool:
        return outcome.values.get(output) is None

    for box in claim.found(gap.check, within, plan.vocabulary, meter, ("GC310",)):
        claim.refute(table, box, f"no rule gives `{name}`", ends(Status.NONE))
    for box in claim.found(conflict.check, within, plan.vocabulary, meter, ("GC311", "GC324")):
        claim.refute(table, box, f"rules conflict on `{name}`", ends(Status.CONFLICT))
    for box in _silent(plan, within, output, claim):
        claim.refute(
            table, box, f"the rule that decides gives no `{name}`", _ends(plan, table, silent)
        )
    claim.close()


def assert_never(
    plan: Plan, outcome: Mapping[str, Any], *, where: Where = None, language: str = "en"
) -> None:
    """Fail if some case within ``where`` has all the facts of ``outcome``.

    ``outcome`` maps facts, given or computed, to values by id or title (``{"lead": "finance"}``),
    and tables to ``none`` or ``conflict``.
    """
    table = next((t for t in plan.tables if [t.id] == list(outcome)), None)
    if table is not None and outcome[table.id] in (Status.NONE.value, Status.CONFLICT.value):
        _assert_never_ends(plan, table, Status(outcome[table.id]), where, language)
        return
    scope, tests = None, dict[str, Test]()
    for name, raw in outcome.items():
        attribute = _attribute(plan, name)
        scope = attribute.record or scope
        tests[attribute.id] = Test(_only(_value(raw, attribute), attribute), False)
    table = next((t for t in plan.tables if t.scope == scope), None)
    if table is None:
        raise GovcoordError("the plan has no table that looks at these facts")
    claim = Claim(plan, language)
    told = describe_box(Box.of(tests), plan.vocabulary, language, scope)
    for box in meet_all(boxes_of(where, plan.vocabulary, scope), (Box.of(tests),)):
        claim.refute(table, box, f"it happens that {told}")
    claim.close()


def _assert_never_ends(
    plan: Plan, table: Table, status: Status, where: Where, language: str
) -> None:
    boxes = boxes_of(where, plan.vocabulary, table.scope)
    rules = tuple(attrs.evolve(rule, boxes=meet_all(rule.boxes, boxes)) for rule in table.rules)
    within = attrs.evolve(table, rules=rules, must_answer=boxes)
    claim = Claim(plan, language)
    check = gap.check if status is Status.NONE else conflict.check
    codes = ("GC310",) if status is Status.NONE else ("GC311", "GC324")
    fits = _ends(plan, table, lambda outcome: outcome.status is status)
    for box in claim.found(check, within, plan.vocabulary, Budget(), codes):
        claim.refute(table, box, f"`{table.id}` ends with `{status.value}`", fits)
    claim.close()


def boxes_of(where: Where, vocabulary: Vocabulary, scope: str | None) -> tuple[Box, ...]:
    """The boxes of a condition; `RulesetError` for one that cannot be read."""
    if where is None:
        return EVERYTHING
    collector = Collector()
    text = where if isinstance(where, str) else json.dumps(_raw(where), ensure_ascii=False)
    nodes = list(read("where", text, collector))
    boxes = read_condition(nodes[0], vocabulary, collector, record=scope) if nodes else None
    errors = [d for d in collector.sorted() if d.severity == "error"]
    if boxes is None or errors:
        raise RulesetError(collector.sorted())
    return boxes


def _raw(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _raw(v) for k, v in value.items()}
    return [_raw(v) for v in value] if isinstance(value, list | tuple) else jsonable(value)


Fits = Callable[[Mapping[str, Any]], bool]


class Claim:
    """Collects what speaks against a claim: a case refutes it, a box without one leaves it open."""

    def __init__(self, plan: Plan, language: str) -> None:
        self.plan, self.language = plan, language
        self.nothing = Nothing(plan)
        self.open: list[str] = []

    def refute(self, table: Table, box: Box, what: str, fits: Fits | None = None) -> None:
        """Raise with a case of the box if there is one; nothing where none lies in it."""
        if self.nothing.lies_in(box, table.scope):
            return
        found = find_case(self.plan, [(table, box)])
        if found.confirmed and (fits is None or fits(found.case)):
            case = describe_case(found.case, self.plan.vocabulary, self.language)
            raise AssertionError(f"{what}: {case}")
        where = describe_box(box, self.plan.vocabulary, self.language, table.scope)
        self.open.append(f"{what}? no case found and no proof that there is none: {where}")

    def found(
        self,
        check: Callable[[Question], Iterator[Finding]],
        table: Table,
        vocabulary: Vocabulary,
        budget: Budget,
        codes: Sequence[str],
    ) -> Iterator[Box]:
        """The boxes of the findings of a check; what it does not finish leaves the claim open."""
        question = Question(study_of(table, vocabulary), Meter(budget))
        try:
            for finding in check(question):
                if finding.code in codes:
                    yield from finding.boxes
                    if finding.partly or not finding.boxes:
                        self.open.append(f"`{table.id}`: more cases of {finding.code}")
        except BudgetError:
            self.open.append(f"`{table.id}`: the check ran out of its budget")

    def close(self) -> None:
        """Raise `UndecidedError` if something is left open."""
        if self.open:
            raise UndecidedError("not decided within the budget:\n" + "\n".join(self.open))


def _differs(old: Plan, new: Plan, case: Mapping[str, Any]) -> bool:
    try:
        one, two = old.evaluate(case), new.evaluate(case)
    except CaseError:
        return True
    left, right = (
        [(o.id, o.status, o.values, [r.values for r in o.rules]) for o in d.outcomes]
        for d in (one, two)
    )
    return left != right


def _ends(plan: Plan, table: Table, test: Callable[[Outcome], bool]) -> Fits:
    """Whether an outcome of a table is so, in a case."""
    return lambda case: any(test(o) for o in plan.evaluate(case).outcomes if o.id == table.id)


def _giver(plan: Plan, name: str) -> tuple[Table, str]:
    """The table and output of a name; not one that collects what many rules say."""
    for table in plan.tables:
        for output in table.outputs:
            if name in (output.id, output.attribute) and table.hit is not HitPolicy.COLLECT:
                return table, output.id
    known = [o.id for t in plan.tables if t.hit is not HitPolicy.COLLECT for o in t.outputs]
    raise _unknown(name, known)


def _silent(plan: Plan, within: Table, output: str, claim: Claim) -> Iterator[Box]:
    """Where a rule decides that says nothing under an output without a default."""
    default = next(o.default for o in within.outputs if o.id == output)
    silent = [n for n, rule in enumerate(within.rules) if rule.values.get(output) is None]
    if default is not None or not silent:
        return
    frontier = Frontier(TableMap.of(within, plan.vocabulary), plan)
    for number in silent:
        point = Point(Aspect.DECIDED, within.id, number)
        boxes = frontier.boxes(point)
        yield from boxes
        if boxes and not frontier.unreachable(point):
            claim.open.append(f"rule `{within.rules[number].id}` gives no `{output}`")


def _attribute(plan: Plan, name: str) -> Attribute:
    """The attribute of a fact by id or title, or of the status of a table."""
    vocabulary = plan.vocabulary
    table = next((t for t in plan.tables if t.id == name), None)
    everywhere = [a for r in vocabulary.records.values() for a in r.fields.values()]
    if table is not None:
        name = table.status or name
    for attribute in (*vocabulary.attributes.values(), *everywhere):
        if name == attribute.id or name in attribute.title.all():
            return attribute
    raise _unknown(name, [a.id for a in vocabulary.attributes.values()])


def _unknown(name: str, known: Iterable[str]) -> GovcoordError:
    near = suggest(name, list(known))
    hint = f" (did you mean `{near}`?)" if near else ""
    return GovcoordError(f"there is no fact or output `{name}` that can be asked for{hint}")


def _value(raw: Any, attribute: Attribute) -> Any:
    try:
        return to_value(raw, attribute)
    except BadValue as bad:
        raise GovcoordError(f"`{raw}` is no value of `{attribute.id}`: {bad.expected}") from None


def _only(value: Any, attribute: Attribute) -> Ranges | Values | Sets:
    """The region of one value."""
    if attribute.type.is_ordered:
        point = Ranges.point(value)
        return point.discrete() if attribute.is_discrete else point
    if attribute.type is Type.SET:
        assert attribute.choices is not None
        groups = frozenset(frozenset([member]) for member in value)
        return Sets(groups, attribute.choices.ids - value)
    return Values(frozenset([value]))
