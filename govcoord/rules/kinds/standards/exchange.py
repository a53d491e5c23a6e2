"""Secondments between departments, and the register of the talent pool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.months import elapsed, month_end
from govcoord.mechanisms.rolling import Status
from govcoord.mechanisms.said import phrase, said
from govcoord.numerals import Number, exact
from govcoord.periods import add_months
from govcoord.rules.kinds.standards.given import check_order
from govcoord.rules.kinds.standards.measure import KIND, worst
from govcoord.rules.kinds.standards.words import TEXTS, lines, months_text, status_line
from govcoord.rules.mechanism import Setting
from govcoord.rules.places import Places
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class Secondment:
    """A person sent from one department to another; without an end it goes on."""

    name: str = fact("name", "姓名", "姓名", default="")
    home: str = fact("home department", "派出部门", "派出部門", choices="departments")
    host: str = fact("host department", "接收部门", "接收部門", choices="departments")
    start: date = fact("from", "起", "起")
    end: date | None = fact("to", "止", "止", default=None)


@attrs.frozen(kw_only=True)
class Exchange:
    """The secondments that are looked at; with a year only those begun in it are balanced."""

    year: int | None = fact("year", "年度", "年度", default=None)
    secondments: tuple[Secondment, ...] = fact("secondments", "挂职", "掛職")


@attrs.frozen(kw_only=True)
class Term:
    """How long a secondment lasts, or has lasted by the day, and within which days it must end."""

    name: str
    status: Status
    months: Number
    earliest_end: date
    latest_end: date

    def lines(self, language: str) -> Iterator[str]:
        """The finding in words."""
        yield status_line(self.name, self.status, Text(), language)
        pairs = (
            ("months", months_text(self.months, language)),
            ("earliest_end", self.earliest_end), ("latest_end", self.latest_end),
        )  # fmt: skip
        yield from lines(pairs, language)


@attrs.frozen(kw_only=True)
class Balance:
    """Secondments between two departments, there and back, and which department owes more."""

    first: str
    second: str
    there: int
    back: int
    status: Status
    owes: str | None = None
    short: int | None = None

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The finding in words."""
        names = {
            id_: vocabulary.departments.label(id_, language) for id_ in (self.first, self.second)
        }
        text = phrase(
            TEXTS, "balance", language, first=names[self.first], second=names[self.second],
            there=self.there, back=self.back,
        )  # fmt: skip
        yield status_line(text, self.status, Text(), language)
        if self.owes is not None:
            yield "  " + phrase(TEXTS, "owes", language, name=names[self.owes], n=self.short)


@attrs.frozen(kw_only=True)
class ExchangeFinding:
    """The terms of secondments and the balance between departments; ``status`` is the worst."""

    title: Text
    status: Status
    terms: tuple[Term, ...]
    balances: tuple[Balance, ...]
    source: str

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The findings in words."""
        yield status_line("", self.status, self.title, language)
        for term in self.terms:
            yield from term.lines(language)
        for balance in self.balances:
            yield from balance.lines(vocabulary, language)
        yield from lines((("source", self.source or None),), language)


@attrs.frozen(kw_only=True)
class SecondmentStandard:
    """How long secondments last and how even the exchange is."""

    id: str
    title: Text
    source: str
    at_least: int
    at_most: int
    tolerance: int
    kind: str = KIND

    @property
    def record(self) -> type[Exchange]:
        """Secondments."""
        return Exchange

    def assess(self, given: Any, setting: Setting) -> ExchangeFinding:
        """Every secondment's term as of the day, and the balance of every two departments."""
        terms = []
        seen: set[tuple[str, str, str, date]] = set()
        for n, one in enumerate(given.secondments):
            where = f"secondments[{n}]"
            check_order(one.start, one.end, "end", where)
            if one.home == one.host:
                raise CaseError("host", one.host, said(TEXTS, "expect:two"), where=where)
            if (one.name, one.home, one.host, one.start) in seen:
                raise CaseError("name", one.name, said(TEXTS, "expect:secondment"), where=where)
            if one.name:  # those without a name cannot be told apart
                seen.add((one.name, one.home, one.host, one.start))
            terms.append(self.term(one, setting.day))
        begun = [o for o in given.secondments if o.start <= setting.day]
        counted = [o for o in begun if given.year in (None, o.start.year)]
        balances = tuple(self.balances(counted))
        return ExchangeFinding(
            title=self.title,
            status=worst([*(one.status for one in terms), *(one.status for one in balances)]),
            terms=tuple(terms),
            balances=balances,
            source=self.source,
        )

    def term(self, one: Secondment, day: date) -> Term:
        """A secondment's term: one that goes on is due when it may be too long."""
        first, latest = (month_end(one.start, n) - DAY for n in (self.at_least, self.at_most))
        last = one.end if one.end is not None else max(day, one.start)
        months = exact(elapsed(one.start, last + DAY))
        status: Status = "met"
        if months > self.at_most:
            status = "over"
        elif months < self.at_least:
            status = "short" if one.end is not None else "not_yet_due"
        return Term(
            name=one.name, status=status, months=months, earliest_end=first, latest_end=latest
        )

    def balances(self, counted: Sequence[Secondment]) -> Iterator[Balance]:
        """The exchange of every two departments."""
        sent = Counter((one.home, one.host) for one in counted)
        pairs = dict.fromkeys(tuple(sorted((one.home, one.host))) for one in counted)
        for first, second in pairs:
            there, back = sent[first, second], sent[second, first]
            gap = abs(there - back) - self.tolerance
            made = Balance(first=first, second=second, there=there, back=back, status="met")
            if gap > 0:
                owes = second if there > back else first
                made = attrs.evolve(made, status="short", owes=owes, short=gap)
            yield made


