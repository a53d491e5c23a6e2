"""Hours of training by tier and period.

What is due depends on the facts of a person (the tier) and on the kinds of courses that count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.hours import Carry, Hours, Repeats, Sitting, settle, tally
from govcoord.mechanisms.months import DAY, elapsed
from govcoord.mechanisms.reporting import read_period
from govcoord.mechanisms.rolling import FAR
from govcoord.mechanisms.said import phrase, said, said_by
from govcoord.mechanisms.uptime import period_of
from govcoord.numerals import Number, exact
from govcoord.rules.kinds.standards.given import (
    Exemption,
    check_order,
    facts_of,
    unknown,
    with_facts,
)
from govcoord.rules.kinds.standards.measure import KIND, worst
from govcoord.rules.kinds.standards.training_records import (
    Attendance,
    LeftOut,
    TierFinding,
    Trainee,
    TrainingStanding,
)
from govcoord.rules.kinds.standards.words import TEXTS
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount
from govcoord.rules.regions import Box
from govcoord.rules.vocabulary import Attribute
from govcoord.text import Text
from govcoord.units import Unit

Per = Literal["month", "quarter", "half_year", "year"]
Entrants = Literal["full", "by_months", "next_period"]
"""What is due in the period in which a person enters: all, by months of service, or nothing."""

TIME, CLASS_HOUR = "time", "count:class_hour"
HOUR = 3600


@attrs.frozen(kw_only=True)
class Tier:
    """What is due in a period from whom: hours of courses of the kinds that count."""

    id: str
    title: Text
    source: str
    boxes: tuple[Box, ...] = attrs.field(repr=False)
    need: Number
    kinds: frozenset[str]
    overrides: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True)
class TrainingStandard:
    """So many hours of courses in every period, by tier."""

    id: str
    title: Text
    source: str
    fields: tuple[Attribute, ...]
    applies: tuple[Box, ...] = attrs.field(repr=False)
    tiers: tuple[Tier, ...]
    unit: Unit
    class_hour: Number | None
    per: Per
    repeats: Repeats
    carry: Carry
    must_pass: bool
    entrants: Entrants
    exempt: frozenset[str]
    exempt_share: Number
    since: date | None = None
    kind: str = KIND

    @property
    def record(self) -> type[Trainee]:
        """A person with the facts of the kind of record."""
        return with_facts(Trainee, self.fields)

    def standing(self, given: Any, setting: Setting) -> TrainingStanding:
        """How one of several persons stands."""
        return self.assess(given, setting)

    def assess(self, given: Any, setting: Setting) -> TrainingStanding:
        """How a person stands in the period that is asked for, as of the day."""
        day, facts = setting.day, facts_of(given, self.fields)
        first, last = self.period(given.period, day)
        self.check(given)
        made = TrainingStanding(
            name=given.name, department=given.department, title=self.title,
            status="not_applicable", period_from=first, period_to=last,
        )  # fmt: skip
        applies = setting.holds(self.applies, facts)
        if applies is False or (given.served_from is not None and given.served_from > last):
            return made
        sittings = [
            one for one in given.attendances or ()
            if first <= one.last <= last and self.why_not(one, given, day) in (None, "not_passed")
        ]  # fmt: skip
        counted = {(one.course, one.start): one for one in sittings}
        made = attrs.evolve(
            made,
            attendances=None if given.attendances is None else len(counted),
            courses=tuple(dict.fromkeys(one.course for one in sittings)),
            left_out=tuple(self.left_out(given, first, last, day)),
        )
        if (exempt := self.exemption(given, first, last)) is not None:
            return attrs.evolve(
                made, status="exempt", exemption=exempt.ground, approved_by=exempt.approved_by
            )
        open_facts = () if applies else unknown(self.applies, facts)

        def found(someone: Trainee) -> list[TierFinding]:
            return list(self.findings(someone, facts, open_facts, (first, last), setting))

        findings = found(given)
        if given.served_from is None:
            # a course before service does not count: met only if met whenever service began
            starts = {one.start + DAY for one in given.attendances or () if one.start < last}
            for start in sorted(starts):
                others = found(attrs.evolve(given, served_from=start))
                findings = [_met_by_both(one, two) for one, two in zip(findings, others)]
        return attrs.evolve(
            made,
            findings=tuple(findings),
            status=worst(one.status for one in findings),
            missing=tuple(dict.fromkeys(name for one in findings for name in one.missing)),
        )

    # periods

    def period(self, asked: str | None, day: date) -> tuple[date, date]:
        """The first and last day of the period asked for, or of the day's."""
        first, last = self.around(day)
        if asked is None:
            return first, last
        try:
            found = read_period(asked)
        except ValueError:
            found = None
        if found is None or found != self.around(found[0]):
            expected = said(
                TEXTS, "expect:period", per=lambda language: phrase(TEXTS, self.per, language)
            )
            raise CaseError("period", asked, expected)
        if found[0] > day:
            raise CaseError("period", asked, said(TEXTS, "expect:begun", day=day))
        return found

    def around(self, day: date) -> tuple[date, date]:
        """The period of a day."""
        first, end = period_of(day, self.per)
        return first.date(), end.date() - DAY

    def periods(self, given: Trainee, last: date) -> list[tuple[date, date]]:
        """The periods up to one that ends on ``last``, from the first that matters."""
        starts = [one.last for one in given.attendances or ()]
        begin = min([*(s for s in starts if s <= last), last])
        if given.served_from is not None:
            begin = max(begin, given.served_from)
        if self.since is not None:
            begin = max(begin, self.since)
        found = [self.around(min(begin, last))]
        while found[-1][1] < last:
            found.append(self.around(found[-1][1] + DAY))
        return found

    # what is known of a person

    def check(self, given: Trainee) -> None:
        """`CaseError` for records that cannot be."""
        for n, one in enumerate(given.attendances or ()):
            where = f"attendances[{n}]"
            check_order(one.start, one.end, "end", where)
            hours = self.amount(one.hours, "hours", where)
            days = (one.last - one.start).days + 1
            if hours is not None and not 0 <= hours * self.seconds <= days * 86400:
                raise CaseError("hours", one.hours, said(TEXTS, "expect:hours"), where=where)
        for n, exempt in enumerate(given.exemptions):
            check_order(exempt.start, exempt.end, "end", f"exemptions[{n}]")
        carried = self.amount(given.carried, "carried", None)
        if carried is not None and not 0 <= carried <= self.carry.at_most:
            most = Amount(self.carry.at_most, self.unit)
            expected = said(TEXTS, "expect:carried", most=most.words)
            raise CaseError("carried", given.carried, expected)

    @property
    def seconds(self) -> Fraction:
        """The seconds of one hour as the standard counts them; a class hour at least one."""
        if self.unit.dimension == TIME:
            return Fraction(self.unit.factor)
        return Fraction(self.class_hour or 1)

    def amount(self, amount: Amount | None, name: str, where: str | None) -> Number | None:
        """A number of hours in the standard's unit; a bare number is in that unit."""
        if amount is None or amount.unit is None or amount.unit == self.unit:
            return None if amount is None else amount.value
        length = Fraction(amount.unit.factor) if amount.unit.dimension == TIME else self.class_hour
        if amount.unit.dimension == TIME and amount.unit.factor > HOUR:
            length = None  # a day of a course is not twenty-four hours of it
        own = self.seconds if self.unit.dimension == TIME else self.class_hour
        if amount.unit.dimension not in (TIME, CLASS_HOUR) or length is None or own is None:
            expected = said(TEXTS, "expect:unit", unit=self.unit.label)
            raise CaseError(name, said_by(amount.words), expected, where=where)
        return exact(Fraction(amount.value) * Fraction(length) / Fraction(own))

    def sittings(self, given: Trainee, kinds: frozenset[str], day: date) -> Iterator[Sitting]:
        """The sittings that count, or may, for courses of some kinds."""
        for n, one in enumerate(given.attendances or ()):
            if self.why_not(one, given, day) is not None or one.kind not in (None, *kinds):
                continue
            counts = None if one.kind is None or (self.must_pass and one.passed is None) else True
            hours = self.amount(one.hours, "hours", f"attendances[{n}]")
            yield Sitting(one.course, one.last, hours, counts)

    def why_not(self, one: Attendance, given: Trainee, day: date) -> str | None:
        """Why a sitting does not count for any tier."""
        if one.last > day:
            return "later"
        if given.served_from is not None and one.start < given.served_from:
            return "before_service"
        if self.must_pass and one.passed is False:
            return "not_passed"
        if one.kind is not None and all(one.kind not in tier.kinds for tier in self.tiers):
            return "kind"
        return None

    def left_out(self, given: Trainee, first: date, last: date, day: date) -> Iterator[LeftOut]:
        """The sittings that touch the period and do not count, each with a reason."""
        seen: set[tuple[str, date]] = set()
        for n, one in enumerate(given.attendances or (), 1):
            if one.start > last or one.last < first:
                continue
            reason = self.why_not(one, given, day)
            if reason is None and (one.course, one.start) in seen:
                reason = "entered_twice"
            seen.add((one.course, one.start))
            if reason is not None:
                yield LeftOut(sitting=n, reason=reason)

    def exemption(self, given: Trainee, first: date, last: date) -> Exemption | None:
        """The longest of the approved exemptions that cover enough days of a period."""
        held = [one for one in given.exemptions if one.approved_by and one.ground in self.exempt]
        days: set[date] = set()
        longest: tuple[int, Exemption] | None = None
        for one in held:
            begin, end = max(one.start, first), min(one.end or FAR, last)
            covered = max((end - begin).days + 1, 0)
            days |= {begin + timedelta(days=n) for n in range(covered)}
            if covered and (longest is None or covered > longest[0]):
                longest = covered, one
        enough = Fraction(self.exempt_share) * ((last - first).days + 1)
        return longest[1] if longest is not None and len(days) >= enough else None

    def claimed(self, given: Trainee, first: date, last: date) -> tuple[str, ...]:
        """The approvals that would exempt and are not known."""
        open_ = {
            n: attrs.evolve(one, approved_by="?")
            for n, one in enumerate(given.exemptions)
            if not one.approved_by and one.ground in self.exempt
        }
        tried = [open_.get(n, one) for n, one in enumerate(given.exemptions)]
        if (
            not open_
            or self.exemption(attrs.evolve(given, exemptions=tuple(tried)), first, last) is None
        ):
            return ()
        return tuple(f"exemptions[{n}].approved_by" for n in open_)

    # how it stands

    def findings(
        self, given: Trainee, facts: Mapping[str, Any], open_facts: Sequence[str],
        period: tuple[date, date], setting: Setting,
    ) -> Iterator[TierFinding]:  # fmt: skip
        """A finding for every tier that binds the person or may."""
        holds = {tier.id: setting.holds(tier.boxes, facts) for tier in self.tiers}
        for tier in self.tiers:
            over = [other for other in self.tiers if tier.id in other.overrides]
            if holds[tier.id] is False or any(holds[other.id] for other in over):
                continue
            missing = list(open_facts)
            for one in (tier, *over):
                if holds[one.id] is None:
                    missing += unknown(one.boxes, facts)
            yield self.finding(given, tier, tuple(dict.fromkeys(missing)), period, setting.day)

    def finding(
        self, given: Trainee, tier: Tier, open_facts: tuple[str, ...],
        period: tuple[date, date], day: date,
    ) -> TierFinding:  # fmt: skip
        """How a person stands to one tier in a period."""
        periods = self.periods(given, period[1])
        done = tally(self.sittings(given, tier.kinds, day), periods, self.repeats)
        if given.attendances is None:
            done = tuple(Hours(one.least, None) for one in done)
        sure = self.settled(given, tier, periods, [one.least for one in done])
        bounds = [one.most for one in done]
        most = None if bounds[-1] is None else self.settled(given, tier, periods, bounds)
        need = self.need(given, tier, period)
        short = max(need - sum(sure), Fraction(0))
        unsure = most is None or sum(most) != sum(sure)
        made = TierFinding(
            requirement=tier.id, title=tier.title or self.title, status="met", source=tier.source,
            need=self.words(need), hours=self.words(sure[1]),
            carried=self.words(sure[0]) if sure[0] else None,
            most=self.words(sum(most)) if unsure and most is not None else None,
        )  # fmt: skip
        asked = [*open_facts]
        if given.attendances is None and need:
            asked.append("attendances")
        if not need:
            made = attrs.evolve(made, status="not_yet_due")
        if short:
            made = attrs.evolve(made, status="not_yet_due", left=self.words(short), due=period[1])
            if day >= period[1]:
                never = most is not None and sum(most) < need
                asked += [] if never else self.asked(given, tier, day)
                asked += self.claimed(given, *period)
                made = attrs.evolve(
                    made, status="short", short=self.words(short), left=None, due=None,
                    short_least=self.words(need - sum(most)) if unsure and most and never else None,
                )  # fmt: skip
                if self.entrants != "full" and given.served_from is None:
                    asked.append("served_from")
        if asked:
            return attrs.evolve(
                made,
                status="needs_evidence",
                short=None,
                short_least=None,
                missing=tuple(dict.fromkeys(asked)),
            )
        return made

    def need(self, given: Trainee, tier: Tier, period: tuple[date, date]) -> Fraction:
        """The hours due in a period from a person."""
        first, last = period
        begun = given.served_from
        if self.exemption(given, first, last) is not None:
            return Fraction(0)
        if begun is None or begun <= first or self.entrants == "full":
            return Fraction(tier.need)
        if begun > last or self.entrants == "next_period":
            return Fraction(0)
        whole = elapsed(first, last + DAY)
        return Fraction(tier.need) * elapsed(begun, last + DAY) / whole

    def settled(
        self,
        given: Trainee,
        tier: Tier,
        periods: Sequence[tuple[date, date]],
        own: Sequence[Number | None],
    ) -> tuple[Fraction, Fraction]:
        """The hours carried into the last period and done in it."""
        needs = [self.need(given, tier, period) for period in periods]
        enough = [need + Fraction(self.carry.at_most) for need in needs]  # more cannot matter
        known = [more if n is None else Fraction(n) for n, more in zip(own, enough)]
        *_, last = settle(known, needs, self.carry)
        carried = self.amount(given.carried, "carried", None)
        return Fraction(last.carried if carried is None else carried), Fraction(last.own)

    def asked(self, given: Trainee, tier: Tier, day: date) -> Iterator[str]:
        """The facts that would settle how many hours there are."""
        if given.attendances is None:
            yield "attendances"
        for n, one in enumerate(given.attendances or ()):
            if self.why_not(one, given, day) is not None or one.kind not in (None, *tier.kinds):
                continue
            for name, open_ in (
                ("kind", one.kind is None),
                ("hours", one.hours is None),
                ("passed", self.must_pass and one.passed is None),
            ):
                if open_:
                    yield f"attendances[{n}].{name}"

    def words(self, hours: Number) -> Amount:
        """Hours as an amount."""
        return Amount(exact(Fraction(hours)), self.unit)


def _met_by_both(one: TierFinding, other: TierFinding) -> TierFinding:
    """The finding, which waits for the start of service where it depends on it."""
    if one.status != "met" or other.status == "met":
        return one
    return attrs.evolve(one, status="needs_evidence", missing=("served_from",))
