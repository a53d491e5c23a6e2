"""A small ruleset with cases and tests, and ways to run the command line on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govcoord.cli.app import make_app

SMALL = Path(__file__).parent / "small"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def small() -> Path:
    """The folder of the small ruleset."""
    return SMALL


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """The small ruleset without the rule that contradicts another."""
    lines = (SMALL / "rules.yaml").read_text("utf-8").splitlines(keepends=True)
    path = tmp_path / "sound.yaml"
    path.write_text("".join(line for line in lines if "id: C2" not in line), "utf-8")
    return path


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs a command line inside this process."""

    def go(*args: object, language: str = "en", stdin: str | bytes | None = None) -> Result:
        words = [str(arg) for arg in args]
        result = CliRunner().invoke(make_app(language), words, input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return go


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs a command line in a process of its own."""

    def go(
        *args: object, env: dict[str, str] | None = None, shell: str | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        whole = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **(env or {})}
        words = [sys.executable, "-m", "govcoord", *map(str, args)]
        if shell is not None:
            line = " ".join(f"'{word}'" for word in words)
            return subprocess.run(["sh", "-c", f"{line} {shell}"], capture_output=True, env=whole)
        return subprocess.run(words, capture_output=True, env=whole)

    return go
