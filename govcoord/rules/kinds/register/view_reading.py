"""Views as written to views as meant: what they show, how it is masked, what may not be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from govcoord.errors import UnitError
from govcoord.mechanisms.masking import Mask
from govcoord.numerals import Number
from govcoord.rules.kinds.register.documents import MaskEntry, ViewEntry
from govcoord.rules.kinds.register.views import How, Masking, View
from govcoord.rules.model import Amount
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.units import convert

if TYPE_CHECKING:
    from govcoord.rules.kinds.register.kind import Maker

_NUMERIC = (Type.INTEGER, Type.NUMBER, Type.QUANTITY)


def read_views(
    entries: Sequence[ViewEntry], personal: Sequence[str], maker: Maker
) -> Iterator[View]:
    """The views of a document; ``personal`` are its personal facts."""
    fields = maker.record.fields
    for one in entries:
        shows, plain = maker.facts(one.shows), maker.facts(one.plain)
        masks = tuple(_masks(one, maker))
        _check_personal(one, shows, personal, {*plain, *(m.fact for m in masks)}, maker)
        withheld = maker.conditions(one.withheld)
        watched = tuple(
            name for name in personal if name not in plain and fields[name].type is Type.TEXT
        )
        yield View(
            id=str(one.id), shows=shows, plain=frozenset(plain), masks=masks,
            withheld=withheld, look_for=one.look_for, watched=watched,
        )  # fmt: skip


def _check_personal(
    one: ViewEntry, shows: Sequence[str], personal: Sequence[str], ruled: set[str], maker: Maker
) -> None:
    """Every personal fact that is shown is masked or said to be plain, and no rule is idle."""
    add = maker.context.collector.add
    for name in shows:
        if name in personal and name not in ruled:
            place = next(n.span for n in one.shows if n == name)
            add("GC532", place, view=one.id, fact=name)
    written = [*one.plain, *(name for mask in one.masks for name in mask.facts)]
    for name in written:
        if name in maker.record.fields and name not in shows:
            add("GC538", name.span, view=one.id, fact=name)


def _masks(one: ViewEntry, maker: Maker) -> Iterator[Masking]:
    for entry in one.masks:
        boxes = maker.boxes(entry.when)
        for name, written in zip(maker.facts(entry.facts), entry.facts):
            attribute = maker.record.fields[name]
            how = _how(entry, attribute)
            if how is None:
                maker.context.collector.add(
                    "GC535", written.span or entry.span, fact=name,
                    type=f"type:{attribute.type.value}",
                )  # fmt: skip
            else:
                yield Masking(name, how, boxes)


def _how(entry: MaskEntry, attribute: Attribute) -> How | None:
    """The one way that is written, where it fits the fact."""
    ends = entry.keep_first is not None or entry.keep_last is not None
    ways = [ends, entry.hide, entry.shorten_to is not None, entry.in_steps_of is not None]
    if ways.count(True) != 1 or (entry.hide_at_least is not None and not ends):
        return None
    if ends and attribute.type is Type.TEXT:
        first, last = entry.keep_first or 0, entry.keep_last or 0
        least = 1 if entry.hide_at_least is None else entry.hide_at_least
        return (
            Mask(first=first, last=last, least=least) if min(first, last, least - 1) >= 0 else None
        )
    if entry.hide:
        return "hide"
    if entry.shorten_to is not None and attribute.type is Type.DATE:
        return entry.shorten_to
    if entry.in_steps_of is not None and attribute.type in _NUMERIC:
        return _step(entry.in_steps_of, attribute)
    return None


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
