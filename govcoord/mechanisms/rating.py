"""Ratings of service: what a bad one obliges to, and rates of units over any number of them.

A rating that nobody gave is never counted, a default rating is kept apart, a malicious or
mistaken one is left out only after a review with evidence. What is not yet due is in no rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.margin import is_enough
from govcoord.mechanisms.obligation import Obligation, State, after
from govcoord.mechanisms.order import not_before
from govcoord.mechanisms.shares import Share
from govcoord.mechanisms.spans import Moment, Span, add
from govcoord.periods import Calendar

Verdict = Literal[
    "good", "bad", "unrated", "by_default", "duplicate", "malicious", "mistaken", "later",
]  # fmt: skip
DutyKind = Literal["contact", "rectify", "call_back"]

_REVIEWS = {
    "申诉中": "pending", "申訴中": "pending", "恶意": "malicious", "惡意": "malicious",
    "误评": "mistaken", "誤評": "mistaken", "驳回": "rejected", "駁回": "rejected",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class RatingRule:
    """How ratings are handled; ``rectify`` has a time per difficulty, ``bad`` the bad levels.

    ``minimum`` is the fewest ratings of which a share of satisfied is told, ``target`` the
    share of bad ratings that has to be rectified.
    """

    levels: tuple[str, ...]
    bad: frozenset[str]
    contact: Span | None
    rectify: Mapping[str, Span]
    call_back: Span | None = None
    minimum: int = 1
    target: Fraction = Fraction(1)


@attrs.frozen(kw_only=True)
class Rating:
    """One rating and what was done about it; ``level`` left out is a rating nobody gave.

    ``review`` is what became of an appeal against it, ``evidence`` whether there is some.
    ``case`` and ``channel`` tell second ratings of one service; ``again`` is the level given
    after rectification.
    """

    unit: str = fact("unit", "单位", "單位", choices="departments")
    at: Moment = fact("rated on", "评价日期", "評價日期")
    level: str | None = fact("level", "评价等级", "評價等級", default=None)
    id: str | None = fact("id", "编号", "編號", default=None)
    case: str | None = fact("case", "办件编号", "辦件編號", default=None)
    channel: str | None = fact("channel", "评价渠道", "評價渠道", default=None)
    by_default: bool = fact("by default", "系统默认", "系統預設", default=False)
    real_name: bool | None = fact("real name", "实名", "實名", default=None)
    difficulty: str | None = fact("difficulty", "难易程度", "難易程度", default=None)
    contacted: Moment | None = fact("contacted", "联系日期", "聯繫日期", default=None)
    rectified: Moment | None = fact("rectified", "整改日期", "整改日期", default=None)
    called_back: Moment | None = fact("called back", "回访日期", "回訪日期", default=None)
    again: str | None = fact("rated again", "整改后评价", "整改後評價", default=None)
    review: Literal["pending", "malicious", "mistaken", "rejected"] | None = fact(
        "review", "申诉复核", "申訴複核", words=_REVIEWS, default=None
    )
    reviewed: Moment | None = fact("reviewed on", "复核日期", "複核日期", default=None)
    evidence: bool | None = fact("evidence", "有无证据", "有無證據", default=None)


@attrs.frozen
class DutyState:
    """One duty that a bad rating makes; ``due`` is ``None`` while it is not known."""

    duty: DutyKind
    due: Moment | None
    done: Moment | None
    state: State


@attrs.frozen
class Ticket:
    """A rating that was looked at: what it is, what it obliges to, what is open.

    ``findings`` are codes of duties late or overdue and of reviews that do not count.
    """

    id: str | None
    unit: str
    level: str | None
    verdict: Verdict
    duties: tuple[DutyState, ...] = ()
    findings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def duty(self, kind: DutyKind) -> DutyState | None:
        """The duty of that kind."""
        return next((duty for duty in self.duties if duty.duty == kind), None)


def look_at(rule: RatingRule, rating: Rating, as_of: Moment, calendar: Calendar) -> Ticket:
    """What one rating is and obliges to, as of a day.

    A review counts from its day on, with evidence; until then a bad rating counts. What was
    rated after the day is ``later`` and nothing yet. Raises `CaseError` for an unknown level or
    difficulty, and for an act before the rating.
    """
    _check(rule, rating)
    head = (rating.id, rating.unit, rating.level)
    if after(rating.at, as_of):
        return Ticket(*head, "later")
    if rating.level is None:
        return Ticket(*head, "unrated")
    if rating.by_default:
        return Ticket(*head, "by_default")
    if rating.level not in rule.bad:
        return Ticket(*head, "good")
    missing: list[str] = []
    findings: list[str] = []
    upheld = _upheld(rating, as_of, findings, missing)
    if upheld is not None:
        return Ticket(*head, upheld)
    duties = tuple(_duties(rule, rating, as_of, calendar, missing))
    findings += [f"{d.duty}_{d.state}" for d in duties if d.state in ("late", "overdue")]
    return Ticket(*head, "bad", duties, tuple(findings), tuple(missing))


def _check(rule: RatingRule, rating: Rating) -> None:
    for name in ("level", "again"):
        level = getattr(rating, name)
        if level is not None and level not in rule.levels:
            raise CaseError(name, level, "one of " + ", ".join(f"`{one}`" for one in rule.levels))
    if rating.difficulty is not None and rating.difficulty not in rule.rectify:
        known = ", ".join(f"`{one}`" for one in rule.rectify)
        raise CaseError("difficulty", rating.difficulty, f"one of {known}")
    for name in ("contacted", "rectified", "called_back", "reviewed"):
        not_before(name, getattr(rating, name), rating.at)
    not_before("called_back", rating.called_back, rating.rectified)


def _upheld(
    rating: Rating, as_of: Moment, findings: list[str], missing: list[str]
) -> Literal["malicious", "mistaken"] | None:
    """What a review found, where it counts."""
    if rating.review not in ("malicious", "mistaken"):
        return None
    if rating.reviewed is None:
        missing.append("reviewed")
        return None
    if after(rating.reviewed, as_of):
        return None
    if rating.evidence is None:
        missing.append("evidence")
        return None
    if not rating.evidence:
        findings.append("no_evidence")
        return None
    return rating.review


def _duties(
    rule: RatingRule, rating: Rating, as_of: Moment, calendar: Calendar, missing: list[str]
) -> Iterable[DutyState]:
    def state(kind: DutyKind, due: Moment | None, done: Moment | None) -> DutyState:
        known = done if done is not None and not after(done, as_of) else None
        owed = Obligation(kind, rating.unit, due, known).state(as_of)
        return DutyState(kind, due, known, owed)

    if rule.contact is not None and rating.real_name is not False:
        if rating.real_name is None:
            missing.append("real_name")
        else:
            yield state("contact", add(rating.at, rule.contact, calendar), rating.contacted)
    due = None
    if rating.difficulty is not None:
        due = add(rating.at, rule.rectify[rating.difficulty], calendar)
    elif len(set(rule.rectify.values())) == 1:
        due = add(rating.at, next(iter(rule.rectify.values())), calendar)
    else:
        missing.append("difficulty")
    yield state("rectify", due, rating.rectified)
    done = rating.rectified
    if rule.call_back is not None and done is not None and not after(done, as_of):
        yield state("call_back", add(done, rule.call_back, calendar), rating.called_back)


@attrs.frozen
class UnitRates:
    """The rates of one unit.

    ``rectified`` are bad ratings rectified, of those rectified or past their day; ``in_time``
    of the same those rectified by their day; ``satisfied`` the ratings that are not bad, of
    all that count. ``counts`` has the ratings by what they are. ``enough`` says whether there
    are as many as the share of satisfied needs.
    """

    unit: str | None
    counts: Mapping[str, int]
    rectified: Share
    in_time: Share
    satisfied: Share
    enough: bool
    attained: bool | None
    better_again: int
    not_yet_due: int


class RatingTally:
    """Adds up ratings one at a time; two tallies can be joined.

    It keeps numbers per unit, the ids of ratings, and of those with a case the pair of case and
    channel. What was rated after the day is not counted.
    """

    def __init__(self, rule: RatingRule, as_of: Moment, calendar: Calendar) -> None:
        self.rule, self.as_of, self.calendar = rule, as_of, calendar
        self._units: dict[str, dict[str, int]] = {}
        self._seen: set[tuple[str, str | None]] = set()
        self._ids: set[str] = set()

    def add(self, rating: Rating) -> Ticket:
        """Count a rating; a second one of the same case and channel is not counted.

        Raises `CaseError` where a rating of that id has been counted, besides what `look_at`
        raises; nothing is counted then.
        """
        ticket = look_at(self.rule, rating, self.as_of, self.calendar)
        if rating.id is not None and rating.id in self._ids:
            raise CaseError("id", rating.id, "each rating once")
        if ticket.verdict == "later":
            return ticket
        if rating.id is not None:
            self._ids.add(rating.id)
        if rating.case is not None and ticket.verdict not in ("unrated", "by_default"):
            key = (rating.case, rating.channel)
            if key in self._seen:
                ticket = Ticket(ticket.id, ticket.unit, ticket.level, "duplicate")
            self._seen.add(key)
        self._count(rating, ticket)
        return ticket

    def _count(self, rating: Rating, ticket: Ticket) -> None:
        counts = self._units.setdefault(rating.unit, {})

        def one(name: str) -> None:
            counts[name] = counts.get(name, 0) + 1

        one(ticket.verdict)
        duty = ticket.duty("rectify")
        if duty is None:
            return
        if duty.done is not None:
            one("rectified")
            one("in_time_unknown" if duty.due is None else f"rectified_{duty.state}")
        elif duty.due is None:
            one("unknown")
        else:
            one(duty.state)
        again = duty.done is not None and rating.again is not None
        if again and rating.again not in self.rule.bad:
            one("better_again")

    def join(self, other: RatingTally) -> None:
        """Take in what another tally counted of other ratings.

        Raises ``ValueError`` where both counted a rating of the same id, or of the same case
        and channel: which of them was first is not known.
        """
        if self._seen & other._seen or self._ids & other._ids:
            raise ValueError("both tallies hold ratings of the same case")
        self._seen |= other._seen
        self._ids |= other._ids
        for unit, counts in other._units.items():
            mine = self._units.setdefault(unit, {})
            for name, n in counts.items():
                mine[name] = mine.get(name, 0) + n

    def units(self) -> tuple[UnitRates, ...]:
        """The rates of each unit, in the order in which units came first."""
        return tuple(self._rates(unit, counts) for unit, counts in self._units.items())

    def total(self) -> UnitRates:
        """The rates of all units together."""
        joined: dict[str, int] = {}
        for counts in self._units.values():
            for name, n in counts.items():
                joined[name] = joined.get(name, 0) + n
        return self._rates(None, joined)

    def _rates(self, unit: str | None, counts: Mapping[str, int]) -> UnitRates:
        def n(name: str) -> int:
            return counts.get(name, 0)

        rectified = Share(n("rectified"), n("rectified") + n("overdue"), n("unknown"))
        in_time = Share(
            n("rectified_done"),
            n("rectified_done") + n("rectified_late") + n("overdue"),
            n("in_time_unknown") + n("unknown"),
        )
        satisfied = Share(n("good"), n("good") + n("bad"))
        names = ("good", "bad", "unrated", "by_default", "duplicate", "malicious", "mistaken")
        return UnitRates(
            unit,
            {name: n(name) for name in names},
            rectified,
            in_time,
            satisfied,
            is_enough(satisfied.total, self.rule.minimum),
            rectified.reaches(self.rule.target),
            n("better_again"),
            n("open"),
        )
