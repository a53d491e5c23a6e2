"""Gates as documents: facts by table and by assessment, special gates, and what is reported."""

from __future__ import annotations

import json
import pickle
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.plain import jsonable
from tests.support.kind_texts import VOCABULARY, codes_of, load_beside, plan_of

GATE = """
kind: gate
id: entry
title: {en: entry test, zh-Hans: 准入测试, zh-Hant: 準入測試}
source: rule 6
decided_by: committee
evidence_not_older_than: 180天
red_lines:
  - id: R1
    title: {en: real data used, zh-Hans: 使用真实数据}
    evidence: {en: statement, zh-Hans: 说明}
mandatory:
  - {id: A1, title: {en: interface, zh-Hans: 接口}, evidence: {en: report, zh-Hans: 报告}}
  - {id: A2, title: {en: amount, zh-Hans: 金额}, when: {amount: 100元以上}}
desirable:
  - id: D1
    title: {en: load, zh-Hans: 压测}
    evidence: {en: load report, zh-Hans: 压测报告}
    not_older_than: 30天
  - {id: D2, title: {en: trial, zh-Hans: 试用}}
outcomes:
  - {id: go, title: {en: go, zh-Hans: 准入}, desirable: 1}
  - id: half
    title: {en: on conditions, zh-Hans: 有条件}
    lets_go: [A2]
    correction: {en: mend it, zh-Hans: 补齐}
    correction_within: 10个工作日
otherwise: {id: stop, title: {en: no entry, zh-Hans: 不准入}}
recheck: {within: 30天, times: 1}
appeal: {within: 30天, to: supervisor}
"""
FACTS = """
kind: gate
id: finding
title: {en: finding, zh-Hans: 认定}
source: rule 5
record: participant
applies_when: {role: lead}
gives: {outcome: found, red_line: crossed}
decided_by: committee
red_lines:
  - {id: R1, title: {en: refused}, when: {refused: 是}}
mandatory:
  - {id: A1, title: {en: honest}, when: {honest: 是}}
  - {id: A2, title: {en: excused}, when: {excused: 是}}
desirable:
  - {id: D1, title: {en: not repeated}, when: {repeated: 否}}
  - {id: D2, title: {en: few days}, when: {days: 5个工作日以下}}
outcomes:
  - {id: full, title: {en: full}, desirable: 1}
  - {id: part, title: {en: part}, lets_go: [A2]}
otherwise: {id: none, title: {en: none}}
"""
CLEAN = [{"item": "R1", "result": "clear", "evidence": "e", "day": "2025-06-01"}]
ON = date(2025, 6, 30)


def passed(item: str, on: str = "2025-06-02", **more: object) -> dict[str, object]:
    return {"item": item, "result": "passed", "evidence": "e", "day": on, **more}


def assess(document: str, id_: str, raw: object, as_of: date | None = ON):
    return plan_of(document).assess(id_, raw, as_of=as_of)


WHOLE = {"facts": {"amount": 200}, "checks": [*CLEAN, passed("A1"), passed("D1")]}


def test_the_best_outcome_reached_is_proposed_and_its_record_is_plain_data() -> None:
    """Facts and checks together; the result can be stored, sent and told in three languages."""
    plan = plan_of(GATE)
    result = plan.assess("entry", WHOLE, as_of=ON)
    assert (result.status, result.outcome, result.valid_until) == (
        "proposed",
        "go",
        date(2025, 7, 2),
    )
    assert result.decided_by == "committee"
    assert json.loads(json.dumps(jsonable(result)))["outcome"] == "go"
    assert pickle.loads(pickle.dumps(result)) == result
    for language in ("en", "zh-Hans", "zh-Hant"):
        assert list(result.lines(plan.vocabulary, language))
    assert "建议准入" in next(iter(result.lines(plan.vocabulary, "zh-Hans")))


