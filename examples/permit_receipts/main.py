"""Who was joint, who was late, whose delay: a municipality's log through the rulesets here.

    python main.py LOG_FOLDER [--language zh-Hans] [--as-of 2012-02-01] [--json]

LOG_FOLDER holds ``cases.csv`` and ``events.csv``; see README.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from receipts import Log, cases, end_of, read_log
from report import Report, plain
from summary import Summary, figures, summarise
from words import LANGUAGES

import govcoord
from govcoord import Plan

HERE = Path(__file__).parent
SCORECARD = "permit_receipts_scorecard"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read a log, decide its cases, score its units, and print what came out."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        log = read_log(options.folder)
    except (OSError, ValueError, KeyError) as error:
        parser.error(f"cannot read the log: {error}")
    day = options.as_of or log.last.date()
    if day < log.last.date():
        parser.error(f"the log knows events after {day}: the last is of {log.last.date()}")
    try:
        plan = govcoord.load(HERE).on(day)
    except govcoord.RulesetError as error:
        print(error, file=sys.stderr)
        return 1
    summary = decide(plan, log, day)
    scores = plan.score(SCORECARD, figures(summary))
    if options.json:
        print(json.dumps(plain(summary, scores, day, log.stray), ensure_ascii=False, indent=2))
    else:
        report = Report(summary, scores, plan, log.stray, options.language)
        print(report.text(day, is_last=day == log.last.date()))
    return 0


def decide(plan: Plan, log: Log, day: date) -> Summary:
    """Evaluate every case of the log and count what the rules said."""
    facts = list(cases(log, end_of(day, log)))
    started = time.perf_counter()
    items = list(plan.evaluate_many(facts))
    taken = time.perf_counter() - started
    print(f"{len(items)} cases evaluated in {taken:.2f} s", file=sys.stderr)
    return summarise(items)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="LOG_FOLDER", help="holds the two CSV files")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument(
        "--as-of",
        type=date.fromisoformat,
        metavar="DATE",
        help="the day on which open cases are looked at (default: that of the last event)",
    )
    parser.add_argument("--json", action="store_true", help="figures for programs")
    return parser


if __name__ == "__main__":
    sys.exit(main())
