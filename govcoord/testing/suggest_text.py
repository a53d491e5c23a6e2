"""Suggested tests as a test file: one heading per table, rows where cases give the same facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from govcoord.decision import Decision
from govcoord.rules.conditions.words import describe_test
from govcoord.rules.regions import Box
from govcoord.rules.resolve import Status
from govcoord.rules.tables import Table
from govcoord.testing.coverage.points import Point
from govcoord.testing.coverage.words import Words, key_of, labelled, written
from govcoord.testing.yaml_text import dumped

CONFIRM = {
    "en": "suggested: today's outcomes, to be confirmed by a person against the rules",
    "zh-Hans": "建议的测试：所列为现行规则的结论，须由人对照规则逐条确认",
    "zh-Hant": "建議的測試：所列為現行規則的結論，須由人對照規則逐條確認",
}
_MANY = {
    "en": "{table}: by {names}",
    "zh-Hans": "{table}：按{names}",
    "zh-Hant": "{table}：按{names}",
}
_JOINTS = {"en": ", ", "zh-Hans": "、", "zh-Hant": "、"}
WIDTH = 100

Entry = dict[str, Any]
About = Point | Box


def as_yaml(tests: Iterable[tuple[Mapping[str, Any], Sequence[str], Decision, About]],
            words: Words) -> str:  # fmt: skip
    """A test file of cases, each with the tables it is for, its decision and what it is about."""
    language = words.language
    by_table: dict[str, list[Entry]] = {}
    taken: Counter[str] = Counter()
    for case, tables, decision, about in tests:
        table = _table(words, tables[0])
        entry = {
            "name": _name(about, table, words),
            "case": written(case, words.plan, language),
            "expect": today(decision, tables, language),
        }
        by_table.setdefault(table.id, []).append(entry)
    lines = [f"# {CONFIRM[language]}", "kind: tests", f"note: {_flow(CONFIRM[language])}", "tests:"]
    for table in words.plan.tables:
        if table.id in by_table:
            lines += ["", f"# ---- {words.table(table)} ----"]
            for group in _alike(by_table[table.id]):
                if len(group) > 1:
                    lines += _rows(group, table, words, taken)
                else:
                    lines += _alone({**group[0], "name": _own(group[0]["name"], taken)})
    return "\n".join(lines) + "\n"


def _table(words: Words, id_: str) -> Table:
    return next(table for table in words.plan.tables if table.id == id_)


def _name(about: About, table: Table, words: Words) -> str:
    if isinstance(about, Point):
        return words.reached(about)
    known = words.plan.vocabulary.visible(table.scope)
    tests = ((known[name], test) for name, test in about.tests)
    joint = {"en": "; "}.get(words.language, "；")
    colon = {"en": ": "}.get(words.language, "：")
    return joint.join(
        f"{a.label(words.language)}{colon}{describe_test(test, a, words.language)}"
        for a, test in tests
    )


def _alike(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Tests that can be rows of one table: those that give the same facts of the case."""
    groups: dict[Any, list[Entry]] = {}
    for number, entry in enumerate(entries):
        records = any(isinstance(v, list) and v and isinstance(v[0], dict)
                      for v in entry["case"].values())  # fmt: skip
        key = number if records else (frozenset(entry["case"]), frozenset(entry["expect"]))
        groups.setdefault(key, []).append(entry)
    yield from groups.values()


def _alone(entry: Entry) -> list[str]:
    return [f"  {line}" for line in dumped([entry], width=WIDTH).splitlines()]


def _own(name: str, taken: Counter[str]) -> str:
    """A name that no other test of the file has."""
    taken[name] += 1
    return name if taken[name] == 1 else f"{name} ({taken[name]})"


def _rows(group: Sequence[Entry], table: Table, words: Words, taken: Counter[str]) -> list[str]:
    first = group[0]
    varied = [k for k in first["case"] if any(e["case"][k] != first["case"][k] for e in group)]
    fixed = {key: value for key, value in first["case"].items() if key not in varied}
    joint = _JOINTS[words.language]
    title = _MANY[words.language].format(
        table=words.table(table), names=joint.join(map(str, varied or first["case"]))
    )
    columns = [*varied, *(f"expect.{key}" for key in first["expect"])]
    lines = [f"  - name: {_flow(_own(title, taken))}"]
    if fixed:
        lines.append(f"    case: {_flow(fixed)}")
    lines += ["    table:", f"      columns: {_flow(columns)}", "      rows:"]
    for entry in group:
        values = [entry["case"][key] for key in varied]
        row = [*values, *(entry["expect"][key] for key in first["expect"])]
        lines.append(f"        - {_flow(row)}  # {entry['name']}")
    return lines


def _flow(value: Any) -> str:
    """A value on one line."""
    return dumped(value, width=1_000_000, flow=True).strip()


def today(decision: Decision, tables: Sequence[str], language: str) -> dict[str, Any]:
    """What the rules say today of some tables: how each ended, facts it gives, rules behind.

    The first table is the one that the case is for; of the others only answers are told.
    """
    plan = decision.plan
    outcomes: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    rules: dict[str, None] = {}
    for table in (t for t in plan.tables if t.id in tables):
        own = [o for o in decision.outcomes if o.id == table.id]
        states = [str(o.status.value) for o in own]
        answers = any(o.rules and o.status is Status.DECIDED for o in own)
        if not own or not (answers or table.id == tables[0]):
            continue
        outcomes[table.id] = states[0] if table.scope is None else states
        for outcome in own:
            if outcome.status is not Status.CONFLICT:
                rules.update(dict.fromkeys(rule.id for rule in outcome.rules))
        for output in table.outputs if table.scope is None else ():
            value = decision.fact(output.attribute) if output.attribute else None
            if value is not None:
                attribute = plan.vocabulary.attributes[str(output.attribute)]
                key = key_of(attribute, plan.vocabulary.case_words, language)
                facts[key] = labelled(value, attribute, language)
    return {"outcome": outcomes, **facts, **({"rules": list(rules)} if rules else {})}