@pytest.mark.parametrize(
    "state", ["conditions", "unknown", "stopped", "late", "decided", "appealed"]
)
def test_every_line_is_told_in_three_languages_without_a_hole(state: str) -> None:
    """No placeholder is left and no text of another language comes in."""
    raw: dict[str, object] = dict(WHOLE)
    if state == "conditions":
        raw["facts"] = {"amount": 1}
    if state == "unknown":
        raw = {"checks": [passed("A1", "2024-01-02"), {**passed("D1"), "day": None}]}
    if state == "stopped":
        raw["checks"] = [{**CLEAN[0], "result": "crossed"}, {**passed("A1"), "result": "failed"}]
    if state == "late":
        failed = {**passed("A1", "2025-01-02"), "result": "failed"}
        raw["checks"] = [*CLEAN, failed, passed("A1", "2025-06-02")]
    if state in ("decided", "appealed"):
        raw = {
            **raw,
            "facts": {"amount": 1},
            "decision": "half",
            "decided": "2025-06-02",
            "told": "2025-06-03",
        }
    if state == "appealed":
        raw |= {"appealed": "2025-06-10", "corrected": "2025-06-27"}
    plan = plan_of(GATE)
    result = plan.assess("entry", raw, as_of=ON)
    told = {
        code: list(result.lines(plan.vocabulary, code)) for code in ("en", "zh-Hans", "zh-Hant")
    }
    assert len({len(lines) for lines in told.values()}) == 1
    text = "\n".join(line for lines in told.values() for line in lines)
    assert "{" not in text
    assert "None" not in text


VALUES = (True, False, None)


def record(values: tuple[bool | None, ...], days: int | None) -> dict[str, object]:
    names = ("refused", "honest", "excused", "repeated")
    facts: dict[str, object] = {n: v for n, v in zip(names, values) if v is not None}
    return (
        facts | {"department": "civil", "role": "lead"} | ({} if days is None else {"days": days})
    )


@given(st.tuples(*[st.sampled_from(VALUES)] * 4), st.sampled_from([None, 3, 9]))
def test_the_fact_is_the_outcome_of_the_assessment(values, days) -> None:
    """What other documents read is what the gate proposes; neither says more than the other."""
    facts = record(values, days)
    result = PLAN.assess("finding", {"facts": facts}, as_of=ON)
    decision = PLAN.evaluate({"participants": [facts]})
    (subject,) = decision.subjects("participant")
    assert decision.fact("found", subject) == result.outcome
    if result.status == "needs_evidence":
        asked = {n.rpartition(".")[2] for q in decision.undetermined for n in q.ask}
        assert result.facts_missing
        assert set(result.facts_missing) <= asked


PLAN = plan_of(FACTS)


def test_no_way_to_settle_what_is_unknown_leads_outside_what_is_possible() -> None:
    """The outcomes named as possible are those that facts to come can give."""
    for values in product(VALUES, repeat=4):
        result = PLAN.assess("finding", {"facts": record(values, 3)}, as_of=ON)
        ways = product(*[(True, False) if value is None else (value,) for value in values])
        settled = {
            PLAN.assess("finding", {"facts": record(way, 3)}, as_of=ON).outcome for way in ways
        }
        assert settled == set(result.possible)


def test_where_it_does_not_apply_nothing_is_said_and_where_that_is_unknown_it_is_asked() -> None:
    """`not_applicable`, or the fact that would tell."""
    support = PLAN.assess(
        "finding", {"facts": {"department": "civil", "role": "support"}}, as_of=ON
    )
    assert (support.status, support.outcome) == ("not_applicable", None)
    open_ = PLAN.assess("finding", {"facts": {"refused": True}}, as_of=ON)
    assert (open_.status, open_.facts_missing) == ("needs_evidence", ("role",))
    assert "role" in "\n".join(open_.lines(PLAN.vocabulary, "en"))


SPECIAL = """
kind: gate
id: city
title: {en: entry in the city, zh-Hans: 本市准入}
source: city rule
extends: entry
mandatory:
  - {id: C1, title: {en: local, zh-Hans: 本地项}, when: {urgent: 否}}
"""


