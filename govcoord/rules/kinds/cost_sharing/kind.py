"""The document kind ``cost_sharing``: who bears how much of a joint cost, to the fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar, Literal

import attrs

from govcoord.mechanisms.allocation import Remainder
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.cost_sharing.split import CostMechanism, CostRule, PartyRule, Ratio
from govcoord.rules.model import Amount, Document, InForce, Name
from govcoord.source import Span
from govcoord.text import Text

MONEY = "money:CNY"


@attrs.frozen(slots=True, kw_only=True)
class RatioEntry:
    """Shares that hold from one day to another; they add up to 1."""

    shares: Mapping[str, Number]
    in_force: InForce | None = None
    decided: date | None = None
    source: str = ""
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class PartyEntry:
    """A department that takes part, with its own floor and cap."""

    SHORTHAND: ClassVar[str] = "cap"

    floor: Amount | None = None
    cap: Amount | None = None
    lead: bool = False
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class DriverEntry:
    """A figure by which contribution, benefit or capacity is measured, and its weight."""

    SHORTHAND: ClassVar[str] = "weight"

    weight: Number
    title: Text = Text()
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class CostSharingDocument(Document):
    """A document of kind ``cost_sharing``; bounds are shares of the total or sums of money."""

    ALONE: ClassVar[bool] = True

    by: Literal["ratio", "contribution", "equal"]
    unit: Amount
    remainder: Remainder
    floor: Amount | None = None
    cap: Amount | None = None
    zero_total: Literal["ask", "equal"] = "ask"
    parties: Mapping[str, PartyEntry] = attrs.field(factory=dict)
    ratios: tuple[RatioEntry, ...] = ()
    drivers: Mapping[str, DriverEntry] = attrs.field(factory=dict)


def lower(documents: Sequence[CostSharingDocument], context: Context) -> Lowered:
    """One mechanism per document."""
    made = (_Lowering(document, context).mechanism() for document in documents)
    return Lowered(mechanisms=tuple(mechanism for mechanism in made if mechanism is not None))


@attrs.frozen
class _Lowering:
    document: CostSharingDocument
    context: Context

    def mechanism(self) -> CostMechanism | None:
        document = self.document
        before = len(self.context.collector)
        self._check_method()
        general = PartyRule("", *self._pair(document.floor, document.cap))
        parties = self._parties()
        ratios = tuple(self._ratio(entry) for entry in document.ratios)
        self._check_time(ratios)
        self._check_drivers()
        if document.by == "ratio":
            for ratio in ratios:
                self._check_bounds(parties, list(ratio.shares))
        elif parties:
            self._check_bounds(parties, list(parties))
        if len(self.context.collector) > before and self.context.collector.has_errors:
            return None
        drivers = {str(id_): driver.weight for id_, driver in document.drivers.items()}
        titles = {str(id_): driver.title for id_, driver in document.drivers.items()}
        rule = CostRule(
            document.by, document.unit.value, document.remainder, document.zero_total,
            general,
            parties, ratios, drivers, titles,
        )  # fmt: skip
        return CostMechanism(str(document.id), document.title, document.source, rule)

    def add(self, code: str, span: Span | None, **params: Any) -> None:
        self.context.collector.add(code, span or self.document.span, **params)

    def _check_method(self) -> None:
        document = self.document
        unit = document.unit
        if unit.unit is None or unit.unit.dimension != MONEY or unit.value <= 0:
            self.add("GC481", unit.span, key="unit", value=unit, expected="money:unit")
        if document.by == "ratio" and not document.ratios:
            self.add("GC480", document.span, key="by", value="ratio", needed="ratios")
        if document.by != "ratio" and document.ratios:
            span = document.ratios[0].span
            self.add("GC480", span, key="ratios", value="…", needed="by: ratio")
        if document.by != "contribution" and document.drivers:
            self.add("GC480", None, key="drivers", value="…", needed="by: contribution")

    def _pair(self, *bounds: Amount | None) -> tuple[Amount | None, Amount | None]:
        found = []
        for key, bound in zip(("floor", "cap"), bounds):
            if bound is not None and not _is_bound(bound):
                self.add("GC481", bound.span, key=key, value=bound, expected="money:bound")
            found.append(bound)
        return found[0], found[1]

    def _parties(self) -> dict[str, PartyRule]:
        found = {}
        for word, entry in self.document.parties.items():
            id_ = self.context.department(Name.at(str(word), _span(word) or entry.span))
            if id_ in found:
                self.add("GC481", entry.span, key="parties", value=str(word), expected="shape:once")
            if id_ is not None:
                floor, cap = self._pair(entry.floor, entry.cap)
                found[id_] = PartyRule(id_, floor, cap, entry.lead)
        leads = [entry for entry in self.document.parties.values() if entry.lead]
        if len(leads) > 1:
            self.add("GC480", leads[1].span, key="lead", value="true", needed="one lead")
        return found

    def _ratio(self, entry: RatioEntry) -> Ratio:
        shares: dict[str, Number] = {}
        for word, share in entry.shares.items():
            name = Name.at(str(word), _span(word) or entry.span)
            id_ = self.context.department(name)
            if share < 0:
                value = format_number(share)
                self.add("GC481", name.span, key=str(word), value=value, expected="share:positive")
            if id_ in shares:
                self.add("GC481", name.span, key="shares", value=str(word), expected="shape:once")
            if id_ is not None:
                shares[id_] = share
        whole = sum(Fraction(share) for share in entry.shares.values())
        if whole != 1:
            self.add("GC482", entry.span, sum=_percent(whole), document=self.document.id)
        period = entry.in_force or InForce()
        if period.from_ and period.to and period.from_ > period.to:
            self.add("GC256", period.span, start=str(period.from_), end=str(period.to))
        if entry.decided and period.from_ and period.from_ < entry.decided:
            self.add("GC487", entry.span, start=period.from_, decided=entry.decided)
        return Ratio(period.from_, period.to, shares, entry.source or self.document.source)

    def _check_time(self, ratios: Sequence[Ratio]) -> None:
        dated = sorted(zip(ratios, self.document.ratios), key=lambda r: r[0].from_ or date.min)
        for (one, _), (two, entry) in pairwise(dated):
            if one.to is None or (two.from_ or date.min) <= one.to:
                self.add("GC486", entry.span, start=two.from_ or "—", document=self.document.id)

    def _check_drivers(self) -> None:
        weights = [Fraction(driver.weight) for driver in self.document.drivers.values()]
        if weights and (sum(weights) != 1 or min(weights) < 0):
            first = next(iter(self.document.drivers.values()))
            whole = _percent(sum(weights, Fraction(0)))
            self.add("GC482", first.span, sum=whole, document=self.document.id)

    def _check_bounds(self, parties: Mapping[str, PartyRule], names: Sequence[str]) -> None:
        """What is known before any cost is: bounds that are shares of the total."""
        general = PartyRule("", self.document.floor, self.document.cap)
        rules = [parties.get(name, PartyRule(name)).within(general) for name in names]
        for rule in rules:
            pair = [_share(rule.floor), _share(rule.cap)]
            if pair[0] is not None and pair[1] is not None and pair[0] > pair[1]:
                self.add("GC485", self._place(rule.id), floor=_percent(pair[0]),
                         cap=_percent(pair[1]), party=rule.id)  # fmt: skip
        floors = [_share(rule.floor) or Fraction(0) for rule in rules]
        caps = [_share(rule.cap) for rule in rules]
        if sum(floors) > 1:
            self.add("GC483", self._place(), sum=_percent(sum(floors)), document=self.document.id)
        known = [cap for cap in caps if cap is not None]
        if len(known) == len(caps) and known and sum(known) < 1:
            self.add("GC484", self._place(), sum=_percent(sum(known)), document=self.document.id)

    def _place(self, party: str | None = None) -> Span | None:
        """Where a bound is written."""
        for id_, entry in self.document.parties.items():
            if (
                party is None
                or self.context.vocabulary.choices["departments"].resolve(id_) == party
            ):
                return entry.span
        bound = self.document.floor or self.document.cap
        return bound.span if bound else None


def _span(word: object) -> Span | None:
    return word.span if isinstance(word, Name) else None


def _is_bound(bound: Amount) -> bool:
    if bound.value < 0:
        return False
    if bound.unit is None:
        return bound.value <= 1
    if bound.unit.dimension == "ratio":
        return Fraction(bound.value) * bound.unit.factor <= 1
    return bound.unit.dimension == MONEY


def _share(bound: Amount | None) -> Fraction | None:
    """A bound as a share of the total, ``None`` where it is none or a sum of money."""
    if bound is None or (bound.unit is not None and bound.unit.dimension != "ratio"):
        return None
    return Fraction(bound.value) * (bound.unit.factor if bound.unit else 1)


def _percent(share: Fraction | int) -> str:
    return f"{format_number(exact(Fraction(share) * 100))}%"


KIND = Kind("cost_sharing", CostSharingDocument, lower=lower)
