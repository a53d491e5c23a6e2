"""Deciding the lines of a trail again, and what comes out otherwise.

What a line says and what comes out now are compared as data: the outcomes of tables one by
one, what a mechanism gives field by field. Where rulesets lie on disk does not count.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs

from govcoord.audit.trail import canonical, decide, entries
from govcoord.errors import CaseError, GovcoordError
from govcoord.headings import number_of
from govcoord.rules.records import words_of

if TYPE_CHECKING:
    from govcoord.rules.engine import Plan

Part = Literal["outcome", "fact", "answer", "question", "result"]
State = Literal["same", "differs", "rejected", "unknown"]

_DECISION = {"ruleset", "facts", "answers", "outcomes", "undetermined"}
_SILENT = ("none", "undetermined")


@attrs.frozen
class Change:
    """One thing that came out otherwise.

    ``part`` says of what kind: the ``outcome`` of a table, a ``fact`` or a named ``answer`` of
    the decision, an open ``question``, or a field of what a mechanism gave (``result``).
    ``name`` is the table, the fact, or the path of the field; ``then`` and ``now`` are plain
    data, ``None`` where there was or is nothing. Of an outcome they are the status with the
    values, and ``rules_then`` and ``rules_now`` the rules that gave it or that disagreed.
    """

    part: Part
    name: str
    then: Any
    now: Any
    rules_then: tuple[str, ...] = ()
    rules_now: tuple[str, ...] = ()


@attrs.frozen
class Replayed:
    """What became of a line when it was decided again.

    ``same`` and ``differs`` compare what came out; ``rejected`` says that the case does not fit
    the rules any more (``error`` names the fact), ``unknown`` that these rules have no such
    mechanism. ``rules_then`` and ``rules_now`` are the digests of the rulesets.
    """

    line: int
    state: State
    id: str | None
    who: str
    when: str
    mechanism: str | None
    rules_then: str
    rules_now: str
    changes: tuple[Change, ...] = ()
    error: CaseError | None = None

    @property
    def other_rules(self) -> bool:
        """Whether the line was decided by other rulesets than those of now."""
        return self.rules_then != self.rules_now

    @property
    def proved(self) -> bool:
        """Whether the same rulesets say the same again."""
        return self.state == "same" and not self.other_rules

    def to_dict(self) -> dict[str, Any]:
        """As plain data; a rejected case with the fact and what was expected of it."""
        error = self.error and {"attribute": self.error.name, "expected": str(self.error.expected)}
        said = {field.name: getattr(self, field.name) for field in attrs.fields(Replayed)}
        changes = [attrs.asdict(change) for change in self.changes]
        return {**said, "other_rules": self.other_rules, "changes": changes, "error": error}


def replay(path: Path, plan: Plan) -> Iterator[Replayed]:
    """Decide every line again by a plan, and say what came out otherwise.

    With the rulesets of that time nothing may differ; with others it shows what the change of
    rules does to past cases. Raises `ValueError` for a line that is no line of a trail: verify
    it first.
    """
    for number, entry in entries(path):
        yield _again(number, entry, plan)


def _again(line: int, entry: Mapping[str, Any], plan: Plan) -> Replayed:
    case, mechanism = entry["case"], entry["mechanism"]
    words = _words(plan, mechanism)
    made = Replayed(
        line, "same", number_of(case, words) if isinstance(case, Mapping) else None,
        entry["who"], entry["when"], mechanism, entry["rules"], plan.digest,
    )  # fmt: skip
    if mechanism is not None and not _has(plan, mechanism):
        return attrs.evolve(made, state="unknown")
    try:
        outcome = decide(plan, case, mechanism)
    except CaseError as error:
        return attrs.evolve(made, state="rejected", error=error)
    found = _compared(entry["outcome"], outcome, strict=not made.other_rules)
    return attrs.evolve(made, state="differs", changes=found) if found else made


def _words(plan: Plan, mechanism: str | None) -> Container[str]:
    """The words for facts of a case, or of what the mechanism is given."""
    if mechanism is None or not _has(plan, mechanism):
        return plan.vocabulary.case_words
    return words_of(plan.mechanism(mechanism).record)


def _has(plan: Plan, mechanism: str) -> bool:
    try:
        return isinstance(mechanism, str) and bool(plan.mechanism(mechanism))
    except GovcoordError:
        return False


def _compared(then: Any, now: Any, *, strict: bool) -> tuple[Change, ...]:
    """What differs; with ``strict`` also in tables of which there is nothing to say."""
    sides = []
    for said in (then, now):
        if not isinstance(said, Mapping) or not set(said) >= _DECISION:
            break
        kept = {k: v for k, v in said.items() if k not in ("ruleset", "digest")}
        sides.append(_placeless(kept))
    try:
        if len(sides) == len((then, now)):
            same = canonical(sides[0]) == canonical(sides[1])
            return () if same else tuple(_changes(sides[0], sides[1], strict))
    except (AttributeError, KeyError, TypeError, ValueError):
        pass  # a line that somebody made up: nothing of it can be relied on
    return tuple(leaves("result", "", then, now))


def _placeless(said: Any) -> Any:
    """Data without the places of rules in files."""
    if isinstance(said, Mapping):
        cited = {"rule", "source", "place"} == set(said)
        return {k: _placeless(v) for k, v in said.items() if not (cited and k == "place")}
    return [_placeless(item) for item in said] if isinstance(said, list) else said


def _changes(then: Mapping[str, Any], now: Mapping[str, Any], strict: bool) -> Iterator[Change]:
    """What differs between two decisions: outcomes first, then what they do not say already."""
    told: set[str] = set()
    before, after = ({_name(o): o for o in said["outcomes"]} for said in (then, now))
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name), after.get(name)
        told |= {*(one or {}).get("values", ()), *(other or {}).get("values", ())}
        new = None in (one, other) and _is_silent(one) and _is_silent(other)
        if one == other or (new and not strict):
            continue
        more = _said(one) == _said(other) and _rules(one) == _rules(other)
        said = (_said(one, more=more), _said(other, more=more))
        yield Change("outcome", name, *said, _rules(one), _rules(other))
    for change in leaves("fact", "", then["facts"], now["facts"]):
        if change.name.partition(".")[0].partition("[")[0] not in told:
            yield change
    yield from leaves("answer", "", then["answers"], now["answers"])
    asked = [{_name(q): q["ask"] for q in said["undetermined"]} for said in (then, now)]
    for name in sorted(asked[0].keys() & asked[1].keys()):
        if asked[0][name] != asked[1][name]:
            yield Change("question", name, asked[0][name], asked[1][name])


def _name(outcome: Mapping[str, Any]) -> str:
    """The table, with the record that the outcome is about."""
    subject = outcome.get("subject")
    if subject is None:
        return str(outcome["table"])
    return f"{outcome['table']}[{subject['record']} {subject['index'] + 1}]"


def _is_silent(outcome: Mapping[str, Any] | None) -> bool:
    return outcome is None or (outcome["status"] in _SILENT and not outcome["values"])


def _said(outcome: Mapping[str, Any] | None, *, more: bool = False) -> Any:
    """The status with the values; with ``more`` also the rules that gave way or may apply."""
    if outcome is None:
        return None
    extra = {k: outcome[k] for k in ("overridden", "possible") if more and k in outcome}
    return {"status": outcome["status"], **outcome["values"], **extra}


def _rules(outcome: Mapping[str, Any] | None) -> tuple[str, ...]:
    return tuple(rule["rule"] for rule in (outcome or {}).get("rules", ()))


def leaves(part: Part, name: str, then: Any, now: Any) -> Iterator[Change]:
    """The smallest parts of two data that differ, by their paths (``terms[0].status``).

    Items of lists are paired by what names them, where each has a name, else by their order.

    >>> [(c.name, c.then, c.now) for c in leaves("result", "", {"a": [1, 2]}, {"a": [1, 3]})]
    [('a[1]', 2, 3)]
    """
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*then, *now)):
            path = f"{name}.{key}" if name else str(key)
            yield from leaves(part, path, then.get(key), now.get(key))
    elif isinstance(then, list) and isinstance(now, list):
        before, after = _keyed(then, now)
        for key in dict.fromkeys((*before, *after)):
            path = f"{name}[{key}]"
            yield from leaves(part, path, before.get(key), after.get(key))
    elif type(then) is not type(now) or then != now:
        yield Change(part, name, then, now)


def _keyed(then: Sequence[Any], now: Sequence[Any]) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """The items of two lists by what names them in both, or by their order from 0."""
    for key in ("id", "name", "entry"):
        sides = [_named(side, key) for side in (then, now)]
        if sides[0] is not None and sides[1] is not None:
            return sides[0], sides[1]
    return dict(enumerate(then)), dict(enumerate(now))


def _named(items: Sequence[Any], key: str) -> dict[Any, Any] | None:
    names = [item.get(key) if isinstance(item, Mapping) else None for item in items]
    whole = all(isinstance(name, str) and name for name in names)
    return dict(zip(names, items)) if whole and len(set(names)) == len(names) else None
