"""Rulesets written as YAML and loaded decide like the tables they were written from."""

from __future__ import annotations

import random

import yaml
from generated import as_documents, make_case, make_world
from hypothesis import given, settings
from hypothesis import strategies as st
from outcomes import engine_says

from govcoord import load_texts


@given(st.integers(min_value=0, max_value=2**40))
@settings(max_examples=150)
def test_written_and_loaded_worlds_decide_the_same(seed: int) -> None:
    """Conditions, expressions and tables survive being written and read.

    Reading joins boxes and drops what cannot be; so where facts are missing it may rule out
    more, and never less.
    """
    world = make_world(seed)
    text = yaml.safe_dump_all(as_documents(world), allow_unicode=True, sort_keys=False)
    loaded, made = load_texts({"world.yaml": text}), world.plan()
    rng = random.Random(seed + 1)
    for _ in range(6):
        case = make_case(rng, world.vocabulary)
        read, written = engine_says(loaded, case), engine_says(made, case)
        assert read.keys() == written.keys()
        for key, (status, rules, possible, values) in written.items():
            if status == "undetermined":
                assert set(read[key][2]) <= set(possible), (seed, key)
                assert set(read[key][1]) >= set(rules), (seed, key)
            else:
                assert read[key] == (status, rules, possible, values), (seed, key)


@given(st.integers(min_value=0, max_value=2**40))
@settings(max_examples=30)
def test_the_order_of_rules_does_not_matter(seed: int) -> None:
    """Shuffling the rules of tables that are not `first` changes no decision."""
    world = make_world(seed)
    documents = as_documents(world)
    rng = random.Random(seed)
    for document in documents:
        if document.get("hit") not in (None, "first"):
            rng.shuffle(document["rules"])
    text = yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False)
    loaded, made = load_texts({"world.yaml": text}), world.plan()
    case = make_case(rng, world.vocabulary)
    left, right = engine_says(loaded, case), engine_says(made, case)
    for key in left:
        assert left[key][0] == right[key][0]
        assert left[key][3] == right[key][3]
        assert set(left[key][1]) == set(right[key][1])
