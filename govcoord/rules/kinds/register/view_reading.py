"""Views as written to views as meant: what they show, how it is masked, what may not be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from govcoord.errors import UnitError
from govcoord.mechanisms.masking import Mask
from govcoord.numerals import Number
from govcoord.rules.kinds.register.documents import MaskEntry, ViewEntry
from govcoord.rules.kinds.register.views import How, Masking, View
from govcoord.rules.model import Amount
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.source import Span as Place
from govcoord.units import convert

if TYPE_CHECKING:
    from govcoord.rules.kinds.register.kind import Maker

_NUMERIC = (Type.INTEGER, Type.NUMBER, Type.QUANTITY)

Placed = Mapping[str, Place | None]
"""Facts with the places where they are written."""


def read_views(
    entries: Sequence[ViewEntry], personal: Sequence[str], maker: Maker
) -> Iterator[View]:
    """The views of a document; ``personal`` are its personal facts."""
    fields = maker.record.fields
    for one in entries:
        reader = _Reader(one, maker, maker.placed(one.shows), maker.placed(one.plain))
        masks = tuple(reader.masks())
        reader.check_personal(personal)
        watched = tuple(
            name for name in personal if name not in reader.plain and fields[name].type is Type.TEXT
        )
        yield View(
            id=str(one.id), shows=tuple(reader.shows), plain=frozenset(reader.plain), masks=masks,
            withheld=maker.conditions(one.withheld), look_for=one.look_for, watched=watched,
        )  # fmt: skip


@attrs.frozen
class _Reader:
    """Reads one view; ``ruled`` are facts that a mask always applies to."""

    entry: ViewEntry
    maker: Maker
    shows: Placed
    plain: Placed
    ruled: set[str] = attrs.field(factory=set)

    def masks(self) -> Iterator[Masking]:
        """Its masks; those that do not fit are reported."""
        self.only_shown(self.plain)
        for entry in self.entry.masks:
            boxes = self.maker.boxes(entry.when)
            facts = self.maker.placed(entry.facts)
            self.only_shown(facts)
            if entry.when is None:
                self.ruled.update(facts)
            for name, place in facts.items():
                attribute = self.maker.record.fields[name]
                how = _how(entry, attribute)
                if how is None:
                    type_ = f"type:{attribute.type.value}"
                    self.maker.context.collector.add("GC535", place, fact=name, type=type_)
                else:
                    yield Masking(name, how, boxes)

    def check_personal(self, personal: Sequence[str]) -> None:
        """Report personal facts that are shown, and neither masked always nor said to be plain."""
        for name, place in self.shows.items():
            if name in personal and name not in self.ruled and name not in self.plain:
                self.maker.context.collector.add("GC532", place, view=self.entry.id, fact=name)

    def only_shown(self, facts: Placed) -> None:
        """Report facts of which something is said and which are not shown."""
        for name, place in facts.items():
            if name not in self.shows:
                self.maker.context.collector.add("GC538", place, view=self.entry.id, fact=name)


def _how(entry: MaskEntry, attribute: Attribute) -> How | None:
    """The one way that is written, where it fits the fact."""
    ends = entry.keep_first is not None or entry.keep_last is not None
    ways = [ends, entry.hide, entry.shorten_to is not None, entry.in_steps_of is not None]
    if ways.count(True) != 1 or (entry.hide_at_least is not None and not ends):
        return None
    if ends:
        return _ends(entry) if attribute.type is Type.TEXT else None
    if entry.hide:
        return "hide"
    if entry.shorten_to is not None:
        return entry.shorten_to if attribute.type is Type.DATE else None
    if entry.in_steps_of is not None and attribute.type in _NUMERIC:
        return _step(entry.in_steps_of, attribute)
    return None


def _ends(entry: MaskEntry) -> Mask | None:
    """The ends of a text that stay; ``None`` for numbers below what is possible."""
    first, last = entry.keep_first or 0, entry.keep_last or 0
    least = 1 if entry.hide_at_least is None else entry.hide_at_least
    return Mask(first=first, last=last, least=least) if min(first, last, least - 1) >= 0 else None


def _step(amount: Amount, attribute: Attribute) -> Number | None:
    """A step above zero in the unit of the fact."""
    if (amount.unit is None) != (attribute.unit is None):
        return None
    value = amount.value
    if amount.unit is not None and attribute.unit is not None:
        try:
            value = convert(value, amount.unit, attribute.unit)
        except UnitError:
            return None
    return value if Fraction(value) > 0 else None
