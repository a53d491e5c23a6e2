"""What to ask: the missing facts behind what is undetermined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
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

OPEN_END = "to"
"""The field of a period that may be missing: the period has not ended."""

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
            "subject": attrs.asdict(self.subject) if self.subject else None,
            "candidates": [rule.id for rule in self.candidates],
            "ask": list(self.ask),
        }


def open_questions(decision: Decision) -> tuple[Undetermined, ...]:
    """The questions of a decision, in the order of its outcomes."""
    if decision.is_settled:
        return ()
    asker = _Asker(decision)
    found = [
        Undetermined(o.id, o.possible, asker.about(o), o.subject)
        for o in decision.outcomes
        if o.status is Status.UNDETERMINED
    ]
    for step in decision.plan.program.matches:
        if step.scope is not None and decision.subjects(step.scope) is None:
            found.extend(asker.without_records(step.scope, part.table) for part in step.parts)
    return tuple(question for question in found if question.candidates)


def missing_facts(decision: Decision, attribute: str) -> Facts:
    """The facts to ask for so that an attribute of the case becomes known."""
    return _Asker(decision).missing(attribute, None)


class _Asker:
    """Finds missing facts; each fact of the decision is looked at once."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.vocabulary = decision.plan.vocabulary
        self.values: dict[tuple[str, Subject | None], Any] = {}
        self.behind: dict[tuple[str, Subject | None], Facts] = {}
        self.asked: dict[tuple[str, Subject | None], tuple[str, ...]] = {}

    def about(self, outcome: Outcome) -> tuple[str, ...]:
        """The facts to ask for, those that matter to most of the possible rules first."""
        key = (outcome.id, outcome.subject)
        if key not in self.asked:
            self.asked[key] = ()  # for a table that asks about itself
            counts: Counter[str] = Counter()
            for rule in outcome.possible:
                counts.update(self.missing_of_rule(rule, outcome.subject))
            self.asked[key] = tuple(sorted(counts, key=lambda fact: (-counts[fact], fact)))
        return self.asked[key]

    def without_records(self, kind: str, table: Table) -> Undetermined:
        """The question of a table whose list of records is not given.

        Rules that the facts of the case rule out already are no candidates.
        """
        record = self.vocabulary.records[kind]

        def refused(box: Box) -> bool:
            tests = [(name, test) for name, test in box.tests if name not in record.fields]
            return any(test.accepts(self.value(name, None)) is False for name, test in tests)

        open_ = [rule for rule in table.rules if not all(map(refused, rule.boxes))]
        return Undetermined(table.id, tuple(open_), (record.key,))

    def missing_of_rule(self, rule: TableRule, subject: Subject | None) -> set[str]:
        """The missing facts that keep a rule open: those of boxes that are not refused yet."""
        found: set[str] = set()
        for box in rule.boxes:
            answers = [(name, test.accepts(self.value(name, subject))) for name, test in box.tests]
            if all(answer is not False for _, answer in answers):
                for name, answer in answers:
                    if answer is None:
                        found |= self.missing(name, subject)
        return found

    def value(self, name: str, subject: Subject | None) -> Any:
        """The value of a fact as seen from ``subject``."""
        key = (name, subject)
        if key not in self.values:
            self.values[key] = self.decision.fact(name, subject)
        return self.values[key]

    def missing(self, name: str, subject: Subject | None) -> Facts:
        """The facts to ask for so that the missing fact ``name`` becomes known."""
        kind, id_ = owner(name, self.vocabulary, subject.record if subject else None)
        about = subject if kind is not None else None
        key = (id_, about)
        if key not in self.behind:
            self.behind[key] = NOTHING  # cut circles
            self.behind[key] = self._missing(kind, id_, about)
        return self.behind[key]

    def _missing(self, kind: str | None, id_: str, subject: Subject | None) -> Facts:
        attribute = self.vocabulary.attribute(id_, kind)
        assert attribute is not None
        if attribute.derive is not None:
            return self.inputs(attribute.derive, subject)
        if attribute.table is not None:
            outcome = self.decision.outcome(attribute.table, subject)
            return frozenset(self.about(outcome)) if outcome else NOTHING
        if kind is None or subject is None:
            return frozenset([id_])
        return frozenset([f"{self.vocabulary.records[kind].key}[{subject.index}].{id_}"])

    def inputs(self, expression: Expression, subject: Subject | None) -> Facts:
        """The missing facts that an expression waits for; nothing when it has what it needs."""
        if isinstance(expression, Ref):
            known = self.value(expression.name, subject) is not None
            return NOTHING if known else self.missing(expression.name, subject)
        if isinstance(expression, RecordRef):
            return self.column(expression)
        if isinstance(expression, Coalesce):
            options = [self.inputs(option, subject) for option in expression.options]
            return NOTHING if NOTHING in options else _all(options)
        if isinstance(expression, Call) and expression.function in PERIOD_FUNCTIONS:
            periods = [a.record for a in expression.args if isinstance(a, RecordRef)]
            found = [self.column(RecordRef(record, "from")) for record in periods]
            plain = [a for a in expression.args if not isinstance(a, RecordRef)]
            return _all([*found, *(self.inputs(a, subject) for a in plain)])
        return _all(self.inputs(child, subject) for child in children(expression))

    def column(self, reference: RecordRef) -> Facts:
        """What is missing of a list of records, or of one field of it."""
        key = self.vocabulary.records[reference.record].key
        subjects = self.decision.subjects(reference.record)
        if subjects is None:
            return frozenset([key])
        field = reference.field
        if field is None:
            return NOTHING
        return _all(self.missing(field, s) for s in subjects if self.value(field, s) is None)


def _all(parts: Iterable[Facts]) -> Facts:
    return frozenset().union(*parts)
