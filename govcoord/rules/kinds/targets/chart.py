"""A picture of a target as SVG: the way to it, the figures, the forecast with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

from govcoord.mechanisms.said import Texts, phrase
from govcoord.mechanisms.trend import Point, year_point
from govcoord.numerals import Number, exact, format_number, round_number
from govcoord.rules.kinds.targets.meaning import Target
from govcoord.rules.kinds.targets.results import LevelResult, TargetResult, TargetsResult
from govcoord.rules.kinds.targets.words import TEXTS, asked_words
from govcoord.svg import FONT, escaped

WIDTH, HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 150, 62, 86
_INK, _SOFT, _GRID = "#222222", "#666666", "#dddddd"
_ACTUAL, _WAY, _AHEAD = "#1f5fa8", "#8a8a8a", "#c46a1a"
_LIGHTS = {"green": "#2e8b57", "yellow": "#d9a400", "red": "#c0392b", "grey": "#9a9a9a"}
_STEPS = (1, 2, Fraction(5, 2), 5, 10)

FALLING = ("at_most", "less_than", "reduce_by")
"""Demands under which less is better: what lies above the line is free of it."""

WORDS: Texts = {
    "actual": ("figures", "实际值", "實際值"),
    "way": ("straight way to the target", "直线进度", "直線進度"),
    "ahead": ("forecast ({method})", "预测（{method}）", "預測（{method}）"),
    "band": ("{level} prediction interval", "{level}预测区间", "{level}預測區間"),
    "as_of": ("as of {day}", "截至 {day}", "截至 {day}"),
    "unit": ("unit: {unit}", "单位：{unit}", "單位：{unit}"),
}


def target_svg(result: TargetsResult, id_: str, language: str = "zh-Hans") -> str | None:
    """The picture of one target; ``None`` for a yes/no target and where there are no figures.

    The same result gives the same bytes.
    """
    target = result.meaning.target(id_)
    found = next((one for one in result.targets if target and one.id == target.id), None)
    if target is None or found is None or target.yes_no:
        return None
    levels = [level for level in found.levels if level.judged.required is not None]
    if not any(level.points for level in levels):
        return None
    return _Picture.of(target, found, levels, result.as_of, language).svg()


@attrs.frozen
class _Picture:
    target: Target
    result: TargetResult
    levels: Sequence[LevelResult]
    as_of: date
    language: str
    xs: tuple[Fraction, Fraction]
    ys: tuple[Fraction, Fraction]
    step: Fraction

    @classmethod
    def of(
        cls, target: Target, result: TargetResult, levels: Sequence[LevelResult], as_of: date,
        language: str,
    ) -> _Picture:  # fmt: skip
        """The picture with its scales."""
        days = [day for level in levels for day, _ in _way(level)]
        values = [Fraction(value) for level in levels for _, value in _way(level)]
        for level in levels:
            ahead = level.judged.forecast
            ends = () if ahead is None else (ahead.value, ahead.low, ahead.high)
            values += [Fraction(end) for end in ends if end is not None]
        first, last = year_point(min(days)), year_point(max(days))
        margin = max((last - first) / 40, Fraction(1, 20))
        low, high, step = _scale(min(values), max(values))
        xs = (first - margin, last + margin)
        return cls(target, result, levels, as_of, language, xs, (low, high), step)

    def say(self, key: str, **params: object) -> str:
        return phrase(WORDS, key, self.language, **params)

    # places

    def x(self, day: date) -> Fraction:
        share = (year_point(day) - self.xs[0]) / (self.xs[1] - self.xs[0])
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: Number) -> Fraction:
        share = (value - self.ys[0]) / (self.ys[1] - self.ys[0])
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)

    def at(self, point: Point) -> str:
        return f"{_px(self.x(point[0]))},{_px(self.y(point[1]))}"

    # parts

    def svg(self) -> str:
        """The whole picture."""
        title = escaped(f"{self.target.id} {self.result.title.get(self.language)}")
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}" font-size="12" role="img">',
            f"<title>{title}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            _text(_LEFT, 26, title, size=16, fill=_INK),
            *self._subtitle(),
            *self._axes(),
            *self._bands(),
            *self._ways(),
            *self._figures(),
            *self._marks(),
            *self._legend(),
            "</svg>",
        ]
        return "\n".join(parts) + "\n"

    def _subtitle(self) -> Iterator[str]:
        words = [self.say("as_of", day=self.as_of)]
        if self.target.unit is not None:
            words.append(self.say("unit", unit=self.target.unit.label(self.language)))
        mark = phrase(TEXTS, "marks", self.language)
        yield _text(_LEFT, 46, escaped(mark.join(words)), fill=_SOFT)

    def _axes(self) -> Iterator[str]:
        value = self.ys[0]
        while value <= self.ys[1]:
            y = _px(self.y(value))
            yield f'<line x1="{_LEFT}" y1="{y}" x2="{WIDTH - _RIGHT}" y2="{y}" stroke="{_GRID}"/>'
            label = format_number(exact(value), group=True)
            yield _text(_LEFT - 8, self.y(value) + 4, label, anchor="end", fill=_SOFT)
            value += self.step
        first, last = -(-self.xs[0] // 1), self.xs[1] // 1
        every = max(1, -(-(last - first) // 8))
        for year in range(int(first), int(last) + 1, int(every)):
            # the end of 2024 is where 2025 begins
            x = self.x(date(year - 1, 12, 31))
            low = HEIGHT - _BOTTOM
            yield (
                f'<line x1="{_px(x)}" y1="{low}" x2="{_px(x)}" y2="{low + 5}" stroke="{_SOFT}"/>'
            )
            yield _text(x, low + 19, f"{year - 1}-12-31", anchor="middle", fill=_SOFT, size=11)

    def _bands(self) -> Iterator[str]:
        for level in self._ahead():
            ahead, last = level.judged.forecast, level.points[-1]
            assert ahead is not None
            if ahead.low is not None and ahead.high is not None:
                corners = (last, (ahead.at, ahead.high), (ahead.at, ahead.low))
                points = " ".join(map(self.at, corners))
                yield f'<polygon points="{points}" fill="{_AHEAD}" fill-opacity="0.15"/>'
            yield self._line((last, (ahead.at, ahead.value)), _AHEAD, "6 4")

    def _ahead(self) -> list[LevelResult]:
        """The levels with a forecast, one for each day."""
        found: dict[date, LevelResult] = {}
        for level in self.levels:
            if level.judged.forecast is not None and level.points:
                found.setdefault(level.judged.forecast.at, level)
        return list(found.values())

    def _ways(self) -> Iterator[str]:
        for level in self.levels:
            start = level.start or (level.points[0] if level.points else None)
            required = level.judged.required
            if start is not None and level.due is not None and required is not None:
                if start[0] < level.due:
                    yield self._line((start, (level.due, required)), _WAY, "2 3")
            elif required is not None:
                days = [point[0] for point in _way(level)]
                ends = ((min(days), required), (max(days), required))
                yield self._line(ends, _WAY, "2 3")

    def _figures(self) -> Iterator[str]:
        drawn: set[tuple[Point, ...]] = set()
        for level in self.levels:
            if level.points and level.points not in drawn:
                drawn.add(level.points)
                begin = () if level.start is None else (level.start,)
                yield self._line((*begin, *level.points), _ACTUAL, None)
                for point in (*begin, *level.points):
                    x, y = self.at(point).split(",")
                    yield f'<circle cx="{x}" cy="{y}" r="3.5" fill="{_ACTUAL}"/>'
        newest = max(level.points[-1] for level in self.levels if level.points)
        words = self.target.words(newest[1], self.language)
        above = any(level.demand in FALLING for level in self.levels)
        place = self.y(newest[1]) + (-8 if above else 18)
        yield _text(self.x(newest[0]) + 4, place, escaped(words), fill=_ACTUAL)

    def _marks(self) -> Iterator[str]:
        """The targets: a diamond in the colour of the light, with what is asked."""
        taken: list[Fraction] = []
        for level in sorted(self.levels, key=lambda one: (one.due or date.max, one.level)):
            required = level.judged.required
            assert required is not None
            at = level.due or max(point[0] for point in _way(level))
            x, y = self.x(at), self.y(required)
            colour = _LIGHTS[level.judged.light]
            d = f"M{_px(x)} {_px(y - 6)}l6 6l-6 6l-6 -6z"
            yield f'<path d="{d}" fill="{colour}" stroke="{_INK}" stroke-width="0.6"/>'
            row = y + 4
            while any(abs(row - other) < 30 for other in taken):
                row += 6
            taken.append(row)
            right = WIDTH - _RIGHT + 8
            yield (
                f'<line x1="{_px(x + 7)}" y1="{_px(y)}" x2="{right - 3}" y2="{_px(row - 4)}" '
                f'stroke="{colour}" stroke-width="0.7"/>'
            )
            asked = escaped(asked_words(level, self.target, self.language))
            status = phrase(TEXTS, level.judged.status, self.language)
            day = "" if level.due is None else f"{level.due} "
            yield _text(right, row, asked, fill=_INK, size=11)
            yield _text(right, row + 14, escaped(f"{day}{status}"), fill=colour, size=11)

    def _legend(self) -> Iterator[str]:
        entries = [(_ACTUAL, None, self.say("actual")), (_WAY, "2 3", self.say("way"))]
        for level in self._ahead()[:1]:
            ahead = level.judged.forecast
            assert ahead is not None
            method = phrase(TEXTS, ahead.method, self.language)
            entries.append((_AHEAD, "6 4", self.say("ahead", method=method)))
            if ahead.interval is not None:
                entries.append((_AHEAD, "band", self.say("band", level=ahead.interval)))
        x, y = _LEFT, HEIGHT - 26
        for colour, dash, words in entries:
            if dash == "band":
                yield (
                    f'<rect x="{x}" y="{y - 10}" width="24" height="12" fill="{colour}" '
                    'fill-opacity="0.15"/>'
                )
            else:
                pattern = f' stroke-dasharray="{dash}"' if dash else ""
                yield (
                    f'<line x1="{x}" y1="{y - 4}" x2="{x + 24}" y2="{y - 4}" stroke="{colour}" '
                    f'stroke-width="2"{pattern}/>'
                )
            yield _text(x + 30, y, escaped(words), fill=_SOFT)
            x += 48 + sum(12 if ord(c) > 0x2E80 else 7 for c in words)

    def _line(self, points: Sequence[Point], colour: str, dash: str | None) -> str:
        places = " ".join(map(self.at, points))
        pattern = f' stroke-dasharray="{dash}"' if dash else ""
        return (
            f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"{pattern}/>'
        )


def _way(level: LevelResult) -> Iterator[Point]:
    """Every point that the picture of a level has to hold."""
    if level.start is not None:
        yield level.start
    yield from level.points
    required = level.judged.required
    if required is not None:
        known = [point[0] for point in level.points]
        day = level.due or max(known, default=None)
        if day is not None:
            yield day, required


def _scale(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    """Round ends and a round step for an axis that holds both values."""
    span = high - low or abs(high) or Fraction(1)
    size = Fraction(1)
    while size * 10 <= span:
        size *= 10
    while size > span:
        size /= 10
    step = next(Fraction(size * f) / 5 for f in _STEPS if span <= size * f * Fraction(6, 5))
    return (low // step) * step, -(-high // step) * step, step


def _px(value: Fraction | int) -> str:
    return format_number(round_number(value, 1))


def _text(
    x: Fraction | int, y: Fraction | int, words: str, *, anchor: str = "start",
    fill: str = _INK, size: int = 12,
) -> str:  # fmt: skip
    return (
        f'<text x="{_px(x)}" y="{_px(y)}" text-anchor="{anchor}" fill="{fill}" '
        f'font-size="{size}">{words}</text>'
    )
