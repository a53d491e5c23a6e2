"""The audit trail: what was changed is found, and decisions can be made again."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govcoord
from govcoord.audit import Broken, append, replay, verify

RULES = """
kind: vocabulary
id: words
departments: {data: 数据局}
attributes:
  days: {type: integer}
---
kind: table
id: t
source: 示例
hit: first
outputs: {late: {type: boolean}}
rules:
  - {id: T1, when: {days: 6以上}, then: {late: 是}}
  - {id: T2, when: {days: 5以下}, then: {late: 否}}
"""
PLAN = govcoord.load_texts({"r.yaml": RULES})
OTHER = govcoord.load_texts({"r.yaml": RULES.replace("6以上", "9以上")})


@pytest.fixture(scope="module")
def trail(tmp_path_factory):
    path = tmp_path_factory.mktemp("trail") / "trail.jsonl"
    for days in (3, 9, 5, 7):
        append(path, PLAN, {"days": days}, who="甲科", when="2025-03-03T09:00")
    return path


def test_a_sound_trail_holds_and_replays(trail):
    """Nothing is found, and every decision comes out as it did."""
    assert verify(trail) is None
    assert {one.state for one in replay(trail, PLAN)} == {"same"}
    assert {one.state for one in replay(trail, OTHER)} == {"other_rules"}


@given(st.data())
def test_any_edit_of_any_byte_is_found(trail, tmp_path_factory, data):
    """One byte changed, put in or taken out anywhere; the line is the edited one or the next."""
    text = trail.read_bytes()
    at = data.draw(st.integers(0, len(text) - 1))
    byte = data.draw(st.binary(min_size=1, max_size=1).filter(lambda b: b != text[at : at + 1]))
    how = data.draw(st.sampled_from(["change", "insert", "delete"]))
    made = text[:at] + (b"" if how == "delete" else byte) + text[at + (how != "insert") :]
    path = tmp_path_factory.mktemp("edited") / "trail.jsonl"
    path.write_bytes(made)
    found = verify(path)
    assert found is not None
    assert found.line - text.count(b"\n", 0, at) in (1, 2)


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ([0, 2, 3], Broken(2, "number")),
        ([1, 0, 2, 3], Broken(1, "number")),
        ([0, 1, 1, 2, 3], Broken(3, "number")),
        ([0, 1, 2], Broken(4, "head")),
    ],
)
def test_missing_moved_and_repeated_lines_are_found(trail, tmp_path, order, found):
    """Also a cut end, where the hash of the head is known."""
    lines = trail.read_bytes().splitlines(keepends=True)
    head = json.loads(lines[-1])["hash"]
    path = tmp_path / "t.jsonl"
    path.write_bytes(b"".join(lines[n] for n in order))
    assert verify(path, head=head) == found


def test_writers_at_once_make_one_chain(tmp_path):
    """Appending from several threads leaves a trail that holds, with every decision in it."""
    path = tmp_path / "t.jsonl"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: append(path, PLAN, {"days": n}, who="a", when="b"), range(20)))
    assert verify(path) is None
    assert len(path.read_bytes().splitlines()) == 20


def test_nothing_is_added_to_a_broken_end_or_for_a_bad_case(trail, tmp_path):
    """The file stays as it is."""
    path = tmp_path / "t.jsonl"
    path.write_bytes(trail.read_bytes()[:-5])
    before = path.read_bytes()
    with pytest.raises(ValueError, match="last line"):
        append(path, PLAN, {"days": 1}, who="a", when="b")
    with pytest.raises(govcoord.CaseError):
        append(path, PLAN, {"days": "许多"}, who="a", when="b")
    assert path.read_bytes() == before
