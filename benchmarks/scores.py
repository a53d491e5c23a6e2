"""Scores at size: a plain scorecard for 3,000 departments, and a thousand draws of weights.

    python benchmarks/scores.py
    python benchmarks/scores.py --departments 3000 --indicators 60 --draws 1000 --json FILE

Times are those of the processor, on one core. The ratio that travels is that to a bare weighted
mean of the same figures in Python floats, without reading, checking, grades or places.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from measure import memory, save, table

import govcoord
from govcoord.scoring import Scorecard, score
from govcoord.scoring.fairness import audit
from govcoord.scoring.robustness import Assumptions, sensitivity
from govcoord.scoring.robustness.variants import AS_WRITTEN

ROUNDS = 5
GROUPS = 6
SMALL = (300, 30)

Figures = dict[str, dict[str, str]]


def make_card(indicators: int, aggregate: str = "weighted_mean") -> Scorecard:
    """A scorecard of groups with equal weights, each indicator normalised between bounds."""
    lines = [
        "kind: scorecard",
        "id: size",
        "subject: unlisted",
        "precision: 28",
        "rounding: {digits: 2}",
        "missing: fail",
        f"aggregate: {aggregate}",
        "weights: equal",
        "indicators:",
    ]
    for group in range(GROUPS):
        lines += [f"  g{group}:", "    weights: equal", "    indicators:"]
        lines += [
            f"      i{at}: {{direction: {'lower' if at % 7 == 0 else 'higher'}, "
            f"normalise: {{method: min_max, low: 0, high: {90 + at}}}}}"
            for at in range(group, indicators, GROUPS)
        ]
    lines += ["bands: {A: 60, B: 50, C: 40, D: 0}", "ranking: {ties: same_rank_then_skip}"]
    plan = govcoord.load_texts({"size.yaml": "\n".join(lines) + "\n"})
    return plan.scorecard("size")


def make_figures(departments: int, indicators: int, seed: int) -> Figures:
    """Figures with two decimals, as texts."""
    rng = random.Random(seed)
    return {
        f"d{n}": {f"i{at}": f"{rng.randint(0, 9000) / 100:.2f}" for at in range(indicators)}
        for n in range(departments)
    }


def clock(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of the processor's seconds over the rounds, after one to warm up."""
    run()
    spent = []
    for _ in range(rounds):
        start = process_time()
        run()
        spent.append(process_time() - start)
    return median(spent)


def bare(figures: Figures, indicators: int) -> Callable[[], object]:
    """The weighted mean of ready floats and nothing else."""
    rows = [[float(figure) for figure in row.values()] for row in figures.values()]
    scales = [100 / (90 + at) / indicators for at in range(indicators)]
    return lambda: [sum(s * f for s, f in zip(scales, row)) for row in rows]


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Seconds of each task, and megabytes at most."""
    departments, indicators, draws, seed = (
        options.departments, options.indicators, options.draws, options.seed
    )  # fmt: skip
    card, figures = make_card(indicators), make_figures(departments, indicators, seed)
    found: dict[str, Any] = {"score": clock(lambda: score(card, figures))}
    found["bare"] = clock(bare(figures, indicators))
    found["contributions"] = clock(
        lambda: [result.contributions for result in score(card, figures)], 1
    )
    small, fewer = make_card(options.small[1]), make_figures(*options.small, seed)
    weights = Assumptions(normalise=(AS_WRITTEN,), aggregate=(AS_WRITTEN,))
    start = process_time()
    sensitivity(small, fewer, assumptions=weights, draws=draws, seed=seed)
    found["weights"] = process_time() - start
    start = process_time()
    sensitivity(small, fewer, draws=draws, seed=seed)
    found["everything"] = process_time() - start
    start = process_time()
    audit(small, fewer)
    found["audit"] = process_time() - start
    found["peak_mb"] = memory()[1]
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--departments", type=int, default=3000)
    parser.add_argument("--indicators", type=int, default=60)
    parser.add_argument("--small", type=int, nargs=2, default=SMALL, help="for draws and audit")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    found = measure(options)
    size = f"{options.departments:,} × {options.indicators}"
    less = f"{options.small[0]} × {options.small[1]}"
    rows: list[list[object]] = [
        [f"score {size}, from texts", found["score"], found["score"] / found["bare"]],
        ["the same with every contribution", found["contributions"],
         found["contributions"] / found["bare"]],
        [f"{options.draws:,} draws of weights, {less}", found["weights"], None],
        [f"{options.draws:,} draws of everything, {less}", found["everything"], None],
        [f"audit, {less}", found["audit"], None],
    ]  # fmt: skip
    print(table(["task", "s of one core", "times bare floats"], rows))
    print(f"\nmost memory: {found['peak_mb']:.0f} MB")
    save(found, options.json)


if __name__ == "__main__":
    main()
