"""Every code block of the docs runs and prints what the page says; links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_blocks import ROOT, Block, blocks_of, matches, pages, run_page

from govcoord import __version__

PAGES = pages()
FEW = 6
"""More blocks than this must not be left out of the run."""

_LINK = re.compile(r"\[[^\]]*\]\((?!https?:|doi:|mailto:)([^)\s]+)\)")
_FENCED = re.compile(r"^( *)(`{3,}).*?^\1\2\s*$", re.MULTILINE | re.DOTALL)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_of_a_page_runs(page, tmp_path, refresh_corpus):
    problems = run_page(page, tmp_path, refresh=refresh_corpus)
    assert not problems, "\n\n" + "\n\n".join(map(str, problems))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files_and_headings(page):
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    lost = [link for link in _LINK.findall(text) if not leads_somewhere(page, link)]
    assert not lost


def leads_somewhere(page, link):
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target)


def anchors(page):
    """The anchors that headings of a page get, as forges make them."""
    found = set()
    for heading in re.findall(r"^#+ +(.+?) *$", page.read_text(encoding="utf-8"), re.MULTILINE):
        found.add(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-"))
    return found


def test_few_blocks_are_left_out():
    left = [
        f"{name_of(page)}:{block.line}: {block.marks['not run'] or 'no reason given'}"
        for page in PAGES
        for block in blocks_of(page.read_text(encoding="utf-8"))
        if "not run" in block.marks
    ]
    assert len(left) <= FEW, "\n".join(left)
    assert not [line for line in left if line.endswith("no reason given")]


def test_the_runner_notices_what_is_wrong(tmp_path):
    """A page with one mistake of each sort: each is found, at its line."""
    page = ROOT / "docs" / "not-there.md"
    wrong = {
        "```python\n1 / 0\n```": "ZeroDivisionError",
        "```python\nprint(1)\n```\n\n```text\n2\n```": "expected\n    2\n  got\n    1",
        "```python\n>>> 1\n2\n```": "Expected",
        "```yaml\nkind: vocabulary\nid: v\natributes: {}\n```": "GC202",
        "<!-- expect: GC211 -->\n```yaml\nkind: vocabulary\nid: w\n```": "got no diagnostic",
        "```yaml\na: 1\na: 2\n```": "GC1",
        "```console\n$ govcoord check nowhere\nfine\n```": "`govcoord check nowhere` expected",
        "```console\n$ govcoord check nowhere\n```": "ended with",
        "```json\n{\n```": "not json",
        "```sh\nls\n```": "cannot be run",
        "```yaml\n# file: ../x.yaml\nkind: vocabulary\n```": "outside",
    }
    for number, (text, expected) in enumerate(wrong.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        problems = run_page(FakePage(page, f"# A page\n\n{text}\n"), folder)
        assert len(problems) == 1, text
        assert expected in str(problems[0])
        assert str(problems[0]).startswith(("docs/not-there.md:4:", "docs/not-there.md:5:"))


class FakePage:
    """A page that is not on disk."""

    def __init__(self, path, text):
        self.path, self.text, self.name = path, text, path.name

    def relative_to(self, root):
        return self.path.relative_to(root)

    def read_text(self, encoding):
        return self.text

    def write_text(self, text, encoding):
        self.text = text


def test_outputs_can_be_written_anew(tmp_path):
    page = ROOT / "docs" / "not-there.md"
    text = (
        "```python\nprint('a 12', 'b', sep='\\n')\n```\n\n```text\na …\nc\nd\n```\n"
        "```console\n$ govcoord --version\nold\n$ govcoord check nowhere\n…\nold\n```\n"
    )
    written = FakePage(page, text)
    problems = run_page(written, tmp_path, refresh=True)
    assert [problem.line for problem in problems] == [13]
    assert "```text\na …\nb\n```\n" in written.text
    assert f"$ govcoord --version\ngovcoord {__version__}\n$" in written.text
    assert written.text.endswith("$ govcoord check nowhere\n…\nold\n```\n")


def test_a_table_of_conditions_is_held_against_the_engine(tmp_path):
    text = (
        "```yaml\nkind: vocabulary\nid: v\nattributes: {n: {type: integer}}\n```\n\n"
        "| condition | holds for | does not hold for | not known for |\n|---|---|---|---|\n"
        "| `{n: '>= 3'}` | `{n: 3}` | `{n: 2}` | `{}` |\n"
        "| `{n: '> 3'}` | `{n: 3}` | | |\n"
    )
    problems = run_page(FakePage(ROOT / "docs" / "not-there.md", text), tmp_path)
    assert [problem.line for problem in problems] == [10]
    assert "is none, the page says decided" in str(problems[0])


@pytest.mark.parametrize(
    ("expected", "actual", "fits"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\n…\nd", "a\nb\nc\nd", True),
        ("a\n…\nd", "a\nd", True),
        ("digest 12…", "digest 1234", True),
        ("a\n…", "b\nc", False),
        ("a … c", "a\nc", False),
        ("a", "a\nb", False),
    ],
)
def test_an_ellipsis_stands_for_what_is_cut(expected, actual, fits):
    assert matches(expected, actual) is fits


def test_blocks_know_their_place_and_their_marks():
    text = (
        "one\n\n<!-- not run: why -->\n```yaml\na: 1\n```\n\n```text\nb\n```\nx\n```text\nc\n```\n"
    )
    assert blocks_of(text) == [
        Block(5, "yaml", "a: 1\n", {"not run": "why"}),
        Block(9, "text", "b\n", follows=True),
        Block(13, "text", "c\n"),
    ]
