"""The document kind ``fund_pool``: joint applications, one payee, draw-down and carry-over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, ClassVar, Literal

import attrs

from govcoord.case import Facts
from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.said import said, said_by
from govcoord.numerals import Number, exact, round_number
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.cost_sharing.kind import MONEY
from govcoord.rules.kinds.cost_sharing.words import money
from govcoord.rules.kinds.eligibility import (
    Condition,
    examine,
    fact_of_record,
    read_all,
    read_conditions,
    record_of,
)
from govcoord.rules.kinds.fund_pool.words import TEXTS, pool_lines
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

Status = Literal["funded", "exceeds", "ineligible", "duplicate", "needs_evidence"]


@attrs.frozen(slots=True, kw_only=True)
class FundPoolDocument(Document):
    """A document of kind ``fund_pool``.

    ``amount`` names the fact that says how much is asked for; applications that agree in all
    facts of ``same`` are duplicates, of which the first is kept. Money is given out in the order
    of listing; an application that exceeds what is left is funded not at all (``whole``) or as
    far as it goes (``part``). ``carry_over`` is how much of the rest goes into the next year: a
    share of it or a sum of money.
    """

    ALONE: ClassVar[bool] = True

    record: Name
    eligible: tuple[Rule, ...]
    same: tuple[Name, ...] = ()
    amount: Name
    exceeding: Literal["whole", "part"]
    carry_over: Amount


@attrs.frozen
class PoolRecord:
    """What is in the pool, and the applications in the order in which they are served."""

    appropriation: Number = fact("appropriation", "本年安排", "本年安排", unit="CNY", at_least=0)
    carried: Number | None = fact(
        "carried over", "上年结转", "上年結轉", unit="CNY", at_least=0, default=None
    )  # fmt: skip
    drawn: Number | None = fact(
        "drawn so far", "已拨付", "已撥付", unit="CNY", at_least=0, default=None
    )
    applications: tuple[dict[str, Any], ...] = fact("applications", "申请", "申請", default=())


@attrs.frozen
class Application:
    """What becomes of an application; ``like`` is the one that it duplicates."""

    id: str
    status: Status
    asked: Number | None = None
    granted: Number = 0
    failed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    like: str | None = None


@attrs.frozen
class PoolResult:
    """The applications, what is left in the pool, and what may be carried over.

    ``available`` and what follows from it are ``None`` where it is not known what was carried
    over or drawn: no money is given out then. ``provisional`` says that an application before
    one that is served waits for evidence: it may need the money, or be the same.
    """

    applications: tuple[Application, ...]
    available: Number | None
    granted: Number
    left: Number | None
    carry_over: Number | None
    lapses: Number | None
    missing: tuple[str, ...] = ()
    provisional: bool = False
    conditions: Mapping[str, Text] = attrs.field(factory=dict)

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The result in words."""
        return pool_lines(self, PoolRecord, vocabulary, language)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        own = attrs.asdict(self, recurse=False)
        del own["conditions"]
        return own


