"""The document kind ``policy_norms``: what departments prescribe, and where that contradicts.

Norms of all documents stand in one table. For a case it says which norms bind it and which of
them cannot be kept together; ``govcoord check`` proves for which cases that is so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

import attrs

from govcoord.mechanisms.norms import Bound, Duty, Norm, clash
from govcoord.mechanisms.said import Said
from govcoord.rules.kinds.base import (
    Context,
    Kind,
    Lowered,
    close_overrides,
    make_rule,
    report_duplicates,
)
from govcoord.rules.kinds.wording import wording
from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.rules.tables import HitPolicy, Output, Table, TableRule
from govcoord.text import LANGUAGES, Text

if TYPE_CHECKING:
    from govcoord.decision import Decision

TABLE = "policy_norms"
TITLE = Text.of({"en": "norms of departments", "zh-Hans": "政策规范", "zh-Hant": "政策規範"})

DUTIES: Mapping[str, Duty] = {
    "must": Duty.MUST, "应当": Duty.MUST, "必须": Duty.MUST,
    "must_not": Duty.MUST_NOT, "不得": Duty.MUST_NOT, "禁止": Duty.MUST_NOT,
    "may": Duty.MAY, "可以": Duty.MAY,
}  # fmt: skip


@attrs.frozen(slots=True, kw_only=True)
class NormEntry(Rule):
    """A norm: who issued it, what it is about, and what it demands, forbids, allows or bounds.

    ``requires`` and ``forbids`` are materials that must or may not be asked for.
    """

    issuer: Name
    about: str
    duty: Literal["must", "must_not", "may", "应当", "必须", "不得", "禁止", "可以"] | None = None
    at_least: Amount | None = None
    at_most: Amount | None = None
    requires: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()


@attrs.frozen(slots=True, kw_only=True)
class PolicyNormsDocument(Document):
    """A document of kind ``policy_norms``."""

    norms: tuple[NormEntry, ...]


def lower(documents: Sequence[PolicyNormsDocument], context: Context) -> Lowered:
    """One table of the norms of all documents."""
    if not documents:
        return Lowered()
    written = [(norm, document) for document in documents for norm in document.norms]
    rules: list[Rule] = [norm for norm, _ in written]
    report_duplicates(rules, context.collector)
    beats = close_overrides(rules, context.collector)
    made = [_rule(norm, document, context, beats[norm.id]) for norm, document in written]
    _check_measures(made, context)
    table = Table(
        TABLE,
        HitPolicy.COLLECT,
        tuple(rule for rule in made if rule is not None),
        (Output("norm"),),
        title=TITLE,
        clash=clash_of,
        span=documents[0].span,
    )
    return Lowered((table,), {TABLE: norms_of, "norm_conflicts": conflicts_of})


def _rule(
    entry: NormEntry, document: Document, context: Context, beats: frozenset[str]
) -> TableRule | None:
    says = (entry.duty, entry.at_least, entry.at_most, entry.requires, entry.forbids)
    if not any(says):
        context.collector.add("GC690", entry.id.span, norm=entry.id)
    context.require_source(entry, document)
    issuer = context.department(entry.issuer)
    boxes = context.boxes(entry, document)
    if issuer is None or boxes is None:
        return None
    low, high = _bound(entry.at_least), _bound(entry.at_most)
    if low and high and low.dimension == high.dimension and low.value > high.value:
        context.collector.add(
            "GC691", entry.id.span, norm=entry.id, low=low.words["en"], high=high.words["en"],
            low_hans=low.words["zh-Hans"], high_hans=high.words["zh-Hans"],
        )  # fmt: skip
    norm = Norm(
        issuer,
        entry.about,
        DUTIES[entry.duty] if entry.duty else None,
        low,
        high,
        frozenset(entry.requires),
        frozenset(entry.forbids),
    )
    return make_rule(entry, document, boxes, (("norm", norm),), beats)


def _bound(amount: Amount | None) -> Bound | None:
    """A bound in the base unit of its dimension; different clocks have different dimensions."""
    if amount is None:
        return None
    words = {language: amount.words(language) for language in LANGUAGES}
    if amount.unit is None:
        return Bound(amount.value, "number", words)
    return Bound(amount.value * amount.unit.factor, amount.unit.dimension, words)


def _check_measures(rules: Sequence[TableRule | None], context: Context) -> None:
    """Bounds of one thing must be comparable: workdays with days are not (GC692)."""
    first: dict[str, tuple[str, TableRule]] = {}
    for rule in rules:
        norm: Norm | None = rule.values["norm"] if rule else None
        for bound in (norm.at_least, norm.at_most) if norm else ():
            if rule is None or norm is None or bound is None:
                continue
            dimension, other = first.setdefault(norm.about, (bound.dimension, rule))
            if dimension != bound.dimension:
                context.collector.add(
                    "GC692", rule.span, norm=rule.id, other=other.id, about=norm.about
                )


def clash_of(one: Mapping[str, Any], other: Mapping[str, Any]) -> Said | None:
    """Why what two rules of the table say cannot be kept together."""
    return clash(one["norm"], other["norm"])


@attrs.frozen
class BindingNorm:
    """A norm that binds a case."""

    rule: str
    title: Text
    norm: Norm
    source: str

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        told = {"rule": self.rule, "title": wording(self.title), "source": self.source or None}
        return {**told, **self.norm.to_dict()}


@attrs.frozen
class NormConflict:
    """Two norms that bind a case and cannot both be kept, with the reason in words."""

    rules: tuple[str, str]
    issuers: tuple[str, str]
    sources: tuple[str, str]
    reason: Said

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "rules": list(self.rules),
            "issuers": list(self.issuers),
            "sources": list(self.sources),
            "reason": str(self.reason),
        }


def norms_of(decision: Decision) -> tuple[BindingNorm, ...]:
    """The norms that bind a case for certain."""
    outcome = decision.outcome(TABLE)
    assert outcome is not None
    return tuple(
        BindingNorm(rule.id, rule.title, rule.values["norm"], rule.source) for rule in outcome.rules
    )


def conflicts_of(decision: Decision) -> tuple[NormConflict, ...]:
    """Pairs of norms that bind a case and cannot both be kept."""
    outcome = decision.outcome(TABLE)
    assert outcome is not None
    found = []
    for one, other in combinations(outcome.rules, 2):
        reason = clash_of(one.values, other.values)
        if reason is not None:
            issuers = one.values["norm"].issuer, other.values["norm"].issuer
            found.append(
                NormConflict((one.id, other.id), issuers, (one.source, other.source), reason)
            )
    return tuple(found)


KIND = Kind(TABLE, PolicyNormsDocument, lower=lower)
