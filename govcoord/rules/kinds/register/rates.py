"""What an entry is for a rate: whether it counts, and whether it is what the rate asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from govcoord.case import Facts
from govcoord.mechanisms.entries import Answer, joined
from govcoord.numerals import Number
from govcoord.rules.kinds.register.results import EntryState
from govcoord.rules.mechanism import Setting
from govcoord.rules.regions import Box


@attrs.frozen(kw_only=True)
class RateRule:
    """What an entry has to be to be counted in a rate, and to meet it."""

    id: str
    complete: bool
    done: tuple[str, ...]
    in_time: tuple[str, ...]
    shown: tuple[str, ...]
    rechecked: bool
    in_force: bool
    boxes: tuple[Box, ...]
    at_least: Number | None
    target: str | None


# What an entry is for a rate, by how it stands in each respect; states not named leave it out.
COMPLETE: Mapping[str, Answer] = {"complete": "yes", "incomplete": "no", "unknown": "unknown"}
_DONE: Mapping[str, Answer] = {
    "done": "yes", "late": "yes", "overdue": "no", "unknown": "unknown",
}  # fmt: skip
_IN_TIME: Mapping[str, Answer] = {**_DONE, "late": "no"}
_RECHECKED: Mapping[str, Answer] = {
    "current": "yes", "due_soon": "yes", "overdue": "no", "failed": "no", "unknown": "unknown",
}  # fmt: skip
_IN_FORCE: Mapping[str, Answer] = {"in_force": "yes", "ending": "yes", "unknown": "unknown"}
_WHETHER: Mapping[bool | None, Answer] = {True: "yes", False: "no", None: "unknown"}


def answer(rate: RateRule, one: EntryState, facts: Facts, setting: Setting) -> Answer:
    """What an entry is for a rate."""
    holds = setting.holds(rate.boxes, facts)
    return "left_out" if holds is False else joined([_WHETHER[holds], *_answers(rate, one)])


def _answers(rate: RateRule, one: EntryState) -> Iterator[Answer]:
    states = {owed.duty: owed.state for owed in one.duties}
    if rate.in_force and one.term is not None:
        yield _IN_FORCE.get(one.term.state, "left_out")
    if rate.complete:
        yield COMPLETE[one.status]
    for name in rate.done:
        yield _DONE.get(states[name], "left_out")
    for name in rate.in_time:
        yield _IN_TIME.get(states[name], "left_out")
    if rate.rechecked and one.recheck is not None:
        yield _RECHECKED.get(one.recheck.state, "left_out")
    for view in one.views:
        if view.view in rate.shown:
            shown = _WHETHER[view.whole] if view.status == "shown" else "unknown"
            yield "left_out" if view.status == "withheld" else shown
