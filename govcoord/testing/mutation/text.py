"""A report on mutation as lines of text, each with its role, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from govcoord.testing.coverage.text import Line
from govcoord.testing.coverage.words import percent
from govcoord.testing.mutation.run import MutationReport, Result
from govcoord.testing.mutation.words import Words

SHOWN = 5
EVERYTHING = 1_000_000


@attrs.frozen
class Share:
    """How many mutants of a table were noticed, and of the others what they are."""

    name: str
    killed: int
    killable: int
    equivalent: int
    undecided: int

    @property
    def percent(self) -> Fraction:
        """The share that was noticed, in percent."""
        return Fraction(100 * self.killed, self.killable) if self.killable else Fraction(100)


def shares(report: MutationReport, words: Words) -> list[Share]:
    """The shares of each table with mutants, then of all."""
    found = []
    for table in report.plan.tables:
        own = [r for r in report.results if r.mutant.base.id == table.id]
        if own:
            found.append(_share(words.table(table), own))
    return [*found, _share(words.say("total"), list(report.results))]


def _share(name: str, results: list[Result]) -> Share:
    count = dict.fromkeys(("killed", "survived", "equivalent", "undecided"), 0)
    for result in results:
        count[result.state] += 1
    return Share(
        name, count["killed"], count["killed"] + count["survived"], count["equivalent"],
        count["undecided"],
    )  # fmt: skip


def lines_of(report: MutationReport, words: Words, *, listed: int = SHOWN) -> Iterator[Line]:
    """What was not noticed, with the tests that would notice it."""
    if report.ok:
        yield Line(words.say("all"), "good")
    if report.survivors:
        yield Line(words.say("survivors"), "head")
        for result in report.survivors[:listed]:
            yield Line("", "note")
            yield Line(f"- {words.mutant(result.mutant)}{_place(report, result)}", "bad")
            yield from (Line(f"  {t}", "yaml") for t in words.entry(result).splitlines())
        yield from _more(len(report.survivors) - listed, words)
    if report.undecided:
        yield Line(words.say("open"), "head")
        for result in report.undecided[:listed]:
            yield Line(f"- {words.mutant(result.mutant)}{_place(report, result)}", "bad")
        yield from _more(len(report.undecided) - listed, words)


def _more(count: int, words: Words) -> Iterator[Line]:
    if count > 0:
        yield Line("", "note")
        yield Line(words.say("more", count=count), "note")


def _place(report: MutationReport, result: Result) -> str:
    return f" ({result.mutant.place(report.plan)})"


def as_text(report: MutationReport, language: str = "en", *, listed: int = SHOWN) -> str:
    """The report as plain text."""
    words = Words(report.plan, language)
    lines = [words.say("title"), words.say("tests", tests=report.tests, apart=report.apart), ""]
    for share in shares(report, words):
        counted = words.say("of", killed=share.killed, total=share.killable)
        lines.append(f"{share.name}: {counted}")
    lines += ["", *(line.text for line in lines_of(report, words, listed=listed))]
    return "\n".join(lines)


def as_data(report: MutationReport, language: str = "en") -> dict[str, Any]:
    """The report as plain data that ``json`` can write."""
    words = Words(report.plan, language)
    return {
        "ruleset": report.plan.digest,
        "tests": report.tests,
        "apart": report.apart,
        "mutants": len(report.results),
        "killed": len(report.of("killed")),
        "survived": len(report.survivors),
        "equivalent": len(report.of("equivalent")),
        "undecided": len(report.undecided),
        "percent": percent(report.percent),
        "results": [_result(report, words, result) for result in report.results],
    }


def _result(report: MutationReport, words: Words, result: Result) -> dict[str, Any]:
    mutant = result.mutant
    data: dict[str, Any] = {
        "state": result.state,
        "table": mutant.base.id,
        "rule": mutant.rule.id,
        "operator": mutant.change.operator,
        "place": mutant.place(report.plan),
        "text": words.mutant(mutant),
    }
    if result.test is not None:
        data["test"] = result.test
    if result.state == "survived":
        data |= {"case": result.witness, "yaml": words.entry(result)}
    return data
