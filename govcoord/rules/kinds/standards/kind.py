"""The document kind ``standards``: what departments, offices, persons and systems must reach.

A document measures one thing (a share of the budget, a number of posts, months of experience
in rolling windows, availability …) and says what is required of it. It becomes a mechanism.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import attrs

from govcoord.diagnostics import suggest
from govcoord.mechanisms.hours import Carry
from govcoord.mechanisms.rolling import Duty
from govcoord.numerals import Number
from govcoord.rules.kinds.base import Context, Kind, Lowered, close_overrides, report_duplicates
from govcoord.rules.kinds.standards.coverage import CoverageStandard
from govcoord.rules.kinds.standards.documents import (
    FORMS,
    RequirementEntry,
    StandardsDocument,
    TrainingEntry,
)
from govcoord.rules.kinds.standards.exchange import RegisterStandard, SecondmentStandard
from govcoord.rules.kinds.standards.execution import ExecutionStandard
from govcoord.rules.kinds.standards.measure import Bound, MeasureStandard, Mending, in_unit
from govcoord.rules.kinds.standards.rotation import RotationStandard
from govcoord.rules.kinds.standards.training import (
    CLASS_HOUR,
    TIME,
    Tier,
    TrainingStandard,
)
from govcoord.rules.kinds.standards.uptime import UptimeStandard
from govcoord.rules.mechanism import Mechanism
from govcoord.rules.model import Amount, Name
from govcoord.rules.regions import Box
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.units import Unit, find_unit

KINDS = "exchange_kinds"
COURSES = "course_kinds"
GROUNDS = "exemption_grounds"

_NUMERIC = (Type.INTEGER, Type.NUMBER, Type.QUANTITY)


def lower(documents: Sequence[StandardsDocument], context: Context) -> Lowered:
    """A mechanism per document; coverage comes last, for it stands on a personal standard."""
    made: dict[str, Mechanism] = {}
    for document in sorted(documents, key=lambda d: d.coverage is not None):
        if len(document.forms) != 1:
            context.collector.add(
                "GC520", document.span, document=document.id,
                count=str(len(document.forms)), known=", ".join(FORMS),
            )  # fmt: skip
            continue
        mechanism = _Maker(document, context, made).make()
        if mechanism is not None:
            made[mechanism.id] = mechanism
    return Lowered(mechanisms=tuple(made.values()))


@attrs.frozen
class _Maker:
    """Makes the mechanism of one document; problems are reported, and give ``None``."""

    document: StandardsDocument
    context: Context
    made: Mapping[str, Mechanism]

    def make(self) -> Mechanism | None:
        makers: Mapping[str, Callable[[], Mechanism | None]] = {
            "measure": self.measure,
            "rolling": self.rolling,
            "coverage": self.coverage,
            "uptime": self.uptime,
            "secondment": self.secondment,
            "register": self.register,
            "training": self.training,
            "deviation": self.deviation,
        }
        return makers[self.document.forms[0]]()

    @property
    def header(self) -> dict[str, Any]:
        d = self.document
        return {"id": str(d.id), "title": d.title, "source": d.source}

    # the subjects

    def fields(self) -> tuple[Attribute, ...]:
        """The facts that subjects give."""
        scope = self.scope
        if scope is None:
            return ()
        record = self.context.vocabulary.records[scope]
        return tuple(a for a in record.fields.values() if a.is_given)

    @property
    def scope(self) -> str | None:
        scope = self.document.scope
        return str(scope) if scope in self.context.vocabulary.records else None

    def check_scope(self) -> bool:
        """Whether the kind of record is there, where one is named."""
        name, known = self.document.scope, self.context.vocabulary.records
        if name is None or name in known:
            return True
        self.context.collector.add(
            "GC262", name.span, scope=name, known=", ".join(known), suggestion=suggest(name, known)
        )
        return False

    def applies(self) -> tuple[Box, ...]:
        return self.context.condition(self.document.applies_when, scope=self.scope)

    # the forms

    def measure(self) -> Mechanism | None:
        entry = self.document.measure
        assert entry is not None
        if not self.check_scope():
            return None
        names = (entry.value, entry.part, entry.whole)
        if (names[0] is None) == (names[1] is None) or (names[1] is None) != (names[2] is None):
            self.context.collector.add("GC523", entry.span, document=self.document.id)
            return None
        value, part, whole = (self.measured(name) for name in names)
        if (value or part) is None or (part is not None and whole is None):
            return None
        if part is not None and whole is not None and part.unit != whole.unit:
            self.context.collector.add(
                "GC522", entry.span, got=_label(part.unit), expected=_label(whole.unit)
            )
            return None
        counted = value or part
        assert counted is not None
        return MeasureStandard(
            **self.header,
            fields=self.fields(),
            applies=self.applies(),
            bounds=tuple(self.bounds(find_unit("ratio") if value is None else value.unit)),
            value=value,
            part=part,
            whole=whole,
            step=self.step(entry.step, counted.unit),
        )

    def measured(self, name: Name | None) -> Attribute | None:
        """The number that a subject gives under a name."""
        if name is None:
            return None
        known = {a.id: a for a in self.fields() if a.type in _NUMERIC}
        if name not in known:
            self.context.collector.add(
                "GC524", name.span, name=name, scope=self.document.scope or "—",
                suggestion=suggest(name, known),
            )  # fmt: skip
        return known.get(name)

    def bounds(self, unit: Unit | None) -> Iterator[Bound]:
        rules, context = self.document.requirements, self.context
        report_duplicates(rules, context.collector)
        beats = close_overrides(rules, context.collector)
        if not rules:
            context.collector.add("GC521", self.document.span, requirement=self.document.id)
        for rule in rules:
            least, most = (self.number(a, unit) for a in (rule.at_least, rule.at_most))
            if (rule.at_least, rule.at_most) == (None, None):
                context.collector.add("GC521", rule.id.span, requirement=rule.id)
            if least is not None and most is not None and least > most:
                context.collector.add("GC525", rule.id.span, requirement=rule.id)
            context.require_source(rule, self.document)
            boxes = context.boxes(rule, self.document, scope=self.scope)
            if boxes is not None:
                yield Bound(
                    id=str(rule.id), title=rule.title, source=rule.source, boxes=boxes,
                    at_least=least, at_most=most, mending=_mending(rule), overrides=beats[rule.id],
                )  # fmt: skip

    def rolling(self) -> Mechanism | None:
        entry = self.document.rolling
        assert entry is not None
        if not self.check_scope():
            return None
        need = self.number(entry.need, find_unit("month"))
        within = self.number(entry.within, find_unit("month"))
        kinds = [self.context.choice(name, KINDS) for name in entry.counts]
        grounds = [self.context.choice(name, GROUNDS) for name in entry.exempt]
        if need is None or within is None:
            return None
        if not 0 < need <= within or not isinstance(within, int):
            self.context.collector.add("GC525", entry.span, requirement=self.document.id)
            return None
        period = self.document.in_force
        return RotationStandard(
            **self.header,
            fields=self.fields(),
            applies=self.applies(),
            duty=Duty(need, within, entry.oldest, entry.age_on, period.from_ if period else None),
            counts=frozenset(filter(None, kinds)),
            departments=self.context.vocabulary.departments,
            top=entry.department == "other_top",
            part_time=entry.part_time,
            exempt=frozenset(filter(None, grounds)),
        )

    def coverage(self) -> Mechanism | None:
        entry = self.document.coverage
        assert entry is not None
        of = self.made.get(entry.of)
        if not isinstance(of, RotationStandard | TrainingStandard):
            known = [
                id_ for id_, made in self.made.items()
                if isinstance(made, RotationStandard | TrainingStandard)
            ]  # fmt: skip
            self.context.collector.add(
                "GC526", entry.of.span, name=entry.of, suggestion=suggest(entry.of, known)
            )
            return None
        share = self.share(entry.at_least)
        return None if share is None else CoverageStandard(**self.header, of=of, at_least=share)

    def uptime(self) -> Mechanism | None:
        entry = self.document.uptime
        assert entry is not None
        least, degraded = self.share(entry.at_least), self.share(entry.degraded)
        notice = self.number(entry.announced, find_unit("second"))
        if least is None or degraded is None or (notice is None) != (entry.announced is None):
            return None
        return UptimeStandard(
            **self.header,
            at_least=least,
            per=entry.per,
            degraded=degraded,
            notice=None if notice is None else timedelta(seconds=int(notice)),
        )

    def secondment(self) -> Mechanism | None:
        entry = self.document.secondment
        assert entry is not None
        least, most = (self.months(a) for a in (entry.at_least, entry.at_most))
        if least is None or most is None:
            return None
        if not 0 < least <= most:
            self.context.collector.add("GC525", entry.span, requirement=self.document.id)
            return None
        return SecondmentStandard(
            **self.header, at_least=least, at_most=most, tolerance=entry.tolerance
        )

    def register(self) -> Mechanism | None:
        entry = self.document.register
        assert entry is not None
        stale = self.months(entry.stale_after)
        if stale is None:
            return None
        return RegisterStandard(
            **self.header, at_least=entry.at_least, stale_after=stale, open_pairs=entry.open_pairs
        )

    def training(self) -> Mechanism | None:
        entry = self.document.training
        assert entry is not None
        if not self.check_scope():
            return None
        unit = self.hour_unit(entry)
        counts = frozenset(filter(None, (self.context.choice(n, COURSES) for n in entry.counts)))
        share = self.share(entry.exempt_share) if entry.exempt_share else 1
        if unit is None or share is None or not counts:
            return None
        tiers = tuple(self.tiers(entry, unit, counts))
        carry = Carry()
        if entry.carry is not None:
            most = self.number(entry.carry.at_most, unit)
            if most is None or most < 0 or entry.carry.periods < 1:
                self.context.collector.add("GC525", entry.carry.span, requirement=self.document.id)
                return None
            carry = Carry(most, entry.carry.periods)
        grounds = [self.context.choice(name, GROUNDS) for name in entry.exempt]
        period = self.document.in_force
        return TrainingStandard(
            **self.header, fields=self.fields(), applies=self.applies(), tiers=tiers, unit=unit,
            class_hour=self.number(entry.class_hour, find_unit("second")), per=entry.per,
            repeats=entry.repeats, carry=carry, must_pass=entry.must_pass,
            entrants=entry.entrants, exempt=frozenset(filter(None, grounds)),
            exempt_share=share, since=period.from_ if period else None,
        )  # fmt: skip

    def hour_unit(self, entry: TrainingEntry) -> Unit | None:
        """The unit in which the first tier counts: hours of any length, or class hours."""
        for tier in entry.tiers[:1]:
            unit = tier.at_least.unit
            if unit is not None and unit.dimension in (TIME, CLASS_HOUR):
                return unit
            self.context.collector.add(
                "GC522", tier.at_least.span, got=str(tier.at_least), expected="hours, class hours"
            )
        if not entry.tiers:
            self.context.collector.add("GC521", entry.span, requirement=self.document.id)
        return None

    def tiers(self, entry: TrainingEntry, unit: Unit, counts: frozenset[str]) -> Iterator[Tier]:
        context, rules = self.context, entry.tiers
        report_duplicates(rules, context.collector)
        beats = close_overrides(rules, context.collector)
        for rule in rules:
            need = self.number(rule.at_least, unit)
            if need is not None and need <= 0:
                context.collector.add("GC525", rule.id.span, requirement=rule.id)
            context.require_source(rule, self.document)
            kinds = [context.choice(name, COURSES) for name in rule.kinds]
            boxes = context.boxes(rule, self.document, scope=self.scope)
            if boxes is not None and need is not None:
                yield Tier(
                    id=str(rule.id), title=rule.title, boxes=boxes, need=need,
                    source=rule.source or self.document.source,
                    kinds=frozenset(filter(None, kinds)) or counts, overrides=beats[rule.id],
                )  # fmt: skip

    def deviation(self) -> Mechanism | None:
        entry = self.document.deviation
        assert entry is not None
        most = self.share(entry.at_most)
        after = self.number(entry.late_full_after, find_unit("day"))
        if most is None or (after is None) != (entry.late_full_after is None):
            return None
        if after is not None and after <= 0:
            self.context.collector.add("GC525", entry.span, requirement=self.document.id)
            return None
        return ExecutionStandard(
            **self.header, at_most=most, weights=entry.weights, full_after=after
        )

    # amounts

    def number(self, amount: Amount | None, unit: Unit | None) -> Number | None:
        """The number of an amount in a unit; a problem where it has none or another."""
        if amount is None:
            return None
        number = in_unit(amount, unit)
        if number is None:
            self.context.collector.add(
                "GC522", amount.span, got=amount.written, expected=_label(unit)
            )
        return number

    def step(self, amount: Amount | None, unit: Unit | None) -> Number | None:
        """The amount in which a shortfall is made good; nothing is no such amount (GC592)."""
        step = self.number(amount, unit)
        if amount is None or step is None or step > 0:
            return step
        self.context.collector.add("GC592", amount.span, amount=amount.written)
        return None

    def share(self, amount: Amount) -> Number | None:
        """A share from nothing to all."""
        share = self.number(amount, find_unit("ratio"))
        if share is not None and not 0 <= share <= 1:
            self.context.collector.add("GC525", amount.span, requirement=self.document.id)
            return None
        return share

    def months(self, amount: Amount) -> int | None:
        """A whole number of calendar months."""
        months = self.number(amount, find_unit("month"))
        if months is not None and not isinstance(months, int):
            self.context.collector.add(
                "GC522", amount.span, got=amount.written, expected=_label(find_unit("month"))
            )
            return None
        return months


def _mending(rule: RequirementEntry) -> Mending:
    return Mending(within=rule.mend_within, before=rule.mend_before)


def _label(unit: Unit | None) -> str:
    return "1" if unit is None else unit.label("en")


KIND = Kind("standards", StandardsDocument, lower=lower)
