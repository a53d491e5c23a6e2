"""Answers in words and pictures: findings of this package with the names that a plan gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import attrs

from govcoord.graph.coordination_changes import bodies, membership
from govcoord.graph.coordination_graph import Coordination
from govcoord.graph.draw import Bar, Edge, Gantt, Graph, Node, Picture
from govcoord.graph.enforcement_chart import enforcement_chart
from govcoord.graph.enforcement_graph import Enforcement
from govcoord.graph.practice_graph import Practice
from govcoord.graph.practice_words import TEXTS
from govcoord.graph.procedure_conformance import Conformance
from govcoord.graph.procedure_graph import Schedule
from govcoord.mechanisms.procedure.model import ProcedureModel
from govcoord.mechanisms.said import phrase
from govcoord.mechanisms.spans import Span
from govcoord.numerals import Number, format_number
from govcoord.rules.engine import Plan

if TYPE_CHECKING:
    from govcoord.rules.kinds.procedure.kind import Procedure

_FEW = 8
"""How many of a kind are told in words; the rest is in the data."""


@attrs.frozen
class Answer:
    """A finding with the plan that its departments are named by."""

    plan: Plan

    def name(self, department: str, language: str) -> str:
        """The title of a department; what the plan does not know stays as it is."""
        return self.plan.vocabulary.departments.label(department, language)

    def names(self, departments: tuple[str, ...], language: str) -> str:
        """Titles of departments, one after the other."""
        return phrase(TEXTS, "and", language).join(self.name(one, language) for one in departments)

    def lines(self, language: str = "en") -> Iterator[str]:
        """The finding in words."""
        raise NotImplementedError

    def to_text(self, language: str = "en") -> str:
        """The finding in words, a line each."""
        return "".join(f"{line}\n" for line in self.lines(language))


@attrs.frozen
class CoordinationAnswer(Answer):
    """Who works with whom, with the bodies of the plan."""

    found: Coordination

    def lines(self, language: str = "en") -> Iterator[str]:
        """Cases, who is waited for, who lies between, single points, proposed groups, bodies."""
        found = self.found

        def say(key: str, **more: Any) -> str:
            return phrase(TEXTS, f"coordination.{key}", language, **more)

        unit = phrase(TEXTS, f"unit.{found.unit}", language)
        yield say("cases", cases=found.cases, alone=found.alone)
        for one in found.by_waiting()[:_FEW]:
            yield say(
                "waited", name=self.name(one.department, language), waited=_number(one.waited),
                mean=_number(one.mean or 0), unit=unit, asked=one.timed,
            )  # fmt: skip
        for one in found.departments:
            if one.unanswered:
                yield say("open", name=self.name(one.department, language),
                          open=one.unanswered, asked=one.asked)  # fmt: skip
        for one in found.by_betweenness()[:_FEW]:
            yield say("between", name=self.name(one.department, language),
                      value=_number(one.between), pairs=one.brokered)  # fmt: skip
        for point in found.single_points:
            parts = " | ".join(self.names(part, language) for part in point.parts)
            yield say("point", name=self.name(point.department, language), parts=parts)
        for group in found.groups:
            yield say("proposal", names=self.names(group, language))
        for id_, members in bodies(self.plan).items():
            seats = membership(found, id_, members)
            title = self.plan.mechanisms[id_].title.get(language) or id_
            outside = tuple(name for name, _ in seats.without_seat)
            yield say("seats", body=title, covered=seats.covered, shared=seats.shared,
                      outside=self.names(outside, language) or "—")  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """As plain data, with the bodies."""
        seats = [membership(self.found, *body).to_dict() for body in bodies(self.plan).items()]
        return {**self.found.to_dict(), "bodies": seats}

    def picture(self, language: str = "en") -> Picture:
        """Departments around a circle, by proposed group; links as thick as their cases."""
        found = self.found
        home = {name: str(n) for n, group in enumerate(found.groups, 1) for name in group}
        points = {one.department for one in found.single_points}
        order = sorted(
            found.departments, key=lambda d: (int(home.get(d.department, 0)), d.department)
        )
        say = {n: phrase(TEXTS, "coordination.group", language, n=n) for n in home.values()}
        return Graph(
            title=phrase(TEXTS, "coordination.title", language),
            nodes=tuple(
                Node(id=d.department, label=self.name(d.department, language),
                     group=home.get(d.department), weight=d.cases, marked=d.department in points)
                for d in order
            ),
            edges=tuple(Edge(source=e.a, target=e.b, weight=e.cases) for e in found.links),
            groups=tuple(sorted(say.items())),
            mark=phrase(TEXTS, "coordination.mark", language) if points else "",
            weight=phrase(TEXTS, "coordination.weight", language),
            directed=False, layout="ring", language=language,
        )  # fmt: skip


@attrs.frozen
class ProcedureAnswer(Answer):
    """Procedures of a plan in time, and as they ran where a log says."""

    schedules: tuple[Schedule, ...]
    runs: tuple[Conformance, ...] = ()

    def model(self, schedule: str) -> ProcedureModel:
        """The steps of a procedure with what they wait for."""
        return cast("Procedure", self.plan.mechanisms[schedule]).model

    def step(self, schedule: str, step: str, language: str) -> str:
        """The title of a step."""
        return self.model(schedule).by_id[step].title.get(language) or step

    def title(self, schedule: str, language: str) -> str:
        """The title of a procedure."""
        return self.plan.mechanisms[schedule].title.get(language) or schedule

    def lines(self, language: str = "en") -> Iterator[str]:
        """Each procedure: its length and path, its steps, what changes save, how it ran."""
        ran = {one.procedure: one for one in self.runs}
        for one in self.schedules:
            yield from self._schedule(one, language)
            if one.procedure in ran:
                yield from self._run(ran[one.procedure], language)

    def _schedule(self, one: Schedule, language: str) -> Iterator[str]:
        def say(key: str, **more: Any) -> str:
            return phrase(TEXTS, f"procedure.{key}", language, **more)

        def span(length: int) -> str:
            return Span(length, one.unit).words(language)

        path = " → ".join(self.step(one.procedure, step, language) for step in one.path)
        yield say("whole", title=self.title(one.procedure, language), length=span(one.length),
                  target=span(one.target), path=path)  # fmt: skip
        if not one.exact:
            yield say("unsure")
        for stage in one.stages:
            yield say("step", step=self.step(one.procedure, stage.step, language),
                      length=span(stage.length), slack=stage.slack, saves=stage.saves)  # fmt: skip
        for pair in one.parallel:
            ends = {"first": self.step(one.procedure, pair.first, language),
                    "second": self.step(one.procedure, pair.second, language)}  # fmt: skip
            materials = self.model(one.procedure).materials
            needs = [materials[n].title.get(language) or n for n in pair.needs]
            if needs:
                yield say("bound", needs=phrase(TEXTS, "and", language).join(needs), **ends)
            elif pair.saves:
                yield say("parallel", saves=pair.saves, **ends)

    def _run(self, run: Conformance, language: str) -> Iterator[str]:
        def say(key: str, **more: Any) -> str:
            return phrase(TEXTS, f"procedure.{key}", language, **more)

        yield say("ran", conforming=run.conforming, cases=run.cases, finished=run.finished)
        for key, counts in (("skipped", run.skipped), ("repeated", run.repeated)):
            for step, n in counts.items():
                yield say(key, n=n, step=self.step(run.procedure, step, language))
        for (first, second), n in run.out_of_order.items():
            yield say("order", n=n, first=self.step(run.procedure, first, language),
                      second=self.step(run.procedure, second, language))  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "procedures": [one.to_dict() for one in self.schedules],
            "runs": [one.to_dict() for one in self.runs],
        }

    def picture(self, language: str = "en") -> Picture:
        """A bar for each step of each procedure, from the start of its clock."""
        units = dict.fromkeys(one.unit for one in self.schedules)
        return Gantt(
            title=phrase(TEXTS, "procedure.title", language),
            bars=tuple(
                Bar(
                    id=f"{one.procedure}.{stage.step}",
                    label=self.step(one.procedure, stage.step, language),
                    start=stage.start, end=stage.end, group=one.procedure,
                    after=tuple(
                        f"{one.procedure}.{before}" for before in
                        self.model(one.procedure).by_id[stage.step].after
                    ),
                    text=self.name(stage.department, language),
                    marked=stage.critical, slack=stage.latest if stage.slack else None,
                )
                for one in self.schedules for stage in one.stages
            ),
            groups=tuple((o.procedure, self.title(o.procedure, language)) for o in self.schedules),
            mark=phrase(TEXTS, "procedure.mark", language),
            slack=phrase(TEXTS, "procedure.slack", language),
            axis=phrase(TEXTS, "and", language).join(
                phrase(TEXTS, f"axis.{unit}", language) for unit in units
            ),
            language=language,
        )  # fmt: skip


@attrs.frozen
class EnforcementAnswer(Answer):
    """What is planned twice, and visits made together."""

    found: Enforcement

    def lines(self, language: str = "en") -> Iterator[str]:
        """What is saved, what is planned twice, and the visits of several departments."""
        found = self.found

        def say(key: str, **more: Any) -> str:
            return phrase(TEXTS, f"enforcement.{key}", language, **more)

        yield say("saved", planned=found.planned, visits=len(found.visits), saved=found.saved)
        for one in found.duplicates:
            a, b = (self.name(unit, language) for unit in one.units)
            yield say("twice" if one.certain else "perhaps", object=one.object, a=a, b=b,
                      first=one.first, last=one.last)  # fmt: skip
        for joint in found.visits:
            visit = joint.visit
            if len(visit.checks) > 1:
                yield say("visit", object=visit.object, first=visit.earliest, last=visit.latest,
                          units=self.names(visit.units, language))  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return self.found.to_dict()

    def picture(self, language: str = "en") -> Picture:
        """The checks that are planned twice, in time, with the visits that take their place."""
        return enforcement_chart(self.found, lambda unit: self.name(unit, language), language)


@attrs.frozen
class PracticeAnswer(Answer):
    """Practice beside the rules."""

    found: Practice
    rejected: tuple[Exception, ...] = ()

    def lines(self, language: str = "en") -> Iterator[str]:
        """Work that no rule names, links that no rule makes, rules that are never used."""
        found = self.found

        def say(key: str, **more: Any) -> str:
            return phrase(TEXTS, f"practice.{key}", language, **more)

        if self.rejected:
            yield say("rows", n=len(self.rejected), first=self.rejected[0])
        for name, n in found.unnamed:
            yield say("works", name=self.name(name, language), n=n)
        for name, n in found.beyond or ():
            yield say("beyond", name=self.name(name, language), n=n)
        for pair in found.undeclared:
            yield say("pair", a=self.name(pair.a, language), b=self.name(pair.b, language),
                      n=pair.cases)  # fmt: skip
        if found.idle:
            yield say("idle", names=self.names(found.idle, language))
        if found.unused:
            rules = dict.fromkeys(one.rule for one in found.unused)
            yield say("unused", names=phrase(TEXTS, "and", language).join(rules))

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {**self.found.to_dict(), "rejected": [str(error) for error in self.rejected]}

    def picture(self, language: str = "en") -> Picture:
        """Both networks in one: links that are practised, declared, or both."""
        found = self.found

        def say(key: str) -> str:
            return phrase(TEXTS, f"practice.{key}", language)

        names = {name for pair in found.pairs for name in (pair.a, pair.b)}
        named = found.declared.named
        edges = [
            Edge(
                source=pair.a, target=pair.b, weight=pair.cases or None,
                kind="unpractised" if not pair.cases else "both" if pair.rules else "undeclared",
                missing=not pair.cases, note=", ".join(pair.rules),
            )
            for pair in found.pairs
        ]  # fmt: skip
        return Graph(
            title=say("title"),
            nodes=tuple(
                Node(id=name, label=self.name(name, language),
                     group="named" if name in named else "unnamed")
                for name in sorted(names, key=lambda name: (name not in named, name))
            ),
            edges=tuple(edges),
            groups=tuple((key, say(key)) for key in ("named", "unnamed")),
            kinds=tuple((key, say(key)) for key in ("both", "undeclared", "unpractised")),
            weight=phrase(TEXTS, "coordination.weight", language),
            directed=False, layout="ring", language=language,
        )  # fmt: skip


def _number(value: Number) -> str:
    return format_number(value, digits=1)
