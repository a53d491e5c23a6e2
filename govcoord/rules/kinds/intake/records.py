"""What an intake is given, and what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

import attrs

from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.merging import Because, Joined
from govcoord.mechanisms.obligation import State
from govcoord.mechanisms.spans import Moment
from govcoord.numerals import Number
from govcoord.rules.kinds.intake.words import intake_lines
from govcoord.rules.vocabulary import Vocabulary

CHANNELS = "report_channels"
CATEGORIES = "report_categories"
URGENCY = "report_urgency"

Doubt = Literal[
    "place_unknown", "place_coarse", "place_outside", "places_differ", "category_unknown",
    "category_coarse", "time_unknown", "hour_unknown", "same_as_doubtful", "same_as_unknown",
]  # fmt: skip


@attrs.frozen(kw_only=True)
class Report:
    """One report that came in.

    ``closed`` is when it was settled, ``answered`` when its reporter was told. ``same_as`` and
    ``apart`` are what a person decided: that it is of one event with another report, or with
    none. ``facts`` are facts of the case that the tables of the plan ask for.
    """

    id: str = fact("number", "编号", "編號")
    channel: str = fact("channel", "渠道", "渠道", choices=CHANNELS)
    at: Moment | None = fact("time", "时间", "時間", default=None)
    place: str | None = fact("grid cell", "网格", "網格", default=None)
    x: Number | None = fact("x", "横坐标", "橫坐標", default=None)
    y: Number | None = fact("y", "纵坐标", "縱坐標", default=None)
    category: str | None = fact("category", "类别", "類別", choices=CATEGORIES, default=None)
    urgency: str | None = fact("urgency", "紧急程度", "緊急程度", choices=URGENCY, default=None)
    text: str | None = fact("text", "内容", "內容", default=None)
    reporter: str | None = fact("reporter", "反映人", "反映人", default=None)
    anonymous: bool | None = fact("anonymous", "匿名", "匿名", default=None)
    closed: Moment | None = fact("closed", "办结时间", "辦結時間", default=None)
    answered: Moment | None = fact("answered", "回复时间", "回覆時間", default=None)
    same_as: str | None = fact("same event as", "与…同一事件", "與…同一事件", default=None)
    apart: bool = fact("an event apart", "单独事件", "單獨事件", default=False)
    facts: Mapping[str, Any] = fact("facts", "事实", "事實", factory=dict)


@attrs.frozen(kw_only=True)
class Reports:
    """The reports of all channels; ``now`` is the moment at which they are looked at.

    ``unread`` more came in that could not be read.
    """

    now: Moment | None = fact("now", "当前时间", "當前時間", default=None)
    reports: tuple[Report, ...] = fact("reports", "反映", "反映", rows=True)
    unread: int = fact("unread", "未能读取", "未能讀取", at_least=0, unread=True, default=0)


@attrs.frozen
class Owed:
    """The answer that a reporter is owed; ``state`` is ``None`` for one who gave no name."""

    report: str
    reporter: str | None
    channel: str
    due: Moment | None
    done: Moment | None
    state: State | None


@attrs.frozen(kw_only=True)
class OneTicket:
    """One ticket: its reports and why each is in it, who is to be answered, by when it is due.

    ``due`` is the earliest end of the limits of its reports: merging never gives more time. It is
    ``None``, and ``urgency`` with it, while the urgency of a report is not known that could make
    it earlier.
    ``told`` is what the tables of the plan say of its facts (``None``: not known yet, with the
    facts to ask for in ``ask``); facts that its reports contradict each other in are
    ``differing`` and taken as not known. ``near`` are tickets of the same category in cells that
    touch this one, within the time of merging: for a person to join, or not.
    """

    id: str
    place: str | None
    category: str | None
    opened: datetime
    closed: datetime | None
    reports: tuple[Joined, ...]
    channels: tuple[str, ...]
    answers: tuple[Owed, ...]
    urgency: str | None
    due: Moment | None
    state: State
    follows: str | None
    because: Because | None
    times: int
    told: Mapping[str, Any]
    ask: tuple[str, ...]
    differing: tuple[str, ...]
    near: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Doubtful:
    """A report that was not merged: why a person has to look, and which tickets it may be of."""

    id: str
    doubts: tuple[Doubt, ...]
    may_be: tuple[str, ...]
    answer: Owed


@attrs.frozen(kw_only=True)
class IntakeResult:
    """Tickets by the time they were opened, reports for a person to look at, and the numbers.

    ``counts`` has ``reports``, ``tickets``, ``merged`` (reports that made no ticket of their own),
    ``doubtful``, ``repeated`` (tickets that follow a closed one), ``later`` (reports after the
    day, left out) and ``unread`` (those that could not be read). ``channels`` counts reports by
    channel, ``missing`` has the facts of each report that are not known and owed answers depend
    on.
    """

    tickets: tuple[OneTicket, ...]
    doubtful: tuple[Doubtful, ...]
    counts: Mapping[str, int]
    channels: Mapping[str, int]
    missing: Mapping[str, tuple[str, ...]]
    places: str | None = attrs.field(default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        names = ("tickets", "doubtful", "counts", "channels", "missing")
        return {name: getattr(self, name) for name in names}

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The tickets in words."""
        return intake_lines(self, vocabulary, language)
