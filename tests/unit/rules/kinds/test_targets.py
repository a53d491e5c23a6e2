"""Targets of a plan: what a document says, what contradicts itself, and pictures."""

from __future__ import annotations

import json
import pickle
from datetime import date
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from shipped import shipped_plan

import govcoord
from govcoord.cli.app import make_app
from govcoord.errors import CaseError
from govcoord.plain import jsonable
from govcoord.rules.kinds.targets.chart import target_svg
from govcoord.rules.load import load_texts
from tests.support.kind_texts import load_beside, plan_of

GOALS = """
kind: targets
id: goals
source: rule 2
targets:
  - id: time
    title: {en: time, zh-Hans: 时限}
    measure: {id: time, unit: 工作日, better: lower}
    baseline: {year: 2023}
    levels:
      - {by: 2024-12-31, reduce_by: 30%}
      - {by: 2025-12-31, reduce_by: 50%}
  - id: rate
    measure: {id: rate, unit: percent, min: 0%, max: 100%}
    baseline: {year: 2023, value: 62%}
    levels: [{by: 2025-12-31, increase_by: 15个百分点}, {by: 2026-12-31, increase_by: 15%}]
  - id: people
    measure: {unit: 人次, counts: cumulative}
    levels: [{by: 2025-12-31, at_least: 5000人次}]
"""


def notes(*documents: str) -> list[str]:
    return [d.code for d in load_beside(*documents).diagnostics]


def judged(result, id_):
    (found,) = [target for target in result.targets if target.id == id_]
    return [level.judged for level in found.levels]


def test_a_share_of_a_baseline_of_nothing_cannot_be_measured() -> None:
    """Half of nothing is nothing, which would be attained whatever is done; points still add."""
    figures = [
        {"target": "time", "baseline": "0个工作日", "series": {"2024": "0个工作日"}},
        {"target": "rate", "baseline": "0%", "series": {"2024": "15%"}},
    ]
    result = plan_of(GOALS).assess("goals", {"as_of": "2025-02-01", "figures": figures})
    for one in (*judged(result, "time"), judged(result, "rate")[1]):
        assert (one.status, one.reason) == ("not_measurable", "baseline_not_positive")
    assert judged(result, "rate")[0].status == "attained"
    assert "基期值不大于零" in "".join(result.lines(plan_of(GOALS).vocabulary, "zh-Hans"))


def test_a_figure_in_another_unit_is_told_in_the_language_of_the_reader() -> None:
    """Persons are no attendances, and `5,000 persons` is no Chinese."""
    figures = [{"target": "people", "series": {"2024": "5000人"}}]
    given = {"as_of": "2025-02-01", "figures": figures}
    with pytest.raises(CaseError) as caught:
        plan_of(GOALS).assess("goals", given)
    assert "`5000人`" in caught.value.message("zh-Hans")
    assert "5,000 persons" in caught.value.message()


def test_points_add_and_percent_multiplies() -> None:
    """62% and 15 points are 77%; 62% and 15% are 71.3%."""
    given = {"as_of": "2025-02-01", "figures": [{"target": "rate", "series": {"2024": "70%"}}]}
    result = plan_of(GOALS).assess("goals", given)
    assert [one.required for one in judged(result, "rate")] == [77, Fraction(713, 10)]
    text = "\n".join(result.lines(plan_of(GOALS).vocabulary, "zh-Hans"))
    assert "尚差7个百分点" in text
    json.dumps(jsonable(result))
    assert pickle.loads(pickle.dumps(result)) == result


def test_a_cumulative_count_adds_up_over_years() -> None:
    """Each figure adds; the interval that takes sums for apart is not given."""
    series = {"2023-H2": "1000人次", "2024": "1500人次", "2025-Q1": "500人次"}
    given = {"as_of": "2025-05-01", "figures": [{"target": "people", "series": series}]}
    (found,) = judged(plan_of(GOALS).assess("goals", given), "people")
    assert (found.latest, found.gap, found.status) == (3000, 2000, "behind")
    assert found.forecast.low is None


