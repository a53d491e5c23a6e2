"""Load time and memory of large rulesets in YAML, each in a process of its own.

python benchmarks/load.py --sizes 3000,30000
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from measure import child, memory, save, table
from translate import to_yaml
from workload import make_cases, make_ruleset, with_dates


def measure(folder: str) -> dict[str, float]:
    """Seconds and megabytes of `govcoord.load` on a folder, and of the first decisions."""
    cases = [with_dates(case) for case in make_cases(2000, seed=31)]
    import subject  # what loading needs is imported here, and so not counted

    from govcoord.api import load

    subject.start(to_yaml(make_ruleset(30)))
    base, _ = memory()
    begin, cpu = perf_counter(), process_time()
    plan = load(folder)
    loaded, used = perf_counter(), process_time() - cpu
    now, peak = memory()
    plan.evaluate(cases[0])
    ready = perf_counter()
    for case in cases:
        subject.read(plan.evaluate(case))
    held, highest = memory()
    return {
        "load": loaded - begin, "cpu": used, "first": ready - loaded, "base_mb": base,
        "loaded_mb": now, "load_peak_mb": peak, "held_mb": held, "peak_mb": highest,
    }  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="3000,30000")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    found = {}
    for size in map(int, options.sizes.split(",")):
        with TemporaryDirectory() as folder:
            texts = to_yaml(make_ruleset(size, options.seed))
            for name, text in texts.items():
                (Path(folder) / name).write_text(text)
            found[size] = child(__file__, "--worker", folder)
            if "failed" in found[size]:
                raise SystemExit(found[size]["failed"])
            found[size]["kilobytes"] = sum(map(len, texts.values())) / 1000
    head = [
        "rules", "KB of YAML", "load s", "of it CPU s", "first case s", "MB before",
        "MB loaded", "peak MB while loading", "peak MB after 2,000 cases",
    ]  # fmt: skip
    keys = [
        "kilobytes", "load", "cpu", "first", "base_mb", "loaded_mb", "load_peak_mb", "peak_mb",
    ]  # fmt: skip
    print(table(head, [[f"{size:,}", *(one[k] for k in keys)] for size, one in found.items()]))
    save(found, options.json)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        print(json.dumps(measure(sys.argv[2])))
    else:
        main()
