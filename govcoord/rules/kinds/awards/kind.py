"""The document kind ``awards``: who is eligible, in what order, and how far the budget goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, Literal

import attrs

from govcoord.case import Facts
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.ranking import BudgetEdge, Edge, Entrant, Limits, Outcome, choose
from govcoord.numerals import Number
from govcoord.rules.kinds.awards.words import awards_lines
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.eligibility import (
    Condition,
    examine,
    fact_of_record,
    read_all,
    read_conditions,
    record_of,
)
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.rules.vocabulary import Type, Vocabulary
from govcoord.source import Span
from govcoord.text import Text

MONEY = "money:CNY"
_RANKED = (Type.INTEGER, Type.NUMBER, Type.QUANTITY)


@attrs.frozen(slots=True, kw_only=True)
class RankEntry:
    """A fact that nominations are ranked by."""

    SHORTHAND: ClassVar[str] = "fact"

    fact: Name
    better: Literal["higher", "lower"] = "higher"
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class AwardsDocument(Document):
    """A document of kind ``awards``; the first key decides, the others break ties."""

    ALONE: ClassVar[bool] = True

    record: Name
    eligible: tuple[Rule, ...] = ()
    rank_by: tuple[RankEntry, ...]
    top: int | None = None
    ties: Edge | None = None
    amount: Amount | None = None
    budget: Amount | None = None
    ties_at_budget: BudgetEdge | None = None
    per_department: int | None = None
    department_fact: Name | None = None
    ties_in_department: Edge | None = None


@attrs.frozen
class AwardsRecord:
    """The nominations, each with the facts of its record kind, and this year's budget."""

    nominations: tuple[dict[str, Any], ...] = fact("nominations", "申报", "申報")
    budget: Number | None = fact(
        "budget", "预算", "預算", unit="CNY", at_least=0, default=None
    )  # fmt: skip


@attrs.frozen
class Nomination:
    """What becomes of a nomination.

    ``status``: ``awarded``, ``not_awarded`` (``reason`` is the limit it met), ``undecided``
    (equals at an edge, for a person), ``ineligible`` (``failed`` are the conditions not met), or
    ``needs_evidence`` (``missing`` are the facts that are not known).
    """

    id: str
    status: Literal["awarded", "not_awarded", "undecided", "ineligible", "needs_evidence"]
    rank: int | None = None
    amount: Number | None = None
    reason: Outcome | None = None
    tied: bool = False
    failed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@attrs.frozen
