"""The document kind ``risk_register``: risks with levels that rise when their triggers hold.

Triggers of all documents stand in one table; the view ``risks`` tells for a case where each
risk stands, and how far it may rise while facts are not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from govcoord.rules.kinds.base import (
    Context,
    Kind,
    Lowered,
    close_overrides,
    make_rule,
    report_duplicates,
)
from govcoord.rules.kinds.wording import wording
from govcoord.rules.model import Document, Name, Rule
from govcoord.rules.tables import HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Vocabulary
from govcoord.sections import Row, Section, Span, words
from govcoord.sections import Table as SectionTable
from govcoord.source import Span as Place
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision

TABLE = "risk_triggers"
VIEW = "risks"
TITLE = Text.of({"en": "triggers of risks", "zh-Hans": "风险触发情形", "zh-Hant": "風險觸發情形"})


@attrs.frozen(slots=True, kw_only=True)
class BandEntry:
    """A band of levels (likelihood times impact), both ends included."""

    id: Name
    title: Text = Text()
    from_: int = attrs.field(metadata={"key": "from"})
    to: int
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TriggerEntry(Rule):
    """A condition that raises a risk by steps of its scales."""

    likelihood: int = 0
    impact: int = 0


@attrs.frozen(slots=True, kw_only=True)
class RiskEntry:
    """A risk: where it stands without any trigger, what is done about it, who owns it."""

    id: Name
    title: Text = Text()
    category: Name
    likelihood: int
    impact: int
    owner: Name
    response: Text
    source: str = ""
    note: Text = Text()
    triggers: tuple[TriggerEntry, ...] = ()
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RiskRegisterDocument(Document):
    """A document of kind ``risk_register``; the steps of a scale are 1, 2, … as listed."""

    likelihood: tuple[Text, ...]
    impact: tuple[Text, ...]
    bands: tuple[BandEntry, ...]
    categories: Mapping[str, Text]
    risks: tuple[RiskEntry, ...]


@attrs.frozen
class Level:
    """A place on both scales, their product, and its band."""

    likelihood: int
    impact: int
    level: int
    band: str


@attrs.frozen
class Raise:
    """The steps by which triggers raise a risk, also those beyond the last of a scale."""

    likelihood: int
    impact: int


@attrs.frozen
class Risk:
    """Where a risk stands in a case.

    ``triggers`` hold for certain, ``raised`` are their steps; ``may_rise_to`` is the level if
    all that may hold do, ``None`` where no fact is open that could raise it; ``ask`` are the
    facts that would settle it.
    """

    id: str
    title: Text
    category: str
    owner: str
    inherent: Level
    current: Level
    may_rise_to: Level | None
    triggers: tuple[str, ...]
    raised: Raise
    ask: tuple[str, ...]
    response: Text
    source: str

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        told = {field.name: getattr(self, field.name) for field in attrs.fields(Risk)}
        return {**told, "title": wording(self.title), "response": wording(self.response)}


@attrs.frozen
class RiskView:
    """The risks of a decision, the highest first; equal ones in the order written."""

    documents: tuple[RiskRegisterDocument, ...]
    owners: Mapping[str, str]
    tables: ClassVar[tuple[str, ...]] = (TABLE,)

    def __call__(self, decision: Decision) -> tuple[Risk, ...]:
        """Where every risk of the register stands in the case."""
        outcome = decision.outcome(TABLE)
        assert outcome is not None
        certain = {rule.id for rule in outcome.rules}
        open_ = [rule for rule in outcome.possible if rule.id not in certain]
        found = [
            self._risk(risk, document, outcome.rules, open_, decision)
            for document in self.documents
            for risk in document.risks
        ]
        return tuple(sorted(found, key=_height))

    def document_of(self, risk: str) -> RiskRegisterDocument:
        """The register that a risk stands in; ``KeyError`` where none has it."""
        for document in self.documents:
            if any(entry.id == risk for entry in document.risks):
                return document
        raise KeyError(risk)

    def _risk(
        self,
        risk: RiskEntry,
        document: RiskRegisterDocument,
        certain: Sequence[TableRule],
        open_: Sequence[TableRule],
        decision: Decision,
    ) -> Risk:
        held = [rule for rule in certain if rule.values["risk"] == risk.id]
        possible = [rule for rule in open_ if rule.values["risk"] == risk.id]
        current = level_of(document, risk, held)
        highest = level_of(document, risk, [*held, *possible])
        tested = {name for rule in possible for box in rule.boxes for name, _ in box.tests}
        ask = tuple(sorted(name for name in tested if decision.fact(name) is None))
        return Risk(
            str(risk.id),
            risk.title,
            str(risk.category),
            self.owners[risk.id],
            level_of(document, risk, ()),
            current,
            highest if highest != current else None,
            tuple(rule.id for rule in held),
            raised_by(held),
            ask if highest != current else (),
            risk.response,
            risk.source or document.source,
        )


def _height(risk: Risk) -> tuple[int, int]:
    return -risk.current.level, -(risk.may_rise_to or risk.current).level


def raised_by(triggers: Sequence[TableRule]) -> Raise:
    """The steps of triggers, added up."""
    said = [rule.values for rule in triggers]
    return Raise(sum(one["likelihood"] for one in said), sum(one["impact"] for one in said))


def level_of(
    document: RiskRegisterDocument, risk: RiskEntry, triggers: Sequence[TableRule]
) -> Level:
    """The level of a risk with these triggers; a scale ends at its last step."""
    steps = raised_by(triggers)
    likelihood = min(len(document.likelihood), risk.likelihood + steps.likelihood)
    impact = min(len(document.impact), risk.impact + steps.impact)
    level = likelihood * impact
    return Level(likelihood, impact, level, band_of(document, level))


def band_of(document: RiskRegisterDocument, level: int) -> str:
    """The band that a level lies in; every level has one, which is checked at load."""
    return next(str(band.id) for band in document.bands if band.from_ <= level <= band.to)


def lower(documents: Sequence[RiskRegisterDocument], context: Context) -> Lowered:
    """One table of the triggers of all documents, and the view of risks."""
    if not documents:
        return Lowered()
    sound = [_check(document, context) for document in documents]
    written = [(t, d) for d in documents for risk in d.risks for t in risk.triggers]
    report_duplicates([trigger for trigger, _ in written], context.collector)
    beats = close_overrides([trigger for trigger, _ in written], context.collector)
    rules = [
        _rule(trigger, risk, document, context, beats[trigger.id])
        for document in documents
        for risk in document.risks
        for trigger in risk.triggers
    ]
    owners: dict[str, str] = {}
    for risk in (risk for document in documents for risk in document.risks):
        if risk.id in owners:
            context.collector.add("GC653", risk.id.span, risk=risk.id)
        owners[str(risk.id)] = context.department(risk.owner) or str(risk.owner)
    made = tuple(rule for rule in rules if rule is not None)
    outputs = (Output("risk"), Output("likelihood"), Output("impact"))
    span = documents[0].span
    table = Table(TABLE, HitPolicy.COLLECT, made, outputs, title=TITLE, span=span)
    if not all(sound):
        return Lowered((table,))
    return Lowered((table,), {VIEW: RiskView(tuple(documents), owners)})


def _rule(
    trigger: TriggerEntry,
    risk: RiskEntry,
    document: RiskRegisterDocument,
    context: Context,
    beats: frozenset[str],
) -> TableRule | None:
    boxes = context.boxes(trigger, document)
    if trigger.likelihood < 0 or trigger.impact < 0 or not trigger.likelihood + trigger.impact:
        context.collector.add("GC652", trigger.id.span, trigger=trigger.id)
    if boxes is None:
        return None
    outputs = (
        ("risk", str(risk.id)), ("likelihood", trigger.likelihood), ("impact", trigger.impact)
    )  # fmt: skip
    cited = attrs.evolve(trigger, source=trigger.source or risk.source)
    return make_rule(cited, document, boxes, outputs, beats)


def _check(document: RiskRegisterDocument, context: Context) -> bool:
    """Bands follow each other from 1 to the highest level; risks stand on the scales."""
    sound, next_, highest = True, 1, len(document.likelihood) * len(document.impact)
    for band in document.bands:
        if band.from_ != next_ or band.to < band.from_:
            context.collector.add("GC650", band.id.span, band=band.id, first=next_, last=highest)
            return False
        next_ = band.to + 1
    if next_ != highest + 1:
        span = document.bands[-1].id.span if document.bands else document.id.span
        name = document.bands[-1].id if document.bands else document.id
        context.collector.add("GC650", span, band=name, first=next_, last=highest)
        return False
    for risk in document.risks:
        for key, scale in (("likelihood", document.likelihood), ("impact", document.impact)):
            value = getattr(risk, key)
            if not 1 <= value <= len(scale):
                context.collector.add(
                    "GC651", risk.id.span, risk=risk.id, key=key, value=value, last=len(scale)
                )
                sound = False
        if risk.category not in document.categories:
            context.collector.add("GC654", risk.category.span, category=risk.category)
    return sound


_MATRIX = Text.of({"en": "Risk matrix", "zh-Hans": "风险矩阵", "zh-Hant": "風險矩陣"})
_AXES = Text.of(
    {"en": "likelihood ╲ impact", "zh-Hans": "可能性 ╲ 影响", "zh-Hant": "可能性 ╲ 影響"}
)


def describe(
    document: RiskRegisterDocument, vocabulary: Vocabulary, language: str
) -> Iterator[Section]:
    """The matrix of likelihood and impact: where each risk stands without any trigger."""
    bands = {str(band.id): band.title.get(language) or str(band.id) for band in document.bands}
    heads = [f"{n} {text.get(language)}".strip() for n, text in enumerate(document.impact, 1)]
    rows = []
    for likelihood in range(len(document.likelihood), 0, -1):
        name = document.likelihood[likelihood - 1].get(language)
        cells = [words(Span(f"{likelihood} {name}".strip(), "strong"))]
        for impact in range(1, len(heads) + 1):
            level = likelihood * impact
            here = [
                r.id for r in document.risks if (r.likelihood, r.impact) == (likelihood, impact)
            ]
            band = Span(f"{level} {bands[band_of(document, level)]}", "soft")
            cells.append(words(band, *(part for id_ in here for part in ("\n", str(id_)))))
        rows.append(Row(tuple(cells)))
    table = SectionTable((_AXES.get(language), *heads), tuple(rows))
    yield Section(_MATRIX.get(language), (table,))


KIND = Kind("risk_register", RiskRegisterDocument, lower=lower, describe=describe)
