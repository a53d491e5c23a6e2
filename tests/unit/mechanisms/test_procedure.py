"""The state of running cases: what is seen, when they end, what is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.mechanisms.clock import Clock, Extension
from govcoord.mechanisms.procedure.model import (
    AcceptanceTerms,
    Material,
    ProcedureModel,
    Step,
    report_materials,
)
from govcoord.mechanisms.procedure.network import longest_chain
from govcoord.mechanisms.procedure.record import (
    CaseRecord,
    LaterDate,
    Notice,
    Opinion,
    Promise,
    StepEvent,
    Stop,
    Supply,
)
from govcoord.mechanisms.procedure.running import ENDED
from govcoord.mechanisms.procedure.state import ProcedureState, state_of
from govcoord.mechanisms.spans import Span, add, day_of
from govcoord.periods import Calendar

CHINA = Calendar()
DAY = timedelta(days=1)
MATERIALS = {
    "form": Material(id="form"),
    "list": Material(id="list", importance="secondary"),
    "card": Material(id="card", shared_by="police"),
    "licence": Material(id="licence"),
}


def model(*steps: Step, **more: Any) -> ProcedureModel:
    """A procedure of these steps, with a limit of twenty workdays."""
    after = {step.id: step.after for step in steps}
    critical = longest_chain(after, {step.id: int(step.limit.n) for step in steps})
    clock = Clock(
        limit=Span(20, "workday"),
        grounds=frozenset({"hearing"}),
        extension=Span(10, "workday"),
        warn=Span(2, "workday"),
    )
    return ProcedureModel(
        id="p", lead="lead", steps=steps, critical=critical,
        **{"clock": clock, "materials": MATERIALS, **more},
    )  # fmt: skip


def step(id_: str, n: int, *after: str, **more: Any) -> Step:
    return Step(id=id_, department=f"d_{id_}", limit=Span(n, "workday"), after=after, **more)


DIAMOND = model(
    step("a", 2, materials=("form", "card"), outputs=("licence",)),
    step("b", 5, "a", consulted=True, silence_consents=True, materials=("licence", "form")),
    step("c", 3, "a", materials=("list", "card")),
    step("d", 2, "b", "c"),
    acceptance=AcceptanceTerms(notice_within=Span(5, "workday"), gap_within=Span(10, "workday")),
)

days = st.dates(date(2024, 1, 2), date(2024, 4, 30))
maybe = st.one_of(st.none(), days)


@st.composite
def step_events(draw: st.DrawFn) -> tuple[StepEvent, ...]:
    """Events of some steps, ended after they began."""
    found = []
    for id_ in draw(st.sets(st.sampled_from("abcd"))):
        started, finished = draw(maybe), draw(maybe)
        if started and finished and finished < started:
            started, finished = finished, started
        found.append(StepEvent(step=id_, started=started, finished=finished))
    return tuple(sorted(found, key=lambda one: one.step))


@st.composite
def stops(draw: st.DrawFn) -> Stop:
    """A suspension of the whole or of one step."""
    start = draw(days)
    length = draw(st.one_of(st.none(), st.integers(0, 20)))
    return Stop(
        start=start,
        end=None if length is None else start + length * DAY,
        ground=draw(st.sampled_from(["hearing", "leave"])),
        step=draw(st.sampled_from([None, *"abcd"])),
    )


names = st.frozensets(st.sampled_from(sorted(MATERIALS)))
records = st.builds(
    CaseRecord,
    received=maybe,
    accepted=maybe,
    submitted=st.one_of(st.none(), names),
    notices=st.lists(st.builds(Notice, day=days, materials=names), max_size=2).map(tuple),
    supplied=st.lists(st.builds(Supply, day=days, materials=names), max_size=2).map(tuple),
    promise=st.one_of(st.none(), st.builds(Promise, signed=days, materials=names)),
    steps=step_events(),
    opinions=st.lists(
        st.builds(
            Opinion,
            step=st.sampled_from("bc"),
            day=days,
            opinion=st.sampled_from(["agree", "object", "transfer"]),
            reasons=st.sampled_from(["", "why"]),
        ),
        max_size=3,
    ).map(tuple),
    later_dates=st.lists(
        st.builds(LaterDate, step=st.sampled_from("bc"), agreed=days, until=days), max_size=1
    ).map(tuple),
    suspensions=st.lists(stops(), max_size=2).map(tuple),
    extensions=st.lists(
        st.builds(Extension, approved=maybe, reasons_told=st.sampled_from([True, False, None])),
        max_size=2,
    ).map(tuple),
)


def until(record: CaseRecord, day: date) -> CaseRecord:
    """The record as it stood on a day."""

    def past(moment: Any) -> Any:
        return moment if moment is not None and moment <= day else None

    return attrs.evolve(
        record,
        received=past(record.received),
        accepted=past(record.accepted),
        notices=tuple(one for one in record.notices if past(one.day)),
        supplied=tuple(one for one in record.supplied if past(one.day)),
        promise=record.promise if record.promise and past(record.promise.signed) else None,
        steps=tuple(
            attrs.evolve(one, started=past(one.started), finished=past(one.finished))
            for one in record.steps
        ),
        opinions=tuple(one for one in record.opinions if past(one.day)),
        later_dates=tuple(one for one in record.later_dates if past(one.agreed)),
    )


@given(record=records, as_of=days, needed=st.sampled_from([{}, {"c": False}, {"c": None}]))
def test_what_happens_later_is_not_seen(
    record: CaseRecord, as_of: date, needed: Mapping[str, bool | None]
) -> None:
    """The state as of a day is that of the record as it stood then."""
    whole = state_of(DIAMOND, record, as_of, CHINA, needed=needed)
    assert whole == state_of(DIAMOND, until(record, as_of), as_of, CHINA, needed=needed)


@given(record=records, as_of=days, needed=st.sampled_from([{}, {"c": False}, {"c": None}]))
def test_the_parts_of_a_state_agree(
    record: CaseRecord, as_of: date, needed: Mapping[str, bool | None]
) -> None:
    """Who holds a case, what waits for what, what is forecast and who is late fit together."""
    state = state_of(DIAMOND, record, as_of, CHINA, needed=needed)
    if not state.acceptance.is_accepted:
        assert (state.steps, state.limit, state.forecast, state.delays) == ({}, None, None, ())
        return
    held = {one for steps in state.holders.values() for one in steps}
    assert (state.forecast is None) == (state.status == "finished")
    for one in state.steps.values():
        assert (one.ended is not None) == (one.status in ENDED)
        if one.status == "waiting":
            assert one.blockers
            assert all(state.steps[name].status not in ENDED for name in one.blockers)
        if one.ended is not None:
            assert one.ended <= as_of
        if one.step in held:
            assert one.standing is not None
    late = {(one.department, one.step) for one in state.delays}
    assert late == {(one.department, one.step) for one in state.steps.values() if one.is_late}
    if state.forecast is not None:
        assert state.forecast.ends >= as_of
        assert all(state.steps[one].status not in ENDED for one in state.forecast.path)


@st.composite
def networks(draw: st.DrawFn) -> ProcedureModel:
    """Procedures of up to six steps."""
    ids = "abcdef"[: draw(st.integers(1, 6))]
    steps = []
    for n, id_ in enumerate(ids):
        after = draw(st.sets(st.sampled_from(ids[:n]))) if n else set()
        steps.append(step(id_, draw(st.integers(0, 6)), *sorted(after)))
    return model(*draw(st.permutations(steps)))


def walked(procedure: ProcedureModel, accepted: date, as_of: date) -> ProcedureState:
    """The state where every step takes exactly its limit, each begun at once."""
    ends: dict[str, date] = {}
    events = []
    for id_ in "abcdef"[: len(procedure.steps)]:
        one = procedure.by_id[id_]
        start = max([accepted, *(ends[other] for other in one.after)])
        end = add(start, one.limit, CHINA)
        assert end is not None
        ends[id_] = day_of(end)
        events.append(StepEvent(step=id_, started=start, finished=ends[id_]))
    return state_of(procedure, CaseRecord(accepted=accepted, steps=tuple(events)), as_of, CHINA)


@given(procedure=networks(), accepted=days)
def test_the_forecast_on_acceptance_is_the_critical_path(
    procedure: ProcedureModel, accepted: date
) -> None:
    """It is the end of so many workdays as the longest chain has; and it comes true."""
    end = add(accepted, procedure.total, CHINA)
    assert end is not None
    first = walked(procedure, accepted, accepted)
    if first.forecast is not None:
        assert first.forecast.ends == end
    last = walked(procedure, accepted, max(day_of(end), accepted))
    assert last.status == "finished"
    assert not last.delays
    assert last.limit is not None
    assert last.limit.spent == procedure.total


@given(procedure=networks(), accepted=days, later=st.integers(0, 40))
def test_a_forecast_holds_while_nobody_is_late(
    procedure: ProcedureModel, accepted: date, later: int
) -> None:
    """Where each step takes its limit the forecast never moves."""
    end = add(accepted, procedure.total, CHINA)
    state = walked(procedure, accepted, accepted + later * DAY)
    assert state.forecast is None or state.forecast.ends == end


@given(wanted=st.lists(st.lists(st.sampled_from(sorted(MATERIALS)), unique=True), max_size=4))
def test_each_material_is_asked_once_shared_or_produced(wanted: list[list[str]]) -> None:
    """The parts are separate and make up what is wanted; the reduction is what is spared."""
    steps = [step(f"s{n}", 1, materials=tuple(one)) for n, one in enumerate(wanted)]
    steps.append(step("last", 1, outputs=("licence",)))
    report = report_materials(steps, MATERIALS)
    parts = [*report.asked, *report.shared, *report.produced]
    assert sorted(parts) == sorted({one for some in wanted for one in some})
    assert report.wanted == sum(map(len, wanted))
    if report.wanted:
        assert report.reduction is not None
        assert report.reduction * report.wanted == report.wanted - len(report.asked)
        assert 0 <= report.reduction <= 1
    else:
        assert report.reduction is None


def test_silence_counts_only_once_the_department_has_the_request() -> None:
    """Not sent on: no consent, however long it takes."""
    record = CaseRecord(
        accepted=date(2024, 3, 1), steps=(StepEvent(step="a", finished=date(2024, 3, 5)),)
    )
    state = state_of(DIAMOND, record, date(2024, 3, 29), CHINA)
    assert state.steps["b"].status == "ready"
    assert state.steps["b"].is_late


def test_a_suspension_of_one_step_stops_the_whole_and_not_the_others() -> None:
    """Time for a hearing is not counted, wherever in the procedure it is held."""
    record = CaseRecord(
        accepted=date(2024, 3, 1),
        steps=(
            StepEvent(step="a", started=date(2024, 3, 1), finished=date(2024, 3, 4)),
            StepEvent(step="b", started=date(2024, 3, 4)),
            StepEvent(step="c", started=date(2024, 3, 4)),
        ),
        suspensions=(
            Stop(start=date(2024, 3, 5), end=date(2024, 3, 6), ground="hearing", step="b"),
        ),
    )
    state = state_of(DIAMOND, record, date(2024, 3, 6), CHINA)
    assert state.limit is not None
    assert state.limit.due == date(2024, 4, 2)
    assert state.steps["b"].standing is not None
    assert state.steps["b"].standing.due == date(2024, 3, 13)
    assert state.steps["c"].standing is not None
    assert state.steps["c"].standing.due == date(2024, 3, 7)
    assert (state.status, state.steps["b"].status) == ("suspended", "suspended")


def test_steps_that_were_done_before_acceptance_end_the_case_on_acceptance() -> None:
    """Registers have such cases; the steps are named as begun before their turn."""
    early = date(2024, 2, 20)
    record = CaseRecord(
        accepted=date(2024, 3, 1),
        steps=tuple(StepEvent(step=one, finished=early) for one in "abcd"),
    )
    state = state_of(DIAMOND, record, date(2024, 3, 6), CHINA)
    assert state.status == "finished"
    assert state.limit is not None
    assert state.limit.spent == Span(0, "workday")
    assert {one.step for one in state.findings if one.code == "started_early"} == set("abcd")


def test_a_step_that_is_not_needed_lets_others_pass() -> None:
    """What comes after it waits for what came before."""
    record = CaseRecord(
        accepted=date(2024, 3, 1),
        steps=(
            StepEvent(step="a", finished=date(2024, 3, 4)),
            StepEvent(step="b", started=date(2024, 3, 4), finished=date(2024, 3, 6)),
        ),
    )
    state = state_of(DIAMOND, record, date(2024, 3, 6), CHINA, needed={"c": False})
    assert (state.steps["d"].status, state.steps["d"].ready) == ("ready", date(2024, 3, 6))


@pytest.mark.parametrize(
    ("record", "name", "where"),
    [
        (CaseRecord(steps=(StepEvent(step="z"),)), "step", "steps[0]"),
        (
            CaseRecord(suspensions=(Stop(start=date(2024, 3, 1), ground="leave", step="z"),)),
            "step",
            "suspensions[0]",
        ),
        (CaseRecord(submitted=frozenset({"z"})), "submitted", None),
        (
            CaseRecord(promise=Promise(signed=date(2024, 3, 1), materials=frozenset({"z"}))),
            "materials",
            "promise",
        ),
        (CaseRecord(steps=(StepEvent(step="a"), StepEvent(step="a"))), "step", "steps[1]"),
        (
            CaseRecord(
                steps=(StepEvent(step="a", started=date(2024, 3, 4), finished=date(2024, 3, 1)),)
            ),
            "finished",
            "steps[0]",
        ),
    ],
)
def test_a_record_that_cannot_be_is_refused(
    record: CaseRecord, name: str, where: str | None
) -> None:
    """With the fact and its place."""
    with pytest.raises(CaseError) as caught:
        state_of(DIAMOND, record, date(2024, 3, 6), CHINA)
    assert (caught.value.name, caught.value.where) == (name, where)
