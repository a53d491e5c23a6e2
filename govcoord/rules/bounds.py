"""The least and the greatest value of an attribute, in the attribute's own unit."""

from __future__ import annotations

import attrs

from govcoord.diagnostics import Collector, Diagnostic
from govcoord.errors import UnitError
from govcoord.numerals import Number
from govcoord.rules.conditions.hints import each, named, stray_unit
from govcoord.rules.conditions.unary import mismatch, unit_params
from govcoord.rules.kinds.vocabulary import AttributeEntry
from govcoord.rules.model import Amount
from govcoord.rules.vocabulary import Attribute
from govcoord.units import convert, find_unit


def bounded(attribute: Attribute, entry: AttributeEntry, collector: Collector) -> Attribute:
    """The attribute with the bounds of its declaration.

    A bound without a unit is meant in the attribute's own; one with a unit is converted, or
    reported where the two do not measure the same.
    """
    least, most = (_bound(end, attribute, collector) for end in (entry.min, entry.max))
    if least is not None and most is not None and least > most:
        words = {"attribute": attribute.id, "min": str(least), "max": str(most)}
        collector.extend([Diagnostic("GC215", attribute.span or entry.span, words)])
    return attrs.evolve(attribute, min=least, max=most)


def _bound(amount: Amount | None, attribute: Attribute, collector: Collector) -> Number | None:
    if amount is None or amount.unit is None:
        return None if amount is None else amount.value
    unit, told = amount.unit, {"got": amount.written, **named(attribute, None)}
    try:
        return convert(amount.value, unit, attribute.unit or find_unit("ratio"))
    except UnitError:
        pass
    if attribute.unit is None:
        words = each("remedy", lambda tag: stray_unit(attribute, unit, None, tag))
        collector.extend([Diagnostic("GC225", amount.span, {**told, **words})])
    else:
        words = {**unit_params("unit", unit), **unit_params("expected", attribute.unit)}
        told["reason"] = mismatch(unit, attribute.unit)
        collector.extend([Diagnostic("GC224", amount.span, {**told, **words})])
    return None
