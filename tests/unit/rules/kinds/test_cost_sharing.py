"""Costs shared by ratio or contribution: what a document says, and what comes of it."""

from __future__ import annotations

import json
import pickle
from datetime import date
from fractions import Fraction

import pytest

from govcoord.errors import CaseError
from govcoord.plain import jsonable
from tests.support.kind_texts import codes_of, load_beside, plan_of

RATIO = """
kind: cost_sharing
id: costs
source: rule 5
by: ratio
unit: 0.01元
remainder: largest_remainder
ratios:
  - {in_force: {to: 2024-12-31}, shares: {civil: 1/3, health: 1/3, tax: 1/3}}
  - {in_force: {from: 2025-01-01}, shares: {civil: 50%, health: 50%}}
"""
SHARED = """
kind: cost_sharing
id: fund
source: rule 6
by: contribution
unit: 0.01元
remainder: to_lead
floor: 10%
parties: {civil: {lead: 是}, health: 50万元, tax: {}}
"""


def shares(result):
    return {share.department: share.amount for share in result.shares}


def test_costs_of_two_ratios_are_split_apart_and_added() -> None:
    """Each cost by the ratio of its day; nobody's earlier share changes."""
    costs = [{"day": "2024-12-31", "amount": "1元"}, {"day": "2025-01-01", "amount": "1元"}]
    result = plan_of(RATIO).assess("costs", {"costs": costs})
    assert shares(result) == {
        "civil": Fraction(84, 100), "health": Fraction(83, 100), "tax": Fraction(33, 100)
    }  # fmt: skip
    assert [portion.total for portion in result.portions] == [1, 1]
    json.dumps(jsonable(result))
    assert pickle.loads(pickle.dumps(result)) == result


def test_a_total_takes_the_ratio_of_the_day() -> None:
    """Without items the day that is looked at decides, and has to be given."""
    plan = plan_of(RATIO)
    assert len(plan.assess("costs", {"total": 1}, as_of=date(2024, 5, 5)).shares) == 3
    with pytest.raises(CaseError, match="as_of"):
        plan.assess("costs", {"total": 1})


def test_what_was_paid_is_settled_and_unknown_stays_unknown() -> None:
    """Owed or refunded where it is known what was paid, else neither."""
    parties = [{"department": "civil", "paid": "60"}, {"department": "health", "paid": 10}]
    plan = plan_of(RATIO)
    result = plan.assess("costs", {"total": 100, "parties": parties}, as_of=date(2024, 5, 5))
    settled = {x.department: (x.owed, x.refund) for x in result.shares}
    assert settled["civil"] == (0, Fraction(2666, 100))
    assert settled["health"] == (Fraction(2333, 100), 0)
    assert settled["tax"] == (None, None)
    text = "\n".join(result.lines(plan.vocabulary, "zh-Hans"))
    assert "应退26.66元" in text
    assert "尚应付23.33元" in text


def test_contributions_floors_and_the_lead() -> None:
    """A cap in yuan, a floor in percent; the lead takes what is left over."""
    parties = [
        {"department": "civil", "contribution": 1},
        {"department": "health", "contribution": 8},
        {"department": "tax", "contribution": 0},
    ]
    result = plan_of(SHARED).assess("fund", {"total": "100万元", "parties": parties})
    # without a contribution tax has its floor; health is capped; civil bears the rest
    assert shares(result) == {"civil": 400_000, "health": 500_000, "tax": 100_000}
    assert [share.bound for share in result.shares] == [None, "cap", "floor"]


def test_nobody_contributed_is_for_a_person_to_decide() -> None:
    """No split, unless the document says that it is equal then."""
    parties = [{"department": d, "contribution": 0} for d in ("civil", "health", "tax")]
    given = {"total": 30, "parties": parties}
    result = plan_of(SHARED).assess("fund", given)
    assert (result.status, result.reason, result.shares) == ("ask", "zero_total", ())
    equal = plan_of(SHARED.replace("remainder:", "zero_total: equal\nremainder:"))
    assert set(shares(equal.assess("fund", given)).values()) == {10}


