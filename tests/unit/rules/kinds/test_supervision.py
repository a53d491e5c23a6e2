"""Ratings of service and inspections: what is wrong with a document, what comes out."""

from __future__ import annotations

import json
import pickle
from datetime import date

import pytest
from shipped import shipped_plan

from govcoord.errors import CaseError
from govcoord.plain import jsonable
from tests.support.kind_texts import codes_of, plan_of

RATING = """
kind: service_rating
id: rating
source: rule 12
levels: {good: 满意, bad: 不满意}
bad: [bad]
contact: 1个工作日
rectify: {plain: 5个工作日}
target: 100%
"""
INSPECTION = """
kind: inspection
id: inspection
source: rule 13
cases:
  - {id: C1, when: {amount: 100万元以上}, reason: 金额大}
sample: {every: 2, when: {urgent: 是}}
ordered_by: [committee]
rectify: {within: 30天, target: 98%}
objection: {within: 30天, decide_within: 30天}
merge_within: 90天
"""


@pytest.mark.parametrize(
    ("text", "old", "new", "code"),
    [
        (RATING, "bad: [bad]", "bad: [good]", "GC669"),
        (RATING, "bad: [bad]", "bad: [good, bad]", "GC669"),
        (RATING, "bad: [bad]", "bad: []", "GC669"),
        (RATING, "target: 100%", "target: 2", "GC670"),
        (RATING, "1个工作日", "1件", "GC664"),
        (RATING, "source: rule 12\n", "", "GC501"),
        (INSPECTION, "every: 2", "every: 2, share: 10%", "GC671"),
        (INSPECTION, "every: 2", "every: 0", "GC671"),
        (INSPECTION, "every: 2", "share: 110%", "GC670"),
        (INSPECTION, "target: 98%", "target: 980%", "GC670"),
        (INSPECTION, "90天", "3个月", "GC672"),
        (INSPECTION, "[committee]", "[mayor]", "GC258"),
        (INSPECTION, "source: rule 13\n", "", "GC501"),
    ],
)
def test_what_is_wrong_with_a_document(text, old, new, code):
    assert old in text
    assert codes_of(text.replace(old, new)) == [code]


def test_a_case_is_inspected_by_rule_by_sample_or_not_and_unknown_stays_unknown():
    """What the sample draws is inspected whatever the rules would say."""
    plan = plan_of(INSPECTION)
    cases = [
        {"id": "a", "facts": {"amount": "100万元", "urgent": False}},
        {"id": "b", "facts": {"amount": "1万元", "urgent": False}},
        {"id": "c", "facts": {"urgent": True}},
        {"id": "d", "facts": {"urgent": False}},
        {"id": "e", "facts": {"amount": "1万元"}},
        {"id": "f", "facts": {"amount": "1万元", "urgent": False}},
    ]
    result = plan.assess("inspection", {"cases": cases})
    assert [(s.id, s.how, s.missing) for s in result.selected] == [
        ("a", "rule", ()),
        ("b", "not", ()),
        ("c", "sample", ()),
        ("d", "unknown", ("amount",)),
        ("e", "unknown", ("urgent",)),
        ("f", "not", ()),
    ]
    with pytest.raises(CaseError, match="each case once"):
        plan.assess("inspection", {"cases": [cases[0], cases[0]]})


PLAN = shipped_plan()
RECORDS = {
    "plan_service_rating": {
        "ratings": [
            {"id": "1", "unit": "民政", "at": "2026-02-13", "level": "不满意"},
            {
                "id": "2", "unit": "民政", "at": "2026-02-13", "level": "不满意",
                "real_name": True, "difficulty": "一般", "review": "误评",
                "reviewed": "2026-03-02", "evidence": False,
            },
            {"unit": "卫健", "at": "2026-02-13", "level": "满意"},
        ]
    },
    "plan_inspection": {
        "cases": [{"id": "1", "facts": {}}, {"id": "2", "facts": {"amount": "1亿元"}}],
        "inspections": [
            {
                "id": "D1", "object": "甲区", "subject": "养老", "started": "2026-03-02",
                "ordered_by": "民政", "planned": False, "concluded": "2026-03-11",
                "flaws": [{"what": "一", "unit": "民政", "found": "2026-03-02"}],
            },
            {"id": "D2", "object": "甲区", "subject": "养老", "started": "2026-03-30"},
        ],
        "checks": [
            {"id": "C1", "object": "甲", "unit": "应急", "items": ["电"], "from": "2026-03-02"},
            {"id": "C2", "object": "甲", "unit": "市监", "items": ["电"], "from": "2026-03-09"},
            {"id": "C3", "object": "乙", "unit": "市监", "from": "2026-03-09"},
        ],
    },
}  # fmt: skip


@pytest.mark.parametrize("id_", RECORDS)
def test_results_are_said_in_each_language_and_are_plain_data(id_):
    plan = pickle.loads(pickle.dumps(PLAN))
    result = plan.assess(id_, RECORDS[id_], as_of=date(2026, 4, 30))
    said = [list(result.lines(PLAN.vocabulary, tag)) for tag in ("en", "zh-Hans", "zh-Hant")]
    assert len({len(lines) for lines in said}) == 1
    assert len(said[0]) > 8
    assert "{" not in str(said)
    assert json.loads(json.dumps(jsonable(result)))
