"""The empty record of a mechanism speaks the user's language."""

from __future__ import annotations

import pytest

from govcoord import load_plan
from govcoord.cli.template import template
from govcoord.messages import Messages


@pytest.mark.parametrize(
    ("language", "answers", "unit"),
    [
        ("en", "accept | decline | transfer", "yuan"),
        ("zh-Hans", "同意 | 拒绝 | 转交", "元"),
        ("zh-Hant", "拒絕 | 轉交", "元"),
    ],
)
def test_closed_lists_and_units_are_shown_in_the_language(language, answers, unit) -> None:
    """What is shown may be written: the words are those that are read."""
    plan = load_plan()

    def made(id_: str) -> str:
        return template(plan.mechanism(id_).record, plan.vocabulary, Messages(language))

    assert answers in made("plan_assistance")
    assert unit in made("plan_cost_by_ratio")
