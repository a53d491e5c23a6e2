"""Records moved around: where facts go, and that they are still what a mechanism reads."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import attrs
from shipped import shipped_plan

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.rules.records import read_record
from govcoord.testing.mechanisms.bench import Record
from govcoord.testing.mechanisms.variants import Pool, doubles, later, singles

VOCABULARY = shipped_plan().vocabulary


@attrs.frozen
class Event:
    """Something that happens."""

    at: date = fact("on", "日期", "日期")
    what: Literal["sent", "returned"] = fact("what", "何事", "何事", words={"退回": "returned"})


@attrs.frozen
class Given:
    """What a mechanism of these tests is given."""

    amount: int = fact("amount", "金额", "金額", unit="CNY")
    who: str | None = fact("who", "部门", "部門", choices="departments", default=None)
    urgent: bool | None = fact("urgent", "紧急", "緊急", default=None)
    asked: date | None = fact("asked", "提出日期", "提出日期", default=None)
    events: tuple[Event, ...] = fact("events", "经过", "經過", default=())


RAW: dict[str, Any] = {
    "金额": "100元",
    "who": "卫健",
    "asked": "2025-01-24",
    "events": [{"at": "2025-02-01", "what": "退回"}],
}
POOL = Pool(VOCABULARY, (date(2025, 2, 6),), ("20",), ("finance",))


def moved(raw: Any = RAW, pool: Pool = POOL, as_of: date | None = None) -> list[Record]:
    return list(singles(Record("m", raw, as_of), Given, pool))


def values(key: str) -> set[Any]:
    return {r.case.get(key) for r in moved() if isinstance(r.case.get(key), str)}


def test_each_fact_moves_to_where_something_may_change() -> None:
    """A step to either side, a figure and a day of the document and beside it, another name."""
    assert values("金额") >= {"101元", "99元", "20元"}
    assert values("asked") >= {"2025-01-25", "2025-01-23", "2025-02-06", "2025-02-05", "2025-02-07"}
    assert values("who") >= {"finance"}
    assert values("urgent") == {"true", "false"}


def test_facts_are_taken_away_where_they_may_be() -> None:
    """Those that must be given stay."""
    assert any("who" not in r.case for r in moved())
    assert all("金额" in r.case for r in moved())


def test_events_happen_again_and_otherwise() -> None:
    """Once more and later; another word of the list; not at all."""
    found = [r.case["events"] for r in moved() if "events" in r.case]
    assert [] in found
    assert any(len(events) == 2 and events[1]["at"] == "2025-02-02" for events in found)
    assert any(len(events) == 1 and events[0]["what"] == "sent" for events in found)
    assert later({"a": ["2025-02-28", "x"]}, 1) == {"a": ["2025-03-01", "x"]}
    assert later(["2025-02-30", "9999-12-31"], 1) == ["2025-02-30", "9999-12-31"]


def test_the_day_of_the_look_moves_too() -> None:
    """A given one to either side, none to days that are known."""
    days = {r.as_of for r in moved(as_of=date(2025, 2, 1))}
    assert {date(2025, 1, 31), date(2025, 2, 2), date(2025, 2, 6)} <= days
    assert date(2025, 2, 6) in {r.as_of for r in moved()}


def test_the_record_given_stays_as_it_is() -> None:
    """Moving makes new data."""
    before = repr(RAW)
    moved()
    assert repr(RAW) == before


def test_most_of_them_can_be_read() -> None:
    """Facts move within their types; what cannot be read is a case to be rejected."""
    read = 0
    records = moved()
    for record in records:
        try:
            read_record(Given, record.case, VOCABULARY)
        except CaseError:
            continue
        read += 1
    assert read > len(records) * 3 // 4


def test_results_add_days_and_figures() -> None:
    """The day on which something is due is where the next look should be."""
    pool = POOL.with_results([{"due": "2025-03-07", "left": ["12"], "ok": True, "none": None}])
    assert date(2025, 3, 7) in pool.days
    assert "12" in pool.figures


def test_a_list_that_is_empty_gets_a_record_made_for_it() -> None:
    """In every word that it may say, after the first day that the case names."""
    records = [record.case for record in singles(Record("m", {"asked": "2025-03-03"}), Given, POOL)]
    made = [case["events"] for case in records if "events" in case]
    assert [{"at": "2025-03-04", "what": "sent"}] in made
    assert [{"at": "2025-03-04", "what": "returned"}] in made
    read_record(Given, {"amount": 1, "events": made[0]}, VOCABULARY)


def test_two_facts_move_the_same_way_each_time() -> None:
    """A sample, by a seed."""
    one, two = (list(doubles(Record("m", RAW), Given, POOL, 5, 7)) for _ in range(2))
    assert one == two
    assert len(one) == 5
    other = list(doubles(Record("m", RAW), Given, POOL, 5, 8))
    assert other != one
