"""Reads the pages of codes, and finds what their examples give.

A page has the headings of `govcoord.codes.pages.SECTIONS`. The third section holds the bad
example, the fourth the good one: each YAML of a whole ruleset. ``<!-- expect: GC424, GC432 -->``
above the bad one lists all that it gives. A block under ``<!-- file: NAME -->`` is a file: what
becomes of it depends on its name. ``vocabulary.yaml`` and ``rules.yaml`` belong to both examples,
``*.test.yaml`` are run as tests, ``cases.*`` are read as cases, with ``figures.*`` the scorecard
of the example is audited. ``<!-- check: GC311 -->`` stands
for ``expect`` where it takes the checks of logic to find it. ``<!-- as of: 2025-06-30 -->`` is the
day that the life of documents is looked at. ``<!-- example: none -->`` says that YAML cannot
show the problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import attrs
from docs_blocks import Block, blocks_of

from govcoord.case_files import BadRow, CaseFileError, read_cases
from govcoord.codes.pages import SECTIONS
from govcoord.diagnostics import Diagnostic
from govcoord.rules.checks.run import check_loaded
from govcoord.rules.load import finish, load_texts
from govcoord.rules.reviews import check_life
from govcoord.scoring import FigureTable, parse_figures
from govcoord.scoring.fairness import audit
from govcoord.testing.yaml_tests import run_tests

SHARED = ("vocabulary.yaml", "rules.yaml")
"""Names of files that belong to both examples of a page."""


@attrs.frozen
class CodePage:
    """A page in its parts."""

    code: str
    head: str
    sections: dict[str, str]
    bad: tuple[Block, ...]
    good: tuple[Block, ...]
    shared: tuple[Block, ...]
    expected: frozenset[str]
    has_example: bool

    @classmethod
    def read(cls, path: Path) -> CodePage:
        """The page in the file."""
        head, *rest = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        sections = dict(part.split("\n", 1) for part in rest)
        bad, good = (blocks_of(sections.get(name, "")) for name in SECTIONS[2:])
        marks = " ".join(block.marks.get(mark, "") for block in bad for mark in ("expect", "check"))
        return cls(
            path.stem,
            head,
            sections,
            tuple(block for block in bad if block.file not in SHARED),
            tuple(block for block in good if block.file not in SHARED),
            tuple(block for block in bad if block.file in SHARED),
            frozenset(re.findall(r"GC\d+", marks)) or frozenset({path.stem}),
            "<!-- example: none -->" not in sections.get(SECTIONS[2], ""),
        )

    def codes_of_bad(self, folder: Path) -> set[str]:
        """What the bad example gives; of notes only this page's own."""
        return self._shown(noticed((*self.shared, *self.bad), folder))

    def codes_of_good(self, folder: Path) -> set[str]:
        """What the good example gives; of notes only this page's own."""
        return self._shown(noticed((*self.shared, *self.good), folder))

    def _shown(self, found: Iterable[Diagnostic]) -> set[str]:
        return {d.code for d in found if d.severity != "note" or d.code == self.code}


def noticed(blocks: Iterable[Block], folder: Path) -> list[Diagnostic]:
    """Everything that is noticed about an example."""
    blocks = list(blocks)
    texts: dict[str, str] = {}
    found: list[Diagnostic] = []
    figures: list[FigureTable] = []
    for number, block in enumerate(blocks):
        name = block.file or f"{number}.yaml"
        if name.startswith("cases."):
            (folder / name).write_text(block.text, encoding="utf-8")
            found += cases_problems(folder / name)
        elif name.startswith("figures."):
            figures.append(parse_figures(name, block.text))
        else:
            texts[name] = block.text
    if any(".test." in name for name in texts):
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        report = run_tests([folder])
        assert not report.failed, "a test of the example fails"
        found += report.errors
        found += [d for d in report.diagnostics if d not in found]
    elif texts:
        loaded = load_texts(texts)
        found += check_loaded(loaded)
        for day in {block.marks["as of"] for block in blocks if "as of" in block.marks}:
            found += check_life(loaded.documents, date.fromisoformat(day))
        for table in figures:
            (card,) = finish(loaded).scorecards.values()
            found += audit(card, table).diagnostics
    return found


def cases_problems(path: Path, **how: str) -> tuple[Diagnostic, ...]:
    """Why a file of cases cannot be read; nothing when it can."""
    try:
        bad = [row for row in read_cases(path, **how) if isinstance(row, BadRow)]
    except CaseFileError as error:
        return error.diagnostics
    assert not bad, f"a case of the example is rejected: {bad[0].error}"
    return ()
