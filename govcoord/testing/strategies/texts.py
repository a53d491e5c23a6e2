"""Generated rulesets written as YAML, so that loaders and other tools can be tried on them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs
import yaml

from govcoord.numerals import format_number
from govcoord.rules.conditions.words import write_test
from govcoord.rules.engine import Plan
from govcoord.rules.expressions import show
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import EVERYTHING, Box, Sets, Test
from govcoord.rules.tables import FactRef, Table, TableRule
from govcoord.rules.vocabulary import AS_OF, Attribute, Choices, Vocabulary
from govcoord.text import Text


def ruleset_text(plan: Plan) -> str:
    """The vocabulary and the tables of a plan as YAML that loads.

    For plans of `rulesets`, whose tables say everything; of a plan that was loaded it writes
    the tables alone, without what other documents made of them (titles, sources, views).
    Loaded again, complete cases are decided alike. Where facts are missing the loaded plan may
    know more: reading joins what a condition says and drops what can never be.
    """
    documents = [vocabulary_document(plan.vocabulary)]
    documents += [table_document(table, plan.vocabulary) for table in plan.tables]
    text: str = yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False)
    return text


def vocabulary_document(vocabulary: Vocabulary) -> dict[str, Any]:
    """A vocabulary as a document, without the facts that tables give."""
    own = [a for a in vocabulary.attributes.values() if a.table is None and a.id != AS_OF]
    lists = dict(vocabulary.choices)
    levels = lists.pop("levels", None)
    document: dict[str, Any] = {"kind": "vocabulary", "id": "words"}
    if levels is not None:
        document["levels"] = _listed(levels)
    return document | {
        "calendar": _calendar(vocabulary),
        "choices": {name: _listed(choices) for name, choices in lists.items()},
        "attributes": {a.id: declared(a, vocabulary) for a in own},
        "records": {
            record.key: {
                "each": record.id,
                **_titled(record.title),
                **({"subject": record.subject} if record.subject else {}),
                "fields": {
                    a.id: declared(a, vocabulary) for a in record.fields.values() if a.table is None
                },
            }
            for record in vocabulary.records.values()
        },
    }


def _listed(choices: Choices) -> dict[str, Any]:
    return {
        item.id: {
            **_titled(item.title),
            **({"under": item.under} if item.under else {}),
            **({"level": item.level} if item.level else {}),
            **({"aliases": list(item.aliases)} if item.aliases else {}),
        }
        for item in choices.items
    }


def _titled(title: Text) -> dict[str, Any]:
    if title.plain is not None:
        return {"title": title.plain}
    return {"title": dict(title.by_language)} if title.by_language else {}


def _calendar(vocabulary: Vocabulary) -> dict[str, Any]:
    calendar = vocabulary.calendar
    out: dict[str, Any] = {"country": calendar.country}
    if calendar.subdivision is not None:
        out["subdivision"] = calendar.subdivision
    for name, days in (
        ("workdays", calendar.extra_workdays),
        ("holidays", calendar.extra_holidays),
        ("years", calendar.extra_years),
    ):
        if days:
            out[name] = sorted(days)
    return out


def declared(attribute: Attribute, vocabulary: Vocabulary) -> dict[str, Any]:
    """An attribute as it is declared."""
    if attribute.derive is not None:
        return {**_titled(attribute.title), "derive": show(attribute.derive)}
    out: dict[str, Any] = {**_titled(attribute.title), "type": attribute.type.value}
    if attribute.unit is not None:
        out["unit"] = attribute.unit.name
    choices = attribute.choices
    if choices is not None and vocabulary.choices.get(choices.name) == choices:
        out["of"] = choices.name
    elif choices is not None:
        out["values"] = _listed(choices)
    for name in ("min", "max"):
        bound = getattr(attribute, name)
        if bound is not None:
            out[name] = written(bound)
    return out


def table_document(table: Table, vocabulary: Vocabulary) -> dict[str, Any]:
    """A table as a document of kind ``table``."""
    visible = vocabulary.visible(table.scope)
    outputs = {}
    for output in table.outputs:
        given = visible.get(output.attribute or output.id)
        outputs[output.id] = declared(given, vocabulary) if given is not None else {"type": "text"}
        if output.aggregate is not None:
            outputs[output.id]["aggregate"] = output.aggregate.value
        if output.default is not None:
            outputs[output.id]["default"] = written(output.default)
    document: dict[str, Any] = {"kind": "table", "id": table.id, "hit": table.hit.value}
    if table.scope:
        document["scope"] = table.scope
    if table.status:
        document["status"] = table.status
    document["outputs"] = outputs
    document["rules"] = [_rule(rule, visible) for rule in table.rules]
    return document


def _rule(rule: TableRule, visible: Mapping[str, Attribute]) -> dict[str, Any]:
    out: dict[str, Any] = {"id": rule.id}
    if rule.priority:
        out["priority"] = rule.priority
    if rule.overrides:
        out["overrides"] = sorted(rule.overrides)
    if rule.boxes != EVERYTHING:
        out["when"] = {"any": [_condition(box, visible) for box in rule.boxes]}
    return out | {"then": {name: written(value) for name, value in rule.outputs}}


def _condition(box: Box, visible: Mapping[str, Attribute]) -> dict[str, Any]:
    return {
        name: write_test(_sized(test, visible[name]), visible[name]) for name, test in box.tests
    }


def _sized(test: Test, attribute: Attribute) -> Test:
    """The test with a count that stays within the list (the loader refuses what cannot be)."""
    if not isinstance(test.region, Sets) or test.region.count.is_full:
        return test
    assert attribute.choices is not None
    sizes = Ranges.interval(0, len(attribute.choices.ids)).discrete()
    return Test(attrs.evolve(test.region, count=test.region.count.meet(sizes)), test.missing)


def written(value: Any) -> Any:
    """A value of an output as it is written; ``=name`` copies a fact."""
    if isinstance(value, FactRef):
        return f"={value.attribute}"
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Fraction):
        return format_number(value)
    return value
