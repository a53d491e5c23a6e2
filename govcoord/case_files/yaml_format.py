"""YAML: a list of cases, ``cases:`` with a list, or one case in each document.

A mapping with a number of its own is one case, whatever stands under ``cases``.

Every value stays the text that was written and is typed by the vocabulary. A problem inside
one case (a doubled key, an unquoted ``no``) rejects that case; the others go on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from govcoord.case_files.base import BadRow, CaseFileError, CaseRow, Row
from govcoord.diagnostics import Collector, Diagnostic
from govcoord.errors import CaseError
from govcoord.headings import is_number, number_of
from govcoord.rules.reading.nodes import Limits, MappingNode, Node, ScalarNode, SequenceNode, read

CASES = "cases"

LIMITS = Limits(max_bytes=64 * 2**20)
"""YAML is held in memory as a whole; JSON lines or CSV serve for more."""

# Problems with which the reader could not go on, so that what follows is not there.
_STOPPING = frozenset(
    [*(f"GC{n}" for n in (*range(101, 110), 111, 113, 114, 120, 121, 126, *range(150, 155)))]
)


def read_yaml(stream: BinaryIO, name: str, encoding: str = "utf-8") -> Iterator[Row]:
    """The cases of a YAML file."""
    collector = Collector()
    data: bytes | str = stream.read(LIMITS.max_bytes + 1)
    if encoding != "utf-8" and isinstance(data, bytes):
        data = data.decode(encoding, "replace")
    nodes = list(_case_nodes(read(name, data, collector, limits=LIMITS), collector))
    errors = [d for d in collector.sorted() if d.severity == "error"]
    problems = _by_case(errors, [node.line for node in nodes])
    for number, node in enumerate(nodes):
        yield _row(number, f"{name}:{node.line}", node, problems.get(number))


def _case_nodes(documents: list[Node], collector: Collector) -> Iterator[Node]:
    for node in documents:
        listed = _listed(node) if isinstance(node, MappingNode) else node
        if isinstance(listed, SequenceNode):
            yield from listed.items
        elif isinstance(node, MappingNode) and listed is None:
            yield node
        else:
            at = listed or node
            got = "mapping" if isinstance(at, MappingNode) else "text"
            collector.add("GC173", at.span, got=got)


def _listed(node: MappingNode) -> Node | None:
    """What ``cases:`` lists; nothing where a number says that the mapping is a case itself."""
    return None if any(is_number(key) for key in node.entries) else node.get(CASES)


def _by_case(errors: list[Diagnostic], lines: list[int]) -> Mapping[int, Diagnostic]:
    """The first problem of each case; `CaseFileError` for problems that belong to no case."""
    found: dict[int, Diagnostic] = {}
    whole = []
    for error in errors:
        at = bisect_right(lines, error.span.line) - 1 if error.span else -1
        if at < 0 or error.code in _STOPPING or error.code == "GC173":
            whole.append(error)
        else:
            found.setdefault(at, error)
    if whole:
        raise CaseFileError(whole)
    return found


class _Told(str):
    """A problem and its remedy as English text that can also be had in another language."""

    __slots__ = ("problem",)
    problem: Diagnostic

    def __new__(cls, problem: Diagnostic) -> _Told:
        made = super().__new__(cls, _told(problem, "en"))
        made.problem = problem
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return _Told, (self.problem,)

    def in_language(self, language: str) -> str:
        """The same in ``en``, ``zh-Hans`` or ``zh-Hant``."""
        return _told(self.problem, language)


def _told(problem: Diagnostic, language: str) -> str:
    mark = "; " if language == "en" else "；"
    return mark.join(filter(None, (problem.message(language), problem.hint(language))))


def _row(number: int, place: str, node: Node, problem: Diagnostic | None) -> Row:
    facts = raw_value(node)
    id_ = number_of(facts) if isinstance(facts, dict) else None
    if problem is not None:
        assert problem.span is not None
        error = CaseError(
            _key_at(node, problem.span.line) or "case",
            problem.span.text,
            "unambiguous YAML",
            hint=_Told(problem),
        )
        return BadRow(number, f"{problem.span.source.name}:{problem.span.line}", error, id_)
    if not isinstance(facts, dict):
        return BadRow(number, place, CaseError("case", facts, "a mapping of facts"))
    return CaseRow(number, place, facts)


def _key_at(node: Node, line: int) -> str | None:
    """The key of a case under which a line stands."""
    if not isinstance(node, MappingNode):
        return None
    keys = [key for key, (at, _) in node.entries.items() if at.line <= line]
    return keys[-1] if keys else None


def raw_value(node: Node) -> Any:
    """A node as raw data for `to_value`: texts, lists and mappings; ``None`` for nothing."""
    if isinstance(node, MappingNode):
        return {key: raw_value(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [raw_value(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    return None if node.is_null else node.value
