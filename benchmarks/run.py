"""govcoord and its peers on the coordination workload, in one run and on the same cases.

    python benchmarks/run.py
    python benchmarks/run.py --sizes 30,300 --engines zen-engine --json results.json
    python benchmarks/run.py --workload FOLDER

Every engine's answers are compared with the naive ones before anything is timed. See README.md.
"""

from __future__ import annotations

import argparse
import gc
import json
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import subject
from measure import Lane, child, clock, memory, race, ratio, save, table
from peers import IF_CHAIN, PEERS, ZEN
from translate import to_yaml
from workload import (
    Answer,
    Case,
    Workload,
    as_json,
    make_cases,
    make_ruleset,
    make_workload,
    read_workload,
)

CHECKED = 1000
FRESH = 10_000
FRESH_SLICE = 250
SLOW = 3000.0
"""Seconds after which a process is given up."""


# in a process of its own


def weigh(engine: str, folder: Path, *_: object) -> dict[str, Any]:
    """Load time and memory of one engine, then its answers against those expected."""
    native = pickle.loads((folder / f"{engine}.pickle").read_bytes())
    cases: list[Case] = json.loads((folder / "cases.json").read_text())
    _import(engine)
    gc.collect()
    base, _peak = memory()
    begin = perf_counter()
    ask, ask_json = _start(engine, native)
    loaded = perf_counter()
    ask(cases[0])
    ready = perf_counter()
    for case in cases[1:CHECKED]:
        ask(case)
    held, peak = memory()
    found = _compare(folder, cases, ask, ask_json)
    return {
        "load": loaded - begin, "first": ready - loaded, "base_mb": base, "held_mb": held,
        "peak_mb": peak, **found,
    }  # fmt: skip


def _compare(
    folder: Path,
    cases: Sequence[Case],
    ask: Callable[[Case], Answer],
    ask_json: Callable[[Case], Answer] | None,
) -> dict[str, Any]:
    expected: list[Answer] = pickle.loads((folder / "expected.pickle").read_bytes())
    wrong = []
    count = min(CHECKED, len(expected))
    for number, (case, answer) in enumerate(zip(cases[:count], expected)):
        given = [ask(case)] + ([ask_json(case)] if ask_json else [])
        if any(got.normal != answer.normal for got in given):
            wrong.append(number)
    return {"checked": count, "wrong": wrong[:5]}


def _import(engine: str) -> None:
    """Import what the engine is made of, so that loading a ruleset is measured alone."""
    if engine == subject.NAME:
        subject.start(to_yaml(make_ruleset(10)))  # some modules are imported when first used
    elif module := PEERS[engine].module:
        __import__(module)


def _start(
    engine: str, native: Any
) -> tuple[Callable[[Case], Answer], Callable[[Case], Answer] | None]:
    """Functions from a neutral case to its answer; the second takes it through JSON."""
    if engine != subject.NAME:
        return PEERS[engine].start(native), None
    plan = subject.start(native)
    run, prepare = subject.ways(plan)["evaluate"]
    return (
        lambda case: subject.answer(run(prepare(case))),
        lambda case: subject.answer(run(json.loads(as_json(case)))),
    )


def time_engine(engine: str, folder: Path, seconds: float, fresh: int) -> dict[str, Any]:
    """Cases per second of one engine and of the if-chain, in turns."""
    cases: list[Case] = json.loads((folder / "cases.json").read_text())
    base = IF_CHAIN.start(pickle.loads((folder / f"{IF_CHAIN.name}.pickle").read_bytes()))
    native = pickle.loads((folder / f"{engine}.pickle").read_bytes())
    found: dict[str, Any] = {}
    lanes = {IF_CHAIN.name: Lane(base, cases)}
    if engine == subject.NAME:
        plan = subject.start(native)
        found["fresh"] = _time_fresh(plan, base, fresh)
        for name, (run, prepare) in subject.ways(plan).items():
            lanes[name] = Lane(run, [prepare(case) for case in cases])
        zen = folder / f"{ZEN.name}.pickle"
        if zen.exists():
            lanes[ZEN.name] = Lane(ZEN.start(pickle.loads(zen.read_bytes())), cases)
    elif engine != IF_CHAIN.name:
        lanes[engine] = Lane(PEERS[engine].start(native), cases)
    rates = race(lanes, seconds=seconds)
    return {**found, "rates": rates}


