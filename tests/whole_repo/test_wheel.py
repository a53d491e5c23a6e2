"""The wheel: built, installed in a clean environment, and used from there."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]

USE = """
import govcoord, pathlib
plan = govcoord.load_plan()
found = [d for d in plan.warnings if d.severity != "note"]
assert not found, found
assert "site-packages" in govcoord.__file__
case = {"domain": "elderly_care", "as_of": "2025-03-03"}
print(plan.evaluate(case).joint_required, len(plan.tables))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a clean environment with the wheel installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(build, cwd=REPO, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env")
    found = folder / "env" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(found)]
    install = [*pip, "install", "--quiet", "--no-compile", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return found


def test_the_plan_loads_from_the_wheel(python: Path, tmp_path: Path) -> None:
    """The plan's rulesets are in the wheel; they load without a warning and decide a case."""
    done = subprocess.run(
        [str(python), "-I", "-c", USE], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0] in {"True", "None"}


def test_the_command_line_says_what_it_needs(python: Path, tmp_path: Path) -> None:
    """Without the extra ``cli`` the command names the extra and exits with 2."""
    command = [str(python), "-I", str(python.with_name("govcoord")), "demo"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "govcoord[cli]" in done.stderr
    assert "Traceback" not in done.stderr
