"""Drawings: the course of a procedure, and the steps of a ladder."""

from __future__ import annotations

import re
from itertools import pairwise

import attrs

from govcoord.graph.draw import Bar, Edge, Gantt, Graph, Node, render
from govcoord.graph.procedure_graph import Schedule
from govcoord.graph.procedure_graph import procedure as schedule_of
from govcoord.handbook.anchors import anchor
from govcoord.handbook.speech import Speech
from govcoord.mechanisms.ladder import Rung
from govcoord.mechanisms.procedure.model import ProcedureModel
from govcoord.rules.engine import Plan
from govcoord.rules.kinds.escalation.disputes import PARTIES, Ladder
from govcoord.sections import Picture, Section
from govcoord.units import find_unit, format_quantity

_NAMED = re.compile(r'(\bid="|url\(#)([\w-]+)')


def drawings(document: str, plan: Plan, speech: Speech) -> tuple[Section, ...]:
    """The drawings of what a document makes; none where there is nothing to draw."""
    mechanism = plan.mechanisms.get(document)
    model, ladder = getattr(mechanism, "model", None), getattr(mechanism, "rule", None)
    if isinstance(model, ProcedureModel) and model.steps:
        picture = _course(document, model, speech)
    elif isinstance(ladder, Ladder):
        picture = _ladder(document, ladder, speech)
    else:
        return ()
    return (Section(speech.say("drawn"), (picture,)),)


def _course(document: str, model: ProcedureModel, speech: Speech) -> Picture:
    schedule = schedule_of(model)
    unit = find_unit(schedule.unit)
    length = format_quantity(schedule.length, unit, speech.language)
    target = format_quantity(schedule.target, unit, speech.language)
    said = "course" if schedule.exact else "course most"
    shows = speech.say(said, len(schedule.stages), length, target)
    chart = _chart(model, schedule, speech)
    timed = {bar.id: f"{bar.label} · {bar.text}" for bar in chart.bars}
    graph = chart.graph
    nodes = tuple(attrs.evolve(node, label=timed[node.id]) for node in graph.nodes)
    return _picture(document, chart, attrs.evolve(graph, nodes=nodes), shows)


def _ladder(document: str, ladder: Ladder, speech: Speech) -> Picture:
    """The steps of a ladder, who decides at each, and when a question goes up."""
    language, rungs = speech.language, ladder.rungs
    deciders = {
        who: speech.say("parties") if who == PARTIES else speech.name(who, "departments")
        for who in ladder.deciders.values()
    }
    nodes = [
        Node(
            id=rung.id,
            label=ladder.titles[rung.id].get(language) or rung.id,
            group=ladder.deciders[rung.id],
            marked=rung.id == ladder.starts_at,
        )
        for rung in rungs
    ]
    edges = [
        Edge(source=rung.id, target=above.id, label=_going_up(rung, ladder, speech))
        for rung, above in pairwise(rungs)
    ]
    graph = Graph(
        title=speech.names.get(document, document),
        nodes=tuple(nodes),
        edges=tuple(edges),
        groups=tuple(deciders.items()),
        mark=speech.say("ladder start") if ladder.starts_at else "",
        layout="layered",
        language=language,
    )
    return _picture(document, graph, graph, speech.say("ladder", len(rungs)))


def _going_up(rung: Rung, ladder: Ladder, speech: Speech) -> str:
    if rung.within is None:
        return speech.say("unsettled")
    time = rung.within.words(speech.language)
    return speech.say("goes up" if ladder.by_itself else "overdue up", time)


def _picture(document: str, drawn: Gantt | Graph, graph: Graph, shows: str) -> Picture:
    """The drawing, and the same as a graph for pages of Markdown."""
    svg = _own(render(drawn, "svg"), document)
    return Picture(svg, shows, anchor("g", document), render(graph, "mermaid"))


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