def _time_fresh(plan: Any, base: Callable[[Case], Any], count: int) -> dict[str, dict[str, float]]:
    """Cases that this process never saw: microseconds, and times the if-chain's speed.

    ``evaluate`` and ``read`` get cases of their own, after twenty that warm up what is made
    once for the shape of a case.
    """
    out = {}
    for number, name in enumerate(("evaluate", "read")):
        cases = make_cases(count + 20, seed=4242 + number)
        run, prepare = subject.ways(plan)[name]
        ready = [prepare(case) for case in cases]
        clock(run, ready[:20])
        clock(base, cases[:20])
        spent, based = 0.0, 0.0
        for at in range(20, len(cases), FRESH_SLICE):
            based += clock(base, cases[at : at + FRESH_SLICE])
            spent += clock(run, ready[at : at + FRESH_SLICE])
        out[name] = {"cases": count, "us": spent / count * 1e6, "if_chain": based / spent}
    return out


def time_growth(_: str, folder: Path, seconds: float, *__: object) -> dict[str, Any]:
    """Cases per second at every size, with all plans in one process and in turns."""
    lanes = {}
    for inside in sorted(path for path in folder.iterdir() if path.is_dir()):
        plan = subject.start(pickle.loads((inside / f"{subject.NAME}.pickle").read_bytes()))
        cases: list[Case] = json.loads((inside / "cases.json").read_text())
        for name, (run, prepare) in subject.ways(plan).items():
            lanes[f"{name}/{inside.name}"] = Lane(run, [prepare(case) for case in cases])
    return {"rates": race(lanes, seconds=seconds)}


# together


def compare(
    workload: Workload, engines: Sequence[str], seconds: float, fresh: int, folder: Path
) -> dict[str, Any]:
    """All engines on one workload: {engine: what was measured}."""
    chosen = dict(_write(workload, engines, folder))
    usable = [engine for engine, why_not in chosen.items() if why_not is None]
    found: dict[str, Any] = {e: {"failed": why} for e, why in chosen.items() if why}
    for engine in usable:
        found[engine] = child(__file__, "--worker", "weigh", engine, folder, timeout=SLOW)
        if found[engine].get("wrong"):
            raise SystemExit(f"{engine}: wrong answers to cases {found[engine]['wrong']}")
        _tell(f"  {engine}: {_weighed(found[engine])}")
    for engine in usable:
        if "failed" not in found[engine]:
            arguments = ("time", engine, folder, seconds, fresh)
            found[engine] |= child(__file__, "--worker", *arguments, timeout=SLOW)
            _tell(f"  {engine}: timed")
    return found


def _weighed(found: Mapping[str, Any]) -> str:
    if "failed" in found:
        return str(found["failed"])
    return f"{found['checked']} answers as expected, loaded in {found['load']:.2f} s"


def _write(
    workload: Workload, engines: Sequence[str], folder: Path
) -> Iterator[tuple[str, str | None]]:
    """Write the cases, the answers and each engine's rules; say which engines can run."""
    (folder / "cases.json").write_text(json.dumps(workload.cases))
    (folder / "expected.pickle").write_bytes(pickle.dumps(workload.expected))
    for engine in (subject.NAME, *PEERS):
        if engine not in engines:
            continue
        if engine == subject.NAME:
            native: Any = to_yaml(workload.ruleset)
        elif not PEERS[engine].is_installed:
            yield engine, "not installed"
            continue
        elif workload.ruleset.size > PEERS[engine].limit:
            yield engine, "skipped: too slow at this size"
            continue
        else:
            native = PEERS[engine].translate(workload.ruleset)
        (folder / f"{engine}.pickle").write_bytes(pickle.dumps(native))
        yield engine, None


