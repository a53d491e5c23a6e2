"""A coverage report as one HTML file: shares, what is missing, and the rules line by line."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

import attrs

from govcoord.source import Source
from govcoord.testing.coverage.page import SCRIPT, STYLE
from govcoord.testing.coverage.places import Key, Places
from govcoord.testing.coverage.points import Point
from govcoord.testing.coverage.report import CoverageReport, Tally
from govcoord.testing.coverage.text import Row, rows_of, table_rows
from govcoord.testing.coverage.words import Words, percent

if TYPE_CHECKING:
    from govcoord.testing.mechanisms.coverage import MechanismCoverage

_AROUND = 126  # the length of the ring, of radius 20


def as_html(
    report: CoverageReport, language: str = "en", *, mechanisms: MechanismCoverage | None = None
) -> str:
    """The report as a page that needs no other file and nothing from the net."""
    return "\n".join(Page(Words(report, language), Places(report), mechanisms).parts())


def status(tally: Tally) -> str:
    """``full``, ``part``, ``none`` or ``dead``."""
    if not tally.total:
        return "dead"
    if not tally.missing:
        return "full"
    return "part" if tally.covered else "none"


@attrs.frozen
class Page:
    """The parts of the page in order."""

    words: Words
    places: Places
    mechanisms: MechanismCoverage | None = None

    def parts(self) -> Iterator[str]:
        """All of the page."""
        say = self.words.tell
        title = escape(say("title"))
        yield f'<!doctype html>\n<html lang="{self.words.language}">\n<head>'
        yield '<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
        yield from self.head(title)
        yield '<div class="cols">'
        yield from self.shares(rows_of(self.words)[:-1], "what")
        yield from self.shares(table_rows(self.words), "table")
        yield "</div>"
        yield from self.lacking()
        yield from self.files()
        if self.mechanisms is not None:
            from govcoord.testing.mechanisms.coverage_text import html_of

            yield from html_of(self.mechanisms, self.words.language)
        yield f"<script>{SCRIPT}</script>\n</body>\n</html>"

    def head(self, title: str) -> Iterator[str]:
        report, say = self.words.report, self.words.tell
        total = report.total
        filled = float(total.percent) * _AROUND / 100  # a picture, not a figure
        yield f'<header><svg class="ring {status(total)}" viewBox="0 0 48 48" aria-hidden="true">'
        yield '<circle cx="24" cy="24" r="20"/>'
        yield f'<circle class="arc" cx="24" cy="24" r="20" stroke-dasharray="{filled:.1f} 200"/>'
        yield f'</svg><div><h1>{title}</h1><p><b class="big">{percent(total)}</b> '
        counted = say("of", covered=total.covered, total=total.total)
        facts = [counted, say("cases", count=report.decisions)]
        if report.foreign:
            facts.append(say("foreign", count=report.foreign))
        if total.unreachable:
            facts.append(f"{say('legend_dead')}: {total.unreachable}")
        yield " · ".join(map(escape, facts)) + "</p></div></header>"

    def shares(self, rows: list[Row], heading: str) -> Iterator[str]:
        say = self.words.tell
        yield f'<section class="card"><table><thead><tr><th>{escape(say(heading))}</th>'
        yield f'<th class="n">{escape(say("covered"))}</th><th>{escape(say("share"))}</th></tr>'
        yield "</thead><tbody>"
        for row in rows:
            tally = row.tally
            share = float(tally.percent)
            yield f'<tr class="{status(tally)}"><td>{escape(row.name)}</td>'
            yield f'<td class="n">{tally.covered}/{tally.total}</td><td class="s">'
            yield f'<span class="bar"><i style="width:{share:.1f}%"></i></span>'
            yield f"<b>{percent(tally)}</b></td></tr>"
        yield "</tbody></table></section>"

    def lacking(self) -> Iterator[str]:
        report, say = self.words.report, self.words.tell
        yield '<section class="card">'
        if not report.missing:
            yield f'<p class="good">{escape(say("all"))}</p></section>'
            return
        yield f"<h2>{escape(say('lacking'))} ({len(report.missing)})</h2>"
        yield f'<p class="note">{escape(say("paste"))}</p>'
        for suggestion in report.suggestions.cases:
            yield from self.case(list(suggestion.points), self.words.entry(suggestion))
        unfound = report.suggestions.unfound
        if unfound:
            yield f'<p class="note">{escape(say("unfound"))}</p>'
            for point in unfound:
                yield f'<p class="gap">{self.missing(point)}</p>'
        yield "</section>"

    def case(self, points: list[Point], entry: str) -> Iterator[str]:
        yield '<details class="gap"><summary>'
        yield "<br>".join(self.missing(point) for point in points)
        yield f"</summary>{self.snippet(entry)}</details>"

    def missing(self, point: Point) -> str:
        """A point that is missing, with a link to its line."""
        key = next((k for k, points in self.places.points.items() if point in points), None)
        text = escape(self.words.missing(point))
        if key is None or key[0] not in self.places.sources:
            return text
        return f'{text} <a href="#{self.anchor(key)}">{escape(_short(key[0]))}:{key[1]}</a>'

    def snippet(self, entry: str) -> str:
        say = self.words.tell
        button = f'<button data-done="{escape(say("copied"))}">{escape(say("copy"))}</button>'
        return f'<div class="yaml">{button}<pre>{escape(entry)}</pre></div>'

    def anchor(self, key: Key) -> str:
        """The id of a line on the page."""
        return f"f{list(self.places.sources).index(key[0])}-{key[1]}"

    def files(self) -> Iterator[str]:
        say = self.words.tell
        legend = "".join(
            f'<span class="chip {name}">{escape(say(f"legend_{name}"))}</span>'
            for name in ("full", "part", "none", "dead")
        )
        yield f'<div class="bar2"><h2>{escape(say("files"))}</h2>{legend}'
        yield f'<label><input type="checkbox" id="gaps"> {escape(say("only_gaps"))}</label></div>'
        for source in self.places.sources.values():
            yield f'<section class="card file"><h3>{escape(source.name)}</h3>'
            yield from self.lines(source)
            yield "</section>"

    def lines(self, source: Source) -> Iterator[str]:
        count = source.text.count("\n") + (not source.text.endswith("\n"))
        for number in range(1, count + 1):
            key = source.name, number
            rule = self.places.rules.get(key)
            side = "" if rule is None else status(self.words.report.of_rule(*rule))
            gap = " gaps" if side in ("part", "none") else ""
            tally = self.places.tally(key)
            tone = f" {status(tally)}" if tally is not None else ""
            badge = ""
            if tally is not None and tally.total:
                badge = f'<em title="{escape(self.told(key))}">{tally.covered}/{tally.total}</em>'
            yield (
                f'<div class="l{tone}{gap}" id="{self.anchor(key)}"><u class="{side}"></u>'
                f"<s>{number}</s><code>{escape(source.line(number)) or ' '}</code>{badge}</div>"
            )
            if tally is not None and tally.missing:
                yield from self.gaps(key, gap)

    def told(self, key: Key) -> str:
        """What the points of a line are, with what became of them."""
        states = self.words.report.states
        mark = {"covered": "✓", "missing": "✗", "unreachable": "–"}
        return "\n".join(
            f"{mark[states[point]]} {self.words.reached(point)}"
            for point in self.places.points[key]
        )

    def gaps(self, key: Key, gap: str) -> Iterator[str]:
        report = self.words.report
        points = [p for p in self.places.points[key] if report.states[p] == "missing"]
        yield f'<details class="why{gap}"><summary>'
        yield "<br>".join(escape(self.words.missing(point)) for point in points) + "</summary>"
        entries: dict[str, None] = {}
        for point in points:
            suggestion = report.suggestion(point)
            if suggestion is not None:
                entries[self.words.entry(suggestion)] = None
        yield from map(self.snippet, entries)
        yield "</details>"


def _short(name: str) -> str:
    return name.rpartition("/")[2]