@attrs.frozen
class PoolMechanism:
    """A document of kind ``fund_pool``, ready to look at applications."""

    id: str
    title: Text
    source: str
    application: str
    conditions: tuple[Condition, ...]
    same: tuple[str, ...]
    amount: str
    exceeding: Literal["whole", "part"]
    carry_over: Amount
    kind: str = "fund_pool"

    @property
    def record(self) -> type[Any]:
        """What it is given."""
        return PoolRecord

    def assess(self, given: PoolRecord, setting: Setting) -> PoolResult:
        """Examine applications and give out what there is; `CaseError` for what does not fit."""
        available = self._available(given)
        left = available
        applications: list[Application] = []
        seen: dict[tuple[Any, ...], str] = {}
        for id_, facts in read_all(given.applications, self.application, "applications", setting):
            one = self._examine(id_, facts, seen, setting)
            if one.status == "funded":
                one = self._grant(one, left)
                left = left and exact(Fraction(left) - one.granted)
            applications.append(one)
        granted = sum((Fraction(one.granted) for one in applications), Fraction(0))
        carried = None if left is None else self._carried(left)
        return PoolResult(
            tuple(applications),
            available,
            exact(granted),
            left,
            carried,
            None if left is None or carried is None else exact(Fraction(left) - carried),
            tuple(name for name in ("carried", "drawn") if getattr(given, name) is None),
            _provisional([one.status for one in applications]),
            {condition.id: condition.title for condition in self.conditions},
        )

    def _available(self, given: PoolRecord) -> Number | None:
        if given.carried is None or given.drawn is None:
            return None
        left = exact(Fraction(given.appropriation) + given.carried - given.drawn)
        if left < 0:
            shown = said_by(partial(money, given.drawn))
            raise CaseError("drawn", shown, said(TEXTS, "expect:drawn"))
        return left

    def _examine(
        self, id_: str, facts: Facts, seen: dict[tuple[Any, ...], str], setting: Setting
    ) -> Application:
        found = examine(self.conditions, (self.amount, *self.same), facts, setting)
        asked = facts.get(self.amount)
        if found.status != "eligible":
            return Application(
                id_, found.status, asked, failed=found.failed, missing=found.missing
            )  # fmt: skip
        if self.same:
            key = tuple(facts[name] for name in self.same)
            if key in seen:
                return Application(id_, "duplicate", asked, like=seen[key])
            seen[key] = id_
        return Application(id_, "funded", asked)

    def _grant(self, one: Application, left: Number | None) -> Application:
        """What an application gets of what is left."""
        if left is None:
            return attrs.evolve(one, status="needs_evidence")
        assert one.asked is not None
        if one.asked <= left:
            return attrs.evolve(one, granted=one.asked)
        part = left if self.exceeding == "part" else 0
        return attrs.evolve(one, status="exceeds", granted=part)

    def _carried(self, left: Number) -> Number:
        """What may go into the next year, cut to the fen."""
        unit, value = self.carry_over.unit, self.carry_over.value
        if unit is not None and unit.dimension == MONEY:
            return min(left, exact(Fraction(value) * unit.factor))
        share = Fraction(left) * value * (unit.factor if unit else 1)
        return round_number(share, 2, "floor")


def _provisional(statuses: Sequence[Status]) -> bool:
    """Whether one that waits for evidence comes before one that is served."""
    if "needs_evidence" not in statuses:
        return False
    after = statuses[statuses.index("needs_evidence") :]
    return "funded" in after or "exceeds" in after


def lower(documents: Sequence[FundPoolDocument], context: Context) -> Lowered:
    """One mechanism per document."""
    made = (_lower_one(document, context) for document in documents)
    return Lowered(mechanisms=tuple(one for one in made if one is not None))


def _lower_one(document: FundPoolDocument, context: Context) -> PoolMechanism | None:
    bound = document.carry_over
    share = bound.value * (bound.unit.factor if bound.unit else 1)
    fits = bound.unit is None or bound.unit.dimension in ("ratio", MONEY)
    is_share = bound.unit is None or bound.unit.dimension == "ratio"
    if not fits or bound.value < 0 or (is_share and share > 1):
        context.collector.add(
            "GC481", bound.span, key="carry_over", value=bound, expected="money:bound"
        )
    record = record_of(document.record, context)
    if record is None:
        return None
    amount = fact_of_record(document.amount, record, context)
    unit = context.vocabulary.records[record].fields[amount].unit if amount else None
    if amount and (unit is None or unit.dimension != MONEY):
        context.collector.add(
            "GC481", document.amount.span, key="amount", value=amount, expected="money:fact"
        )
    same = [fact_of_record(name, record, context) for name in document.same]
    conditions = read_conditions(document.eligible, record, document, context)
    if amount is None or None in same:
        return None
    return PoolMechanism(
        str(document.id),
        document.title,
        document.source,
        record,
        conditions,
        tuple(name for name in same if name is not None),
        amount,
        document.exceeding,
        document.carry_over,
    )


KIND = Kind("fund_pool", FundPoolDocument, lower=lower)
