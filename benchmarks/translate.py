"""A ruleset of the workload as govcoord YAML: one vocabulary and three tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workload import (
    APPLICANTS,
    DEPARTMENTS,
    DOMAINS,
    LEVELS,
    MATTERS,
    ROLES,
    SANCTIONS,
    Condition,
    Rule,
    Ruleset,
    day_of,
)

UNITS = {"amount_cny": "yuan", "elapsed_workdays": "workdays"}
"""Attributes that are quantities, with their units."""


def to_yaml(ruleset: Ruleset) -> dict[str, str]:
    """The texts of a ruleset by file name."""
    return {
        "vocabulary.yaml": vocabulary(),
        "negative_list.yaml": _text(
            "negative_list", "collect", ["  reason: text"], ruleset.negative, ["reason"]
        ),
        "lead.yaml": _text(
            "lead_department", "first", ["  lead: {type: choice, of: departments}"],
            ruleset.lead, ["lead"],
        ),
        "accountability.yaml": _text(
            "accountability", "collect",
            ["  role: {type: choice, of: roles}", "  sanction: {type: choice, of: sanctions}"],
            ruleset.accountability, ["role", "sanction"],
        ),
    }  # fmt: skip


def vocabulary() -> str:
    """The vocabulary of the workload."""
    lines = ["kind: vocabulary", "id: coordination_workload"]
    for name, values in (
        ("departments", DEPARTMENTS), ("matters", MATTERS), ("domains", DOMAINS),
        ("levels", LEVELS), ("sanctions", SANCTIONS),
    ):  # fmt: skip
        lines += [f"{name}:", *(f"  {value}: {value}" for value in values)]
    lines.append("choices:")
    for name, values in (("applicants", APPLICANTS), ("roles", ROLES)):
        lines += [f"  {name}:", *(f"    {value}: {value}" for value in values)]
    return "\n".join([*lines, _ATTRIBUTES])


_ATTRIBUTES = """\
attributes:
  matter: {type: choice, of: matters}
  domain: {type: choice, of: domains}
  level: {type: choice, of: levels}
  departments: {type: set, of: departments}
  amount_cny: {type: quantity, unit: yuan, min: 0}
  elapsed_workdays: {type: quantity, unit: workdays, min: 0}
  citizen_rating: {type: integer, min: 1, max: 5}
  cross_region: {type: boolean}
  data_classification: {type: integer, min: 1, max: 4}
  applicant_kind: {type: choice, of: applicants}
  received: {type: date}
  urgent: {type: boolean}
"""


def _text(
    table: str, hit: str, outputs: Sequence[str], rules: Sequence[Rule], names: Sequence[str]
) -> str:
    lines = ["kind: table", f"id: {table}", f"hit: {hit}", "outputs:", *outputs, "rules:"]
    for number, rule in enumerate(rules):
        lines += [f"  - id: {rule.id}", f"    source: Measures, Article {number + 1}"]
        if rule.conditions:
            lines += ["    when:", *(f"      {line}" for line in _tests(rule.conditions))]
        values = rule.answer if isinstance(rule.answer, tuple) else (rule.answer,)
        then = ", ".join(f"{name}: {value}" for name, value in zip(names, values))
        lines.append(f"    then: {{{then}}}")
    return "\n".join([*lines, ""])


def _tests(conditions: Sequence[Condition]) -> Iterator[str]:
    """One line per attribute; both tests of the departments go into one mapping."""
    sets = [c for c in conditions if c.op in ("has", "count")]
    for condition in conditions:
        if condition not in sets:
            yield f"{condition.attribute}: {_test(condition)}"
    if sets:
        yield f"departments: {{{', '.join(map(_set_test, sets))}}}"


def _set_test(condition: Condition) -> str:
    if condition.op == "count":
        return f'count: ">= {condition.low}"'
    return f"all_of: [{condition.values[0]}]"


def _test(condition: Condition) -> str:
    if condition.op == "one_of":
        words = [_word(value) for value in condition.values]
        return words[0] if len(words) == 1 else f"[{', '.join(words)}]"
    return f'"{_interval(condition)}"'


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _interval(condition: Condition) -> str:
    unit = UNITS.get(condition.attribute)
    end = f" {unit}" if unit else ""
    low, high = condition.low, condition.high
    if condition.attribute == "received":
        # the end of an interval of numbers need not be the number of a day: 20250229
        first = None if low is None else day_of(low)
        last = None if high is None else day_of(high - 1)
        return _days(first, last)
    if low is not None and high is not None:
        return f"[{low}..{high}){end}"
    return f">= {low}{end}" if low is not None else f"< {high}{end}"


def _days(first: object, last: object) -> str:
    if first is not None and last is not None:
        return f"[{first}..{last}]"
    return f">= {first}" if first is not None else f"<= {last}"
