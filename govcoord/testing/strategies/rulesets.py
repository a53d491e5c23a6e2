"""A strategy for rulesets over a vocabulary: tables with rules of every sort, small ones first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.rules.engine import Plan
from govcoord.rules.program import all_attributes, references
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Box, Region, Sets, Test, Values
from govcoord.rules.space import has_none
from govcoord.rules.tables import HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.testing.strategies.extra import strategies_module
from govcoord.testing.strategies.values import anything

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Draw = Callable[["SearchStrategy[Any]"], Any]

_ANSWERS = ("low", "middle", "high")


def rulesets(
    vocabulary: Vocabulary, *, max_tables: int = 3, max_rules: int = 5
) -> SearchStrategy[Plan]:
    """Plans with up to ``max_tables`` tables over a vocabulary, for tests of tools.

    Rules test any attributes, outputs of earlier tables too; they overlap, contradict and
    override each other, and leave gaps. Raises `MissingExtraError` without Hypothesis.
    """
    st = strategies_module()

    @st.composite  # type: ignore[untyped-decorator, unused-ignore]
    def made(draw: Draw) -> Plan:
        known, tables = given_alone(vocabulary), []
        for number in range(draw(st.integers(1, max_tables))):
            table, given = TableMaker(draw, known, number, max_rules).table()
            known = known.extended(given)
            tables.append(table)
        digest = hashlib.sha256(repr(tables).encode()).hexdigest()
        return Plan(known, tuple(tables), {}, (), digest)

    found: SearchStrategy[Plan] = made()
    return found


def given_alone(vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary without what tables give, and without what is derived from that."""
    gone = {(a.record, a.id) for a in all_attributes(vocabulary) if a.table is not None}
    while True:
        more = {
            (a.record, a.id)
            for a in all_attributes(vocabulary)
            if a.derive is not None and references(a.derive, vocabulary, a.record) & gone
        }
        if more <= gone:
            break
        gone |= more
    records = {
        id_: attrs.evolve(
            record, fields={n: f for n, f in record.fields.items() if (id_, n) not in gone}
        )
        for id_, record in vocabulary.records.items()
    }
    attributes = {n: a for n, a in vocabulary.attributes.items() if (None, n) not in gone}
    return attrs.evolve(vocabulary, attributes=attributes, records=records)


@attrs.frozen
class TableMaker:
    """Draws one table."""

    draw: Draw
    vocabulary: Vocabulary
    number: int
    max_rules: int

    def table(self) -> tuple[Table, list[Attribute]]:
        """A table with one output, and the attribute that it gives, if it gives one."""
        st, id_ = strategies_module(), f"table{self.number}"
        scope = self.draw(st.sampled_from([None, *self.vocabulary.records]))
        hit = self.draw(st.sampled_from(list(HitPolicy)))
        collects = hit is HitPolicy.COLLECT
        visible = self.vocabulary.visible(scope)
        name = f"answer{self.number}"
        rules: list[TableRule] = []
        for number in range(self.draw(st.integers(1, self.max_rules))):
            answer = self.draw(st.sampled_from(_ANSWERS))
            rules.append(
                TableRule(
                    f"R{self.number}-{number}",
                    self._boxes(visible),
                    ((name, answer),),
                    overrides=self._overrides(rules),
                    priority=self.draw(st.integers(0, 2)) if hit is HitPolicy.PRIORITY else 0,
                    document=id_,
                )
            )
        # a fact from many rules needs an aggregate, which texts do not have
        output = Output(name, None if collects else name)
        given = Attribute(name, Type.TEXT, record=scope, table=id_)
        return Table(id_, hit, tuple(rules), (output,), scope), [] if collects else [given]

    def _overrides(self, earlier: Sequence[TableRule]) -> frozenset[str]:
        st = strategies_module()
        if not earlier or not self.draw(st.booleans()):
            return frozenset()
        beaten: TableRule = self.draw(st.sampled_from(list(earlier)))
        return frozenset({beaten.id}) | beaten.overrides

    def _boxes(self, visible: Mapping[str, Attribute]) -> tuple[Box, ...]:
        count = self.draw(strategies_module().integers(1, 2))
        return tuple(dict.fromkeys(self._box(visible) for _ in range(count)))

    def _box(self, visible: Mapping[str, Attribute]) -> Box:
        st = strategies_module()
        names = st.lists(st.sampled_from(sorted(visible)), max_size=3, unique=True)
        tests = {name: self._test(visible[name]) for name in self.draw(names)}
        return Box.of({n: t for n, t in tests.items() if not has_none(t.region, visible[n])})

    def _test(self, attribute: Attribute) -> Test:
        st = strategies_module()
        missing = self.draw(st.sampled_from([None, None, None, None, False, True]))
        return Test(self._region(attribute), missing)

    def _region(self, attribute: Attribute) -> Region:
        st = strategies_module()
        value = self.draw(anything(attribute))
        if attribute.type is Type.SET:
            return Sets(frozenset(frozenset([member]) for member in value))
        if not attribute.type.is_ordered:
            return Values(frozenset([value]), self.draw(st.booleans()))
        shape = self.draw(st.sampled_from(("from", "until", "between")))
        if shape == "between":
            unit = timedelta(days=1) if attribute.type is Type.DATE else 1
            region = Ranges.interval(value, value + self.draw(st.integers(0, 30)) * unit)
        elif shape == "from":
            region = Ranges.interval(value, None, lo_closed=self.draw(st.booleans()))
        else:
            region = Ranges.interval(None, value, hi_closed=self.draw(st.booleans()))
        return region.discrete() if attribute.is_discrete else region
