"""What a document kind is: its document class, the facts it declares, the tables it makes.

A kind is a value, not a class to inherit from. Outside ``kinds/`` nobody asks which kind a
document is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.diagnostics import Collector, suggest
from govcoord.rules.conditions.reader import read_condition, read_test
from govcoord.rules.model import Document, InForce, Name, Rule
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.regions import EVERYTHING, Box, Ranges, Test, Values, meet_all
from govcoord.rules.tables import Table, TableRule
from govcoord.rules.values import BadValue, to_value
from govcoord.rules.vocabulary import AS_OF, REGION, Attribute, Type, Vocabulary
from govcoord.sections import Section

if TYPE_CHECKING:
    from govcoord.rules.mechanism import Mechanism
    from govcoord.scoring.scorecard import Scorecard

View = Callable[[Any], Any]
"""A named answer made of a decision; picklable (a module-level function or an attrs value).

One with ``tables`` tells of these alone: it is not asked of a case that none of them concerns.
"""


@attrs.frozen
class Lowered:
    """What documents of one kind become."""

    tables: tuple[Table, ...] = ()
    views: Mapping[str, View] = attrs.field(factory=dict)
    scorecards: Mapping[str, Scorecard] = attrs.field(factory=dict)
    mechanisms: tuple[Mechanism, ...] = ()


@attrs.frozen
class Context:
    """What lowering may use: the whole vocabulary and the place for problems."""

    vocabulary: Vocabulary
    collector: Collector

    def boxes(
        self, rule: Rule, document: Document, *, scope: str | None = None
    ) -> tuple[Box, ...] | None:
        """A rule's condition: its ``when``, its dates and places, and those of its document.

        ``None`` when the condition cannot be read; the problem has been reported.
        """
        when = read_condition(rule.when, self.vocabulary, self.collector, record=scope)
        if when is None:
            return None
        for holder in (document, rule):
            for box in (self.in_force(holder.in_force), self.jurisdiction(holder.jurisdiction)):
                if box is None:
                    return None
                when = meet_all(when, (box,))
        if not when:
            self.collector.add("GC304", rule.id.span, rule=rule.id)
        return when

    def condition(self, node: Node | None, *, scope: str | None = None) -> tuple[Box, ...]:
        """A condition on its own; everything when there is none or it cannot be read."""
        read = read_condition(node, self.vocabulary, self.collector, record=scope)
        return EVERYTHING if read is None else read

    def in_force(self, period: InForce | None) -> Box | None:
        """The days of a period as a test on ``as_of`` or the attribute that ``by`` names."""
        if period is None:
            return Box()
        name = period.by or AS_OF
        attribute = self.vocabulary.attributes.get(name)
        if attribute is None or attribute.type is not Type.DATE:
            dates = [a.id for a in self.vocabulary.attributes.values() if a.type is Type.DATE]
            near = suggest(name, dates)
            span = period.by.span if period.by else period.span
            self.collector.add("GC255", span, name=name, suggestion=near)
            return None
        if period.from_ and period.to and period.from_ > period.to:
            self.collector.add("GC256", period.span, start=str(period.from_), end=str(period.to))
            return None
        region = Ranges.interval(period.from_, period.to).discrete()
        return Box() if region.is_full else Box(((attribute.id, Test(region)),))

    def jurisdiction(self, places: Sequence[Name]) -> Box | None:
        """Regions, with everything under them, as a test on ``region``."""
        if not places:
            return Box()
        attribute = self.vocabulary.attributes.get(REGION)
        if attribute is None or attribute.choices is None:
            self.collector.add("GC257", places[0].span)
            return None
        found: set[str] = set()
        for place in places:
            id_ = attribute.choices.resolve(place)
            if id_ is None:
                self.unknown_choice(place, attribute)
                return None
            found |= attribute.choices.below(id_)
        return Box(((REGION, Test(Values(frozenset(found)))),))

    def unknown_choice(self, word: Name, attribute: Attribute) -> None:
        """Report a word that is none of the attribute's choices."""
        assert attribute.choices is not None
        self.collector.add(
            "GC258",
            word.span,
            value=word,
            list=attribute.choices.name,
            suggestion=suggest(word, attribute.choices.words),
        )

    def require_source(self, rule: Rule, document: Document) -> None:
        """Warn about a rule that cites no source, of its own or of its document (GC501)."""
        if not rule.source and not document.source:
            self.collector.add("GC501", rule.id.span, rule=rule.id)

    def unknown_rule(self, name: Name, known: Iterable[str]) -> None:
        """Report the name of a rule that is not there (GC260)."""
        self.collector.add("GC260", name.span, rule=name, suggestion=suggest(name, known))

    def choice(self, word: Name, list_name: str) -> str | None:
        """The id that ``word`` stands for in a list of choices, or a problem and ``None``."""
        choices = self.vocabulary.choices.get(list_name)
        id_ = choices.resolve(word) if choices else None
        if id_ is None:
            known = choices.words if choices else ()
            self.collector.add(
                "GC258", word.span, value=word, list=list_name, suggestion=suggest(word, known)
            )
        return id_

    def department(self, word: Name) -> str | None:
        """The department that ``word`` stands for, or a problem and ``None``."""
        return self.choice(word, "departments")

    def departments(self, words: Iterable[Name]) -> frozenset[str]:
        """The departments that ``words`` stand for; unknown ones are reported and left out."""
        return frozenset(id_ for word in words if (id_ := self.department(word)) is not None)

    def value(self, node: Node, attribute: Attribute) -> Any | None:
        """A value of an output as written; a problem and ``None`` if it does not fit."""
        raw: object
        if isinstance(node, SequenceNode):
            raw = [item.value if isinstance(item, ScalarNode) else None for item in node.items]
        elif isinstance(node, MappingNode):
            raw = {k: v.value for k, (_, v) in node.entries.items() if isinstance(v, ScalarNode)}
        else:
            assert isinstance(node, ScalarNode)
            raw = node.value
        try:
            return to_value(raw, attribute)
        except BadValue as bad:
            self.collector.add(
                "GC259", node.span, attribute=attribute.id, value=str(raw), expected=bad.expected
            )
            return None

    def test(self, node: Node, attribute: Attribute) -> list[Test] | None:
        """A unary test on one attribute."""
        return read_test(node, attribute, self.collector)