def test_the_same_demand_for_two_days_is_a_note() -> None:
    """Within one target and between targets of one measure, with both places."""
    again = GOALS.replace(
        "      - {by: 2025-12-31, reduce_by: 50%}\n",
        "      - {by: 2025-12-31, reduce_by: 50%, source: A}\n"
        "      - {by: 2026-12-31, reduce_by: 50%, source: B}\n",
    )
    (found,) = load_beside(again).diagnostics
    assert (found.code, found.severity, len(found.related)) == ("GC404", "note", 1)
    for language in ("en", "zh-Hans", "zh-Hant"):
        told = found.message(language)
        assert all(word in told for word in ("A", "B", "2025-12-31", "2026-12-31"))
    other = """
kind: targets
id: others
source: rule 3
targets:
  - id: speed
    measure: {id: time, unit: 工作日}
    baseline: 2023
    levels: [{by: 2025-12-31, reduce_by: 40%}]
"""
    assert notes(GOALS, other) == ["GC405"]


def test_an_implied_baseline_is_a_note_until_it_is_given() -> None:
    """1 workday and 70% less are 3.33 workdays before; a given one that fits settles it."""
    text = """
kind: targets
id: t
source: rule
targets:
  - id: start
    measure: {unit: 工作日}
    baseline: {year: 2023}
    levels: [{by: 2025-12-31, at_most: 3个工作日, reduce_by: 60%}]
"""
    assert notes(text) == ["GC407"]
    assert notes(text.replace("2023}", "2023, value: 7.5个工作日}")) == []
    assert notes(text.replace("2023}", "2023, value: 8个工作日}")) == ["GC407"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("unit: 人次", "unit: 人", "GC408"),
        ("unit: 人次", "unit: 丈二", "GC408"),
        ("increase_by: 15个百分点", "increase_by: 15", "GC408"),
        ("reduce_by: 30%", "reduce_by: 130%", "GC408"),
        ("reduce_by: 30%", "reduce_by: 3个百分点", "GC408"),
        ("reduce_by: 30%", "increase_by: 30%", "GC408"),
        ("baseline: {year: 2023}", "baseline: {year: 2024}", "GC409"),
        ("    baseline: {year: 2023}\n", "", "GC480"),
        ("at_least: 5000人次", "each: year, at_least: 5000人次", "GC480"),
        (", at_least: 5000人次", "", "GC480"),
        ("id: people", "id: rate", "GC261"),
        ("measure: {unit: 人次, counts: cumulative}", "measure: {type: yes_no}", "GC480"),
        ("counts: cumulative", "counts: total", "GC276"),
    ],
)
def test_a_bad_document_is_reported(old: str, new: str, code: str) -> None:
    """At load, with a code; the messages exist in all languages."""
    assert old in GOALS
    found = [d for d in load_beside(GOALS.replace(old, new, 1)).diagnostics if d.code == code]
    assert found
    assert all(found[0].message(language) for language in ("en", "zh-Hans", "zh-Hant"))


@pytest.mark.parametrize(
    ("figures", "name"),
    [
        ({"target": "tmie"}, "target"),
        ({"target": "time", "baseline": "3天"}, "baseline"),
        ({"target": "rate", "series": {"2024": "101%"}}, "2024"),
        ({"target": "people", "series": {"2024": "5人"}}, "2024"),
        ({"target": "people", "series": {"2024-14": 5}}, "2024-14"),
        ({"target": "people", "series": {"2024": 5, "2024-Q1": 5}}, "series"),
        ({"target": "time", "series": {"2024": 5, "2024年": 6}}, "series"),
    ],
)
def test_bad_figures_are_rejected(figures, name) -> None:
    """With the name and the place of what does not fit, in Chinese as well."""
    with pytest.raises(CaseError) as caught:
        plan_of(GOALS).assess("goals", {"as_of": "2025-02-01", "figures": [figures]})
    assert caught.value.name == name
    assert caught.value.where.startswith("figures[0]")
    assert "应为" in caught.value.message("zh-Hans")


def test_a_period_without_a_figure_is_not_known() -> None:
    """Null and absent are the same: an empty period is not zero."""
    plan = plan_of(GOALS)
    series = {"2023": None, "2024": "70%"}
    full = {"as_of": "2025-02-01", "figures": [{"target": "rate", "series": series}]}
    (found,) = [t for t in plan.assess("goals", full).targets if t.id == "rate"]
    assert found.points == ((date(2024, 12, 31), 70),)


