"""The coverage of mechanisms as lines of text, and as sections of an HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from govcoord.source import Source
from govcoord.testing.coverage.report import Tally
from govcoord.testing.coverage.text import Line, Row
from govcoord.testing.coverage.words import percent
from govcoord.testing.mechanisms.coverage import MechanismCoverage, PartState, tally
from govcoord.testing.mechanisms.mutants import Part, Subject
from govcoord.testing.mechanisms.phrases import phrase
from govcoord.testing.mechanisms.words import title

LISTED = 12


def rows_of(report: MechanismCoverage, language: str) -> list[Row]:
    """The share of each document, then of all."""
    rows = [Row(title(s, language), report.of_document(s.id)) for s in report.subjects]
    return [*rows, Row(phrase("total", language), report.total)]


def lines_of(report: MechanismCoverage, language: str, *, listed: int = LISTED) -> Iterator[Line]:
    """The parts of which no test notices a change."""
    if not report.missing:
        yield Line(phrase("cover_all", language), "good")
        return
    yield Line(phrase("lacking", language), "head")
    for part in report.missing[:listed]:
        yield Line(f"  - {told(part, language)} ({part.place})", "bad")
    more = len(report.missing) - listed
    if more > 0:
        yield Line(f"  - {phrase('more', language, count=more)}", "bad")


def told(part: Part, language: str) -> str:
    """A part, with how many changes of it were tried."""
    name = f"{part.subject.id}: {part.label}"
    return phrase("tried", language, part=name, count=len(part.changes))


def as_text(report: MechanismCoverage, language: str = "en", *, listed: int = LISTED) -> str:
    """The report as plain text."""
    lines = [phrase("cover_title", language), phrase("tests", language, tests=report.tests), ""]
    for row in rows_of(report, language):
        counted = phrase("of", language, killed=row.tally.covered, total=row.tally.total)
        lines.append(f"{percent(row.tally):>6}  {row.name} ({counted})")
    lines += ["", *(line.text for line in lines_of(report, language, listed=listed))]
    return "\n".join(lines)


# the page


def html_of(report: MechanismCoverage, language: str) -> Iterator[str]:
    """Sections of a page: the shares, what is missing, and the documents line by line."""
    yield f'<section class="card"><h2>{escape(phrase("cover_title", language))}</h2>'
    yield "<table><thead><tr>"
    for name, side in (("document", ""), ("covered", ' class="n"'), ("share", "")):
        yield f"<th{side}>{escape(phrase(name, language))}</th>"
    yield "</tr></thead><tbody>"
    for row in rows_of(report, language):
        yield _row(row)
    yield "</tbody></table></section>"
    yield '<section class="card">'
    for line in lines_of(report, language, listed=len(report.missing)):
        tone = {"head": "h2", "good": 'p class="good"', "bad": 'p class="gap"'}[line.role]
        yield f"<{tone}>{escape(line.text.removeprefix('  - '))}</{tone.split()[0]}>"
    yield "</section>"
    for source, subjects in _sources(report).items():
        yield f'<section class="card file"><h3>{escape(source.name)}</h3>'
        yield from _lines(report, source, subjects, language)
        yield "</section>"


def _row(row: Row) -> str:
    tally = row.tally
    return (
        f'<tr class="{_status(tally)}"><td>{escape(row.name)}</td>'
        f'<td class="n">{tally.covered}/{tally.total}</td><td class="s">'
        f'<span class="bar"><i style="width:{float(tally.percent):.1f}%"></i></span>'
        f"<b>{percent(tally)}</b></td></tr>"
    )


def _status(tally: Tally) -> str:
    if not tally.total:
        return "dead"
    if not tally.missing:
        return "full"
    return "part" if tally.covered else "none"


def _sources(report: MechanismCoverage) -> dict[Source, list[Subject]]:
    found: dict[Source, list[Subject]] = {}
    for subject in report.subjects:
        found.setdefault(subject.node.source, []).append(subject)
    return found


def _lines(
    report: MechanismCoverage, source: Source, subjects: list[Subject], language: str
) -> Iterator[str]:
    wanted = {subject.id for subject in subjects}
    parts: dict[int, list[tuple[Part, PartState]]] = {}
    for part, state in report.states.items():
        if part.subject.id in wanted and state != "tables":
            parts.setdefault(part.line, []).append((part, state))
    for number in range(1, source.text.count("\n") + 1 + (not source.text.endswith("\n"))):
        here = parts.get(number, [])
        tone, badge, gap = "", "", ""
        if here:
            own = tally(state for _, state in here)
            tone, gap = f" {_status(own)}", " gaps" if own.missing else ""
            if own.total:
                names = "\n".join(f"{_MARKS[state]} {part.label}" for part, state in here)
                badge = f'<em title="{escape(names)}">{own.covered}/{own.total}</em>'
        code = escape(source.line(number)) or " "
        yield f'<div class="l{tone}{gap}"><s>{number}</s><code>{code}</code>{badge}</div>'
        for part, state in here:
            if state == "missing":
                yield f'<div class="why gaps">{escape(told(part, language))}</div>'


_MARKS = {"covered": "✓", "missing": "✗", "held": "–", "inert": "–"}
