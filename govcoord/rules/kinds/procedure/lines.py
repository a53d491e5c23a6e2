"""The state of a case of a procedure in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from govcoord.mechanisms.clock import ClockState, Standing
from govcoord.mechanisms.procedure.acceptance import Acceptance, Finding
from govcoord.mechanisms.procedure.forecast import Forecast
from govcoord.mechanisms.procedure.model import MaterialReport, ProcedureModel
from govcoord.mechanisms.procedure.record import CaseRecord
from govcoord.mechanisms.procedure.running import StepState
from govcoord.mechanisms.procedure.state import Action, Delay, ProcedureState
from govcoord.mechanisms.said import phrase
from govcoord.numerals import exact, format_number
from govcoord.rules.kinds.procedure.words import TEXTS
from govcoord.rules.places import Places
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

_SILENT = ("counted", "not_yet")


def state_lines(
    title: Text, model: ProcedureModel, state: ProcedureState, vocabulary: Vocabulary, language: str
) -> Iterator[str]:
    """The state of a case, line by line."""
    teller = _Teller(model, vocabulary, language)
    name = title.get(language) or model.id
    yield teller.say("head", title=name, day=state.as_of, status=teller.say(state.status))
    yield from teller.acceptance(state.acceptance)
    if state.limit is not None:
        yield from teller.clock(state.limit)
    for step in state.steps.values():
        yield teller.step(step)
    for department, steps in state.holders.items():
        named = teller.names(steps)
        yield teller.say("holder", department=teller.department(department), steps=named)
    if state.forecast is not None:
        yield from teller.forecast(state.forecast)
    for delay in state.delays:
        yield teller.delay(delay)
    yield teller.materials(state.materials)
    for finding in state.findings:
        yield teller.say("finding", what=teller.finding(finding))
    if state.unknown:
        yield teller.say("unknown", facts=teller.facts(state.unknown))
    for action in state.actions:
        yield teller.say("next", what=teller.action(action))


@attrs.frozen
class _Teller:
    model: ProcedureModel
    vocabulary: Vocabulary
    language: str

    def say(self, key: str, **params: Any) -> str:
        return phrase(TEXTS, key, self.language, **params)

    def department(self, id_: str | None) -> str:
        if id_ is None:
            return self.say("applicant")
        return self.vocabulary.choices["departments"].label(id_, self.language)

    def step_name(self, id_: str | None) -> str:
        return "" if id_ is None else self.model.by_id[id_].title.get(self.language) or id_

    def names(self, steps: Iterable[str], mark: str = "list") -> str:
        return self.say(mark).join(self.step_name(one) for one in steps)

    def material_names(self, ids: Iterable[str]) -> str:
        known = self.model.materials
        return self.say("list").join(known[one].title.get(self.language) or one for one in ids)

    def facts(self, names: Iterable[str]) -> str:
        places = Places(self.vocabulary, self.language, CaseRecord)
        return self.say("list").join(places.titles(names))

    def acceptance(self, acceptance: Acceptance) -> Iterator[str]:
        if acceptance.accepted is not None:
            yield self.say(
                acceptance.outcome,
                day=acceptance.accepted,
                due=acceptance.gap_due,
                what=self.material_names(acceptance.missing or ()) or "—",
            )

    def clock(self, clock: ClockState) -> Iterator[str]:
        shown = (
            ("statutory", clock.limit),
            ("promised", clock.promised),
            ("delivery", clock.delivery),
        )
        for key, standing in shown:
            if standing is not None:
                ended = clock.phase == "finished" and key != "delivery"
                yield self.limit(key, standing, ended)
        if clock.suspended is not None and clock.suspended.n:
            assert clock.spent is not None
            yield self.say(
                "spent",
                spent=clock.spent.words(self.language),
                held=clock.suspended.words(self.language),
            )
        for key, verdicts in (("suspension", clock.suspensions), ("extension", clock.extensions)):
            for n, verdict in enumerate(verdicts, 1):
                if verdict not in _SILENT:
                    yield self.say(key, n=n, verdict=self.say(verdict))

    def limit(self, key: str, standing: Standing, ended: bool) -> str:
        due = standing.due or self.say("due_open", day=standing.earliest)
        return self.say(
            "limit",
            name=self.say(key),
            limit=standing.limit.words(self.language),
            due=due,
            rest=self.rest(standing, ended),
            light=self.say("light", light=self.say(standing.light)),
        )

    def rest(self, standing: Standing, ended: bool) -> str:
        if standing.expired:
            return self.say("over", span=standing.over.words(self.language))
        if ended:
            return self.say("kept")
        return self.say("left", span=standing.left.words(self.language))

    def step(self, state: StepState) -> str:
        day = state.ended or state.began or state.ready
        status = self.say(
            f"step:{state.status}",
            day=day,
            steps=self.names(state.blockers) or "—",
            reasons=state.reasons or "—",
        )
        more = []
        if state.opinion and state.status not in ("objected", "deemed_consent"):
            more.append(self.say(state.opinion))
        if state.later is not None:
            more.append(self.say("later", day=state.later))
        if state.standing is not None and state.status != "deemed_consent":
            more.append(self.limit("own", state.standing, state.ended is not None))
        return self.say(
            "step",
            step=self.step_name(state.step),
            department=self.department(state.department),
            status=status,
            more="".join(self.say("joint") + one for one in more),
        )

    def forecast(self, forecast: Forecast) -> Iterator[str]:
        late = ""
        if forecast.late_by is not None:
            late = self.say("late", span=forecast.late_by.words(self.language))
        elif forecast.breaks_promise_by is not None:
            late = self.say("broken", span=forecast.breaks_promise_by.words(self.language))
        path = self.names(forecast.path, "then")
        yield self.say("forecast", day=forecast.ends, path=path, late=late)
        if forecast.assumed:
            yield self.say("assumed", steps=self.names(forecast.assumed))

    def delay(self, delay: Delay) -> str:
        return self.say(
            "silent" if delay.silent else "delay",
            department=self.department(delay.department),
            step=self.step_name(delay.step),
            span=delay.over.words(self.language),
        )

    def materials(self, report: MaterialReport) -> str:
        share, less = report.reduction, ""
        if share:
            less = self.say("less", percent=format_number(exact(share * 100), digits=1))
        return self.say("materials", wanted=report.wanted, asked=len(report.asked), less=less)

    def finding(self, finding: Finding) -> str:
        key = "no_notice_found" if finding.code == "no_notice" else finding.code
        return self.say(
            key,
            day=finding.day,
            step=self.step_name(finding.step),
            what=self.material_names(finding.materials) or "—",
        )

    def action(self, action: Action) -> str:
        terms = self.model.acceptance
        note = ""
        department = self.department(action.department)
        if action.action == "go_elsewhere":
            note = terms.elsewhere_note.get(self.language) if terms else ""
            note = self.say("light", light=note) if note else ""
            department = department if action.department else self.say("elsewhere")
        return self.say(
            action.action,
            department=department,
            step=self.step_name(action.step),
            by="" if action.by is None else self.say("by", day=action.by),
            what=self.material_names(action.what) or "—",
            note=note,
        )
