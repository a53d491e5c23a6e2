"""The package works from a zip file, and says the same wherever it lies."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import govcoord
from govcoord.api import plan_folder

PACKAGE = Path(govcoord.__file__).parent
ASK = """
import govcoord
plan = govcoord.load_plan()
decision = plan.evaluate({"matter": "urban_waterlogging", "urgent": True, "region": "haigang_city"})
print(govcoord.__file__, plan.digest, decision.digest)
print(decision.to_json(everything=True), decision.explain("zh-Hans", everything=True))
"""


def asked(where: Path) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(where), "PYTHONUTF8": "1"}
    command = [sys.executable, "-S", "-c", f"import sys; sys.path += {sys.path!r}\n{ASK}"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", cwd="/",
                          env=environment)  # fmt: skip
    return done.stdout.splitlines()


def test_the_plan_is_found_in_a_zip_file_and_says_the_same_there(tmp_path):
    """Digest, data and explanation name no place of the machine."""
    target = tmp_path / "app.zip"
    with zipfile.ZipFile(target, "w") as zipped:
        for file in PACKAGE.rglob("*.py"):
            zipped.write(file, Path("govcoord") / file.relative_to(PACKAGE))
        for file in plan_folder().glob("*.yaml"):
            zipped.write(file, f"govcoord/_rulesets/plan/{file.name}")
    here, there = asked(PACKAGE.parent), asked(target)
    assert there[0].startswith(str(target))
    assert here[0].split()[1:] == there[0].split()[1:]
    assert here[1:] == there[1:]
    assert str(tmp_path) not in "".join(there[1:])
