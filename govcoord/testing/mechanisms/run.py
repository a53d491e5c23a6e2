"""A run of mutation over the documents of mechanisms: noticed, survived, or not told apart."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Literal

import attrs

from govcoord.errors import GovcoordError, RulesetError
from govcoord.rules.engine import Plan
from govcoord.rules.load import load_files
from govcoord.testing.mechanisms.bench import Bench, Trial, trials_at
from govcoord.testing.mechanisms.ground import Ground
from govcoord.testing.mechanisms.mutants import Mutant, Subject, subjects_of
from govcoord.testing.mechanisms.watchdog import TimedOutError, bounded
from govcoord.testing.mechanisms.witness import Searcher, Witness
from govcoord.testing.mutation.store import Store

State = Literal["killed", "checked", "survived", "alike", "equivalent", "tables", "timed_out"]
STATES: tuple[State, ...] = (
    "killed", "checked", "survived", "alike", "equivalent", "tables", "timed_out",
)  # fmt: skip

Watch = Callable[[int, int], None]
"""Is told after each mutant how many are done, and of how many."""


@attrs.frozen
class MechanismResult:
    """What became of one mistake in the document of a mechanism.

    ``killed``: a ``test`` fails; ``checked``: the document does not load any more, with the
    ``code`` of the problem; ``survived``: no test fails, and the ``witness`` is a record of
    which something else is made; ``alike``: no test fails, and no such record was found, which
    proves nothing; ``equivalent``: the mechanism is to the letter what it was; ``tables``: it
    is too, and only tables are others, whose mutants `govcoord.testing.mutate` makes;
    ``timed_out``: with the mistake a test, or a record that was tried, does not come to an end.
    """

    mutant: Mutant
    state: State
    test: str | None = None
    code: str | None = None
    witness: Witness | None = None


@attrs.frozen
class MechanismMutationReport:
    """The results of all mutants of mechanisms; ``tests`` is the number of tests of mechanisms."""

    plan: Plan = attrs.field(repr=False)
    subjects: tuple[Subject, ...] = attrs.field(repr=False)
    results: tuple[MechanismResult, ...]
    tests: int
    remembered: int = 0
    seconds: float = attrs.field(default=0.0, eq=False)

    def of(self, *states: State) -> tuple[MechanismResult, ...]:
        """The results in some state."""
        return tuple(result for result in self.results if result.state in states)

    def of_document(self, id_: str) -> tuple[MechanismResult, ...]:
        """The results of one document."""
        return tuple(result for result in self.results if result.mutant.subject.id == id_)

    @property
    def survivors(self) -> tuple[MechanismResult, ...]:
        """The mutants that no test notices, each with a record that would show the mistake."""
        return self.of("survived")

    @property
    def killable(self) -> int:
        """How many change what is made of some record for certain."""
        return len(self.of("killed", "survived"))

    @property
    def percent(self) -> Fraction:
        """The share of killable mutants that tests notice, in percent."""
        whole = self.killable
        return Fraction(100 * len(self.of("killed")), whole) if whole else Fraction(100)

    @property
    def ok(self) -> bool:
        """Whether no mutant survived; what was not told apart is no proof of anything."""
        return not self.survivors


def ground_at(paths: Iterable[str | Path]) -> Ground:
    """The rulesets at some paths; raises `RulesetError` where they have errors."""
    loaded = load_files([Path(path) for path in paths])
    if loaded.plan is None or any(d.severity == "error" for d in loaded.diagnostics):
        raise RulesetError(loaded.diagnostics)
    return Ground(loaded)


def chosen(ground: Ground, mechanisms: Iterable[str] | None) -> tuple[Subject, ...]:
    """The documents of mechanisms, or those of the ones that are named."""
    subjects = subjects_of(ground)
    if mechanisms is None:
        return subjects
    wanted = [ground.plan.mechanism(name).id for name in mechanisms]
    found = tuple(s for s in subjects if {m.id for m in s.mechanisms} & set(wanted))
    if wanted and not found:
        raise GovcoordError(f"no document of mechanism `{wanted[0]}` was found")
    return found


def mutate_mechanisms(
    rulesets: Sequence[str | Path],
    tests: Sequence[str | Path],
    *,
    mechanisms: Iterable[str] | None = None,
    cache: Path | None = None,
    watch: Watch | None = None,
    most: int | None = None,
) -> MechanismMutationReport:
    """Make one mistake after the other in the documents of mechanisms, and run their tests.

    ``rulesets`` and ``tests`` are files and folders. ``mechanisms`` names the mechanisms, by
    default all; ``most`` takes that many mutants, spread evenly. With ``cache``, a file, what
    is known from earlier runs is not done again. Raises `RulesetError` where the rulesets have
    errors, and `BrokenTestsError` where a test fails as it is.
    """
    started = time.perf_counter()
    ground = ground_at(rulesets)
    subjects = chosen(ground, mechanisms)
    trials = trials_at(tests)
    mutants = [mutant for subject in subjects for mutant in subject.mutants]
    if most is not None and len(mutants) > most:
        mutants = [mutants[n * len(mutants) // most] for n in range(most)]
    store = Store(cache, ground.plan, STATES)
    run = Run(trials, store)
    results = []
    try:
        for number, mutant in enumerate(mutants, 1):
            results.append(run.result(mutant))
            if watch is not None:
                watch(number, len(mutants))
    finally:  # what is known by then is kept, also where somebody gave up waiting
        store.save()
    seconds = time.perf_counter() - started
    used = {trial.id for bench in run.benches for trial in bench.trials}
    return MechanismMutationReport(
        ground.plan, subjects, tuple(results), len(used), run.remembered, seconds
    )


class Run:
    """One run over mutants; what belongs to a document is made once."""

    def __init__(self, trials: Sequence[Trial], store: Store) -> None:
        self.trials, self.store = trials, store
        self.by_digest = {trial.digest: trial for trial in trials}
        self.remembered = 0
        self._benches: dict[str, Bench] = {}
        self._searcher: Searcher | None = None

    @property
    def benches(self) -> Iterator[Bench]:
        """The benches that were needed."""
        return iter(self._benches.values())

    def bench(self, subject: Subject) -> Bench:
        """The tests of a document."""
        if subject.id not in self._benches:
            self._benches[subject.id] = Bench(subject, self.trials)
        return self._benches[subject.id]

    def searcher(self, bench: Bench) -> Searcher:
        """The search for records of a document; only that of the last one is kept."""
        if self._searcher is None or self._searcher.bench is not bench:
            self._searcher = Searcher(bench)
        return self._searcher

    def result(self, mutant: Mutant, *, search: bool = True) -> MechanismResult:
        """What becomes of a mutant; without ``search`` one that no test notices is ``alike``."""
        bench = self.bench(mutant.subject)
        known = self.store.get(mutant)
        if known is not None:
            if known.state == "killed" and known.test in self.by_digest:
                self.remembered += 1
                return MechanismResult(mutant, "killed", self.by_digest[known.test].id)
            if known.state in ("checked", "equivalent", "tables", "timed_out"):
                self.remembered += 1
                return MechanismResult(mutant, known.state, code=known.test)
            if known.test == bench.digest:
                self.remembered += 1
                witness = Witness.from_dict(known.witness) if known.witness else None
                return MechanismResult(mutant, known.state, witness=witness)
        try:
            return self._fresh(mutant, bench, search=search)
        except TimedOutError:
            self.store.put(mutant, "timed_out")
            return MechanismResult(mutant, "timed_out")

    def _fresh(self, mutant: Mutant, bench: Bench, *, search: bool) -> MechanismResult:
        changed = bounded(lambda: bench.changed(mutant))
        if changed.plan is None:
            code = changed.errors[0].code
            self.store.put(mutant, "checked", test=code)
            return MechanismResult(mutant, "checked", code=code)
        if bench.is_same(changed):
            state: State = "tables" if changed.tables else "equivalent"
            self.store.put(mutant, state)
            return MechanismResult(mutant, state)
        killer = bench.killer(mutant, changed)
        if killer is not None:
            self.store.put(mutant, "killed", test=killer.digest)
            return MechanismResult(mutant, "killed", killer.id)
        if not search:
            return MechanismResult(mutant, "alike")
        witness = self.searcher(bench).find(changed.plan)
        state = "survived" if witness else "alike"
        data = witness.to_dict() if witness else None
        self.store.put(mutant, state, test=bench.digest, witness=data)
        return MechanismResult(mutant, state, witness=witness)
