"""The parts that SVG pictures share: frame, heading, legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from govcoord.graph.draw.boxes import EM, Box
from govcoord.graph.draw.style import INK, PAPER, SOFT
from govcoord.svg import FONT, escaped, text_ems, wrap

SIDE, TOP = 20, 56
_TITLE, _KEY, _SAMPLE = 18, 24, 34


@frozen
class Key:
    """An entry of a legend: what is shown (SVG drawn from 0, 0 in 28 by 14 pixels), and words."""

    sample: str
    label: str


def swatch(fill: str, stroke: str = SOFT, width: int = 1) -> str:
    """A filled rectangle as the sample of a legend."""
    return (
        f'<rect x="1" y="0" width="26" height="14" rx="3" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="{width}"/>'
    )


def stroke(colour: str, thick: str = "2", dashes: str = "") -> str:
    """A line as the sample of a legend."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line x1="0" y1="7" x2="28" y2="7" stroke="{colour}" stroke-width="{thick}"{dashed}/>'


def page(
    title: str, body: Iterable[str], size: tuple[int, int], legend: Sequence[Key], defs: str = ""
) -> str:
    """The whole picture: the body, drawn from 0, 0, with its title above and the legend below."""
    heading = text_ems(title) * _TITLE // 100
    width = max(size[0], min(heading, max(size[0], 760)), 420) + 2 * SIDE
    shown = wrap(title, (width - 2 * SIDE) * 100 // _TITLE, 2)
    top = TOP + (len(shown) - 1) * (_TITLE + 6)
    keys, room = _legend(legend, width - 2 * SIDE)
    height = top + size[1] + SIDE + room
    left = (width - size[0]) // 2
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{FONT}" font-size="{EM}" fill="{INK}">',
        f"<title>{escaped(title)}</title>",
        *([f"<defs>{defs}</defs>"] if defs else []),
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        *(f'<text x="{SIDE}" y="{34 + n * (_TITLE + 6)}" font-size="{_TITLE}" font-weight="bold">'
          f"{escaped(line)}</text>" for n, line in enumerate(shown)),
        f'<g transform="translate({left},{top})">',
        *body,
        "</g>",
        f'<g transform="translate({SIDE},{top + size[1] + SIDE})" fill="{SOFT}">',
        *keys,
        "</g>",
        "</svg>",
        "",
    ])  # fmt: skip


def _legend(keys: Sequence[Key], room: int) -> tuple[list[str], int]:
    """The entries in lines that fit the room, and how high all are."""
    out: list[str] = []
    x = y = 0
    for key in keys:
        said = wrap(key.label, max((room - _SAMPLE) * 100 // EM, 400), 2)
        wide = _SAMPLE + max(map(text_ems, said)) * EM // 100 + 22
        if x and x + wide - 22 > room:
            x, y = 0, y + _KEY
        out.append(f'<g transform="translate({x},{y})">{key.sample}')
        out += [f'<text x="{_SAMPLE}" y="{12 + n * 16}">{escaped(line)}</text>'
                for n, line in enumerate(said)]  # fmt: skip
        out.append("</g>")
        x, y = x + wide, y + 16 * (len(said) - 1)
    return out, (y + _KEY + 10 if keys else 0)


def text_box(text: str, middle: tuple[int, int], size: int) -> Box:
    """The room that a text takes around its middle."""
    width, height = text_ems(text) * size // 100 + 4, size + 4
    return Box(middle[0] - width // 2, middle[1] - height // 2, width, height)
