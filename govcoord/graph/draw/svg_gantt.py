"""A Gantt chart as SVG: a row per bar, slack as a thin line, what comes after what as arrows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from attrs import frozen

from govcoord.graph.draw.boxes import EM
from govcoord.graph.draw.model import Bar, Gantt, Point
from govcoord.graph.draw.style import GRID, MARK, PAPER, PLAIN, SOFT, fills
from govcoord.graph.draw.svg_parts import Key, page, stroke, swatch
from govcoord.numerals import format_number
from govcoord.svg import cut, decimal, escaped, text_ems

_ROW, _TOP, _PLOT, _NAME, _TICKS = 28, 30, 640, 2000, 9


@frozen
class _Scale:
    """Where a point of the axis lies, in pixels."""

    low: Fraction
    high: Fraction
    left: int
    days: bool

    def x(self, point: Point) -> Fraction:
        """The place of a point."""
        span = self.high - self.low or Fraction(1)
        return self.left + (_number(point) - self.low) / span * _PLOT

    def ticks(self) -> Iterator[tuple[Fraction, str]]:
        """Round places on the axis, with what is written there."""
        step = _step((self.high - self.low) / _TICKS, self.days)
        at = self.low if self.days else -(-self.low // step) * step
        while at <= self.high:
            said = date.fromordinal(int(at)).isoformat() if self.days else format_number(at)
            yield self.x(at), said
            at += step


def _number(point: Point) -> Fraction:
    return Fraction(point.toordinal() if isinstance(point, date) else point)


def _step(least: Fraction, days: bool) -> Fraction:
    """The next round step that is no less: of days, whole weeks; of numbers, 1, 2 or 5."""
    if days:
        steps = [Fraction(n) for n in (1, 2, 7, 14, 28, 56, 91, 182, 364)]
        return next((s for s in steps if s >= least), Fraction(-(-least // 364) * 364))
    step = Fraction(1)
    while step < least:
        step *= 2 if str(step)[0] in "15" else Fraction(5, 2)
    return step


def gantt_svg(chart: Gantt) -> str:
    """The chart as SVG. The same chart gives the same bytes on every machine."""
    labels = [bar.label for bar in chart.bars]
    left = max((min(text_ems(s), _NAME) * EM // 100 for s in labels), default=0) + 16
    beside = max((text_ems(bar.text) * EM // 100 for bar in chart.bars), default=0) + 12
    height = _TOP + _ROW * len(chart.bars)
    body: list[str] = []
    if chart.points:
        low, high = map(_number, chart.points)
        scale = _Scale(low, high, left, isinstance(chart.points[0], date))
        body += _axis(chart, scale, height)
        rows = {bar.id: n for n, bar in enumerate(chart.bars)}
        for bar in chart.bars:
            body += _arrows(bar, chart, rows, scale)
        for bar in chart.bars:
            body += _bar(bar, rows[bar.id], scale, fills(chart.groups))
    arrow = (
        f'<marker id="after" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        f'markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">'
        f'<path d="M0 0 10 5 0 10z" fill="{SOFT}"/></marker>'
    )
    width = left + _PLOT + max(beside, 40)
    return page(chart.title, body, (width, height), list(_legend(chart)), arrow)


def _axis(chart: Gantt, scale: _Scale, height: int) -> Iterator[str]:
    for x, said in scale.ticks():
        at = decimal(x)
        yield f'<line x1="{at}" y1="{_TOP - 6}" x2="{at}" y2="{height}" stroke="{GRID}"/>'
        yield (
            f'<text x="{at}" y="{_TOP - 12}" text-anchor="middle" font-size="11" fill="{SOFT}">'
            f"{escaped(said)}</text>"
        )
    if chart.axis:
        said = escaped(chart.axis)
        yield f'<text x="0" y="{_TOP - 12}" font-size="11" fill="{SOFT}">{said}</text>'


def _bar(bar: Bar, row: int, scale: _Scale, painted: Mapping[str, str]) -> Iterator[str]:
    y = _TOP + row * _ROW
    start, end = scale.x(bar.start), scale.x(bar.end)
    border, width = (MARK, 2) if bar.marked else (SOFT, 1)
    fill = painted.get(bar.group or "", PLAIN)
    note = bar.label + "".join(f"\n{line}" for line in (bar.text, bar.note) if line)
    yield f"<g><title>{escaped(note)}</title>"
    yield f'<text x="0" y="{y + 18}">{escaped(cut(bar.label, _NAME))}</text>'
    past = end
    if bar.slack is not None and scale.x(bar.slack) > end:
        past = scale.x(bar.slack)
        yield (
            f'<line x1="{decimal(end)}" y1="{y + 14}" x2="{decimal(past)}" y2="{y + 14}" '
            f'stroke="{SOFT}" stroke-width="2" stroke-dasharray="2 3"/>'
        )
    if bar.start == bar.end:
        yield (
            f'<path d="M{decimal(start - 7)} {y + 14}l7 -7 7 7 -7 7z" fill="{fill}" '
            f'stroke="{border}" stroke-width="{width}"/>'
        )
        past = max(past, end + 7)
    else:
        yield (
            f'<rect x="{decimal(start)}" y="{y + 5}" width="{decimal(end - start)}" height="18" '
            f'rx="3" fill="{fill}" stroke="{border}" stroke-width="{width}"/>'
        )
    if bar.text:
        yield (
            f'<text x="{decimal(past + 7)}" y="{y + 18}" fill="{SOFT}" stroke="{PAPER}" '
            f'stroke-width="4" paint-order="stroke">{escaped(bar.text)}</text>'
        )
    yield "</g>"


def _arrows(bar: Bar, chart: Gantt, rows: Mapping[str, int], scale: _Scale) -> Iterator[str]:
    """From the end of each bar that comes before, down and into this one."""
    ends = {other.id: other.end for other in chart.bars}
    for before in bar.after:
        if before not in rows:
            continue
        one, two = _TOP + rows[before] * _ROW + 14, _TOP + rows[bar.id] * _ROW + 14
        edge = two + (-9 if two > one else 9)
        x, into = scale.x(ends[before]), scale.x(bar.start) + 5
        yield (
            f'<path d="M{decimal(x)} {one}H{decimal(max(x, into))}V{edge}" fill="none" '
            f'stroke="{SOFT}" marker-end="url(#after)"/>'
        )


def _legend(chart: Gantt) -> Iterator[Key]:
    painted = fills(chart.groups)
    shown = {bar.group for bar in chart.bars}
    yield from (Key(swatch(painted[id_]), label) for id_, label in chart.groups if id_ in shown)
    if chart.mark and any(bar.marked for bar in chart.bars):
        yield Key(swatch(PAPER, MARK, 2), chart.mark)
    if chart.slack and any(bar.slack is not None for bar in chart.bars):
        yield Key(stroke(SOFT, "2", "2 3"), chart.slack)
