"""Goals: a wanted outcome, read from plain data and held against a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.diagnostics import suggest
from govcoord.errors import CaseError, GovcoordError
from govcoord.rules.regions import Test
from govcoord.rules.solving.aims import CASE, Place, Slot, nothing, point
from govcoord.rules.values import BadValue, to_value
from govcoord.rules.vocabulary import Attribute, Vocabulary

if TYPE_CHECKING:
    from govcoord.decision import Decision, Subject

TABLE, RULE = "table", "rule"


@attrs.frozen
class Goal:
    """What a decision must say: tests on facts, and a rule that must give its table's answer."""

    tests: Mapping[Slot, Test]
    place: Place = CASE
    table: str = ""
    rule: str | None = None

    def reached(self, decision: Decision) -> bool:
        """Whether a decision says it."""
        for slot, test in self.tests.items():
            value = decision.fact(slot.name, _subject_at(decision, slot.kind, slot.row))
            if test.accepts(value) is not True:
                return False
        if self.rule is None:
            return True
        outcome = decision.outcome(self.table, _subject_at(decision, *self.place))
        return outcome is not None and any(rule.id == self.rule for rule in outcome.rules)


def read_goal(
    decision: Decision, outcome: Mapping[str, Any], subject: Subject | int | str | None
) -> Goal:
    """The goal that a mapping asks for.

    Keys are facts with the values they are to have (``None``: not known), and ``table`` with
    ``rule``. ``subject`` says which record fields of records and rules about them mean. Raises
    `CaseError` for facts that do not fit, `GovcoordError` for a table or rule that is not there.
    """
    if not outcome:
        raise GovcoordError("an outcome names at least one fact, or a table and a rule")
    tests: dict[Slot, Test] = {}
    for key, value in outcome.items():
        if key not in (TABLE, RULE):
            attribute = _attribute(decision.plan.vocabulary, key, value)
            row = 0 if attribute.record is None else _row(decision, attribute.record, subject, key)
            tests[Slot(attribute.record, row, attribute.id)] = _test(attribute, value)
    if TABLE not in outcome and RULE not in outcome:
        return Goal(tests)
    table, rule = _rule(decision, outcome.get(TABLE), outcome.get(RULE))
    scope = decision.plan.parts[table][1].table.scope
    place = CASE if scope is None else (scope, _row(decision, scope, subject, table))
    return Goal(tests, place, table, rule)


def _attribute(vocabulary: Vocabulary, key: str, value: Any) -> Attribute:
    kinds = vocabulary.record_words
    words = [(None, vocabulary.case_words), *kinds.items()]
    for kind, known in words:
        what, id_ = known.get(key, ("", ""))
        found = vocabulary.attribute(id_, kind) if what in ("computed", "attribute") else None
        if found is not None:
            return found
    near = suggest(key, [word for _, known in words for word in known])
    hint = f"did you mean `{near}`?" if near else None
    raise CaseError(key, value, "a fact of the vocabulary, or `table` and `rule`", hint=hint)


def _test(attribute: Attribute, value: Any) -> Test:
    if value is None:
        return nothing(attribute)
    try:
        return Test(point(to_value(value, attribute)), False)
    except BadValue as bad:
        raise CaseError(attribute.id, value, bad.expected, hint=bad.hint) from None


def _rule(decision: Decision, table: Any, rule: Any) -> tuple[str, str]:
    tables = {t.id: {r.id for r in t.rules} for t in decision.plan.tables}
    if table is None:
        table = next((id_ for id_, rules in tables.items() if rule in rules), None)
    elif table not in tables:
        raise GovcoordError(f"there is no table `{table}`{_hint(str(table), tables)}")
    known = {r for rules in tables.values() for r in rules} if table is None else tables[table]
    if table is None or rule not in known:
        raise GovcoordError(f"there is no rule `{rule}`{_hint(str(rule), known)}")
    return table, rule


def _hint(word: str, known: Any) -> str:
    near = suggest(word, known)
    return f" (did you mean `{near}`?)" if near else ""


def _row(decision: Decision, kind: str, subject: Subject | int | str | None, about: str) -> int:
    """The number of the record that is meant."""
    record = decision.plan.vocabulary.records[kind]
    subjects = decision.subjects(kind) or []
    if subject is None:
        fit = subjects
    elif isinstance(subject, int):
        fit = [s for s in subjects if s.index == subject]
    elif isinstance(subject, str):
        field = record.fields[record.subject] if record.subject else None
        listed = field.choices if field is not None else None
        wanted = listed.resolve(subject) if listed is not None else None
        fit = [s for s in subjects if wanted is not None and s.department == wanted]
    else:
        fit = [s for s in subjects if s.index == subject.index and subject.record == kind]
    if len(fit) != 1:
        hint = f"`{about}` is about one of the case's {record.key}: say which"
        raise CaseError(
            "subject", _plain(subject), f"one of {len(subjects)} {record.key}", hint=hint
        )
    return fit[0].index


def _plain(subject: Any) -> Any:
    return subject if isinstance(subject, int | str | None) else subject.index


def _subject_at(decision: Decision, kind: str | None, row: int) -> Subject | None:
    if kind is None:
        return None
    return (decision.subjects(kind) or [])[row]
