"""The document kind ``cadence``: what comes back every week, month, quarter or year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.diagnostics import suggest
from govcoord.errors import CaseError
from govcoord.mechanisms.cadence import (
    Due,
    Duty,
    Every,
    Occasion,
    occasions,
    period_named,
    period_of,
)
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.order import not_before
from govcoord.mechanisms.said import Texts, said
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount, Document, Name
from govcoord.rules.vocabulary import Vocabulary
from govcoord.source import Span
from govcoord.text import Text

PHRASES: Texts = {
    "title": (
        "{first} to {last}, as of {day}",
        "{first}至{last}，截至{day}",
        "{first}至{last}，截至{day}",
    ),
    "line": (
        "{title} {period} ({who}): {state}",
        "{title} {period}（{who}）：{state}",
        "{title} {period}（{who}）：{state}",
    ),
    "held": ("held {held}, due {due}", "{held}已开，最迟{due}", "{held}已開，最遲{due}"),
    "late": (
        "held {held}, {off} workdays after {due}",
        "{held}才开，最迟{due}，迟{off}个工作日",
        "{held}才開，最遲{due}，遲{off}個工作日",
    ),
    "missed": (
        "not held; due {due}, {off} workdays ago",
        "未开；最迟{due}，已过{off}个工作日",
        "未開；最遲{due}，已過{off}個工作日",
    ),
    "due_soon": ("due {due}, soon", "最迟{due}，临近", "最遲{due}，臨近"),
    "ahead": ("due {due}", "最迟{due}", "最遲{due}"),
    "skipped": ("no workday in the period", "该期没有工作日，不开", "該期沒有工作日，不開"),
    "rate": (
        "in time: {in_time} of {due}",
        "按时：{due}次中{in_time}次",
        "按時：{due}次中{in_time}次",
    ),
    "no_rate": ("nothing was due yet", "没有已到期的", "沒有已到期的"),
    "unknown": ("one of the duties", "本机制的一项职责", "本機制的一項職責"),
    "period": (
        "the name of a period of the duty, such as {name}",
        "该职责的期次，如 {name}",
        "該職責的期次，如 {name}",
    ),
    "order": ("a day not before the first one", "不早于起始日的日期", "不早於起始日的日期"),
}


@attrs.frozen(slots=True, kw_only=True)
class DutyEntry:
    """A duty that comes back: how often, by when, who owes it.

    Exactly one of ``due`` (the first or last workday of the period), ``within`` (workdays after
    the period's end) and ``on_day`` (a day of the period, moved to a workday) is given.
    """

    id: Name
    title: Text = Text()
    source: str = ""
    note: Text = Text()
    every: Every
    who: Name
    due: Literal["first_workday", "last_workday"] | None = None
    within: Amount | None = None
    on_day: int | None = None
    move: Literal["next", "previous"] = "next"
    warn: Amount | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class CadenceDocument(Document):
    """A document of kind ``cadence``."""

    duties: tuple[DutyEntry, ...]


@attrs.frozen
class Session:
    """A session that was held, of which duty, and for which period where that is said."""

    duty: str = fact("duty", "职责", "職責")
    held: date = fact("held on", "召开日", "召開日")
    period: str | None = fact("for the period", "期次", "期次", default=None)


@attrs.frozen
class Held:
    """A span of days, and the sessions that were held."""

    first: date = fact("from", "自", "自")
    last: date = fact("to", "至", "至")
    sessions: tuple[Session, ...] = fact("sessions", "会议", "會議", default=())


@attrs.frozen
class Rate:
    """How many occasions of a duty were due, and how many of them were held in time."""

    duty: str
    due: int
    in_time: int
    late: int
    missed: int

    @property
    def share(self) -> Fraction | None:
        """The share held in time; ``None`` where none was due."""
        return Fraction(self.in_time, self.due) if self.due else None


@attrs.frozen
class CadenceReport:
    """Every occasion in a span of days, and the rate per duty."""

    first: date
    last: date
    as_of: date
    occasions: tuple[Occasion, ...]
    rates: tuple[Rate, ...]
    duties: tuple[DutyEntry, ...] = attrs.field(repr=False)

    @property
    def missed(self) -> tuple[Occasion, ...]:
        """The occasions that were missed."""
        return tuple(o for o in self.occasions if o.state == "missed")

    def to_dict(self) -> dict[str, object]:
        """As plain data."""
        return {
            "first": self.first,
            "last": self.last,
            "as_of": self.as_of,
            "occasions": self.occasions,
            "rates": [{**attrs.asdict(rate), "share": rate.share} for rate in self.rates],
            "missed": self.missed,
        }

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """Occasions in the order in which they fall due, then the rates."""
        speech = Speech(PHRASES, vocabulary, language)
        entries = {str(entry.id): entry for entry in self.duties}
        yield speech.say("title", first=self.first, last=self.last, day=self.as_of)

        def order(item: Occasion) -> tuple[date, str]:
            period = period_named(item.period, entries[item.duty].every)
            return item.due or (period.first if period else date.min), item.duty

        for item in sorted(self.occasions, key=order):
            entry = entries[item.duty]
            state = speech.say(item.state, due=item.due, held=item.held, off=item.workdays)
            title = entry.title.get(language) or item.duty
            who = speech.name(vocabulary.departments.resolve(entry.who))
            yield "  " + speech.say("line", title=title, period=item.period, who=who, state=state)
        for rate in self.rates:
            title = entries[rate.duty].title.get(language) or rate.duty
            word = "rate" if rate.due else "no_rate"
            yield f"{title} {speech.say(word, in_time=rate.in_time, due=rate.due)}"


@attrs.frozen
class Cadence:
    """A cadence as loaded."""

    id: str
    title: Text
    source: str
    entries: tuple[DutyEntry, ...]
    duties: tuple[Duty, ...]
    kind: str = "cadence"
    record: type[Held] = Held

    def assess(self, given: Held, setting: Setting) -> CadenceReport:
        """The occasions that fall due from the first to the last day, as of the day."""
        self._check(given)
        found: list[Occasion] = []
        rates = []
        for duty in self.duties:
            held = [(s.held, s.period) for s in given.sessions if s.duty in self._words(duty.id)]
            made = occasions(duty, given.first, given.last, held, setting.day, setting.calendar)
            found.extend(made)
            rates.append(_rate(duty.id, made))
        return CadenceReport(
            given.first, given.last, setting.day, tuple(found), tuple(rates), self.entries
        )

    def _words(self, id_: str) -> set[str]:
        (entry,) = (entry for entry in self.entries if entry.id == id_)
        return {id_, *entry.title.all()}

    def _check(self, given: Held) -> None:
        if given.last < given.first:
            raise CaseError("last", given.last, said(PHRASES, "order"))
        words = {word for duty in self.duties for word in self._words(duty.id)}
        for number, session in enumerate(given.sessions):
            if session.duty not in words:
                near = suggest(session.duty, words)
                hint = f"did you mean `{near}`?" if near else None
                where = f"sessions[{number}]"
                expected = said(PHRASES, "unknown")
                raise CaseError("duty", session.duty, expected, hint=hint, where=where)
            self._check_period(session, f"sessions[{number}]")

    def _check_period(self, session: Session, where: str) -> None:
        """A session is for a period that there is, and not held before it."""
        if session.period is None:
            return
        duty = next(d for d in self.duties if session.duty in self._words(d.id))
        period = period_named(session.period, duty.every)
        if period is None:
            shown = period_of(session.held, duty.every).name
            expected = said(PHRASES, "period", name=shown)
            raise CaseError("period", session.period, expected, where=where)
        not_before("held", session.held, period.first, where)


def _rate(id_: str, made: Sequence[Occasion]) -> Rate:
    count = {state: sum(o.state == state for o in made) for state in ("held", "late", "missed")}
    return Rate(id_, sum(count.values()), count["held"], count["late"], count["missed"])


def lower(documents: Sequence[CadenceDocument], context: Context) -> Lowered:
    """One mechanism per document."""
    made = []
    for document in documents:
        duties = [duty for entry in document.duties if (duty := _duty(entry, context))]
        source = document.source
        made.append(
            Cadence(str(document.id), document.title, source, document.duties, tuple(duties))
        )
    return Lowered(mechanisms=tuple(made))


def _duty(entry: DutyEntry, context: Context) -> Duty | None:
    context.department(entry.who)
    given = [entry.due is not None, entry.within is not None, entry.on_day is not None]
    if sum(given) != 1:
        context.collector.add("GC680", entry.id.span, duty=entry.id)
        return None
    after, warn = _workdays(entry.within, context), _workdays(entry.warn, context)
    if entry.on_day is not None and entry.on_day < 1:
        context.collector.add("GC682", entry.id.span, duty=entry.id, day=str(entry.on_day))
        return None
    due = Due(entry.due, after, entry.on_day, entry.move)
    return Duty(str(entry.id), entry.every, due, warn or 0)


def _workdays(amount: Amount | None, context: Context) -> int | None:
    """A whole number of workdays; anything else is reported (GC681)."""
    if amount is None:
        return None
    whole = isinstance(amount.value, int) and amount.value >= 0
    if amount.unit is None or amount.unit.dimension != "workday" or not whole:
        context.collector.add("GC681", amount.span, amount=amount.written)
        return 0
    return int(amount.value)


KIND = Kind("cadence", CadenceDocument, lower=lower)