def test_the_day_has_to_be_given() -> None:
    """Nothing is judged as of an invented today."""
    with pytest.raises(CaseError, match="as_of"):
        plan_of(GOALS).assess("goals", {})


def test_a_picture_is_well_formed_and_the_same_each_time() -> None:
    """One per target with figures; none for those without."""
    series = {"2024-H1": "9个工作日", "2024": "8个工作日"}
    figures = [{"target": "time", "baseline": "10个工作日", "series": series}]
    plan = plan_of(GOALS)
    results = [plan.assess("goals", {"figures": figures}, as_of=date(2025, 2, 1)) for _ in "ab"]
    one, two = (target_svg(result, "时限", "zh-Hans") for result in results)
    assert one == two
    assert "比基期减少50%" in "".join(ElementTree.fromstring(one).itertext())
    assert target_svg(results[0], "rate") is None
    assert target_svg(results[0], "nobody") is None


def test_pictures_hold_extreme_figures() -> None:
    """Equal, huge, tiny and negative figures still have a scale."""
    plan = plan_of(GOALS.replace("unit: 工作日, better: lower", "better: lower"))
    for values in ((0, 0), (5, 5), (10**9, -(10**9)), ("0.0001", "0.00011"), ("1/3", "2/3")):
        series = dict(zip(("2023-H2", "2024"), map(str, values)))
        given = {"figures": [{"target": "time", "baseline": "7", "series": series}]}
        result = plan.assess("goals", given, as_of=date(2025, 2, 1))
        ElementTree.fromstring(target_svg(result, "time", "en"))


def test_the_command_prints_and_draws(tmp_path: Path) -> None:
    """A line per level, the phases, and files; in Chinese."""
    figures = tmp_path / "figures.yaml"
    figures.write_text(
        "- as_of: 2025-02-01\n  figures: [{target: T02, series: {2023: 83%, 2024: 84%}}]\n",
        encoding="utf-8",
    )
    args = ["targets", "plan", "--figures", str(figures), "--picture", str(tmp_path / "new")]
    plan_folder = Path(govcoord.__file__).parents[1] / "rulesets" / "plan"
    args[1] = str(plan_folder)
    done = CliRunner().invoke(make_app("zh-Hans"), args)
    assert done.exit_code == 0, done.output
    assert "5.0" not in done.output
    assert "6个百分点" in done.output
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["T02.svg"]
    bad = tmp_path / "bad.yaml"
    bad.write_text("- {as_of: 2025-02-01, figures: [{target: T02, series: {2024: 3人}}]}\n")
    done = CliRunner().invoke(make_app("zh-Hans"), [*args[:3], str(bad)])
    assert done.exit_code == 1
    unknown = CliRunner().invoke(make_app("zh-Hans"), [*args[:4], "-m", "nothing"])
    assert unknown.exit_code == 2


def test_the_plan_tells_its_contradictions() -> None:
    """Each of the catalogue's is a note that cites its sections."""
    found = {}
    for warning in shipped_plan().warnings:
        found.setdefault(warning.code, []).append(warning.message("en"))
    assert len(found["GC406"]) == 13
    assert sum("T01" in told for told in found["GC404"]) == 1
    implied = sorted(told.partition("figure of ")[2].split(" in")[0] for told in found["GC407"])
    assert implied == ["10", "7.5", "≈3.33"]


def test_a_document_without_a_vocabulary_of_departments_loads() -> None:
    """Targets need no word of the vocabulary."""
    assert load_texts({"t.yaml": GOALS}).plan is not None


def test_a_bare_fraction_for_a_percentage_is_refused() -> None:
    """0.9 may mean 90% or 0.9%: it is asked, not guessed."""
    with pytest.raises(CaseError) as caught:
        shipped_plan().assess(
            "plan_targets",
            {"figures": [{"target": "T02", "series": {"2024": 0.9}}]},
            as_of=date(2025, 6, 15),
        )
    assert caught.value.name == "2024"
    assert "0.9%" in caught.value.message("zh-Hans")