def test_a_special_gate_adds_items_and_takes_over_the_rest() -> None:
    """What passes the general gate needs the special item too; the general gate is as before."""
    plan = plan_of(GATE, SPECIAL)
    assert plan.assess("entry", WHOLE, as_of=ON).outcome == "go"
    special = plan.assess("city", WHOLE, as_of=ON)
    assert (special.outcome, special.ask) == (None, ("C1",))
    local = {**WHOLE, "facts": {"amount": 200, "urgent": False}}
    assert plan.assess("city", local, as_of=ON).outcome == "go"


@pytest.mark.parametrize(
    ("limit", "more", "codes"),
    [
        ("tighten", "", []),
        ("tighten", "recheck: {times: 9}\n", ["GC545"]),
        ("none", "", ["GC545"]),
        ("prevail", "recheck: {times: 9}\n", []),
    ],
)
def test_a_general_gate_may_forbid_more_than_further_items(limit, more, codes) -> None:
    """With `tighten` items may be added and nothing said anew; with `none` nothing at all."""
    general = GATE.replace("decided_by", f"special_rules: {limit}\ndecided_by", 1)
    assert codes_of(general, SPECIAL + more) == codes


@pytest.mark.parametrize(
    ("text", "old", "new", "code"),
    [
        (GATE, "id: stop", "id: go", "GC540"),
        (GATE, "lets_go: [A2]", "lets_go: [R1]", "GC541"),
        (GATE, "lets_go: [A2]", "lets_go: [D1]", "GC541"),
        (GATE, "desirable: 1", "desirable: 3", "GC542"),
        (GATE, "desirable: 1", "desirable: -1", "GC542"),
        (GATE, "desirable: 1", "lets_go: [A2]", "GC543"),
        (GATE, "times: 1", "times: 0", "GC544"),
        (
            GATE,
            "when: {amount: 100元以上}",
            "jurisdiction: [x], when: {amount: 100元以上}",
            "GC546",
        ),
        (GATE, "    correction: {en: mend it, zh-Hans: 补齐}\n", "", "GC547"),
        (GATE, "zh-Hans: 不准入}", "zh-Hans: 不准入}, lets_go: [A1]", "GC547"),
        (GATE, "when: {amount: 100元以上}", "not_older_than: 3天", "GC547"),
        (GATE, "decided_by", "gives: answer\ndecided_by", "GC548"),
        (FACTS, ", when: {excused: 是}", "", "GC548"),
        (GATE, "decided_by: committee\n", "", "GC203"),
        (GATE, "decided_by: committee", "decided_by: comittee", "GC258"),
        (GATE, "within: 30天, times", "within: 30元, times", "GC664"),
        (GATE, "id: A2", "id: A1", "GC261"),
        (GATE, "amount: 100元以上", "amuont: 100元以上", "GC220"),
        (FACTS, "record: participant", "record: particpant", "GC262"),
        (GATE, "source: rule 6\n", "", "GC501"),
    ],
)
def test_what_a_document_gets_wrong_is_reported(text, old, new, code) -> None:
    """Each with its code; nothing else is raised."""
    assert old in text
    assert code in codes_of(text.replace(old, new, 1))


def test_a_gate_that_nobody_can_fail_is_reported() -> None:
    """Without red lines and with everything let go the last outcome is never given."""
    text = GATE.partition("red_lines:")[0] + (
        "mandatory:\n  - {id: A1, when: {urgent: 否}}\n"
        "outcomes: [{id: go, lets_go: [A1]}]\notherwise: {id: stop}\n"
    )
    assert codes_of(text) == ["GC543"]


