"""Mistakes seeded into the plan's rulesets: each is there to be made, and none slips through."""

from __future__ import annotations

import re
from pathlib import Path

import seeded

PAGE = (Path(__file__).parents[3] / "docs" / "testing" / "proof.md").read_text("utf-8")
SAMPLE = (0, 14, 27)


def rows():
    """The rows of the page: rule, what is wrong, and a mark for each means."""
    found = (re.split(r" *\| *", line)[2:-1] for line in PAGE.splitlines() if line.startswith("| "))
    return [row for row in found if len(row) == 7 and row[0] and row[0] != "rule"]


def test_there_are_thirty_and_each_can_be_made():
    """What is to be replaced stands in the rulesets once it is looked for."""
    known = seeded.texts()
    assert len(seeded.MISTAKES) >= 30
    for mistake in seeded.MISTAKES:
        assert seeded.seeded(mistake, known) != known


def test_the_page_tells_of_all_and_none_slips_through():
    """Every mistake has a row, and in every row some means that fails outright finds it."""
    told = [(row[0], row[1]) for row in rows()]
    assert told == [(m["rule"], m["what"]) for m in seeded.MISTAKES]
    columns = [seeded.MEANS.index(name) + 2 for name in ("check", "tests", "boundaries")]
    assert all("found" in [row[column] for column in columns] for row in rows())


def test_some_are_measured_anew():
    """A sample is found as the page says."""
    measured = seeded.measured([seeded.MISTAKES[number] for number in SAMPLE])
    for number, row in zip(SAMPLE, measured):
        for name in ("check", "tests", "boundaries"):
            marked = rows()[number][seeded.MEANS.index(name) + 2] == "found"
            assert row[name] == marked, (row, name)
