"""The time of procedures against all paths, cheapest changes against all sets, logs by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_plan

from govcoord.errors import CaseError
from govcoord.graph.logs import read_log
from govcoord.graph.procedure_conformance import conformance
from govcoord.graph.procedure_graph import procedure
from govcoord.graph.procedure_options import Change, cheapest
from govcoord.mechanisms.clock import Clock
from govcoord.mechanisms.procedure.model import ProcedureModel, Step, clocked
from govcoord.mechanisms.procedure.network import longest_chain
from govcoord.mechanisms.spans import Span
from govcoord.text import Text

NAMES = "abcdefg"


def make(steps, target=5, **more):
    """A model of steps given as name: (length, after)."""
    made = tuple(
        Step(id=n, department=f"d_{n}", limit=Span(length, "workday"), after=tuple(after),
             title=Text(f"step {n}"))
        for n, (length, after) in steps.items()
    )  # fmt: skip
    after = {step.id: step.after for step in made}
    chain = longest_chain(after, {step.id: int(step.limit.n) for step in made})
    clock = Clock(limit=Span(target, "workday"))
    return ProcedureModel(id="p", lead="d_a", steps=made, clock=clock, critical=chain, **more)


@st.composite
def models(draw):
    steps = {}
    for n, name in enumerate(NAMES[: draw(st.integers(1, 7))]):
        after = draw(st.lists(st.sampled_from(NAMES[:n]), unique=True, max_size=3)) if n else []
        steps[name] = (draw(st.integers(0, 4)), after)
    return make(steps)


def paths(after):
    """Every chain from a step without a step before it to one without a step after it."""

    def upto(step):
        if not after[step]:
            return [[step]]
        return [[*path, step] for one in after[step] for path in upto(one)]

    return [path for step in after for path in upto(step)]


def long(model, path, lengths=None):
    lengths = lengths or {step.id: int(step.limit.n) for step in model.steps}
    return sum(lengths[one] for one in path)


@given(models())
def test_times_are_those_of_all_paths(model):
    """Length, path, slack and savings by looking at every path there is."""
    found, every = procedure(model), paths(model.after)
    whole = max(long(model, path) for path in every)
    assert found.length == whole == model.critical.length
    assert long(model, found.path) == whole
    assert [*found.path] in every
    for stage in found.stages:
        through = max(long(model, path) for path in every if stage.step in path)
        assert stage.slack == whole - through
        lengths = {step.id: int(step.limit.n) for step in model.steps} | {stage.step: 0}
        assert stage.saves == whole - max(long(model, path, lengths) for path in every)
        later = [s for s in found.stages if stage.step in model.by_id[s.step].after]
        assert stage.free == min((s.start for s in later), default=whole) - stage.end
        for by in range(stage.length + 1):
            lengths[stage.step] = stage.length - by
            saved = whole - max(long(model, path, lengths) for path in every)
            assert saved == min(by, stage.saves)


@given(models())
def test_running_two_steps_at_once_never_costs_and_keeps_all_other_orders(model):
    """Every path of the new order is a path of the old one with steps left out."""
    found = procedure(model)
    every = [set(path) for path in paths(model.after)]
    for one in found.parallel:
        assert (
            0
            <= one.saves
            <= min(int(model.by_id[one.first].limit.n), int(model.by_id[one.second].limit.n))
        )
        apart = max(
            (sum(int(model.by_id[s].limit.n) for s in path - {left})
             for path in every for left in ((one.first, one.second)
             if {one.first, one.second} <= path else (None,))),
        )  # fmt: skip
        direct = not any(
            one.first in path and one.second in path and
            any(one.first in up(model, s) and s in up(model, one.second) for s in path)
            for path in every
        )  # fmt: skip
        assert one.saves == (found.length - apart if direct else 0)


def up(model, step):
    found, todo = set(), [*model.after[step]]
    while todo:
        one = todo.pop()
        found.add(one)
        todo.extend(model.after[one])
    return found


@st.composite
def changed(draw):
    model = draw(models())
    ids = [step.id for step in model.steps]
    changes = []
    for n in range(draw(st.integers(0, 6))):
        shorten = draw(st.dictionaries(st.sampled_from(ids), st.integers(0, 4), max_size=2))
        pair = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True)
                    if len(ids) > 1 else st.just([]))  # fmt: skip
        excludes = draw(st.lists(st.sampled_from(range(n)), max_size=1)) if n else []
        changes.append(
            Change(
                id=f"c{n}", cost=Fraction(draw(st.integers(0, 6)), 2), shorten=shorten,
                parallel=(tuple(pair),) if pair and draw(st.booleans()) else (),
                excludes=tuple(f"c{e}" for e in excludes),
            )
        )  # fmt: skip
    return model, changes, draw(st.integers(0, 10))


def length_with(model, chosen):
    """The longest chain with these changes, from the pairs of steps that are in order."""
    lengths = {step.id: int(step.limit.n) for step in model.steps}
    apart = set()
    for change in chosen:
        for step, by in change.shorten.items():
            lengths[step] = max(0, lengths[step] - by)
        apart.update(frozenset(pair) for pair in change.parallel)
    ids = [step.id for step in model.steps]
    best = 0
    for size in range(len(ids) + 1):
        for some in combinations(ids, size):
            chain = sorted(some, key=lambda s: (len(up(model, s)), ids.index(s)))
            linked = all(
                a in up(model, b) and frozenset((a, b)) not in apart for a, b in pairwise(chain)
            )
            if linked:
                best = max(best, sum(lengths[s] for s in chain))
    return best


@given(changed())
def test_the_cheapest_changes_are_those_of_an_exhaustive_search(given_):
    model, changes, target = given_
    found = cheapest(model, procedure(model), changes, target)
    allowed = []
    for size in range(len(changes) + 1):
        for some in combinations(range(len(changes)), size):
            chosen = [changes[n] for n in some]
            ids = {one.id for one in chosen}
            if any(ids.intersection(one.excludes) for one in chosen):
                continue
            if length_with(model, chosen) <= target:
                allowed.append((sum(Fraction(one.cost) for one in chosen), size, some))
    assert found.finished
    if not allowed:
        assert found.changes is None
        assert found.length == length_with(model, changes)
        return
    cost, _, some = min(allowed)
    assert found.cost == cost
    assert found.changes == tuple(changes[n].id for n in some)
    assert found.length == length_with(model, [changes[n] for n in some])


def test_a_search_that_is_stopped_says_so():
    model = make({"a": (9, [])})
    changes = [Change(id=str(n), cost=1, shorten={"a": 1}) for n in range(9)]
    found = cheapest(model, procedure(model), changes, 4, most=3)
    assert not found.finished
    assert found.changes is None
    assert cheapest(model, procedure(model), changes, 4).cost == 5


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"shorten": {"z": 1}}, "step"),
        ({"shorten": {"a": -1}}, "shorten"),
        ({"parallel": (("a",),)}, "parallel"),
        ({"parallel": (("a", "a"),)}, "parallel"),
        ({"excludes": ("y",)}, "excludes"),
    ],
)
def test_changes_that_do_not_fit_are_refused_with_their_place(change, name):
    model = make({"a": (2, []), "b": (1, ["a"])})
    with pytest.raises(CaseError) as caught:
        cheapest(model, procedure(model), [Change(id="x", cost=1, **change)])
    assert (caught.value.name, caught.value.where) == (name, "changes[0]")


def test_steps_of_which_one_gives_what_the_other_wants_stay_apart():
    model = shipped_plan().mechanism("real_estate_procedure").model
    found = procedure(model)
    bound = [one for one in found.parallel if one.needs]
    assert bound
    assert all(one.saves == 0 for one in bound)
    pair = (bound[0].first, bound[0].second)
    with pytest.raises(CaseError, match="wants"):
        cheapest(model, found, [Change(id="x", cost=1, parallel=(pair,))])


def test_the_procedures_of_the_plan_take_as_long_as_they_say():
    """For each loaded procedure the length is that of its longest chain on the clock."""
    plan = shipped_plan()
    made = [one.model for one in plan.mechanisms.values() if one.kind == "procedure"]
    assert made
    for model in made:
        found = procedure(model)
        assert found.length == model.critical.length
        assert found.unit == "workday"
        covered = clocked(model.after, model.starts_after)
        assert {one.step for one in found.stages} | set(found.left_out) == covered
        assert procedure(model, covering="all").length >= found.length


def test_what_a_case_does_not_need_takes_no_time():
    model = make({"a": (2, []), "b": (5, ["a"]), "c": (1, ["b"])})
    found = procedure(model, needed=["a", "c"])
    assert (found.length, found.path, found.left_out) == (3, ("a", "c"), ("b",))
    with pytest.raises(ValueError, match="no step `x`"):
        procedure(model, needed=["x"])


def rows(*events):
    return [
        {"case": case, "activity": step, "department": f"d_{step}", "time": f"2026-03-0{day}"}
        for case, step, day in events
    ]


def test_runs_are_held_against_the_procedure():
    """One case for each way to depart from it, and one that runs as declared."""
    model = make({"a": (1, []), "b": (1, ["a"]), "c": (1, ["b"]), "d": (1, ["a"])})
    log = read_log([
        *rows(("fine", "a", 1), ("fine", "b", 2), ("fine", "c", 3), ("fine", "d", 2)),
        *rows(("open", "a", 1)),
        *rows(("skip", "a", 1), ("skip", "c", 2), ("skip", "d", 2)),
        *rows(("twice", "a", 1), ("twice", "a", 2), ("twice", "a", 2), ("twice", "b", 3)),
        *rows(("order", "b", 1), ("order", "a", 2), ("order", "c", 3)),
        *rows(("same", "b", 1), ("same", "a", 1)),
        {"case": "other", "activity": "step a", "department": "x", "time": "2026-03-01"},
        {"case": "other", "activity": "lunch", "department": "x", "time": "2026-03-01"},
    ])  # fmt: skip
    found = conformance(model, log)
    assert (found.cases, found.conforming, found.finished) == (7, 4, 2)
    assert found.skipped == {"b": 1}
    assert (found.repeated, found.times_too_many) == ({"a": 1}, {"a": 2})
    assert found.out_of_order == {("a", "b"): 1}
    assert found.elsewhere == {("a", "x"): 1}
    assert found.unmatched == {"lunch": 1}
    assert found.unseen == ()
    runs = {run.case: run for run in found.runs}
    assert [case for case, run in runs.items() if not run.conforms] == ["skip", "twice", "order"]


def test_activities_are_given_their_steps():
    model = make({"a": (1, []), "b": (1, ["a"])})
    log = read_log([{"case": "1", "activity": "x", "department": "y", "time": "2026-03-01"}])
    assert conformance(model, log, {"x": "step b"}).skipped == {"a": 1}
    with pytest.raises(CaseError, match="did you mean"):
        conformance(model, log, {"x": "step bb"})


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 9)), max_size=8))
def test_a_case_conforms_where_plain_comparison_of_times_says_so(events):
    """A chain of three: each at most once, none missing before one seen, times not falling."""
    model = make({"a": (1, []), "b": (1, ["a"]), "c": (1, ["b"])})
    log = read_log(rows(*(("1", step, day) for step, day in events)))
    found = conformance(model, log)
    times = {s: sorted(day for step, day in events if step == s) for s in "abc"}
    seen = [s for s in "abc" if times[s]]
    good = all(len(times[s]) <= 1 for s in "abc") and "".join(seen) in ("", "a", "ab", "abc")
    first = [times[s][0] for s in seen]
    good = good and first == sorted(first)
    assert found.conforming == (good and bool(events))
