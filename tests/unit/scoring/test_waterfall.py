"""The picture of a score: every line, rounding, the total; in three scripts; always the same."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from govcoord.errors import GovcoordError, MissingExtraError
from govcoord.scoring.plotting import save_picture
from govcoord.scoring.scorecard import score
from govcoord.scoring.waterfall import DOWN, EMPTY, TOTAL, waterfall

BODY = """
not_applicable: reweight
rounding: {digits: 0}
weights: equal
indicators:
  a: {title: {zh-Hans: 办结率 <甲>, en: rate}, normalise: points}
  b: {title: {zh-Hans: 满意度, en: satisfaction}, normalise: points}
  c: {normalise: points}
deductions: {items: {delay: {title: {zh-Hans: 延误, en: delay}, each: 3}}}
bottom: 0
bands: {优秀: 90, 合格: 0}
"""


@pytest.fixture
def result(card):
    return score(card(BODY), {"民政局": {"a": 80, "b": 65, "c": "不适用", "delay": 2}})["民政局"]


def test_bars_go_from_nothing_to_the_published_score(result):
    """Each bar starts where the one before ended; rounding is a bar of its own."""
    bars = waterfall(result, "en").bars
    assert [bar.label for bar in bars] == [
        "rate", "satisfaction", "c", "deduction: delay", "rounding", "score",
    ]  # fmt: skip
    assert bars[0].start == 0
    assert all(before.end == after.start for before, after in pairwise(bars[:-1]))
    assert bars[-2].end == bars[-1].end == result.score == 67
    assert [bar.kind for bar in bars][2:4] == [EMPTY, DOWN]
    assert bars[-1].kind == TOTAL
    assert bars[-2].text == "+0.5"


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_svg_is_sound_and_says_everything(result, language):
    picture = waterfall(result, language)
    root = ElementTree.fromstring(result.picture(language))
    texts = "".join(root.itertext())
    assert all(bar.label in texts and bar.text in texts for bar in picture.bars)
    width, height = (float(root.get(key)) for key in ("width", "height"))
    boxes = list(root.iter("{http://www.w3.org/2000/svg}rect"))
    assert all(float(b.get("x", 0)) + float(b.get("width")) <= width for b in boxes)
    assert all(float(b.get("y", 0)) + float(b.get("height")) <= height for b in boxes)


def test_the_picture_is_the_same_everywhere(result):
    """Its bytes are pinned: no float, no font metric, no date goes into it."""
    digest = hashlib.sha256(result.picture("zh-Hans").encode()).hexdigest()
    assert digest == PINNED


PINNED = "8f58a5cad11c72acb01f0d5acfe0f4d14bf097814c0154340726c91445ff6c0a"


def test_scores_below_nothing_and_long_titles_fit(card):
    body = """
    indicators: {x: {title: TITLE, weight: 100%, direction: higher,
                 normalise: {method: linear, times: 1}}}
    """.replace("TITLE", "很长的指标名称" * 9)
    picture = score(card(body), {"甲": {"x": -40}})["甲"].picture("zh-Hans")
    assert "…" in picture
    ElementTree.fromstring(picture)


def test_a_score_of_nothing_can_be_drawn(card):
    body = "indicators: {x: {weight: 100%, normalise: points}}"
    ElementTree.fromstring(score(card(body), {"甲": {"x": 0}})["甲"].picture())


def test_files_by_their_endings(result, tmp_path):
    save_picture(result, tmp_path / "a.svg", "zh-Hans")
    assert (tmp_path / "a.svg").read_text("utf-8") == result.picture("zh-Hans")
    with pytest.raises(GovcoordError, match=r"\.svg, \.png, \.pdf"):
        save_picture(result, tmp_path / "a.txt")


def test_matplotlib_draws_the_same_bars(result, tmp_path):
    pytest.importorskip("matplotlib")
    for ending, magic in ((".png", b"\x89PNG"), (".pdf", b"%PDF")):
        path = tmp_path / f"a{ending}"
        save_picture(result, path, "en")
        assert path.read_bytes().startswith(magic)


def test_chinese_labels_need_a_font_with_them(result, tmp_path, monkeypatch):
    """Boxes in the place of characters would be no explanation: it says what to install."""
    font_manager = pytest.importorskip("matplotlib.font_manager")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    with pytest.raises(GovcoordError, match="Noto Sans CJK"):
        save_picture(result, tmp_path / "a.png", "zh-Hans")


def test_without_matplotlib_the_extra_is_named(result, tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r"govcoord\[plot\]"):
        save_picture(result, tmp_path / "a.png")


def test_rounding_is_told(result):
    assert result.rounding == Fraction(1, 2)
    assert result.to_dict()["rounding"] == "0.5"
