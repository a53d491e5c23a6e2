"""When a running case will end if every step takes what its limit allows from now on.

The method: a step under way ends on the last day of its limit, one that is overdue on the next
day that counts, one that has not begun takes its whole limit after the last of those before it.
A suspension, an objection or an open question is taken to be settled on the day of looking; what
was taken for granted is named. No past speed is used, so it says what the limits allow and not
what is likely.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from govcoord.mechanisms.clock import Standing
from govcoord.mechanisms.procedure.model import ProcedureModel
from govcoord.mechanisms.procedure.network import in_order
from govcoord.mechanisms.procedure.running import ENDED, StepState
from govcoord.mechanisms.spans import Span, SpanUnit, add, day_of, measure
from govcoord.periods import Calendar


@attrs.frozen
class Forecast:
    """The day on which the case ends if every step still takes its whole limit.

    ``path`` are the steps, one after the other, that decide the day; ``late_by`` is how far it
    lies beyond the end of the limit and ``breaks_promise_by`` beyond that of the promise, both
    ``None`` where it does not or where that end is not fixed.
    ``assumed`` are the steps that hold it up and are taken to be settled on the day of looking.
    """

    ends: date
    path: tuple[str, ...]
    late_by: Span | None = None
    breaks_promise_by: Span | None = None
    assumed: tuple[str, ...] = ()
    method: str = "remaining_limits"


def forecast(
    model: ProcedureModel,
    states: Mapping[str, StepState],
    accepted: date,
    as_of: date,
    calendar: Calendar,
    limits: tuple[Standing | None, Standing | None],
) -> Forecast:
    """The forecast of a case that has been accepted and is not finished.

    ``limits`` are the statutory one and the promised one as they stand.
    """
    unit = model.clock.limit.unit
    ends: dict[str, date] = {}
    via: dict[str, str | None] = {}
    assumed: list[str] = []
    for id_ in in_order(model.after):
        step, state = model.by_id[id_], states[id_]
        # Of those that end together one that is still open decides.
        last = max(step.after, key=lambda one: (ends[one], _decides(states[one])), default=None)
        start = accepted if last is None else ends[last]
        via[id_] = last
        if state.status == "not_needed":
            ends[id_] = start
        elif state.status in ENDED:
            assert state.ended is not None
            ends[id_] = state.ended
        elif state.standing is not None:
            held = state.status in ("suspended", "objected")
            assumed += [id_] if held else []
            settled = state.status == "objected"
            ends[id_] = as_of if settled else _end_of(state.standing, as_of, unit, calendar)
        else:
            if state.status == "undetermined":
                assumed.append(id_)
            ends[id_] = _after(max(start, as_of), step.limit, calendar)
    end = max(ends, key=lambda one: ends[one])
    path = tuple(one for one in _path(end, via) if _decides(states[one]))
    ordered = tuple(step.id for step in model.steps if step.id in assumed)
    late, broken = (_beyond(one, ends[end], unit, calendar) for one in limits)
    return Forecast(max(ends[end], as_of), path, late, broken, ordered)


def _beyond(limit: Standing | None, end: date, unit: SpanUnit, calendar: Calendar) -> Span | None:
    if limit is None or limit.due is None or end <= day_of(limit.due):
        return None
    return measure(limit.due, end, unit, calendar)


def _end_of(standing: Standing, as_of: date, unit: SpanUnit, calendar: Calendar) -> date:
    due = day_of(standing.earliest)
    if due >= as_of:
        return due
    return calendar.add_workdays(as_of, 1) if unit == "workday" else _tomorrow(as_of, calendar)


def _tomorrow(as_of: date, calendar: Calendar) -> date:
    return _after(as_of, Span(1, "day"), calendar)


def _after(start: date, limit: Span, calendar: Calendar) -> date:
    end = add(start, limit, calendar)
    assert end is not None
    return day_of(end)


def _path(end: str, via: Mapping[str, str | None]) -> tuple[str, ...]:
    found: list[str] = []
    at: str | None = end
    while at is not None:
        found.append(at)
        at = via[at]
    return tuple(reversed(found))


def _decides(state: StepState) -> bool:
    return state.status not in ENDED and state.status != "not_needed"
