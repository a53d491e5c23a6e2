"""Terms of validity with renewals, and checks that come back: how they stand on a day.

The first day of a term belongs to it: three years from 1 March end on the last day of February.
A check that is due a year after the last one may be made on the day of the year itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import attrs

from govcoord.mechanisms.cadence import Every, period_of
from govcoord.mechanisms.months import month_end
from govcoord.mechanisms.spans import Span, add, day_of, measure
from govcoord.periods import Calendar

_DAY = timedelta(days=1)

TermState = Literal["not_begun", "in_force", "ending", "expired", "withdrawn", "unknown"]
CheckState = Literal["current", "due_soon", "overdue", "failed", "not_owed", "unknown"]


@attrs.frozen(kw_only=True)
class TermRule:
    """How long a term lasts, and by how much and how often it may be renewed.

    ``lasts`` is ``None`` where each record states its end; ``counted`` says that records give
    the number of renewals, which is otherwise one where there is a day of renewal.
    """

    lasts: Span | None = None
    renewed_for: Span | None = None
    most: int | None = None
    counted: bool = False
    warn: Span | None = None


@attrs.frozen(kw_only=True)
class Tenure:
    """What is recorded of one term; ``renewed`` is the day of the last renewal."""

    start: date | None = None
    until: date | None = None
    renewed: date | None = None
    renewals: int | None = None
    withdrawn: date | None = None


@attrs.frozen
class Term:
    """Where a term stands.

    ``end`` is its last day. ``wrong`` are ``renewed_late``, ``renewed_too_often`` and
    ``too_long`` (the recorded end lies after what the rule allows); ``missing`` what of the
    tenure would have to be known.
    """

    state: TermState
    start: date | None = None
    end: date | None = None
    wrong: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def last_day(start: date, span: Span) -> date:
    """The last day of a term of months or days that begins on ``start``.

    >>> last_day(date(2023, 3, 1), Span(36, "month")), last_day(date(2025, 1, 1), Span(1, "day"))
    (datetime.date(2026, 2, 28), datetime.date(2025, 1, 1))
    """
    if span.unit == "month":
        return month_end(start, int(span.n)) + _DAY * (span.days - 1)
    return start + _DAY * (int(span.n) - 1)


def is_near(day: date, due: date, warn: Span | None, calendar: Calendar) -> bool:
    """Whether no more than ``warn`` is left from a day up to and including ``due``.

    >>> is_near(date(2026, 2, 9), date(2026, 2, 25), Span(7, "workday"), Calendar())
    True
    """
    if warn is None or day > due:
        return False
    left = measure(day, due, warn.unit, calendar)
    return (left.n, left.days) <= (warn.n, warn.days)


def term_of(rule: TermRule, given: Tenure, day: date, calendar: Calendar) -> Term:
    """Where a term stands on a day; what is recorded for later has not happened yet."""
    if given.withdrawn is not None and given.withdrawn <= day:
        return Term("withdrawn", given.start, given.withdrawn)
    end, wrong, missing = _end(rule, given, day)
    start = given.start
    if end is not None and day > end:
        return Term("expired", start, end, wrong)
    if start is not None and day < start:
        return Term("not_begun", start, end, wrong, missing)
    if start is None or end is None:
        return Term("unknown", start, end, wrong, (() if start else ("start",)) + missing)
    state: TermState = "ending" if is_near(day, end, rule.warn, calendar) else "in_force"
    return Term(state, start, end, wrong)


def _end(
    rule: TermRule, given: Tenure, day: date
) -> tuple[date | None, tuple[str, ...], tuple[str, ...]]:
    """The last day so far, what is wrong with it, and what would have to be known."""
    done, missing = _renewals(rule, given, day)
    if given.start is None or rule.lasts is None or missing:
        lacks = missing or (() if given.until else ("until",) if rule.lasts is None else ())
        return given.until, (), () if given.until else lacks
    end, wrong = last_day(given.start, rule.lasts), []
    for n in range(done):
        assert rule.renewed_for is not None
        begins = end + _DAY
        if n == done - 1 and given.renewed is not None and begins < given.renewed <= day:
            wrong.append("renewed_late")
            begins = given.renewed
        end = last_day(begins, rule.renewed_for)
    if rule.most is not None and done > rule.most:
        wrong.append("renewed_too_often")
    if given.until is None:
        return end, tuple(wrong), ()
    if given.until > end:
        wrong.append("too_long")
    return given.until, tuple(wrong), ()


def _renewals(rule: TermRule, given: Tenure, day: date) -> tuple[int, tuple[str, ...]]:
    """How many renewals there have been by the day."""
    if rule.renewed_for is None:
        return 0, ()
    if given.renewed is None:
        return given.renewals or 0, ()
    if rule.counted and given.renewals is None:
        return 0, ("renewals",)
    count = 1 if given.renewals is None else given.renewals
    return (count if given.renewed <= day else max(count - 1, 0)), ()


@attrs.frozen
class Check:
    """Where a check that comes back stands; ``due`` is the last day for the next one."""

    state: CheckState
    due: date | None = None
    last: date | None = None
    missing: tuple[str, ...] = ()


def check_of(
    every: Span,
    *,
    since: date | None,
    last: date | None,
    passed: bool | None,
    day: date,
    calendar: Calendar,
    warn: Span | None = None,
    end_of: Every | None = None,
) -> Check:
    """Where the next check stands on a day.

    It is due so long after the last one, or after ``since`` where there was none; with
    ``end_of`` by the end of the month, quarter or year in which that falls. ``passed`` is what
    the last one found, where that is recorded. Of a check recorded for after the day it is not
    known what came before.

    >>> check_of(Span(12, "month"), since=date(2025, 3, 1), last=None, passed=None,
    ...          day=date(2026, 3, 1), calendar=Calendar()).state
    'current'
    """
    if last is not None and last > day:
        return Check("unknown", missing=("last",))
    begun = last or since
    if begun is None:
        return Check("unknown", missing=("since",))
    moment = add(begun, every, calendar)
    assert moment is not None  # nothing pauses it
    due = day_of(moment) if end_of is None else period_of(day_of(moment), end_of).last
    if last is not None and passed is False:
        return Check("failed", due, last)
    if day > due:
        return Check("overdue", due, last)
    return Check("due_soon" if is_near(day, due, warn, calendar) else "current", due, last)
