"""Reports read for merging: where and when they were, what is doubtful, what cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.merging import Grid, Seen
from govcoord.mechanisms.obligation import after
from govcoord.mechanisms.spans import A_MOMENT, Moment, day_of, on_clock
from govcoord.rules.kinds.intake.records import Doubt, Report
from govcoord.rules.records import scalar
from govcoord.rules.vocabulary import Attribute, Choices, Type


@attrs.frozen(kw_only=True)
class Placed:
    """A report with the cells that it may lie in (``None``: anywhere) and its doubts."""

    report: Report
    place: str | None
    cells: frozenset[str] | None
    categories: frozenset[str] | None
    doubts: tuple[Doubt, ...]

    @property
    def moment(self) -> datetime:
        """When it came in, where that is known to the minute."""
        assert isinstance(self.report.at, datetime)
        return self.report.at

    @property
    def times(self) -> tuple[datetime, datetime] | None:
        """The moments between which it came in; ``None`` where not even the day is known."""
        at = self.report.at
        if at is None:
            return None
        if isinstance(at, datetime):
            return at, at
        return datetime.combine(at, time.min), datetime.combine(at + timedelta(days=1), time.min)


def check_reports(reports: Sequence[Report]) -> None:
    """Raise `CaseError` for reports that cannot be: given twice, in circles, closed too early."""
    by_id: dict[str, Report] = {}
    for n, report in enumerate(reports):
        where = f"reports[{n}]"
        if report.id in by_id:
            raise CaseError("id", report.id, "each report once", where=where)
        by_id[report.id] = report
        for name in ("at", "closed", "answered"):
            moment = getattr(report, name)
            if isinstance(moment, datetime) and moment.tzinfo is not None:
                on_clock(moment, "hour", name)
        for name in ("closed", "answered"):
            moment = getattr(report, name)
            if moment is not None and report.at is not None and _before(moment, report.at):
                raise CaseError(name, str(moment), f"at or after {report.at}", where=where)
        if report.closed is not None and not isinstance(report.closed, datetime):
            raise CaseError("closed", str(report.closed), A_MOMENT, where=where)
    for n, report in enumerate(reports):
        _check_same(report, by_id, f"reports[{n}]")


def _before(moment: Moment, start: Moment) -> bool:
    return after(start, moment)


def _check_same(report: Report, by_id: Mapping[str, Report], where: str) -> None:
    if report.same_as is None:
        return
    if report.apart:
        expected = "`same_as` or `apart`, not both"
        raise CaseError("apart", True, expected, where=where)
    seen, at = {report.id}, report
    while (name := at.same_as) is not None:
        if name not in by_id:
            return
        if name in seen:
            raise CaseError("same_as", report.same_as, "another report", where=where)
        seen.add(name)
        at = by_id[name]
    if at.at is None:
        return
    for field in ("at", "closed"):
        moment = getattr(report, field)
        if moment is not None and _before(moment, at.at):
            expected = f"at or after {at.at}"
            hint = f"`{at.id}` came in later: let it name this one"
            raise CaseError(field, str(moment), expected, hint=hint, where=where)


@attrs.frozen(kw_only=True)
class Places:
    """What a place is: a cell of a grid, or an entry of a list of the vocabulary."""

    grid: Grid | None = None
    listed: Choices | None = None

    def placed(self, report: Report, categories: Choices, where: str) -> Placed:
        """The report with its cell, its category and what is doubtful about it."""
        place, cells, doubts = self._place(report, where)
        kinds: frozenset[str] | None = None
        if report.category is None:
            doubts.append("category_unknown")
        else:
            kinds = categories.below(report.category)
            if len(kinds) > 1:
                doubts.append("category_coarse")
        if report.at is None:
            doubts.append("time_unknown")
        elif not isinstance(report.at, datetime):
            doubts.append("hour_unknown")
        return Placed(
            report=report, place=place, cells=cells, categories=kinds, doubts=tuple(doubts)
        )

    def _place(
        self, report: Report, where: str
    ) -> tuple[str | None, frozenset[str] | None, list[Doubt]]:
        if self.grid is not None:
            return self._cell(self.grid, report, where)
        assert self.listed is not None
        if report.place is None:
            return None, None, ["place_unknown"]
        cells = Attribute("place", Type.CHOICE, choices=self.listed)
        id_ = scalar(cells, report.place.strip(), "place", where)
        below = self.listed.below(id_)
        return id_, below, ["place_coarse"] if len(below) > 1 else []

    def _cell(
        self, grid: Grid, report: Report, where: str
    ) -> tuple[str | None, frozenset[str] | None, list[Doubt]]:
        code = None if report.place is None else report.place.strip()
        if code is not None and not grid.knows(code):
            expected = f"a cell from `1-1` to `{grid.columns}-{grid.rows}`"
            raise CaseError("place", report.place, expected, where=where)
        if report.x is None or report.y is None:
            if code is not None:
                return code, frozenset([code]), []
            return None, None, ["place_unknown"]
        found = grid.cell(Fraction(report.x), Fraction(report.y))
        if found is None:
            return code, None, ["place_outside"]
        if code is not None and code != found:
            return None, frozenset([code, found]), ["places_differ"]
        return found, frozenset([found]), []


def roots_of(reports: Sequence[Report]) -> Mapping[str, str]:
    """For each report the one that its chain of ``same_as`` leads to: itself where it has none.

    The chain may lead to a report that is not here.
    """
    same = {report.id: report.same_as for report in reports}

    def root(id_: str) -> str:
        while (further := same.get(id_)) is not None:
            id_ = further
        return id_

    return {id_: root(id_) for id_ in same}


def as_seen(placed: Placed, joined: Sequence[Report], now: Moment | None) -> Seen:
    """The report as it is merged, with those that a person joined to it, as of ``now``."""
    report = placed.report
    ends = [one.closed for one in (report, *joined) if not is_later(one.closed, now)]
    closed = min((end for end in ends if isinstance(end, datetime)), default=None)
    key = (placed.place, report.category)
    return Seen(id=report.id, at=placed.moment, key=key, closed=closed, apart=report.apart)


def end_of(moment: Moment) -> datetime:
    """A moment, or the last one of a day, to compare limits in hours and in days."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.max)


def is_later(moment: Moment | None, now: Moment | None) -> bool:
    """Whether something happened after the moment at which it is looked at."""
    return moment is not None and now is not None and after(moment, now)


def day_or_moment(now: Moment | None, day: date | None) -> Moment | None:
    """The moment at which reports are looked at: as given, else the day of the plan."""
    if now is not None and day is not None and day_of(now) != day:
        raise CaseError("now", str(now), f"a moment of {day}")
    return day if now is None else now
