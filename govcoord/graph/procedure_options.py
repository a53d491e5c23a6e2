"""The cheapest set of changes with which a procedure meets a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.graph.procedure_graph import Schedule, closure, longest, needed_from, without
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.procedure.model import ProcedureModel
from govcoord.mechanisms.procedure.network import After
from govcoord.mechanisms.spans import SpanUnit
from govcoord.nearest import suggest
from govcoord.numerals import Number, exact
from govcoord.plain import jsonable

_MOST = 200_000


@attrs.frozen(kw_only=True)
class Change:
    """A change that could be made to a procedure, and what it costs.

    ``shorten`` says by how much which step gets shorter, ``parallel`` which steps (two each)
    would run at the same time; ``excludes`` are changes that cannot be made beside it. Costs
    are in whatever unit all of them share.
    """

    id: str = fact("id", "编号", "編號")
    cost: Number = fact("cost", "成本", "成本", at_least=0)
    shorten: Mapping[str, int] = fact("shorten", "缩短", "縮短", factory=dict)
    parallel: tuple[tuple[str, ...], ...] = fact("parallel", "并行", "並行", default=())
    excludes: tuple[str, ...] = fact("excludes", "不能同时采用", "不能同時採用", default=())


@attrs.frozen(kw_only=True)
class Cheapest:
    """The cheapest changes that meet the target.

    ``changes`` is ``None`` where no set of them does. ``length`` is how long the procedure
    takes then, or at least, with all changes at once, where none meets the target.
    ``finished`` is false where the search was stopped: then a cheaper set may exist, and where
    ``changes`` is ``None`` nothing is proved.
    """

    target: int
    unit: SpanUnit
    before: int
    length: int
    changes: tuple[str, ...] | None
    cost: Number | None
    finished: bool = True

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        plain: dict[str, Any] = jsonable(attrs.asdict(self, recurse=False))
        return plain


def cheapest(
    model: ProcedureModel,
    schedule: Schedule,
    changes: Sequence[Change],
    target: int | None = None,
    *,
    most: int = _MOST,
) -> Cheapest:
    """The cheapest changes with which the procedure takes at most ``target``.

    ``target`` is the schedule's own where it is left out. Of sets that cost the same the one
    with fewer changes is taken, then the one whose changes are listed first. Branch and bound
    over all sets: a branch is left when it costs as much as what was found, or when all
    changes that are left would not be enough. After ``most`` sets the search stops and says
    so. Raises `CaseError` for changes that do not fit the procedure.
    """
    search = _Search(model, schedule, changes, schedule.target if target is None else target, most)
    search.look((), 0)
    best = search.best
    chosen = None if best is None else tuple(changes[n] for n in sorted(best[2]))
    everything = range(len(changes)) if best is None else best[2]
    return Cheapest(
        target=search.target,
        unit=schedule.unit,
        before=schedule.length,
        length=search.length(everything),
        changes=None if chosen is None else tuple(one.id for one in chosen),
        cost=None if best is None else exact(best[0]),
        finished=search.left > 0,
    )


class _Search:
    def __init__(
        self,
        model: ProcedureModel,
        schedule: Schedule,
        changes: Sequence[Change],
        target: int,
        most: int,
    ) -> None:
        inside = {stage.step for stage in schedule.stages} | set(schedule.left_out)
        self.after: After = closure(
            {
                id_: tuple(one for one in model.after[id_] if one in inside)
                for id_ in model.after
                if id_ in inside
            }
        )
        self.lengths = {one.step: one.length for one in schedule.stages}
        self.lengths.update(dict.fromkeys(schedule.left_out, 0))
        self.changes, self.target, self.left = changes, target, most
        self.costs = [Fraction(one.cost) for one in changes]
        self.best: tuple[Fraction, int, tuple[int, ...]] | None = None
        _check(model, changes, inside)
        at = {one.id: n for n, one in enumerate(changes)}
        self.clashes: list[set[int]] = [{at[e] for e in one.excludes} for one in changes]
        for n, clash in enumerate(self.clashes):
            for other in clash:
                self.clashes[other].add(n)
        self.order = sorted(range(len(changes)), key=lambda n: (self.costs[n], n))

    def length(self, chosen: Iterable[int]) -> int:
        """How long the whole takes with these changes."""
        lengths = dict(self.lengths)
        pairs: list[tuple[str, str]] = []
        for n in chosen:
            for step, by in self.changes[n].shorten.items():
                lengths[step] = max(0, lengths[step] - by)
            pairs.extend((first, second) for first, second in self.changes[n].parallel)
            pairs.extend((second, first) for first, second in self.changes[n].parallel)
        return longest(without(self.after, pairs), lengths)

    def look(self, chosen: tuple[int, ...], position: int) -> None:
        """Look at the sets that have ``chosen`` and any of the changes from ``position`` on."""
        if self.left <= 0:
            return
        self.left -= 1
        cost = sum((self.costs[n] for n in chosen), Fraction(0))
        key = (cost, len(chosen), tuple(sorted(chosen)))
        if self.best is not None and key[:2] > self.best[:2]:
            return
        if self.length(chosen) <= self.target:
            if self.best is None or key < self.best:
                self.best = key
            return
        rest = self.order[position:]
        if not rest or self.length([*chosen, *rest]) > self.target:
            return
        first = rest[0]
        if not self.clashes[first].intersection(chosen):
            self.look((*chosen, first), position + 1)
        self.look(chosen, position + 1)


def _check(model: ProcedureModel, changes: Sequence[Change], inside: set[str]) -> None:
    ids = [one.id for one in changes]
    for n, one in enumerate(changes):
        where = f"changes[{n}]"
        if ids.index(one.id) != n:
            raise CaseError("id", one.id, "each change once", where=where)
        steps = [*one.shorten, *(step for pair in one.parallel for step in pair)]
        for step in steps:
            if step not in inside:
                near = suggest(step, inside)
                hint = f"did you mean `{near}`?" if near else None
                raise CaseError("step", step, "a step that is looked at", hint=hint, where=where)
        for step, by in one.shorten.items():
            if by < 0:
                raise CaseError("shorten", by, f"how much shorter `{step}` gets", where=where)
        for pair in one.parallel:
            if len(pair) != 2 or pair[0] == pair[1]:
                raise CaseError("parallel", ", ".join(pair), "two steps", where=where)
            needs = needed_from(model, *pair) or needed_from(model, pair[1], pair[0])
            if needs:
                hint = f"one gives `{needs[0]}`, which the other wants"
                raise CaseError("parallel", ", ".join(pair), "two steps", hint=hint, where=where)
        lost = [other for other in one.excludes if other not in ids]
        if lost:
            raise CaseError("excludes", lost[0], "the id of another change", where=where)
