"""Conditions of documents as SMT formulas: a small reader of its own, for the oracle.

It knows the forms that generated documents use and shares nothing with the reading of
conditions in the package. Each attribute is a variable and a flag that says whether it is given;
derived attributes and outputs of tables are variables like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import z3

Formula = z3.BoolRef
Declared = Mapping[str, Any]

UNITS = {"yuan": 1, "万元": 10000, "workday": 1, "workdays": 1}
STATUSES = ("decided", "none", "conflict")
_NUMBER = re.compile(r"(-?[0-9./]+)\s*(\S*)")
_INTERVAL = re.compile(r"([\[(])(.*)\.\.(.*)([\])])")
_COMPARED = re.compile(r"(>=|<=|!=|>|<)\s*(.*)")
_NOT = re.compile(r"not\((.*)\)")


@attrs.frozen
class Literal:
    """A test of one attribute: a formula for given facts, and what a missing fact gives."""

    attribute: Variable
    formula: Formula
    missing: bool | None = None

    def negated(self) -> Literal:
        """True where this one is false, and the other way round."""
        missing = None if self.missing is None else not self.missing
        return Literal(self.attribute, z3.Not(self.formula), missing)

    def holds(self, *, possibly: bool) -> Formula:
        """Where it is true, or (``possibly``) not false."""
        if_missing = self.missing is True or (possibly and self.missing is None)
        given = z3.And(self.attribute.given, self.formula)
        return z3.Or(given, z3.Not(self.attribute.given)) if if_missing else given


Alternatives = list[list[Literal]]
"""Literals joined by AND, alternatives joined by OR."""


@attrs.frozen(eq=False)
class Variable:
    """An attribute as variables: its value (one flag per member for a set), and ``given``."""

    id: str
    type: str
    value: Any
    given: Formula
    choices: Mapping[str, str | None] = {}
    limits: tuple[Formula, ...] = ()

    def below(self, id_: str) -> list[str]:
        """A choice and all under it."""
        found = [id_]
        for other in found:
            found.extend(c for c, under in self.choices.items() if under == other)
        return found


@attrs.frozen
class Words:
    """Codes of texts: equal texts have equal codes, texts that no rule mentions have others."""

    codes: dict[str, int] = attrs.field(factory=dict)

    def code(self, text: str) -> int:
        """The code of a text."""
        return self.codes.setdefault(text, len(self.codes))


WORDS = Words()


def variables(vocabulary: Declared, tables: Sequence[Declared]) -> dict[str | None, Any]:
    """The variables that rules of the case (``None``) or of a kind of record may test."""
    lists = {"departments": vocabulary.get("departments", {}), **vocabulary.get("choices", {})}
    lists["status"] = {status: {} for status in STATUSES}
    case = {"as_of": _variable("as_of", {"type": "date"}, lists)}
    case.update((n, _variable(n, d, lists)) for n, d in vocabulary["attributes"].items())
    records = {
        record["each"]: {n: _variable(n, d, lists) for n, d in record["fields"].items()}
        for record in vocabulary.get("records", {}).values()
    }
    for table in tables:
        scope = records[table["scope"]] if "scope" in table else case
        for name, declared in table["outputs"].items():
            scope[name] = _variable(name, declared, lists)
        if "status" in table:
            scope[table["status"]] = _variable(table["status"], {"of": "status"}, lists)
    return {None: case, **{kind: {**case, **fields} for kind, fields in records.items()}}


def _variable(name: str, declared: Declared, lists: Mapping[str, Any]) -> Variable:
    given = z3.Bool(f"{name}?")
    type_ = declared.get("type") or _derived_type(declared)
    if type_ == "boolean":
        return Variable(name, type_, z3.Bool(name), given)
    if type_ in ("integer", "number", "quantity"):
        value = z3.Int(name) if type_ == "integer" else z3.Real(name)
        limits = [value >= _exact(declared["min"])] if "min" in declared else []
        limits += [value <= _exact(declared["max"])] if "max" in declared else []
        return Variable(name, type_, value, given, limits=tuple(limits))
    value = z3.Int(name)
    if type_ == "date":
        limits = [value >= 1, value <= date.max.toordinal()]
        return Variable(name, type_, value, given, limits=tuple(limits))
    if type_ == "text":
        return Variable(name, type_, value, given)
    choices = {id_: entry.get("under") for id_, entry in lists[declared["of"]].items()}
    if type_ == "set":
        members = {id_: z3.Bool(f"{name}.{id_}") for id_ in choices}
        return Variable(name, type_, members, given, choices)
    limits = [value >= 0, value < len(choices)]
    return Variable(name, "choice", value, given, choices, tuple(limits))


def _derived_type(declared: Declared) -> str:
    if "of" in declared:
        return "choice"
    whole = declared["derive"].startswith(("sum(", "count(", "level"))
    return "integer" if whole else "quantity"


def condition(node: Any, seen: Mapping[str, Variable]) -> Alternatives:
    """A condition as alternatives."""
    found: Alternatives = [[]]
    for key, value in (node or {}).items():
        if key == "all":
            read = _each(found_of(value, seen))
        elif key == "any":
            read = [one for part in found_of(value, seen) for one in part]
        elif key == "not":
            parts = value if isinstance(value, list) else [value]
            read = _each(negated(part) for part in found_of(parts, seen))
        else:
            read = unary(value, seen[key])
        found = _each([found, read])
    return found


def found_of(parts: Sequence[Any], seen: Mapping[str, Variable]) -> list[Alternatives]:
    """Conditions, each as alternatives."""
    return [condition(part, seen) for part in parts]


def _each(parts: Iterable[Alternatives]) -> Alternatives:
    found: Alternatives = [[]]
    for part in parts:
        found = [[*one, *more] for one in found for more in part]
    return found


def negated(alternatives: Alternatives) -> Alternatives:
    """What is true where none of the alternatives is.

    An alternative that nothing can meet is false, whatever is missing.
    """
    real = filter(can_be, alternatives)
    return _each([[[literal.negated()] for literal in one] for one in real])


def can_be(alternative: Sequence[Literal]) -> bool:
    """Whether some case, of given or missing facts, meets an alternative for certain."""
    solver = z3.Solver()
    for literal in alternative:
        solver.add(literal.holds(possibly=False), *literal.attribute.limits)
    return bool(solver.check() == z3.sat)


def unary(node: Any, of: Variable) -> Alternatives:
    """The test of one attribute as alternatives."""
    if isinstance(node, list):
        return [one for item in node for one in unary(item, of)]
    if isinstance(node, dict):
        return _each(_keyed(key, value, of) for key, value in node.items())
    text = ("true" if node else "false") if isinstance(node, bool) else str(node)
    if text == "-":
        return [[Literal(of, z3.BoolVal(True), True)]]
    if text == "missing":
        return [[Literal(of, z3.BoolVal(False), True)]]
    if text == "present":
        return [[Literal(of, z3.BoolVal(True), False)]]
    inner = _NOT.fullmatch(text)
    if inner:
        return negated([[lit] for lit in _listed(inner[1], of)])
    return [[lit] for lit in _listed(text, of)]


def _keyed(key: str, value: Any, of: Variable) -> Alternatives:
    if key == "all":
        return _each(unary(item, of) for item in value)
    if key == "any":
        return unary(value, of)
    if key == "not":
        return negated(unary(value, of))
    if key == "count":
        count = z3.Sum([z3.If(flag, 1, 0) for flag in of.value.values()])
        counted = Variable(of.id, "integer", count, of.given)
        return [
            [Literal(of, lit.formula, lit.missing) for lit in one] for one in unary(value, counted)
        ]
    groups = [of.below(id_) for id_ in value]
    ids = [id_ for group in groups for id_ in group]
    formula = {
        "any_of": lambda: z3.Or([of.value[i] for i in ids]),
        "all_of": lambda: z3.And([z3.Or([of.value[i] for i in group]) for group in groups]),
        "none_of": lambda: z3.Not(z3.Or([of.value[i] for i in ids])),
        "only": lambda: z3.Not(z3.Or([v for i, v in of.value.items() if i not in ids])),
    }[key]()
    return [[Literal(of, formula)]]


def _listed(text: str, of: Variable) -> list[Literal]:
    if of.type == "text":
        words = json.loads(f"[{text}]") if text.startswith('"') else [text]
        return [Literal(of, of.value == WORDS.code(word)) for word in words]
    return [Literal(of, _atom(item.strip(), of)) for item in text.split(",")]


def _atom(text: str, of: Variable) -> Formula:
    if of.type == "boolean":
        return of.value if text == "true" else z3.Not(of.value)
    if of.type == "choice":
        order = list(of.choices)
        return z3.Or([of.value == order.index(id_) for id_ in of.below(text)])
    if of.type == "set":
        return z3.Or([of.value[id_] for id_ in of.below(text)])
    interval = _INTERVAL.fullmatch(text)
    if interval:
        low, high = _point(interval[2], of), _point(interval[3], of)
        return z3.And(
            of.value >= low if interval[1] == "[" else of.value > low,
            of.value <= high if interval[4] == "]" else of.value < high,
        )
    compared = _COMPARED.fullmatch(text)
    if compared:
        return _COMPARE[compared[1]](of.value, _point(compared[2], of))
    return of.value == _point(text, of)


_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "!=": lambda a, b: a != b,
}


def _point(text: str, of: Variable) -> Any:
    if of.type == "date":
        return date.fromisoformat(text.strip()).toordinal()
    number = _NUMBER.fullmatch(text.strip())
    assert number, text
    value = Fraction(number[1]) * UNITS.get(number[2], 1)
    return int(value) if of.type == "integer" else _exact(value)


def _exact(value: Any) -> Any:
    fraction = Fraction(value)
    return z3.RealVal(f"{fraction.numerator}/{fraction.denominator}")
