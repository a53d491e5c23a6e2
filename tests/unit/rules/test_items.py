"""Lists of items of which some cannot be read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govcoord
from govcoord.errors import CaseError, GovcoordError

DAY = date(2026, 3, 31)
BAD = [
    {"记录编号": "坏", "交流方式": "电话"},
    {"记录编号": "坏", "交流日期": "2026-02-30"},
    {"记录编号": "坏", "没有的项": 1},
]


@pytest.fixture(scope="module")
def plan():
    return govcoord.load_plan().on(DAY)


@given(st.lists(st.one_of(st.integers(0, 99).map(str), st.sampled_from(range(len(BAD))))))
def test_bad_items_are_left_out_by_number_and_the_rest_is_as_if_they_were_not_there(plan, drawn):
    rows = [BAD[one] if isinstance(one, int) else {"记录编号": one} for one in drawn]
    good = [row for row in rows if row not in BAD]
    result, rejected = plan.assess_rows("plan_exchanges", rows)
    assert [one.number for one in rejected] == [n for n, row in enumerate(rows) if row in BAD]
    assert all(one.error.where is None for one in rejected)
    unread = len(rows) - len(good)
    assert result == plan.assess("plan_exchanges", {"entries": good, "unread": unread})


def test_items_that_disagree_with_each_other_leave_out_the_one_that_is_named(plan):
    """Two reports of one number are each right alone: the second is left out."""
    report = {"编号": "R1", "渠道": "热线", "时间": "2026-03-30 08:00"}
    result, rejected = plan.assess_rows(
        "plan_intake", [report, report], 当前时间="2026-03-31 09:00"
    )
    assert (result.counts["reports"], result.counts["unread"]) == (1, 1)
    assert [(one.number, one.error.name) for one in rejected] == [(1, "id")]


def test_what_is_wrong_with_the_whole_is_raised(plan):
    with pytest.raises(CaseError, match=r"当前时间|now"):
        plan.assess_rows("plan_intake", [], now="2026-03-30 09:00")
    with pytest.raises(GovcoordError, match="no list of items"):
        plan.assess_rows("sandbox_gate", [])
