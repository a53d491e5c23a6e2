"""Why not: the nearest changes of given facts that would give a wanted outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import attrs

from govcoord.errors import CaseError
from govcoord.plain import jsonable
from govcoord.rules.conditions.words import describe_value
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Test
from govcoord.rules.solving.aims import Aim, Search, Slot, SpentError, list_slot, point
from govcoord.rules.solving.goals import Goal, read_goal
from govcoord.rules.solving.single_moves import single_moves
from govcoord.rules.solving.solve import Solver
from govcoord.rules.solving.steer import Wanted

if TYPE_CHECKING:
    from govcoord.decision import Decision, Subject
    from govcoord.rules.engine import Plan

MOST_CHANGES: Final = 5
"""How many facts a change may move."""

STEPS: Final = 6_000
"""Steps of the search for each number of facts moved."""

FURTHER: Final = 1
"""How many facts more than needed are tried, to give a choice of changes."""

CASES: Final = 2_000
"""How many cases are evaluated for each number of facts moved."""

_SAY: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "changed": "{name}: {new} instead of {old}",
        "added": "{name}: {new} (not given so far)",
        "removed": "{name}: not given (now {old})",
        "none": "nothing has to change",
        "empty": "none",
        "row": "{record} {number}, {name}",
        "who": "{record} ({who}), {name}",
        "join": "; ",
    },
    "zh-Hans": {
        "changed": "{name}：由“{old}”改为“{new}”",
        "added": "{name}：补填“{new}”",
        "removed": "{name}：不填（现为“{old}”）",
        "none": "无须改变",
        "empty": "无",
        "row": "{record}第{number}条的{name}",
        "who": "{record}（{who}）的{name}",
        "join": "；",
    },
    "zh-Hant": {
        "changed": "{name}：由「{old}」改為「{new}」",
        "added": "{name}：補填「{new}」",
        "removed": "{name}：不填（現為「{old}」）",
        "none": "無須改變",
        "empty": "無",
        "row": "{record}第{number}條的{name}",
        "who": "{record}（{who}）的{name}",
        "join": "；",
    },
}


@attrs.frozen
class Change:
    """Facts that would have to be otherwise, and the decision that the plan then makes.

    ``facts`` maps attributes of the case, fields such as ``participants[0].answered`` and keys
    of lists to (old value, new value); ``None`` is a fact that is not given. It is empty where
    the case has the wanted outcome already.
    """

    facts: Mapping[str, tuple[Any, Any]]
    decision: Decision = attrs.field(repr=False)
    _slots: tuple[Slot, ...] = attrs.field(default=(), repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The change as plain data."""
        return {
            "facts": {
                name: {"from": jsonable(old), "to": jsonable(new)}
                for name, (old, new) in self.facts.items()
            },
            "decision": self.decision.to_dict(),
        }

    def describe(self, language: str = "en") -> str:
        """The change in words; ``language`` is ``en``, ``zh-Hans`` or ``zh-Hant``."""
        say = _SAY[language]
        told = []
        for slot, (old, new) in zip(self._slots, self.facts.values()):
            how = "added" if old is None else "removed" if new is None else "changed"
            words = {
                "old": self._words(slot, old, language),
                "new": self._words(slot, new, language),
            }
            told.append(say[how].format(name=self._label(slot, language), **words))
        return say["join"].join(told) or say["none"]

    def _words(self, slot: Slot, value: Any, language: str) -> str:
        attribute = self.decision.plan.vocabulary.attribute(slot.name, slot.kind)
        if attribute is None or value is None:
            return _SAY[language]["empty"]
        return describe_value(value, attribute, language)

    def _label(self, slot: Slot, language: str) -> str:
        vocabulary = self.decision.plan.vocabulary
        attribute = vocabulary.attribute(slot.name, slot.kind)
        name = attribute.label(language) if attribute else ""
        if slot.kind is None:
            return name
        record = vocabulary.records[slot.kind]
        if attribute is None:
            return record.label(language)
        subject = (self.decision.subjects(slot.kind) or [])[slot.row]
        words = {"record": record.label(language), "number": slot.row + 1, "name": name}
        if subject.department is None or record.subject is None:
            return _SAY[language]["row"].format(**words)
        who = describe_value(subject.department, record.fields[record.subject], language)
        return _SAY[language]["who"].format(**words, who=who)


def why_not(
    plan: Plan,
    case: object,
    outcome: Mapping[str, Any],
    *,
    subject: Subject | int | str | None = None,
    limit: int = 3,
    keep: Iterable[str] = (),
) -> tuple[Change, ...]:
    """The nearest changes of a case's facts that would give an outcome; see `Plan.why_not`."""
    decision = plan.evaluate(case)
    goal = read_goal(decision, outcome, subject)
    if goal.reached(decision):
        return (Change({}, decision),)
    finder = _Finder(plan, decision, goal, keep)
    finder.look_at_single_moves()
    last = MOST_CHANGES
    for most in range(1, MOST_CHANGES + 1):
        finder.look(most)
        if finder.found and last == MOST_CHANGES:
            last = min(last, most + FURTHER)
        if most >= last or len(finder.found) >= limit:
            break
    ranked = sorted(finder.found.items(), key=lambda item: (len(item[0]), item[1][0]))
    return tuple(change for _, (_, change) in ranked[:limit])


