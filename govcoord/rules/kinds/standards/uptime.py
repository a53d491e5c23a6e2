"""Availability of a system in a period, with the time that may still be lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.rolling import Status
from govcoord.mechanisms.said import said
from govcoord.mechanisms.uptime import Outage, add_up, period_of
from govcoord.numerals import Number, exact
from govcoord.rules.kinds.standards.measure import KIND
from govcoord.rules.kinds.standards.words import TEXTS, lines, percent, status_line
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount
from govcoord.rules.places import Places
from govcoord.rules.values import read_moment
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text
from govcoord.units import find_unit

_STATES = {
    "中断": "down",
    "降级": "degraded",
    "计划内维护": "maintenance",
    "中斷": "down",
    "降級": "degraded",
    "計劃內維護": "maintenance",
}


@attrs.frozen(kw_only=True)
class OutageGiven:
    """A time in which the system was not fully up; without an end it goes on.

    ``state`` is down, degraded, or planned maintenance, which is down too; ``announced`` the
    moment at which maintenance was made known.
    """

    start: str = fact("from", "起", "起")
    end: str | None = fact("to", "止", "止", default=None)
    state: Literal["down", "degraded", "maintenance"] | None = fact(
        "state", "情形", "情形", words=_STATES, default=None
    )
    share: Number | None = fact("share that failed", "受影响比例", "受影響比例", default=None)
    announced: str | None = fact("announced at", "公告时间", "公告時間", default=None)
    unannounced: bool | None = fact("not announced", "未公告", "未公告", default=None)


@attrs.frozen(kw_only=True)
class Operation:
    """A system and all its outages in the period of ``day``; ``now`` is the moment of looking."""

    name: str = fact("name", "名称", "名稱", default="")
    day: date = fact("a day of the period", "考核期内日期", "考核期內日期")
    now: str | None = fact("as of the moment", "截至时刻", "截至時刻", default=None)
    outages: tuple[OutageGiven, ...] | None = fact("outages", "中断记录", "中斷記錄", default=None)


@attrs.frozen(kw_only=True)
class UptimeFinding:
    """The availability of a system in a period, up to the moment of looking.

    ``budget`` is the time that may be lost in the whole period, ``left`` what remains of it.
    Where something is open, ``lost`` is the most, and ``lost_for_certain`` what is settled.
    While the period runs and time remains, the standard is not yet due.
    """

    name: str
    title: Text
    status: Status
    period_from: str
    period_to: str
    at_least: Amount
    availability: Amount | None = None
    agreed: Amount | None = None
    lost: Amount | None = None
    lost_for_certain: Amount | None = None
    budget: Amount | None = None
    left: Amount | None = None
    short: Amount | None = None
    missing: tuple[str, ...] = ()
    source: str = ""

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The finding in words."""
        missing = tuple(Places(vocabulary, language, Operation).titles(self.missing))
        yield status_line(self.name, self.status, self.title, language)
        pairs = (
            ("period", f"{self.period_from} – {self.period_to}"),
            ("measure", self.availability), ("at_least", self.at_least),
            ("agreed", self.agreed),
            ("lost" if self.lost_for_certain is None else "lost_most", self.lost),
            ("lost_for_certain", self.lost_for_certain), ("budget", self.budget),
            ("left" if self.lost_for_certain is None else "left_least", self.left),
            ("short_by", self.short), ("missing", missing),
            ("source", self.source or None),
        )  # fmt: skip
        yield from lines(pairs, language)


