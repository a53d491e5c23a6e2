"""What a document of kind ``cost_sharing`` makes of a cost: who bears what, who owes what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any, Literal

import attrs

from govcoord.errors import MISSING, CaseError
from govcoord.mechanisms.allocation import (
    AllocationError,
    Party,
    Remainder,
    allocate,
)
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.said import phrase, said, said_by
from govcoord.numerals import Number, exact
from govcoord.rules.kinds.cost_sharing.words import TEXTS, money, split_lines
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text


@attrs.frozen
class Cost:
    """One item of a joint cost; a correction is below zero."""

    amount: Number = fact("amount", "金额", "金額", unit="CNY")
    day: date | None = fact("day of the cost", "发生日期", "發生日期", default=None)
    title: str | None = fact("title", "名称", "名稱", default=None)


@attrs.frozen
class PartyFigures:
    """A department that takes part: its figures and what it has paid so far."""

    department: str = fact("department", "部门", "部門", choices="departments")
    contribution: Number | None = fact("contribution", "贡献值", "貢獻值", default=None)
    scores: dict[str, Number] = fact("figures by driver", "各项数据", "各項數據", factory=dict)
    paid: Number | None = fact(
        "paid so far", "已付金额", "已付金額", unit="CNY", at_least=0, default=None
    )  # fmt: skip


@attrs.frozen
class CostRecord:
    """A joint cost: its total or its items, and those who bear it."""

    total: Number | None = fact("total", "总额", "總額", unit="CNY", default=None)
    costs: tuple[Cost, ...] = fact("costs", "费用明细", "費用明細", default=())
    parties: tuple[PartyFigures, ...] = fact("parties", "分担部门", "分擔部門", default=())
    lead: str | None = fact(
        "lead department", "牵头部门", "牽頭部門", choices="departments", default=None
    )


@attrs.frozen
class PartyRule:
    """The bounds of a party, and whether it leads."""

    id: str
    floor: Amount | None = None
    cap: Amount | None = None
    lead: bool = False

    def within(self, general: PartyRule) -> PartyRule:
        """These bounds, and the general ones where there are none."""
        return attrs.evolve(self, floor=self.floor or general.floor, cap=self.cap or general.cap)


@attrs.frozen
class Ratio:
    """Shares by department and the days on which they hold, both included."""

    from_: date | None
    to: date | None
    shares: Mapping[str, Number]
    source: str = ""

    def holds(self, day: date) -> bool:
        """Whether these are the shares of a day."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


@attrs.frozen
class CostRule:
    """How a cost is split, as meant by a document."""

    by: Literal["ratio", "contribution", "equal"]
    unit: Number
    remainder: Remainder
    zero_total: Literal["ask", "equal"]
    general: PartyRule
    parties: Mapping[str, PartyRule]
    ratios: tuple[Ratio, ...]
    drivers: Mapping[str, Number]
    driver_titles: Mapping[str, Text]


@attrs.frozen
class Share:
    """What a department bears, has paid, and owes (or is to be refunded).

    ``ratio`` is its share before floors and caps; ``exact`` its share before cutting to units;
    ``bound`` the bound that holds it. ``owed`` and ``refund`` are ``None`` where it is not known
    what was paid.
    """

    department: str
    amount: Number
    exact: Number
    ratio: Number | None
    bound: Literal["floor", "cap"] | None = None
    paid: Number | None = None
    owed: Number | None = None
    refund: Number | None = None


@attrs.frozen
class Portion:
    """The costs to which one set of shares applies."""

    total: Number
    shares: tuple[Share, ...]
    from_: date | None = None
    to: date | None = None
    source: str = ""


