"""Gates against a plain reference: outcomes of every way to settle what is not known."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.gates import (
    Check,
    Found,
    Gate,
    Item,
    Level,
    Proof,
    Recheck,
    conclude,
    find,
)
from govcoord.mechanisms.spans import Span
from govcoord.periods import Calendar

NEEDS = ("red_line", "mandatory", "desirable")
DAY = date(2025, 6, 30)
HALF_A_YEAR = Proof(not_older_than=Span(180, "day"))
FREELY = Recheck()


@st.composite
def gates(draw: st.DrawFn) -> Gate:
    """Gates of up to six items and three outcomes beside the last."""
    needs = draw(st.lists(st.sampled_from(NEEDS), min_size=1, max_size=6))
    items = tuple(Item(id=f"i{n}", need=need) for n, need in enumerate(needs))
    mandatory = [item.id for item in items if item.need == "mandatory"]
    wished = needs.count("desirable")
    levels = tuple(
        Level(
            id=f"L{n}",
            lets_go=frozenset(draw(st.sets(st.sampled_from(mandatory))) if mandatory else ()),
            desirable=draw(st.integers(0, wished)),
        )
        for n in range(draw(st.integers(1, 3)))
    )
    return Gate(items=items, levels=levels, otherwise="none")


def plainly(gate: Gate, passed: dict[str, bool]) -> str:
    """The outcome where everything is known, said as a rule would say it."""
    if any(item.need == "red_line" and not passed[item.id] for item in gate.items):
        return gate.otherwise
    for level in gate.levels:
        must = [i.id for i in gate.items if i.need == "mandatory" and i.id not in level.lets_go]
        wished = [i.id for i in gate.items if i.need == "desirable"]
        if all(passed[id_] for id_ in must) and sum(passed[i] for i in wished) >= level.desirable:
            return level.id
    return gate.otherwise


@given(gates(), st.data())
def test_what_is_possible_is_what_some_way_to_settle_it_gives(gate: Gate, data: st.DataObject):
    """Outcomes, what is settled and what to ask for are those of all completions."""
    known = {
        item.id: data.draw(st.sampled_from([True, False, None]), label=item.id)
        for item in gate.items
    }
    found = [Found(item.id, item.need, known[item.id]) for item in gate.items]
    open_ = [id_ for id_, value in known.items() if value is None]
    ways = [
        {**known, **dict(zip(open_, values))}
        for values in product([True, False], repeat=len(open_))
    ]
    outcomes = {plainly(gate, way) for way in ways}
    verdict = conclude(gate, found)
    order = [level.id for level in gate.levels]
    assert set(verdict.possible) == outcomes
    assert list(verdict.possible) == [o for o in [*order, gate.otherwise] if o in outcomes]
    assert verdict.outcome == (outcomes.pop() if len(outcomes) == 1 else None)
    asked = {
        id_
        for id_ in open_
        if any(plainly(gate, {**way, id_: not way[id_]}) != plainly(gate, way) for way in ways)
    }
    assert set(verdict.ask) == asked


@given(gates(), st.data())
def test_more_evidence_never_takes_a_settled_outcome_back(gate: Gate, data: st.DataObject):
    """What is settled stays settled, whatever becomes known."""
    values = st.sampled_from([True, False, None])
    before = [Found(item.id, item.need, data.draw(values)) for item in gate.items]
    after = [
        Found(one.id, one.need, one.passed if one.passed is not None else data.draw(values))
        for one in before
    ]
    settled = conclude(gate, before).outcome
    assert settled is None or conclude(gate, after).outcome == settled


def one(
    *checks: Check,
    proof: Proof | None = HALF_A_YEAR,
    recheck: Recheck = FREELY,
    holds: bool | None = None,
    need="mandatory",
    by_facts: bool = False,
    as_of: date = DAY,
) -> Found:
    item = Item(id="i", need=need, proof=proof, by_facts=by_facts)
    gate = Gate(items=(item,), levels=(Level(id="go"),), otherwise="no", recheck=recheck)
    return find(gate, item, holds, checks, as_of, Calendar())


def check(result, on: date | None, evidence: str | None = "report") -> Check:
    return Check(item="i", result=result, evidence=evidence, day=on)


@pytest.mark.parametrize(
    ("age", "passed", "why"), [(0, True, None), (180, True, None), (181, None, "too_old")]
)
def test_evidence_is_good_on_its_last_day(age: int, passed, why) -> None:
    """Of 180 days the day 180 days later is the last; a day later nothing is known."""
    found = one(check("passed", DAY - timedelta(days=age)))
    assert (found.passed, found.why) == (passed, why)
    assert found.valid_until == DAY - timedelta(days=age) + timedelta(days=180)


def test_what_is_lacking_makes_nothing_passed() -> None:
    """No check, no evidence, no day, and what comes later than the day: not known, with why."""
    assert one().why == "no_check"
    assert one(check("passed", DAY, None)).why == "no_evidence"
    assert one(check("passed", None)).why == "undated"
    assert one(check("passed", DAY + timedelta(days=1))).why == "no_check"
    assert one(check(None, DAY)).why == "no_check"
    assert one(check("passed", DAY, None), proof=None).passed is True


def test_evidence_in_working_days_runs_over_the_festival() -> None:
    """Ten working days from 24 January 2025 end on 14 February, made-up days included."""
    proof = Proof(not_older_than=Span(10, "workday"))
    assert one(
        check("passed", date(2025, 1, 24)), proof=proof, as_of=date(2025, 2, 1)
    ).valid_until == (Calendar().add_workdays(date(2025, 1, 24), 10))


def test_a_failed_check_stands_until_the_item_is_checked_again() -> None:
    """However old it is; the latest check that counts decides."""
    old = check("failed", DAY - timedelta(days=400))
    assert one(old).passed is False
    assert one(old, check("passed", DAY)).passed is True
    assert one(check("passed", DAY - timedelta(days=9)), check("failed", DAY)).passed is False


def test_a_second_check_must_come_in_time_and_not_too_often() -> None:
    """On the last day it counts, a day later not; a pass that is renewed is no second check."""
    rule = Recheck(within=Span(30, "day"), times=1)
    failed = check("failed", DAY - timedelta(days=31))
    assert one(failed, check("passed", DAY - timedelta(days=1)), recheck=rule).passed is True
    late = one(failed, check("passed", DAY), recheck=rule)
    assert (late.passed, late.slips, late.final) == (False, ("recheck_late",), True)
    open_ = one(failed, recheck=rule, as_of=DAY - timedelta(days=1))
    assert (open_.recheck_until, open_.final) == (DAY - timedelta(days=1), False)
    thrice = one(
        failed,
        check("failed", DAY - timedelta(days=20)),
        check("passed", DAY - timedelta(days=10)),
        recheck=rule,
    )
    assert (thrice.passed, thrice.slips) == (False, ("recheck_too_often",))
    renewed = [check("passed", DAY - timedelta(days=days)) for days in (300, 200, 100)]
    assert one(*renewed, recheck=rule).slips == ()


@given(st.sampled_from([True, False, None]), st.sampled_from(["passed", "failed", None]))
def test_a_condition_and_a_check_must_both_pass(holds: bool | None, result: str | None) -> None:
    """One that fails fails the item, one that is not known leaves it open."""
    checks = [check(result, DAY)] if result else []
    said = {"passed": True, "failed": False, None: None}[result]
    both = False if False in (holds, said) else None if None in (holds, said) else True
    assert one(*checks, holds=holds, by_facts=True).passed is both
    line = one(*checks, holds=None if holds is None else not holds, by_facts=True, need="red_line")
    assert line.passed is both
    alone = one(holds=holds, by_facts=True, proof=None)
    assert (alone.passed, alone.why) == (holds, "facts" if holds is None else None)


def test_an_outcome_holds_until_what_it_needs_grows_old() -> None:
    """Of the desirable items only as many as it needs, those that hold longest."""
    items = tuple(
        Item(id=f"i{n}", need=need) for n, need in enumerate(("mandatory", *["desirable"] * 3))
    )
    gate = Gate(items=items, levels=(Level(id="go", desirable=2),), otherwise="no")
    ends = (date(2026, 1, 9), date(2026, 1, 1), date(2026, 1, 5), None)
    found = [Found(item.id, item.need, True, valid_until=end) for item, end in zip(items, ends)]
    assert conclude(gate, found).valid_until == date(2026, 1, 5)
    assert conclude(gate, [Found("i0", "mandatory", False), *found[1:]]).valid_until is None
