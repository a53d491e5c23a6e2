"""Arrows point one way: which part of the library may import which."""

from __future__ import annotations

import ast
from pathlib import Path

import govcoord

PACKAGE = Path(govcoord.__file__).parent

BASE = {"errors", "text", "messages", "late", "nearest", "numerals", "sections"}
BASE |= {"units", "unit_names", "thresholds", "periods", "svg", "headings"}
LAYERS = [
    BASE,
    {"source", "codes", "diagnostics"},
    {"mechanisms"},
    {"rules", "case", "decision", "plain", "scoring"},
    {"api", "case_files", "graph", "similar"},
    {"testing"},
    {"schema", "handbook", "audit"},
    {"cli", "__main__", "__init__"},
]
"""From the bottom to the top; a part imports from its own layer and from those below."""


def imports_of(path: Path) -> set[str]:
    """The parts of govcoord that a module imports when it runs, late imports included."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and getattr(branch.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("govcoord"):
            names = node.module.split(".")[1:2]
            found.update(names or [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            parts = [a.name.split(".") for a in node.names]
            found.update(p[1] for p in parts if p[0] == "govcoord" and len(p) > 1)
    return found


def part_of(path: Path) -> str:
    """The part that a module belongs to: the first name below the package."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def test_imports_follow_the_layers() -> None:
    """No module imports from a layer above its own."""
    level = {part: n for n, parts in enumerate(LAYERS) for part in parts}
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for name in sorted(imports_of(path))
        if name in level and level[name] > level[part_of(path)]
    ]
    assert wrong == []


def test_every_part_has_a_layer() -> None:
    """A new part of the library has to be given its place."""
    parts = {part_of(path) for path in PACKAGE.rglob("*.py")}
    assert parts - {part for layer in LAYERS for part in layer} == set()


def test_only_units_imports_pint_and_only_periods_imports_holidays() -> None:
    """Heavy libraries are imported in one place each, late."""
    for library, home in (("pint", "units.py"), ("holidays", "periods.py")):
        users = [
            str(path.relative_to(PACKAGE))
            for path in PACKAGE.rglob("*.py")
            if f"import {library}" in path.read_text(encoding="utf-8")
        ]
        assert users == [home], library


def test_modules_are_small() -> None:
    """No module has more than 450 lines."""
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert long == {}
