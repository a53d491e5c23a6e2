"""Targets judged by figures, and lines through them."""

from __future__ import annotations

import math
import statistics
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.pace import Outlook, judge, judge_done
from govcoord.mechanisms.reporting import read_period
from govcoord.mechanisms.trend import forecast, quantile, root_up, year_point

YEAR_ENDS = [date(year, 12, 31) for year in range(2018, 2031)]
NUMBERS = st.fractions(-50, 50, max_denominator=12)
DUE = date(2025, 12, 31)


@st.composite
def series(draw: st.DrawFn, least: int = 1) -> list[tuple[date, Fraction]]:
    """Some figures in the order of their days."""
    offsets = draw(st.sets(st.integers(0, 3000), min_size=least, max_size=8))
    return [(date(2018, 1, 1) + timedelta(n), draw(NUMBERS)) for n in sorted(offsets)]


@given(series(3), st.integers(0, 4000))
def test_the_line_is_that_of_the_statistics_module(points, days) -> None:
    """Exact least squares agree with floating-point ones."""
    at = date(2018, 1, 1) + timedelta(days)
    made = forecast(points, at, "least_squares")
    xs = [float(year_point(day)) - 2018 for day, _ in points]
    slope, start = statistics.linear_regression(xs, [float(v) for _, v in points])
    plain = start + slope * (float(year_point(at)) - 2018)
    assert math.isclose(float(made.value), plain, rel_tol=1e-6, abs_tol=1e-4)
    assert made.low <= made.value <= made.high


@given(series(3), st.integers(0, 3))
def test_an_interval_is_rounded_outwards(points, digits) -> None:
    """The half width is that of the formula, rounded up by less than one unit."""
    made = forecast(points, DUE, "least_squares", digits=digits)
    xs = [year_point(day) for day, _ in points]
    mean = sum(xs) / len(xs)
    spread = sum((x - mean) ** 2 for x in xs)
    fitted = [forecast(points, day, "least_squares").value for day, _ in points]
    errors = sum((v - f) ** 2 for (_, v), f in zip(points, fitted))
    share = 1 + Fraction(1, len(xs)) + (year_point(DUE) - mean) ** 2 / spread
    half = made.high - made.value
    square = quantile(len(xs) - 2, "95%") ** 2 * errors / (len(xs) - 2) * share
    step = Fraction(1, 10**digits)
    assert square <= half**2
    assert half == 0 or (half - step) ** 2 < square


def test_two_figures_give_a_line_and_no_interval() -> None:
    """Their spread is not known; one figure gives nothing."""
    two = [(date(2023, 12, 31), 4), (date(2024, 12, 31), 6)]
    made = forecast(two, DUE, "least_squares")
    assert (made.value, made.low, made.high) == (8, None, None)
    assert forecast(two[:1], DUE, "least_squares") is None
    assert forecast(two, DUE, "none") is None
    assert forecast([(date(2022, 12, 31), 90), *two], DUE, "last_two").value == 8


@pytest.mark.parametrize(("level", "df"), [("80%", range(1, 31)), ("95%", range(1, 31))])
def test_quantiles_are_those_of_the_distribution(level, df) -> None:
    """The table agrees with the distribution of t, integrated by Simpson's rule."""
    wanted = float(level[:-1]) / 100
    for n in df:
        t = float(quantile(n, level))
        scale = math.gamma((n + 1) / 2) / (math.sqrt(n * math.pi) * math.gamma(n / 2))
        parts, step = 2000, t / 2000
        values = [scale * (1 + (k * step) ** 2 / n) ** (-(n + 1) / 2) for k in range(parts + 1)]
        inner = 4 * sum(values[1:-1:2]) + 2 * sum(values[2:-1:2])
        covered = 2 * step / 3 * (values[0] + inner + values[-1])
        assert math.isclose(covered, wanted, abs_tol=2e-4), (n, t)


@given(st.fractions(0, 1000, max_denominator=500), st.integers(0, 5))
def test_a_root_is_rounded_up(square, digits) -> None:
    """Never below the root, and by less than one unit above it."""
    root = root_up(square, digits)
    step = Fraction(1, 10**digits)
    assert root**2 >= square
    assert root == 0 or (root - step) ** 2 < square


def plain_status(required, points, up, due, day, start):
    """The plain reference for a level with a day, figure by figure."""

    def meets(value):
        return value >= required if up else value <= required

    known = [(d, v) for d, v in points if d <= day]
    if not known:
        return "no_data"
    if day > due:
        before = [(d, v) for d, v in known if d <= due]
        if before and meets(before[-1][1]):
            return "attained"
        return "missed" if before and before[-1][0] == due else "no_data"
    at, value = known[-1]
    if meets(value):
        return "attained"
    begin = start or known[0]
    if begin[0] >= at:
        return "not_measurable"
    years = (year_point(at) - year_point(begin[0])) / (year_point(due) - year_point(begin[0]))
    wanted = begin[1] + (required - begin[1]) * years
    return "on_pace" if (value >= wanted if up else value <= wanted) else "behind"


