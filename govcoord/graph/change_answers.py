"""Two periods held against each other, and the cheapest changes of a procedure, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.graph.answers import Answer
from govcoord.graph.coordination_changes import Changes
from govcoord.graph.draw import Cell, Edge, Graph, Matrix, Node, Picture
from govcoord.graph.practice_words import CHANGES as TEXTS
from govcoord.graph.procedure_options import Change, Cheapest
from govcoord.mechanisms.said import phrase
from govcoord.mechanisms.spans import Span
from govcoord.numerals import format_number

if TYPE_CHECKING:
    from govcoord.rules.kinds.procedure.kind import Procedure


@attrs.frozen
class ChangesAnswer(Answer):
    """What differs between the cases before a day and those from it on."""

    found: Changes
    split: date

    def lines(self, language: str = "en") -> Iterator[str]:
        """How many cases, who came and left, links, waiting, groups and single points."""
        found = self.found

        def say(key: str, **more: Any) -> str:
            return phrase(TEXTS, f"changes.{key}", language, **more)

        def mean(value: Any) -> str:
            return say("unknown") if value is None else format_number(value, digits=1)

        before, after = found.cases
        yield say("cases", day=self.split, before=before, after=after)
        for key, names in (("appeared", found.appeared), ("left", found.left)):
            if names:
                yield say(key, names=self.names(names, language))
        for link in found.links:
            a, b = (self.name(one, language) for one in (link.a, link.b))
            yield say("link", a=a, b=b, before=link.before, after=link.after)
        unit = say(f"unit.{found.unit}")
        for wait in found.waiting:
            source, target = (self.name(one, language) for one in (wait.source, wait.target))
            yield say("wait", source=source, target=target, unit=unit,
                      before=mean(wait.before), after=mean(wait.after))  # fmt: skip
        for key, groups in (("new_group", found.new_groups), ("old_group", found.old_groups)):
            for group in groups:
                yield say(key, names=self.names(group, language))
        for key, points in (
            ("new_point", found.new_single_points), ("old_point", found.old_single_points)
        ):  # fmt: skip
            if points:
                yield say(key, names=self.names(points, language))

    def to_dict(self) -> dict[str, Any]:
        """As plain data, with the day."""
        return {"split": self.split.isoformat(), **self.found.to_dict()}

    def picture(self, language: str = "en") -> Picture:
        """Departments whose links changed: more, fewer, new and gone ones, by the difference."""
        links = self.found.links
        names = sorted({name for one in links for name in (one.a, one.b)})
        kinds = ("new", "more", "fewer", "gone")
        return Graph(
            title=phrase(TEXTS, "changes.title", language, day=self.split),
            nodes=tuple(Node(id=name, label=self.name(name, language)) for name in names),
            edges=tuple(
                Edge(
                    source=one.a, target=one.b, kind=_kind(one.before, one.after),
                    weight=abs(one.after - one.before), label=f"{one.before} → {one.after}",
                )
                for one in links
            ),
            kinds=tuple((kind, phrase(TEXTS, f"changes.{kind}", language)) for kind in kinds),
            weight=phrase(TEXTS, "changes.weight", language),
            directed=False, layout="ring", language=language,
        )  # fmt: skip


def _kind(before: int, after: int) -> str:
    if not before or not after:
        return "gone" if before else "new"
    return "more" if after > before else "fewer"


@attrs.frozen
class CheapestAnswer(Answer):
    """The cheapest of the changes that are offered for a procedure."""

    procedure: Procedure
    offered: tuple[Change, ...]
    found: Cheapest

    def lines(self, language: str = "en") -> Iterator[str]:
        """What to do, what it costs, how long the procedure takes then."""
        found, title = self.found, self.procedure.title.get(language) or self.procedure.id

        def say(key: str, **more: Any) -> str:
            return phrase(TEXTS, f"cheapest.{key}", language, **more)

        def span(length: int) -> str:
            return Span(length, found.unit).words(language)

        yield say("before", title=title, before=span(found.before), target=span(found.target))
        if found.changes is None:
            yield say("none", length=span(found.length))
        elif not found.changes:
            yield say("met")
        else:
            names = phrase(TEXTS, "and", language).join(found.changes)
            yield say("best", names=names, cost=format_number(found.cost or 0),
                      length=span(found.length))  # fmt: skip
        if not found.finished:
            yield say("stopped")

    def to_dict(self) -> dict[str, Any]:
        """As plain data, with the procedure."""
        return {"procedure": self.procedure.id, **self.found.to_dict()}

    def picture(self, language: str = "en") -> Picture:
        """What each change costs and does, and which are chosen."""

        def say(key: str) -> str:
            return phrase(TEXTS, f"cheapest.{key}", language)

        columns = (("cost", say("cost")), ("does", say("does")), ("chosen", say("chosen")))
        cells = []
        for one in self.offered:
            cells.append(Cell(row=one.id, column="cost", text=format_number(one.cost)))
            cells.append(Cell(row=one.id, column="does", text=self._does(one, language)))
            if one.id in (self.found.changes or ()):
                cells.append(Cell(row=one.id, column="chosen", text="✓", kind="chosen"))
        return Matrix(
            title=self.procedure.title.get(language) or self.procedure.id,
            rows=tuple((one.id, one.id) for one in self.offered),
            columns=columns,
            cells=tuple(cells),
            kinds=(("chosen", say("chosen")),),
            language=language,
        )

    def _does(self, change: Change, language: str) -> str:
        steps = self.procedure.model.by_id
        told = {id_: steps[id_].title.get(language) or id_ for id_ in steps}
        parts = [f"{told[step]} −{by}" for step, by in change.shorten.items()]
        parts += [" ∥ ".join(told[step] for step in pair) for pair in change.parallel]
        return phrase(TEXTS, "and", language).join(parts)