def test_too_many_ways_are_refused_as_a_fact_and_fine_otherwise() -> None:
    """Seven of fourteen is 3432 ways: no table is made of them, the assessment counts."""
    items = "".join(f"  - {{id: D{n}, when: {{amount: {n}元以上}}}}\n" for n in range(1, 15))
    rest = "outcomes: [{id: go, desirable: 7}]\notherwise: {id: stop}\n"
    head = "kind: gate\nid: many\nsource: x\ndecided_by: committee\n"
    assert codes_of(head + "desirable:\n" + items + rest) == []
    assert codes_of(head + "gives: answer\ndesirable:\n" + items + rest) == ["GC549"]
    plan = plan_of(head + "desirable:\n" + items + rest)
    for amount, outcome in ((6, "stop"), (7, "go")):
        assert plan.assess("many", {"facts": {"amount": amount}}, as_of=ON).outcome == outcome


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ({"checks": [{"item": "A9"}]}, "item"),
        ({"checks": [{"item": "A1", "result": "perhaps"}]}, "result"),
        ({"checks": [passed("A1"), {**passed("interface"), "result": "failed"}]}, "result"),
        ({"checks": [{**passed("A1"), "day": "soon"}]}, "day"),
        ({"facts": {"amuont": 1}}, "amuont"),
        ({"facts": {"amount": "5天"}}, "amount"),
        ({"decision": "goo", "decided": "2025-06-01"}, "decision"),
        ({"decision": "go"}, "decided"),
        ({"told": "2025-06-01"}, "decision"),
        ({"decision": "go", "decided": "2025-06-03", "told": "2025-06-01"}, "told"),
        ({"decision": "go", "decided": "2025-06-03", "appealed": "2025-06-01"}, "appealed"),
        ({"chekcs": []}, "chekcs"),
    ],
)
def test_a_bad_record_is_refused_with_the_name(raw, name) -> None:
    """Never a traceback, never a guess."""
    with pytest.raises(CaseError) as caught:
        assess(GATE, "entry", raw)
    assert caught.value.name == name


def test_without_a_day_nothing_is_judged() -> None:
    """Whether evidence is too old depends on the day."""
    with pytest.raises(CaseError) as caught:
        assess(GATE, "entry", WHOLE, as_of=None)
    assert caught.value.name == "as_of"


def test_a_place_binds_a_gate() -> None:
    """Outside of its places a gate does not apply; where the place is unknown it is asked."""
    words = VOCABULARY.replace(
        "choices:\n", "choices:\n  regions: {north: 北, south: 南}\n", 1
    ).replace("attributes:\n", "attributes:\n  region: {type: choice, of: regions}\n", 1)
    loaded = load_beside(
        GATE.replace("decided_by", "jurisdiction: [north]\ndecided_by", 1), vocabulary=words
    )
    assert loaded.plan is not None
    for region, status in (
        ("north", "proposed"),
        ("south", "not_applicable"),
        (None, "needs_evidence"),
    ):
        raw = {**WHOLE, "facts": {"amount": 200, "region": region}}
        assert loaded.plan.assess("entry", raw, as_of=ON).status == status


def test_a_decision_is_held_against_the_checklist_of_its_own_day() -> None:
    """What was right then stays right; what has changed since is said."""
    decided = {"decision": "go", "decided": "2025-06-10", "told": "2025-06-11"}
    assert assess(GATE, "entry", WHOLE | decided).wrong == ()
    assert assess(GATE, "entry", WHOLE | decided | {"decision": "stop"}).wrong == (
        "against_checklist",
    )
    early = assess(GATE, "entry", WHOLE | decided | {"decided": "2025-05-01"})
    assert early.wrong == ("without_evidence",)
    lapsed = assess(GATE, "entry", WHOLE | decided, date(2025, 7, 3))
    assert lapsed.wrong == ("evidence_lapsed",)
    failed = {**passed("A1", "2025-06-20"), "result": "failed"}
    later = {"checks": [*WHOLE["checks"], failed]}
    assert assess(GATE, "entry", WHOLE | decided | later).wrong == ("no_longer_holds",)
    support = {"facts": {"role": "support"}, "decision": "full", "decided": "2025-06-10"}
    elsewhere = PLAN.assess("finding", support, as_of=ON)
    assert (elsewhere.status, elsewhere.wrong) == ("not_applicable", ("against_checklist",))
    future = assess(GATE, "entry", WHOLE | decided, date(2025, 6, 9))
    assert (future.decision, future.appeal) == (None, None)
