"""Run the tests of rulesets that are written in YAML.

report = run_tests(["rulesets"])
for result in report.failed:
    print(result.place, result.mismatches)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import attrs

from govcoord.decision import Decision
from govcoord.diagnostics import Collector, Diagnostic
from govcoord.errors import CaseError
from govcoord.rules.engine import Plan
from govcoord.rules.load import load_files
from govcoord.rules.mechanism import Result
from govcoord.rules.reading.nodes import ScalarNode
from govcoord.rules.values import TRUE_WORDS
from govcoord.source import Source, Span
from govcoord.testing.documents import YamlTest, read_tests, test_files
from govcoord.testing.expectations import REJECTED, Expectation, Mismatch, Resolver
from govcoord.testing.results import expected_of_result
from govcoord.testing.watched import watched

Status = Literal["passed", "failed"]

Watch = Callable[[YamlTest, Decision], None]
"""Is told of each test with each decision that it makes: one, or those of a mechanism."""


@attrs.frozen
class YamlResult:
    """How one test ended: what is not as expected, and the time it took in seconds."""

    test: YamlTest
    mismatches: tuple[Mismatch, ...] = ()
    error: CaseError | None = attrs.field(default=None, eq=False)
    seconds: float = attrs.field(default=0.0, eq=False)
    plan: Plan | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def status(self) -> Status:
        """``passed`` or ``failed``."""
        return "failed" if self.mismatches else "passed"

    @property
    def name(self) -> str:
        """The name of the test."""
        return self.test.name

    @property
    def place(self) -> str:
        """Where the test stands."""
        return self.test.place

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "file": self.test.file,
            "name": self.name,
            "place": self.place,
            "source": self.test.source or None,
            "status": self.status,
            "seconds": round(self.seconds, 6),
            "mismatches": [mismatch.to_dict() for mismatch in self.mismatches],
        }


@attrs.frozen
class Report:
    """The results of a run, and the problems of test files and rulesets.

    Tests of a file or ruleset with errors are not run.
    """

    results: tuple[YamlResult, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    seconds: float = attrs.field(default=0.0, eq=False)

    @property
    def failed(self) -> tuple[YamlResult, ...]:
        """The results of tests that failed."""
        return tuple(result for result in self.results if result.status == "failed")

    @property
    def passed(self) -> tuple[YamlResult, ...]:
        """The results of tests that passed."""
        return tuple(result for result in self.results if result.status == "passed")

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The problems that kept tests from running."""
        return tuple(d for d in self.diagnostics if d.severity == "error")

    @property
    def ok(self) -> bool:
        """Whether all tests ran and passed."""
        return not self.failed and not self.errors

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """As plain data."""
        return {
            "tests": len(self.results),
            "passed": len(self.passed),
            "failed": len(self.failed),
            "seconds": round(self.seconds, 3),
            "results": [result.to_dict() for result in self.results],
            "diagnostics": [d.to_dict(language) for d in self.diagnostics],
        }


@attrs.frozen
class ReadyTest:
    """A test with its plan, ready to be run."""

    test: YamlTest
    plan: Plan = attrs.field(repr=False)
    expectations: tuple[Expectation, ...] = attrs.field(repr=False)

    def run(self, watch: Watch | None = None) -> YamlResult:
        """Evaluate the case and compare; ``watch`` is told of each decision that is made."""
        started = time.perf_counter()
        rejected = self.test.expected.get(REJECTED)
        error: CaseError | None = None
        try:
            decision = self.answer(watch)
        except CaseError as found:
            error = found
            mismatches = self._rejected(found)
        else:
            found_all = (item.check(decision) for item in self.expectations)
            mismatches = tuple(item for item in found_all if item is not None)
            if rejected is not None and not _is_false(rejected[1]):
                wanted = _word(rejected[1])
                mismatches = (Mismatch(REJECTED, wanted, None, rejected[0].span), *mismatches)
        seconds = time.perf_counter() - started
        return YamlResult(self.test, mismatches, error, seconds, self.plan)

    def answer(self, watch: Watch | None = None) -> Decision | Result:
        """The decision, or what the mechanism makes of the case."""
        plan = self.plan
        if watch is not None:
            plan = watched(plan, lambda decision: watch(self.test, decision))
        if self.test.mechanism:
            return plan.assess(self.test.mechanism, self.test.case)
        return plan.evaluate(self.test.case)

    def _rejected(self, error: CaseError) -> tuple[Mismatch, ...]:
        """What is wrong with the case having been rejected."""
        wanted = self.test.expected.get(REJECTED)
        if wanted is None or _is_false(wanted[1]):
            return (Mismatch(REJECTED, None, str(error), self.test.span),)
        word = _word(wanted[1])
        attribute = self.plan.vocabulary.attributes.get(error.name)
        names = {error.name, *(attribute.title.all() if attribute else ())}
        if word in TRUE_WORDS or word in names:
            return ()
        return (Mismatch(REJECTED, word, str(error), wanted[0].span),)


