"""Whatever a mechanism is given, it gives a result or says in words what does not fit.

`HYPOTHESIS_PROFILE=thorough` runs it at length.
"""

from __future__ import annotations

import json
import random
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_plan

from govcoord.errors import CaseError
from govcoord.messages.expected import localised
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan
from tests.support.hostile import Seed, seeds, spoilt

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
PLAN = shipped_plan()
SEEDS = seeds(PLAN)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def check(plan: Plan, seed: Seed, raw: dict[str, Any]) -> str:
    """Assess a record and read what comes of it as its readers would."""
    try:
        result = plan.assess(seed.mechanism, raw, as_of=seed.as_of)
    except CaseError as error:
        check_error(error)
        return "refused"
    for language in LANGUAGES:
        lines = list(result.lines(plan.vocabulary, language))
        assert all(isinstance(line, str) for line in lines)
    json.dumps(jsonable(result), ensure_ascii=True)
    return "assessed"


def check_error(error: CaseError) -> None:
    """Place, value, what was expected; one line; Chinese for Chinese readers."""
    assert error.name
    assert error.expected
    assert error.label, error
    for language in LANGUAGES:
        message = error.message(language)
        assert len(message) < 3000
    for text in filter(None, (error.expected, error.hint)):
        assert CHINESE.search(localised(text, "zh-Hans")), text


@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
def test_no_record_breaks_a_mechanism(seed: Seed, chance: int) -> None:
    """Mutations of every test record and of every blank record of the plan."""
    check(PLAN, seed, spoilt(seed.given, random.Random(chance)))


def test_records_as_written_are_assessed_or_refused() -> None:
    """Unspoilt: most of them are assessed."""
    made = [check(PLAN, seed, seed.given) for seed in SEEDS if seed.name != "template"]
    assert made.count("assessed") > len(made) / 2


RAW = re.compile(r"[A-Za-z]+_[A-Za-z_]+|\w+\[\d+\]")
"""A name of the machine: an id of several words, or a place in a list."""


def test_nothing_of_the_machine_is_shown_to_readers() -> None:
    """Results of the plan's test records in Chinese name facts, levels and bodies by titles."""
    for seed in SEEDS:
        try:
            result = PLAN.assess(seed.mechanism, seed.given, as_of=seed.as_of)
        except CaseError:
            continue
        for language in ("zh-Hans", "zh-Hant"):
            for line in result.lines(PLAN.vocabulary, language):
                raw = [word for word in RAW.findall(line) if word not in repr(seed.given)]
                assert not raw, (seed.mechanism, seed.name, line)
