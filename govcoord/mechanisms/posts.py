"""Posts and who holds them: obligations stay with the post when its holder changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.obligation import Obligation, State
from govcoord.mechanisms.order import not_before


@attrs.frozen(kw_only=True)
class Tenure:
    """Who holds a post from one day to another, both included; an open end is ``None``."""

    post: str = fact("post", "岗位", "崗位")
    person: str = fact("person", "任职人", "任職人")
    start: date = fact("from", "自", "自")
    end: date | None = fact("to", "至", "至", default=None)
    handed_over: date | None = fact("handed over", "交接日期", "交接日期", default=None)


@attrs.frozen(kw_only=True)
class Duty:
    """What a post owes, since when and until when."""

    what: str = fact("what", "任务", "任務")
    post: str = fact("post", "岗位", "崗位")
    since: date = fact("since", "承担日期", "承擔日期")
    due: date | None = fact("due", "完成期限", "完成期限", default=None)
    done: date | None = fact("done", "完成日期", "完成日期", default=None)


@attrs.frozen
class Bound:
    """An obligation and who answers for it now.

    ``holder`` holds the post now, ``None`` where it is vacant; ``first`` held it when the
    obligation was made; ``moved`` says that it has passed on since.
    """

    what: str
    post: str
    due: date | None
    state: State
    first: str | None
    holder: str | None
    moved: bool


def holder_at(tenures: Sequence[Tenure], post: str, day: date) -> Tenure | None:
    """Who holds a post on a day."""
    for tenure in tenures:
        ended = tenure.end is not None and tenure.end < day
        if tenure.post == post and tenure.start <= day and not ended:
            return tenure
    return None


def bound(duties: Sequence[Duty], tenures: Sequence[Tenure], as_of: date) -> tuple[Bound, ...]:
    """Each obligation taken on by a day, with the holder of its post.

    Raises `CaseError` for two holders at once, an obligation given twice, and days out of order.
    """
    _check(tenures)
    _check_duties(duties)
    found = []
    for duty in duties:
        if duty.since > as_of:
            continue
        state = Obligation(duty.what, duty.post, duty.due, duty.done).state(as_of)
        first = holder_at(tenures, duty.post, duty.since)
        now = holder_at(tenures, duty.post, as_of)
        is_open = state in ("open", "overdue") or (state == "undated")
        moved = is_open and first is not now
        found.append(
            Bound(
                duty.what,
                duty.post,
                duty.due,
                state,
                first.person if first else None,
                now.person if now else None,
                moved,
            )
        )
    return tuple(found)


def _check_duties(duties: Sequence[Duty]) -> None:
    seen: set[tuple[str, str, date]] = set()
    for n, duty in enumerate(duties):
        where = f"duties[{n}]"
        not_before("due", duty.due, duty.since, where)
        not_before("done", duty.done, duty.since, where)
        if (duty.what, duty.post, duty.since) in seen:
            raise CaseError("what", duty.what, "each obligation once", where=where)
        seen.add((duty.what, duty.post, duty.since))


def _check(tenures: Sequence[Tenure]) -> None:
    last: dict[str, tuple[int, Tenure]] = {}
    for n, tenure in sorted(enumerate(tenures), key=lambda pair: pair[1].start):
        not_before("end", tenure.end, tenure.start, f"holders[{n}]")
        before = last.get(tenure.post)
        if before is not None and (before[1].end is None or before[1].end >= tenure.start):
            hint = "one holder at a time"
            where = f"holders[{n}]"
            expected = "a day after the holder before"
            raise CaseError("start", tenure.start, expected, hint=hint, where=where)
        last[tenure.post] = n, tenure
