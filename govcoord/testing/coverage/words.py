"""Points, rules and suggested cases in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from govcoord.decision import Outcome
from govcoord.numerals import format_number
from govcoord.plain import jsonable
from govcoord.rules.conditions.words import describe_test, describe_value
from govcoord.rules.engine import Plan
from govcoord.rules.ranges import AFTER
from govcoord.rules.resolve import Status
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.testing.coverage.phrases import phrase
from govcoord.testing.coverage.points import Aspect, Point, TableMap
from govcoord.testing.coverage.report import CoverageReport, Tally
from govcoord.testing.coverage.suggest import Suggestion
from govcoord.testing.yaml_text import dumped

_NAMED = 3


def percent(tally: Tally | Fraction) -> str:
    """A share in percent, rounded down to one place, so that 100% is all.

    >>> percent(Fraction(1999, 20))
    '99.9%'
    """
    share = tally.percent if isinstance(tally, Tally) else tally
    return f"{format_number(Fraction(int(share * 10), 10))}%"


@attrs.frozen
class Words:
    """The words of one report in one language."""

    report: CoverageReport
    language: str

    @property
    def plan(self) -> Plan:
        """The plan that is spoken of."""
        return self.report.coverage.plan

    def tell(self, name: str, /, **values: object) -> str:
        """A phrase."""
        return phrase(name, self.language, **values)

    def map(self, table: str) -> TableMap:
        """The map of a table."""
        return next(m for m in self.report.coverage.maps if m.table.id == table)

    def table(self, table: Table) -> str:
        """The title of a table, or its id."""
        return table.title.get(self.language) or table.id

    def rule(self, point: Point) -> str:
        """The rule of a point, or the first of those that share its condition."""
        rules = self.map(point.table).table.rules
        id_ = rules[point.rule].id
        if point.condition is None or len(point.condition.rules) == 1:
            return id_
        count = len(point.condition.rules)
        return self.tell("shared", rule=id_, count=count - (self.language == "en"))

    def missing(self, point: Point) -> str:
        """What no case does yet, in a sentence."""
        return self._told("not", point)

    def reached(self, point: Point) -> str:
        """What a case does that reaches a point."""
        return self._told("is", point)

    def _told(self, how: str, point: Point) -> str:
        map_ = self.map(point.table)
        if point.aspect is Aspect.NO_ANSWER:
            return self.tell(f"{how}_no_answer", table=self.table(map_.table))
        values: dict[str, object] = {"rule": self.rule(point)}
        if point.other >= 0:
            values["other"] = map_.table.rules[point.other].id
        name = f"{how}_{point.aspect.value}"
        if point.condition is not None:
            attribute = map_.attributes[point.condition.attribute]
            values["condition"] = self.condition(attribute, point)
            values["name"] = self.name(attribute)
            values["value"] = self.value(attribute, point.value)
            name += self._inclusive(point, map_)
        return self.tell(name, **values)

    def _inclusive(self, point: Point, map_: TableMap) -> str:
        """The ending of the phrase for the side of a bound to which its value belongs."""
        if point.aspect not in (Aspect.BELOW, Aspect.ABOVE) or point.condition is None:
            return ""
        side = map_.cuts(point.condition.attribute)[point.cut][1]
        return "_value" if (side == AFTER) == (point.aspect is Aspect.BELOW) else ""

    def name(self, attribute: Attribute) -> str:
        """The name of what a bound is a bound of."""
        label = attribute.label(self.language)
        return self.tell("count_of", name=label) if attribute.type is Type.SET else label

    def condition(self, attribute: Attribute, point: Point) -> str:
        """A condition in words."""
        assert point.condition is not None
        test = describe_test(point.condition.test, attribute, self.language)
        return self.tell("condition", name=attribute.label(self.language), test=test)

    def value(self, attribute: Attribute, value: Any) -> str:
        """A bound in words."""
        if value is None:
            return ""
        if attribute.type is Type.SET:
            return str(value)
        return describe_value(value, attribute, self.language)

    def entry(self, suggestion: Suggestion) -> str:
        """A suggested case as an entry of a test file, with what the rules say today."""
        plan = self.plan
        first = suggestion.points[0]
        table = self.map(first.table).table
        entry: dict[str, Any] = {"name": self.reached(first)}
        source = table.rules[first.rule].source if first.rule >= 0 else ""
        if source:
            entry["source"] = source
        entry["case"] = written(suggestion.case, plan, self.language)
        entry["expect"] = expected(suggestion)
        return f"# {self.tell('confirm')}\n{dumped([entry])}"


def expected(suggestion: Suggestion) -> dict[str, Any]:
    """What the rules say today of the tables that a suggested case is for."""
    tables = dict.fromkeys(point.table for point in suggestion.points)
    found: dict[str, Any] = {}
    winners: dict[str, None] = {}
    outcomes: dict[str, Any] = {}
    for table in tables:
        said = [o for o in suggestion.decision.outcomes if o.id == table]
        for outcome in said:
            if outcome.status is not Status.CONFLICT:
                winners.update(dict.fromkeys(rule.id for rule in outcome.rules))
        states = [str(o.status.value) for o in said]
        outcomes[table] = states[0] if _alone(said) else states
    found["outcome"] = outcomes
    others = [id_ for id_ in _rules(suggestion) if id_ not in winners]
    if winners and others:
        found["rules"] = {"includes": list(winners), "excludes": others}
    elif winners:
        found["rules"] = list(winners)
    elif others:
        found["rules"] = {"excludes": others}
    return found


def _alone(outcomes: Iterable[Outcome]) -> bool:
    found = list(outcomes)
    return len(found) == 1 and found[0].subject is None


def _rules(suggestion: Suggestion) -> list[str]:
    """The rules that the points of a suggestion are about."""
    plan = suggestion.decision.plan
    tables = {table.id: table for table in plan.tables}
    found = {
        tables[p.table].rules[n].id: None
        for p in suggestion.points
        for n in (p.rule, p.other)
        if n >= 0
    }
    return list(found)[:_NAMED]


def written(case: Mapping[str, Any], plan: Plan, language: str) -> dict[str, Any]:
    """A case as a person writes it: titles where the language has them, days as days."""
    vocabulary = plan.vocabulary
    records = {record.key: record for record in vocabulary.records.values()}
    out: dict[str, Any] = {}
    for key, value in case.items():
        record = records.get(key)
        if record is None:
            attribute = vocabulary.attributes[key]
            name = key_of(attribute, vocabulary.case_words, language)
            out[name] = _value(value, attribute, language)
            continue
        words = vocabulary.record_words[record.id]
        out[key] = [
            {
                key_of(record.fields[f], words, language): _value(v, record.fields[f], language)
                for f, v in row.items()
            }
            for row in value
        ]
    return out


def key_of(attribute: Attribute, words: Mapping[str, tuple[str, str]], language: str) -> str:
    """The key of a fact as a person writes it: its title where that is plain."""
    if language == "en":
        return attribute.id
    title = attribute.title.get(language)
    return title if title and words.get(title) == ("attribute", attribute.id) else attribute.id


def _value(value: Any, attribute: Attribute, language: str) -> Any:
    if isinstance(value, list):
        return [_value(item, attribute, language) for item in value]
    if attribute.type is Type.DATE:
        return date.fromisoformat(value)
    if isinstance(value, bool) and language != "en":
        return describe_value(value, attribute, language)
    if attribute.choices is not None and language != "en":
        label = attribute.choices.label(value, language)
        return label if attribute.choices.resolve(label) == value else value
    return value


def labelled(value: Any, attribute: Attribute, language: str) -> Any:
    """A value as plain data, choices by their titles where the language has them."""
    plain = jsonable(value)
    if isinstance(plain, bool) and language != "en":
        return describe_value(plain, attribute, language)
    if attribute.choices is None or language == "en" or plain is None:
        return plain
    items = plain if isinstance(plain, list) else [plain]
    labels = [attribute.choices.label(item, language) for item in items]
    if [attribute.choices.resolve(label) for label in labels] != items:
        return plain
    return labels if isinstance(plain, list) else labels[0]
