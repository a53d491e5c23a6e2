"""The waterfall of a score as bars: from nothing, line by line, to the published score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from govcoord.numerals import Number, exact, format_number
from govcoord.scoring.explain import line_label, state_label
from govcoord.scoring.report import Contribution, Score
from govcoord.svg import FONT, decimal, escaped

UP, DOWN, TOTAL, EMPTY = "up", "down", "total", "empty"

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"rounding": "rounding", "total": "score", "title": "{subject}: {score} points"},
    "zh-Hans": {"rounding": "取舍", "total": "得分", "title": "{subject}：{score} 分"},
    "zh-Hant": {"rounding": "取捨", "total": "得分", "title": "{subject}：{score} 分"},
}


@frozen
class Bar:
    """One bar: what it stands for, from where to where it goes, what is written at its end."""

    label: str
    start: Number
    end: Number
    text: str
    kind: str


@frozen
class Waterfall:
    """All bars of a score, from the first line to the score; ``title`` stands above."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def low(self) -> Number:
        """The lowest value that any bar touches (at most 0)."""
        return min(0, *(min(bar.start, bar.end) for bar in self.bars))

    @property
    def high(self) -> Number:
        """The highest value that any bar touches (at least 0)."""
        return max(0, *(max(bar.start, bar.end) for bar in self.bars))


def waterfall(score: Score, language: str = "en") -> Waterfall:
    """The bars of a score: its contributions, what rounding adds, and the score itself."""
    words = _WORDS[language]
    at: Number = 0
    bars: list[Bar] = []
    for line in score.contributions:
        end = exact(Fraction(at) + line.points)
        bars.append(_bar(line, at, end, language))
        at = end
    if score.rounding:
        end = exact(Fraction(at) + score.rounding)
        bars.append(_step(words["rounding"], at, end))
    bars.append(Bar(words["total"], 0, score.score, score.published, TOTAL))
    title = words["title"].format(subject=score.label(language), score=score.published)
    band = score.band_title(language)
    return Waterfall(f"{title}{'，' if language != 'en' else ', '}{band}" if band else title,
                     tuple(bars))  # fmt: skip


def _bar(line: Contribution, start: Number, end: Number, language: str) -> Bar:
    label = line_label(line, language)
    if line.kind == "indicator" and line.score is None:
        return Bar(label, start, end, state_label(line.state, language), EMPTY)
    return _step(label, start, end)


def _step(label: str, start: Number, end: Number) -> Bar:
    change = exact(Fraction(end) - start)
    text = ("+" if change > 0 else "") + format_number(change, digits=4).removeprefix("≈")
    return Bar(label, start, end, text, DOWN if change < 0 else UP)


COLOURS: Final = {UP: "#2b6cb0", DOWN: "#c05621", TOTAL: "#2d3748", EMPTY: "#a0aec0"}
_ROW, _TOP, _SIDE, _EM, _PLOT, _LABELS = 26, 52, 16, 13, 420, 30


def to_svg(picture: Waterfall) -> str:
    """The picture as SVG: the same bytes on every machine, no font or script needed.

    Long labels are cut after 30 wide characters; the whole label is the bar's tooltip.
    """
    left = _SIDE * 2 + min(_LABELS, max(map(_width, (bar.label for bar in picture.bars)))) * _EM
    right = left + _PLOT
    full = right + 8 + max(_width(bar.text) for bar in picture.bars) * _EM + _SIDE
    full = max(full, _SIDE * 2 + int(_width(picture.title) * 17))
    height = _TOP + _ROW * len(picture.bars) + _SIDE
    low, span = Fraction(picture.low), Fraction(picture.high) - picture.low

    def x(value: Number) -> str:
        share = (Fraction(value) - low) / span if span else Fraction(0)
        return decimal(left + share * _PLOT)

    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{full}" height="{height}" '
        f'viewBox="0 0 {full} {height}" font-family="{FONT}" font-size="{_EM}">',
        f"<title>{escaped(picture.title)}</title>",
        f'<rect width="{full}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_SIDE}" y="30" font-size="17" font-weight="bold" fill="#1a202c">'
        f"{escaped(picture.title)}</text>",
        f'<line x1="{x(0)}" y1="{_TOP - 6}" x2="{x(0)}" y2="{height - _SIDE}" stroke="#a0aec0"/>',
    ]
    for number, bar in enumerate(picture.bars):
        rows += _svg_row(bar, number, len(picture.bars), left, x)
    return "\n".join([*rows, "</svg>", ""])


def _svg_row(bar: Bar, number: int, count: int, left: int, x: Callable[[Number], str]) -> list[str]:
    top = _TOP + number * _ROW
    first, last = sorted((bar.start, bar.end))
    start, end = x(first), x(last)
    width = decimal(max(Fraction(end) - Fraction(start), Fraction(1)))
    middle = top + _ROW - 9
    weight = ' font-weight="bold"' if bar.kind == TOTAL else ""
    rows = [
        f"<g><title>{escaped(bar.label)}: {escaped(bar.text)}</title>",
        f'<text x="{left - _SIDE}" y="{middle}" text-anchor="end" fill="#1a202c"{weight}>'
        f"{escaped(_cut(bar.label))}</text>",
        f'<rect x="{start}" y="{top + 4}" width="{width}" height="{_ROW - 8}" '
        f'fill="{COLOURS[bar.kind]}"/>',
        f'<text x="{decimal(Fraction(end) + 6)}" y="{middle}" fill="{COLOURS[bar.kind]}"{weight}>'
        f"{escaped(bar.text)}</text></g>",
    ]
    if number < count - 1:
        at = x(bar.end)
        rows.append(
            f'<line x1="{at}" y1="{top + _ROW - 4}" x2="{at}" y2="{top + _ROW + 4}" '
            'stroke="#a0aec0" stroke-dasharray="2,2"/>'
        )
    return rows


def _width(text: str) -> int:
    """The width of a text in wide characters, rounded up."""
    return -(-sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) // 2)


def _cut(text: str) -> str:
    if _width(text) <= _LABELS:
        return text
    kept = text
    while _width(kept) > _LABELS - 1:
        kept = kept[:-1]
    return kept + "…"


__all__ = ["COLOURS", "DOWN", "EMPTY", "TOTAL", "UP", "Bar", "Waterfall", "to_svg", "waterfall"]
