"""The time of a procedure: its critical path, the slack of steps, what a change would save.

All lengths are in the unit of the procedure's clock (working days as a rule). A step that a
case does not need takes no time; what comes after it waits for what comes before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import attrs

from govcoord.mechanisms.procedure.model import ProcedureModel
from govcoord.mechanisms.procedure.network import After, before, in_order
from govcoord.mechanisms.spans import SpanUnit
from govcoord.plain import jsonable


@attrs.frozen(kw_only=True)
class Stage:
    """One step in time, from the start of the whole.

    It runs from ``start`` to ``end`` if everything goes as early as it can, and may end at
    ``latest`` without the whole ending later; ``slack`` lies between. ``free`` of it costs no
    other step anything. ``saves`` is by how much the whole gets shorter if the step took no
    time: shortening it by so much pays day for day, more of it does not.
    """

    step: str
    department: str
    length: int
    start: int
    end: int
    latest: int
    free: int
    saves: int

    @property
    def slack(self) -> int:
        """By how much it may be late without the whole being late."""
        return self.latest - self.end

    @property
    def critical(self) -> bool:
        """Whether any delay of it delays the whole."""
        return not self.slack


@attrs.frozen(kw_only=True)
class Parallel:
    """Two steps one after the other that might run at the same time, and what that saves.

    ``needs`` are materials that the first gives and the second wants: with any, the two cannot
    run at the same time, and ``saves`` is nothing.
    """

    first: str
    second: str
    saves: int
    needs: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Schedule:
    """A procedure in time. ``path`` is one longest chain; ``target`` its promise or limit.

    ``left_out`` are conditional steps that are taken as not needed. ``exact`` is false where
    the longest chain that one case can need is not known for certain: then ``length`` is at
    least as long as any.
    """

    procedure: str
    unit: SpanUnit
    length: int
    target: int
    path: tuple[str, ...]
    stages: tuple[Stage, ...]
    parallel: tuple[Parallel, ...]
    left_out: tuple[str, ...]
    exact: bool = True

    def stage(self, step: str) -> Stage:
        """The stage of a step; ``KeyError`` where there is none."""
        return {one.step: one for one in self.stages}[step]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        rows = [
            {**attrs.asdict(one), "slack": one.slack, "critical": one.critical}
            for one in self.stages
        ]
        plain: dict[str, Any] = jsonable({**attrs.asdict(self), "stages": rows})
        return plain


def procedure(
    model: ProcedureModel,
    *,
    needed: Iterable[str] | None = None,
    covering: Literal["clock", "all"] = "clock",
) -> Schedule:
    """A procedure in time, as its limits have it.

    ``needed`` names the steps that the case needs; left out, all but the conditional steps
    that are not on the longest chain which one case can need. ``covering`` says whether the
    steps are looked at that the clock covers, or all of them. Raises ``ValueError`` for a step
    that is not there.
    """
    inside = model.clocked if covering == "clock" else frozenset(model.by_id)
    if needed is None:
        chosen = {
            step.id for step in model.steps
            if not step.conditional or step.id in model.critical.steps
        }  # fmt: skip
    else:
        chosen = set(needed)
        unknown = sorted(chosen - set(model.by_id))
        if unknown:
            raise ValueError(f"no step `{unknown[0]}` in `{model.id}`")
    after = {
        step.id: tuple(one for one in step.after if one in inside)
        for step in model.steps
        if step.id in inside
    }
    length = {id_: int(model.by_id[id_].limit.n) if id_ in chosen else 0 for id_ in after}
    promised = model.clock.promised or model.clock.limit
    return _schedule(model, after, length, chosen, int(promised.n))


def _schedule(
    model: ProcedureModel, after: After, length: Mapping[str, int], chosen: set[str], target: int
) -> Schedule:
    ends = earliest(after, length)
    whole = max(ends.values(), default=0)
    latest = _latest(after, length, whole)
    starts_next = dict.fromkeys(after, whole)
    for id_, earlier in after.items():
        for one in earlier:
            starts_next[one] = min(starts_next[one], ends[id_] - length[id_])
    stages = tuple(
        Stage(
            step=id_,
            department=model.by_id[id_].department,
            length=length[id_],
            start=ends[id_] - length[id_],
            end=ends[id_],
            latest=latest[id_],
            free=starts_next[id_] - ends[id_],
            saves=whole - longest(after, {**length, id_: 0}),
        )
        for id_ in after
        if id_ in chosen
    )
    return Schedule(
        procedure=model.id,
        unit=model.clock.limit.unit,
        length=whole,
        target=target,
        path=_path(after, length, ends, chosen),
        stages=stages,
        parallel=tuple(_parallel(model, after, length, whole, chosen)),
        left_out=tuple(id_ for id_ in after if id_ not in chosen),
        exact=model.critical.exact,
    )


def earliest(after: After, length: Mapping[str, int]) -> dict[str, int]:
    """When each step ends if all go as early as they can.

    >>> earliest({"a": (), "b": ("a",), "c": ("a",)}, {"a": 2, "b": 3, "c": 1})
    {'a': 2, 'b': 5, 'c': 3}
    """
    ends: dict[str, int] = {}
    for id_ in in_order(after):
        ends[id_] = length[id_] + max((ends[one] for one in after[id_]), default=0)
    return ends


def longest(after: After, length: Mapping[str, int]) -> int:
    """How long the whole takes."""
    return max(earliest(after, length).values(), default=0)


def _latest(after: After, length: Mapping[str, int], whole: int) -> dict[str, int]:
    latest = dict.fromkeys(after, whole)
    for id_ in reversed(in_order(after)):
        for one in after[id_]:
            latest[one] = min(latest[one], latest[id_] - length[id_])
    return latest


def _path(
    after: After, length: Mapping[str, int], ends: Mapping[str, int], chosen: set[str]
) -> tuple[str, ...]:
    """One longest chain; of equal ones that of the steps written first."""
    at = max(after, key=lambda id_: ends[id_], default=None)
    path: list[str] = []
    while at is not None:
        if at in chosen:
            path.append(at)
        begin = ends[at] - length[at]
        at = next((one for one in after[at] if ends[one] == begin), None)
    return tuple(reversed(path))


def _parallel(
    model: ProcedureModel, after: After, length: Mapping[str, int], whole: int, chosen: set[str]
) -> Iterable[Parallel]:
    order = closure(after)
    for second in after:
        for first in after[second]:
            if first in chosen and second in chosen:
                needs = needed_from(model, first, second)
                saves = 0 if needs else whole - longest(without(order, [(first, second)]), length)
                yield Parallel(first=first, second=second, saves=saves, needs=needs)


def needed_from(model: ProcedureModel, first: str, second: str) -> tuple[str, ...]:
    """Materials that the first step gives and the second wants."""
    given = set(model.by_id[first].outputs)
    return tuple(one for one in model.by_id[second].materials if one in given)


def closure(after: After) -> dict[str, tuple[str, ...]]:
    """For each step all steps before it, in the order in which they are written.

    >>> closure({"a": (), "b": ("a",), "c": ("b",)})["c"]
    ('a', 'b')
    """
    return {id_: tuple(one for one in after if one in before(after, id_)) for id_ in after}


def without(order: After, pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """A closed order in which the second of each pair need not wait for the first any more.

    What comes before the first stays before the second, what comes after the second stays
    after the first. Where another step stands between the two, they stay apart.
    """
    apart = set(pairs)
    return {
        id_: tuple(one for one in earlier if (one, id_) not in apart)
        for id_, earlier in order.items()
    }
