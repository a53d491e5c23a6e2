"""Scorecards from YAML texts, checked."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from govcoord.diagnostics import Collector
from govcoord.rules.reading.nodes import read
from govcoord.rules.structure import make_structurer
from govcoord.scoring.checks import check_scorecard
from govcoord.scoring.document import ScorecardDocument
from govcoord.scoring.scorecard import Scorecard

HEADER = """\
kind: scorecard
id: appraisal
title: {zh-Hans: 部门考核, en: Appraisal}
source: test
"""
DEFAULTS = {
    "rounding": "rounding: {digits: 2}",
    "missing": "missing: fail",
    "missing_events": "missing_events: none",
}


def with_defaults(body: str) -> str:
    """The body under a header, with the required keys that it does not write itself."""
    body = textwrap.dedent(body)
    missing = [line for key, line in DEFAULTS.items() if f"\n{key}:" not in "\n" + body]
    return HEADER + "\n".join(missing) + "\n" + body


def make_card(body: str) -> Scorecard:
    """The scorecard of a YAML body; RulesetError when it has a problem."""
    collector = Collector()
    (node,) = read("card.yaml", with_defaults(body), collector)
    document = make_structurer(collector).structure(node, ScorecardDocument)
    check_scorecard(document, collector)
    collector.raise_if_errors()
    return Scorecard.of(document)


@pytest.fixture(scope="session")
def card() -> Callable[[str], Scorecard]:
    """A function from a YAML body to a checked scorecard."""
    return make_card
