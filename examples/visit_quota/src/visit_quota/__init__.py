"""The document kind ``visit_quota``: how often an enterprise may be inspected in a year.

kind: visit_quota
id: visits
source: measures, art. 2
rules:
  - {id: VQ-1, when: {high_risk: false}, most: 2}
  - {id: VQ-2, when: {high_risk: true}, most: 6}
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from govcoord.diagnostics import Collector
from govcoord.rules.kinds.base import (
    Context,
    Kind,
    Lowered,
    close_overrides,
    make_rule,
    report_duplicates,
)
from govcoord.rules.model import Document, Rule
from govcoord.rules.tables import HitPolicy, Output, Table
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.text import Text

FACT = "visits_most"
"""The fact that the table gives: rules of other documents may test it."""


@attrs.frozen(slots=True, kw_only=True)
class QuotaRule(Rule):
    """So many inspections a year at most; ``None`` where nothing limits them."""

    most: int | None = None


@attrs.frozen(slots=True, kw_only=True)
class QuotaDocument(Document):
    """A document of kind ``visit_quota``."""

    rules: tuple[QuotaRule, ...] = ()


def declare(
    documents: Sequence[QuotaDocument], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    """The fact that the table gives, where there are documents."""
    if documents:
        title = Text.of({"en": "inspections a year at most", "zh-Hans": "每年检查次数上限"})
        yield Attribute(FACT, Type.INTEGER, title, min=0, table="visit_quota")


def lower(documents: Sequence[QuotaDocument], context: Context) -> Lowered:
    """One table of all documents: two rules that disagree are a conflict."""
    if not documents:
        return Lowered()
    rules = []
    listed = [rule for document in documents for rule in document.rules]
    report_duplicates(listed, context.collector)
    beats = close_overrides(listed, context.collector)
    for document in documents:
        for rule in document.rules:
            boxes = context.boxes(rule, document)
            if boxes is None:
                continue
            if rule.most is not None and rule.most < 0:
                context.collector.add(
                    "GC201", rule.span, got=f"`{rule.most}`", expected="a number of inspections"
                )
                continue
            context.require_source(rule, document)
            outputs = () if rule.most is None else ((FACT, rule.most),)
            rules.append(make_rule(rule, document, boxes, outputs, beats[str(rule.id)]))
    table = Table(
        "visit_quota",
        HitPolicy.ANY,
        tuple(rules),
        (Output(FACT, FACT),),
        title=documents[0].title,
        span=documents[0].span,
    )
    return Lowered(tables=(table,))


KIND = Kind("visit_quota", QuotaDocument, declare, lower)
