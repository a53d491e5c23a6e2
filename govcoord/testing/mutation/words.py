"""Mutants in words, and tests that notice them as YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from govcoord.decision import Decision
from govcoord.plain import jsonable
from govcoord.rules.conditions.words import describe_box, describe_test, describe_value
from govcoord.rules.engine import Plan
from govcoord.rules.model import Amount
from govcoord.rules.regions import Box, Test
from govcoord.rules.resolve import Status
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Attribute
from govcoord.testing.coverage.words import labelled, written
from govcoord.testing.mutation.mutants import Mutant
from govcoord.testing.mutation.phrases import phrase
from govcoord.testing.mutation.replay import with_table
from govcoord.testing.mutation.run import Result
from govcoord.testing.yaml_text import dumped

_NAMES = {"all": "joined", "any": "split"}
"""Operators whose names are those of other phrases."""


@attrs.frozen
class Words:
    """The words of one plan's mutants in one language."""

    plan: Plan
    language: str

    def say(self, name: str, /, **values: object) -> str:
        """A phrase."""
        return phrase(name, self.language, **values)

    def table(self, table: Table) -> str:
        """The title of a table, or its id."""
        return table.title.get(self.language) or table.id

    def what(self, mutant: Mutant) -> str:
        """What was changed, without the rule."""
        change = mutant.change
        values: dict[str, object] = {"after": change.after}
        if change.attribute is not None:
            attribute = self._attribute(mutant)
            values["name"] = attribute.label(self.language) if attribute else change.attribute
            values["before"] = self._value(change.before, attribute)
            values["after"] = self._value(change.after, attribute)
        elif isinstance(change.before, Box):
            vocabulary, scope = self.plan.vocabulary, mutant.base.scope
            values["before"] = describe_box(change.before, vocabulary, self.language, scope)
        return self.say(_NAMES.get(change.operator, change.operator), **values)

    def mutant(self, mutant: Mutant) -> str:
        """What was changed, in which rule."""
        rule, count = mutant.rule.id, mutant.change.rules
        if count > 1:
            shown = count - (self.language == "en")
            rule = self.say("and_more", rule=rule, count=shown)
        return self.say("in_rule", what=self.what(mutant), rule=rule)

    def _attribute(self, mutant: Mutant) -> Attribute | None:
        name = mutant.change.attribute or ""
        if mutant.change.operator == "output":
            output = next((o for o in mutant.base.outputs if o.id == name), None)
            name = (output.attribute if output else None) or ""
        return self.plan.vocabulary.attribute(name, mutant.base.scope)

    def _value(self, value: Any, attribute: Attribute | None) -> str:
        if isinstance(value, Test) and attribute is not None:
            return describe_test(value, attribute, self.language)
        if isinstance(value, Amount):
            return value.words(self.language)
        if value is None or value == frozenset():
            return self.say("nothing")
        if attribute is not None and not isinstance(value, Test):
            return describe_value(value, attribute, self.language)
        return str(jsonable(value))

    def entry(self, result: Result) -> str:
        """The test that notices a mutant, as an entry of a test file to be confirmed."""
        mutant, witness = result.mutant, result.witness or {}
        entry: dict[str, Any] = {
            "name": self.say("name", rule=mutant.rule.id, what=self.what(mutant))
        }
        if mutant.rule.source:
            entry["source"] = mutant.rule.source
        entry["case"] = written(witness, self.plan, self.language)
        other = with_table(self.plan, mutant.table)
        expect = telling(self.plan, other, mutant.base, witness, self.language)
        entry["expect"] = expect
        return f"# {self.say('confirm' if expect else 'no_test')}\n{dumped([entry])}"


def telling(
    plan: Plan, other: Plan, table: Table, case: Mapping[str, Any], language: str
) -> dict[str, Any]:
    """What to expect of a case by a plan, so that another plan's answer of a table fails.

    Status and outputs that differ come first; answers of the plan only where these do not
    tell; then the rules. Nothing where the two cannot be told apart.
    """
    one, two = plan.evaluate(case), other.evaluate(case)
    found = _outcomes(one, two, table)
    if table.scope is None:
        found |= _facts(one, two, table, plan, language)
    else:
        found |= _rows(one, two, table, plan, language)
    if not found:
        for name in plan.views:
            left, right = jsonable(one.view(name)), jsonable(two.view(name))
            if left != right:
                found[name] = _without_texts(left)
                if _without_texts(right) == found[name]:
                    found[name] = left
                break
    winners = _winners(one, table)
    more = [rule for rule in _winners(two, table) if rule not in winners]
    if more:
        found["rules"] = {"includes": winners, "excludes": more} if winners else {"excludes": more}
    elif winners != _winners(two, table):
        found["rules"] = winners
    return found


def _winners(decision: Decision, table: Table) -> list[str]:
    said = [o for o in decision.outcomes if o.id == table.id and o.status is not Status.CONFLICT]
    return list(dict.fromkeys(rule.id for o in said for rule in o.rules))


def _outcomes(one: Decision, two: Decision, table: Table) -> dict[str, Any]:
    left, right = (
        [str(o.status.value) for o in d.outcomes if o.id == table.id] for d in (one, two)
    )
    if left == right:
        return {}
    return {"outcome": {table.id: left[0] if table.scope is None else left}}


def _facts(one: Decision, two: Decision, table: Table, plan: Plan, language: str) -> dict[str, Any]:
    found = {}
    for name in (o.attribute for o in table.outputs if o.attribute):
        value = one.fact(name)
        if value != two.fact(name):
            found[name] = labelled(value, plan.vocabulary.attributes[name], language)
    return found


def _rows(one: Decision, two: Decision, table: Table, plan: Plan, language: str) -> dict[str, Any]:
    assert table.scope is not None
    record = plan.vocabulary.records[table.scope]
    names = [o.attribute for o in table.outputs if o.attribute]
    left, right = (
        [{n: row.get(n) for n in names} for row in d.facts.get(record.key, [])] for d in (one, two)
    )
    if left == right or not names:
        return {}
    rows = [{n: labelled(v, record.fields[n], language) for n, v in row.items()} for row in left]
    return {record.key: rows}


def _without_texts(value: Any) -> Any:
    """An answer without its texts in several languages and without what it does not say."""
    if isinstance(value, list):
        return [_without_texts(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _without_texts(item)
        for key, item in value.items()
        if item is not None
        and not (isinstance(item, dict) and set(item) <= {"en", "zh-Hans", "zh-Hant"})
    }
