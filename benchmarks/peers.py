"""Other ways to evaluate the workload, each in the fastest idiom found for it.

A peer translates a ruleset into its own language (not counted as loading), starts (counted), and
then answers cases in neutral form. Only peers whose package is installed are offered.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from workload import Answer, Case, Condition, Rule, Ruleset

Evaluate = Callable[[Case], Answer]


class Peer(NamedTuple):
    """An engine: the module it needs, its two steps, and the size from which it is skipped."""

    name: str
    module: str | None
    translate: Callable[[Ruleset], Any]
    start: Callable[[Any], Evaluate]
    limit: int = 100_000

    @property
    def is_installed(self) -> bool:
        """Whether its package can be imported."""
        return self.module is None or importlib.util.find_spec(self.module) is not None


def _bounds(condition: Condition) -> list[tuple[str, int]]:
    ends = [(">=", condition.low), ("<", condition.high)]
    return [(operator, end) for operator, end in ends if end is not None]


def _answers(rules: Iterable[Rule]) -> list[Any]:
    return [rule.answer for rule in rules]


# Python written by hand, as a program would write it


def _if_chain(ruleset: Ruleset) -> str:
    """Two functions with one ``if`` per rule, the attributes taken into locals once."""
    names = [
        "matter", "domain", "level", "departments", "amount_cny", "elapsed_workdays",
        "citizen_rating", "cross_region", "data_classification", "applicant_kind", "received",
        "urgent",
    ]  # fmt: skip
    take = [f"    {name} = case[{name!r}]" for name in names]
    lines = ["def find_lead(case):", *take]
    for rule in ruleset.lead:
        lines.append(f"    if {_python(rule)}: return {rule.answer!r}")
    lines += ["def evaluate(case):", *take, "    reasons = []", "    duties = []"]
    for rule in ruleset.negative:
        lines.append(f"    if {_python(rule)}: reasons.append({rule.answer!r})")
    for rule in ruleset.accountability:
        lines.append(f"    if {_python(rule)}: duties.append({rule.answer!r})")
    lines.append("    return Answer(reasons, find_lead(case), duties)")
    return "\n".join(lines)


def _python(rule: Rule) -> str:
    return " and ".join(map(_python_test, rule.conditions)) or "True"


def _python_test(condition: Condition) -> str:
    name, values = condition.attribute, condition.values
    if condition.op == "has":
        return f"{values[0]!r} in {name}"
    if condition.op == "count":
        return f"len({name}) >= {condition.low}"
    if condition.op == "between":
        low = "" if condition.low is None else f"{condition.low} <= "
        high = "" if condition.high is None else f" < {condition.high}"
        return f"{low}{name}{high}"
    if isinstance(values[0], bool):
        return name if values[0] else f"not {name}"
    return f"{name} == {values[0]!r}" if len(values) == 1 else f"{name} in {values!r}"


def _start_if_chain(text: str) -> Evaluate:
    names: dict[str, Any] = {"Answer": Answer}
    exec(compile(text, "<if-chain>", "exec"), names)
    evaluate: Evaluate = names["evaluate"]
    return evaluate


# zen-engine: one graph with a decision table per table


def _zen(ruleset: Ruleset) -> str:
    tables = {
        "negative": ("collect", ["reason"]),
        "lead": ("first", ["lead"]),
        "accountability": ("collect", ["role", "sanction"]),
    }
    nodes = [_zen_node("in", "inputNode"), _zen_node("out", "outputNode")]
    edges = []
    for name, (hit, outputs) in tables.items():
        node = _zen_node(name, "decisionTableNode")
        nodes.append({**node, "content": _zen_table(getattr(ruleset, name), name, hit, outputs)})
        for source, target in (("in", name), (name, "out")):
            edge = {"id": f"{source}-{target}", "sourceId": source, "targetId": target}
            edges.append({**edge, "type": "edge"})
    return json.dumps({"nodes": nodes, "edges": edges})


def _zen_node(name: str, kind: str) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}


def _zen_table(
    rules: Sequence[Rule], name: str, hit: str, outputs: Sequence[str]
) -> dict[str, Any]:
    inputs = sorted({c.attribute for rule in rules for c in rule.conditions})
    return {
        "hitPolicy": hit,
        "inputs": [{"id": f"in-{a}", "name": a, "field": a} for a in inputs],
        "outputs": [{"id": f"out-{o}", "name": o, "field": o} for o in outputs],
        "rules": [_zen_row(rule, inputs, outputs) for rule in rules],
        "inputField": None,
        "outputPath": name,
        "executionMode": "single",
        "passThrough": False,
    }


def _zen_row(rule: Rule, inputs: Sequence[str], outputs: Sequence[str]) -> dict[str, str]:
    values = rule.answer if isinstance(rule.answer, tuple) else (rule.answer,)
    row = {"_id": rule.id}
    for name in inputs:
        tests = [_zen_test(c) for c in rule.conditions if c.attribute == name]
        row[f"in-{name}"] = " and ".join(tests)
    row.update({f"out-{o}": json.dumps(value) for o, value in zip(outputs, values)})
    return row


def _zen_test(condition: Condition) -> str:
    if condition.op == "has":
        return f"contains($, {json.dumps(condition.values[0])})"
    if condition.op == "count":
        return f"len($) >= {condition.low}"
    if condition.op == "between":
        if condition.low is not None and condition.high is not None:
            return f"[{condition.low}..{condition.high})"
        return " and ".join(f"{operator} {end}" for operator, end in _bounds(condition))
    return ", ".join(map(json.dumps, condition.values))


def _start_zen(text: str) -> Evaluate:
    import zen

    loader = {"type": "static", "content": {"rules": json.loads(text)}}
    run = zen.ZenEngine({"loader": loader}).evaluate

    def evaluate(case: Case) -> Answer:
        got = run("rules", case)["result"]
        return Answer(
            [row["reason"] for row in got["negative"]],
            got["lead"]["lead"],
            [(row["role"], row["sanction"]) for row in got["accountability"]],
        )

    return evaluate


# common-expression-language (CEL in Rust): a list of booleans per collect table


def _cel_test(condition: Condition) -> str:
    name, values = condition.attribute, condition.values
    if condition.op == "has":
        return f"{json.dumps(values[0])} in {name}"
    if condition.op == "count":
        return f"size({name}) >= {condition.low}"
    if condition.op == "between":
        return " && ".join(f"{name} {operator} {end}" for operator, end in _bounds(condition))
    if isinstance(values[0], bool):
        return name if values[0] else f"!{name}"
    if len(values) == 1:
        return f"{name} == {json.dumps(values[0])}"
    return f"{name} in {json.dumps(values)}"


def _cel(ruleset: Ruleset) -> Any:
    texts = [[" && ".join(map(_cel_test, r.conditions)) or "true" for r in t] for t in ruleset]
    return texts, [_answers(table) for table in ruleset]


def _start_cel(native: Any) -> Evaluate:
    import cel

    (negative, lead, accountability), (reasons, leads, duties) = native
    listed = [cel.compile(f"[{', '.join(texts)}]").execute for texts in (negative, accountability)]
    first = [(cel.compile(text).execute, answer) for text, answer in zip(lead, leads)]

    def evaluate(case: Case) -> Answer:
        context = cel.Context(variables=case)
        return Answer(
            [answer for hit, answer in zip(listed[0](context), reasons) if hit],
            next(answer for run, answer in first if run(context)),
            [answer for hit, answer in zip(listed[1](context), duties) if hit],
        )

    return evaluate


# Cedar: every rule permits; the policies that did are named in the answer


def _cedar_test(condition: Condition) -> str:
    name, values = f"context.{condition.attribute}", condition.values
    if condition.op == "has":
        return f"{name}.contains({json.dumps(values[0])})"
    if condition.op == "count":
        return f"context.department_count >= {condition.low}"
    if condition.op == "between":
        return " && ".join(f"{name} {operator} {end}" for operator, end in _bounds(condition))
    if isinstance(values[0], bool):
        return name if values[0] else f"!{name}"
    if len(values) == 1:
        return f"{name} == {json.dumps(values[0])}"
    return f"{json.dumps(values)}.contains({name})"


def _cedar(ruleset: Ruleset) -> Any:
    policies: list[str] = []
    meaning: dict[str, tuple[int, int, Any]] = {}
    for table, rules in enumerate(ruleset):
        for number, rule in enumerate(rules):
            test = " && ".join(map(_cedar_test, rule.conditions)) or "true"
            meaning[f"policy{len(policies)}"] = (table, number, rule.answer)
            policies.append(f"permit(principal, action, resource) when {{ {test} }};")
    return "\n".join(policies), meaning


def _start_cedar(native: Any) -> Evaluate:
    import cedarpy

    text, meaning = native
    policies = cedarpy.PolicySet.from_str(text)
    entities = cedarpy.Entities.from_json_str("[]")
    who = {"principal": 'P::"p"', "action": 'Action::"decide"', "resource": 'R::"r"'}

    def evaluate(case: Case) -> Answer:
        context = {**case, "department_count": len(case["departments"])}
        got = cedarpy.is_authorized({**who, "context": context}, policies, entities)
        found: list[list[Any]] = [[], [], []]
        for table, number, answer in map(meaning.__getitem__, got.diagnostics.reasons):
            found[table].append((number, answer) if table == 1 else answer)
        return Answer(found[0], min(found[1])[1], found[2])

    return evaluate


# CLIPS: one fact per case, one production per rule


_SLOTS = [
    "matter", "domain", "level", "applicant_kind", "data_classification", "urgent",
    "cross_region", "amount_cny", "elapsed_workdays", "citizen_rating", "received",
    "department_count",
]  # fmt: skip


def _clips_pattern(rule: Rule) -> str:
    """The rule's pattern, its most telling slots first."""
    tests = []
    for slot in [*_SLOTS, "departments"]:
        for condition in rule.conditions:
            if (condition.attribute if condition.op != "count" else "department_count") == slot:
                tests.append(_clips_test(slot, condition))
    return f"(case {' '.join(tests)})"


