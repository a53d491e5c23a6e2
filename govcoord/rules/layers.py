"""One general measure and N special ones: which document extends which, and how far it may go.

A document that `extends` another adds special rules to it. What the general document says of
`special_rules` holds for all of them: they ``prevail`` where both speak, they may only
``tighten`` what the general rules say, or there may be ``none`` that differ. Where special rules
prevail they override the general ones without naming them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.diagnostics import Collector, suggest
from govcoord.rules.conditions.words import describe_box, describe_value
from govcoord.rules.model import Document, Rule
from govcoord.rules.regions import Box, merge
from govcoord.rules.space import Space
from govcoord.rules.tables import FactRef, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Vocabulary

MOST_PARTS = 2_000
"""Parts of an overlap that are looked at before it is taken as a whole."""

Above = Mapping[str, tuple[str, ...]]
"""For each document those that it extends, nearest first."""


def extended(documents: Sequence[Document], collector: Collector) -> Above:
    """What every document extends, through any number of steps.

    Reports a document that is not there (GC340) and circles (GC341).
    """
    by_id = {str(document.id): document for document in documents}
    above: dict[str, tuple[str, ...]] = {}
    for document in documents:
        chain: list[str] = []
        at = document
        while at.extends is not None:
            name = str(at.extends)
            if name not in by_id:
                if at is document:
                    near = suggest(name, by_id)
                    collector.add("GC340", at.extends.span, id=name, suggestion=near)
                break
            if name == document.id or name in chain:
                if name == document.id:
                    names = " → ".join([str(document.id), *chain, str(document.id)])
                    collector.add("GC341", document.extends.span, names=names)  # type: ignore[union-attr]
                break
            chain.append(name)
            at = by_id[name]
        above[str(document.id)] = tuple(chain)
    return above


def in_force(documents: Iterable[Document]) -> list[Document]:
    """The documents without drafts, pilots, and rules that are one of these."""
    return [_kept(d, {"in_force"}) for d in documents if d.stage == "in_force"]


def with_pilots(documents: Iterable[Document]) -> list[Document]:
    """The documents without drafts, and rules that are drafts."""
    return [_kept(d, {"in_force", "pilot"}) for d in documents if d.stage != "draft"]


def pilots(documents: Iterable[Document]) -> Iterator[tuple[Document, Document | Rule]]:
    """Pilot documents and pilot rules, each with its document."""
    for document in documents:
        if document.stage == "pilot":
            yield document, document
        for rule in _rules(document):
            if rule.stage == "pilot":
                yield document, rule


def check_pilots(documents: Sequence[Document], collector: Collector) -> None:
    """A pilot is bound to places (GC344), and should come to an end (GC345)."""
    for document, holder in pilots(documents):
        if not holder.jurisdiction and not document.jurisdiction:
            collector.add("GC344", holder.id.span, id=holder.id)
        ends = [h.in_force.to for h in (holder, document) if h.in_force is not None]
        if not any(ends):
            collector.add("GC345", holder.id.span, id=holder.id)


def _rules(holder: Any) -> Iterator[Rule]:
    """The rules in the lists of a document, and in the entries of its lists."""
    for field in attrs.fields(type(holder)):
        value = getattr(holder, field.name)
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, Rule):
                yield item
            elif attrs.has(type(item)):
                yield from _rules(item)


def _kept(holder: Any, stages: set[str]) -> Any:
    """A document or entry without the rules of other stages."""
    if all(rule.stage in stages for rule in _rules(holder)):
        return holder
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(holder)):
        value = getattr(holder, field.name)
        if isinstance(value, tuple):
            kept = (x for x in value if not isinstance(x, Rule) or x.stage in stages)
            changes[field.name] = tuple(_kept(x, stages) if attrs.has(type(x)) else x for x in kept)
    return attrs.evolve(holder, **changes)


@attrs.frozen
class Layers:
    """The documents of a plan with what each of them extends."""

    documents: Mapping[str, Document]
    above: Above
    vocabulary: Vocabulary
    collector: Collector

    def apply(self, table: Table) -> Table:
        """The table with special rules before general ones; what they may not do is reported."""
        if not any(self.above.get(rule.document) for rule in table.rules):
            return table
        attributes = self.vocabulary.visible(table.scope)
        space = Space(attributes)
        beats = {rule.id: set(rule.overrides) for rule in table.rules}
        for special, general in self._pairs(table):
            if special.id in beats[general.id]:
                continue
            shared = _shared(special, general, space)
            if not shared:
                continue
            limit = self.documents[general.document].special_rules
            differ = special.outputs != general.outputs or table.hit is HitPolicy.UNIQUE
            if limit == "none" and differ and table.hit is not HitPolicy.COLLECT:
                self._report("GC343", special, general, shared, table.scope)
                continue
            if table.hit is not HitPolicy.COLLECT and differ:
                beats[special.id].add(general.id)
            if general.id in beats[special.id] and limit != "prevail":
                self._compare(special, general, shared, table, space)
        return _with_overrides(table, beats, self.above)

    def _pairs(self, table: Table) -> Iterator[tuple[TableRule, TableRule]]:
        for special in table.rules:
            above = self.above.get(special.document, ())
            for general in table.rules if above else ():
                if general.document in above:
                    yield special, general

    def _compare(
        self,
        special: TableRule,
        general: TableRule,
        shared: list[Box],
        table: Table,
        space: Space,
    ) -> None:
        """Report where a special rule says less than the general one it stands in for (GC342)."""
        gone = [
            box
            for rule in table.rules
            if general.id in rule.overrides and rule.document == general.document
            for box in rule.boxes
        ]
        left = shared if len(gone) > MOST_PARTS else space.subtract_all(shared, gone)
        if not left:
            return
        if table.hit is HitPolicy.COLLECT:
            self._report("GC342", special, general, left, table.scope)
            return
        for output in table.outputs:
            attribute = space.attributes.get(output.attribute or "")
            if attribute is not None and _is_looser(output, special, general):
                self._report("GC342", special, general, left, table.scope, output, attribute)

    def _report(
        self,
        code: str,
        special: TableRule,
        general: TableRule,
        shared: Sequence[Box],
        scope: str | None,
        output: Output | None = None,
        attribute: Attribute | None = None,
    ) -> None:
        words: dict[str, Any] = {}
        for tail, language in (("", "en"), ("_hans", "zh-Hans"), ("_hant", "zh-Hant")):
            boxes = merge(shared)[:3]
            words[f"region{tail}"] = "; ".join(
                describe_box(box, self.vocabulary, language, scope) for box in boxes
            )
            says = [_said(rule, output, attribute, language) for rule in (special, general)]
            words[f"here{tail}"], words[f"there{tail}"] = says
        self.collector.add(
            code, special.span, rule=special.id, general=general.id, document=general.document,
            **words,
        )  # fmt: skip


def _shared(special: TableRule, general: TableRule, space: Space) -> list[Box]:
    met = (space.meet(a, b) for a in special.boxes for b in general.boxes)
    return [box for box in met if box is not None]


def _is_looser(output: Output, special: TableRule, general: TableRule) -> bool:
    """Whether the special rule's value is less strict; one that cannot be compared is."""
    there = general.values.get(output.id)
    if output.stricter is None or there is None:
        return False
    here = special.values.get(output.id)
    if here is None or isinstance(here, FactRef) or isinstance(there, FactRef):
        return bool(here != there)
    if isinstance(here, frozenset):
        return not (here >= there if output.stricter == "higher" else here <= there)
    return bool(here < there if output.stricter == "higher" else here > there)


def _said(
    rule: TableRule, output: Output | None, attribute: Attribute | None, language: str
) -> str:
    if output is None or attribute is None:
        return rule.title.get(language) or rule.id
    value: Any = rule.values.get(output.id)
    if value is None or isinstance(value, FactRef):
        return "—" if value is None else f"={value.attribute}"
    return f"{attribute.label(language)} {describe_value(value, attribute, language)}"


def _with_overrides(table: Table, beats: dict[str, set[str]], above: Above) -> Table:
    """The table with overrides closed anew; in a ``first`` table special rules stand first."""
    rules = []
    for rule in table.rules:
        reached: set[str] = set()
        todo = list(beats[rule.id])
        while todo:
            at = todo.pop()
            if at not in reached:
                reached.add(at)
                todo.extend(beats.get(at, ()))
        rules.append(attrs.evolve(rule, overrides=frozenset(reached - {rule.id})))
    if table.hit is HitPolicy.FIRST:
        rules.sort(key=lambda rule: -len(above.get(rule.document, ())))
    return attrs.evolve(table, rules=tuple(rules))
