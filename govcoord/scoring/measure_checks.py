"""Reading and checking what a scorecard counts in cases, once the vocabulary is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from govcoord.diagnostics import Collector, suggest
from govcoord.errors import UnitError
from govcoord.numerals import Number
from govcoord.rules.conditions.reader import read_condition
from govcoord.rules.model import Name
from govcoord.rules.reading.nodes import Node
from govcoord.rules.vocabulary import Attribute, Record, Type, Vocabulary
from govcoord.scoring.document import (
    CasesEntry,
    IndicatorEntry,
    InputEntry,
    MeasureEntry,
    ScorecardDocument,
)
from govcoord.scoring.making import unit_of
from govcoord.scoring.measures import Boxes, Measure, Measures
from govcoord.source import Span
from govcoord.units import Unit, convert, find_unit

_MANNERS: Final = ("count", "credit", "sum", "mean")
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "count": ("count", "of"),
    "credit": ("credit", "of"),
    "sum": ("sum", "when"),
    "mean": ("mean", "when"),
}


@attrs.frozen
class _Item:
    """A measure as written, and what it is a figure of."""

    id: str
    entry: MeasureEntry
    unit: Unit | None
    is_percent: bool
    is_event: bool = False


def read_measures(
    document: ScorecardDocument, vocabulary: Vocabulary, collector: Collector
) -> Measures | None:
    """What the scorecard counts in cases; ``None`` where it counts nothing or errors stand."""
    items = list(_items(document))
    cases = document.cases
    if cases is None:
        for item in items:
            place = _place(item.id, item.entry)
            collector.add("GC460", place, method="measure", id=item.id, key="cases")
        return None
    before = len(collector)
    reader = _Reader(vocabulary, collector, _record(cases, vocabulary, collector))
    if len(collector) > before:
        return None
    reader.subject(cases, document)
    when = reader.boxes(cases.when)
    exclude = reader.boxes(cases.exclude) if cases.exclude is not None else ()
    read = [reader.measure(item) for item in items]
    if len(collector) > before:
        return None
    return Measures(
        whose=str(cases.whose),
        unknown=cases.unknown,
        items=tuple(measure for measure in read if measure is not None),
        names=frozenset({str(cases.whose), *reader.names}),
        record=reader.record.id if reader.record else None,
        when=when,
        exclude=exclude,
    )


def _items(document: ScorecardDocument) -> Iterator[_Item]:
    def leaves(members: Mapping[str, IndicatorEntry]) -> Iterator[tuple[str, IndicatorEntry]]:
        for id_, entry in members.items():
            if entry.indicators:
                yield from leaves(entry.indicators)
            else:
                yield id_, entry

    entries: list[tuple[str, IndicatorEntry | InputEntry]] = [*document.inputs.items()]
    entries += leaves(document.indicators)
    for id_, entry in entries:
        if entry.measure is not None:
            try:
                unit = unit_of(entry)
            except UnitError:
                continue  # reported where the indicator is checked
            is_percent = unit is not None and unit.dimension == "ratio"
            yield _Item(str(id_), entry.measure, unit, is_percent)
    for events in (document.bonus, document.deductions):
        for id_, item in events.items.items() if events else ():
            if item.measure is not None:
                yield _Item(str(id_), item.measure, None, False, is_event=True)


def _place(id_: str, entry: MeasureEntry) -> Span | None:
    return id_.span if isinstance(id_, Name) else entry.span


def _record(cases: CasesEntry, vocabulary: Vocabulary, collector: Collector) -> Record | None:
    if cases.each is None:
        return None
    for record in vocabulary.records.values():
        if cases.each in (record.key, record.id, *record.title.all()):
            return record
    known = [record.key for record in vocabulary.records.values()]
    collector.add(
        "GC478",
        cases.each.span,
        suggestion=suggest(cases.each, known),
        name=cases.each,
        known=_listed(known),
    )
    return None


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "—"


@attrs.frozen
class _Reader:
    vocabulary: Vocabulary
    collector: Collector
    record: Record | None
    names: set[str] = attrs.field(factory=set)

    def boxes(self, node: Node | None) -> Boxes:
        scope = self.record.id if self.record else None
        found = read_condition(node, self.vocabulary, self.collector, record=scope)
        for box in found or ():
            self.names.update(name for name, _ in box.tests)
        return found or ()

    def attribute(self, name: Name, types: frozenset[Type]) -> Attribute | None:
        """The fact of that id, of one of the types; a problem and ``None`` otherwise."""
        fields = self.record.fields if self.record else {}
        found = fields.get(name) or self.vocabulary.attributes.get(name)
        if found is not None and found.type in types:
            self.names.add(found.id)
            return found
        known = [a.id for a in (*fields.values(), *self.vocabulary.attributes.values())
                 if a.type in types]  # fmt: skip
        self.collector.add(
            "GC478", name.span, suggestion=suggest(name, known), name=name, known=_listed(known)
        )
        return None

    def subject(self, cases: CasesEntry, document: ScorecardDocument) -> None:
        found = self.attribute(cases.whose, frozenset({Type.CHOICE, Type.SET}))
        list_ = found.choices.name if found and found.choices else None
        if found is not None and list_ != document.subject:
            self.collector.add(
                "GC462",
                cases.whose.span,
                id=cases.whose,
                key="whose",
                got=f"`{list_}`",
                expected=f"`{document.subject}`",
            )

    def measure(self, item: _Item) -> Measure | None:
        entry, place = item.entry, _place(item.id, item.entry)
        given = [key for key in _MANNERS if getattr(entry, key) not in (None, ())]
        if len(given) != 1:
            expected = " ∨ ".join(f"`{key}`" for key in _MANNERS)
            got = _listed(given)
            self.collector.add(
                "GC462", place, id=item.id, key="measure", got=got, expected=expected
            )
            return None
        (manner,) = given
        for key in ("of", "when"):
            if getattr(entry, key) is not None and key not in _KEYS[manner]:
                known = _listed(list(_KEYS[manner]))
                self.collector.add("GC461", place, key=key, method=manner, known=known)
                return None
        if manner in ("sum", "mean"):
            return self.total(item, manner)
        return self.rate(item, manner)

    def rate(self, item: _Item, manner: str) -> Measure | None:
        entry = item.entry
        is_rate = manner == "credit" or entry.of is not None or item.is_percent
        if is_rate and not item.is_percent:
            expected = "`count`" if item.is_event else "`unit: percent`"
            self.collector.add(
                "GC462", _place(item.id, entry), id=item.id, key="measure",
                got=f"`{'of' if entry.of is not None else manner}`", expected=expected,
            )  # fmt: skip
            return None
        if manner == "credit":
            shares: tuple[tuple[Boxes, Number], ...] = tuple(
                (self.boxes(row.when), row.share) for row in entry.credit
            )
            for row in entry.credit:
                if not 0 <= row.share <= 1:
                    self.collector.add("GC462", row.span, id=item.id, key="share",
                                       got=f"`{row.share}`", expected="0%..100%")  # fmt: skip
        else:
            shares = ((self.boxes(entry.count), 1),)
        among = self.boxes(entry.of) if is_rate else None
        return Measure(item.id, shares, among, is_total=not is_rate)

    def total(self, item: _Item, manner: str) -> Measure | None:
        entry = item.entry
        name = entry.sum if manner == "sum" else entry.mean
        assert name is not None
        types = frozenset({Type.INTEGER, Type.NUMBER, Type.QUANTITY})
        fact = self.attribute(name, types)
        if fact is None:
            return None
        if item.is_event or (item.is_percent and manner == "sum"):
            self.collector.add(
                "GC462", _place(item.id, entry), id=item.id, key="measure",
                got=f"`{manner}`", expected="`count` ∨ `credit`",
            )  # fmt: skip
            return None
        units = (fact.unit, find_unit("ratio") if item.is_percent else item.unit)
        if not self.convertible(item, *units):
            return None
        among = self.boxes(entry.when)
        is_mean = manner == "mean" and not item.is_percent
        return Measure(item.id, (), among, fact.id, is_mean, manner == "sum", *units)

    def convertible(self, item: _Item, one: Unit | None, other: Unit | None) -> bool:
        if one is None and other is None:
            return True
        try:
            convert(1, one or find_unit("ratio"), other or find_unit("ratio"))
        except UnitError as reason:
            place = _place(item.id, item.entry)
            self.collector.add("GC463", place, id=item.id, reason=str(reason))
            return False
        return True


__all__ = ["read_measures"]
