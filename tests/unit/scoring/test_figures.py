"""Figures from files, with the place of each in the errors."""

from __future__ import annotations

from decimal import Decimal

import pytest
from shipped import shipped_plan

from govcoord.errors import FigureError, RulesetError
from govcoord.scoring.figures import parse_figures, read_figures
from govcoord.scoring.scorecard import check_figures, score

BODY = """
below_minimum: flag
missing: fail
indicators:
  satisfaction: {title: {zh-Hans: 满意率, en: satisfaction}, weight: 50%, unit: percent,
                 direction: higher, minimum_sample: 30,
                 normalise: {method: share_of_target, target: 90%}}
  days: {title: 办理时长, weight: 50%, unit: workday, direction: lower,
         normalise: {method: min_max, low: 1 workday, high: 11 workdays}}
"""
LONG = """部门,指标,数值,样本量
民政局,满意率,81%,120
民政局,办理时长,6,
卫健委,满意率,90%,45
卫健委,办理时长,1个工作日,
"""
WIDE = """部门,满意率（%）,满意率：样本量,办理时长(工作日)
民政局,81,120,6
卫健委,90,45,1
"""
JSON = """{
  "民政局": {"满意率": {"value": "81%", "sample": 120}, "办理时长": 6},
  "卫健委": {"满意率": {"numerator": 90, "denominator": 100}, "办理时长": 1.0}
}"""
YAML = """民政局:
  满意率: {value: 81%, sample: 120}
  办理时长: 6
卫健委:
  满意率: {value: 90%, sample: 45}
  办理时长: 1个工作日
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("name", "text"),
    [("long.csv", LONG), ("wide.csv", WIDE), ("f.json", JSON), ("f.yaml", YAML),
     ("tabs.tsv", WIDE.replace(",", "\t")), ("semicolons.csv", LONG.replace(",", ";"))],
)  # fmt: skip
def test_one_table_in_every_form(card, tmp_path, name, text, mark):
    path = tmp_path / name
    path.write_bytes((mark + text).replace("\n", "\r\n").encode())
    report = score(card(BODY), read_figures(path))
    assert [(r.subject, r.exact) for r in report] == [("民政局", 70), ("卫健委", 100)]


def test_numbers_of_json_stay_exact():
    table = parse_figures("f.json", '{"a": {"x": 0.1}}')
    assert table["a"]["x"] == Decimal("0.1")


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        ("long.csv", "81%", "181%", "long.csv, row 2, `民政局`"),
        ("wide.csv", "81,", "181,", "wide.csv, row 2, column 2, `民政局`"),
        ("f.yaml", "81%", "181%", "f.yaml, row 2, column 8, `民政局`"),
    ],
)
def test_a_bad_figure_is_reported_with_its_place(card, name, old, new, where):
    text = {"long.csv": LONG, "wide.csv": WIDE, "f.yaml": YAML}[name].replace(old, new)
    (error,) = check_figures(card(BODY), parse_figures(name, text))
    assert (error.where, error.name, error.expected) == (where, "satisfaction", "at most 100%")


def test_a_missing_figure_is_reported_with_its_row(card):
    text = LONG.replace("卫健委,办理时长,1个工作日,\n", "")
    (error,) = check_figures(card(BODY), parse_figures("long.csv", text))
    assert (error.where, error.name) == ("long.csv, row 4, `卫健委`", "days")


def test_an_empty_cell_is_a_missing_figure(card):
    text = WIDE.replace("81,120,6", "81,120,")
    (error,) = check_figures(card(BODY), parse_figures("wide.csv", text))
    assert (error.name, error.where) == ("days", "wide.csv, row 2, column 4, `民政局`")


def test_groups_come_along(card):
    text = WIDE.replace("部门", "部门,组别").replace("局,", "局,甲,").replace("委,", "委,乙,")
    body = BODY + "ranking: {ties: same_rank_then_skip}\n"
    table = parse_figures("wide.csv", text)
    assert table.groups == {"民政局": "甲", "卫健委": "乙"}
    assert [result.rank for result in score(card(body), table)] == [1, 1]


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("", "header", "f.csv, row 1"),
        ("a,,b\n", "header", "f.csv, row 1, column 2"),
        ("a,b,b\n", "header", "f.csv, row 1, column 3"),
        ("s,x\np,1,2\n", "row", "f.csv, row 2, column 3"),
        ("s,x\n,1\n", "subject", "f.csv, row 2, column 1"),
        ("s,x\np,1\np,2\n", "subject", "f.csv, row 3, column 1"),
        ("subject,indicator,value\np,,2\n", "indicator", "f.csv, row 2, column 2"),
        ("subject,indicator,value\np,x,2\np,x,3\n", "x", "f.csv, row 3, column 2"),
        ("subject,indicator,colour\np,x,2\n", "header", "f.csv, row 2, column 3"),
        ("indicator,value\nx,2\n", "header", "f.csv, row 2"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(text, name, where):
    with pytest.raises(FigureError) as caught:
        parse_figures("f.csv", text)
    assert (caught.value.name, caught.value.where) == (name, where)


def test_other_encodings_are_refused_with_a_remedy():
    with pytest.raises(FigureError) as caught:
        parse_figures("f.csv", LONG.encode("gb18030"))
    assert "CSV UTF-8" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    ["[1]", '{"a": 1}', '{"a": {"x": 1}, "a": {}}', '{"a": ', '{"a": {"x": NaN}}', "[" * 100_000],
)
def test_bad_json_is_refused(card, text):
    body = "indicators: {x: {weight: 100%, normalise: points}}"
    with pytest.raises(FigureError):
        score(card(body), parse_figures("f.json", text))


def test_bad_yaml_is_refused():
    with pytest.raises(RulesetError):
        parse_figures("f.yaml", "a: {x: 1, x: 2}")
    with pytest.raises(FigureError):
        parse_figures("f.yaml", "a: 1")
    with pytest.raises(FigureError):
        parse_figures("f.yaml", "a: {x: 1}\n---\nb: {x: 1}")


def test_unknown_endings_are_refused():
    with pytest.raises(FigureError):
        parse_figures("f.xlsx", "a")


def test_a_list_in_the_place_of_a_subjects_figures_is_refused_in_words() -> None:
    """Not a traceback: who it concerns and what was expected."""
    card = shipped_plan().scorecard("plan_scorecard_department")
    (error,) = (e for e in check_figures(card, {"health": [1]}) if e.name == "figures")  # type: ignore[dict-item]
    assert "名称: 内容" in error.message("zh-Hans")
