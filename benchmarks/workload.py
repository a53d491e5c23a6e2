"""The coordination workload: seeded rulesets of any size, cases, and the answers expected.

A ruleset has three tables over twelve attributes of a joint matter: a negative list (all reasons
that apply), the lead department (the first rule that applies, with a catch-all), and
accountability (all pairs of role and sanction that apply). Small rulesets are made of broad
rules, large ones of narrow ones, so that about as many rules hit a case at every size.

`read_workload` takes rulesets and cases that were made elsewhere, in the neutral JSON form that
the README of this folder describes.
"""

from __future__ import annotations

import json
import random
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, reduce
from operator import itemgetter, or_
from pathlib import Path
from typing import Any, NamedTuple

MATTERS = [f"M{n:03}" for n in range(200)]
DOMAINS = [
    "health", "education", "transport", "environment", "housing", "water", "market", "labour",
    "finance", "culture", "public_safety", "agriculture",
]  # fmt: skip
LEVELS = ["national", "province", "city", "county"]
APPLICANTS = ["enterprise", "citizen", "agency"]
DEPARTMENTS = [f"D{n:02}" for n in range(40)]
ROLES = ["lead_unit", "joint_unit", "reviewer", "supervisor", "data_steward", "duty_officer"]
SANCTIONS = [f"S{n:02}" for n in range(31)]
CLASSES = [1, 2, 3, 4]

Case = dict[str, Any]
Test = tuple[str, str]
"""An attribute and what is asked of it: ``("departments", "count")``."""

SMALL = 60
"""Below this size a ruleset is made of broad rules."""

DRAWS = {
    "negative": {
        "matter": 4, "domain": 3, "level": 2, "departments": 2, "department_count": 1,
        "amount_cny": 3, "elapsed_workdays": 1, "citizen_rating": 1, "cross_region": 1,
        "data_classification": 2, "applicant_kind": 1.5, "received": 1, "urgent": 1,
    },
    "lead": {
        "matter": 6, "domain": 4, "level": 3, "departments": 2, "department_count": 1,
        "amount_cny": 2, "cross_region": 1.5, "data_classification": 1, "applicant_kind": 1,
        "urgent": 1,
    },
    "accountability": {
        "elapsed_workdays": 5, "departments": 4, "matter": 2, "domain": 2, "level": 1.5,
        "citizen_rating": 2, "department_count": 1.5, "urgent": 1, "data_classification": 1,
        "cross_region": 1,
    },
}  # fmt: skip
"""What the rules of each table like to test, with weights."""

HITS = {"negative": 2.0, "lead": 1.2, "accountability": 1.2}
"""How many rules of each table hit a case on average (the catch-all not counted)."""


class Condition(NamedTuple):
    """A test of one attribute.

    ``op`` is ``one_of`` (values), ``between`` (from ``low`` up to, not including, ``high``;
    either may be open), ``has`` (the set holds the value) or ``count`` (the set has at least
    ``low`` members).
    """

    attribute: str
    op: str
    values: tuple[Any, ...] = ()
    low: int | None = None
    high: int | None = None


class Rule(NamedTuple):
    """A rule: all conditions must hold; ``answer`` is a reason, a lead, or (role, sanction)."""

    id: str
    conditions: tuple[Condition, ...]
    answer: Any


class Ruleset(NamedTuple):
    """The three tables."""

    negative: tuple[Rule, ...]
    lead: tuple[Rule, ...]
    accountability: tuple[Rule, ...]

    @property
    def size(self) -> int:
        """The number of rules."""
        return sum(map(len, self))


class Answer(NamedTuple):
    """What a ruleset says of a case; the lists in any order."""

    reasons: list[str]
    lead: str | None
    accountability: list[tuple[str, str]]

    @property
    def normal(self) -> Answer:
        """The answer with its lists sorted."""
        return Answer(sorted(self.reasons), self.lead, sorted(self.accountability))


class Workload(NamedTuple):
    """A ruleset with cases; ``expected`` has an answer for the first cases, or for all."""

    name: str
    ruleset: Ruleset
    cases: list[Case]
    expected: list[Answer]


# the meaning of the rules, as plain as can be


def holds(condition: Condition, case: Mapping[str, Any]) -> bool:
    """Whether a case meets a condition."""
    value = case[condition.attribute]
    if condition.op == "one_of":
        return value in condition.values
    if condition.op == "has":
        return condition.values[0] in value
    number = len(value) if condition.op == "count" else value
    above = condition.low is None or number >= condition.low
    return above and (condition.high is None or number < condition.high)


