"""The page for policy staff says what the engine does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govcoord.diagnostics import Collector
from govcoord.rules.reading.nodes import read
from govcoord.rules.structure import make_structurer
from govcoord.scoring import Scorecard, ScorecardDocument, parse_figures, score
from govcoord.scoring.checks import check_scorecard

PAGE = (Path(__file__).parents[3] / "docs" / "kinds" / "scorecard.md").read_text(encoding="utf-8")
BLOCKS = {
    language: re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    for language in ("yaml", "csv")
}


def card_of(text):
    collector = Collector()
    (node,) = read("page.yaml", text, collector)
    document = make_structurer(collector).structure(node, ScorecardDocument)
    check_scorecard(document, collector)
    assert collector.sorted() == ()
    return Scorecard.of(document)


CARDS = [text for text in BLOCKS["yaml"] if text.startswith("kind: scorecard")]


@pytest.mark.parametrize("text", CARDS)
def test_every_example_loads_without_a_diagnostic(text):
    card_of(text)


def test_the_worked_example_comes_out_as_printed():
    report = score(card_of(CARDS[0]), parse_figures("page.csv", BLOCKS["csv"][0]))
    civil = report["民政局"]
    assert [float(line.points) for line in civil.contributions] == [5.4, 2.8, 79.2, 2]
    assert (civil.published, civil.band) == ("89.40", "良好")
    health = {line.id: line.effective for line in report["卫健委"].contributions}
    assert health["joint"] == health["joint"].__class__("1/10")


def test_methods_of_the_page_are_those_of_the_engine():
    from govcoord.scoring.normalise import METHODS

    table = PAGE.split("## 换算方法")[1].split("例：先按")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    named = {word for row in rows for word in re.findall(r"`(\w+)`", row)} - {"method"}
    assert named == set(METHODS)
