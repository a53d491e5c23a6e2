"""A register as loaded: it looks at entries one by one, and at all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import attrs

from govcoord.case import Facts
from govcoord.errors import CalendarError, CaseError
from govcoord.mechanisms.cadence import Every
from govcoord.mechanisms.entries import Alike, Answer, find_alike, lacking, share_of
from govcoord.mechanisms.obligation import Obligation
from govcoord.mechanisms.said import said
from govcoord.mechanisms.spans import Span, add, day_of, measure
from govcoord.mechanisms.terms import Check, Tenure, Term, TermRule, check_of, is_near, term_of
from govcoord.rules.kinds.eligibility import Condition, asked_by, examine
from govcoord.rules.kinds.register.phrase_words import TEXTS
from govcoord.rules.kinds.register.rates import COMPLETE, RateRule, answer
from govcoord.rules.kinds.register.results import (
    Entries,
    Entry,
    EntryState,
    Lack,
    Owed,
    Rate,
    RegisterResult,
    Shown,
    Status,
)
from govcoord.rules.kinds.register.views import View
from govcoord.rules.kinds.standards.given import facts_of, with_facts
from govcoord.rules.mechanism import Setting
from govcoord.rules.regions import Box
from govcoord.rules.vocabulary import Attribute, Record, Type
from govcoord.text import Text


@attrs.frozen(kw_only=True)
class Requirement:
    """Facts that must be filled in where a condition holds."""

    id: str | None
    facts: tuple[str, ...]
    boxes: tuple[Box, ...]
    none_allowed: bool


@attrs.frozen(kw_only=True)
class EntryDuty:
    """What is owed so long after a day; ``conditional`` where a condition says when."""

    id: str
    after: str
    within: Span
    done: str
    boxes: tuple[Box, ...]
    conditional: bool
    view: str | None
    holder: str | None
    warn: Span | None


@attrs.frozen(kw_only=True)
class TermFacts:
    """The rule of a term and the facts in which an entry records it, by name of `Tenure`."""

    rule: TermRule
    facts: Mapping[str, str]


@attrs.frozen(kw_only=True)
class RecheckFacts:
    """How often entries are looked at anew, and the facts that say so."""

    every: Span
    last: str
    since: str
    passed: str | None
    warn: Span | None
    end_of: Every | None


@attrs.frozen(kw_only=True)
class Register:
    """A document of kind ``register``, ready to look at entries."""

    id: str
    title: Text
    source: str
    about: Record
    placeholders: frozenset[str]
    required: tuple[Requirement, ...]
    unique: tuple[tuple[str, ...], ...]
    checks: tuple[Condition, ...]
    duties: tuple[EntryDuty, ...]
    term: TermFacts | None
    recheck: RecheckFacts | None
    withdraw: tuple[Condition, ...]
    views: tuple[View, ...]
    rates: tuple[RateRule, ...]
    titles: Mapping[str, Text]
    kind: str = "register"

    @property
    def record(self) -> type[Any]:
        """What it is given: entries with the facts of their kind of record."""
        entry: Any = with_facts(Entry, self.given)
        return _entries_of(entry)

    @property
    def attributes(self) -> Mapping[str, Attribute]:
        """The facts of its entries."""
        return self.about.fields

    @property
    def given(self) -> tuple[Attribute, ...]:
        """The facts that entries give, the others being derived."""
        return tuple(a for a in self.about.fields.values() if a.is_given)

    def assess(self, given: Entries, setting: Setting) -> RegisterResult:
        """Every entry as of the day; `CaseError` for what cannot be."""
        rows = self._read(given.entries, setting)
        alike = [find_alike(rows, key) for key in self.unique]
        states: list[EntryState] = []
        answers: dict[str, list[Answer]] = {rate.id: [] for rate in self.rates}
        whole: list[Answer] = []
        for n, (id_, facts) in enumerate(rows):
            same = tuple(found[id_] for found in alike if id_ in found)
            one = _Look(self, facts, setting, f"entries[{n}]").state(id_, given.entries[n], same)
            states.append(one)
            if not one.repeats:
                whole.append(COMPLETE[one.status])
                for rate in self.rates:
                    answers[rate.id].append(answer(rate, one, facts, setting))
        rates = tuple(
            Rate(rate.id, share_of(answers[rate.id], given.unread), rate.at_least, rate.target)
            for rate in self.rates
        )
        repeated = sum(one.repeats for one in states)
        return RegisterResult(
            register=self, entries=tuple(states), complete=share_of(whole, given.unread),
            lacking=_tally(states), repeated=repeated, unread=given.unread, rates=rates,
        )  # fmt: skip

    def _read(self, entries: Sequence[Any], setting: Setting) -> list[tuple[str, Facts]]:
        """The entries' numbers and what is filled in of them, with derived facts."""
        found: dict[str, dict[str, Any]] = {}
        for n, entry in enumerate(entries):
            known = facts_of(entry, self.given).items()
            facts = {name: value for name, value in known if self._filled(value)}
            id_ = (entry.id or "").strip()
            if id_ in found:
                raise CaseError("id", id_, said(TEXTS, "expect:once"), where=f"entries[{n}]")
            found[id_ or self._name(facts, n, found)] = facts
        self._derive(list(found.values()), setting)
        if setting.as_of is not None:
            for facts in found.values():
                facts["as_of"] = setting.as_of
        return list(found.items())

    def _derive(self, entries: list[dict[str, Any]], setting: Setting) -> None:
        """Add what is derived of the entries; `CaseError` names the one that it cannot be of."""
        derived = [a.id for a in self.about.fields.values() if not a.is_given]
        if not derived:
            return

        def values(of: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
            decision = setting.decide({self.about.key: of})
            return decision.record_values(self.about.id, derived) or []

        try:
            found = values(entries)
        except CaseError:
            for n, facts in enumerate(entries):
                try:
                    values([facts])
                except CaseError as error:
                    raise CaseError(
                        derived[0], None, error.expected, hint=error.hint, where=f"entries[{n}]"
                    ) from None
            raise
        for facts, row in zip(entries, found):
            facts.update((name, value) for name, value in zip(derived, row) if value is not None)

    def _name(self, facts: Facts, n: int, taken: Container[str]) -> str:
        """What an entry without a number is called: what it is told apart by, or its place."""
        key = self.unique[0] if self.unique else ()
        name = facts.get(key[0]) if key and self.about.fields[key[0]].type is Type.TEXT else None
        if name is None:
            return str(n + 1) if str(n + 1) not in taken else f"({n + 1})"
        return f"{name} ({n + 1})" if name in taken else name

    def _filled(self, value: Any) -> bool:
        return lacking(value, none_allowed=True, placeholders=self.placeholders) is None


@lru_cache(maxsize=128)
def _entries_of(entry: Any) -> type[Any]:
    """A class like `Entries` whose items are entries of that class."""
    own = {
        field.name: attrs.field(
            default=field.default, type=field.type, metadata=dict(field.metadata)
        )
        for field in attrs.fields(Entries)
    }
    own["entries"] = attrs.field(
        type=tuple[entry, ...], metadata=dict(attrs.fields(Entries).entries.metadata)
    )
    return attrs.make_class("Entries", own, frozen=True, kw_only=True)


@attrs.frozen
class _Look:
    """Looks at one entry."""

    register: Register
    facts: Facts
    setting: Setting
    where: str

    def state(self, id_: str, entry: Any, alike: tuple[Alike, ...]) -> EntryState:
        """How it stands."""
        register, setting = self.register, self.setting
        lacks, ask, perhaps = self.lacks(entry)
        checked = examine(register.checks, (), self.facts, setting)
        lacking_ = {lack.fact for lack in lacks}
        unsettled = tuple(n for n in dict.fromkeys(ask + checked.missing) if n not in lacking_)
        status: Status = "unknown" if unsettled else "complete"
        if lacks or checked.failed:
            status = "incomplete"
        shown = {
            view.id: view.of(self.facts, lacking_, perhaps, setting) for view in register.views
        }
        term = self.term()
        grounds = [(one.id, setting.holds(one.boxes, self.facts)) for one in register.withdraw]
        return EntryState(
            id=id_, status=status, lacks=lacks, failed=checked.failed, unsettled=unsettled,
            alike=alike, duties=tuple(self.owed(duty, shown) for duty in register.duties),
            term=term, recheck=self.recheck(term),
            withdraw=tuple(id_ for id_, holds in grounds if holds), views=tuple(shown.values()),
        )  # fmt: skip

    def lacks(self, entry: Any) -> tuple[tuple[Lack, ...], tuple[str, ...], frozenset[str]]:
        """What must be filled in and is not; what would say whether more must be, and what."""
        found: dict[str, Lack] = {}
        ask: list[str] = []
        perhaps: set[str] = set()
        for one in self.register.required:
            holds = self.setting.holds(one.boxes, self.facts)
            if holds is False:
                continue
            for name in one.facts:
                value = getattr(entry, name, None)
                if name in self.facts and value is None:
                    value = self.facts[name]  # derived
                why = lacking(
                    value, none_allowed=one.none_allowed, placeholders=self.register.placeholders
                )
                if why is not None and holds:
                    found.setdefault(name, Lack(name, why, one.id))
                elif why is not None:
                    ask += asked_by(one.boxes, self.facts)
                    perhaps.add(name)
        return tuple(found.values()), tuple(dict.fromkeys(ask)), frozenset(perhaps)

    def owed(self, duty: EntryDuty, shown: Mapping[str, Shown]) -> Owed:
        """How a duty of the entry stands."""
        facts, day = self.facts, self.setting.day
        after, done = facts.get(duty.after), _by(facts.get(duty.done), day)
        holder = facts.get(duty.holder) if duty.holder else None
        holds = self.setting.holds(duty.boxes, facts)
        view = shown[duty.view] if duty.view else None
        if holds is False or (view is not None and view.status == "withheld"):
            forbidden = done is not None and view is not None and view.status == "withheld"
            return Owed(duty.id, "forbidden" if forbidden else "not_owed", holder, done=done)
        missing = asked_by(duty.boxes, facts) if holds is None else ()
        missing += view.missing if view is not None else ()
        if after is None and (done is not None or duty.conditional):
            missing += (duty.after,)
        if missing:
            return Owed(duty.id, "unknown", holder, done=done, missing=missing)
        if after is None or (after > day and done is None):
            return Owed(duty.id, "waiting", holder)
        return self.counted(duty, holder, after, done)

    def counted(self, duty: EntryDuty, holder: str | None, after: date, done: date | None) -> Owed:
        """How a duty stands whose time has begun."""
        day, calendar = self.setting.day, self.setting.calendar
        try:
            due = day_of(add(after, duty.within, calendar) or after)
            state: Any = Obligation(duty.id, holder or "", due, done).state(day)
            over = None
            if state in ("late", "overdue"):
                over = measure(due, done or day, duty.within.unit, calendar)
            elif state == "open" and is_near(day, due, duty.warn, calendar):
                state = "due_soon"
        except (CalendarError, OverflowError) as error:
            raise self.uncounted(duty.after, after, error) from None
        return Owed(duty.id, state, holder, due, done, over, done is not None and done < after)

    def term(self) -> Term | None:
        """Where its term stands."""
        rule = self.register.term
        if rule is None:
            return None
        known = {name: self.facts.get(fact) for name, fact in rule.facts.items()}
        start = known.get("start")
        for name in ("until", "renewed", "withdrawn"):
            self.in_order(start, known.get(name), rule.facts.get(name, name))
        try:
            given = Tenure(**known)
            found = term_of(rule.rule, given, self.setting.day, self.setting.calendar)
        except (CalendarError, OverflowError) as error:
            raise self.uncounted(rule.facts["start"], start, error) from None
        return attrs.evolve(found, missing=tuple(rule.facts.get(n, n) for n in found.missing))

    def recheck(self, term: Term | None) -> Check | None:
        """Where its next check stands; none is owed out of term."""
        rule = self.register.recheck
        if rule is None:
            return None
        if term is not None and term.state in ("withdrawn", "expired", "not_begun"):
            return Check("not_owed")
        since, last = self.facts.get(rule.since), self.facts.get(rule.last)
        self.in_order(since, last, rule.last)
        try:
            found = check_of(
                rule.every, since=since, last=last, warn=rule.warn, end_of=rule.end_of,
                passed=self.facts.get(rule.passed) if rule.passed else None,
                day=self.setting.day, calendar=self.setting.calendar,
            )  # fmt: skip
        except (CalendarError, OverflowError) as error:
            raise self.uncounted(rule.last, last or since, error) from None
        names = {"last": rule.last, "since": rule.since}
        return attrs.evolve(found, missing=tuple(names[n] for n in found.missing))

    def in_order(self, first: date | None, then: date | None, name: str) -> None:
        """`CaseError` for a day before the one that it comes after."""
        if first is not None and then is not None and then < first:
            expected = said(TEXTS, "expect:after", day=first)
            raise CaseError(name, str(then), expected, where=self.where)

    def uncounted(self, name: str, day: date | None, error: Exception) -> CaseError:
        far = "a date lies outside the years 1-9999"
        hint = far if isinstance(error, OverflowError) else str(error)
        return CaseError(name, day, "dates that can be counted", hint=hint, where=self.where)


def _tally(states: Iterable[EntryState]) -> Mapping[str, int]:
    """In how many entries each fact is not filled in."""
    counted = Counter(lack.fact for one in states if not one.repeats for lack in one.lacks)
    return dict(counted.most_common())


def _by(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None