class _Finder:
    """Looks for changes: one for each set of facts, none that does needlessly much."""

    def __init__(self, plan: Plan, decision: Decision, goal: Goal, keep: Iterable[str]) -> None:
        self.plan = plan
        self.goal = goal
        self.now = facts_now(decision)
        self.kept = _kept(plan, self.now, {*keep})
        self.found: dict[frozenset[Slot], tuple[tuple[Fraction, str], Change]] = {}
        self.seen: set[str] = set()

    def look_at_single_moves(self) -> None:
        """Add the changes of one fact that rules test, whichever cell it has to move to."""
        search = Search(self.plan, steps=STEPS, now=self.now, keep=self.kept, most=1)
        try:
            for slot, value in single_moves(self.plan, self.now):
                aim = search.narrow(Aim(), slot, Test(point(value), False))
                if aim is not None:
                    self._try(search, aim)
        except SpentError:
            return

    def look(self, most: int) -> None:
        """Add the changes of at most so many facts."""
        search = Search(self.plan, steps=STEPS, now=self.now, keep=self.kept, most=most)
        try:
            for number, aim in enumerate(self._ways(search)):
                if number >= CASES:
                    return
                self._try(search, aim)
        except SpentError:
            return

    def _ways(self, search: Search) -> Iterator[Aim]:
        aim: Aim | None = Aim()
        for kind in self.plan.vocabulary.records:
            length = self.now.get(list_slot(kind))
            fixed = Test(Ranges.point(length or 0), length is None)
            aim = aim and search.narrow(aim, list_slot(kind), fixed)
        for slot, test in self.goal.tests.items():
            aim = aim and search.narrow(aim, slot, test)
        if aim is None:
            return iter(())
        solver = Solver(search)
        if self.goal.rule is None:
            return solver.ways(aim)
        table, place = self.goal.table, self.goal.place
        own = {s: t for s, t in aim.tests.items() if self._given_by(table, s)}
        wanted = Wanted({s.name: t for s, t in own.items()}, self.goal.rule)
        return solver.steered(table, place, wanted, aim.without(own))

    def _given_by(self, table: str, slot: Slot) -> bool:
        attribute = self.plan.vocabulary.attribute(slot.name, slot.kind)
        return attribute is not None and attribute.table == table

    def _try(self, search: Search, aim: Aim) -> None:
        slots = sorted(aim.moved, key=str)
        key = frozenset(slots)
        if any(known < key for known in self.found):
            return
        new = {slot: search.choose(aim, slot) for slot in slots}
        told = repr(list(new.items()))
        if told in self.seen:
            return
        self.seen.add(told)
        size = sum((_distance(self.now.get(s), v) for s, v in new.items()), Fraction())
        if key in self.found and self.found[key][0] <= (size, told):
            return
        try:
            decision = self.plan.evaluate(search.case(aim))
        except CaseError:
            return
        if self.goal.reached(decision):
            facts = {
                self._path(s): (self._value(s, self.now.get(s)), self._value(s, v))
                for s, v in new.items()
            }
            self.found[key] = ((size, told), Change(facts, decision, tuple(slots)))

    def _value(self, slot: Slot, value: Any) -> Any:
        return [] if slot == list_slot(slot.kind or "") and value is not None else value

    def _path(self, slot: Slot) -> str:
        return path_of(self.plan, slot)


def path_of(plan: Plan, slot: Slot) -> str:
    """How a slot is called: ``closed``, ``participants[0].answered``, ``suspensions``."""
    if slot.kind is None:
        return slot.name
    key = plan.vocabulary.records[slot.kind].key
    return f"{key}[{slot.row}].{slot.name}" if slot.name else key


def facts_now(decision: Decision) -> dict[Slot, Any]:
    """All facts of a decision, given ones and computed ones, and the lengths of its lists."""
    vocabulary = decision.plan.vocabulary
    now = {Slot(None, 0, name): decision.fact(name) for name in vocabulary.attributes}
    for kind, record in vocabulary.records.items():
        subjects = decision.subjects(kind)
        if subjects is not None:
            now[list_slot(kind)] = len(subjects)
        for subject in subjects or ():
            for name in record.fields:
                now[Slot(kind, subject.index, name)] = decision.fact(name, subject)
    return {slot: value for slot, value in now.items() if value is not None}


def _kept(plan: Plan, now: Mapping[Slot, Any], names: set[str]) -> frozenset[Slot]:
    """The slots that names mean: attributes, fields, paths, or lists with all their fields."""
    vocabulary = plan.vocabulary
    slots = [Slot(None, 0, name) for name in vocabulary.attributes]
    for kind, record in vocabulary.records.items():
        slots.append(list_slot(kind))
        for row in range(now.get(list_slot(kind), 0)):
            slots.extend(Slot(kind, row, name) for name in record.fields)
    kept = set()
    for slot in slots:
        attribute = vocabulary.attribute(slot.name, slot.kind)
        titles = attribute.title.all() if attribute else ()
        called = {slot.name, path_of(plan, slot), *titles}
        if slot.kind is not None:
            called.add(vocabulary.records[slot.kind].key)
        if not names.isdisjoint(called):
            kept.add(slot)
    return frozenset(kept)


def _distance(old: Any, new: Any) -> Fraction:
    """How far a value moves: up to 1 along an axis, 1 to another choice, 2 to nothing."""
    if old is None or new is None:
        return Fraction(1 if old is None else 2)
    if isinstance(old, frozenset):
        return Fraction(len(old ^ new))
    if isinstance(old, date):
        days = abs((new - old).days)
        return Fraction(days, days + 30)
    if isinstance(old, bool | str):
        return Fraction(1)
    moved: Fraction = abs(Fraction(new) - old)
    return moved / (moved + abs(Fraction(old)) + 1)
