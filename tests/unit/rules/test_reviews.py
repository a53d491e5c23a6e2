"""When documents must be reviewed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_plan

import govcoord
from govcoord.periods import add_months
from govcoord.rules.reviews import check_life

WORDS = "kind: vocabulary\nid: v\ndepartments: {a: 甲}\nHEAD\n"


def plan(head: str) -> govcoord.Plan:
    return govcoord.load_texts({"v.yaml": WORDS.replace("HEAD", head)})


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(1, 60), st.integers(-200, 200))
def test_a_review_is_due_so_many_months_after_the_last(last: date, every: int, off: int) -> None:
    """It is overdue from the day after its day, and due soon in the ninety days before."""
    due = add_months(last, every)
    (found,) = plan(f"review: {{every: {every}个月, last: {last}}}").reviews(
        due + timedelta(days=off)
    )
    expected = "overdue" if off > 0 else "due_soon" if off >= -90 else "current"
    assert (found.due, found.state) == (due, expected)


def test_two_years_end_on_the_last_day_there_is() -> None:
    """From the leap day two years later it is the last of February."""
    (found,) = plan("review: {every: 2 years, last: 2024-02-29}").reviews(date(2026, 3, 1))
    assert (found.due, found.state) == (date(2026, 2, 28), "overdue")


def test_without_a_review_the_day_in_force_counts_and_else_nothing_is_guessed() -> None:
    """The first review counts from the day in force; where none is given it is undated."""
    head = "review: {every: 1年}\nin_force: {from: 2024-01-01}"
    (found,) = plan(head).reviews(date(2024, 6, 1))
    assert found.due == date(2025, 1, 1)
    (found,) = plan("review: {every: 1年}").reviews(date(2024, 6, 1))
    assert (found.due, found.state) == (None, "undated")
    assert plan("").reviews(date(2024, 6, 1)) == ()


def test_the_check_tells_of_reviews_and_of_what_ran_out(tmp_path: Path) -> None:
    """`check` with a day gives warnings, and nothing without one."""
    path = tmp_path / "v.yaml"
    head = "review: {every: 2 years, last: 2022-01-01}\nin_force: {to: 2024-12-31}"
    path.write_text(WORDS.replace("HEAD", head), encoding="utf-8")
    assert govcoord.check(path) == ()
    found = govcoord.check(path, as_of=date(2025, 1, 1))
    assert {d.code for d in found} == {"GC502", "GC505"}
    assert [d.code for d in govcoord.check(path, as_of=date(2023, 12, 1))] == ["GC503"]


def test_the_plan_is_reviewed_every_two_years() -> None:
    """Every document of the plan that asks for a review has a day from which it counts."""
    found = shipped_plan().reviews(date(2025, 1, 2))
    assert found
    assert all(item.due is not None for item in found)
    codes = {d.code for d in check_life(shipped_plan().documents, date(2040, 1, 1))}
    assert codes == {"GC502"}
