"""Runs the code blocks of a page of the docs, as a reader would who types them in.

What becomes of a block depends on its language:

- ``python``: run in the page's one namespace, in the page's own folder. A ``text`` block right
  after it is what it prints. A block that begins with ``>>>`` is run as a doctest.
- ``yaml`` with ``# file: NAME`` (``# 文件：NAME``) as its first line, or any block under
  ``<!-- file: NAME -->``: written to that name in the page's folder.
- ``yaml`` with ``kind:`` and no name: loaded, alone or together with the page's earlier ones.
  ``kind: tests`` is run against them. Under ``<!-- expect: GC211 -->`` it must give that code,
  and a ``text`` block right after it is the diagnostic as printed.
- ``yaml`` without ``kind:``: must be well-formed.
- ``console``: lines ``$ govcoord …``, ``$ pytest …`` and ``$ python …`` are run; what follows
  must be printed. Other commands are not run.
- ``json``, ``jsonl``, ``toml``: must be well-formed.

``…`` in what is expected stands for anything on a line, or for any lines when it stands alone.
A block under ``<!-- not run: reason -->`` is left alone. Tables whose first heading is
``condition``, ``条件`` or ``condition · 条件`` are run too, see `Page.condition_table`.

A failure is a `Problem` with page and line; a page gives all of its problems. Outputs that
have changed can be written into the page (``pytest --refresh-corpus``), but for those that are
cut by a ``…`` of its own line.
"""

from __future__ import annotations

import ast
import contextlib
import difflib
import doctest
import io
import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
import tomllib
import traceback
import types
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path

import attrs
from click.testing import CliRunner

from govcoord.case_files.yaml_format import raw_value
from govcoord.cli.app import make_app
from govcoord.diagnostics import Collector, Diagnostic
from govcoord.errors import GovcoordError, RulesetError
from govcoord.rules.load import finish, load_texts
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, read
from govcoord.testing.reports import text_of
from govcoord.testing.yaml_tests import run_tests

ROOT = Path(__file__).parents[2]
REACHABLE = ("rulesets", "examples")
"""Folders of the checkout that a page may name as a newcomer in the checkout would."""

_FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})(?P<language>[\w+-]*)[^`\n]*$")
_COMMENT = re.compile(r"^\s*<!--\s*(?P<name>[\w ]+?)\s*:\s*(?P<value>.*?)\s*-->\s*$")
_FILE_LINE = re.compile(r"#\s*(?:file|文件|檔案)\s*[:：]\s*(?P<name>\S+)")
_KIND = re.compile(r"^kind:", re.MULTILINE)
_CUT = "…"
_RAN = ("govcoord", "pytest", "python")
_LEFT_ALONE = frozenset({"text", "csv", "mermaid", "diff", "markdown"})
_TIMEOUT = 50


@attrs.frozen
class Block:
    """A fenced block: its first line in the page, its language, text and mark."""

    line: int
    language: str
    text: str
    marks: dict[str, str] = attrs.field(factory=dict)
    follows: bool = False
    """Whether nothing but blank lines stands between the block before and this one."""

    @property
    def file(self) -> str | None:
        """The name it is to be written to."""
        match = _FILE_LINE.match(self.text)
        return self.marks.get("file") or (match["name"] if match else None)


@attrs.frozen
class Problem:
    """What is wrong with a block."""

    page: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.message}"


def pages() -> list[Path]:
    """Every page whose blocks are run; those of codes have a test of their own."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    found = [page for page in found if page.parent.name != "codes"]
    return [*found, *sorted((ROOT / "examples").glob("**/README.md"))]


def blocks_of(text: str) -> list[Block]:
    """The fenced blocks of a page in order; ``ValueError`` for one that is not closed."""
    found: list[Block] = []
    marks: dict[str, str] = {}
    lines = text.splitlines()
    number, follows = 0, False
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        comment = _COMMENT.match(lines[number])
        number += 1
        if comment:
            marks[comment["name"]] = comment["value"]
        elif fence:
            close = f"{fence['indent']}{fence['ticks']}"
            ends = (n for n in range(number, len(lines)) if lines[n].rstrip() == close)
            end = next(ends, None)
            if end is None:
                raise ValueError(f"line {number}: the block is not closed")
            body = textwrap.dedent("\n".join(lines[number:end]) + "\n")
            found.append(Block(number + 1, fence["language"], body, marks, follows))
            marks, follows, number = {}, True, end + 1
        elif lines[number - 1].strip():
            marks, follows = {}, False
    return found


def matches(expected: str, actual: str) -> bool:
    """Whether the text is as expected, ``…`` standing for what is cut."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == _CUT else re.escape(line).replace("…", ".*?") + r"\n"
        for line in _lines(expected)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _lines(actual))) is not None


def _lines(text: str) -> list[str]:
    """The lines without blanks at their ends and without empty ones around."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def _differ(expected: str, actual: str) -> str:
    """What differs: both in full where they are short, else only the lines that do."""
    wanted, got = _lines(expected), refreshed(expected, actual)
    if max(len(wanted), len(got)) > 8 and _CUT not in wanted:
        lines = difflib.unified_diff(wanted, got, "expected", "actual", lineterm="", n=1)
        return "differs\n" + textwrap.indent("\n".join(lines), "    ")
    shown = ("\n".join(part) or "(nothing)" for part in (wanted, got))
    return "expected\n{}\n  got\n{}".format(*(textwrap.indent(text, "    ") for text in shown))


def refreshed(expected: str, actual: str) -> list[str]:
    """The lines of what is printed now, as cut as the page cuts them."""
    cut = [line for line in _lines(expected) if "…" in line and line != _CUT]
    return [next((line for line in cut if matches(line, got)), got) for got in _lines(actual)]


def run_page(page: Path, folder: Path, *, refresh: bool = False) -> list[Problem]:
    """Run a page in an empty folder; what is wrong with it, in order.

    With ``refresh`` outputs that have changed are written into the page and are no problem.
    """
    name = page.relative_to(ROOT).as_posix()
    text = page.read_text(encoding="utf-8")
    try:
        blocks = blocks_of(text)
    except ValueError as error:
        return [Problem(name, 1, str(error))]
    for word in REACHABLE:
        if (ROOT / word).is_dir():
            (folder / word).symlink_to(ROOT / word, target_is_directory=True)
    runner = Page(name, folder, "zh-Hans" if ".zh." in page.name else "en")
    with contextlib.chdir(folder):
        runner.run(blocks)
        for table in tables_of(text):
            if table.is_of_conditions:
                runner.condition_table(table)
    if refresh and runner.fixes:
        fixed = [fix.line for fix in runner.fixes]
        runner.problems = [p for p in runner.problems if p.line not in fixed]
        page.write_text(_applied(text, runner.fixes), encoding="utf-8")
    return sorted(runner.problems, key=lambda problem: problem.line)


@attrs.frozen
class Fix:
    """Lines of a page that are to be replaced, and the line of the problem that they solve."""

    line: int
    first: int
    count: int
    new: list[str]


def _applied(text: str, fixes: Sequence[Fix]) -> str:
    lines = text.splitlines()
    for fix in sorted(fixes, key=lambda fix: -fix.first):
        lines[fix.first - 1 : fix.first - 1 + fix.count] = fix.new
    return "\n".join(lines) + "\n"


class Page:
    """A page while it is run: its folder, its namespace, its YAML so far."""

    def __init__(self, name: str, folder: Path, language: str) -> None:
        self.name, self.folder, self.language = name, folder, language
        self.problems: list[Problem] = []
        self.fixes: list[Fix] = []
        self.module = types.ModuleType("docs_page")
        self.yaml: dict[str, str] = {}

    def fail(self, line: int, message: str) -> None:
        """Note a problem and go on."""
        self.problems.append(Problem(self.name, line, message))

    def compare(self, line: int, shown: Block | None, printed: str) -> None:
        """Note where the block of text is not what was printed."""
        if shown is not None and not matches(shown.text, printed):
            self.fail(line, _differ(shown.text, printed))
            self.fix(line, shown.line, shown.text, printed)

    def fix(self, line: int, first: int, shown: str, printed: str) -> None:
        """Note how to correct an output of the page."""
        lines = shown.splitlines()
        if _CUT not in map(str.strip, lines):
            self.fixes.append(Fix(line, first, len(lines), refreshed(shown, printed)))

    def run(self, blocks: Sequence[Block]) -> None:
        """Run all blocks in order."""
        sys.modules[self.module.__name__] = self.module  # so that its classes can be pickled
        try:
            for number, block in enumerate(blocks):
                after = blocks[number + 1] if number + 1 < len(blocks) else None
                shown = None
                if after is not None and after.follows and after.language == "text":
                    shown = after
                if "not run" not in block.marks:
                    self.block(block, shown)
        finally:
            del sys.modules[self.module.__name__]

    def block(self, block: Block, shown: Block | None) -> None:
        """Run one block; ``shown`` is the block of text that follows it."""
        if block.file is not None:
            self.write(block, block.file)
        elif block.language in ("python", "pycon"):
            self.python(block, shown)
        elif block.language in ("yaml", "yml"):
            self.ruleset(block, shown)
        elif block.language == "console":
            self.console(block)
        elif block.language in ("json", "jsonl", "toml"):
            self.data(block)
        elif block.language not in _LEFT_ALONE:
            self.fail(
                block.line,
                f"a block of language `{block.language}` cannot be run: use python, yaml, console "
                "or text, or mark it with <!-- not run: reason -->",
            )

    # files and data

    def write(self, block: Block, name: str) -> None:
        path = self.folder / name
        if ".." in Path(name).parts or Path(name).is_absolute() or name.startswith(REACHABLE):
            self.fail(block.line, f"`{name}` lies outside the page's folder")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        is_yaml = name.endswith((".yaml", ".yml")) and ".test." not in name
        if is_yaml and _KIND.search(block.text):
            self.yaml[name] = block.text
        if "expect" in block.marks:
            self.expect(block, name, None)

    def data(self, block: Block) -> None:
        try:
            if block.language == "toml":
                tomllib.loads(block.text)
            elif block.language == "json":
                json.loads(block.text)
            else:
                for line in block.text.splitlines():
                    json.loads(line)
        except ValueError as error:
            self.fail(block.line, f"not {block.language}: {error}")

    # python

    def python(self, block: Block, shown: Block | None) -> None:
        out = io.StringIO()
        try:
            with contextlib.redirect_stdout(out):
                if block.text.lstrip().startswith(">>>"):
                    self.doctest(block)
                    return
                tree = ast.parse(block.text)
                ast.increment_lineno(tree, block.line - 1)
                exec(compile(tree, self.name, "exec"), self.module.__dict__)
        except SyntaxError as error:
            self.fail(block.line + (error.lineno or 1) - 1, f"{error.msg}: {error.text}")
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            line = max((f.lineno or 0 for f in frames if f.filename == self.name), default=0)
            self.fail(line or block.line, f"{type(error).__name__}: {error}")
        else:
            self.compare(block.line, shown, out.getvalue())

    def doctest(self, block: Block) -> None:
        out = io.StringIO()
        parser = doctest.DocTestParser()
        test = parser.get_doctest(
            block.text, self.module.__dict__, self.name, self.name, block.line - 1
        )
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        if runner.run(test, out=out.write, clear_globs=False).failed:
            self.fail(block.line, out.getvalue())

    # yaml

    def ruleset(self, block: Block, shown: Block | None) -> None:
        if not _KIND.search(block.text):
            self.well_formed(block)
            return
        name = f"line-{block.line}.yaml"
        if "expect" in block.marks:
            self.expect(block, name, shown)
        elif re.search(r"^kind: tests\b", block.text, re.MULTILINE):
            self.tests(block)
        else:
            found = [self.load(block, name, others) for others in self.companions(block)]
            best = min(found, key=len)
            for error in best:
                self.fail(block.line, error.render(self.language))
            if not best:
                self.yaml[name] = block.text

    def companions(self, block: Block) -> Iterator[dict[str, str]]:
        """What the block may be loaded with, in the order in which it is tried."""
        given = {name: (ROOT / name).read_text("utf-8") for name in _names(block, "with")}
        earlier = {**given, **self.yaml}
        words = {n: t for n, t in earlier.items() if re.search(r"^kind: vocabulary\b", t, re.M)}
        yield from (earlier, {**given, **words}, given)

    def load(self, block: Block, name: str, others: dict[str, str]) -> list[Diagnostic]:
        """The errors of the block beside others."""
        found = load_texts({**others, name: block.text}).diagnostics
        return [d for d in found if d.severity == "error"]

    def expect(self, block: Block, name: str, shown: Block | None) -> None:
        codes = set(re.findall(r"GC\d+", block.marks["expect"]))
        seen: set[str] = set()
        for others in self.companions(block):
            diagnostics = load_texts({**others, name: block.text}).diagnostics
            own = [d for d in diagnostics if d.span is None or d.span.source.name == name]
            seen |= {d.code for d in own}
            if codes and codes <= {d.code for d in own}:
                printed = "\n\n".join(d.render(self.language) for d in own)
                self.compare(block.line, shown, printed)
                return
        got = ", ".join(sorted(seen)) or "no diagnostic"
        self.fail(block.line, f"expected {', '.join(sorted(codes)) or 'a code'}, got {got}")

    def well_formed(self, block: Block) -> None:
        collector = Collector()
        read(f"line-{block.line}.yaml", block.text, collector)
        for problem in collector.sorted():
            self.fail(block.line, problem.render(self.language))

    def tests(self, block: Block) -> None:
        folder = self.folder / f"line-{block.line}"
        folder.mkdir()
        for number, text in enumerate(self.yaml.values()):
            (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
        (folder / "page.test.yaml").write_text(block.text, encoding="utf-8")
        report = run_tests([folder])
        for error in report.errors:
            self.fail(block.line, error.render(self.language))
        for result in report.failed:
            self.fail(block.line, text_of(result, self.language))

    # console

    def console(self, block: Block) -> None:
        """Run the commands one after the other, each with the output that follows it."""
        commands: list[tuple[int, str, list[str]]] = []
        for number, line in enumerate(block.text.splitlines()):
            if line.startswith("$ "):
                commands.append((block.line + number, line[2:], []))
            elif commands and commands[-1][1].endswith("\\"):
                _, command, _ = commands.pop()
                commands.append((block.line + number, command[:-1] + line.strip(), []))
            elif commands:
                commands[-1][2].append(line)
            else:
                self.fail(block.line + number, "a console block begins with `$ command`")
                return
        for at, command, output in commands:
            self.command(at, command, "\n".join(output))

    def command(self, line: int, command: str, expected: str) -> None:
        words = shlex.split(command, comments=True)
        if words[:3] == ["python", "-m", "govcoord"]:
            words = words[2:]
        if not words or words[0] not in _RAN:
            return
        code, printed = self.govcoord(words[1:]) if words[0] == "govcoord" else _process(words)
        if "Traceback (most recent call last)" in printed:
            self.fail(line, f"`{command}` broke:\n{textwrap.indent(printed, '    ')}")
        elif expected.strip():
            if not matches(expected, printed):
                self.fail(line, f"`{command}` " + _differ(expected, printed))
                self.fix(line, line + 1, expected, printed)
        elif code:
            self.fail(line, f"`{command}` ended with {code}:\n{textwrap.indent(printed, '    ')}")

    def govcoord(self, words: list[str]) -> tuple[int, str]:
        """Exit code and output of a command, in the language of the page."""
        from govcoord.cli.app import language_of

        locale = {"zh-Hans": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}[self.language]
        app = make_app(language_of(words, {"LANG": locale}))
        result = CliRunner().invoke(app, words)
        broken = result.exception
        if broken is not None and not isinstance(broken, SystemExit):
            text = "".join(traceback.format_exception(broken))
            return 1, f"{result.output}{text}"
        return result.exit_code, result.output

    # tables of conditions

    def condition_table(self, table: Table) -> None:
        """Check rows of ``| condition | … | holds for | does not hold for | not known for |``.

        Each cell holds YAML mappings in backticks. The condition is read with the page's
        vocabularies, and each case must end as its column says.
        """
        words = {n: t for n, t in self.yaml.items() if re.search(r"^kind: vocabulary\b", t, re.M)}
        for line, row in table.rows:
            for when in _codes(row[0]):
                self.condition(line, when, [(row[n], s) for n, s in table.columns.items()], words)

    def condition(
        self, line: int, when: str, cells: list[tuple[str, str]], words: dict[str, str]
    ) -> None:
        """Check one condition against cells of cases, each with how they must end."""
        rule = (
            "kind: table\nid: row\noutputs: {hit: {type: boolean}}\nrules:\n"
            f"  - id: condition\n    source: x\n    when: {when}\n    then: {{hit: 是}}\n"
        )
        try:
            plan = finish(load_texts({**words, "row.yaml": rule}))
        except RulesetError as error:
            self.fail(line, str(error))
            return
        for cell, status in cells:
            for case in _codes(cell):
                try:
                    outcome = plan.evaluate(_facts(case)).outcome("row")
                except GovcoordError as error:
                    self.fail(line, f"`{case}`: {error}")
                    continue
                got = outcome.status.value if outcome else "nothing"
                if got != status:
                    self.fail(line, f"`{when}` for `{case}` is {got}, the page says {status}")


def _names(block: Block, mark: str) -> list[str]:
    return re.findall(r"[^\s,]+", block.marks.get(mark, ""))


def _process(words: list[str]) -> tuple[int, str]:
    """Exit code and output of ``pytest …`` or ``python …``."""
    words = [sys.executable, *(["-m", "pytest"] if words[0] == "pytest" else []), *words[1:]]
    if "pytest" in words and not any(e.name == "govcoord" for e in entry_points(group="pytest11")):
        words += ["-p", "govcoord.testing.pytest_plugin"]
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "en_GB.UTF-8",
        "COLUMNS": "100",
    }
    done = subprocess.run(
        words, capture_output=True, encoding="utf-8", timeout=_TIMEOUT, env=environ, check=False
    )
    return done.returncode, done.stdout + done.stderr


# tables

_HEADINGS = {
    "holds for": "decided",
    "成立": "decided",
    "does not hold for": "none",
    "不成立": "none",
    "not known for": "undetermined",
    "尚不能定": "undetermined",
}


@attrs.frozen
class Table:
    """A table of a page: its headings, and its rows with their lines."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def is_of_conditions(self) -> bool:
        """Whether its rows are conditions with cases."""
        first = self.headings[0].split(" · ")
        return bool(self.columns) and not {"condition", "条件"}.isdisjoint(first)

    @property
    def columns(self) -> dict[int, str]:
        """The columns that hold cases, each with how they must end."""
        return {
            number: _HEADINGS[word]
            for number, heading in enumerate(self.headings)
            for word in heading.split(" · ")
            if word in _HEADINGS
        }


def tables_of(text: str) -> list[Table]:
    """The tables of a page outside its blocks."""
    found: list[Table] = []
    rows: list[tuple[int, tuple[str, ...]]] = []
    inside = False
    for number, line in enumerate([*text.splitlines(), ""], 1):
        inside ^= _FENCE.match(line) is not None
        if line.startswith("|") and not inside:
            rows.append((number, _cells(line)))
        elif rows:
            found.append(Table(rows[0][1], tuple(rows[2:])))
            rows = []
    return found


def _cells(line: str) -> tuple[str, ...]:
    parts = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return tuple(part.strip().replace("\\|", "|") for part in parts)


def _codes(cell: str) -> list[str]:
    return [code.strip() for code in re.findall(r"`([^`]+)`", cell)]


def _facts(text: str) -> object:
    collector = Collector()
    nodes: list[Node] = read("case", text, collector)
    if collector.sorted() or not nodes or isinstance(nodes[0], ScalarNode):
        return text
    assert isinstance(nodes[0], MappingNode)
    return raw_value(nodes[0])
