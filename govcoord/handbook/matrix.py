"""The chapter of responsibilities: which department leads and which ones support, by rule."""

from __future__ import annotations

from typing import Any

from govcoord.handbook.documents import entry_anchor
from govcoord.handbook.speech import Speech
from govcoord.rules.kinds.lead_responsibility import LEAD, TABLE
from govcoord.rules.tables import Table as RuleTable
from govcoord.rules.tables import TableRule
from govcoord.sections import Paragraph, Row, Section, Span, Table, Words, words

LEADS, SUPPORTS = "●", "○"


def matrix_chapter(tables: tuple[RuleTable, ...], speech: Speech) -> Section | None:
    """Rules on leading against departments, and what each department has; or ``None``."""
    table = next((t for t in tables if t.id == TABLE), None)
    parts = [(rule, *parts_of(rule)) for rule in table.rules] if table else []
    parts = [part for part in parts if part[1]]
    if not parts:
        return None
    taking = {id_ for _, lead, supports in parts for id_ in (lead, *supports)}
    departments = [item.id for item in speech.vocabulary.departments.items if item.id in taking]
    label = speech.vocabulary.departments.label
    heads = (speech.say("matrix rule"), *(label(id_, speech.language) for id_ in departments))
    rows = tuple(
        Row((_link(rule, speech), *(words(_sign(id_, lead, supports)) for id_ in departments)))
        for rule, lead, supports in parts
    )
    text = Paragraph(words(speech.say("matrix text")))
    by_department = Section(
        speech.say("by department"), (_by_department(parts, departments, speech),), anchor="roles"
    )
    return Section(
        speech.say("chapter matrix"),
        (text, Table(heads, rows, matrix=True)),
        (by_department,),
        anchor="matrix",
    )


def parts_of(rule: TableRule) -> tuple[str | None, dict[str, str]]:
    """The lead that a rule names, and the supporting departments."""
    lead = rule.values.get(LEAD)
    supports: Any = rule.values.get("supports") or ()
    return lead, {support.department: "" for support in supports}


def _sign(id_: str, lead: str | None, supports: dict[str, str]) -> str:
    return LEADS if id_ == lead else SUPPORTS if id_ in supports else ""


def _link(rule: TableRule, speech: Speech) -> Words:
    title = rule.title.get(speech.language)
    to = entry_anchor(rule.document, rule.id)
    return words(Span(f"{rule.id} {title}".strip(), to=to))


def _by_department(parts: list[Any], departments: list[str], speech: Speech) -> Table:
    rows = []
    for id_ in departments:
        leads = [rule for rule, lead, _ in parts if lead == id_]
        supports = [rule for rule, lead, supports in parts if id_ in supports and lead != id_]
        cells = (
            words(Span(speech.vocabulary.departments.label(id_, speech.language), "strong")),
            _listed(leads, speech),
            _listed(supports, speech),
        )
        rows.append(Row(cells))
    heads = tuple(speech.say(name) for name in ("department", "leads", "supports"))
    return Table(heads, tuple(rows), (18, 41, 41))


def _listed(rules: list[TableRule], speech: Speech) -> Words:
    spans: list[Span | str] = []
    for rule in rules:
        spans += ["\n"] if spans else []
        spans += _link(rule, speech)
    return words(*spans)
