"""docs/mechanisms.md has a line for every row of the plan, and claims no file that is not there."""

from __future__ import annotations

import re

import pytest
from docs_blocks import ROOT

from govcoord.cli.app import COMMANDS
from govcoord.rules.kinds import KINDS

PAGE = (ROOT / "docs" / "mechanisms.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: cells[1:]
    for line in PAGE.splitlines()
    if re.match(r"\| [MT]\d\d \|", line)
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}
WANTED = [f"M{n:02}" for n in range(1, 65)] + [f"T{n:02}" for n in range(1, 29)]
FILE = re.compile(r"\[([^\]]+)\]\(\.\./([^)]+)\)")
KIND = re.compile(r"\[`([a-z_]+)`\]\(kinds/([a-z_]+)\.md\)")


def test_every_row_is_there_once_and_in_order():
    found = re.findall(r"^\| ([MT]\d\d) \|", PAGE, re.MULTILINE)
    assert found == WANTED


@pytest.mark.parametrize("row", WANTED)
def test_the_files_of_a_row_exist_under_their_names(row):
    for name, path in FILE.findall(" ".join(ROWS[row])):
        assert (ROOT / path).is_file(), path
        assert path.endswith(f"/{name}")


@pytest.mark.parametrize("row", WANTED)
def test_a_row_has_rules_and_tests_or_says_that_it_is_not_built(row):
    """A row with no test is not built; a row with a kind has a test."""
    *_, tests, limit = ROWS[row]
    assert bool(FILE.search(tests)) is not limit.startswith("not built")
    assert limit


@pytest.mark.parametrize("row", [row for row in WANTED if row[0] == "M"])
def test_the_kind_of_a_row_is_one_that_can_be_written(row):
    _, kinds, rulesets, _, limit = ROWS[row]
    known = {kind.name for kind in KINDS}
    named = KIND.findall(kinds)
    assert all(shown == page and shown in known for shown, page in named)
    assert bool(named or kinds.startswith("every kind")) is not limit.startswith("not built")
    for _, path in FILE.findall(rulesets):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not named or {shown for shown, _ in named} & written(text), path


def written(text):
    """The kinds of the documents in a file."""
    return set(re.findall(r"^kind: *(\w+)", text, re.MULTILINE))


def test_the_readme_names_kinds_and_commands_that_there_are():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    kinds = set(re.findall(r"\(docs/kinds/(\w+)\.md\)", readme))
    assert len(kinds) >= 20
    assert kinds <= {kind.name for kind in KINDS}
    table = readme.partition("## Commands")[2].partition("## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(?:govcoord )?([a-z]+)", row)}
    assert len(named) >= 16
    assert named <= set(COMMANDS)
