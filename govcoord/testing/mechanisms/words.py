"""Mutants of mechanisms in words, and the tests that notice them as YAML."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from govcoord.testing.coverage.text import Line
from govcoord.testing.coverage.words import percent
from govcoord.testing.mechanisms.mutants import Mutant, Subject
from govcoord.testing.mechanisms.phrases import phrase
from govcoord.testing.mechanisms.run import MechanismMutationReport, MechanismResult
from govcoord.testing.mechanisms.witness import entry

SHOWN = 5


@attrs.frozen
class Share:
    """How many mutants of a document were noticed, and of the others what they are."""

    name: str
    killed: int
    killable: int
    checked: int
    alike: int
    equivalent: int
    timed_out: int

    @property
    def percent(self) -> Fraction:
        """The share that was noticed, in percent."""
        return Fraction(100 * self.killed, self.killable) if self.killable else Fraction(100)


def title(subject: Subject, language: str) -> str:
    """The title of a document, or its id."""
    return subject.document.title.get(language) or subject.id


def what(mutant: Mutant, language: str) -> str:
    """What was changed, in words."""
    change, part = mutant.change, mutant.part.label
    if change.operator == "joint":
        told = phrase("joint" if change.before == "any" else "split", language, part=part)
    elif change.after is None:
        told = phrase("dropped", language, part=part, before=change.before)
    else:
        told = phrase("replaced", language, part=part, before=change.before, after=change.after)
    if change.parameter is None:
        return told
    return phrase("parameter", language, what=told, name=change.parameter)


def as_entry(result: MechanismResult, language: str) -> str:
    """The test that notices a mutant, as an entry of a test file to be confirmed."""
    mutant = result.mutant
    assert result.witness is not None
    name = phrase(
        "name", language, document=title(mutant.subject, language), what=what(mutant, language)
    )
    confirm = phrase("confirm", language)
    return entry(result.witness, name, mutant.subject.document.source, confirm)


def shares(report: MechanismMutationReport, language: str) -> list[Share]:
    """The shares of each document, then of all."""
    found = [
        _share(title(subject, language), report.of_document(subject.id))
        for subject in report.subjects
    ]
    return [*found, _share(phrase("total", language), report.results)]


def _share(name: str, results: tuple[MechanismResult, ...]) -> Share:
    states = [result.state for result in results]
    killed = states.count("killed")
    return Share(
        name, killed, killed + states.count("survived"), states.count("checked"),
        states.count("alike"), states.count("equivalent"), states.count("timed_out"),
    )  # fmt: skip


def lines_of(
    report: MechanismMutationReport, language: str, *, listed: int = SHOWN
) -> Iterator[Line]:
    """What was not noticed, with the tests that would notice it."""
    if report.ok:
        yield Line(phrase("all", language), "good")
    if report.survivors:
        yield Line(phrase("survivors", language), "head")
        for result in report.survivors[:listed]:
            yield Line("", "note")
            yield _line(result, language, "bad")
            yield from (Line(f"  {t}", "yaml") for t in as_entry(result, language).splitlines())
        yield from _more(len(report.survivors) - listed, language)
    for state, head in (("alike", "alike_head"), ("timed_out", "timed_out_head")):
        found = [result for result in report.results if result.state == state]
        if found:
            yield Line("", "note")
            yield Line(phrase(head, language), "head")
            yield from (_line(result, language, "note") for result in found[:listed])
            yield from _more(len(found) - listed, language)


def _line(result: MechanismResult, language: str, role: str) -> Line:
    mutant = result.mutant
    return Line(f"- {mutant.subject.id}: {what(mutant, language)} ({mutant.place})", role)


def _more(count: int, language: str) -> Iterator[Line]:
    if count > 0:
        yield Line("", "note")
        yield Line(phrase("more", language, count=count), "note")


def as_text(report: MechanismMutationReport, language: str = "en", *, listed: int = SHOWN) -> str:
    """The report as plain text."""
    lines = [phrase("title", language), phrase("tests", language, tests=report.tests), ""]
    for share in shares(report, language):
        counted = phrase("of", language, killed=share.killed, total=share.killable)
        lines.append(f"{share.name}: {counted}")
    lines += ["", *(line.text for line in lines_of(report, language, listed=listed))]
    return "\n".join(lines)


def as_data(report: MechanismMutationReport, language: str = "en") -> dict[str, Any]:
    """The report as plain data that ``json`` can write."""
    counted = {state: len(report.of(state)) for state in ("killed", "survived", "checked")}
    return {
        "ruleset": report.plan.digest,
        "tests": report.tests,
        "mutants": len(report.results) - len(report.of("tables")),
        **counted,
        "alike": len(report.of("alike")),
        "equivalent": len(report.of("equivalent")),
        "timed_out": len(report.of("timed_out")),
        "percent": percent(report.percent),
        "results": [_result(r, language) for r in report.results if r.state != "tables"],
    }


def _result(result: MechanismResult, language: str) -> dict[str, Any]:
    mutant = result.mutant
    data: dict[str, Any] = {
        "state": result.state,
        "document": mutant.subject.id,
        "part": mutant.part.label,
        "operator": mutant.change.operator,
        "before": mutant.change.before,
        "after": mutant.change.after,
        "parameter": mutant.change.parameter,
        "place": mutant.place,
        "text": what(mutant, language),
    }
    for name in ("test", "code"):
        if getattr(result, name) is not None:
            data[name] = getattr(result, name)
    if result.witness is not None:
        data |= {"witness": result.witness.to_dict(), "yaml": as_entry(result, language)}
    return data
