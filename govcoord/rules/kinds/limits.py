"""What documents of mechanisms share: time limits and shares as written, read to exact values."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

from govcoord.errors import UnitError
from govcoord.mechanisms.spans import Span
from govcoord.rules.kinds.base import Context
from govcoord.rules.model import Amount
from govcoord.rules.ranges import AFTER, Ranges
from govcoord.rules.reading.nodes import Node
from govcoord.rules.vocabulary import Attribute, Type

D = TypeVar("D")


def known_span(amount: Amount, context: Context) -> Span | None:
    """The length of a time limit; what is none is reported (GC664) and ``None``."""
    try:
        return Span.of(amount.value, amount.unit)
    except UnitError as error:
        context.collector.add("GC664", amount.span, amount=amount.written, reason=str(error))
        return None


def span_of(amount: Amount, context: Context) -> Span:
    """The length of a time limit; what is none is reported (GC664) and read as one workday."""
    return known_span(amount, context) or Span(1, "workday")


def optional_span(amount: Amount | None, context: Context) -> Span | None:
    """The length of a time limit that may be left out."""
    return None if amount is None else span_of(amount, context)


def optional_period(amount: Amount | None, context: Context) -> Span | None:
    """The time after which something comes again; one of no length is reported (GC590)."""
    span = optional_span(amount, context)
    if amount is None or span is None or span.n or span.days:
        return span
    context.collector.add("GC590", amount.span, amount=amount.written)
    return Span(1, "workday")


def lower_bound(node: Node | None, context: Context) -> tuple[Fraction, bool] | None:
    """A share and whether more than it is needed: ``超过1/2``, ``2/3以上``, ``>= 2/3``.

    What is no lower bound between none and all is reported (GC662).
    """
    if node is None:
        return None
    tests = context.test(node, Attribute("share", Type.NUMBER))
    if tests is None:
        return None
    region = tests[0].region if len(tests) == 1 else None
    if isinstance(region, Ranges) and len(region.cuts) == 1 and not region.low:
        ((value, side),) = region.cuts
        strict = side == AFTER
        if 0 <= value <= 1 and not (strict and value == 1):
            return Fraction(value), strict
    context.collector.add("GC662", node.span)
    return None