def _word(node: Any) -> str:
    return node.value if isinstance(node, ScalarNode) else ""


def _is_false(node: Any) -> bool:
    return isinstance(node, ScalarNode) and (node.is_null or node.value in ("false", "否"))


Rulesets = tuple[tuple[str, ...], bool]
"""Files and folders, and whether their pilots are taken along."""


class Bench:
    """Loads each set of rulesets once and gets tests ready; problems go to the collector."""

    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        self._resolvers: dict[Rulesets, Resolver | None] = {}
        self._dated: dict[tuple[Rulesets, date], Plan] = {}

    def ready(self, test: YamlTest) -> ReadyTest | None:
        """The test with its plan; ``None`` when ruleset or test has an error."""
        resolver = self._resolver((test.rulesets, False))
        if resolver is not None and test.pilot:
            if resolver.plan.pilot is None:
                self.collector.add("GC289", test.span, test=test.name)
                return None
            resolver = self._resolver((test.rulesets, True))
        if resolver is None:
            return None
        before = len(self.collector)
        if test.mechanism:
            expectations = list(expected_of_result(test, resolver))
        else:
            expectations = resolver.resolve(test)
        if len(self.collector) > before:
            return None
        return ReadyTest(test, self._plan(test, resolver.plan), tuple(expectations))

    def _plan(self, test: YamlTest, plan: Plan) -> Plan:
        if test.as_of is None:
            return plan
        key = ((test.rulesets, test.pilot), test.as_of)
        if key not in self._dated:
            self._dated[key] = plan.on(test.as_of)
        return self._dated[key]

    def _resolver(self, rulesets: Rulesets) -> Resolver | None:
        if rulesets not in self._resolvers:
            self._resolvers[rulesets] = self._made(rulesets)
        return self._resolvers[rulesets]

    def _made(self, rulesets: Rulesets) -> Resolver | None:
        names, with_pilots = rulesets
        if not with_pilots:
            return self._load(names)
        plain = self._resolver((names, False))
        pilot = plain.plan.pilot if plain else None
        return None if pilot is None else Resolver(pilot, self.collector)

    def _load(self, rulesets: tuple[str, ...]) -> Resolver | None:
        from govcoord.api import plan_folder

        paths = [plan_folder() if name == "plan" else Path(name) for name in rulesets]
        loaded = load_files(paths)
        errors = [d for d in loaded.diagnostics if d.severity == "error"]
        self.collector.extend(errors)
        return None if errors or loaded.plan is None else Resolver(loaded.plan, self.collector)


def collect_tests(
    paths: Sequence[str | Path], collector: Collector, *, keyword: str | None = None
) -> list[YamlTest]:
    """All tests of the files and folders; a keyword chooses those whose id contains it."""
    files = test_files([Path(p) for p in paths])
    if not files:
        shown = ", ".join(str(p) for p in paths)
        where = Span(Source(str(paths[0]), ""), 1, 1, 1, 1) if paths else None
        collector.add("GC288", where, path=shown)
    tests = [test for file in files for test in read_tests(file, collector)]
    return [t for t in tests if keyword is None or keyword.casefold() in t.id.casefold()]


def run_each(
    paths: Sequence[str | Path],
    collector: Collector,
    *,
    keyword: str | None = None,
    watch: Watch | None = None,
) -> Iterator[YamlResult]:
    """The results of the tests, one after the other; ``watch`` is told of every decision."""
    bench = Bench(collector)
    for test in collect_tests(paths, collector, keyword=keyword):
        ready = bench.ready(test)
        if ready is not None:
            yield ready.run(watch)


def run_tests(
    paths: Sequence[str | Path],
    *,
    keyword: str | None = None,
    fail_fast: bool = False,
    watch: Watch | None = None,
) -> Report:
    """Run the tests in files and folders; nothing is raised, see `Report`.

    ``watch`` is called with each test and each decision, for example to measure coverage.
    """
    started = time.perf_counter()
    collector = Collector()
    results = []
    for result in run_each(paths, collector, keyword=keyword, watch=watch):
        results.append(result)
        if fail_fast and result.status == "failed":
            break
    return Report(tuple(results), collector.sorted(), time.perf_counter() - started)
