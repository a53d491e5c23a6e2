"""How far a policy that was carried out is from what it planned, clause by clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import attrs

from govcoord.errors import MISSING, CaseError
from govcoord.mechanisms.deviation import (
    AS_PLANNED,
    UNDONE,
    UNKNOWN,
    Deviation,
    Way,
    of_delay,
    of_quantity,
    rate,
    worst,
)
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.rolling import Status
from govcoord.mechanisms.said import phrase, said, said_by
from govcoord.numerals import Number, exact
from govcoord.rules.kinds.standards.measure import KIND, in_unit
from govcoord.rules.kinds.standards.words import TEXTS, lines, percent, shown, status_line
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount
from govcoord.rules.places import Places
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

_WAYS = {
    "不少于": "at_least", "不少於": "at_least", "不多于": "at_most", "不多於": "at_most",
    "等于": "exactly", "等於": "exactly",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class Clause:
    """A clause of a policy: what it planned and what was done of it by the day.

    ``carried_out`` is whether it was carried out at all; ``planned`` and ``done`` are amounts of
    one unit, which ``way`` compares. ``judged`` is the share that somebody judged to deviate,
    where nothing can be counted. ``excluded`` is why it is left out, by whose approval.
    """

    id: str = fact("number", "条款号", "條款號")
    title: str = fact("title", "内容", "內容", default="")
    unit: str | None = fact("unit", "责任部门", "責任部門", choices="departments", default=None)
    weight: Number | None = fact("weight", "权重", "權重", default=None)
    carried_out: bool | None = fact("carried out", "已执行", "已執行", default=None)
    planned: Amount | None = fact("planned", "计划数", "計劃數", default=None)
    done: Amount | None = fact("done", "完成数", "完成數", default=None)
    way: Way | None = fact("compared", "要求方向", "要求方向", words=_WAYS, default=None)
    judged: Amount | None = fact("judged deviation", "认定偏差", "認定偏差", default=None)
    due: date | None = fact("due", "完成期限", "完成期限", default=None)
    finished: date | None = fact("finished", "完成日期", "完成日期", default=None)
    excluded: str | None = fact("left out because", "剔除事由", "剔除事由", default=None)
    approved_by: str | None = fact("approved by", "批准机关", "批准機關", default=None)


@attrs.frozen(kw_only=True)
class Execution:
    """A policy whose clauses are looked at; they are all that it has."""

    name: str = fact("policy", "政策", "政策", default="")
    clauses: tuple[Clause, ...] = fact("clauses", "条款", "條款")


State = Literal["as_planned", "deviates", "undone", "unknown", "not_yet_due", "left_out"]


@attrs.frozen(kw_only=True)
class ClauseFinding:
    """What became of a clause: its deviation and what it adds to the rate, both as ranges.

    ``weight`` is its share of the weight of all clauses that are due.
    """

    id: str
    title: str
    unit: str | None
    state: State
    weight: Amount | None = None
    least: Amount | None = None
    most: Amount | None = None
    adds_least: Amount | None = None
    adds_most: Amount | None = None
    late_days: int | None = None
    reason: str | None = None
    missing: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class UnitRate:
    """The rate of the clauses of one department."""

    unit: str
    clauses: int
    least: Amount
    most: Amount


@attrs.frozen(kw_only=True)
class ExecutionFinding:
    """The rate of deviation of a policy, from ``least`` to ``most``.

    ``rate`` is there where the two are the same; it is the figure for a target. A clause whose
    time has not come, or that is left out by approval, has no part in it.
    """

    name: str
    title: Text
    status: Status
    at_most: Amount
    rate: Amount | None
    least: Amount | None
    most: Amount | None
    over: Amount | None
    clauses: tuple[ClauseFinding, ...]
    units: tuple[UnitRate, ...]
    missing: tuple[str, ...]
    source: str

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The finding in words: the rate, then the clauses that deviate or may."""
        yield status_line(self.name, self.status, self.title, language)
        pairs = (
            ("rate", _range(self.least, self.most, language)), ("at_most", self.at_most),
            ("over_by", self.over),
        )  # fmt: skip
        yield from lines(pairs, language)
        for one in self.clauses:
            if one.state != "as_planned":
                yield "  " + self.clause(one, vocabulary, language)
        for unit in self.units if len(self.units) > 1 else ():
            name = vocabulary.departments.label(unit.unit, language)
            text = _range(unit.least, unit.most, language)
            yield "  " + phrase(TEXTS, "of_unit", language, name=name, n=unit.clauses, rate=text)
        missing = tuple(Places(vocabulary, language, Execution).titles(self.missing))
        yield from lines((("missing", missing), ("source", self.source or None)), language)

    def clause(self, one: ClauseFinding, vocabulary: Vocabulary, language: str) -> str:
        """A clause in words."""
        name = " ".join(filter(None, (one.id, one.title)))
        if one.unit is not None:
            unit = vocabulary.departments.label(one.unit, language)
            name = phrase(TEXTS, "whose", language, name=name, unit=unit)
        text = phrase(TEXTS, f"clause_{one.state}", language, reason=one.reason)
        if one.late_days:
            text += phrase(TEXTS, "late", language, n=one.late_days)
        own = _range(one.least, one.most, language)
        if own is not None:
            adds = _range(one.adds_least, one.adds_most, language)
            text += phrase(TEXTS, "adds", language, own=own, adds=adds)
        return phrase(TEXTS, "pair", language, name=name, text=text)


