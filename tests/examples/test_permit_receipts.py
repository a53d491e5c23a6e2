"""The permit receipts story: its figures are what a spreadsheet over the same log gives.

The spreadsheet here is written with ``csv`` and ``datetime`` alone; it shares no code with the
example or the library.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from scripts import Done, run_script

ROOT = Path(__file__).parents[2]
STORY = ROOT / "examples" / "permit_receipts"
SAMPLE = STORY / "sample"
REAL = ROOT.parent / "shared" / "data" / "permit_receipts"
REJECTED = {"sample-20", "sample-21", "sample-22"}

needs_real_log = pytest.mark.skipif(not REAL.is_dir(), reason="the real log is not here")


def run(*arguments: object) -> Done:
    """Run the example."""
    return run_script(STORY / "main.py", *arguments)


def run_as_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the example as a user does."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, str(STORY / "main.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def told(folder: Path) -> dict[str, Any]:
    """What the example says of a log."""
    done = run_as_process(folder, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


# The spreadsheet.

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def spreadsheet(folder: Path, without: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    """Every count over the cases of a log, but for the cases in ``without``."""
    cases = [row for row in rows(folder / "cases.csv") if row["case_id"] not in without]
    events: dict[str, list[Row]] = defaultdict(list)
    for row in rows(folder / "events.csv"):
        if row["case_id"] not in without:
            events[row["case_id"]].append(row)
    last = max(moment(e["timestamp"]) for found in events.values() for e in found)
    seen = datetime.combine(last.date() + timedelta(days=1), time(), last.tzinfo)
    count: Counter[str] = Counter()
    for row in cases:
        count.update(named(row, events[row["case_id"]], seen))
    return {"cases": len(cases), **count, "delays": delays(cases, events, seen)}


ADVISERS = {"T07-1": "Group 13", "T07-2": "Group 15", "T07-3": "Group 14", "T07-4": "Group 12"}


def required(events: Sequence[Row]) -> set[str]:
    """The groups that a joint case needs: who drafts, who checks, who advises."""
    codes = {event["activity"].partition(" ")[0] for event in events}
    return {"Group 1", "Group 4"} | {group for code, group in ADVISERS.items() if code in codes}


def named(row: Row, events: Sequence[Row], seen: datetime) -> list[str]:
    """The names of the counts that a case belongs to."""
    groups = {event["group"] for event in events}
    start = moment(row["startdate"])
    facts = {
        "joint": len(groups) >= 2,
        "joint_named": len(groups - {"EMPTY"}) >= 2,
        "joint_incomplete": len(groups) >= 2 and not required(events) <= groups,
        "closed": bool(row["enddate"]),
    }
    if row["enddate"]:
        end = moment(row["enddate"])
        facts["contradictory"] = end < start
        facts["late_plan"] = end > moment(row["enddate_planned"])
        if row["deadline"]:
            facts["late"] = end > moment(row["deadline"])
            facts["late_by_day"] = row["enddate"][:10] > row["deadline"][:10]
    elif row["deadline"]:
        facts["overdue"] = seen > moment(row["deadline"])
    return [name for name, holds in facts.items() if holds]


def held(row: Row, events: Sequence[Row], seen: datetime) -> dict[str, timedelta]:
    """How long each group held a case, and the unit that owns it after the last event."""
    start = moment(row["startdate"])
    end = max(start, moment(row["enddate"]) if row["enddate"] else seen)
    found: dict[str, timedelta] = {}
    at = start
    for event in sorted(events, key=lambda event: moment(event["timestamp"])):
        until = min(max(moment(event["timestamp"]), at), end)
        found[event["group"]] = found.get(event["group"], timedelta()) + (until - at)
        at = until
    owner = row["group"] or row["department"]
    if owner:
        found[owner] = found.get(owner, timedelta()) + (end - at)
    return found


def delays(
    cases: Sequence[Row], events: Mapping[str, Sequence[Row]], seen: datetime
) -> dict[tuple[str, str], tuple[int, float]]:
    """For each group and side: turns beyond the share in late cases, and the days beyond it."""
    turns: Counter[tuple[str, str]] = Counter()
    days: defaultdict[tuple[str, str], float] = defaultdict(float)
    for row in cases:
        end = moment(row["enddate"]) if row["enddate"] else seen
        if not row["deadline"] or end <= moment(row["deadline"]):
            continue
        times = held(row, events.get(row["case_id"], ()), seen)
        limit = moment(row["deadline"]) - moment(row["startdate"])
        for group, kept in times.items():
            if kept * len(times) > limit:
                owner = group == (row["group"] or row["department"])
                side = "lead" if owner else "coordinating"
                turns[group, side] += 1
                days[group, side] += (kept - limit / len(times)) / timedelta(days=1)
    return {key: (turns[key], days[key]) for key in turns}


def unit(name: str) -> str:
    """The id under which the example reports a name of the log."""
    return name.lower().replace(" ", "_")


def assert_same(found: dict[str, Any], sheet: dict[str, Any]) -> None:
    """The example and the spreadsheet tell the same."""
    assert found["decisions"] == sheet["cases"]
    assert found["joint"] == sheet["joint"]
    assert found["joint_entries"]["J-010"] == sheet["joint"]
    assert found["joint_entries"]["J-011"] == sheet["joint_named"]
    assert found["joint_incomplete"] == sheet["joint_incomplete"]
    assert found["closed"] == sheet["closed"]
    assert found["open"] == sheet["cases"] - sheet["closed"]
    assert found["standings"]["late"] == sheet["late"]
    assert found["standings"]["overdue"] == sheet["overdue"]
    assert found["standings"]["contradictory"] == sheet["contradictory"]
    assert found["plan_standings"]["late"] == sheet["late_plan"]
    assert found["closed_late_by_day"] == sheet["late_by_day"]
    expected = {(unit(name), side): value for (name, side), value in sheet["delays"].items()}
    unnamed = expected.pop(("empty", "coordinating"))
    told_of = {(row["unit"], row["side"]): pair(row) for row in found["delays"]}
    assert told_of.keys() == expected.keys()
    for key, (turns, days) in expected.items():
        assert told_of[key][0] == turns
        assert told_of[key][1] == pytest.approx(days, abs=0.001)
    assert pair(found["unnamed"])[0] == unnamed[0]
    assert pair(found["unnamed"])[1] == pytest.approx(unnamed[1], abs=0.001)


def pair(row: Mapping[str, Any]) -> tuple[int, float]:
    return row["proposals"], float(row["counted_days"])


def assert_nothing_lost(found: dict[str, Any]) -> None:
    """Every case is in exactly one count of each list that splits the cases."""
    assert found["cases"] == found["decisions"] + len(found["rejected"])
    assert found["closed"] + found["open"] == found["decisions"]
    for split in ("standings", "plan_standings", "leads"):
        assert sum(found[split].values()) == found["decisions"]


# The sample.


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return told(SAMPLE)


def test_the_sample_agrees_with_the_spreadsheet(sample: dict[str, Any]) -> None:
    """Sixteen readable closed cases, three open ones, three that no rule may see."""
    sheet = spreadsheet(SAMPLE, REJECTED)
    assert_same(sample, sheet)
    assert_nothing_lost(sample)


def test_the_sample_has_the_figures_that_were_counted_by_hand(sample: dict[str, Any]) -> None:
    """Case 8 is late by half an hour, case 9 only against its plan, case 10 not at all."""
    assert sample["cases"] == 22
    assert sample["decisions"] == 19
    assert sample["joint"] == 13
    assert sample["standings"] == {
        "": 1, "contradictory": 1, "in_time": 9, "late": 5, "overdue": 2, "running": 1,
    }  # fmt: skip
    assert sample["closed_late_by_day"] == 4
    assert sample["plan_standings"]["late"] == 7
    assert sample["stray_events"] == 1
    assert sample["as_of"] == "2012-01-10"


def test_bad_cases_are_named_with_their_reason(sample: dict[str, Any]) -> None:
    """An unknown group, a day that does not exist, a time without an offset."""
    assert {one["case"] for one in sample["rejected"]} == REJECTED
    reasons = {one["case"]: one["reason"] for one in sample["rejected"]}
    assert "Group 99" in reasons["sample-20"]
    assert "2011-06-31" in reasons["sample-21"]
    assert "2011-06-07 09:00:00" in reasons["sample-22"]


def test_what_the_log_does_not_say_is_left_open(sample: dict[str, Any]) -> None:
    """No deadline: no word on lateness; no department: no lead; nothing is invented."""
    assert sample["standings"][""] == 1
    assert sample["leads"][""] == 1
    for table in ("deadline", "deadline_by_day", "turn", "accountability", "lead_responsibility"):
        assert sample["undetermined"][table] == 1


def test_nobody_is_proposed_under_the_name_empty(sample: dict[str, Any]) -> None:
    """The days that EMPTY held two late cases stay visible and are nobody's."""
    assert all(row["unit"] != "empty" for row in sample["delays"])
    assert sample["unnamed"]["proposals"] == 2
    assert all(one["subject"] != "empty" for one in sample["scores"]["results"])


