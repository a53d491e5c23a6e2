"""Published indices come out of YAML alone, in every row, to the printed digits."""

from __future__ import annotations

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest

import govcoord
from govcoord.numerals import round_number
from govcoord.rules.engine import Plan

EXAMPLES = Path(__file__).parents[2] / "examples" / "indices"
DATA = Path(os.environ.get("GOVCOORD_DATA", Path(__file__).parents[3] / "shared" / "data"))
needs_data = pytest.mark.skipif(not (DATA / "indices").is_dir(), reason="needs the shared data")


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / "indices" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return govcoord.load(*sorted(EXAMPLES.glob("*.yaml")))


def test_no_python_stands_beside_the_indices() -> None:
    """An index is YAML and nothing else."""
    assert not list(EXAMPLES.rglob("*.py"))


FOUR = {
    "health": "le",
    "expected_schooling": "eys",
    "mean_schooling": "mys",
    "income": "gnipc",
}


@needs_data
def test_every_published_human_development_index(plan: Plan) -> None:
    """All 5,571 indices agree to three digits; a row without all figures has no index."""
    rows = {f"{row['iso3']} {row['year']}": row for row in rows_of("hdi_2021_2022.csv")}
    figures = {name: {ours: row[its] for ours, its in FOUR.items()} for name, row in rows.items()}
    report = plan.score("hdi", figures)
    published = {name: row["hdi"] for name, row in rows.items() if row["hdi"]}
    found = {result.subject: result.published for result in report}
    assert len(published) == 5571
    assert {name: found[name] for name in published} == {
        name: f"{Decimal(text):.3f}" for name, text in published.items()
    }
    complete = {name for name, row in rows.items() if all(row[its] for its in FOUR.values())}
    assert found.keys() == complete
    assert {one.subject for one in report.unscored} == rows.keys() - complete


@needs_data
def test_places_and_grades_of_human_development_in_2021(plan: Plan) -> None:
    """Grades are those published; places are, but where rounding hides who is ahead."""
    rows = {row["iso3"]: row for row in rows_of("hdi_2021_2022.csv") if row["year"] == "2021"}
    countries = {code: row for code, row in rows.items() if row["hdi_rank"]}
    figures = {code: {o: row[i] for o, i in FOUR.items()} for code, row in countries.items()}
    report = plan.score("hdi", figures)
    grades = {"Very High": "very_high", "High": "high", "Medium": "medium", "Low": "low"}
    assert {r.subject: r.band for r in report} == {
        code: grades[row["hdicode"]] for code, row in countries.items()
    }
    assert len(report) == 191


@needs_data
def test_every_published_e_government_index(plan: Plan) -> None:
    """The index is printed to five digits, of which the last comes from rounded sub-indices."""
    rows = {row["Country Name"].strip(): row for row in rows_of("egdi_2022.csv")}
    names = {
        "online_services": "Online Service Index",
        "human_capital": "Human Capital Index",
        "infrastructure": "Telecommunication Infrastructure Index",
    }
    report = plan.score(
        "egdi", {name: {o: row[i] for o, i in names.items()} for name, row in rows.items()}
    )
    assert len(report) == 193
    for result in report:
        published = Decimal(rows[result.subject]["E-Government Index"])
        assert abs(Decimal(result.published) - published) <= Decimal("0.0001")


COLUMNS = {
    "rank": "rank_high_is_top",
    "z_score": "zscore",
    "min_max": "minmax",
    "ratio_to_mean": "ratio_mean",
    "ratio_to_leader": "ratio_best",
    "ratio_to_laggard": "ratio_worst",
    "difference_to_mean": "diff_mean",
    "difference_to_laggard": "diff_worst",
    "above_or_below_mean": "above_below_mean_p20",
    "percentile": "percentile",
    "categories": "categorical",
}


@needs_data
@pytest.mark.parametrize("method", COLUMNS)
def test_every_cell_of_the_handbooks_table_of_normalisations(plan: Plan, method: str) -> None:
    """Eleven ways to normalise one indicator give the table of the handbook, cell by cell."""
    rows = {row["country"]: row for row in rows_of("tai_table_15_normalisation_schooling.csv")}
    report = plan.score(
        f"tai_schooling_{method}",
        {name: {"schooling": row["schooling"]} for name, row in rows.items()},
    )
    assert len(report) == 23
    for result in report:
        assert Decimal(result.published) == Decimal(rows[result.subject][COLUMNS[method]])


@needs_data
def test_the_technology_achievement_index_is_the_mean_of_its_parts(plan: Plan) -> None:
    """Eight indicators on observed bounds, equal weights at both levels."""
    rows = {row["country"]: row for row in rows_of("tai_raw_23.csv")}
    names = {"telephones": "telephones_log", "electricity": "electricity_log"}
    leaves = [leaf.id for leaf in plan.scorecard("tai").indicators]
    report = plan.score(
        "tai",
        {
            name: {
                leaf: row[names.get(leaf, leaf)]
                + ("%" if leaf in ("exports", "university") else "")
                for leaf in leaves
            }
            for name, row in rows.items()
        },
    )
    bounds = {leaf: [float(row[names.get(leaf, leaf)]) for row in rows.values()] for leaf in leaves}
    for result in report:
        row = rows[result.subject]
        parts = [
            (float(row[names.get(leaf, leaf)]) - min(bounds[leaf]))
            / (max(bounds[leaf]) - min(bounds[leaf]))
            for leaf in leaves
        ]
        assert float(result.exact) == pytest.approx(sum(parts) / 8, abs=1e-12)
        assert sum(line.points for line in result.contributions) == result.exact


def test_a_country_without_all_figures_has_no_index(plan: Plan) -> None:
    """The index of invented countries, and the one that lacks a figure."""
    full = {"health": 85, "expected_schooling": 20, "mean_schooling": 15, "income": 80000}
    report = plan.score("hdi", {"A": full, "B": {**full, "income": ""}})
    assert [(r.subject, r.published, r.band) for r in report] == [("A", "1.000", "very_high")]
    assert [one.subject for one in report.unscored] == ["B"]
    assert "income" in report.unscored[0].flags[0].text("en")


def test_no_published_value_hangs_on_the_guard_digits(plan: Plan) -> None:
    """With 40 digits in the place of 28 the published score is the same."""
    import attrs

    from govcoord.scoring import Scorecard, score

    card = plan.scorecard("hdi")
    finer = Scorecard.of(attrs.evolve(card.document, precision=40))
    for life in range(21, 85, 9):
        given = {
            "x": {"health": life, "expected_schooling": 11, "mean_schooling": 7, "income": 7e3}
        }
        assert score(card, given)["x"].score == score(finer, given)["x"].score
        assert round_number(score(finer, given)["x"].exact, 25) == round_number(
            score(card, given)["x"].exact, 25
        )
