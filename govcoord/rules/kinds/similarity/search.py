"""Past cases that others are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.case import Case
from govcoord.errors import CaseError
from govcoord.mechanisms.nearness import Near, Rows
from govcoord.rules.kinds.similarity.results import Compared, Ruled, SimilarCase, SimilarCases

if TYPE_CHECKING:
    from govcoord.decision import Decision, Outcome
    from govcoord.rules.engine import Plan
    from govcoord.rules.kinds.similarity.kind import Similarity


@attrs.define
class History:
    """The past cases of a plan, to be asked for those that are similar to a case.

    Only cases that are found are decided; the others are compared by their facts alone.
    """

    plan: Plan
    by: Similarity
    rejected: int = attrs.field(init=False, default=0)
    _rows: Rows = attrs.field(init=False)
    _raw: list[object] = attrs.field(init=False, factory=list)

    def __attrs_post_init__(self) -> None:
        self._rows = Rows(self.by.measures)

    def add(self, raw: object, where: str | None = None) -> None:
        """Add a past case; `CaseError` for one that does not fit."""
        try:
            case = self.plan.case(raw)
        except CaseError as error:
            raise error if where is None else error.at(where) from None
        self._rows.add(case.facts)
        self._raw.append(case)

    def add_all(self, cases: Iterable[object]) -> None:
        """Add past cases; those that do not fit are counted and left out."""
        for raw in cases:
            try:
                self.add(raw)
            except CaseError:
                self.rejected += 1

    def nearest(self, raw: object, limit: int | None = None) -> SimilarCases:
        """The past cases most similar to a case; `CaseError` where the case does not fit."""
        case = self.plan.case(raw)
        limit = self.by.limit if limit is None else limit
        found, compared = self._rows.nearest(case.facts, limit, self.by.least_known)
        decision = self.plan.evaluate(case) if found else None
        return SimilarCases(
            case=case.id,
            total=len(self._rows) + self.rejected,
            compared=compared,
            rejected=self.rejected,
            cases=tuple(self._told(case, decision, one) for one in found if decision is not None),
        )

    def _told(self, case: Case, decision: Decision, near: Near) -> SimilarCase:
        there = self._raw[near.number]
        assert isinstance(there, Case)
        agrees: dict[str, Any] = {}
        differs, unknown = [], []
        asked = [m for m in self.by.measures if m.name in case.facts]
        whole = sum(Fraction(measure.weight) for measure in asked) * near.known
        for measure in self.by.measures:
            a, b = case.facts.get(measure.name), there.facts.get(measure.name)
            if a is None or b is None:
                unknown.append(measure.name)
                continue
            distance = measure.distance(a, b)
            if not distance:
                agrees[measure.name] = a
                continue
            adds = Fraction(measure.weight) * distance / whole
            differs.append(
                Compared(fact=measure.name, here=a, there=b, distance=distance, adds=adds)
            )
        differs.sort(key=lambda one: -one.adds)
        return SimilarCase(
            number=near.number, id=there.id, place=there.place,
            similarity=1 - near.distance, known=near.known, agrees=agrees,
            differs=tuple(differs), unknown=tuple(unknown),
            rules=tuple(_ruled(decision, self.plan.evaluate(there))),
        )  # fmt: skip


def _ruled(here: Decision, there: Decision) -> Iterator[Ruled]:
    """The tables in which rules decided one of two cases, of the case as a whole."""
    sides = [
        {o.id: o for o in decision.outcomes if o.subject is None} for decision in (here, there)
    ]
    for id_, one in sides[0].items():
        other = sides[1].get(id_)
        if other is None or not (one.rules or other.rules):
            continue
        rules = _names(one), _names(other)
        said = [(o.status, o.values) for o in (one, other)]
        yield Ruled(
            table=id_, title=one.table.title, same_rules=rules[0] == rules[1],
            same_outcome=said[0] == said[1],
            status_here=one.status.value, status_there=other.status.value,
            rules_here=rules[0], rules_there=rules[1], here=one.values, there=other.values,
        )  # fmt: skip


def _names(outcome: Outcome) -> tuple[str, ...]:
    return tuple(rule.id for rule in outcome.rules)
