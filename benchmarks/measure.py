"""What the scripts here share: memory, timing in turns, processes of one's own, and tables."""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

SLICE = 0.05
"""Seconds that a lane runs before it is the next one's turn."""


def memory() -> tuple[float, float]:
    """Megabytes that the process holds now, and at most so far."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:  # not Linux: only the peak is known, in bytes on macOS
        scale = 2**20 if sys.platform == "darwin" else 2**10
        highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
        return highest, highest
    known = dict(line.split(":", 1) for line in lines if ":" in line)
    now, peak = (int(known[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))
    return now, peak


class Lane(NamedTuple):
    """Something to be timed: a function and the cases that it is called with."""

    run: Callable[[Any], object]
    cases: Sequence[Any]


def race(lanes: Mapping[str, Lane], *, seconds: float, rounds: int = 5) -> dict[str, list[float]]:
    """Cases per second of each lane in each round.

    In a round the lanes take turns in slices until each has run for ``seconds``, so that the
    noise of the machine hits all of them alike.
    """
    feeds = {name: cycle(lane.cases) for name, lane in lanes.items()}
    sizes = {name: _slice_size(lane) for name, lane in lanes.items()}
    found: dict[str, list[float]] = {name: [] for name in lanes}
    for _ in range(rounds):
        gc.collect()
        spent, done = dict.fromkeys(lanes, 0.0), dict.fromkeys(lanes, 0)
        while any(value < seconds for value in spent.values()):
            for name, lane in lanes.items():
                chunk = list(islice(feeds[name], sizes[name]))
                spent[name] += clock(lane.run, chunk)
                done[name] += len(chunk)
        for name in lanes:
            found[name].append(done[name] / spent[name])
    return found


def clock(run: Callable[[Any], object], cases: Iterable[Any]) -> float:
    """Seconds to call ``run`` with each of the cases."""
    start = perf_counter()
    for case in cases:
        run(case)
    return perf_counter() - start


def _slice_size(lane: Lane) -> int:
    warm = lane.cases[:20]
    clock(lane.run, warm)  # what is made once, on first use, is not to count
    per_case = clock(lane.run, warm) / len(warm)
    return max(1, int(SLICE / per_case))


def ratio(rates: Mapping[str, Sequence[float]], name: str, to: str) -> float:
    """The median over the rounds of one lane's speed over another's."""
    return median(a / b for a, b in zip(rates[name], rates[to]))


def child(script: str, *arguments: object, timeout: float = 1800) -> dict[str, Any]:
    """What a script that runs as a process of its own reports on its last line.

    Its other output is dropped; when it fails, the report is its last error line.
    """
    command = [sys.executable, script, *map(str, arguments)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return {"failed": f"not done after {timeout:.0f} s"}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["no reason given"])[-1]}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; numbers to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(_shown(cell) for cell in line) + " |" for line in lines)


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, float):
        return str(cell)
    if cell >= 100:
        return f"{float(f'{cell:.3g}'):,.0f}"
    return f"{cell:.3g}"


def save(results: object, file: Path | None) -> None:
    """Write the results as JSON, if a file is wanted."""
    if file is not None:
        file.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
