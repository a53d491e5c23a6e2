"""Rulesets as documents, for the oracle: everything follows from one seed.

Half of them are the worlds of `generated`, extended with periods, places and `must_answer`; the
others are small and dense: few attributes and values, many rules that meet, override and
repeat each other, with conditions that nest `any:`, `all:` and `not:`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from generated import as_documents, make_world

Document = dict[str, Any]
DAYS = ["2024-12-31", "2025-01-01", "2025-01-02", "2025-03-31", "2025-04-01"]
HITS = ["unique", "any", "any", "first", "priority", "priority", "collect"]
REGIONS = {"r": {}, "r1": {"under": "r"}, "r11": {"under": "r1"}, "r2": {"under": "r"}, "s": {}}
KINDS = {"k": {}, "k1": {"under": "k"}, "k2": {"under": "k"}, "m": {}}
TEAMS = {"t1": {}, "t2": {}, "t3": {}, "t4": {"under": "t3"}}
DECLARED = {
    "flag": {"type": "boolean"},
    "urgent": {"type": "boolean"},
    "level": {"type": "integer", "min": 0, "max": 3},
    "share": {"type": "number"},
    "money": {"type": "quantity", "unit": "yuan"},
    "kind": {"type": "choice", "of": "kinds"},
    "region": {"type": "choice", "of": "regions"},
    "parts": {"type": "set", "of": "departments"},
    "received": {"type": "date"},
    "word": {"type": "text"},
    "level_up": {"derive": "level + 1"},
}


def make_documents(seed: int) -> list[Document]:
    """A ruleset as YAML documents."""
    rng = random.Random(seed)
    if rng.random() < 0.35:
        return _extended(rng, as_documents(make_world(rng.randrange(2**40))))
    return _dense(rng)


def _extended(rng: random.Random, documents: list[Document]) -> list[Document]:
    vocabulary, *tables = documents
    vocabulary["choices"]["regions"] = REGIONS
    vocabulary["attributes"]["region"] = DECLARED["region"]
    for table in tables:
        _frame(rng, table)
        for rule in table["rules"]:
            _frame(rng, rule, often=0.15)
    return documents


def _frame(rng: random.Random, holder: Document, often: float = 0.2) -> None:
    """Days, places, and for a table that it must answer."""
    if "rules" in holder and rng.random() < 0.7:
        holder["must_answer"] = "always"
    if rng.random() < often:
        first, last = sorted(rng.sample(DAYS, 2))
        period = rng.choice([{"from": first}, {"to": last}, {"from": first, "to": last}])
        by = {"by": "received"} if rng.random() < 0.3 else {}
        holder["in_force"] = {**period, **by}
    if rng.random() < often:
        holder["jurisdiction"] = rng.sample(sorted(REGIONS), rng.choice([1, 1, 2]))


def _dense(rng: random.Random) -> list[Document]:
    names = sorted(DECLARED)
    used = rng.sample(names, rng.choice([1, 2, 2, 3, 3, 4]))
    vocabulary = {
        "kind": "vocabulary",
        "id": "words",
        "calendar": {"country": "none"},
        "departments": TEAMS,
        "choices": {"kinds": KINDS, "regions": REGIONS},
        "attributes": DECLARED,
        "records": {
            "visits": {"each": "visit", "fields": {"days": {"type": "integer", "min": 0}}},
        },
    }
    first = _table(rng, "t0", used)
    if rng.random() < 0.7:
        return [vocabulary, first]
    first["status"] = "status0"
    more = [*used[:2], "status0", *(first["outputs"] if first["hit"] != "collect" else ())]
    return [vocabulary, first, _table(rng, "t1", more)]


def _table(rng: random.Random, id_: str, used: Sequence[str]) -> Document:
    hit = rng.choice(HITS)
    table: Document = {"kind": "table", "id": id_, "hit": hit}
    if rng.random() < 0.15:
        table["scope"] = "visit"
        used = [*used, "days"]
    outputs = [f"{id_}_a", f"{id_}_b"][: rng.choice([1, 1, 2])]
    table["outputs"] = {name: {"type": "boolean"} for name in outputs}
    for declared in table["outputs"].values():
        if hit == "collect":
            declared["aggregate"] = "any"
        if rng.random() < 0.15:
            declared["default"] = rng.random() < 0.5
    _frame(rng, table, often=0.1)
    rules: list[Document] = []
    for number in range(rng.randint(1, 7)):
        rules.append(_rule(rng, f"{id_}r{number}", used, outputs, rules))
    rng.shuffle(rules)
    table["rules"] = rules
    return table


def _rule(
    rng: random.Random,
    id_: str,
    used: Sequence[str],
    outputs: Sequence[str],
    before: Sequence[Document],
) -> Document:
    known = [rule["id"] for rule in before]
    rule: Document = {
        "id": id_,
        "priority": rng.choice([0, 0, 1, 2]),
        "overrides": [other for other in known if rng.random() < 0.15],
        "when": _condition(rng, used, 0),
        "then": {name: _answer(rng) for name in outputs if rng.random() < 0.95},
    }
    if before and rng.random() < 0.1:
        rule["when"] = rng.choice(before)["when"]
    _frame(rng, rule, often=0.1)
    return rule


def _answer(rng: random.Random) -> Any:
    return "=flag" if rng.random() < 0.05 else rng.random() < 0.6


def _condition(rng: random.Random, used: Sequence[str], depth: int) -> Document:
    names = rng.sample(used, min(len(used), rng.choice([1, 1, 1, 2, 2, 3] + [0] * (not depth))))
    found: Document = {name: _test(rng, name) for name in names}
    if depth < 2 and rng.random() < 0.25:
        parts = [_condition(rng, used, depth + 1) for _ in range(rng.choice([2, 2, 3]))]
        found[rng.choice(["any", "any", "all"])] = parts
    if not depth and rng.random() < 0.08:
        found["not"] = {"any": [_condition(rng, used, 2) for _ in range(2)]}
    elif depth < 2 and rng.random() < 0.15:
        found["not"] = _condition(rng, used, 2)
    return found


def _test(rng: random.Random, name: str) -> Any:
    if rng.random() < 0.06:
        return rng.choice(["missing", "present"])
    declared = DECLARED.get(name, {})
    type_ = declared.get("type", "boolean")
    if name.startswith("status"):
        plain: Any = rng.choice(["decided", "none", "conflict", "not(none)"])
    elif name in ("level", "level_up", "days") or type_ in ("number", "quantity", "date"):
        plain = _ordered(rng, name, type_)
    elif type_ == "boolean":
        plain = rng.choice(["true", "false"])
    elif type_ == "choice":
        ids = sorted(KINDS if name == "kind" else REGIONS)
        listed = ", ".join(rng.sample(ids, rng.choice([1, 1, 2])))
        plain = rng.choice([listed, listed, f"not({listed})"])
    elif type_ == "set":
        plain = _set(rng)
    else:
        plain = rng.choice(["red", "blue", "not(red)", 'not("red", "blue")', ["red", "blue"]])
    return [plain, "missing"] if rng.random() < 0.04 else plain


def _ordered(rng: random.Random, name: str, type_: str) -> Any:
    values = {
        "date": DAYS,
        "number": ["0", "1/2", "1", "3/2", "2"],
        "quantity": ["10000 yuan", "1.5万元", "20000 yuan", "3万元"],
    }.get(type_, [str(n) for n in range(4)])
    low, high = sorted(rng.sample(range(len(values)), 2))
    one = values[rng.randrange(len(values))]
    span = f"{rng.choice('[(')}{values[low]}..{values[high]}{rng.choice('])')}"
    sure = f"[{values[low]}..{values[high]}]"
    whole = type_ not in ("number", "quantity")
    return rng.choice(
        [
            *(f">= {one}", f"<= {one}", f"> {values[low]}", f"< {values[high]}"),
            *(one, f"!= {one}", sure, sure if whole else span),
            {"not": sure},
            [values[low], f"> {values[high]}"],
        ]
    )


def _set(rng: random.Random) -> Any:
    ids = sorted(TEAMS)
    some = rng.sample(ids, rng.choice([1, 2, 2]))
    key = rng.choice(["any_of", "any_of", "all_of", "none_of", "only"])
    count = rng.choice([">= 2", "1", "<= 1", "[1..2]", "0", "> 2"])
    plain = rng.choice([{key: some}, {key: some}, {"count": count}, {key: some, "count": count}])
    return {"not": plain} if rng.random() < 0.2 else plain
