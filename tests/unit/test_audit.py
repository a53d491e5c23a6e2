"""The audit trail: what was changed is found, and decisions can be made again."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govcoord
from govcoord.audit import Broken, Change, TrailError, append, mend, replay, verify
from govcoord.audit.replay import leaves
from govcoord.audit.trail import START, canonical

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
    assert all(one.proved for one in replay(trail, PLAN))
    assert not any(one.proved for one in replay(trail, OTHER))


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


def rules(bound: int, ids: tuple[str, str] = ("T1", "T2"), name: str = "r.yaml") -> govcoord.Plan:
    """The rules with another bound and other ids."""
    text = RULES.replace("6以上", f"{bound}以上").replace("5以下", f"{bound - 1}以下")
    return govcoord.load_texts({name: text.replace("T1", ids[0]).replace("T2", ids[1])})


@given(
    st.lists(st.none() | st.integers(0, 12), min_size=1, max_size=6),
    st.integers(1, 11),
    st.sampled_from([("T1", "T2"), ("T1", "T9")]),
)
def test_a_line_differs_exactly_where_the_two_rulesets_do(tmp_path_factory, days, bound, ids):
    """What differs is what the two plans say: values, status and rules of the one table."""
    other = rules(bound, ids)
    path = tmp_path_factory.mktemp("replayed") / "t.jsonl"
    for n in days:
        append(path, PLAN, {"days": n}, who="a", when="b")
    for n, found in zip(days, replay(path, other), strict=True):
        sides = [plan.evaluate({"days": n}).outcomes[0] for plan in (PLAN, other)]
        said = [
            ({"status": o.status.value, **o.values}, tuple(r.id for r in o.rules)) for o in sides
        ]
        assert found.other_rules is (other.digest != PLAN.digest)
        if said[0] != said[1]:
            then, now = said
            assert found.changes[0] == Change("outcome", "t", then[0], now[0], then[1], now[1])
        assert (found.state == "same") is (not found.changes)
        assert said[0] == said[1] or found.state == "differs"


def test_where_the_rules_lie_on_disk_does_not_count(trail):
    """The same rules in another file have the same digest and say the same."""
    moved = rules(6, name="elsewhere/other.yaml")
    assert moved.digest == PLAN.digest
    assert all(one.proved for one in replay(trail, moved))


def test_the_day_of_the_plan_is_kept_with_the_case(tmp_path):
    """A case without a day of its own is decided again as of the day it was decided."""
    path = tmp_path / "t.jsonl"
    append(path, PLAN.on(date(2025, 3, 3)), {"days": 7}, who="a", when="b")
    append(path, PLAN.on(date(2025, 3, 3)), {"days": 7, "as_of": "2024-01-01"}, who="a", when="b")
    days = [json.loads(line)["case"]["as_of"] for line in path.read_bytes().splitlines()]
    assert days == ["2025-03-03", "2024-01-01"]
    assert all(one.proved for one in replay(path, PLAN))


def forged(path, **changed):
    """A trail of one made-up line whose hash fits."""
    entry = {
        "number": 1, "previous": START, "who": "a", "when": "b", "rules": PLAN.digest,
        "mechanism": None, "case": {"days": 7}, "outcome": PLAN.evaluate({"days": 7}).to_dict(),
    } | changed  # fmt: skip
    entry["hash"] = hashlib.sha256(canonical(entry)).hexdigest()
    path.write_bytes(canonical(entry) + b"\n")
    assert verify(path) is None
    return list(replay(path, PLAN))


def test_a_forged_outcome_is_shown_beside_the_true_one(tmp_path):
    """The chain holds, and still the replay says what was falsified."""
    outcome = PLAN.evaluate({"days": 7}).to_dict()
    outcome["outcomes"][0]["values"]["late"] = False
    (found,) = forged(tmp_path / "t.jsonl", outcome=outcome)
    assert (found.state, found.other_rules) == ("differs", False)
    assert found.changes[0].then == {"status": "decided", "late": False}
    assert found.changes[0].now == {"status": "decided", "late": True}


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({"outcome": {}}, "differs"),
        ({"outcome": [1]}, "differs"),
        ({"outcome": {"ruleset": 1, "facts": 1, "answers": [], "outcomes": 1, "undetermined": 2}},
         "differs"),
        ({"outcome": {**PLAN.evaluate({"days": 7}).to_dict(), "outcomes": [{}]}}, "differs"),
        ({"case": 5}, "rejected"),
        ({"case": {"days": "许多"}}, "rejected"),
        ({"mechanism": "gone"}, "unknown"),
        ({"mechanism": []}, "unknown"),
    ],
)  # fmt: skip
def test_a_made_up_line_is_no_crash(tmp_path, changed, state):
    """Whatever stands in it, the replay says what became of it."""
    (found,) = forged(tmp_path / "t.jsonl", **changed)
    assert found.state == state
    assert json.dumps(found.to_dict(), ensure_ascii=False)


DATA = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from("abc"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner),
    max_leaves=8,
)


@given(DATA, DATA)
def test_two_data_have_no_leaf_that_differs_only_if_they_are_the_same(then, now):
    """And the leaves the other way round are the same ones, turned round."""
    found = list(leaves("result", "", then, now))
    if not found:
        assert canonical(trimmed(then)) == canonical(trimmed(now))
    if canonical(then) == canonical(now):
        assert not found
    back = {(c.name, canonical(c.now), canonical(c.then)) for c in leaves("result", "", now, then)}
    assert {(c.name, canonical(c.then), canonical(c.now)) for c in found} == back


def trimmed(value):
    """Data without unknown values at the end of lists, and without unknown keys."""
    if isinstance(value, dict):
        return {k: trimmed(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        items = [trimmed(v) for v in value]
        while items and items[-1] is None:
            items.pop()
        return items
    return value


WIDE = govcoord.load_texts({
    "w.yaml": """
