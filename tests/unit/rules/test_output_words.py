"""What outputs are called when versions are compared."""

from __future__ import annotations

import pytest
from shipped import shipped_plan

from govcoord.rules.diff.output_words import output_word

PLAIN = sorted({o.id for t in shipped_plan().tables for o in t.outputs if o.attribute is None})


@pytest.mark.parametrize("id_", PLAIN)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_no_output_of_the_plan_is_called_by_its_id_in_chinese(id_, language):
    """Staff who read what a change changes read words, not ids."""
    word = output_word(id_, language)
    assert word != id_
    assert not word.isascii()


def test_an_output_of_somebody_elses_keeps_the_name_that_it_was_given():
    """A table may give outputs of any name."""
    assert output_word("折扣", "zh-Hans") == "折扣"