@attrs.frozen
class CostSplit:
    """A cost split: ``status`` is ``split``, ``ask`` or ``needs_figures``.

    ``reason`` says why there is no split, ``missing`` which figures it waits for,
    ``zero_drivers`` which figures are zero for all, so that their weight goes to nobody.
    """

    status: Literal["split", "ask", "needs_figures"]
    total: Number
    shares: tuple[Share, ...] = ()
    portions: tuple[Portion, ...] = ()
    reason: str | None = None
    missing: tuple[str, ...] = ()
    zero_drivers: tuple[str, ...] = ()
    unit: Number = Fraction(1, 100)
    remainder: Remainder = "largest_remainder"
    drivers: Mapping[str, Text] = attrs.field(factory=dict, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        own = attrs.asdict(self, recurse=False)
        del own["drivers"]
        return own

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The split in words."""
        return split_lines(self, vocabulary, language)


@attrs.frozen
class CostMechanism:
    """A document of kind ``cost_sharing``, ready to split costs."""

    id: str
    title: Text
    source: str
    rule: CostRule
    kind: str = "cost_sharing"

    @property
    def record(self) -> type[Any]:
        """What it is given."""
        return CostRecord

    def assess(self, given: CostRecord, setting: Setting) -> CostSplit:
        """Split a cost; `CaseError` where the figures do not fit the rule."""
        return _Splitting(self.rule, given, setting).split()


@attrs.frozen
class _Splitting:
    rule: CostRule
    given: CostRecord
    setting: Setting

    def split(self) -> CostSplit:
        self._check_parties()
        total = self._total()
        if self.rule.by == "ratio":
            return self._made([self._by_ratio(*item) for item in self._by_period(total)])
        names = list(self.rule.parties) or [party.department for party in self.given.parties]
        if not names:
            raise CaseError("parties", MISSING, said(TEXTS, "expect:parties"))
        weights = dict.fromkeys(names, Fraction(1))
        if self.rule.by == "contribution":
            missing = self._missing(names)
            if missing:
                return self._open("needs_figures", "missing_figures", total, missing)
            weights, zero = self._weights(names)
            if zero and self.rule.zero_total == "ask":
                reason = "zero_driver" if any(weights.values()) else "zero_total"
                return self._open("ask", reason, total, zero_drivers=zero)
        shares = self._shares(total, weights, "total")
        return self._made([Portion(total, shares)])

    def _open(
        self, status: Literal["ask", "needs_figures"], reason: str, total: Number,
        missing: Sequence[str] = (), zero_drivers: Sequence[str] = (),
    ) -> CostSplit:  # fmt: skip
        return CostSplit(
            status, total, reason=reason, missing=tuple(missing), unit=self.rule.unit,
            zero_drivers=tuple(filter(None, zero_drivers)), remainder=self.rule.remainder,
            drivers=self.rule.driver_titles,
        )  # fmt: skip

    def _check_parties(self) -> None:
        known = set(self.rule.parties) if self.rule.by != "ratio" else set()
        for ratio in self.rule.ratios:
            known |= set(ratio.shares)
        seen: set[str] = set()
        for n, party in enumerate(self.given.parties):
            where = f"parties[{n}]"
            if party.department in seen:
                raise CaseError("department", self._title(party), "each once", where=where)
            if known and party.department not in known:
                expected = said(TEXTS, "expect:party", known=partial(self._titles, sorted(known)))
                raise CaseError("department", self._title(party), expected, where=where)
            seen.add(party.department)
            for name in set(party.scores) - set(self.rule.drivers):
                expected = said(TEXTS, "expect:driver", known=", ".join(self.rule.drivers) or "—")
                raise CaseError(name, party.scores[name], expected, where=f"{where}.scores")

    def _title(self, party: PartyFigures) -> str:
        departments = self.setting.vocabulary.departments
        return said_by(partial(departments.label, party.department))

    def _titles(self, known: Sequence[str], language: str) -> str:
        departments = self.setting.vocabulary.departments
        joint = phrase(TEXTS, "list", language)
        return joint.join(departments.label(id_, language) for id_ in known)

    def _total(self) -> Number:
        total, costs = self.given.total, self.given.costs
        given_total = total is not None
        added = exact(sum((Fraction(cost.amount) for cost in costs), Fraction(0)))
        if total is None and not costs:
            raise CaseError("total", MISSING, said(TEXTS, "expect:total"))
        if total is not None and costs and total != added:
            expected = said(TEXTS, "expect:sum", sum=partial(money, added))
            raise CaseError("total", said_by(partial(money, total)), expected)
        whole = added if total is None else total
        if whole < 0:
            name = "total" if given_total else "costs"
            raise CaseError(
                name, said_by(partial(money, whole)), said(TEXTS, "expect:not_negative")
            )
        return whole

    # by ratio

    def _by_period(self, total: Number) -> Iterator[tuple[Ratio, Number]]:
        """The costs of each set of shares that has any, in the order of the days."""
        ratios = self.rule.ratios
        dated = len(ratios) > 1 or ratios[0].from_ is not None or ratios[0].to is not None
        if not dated:
            yield ratios[0], total
            return
        sums: dict[int, Fraction] = {}
        for n, cost in enumerate(self.given.costs or (Cost(total, self.setting.day),)):
            if cost.day is None:
                expected = said(TEXTS, "expect:day")
                raise CaseError("day", MISSING, expected, where=f"costs[{n}]")
            at = next((i for i, ratio in enumerate(ratios) if ratio.holds(cost.day)), None)
            if at is None:
                where = f"costs[{n}]" if self.given.costs else None
                raise CaseError(
                    "day" if where else "as_of", str(cost.day), said(TEXTS, "expect:ratio_day"),
                    where=where,
                )  # fmt: skip
            sums[at] = sums.get(at, Fraction(0)) + cost.amount
        for at in sorted(sums, key=lambda i: ratios[i].from_ or date.min):
            yield ratios[at], exact(sums[at])

    def _by_ratio(self, ratio: Ratio, total: Number) -> Portion:
        weights = {name: Fraction(share) for name, share in ratio.shares.items()}
        name = "costs" if self.given.costs else "total"
        shares = self._shares(total, weights, name)
        return Portion(total, shares, ratio.from_, ratio.to, ratio.source)

    # by contribution

    def _missing(self, names: Sequence[str]) -> list[str]:
        given = {party.department: party for party in self.given.parties}
        found = []
        for name in names:
            party = given.get(name)
            for driver in self.rule.drivers:
                if party is None or driver not in party.scores:
                    found.append(f"{name}.scores.{driver}")
            if not self.rule.drivers and (party is None or party.contribution is None):
                found.append(f"{name}.contribution")
        return found

    def _weights(self, names: Sequence[str]) -> tuple[dict[str, Fraction], list[str]]:
        """The weights, and the drivers that are zero for all.

        By ``zero_total: equal`` the weight of such a driver is given to all alike.
        """
        zero = []
        given = {party.department: party for party in self.given.parties}
        weights = dict.fromkeys(names, Fraction(0))
        for driver, weight in (self.rule.drivers or {"": 1}).items():
            values = {}
            for name in names:
                party = given[name]
                value = party.scores[driver] if driver else party.contribution
                assert value is not None
                if value < 0:
                    where = f"parties[{self.given.parties.index(party)}]"
                    raise CaseError(
                        driver or "contribution", value, said(TEXTS, "expect:positive"), where=where
                    )
                values[name] = Fraction(value)
            whole = sum(values.values())
            if not whole and weight:
                zero.append(driver)
                if self.rule.zero_total == "equal":
                    values, whole = dict.fromkeys(names, Fraction(1)), Fraction(len(names))
            for name, value in values.items():
                weights[name] += weight * value / (whole or 1)
        return weights, zero

    # the split

    def _shares(
        self, total: Number, weights: Mapping[str, Fraction], name: str
    ) -> tuple[Share, ...]:
        parties = [self._party(id_, weight, total) for id_, weight in weights.items()]
        if self.rule.remainder == "to_lead" and not any(party.lead for party in parties):
            raise CaseError("lead", self.given.lead or MISSING, said(TEXTS, "expect:lead"))
        try:
            parts = allocate(total, parties, unit=self.rule.unit, remainder=self.rule.remainder)
        except AllocationError as error:
            amount = partial(money, error.amount)
            expected = said(TEXTS, f"expect:{error.reason}", amount=amount, party=error.party or "")
            raise CaseError(name, said_by(partial(money, total)), expected) from None
        whole = sum(weights.values())
        return tuple(
            Share(part.id, part.amount, part.exact, exact(weights[part.id] / whole), part.bound)
            for part in parts
        )

    def _party(self, id_: str, weight: Fraction, total: Number) -> Party:
        rule = self.rule.parties.get(id_, PartyRule(id_)).within(self.rule.general)
        lead = id_ == self.given.lead if self.given.lead else rule.lead
        return Party(id_, weight, _bound(rule.floor, total), _bound(rule.cap, total), lead)

    def _made(self, portions: Sequence[Portion]) -> CostSplit:
        """The portions together, and what each department owes after what it has paid."""
        added: dict[str, Share] = {}
        for portion in portions:
            for share in portion.shares:
                before = added.get(share.department)
                added[share.department] = share if before is None else _sum(before, share)
        paid = {party.department: party.paid for party in self.given.parties}
        shares = tuple(_settled(share, paid.get(name)) for name, share in added.items())
        total = exact(sum((Fraction(portion.total) for portion in portions), Fraction(0)))
        return CostSplit(
            "split", total, shares, tuple(portions), unit=self.rule.unit,
            remainder=self.rule.remainder,
        )  # fmt: skip


def _bound(bound: Amount | None, total: Number) -> Number | None:
    """A bound as an amount. A sum of money does not bind a correction below zero."""
    if bound is None:
        return None
    if bound.unit is not None and bound.unit.dimension != "ratio":
        return exact(Fraction(bound.value) * bound.unit.factor) if total > 0 else None
    return exact(abs(Fraction(total)) * bound.value * (bound.unit.factor if bound.unit else 1))


def _sum(one: Share, two: Share) -> Share:
    """The shares of two portions; there is no one ratio, and no one bound, of both."""
    return Share(
        one.department,
        exact(Fraction(one.amount) + two.amount),
        exact(Fraction(one.exact) + two.exact),
        one.ratio if one.ratio == two.ratio else None,
        one.bound if one.bound == two.bound else None,
    )


def _settled(share: Share, paid: Number | None) -> Share:
    if paid is None:
        return share
    left = exact(Fraction(share.amount) - paid)
    return attrs.evolve(share, paid=paid, owed=max(left, 0), refund=max(-left, 0))