def close_overrides(rules: Sequence[Rule], collector: Collector) -> Mapping[str, frozenset[str]]:
    """For each rule the rules it beats, through any number of steps.

    Reports overrides of unknown rules (GC260) and circles (GC302).
    """
    direct: dict[str, list[str]] = {}
    known = {str(rule.id) for rule in rules}
    for rule in rules:
        direct[rule.id] = []
        for name in rule.overrides:
            if name in known:
                direct[rule.id].append(str(name))
            else:
                collector.add("GC260", name.span, rule=name, suggestion=suggest(name, known))
    closed: dict[str, frozenset[str]] = {}
    for rule in rules:
        reached: set[str] = set()
        todo = list(direct[rule.id])
        while todo:
            at = todo.pop()
            if at not in reached:
                reached.add(at)
                todo.extend(direct[at])
        if rule.id in reached:
            collector.add("GC302", rule.overrides[0].span or rule.span, rule=rule.id)
            reached.discard(rule.id)
        closed[rule.id] = frozenset(reached)
    return closed


def report_duplicates(rules: Iterable[Rule], collector: Collector) -> None:
    """Report rules that share an id (GC261)."""
    first: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in first:
            collector.add("GC261", rule.id.span, rule=rule.id)
        first.setdefault(rule.id, rule)


def make_rule(
    rule: Rule,
    document: Document,
    boxes: tuple[Box, ...],
    outputs: tuple[tuple[str, Any], ...],
    beats: frozenset[str],
) -> TableRule:
    """The table rule of a rule as written; its source is its document's where it has none."""
    return TableRule(
        str(rule.id),
        boxes,
        outputs,
        rule.title,
        rule.source or document.source,
        beats,
        rule.priority,
        str(document.id),
        frozenset(rule.overrides),
        rule.span,
        rule.when.span if rule.when is not None else None,
    )


Declare = Callable[[Sequence[Any], Vocabulary, Collector], Iterable[Attribute]]
Lower = Callable[[Sequence[Any], Context], Lowered]
Describe = Callable[[Any, Vocabulary, str], Iterable[Section]]
"""What a handbook says of a document before its fields, in a language."""


def _declare_nothing(
    documents: Sequence[Any], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    return ()


def _lower_nothing(documents: Sequence[Any], context: Context) -> Lowered:
    return Lowered()


@attrs.frozen
class Kind:
    """A document kind.

    ``declare`` gives the attributes that its tables give as facts; ``lower`` makes the tables
    of all its documents together (one general document and any number of special ones), with
    checks of what is special to the kind. ``describe`` adds to what a handbook says.
    """

    name: str
    document: type[Document]
    declare: Declare = _declare_nothing
    lower: Lower = _lower_nothing
    describe: Describe | None = None