@attrs.frozen(kw_only=True)
class Entry:
    """An entry of the talent pool, and the day on which it was last brought up to date."""

    name: str = fact("name", "姓名", "姓名")
    updated: date | None = fact("last updated", "更新日期", "更新日期", default=None)


@attrs.frozen(kw_only=True)
class Pair:
    """A mentor and who learns from them; without an end it is open."""

    mentor: str = fact("mentor", "导师", "導師")
    mentee: str = fact("mentee", "学员", "學員")
    start: date = fact("from", "起", "起")
    end: date | None = fact("to", "止", "止", default=None)


@attrs.frozen(kw_only=True)
class Pool:
    """A register of persons, and the pairs of mentors among them."""

    entries: tuple[Entry, ...] = fact("entries", "条目", "條目")
    pairs: tuple[Pair, ...] = fact("mentor pairs", "师徒结对", "師徒結對", default=())


@attrs.frozen(kw_only=True)
class PoolFinding:
    """What is current in a register and what is wrong with it.

    ``current`` and ``at_least`` are numbers of entries, ``short`` how many are missing. Stale
    are entries that were not brought up to date in time, ``crowded`` persons who are in more
    open pairs in one role than allowed; ``stale_from`` is the next day on which one goes stale.
    """

    title: Text
    status: Status
    current: int
    at_least: int
    short: int | None
    stale: tuple[str, ...]
    stale_from: date | None
    doubles: tuple[str, ...]
    crowded: tuple[str, ...]
    missing: tuple[str, ...]
    source: str

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The finding in words."""
        missing = tuple(Places(vocabulary, language, Pool).titles(self.missing))
        yield status_line("", self.status, self.title, language)
        pairs = (
            ("current", self.current), ("at_least", self.at_least), ("short_by", self.short),
            ("stale", self.stale), ("doubles", self.doubles), ("pairs", self.crowded),
            ("missing", missing), ("source", self.source or None),
        )  # fmt: skip
        yield from lines(pairs, language)


@attrs.frozen(kw_only=True)
class RegisterStandard:
    """How many current entries a register holds, and one open pair per person and role."""

    id: str
    title: Text
    source: str
    at_least: int
    stale_after: int
    open_pairs: int
    kind: str = KIND

    @property
    def record(self) -> type[Pool]:
        """A register."""
        return Pool

    def assess(self, given: Any, setting: Setting) -> PoolFinding:
        """What is current on the day; an entry is current on the last day of its time."""
        day = setting.day
        names = Counter(entry.name for entry in given.entries)
        once = {entry.name: entry for entry in given.entries}
        ends = {
            name: add_months(entry.updated, self.stale_after)
            for name, entry in once.items()
            if entry.updated is not None and entry.updated <= day
        }
        stale = tuple(name for name, end in ends.items() if end < day)
        unknown = len(once) - len(ends)
        current = len(ends) - len(stale)
        crowded = tuple(self.crowded(given.pairs, day))
        doubles = tuple(name for name, n in names.items() if n > 1)
        status: Status = "met"
        if current + unknown < self.at_least or crowded or doubles:
            status = "short"
        elif current < self.at_least:
            status = "needs_evidence"
        indices = {entry.name: n for n, entry in enumerate(given.entries)}
        return PoolFinding(
            title=self.title,
            status=status,
            current=current,
            at_least=self.at_least,
            short=max(self.at_least - current - unknown, 0) or None,
            stale=stale,
            stale_from=min((end + DAY for end in ends.values() if end >= day), default=None),
            doubles=doubles,
            crowded=crowded,
            missing=tuple(f"entries[{indices[n]}].updated" for n in once if n not in ends),
            source=self.source,
        )

    def crowded(self, pairs: Sequence[Pair], day: date) -> Iterator[str]:
        """Persons with too many open pairs in one role."""
        for n, pair in enumerate(pairs):
            check_order(pair.start, pair.end, "end", f"pairs[{n}]")
            if pair.mentor == pair.mentee:
                expected = said(TEXTS, "expect:two_persons")
                raise CaseError("mentee", pair.mentee, expected, where=f"pairs[{n}]")
        open_ = {
            (p.mentor, p.mentee): p
            for p in pairs
            if p.start <= day and (p.end is None or p.end >= day)
        }
        for role in ("mentor", "mentee"):
            for name, n in Counter(getattr(p, role) for p in open_.values()).items():
                if n > self.open_pairs:
                    yield name
