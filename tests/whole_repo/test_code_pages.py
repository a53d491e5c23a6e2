"""Every code has a page, every page a code; its bad example gives the code, its good one does not.

``pytest tests/whole_repo/test_code_pages.py --refresh-corpus`` writes anew what pages take from
the catalogue: their beginnings, and the index.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from code_pages import CodePage, cases_problems

from govcoord.cli.app import make_app
from govcoord.codes import CODES
from govcoord.codes.pages import (
    INDEX,
    RANGES,
    SECTIONS,
    heading,
    index,
    page_in,
    pages_folder,
)
from govcoord.diagnostics import Collector, Diagnostic
from govcoord.rules import kinds
from govcoord.rules.checks import Budget
from govcoord.rules.checks.run import check_logic
from govcoord.rules.load import load_files, load_texts
from govcoord.rules.reading.nodes import Limits, read
from govcoord.testing.yaml_tests import run_tests

FOLDER = pages_folder()
PAGES = {path.stem: path for path in sorted(FOLDER.glob("GC*.md"))}
MOST_LINES = 100

Finder = Callable[[Path], Sequence[Diagnostic]]


def reading(data: bytes | str, limits: Limits | None = None) -> Finder:
    """What reading a YAML text gives."""

    def find(_: Path) -> Sequence[Diagnostic]:
        collector = Collector()
        read("x.yaml", data, collector, limits=limits or Limits())
        return collector.sorted()

    return find


def loading(name: str, *, folder: bool = False) -> Finder:
    """What loading a file or folder of that name gives, where there is none or an empty folder."""

    def find(path: Path) -> Sequence[Diagnostic]:
        if folder:
            (path / name).mkdir()
        return load_files([path / name]).diagnostics

    return find


def reading_cases(name: str, data: bytes | None = b"", **how: str) -> Finder:
    """What reading a file of cases gives; ``None`` makes a folder of that name."""

    def find(path: Path) -> Sequence[Diagnostic]:
        if data is None:
            (path / name).mkdir()
        else:
            (path / name).write_bytes(data)
        return cases_problems(path / name, **how)

    return find


def broken_kind(_: Path) -> Sequence[Diagnostic]:
    """A document of a kind whose package cannot be imported."""
    point = EntryPoint("quota", "no_such_module:KIND", kinds.ENTRY_POINTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "entry_points", lambda group: [point])
        kinds._installed.cache_clear()
        found = load_texts({"x.yaml": "kind: quota\nid: a\n"}).diagnostics
    kinds._installed.cache_clear()
    return found


def no_permission(path: Path) -> Sequence[Diagnostic]:
    """A link that leads to itself: a file that is there and that nobody can read."""
    (path / "loop.yaml").symlink_to(path / "loop.yaml")
    return load_files([path / "loop.yaml"]).diagnostics


def checking_in_no_time(_: Path) -> Sequence[Diagnostic]:
    """The checks of two rules with a budget that does not do for one step."""
    rules = "kind: table\nid: t\noutputs: {x: {type: text}}\nrules:\n" + "".join(
        f"  - {{id: R{n}, when: {{as_of: 已填}}, then: {{x: {n}}}}}\n" for n in range(2)
    )
    plan = load_texts({"t.yaml": rules}).plan
    assert plan is not None
    return check_logic(plan, Budget(steps=0))


def checking_many_conflicts(_: Path) -> Sequence[Diagnostic]:
    """The checks of so many rules for every case that not all conflicts are listed."""
    rules = "kind: table\nid: t\noutputs: {x: {type: text}}\nrules:\n" + "".join(
        f"  - {{id: R{n}, source: s, then: {{x: {n}}}}}\n" for n in range(22)
    )
    plan = load_texts({"t.yaml": rules}).plan
    assert plan is not None
    return check_logic(plan)


def unread(path: Path) -> Sequence[Diagnostic]:
    """What is said of a folder whose rules Notepad has saved with another ending."""
    folder = path / "hidden_ending"
    folder.mkdir()
    (folder / "rules.yaml.txt").write_text("kind: table\n", encoding="utf-8")
    return load_files([folder]).diagnostics


MANY = "\n".join("a: 1" for _ in range(20))

OTHERWISE: dict[str, tuple[str, Finder]] = {
    "GC120": ("bytes are no YAML", reading(b"title: caf\xe9 \xff\n")),
    "GC121": ("bytes are no YAML", reading("id: a".encode("utf-16"))),
    "GC122": ("the mark is invisible", reading(b"\xef\xbb\xbfid: a\n")),
    "GC123": ("the character is invisible", reading("id: a\x07\n")),
    "GC124": ("the character is invisible", reading("id: a\u200b\n")),
    "GC125": ("the character is invisible", reading("id: a\u2028\n")),
    "GC126": ("bytes are no YAML", reading("标题: 部门名称\n".encode("gb18030"))),
    "GC150": ("the example would be too long", reading("id: words", Limits(max_bytes=4))),
    "GC152": ("the example would be too long", reading("[1, 2, 3, 4]", Limits(max_nodes=3))),
    "GC154": ("the example would be too long", reading(MANY, Limits(max_problems=5))),
    "GC160": ("about a file, not its content", loading("none.yaml")),
    "GC161": ("about a file, not its content", reading_cases("cases.yaml", None)),
    "GC162": ("about a file, not its content", no_permission),
    "GC164": ("about the name of a file", unread),
    "GC170": ("about the name of a file", reading_cases("cases.xlsx")),
    "GC172": ("bytes are no text", reading_cases("cases.csv", b"id,note\nA-1,\xff\xfe\n")),
    "GC177": ("about an option", reading_cases("cases.csv", b"id\nA-1\n", encoding="utf-99")),
    "GC270": ("about a folder", loading("empty", folder=True)),
    "GC319": ("the example would be too long", checking_in_no_time),
    "GC320": ("the example would be too long", checking_many_conflicts),
    "GC591": ("about what is installed", broken_kind),
    "GC288": ("about a folder", lambda path: run_tests([path]).diagnostics),
}
"""Codes that no YAML can show: why not, and what gives them."""


@pytest.fixture(scope="module")
def read_pages() -> dict[str, CodePage]:
    """All pages in their parts."""
    return {code: CodePage.read(path) for code, path in PAGES.items()}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(PAGES) == sorted(CODES)
    assert {path.name for path in FOLDER.iterdir()} == {INDEX, *(f"{c}.md" for c in CODES)}


def test_pages_begin_as_the_catalogue_says(refresh_corpus: bool) -> None:
    stale = []
    for code, path in PAGES.items():
        text = path.read_text(encoding="utf-8")
        head, first, rest = text.partition(f"\n## {SECTIONS[0]}\n")
        if head != heading(CODES[code]):
            stale.append(code)
            if refresh_corpus:
                path.write_text(heading(CODES[code]) + first + rest, encoding="utf-8")
    assert refresh_corpus or stale == []


def test_the_index_is_that_of_the_catalogue(refresh_corpus: bool) -> None:
    if refresh_corpus:
        (FOLDER / INDEX).write_text(index(), encoding="utf-8")
    assert (FOLDER / INDEX).read_text(encoding="utf-8") == index()


def test_every_code_belongs_to_one_range() -> None:
    listed = [code.code for group in RANGES for code in group.codes]
    assert listed == list(CODES)
    assert all(group.codes for group in RANGES)


@pytest.mark.parametrize("code", PAGES)
def test_a_page_has_the_headings_in_both_languages(
    code: str, read_pages: dict[str, CodePage]
) -> None:
    """Each part says something in Chinese and in English; pages are short."""
    page = read_pages[code]
    assert tuple(page.sections) == SECTIONS
    for name in (*SECTIONS[:2], SECTIONS[3]):
        words = re.sub(r"```.*?```", "", page.sections[name], flags=re.DOTALL)
        assert re.search("[\u4e00-\u9fff]", words), name
        assert re.search(r"^\*[^\n\u4e00-\u9fff]+\*$", words, re.MULTILINE), name
    assert len(PAGES[code].read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("code", PAGES)
def test_the_examples_of_a_page(code: str, read_pages: dict[str, CodePage], tmp_path: Path) -> None:
    """The bad one gives what the page says, this code among it; nothing is noticed in the good."""
    page = read_pages[code]
    assert page.has_example == (code not in OTHERWISE)
    if not page.has_example:
        _, find = OTHERWISE[code]
        assert code in {d.code for d in find(tmp_path)}
        return
    for name in ("bad", "good"):
        (tmp_path / name).mkdir()
    assert page.codes_of_bad(tmp_path / "bad") == page.expected | {code}
    assert page.codes_of_good(tmp_path / "good") == set()


def run(*args: str, language: str = "en") -> Result:
    """A command line, run inside this process."""
    return CliRunner().invoke(make_app(language), ["rule", *args])


@pytest.mark.parametrize("word", ["GC450", "gc450", "450", " GC450 "])
def test_rule_prints_a_page(word: str) -> None:
    """Plain Markdown where it is piped: headings and both examples, in one language."""
    english, chinese = (run(word, language=tag).stdout for tag in ("en", "zh-Hans"))
    assert english.startswith("# GC450\n\nweights under `…` add up to …, not 100%")
    assert "## Do instead\n" in english
    assert chinese.startswith("# GC450\n\n`…` 之下的权重合计 …，不是 100%")
    assert "## 正确做法\n" in chinese
    assert "Weights of one group" in english
    assert "Weights of one group" not in chinese
    for text in (english, chinese):
        assert text.count("kind: scorecard") == 2
        assert "<!--" not in text


@pytest.mark.parametrize("code", PAGES)
def test_pages_fall_apart_into_two_languages(code: str) -> None:
    """No English page shows Chinese outside its code, no page loses a block."""
    english = page_in(code, "en")
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", english, flags=re.DOTALL)
    assert not re.search(r"^[^A-Za-z\n]*[\u4e00-\u9fff]{4,}", prose, re.MULTILINE)
    assert english.count("```") == page_in(code, "zh-Hans").count("```")
    assert english.count("\n## ") == page_in(code, "zh-Hans").count("\n## ") == len(SECTIONS)


def test_rule_lists_the_catalogue() -> None:
    """Every code once, in the language."""
    text = run(language="zh-Hant").stdout
    assert re.findall(r"^GC\d+", text, re.MULTILINE) == list(CODES)
    assert "詞彙表" in text


@pytest.mark.parametrize(("word", "near"), [("GC45O", "GC450"), ("elephant", None)])
def test_an_unknown_code_is_told_with_the_nearest(word: str, near: str | None) -> None:
    """On stderr, with exit code 2."""
    done = run(word)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert f"there is no code `{word}`" in done.stderr
    assert (f"did you mean {near}?" in done.stderr) is (near is not None)


def test_an_installation_without_pages_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback."""
    monkeypatch.setattr("govcoord.codes.pages.PACKAGE", Path("nowhere/at/all"))
    done = run("GC450")
    assert done.exit_code == 2
    assert "not part of this installation" in done.stderr
