"""Records that cannot be as they are: an answer before its request, a department twice.

They are told beside the proposals, so that nobody is charged twice or cleared by a slip of the
pen. What is wrong is for a person to find out; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

import attrs

from govcoord.mechanisms.said import Texts, phrase
from govcoord.rules.expressions import Call, Coalesce, Expression, Ref, children
from govcoord.rules.questions import PERIOD_FUNCTIONS
from govcoord.rules.vocabulary import AS_OF, Attribute, Type, Vocabulary

if TYPE_CHECKING:
    from govcoord.decision import Decision, Subject
    from govcoord.rules.kinds.accountability.liability import Liability

TEXTS: Texts = {
    "head": ("Records to be checked", "需核对的记录", "需核對的記錄"),
    "twice": (
        "{who} is entered {n} times; it is charged once",
        "{who}登记了{n}次，只计责一次",
        "{who}登記了{n}次，只計責一次",
    ),
    "order": (
        "{who}: {end} {last} lies before {start} {first}; no days are counted until it is settled",
        "{who}：{end} {last} 早于{start} {first}，核实之前不认定天数",
        "{who}：{end} {last} 早於{start} {first}，核實之前不認定天數",
    ),
    "case": ("the case", "案件", "案件"),
}

Pair = tuple[str, str]
"""The facts that a period begins and ends with."""


@attrs.frozen
class Doubt:
    """What is wrong: a department entered ``twice``, or a period that ends before it begins.

    ``department`` is ``None`` for a period of the case itself; ``start`` and ``end`` are the
    facts, ``first`` and ``last`` their days; ``entries`` the numbers of the records, from 0.
    """

    code: Literal["twice", "order"]
    department: str | None
    entries: tuple[int, ...] = ()
    start: str | None = None
    end: str | None = None
    first: date | None = None
    last: date | None = None


def periods(fields: Mapping[str, Attribute], seen: Mapping[str, Attribute]) -> tuple[Pair, ...]:
    """The pairs of days between which derived facts count, of what is ``seen`` from them."""
    found: dict[Pair, None] = {}
    for attribute in fields.values():
        if attribute.derive is not None:
            for pair in _pairs(attribute.derive):
                if all(name in seen and seen[name].type is Type.DATE for name in pair):
                    found[pair] = None
    return tuple(found)


def _pairs(expression: Expression) -> Iterator[Pair]:
    if isinstance(expression, Call) and expression.function in PERIOD_FUNCTIONS:
        first, last, *_ = expression.args
        options = last.options if isinstance(last, Coalesce) else (last,)
        for option in options:
            if isinstance(first, Ref) and isinstance(option, Ref) and option.name != AS_OF:
                yield first.name, option.name
    for child in children(expression):
        yield from _pairs(child)


@attrs.frozen
class DoubtsView:
    """Finds what cannot be in a decision's case and records."""

    record: str
    of_case: tuple[Pair, ...]
    of_record: tuple[Pair, ...]

    def __call__(self, decision: Decision) -> tuple[Doubt, ...]:
        """What is wrong with the case, then with the records in their order."""
        return tuple(self._found(decision))

    def _found(self, decision: Decision) -> Iterator[Doubt]:
        yield from self._order(decision, None, self.of_case)
        entered: dict[str, list[int]] = {}
        for subject in decision.subjects(self.record) or ():
            if subject.department is not None:
                entered.setdefault(subject.department, []).append(subject.index)
            yield from self._order(decision, subject, self.of_record)
        for department, entries in entered.items():
            if len(entries) > 1:
                yield Doubt("twice", department, tuple(entries))

    def _order(
        self, decision: Decision, subject: Subject | None, pairs: tuple[Pair, ...]
    ) -> Iterator[Doubt]:
        for start, end in pairs:
            first, last = decision.fact(start, subject), decision.fact(end, subject)
            if first is not None and last is not None and last < first:
                who = None if subject is None else subject.department
                entries = () if subject is None else (subject.index,)
                yield Doubt("order", who, entries, start, end, first, last)

    def reversed(self, decision: Decision, subject: Subject) -> bool:
        """Whether a period of a record ends before it begins."""
        return any(True for _ in self._order(decision, subject, self.of_record))

    def lines(self, decision: Decision, language: str) -> Iterator[str]:
        """What is wrong, in words, for an explanation."""
        doubts = self(decision)
        if doubts:
            yield phrase(TEXTS, "head", language)
        for one in doubts:
            yield "  " + self.told(one, decision.plan.vocabulary, language)

    def told(self, one: Doubt, vocabulary: Vocabulary, language: str) -> str:
        """One of them in words."""
        who = phrase(TEXTS, "case", language)
        if one.department is not None:
            who = vocabulary.departments.label(one.department, language)
        elif one.entries:
            record = vocabulary.records[self.record]
            who = f"{record.label(language)} {one.entries[0] + 1}"
        if one.code == "twice":
            return phrase(TEXTS, "twice", language, who=who, n=len(one.entries))
        scope = self.record if one.entries else None
        start, end = (vocabulary.attribute(name or "", scope) for name in (one.start, one.end))
        assert start is not None
        assert end is not None
        return phrase(
            TEXTS, "order", language, who=who, start=start.label(language),
            end=end.label(language), first=one.first, last=one.last,
        )  # fmt: skip


def doubts_view(record: str, vocabulary: Vocabulary) -> DoubtsView:
    """The view over a kind of record and the case around it."""
    fields = vocabulary.records[record].fields
    of_case = periods(vocabulary.attributes, vocabulary.attributes)
    return DoubtsView(record, of_case, periods(fields, fields))


def once_each(found: Sequence[Liability]) -> list[Liability]:
    """The proposals with each department once: that with most days counted stands for it.

    Days that are not known are more than any; the order of the records decides nothing.
    """
    kept: dict[str, Liability] = {}
    for one in found:
        before = kept.get(one.department)
        if before is None or _weight(one) > _weight(before):
            kept[one.department] = one
    return list(kept.values())


def _weight(one: Liability) -> tuple[object, ...]:
    days = one.counted_days
    grounds = tuple(sorted(ground.id for ground in one.grounds))
    return days is None, days or 0, one.side == "lead", one.measure or "", grounds