DRIVERS = SHARED.replace(
    "floor: 10%\n", "drivers: {cases: 70%, days: {title: 人日, weight: 30%}}\n"
)


def test_a_figure_that_is_zero_for_all_is_named_and_the_others_are_not_called_zero() -> None:
    """Its weight goes to nobody, which is for a person; by `equal` it goes to all alike."""
    cases = {"civil": 8, "health": 2, "tax": 0}
    parties = [{"department": d, "scores": {"cases": n, "days": 0}} for d, n in cases.items()]
    given = {"total": 100, "parties": parties}
    plan = plan_of(DRIVERS)
    result = plan.assess("fund", given)
    assert (result.status, result.reason, result.zero_drivers) == ("ask", "zero_driver", ("days",))
    assert "人日" in "".join(result.lines(plan.vocabulary, "zh-Hans"))
    equal = plan_of(DRIVERS.replace("remainder:", "zero_total: equal\nremainder:"))
    assert shares(equal.assess("fund", given)) == {"civil": 66, "health": 24, "tax": 10}


def test_a_department_is_rejected_by_its_title() -> None:
    """Whoever reads Chinese is not told an id."""
    with pytest.raises(CaseError) as caught:
        plan_of(RATIO).assess("costs", {"total": 1, "parties": [{"department": "税务"}] * 2})
    assert "税务" in caught.value.message("zh-Hans")
    assert "taxation" not in caught.value.message("zh-Hans")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "parties"),
        ({"parties": [{"department": "civil", "contribution": 1}]}, "total"),
        ({"total": 1, "parties": [{"department": "civil"}, {"department": "civil"}]}, "department"),
        ({"total": 1, "parties": [{"department": "police"}]}, "department"),
        ({"total": 1, "parties": [{"department": "civil", "scores": {"x": 1}}]}, "x"),
        ({"total": 1, "lead": "police"}, "lead"),
    ],
)
def test_a_bad_cost_is_rejected(given, name) -> None:
    """With the name of what does not fit."""
    full = [{"department": d, "contribution": 1} for d in ("civil", "health", "tax")]
    if "lead" in given:
        given = {**given, "parties": full}
    with pytest.raises(CaseError) as caught:
        plan_of(SHARED).assess("fund", given)
    assert caught.value.name in (name, "total")
    for language in ("zh-Hans", "zh-Hant"):
        assert "应为" in caught.value.message(language) or "應為" in caught.value.message(language)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tax: 1/3", "tax: 0.33", "GC482"),
        ("unit: 0.01元", "unit: 1人", "GC481"),
        ("civil: 50%, health: 50%", "civil: 150%, health: -50%", "GC481"),
        ("civil: 50%, health: 50%", "civil: 50%, 民政: 50%", "GC481"),
        ("2025-01-01", "2024-12-31", "GC486"),
        ("{in_force: {from: 2025-01-01}", "{decided: 2025-01-02, in_force: {from: 2025-01-01}",
         "GC487"),
        ("by: ratio", "by: equal", "GC480"),
        ("unit:", "floor: 40%\nunit:", "GC483"),
        ("unit:", "cap: 30%\nunit:", "GC484"),
        ("unit:", "parties: {civil: {floor: 40%, cap: 30%}}\nunit:", "GC485"),
        ("unit:", "floor: 120%\nunit:", "GC481"),
    ],
)  # fmt: skip
def test_a_bad_document_is_reported(old: str, new: str, code: str) -> None:
    """At load, before any cost is."""
    assert old in RATIO
    assert code in codes_of(RATIO.replace(old, new, 1))


def test_the_sum_of_bad_shares_is_said() -> None:
    """The message says what the shares add up to."""
    (found,) = load_beside(RATIO.replace("tax: 1/3", "tax: 1/4")).diagnostics
    assert "275/3%" in found.message("en")