def report(name: str, found: Mapping[str, Any]) -> str:
    """The results of one workload as Markdown."""
    rows = []
    for engine, one in found.items():
        if "failed" in one:
            rows.append([engine, None, None, None, one["failed"]])
        elif engine == subject.NAME:
            rows += [_row(subject.WAYS[way], one, way, engine) for way in subject.WAYS]
            rows += [_fresh_row(way, values) for way, values in one["fresh"].items()]
        else:
            rows.append(_row(engine, one, engine, engine))
    head = ["", "cases/s", "times the if-chain", "times zen-engine", "remarks"]
    weights = ["", "load s", "first case s", "peak MB", "MB over start", "answers checked"]
    weighed = [_weights(engine, one) for engine, one in found.items() if "failed" not in one]
    return f"## {name}\n\n{table(head, rows)}\n\n{table(weights, weighed)}\n"


def _row(title: str, one: Mapping[str, Any], lane: str, engine: str) -> list[Any]:
    rates = one["rates"]
    zen = ratio(rates, lane, ZEN.name) if ZEN.name in rates and engine == subject.NAME else None
    name = f"{engine}: {title}" if engine != title else title
    return [name, median(rates[lane]), ratio(rates, lane, IF_CHAIN.name), zen, None]


def _fresh_row(way: str, values: Mapping[str, float]) -> list[Any]:
    title = f"{subject.NAME}: {way}, {values['cases']:,} cases never seen before"
    return [title, 1e6 / values["us"], values["if_chain"], None, None]


def _weights(engine: str, one: Mapping[str, Any]) -> list[Any]:
    grown = one["peak_mb"] - one["base_mb"]
    return [engine, one["load"], one["first"], one["peak_mb"], grown, one["checked"]]


def growth(folder: Path, sizes: Mapping[str, int], seconds: float) -> str:
    """What a case costs at each size, as times the cost at the first."""
    found = child(__file__, "--worker", "growth", subject.NAME, folder, seconds, timeout=SLOW)
    if "failed" in found:
        return f"growth could not be measured: {found['failed']}"
    rates, first = found["rates"], next(iter(sizes))
    rows = [
        [title, *(1 / ratio(rates, f"{way}/{name}", f"{way}/{first}") for name in sizes)]
        for way, title in subject.WAYS.items()
    ]
    head = ["", *(f"{size:,} rules" for size in sizes.values())]
    return f"## Cost of a case, as times that at the first size\n\n{table(head, rows)}\n"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _workloads(options: argparse.Namespace) -> Iterator[Workload]:
    if options.workload is not None:
        yield from read_workload(options.workload)
        return
    for size in map(int, options.sizes.split(",")):
        _tell(f"making {size:,} rules")
        yield make_workload(size, seed=options.seed, cases=options.cases, checked=CHECKED)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="30,300,3000,30000", help="numbers of rules")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--workload", type=Path, help="a folder of rulesets in neutral form")
    known = ",".join(PEERS)
    parser.add_argument("--engines", default=known, help=f"beside govcoord: {known}, or none")
    parser.add_argument("--seconds", type=float, default=1.0, help="per lane and round")
    parser.add_argument("--fresh", type=int, default=FRESH, help="cases never seen before")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = _options(arguments)
    # the if-chain is the measure of all others and always takes part
    engines = [subject.NAME, IF_CHAIN.name, *options.engines.split(",")]
    results: dict[str, Any] = {}
    sizes: dict[str, int] = {}
    with TemporaryDirectory() as temporary:
        for number, workload in enumerate(_workloads(options)):
            folder = Path(temporary) / f"{number:03}"
            folder.mkdir()
            sizes[folder.name] = workload.ruleset.size
            results[workload.name] = compare(
                workload, engines, options.seconds, options.fresh, folder
            )
            print(report(workload.name, results[workload.name]), flush=True)
            save(results, options.json)
        if len(sizes) > 1:
            print(growth(Path(temporary), sizes, options.seconds))


def worker(job: str, engine: str, folder: str, seconds: str = "1", fresh: str = str(FRESH)) -> None:
    """One measurement in this process; its result goes to the last line of the output."""
    jobs = {"weigh": weigh, "time": time_engine, "growth": time_growth}
    print(json.dumps(jobs[job](engine, Path(folder), float(seconds), int(fresh))))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(*sys.argv[2:])
    else:
        main()
