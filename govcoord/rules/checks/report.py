"""Findings as diagnostics: the code, the place, regions and names in words, a witness case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from govcoord.diagnostics import Diagnostic, Related
from govcoord.rules.checks.base import Finding, Meter
from govcoord.rules.checks.reach import may_be_reached
from govcoord.rules.conditions.words import describe_box, describe_case, describe_value
from govcoord.rules.engine import Plan
from govcoord.rules.solving.witness import Witness, find_witness
from govcoord.rules.tables import FactRef, Table, TableRule
from govcoord.rules.vocabulary import Attribute
from govcoord.text import LANGUAGES

SHOWN_BOXES = 3
"""Boxes of a region that a message spells out."""

SHOWN_NAMES = 6
"""Names that a message spells out."""

HANDLED = {"GC310": "GC317", "GC311": "GC318"}
"""Findings that another table deals with, by testing the status: notes instead of errors."""

BRACKETS = {"en": (" (", ")"), "zh-Hans": ("（", "）"), "zh-Hant": ("（", "）")}
QUOTES = {"en": ("`", "`"), "zh-Hans": ("“", "”"), "zh-Hant": ("「", "」")}

CHECK_NAMES = {
    "gap": ("gaps", "缺口", "缺口"),
    "conflict": ("contradictions", "矛盾", "矛盾"),
    "shadow": ("rules that never decide", "轮不到的规则", "輪不到的規則"),
    "redundant": ("redundant rules", "多余的规则", "多餘的規則"),
    "unused": ("values without a rule", "没有规则提到的取值", "沒有規則提到的取值"),
}
"""What each check looks for, in words (en, zh-Hans, zh-Hant)."""


def in_languages(name: str, words: Iterable[str]) -> dict[str, str]:
    """A parameter of messages in each language: ``name``, ``name_hans``, ``name_hant``."""
    return {
        name if language == "en" else f"{name}_{language[3:].lower()}": text
        for language, text in zip(LANGUAGES, words)
    }


@attrs.frozen
class Reporter:
    """Tells what checks find in the tables of a plan.

    ``open`` are the tables that read facts of which not all rules stand: what the engine finds
    there proves nothing.
    """

    plan: Plan
    open: frozenset[str] = frozenset()

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """A finding as a diagnostic: place, words for its region, and a witness case."""
        table = finding.table
        reached = tuple(box for box in finding.boxes if may_be_reached(self.plan, table, box))
        finding = attrs.evolve(finding, boxes=reached or finding.boxes)
        witness = self._witness(finding)
        by = self.handler(finding)
        params = {**self.named("table", table), **self._params(finding)}
        code = finding.code
        if by is not None:
            code = HANDLED[code]
            params |= self.named("handler", by)
        if finding.code == "GC311":
            one, other = finding.rules
            params |= self._says("says", one, other, table)
            params |= self._says("other_says", other, one, table)
            if by is None and not params["says"] and not params["other_says"]:
                code = "GC323"
        for number, rule in enumerate(finding.rules):
            params[("rule", "other")[number] if number < 2 else f"rule{number}"] = rule.id
        params |= in_languages("region", (self.region(finding, la) for la in LANGUAGES))
        span = finding.place or (finding.rules[0].span if finding.rules else table.span)
        related = tuple(
            Related(rule.span, "other rule") for rule in finding.rules[1:] if rule.span is not None
        )
        if witness is None:
            return Diagnostic(code, span, params, related)
        told = {la: describe_case(witness.case, self.plan.vocabulary, la) for la in LANGUAGES}
        confirmed = witness.confirmed and table.id not in self.open
        return Diagnostic(
            code, span, params, related, witness=witness.case, told=told, confirmed=confirmed
        )

    def may_happen(self, finding: Finding) -> bool:
        """Whether some case lies in the region; false only where it is proved that none does."""
        if not finding.boxes or finding.partly:
            return True
        return any(may_be_reached(self.plan, finding.table, box) for box in finding.boxes)

    def undecided(self, table: Table, check: str, found: int, meter: Meter) -> Diagnostic:
        """A check that ran out of its budget (GC319)."""
        params = {
            **self.named("table", table),
            **in_languages("check", CHECK_NAMES[check]),
            "found": f"{found:,}",
            "done": f"{meter.done:,}",
            "total": f"{meter.total:,}",
        }
        return Diagnostic("GC319", table.span, params)

    def not_listed(self, table: Table, code: str, count: int) -> Diagnostic:
        """Findings that are only counted (GC320)."""
        params = {**self.named("table", table), "kind": code, "count": f"{count:,}"}
        return Diagnostic("GC320", table.span, params)

    def left_out(self, code: str, table: Table, names: Sequence[str]) -> Diagnostic:
        """What is not looked at because of errors (GC321, GC322)."""
        joints = (", ", "、", "、")
        told = in_languages("names", (listed(names, joint) for joint in joints))
        params = {**self.named("table", table), **told}
        return Diagnostic(code, table.span, params)

    def named(self, param: str, table: Table) -> dict[str, str]:
        """The name of a table: in Chinese its title, if it has one."""
        return in_languages(param, (_table_name(table, language) for language in LANGUAGES))

    def _says(self, param: str, rule: TableRule, other: TableRule, table: Table) -> dict[str, str]:
        """What a rule says and another does not, in brackets; nothing where they say the same."""
        told = (self._said(rule, other, table, language) for language in LANGUAGES)
        return in_languages(param, told)

    def _said(self, rule: TableRule, other: TableRule, table: Table, language: str) -> str:
        said, more = [], []
        for output in table.outputs:
            value = rule.values.get(output.id)
            attribute = self.plan.vocabulary.attribute(output.attribute or "", table.scope)
            if value == other.values.get(output.id):
                continue
            if attribute is None:
                more.append(output.id)
                continue
            told = attribute.label(language), self._value(value, attribute, table, language)
            said.append((": " if language == "en" else "：").join(told))
        said = said or more
        begin, end = BRACKETS[language]
        return begin + ("; " if language == "en" else "；").join(said) + end if said else ""

    def _value(self, value: Any, attribute: Attribute, table: Table, language: str) -> str:
        if value is None:
            return {"en": "nothing", "zh-Hans": "无", "zh-Hant": "無"}[language]
        if not isinstance(value, FactRef):
            return describe_value(value, attribute, language)
        copied = self.plan.vocabulary.attribute(value.attribute, table.scope)
        return copied.label(language) if copied is not None else value.attribute

    def handler(self, finding: Finding) -> Table | None:
        """The table that takes up cases without an answer, or in conflict, of another table.

        Cases that must have an answer are not left to a table that only serves this one.
        """
        outcome = {"GC310": "none", "GC311": "conflict"}.get(finding.code)
        status = finding.table.status
        if outcome is None or status is None:
            return None
        for table in self.plan.tables:
            for rule in table.rules:
                for box in rule.boxes:
                    test = dict(box.tests).get(status)
                    if test is None or not test.accepts(outcome) or table is finding.table:
                        continue
                    if outcome == "conflict" or not table.auxiliary:
                        return table
        return None

    def region(self, finding: Finding, language: str) -> str:
        """The region of a finding in the vocabulary's words."""
        scope, vocabulary = finding.table.scope, self.plan.vocabulary
        shown = [describe_box(b, vocabulary, language, scope) for b in finding.boxes[:SHOWN_BOXES]]
        joiner = {"en": "; or ", "zh-Hans": "；或 ", "zh-Hant": "；或 "}[language]
        more = len(finding.boxes) - len(shown)
        tail = {
            "en": f"; and {'more than ' if finding.partly else ''}{more} more",
            "zh-Hans": f"；另有 {more} 处" + ("以上" if finding.partly else ""),
            "zh-Hant": f"；另有 {more} 處" + ("以上" if finding.partly else ""),
        }
        return joiner.join(shown) + (tail[language] if more > 0 or finding.partly else "")

    def _params(self, finding: Finding) -> dict[str, str]:
        params = dict(finding.params)
        attribute = self.plan.vocabulary.attribute(params.get("attribute", ""), finding.table.scope)
        if attribute is None:
            return params
        ids = params["values"].split()
        return {
            **in_languages("attribute", (_label(attribute, la) for la in LANGUAGES)),
            **in_languages("values", (_values(ids, attribute, la) for la in LANGUAGES)),
        }

    def _witness(self, finding: Finding) -> Witness | None:
        for box in finding.boxes:
            witness = find_witness(self.plan, finding.table, box)
            if witness.confirmed:
                return witness
        if not finding.boxes:
            return None
        return find_witness(self.plan, finding.table, finding.boxes[0])


def listed(names: Sequence[str], joint: str) -> str:
    """Ids in backticks, those beyond the first few counted."""
    shown = joint.join(f"`{name}`" for name in names[:SHOWN_NAMES])
    more = len(names) - SHOWN_NAMES
    return f"{shown}{joint}… (+{more})" if more > 0 else shown


def _table_name(table: Table, language: str) -> str:
    title = "" if language == "en" else table.title.get(language)
    begin, end = QUOTES[language if title else "en"]
    return f"{begin}{title or table.id}{end}"


def _label(attribute: Attribute, language: str) -> str:
    label = attribute.label(language)
    if label == attribute.id:
        return f"`{attribute.id}`"
    begin, end = BRACKETS[language]
    return f"{label}{begin}`{attribute.id}`{end}"


def _values(ids: Sequence[str], attribute: Attribute, language: str) -> str:
    assert attribute.choices is not None
    labels = [attribute.choices.label(id_, language) for id_ in ids]
    return (", " if language == "en" else "、").join(labels)