def test_no_unit_of_the_sample_is_ranked(sample: dict[str, Any]) -> None:
    """Twenty cases are fewer than the scorecard's minimum sample."""
    assert sample["scores"]["results"]
    assert all(one["rank"] is None for one in sample["scores"]["results"])


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Whose delay"), ("zh-Hans", "延误归责"), ("zh-Hant", "延誤歸責")]
)
def test_the_report_speaks_three_languages(language: str, word: str) -> None:
    """The report for people, in the reader's language."""
    done = run(SAMPLE, "--language", language)
    assert done.returncode == 0, done.stderr
    assert word in done.stdout


def test_a_later_day_makes_open_cases_overdue() -> None:
    """Case 11 was within its limit on the day of the last event."""
    done = run(SAMPLE, "--json", "--as-of", "2012-03-01")
    assert json.loads(done.stdout)["standings"]["overdue"] == 3


def test_a_day_before_the_last_event_is_refused() -> None:
    """What happened cannot be unseen."""
    done = run(SAMPLE, "--as-of", "2011-12-31")
    assert done.returncode == 2
    assert "the last is of 2012-01-10" in done.stderr


def test_a_folder_without_a_log_is_a_usage_error(tmp_path: Path) -> None:
    """No traceback for a wrong path."""
    done = run(tmp_path)
    assert done.returncode == 2
    assert "cannot read the log" in done.stderr


