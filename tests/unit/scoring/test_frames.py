"""Frames of pandas and polars go in and come out, and numbers stay exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from govcoord.errors import FigureError, GovcoordError, MissingExtraError
from govcoord.scoring.frames import is_frame, read_frame, to_frame
from govcoord.scoring.scorecard import score

BODY = """
missing: exclude_and_reweight
missing_events: none
below_minimum: flag
ranking: {ties: same_rank_then_skip}
indicators:
  rate: {title: 办结率, weight: 1/3, unit: percent, direction: higher, minimum_sample: 3,
         normalise: {method: share_of_target, target: 90%}}
  mark: {title: 评分, weight: 2/3, normalise: points}
bonus: {items: {award: {title: 表彰, each: 1}}}
"""
COLUMNS = {
    "部门": ["甲", "乙"],
    "办结率（%）": [81.0, 90.0],
    "办结率：样本": [30, 40],
    "评分": [Decimal("80.10"), Fraction(1, 3)],
    "表彰": [2, 0],
}


@pytest.fixture(params=["pandas", "polars"])
def library(request):
    return pytest.importorskip(request.param)


def frame_of(library, columns):
    if library.__name__ == "pandas":
        return library.DataFrame(columns)
    series = {k: library.Series(k, v, dtype=library.Object) if k == "评分" else v
              for k, v in columns.items()}  # fmt: skip
    return library.DataFrame(series)


def test_a_frame_scores_as_its_figures_do(card, library):
    """Headings carry titles, units and details, as in CSV files."""
    made = card(BODY)
    report = score(made, read_frame(frame_of(library, COLUMNS)))
    plain = {
        "甲": {"rate": {"value": "81%", "sample": 30}, "mark": "80.10", "award": 2},
        "乙": {"rate": {"value": "90%", "sample": 40}, "mark": Fraction(1, 3), "award": 0},
    }
    assert [r.exact for r in report] == [r.exact for r in score(made, plain)]


def test_a_missing_cell_is_a_figure_not_reported(card, library):
    columns = {"subject": ["甲", "乙"], "rate（%）": [81.0, None], "rate：sample": [30, None],
               "mark": [80.0, 70.0]}  # fmt: skip
    report = score(card(BODY), read_frame(library.DataFrame(columns)))
    assert report["乙"].exact == 70
    assert report["乙"].provisional


@pytest.mark.parametrize("bad", [float("inf"), float("-inf")])
def test_what_is_not_finite_is_named_with_row_and_column(card, library, bad):
    frame = library.DataFrame({"subject": ["甲", "乙"], "mark": [80.0, bad]})
    with pytest.raises(FigureError, match="row 2, column `mark`"):
        score(card(BODY), read_frame(frame))


def test_nan_in_polars_is_no_missing_figure(card):
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"subject": ["甲", "乙"], "mark": [80.0, float("nan")]})
    with pytest.raises(FigureError, match="row 2, column `mark`"):
        score(card(BODY), read_frame(frame))


def test_a_report_as_a_frame_is_exact(card, library):
    report = score(card(BODY), read_frame(frame_of(library, COLUMNS)))
    frame = report.to_frame(library.__name__)
    rows = frame.to_dict("records") if library.__name__ == "pandas" else frame.to_dicts()
    assert [row["score"] for row in rows] == [Decimal("85.40"), Decimal("33.56")]
    assert [row["rank"] for row in rows] == [1, 2]
    points = [
        sum(Fraction(row[n]) for n in row if n.startswith("points:") and row[n] is not None)
        for row in rows
    ]
    assert points == [Fraction(row["exact"]) for row in rows] == [r.exact for r in report]


def test_an_index_names_the_subjects(card):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"mark": [80, 60]}, index=["甲", "乙"])
    assert [r.subject for r in score(card(BODY), read_frame(frame))] == ["甲", "乙"]


def test_a_frame_without_subjects_and_a_subject_twice_are_refused(library):
    with pytest.raises(FigureError, match="subject"):
        read_frame(library.DataFrame({"mark": [1, 2]}))
    with pytest.raises(FigureError, match="each subject once"):
        read_frame(library.DataFrame({"subject": ["甲", "甲"], "mark": [1, 2]}))


def test_only_frames_are_frames():
    assert not is_frame({"a": 1})
    assert not is_frame(type("DataFrame", (), {})())


def test_a_library_that_is_not_there_is_named(card, monkeypatch):
    """The extra to install is in the message."""
    import importlib

    def absent(name: str) -> None:
        raise ImportError(name)

    report = score(card(BODY), {"甲": {"mark": 1}})
    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(MissingExtraError, match=r"govcoord\[polars\]"):
        to_frame(report, "polars")
    with pytest.raises(GovcoordError, match="`numpy`"):
        to_frame(report, "numpy")


def test_a_plan_takes_frames_and_names_what_is_none(library):
    """Subjects by title; anything that is neither a mapping nor a frame is refused."""
    import govcoord

    plan = govcoord.load_texts({
        "v.yaml": "kind: vocabulary\nid: v\ndepartments: {health: {title: 卫健委}}\n",
        "c.yaml": "kind: scorecard\nid: c\nrounding: {digits: 0}\nmissing: fail\n"
        "indicators: {x: {title: 评分, weight: 100%, normalise: points}}\n",
    })  # fmt: skip
    report = plan.score("c", library.DataFrame({"部门": ["卫健委"], "评分": [81]}))
    assert [(r.subject, r.exact) for r in report] == [("health", 81)]
    frame = report.to_frame(library.__name__, "zh-Hans")
    assert list(frame["title"]) == ["卫健委"]
    with pytest.raises(GovcoordError, match="a mapping or a frame, not list"):
        plan.score("c", [1, 2])