class AwardsResult:
    """The nominations by rank, then those that are not ranked; a proposal, not a decision.

    ``provisional`` says that nominations wait for evidence, which may change the ranks.
    """

    nominations: tuple[Nomination, ...]
    provisional: bool
    spent: Number
    left: Number | None
    conditions: Mapping[str, Text] = attrs.field(factory=dict)

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The result in words."""
        return awards_lines(self, vocabulary, language)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        names = ("nominations", "provisional", "spent", "left")
        return {name: getattr(self, name) for name in names}


@attrs.frozen
class AwardsMechanism:
    """A document of kind ``awards``, ready to rank nominations."""

    id: str
    title: Text
    source: str
    nomination: str
    conditions: tuple[Condition, ...]
    keys: tuple[tuple[str, bool], ...]
    limits: Limits
    department: str | None
    kind: str = "awards"

    @property
    def record(self) -> type[Any]:
        """What it is given."""
        return AwardsRecord

    def assess(self, given: AwardsRecord, setting: Setting) -> AwardsResult:
        """Examine and rank nominations; `CaseError` for facts that do not fit."""
        limits = self.limits
        if given.budget is not None:
            limits = attrs.evolve(limits, budget=given.budget)
        needed = [name for name, _ in self.keys]
        if self.department is not None and limits.per_group is not None:
            needed.append(self.department)
        entrants, others = [], []
        for id_, facts in read_all(given.nominations, self.nomination, "nominations", setting):
            found = examine(self.conditions, needed, facts, setting)
            if found.status == "eligible":
                entrants.append(self._entrant(id_, facts))
            else:
                others.append(
                    Nomination(id_, found.status, failed=found.failed, missing=found.missing)
                )
        placed = [_placed(placing) for placing in choose(entrants, limits)]
        spent = sum((Fraction(one.amount or 0) for one in placed), Fraction(0))
        left = None if limits.budget is None else Fraction(limits.budget) - spent
        titles = {condition.id: condition.title for condition in self.conditions}
        waiting = any(one.status == "needs_evidence" for one in others)
        return AwardsResult((*placed, *others), waiting, spent, left, titles)

    def _entrant(self, id_: str, facts: Facts) -> Entrant:
        keys = tuple(facts[name] if higher else -facts[name] for name, higher in self.keys)
        groups = facts.get(self.department) if self.department else None
        if groups is None:
            return Entrant(id_, keys)
        return Entrant(id_, keys, (groups,) if isinstance(groups, str) else tuple(sorted(groups)))


def _placed(placing: Any) -> Nomination:
    status: Any = {"chosen": "awarded", "ask": "undecided"}.get(placing.outcome, "not_awarded")
    reason = None if placing.outcome in ("chosen", "ask") else placing.outcome
    return Nomination(
        placing.id, status, placing.rank, placing.amount, reason, placing.tied
    )  # fmt: skip


def lower(documents: Sequence[AwardsDocument], context: Context) -> Lowered:
    """One mechanism per document."""
    made = (_lower_one(document, context) for document in documents)
    return Lowered(mechanisms=tuple(one for one in made if one is not None))


def _lower_one(document: AwardsDocument, context: Context) -> AwardsMechanism | None:
    record = record_of(document.record, context)
    _check_limits(document, context)
    if record is None:
        return None
    keys = []
    for entry in document.rank_by:
        name = fact_of_record(entry.fact, record, context)
        if name is None:
            continue
        if context.vocabulary.records[record].fields[name].type not in _RANKED:
            context.collector.add(
                "GC481", entry.fact.span, key="rank_by", value=name, expected="awards:key"
            )
        keys.append((name, entry.better == "higher"))
    department = document.department_fact and fact_of_record(
        document.department_fact, record, context
    )
    return AwardsMechanism(
        str(document.id),
        document.title,
        document.source,
        record,
        read_conditions(document.eligible, record, document, context),
        tuple(keys),
        _limits(document),
        department or None,
    )


def _limits(document: AwardsDocument) -> Limits:
    return Limits(
        places=document.top,
        places_edge=document.ties or "ask",
        per_group=document.per_department,
        group_edge=document.ties_in_department or "ask",
        amount=document.amount.value if document.amount else None,
        budget=document.budget.value if document.budget else None,
        budget_edge=document.ties_at_budget or "ask",
    )


def _check_limits(document: AwardsDocument, context: Context) -> None:
    """Every limit says what happens to equals at its edge, and the money fits."""

    def needs(key: str, needed: str) -> None:
        value = getattr(document, key)
        if value is not None and getattr(document, needed) is None:
            context.collector.add(
                "GC480", document.id.span, key=key, value=value, needed=needed
            )  # fmt: skip

    needs("top", "ties")
    needs("per_department", "department_fact")
    needs("per_department", "ties_in_department")
    needs("budget", "amount")
    needs("budget", "ties_at_budget")
    for key in ("amount", "budget"):
        money: Amount | None = getattr(document, key)
        if money is not None and (
            money.unit is None or money.unit.dimension != MONEY or money.value <= 0
        ):
            context.collector.add(
                "GC481", money.span, key=key, value=money, expected="money:amount"
            )  # fmt: skip
    for key in ("top", "per_department"):
        number: int | None = getattr(document, key)
        if number is not None and number < 1:
            context.collector.add(
                "GC481", document.id.span, key=key, value=number, expected="awards:count"
            )
    amount, budget = document.amount, document.budget
    if amount and budget and amount.unit == budget.unit and amount.value > budget.value:
        context.collector.add(
            "GC488", budget.span, document=document.id, budget=budget, amount=amount
        )


KIND = Kind("awards", AwardsDocument, lower=lower)