kind: vocabulary
id: words
attributes:
  share: {type: number}
  amount: {type: quantity, unit: yuan}
  name: {type: text}
  due: {type: date}
""",
})  # fmt: skip


@pytest.mark.parametrize("cut", [1, 2, 40, -1])
def test_a_torn_end_is_named_and_mended(tmp_path, cut):
    """Nothing is added after half a line; mending gives it back and leaves what was whole."""
    path = tmp_path / "trail.jsonl"
    for days in (3, 9):
        head = append(path, PLAN, {"days": days}, who="甲科", when="2025-03-03")
    whole = path.read_bytes()
    append(path, PLAN, {"days": 5}, who="甲科", when="2025-03-03")
    torn = path.read_bytes()[len(whole) :][:cut]
    path.write_bytes(whole + torn)
    assert verify(path) == Broken(3, "torn")
    with pytest.raises(TrailError, match="torn"):
        append(path, PLAN, {"days": 5}, who="甲科", when="2025-03-03")
    assert path.read_bytes() == whole + torn
    assert mend(path) == torn
    assert mend(path) == b""
    assert verify(path, head=head) is None
    append(str(path), PLAN, {"days": 5}, who="甲科", when="2025-03-03")
    assert verify(str(path)) is None


def test_a_full_disk_leaves_the_trail_as_it_was(tmp_path, monkeypatch):
    """Where the disk fails nothing of the line stays."""
    path = tmp_path / "trail.jsonl"
    append(path, PLAN, {"days": 3}, who="甲科", when="2025-03-03")
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        append(path, PLAN, {"days": 9}, who="甲科", when="2025-03-03")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "case",
    [
        {"share": 1.5}, {"share": Fraction(1, 3)}, {"amount": 0.1}, {"due": date(2025, 3, 3)},
        WIDE.case({"id": "A", "amount": "20万元", "due": "2025年3月3日"}),
    ],
)  # fmt: skip
def test_whatever_evaluate_takes_can_be_kept_and_decided_again(tmp_path, case):
    """Floats, fractions, days and cases that were checked before are kept exactly."""
    path = tmp_path / "trail.jsonl"
    append(path, WIDE, case, who="甲科", when="2025-03-03")
    assert [line.proved for line in replay(path, WIDE)] == [True]


@pytest.mark.parametrize(
    ("case", "who"),
    [
        ({"share": float("nan")}, "甲"), ({"name": b"x"}, "甲"), ([1], "甲"),
        ({"name": "\ud800"}, "甲"), ({"share": 1}, "\ud800"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_an_error_of_the_library_and_writes_nothing(tmp_path, case, who):
    """Every refusal can be caught as `GovcoordError`."""
    path = tmp_path / "trail.jsonl"
    with pytest.raises(govcoord.GovcoordError):
        append(path, WIDE, case, who=who, when="2025-03-03")
    assert not path.exists() or path.read_bytes() == b""
