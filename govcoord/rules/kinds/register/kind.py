"""The document kind ``register``: what entries must hold, what is due, and who may see what.

An entry is a record of the vocabulary. A document says which facts must be filled in, which
entries repeat each other, what is owed by when, how long an entry is valid, how often it is
looked at anew, what a reader may see of it, and which rates are made of all entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.diagnostics import suggest
from govcoord.mechanisms.cadence import Every
from govcoord.mechanisms.entries import word_of
from govcoord.mechanisms.spans import Span
from govcoord.mechanisms.terms import TermRule
from govcoord.rules.kinds.base import Context, Kind, Lowered, report_duplicates
from govcoord.rules.kinds.eligibility import (
    Condition,
    fact_of_record,
    read_conditions,
    record_of,
)
from govcoord.rules.kinds.limits import span_of
from govcoord.rules.kinds.register.documents import (
    EntryDutyEntry,
    RateEntry,
    RegisterDocument,
)
from govcoord.rules.kinds.register.model import (
    EntryDuty,
    RecheckFacts,
    Register,
    Requirement,
    TermFacts,
)
from govcoord.rules.kinds.register.rates import RateRule
from govcoord.rules.kinds.register.view_reading import read_views
from govcoord.rules.model import Amount, Name, Rule
from govcoord.rules.reading.nodes import Node
from govcoord.rules.regions import Box
from govcoord.rules.vocabulary import AS_OF, Record, Type
from govcoord.source import Span as Place
from govcoord.text import Text


def lower(documents: Sequence[RegisterDocument], context: Context) -> Lowered:
    """One mechanism per document."""
    made = []
    for document in documents:
        record = record_of(document.record, context)
        if record is not None:
            made.append(Maker(document, context, context.vocabulary.records[record]).make())
    return Lowered(mechanisms=tuple(made))


@attrs.frozen
class Maker:
    """Makes the mechanism of one document; what is wrong is reported and left out."""

    document: RegisterDocument
    context: Context
    record: Record

    def make(self) -> Register:
        """The register as meant."""
        d = self.document
        report_duplicates(self.named(), self.context.collector)
        personal = self.facts(d.personal)
        return Register(
            id=str(d.id),
            title=d.title,
            source=d.source,
            about=self.record,
            placeholders=frozenset(map(word_of, d.placeholders)),
            required=tuple(self.required()),
            unique=tuple(found for one in d.unique if (found := self.facts(one.facts))),
            checks=self.conditions(d.checks),
            duties=tuple(self.duties()),
            term=self.term(),
            recheck=self.recheck(),
            withdraw=self.conditions(d.withdraw),
            views=tuple(read_views(d.views, personal, self)),
            rates=tuple(self.rates()),
            titles=dict(self.titles()),
        )

    # what is named

    def named(self) -> Iterator[Any]:
        """Everything that has an id of its own."""
        d = self.document
        yield from (one for one in d.required if one.id is not None)
        for group in (d.checks, d.duties, d.withdraw, d.views, d.rates):
            yield from group
        for view in d.views:
            yield from view.withheld

    def titles(self) -> Iterator[tuple[str, Text]]:
        yield from ((str(one.id), one.title) for one in self.named())

    def fact(self, name: Name | None, key: str, *types: Type) -> str | None:
        """A fact of the entries of one of these types; another is reported (GC530)."""
        found = fact_of_record(name, self.record.id, self.context) if name is not None else None
        if found is None or not types or self.record.fields[found].type in types:
            return found
        assert name is not None
        self.context.collector.add(
            "GC530", name.span, key=key, name=name, expected=f"type:{types[0].value}"
        )
        return None

    def facts(self, names: Iterable[Name]) -> tuple[str, ...]:
        """The facts of the entries among these names; others are reported."""
        return tuple(self.placed(names))

    def placed(self, names: Iterable[Name]) -> Mapping[str, Place | None]:
        """The same, each with the place where it is written."""
        found = ((fact_of_record(name, self.record.id, self.context), name) for name in names)
        return {fact: name.span for fact, name in found if fact is not None}

    def conditions(self, rules: Sequence[Rule]) -> tuple[Condition, ...]:
        """Conditions over an entry."""
        # The entries of a register are of its places by themselves: none of them says so.
        everywhere = attrs.evolve(self.document, jurisdiction=())
        found = read_conditions(rules, self.record.id, everywhere, self.context)
        by_id = {str(rule.id): rule for rule in rules}
        for one in found:
            rule = by_id[one.id]
            self.only_given(one.boxes, rule.when.span if rule.when is not None else rule.id.span)
        return found

    def boxes(self, when: Node | None) -> tuple[Box, ...]:
        """A condition over an entry; everything where there is none."""
        found = self.context.condition(when, scope=self.record.id)
        self.only_given(found, when.span if when is not None else None)
        return found

    def only_given(self, boxes: Iterable[Box], place: Place | None) -> None:
        """Report facts that entries do not have: they would never be known (GC533)."""
        asked = dict.fromkeys(name for box in boxes for name, _ in box.tests)
        for name in asked:
            if name != AS_OF and name not in self.record.fields:
                near = suggest(name, self.record.fields)
                self.context.collector.add(
                    "GC533", place, name=name, record=self.record.id, suggestion=near
                )

    def span(self, amount: Amount | None, key: str, *units: str) -> Span | None:
        """A length of time in one of the units, above zero; another is reported (GC531)."""
        if amount is None:
            return None
        found = span_of(amount, self.context)
        if found.unit in units and found.n > 0 and found.n == int(found.n):
            return found
        self.context.collector.add(
            "GC531", amount.span, key=key, amount=amount.written, expected="span:" + "/".join(units)
        )
        return None

    # the parts

    def required(self) -> Iterator[Requirement]:
        for one in self.document.required:
            facts = self.facts(one.facts)
            boxes = self.boxes(one.when)
            id_ = str(one.id) if one.id is not None else None
            yield Requirement(id=id_, facts=facts, boxes=boxes, none_allowed=one.none_allowed)

    def duties(self) -> Iterator[EntryDuty]:
        views = [view.id for view in self.document.views]
        for one in self.document.duties:
            self.context.require_source(_as_rule(one), self.document)
            after = self.fact(one.after, "after", Type.DATE)
            done = self.fact(one.done, "done", Type.DATE)
            within = self.span(one.within, "within", *_DAYS)
            holder = self.fact(one.holder, "holder", Type.CHOICE)
            view = self.listed(one.view, "view", views) if one.view else None
            boxes, warn = self.boxes(one.when), self.span(one.warn, "warn", *_DAYS)
            if after is None or done is None or within is None:
                continue
            yield EntryDuty(
                id=str(one.id), after=after, within=within, done=done, boxes=boxes,
                conditional=one.when is not None, view=view, holder=holder, warn=warn,
            )  # fmt: skip

    def listed(self, name: Name, key: str, known: Sequence[Name]) -> str | None:
        """A view or duty of the document; an unknown one is reported (GC534)."""
        if name in known:
            return str(name)
        self.context.collector.add(
            "GC534", name.span, key=key, name=name, known=", ".join(known) or "—",
            suggestion=suggest(name, known),
        )  # fmt: skip
        return None

    def term(self) -> TermFacts | None:
        one = self.document.term
        if one is None:
            return None
        renewal = one.renewal
        lasts = self.span(one.lasts, "lasts", *_CALENDAR)
        renewed_for = self.span(renewal.lasts, "lasts", *_CALENDAR) if renewal else None
        if (one.lasts is None and one.until is None) or (renewal and one.lasts is None):
            self.context.collector.add("GC537", one.span, document=self.document.id)
        if renewal and renewal.most is not None and renewal.most < 1:
            self.context.collector.add(
                "GC481", renewal.span, key="most", value=renewal.most, expected="awards:count"
            )
        facts = {
            "start": self.fact(one.start, "start", Type.DATE),
            "until": self.fact(one.until, "until", Type.DATE),
            "withdrawn": self.fact(one.withdrawn, "withdrawn", Type.DATE),
        }
        if renewal:
            facts["renewed"] = self.fact(renewal.renewed_on, "renewed_on", Type.DATE)
            facts["renewals"] = self.fact(renewal.count, "count", Type.INTEGER)
        rule = TermRule(
            lasts=lasts, renewed_for=renewed_for, most=renewal.most if renewal else None,
            counted=renewal is not None and renewal.count is not None,
            warn=self.span(one.warn, "warn", *_DAYS),
        )  # fmt: skip
        known = {name: fact for name, fact in facts.items() if fact is not None}
        return TermFacts(rule=rule, facts=known) if "start" in known else None

    def recheck(self) -> RecheckFacts | None:
        one = self.document.recheck
        if one is None:
            return None
        last = self.fact(one.last, "last", Type.DATE)
        since = self.fact(one.since, "since", Type.DATE)
        every = self.span(one.every, "every", *_DAYS)
        passed = self.fact(one.passed, "passed", Type.BOOLEAN)
        warn = self.span(one.warn, "warn", *_DAYS)
        if last is None or since is None or every is None:
            return None
        end_of = _PERIODS.get(one.due_at)
        return RecheckFacts(
            every=every, last=last, since=since, passed=passed, warn=warn, end_of=end_of
        )  # fmt: skip

    def rates(self) -> Iterator[RateRule]:
        d = self.document
        duties, views = [duty.id for duty in d.duties], [view.id for view in d.views]
        for one in d.rates:
            self.context.require_source(_as_rule(one), d)
            self.check_rate(one)
            groups = (("done", duties), ("in_time", duties), ("shown", views))
            named = {
                key: tuple(f for name in getattr(one, key) if (f := self.listed(name, key, known)))
                for key, known in groups
            }
            yield RateRule(
                id=str(one.id), complete=one.complete, rechecked=one.rechecked,
                in_force=one.in_force, boxes=self.boxes(one.when), at_least=one.at_least,
                target=str(one.target) if one.target else None, **named,
            )  # fmt: skip

    def check_rate(self, one: RateEntry) -> None:
        """A rate asks for something that the register has, and its target is a share."""
        d, collector = self.document, self.context.collector
        asks = one.complete or one.done or one.in_time or one.shown or one.rechecked
        lost = (one.rechecked and d.recheck is None) or (one.in_force and d.term is None)
        if not asks or lost:
            key = "recheck" if one.rechecked and d.recheck is None else "term" if lost else "—"
            collector.add("GC536", one.id.span, rate=one.id, needed=key)
        if one.at_least is not None and not 0 <= one.at_least <= 1:
            collector.add("GC670", one.span, target=str(one.at_least))


_DAYS = ("workday", "day", "month")
_CALENDAR = ("day", "month")
_PERIODS: Mapping[str, Every] = {
    "month_end": "month", "quarter_end": "quarter", "half_year_end": "half_year",
    "year_end": "year",
}  # fmt: skip


def _as_rule(one: EntryDutyEntry | RateEntry) -> Rule:
    """A duty or a rate as far as it is like a rule: what it is called and where it comes from."""
    return Rule(id=one.id, title=one.title, source=one.source, span=one.span)


KIND = Kind("register", RegisterDocument, lower=lower)
