"""Redundant rules: removing one changes nothing (GC314)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import attrs

from govcoord.rules.cells import Mask, bits_of, mask_of
from govcoord.rules.checks.base import BudgetError, Finding, Purse, PurseError, Question
from govcoord.rules.checks.grid import Cube
from govcoord.rules.checks.search import Step, uncovered
from govcoord.rules.resolve import Resolver, Status, Verdict
from govcoord.rules.tables import HitPolicy


def check(question: Question) -> Iterator[Finding]:
    """Rules that decide somewhere, and without which every case would have the same answer.

    That is asked of every case in which the rule holds: of what the table says then, with the
    rule and without it. A table that collects says which rules matched, so none is redundant.
    """
    table = question.table
    if table.hit is HitPolicy.COLLECT:
        return
    trial = Trial(question, Resolver(table, range(len(table.rules))))
    same = trial.repeated()
    undecided = 0
    for number in question.meter.through(sorted(same), len(same)):
        purse = Purse(question.meter, len(same))
        try:
            by = trial.replaced_by(number, purse.step)
        except PurseError:
            undecided += 1
            continue
        if by is not None:
            rule = table.rules[number]
            names = ", ".join(f"`{table.rules[n].id}`" for n in by) or "`default`"
            rules = (rule, *(table.rules[n] for n in by))
            yield Finding("GC314", table, rules, (), (("by", names),))
    if undecided:
        question.meter.done -= undecided
        raise BudgetError


class _DifferentError(Exception):
    """Some case is answered differently."""


@attrs.frozen
class Trial:
    """Answers of a table with and without one of its rules."""

    question: Question
    resolver: Resolver
    values: Sequence[object] = attrs.field(init=False)
    nothing: object = attrs.field(init=False)

    @values.default
    def _said(self) -> Sequence[object]:
        return [self.resolver.fresh(1 << n, 1 << n).values for n in range(len(self.rules))]

    @nothing.default
    def _said_of_nothing(self) -> object:
        return self.resolver.fresh(0, 0).values

    def repeated(self) -> set[int]:
        """The rules whose answer another rule, or no rule at all, could give as well."""
        count = Counter([*self.values, self.nothing])
        return {n for n, values in enumerate(self.values) if count[values] > 1}

    @property
    def rules(self) -> Sequence[object]:
        """The rules of the table."""
        return self.question.table.rules

    def replaced_by(self, number: int, step: Step) -> list[int] | None:
        """The rules that decide in place of a redundant rule; ``None`` where it is not one."""
        study = self.question.study
        near = sorted(bits_of(study.near(number, possibly=True)))
        same = [c for n in near if self.values[n] == self.values[number] for c in study.may[n]]
        winners = study.winners(number)
        others = [cube for n in near for cube in study.may[n]]
        if self.nothing != self.values[number] and any(
            True for cube in study.holds[number] for _ in uncovered(study.grid, cube, others, step)
        ):
            return None  # it alone answers there
        by: set[int] = set()
        decided = False
        try:
            # where no other rule gives its answer a difference shows soon, if there is one
            for cube in study.deciding(study.holds[number], winners, step):
                for alone in uncovered(study.grid, cube, same, step):
                    self._exhaust(alone, number, near, step)
            for cube in study.deciding(study.holds[number], winners, step):
                for verdict in self.compare(cube, number, near, step):
                    if verdict.status is Status.DECIDED:
                        decided = True
                        if verdict.winners and by.isdisjoint(verdict.winners):
                            by.add(verdict.winners[0])
            for cube in study.holds[number] if decided else ():
                self._exhaust(cube, number, near, step)
        except _DifferentError:
            return None
        return sorted(by) if decided else None

    def _exhaust(self, cube: Cube, number: int, near: Sequence[int], step: Step) -> None:
        for _ in self.compare(cube, number, near, step):
            pass

    def compare(
        self, cube: Cube, number: int, near: Sequence[int], step: Step
    ) -> Iterator[Verdict]:
        """What the table says without a rule in each part of a cube where that rule holds.

        Raises `_DifferentError` where it says something else with the rule.
        """
        grid = self.question.study.grid
        todo = [(cube, near)]
        while todo:
            at, open_ = todo.pop()
            step(1 + (len(open_) >> 2))
            certain, possible, cut = self._standing(at, open_)
            own = 1 << number
            left = self.resolver.fresh(certain | own, possible | own)
            right = self.resolver.fresh(certain, possible)
            known = Status.UNDETERMINED not in (left.status, right.status)
            if known or cut is None:
                if left.status is not right.status or left.values != right.values:
                    raise _DifferentError
                yield right
                continue
            open_ = [n for n in open_ if possible >> n & 1]
            axes = grid.opened(at, cut) or 0
            name = grid.names[(axes & -axes).bit_length() - 1]
            todo.extend((part, open_) for part in reversed(grid.cut(at, name, cut[name])))

    def _standing(self, at: Cube, near: Iterable[int]) -> tuple[Mask, Mask, Cube | None]:
        """The rules that hold in all of a cube, those that may, and a cube to cut it along."""
        study = self.question.study
        certain: list[int] = []
        possible: list[int] = []
        cut: Cube | None = None
        for n in near:
            sure = [study.grid.opened(at, cube) for cube in study.holds[n]]
            if 0 in sure:
                certain.append(n)
                possible.append(n)
                continue
            may = [study.grid.opened(at, cube) for cube in study.may[n]]
            if all(axes is None for axes in may):
                continue
            possible.append(n)
            if cut is None:
                settled = 0 in may  # it may hold throughout: only where it does is open
                parts = chain(zip(sure, study.holds[n]), () if settled else zip(may, study.may[n]))
                cut = next((cube for axes, cube in parts if axes), None)
        width = len(self.rules)
        return mask_of(certain, width), mask_of(possible, width), cut