def applies(rule: Rule, case: Mapping[str, Any]) -> bool:
    """Whether a case meets all conditions of a rule."""
    return all(holds(condition, case) for condition in rule.conditions)


def naive(ruleset: Ruleset, case: Mapping[str, Any]) -> Answer:
    """The answer found by trying every rule."""
    return Answer(
        [rule.answer for rule in ruleset.negative if applies(rule, case)],
        next((rule.answer for rule in ruleset.lead if applies(rule, case)), None),
        [rule.answer for rule in ruleset.accountability if applies(rule, case)],
    )


# cases


def make_cases(count: int, seed: int = 20251) -> list[Case]:
    """Cases in neutral form: ``received`` is a number such as 20250301, all else as it reads."""
    rng = random.Random(seed)
    popular = [(1 + n) ** -0.5 for n in range(len(MATTERS))]
    return [_case(rng, popular) for _ in range(count)]


def _case(rng: random.Random, popular: Sequence[float]) -> Case:
    (number,) = rng.choices(range(len(MATTERS)), popular)
    home = DOMAINS[number * 7 % len(DOMAINS)]
    (involved,) = rng.choices(range(1, 7), [30, 28, 18, 12, 7, 5])
    return {
        "matter": MATTERS[number],
        "domain": home if rng.random() < 0.9 else rng.choice(DOMAINS),
        "level": rng.choices(LEVELS, [5, 15, 35, 45])[0],
        "departments": sorted(rng.sample(DEPARTMENTS, involved)),
        "amount_cny": min(int(10 ** rng.uniform(2, 8)), 50_000_000),
        "elapsed_workdays": min(int(rng.expovariate(1 / 12)), 120),
        "citizen_rating": rng.choices(range(1, 6), [5, 8, 17, 35, 35])[0],
        "cross_region": rng.random() < 0.25,
        "data_classification": rng.choices(CLASSES, [45, 35, 15, 5])[0],
        "applicant_kind": rng.choices(APPLICANTS, [40, 50, 10])[0],
        "received": _day(rng),
        "urgent": rng.random() < 0.12,
    }


def _day(rng: random.Random) -> int:
    return 20250000 + 100 * rng.randint(1, 12) + rng.randint(1, 28)


