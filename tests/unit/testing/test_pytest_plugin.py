"""The pytest plugin: an embedding project's own pytest runs the YAML tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
RULES = (ROOT / "tests" / "unit" / "cli" / "small" / "rules.yaml").read_text("utf-8")
TESTS = """kind: tests
tests:
  - {name: right, case: {domain: elderly_care}, expect: {leader: 民政局}}
  - {name: wrong, case: {domain: elderly_care}, expect: {leader: health}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with rulesets and tests."""
    (tmp_path / "rules.yaml").write_text(RULES, "utf-8")
    (tmp_path / "rules.test.yaml").write_text(TESTS, "utf-8")
    return tmp_path


def run(project: Path, *args: str) -> tuple[int, str]:
    """Run pytest there with the plugin; exit code and output."""
    command = [sys.executable, "-m", "pytest", "-p", "govcoord.testing.pytest_plugin", *args]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    result = subprocess.run(
        command, cwd=project, env=env, capture_output=True, text=True, check=False
    )
    return result.returncode, result.stdout + result.stderr


def test_yaml_tests_are_items(project: Path) -> None:
    """Each is run and reported by its name; a failure is readable and no Python traceback."""
    code, text = run(project, "-v")
    assert code == 1
    assert "rules.test.yaml::right PASSED" in text
    assert "rules.test.yaml::wrong FAILED" in text
    assert "- expected: health" in text
    assert "+ actual: civil_affairs" in text
    assert "Traceback" not in text


def test_items_are_chosen_as_usual(project: Path) -> None:
    """By -k and by node id."""
    assert run(project, "-k", "right")[0] == 0
    assert run(project, "rules.test.yaml::right")[0] == 0


def test_a_broken_file_is_a_collection_error(project: Path) -> None:
    """With the diagnostic as its text."""
    (project / "bad.test.yaml").write_text("kind: tests\ntests: [{name: x}]\n", "utf-8")
    code, text = run(project)
    assert code == 2
    assert "error[GC281]" in text
    assert "Traceback" not in text


def test_files_of_others_are_left_alone(project: Path) -> None:
    """The suffix is not ours alone."""
    (project / "other.test.yaml").write_text("suite: something else\n", "utf-8")
    _, text = run(project, "--collect-only")
    assert "other.test.yaml" not in text


def test_the_plugin_is_light() -> None:
    """Nothing of the engine is imported before a test file is there."""
    code = (
        "import sys, govcoord.testing.pytest_plugin\n"
        "sys.exit('govcoord.rules.engine' in sys.modules or 'yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_entry_point_is_declared() -> None:
    """So that installing the library is all that is needed."""
    import tomllib

    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert data["project"]["entry-points"]["pytest11"] == {
        "govcoord": "govcoord.testing.pytest_plugin"
    }


def test_coverage_at_the_end(project: Path) -> None:
    """What the tests of each ruleset reach, in the language asked for; only when asked for."""
    code, text = run(project, "-k", "right", "--govcoord-coverage")
    assert code == 0
    assert "Coverage of rules by tests" in text
    assert "R2 never applies" in text
    text = run(project, "--govcoord-coverage", "--govcoord-language", "zh-Hans")[1]
    assert "R2 从未适用" in text
    assert "- 预期: 卫健委" in text
    assert "Coverage" not in run(project)[1]
