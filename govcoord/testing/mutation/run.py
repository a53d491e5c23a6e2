"""A run of mutation: every mutant held against the tests, the rest judged, results kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import attrs

from govcoord.diagnostics import Collector, Diagnostic
from govcoord.errors import GovcoordError
from govcoord.rules.engine import Plan
from govcoord.testing.mutation.bench import Baseline, Bench, Trial, baseline
from govcoord.testing.mutation.judge import Judge
from govcoord.testing.mutation.mutants import Mutant, mutants_of
from govcoord.testing.mutation.store import Store
from govcoord.testing.yaml_tests import Bench as TestBench
from govcoord.testing.yaml_tests import collect_tests

State = Literal["killed", "survived", "equivalent", "undecided"]

Watch = Callable[[int, int], None]
"""Is told after each mutant how many are done, and of how many."""


@attrs.frozen
class Result:
    """What became of one mutant: by which test it was noticed, or the case that would.

    ``equivalent`` mutants change no case, which is proved; for ``undecided`` ones neither a
    proof nor a case was found within the budget.
    """

    mutant: Mutant
    state: State
    test: str | None = None
    witness: Mapping[str, Any] | None = attrs.field(default=None, hash=False)


@attrs.frozen
class MutationReport:
    """The results of all mutants. ``apart`` counts tests that reach no table."""

    plan: Plan = attrs.field(repr=False)
    results: tuple[Result, ...]
    tests: int
    apart: int = 0
    remembered: int = 0
    seconds: float = attrs.field(default=0.0, eq=False)

    def of(self, *states: State) -> tuple[Result, ...]:
        """The results in some state."""
        return tuple(result for result in self.results if result.state in states)

    @property
    def survivors(self) -> tuple[Result, ...]:
        """The mutants that no test notices, each with a case that shows the mistake."""
        return self.of("survived")

    @property
    def undecided(self) -> tuple[Result, ...]:
        """The mutants of which nothing is known but that no test notices them."""
        return self.of("undecided")

    @property
    def killable(self) -> int:
        """How many change some case for certain."""
        return len(self.of("killed", "survived"))

    @property
    def percent(self) -> Fraction:
        """The share of killable mutants that tests notice, in percent."""
        whole = self.killable
        return Fraction(100 * len(self.of("killed")), whole) if whole else Fraction(100)

    @property
    def ok(self) -> bool:
        """Whether every mutant was noticed, or is proved to change nothing."""
        return not self.survivors and not self.undecided


class BrokenTestsError(GovcoordError):
    """Tests that fail, or cannot be run, say nothing of mistakes that they notice."""

    def __init__(self, base: Baseline, diagnostics: Sequence[Diagnostic]) -> None:
        self.failed, self.diagnostics = base.failed, tuple(diagnostics)
        names = ", ".join(result.test.id for result in base.failed[:3])
        problems = f"{len(self.diagnostics)} problems of test files"
        super().__init__(f"tests fail before anything is changed: {names or problems}")


def tests_at(paths: Iterable[str | Path]) -> Baseline:
    """The tests of files and folders, run as they are; `BrokenTestsError` if any fails."""
    collector = Collector()
    bench = TestBench(collector)
    found = collect_tests([str(path) for path in paths], collector)
    ready = [test for one in found if (test := bench.ready(one)) is not None]
    base = baseline(ready)
    errors = [d for d in collector.sorted() if d.severity == "error"]
    if base.failed or errors:
        raise BrokenTestsError(base, errors)
    return base


def mutate(
    plan: Plan,
    tests: Sequence[str | Path],
    *,
    tables: Iterable[str] | None = None,
    cache: Path | None = None,
    watch: Watch | None = None,
    most: int | None = None,
) -> MutationReport:
    """Make the mutants of a plan and see which of them the tests at some paths notice.

    ``tables`` names the tables to change, by default all; ``most`` takes that many mutants,
    spread evenly. With ``cache``, a file, what is known from earlier runs is not done again:
    a mutant stays noticed while the ruleset and the test that noticed it are the same.
    Raises `BrokenTestsError` where a test fails as it is.
    """
    started = time.perf_counter()
    base = tests_at(tests)
    mutants = list(mutants_of(plan, tables))
    if most is not None and len(mutants) > most:
        mutants = [mutants[n * len(mutants) // most] for n in range(most)]
    store = Store(cache, plan)
    run = Run(plan, base.trials, store)
    results = []
    for number, mutant in enumerate(mutants, 1):
        results.append(run.result(mutant))
        if watch is not None:
            watch(number, len(mutants))
    store.save()
    seconds = time.perf_counter() - started
    return MutationReport(
        plan, tuple(results), len(base.trials), base.apart, run.remembered, seconds
    )


class Run:
    """One run over mutants."""

    def __init__(self, plan: Plan, trials: Sequence[Trial], store: Store) -> None:
        self.bench, self.judge, self.store = Bench(plan, trials), Judge(plan), store
        self.by_digest = {trial.digest: trial for trial in trials}
        self.remembered = 0

    def result(self, mutant: Mutant) -> Result:
        """What becomes of a mutant."""
        known = self.store.get(mutant)
        if known is not None and known.state == "killed" and known.test in self.by_digest:
            self.remembered += 1
            return Result(mutant, "killed", self.by_digest[known.test].id)
        killer = self.bench.killer(mutant)
        if killer is not None:
            self.store.put(mutant, "killed", test=killer.digest)
            return Result(mutant, "killed", killer.id)
        if known is not None and known.state != "killed":
            self.remembered += 1
            return Result(mutant, known.state, None, known.witness)
        judged = self.judge.judge(mutant)
        self.store.put(mutant, judged.finding, witness=judged.witness)
        return Result(mutant, judged.finding, None, judged.witness)


def in_order(results: Iterable[Result]) -> Iterator[Result]:
    """Results as a person goes through them: file by file, line by line."""
    return iter(sorted(results, key=lambda r: (r.mutant.base.id, r.mutant.change.rule)))
