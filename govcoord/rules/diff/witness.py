"""Cases that show a change: in the region in both versions, and decided as it is told."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from govcoord.errors import CaseError
from govcoord.rules.diff.copies import any_value
from govcoord.rules.diff.regions import Leaf
from govcoord.rules.diff.sides import UNSTATED
from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box, Ranges, Test
from govcoord.rules.solving.witness import find_case
from govcoord.rules.space import Space, pick
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Attribute, Vocabulary

TRIES = 6
"""Boxes of a change in which a case is looked for."""

STEPS = 800
"""Steps that the search for a case in one box takes at first, and four times that at last."""

CASES = 25
"""Cases that are evaluated in the search in one box."""

SECONDS = 5.0
"""Time after which no more cases are looked for in one table."""

Case = Mapping[str, Any]


class Witnesses:
    """Finds cases for the changes of one table."""

    def __init__(
        self, old: Plan, new: Plan, table: Table, days: tuple[Mapping[str, date], ...]
    ) -> None:
        self.plans, self.table, self.days = (old, new), table, days
        self.until = time.monotonic() + SECONDS

    def find(self, leaves: Sequence[Leaf]) -> tuple[Case | None, bool]:
        """A case for the leaves of a change, and whether both versions confirm it."""
        first: Case | None = None
        tried = leaves[:: max(1, len(leaves) // TRIES)][:TRIES]
        for leaf, effort in [*((leaf, 1) for leaf in tried), (tried[0], 4)]:
            if time.monotonic() > self.until:
                break
            for case in self.candidates(leaf.box, effort):
                first = case if first is None else first
                if self.confirms(leaf, case):
                    return case, True
        return first, False

    def candidates(self, box: Box, effort: int) -> Iterator[Case]:
        """Cases that may lie in the box: as found, then with all other facts given too."""
        for which in (1, 0):
            plan = self.plans[which]
            visible = plan.vocabulary.visible(self.table.scope)
            own = Box(tuple(part for part in box.tests if part[0] in visible))
            if len(own.tests) < len(box.tests) and which == 1:
                continue
            if Space(visible).is_empty(own):
                continue
            on_day = {n: Test(Ranges.point(d).discrete()) for n, d in self.days[which].items()}
            aim = [(self.table, own.meet(Box.of(on_day)))]
            found = find_case(plan, aim, steps=STEPS * effort, cases=CASES * effort)
            case = self.undated(found.case)
            yield case
            yield self.undated(filled(case, plan.vocabulary, self.table.scope, own))

    def undated(self, case: Case) -> Case:
        """The case without the dates that the comparison sets."""
        return {name: value for name, value in case.items() if name not in self.days[0]}

    def confirms(self, leaf: Leaf, case: Case) -> bool:
        """Whether both versions find the case in the leaf's box and say what the leaf says."""
        sayings = (leaf.before, leaf.after)
        return all(
            self.lies_in(which, leaf.box, case, said is UNSTATED)
            for which, said in enumerate(sayings)
        )

    def lies_in(self, which: int, box: Box, case: Case, unstated: bool) -> bool:
        """Whether a version finds the case in the box, or refuses it where that is told."""
        plan = self.plans[which]
        try:
            decision = plan.evaluate({**known(case, plan.vocabulary), **self.days[which]})
        except CaseError:
            return unstated
        subjects = decision.subjects(self.table.scope) if self.table.scope else None
        if unstated or (self.table.scope and not subjects):
            return False
        subject = subjects[0] if subjects else None
        visible = plan.vocabulary.visible(self.table.scope)
        return all(
            test.accepts(decision.fact(name, subject)) is True
            for name, test in box.tests
            if name in visible
        )


def known(case: Case, vocabulary: Vocabulary) -> dict[str, Any]:
    """The case without keys that the vocabulary does not have."""
    words, kinds = vocabulary.case_words, {r.key: r for r in vocabulary.records.values()}
    out: dict[str, Any] = {}
    for name, value in case.items():
        if name in kinds and isinstance(value, list):
            fields = vocabulary.record_words[kinds[name].id]
            out[name] = [{f: v for f, v in row.items() if f in fields} for row in value]
        elif name in words or name == "id":
            out[name] = value
    return out


def filled(case: Case, vocabulary: Vocabulary, scope: str | None, box: Box) -> Case:
    """The case with a value for every fact that it may give, but for those that must miss."""
    missing = {name for name, test in box.tests if test.missing and test.region.is_empty}
    out = {**_values(vocabulary.attributes.values(), missing), **case}
    if scope is not None:
        record = vocabulary.records[scope]
        rows = case.get(record.key) or [{}]
        own = _values(record.fields.values(), missing)
        out[record.key] = [{**own, **row} for row in rows]
    return out


def _values(attributes: Iterable[Attribute], missing: set[str]) -> dict[str, Any]:
    given = (a for a in attributes if a.is_given and a.id not in missing)
    return {a.id: pick(any_value(a), a) for a in given}
