"""What ``import govcoord`` costs over bare Python, and which modules it goes to.

python benchmarks/import_time.py
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from checkout import ROOT
from measure import save, table

USES = {
    "import govcoord": "import govcoord",
    "… and take load from it": "from govcoord import load",
    "… and load the plan": "import govcoord; govcoord.load_plan()",
}


def run(code: str, *options: str) -> tuple[float, str]:
    """Seconds that a fresh interpreter takes for ``code``, and its error output."""
    begin = perf_counter()
    command = [sys.executable, *options, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return perf_counter() - begin, done.stderr


def over_bare(code: str, repeats: int) -> list[float]:
    """Milliseconds over an interpreter that does nothing, in pairs run one after the other."""
    run(code)  # compiled files and the disk's cache are there from now on
    return [(run(code)[0] - run("pass")[0]) * 1000 for _ in range(repeats)]


def heaviest(code: str, count: int) -> list[tuple[str, float]]:
    """The modules that take longest themselves, with milliseconds."""
    _, log = run(code, "-X", "importtime")
    bare = {name for name, _ in _times(run("pass", "-X", "importtime")[1])}
    found = [(name, own) for name, own in _times(log) if name not in bare]
    return sorted(found, key=lambda pair: -pair[1])[:count]


def _times(log: str) -> list[tuple[str, float]]:
    lines = (line.removeprefix("import time:").split("|") for line in log.splitlines())
    return [(c[2].strip(), int(c[0]) / 1000) for c in lines if c[0].strip().isdigit()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--modules", type=int, default=12, help="how many to list")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    found = {name: over_bare(code, options.repeats) for name, code in USES.items()}
    rows = [[name, median(times), min(times), max(times)] for name, times in found.items()]
    print(table(["ms over bare Python", "median", "least", "most"], rows), "\n")
    for name in ("import govcoord", "… and take load from it"):
        listed = heaviest(USES[name], options.modules)
        print(table([f"{name}: heaviest modules", "own ms"], listed), "\n")
    save(found, options.json)


if __name__ == "__main__":
    main()
