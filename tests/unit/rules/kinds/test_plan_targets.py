"""Every target of the plan: attained by the very figure it asks for, missed by the next one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from shipped import shipped_plan

PLAN = shipped_plan()
TARGETS = PLAN.mechanism("plan_targets").targets
BASE = 1000
NUMBERS = [
    (target, level, demand)
    for target in TARGETS
    if not target.yes_no
    for level in target.levels
    for demand in level.demands
]
DEEDS = [(target, level) for target in TARGETS if target.yes_no for level in target.levels]


def bound(demand):
    """The figure asked for, with a baseline of 1000."""
    value = getattr(demand.value, "value", demand.value)
    if demand.key in ("reduce_by", "increase_by"):
        assert demand.of == "share"
        return BASE * (1 - value if demand.key == "reduce_by" else 1 + value)
    return value


def status(target, level, demand, figure):
    year = level.by.year if level.by else 2025
    entry = {"target": target.id, "series": {str(year): str(figure)}}
    if target.baseline is not None and target.baseline.value is None:
        entry["baseline"] = str(BASE)
    day = date(year, 12, 31) + timedelta(days=30)
    result = PLAN.assess("plan_targets", {"figures": [entry]}, as_of=day)
    (found,) = (one for one in result.targets if one.id == target.id)
    (judged,) = {
        one.judged.status
        for one in found.levels
        if (one.level, one.demand) == (level.number, demand.key)
        and (one.due is None or one.due.year == year)
    }
    return judged


def worse(demand, figure):
    step = Fraction(1, 100) if figure == 100 or figure % 1 else Fraction(1)
    return (
        figure - step if demand.key in ("at_least", "more_than", "increase_by") else figure + step
    )


def written(figure):
    """A figure as people write it: no fractions."""
    text = f"{float(figure):.3f}".rstrip("0").rstrip(".")
    assert Fraction(text) == figure
    return text


@pytest.mark.parametrize(
    ("target", "level", "demand"),
    NUMBERS,
    ids=[f"{t.id}-{level.number}-{demand.key}" for t, level, demand in NUMBERS],
)
def test_the_figure_asked_for_attains_and_the_next_one_does_not(target, level, demand):
    figure = bound(demand)
    short = "missed" if level.by or level.yearly else "behind"
    exact = status(target, level, demand, written(figure))
    assert exact == (short if demand.strict else "attained")
    assert status(target, level, demand, written(worse(demand, figure))) == short


@pytest.mark.parametrize(
    ("target", "level"), DEEDS, ids=[f"{t.id}-{level.number}" for t, level in DEEDS]
)
def test_a_deed_done_on_its_due_day_counts_and_a_day_later_does_not(target, level):
    late = level.by + timedelta(days=1)
    for done, expected in ((level.by, "attained"), (late, "missed")):
        given = {"figures": [{"target": target.id, "achieved": done.isoformat()}]}
        result = PLAN.assess("plan_targets", given, as_of=late + timedelta(days=30))
        (found,) = (one for one in result.targets if one.id == target.id)
        assert {o.judged.status for o in found.levels if o.level == level.number} == {expected}


def test_every_row_of_the_catalogue_is_a_target():
    numbers = {int(re.match(r"T(\d+)", target.id)[1]) for target in TARGETS}
    assert numbers >= set(range(1, 29))
