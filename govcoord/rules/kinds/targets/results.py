"""What a document of kind ``targets`` makes of figures: how every target stands."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import Any

import attrs

from govcoord.diagnostics import suggest
from govcoord.errors import CaseError, UnitError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.pace import Judged, Light, Outlook, Status, judge, judge_done
from govcoord.mechanisms.reporting import read_period
from govcoord.mechanisms.said import said, said_by
from govcoord.mechanisms.trend import Forecast, Point
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.kinds.targets.meaning import Contradiction, Demand, Level, Phase, Target
from govcoord.rules.kinds.targets.words import TEXTS, targets_lines
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text
from govcoord.unit_names import BY_NAME
from govcoord.units import convert

_DAY = timedelta(1)


@attrs.frozen
class TargetFigures:
    """What is known of one target: its baseline and its figures by period (``2024``, ``2024-Q1``).

    A yes/no target has ``achieved``, or ``not_yet``: the last day on which it was known to be
    open.
    """

    target: str = fact("target", "目标", "目標")
    baseline: Amount | None = fact("baseline", "基期值", "基期值", default=None)
    series: dict[str, Amount] = fact("figures by period", "各期数值", "各期數值", factory=dict)
    achieved: date | None = fact("achieved on", "完成日期", "完成日期", default=None)
    not_yet: date | None = fact(
        "not achieved as of", "截至此日未完成", "截至此日未完成", default=None
    )


@attrs.frozen
class TargetsRecord:
    """The figures of any of the targets; targets without any have no data."""

    figures: tuple[TargetFigures, ...] = fact("figures", "数据", "數據", default=())


@attrs.frozen
class LevelResult:
    """How one demand of a target stands; figures are in the unit of the target.

    ``judged`` has the status, the gap, the needed pace per year and the forecast; ``points``
    are what it was judged by (running sums where a count adds up), ``start`` where they begin.
    """

    level: int
    demand: str
    asked: str
    due: date | None
    source: str
    phase: str | None
    judged: Judged
    start: Point | None = None
    points: tuple[Point, ...] = ()

    @property
    def status(self) -> Status:
        """Where the demand stands."""
        return self.judged.status

    def to_dict(self) -> dict[str, Any]:
        """As plain data, the judgement in line with the rest."""
        own = attrs.asdict(self, recurse=False)
        judged = attrs.asdict(own.pop("judged"), recurse=False)
        del own["start"], own["points"]
        return {**own, **judged}


@attrs.frozen
class TargetResult:
    """How a target stands: its levels, with the figures they were judged by.

    ``later`` counts figures after the day that is looked at; they are not used.
    """

    id: str
    title: Text
    nature: str
    unit: str | None
    baseline: Number | None
    points: tuple[Point, ...]
    levels: tuple[LevelResult, ...]
    later: int = 0


@attrs.frozen
class PhaseRow:
    """How many demands of a phase stand where; ``phase`` is ``None`` for those without a day."""

    phase: str | None
    title: Text
    lights: Mapping[Light, int]
    statuses: Mapping[str, int]


@attrs.frozen
class TargetsResult:
    """How all targets stand on a day, by phase, and where the plan does not agree with itself."""

    as_of: date
    targets: tuple[TargetResult, ...]
    phases: tuple[PhaseRow, ...]
    contradictions: tuple[str, ...]
    meaning: TargetsMechanism

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """Every target in words, then the phases."""
        return targets_lines(self, language)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "as_of": self.as_of,
            "targets": {result.id: result for result in self.targets},
            "phases": {row.phase or "—": row for row in self.phases},
            "contradictions": self.contradictions,
        }


@attrs.frozen
class TargetsMechanism:
    """A document of kind ``targets``, ready to judge figures."""

    id: str
    title: Text
    source: str
    targets: tuple[Target, ...]
    phases: tuple[Phase, ...]
    contradictions: tuple[Contradiction, ...]
    outlook: Outlook
    kind: str = "targets"

    @property
    def record(self) -> type[Any]:
        """What it is given."""
        return TargetsRecord

    def target(self, id_: str) -> Target | None:
        """The target of that id or title."""
        return next((t for t in self.targets if id_ in (t.id, *t.title.all())), None)

    def assess(self, given: TargetsRecord, setting: Setting) -> TargetsResult:
        """Judge every target as of the day; `CaseError` for figures that do not fit."""
        day = setting.day
        known: dict[str, TargetFigures] = {}
        for n, figures in enumerate(given.figures):
            where = f"figures[{n}]"
            target = self.target(figures.target)
            if target is None:
                near = suggest(figures.target, [t.id for t in self.targets])
                hint = f"did you mean `{near}`?" if near else None
                expected = said(TEXTS, "expect:target")
                raise CaseError("target", figures.target, expected, hint=hint, where=where)
            if target.id in known:
                raise CaseError("target", figures.target, "each once", where=where)
            _check_sort(target, figures, where)
            known[target.id] = figures
        results = [
            _Judging(target, known.get(target.id), _place(given, known, target), day, self).result()
            for target in self.targets
        ]
        contradictions = tuple(declared.id for declared in self.contradictions)
        return TargetsResult(day, tuple(results), self._rows(results), contradictions, self)

    def phase_of(self, day: date | None) -> str | None:
        """The phase in which a day lies."""
        return next((p.id for p in self.phases if day and p.from_ <= day <= p.to), None)

    def _rows(self, results: Iterable[TargetResult]) -> tuple[PhaseRow, ...]:
        levels = [
            level for result in results if result.nature == "target" for level in result.levels
        ]
        titles: dict[str | None, Text] = {phase.id: phase.title for phase in self.phases}
        if any(level.phase is None for level in levels):
            titles[None] = Text()
        rows = []
        for id_, title in titles.items():
            judged = [level.judged for level in levels if level.phase == id_]
            lights: dict[Light, int] = {"green": 0, "yellow": 0, "red": 0, "grey": 0}
            statuses: dict[str, int] = {}
            for one in judged:
                lights[one.light] += 1
                statuses[one.status] = statuses.get(one.status, 0) + 1
            rows.append(PhaseRow(id_, title, lights, statuses))
        return tuple(rows)


def _check_sort(target: Target, figures: TargetFigures, where: str) -> None:
    """A yes/no target has days, any other has figures."""
    dates = {"achieved": figures.achieved, "not_yet": figures.not_yet}
    if target.yes_no and (figures.series or figures.baseline is not None):
        name = "series" if figures.series else "baseline"
        raise CaseError(name, "…", said(TEXTS, "expect:days"), where=where)
    for name, day in dates.items():
        if day is not None and not target.yes_no:
            raise CaseError(name, str(day), said(TEXTS, "expect:figures"), where=where)
    if figures.achieved and figures.not_yet and figures.achieved <= figures.not_yet:
        expected = said(TEXTS, "expect:before", day=figures.achieved)
        raise CaseError("not_yet", str(figures.not_yet), expected, where=where)


def _place(given: TargetsRecord, known: Mapping[str, TargetFigures], target: Target) -> str:
    figures = known.get(target.id)
    return f"figures[{given.figures.index(figures)}]" if figures is not None else ""


Flow = tuple[date, date, Number]
"""A figure with the first and the last day of its period."""


@attrs.frozen
class _Way:
    """What a level is judged by: the day it is due, the start, figures up to each day."""

    due: date | None
    start: Point | None
    points: tuple[Point, ...]
    complete: bool = True


@attrs.frozen
class _Judging:
    """One target, its figures, and the day."""

    target: Target
    figures: TargetFigures | None
    where: str
    day: date
    mechanism: TargetsMechanism

    def result(self) -> TargetResult:
        target = self.target
        baseline = self._baseline()
        flows = self._flows()
        levels = tuple(self._levels(flows, baseline))
        shown = [flow for flow in flows if flow[1] <= self.day]
        points = tuple((last, value) for _, last, value in shown)
        unit = target.unit.name if target.unit else None
        return TargetResult(
            target.id, target.title, target.nature, unit, baseline, points, levels,
            len(flows) - len(shown),
        )  # fmt: skip

    # reading

    def _number(self, amount: Amount, name: str, where: str) -> Number:
        """A figure in the unit of the target, within what is possible."""
        target = self.target
        expected = said(
            TEXTS, "expect:unit",
            unit=lambda lang: target.unit.label(lang) if target.unit else said(TEXTS, "plain"),
        )  # fmt: skip
        value = amount.value
        if amount.unit is not None:
            try:
                if target.unit is None:
                    raise UnitError("no unit")
                value = convert(amount.value, amount.unit, target.unit)
            except UnitError:
                raise CaseError(name, said_by(amount.words), expected, where=where) from None
        elif value and -1 <= value <= 1 and target.unit == BY_NAME["percent"]:
            shown = format_number(value)
            hint = f"`{shown}` may also mean {shown}%"
            raise CaseError(name, shown, "a percentage such as `63%`", hint=hint, where=where)
        low, high = target.least, target.most
        if (low is not None and value < low) or (high is not None and value > high):
            told = said(
                TEXTS, "expect:range",
                low="—" if low is None else partial(target.words, low),
                high="—" if high is None else partial(target.words, high),
            )  # fmt: skip
            raise CaseError(name, said_by(amount.words), told, where=where)
        return value

    def _baseline(self) -> Number | None:
        if self.figures is not None and self.figures.baseline is not None:
            return self._number(self.figures.baseline, "baseline", self.where)
        return self.target.baseline.value if self.target.baseline else None

    def _flows(self) -> list[Flow]:
        """The figures with the days of their periods, in order."""
        found: list[Flow] = []
        for period, amount in (self.figures.series if self.figures else {}).items():
            where = f"{self.where}.series"
            try:
                first, last = read_period(period)
            except ValueError:
                expected = said(TEXTS, "expect:period")
                raise CaseError(
                    period, format_number(amount.value), expected, where=where
                ) from None
            found.append((first, last, self._number(amount, period, where)))
        found.sort(key=lambda flow: (flow[1], flow[0]))
        for one, two in itertools.pairwise(found):
            clash = one[1] == two[1] if self.target.counts == "as_at" else two[0] <= one[1]
            if clash:
                expected = said(TEXTS, "expect:apart", one=one[1], two=two[1])
                raise CaseError("series", str(two[1]), expected, where=self.where)
        return found

    # judging

    def _levels(self, flows: Sequence[Flow], baseline: Number | None) -> Iterator[LevelResult]:
        for level in self.target.levels:
            if self.target.yes_no:
                figures = self.figures or TargetFigures(self.target.id)
                judged = judge_done(
                    figures.achieved, figures.not_yet, due=level.by, day=self.day
                )  # fmt: skip
                yield self._made(level, "done", "", level.by, judged)
                continue
            for demand in level.demands:
                asked = demand.words(self.target.unit, "en")
                required = demand.required(baseline)
                for way in self._ways(level, flows, baseline):
                    made = self._judge(level, demand, asked, required, way)
                    if required is None and baseline is not None:
                        judged = attrs.evolve(made.judged, reason="baseline_not_positive")
                        made = attrs.evolve(made, judged=judged)
                    yield made

    def _made(
        self, level: Level, key: str, asked: str, due: date | None, judged: Judged
    ) -> LevelResult:
        phase = self.mechanism.phase_of(due)
        return LevelResult(level.number, key, asked, due, level.source, phase, judged)

    def _ways(self, level: Level, flows: Sequence[Flow], baseline: Number | None) -> Iterator[_Way]:
        """The figures to judge a level by, for each day on which it is due."""
        if self.target.counts == "as_at":
            points = tuple((last, value) for _, last, value in flows)
            yield _Way(level.by, self._start(baseline), points)
        elif self.target.counts == "cumulative":
            begin = (flows[0][0] - _DAY, 0) if flows else None
            yield _Way(level.by, begin, *_running(flows, None))
        else:
            for year in self._years(level, flows):
                start = (date(year - 1, 12, 31), 0)
                inside = [flow for flow in flows if flow[1].year == year]
                yield _Way(date(year, 12, 31), start, *_running(inside, start[0]))

    def _years(self, level: Level, flows: Sequence[Flow]) -> list[int]:
        """The years that a level is about: that of its day, or each that has begun."""
        if level.by is not None:
            return [level.by.year]
        begun = [flow[0].year for flow in flows if flow[0] <= self.day]
        first = level.since or min(begun, default=self.day.year)
        return list(range(first, self.day.year + 1))

    def _start(self, baseline: Number | None) -> Point | None:
        known = self.target.baseline
        return None if known is None or baseline is None else (date(known.year, 12, 31), baseline)

    def _judge(
        self, level: Level, demand: Demand, asked: str, required: Number | None, way: _Way
    ) -> LevelResult:
        judged = judge(
            required,
            way.points,
            up=demand.up,
            due=way.due,
            day=self.day,
            start=way.start,
            outlook=self.mechanism.outlook,
            complete=way.complete,
            strict=demand.strict,
        )
        judged = attrs.evolve(judged, forecast=self._possible(judged))
        made = self._made(level, demand.key, asked, way.due, judged)
        shown = tuple(point for point in way.points if point[0] <= self.day)
        return attrs.evolve(made, start=way.start, points=shown)

    def _possible(self, judged: Judged) -> Forecast | None:
        """The forecast, cut to what the measure can be."""
        ahead = judged.forecast
        if ahead is None:
            return None
        low, high = self.target.least, self.target.most

        def cut(value: Number) -> Number:
            value = max(value, low) if low is not None else value
            return min(value, high) if high is not None else value

        if ahead.low is None or ahead.high is None or self.target.counts != "as_at":
            # running sums share their errors: an interval that takes them for apart is too small
            ahead = attrs.evolve(ahead, low=None, high=None, interval=None)
            return attrs.evolve(ahead, value=cut(ahead.value))
        return attrs.evolve(ahead, value=cut(ahead.value), low=cut(ahead.low), high=cut(ahead.high))


def _running(flows: Sequence[Flow], before: date | None) -> tuple[tuple[Point, ...], bool]:
    """Sums up to the end of each period, and whether no period is missing in between."""
    points: list[Point] = []
    total, complete = Fraction(0), True
    for first, last, value in flows:
        complete = complete and (before is None or first == before + _DAY)
        total, before = total + value, last
        points.append((last, exact(total)))
    return tuple(points), complete