def _clips_test(slot: str, condition: Condition) -> str:
    if condition.op == "has":
        return f'(departments $? "{condition.values[0]}" $?)'
    if condition.op == "one_of":
        return f"({slot} {'|'.join(map(_clips_word, condition.values))})"
    tests = "".join(f"&:({operator} ?{slot} {end})" for operator, end in _bounds(condition))
    return f"({slot} ?{slot}{tests})"


def _clips_word(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _clips(ruleset: Ruleset) -> Any:
    slots = " ".join(f"(slot {slot})" for slot in _SLOTS)
    texts = [
        f"(deftemplate case {slots} (multislot departments))",
        "(defglobal ?*reasons* = (create$))",
        "(defglobal ?*duties* = (create$))",
        "(defglobal ?*lead* = -1)",
    ]
    for number, rule in enumerate(ruleset.negative):
        act = f"(bind ?*reasons* ?*reasons* {number})"
        texts.append(f"(defrule n{number} {_clips_pattern(rule)} => {act})")
    for number, rule in enumerate(ruleset.lead):
        act = f"(if (< ?*lead* 0) then (bind ?*lead* {number}))"
        # CLIPS knows priorities down to -10,000
        rank = f"(declare (salience {-number}))"
        texts.append(f"(defrule l{number} {rank} {_clips_pattern(rule)} => {act})")
    for number, rule in enumerate(ruleset.accountability):
        act = f"(bind ?*duties* ?*duties* {number})"
        texts.append(f"(defrule a{number} {_clips_pattern(rule)} => {act})")
    return texts, [_answers(table) for table in ruleset]


def _start_clips(native: Any) -> Evaluate:
    import clips

    texts, (reasons, leads, duties) = native
    environment = clips.Environment()
    for text in texts:
        environment.build(text)
    template = environment.find_template("case")
    found, lead, owed = map(environment.find_global, ("reasons", "lead", "duties"))
    environment.reset()

    def evaluate(case: Case) -> Answer:
        fact = template.assert_fact(department_count=len(case["departments"]), **case)
        environment.run()
        answer = Answer(
            [reasons[number] for number in found.value],
            leads[lead.value],
            [duties[number] for number in owed.value],
        )
        fact.retract()
        found.value, owed.value, lead.value = (), (), -1
        return answer

    return evaluate


# rule-engine: one list of booleans per collect table, a chain for the lead


def _rule_engine_test(condition: Condition) -> str:
    name, values = condition.attribute, condition.values
    if condition.op == "has":
        return f"{json.dumps(values[0])} in {name}"
    if condition.op == "count":
        return f"{name}.length >= {condition.low}"
    if condition.op == "between":
        return " and ".join(f"{name} {operator} {end}" for operator, end in _bounds(condition))
    if isinstance(values[0], bool):
        return name if values[0] else f"not {name}"
    if len(values) == 1:
        return f"{name} == {json.dumps(values[0])}"
    return f"{name} in {json.dumps(values)}"


def _rule_engine(ruleset: Ruleset) -> Any:
    texts = [
        [" and ".join(map(_rule_engine_test, rule.conditions)) or "true" for rule in table]
        for table in ruleset
    ]
    return texts, [_answers(table) for table in ruleset]


def _start_rule_engine(native: Any) -> Evaluate:
    import rule_engine

    (negative, lead, accountability), (reasons, leads, duties) = native
    context = rule_engine.Context()
    listed = [
        rule_engine.Rule(f"[{', '.join(f'({t})' for t in texts)}]", context=context).evaluate
        for texts in (negative, accountability)
    ]
    first = rule_engine.Chain(list(zip(lead, leads)), context=context).evaluate

    def evaluate(case: Case) -> Answer:
        facts = {**case, "departments": set(case["departments"])}
        return Answer(
            [answer for hit, answer in zip(listed[0](facts), reasons) if hit],
            first(facts),
            [answer for hit, answer in zip(listed[1](facts), duties) if hit],
        )

    return evaluate


IF_CHAIN = Peer("if-chain", None, _if_chain, _start_if_chain)
ZEN = Peer("zen-engine", "zen", _zen, _start_zen)
PEERS: Mapping[str, Peer] = {
    peer.name: peer
    for peer in (
        IF_CHAIN,
        ZEN,
        Peer("common-expression-language", "cel", _cel, _start_cel, 10_000),
        Peer("cedarpy", "cedarpy", _cedar, _start_cedar, 10_000),
        Peer("clipspy", "clips", _clips, _start_clips, 10_000),
        Peer("rule-engine", "rule_engine", _rule_engine, _start_rule_engine, 10_000),
    )
}
