"""The waterfall of a score by matplotlib, as PNG, PDF or SVG; behind the extra ``plot``."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

from govcoord.errors import GovcoordError, MissingExtraError
from govcoord.scoring.report import Score
from govcoord.scoring.waterfall import COLOURS, Waterfall, to_svg, waterfall

ENDINGS: Final = (".svg", ".png", ".pdf")
_CHINESE: Final = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Source Han Sans CN",
    "Microsoft YaHei", "SimHei", "PingFang SC", "Heiti SC", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "AR PL UMing CN", "Noto Serif CJK SC",
)  # fmt: skip


def save_picture(score: Score, path: str | Path, language: str = "en") -> None:
    """Write the waterfall of a score to a file that ends in .svg, .png or .pdf.

    SVG needs nothing; the others need the extra ``plot`` (`MissingExtraError` without it), and
    a font with Chinese characters where the labels have them (`GovcoordError` without one).
    """
    path = Path(path)
    picture = waterfall(score, language)
    if path.suffix.lower() == ".svg":
        path.write_text(to_svg(picture), encoding="utf-8", newline="\n")
    elif path.suffix.lower() in ENDINGS:
        _draw(picture, path)
    else:
        known = ", ".join(ENDINGS)
        raise GovcoordError(f"`{path.name}` is no picture: its name must end in one of {known}")


def _draw(picture: Waterfall, path: Path) -> None:
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError(f"a picture ending in {path.suffix}", "plot") from None
    with rc_context({"font.sans-serif": _fonts(picture), "axes.unicode_minus": False}):
        figure = Figure(figsize=(9, 1 + 0.32 * len(picture.bars)))
        FigureCanvasAgg(figure)
        _fill(figure.add_subplot(), picture)
        figure.savefig(path, dpi=150, bbox_inches="tight", metadata=_metadata(path))


def _metadata(path: Path) -> dict[str, Any]:
    # No date and no version: the same picture is the same file.
    return {"CreationDate": None} if path.suffix.lower() == ".pdf" else {"Software": None}


def _fill(axes: Any, picture: Waterfall) -> None:
    for row, bar in enumerate(picture.bars):
        start, end = float(bar.start), float(bar.end)
        axes.barh(row, end - start, left=start, color=COLOURS[bar.kind], height=0.7)
        axes.text(max(start, end), row, f" {bar.text}", va="center", color=COLOURS[bar.kind])
        if row < len(picture.bars) - 1:
            axes.plot([end, end], [row, row + 1], color="#a0aec0", linewidth=0.8, zorder=0)
    axes.set_yticks(range(len(picture.bars)), [bar.label for bar in picture.bars])
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.axvline(0, color="#a0aec0", linewidth=0.8)
    axes.set_title(picture.title, loc="left", fontweight="bold")
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _fonts(picture: Waterfall) -> list[str]:
    from matplotlib import font_manager

    # It warns of every weight that a font lacks, in English, to the user's terminal.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

    known = {font.name for font in font_manager.fontManager.ttflist}
    chinese = [name for name in _CHINESE if name in known]
    texts = picture.title + "".join(bar.label for bar in picture.bars)
    if not chinese and any(ord(sign) > 0x2E7F for sign in texts):
        raise GovcoordError(
            "matplotlib finds no font with Chinese characters: install one such as "
            "`Noto Sans CJK SC`, or write a picture ending in .svg"
        )
    return [*chinese, "DejaVu Sans"]


__all__ = ["ENDINGS", "save_picture"]
