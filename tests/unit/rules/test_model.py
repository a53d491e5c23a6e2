"""Amounts as they are written."""

from __future__ import annotations

import pytest

from govcoord.rules.load import load_texts
from govcoord.rules.model import Amount
from govcoord.units import find_unit

RULES = """
kind: vocabulary
id: w
departments: {{a: 甲}}
---
kind: escalation
id: help
source: 示例
assistance: {{answer: {answer}, grounds: [], overdue_to: a}}
"""


@pytest.mark.parametrize("answer", ["3 元", '"3 元"', "三元", "'3元'"])
def test_a_message_quotes_an_amount_as_it_stands_in_the_file(answer) -> None:
    """Not in English words that the author never wrote, nor with the marks of YAML."""
    loaded = load_texts({"a.yaml": RULES.format(answer=answer)})
    (found,) = [one for one in loaded.diagnostics if one.code == "GC664"]
    assert f"`{answer.strip(chr(34) + chr(39))}`" in found.message("zh-Hans")


def test_an_amount_from_nowhere_is_written_in_words() -> None:
    """One that a program made has no place in a file."""
    assert Amount(10, find_unit("workday")).written == "10 workdays"