@attrs.frozen(kw_only=True)
class UptimeStandard:
    """The least availability in every period."""

    id: str
    title: Text
    source: str
    at_least: Number
    per: str
    degraded: Number
    notice: timedelta | None
    kind: str = KIND

    @property
    def record(self) -> type[Operation]:
        """A system's operation."""
        return Operation

    def assess(self, given: Any, setting: Setting) -> UptimeFinding:
        """The availability up to the moment of looking, or in the whole period once it is over."""
        start, end = period_of(given.day, self.per)
        now = end if given.now is None else moment(given.now, "now")
        if given.now is None and setting.as_of is not None:
            now = datetime.combine(setting.as_of, datetime.min.time()) + timedelta(days=1)
        until = min(max(now, start), end)
        made = UptimeFinding(
            name=given.name, title=self.title, status="needs_evidence",
            period_from=start.isoformat(" ", "minutes"), period_to=end.isoformat(" ", "minutes"),
            at_least=percent(self.at_least), source=self.source,
        )  # fmt: skip
        if given.outages is None or until == start:
            missing = ("outages",) if given.outages is None else ()
            return attrs.evolve(
                made, missing=missing, status=made.status if missing else "not_yet_due"
            )
        missing_facts: list[str] = []
        read = [self.outage(o, n, now, missing_facts) for n, o in enumerate(given.outages)]
        so_far, whole = add_up(read, start, until), add_up(read, start, end)
        if not so_far.agreed:
            return attrs.evolve(made, status="not_applicable")
        budget = exact((1 - Fraction(self.at_least)) * whole.agreed)
        status: Status = "met" if until == end else "not_yet_due"
        if so_far.least > budget:
            status = "short"
        elif so_far.most > budget:
            status = "needs_evidence"
        lost = so_far.least if status == "short" else so_far.most
        over = exact(Fraction(lost) - budget)
        return attrs.evolve(
            made,
            status=status,
            availability=percent(exact(so_far.best if status == "short" else so_far.worst)),
            agreed=_seconds(so_far.agreed),
            lost=_seconds(lost),
            lost_for_certain=_seconds(so_far.least) if lost != so_far.least else None,
            budget=_seconds(budget),
            left=_seconds(max(exact(-Fraction(over)), 0)),
            short=_seconds(over) if status == "short" else None,
            missing=tuple(missing_facts) if status == "needs_evidence" else (),
        )

    def outage(self, given: OutageGiven, n: int, now: datetime, missing: list[str]) -> Outage:
        """An outage as it counts; what is not known of it is noted."""
        where = f"outages[{n}]"
        start = moment(given.start, "start", where)
        end = max(now, start) if given.end is None else moment(given.end, "end", where)
        if end < start:
            raise CaseError("end", given.end, said(TEXTS, "expect:after", day=start), where=where)
        share: Number = 1
        if given.share is not None:
            share = given.share
        elif given.state == "degraded":
            share = self.degraded
        excluded = self.excluded(given, start, where, missing)
        least = None
        if given.state is None and given.share is None:
            least = min(share, self.degraded)
            if f"{where}.state" not in missing:
                missing.append(f"{where}.state")
        if not 0 <= share <= 1:
            raise CaseError("share", share, said(TEXTS, "expect:share"), where=where)
        return Outage(start, end, share, least, excluded)

    def excluded(
        self, given: OutageGiven, start: datetime, where: str, missing: list[str]
    ) -> bool | None:
        """Whether a time is left out of account: maintenance that was announced early enough."""
        if given.state in ("down", "degraded") or self.notice is None or given.unannounced:
            return False
        early = None
        if given.announced is not None:
            early = moment(given.announced, "announced", where) + self.notice <= start
        if early is False:
            return False
        if given.state is None:
            missing.append(f"{where}.state")
        if early is None:
            missing.append(f"{where}.announced")
        return True if given.state == "maintenance" and early else None


def moment(text: str, name: str, where: str | None = None) -> datetime:
    """A local moment as written: ``2025-02-09 17:30``, ``2025年2月9日 17:30``.

    The first form takes seconds where they matter.
    """
    try:
        found = read_moment(text) if "年" in text else datetime.fromisoformat(text.strip())
    except ValueError:
        raise CaseError(name, text, said(TEXTS, "expect:moment"), where=where) from None
    is_day = len(text.strip()) <= len("2025-02-09")
    if is_day or not isinstance(found, datetime) or found.tzinfo is not None:
        raise CaseError(name, text, said(TEXTS, "expect:moment"), where=where)
    return found.replace(microsecond=0)


def _seconds(n: Number) -> Amount:
    return Amount(n, find_unit("second"))
