"""The permit procedure story: its counts are those of a plain count over the same log."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from scripts import run_script

ROOT = Path(__file__).parents[2]
STORY = ROOT / "examples" / "permit_procedure"
SAMPLE = ROOT / "examples" / "permit_receipts" / "sample"
REAL = ROOT.parent / "shared" / "data" / "permit_receipts"
STEPS = 6
"""How many activities of the log are steps: the receipt, T02, T04, T05, T06 and T10."""


def run(*arguments: object) -> str:
    """What the example prints."""
    done = run_script(STORY / "main.py", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def counted(folder: Path, as_of: date) -> Counter[str]:
    """Cases by how they stand, by nothing but dates and sets."""
    done: dict[str, dict[str, date]] = {}
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["activity"][:3]
            if name in ("Con", "T02", "T04", "T05", "T06", "T10"):
                day = date.fromisoformat(row["timestamp"][:10])
                days = done.setdefault(row["case_id"], {})
                days[name] = max(day, days.get(name, day))
    found: Counter[str] = Counter()
    with (folder / "cases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            try:
                start = date.fromisoformat(row["startdate"][:10])
            except ValueError:
                found["refused"] += 1
                continue
            ends = done.get(row["case_id"], {})
            closed = date.fromisoformat(row["enddate"][:10]) if row["enddate"] else None
            if start > as_of:
                found["not received yet, no light"] += 1
                continue
            end = closed if closed and closed <= as_of else None
            if end is None and len(ends) == STEPS and max(ends.values()) <= as_of:
                end = max(ends.values())
            late = (end or as_of) > start + timedelta(days=56)
            near = end is None and as_of >= start + timedelta(days=49)
            light = "red" if late else "yellow" if near else "green"
            found[f"{'finished' if end else 'under way'}, {light}"] += 1
    return found


DAYS = [date(2011, 2, 1), date(2011, 7, 4), date(2011, 10, 3)]


@pytest.mark.parametrize(
    ("folder", "as_of"), [*((SAMPLE, day) for day in DAYS), (REAL, date(2011, 7, 4))]
)
def test_the_counts_are_those_of_a_plain_count(folder: Path, as_of: date) -> None:
    """How many cases are finished, under way, late; the day of looking decides."""
    if not folder.is_dir():
        pytest.skip("the real log is not here")
    shown = run(folder, "--as-of", as_of)
    expected = counted(folder, as_of)
    refused = expected.pop("refused", 0)
    assert (f"  {refused} refused: " in shown) == bool(refused)

    for state, n in expected.items():
        assert f"  {n:>5}  {state}\n" in shown


def test_the_page_shows_what_is_printed() -> None:
    """The figures of the real log on the page are those that it gives."""
    if not REAL.is_dir():
        pytest.skip("the real log is not here")
    assert run(REAL) in (STORY / "README.md").read_text(encoding="utf-8")


def test_chinese_output_is_chinese() -> None:
    """No English word is left but ids and what the log says."""
    shown = run(SAMPLE, "--language", "zh-Hans")
    assert "已办结，绿灯" in shown
    assert "accepted = 2011-06-31" in shown
