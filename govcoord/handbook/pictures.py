"""Drawings: the course of a procedure, with its departments and limits."""

from __future__ import annotations

import re

from govcoord.graph.draw import Bar, Gantt, render
from govcoord.graph.procedure_graph import Schedule
from govcoord.graph.procedure_graph import procedure as schedule_of
from govcoord.handbook.anchors import anchor
from govcoord.handbook.speech import Speech
from govcoord.mechanisms.procedure.model import ProcedureModel
from govcoord.rules.engine import Plan
from govcoord.sections import Picture, Section
from govcoord.units import find_unit, format_quantity

_NAMED = re.compile(r'(\bid="|url\(#)([\w-]+)')


def drawings(document: str, plan: Plan, speech: Speech) -> tuple[Section, ...]:
    """The drawings of what a document makes; none where there is nothing to draw."""
    model = getattr(plan.mechanisms.get(document), "model", None)
    if not isinstance(model, ProcedureModel) or not model.steps:
        return ()
    schedule = schedule_of(model)
    unit = find_unit(schedule.unit)
    length = format_quantity(schedule.length, unit, speech.language)
    target = format_quantity(schedule.target, unit, speech.language)
    said = "course" if schedule.exact else "course most"
    shows = speech.say(said, len(schedule.stages), length, target)
    svg = render(_chart(model, schedule, speech), "svg")
    return (Section(speech.say("drawn"), (Picture(_own(svg, document), shows),)),)


def _chart(model: ProcedureModel, schedule: Schedule, speech: Speech) -> Gantt:
    language, unit = speech.language, find_unit(schedule.unit)
    label = speech.vocabulary.departments.label
    bars = []
    for stage in schedule.stages:
        step = model.by_id[stage.step]
        bars.append(
            Bar(
                id=stage.step,
                label=step.title.get(language) or stage.step,
                start=stage.start,
                end=stage.end,
                group=stage.department,
                after=step.after,
                text=format_quantity(stage.length, unit, language),
                marked=stage.critical,
                slack=stage.latest if stage.slack else None,
            )
        )
    departments = dict.fromkeys(stage.department for stage in schedule.stages)
    return Gantt(
        title=speech.names.get(model.id, model.id),
        bars=tuple(bars),
        groups=tuple((id_, label(id_, language)) for id_ in departments),
        mark=speech.say("critical"),
        slack=speech.say("slack"),
        axis=speech.say("unit axis", unit.label(language)),
        language=language,
    )


def _own(svg: str, document: str) -> str:
    """The drawing with names that no other drawing of the page has."""
    return _NAMED.sub(rf"\1{anchor('g', document)}-\2", svg)
