"""A million cases streamed from a JSONL file through the plan's rulesets, memory sampled.

    python benchmarks/stream.py --cases 1000000

The file is written first, by a process of its own, to a temporary folder (about 1 GB for a
million cases), unless ``--file`` names one that is there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from measure import child, memory, save, table
from plan_cases import Maker, written

import govcoord
from govcoord.case_files import Answer, evaluate_rows, read_cases


def write(file: Path, count: int, seed: int) -> None:
    """Write ``count`` cases, all of them different, so that no memo can stand for the engine."""
    maker = Maker(govcoord.load_plan(), seed)
    with file.open("w", encoding="utf-8") as out:
        for case in maker.cases(count):
            out.write(json.dumps(written(case), ensure_ascii=False) + "\n")


def run(file: Path, samples: int, count: int) -> dict[str, Any]:
    """Evaluate every case of the file and read its lead; memory after each part."""
    plan = govcoord.load_plan()
    seen: Counter[str] = Counter()
    points: list[dict[str, float]] = []
    step = max(1, count // samples)
    begin, cpu = perf_counter(), process_time()
    for number, answer in enumerate(evaluate_rows(plan, read_cases(file)), 1):
        if isinstance(answer, Answer):
            seen["with a lead" if answer.decision.lead else "without a lead"] += 1
        else:
            seen["rejected"] += 1
        if number % step == 0:
            point = {"cases": number, "mb": memory()[0], "seconds": perf_counter() - begin}
            points.append(point)
            print(_line(point), file=sys.stderr, flush=True)
    return {
        "cases": seen.total(), "seconds": perf_counter() - begin, "cpu": process_time() - cpu,
        "peak_mb": memory()[1], "seen": seen, "points": points,
    }  # fmt: skip


def _line(point: dict[str, float]) -> str:
    return f"{point['cases']:>9,} cases  {point['mb']:6.1f} MB  {point['seconds']:7.1f} s"


def report(found: dict[str, Any]) -> str:
    """The figures as Markdown."""
    points = found["points"]
    # the plan's memos and functions are filled in the first tenth
    settled = points[len(points) // 10 :]
    grown = settled[-1]["mb"] - settled[0]["mb"]
    rows = [
        ["cases in", f"{found['cases']:,}"],
        *([f"… {name}", f"{count:,}"] for name, count in sorted(found["seen"].items())),
        ["cases per second", found["cases"] / found["seconds"]],
        ["cases per CPU second", found["cases"] / found["cpu"]],
        ["seconds", found["seconds"]],
        ["CPU seconds over seconds", found["cpu"] / found["seconds"]],
        ["MB after the first tenth", settled[0]["mb"]],
        ["MB at the end", settled[-1]["mb"]],
        ["MB grown in between", grown],
        ["peak MB", found["peak_mb"]],
    ]
    return table(["", "figure"], rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--file", type=Path, help="a JSONL file of cases that is there")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        file = options.file
        if file is None:
            file = Path(folder) / "cases.jsonl"
            made = child(__file__, "--write", file, options.cases, options.seed)
            if "failed" in made:
                raise SystemExit(made["failed"])
        found = run(file, options.samples, options.cases)
    print(report(found))
    save(found, options.json)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
        print("{}")
    else:
        main()