def _range(least: Amount | None, most: Amount | None, language: str) -> str | None:
    """One amount, or from one to another."""
    if least is None or most is None:
        return None
    if least == most:
        return shown(least, language)
    ends = shown(least, language), shown(most, language)
    return phrase(TEXTS, "from_to", language, least=ends[0], most=ends[1])


@attrs.frozen(kw_only=True)
class ExecutionStandard:
    """The largest rate of deviation that is allowed, and how clauses are weighed."""

    id: str
    title: Text
    source: str
    at_most: Number
    weights: Literal["given", "equal"]
    full_after: Number | None
    kind: str = KIND

    @property
    def record(self) -> type[Execution]:
        """A policy and its clauses."""
        return Execution

    def assess(self, given: Any, setting: Setting) -> ExecutionFinding:
        """The rate as of the day."""
        made = [self.looked_at(n, one, setting.day) for n, one in enumerate(given.clauses)]
        seen: set[str] = set()
        for n, one in enumerate(given.clauses):
            if one.id in seen:
                raise CaseError("id", one.id, said(TEXTS, "expect:clause"), where=f"clauses[{n}]")
            seen.add(one.id)
        weights = [self.weight(n, one) for n, one in enumerate(given.clauses)]
        whole = _rate(given.clauses, made, weights)
        findings = tuple(self.weighed(made, weights))
        bound = Fraction(self.at_most)
        status: Status = "not_yet_due"
        if whole is not None:
            counted = any(
                d is not None and not one.excluded for one, (_, d) in zip(given.clauses, made)
            )
            status = "met" if whole.most <= bound else "needs_evidence"
            status = "over" if whole.least > bound and counted else status
        return ExecutionFinding(
            name=given.name,
            title=self.title,
            status=status,
            at_most=percent(self.at_most),
            rate=percent(exact(whole.least)) if whole is not None and whole.is_known else None,
            least=None if whole is None else percent(exact(whole.least)),
            most=None if whole is None else percent(exact(whole.most)),
            over=percent(exact(whole.least - bound)) if whole and whole.least > bound else None,
            clauses=findings,
            units=tuple(_units(given.clauses, made, weights)),
            missing=tuple(name for one in findings for name in one.missing),
            source=self.source,
        )

    def weight(self, n: int, one: Clause) -> Number:
        """The weight of a clause: as given, or one for all."""
        where = f"clauses[{n}]"
        if self.weights == "equal":
            if one.weight is not None:
                raise CaseError("weight", one.weight, said(TEXTS, "expect:no_weight"), where=where)
            return 1
        if one.weight is None:
            raise CaseError("weight", MISSING, said(TEXTS, "expect:weight"), where=where)
        if one.weight <= 0:
            raise CaseError("weight", one.weight, said(TEXTS, "expect:weight"), where=where)
        return one.weight

    def looked_at(self, n: int, one: Clause, day: date) -> tuple[ClauseFinding, Deviation | None]:
        """What became of a clause, and its deviation; ``None`` where it has no part in the rate."""
        where = f"clauses[{n}]"
        made = ClauseFinding(id=one.id, title=one.title, unit=one.unit, state="as_planned")
        parts, missing = self.parts(one, day, where)
        if one.excluded and one.approved_by:
            return attrs.evolve(made, state="left_out", reason=one.excluded), None
        if parts is None:
            return attrs.evolve(made, state="not_yet_due"), None
        found = worst(parts)
        if one.excluded:
            missing = [*missing, "approved_by"]
        state: State = "as_planned" if found == AS_PLANNED else "deviates"
        state = "undone" if one.carried_out is False else state
        state = "unknown" if missing else state
        late = None if one.due is None or one.finished is None else (one.finished - one.due).days
        return attrs.evolve(
            made,
            state=state,
            late_days=late if late is not None and late > 0 else None,
            missing=tuple(f"{where}.{name}" for name in missing),
        ), found

    def parts(self, one: Clause, day: date, where: str) -> tuple[list[Deviation] | None, list[str]]:
        """The deviations of a clause and the facts that are missing; ``None`` if not yet due."""
        planned, done = self.amounts(one, where)
        judged = self.judged(one, where)
        waits = one.due is not None and one.due >= day
        if one.finished is not None and one.finished > day:
            expected = said(TEXTS, "expect:by", day=day)
            raise CaseError("finished", one.finished, expected, where=where)
        if one.carried_out is False:
            for name, value in (("done", done), ("finished", one.finished)):
                if value:
                    expected = said(TEXTS, "expect:undone")
                    raise CaseError(name, str(value), expected, where=where)
            return (None, []) if waits else ([UNDONE], [])
        parts, missing = self.counted(planned, done, one.way)
        if judged is not None:
            parts.append(Deviation(judged, judged))
        if not parts and one.carried_out is None and one.finished is None:
            return (None, []) if waits else ([UNKNOWN], ["carried_out"])
        if self.full_after is not None and one.due is not None:
            if one.finished is not None:
                parts.append(of_delay(one.due, one.finished, self.full_after))
            elif not waits and judged is None and worst(parts).least == 0:
                missing.append("finished")
                parts.append(
                    attrs.evolve(of_delay(one.due, day, self.full_after), least=Fraction(0))
                )
        if waits and one.finished is None and worst(parts) != AS_PLANNED:
            return None, []
        return parts, [] if worst(parts).is_known else missing

    def counted(
        self, planned: Number | None, done: Number | None, way: Way | None
    ) -> tuple[list[Deviation], list[str]]:
        """The deviation of amounts; unknown where one of the two is not known."""
        if planned is None and done is None:
            return [], []
        if planned is None or done is None:
            return [UNKNOWN], ["done" if done is None else "planned"]
        found = of_quantity(planned, done, way)
        return [found], [] if found.is_known else ["way"]

    def amounts(self, one: Clause, where: str) -> tuple[Number | None, Number | None]:
        """What was planned and done, in one unit."""
        for name in ("planned", "done"):
            amount = getattr(one, name)
            if amount is not None and amount.value < 0:
                shown = said_by(amount.words)
                raise CaseError(name, shown, said(TEXTS, "expect:not_negative"), where=where)
        if one.planned is None or one.done is None:
            known = [None if a is None else a.value for a in (one.planned, one.done)]
            return known[0], known[1]
        done = in_unit(one.done, one.planned.unit)
        if done is None:
            expected = said(TEXTS, "expect:like", planned=one.planned.words)
            raise CaseError("done", said_by(one.done.words), expected, where=where)
        return one.planned.value, done

    def judged(self, one: Clause, where: str) -> Fraction | None:
        """The deviation that somebody judged."""
        if one.judged is None:
            return None
        share = in_unit(one.judged, percent(0).unit)
        number = Fraction(one.judged.value) if share is None else Fraction(share) / 100
        if (share is None and one.judged.unit is not None) or not 0 <= number <= 1:
            shown = said_by(one.judged.words)
            raise CaseError("judged", shown, said(TEXTS, "expect:share"), where=where)
        return number

    def weighed(
        self,
        made: _Made,
        weights: Sequence[Number],
    ) -> Iterator[ClauseFinding]:
        """The clauses with their shares of the weight and what they add to the rate."""
        whole = sum((Fraction(w) for w, (_, d) in zip(weights, made) if d is not None), Fraction(0))
        for weight, (finding, one) in zip(weights, made):
            if one is None:
                yield finding
                continue
            share = Fraction(weight) / whole
            yield attrs.evolve(
                finding,
                weight=percent(exact(share)),
                least=percent(exact(one.least)),
                most=percent(exact(one.most)),
                adds_least=percent(exact(share * one.least)),
                adds_most=percent(exact(share * one.most)),
            )


_Made = Sequence[tuple[ClauseFinding, Deviation | None]]


def _rate(clauses: Sequence[Clause], made: _Made, weights: Sequence[Number]) -> Deviation | None:
    """The rate; whether a clause is left out is open where nobody is known to have approved it."""
    parts = [
        (bool(one.excluded), (weight, found))
        for one, weight, (_, found) in zip(clauses, weights, made)
        if found is not None
    ]
    return rate(
        [part for is_open, part in parts if not is_open],
        [part for is_open, part in parts if is_open],
    )


def _units(clauses: Sequence[Clause], made: _Made, weights: Sequence[Number]) -> Iterator[UnitRate]:
    """The rate of each department's clauses."""
    for unit in dict.fromkeys(one.unit for one in clauses if one.unit is not None):
        own = [n for n, one in enumerate(clauses) if one.unit == unit]
        total = _rate([clauses[n] for n in own], [made[n] for n in own], [weights[n] for n in own])
        if total is not None:
            least, most = percent(exact(total.least)), percent(exact(total.most))
            n = sum(made[at][1] is not None for at in own)
            yield UnitRate(unit=unit, clauses=n, least=least, most=most)
