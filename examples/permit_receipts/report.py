"""The summary as text for people and as plain data for programs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from summary import Delay, Summary
from words import say

from govcoord import Plan

if TYPE_CHECKING:
    from govcoord.scoring.report import Contribution, Score, ScoreReport

Line = str
Cells = Sequence[str]


def fixed(number: Fraction, digits: int) -> str:
    """A number with that many decimals, rounded half up.

    >>> fixed(Fraction(1, 8), 2)
    '0.13'
    """
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,}"


def width(text: str) -> int:
    """The columns that a text takes on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def table(rows: Sequence[Cells], left: int = 1) -> list[Line]:
    """Rows as aligned columns; the first ``left`` to the left, the others to the right."""
    widths = [max(width(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for number, (cell, wide) in enumerate(zip(row, widths, strict=True)):
            pad = " " * (wide - width(cell))
            cells.append(cell + pad if number < left else pad + cell)
        lines.append(("  " + "  ".join(cells)).rstrip())
    return lines


class Report:
    """Everything that is told of a log, in one language."""

    def __init__(
        self, summary: Summary, scores: ScoreReport, plan: Plan, stray: int, language: str
    ) -> None:
        self.summary = summary
        self.scores = scores
        self.plan = plan
        self.stray = stray
        self.language = language

    def say(self, key: str, **params: object) -> str:
        """A text of the report."""
        return say(key, self.language, **params)

    def unit(self, id_: str) -> str:
        """The name of a department or group."""
        return self.plan.vocabulary.departments.label(id_, self.language)

    def text(self, day: date, *, is_last: bool) -> str:
        """The whole report."""
        title = self.say("title", day=day)
        if is_last:
            title = f"{title} {self.say('last_day')}"
        sample = "  " + self.say("sample", count=self.minimum_sample)
        parts = [
            [title, self.say("caveat")],
            self.section("cases_head", self.cases()) + self.rejected(),
            self.section("joint_head", self.joint()),
            self.section("late_head", self.late()),
            self.section("delay_head", self.delays(), left=2) + table(self.proposed()),
            [*self.section("score_head", self.score_rows()), sample],
        ]
        return "\n\n".join("\n".join(part) for part in parts)

    def section(self, head: str, rows: Sequence[Cells], left: int = 1) -> list[Line]:
        """A heading and a table."""
        return [self.say(head), *table(rows, left)]

    def row(self, key: str, count: int, whole: int | None = None) -> Cells:
        """One counted line, with its share of a whole."""
        share = ""
        if whole:
            part = fixed(Fraction(100 * count, whole), 1)
            share = self.say("of", share=part, whole=f"{whole:,}")
        return self.say(key), f"{count:,}", share

    def cases(self) -> list[Cells]:
        """What came in and what became of it."""
        s = self.summary
        return [
            self.row("cases", s.cases),
            self.row("decisions", s.decisions),
            self.row("rejected", len(s.rejected)),
            self.row("undetermined", s.standings[""]),
            self.row("lead_open", s.leads[""]),
            self.row("stray", self.stray),
        ]

    def rejected(self) -> list[Line]:
        """Each rejected case with its reason."""
        return [f"  {id_}: {reason}" for id_, reason in self.summary.rejected]

    def joint(self) -> list[Cells]:
        """How many cases were joint, and by which entries."""
        s = self.summary
        rows = [self.row("joint", s.joint, s.decisions)]
        titles = {r.id: r.title for t in self.plan.tables for r in t.rules}
        for id_, count in sorted(s.entries.items()):
            _, *rest = self.row("joint", count, s.decisions)
            rows.append((f"  {id_} {titles[id_].get(self.language)}", *rest))
        return [*rows, self.row("joint_incomplete", s.joint_incomplete, s.joint)]

    def late(self) -> list[Cells]:
        """How many cases were late, measured three ways."""
        s = self.summary
        return [
            self.row("closed", s.closed, s.decisions),
            self.row("late", s.standings["late"], s.closed),
            self.row("late_by_day", s.closed_late_by_day, s.closed),
            self.row("late_plan", s.plan_standings["late"], s.closed),
            self.row("contradictory", s.standings["contradictory"], s.closed),
            self.row("open", s.open, s.decisions),
            self.row("overdue", s.standings["overdue"], s.open),
        ]

    def delays(self) -> list[Cells]:
        """The proposals by unit and side, most counted days first."""
        heads = ("unit", "side", "proposals", "of_open", "counted_days")
        rows: list[Cells] = [[self.say(key) for key in heads]]
        by_days = sorted(self.summary.delays.items(), key=lambda item: -item[1].counted_days)
        for (unit, side), delay in by_days:
            rows.append([self.unit(unit), self.say(side), *_delay(delay)])
        rows.append([self.say("all"), "", *_delay(self.summary.delay)])
        return [*rows, [self.say("unnamed"), "", *_delay(self.summary.unnamed)]]

    def proposed(self) -> list[Cells]:
        """How many of the late cases have a proposal."""
        late = self.summary.standings["late"] + self.summary.standings["overdue"]
        return [
            self.row("late_cases", late),
            self.row("proposed_cases", self.summary.proposed_cases, late),
        ]

    @property
    def minimum_sample(self) -> int:
        """The smallest sample that the scorecard asks for."""
        card = self.plan.scorecard(self.scores.scorecard)
        return max(indicator.minimum_sample or 0 for indicator in card.indicators)

    def score_rows(self) -> list[Cells]:
        """Every unit with its score, place and figures."""
        first = next(iter(self.scores))
        heads = [line.label(self.language) for line in first.contributions]
        rows: list[Cells] = [[self.say("unit"), self.say("score"), self.say("rank"), *heads]]
        for one in sorted(self.scores, key=_place):
            rank = "–" if one.rank is None else str(one.rank)
            shown = [_figure(line) for line in one.contributions]
            rows.append([self.unit(one.subject), one.published, rank, *shown])
        return rows


def _delay(delay: Delay) -> Cells:
    counts = (f"{delay.proposals:,}", f"{delay.of_open_cases:,}")
    return (*counts, fixed(delay.counted_days, 1))


def _place(score: Score) -> tuple[bool, int, str]:
    return score.rank is None, score.rank or 0, score.subject


def _figure(line: Contribution) -> str:
    if line.figure is None:
        return "–"
    return fixed(Fraction(line.figure), 1) + ("%" if line.unit == "percent" else "")


def plain(summary: Summary, scores: ScoreReport, day: date, stray: int) -> dict[str, Any]:
    """The summary as data that ``json`` can write; days and scores are exact texts."""
    delays = [
        {"unit": unit, "side": side, **_plain_delay(delay)}
        for (unit, side), delay in sorted(summary.delays.items())
    ]
    return {
        "as_of": day.isoformat(),
        "cases": summary.cases,
        "decisions": summary.decisions,
        "rejected": [{"case": id_, "reason": reason} for id_, reason in summary.rejected],
        "stray_events": stray,
        "undetermined": dict(sorted(summary.undetermined.items())),
        "leads": dict(sorted(summary.leads.items())),
        "joint": summary.joint,
        "joint_entries": dict(sorted(summary.entries.items())),
        "joint_incomplete": summary.joint_incomplete,
        "closed": summary.closed,
        "open": summary.open,
        "standings": dict(sorted(summary.standings.items())),
        "plan_standings": dict(sorted(summary.plan_standings.items())),
        "closed_late_by_day": summary.closed_late_by_day,
        "delays": delays,
        "unnamed": _plain_delay(summary.unnamed),
        "cases_with_proposal": summary.proposed_cases,
        "scores": scores.to_dict(),
    }


def _plain_delay(delay: Delay) -> dict[str, Any]:
    return {
        "proposals": delay.proposals,
        "of_open_cases": delay.of_open_cases,
        "counted_days": fixed(delay.counted_days, 3).replace(",", ""),
        "measures": dict(sorted(delay.measures.items())),
    }
