"""Gates: what is passed of a checklist, and which outcome that gives, with what is not known.

An item is passed, failed, or not known: evidence that is not there, has no day, or has grown
too old makes nothing passed. Red lines come first: one that is crossed gives the last outcome,
whatever else was passed, and no better one is given while one of them is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

import attrs

from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.spans import Span, add, day_of
from govcoord.periods import Calendar

Need = Literal["red_line", "mandatory", "desirable"]
Why = Literal["no_check", "no_evidence", "undated", "too_old", "facts"]
Slip = Literal["recheck_late", "recheck_too_often"]

_RESULTS = {
    "通过": "passed", "合格": "passed", "符合": "passed", "未触碰": "passed",
    "未觸碰": "passed", "clear": "passed", "通過": "passed",
    "不通过": "failed", "不合格": "failed", "不符合": "failed", "触碰": "failed",
    "觸碰": "failed", "crossed": "failed", "不通過": "failed",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class Proof:
    """Evidence that an item asks for; it is good to the last day of ``not_older_than``."""

    not_older_than: Span | None = None


@attrs.frozen(kw_only=True)
class Item:
    """One line of the checklist.

    ``proof`` is the evidence it needs, if any; one that is ``by_facts`` has a condition on facts,
    and without ``proof`` is settled by that alone.
    """

    id: str
    need: Need
    proof: Proof | None = None
    by_facts: bool = False


@attrs.frozen(kw_only=True)
class Level:
    """An outcome: all mandatory items but those it ``lets_go``, and so many desirable ones."""

    id: str
    lets_go: frozenset[str] = frozenset()
    desirable: int = 0


@attrs.frozen(kw_only=True)
class Recheck:
    """How long after a failed check, and how often, an item may be checked again."""

    within: Span | None = None
    times: int | None = None


@attrs.frozen(kw_only=True)
class Gate:
    """Items, outcomes from the best on, and the outcome where none is reached."""

    items: tuple[Item, ...]
    levels: tuple[Level, ...]
    otherwise: str
    recheck: Recheck = Recheck()


@attrs.frozen(kw_only=True)
class Check:
    """A check of one item: its result, the evidence (a document), and the day of both."""

    item: str = fact("item", "项目", "項目")
    result: Literal["passed", "failed"] | None = fact(
        "result", "结果", "結果", words=_RESULTS, default=None
    )
    evidence: str | None = fact("evidence", "证据", "證據", default=None)
    day: date | None = fact("day", "日期", "日期", default=None)


@attrs.frozen
class Found:
    """How an item stands on a day.

    ``why`` says what keeps it from being known, ``facts`` the facts that are missing. What was
    passed is good until ``valid_until``; what failed may be checked again until
    ``recheck_until``, or no more where it is ``final``. ``slips`` are checks that came too late
    or too often and do not count.
    """

    id: str
    need: Need
    passed: bool | None
    why: Why | None = None
    evidence: str | None = None
    day: date | None = None
    valid_until: date | None = None
    recheck_until: date | None = None
    final: bool = False
    slips: tuple[Slip, ...] = ()
    facts: tuple[str, ...] = ()


@attrs.frozen
class Verdict:
    """What a checklist gives.

    ``possible`` are the outcomes that what is not known leaves open, best first; there is one
    alone where the ``outcome`` is settled. ``ask`` are the items that may still change it.
    The outcome holds until ``valid_until``, when evidence that it rests on grows too old.
    """

    outcome: str | None
    possible: tuple[str, ...]
    crossed: tuple[str, ...]
    failed: tuple[str, ...]
    ask: tuple[str, ...]
    valid_until: date | None = None


def find(
    gate: Gate,
    item: Item,
    holds: bool | None,
    checks: Sequence[Check],
    as_of: date,
    calendar: Calendar,
) -> Found:
    """How an item stands: what its condition says, and what its checks until the day say.

    ``holds`` is what its condition says of the facts. A condition that does not hold and a
    failed check both fail an item; a failed check stands, however old, until the item is checked
    again.
    """
    if item.by_facts and item.proof is None:
        passed = _read(item, holds)
        return Found(item.id, item.need, passed, None if passed is not None else "facts")
    found = _by_checks(gate, item, checks, as_of, calendar)
    if not item.by_facts:
        return found
    passed = _read(item, holds)
    if passed is False:
        return attrs.evolve(found, passed=False, why=None, valid_until=None)
    if passed is None and found.passed:
        return attrs.evolve(found, passed=None, why="facts", valid_until=None)
    return found


def _read(item: Item, holds: bool | None) -> bool | None:
    """Whether the item is passed; the condition of a red line says that it is crossed."""
    if holds is None or item.need != "red_line":
        return holds
    return not holds


def _by_checks(
    gate: Gate, item: Item, checks: Sequence[Check], as_of: date, calendar: Calendar
) -> Found:
    given = [check for check in checks if check.result is not None]
    dated = sorted(
        (check for check in given if check.day is not None and check.day <= as_of),
        key=lambda check: check.day or date.min,
    )
    last, until, used_up, slips = _last(gate.recheck, dated, calendar)
    if last is None:
        undated = any(check.day is None for check in given)
        why: Why = "undated" if undated else "no_check"
        return Found(item.id, item.need, None, why, slips=slips)
    found = Found(
        item.id, item.need, last.result == "passed", None, last.evidence, last.day, slips=slips
    )
    if not found.passed:
        final = used_up or (until is not None and until < as_of)
        return attrs.evolve(found, recheck_until=None if final else until, final=final)
    if item.proof is None:
        return found
    if not (last.evidence or "").strip():
        return attrs.evolve(found, passed=None, why="no_evidence")
    end = _end(last.day, item.proof.not_older_than, calendar)
    if end is not None and end < as_of:
        return attrs.evolve(found, passed=None, why="too_old", valid_until=end)
    return attrs.evolve(found, valid_until=end)


def _last(
    rule: Recheck, dated: Iterable[Check], calendar: Calendar
) -> tuple[Check | None, date | None, bool, tuple[Slip, ...]]:
    """The last check that counts; if it failed the last day to check again, and whether none may
    be; and what does not count."""
    last: Check | None = None
    until: date | None = None
    again = 0
    slips: list[Slip] = []
    for check in dated:
        assert check.day is not None
        if last is not None and last.result == "failed":
            if until is not None and check.day > until:
                slips.append("recheck_late")
                continue
            if rule.times is not None and again >= rule.times:
                slips.append("recheck_too_often")
                continue
            again += 1
        else:
            again = 0
        last, until = check, _end(check.day, rule.within, calendar)
    used_up = rule.times is not None and again >= rule.times
    return last, until, used_up, tuple(dict.fromkeys(slips))


def _end(start: date | None, span: Span | None, calendar: Calendar) -> date | None:
    if start is None or span is None:
        return None
    end = add(start, span, calendar)
    assert end is not None  # no pause is given, so that every end is fixed
    return day_of(end)


def conclude(gate: Gate, found: Sequence[Found]) -> Verdict:
    """The outcome of items as they stand, and what is open.

    The outcomes that are ``possible`` are those of all ways to settle what is not known.
    """
    by_id = {one.id: one for one in found}
    passed = {one.id for one in found if one.passed}
    unknown = {one.id for one in found if one.passed is None}
    lines = {item.id for item in gate.items if item.need == "red_line"}
    crossed = tuple(one.id for one in found if one.id in lines and one.passed is False)
    failed = tuple(one.id for one in found if one.id not in lines and one.passed is False)
    possible = [
        level.id
        for n, level in enumerate(gate.levels)
        if (least := _least(gate, level, passed, unknown)) is not None
        and not any(reaches(gate, better, least) for better in gate.levels[:n])
    ]
    if not any(reaches(gate, level, passed) for level in gate.levels):
        possible.append(gate.otherwise)
    if len(possible) > 1:
        ask = tuple(one.id for one in found if _matters(gate, one.id, passed, unknown))
        return Verdict(None, tuple(possible), crossed, failed, ask)
    outcome = possible[0]
    until = _until(gate, outcome, by_id)
    return Verdict(outcome, (outcome,), crossed, failed, (), until)


def reaches(gate: Gate, level: Level, passed: set[str]) -> bool:
    """Whether the items passed give a level, where all others are failed."""
    desirable = 0
    for item in gate.items:
        if item.need == "desirable":
            desirable += item.id in passed
        elif item.id not in passed and item.id not in level.lets_go:
            return False
    return desirable >= level.desirable


def _least(gate: Gate, level: Level, passed: set[str], unknown: set[str]) -> set[str] | None:
    """The items passed in the least way to reach a level; ``None`` where none is left."""
    demanded = {
        item.id for item in gate.items if item.need != "desirable" and item.id not in level.lets_go
    }
    if not demanded <= passed | unknown:
        return None
    least = passed | demanded
    wished = [item.id for item in gate.items if item.need == "desirable"]
    lacking = level.desirable - sum(id_ in passed for id_ in wished)
    spare = [id_ for id_ in wished if id_ in unknown]
    if lacking > len(spare):
        return None
    return least | set(spare[: max(lacking, 0)])


def _matters(gate: Gate, id_: str, passed: set[str], unknown: set[str]) -> bool:
    """Whether passing an item that is not known can change the outcome in some way."""
    if id_ not in unknown:
        return False
    # INVARIANT: where it can turn the outcome to a level, it does in the least way to that level.
    ways = (_least(gate, level, passed | {id_}, unknown - {id_}) for level in gate.levels)
    return any(way and _given(gate, way) != _given(gate, way - {id_}) for way in ways)


def _given(gate: Gate, passed: set[str]) -> str:
    reached = (level.id for level in gate.levels if reaches(gate, level, passed))
    return next(reached, gate.otherwise)


def _until(gate: Gate, outcome: str, found: Mapping[str, Found]) -> date | None:
    """The day on which the first evidence that an outcome needs grows too old."""
    level = next((level for level in gate.levels if level.id == outcome), None)
    if level is None:
        return None
    ends: list[date] = []
    wished: list[date] = []
    for item in gate.items:
        one = found[item.id]
        if item.need == "desirable" and one.passed:
            wished.append(one.valid_until or date.max)
        elif item.need != "desirable" and item.id not in level.lets_go and one.valid_until:
            ends.append(one.valid_until)
    if level.desirable:
        ends.append(sorted(wished, reverse=True)[level.desirable - 1])
    end = min(ends, default=date.max)
    return None if end == date.max else end
