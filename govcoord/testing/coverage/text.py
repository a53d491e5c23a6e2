"""A coverage report as lines of text, each with its role, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from govcoord.plain import jsonable
from govcoord.testing.coverage.points import Point
from govcoord.testing.coverage.report import GROUPS, CoverageReport, Tally
from govcoord.testing.coverage.words import Words, percent

_LISTED = 12
_CASES = 3


@attrs.frozen
class Row:
    """A row of the table of shares."""

    name: str
    tally: Tally
    indent: bool = False


def rows_of(words: Words) -> list[Row]:
    """What is looked at, then each table, then all."""
    report = words.report
    rows = [
        Row(words.tell(group), tally) for group in GROUPS
        if (tally := report.of_group(group)).total + tally.unreachable
    ]  # fmt: skip
    return [*rows, Row(words.tell("total"), report.total)]


def table_rows(words: Words) -> list[Row]:
    """The share of each table."""
    return [Row(words.table(t), words.report.of_table(t.id)) for t in words.report.tables]


@attrs.frozen
class Line:
    """A line and what it is: ``title``, ``head``, ``note``, ``bad``, ``good`` or ``yaml``."""

    text: str
    role: str


def lines_of(words: Words, *, cases: int = _CASES, listed: int = _LISTED) -> Iterator[Line]:
    """What is missing, with the cases that would cover it."""
    report, say = words.report, words.tell
    if not report.missing:
        yield Line(say("all"), "good")
        return
    yield Line(say("lacking"), "head")
    for point in report.missing[:listed]:
        yield Line(f"  - {words.missing(point)}{_place(words, point)}", "bad")
    if len(report.missing) > listed:
        yield Line(f"  - {say('more', count=len(report.missing) - listed)}", "bad")
    if not cases:
        return
    found = report.suggestions
    if found.cases:
        yield Line("", "note")
        yield Line(say("paste"), "head")
        for suggestion in found.cases[:cases]:
            yield Line("", "note")
            yield from (Line(text, "yaml") for text in words.entry(suggestion).splitlines())
        if len(found.cases) > cases:
            yield Line("", "note")
            yield Line(f"# {say('more', count=len(found.cases) - cases)}", "note")
    if found.unfound:
        yield Line("", "note")
        yield Line(say("unfound"), "head")
        for point in found.unfound[:listed]:
            yield Line(f"  - {words.missing(point)}{_place(words, point)}", "note")
        if len(found.unfound) > listed:
            yield Line(f"  - {say('more', count=len(found.unfound) - listed)}", "note")


def _place(words: Words, point: Point) -> str:
    place = place_of(words, point)
    return f" ({place})" if place else ""


def place_of(words: Words, point: Point) -> str | None:
    """``file:line`` of the rule of a point, or of its table."""
    table = words.map(point.table).table
    span = table.rules[point.rule].span if point.rule >= 0 else table.span
    return f"{span.source.name}:{span.line}" if span else None


def as_text(report: CoverageReport, language: str = "en", *, cases: int = _CASES) -> str:
    """The report as plain text."""
    words = Words(report, language)
    lines = [words.tell("title"), words.tell("cases", count=report.decisions), ""]
    for row in [*table_rows(words), *rows_of(words)]:
        counted = words.tell("of", covered=row.tally.covered, total=row.tally.total)
        lines.append(f"{percent(row.tally):>6}  {row.name} ({counted})")
    lines += ["", *(line.text for line in lines_of(words, cases=cases))]
    return "\n".join(lines)


def as_data(report: CoverageReport, language: str = "en", *, cases: bool = True) -> dict[str, Any]:
    """The report as plain data that ``json`` can write."""
    words = Words(report, language)
    out: dict[str, Any] = {
        "ruleset": report.coverage.plan.digest,
        "decisions": report.decisions,
        "foreign": report.foreign,
        **report.total.to_dict(),
        "groups": {group: report.of_group(group).to_dict() for group in GROUPS},
        "tables": [
            {
                "table": table.id,
                **report.of_table(table.id).to_dict(),
                "rules": [
                    {"rule": rule.id, **report.of_rule(table.id, number).to_dict()}
                    for number, rule in enumerate(table.rules)
                ],
            }
            for table in report.tables
        ],
        "missing": [_point(words, point) for point in report.missing],
        "unreachable": [_point(words, p) for p, s in report.states.items() if s == "unreachable"],
    }
    if cases:
        found = report.suggestions
        out["suggestions"] = [
            {
                "case": s.case,
                "covers": [words.reached(point) for point in s.points],
                "yaml": words.entry(s),
            }
            for s in found.cases
        ]
        out["no_case_found"] = [words.missing(point) for point in found.unfound]
    return out


def _point(words: Words, point: Point) -> dict[str, Any]:
    rules = words.map(point.table).table.rules
    return {
        "aspect": str(point.aspect),
        "table": point.table,
        "rule": rules[point.rule].id if point.rule >= 0 else None,
        "other": rules[point.other].id if point.other >= 0 else None,
        "attribute": point.condition.attribute if point.condition else None,
        "value": jsonable(point.value),
        "place": place_of(words, point),
        "text": words.missing(point),
    }