@given(series(), NUMBERS, st.booleans(), st.integers(-100, 3500), st.none() | NUMBERS)
def test_a_status_is_that_of_the_plain_reference(points, required, up, days, base) -> None:
    """For every day, with and without a baseline."""
    day, due = date(2018, 1, 1) + timedelta(days), date(2024, 12, 31)
    start = None if base is None else (date(2017, 12, 31), base)
    found = judge(required, points, up=up, due=due, day=day, start=start)
    assert found.status == plain_status(required, points, up, due, day, start)
    if found.pace is not None:
        left = year_point(due) - year_point(found.at)
        assert found.latest + found.pace * left == required
    if found.gap is not None:
        assert (found.gap == 0) == (found.latest >= required if up else found.latest <= required)


@given(series(2), NUMBERS, st.fractions(1, 20))
def test_turning_everything_around_changes_nothing(points, required, scale) -> None:
    """Less of a thing is judged as more of its opposite; the unit does not matter."""
    day = date(2024, 6, 1)
    one = judge(required, points, up=True, due=DUE, day=day)
    turned = [(d, -v * scale) for d, v in points]
    two = judge(-required * scale, turned, up=False, due=DUE, day=day)
    assert (one.status, one.reason) == (two.status, two.reason)
    if one.expected is not None:
        assert two.expected == -one.expected * scale


def test_a_day_later_it_is_missed() -> None:
    """On the due day itself there is still time; the day after there is none."""
    points = [(date(2024, 12, 31), 80), (DUE, Fraction(8999, 100))]
    found = judge(90, points, up=True, due=DUE, day=DUE)
    assert (found.status, found.reason, found.pace, found.forecast) == (
        "behind", "due_today", None, None
    )  # fmt: skip
    after = judge(90, points, up=True, due=DUE, day=date(2026, 1, 1))
    assert (after.status, after.gap) == ("missed", Fraction(1, 100))


def test_a_sum_with_a_hole_can_only_show_that_it_is_attained() -> None:
    """Missing figures never count as zero."""
    points = [(date(2025, 3, 31), 60)]
    day = date(2025, 5, 1)
    assert judge(50, points, up=True, due=DUE, day=day, complete=False).status == "attained"
    found = judge(90, points, up=True, due=DUE, day=day, complete=False)
    assert (found.status, found.reason) == ("no_data", "figures_missing")


def test_an_unknown_baseline_is_not_zero() -> None:
    """What is required is not known, and nothing is said about it."""
    found = judge(None, [(date(2024, 12, 31), 3)], up=False, due=DUE, day=date(2025, 1, 1))
    assert (found.status, found.reason, found.gap) == ("not_measurable", "baseline", None)


def test_the_light_needs_pace_and_forecast() -> None:
    """Green with both, yellow with one, red with neither."""
    ends = YEAR_ENDS[3:7]  # 2021 to 2024

    def light(*values, method="least_squares"):
        points = list(zip(ends, values))
        day = date(2025, 1, 5)
        return judge(10, points, up=True, due=DUE, day=day, outlook=Outlook(method)).light

    assert light(0, 3, 6, 8) == "green"
    assert light(0, 8, 8, 8) == "green"
    assert light(0, 9, 9, Fraction(15, 2)) == "green"
    assert light(5, 5, 8, Fraction(87, 10)) == "yellow"
    assert light(0, 1, 1, 2) == "red"
    assert light(0, 1, 1, 2, method="none") == "yellow"


def test_done_or_not() -> None:
    """An act is attained in time, late, known to be open, or unknown."""
    day, later = date(2025, 7, 1), date(2026, 2, 1)

    def status(achieved, not_yet, when):
        return judge_done(achieved, not_yet, due=DUE, day=when).status

    assert status(date(2025, 6, 1), None, day) == "attained"
    assert status(date(2026, 1, 1), None, later) == "missed"
    assert status(date(2026, 1, 1), None, day) == "pending"
    assert status(None, date(2025, 6, 1), day) == "pending"
    assert status(None, date(2025, 6, 1), later) == "no_data"
    assert status(None, DUE, later) == "missed"
    assert status(None, None, day) == "no_data"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024年", (2024, 1, 1), (2024, 12, 31)),
        ("2024H2", (2024, 7, 1), (2024, 12, 31)),
        ("2024年下半年", (2024, 7, 1), (2024, 12, 31)),
        ("2024年第三季度", (2024, 7, 1), (2024, 9, 30)),
        ("2024年1季度", (2024, 1, 1), (2024, 3, 31)),
        ("2023-2", (2023, 2, 1), (2023, 2, 28)),
        ("２０２４年2月29日", (2024, 2, 29), (2024, 2, 29)),
    ],
)
def test_periods_are_read(text, first, last) -> None:
    """Years, halves, quarters, months and days, in figures and in Chinese."""
    assert read_period(text) == (date(*first), date(*last))


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-Q5", "2023-02-29", "last year"])
def test_what_is_no_period_is_refused(text) -> None:
    """ValueError, and nothing is guessed."""
    with pytest.raises(ValueError, match=r"."):
        read_period(text)
