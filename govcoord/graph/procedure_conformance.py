"""A procedure as it ran, by an event log, held against the procedure as it is declared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.graph.logs import Event, Log
from govcoord.graph.procedure_graph import closure
from govcoord.mechanisms.procedure.model import ProcedureModel
from govcoord.nearest import suggest
from govcoord.plain import jsonable


@attrs.frozen(kw_only=True)
class Run:
    """How one case ran.

    ``skipped`` are steps that every case needs, that were not seen, and after which a later
    step was; ``repeated`` steps that were seen more often than once, with the times too many;
    ``out_of_order`` pairs of which the second was first seen before the first. ``elsewhere``
    are steps done by a department that the procedure does not name for them. ``finished`` says
    whether every last step that all cases need was seen.
    """

    case: str
    skipped: tuple[str, ...]
    repeated: Mapping[str, int]
    out_of_order: tuple[tuple[str, str], ...]
    elsewhere: tuple[tuple[str, str], ...]
    finished: bool

    @property
    def conforms(self) -> bool:
        """Whether steps ran as declared; by whom is another question."""
        return not (self.skipped or self.repeated or self.out_of_order)


@attrs.frozen(kw_only=True)
class Conformance:
    """How the cases of a log ran, added up: per step or pair the number of cases.

    ``repeated`` counts cases, ``times_too_many`` the repetitions. ``conforming`` of ``cases``
    ran as declared so far, ``finished`` of all came to an end. ``unmatched`` are activities
    of the log that stand for no step, with their events; ``unseen`` steps that never occur.
    """

    procedure: str
    steps: tuple[str, ...]
    cases: int
    conforming: int
    finished: int
    skipped: Mapping[str, int]
    repeated: Mapping[str, int]
    times_too_many: Mapping[str, int]
    out_of_order: Mapping[tuple[str, str], int]
    elsewhere: Mapping[tuple[str, str], int]
    unmatched: Mapping[str, int]
    unseen: tuple[str, ...]
    runs: tuple[Run, ...] = attrs.field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data, the single cases left out."""
        names = (one.name for one in attrs.fields(Conformance) if one.name != "runs")
        data = {name: getattr(self, name) for name in names}
        for name, second in (("out_of_order", "then"), ("elsewhere", "department")):
            data[name] = [{"step": a, second: b, "cases": n} for (a, b), n in data[name].items()]
        plain: dict[str, Any] = jsonable(data)
        return plain


def conformance(
    model: ProcedureModel, log: Log, activities: Mapping[str, str] | None = None
) -> Conformance:
    """How the cases of a log ran, against the declared procedure.

    ``activities`` says which activity of the log is which step; without it, an activity is the
    step of its id or title. Of events at the same time no order is known: they are never out
    of order. Conditional steps are never skipped: whether the case needed them is not in a
    log. Raises `CaseError` where ``activities`` names a step that is not there.
    """
    steps = _steps(model, activities)
    order = closure(model.after)
    unmatched: Counter[str] = Counter()
    runs = []
    for case, trace in log.traces.items():
        seen: dict[str, list[Event]] = {}
        for event in trace:
            step = steps.get(event.activity)
            if step is None:
                unmatched[event.activity] += 1
            else:
                seen.setdefault(step, []).append(event)
        runs.append(_run(model, order, case, seen))
    ever = {steps[e.activity] for t in log.traces.values() for e in t if e.activity in steps}
    return Conformance(
        procedure=model.id,
        steps=tuple(model.by_id),
        cases=len(runs),
        conforming=sum(run.conforms for run in runs),
        finished=sum(run.finished for run in runs),
        skipped=_in_order(model, (step for run in runs for step in run.skipped)),
        repeated=_in_order(model, (step for run in runs for step in run.repeated)),
        times_too_many=_in_order(
            model, (s for run in runs for s, n in run.repeated.items() for _ in range(n))
        ),
        out_of_order=_sorted(pair for run in runs for pair in run.out_of_order),
        elsewhere=_sorted(pair for run in runs for pair in run.elsewhere),
        unmatched=_sorted(unmatched.elements()),
        unseen=tuple(id_ for id_ in model.by_id if id_ not in ever),
        runs=tuple(runs),
    )


def _steps(model: ProcedureModel, activities: Mapping[str, str] | None) -> dict[str, str]:
    words = {word: step.id for step in model.steps for word in (*step.title.all(), step.id)}
    if activities is None:
        return words
    for activity, word in activities.items():
        if word not in words:
            near = suggest(word, words)
            hint = f"did you mean `{near}`?" if near else None
            raise CaseError("activities", word, "a step", hint=hint, where=activity)
    return {activity: words[word] for activity, word in activities.items()}


def _run(
    model: ProcedureModel,
    order: Mapping[str, tuple[str, ...]],
    case: str,
    seen: Mapping[str, list[Event]],
) -> Run:
    passed = {one for step in seen for one in order[step]}
    waited_for = {one for step in model.steps for one in step.after}
    last = [s.id for s in model.steps if s.id not in waited_for and not s.conditional]
    return Run(
        case=case,
        skipped=tuple(
            s.id for s in model.steps
            if s.id in passed and s.id not in seen and not s.conditional
        ),
        repeated={s.id: len(seen[s.id]) - 1 for s in model.steps if len(seen.get(s.id, ())) > 1},
        out_of_order=tuple(
            (first, second)
            for second in model.by_id
            if second in seen
            for first in order[second]
            if first in seen
            and seen[second][0].at < seen[first][0].at
            # where a step between the two was seen, it tells of the order
            and not any(first in order[one] for one in order[second] if one in seen)
        ),
        elsewhere=tuple(
            dict.fromkeys(
                (id_, event.department)
                for id_, events in seen.items()
                for event in events
                if event.department and event.department != model.by_id[id_].department
            )
        ),
        finished=bool(last) and all(id_ in seen for id_ in last),
    )  # fmt: skip


def _in_order(model: ProcedureModel, steps: Iterable[str]) -> dict[str, int]:
    counts = Counter(steps)
    return {id_: counts[id_] for id_ in model.by_id if id_ in counts}


def _sorted(found: Iterable[Any]) -> dict[Any, int]:
    return dict(sorted(Counter(found).items(), key=lambda one: (-one[1], one[0])))
