"""Where every case of a public event log stood on a day, who had it, and when it would end.

    python examples/permit_procedure/main.py FOLDER [--as-of 2011-10-03] [--language zh-Hans]

FOLDER holds ``cases.csv`` and ``events.csv`` with the columns of the sample in
``examples/permit_receipts/sample``. Cases are read and assessed one at a time.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from words import LANGUAGES, SAID

import govcoord
from govcoord import CaseError

HERE = Path(__file__).parent
STEPS = {
    "Confirmation of receipt": "receipt",
    "T02 Check confirmation of receipt": "check",
    "T04 Determine confirmation of receipt": "determine",
    "T05 Print and send confirmation of receipt": "send",
    "T06 Determine necessity of stop advice": "stop_advice",
    "T10 Determine necessity to stop indication": "stop_indication",
}
"""The activities of the log that are steps of the procedure; others are left out."""


def day_of(text: str) -> str | None:
    """The local day of a time in the log as written there; ``None`` where there is none."""
    return text[:10] or None


def events_of(folder: Path) -> dict[str, dict[str, str]]:
    """For each case the day of the last event of each step."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            step, day = STEPS.get(row["activity"]), day_of(row["timestamp"])
            if step and day:
                found[row["case_id"]][step] = max(day, found[row["case_id"]].get(step, day))
    return found


def records(folder: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """The cases of a folder as records of the procedure, one after the other."""
    events = events_of(folder)
    with (folder / "cases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            steps = events.get(row["case_id"], {})
            yield (
                row["case_id"],
                {
                    "accepted": day_of(row["startdate"]),
                    "finished": day_of(row["enddate"]),
                    "steps": [{"step": step, "finished": day} for step, day in steps.items()],
                },
            )


def main(arguments: list[str]) -> int:
    """Print the figures; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2011, 10, 3))
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    given = parser.parse_args(arguments)
    column = LANGUAGES.index(given.language)

    def say(key: str, **params: object) -> str:
        return SAID[key][column].format(**params)

    plan = govcoord.load(HERE / "procedure.yaml")
    states: Counter[tuple[str, str]] = Counter()
    held: Counter[str] = Counter()
    overdue: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    test: Counter[str] = Counter()
    number = 0
    for _, record in records(given.folder):
        number += 1
        try:
            state = plan.assess("permit_receipt", record, as_of=given.as_of).state
            end = plan.assess("permit_receipt", record, as_of=date(2013, 1, 1)).state
        except CaseError as error:
            refused[f"{error.attribute} = {error.value}"] += 1
            continue
        states[state.status, str(state.light)] += 1
        for department, steps in state.holders.items():
            held[department] += len(steps)
            overdue[department] += sum(state.steps[step].is_late for step in steps)
        if state.status == "running":
            late = state.forecast.late_by is not None or state.limit.is_overdue
            test[_outcome(late, end)] += 1
    print(say("head", n=number, day=given.as_of))
    for why, n in refused.items():
        print(say("refused", n=n, why=why))
    for (status, light), n in sorted(states.items()):
        print(say("state", n=n, status=say(status), light=say(light)))
    for department, n in held.most_common():
        who = plan.vocabulary.choices["departments"].label(department, given.language)
        print(say("holder", n=n, who=who, late=overdue[department]))
    print(say("test", open=test.total()))
    for key in ("both", "false", "missed", "fine", "open"):
        print(say(key, n=test[key]))
    return 0


def _outcome(foretold: bool, end: object) -> str:
    """How a forecast compares with what came of the case."""
    if end.status != "finished":  # type: ignore[attr-defined]
        return "open"
    late = end.limit.is_overdue  # type: ignore[attr-defined]
    return {(1, 1): "both", (1, 0): "false", (0, 1): "missed", (0, 0): "fine"}[foretold, late]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
