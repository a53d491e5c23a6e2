"""Records of mechanisms spoilt in the ways of hands, spreadsheets and programs."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import yaml

from govcoord.cli.template import template
from govcoord.diagnostics import Collector
from govcoord.messages import Messages
from govcoord.rules.engine import Plan
from govcoord.testing.documents import read_tests, test_files

ROOT = Path(__file__).parents[2]

DEEP: Any = []
for _ in range(60):
    DEEP = [DEEP]

VALUES: tuple[Any, ...] = (
    None, "", "   ", "不详", "无", "?", 0, -1, 1, 10**30, -(10**30), 1.5, float("nan"),
    float("inf"), True, False, [], {}, [None], [[]], {"x": None}, {1: 2}, {None: 1}, DEEP,
    "2026-02-30", "2025-02-29", "2024-02-29", "0001-01-01", "9999-12-31", "10000-01-01",
    "2026/3/1", "2026年3月1日", "２０２６-０３-０１", "2026-03-01 25:00", "2026-03-01 09:00",
    "2026-03-01T09:00:00+08:00", date(1, 1, 1), date(9999, 12, 31), date(2026, 3, 1),
    datetime(2026, 3, 1, 9), "1e5", "0x10", "1,00", "５", "十", "五个工作日", "10 workdays",
    "-5个月", "100%", "150%", "1/0", "1/3", Fraction(1, 3), "a" * 3000, "\x00", "\ud800",
    "甲\n乙", "`", "{x}", "%s", "民政", "卫健", ["民政", "民政"], {"民政": "2026-03-01"}, b"x",
    object(),
)  # fmt: skip
"""What may stand where something else was meant."""


@attrs.frozen
class Seed:
    """A record that fits, or a blank one, and where it comes from."""

    mechanism: str
    given: dict[str, Any]
    as_of: date | None
    name: str


def seeds(plan: Plan) -> list[Seed]:
    """The records of the plan's tests of mechanisms, and the blank one of each mechanism."""
    found = []
    for path in test_files([ROOT / "rulesets" / "plan"]):
        for test in read_tests(path, Collector()):
            if test.mechanism in plan.mechanisms:
                found.append(Seed(test.mechanism, dict(test.case), test.as_of, test.name))
    for mechanism in plan.mechanisms.values():
        blank = yaml.safe_load(template(mechanism.record, plan.vocabulary, Messages("en")))
        found.append(Seed(mechanism.id, blank or {}, date(2026, 3, 31), "template"))
    return found


def spoilt(given: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The record with one to three things done to it."""
    made = copy.deepcopy(given)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        places = list(_places(made))
        if not places:
            made[chance.choice(["x", "as_of", "截至日期", "编号"])] = chance.choice(VALUES)
            continue
        inside, key = chance.choice(places)
        _spoil(inside, key, chance)
    return made


def _places(value: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Every container with a key or index of it."""
    if depth > 8:
        return
    if isinstance(value, dict):
        for key in value:
            yield value, key
            yield from _places(value[key], depth + 1)
    elif isinstance(value, list):
        for n in range(len(value)):
            yield value, n
            yield from _places(value[n], depth + 1)


def _spoil(inside: Any, key: Any, chance: random.Random) -> None:
    old = inside[key]
    what = chance.random()
    if what < 0.4:
        inside[key] = _near(old, chance)
    elif what < 0.7:
        inside[key] = chance.choice(VALUES)
    elif what < 0.78:
        del inside[key]
    elif what < 0.83:
        inside[key] = [old] if chance.random() < 0.5 else {"值": old}
    elif isinstance(inside, list):
        inside.insert(key, copy.deepcopy(old))
    elif what < 0.9:
        inside[chance.choice(["x", "编号", "备注", 3, None, "a.b[0]"])] = chance.choice(VALUES)
    elif what < 0.93:
        inside[str(key) + chance.choice(["s", " ", "号", "_"])] = inside.pop(key)
    else:  # facts change places
        other = chance.choice(list(inside))
        inside[key], inside[other] = inside[other], inside[key]


def _near(value: Any, chance: random.Random) -> Any:
    """A value of the same sort that is off: another day, another sign, a slip of the pen."""
    days = timedelta(chance.choice([-4000, -400, -40, -1, 1, 40, 400, 4000]))
    if isinstance(value, str) and len(value) == 10 and value[:4].isdigit():
        try:
            return (date.fromisoformat(value) + days).isoformat()
        except (ValueError, OverflowError):
            return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value + days if date(1000, 1, 1) < value < date(9000, 1, 1) else value
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float | Fraction):
        return -value
    if isinstance(value, str):
        return value[:-1] + chance.choice(["", "x", "部", value[-1:] * 2])
    return chance.choice(VALUES)
