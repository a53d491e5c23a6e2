"""Canonical values and answers as short texts of the user's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from govcoord.decision import Decision
from govcoord.messages import Messages
from govcoord.numerals import format_number
from govcoord.rules.engine import Plan
from govcoord.rules.questions import open_questions
from govcoord.rules.resolve import Status
from govcoord.rules.vocabulary import Attribute
from govcoord.units import format_quantity

ANSWERS = ("joint_required", "lead", "supports", "liabilities")
"""The plan's own questions, in the order of a table's columns."""

_MAX_OUTPUTS = 6
_MAX_ASKED = 4

Cell = Callable[[Decision], str]


def columns(plan: Plan, say: Messages, *, everything: bool = False) -> list[tuple[str, Cell]]:
    """Headings and cells of a table of decisions.

    The plan's own answers where its rulesets give them, else the outputs of its tables; open
    questions last, with ``everything`` those of tables too that the case does not concern.
    """
    found = [(say(f"column.{name}"), _answer(name, say)) for name in ANSWERS if name in plan.views]
    if not found:
        outputs = [a for a in plan.vocabulary.attributes.values() if a.table is not None]
        found = [(a.label(say.language), _fact(a, say)) for a in outputs[:_MAX_OUTPUTS]]
    return [*found, (say("column.open"), lambda decision: open_cell(decision, say, everything))]


def _fact(attribute: Attribute, say: Messages) -> Cell:
    return lambda decision: show_value(decision.fact(attribute.id), attribute, say)


def _answer(name: str, say: Messages) -> Cell:
    show = {
        "joint_required": lambda d: _truth(d.joint_required, say),
        "lead": lambda d: _lead(d, say),
        "supports": lambda d: _departments(d, (s.department for s in d.supports), say),
        "liabilities": lambda d: _departments(d, (i.department for i in d.liabilities), say),
    }
    return show[name]


def _truth(value: bool | None, say: Messages) -> str:
    if value is None:
        return say("value.unknown")
    return say("value.true") if value else say("value.false")


def department(id_: str | None, decision: Decision, say: Messages) -> str:
    """The title of a department."""
    if id_ is None:
        return say("value.unknown")
    return decision.plan.vocabulary.departments.label(id_, say.language)


def _lead(decision: Decision, say: Messages) -> str:
    if decision.lead is not None:
        return department(decision.lead, decision, say)
    acting = decision.view("acting_lead")
    if isinstance(acting, str):
        return say("value.acting", department=department(acting, decision, say))
    return say("value.none")


def _departments(decision: Decision, ids: Iterable[str], say: Messages) -> str:
    listed = [department(id_, decision, say) for id_ in dict.fromkeys(ids)]
    return say("value.list").join(listed) or say("value.none")


def open_cell(decision: Decision, say: Messages, everything: bool = False) -> str:
    """The tables in conflict and the facts to ask for, by title; those of one record together."""
    left_out = () if everything else decision.untouched
    tables = {o.id: o.table.title.get(say.language) or o.id for o in decision.conflicts}
    parts = (
        [say("value.conflict", tables=say("value.list").join(tables.values()))] if tables else []
    )
    questions = open_questions(decision, left_out)
    asked = list(dict.fromkeys(fact for u in questions for fact in u.ask))
    owned: dict[str, list[str]] = {}
    for fact in asked[:_MAX_ASKED]:
        owner, title = fact_title(fact, decision, say)
        owned.setdefault(owner, []).append(title)
    more = [say("value.more", count=len(asked) - _MAX_ASKED)] if len(asked) > _MAX_ASKED else []
    for number, (owner, titles) in enumerate(owned.items(), 1):
        listed = say("value.list").join(titles + (more if number == len(owned) else []))
        parts.append(say("value.of", owner=owner, facts=listed) if owner else listed)
    return say("value.groups").join(parts)


def fact_title(fact: str, decision: Decision, say: Messages) -> tuple[str, str]:
    """Whose fact it is and its title; that of ``participants[0].answered`` is the department's.

    The owner is empty for a fact of the case, and the record's title with its number from 1
    where the record names no department.
    """
    vocabulary = decision.plan.vocabulary
    key, bracket, rest = fact.partition("[")
    records = {record.key: record for record in vocabulary.records.values()}
    if not bracket:
        if fact in records:
            return "", records[fact].title.get(say.language) or fact
        attribute = vocabulary.attributes.get(fact)
        return "", attribute.label(say.language) if attribute else fact
    index, _, field = rest.partition("].")
    record = records.get(key)
    if record is None or field not in record.fields or not index.isdigit():
        return "", fact
    title = record.fields[field].label(say.language)
    subjects = decision.subjects(record.id) or ()
    at = int(index)
    who = subjects[at].department if at < len(subjects) else None
    if who is not None:
        return department(who, decision, say), title
    return say("value.record", record=record.label(say.language), number=at + 1), title


def show_value(value: Any, attribute: Attribute | None, say: Messages) -> str:
    """A canonical value in words."""
    if value is None:
        return say("value.unknown")
    if isinstance(value, bool):
        return _truth(value, say)
    choices = attribute.choices if attribute else None
    if isinstance(value, frozenset):
        words = sorted(choices.label(v, say.language) if choices else str(v) for v in value)
        return say("value.list").join(words) or say("value.none")
    if isinstance(value, int | Fraction):
        if attribute is not None and attribute.unit is not None:
            return format_quantity(value, attribute.unit, say.language)
        return format_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Status):
        value = value.value
    return choices.label(value, say.language) if choices else str(value)
