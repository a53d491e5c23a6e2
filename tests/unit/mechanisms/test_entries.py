"""Entries: what is filled in, which are alike, rates; against plain references."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.entries import (
    find_alike,
    joined,
    lacking,
    share_of,
    word_of,
)

ANSWERS = st.sampled_from(["yes", "no", "unknown", "left_out"])
VALUES = st.none() | st.sampled_from(["a", "A ", "ａ", "b", "-", "—", "", 1, True])
ENTRIES = st.lists(st.fixed_dictionaries({}, optional={"x": VALUES, "y": VALUES}), max_size=12)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (None, "not_given"),
        ("", "empty"),
        ("　", "empty"),
        (frozenset(), "empty"),
        ("待 定", "placeholder"),
        ("／", "placeholder"),
        ("待定事项", None),
        ("无", None),
        (False, None),
        (0, None),
        (Fraction(0), None),
        (frozenset({"a"}), None),
    ],
)
def test_what_is_not_filled_in(value, why):
    """No and zero are answers; blanks and words that hold a place are none."""
    assert lacking(value, placeholders={word_of("待定"), word_of("/"), word_of("／")}) == why


def test_an_empty_list_may_be_an_answer():
    """Where one may say that there is none."""
    assert lacking(frozenset(), none_allowed=True) is None
    assert lacking(None, none_allowed=True) == "not_given"


def plainly(entries, key):
    """Every pair, in order."""

    def value(facts, name):
        found = facts.get(name)
        return (word_of(found) or None) if isinstance(found, str) else found

    out = {}
    kept = []  # entries that are no sure repetition, with their values
    for id_, facts in entries:
        own = [value(facts, name) for name in key]
        same = [other for other, theirs in kept if None not in own and theirs == own]
        if same:
            out[id_] = (same[0], True)
            continue
        maybe = {
            other
            for other, theirs in kept
            if any(a is not None and a == b for a, b in zip(own, theirs))
            and all(a is None or b is None or a == b for a, b in zip(own, theirs))
        }
        if maybe:
            out[id_] = (maybe, False)
        kept.append((id_, own))
    return out


@given(ENTRIES, st.sampled_from([("x",), ("x", "y")]))
def test_alike_are_those_that_a_plain_comparison_finds(listed, key):
    """Sure ones name the first; perhaps the same is one of those that may be."""
    entries = [(str(n), facts) for n, facts in enumerate(listed)]
    found = find_alike(entries, key)
    wanted = plainly(entries, key)
    assert found.keys() == wanted.keys()
    for id_, (like, sure) in wanted.items():
        assert found[id_].sure is sure
        assert found[id_].like == like if sure else found[id_].like in like


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=10))
def test_as_many_differ_as_there_are_values(values):
    """What is left without the repetitions is each value once."""
    found = find_alike([(str(n), {"x": v}) for n, v in enumerate(values)], ("x",))
    assert len(values) - len(found) == len(set(values))


@given(st.lists(ANSWERS, max_size=8))
def test_answers_join_in_any_order(answers):
    """Left out beats unknown, unknown beats no, and all have to be yes."""
    rank = ["left_out", "unknown", "no", "yes"]
    assert joined(answers) == min([*answers, "yes"], key=rank.index)
    assert joined(answers) == joined(answers[::-1])


@given(st.lists(ANSWERS, max_size=30), st.integers(0, 3))
def test_a_rate_holds_whatever_the_unknown_turn_out_to_be(answers, unread):
    """Attained or missed only where every way of settling the unknown agrees."""
    share = share_of(answers, unread)
    assert share.total == answers.count("yes") + answers.count("no")
    open_ = answers.count("unknown") + unread
    said = share.reaches(Fraction(1, 2))
    ends = set()
    for met in range(open_ + 1):
        for unmet in range(open_ + 1 - met):
            total = share.total + met + unmet
            if total:
                ends.add(Fraction(share.done + met, total) >= Fraction(1, 2))
    if said is not None:
        assert ends == {said}
    elif share.total:
        assert ends == {True, False}


@given(st.lists(st.integers(0, 99), min_size=2, max_size=3), st.sampled_from("-./－·"))
def test_numbers_that_signs_part_are_alike_only_where_all_parts_are(parts, sign):
    """``2026-1-11`` and ``2026-11-1`` have the same digits and are two numbers."""
    values = [sign.join(map(str, parts)), "-".join(map(str, reversed(parts)))]
    found = find_alike([(str(n), {"x": v}) for n, v in enumerate(values)], ("x",))
    assert ("1" in found) == (parts == parts[::-1])