@pytest.fixture(scope="module")
def receipts() -> ModuleType:
    """The module that turns the log into cases."""
    spec = importlib.util.spec_from_file_location("permit_receipts", STORY / "receipts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_days_held_add_up_to_the_days_elapsed(receipts: ModuleType) -> None:
    """Every moment between receipt and closing is somebody's turn, and no moment is two's."""
    log = receipts.read_log(SAMPLE)
    checked = 0
    for facts in receipts.cases(log, receipts.end_of(log.last.date(), log)):
        if facts["id"] in REJECTED or "department" not in facts:
            continue
        elapsed = facts.get("closed_after", facts["seen_after"])
        assert sum(one["held"] for one in facts["participants"]) == max(elapsed, 0)
        checked += 1
    assert checked == 18


# The real log.


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    return told(REAL)


@needs_real_log
def test_the_real_log_agrees_with_the_spreadsheet(real: dict[str, Any]) -> None:
    """Every count and every group's counted days."""
    assert_same(real, spreadsheet(REAL))
    assert_nothing_lost(real)


@needs_real_log
def test_the_real_log_has_its_known_figures(real: dict[str, Any]) -> None:
    """The figures that README.md tells."""
    assert real["cases"] == real["decisions"] == 1434
    assert real["joint"] == 1318
    assert real["closed"] == 1329
    assert real["standings"]["late"] == 377
    assert real["plan_standings"]["late"] == 389
    assert real["closed_late_by_day"] == 309
    assert real["standings"]["overdue"] == 39
    assert real["cases_with_proposal"] == 366


@needs_real_log
def test_a_group_that_meets_every_sample_is_ranked(real: dict[str, Any]) -> None:
    """Seven units have thirty cases or more for every figure."""
    ranked = [row["subject"] for row in real["scores"]["ranking"]]
    assert ranked == [
        "group_4", "group_3", "group_2", "group_1", "group_8", "group_5", "general",
    ]  # fmt: skip


@needs_real_log
def test_the_scores_rest_on_the_counts_of_the_log(real: dict[str, Any]) -> None:
    """The rate of cases closed in time, for each unit, from the log alone."""
    sheet = on_time(REAL)
    for one in real["scores"]["results"]:
        (line,) = (c for c in one["contributions"] if c["id"] == "on_time")
        good, all_ = sheet.get(one["subject"], (0, 0))
        expected = None if not all_ else 100 * good / all_
        found = None if line["figure"] is None else as_number(line["figure"])
        assert found == pytest.approx(expected)


def as_number(text: str) -> float:
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


def on_time(folder: Path) -> dict[str, tuple[int, int]]:
    """For each unit its closed cases in time and its closed cases."""
    groups: dict[str, set[str]] = defaultdict(set)
    for event in rows(folder / "events.csv"):
        groups[event["case_id"]].add(event["group"])
    good: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for row in rows(folder / "cases.csv"):
        if not row["enddate"] or moment(row["enddate"]) < moment(row["startdate"]):
            continue
        units = groups[row["case_id"]] | {row["group"] or row["department"]}
        all_.update(map(unit, units))
        if moment(row["enddate"]) <= moment(row["deadline"]):
            good.update(map(unit, units))
    return {name: (good[name], all_[name]) for name in all_}
