"""Which parts of the documents of mechanisms the tests exercise.

A part is a place at which a mistake can be made: a limit, a choice, a department, an entry of a
list, a section. It is covered when some test fails after it was left out or changed. What was
merely read on the way to a result that nobody looks at is not covered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import attrs

from govcoord.rules.engine import Plan
from govcoord.testing.coverage.report import State, Tally
from govcoord.testing.mechanisms.bench import trials_at
from govcoord.testing.mechanisms.mutants import Mutant, Part, Subject
from govcoord.testing.mechanisms.run import STATES, Run, chosen, ground_at
from govcoord.testing.mutation.store import Store

PartState = Literal["covered", "missing", "held", "inert", "tables"]

Watch = Callable[[int, int], None]
"""Is told after each part how many are done, and of how many."""


@attrs.frozen(slots=False)
class MechanismCoverage:
    """The state of every part of the documents of mechanisms.

    ``covered``: a test notices some change; ``missing``: none notices any, and some change is
    one; ``held``: every change keeps the document from loading; ``inert``: every change leaves
    the mechanism, to the letter, what it was. The last two are not counted.
    """

    plan: Plan = attrs.field(repr=False)
    subjects: tuple[Subject, ...] = attrs.field(repr=False)
    states: Mapping[Part, PartState] = attrs.field(repr=False)
    tests: int

    @cached_property
    def total(self) -> Tally:
        """All parts."""
        return tally(self.states.values())

    @property
    def percent(self) -> Fraction:
        """The share of parts covered, in percent, exact."""
        return self.total.percent

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts of which no test notices a change, in the order in which they are written."""
        return tuple(part for part, state in self.states.items() if state == "missing")

    def of_document(self, id_: str) -> Tally:
        """The parts of one document."""
        return tally(s for p, s in self.states.items() if p.subject.id == id_)

    def sections(self, id_: str) -> Mapping[str, Tally]:
        """The parts of one document by the field that they belong to (``steps``, ``limit``)."""
        found: dict[str, list[PartState]] = {}
        for part, state in self.states.items():
            if part.subject.id == id_:
                found.setdefault(part.section, []).append(state)
        return {section: tally(states) for section, states in found.items()}

    def reaches(self, least: Fraction) -> bool:
        """Whether at least so many percent are covered."""
        return self.percent >= least

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "tests": self.tests,
            **self.total.to_dict(),
            "documents": [
                {
                    "document": subject.id,
                    "kind": subject.kind,
                    **self.of_document(subject.id).to_dict(),
                    "sections": {
                        name: part.to_dict() for name, part in self.sections(subject.id).items()
                    },
                }
                for subject in self.subjects
            ],
            "missing": [
                {"document": p.subject.id, "part": p.label, "place": p.place} for p in self.missing
            ],
        }


def counted(state: PartState) -> State:
    """What a part is counted as."""
    if state == "covered" or state == "missing":
        return state
    return "unreachable"


def tally(states: Iterable[PartState]) -> Tally:
    """Parts covered, missing, and not counted; parts of tables are no parts here."""
    return Tally.of(counted(state) for state in states if state != "tables")


def mechanism_coverage(
    rulesets: Sequence[str | Path],
    tests: Sequence[str | Path],
    *,
    mechanisms: Iterable[str] | None = None,
    cache: Path | None = None,
    watch: Watch | None = None,
) -> MechanismCoverage:
    """Change each part of the documents of mechanisms until a test notices.

    The arguments are those of `mutate_mechanisms`, and so are the errors; a ``cache`` may be
    the same.
    """
    ground = ground_at(rulesets)
    subjects = chosen(ground, mechanisms)
    trials = trials_at(tests)
    run = Run(trials, store := Store(cache, ground.plan, STATES))
    parts = [part for subject in subjects for part in subject.parts]
    states: dict[Part, PartState] = {}
    try:
        for number, part in enumerate(parts, 1):
            states[part] = _state(part, run)
            if watch is not None:
                watch(number, len(parts))
    finally:
        store.save()
    used = {trial.id for bench in run.benches for trial in bench.trials}
    return MechanismCoverage(ground.plan, subjects, states, len(used))


def _state(part: Part, run: Run) -> PartState:
    found = set()
    for change in part.changes:
        result = run.result(Mutant(part, change), search=False)
        if result.state in ("killed", "timed_out"):
            return "covered"
        found.add(result.state)
    if found & {"alike", "survived"}:
        return "missing"
    if "tables" in found:
        return "tables"
    return "held" if "checked" in found else "inert"