def day_of(number: int) -> date:
    """The date of a number such as 20250301."""
    return date(number // 10000, number // 100 % 100, number % 100)


def with_dates(case: Case) -> Case:
    """The case with ``received`` as a date."""
    return {**case, "received": day_of(case["received"])}


def as_json(case: Case) -> str:
    """The case as a line of JSON with ``received`` as an ISO date."""
    return json.dumps({**case, "received": day_of(case["received"]).isoformat()})


# conditions


def _some(rng: random.Random, of: Sequence[Any], sizes: Mapping[int, int]) -> tuple[Any, ...]:
    (size,) = rng.choices(list(sizes), list(sizes.values()))
    return tuple(rng.sample(of, size))


def _ends(rng: random.Random, attribute: str, low: int, high: int) -> Condition:
    """An interval: closed in 45 of 100, open above in 30, open below in 25."""
    kind = rng.random()
    low_end = low if kind < 0.75 else None
    return Condition(attribute, "between", (), low_end, high if not 0.45 <= kind < 0.75 else None)


def _amount(rng: random.Random) -> Condition:
    low = int(10 ** rng.uniform(3, 7)) // 1000 * 1000
    return _ends(rng, "amount_cny", low, low * rng.choice([3, 5, 10, 20]))


def _elapsed(rng: random.Random) -> Condition:
    low = rng.choice([5, 7, 10, 15, 20, 30, 45])
    return _ends(rng, "elapsed_workdays", low, low + rng.choice([5, 10, 15, 30]))


def _received(rng: random.Random) -> Condition:
    first, last = sorted([_day(rng), _day(rng)])
    return _ends(rng, "received", first, last + 1)


def _data_class(rng: random.Random) -> Condition:
    name = "data_classification"
    if rng.random() < 0.5:
        return Condition(name, "between", low=rng.randint(2, 4))
    return Condition(name, "one_of", tuple(sorted(_some(rng, CLASSES, {1: 70, 2: 30}))))


def _flag(name: str) -> Callable[[random.Random], Condition]:
    return lambda rng: Condition(name, "one_of", (rng.random() < 0.7,))


def _listed(
    name: str, of: Sequence[Any], sizes: Mapping[int, int]
) -> Callable[[random.Random], Condition]:
    return lambda rng: Condition(name, "one_of", _some(rng, of, sizes))


MAKERS: Mapping[str, Callable[[random.Random], Condition]] = {
    "matter": _listed("matter", MATTERS, {1: 60, 2: 20, 3: 12, 5: 8}),
    "domain": _listed("domain", DOMAINS, {1: 70, 2: 20, 3: 10}),
    "level": _listed("level", LEVELS, {1: 60, 2: 40}),
    "applicant_kind": _listed("applicant_kind", APPLICANTS, {1: 1}),
    "departments": lambda rng: Condition("departments", "has", (rng.choice(DEPARTMENTS),)),
    "department_count": lambda rng: Condition(
        "departments", "count", low=rng.choice([2, 3, 3, 4, 4, 5])
    ),
    "amount_cny": _amount,
    "elapsed_workdays": _elapsed,
    "citizen_rating": lambda rng: Condition(
        "citizen_rating", "between", high=rng.choice([2, 3, 3, 4])
    ),
    "cross_region": _flag("cross_region"),
    "data_classification": _data_class,
    "received": _received,
    "urgent": _flag("urgent"),
}


class Sample:
    """Cases turned on their side: for each condition the set of cases that meet it, as bits.

    The share of the sample that a rule hits is then a matter of a few ANDs, so that calibrating
    30,000 rules takes seconds. The cases are in the order of their amounts, which take so many
    values: those below a bound are the lowest bits.
    """

    def __init__(self, cases: Iterable[Case]) -> None:
        self.cases = sorted(cases, key=itemgetter("amount_cny"))
        self.size = len(self.cases)
        self._amounts = [case["amount_cny"] for case in self.cases]
        self._by_value: dict[str, dict[Any, int]] = {}
        self._below: dict[tuple[str, int], int] = {}

    @cached_property
    def _full(self) -> int:
        return (1 << self.size) - 1

    def share(self, conditions: Iterable[Condition]) -> float:
        """The share of the cases that meet all conditions."""
        met = self._full
        for condition in conditions:
            met &= self.met(condition)
        return met.bit_count() / self.size

    def met(self, condition: Condition) -> int:
        """The cases that meet one condition."""
        name = condition.attribute
        if condition.op in ("one_of", "has"):
            known = self._values(name)
            return reduce(or_, (known.get(value, 0) for value in condition.values))
        met = self._full
        if condition.low is not None:
            met &= ~self.below(name, condition.low)
        return met if condition.high is None else met & self.below(name, condition.high)

    def below(self, name: str, end: int) -> int:
        """The cases whose value (or number of members) is below ``end``."""
        if name == "amount_cny":
            return (1 << bisect_left(self._amounts, end)) - 1
        if (name, end) not in self._below:
            values = (len(c[name]) if name == "departments" else c[name] for c in self.cases)
            digits = "".join("1" if value < end else "0" for value in values)
            self._below[name, end] = int(digits[::-1], 2)
        return self._below[name, end]

    def _values(self, name: str) -> dict[Any, int]:
        if name not in self._by_value:
            found: dict[Any, int] = {}
            for number, case in enumerate(self.cases):
                value = case[name]
                for member in value if isinstance(value, list) else [value]:
                    found[member] = found.get(member, 0) | 1 << number
            self._by_value[name] = found
        return self._by_value[name]


# rulesets


def make_ruleset(size: int, seed: int = 7) -> Ruleset:
    """A ruleset of ``size`` rules: half negative list, three tenths lead, the rest the others."""
    rng = random.Random(f"{seed}/{size}")
    sample = Sample(make_cases(min(max(2 * size, 2048), 50_000), seed=99))
    negative, accountability = round(size * 0.5), round(size * 0.2)
    lead = size - negative - accountability
    small = size < SMALL
    reasons = _draw_rules(rng, "negative", negative, small, sample)
    leads = _draw_rules(rng, "lead", lead - 1, small, sample)
    # as people write such a list: the special first, the general last
    leads.sort(key=lambda drawn: (all(c.attribute != "matter" for c in drawn), -len(drawn)))
    duties = _draw_rules(rng, "accountability", accountability, small, sample)
    others = DEPARTMENTS[1:]
    return Ruleset(
        tuple(Rule(f"T1-{n:04}", c, f"NL-{n:04}") for n, c in enumerate(reasons)),
        (
            *(Rule(f"T2-{n:04}", c, rng.choice(others)) for n, c in enumerate(leads)),
            Rule(f"T2-{len(leads):04}", (), DEPARTMENTS[0]),
        ),
        tuple(
            Rule(f"T3-{n:04}", c, (rng.choice(ROLES), rng.choice(SANCTIONS[1:])))
            for n, c in enumerate(duties)
        ),
    )


def _draw_rules(
    rng: random.Random, table: str, count: int, small: bool, sample: Sample
) -> list[tuple[Condition, ...]]:
    """Conditions of ``count`` rules whose hit rates add up to what the table is to have."""
    target = HITS[table]
    out, total = [], 0.0
    for number in range(count):
        left = max((target - total) / (count - number), 0.0)
        conditions, share = _draw_rule(rng, table, left, target / count, small, sample)
        out.append(conditions)
        total += share
    return out


def _draw_rule(
    rng: random.Random, table: str, left: float, mean: float, small: bool, sample: Sample
) -> tuple[tuple[Condition, ...], float]:
    """The drawn conditions whose hit rate comes nearest to a wish (few broad, many narrow)."""
    may_be_empty = mean < 2 / sample.size
    best: tuple[float, tuple[Condition, ...], float] | None = None
    for _ in range(300 if small else 60):
        conditions = _draw_conditions(rng, table, small)
        share = sample.share(conditions)
        wish = left * rng.lognormvariate(-0.5, 1.0)
        off = abs(share - wish)
        if (share or may_be_empty) and (best is None or off < best[0]):
            best = off, conditions, share
        if best is not None and off <= max(0.35 * wish, 0.5 / sample.size) and best[0] == off:
            break
    if best is None:
        return _draw_rule(rng, table, left, mean, small, sample)
    return best[1], best[2]


def _draw_conditions(rng: random.Random, table: str, small: bool) -> tuple[Condition, ...]:
    weights = dict(DRAWS[table])
    if small:
        weights["matter"] = 0.3
    names = list(weights)
    (count,) = rng.choices([2, 3, 4], [65, 25, 10] if small else [35, 40, 25])
    picked: set[str] = set()
    while len(picked) < count:
        (name,) = rng.choices(names, list(weights.values()))
        if not {"matter", "domain"} <= picked | {name}:
            picked.add(name)
    return tuple(MAKERS[name](rng) for name in names if name in picked)


def make_workload(
    size: int, *, seed: int = 7, cases: int = 10_000, checked: int = 1000
) -> Workload:
    """A ruleset, cases, and the answers to the first ``checked`` of them."""
    ruleset = make_ruleset(size, seed)
    made = make_cases(cases)
    expected = [naive(ruleset, case) for case in made[:checked]]
    return Workload(f"{size} rules, seed {seed}", ruleset, made, expected)


# the neutral form


def read_workload(path: Path) -> list[Workload]:
    """Workloads in neutral form: a file ``rules_*.json``, or a folder with any number of them.

    Beside the rules stand ``cases.json`` and, for ``rules_X.json``, ``expected_X.json``; where
    that is not there, the naive evaluator says what is expected.
    """
    files = [path] if path.is_file() else sorted(path.glob("rules_*.json"))
    found = [_read_one(file) for file in files]
    return sorted(found, key=lambda workload: workload.ruleset.size)


def _read_one(file: Path) -> Workload:
    tables = {table["id"]: table["rules"] for table in json.loads(file.read_text())["tables"]}
    ruleset = Ruleset(*(tuple(map(_rule, tables[name])) for name in ("T1", "T2", "T3")))
    cases = json.loads(file.with_name("cases.json").read_text())
    answers = file.with_name(file.name.replace("rules_", "expected_", 1))
    if answers.exists():
        listed = json.loads(answers.read_text())
        expected = [
            Answer(a["reasons"], a["lead"], [tuple(pair) for pair in a["accountability"]])
            for a in listed
        ]
    else:
        expected = [naive(ruleset, case) for case in cases[:1000]]
    return Workload(file.stem, ruleset, cases, expected)


def _rule(raw: Mapping[str, Any]) -> Rule:
    then = raw["then"]
    single = then.get("reason") or then.get("lead")
    answer = single if single is not None else (then["role"], then["sanction"])
    return Rule(raw["id"], tuple(map(_condition, raw["when"])), answer)


def _condition(raw: Mapping[str, Any]) -> Condition:
    attribute, op = raw["attr"], raw["op"]
    if op in ("eq", "is"):
        return Condition(attribute, "one_of", (raw["value"],))
    if op == "in":
        return Condition(attribute, "one_of", tuple(raw["value"]))
    if op == "contains":
        return Condition(attribute, "has", (raw["value"],))
    if op == "count_ge":
        return Condition(attribute, "count", low=raw["value"])
    if op == "range":
        return Condition(attribute, "between", (), raw.get("ge"), raw.get("lt"))
    raise ValueError(f"unknown kind of condition: {op}")
