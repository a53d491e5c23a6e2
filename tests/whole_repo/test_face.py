"""The face of the library: exactly the promised names, light to import, well documented."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import govcoord

REPO = Path(__file__).parents[2]
ARCHITECTURE = (REPO / "docs" / "architecture.md").read_text(encoding="utf-8")


def promised(name: str) -> set[str]:
    """The names that the architecture page lists for ``name``."""
    section = ARCHITECTURE.split("## Public names")[1].split("\n## ")[0]
    line = next(one for one in section.splitlines() if one.startswith(f"`{name}`:"))
    return set(re.findall(r"`(\w+)`", line)) - {name}


def test_the_face_is_what_the_architecture_page_says() -> None:
    """``__all__`` has the names of the page, and the version."""
    assert set(govcoord.__all__) - {"__version__"} == promised("govcoord")
    assert list(govcoord.__all__) == sorted(govcoord.__all__)


def test_every_public_name_is_there() -> None:
    """Each name of ``__all__`` can be had."""
    for name in govcoord.__all__:
        assert getattr(govcoord, name) is not None


def test_plan_and_decision_have_what_the_page_says() -> None:
    """The public attributes of the two main classes are those of the page."""
    for kind in (govcoord.Plan, govcoord.Decision):
        public = {n for n in dir(kind) if not n.startswith("_")}
        slots = {a.name for a in getattr(kind, "__attrs_attrs__", ())}
        assert promised(kind.__name__) <= public | slots, kind


def test_importing_is_light() -> None:
    """``import govcoord`` brings in no heavy library."""
    code = "import sys, govcoord; print(*sorted(m.split('.')[0] for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"attrs", "attr", "cattrs", "yaml", "networkx", "pint", "holidays", "click", "rich"}
    assert heavy & set(done.stdout.split()) == set()


def test_doctests() -> None:
    """Every example in a docstring gives what it says."""
    failed, tried = 0, 0
    for info in pkgutil.walk_packages(govcoord.__path__, "govcoord."):
        if info.name.endswith("__main__"):
            continue
        result = doctest.testmod(importlib.import_module(info.name))
        failed, tried = failed + result.failed, tried + result.attempted
    assert failed == 0
    assert tried > 50


def test_committed_files_name_no_machine() -> None:
    """No absolute path of a machine stands in a committed file."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], capture_output=True, text=True, check=True, cwd=REPO
    )
    pattern = re.compile(r"(?<![\w.])/(?:work|root|home|opt)/[a-z]")
    wrong = []
    for name in filter(None, done.stdout.split("\0")):
        path = REPO / name
        if path.suffix in {".py", ".md", ".yaml", ".toml", ".txt"} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            wrong += [name for _ in pattern.finditer(text) if path != Path(__file__)]
    assert wrong == []
