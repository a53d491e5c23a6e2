"""Bad conditions and expressions, each with everything that is said about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from small_vocabulary import VOCABULARY, node_of

from govcoord.diagnostics import Collector
from govcoord.rules.conditions.reader import read_condition
from govcoord.rules.expressions import check_expression, parse_expression
from govcoord.rules.reading.nodes import ScalarNode

CORPUS = Path(__file__).parents[2] / "corpus"
_CASE = re.compile(r"### (.+?)\n(.*?)\n=>\n(.*?)(?=\n### |\Z)", re.DOTALL)


def read_cases(path: Path) -> dict[str, tuple[str, str]]:
    found = _CASE.findall(path.read_text(encoding="utf-8"))
    assert len(found) == len({name for name, _, _ in found})
    return {name: (given, expected.strip()) for name, given, expected in found}


def of_condition(text: str, collector: Collector) -> object:
    return read_condition(node_of(text), VOCABULARY, collector)


def of_expression(text: str, collector: Collector) -> object:
    node = node_of(text)
    assert isinstance(node, ScalarNode)
    expr = parse_expression(node, collector)
    return None if expr is None else check_expression(expr, node, VOCABULARY, collector)


READERS: dict[str, Callable[[str, Collector], object]] = {
    "conditions": of_condition,
    "expressions": of_expression,
}
FILES = {name: CORPUS / name / "cases.txt" for name in READERS}


def said(collector: Collector) -> str:
    """Every diagnostic: code, underlined text, message and hint in English and Chinese."""
    lines = []
    for found in collector.sorted():
        assert found.span is not None
        place = f"{found.span.line}:{found.span.column}"
        lines.append(f"{found.code} {place} «{found.span.text}»")
        for language in ("en", "zh-Hans", "zh-Hant"):
            hint = found.hint(language)
            lines.append(f"  {found.message(language)}" + (f" -- {hint}" if hint else ""))
    return "\n".join(lines)


def outcome(kind: str, given: str) -> str:
    collector = Collector()
    result = READERS[kind](given, collector)
    assert (result is None) == collector.has_errors
    return said(collector)


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, path in FILES.items() for name in read_cases(path)]
)
def test_a_mistake_is_answered(kind: str, name: str) -> None:
    """The diagnostics of a case are those beside it in the corpus."""
    given, expected = read_cases(FILES[kind])[name]
    assert expected == outcome(kind, given)


@pytest.mark.parametrize("kind", READERS)
def test_refresh(kind: str, refresh_corpus: bool) -> None:
    """With ``--refresh-corpus`` the expected diagnostics are written anew."""
    if refresh_corpus:
        cases = read_cases(FILES[kind])
        blocks = [
            f"### {n}\n{given}\n=>\n{outcome(kind, given)}\n" for n, (given, _) in cases.items()
        ]
        FILES[kind].write_text("\n".join(blocks), encoding="utf-8")
