"""Inspections on order: what makes one valid, what its findings oblige to, objections.

A figure that somebody may still object to, or has, is provisional.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.objections import REVIEWED, Objection, ReviewState, review
from govcoord.mechanisms.obligation import Obligation, State
from govcoord.mechanisms.order import not_before
from govcoord.mechanisms.shares import Share
from govcoord.mechanisms.spans import Span, add, day_of
from govcoord.periods import Calendar


@attrs.frozen(kw_only=True)
class InspectionRule:
    """How inspections are made; ``ordered_by`` are the bodies that may order one."""

    ordered_by: frozenset[str]
    plan_needed: bool
    no_repeat: Span | None
    rectify: Span
    objection: Span
    review: Span
    other_staff: bool = True


@attrs.frozen(kw_only=True)
class Flaw:
    """Something an inspection found, who has to mend it, by when, and when it was mended.

    ``verified`` says whether the mending was checked: what was checked and found wanting is
    not mended.
    """

    what: str = fact("what", "问题", "問題")
    unit: str = fact("unit", "整改单位", "整改單位", choices="departments")
    found: date = fact("found", "发现日期", "發現日期")
    due: date | None = fact("due", "整改期限", "整改期限", default=None)
    mended: date | None = fact("mended", "整改日期", "整改日期", default=None)
    verified: bool | None = fact("verified", "核查通过", "核查通過", default=None)


@attrs.frozen(kw_only=True)
class Inspection:
    """One inspection as recorded; staff are named by the numbers of their certificates."""

    id: str = fact("id", "编号", "編號")
    object: str = fact("object", "督查对象", "督查對象")
    subject: str = fact("subject", "督查事项", "督查事項")
    started: date = fact("started", "开始日期", "開始日期")
    ordered_by: str | None = fact(
        "ordered by", "批准机关", "批准機關", choices="departments", default=None
    )
    planned: bool | None = fact("in the plan", "是否列入计划", "是否列入計劃", default=None)
    follow_up: str | None = fact("follow-up of", "回头看原编号", "回頭看原編號", default=None)
    flaws: tuple[Flaw, ...] = fact("findings", "发现问题", "發現問題", default=())
    concluded: date | None = fact("concluded", "结论送达日期", "結論送達日期", default=None)
    objected: date | None = fact("objected", "申诉日期", "申訴日期", default=None)
    decided: date | None = fact("decided", "复核决定日期", "複核決定日期", default=None)
    review: Literal["confirmed", "changed", "revoked"] | None = fact(
        "review", "复核结果", "複核結果", words=REVIEWED, default=None
    )
    staff: tuple[str, ...] | None = fact("staff", "督查人员", "督查人員", default=None)
    reviewers: tuple[str, ...] | None = fact("reviewers", "复核人员", "複核人員", default=None)


@attrs.frozen
class Mending:
    """One finding and how its mending stands."""

    what: str
    unit: str
    due: date
    mended: date | None
    state: State


@attrs.frozen
class Inspected:
    """One inspection as it stands.

    ``wrong`` are codes of what is not as it should be; ``repeats`` is the earlier inspection
    of the same object and subject. ``until`` is the last day to object, or to decide on an
    objection. ``provisional``: the findings may still change.
    """

    id: str
    wrong: tuple[str, ...]
    missing: tuple[str, ...]
    repeats: str | None
    mending: tuple[Mending, ...]
    review: ReviewState
    until: date | None
    provisional: bool

    @property
    def counts(self) -> bool:
        """Whether its findings stand: a review has not revoked them."""
        return self.review != "revoked"


def inspect(
    rule: InspectionRule, given: Sequence[Inspection], as_of: date, calendar: Calendar
) -> tuple[Inspected, ...]:
    """Each inspection that has begun by a day, as it stands on it; what came later is not seen.

    Two inspections of one object and subject repeat each other when the later begins within
    the time after the start of the earlier, its last day included, unless it follows it up.
    """
    seen: set[str] = set()
    alike: dict[tuple[str, str], list[tuple[int, Inspection]]] = {}
    for n, one in enumerate(given):
        if one.id in seen:
            raise CaseError("id", one.id, "each inspection once", where=f"inspections[{n}]")
        seen.add(one.id)
        _check(one, n)
        alike.setdefault((one.object, one.subject), []).append((n, one))
    return tuple(
        _inspected(rule, one, n, alike[one.object, one.subject], as_of, calendar)
        for n, one in enumerate(given)
        if one.started <= as_of
    )


def _inspected(
    rule: InspectionRule,
    one: Inspection,
    number: int,
    alike: Sequence[tuple[int, Inspection]],
    as_of: date,
    calendar: Calendar,
) -> Inspected:
    wrong: list[str] = []
    missing: list[str] = []
    if one.ordered_by is None:
        missing.append("ordered_by")
    elif one.ordered_by not in rule.ordered_by:
        wrong.append("not_ordered")
    if rule.plan_needed and one.planned is None:
        missing.append("planned")
    elif rule.plan_needed and not one.planned:
        wrong.append("no_plan")
    repeats = _repeats(rule, one, number, alike, calendar)
    if repeats is not None:
        wrong.append("repeated")
    review, until = _review(rule, one, as_of, calendar, wrong, missing)
    found = (flaw for flaw in one.flaws if flaw.found <= as_of)
    mending = tuple(_mending(rule, flaw, as_of, calendar) for flaw in found)
    wrong += [f"mending_{flaw.state}" for flaw in mending if flaw.state in ("late", "overdue")]
    return Inspected(
        one.id,
        tuple(dict.fromkeys(wrong)),
        tuple(missing),
        repeats,
        mending,
        review,
        until,
        review in ("not_concluded", "possible", "pending", "unknown"),
    )


def _check(one: Inspection, number: int) -> None:
    """Raise `CaseError` for days that are out of order, and for a finding given twice."""
    where, last = f"inspections[{number}]", one.started
    for name in ("concluded", "objected", "decided"):
        day = getattr(one, name)
        not_before(name, day, last, where)
        last = day or last
    seen: set[tuple[str, str, date]] = set()
    for n, flaw in enumerate(one.flaws):
        place = f"{where}.flaws[{n}]"
        not_before("found", flaw.found, one.started, place)
        not_before("due", flaw.due, flaw.found, place)
        not_before("mended", flaw.mended, flaw.found, place)
        if (flaw.what, flaw.unit, flaw.found) in seen:
            raise CaseError("what", flaw.what, "each finding once", where=place)
        seen.add((flaw.what, flaw.unit, flaw.found))


def _repeats(
    rule: InspectionRule,
    one: Inspection,
    number: int,
    alike: Sequence[tuple[int, Inspection]],
    calendar: Calendar,
) -> str | None:
    """The latest earlier inspection of the same object and subject that this one repeats."""
    if rule.no_repeat is None:
        return None
    found: tuple[date, str] | None = None
    for n, other in alike:
        earlier = (other.started, n) < (one.started, number)
        if not earlier or other.id == one.follow_up:
            continue
        until = add(other.started, rule.no_repeat, calendar)
        if until is not None and one.started <= day_of(until):
            found = max(found or (date.min, ""), (other.started, other.id))
    return found[1] if found else None


def _review(
    rule: InspectionRule,
    one: Inspection,
    as_of: date,
    calendar: Calendar,
    wrong: list[str],
    missing: list[str],
) -> tuple[ReviewState, date | None]:
    """Where an objection stands, and its next last day."""
    given = Objection(one.concluded, one.objected, one.decided, one.review)
    found = review(given, rule.objection, rule.review, as_of, calendar)
    wrong.extend(found.wrong)
    if found.is_decided:
        _staff(rule, one, wrong, missing)
    names = {"told": "concluded", "result": "review"}
    missing.extend(names[name] for name in found.missing)
    return found.state, found.until


def _day(moment: date | None) -> date:
    assert moment is not None  # no pause is given, so that every end is fixed
    return day_of(moment)


def _staff(rule: InspectionRule, one: Inspection, wrong: list[str], missing: list[str]) -> None:
    """Whether others decided on the objection than those who inspected."""
    if not rule.other_staff:
        return
    for name in ("staff", "reviewers"):
        if getattr(one, name) is None:
            missing.append(name)
    if set(one.staff or ()) & set(one.reviewers or ()):
        wrong.append("same_staff")


def _mending(rule: InspectionRule, flaw: Flaw, as_of: date, calendar: Calendar) -> Mending:
    due = flaw.due or _day(add(flaw.found, rule.rectify, calendar))
    mended = None if flaw.verified is False else flaw.mended
    state = Obligation(flaw.what, flaw.unit, due, mended).state(as_of)
    known = mended if state in ("done", "late") else None
    return Mending(flaw.what, flaw.unit, due, known, state)


def mended(inspected: Sequence[Inspected], unit: str | None = None) -> Share:
    """The findings mended, of those mended or past their day; revoked ones do not count."""
    flaws = [
        flaw
        for one in inspected
        if one.counts
        for flaw in one.mending
        if unit is None or flaw.unit == unit
    ]
    done = sum(flaw.mended is not None for flaw in flaws)
    return Share(done, done + sum(flaw.state == "overdue" for flaw in flaws))
