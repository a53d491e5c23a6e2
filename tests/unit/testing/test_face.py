"""The face of the test kit: the promised names, light to import."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import govcoord.testing as kit

PAGE = (Path(__file__).parents[3] / "docs" / "architecture.md").read_text("utf-8")


def test_the_names_are_those_of_the_architecture_page() -> None:
    """No more and no less, and each can be had."""
    line = next(one for one in PAGE.splitlines() if one.startswith("`govcoord.testing`:"))
    assert set(kit.__all__) == set(re.findall(r"`(\w+)`", line))
    assert list(kit.__all__) == sorted(kit.__all__)
    assert all(getattr(kit, name) is not None for name in kit.__all__)


def test_importing_is_light() -> None:
    """Neither Hypothesis nor pytest nor the engine."""
    code = "import sys, govcoord.testing; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"hypothesis", "pytest", "yaml", "govcoord.rules.engine"}.isdisjoint(done.stdout.split())
