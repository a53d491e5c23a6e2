"""What ``import govcoord`` costs over bare Python, and which modules it goes to.

python benchmarks/import_time.py
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from checkout import ROOT
from measure import save, table

USES = {
    "import govcoord": "import govcoord",
    "… and take load from it": "from govcoord import load",
    "… and load the plan": "import govcoord; govcoord.load_plan()",
}


class Run(NamedTuple):
    """What a fresh interpreter took, in milliseconds, and its error output."""

    wall: float
    cpu: float
    log: str


def run(code: str, *options: str) -> Run:
    """Run ``code`` in a fresh interpreter."""
    command = [sys.executable, *options, "-c", code]
    begin, used = perf_counter(), _cpu_of_children()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    wall, cpu = perf_counter() - begin, _cpu_of_children() - used
    return Run(wall * 1000, cpu * 1000, done.stderr)


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def over_bare(code: str, repeats: int) -> dict[str, list[float]]:
    """Milliseconds over an interpreter that does nothing, in pairs run one after the other."""
    run(code)  # compiled files and the disk's cache are there from now on
    pairs = [(run(code), run("pass")) for _ in range(repeats)]
    return {
        "wall": [one.wall - bare.wall for one, bare in pairs],
        "cpu": [one.cpu - bare.cpu for one, bare in pairs],
    }


def heaviest(code: str, count: int) -> list[tuple[str, float]]:
    """The modules that take longest themselves, with milliseconds."""
    bare = {name for name, _ in _times(run("pass", "-X", "importtime").log)}
    times = _times(run(code, "-X", "importtime").log)
    found = [(name, own) for name, own in times if name not in bare]
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
    rows = [
        [name, median(both["wall"]), min(both["wall"]), median(both["cpu"])]
        for name, both in found.items()
    ]
    print(table(["ms over bare Python", "median", "least", "median of CPU"], rows), "\n")
    for name in ("import govcoord", "… and take load from it"):
        listed = heaviest(USES[name], options.modules)
        print(table([f"{name}: heaviest modules", "own ms"], listed), "\n")
    save(found, options.json)


if __name__ == "__main__":
    main()
