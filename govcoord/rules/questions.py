"""What to ask: the missing facts behind what is undetermined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.rules.expressions import (
    Call,
    Coalesce,
    Expression,
    RecordRef,
    Ref,
    children,
)
from govcoord.rules.program import owner
from govcoord.rules.regions import Box
from govcoord.rules.resolve import Status
from govcoord.rules.tables import Table, TableRule

if TYPE_CHECKING:
    from govcoord.decision import Decision, Outcome, Subject

PERIOD_FUNCTIONS = frozenset({"workdays", "days"})

Facts = frozenset[str]
NOTHING: Facts = frozenset()


@attrs.frozen(slots=True)
class Undetermined:
    """A question that the facts leave open.

    ``candidates`` are the rules that may apply; ``ask`` the facts that would settle it, those
    that matter to most rules first: attributes of the case, ``participants[0].answered``, or
    the key of a list of records that is not given.
    """

    table: str
    candidates: tuple[TableRule, ...] = attrs.field(repr=False)
    ask: tuple[str, ...]
    subject: Subject | None = None

    def to_dict(self) -> dict[str, Any]:
        """The open question as plain data."""
        return {
            "table": self.table,
            "subject": self.subject.to_dict() if self.subject else None,
            "candidates": [rule.id for rule in self.candidates],
            "ask": list(self.ask),
        }


def open_questions(decision: Decision, left_out: Collection[str] = ()) -> tuple[Undetermined, ...]:
    """The questions of a decision, in the order of its outcomes, but for some tables."""
    if decision.is_settled:
        return ()
    asker = _Asker(decision)
    found = [
        Undetermined(o.id, o.possible, asker.about(o), o.subject)
        for o in decision.outcomes
        if o.status is Status.UNDETERMINED and o.id not in left_out
    ]
    for step in decision.plan.program.matches:
        if step.scope is not None and decision.subjects(step.scope) is None:
            tables = [part.table for part in step.parts if part.table.id not in left_out]
            found.extend(asker.without_records(step.scope, table) for table in tables)
    return tuple(question for question in found if question.candidates)


def missing_facts(decision: Decision, attribute: str, subject: Subject | None = None) -> Facts:
    """The facts to ask for so that an attribute of the case, or of a record, becomes known."""
    asker = _Asker(decision)
    return asker.missing(attribute, asker.from_(subject))


class _Seen(dict[str, Any]):
    """The facts as seen from one record, or from the case; each is looked at once."""

    def __init__(self, decision: Decision, subject: Subject | None) -> None:
        self.decision = decision
        self.subject = subject
        self.missing: dict[str, Facts] = {}

    def __missing__(self, name: str) -> Any:
        value = self[name] = self.decision.fact(name, self.subject)
        return value


class _Asker:
    """Finds missing facts; each fact of the decision is looked at once."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.vocabulary = decision.plan.vocabulary
        self.seen: dict[tuple[str, int] | None, _Seen] = {}
        self.asked: dict[tuple[str, tuple[str, int] | None], tuple[str, ...]] = {}

    def from_(self, subject: Subject | None) -> _Seen:
        """The facts as seen from ``subject``."""
        key = _key(subject)
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = _Seen(self.decision, subject)
        return found

    def about(self, outcome: Outcome) -> tuple[str, ...]:
        """The facts to ask for, those that matter to most of the possible rules first."""
        key = (outcome.id, _key(outcome.subject))
        if key not in self.asked:
            self.asked[key] = ()  # for a table that asks about itself
            counts: Counter[str] = Counter()
            seen = self.from_(outcome.subject)
            for rule in outcome.possible:
                counts.update(self.missing_of_rule(rule, seen))
            self.asked[key] = tuple(sorted(counts, key=lambda fact: (-counts[fact], fact)))
        return self.asked[key]

    def without_records(self, kind: str, table: Table) -> Undetermined:
        """The question of a table whose list of records is not given.

        Rules that the facts of the case rule out already are no candidates.
        """
        record, known = self.vocabulary.records[kind], self.from_(None)

        def refused(box: Box) -> bool:
            tests = [(name, test) for name, test in box.tests if name not in record.fields]
            return any(test.accepts(known[name]) is False for name, test in tests)

        open_ = [rule for rule in table.rules if not all(map(refused, rule.boxes))]
        return Undetermined(table.id, tuple(open_), (record.key,))

    def missing_of_rule(self, rule: TableRule, seen: _Seen) -> set[str]:
        """The missing facts that keep a rule open: those of boxes that are not refused yet."""
        found: set[str] = set()
        for box in rule.boxes:
            waiting = []
            for name, test in box.tests:
                answer = test.accepts(seen[name])
                if answer is False:
                    break
                if answer is None:
                    waiting.append(name)
            else:
                for name in waiting:
                    found |= self.missing(name, seen)
        return found

    def missing(self, name: str, seen: _Seen) -> Facts:
        """The facts to ask for so that the missing fact ``name`` becomes known."""
        found = seen.missing.get(name)
        if found is None:
            subject = seen.subject
            kind, id_ = owner(name, self.vocabulary, subject.record if subject else None)
            if kind is None and subject is not None:
                found = self.missing(id_, self.from_(None))
            else:
                seen.missing[name] = NOTHING  # cut circles
                found = self._missing(kind, id_, seen)
            seen.missing[name] = found
        return found

    def _missing(self, kind: str | None, id_: str, seen: _Seen) -> Facts:
        attribute, subject = self.vocabulary.attribute(id_, kind), seen.subject
        assert attribute is not None
        if attribute.derive is not None:
            return self.inputs(attribute.derive, seen)
        if attribute.table is not None:
            outcome = self.decision.outcome(attribute.table, subject)
            return frozenset(self.about(outcome)) if outcome else NOTHING
        if kind is None or subject is None:
            return frozenset([id_])
        return frozenset([f"{self.vocabulary.records[kind].key}[{subject.index}].{id_}"])

    def inputs(self, expression: Expression, seen: _Seen) -> Facts:
        """The missing facts that an expression waits for; nothing when it has what it needs."""
        if isinstance(expression, Ref):
            known = seen[expression.name] is not None
            return NOTHING if known else self.missing(expression.name, seen)
        if isinstance(expression, RecordRef):
            return self.column(expression)
        if isinstance(expression, Coalesce):
            options = [self.inputs(option, seen) for option in expression.options]
            return NOTHING if NOTHING in options else _all(options)
        if isinstance(expression, Call) and expression.function in PERIOD_FUNCTIONS:
            periods = [a.record for a in expression.args if isinstance(a, RecordRef)]
            found = [self.column(RecordRef(record, "from")) for record in periods]
            plain = [a for a in expression.args if not isinstance(a, RecordRef)]
            return _all([*found, *(self.inputs(a, seen) for a in plain)])
        return _all(self.inputs(child, seen) for child in children(expression))

    def column(self, reference: RecordRef) -> Facts:
        """What is missing of a list of records, or of one field of it."""
        key = self.vocabulary.records[reference.record].key
        subjects = self.decision.subjects(reference.record)
        if subjects is None:
            return frozenset([key])
        field = reference.field
        if field is None:
            return NOTHING
        rows = [self.from_(subject) for subject in subjects]
        return _all(self.missing(field, row) for row in rows if row[field] is None)


def _key(subject: Subject | None) -> tuple[str, int] | None:
    return None if subject is None else (subject.record, subject.index)


def _all(parts: Iterable[Facts]) -> Facts:
    return frozenset().union(*parts)
