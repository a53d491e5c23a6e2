"""Redundant rules: removing one changes nothing (GC314)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import attrs

from govcoord.rules.cells import Mask, bits_of, mask_of
from govcoord.rules.checks.base import Finding, Question
from govcoord.rules.checks.grid import Cube
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
    for number, rule in question.meter.through(enumerate(table.rules), len(table.rules)):
        question.meter.step()
        if number not in same:
            continue
        by = trial.replaced_by(number)
        if by is not None:
            names = ", ".join(f"`{table.rules[n].id}`" for n in by) or "`default`"
            rules = (rule, *(table.rules[n] for n in by))
            yield Finding("GC314", table, rules, (), (("by", names),))


class _DifferentError(Exception):
    """Some case is answered differently."""


@attrs.frozen
class Trial:
    """Answers of a table with and without one of its rules."""

    question: Question
    resolver: Resolver

    def repeated(self) -> set[int]:
        """The rules whose answer another rule, or no rule at all, could give as well."""
        verdicts = [self.resolver.fresh(1 << n, 1 << n).values for n in range(len(self.rules))]
        nothing = self.resolver.fresh(0, 0).values
        count: dict[object, int] = {nothing: 1}
        for values in verdicts:
            count[values] = count.get(values, 0) + 1
        return {n for n, values in enumerate(verdicts) if count[values] > 1}

    @property
    def rules(self) -> Sequence[object]:
        """The rules of the table."""
        return self.question.table.rules

    def replaced_by(self, number: int) -> list[int] | None:
        """The rules that decide in place of a redundant rule; ``None`` where it is not one."""
        study, step = self.question.study, self.question.meter.step
        near = self._relevant(number)
        holds = study.holds[number]
        decided = False
        by: set[int] = set()
        try:
            for cube in study.deciding(holds, study.winners(number), step):
                for verdict in self.compare(cube, number, near):
                    if verdict.status is Status.DECIDED:
                        decided = True
                        if verdict.winners and by.isdisjoint(verdict.winners):
                            by.add(verdict.winners[0])
            if decided:
                for cube in holds:
                    for _ in self.compare(cube, number, near):
                        pass
        except _DifferentError:
            return None
        return sorted(by) if decided else None

    def _relevant(self, number: int) -> list[int]:
        """The rules that may have a say where a rule holds."""
        return sorted(bits_of(self.question.study.near(number, possibly=True)))

    def compare(self, cube: Cube, number: int, near: Sequence[int]) -> Iterator[Verdict]:
        """What the table says without a rule in each part of a cube where that rule holds.

        Raises `_DifferentError` where it says something else with the rule.
        """
        grid, step = self.question.study.grid, self.question.meter.step
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
            name = grid.opened(at, cut)[0]
            inside, outside = grid.cut(at, name, cut[name])
            todo.append((inside, open_))
            todo.extend((part, open_) for part in outside)

    def _standing(self, at: Cube, near: Iterable[int]) -> tuple[Mask, Mask, Cube | None]:
        """The rules that hold in all of a cube, those that may, and a cube to cut it along."""
        study = self.question.study
        certain: list[int] = []
        possible: list[int] = []
        cut: Cube | None = None
        for n in near:
            sure = [study.grid.relation(at, cube) for cube in study.holds[n]]
            if 0 in sure:
                certain.append(n)
                possible.append(n)
                continue
            may = [study.grid.relation(at, cube) for cube in study.may[n]]
            if max(may, default=-1) < 0:
                continue
            possible.append(n)
            if cut is None:
                settled = 0 in may  # it may hold throughout: only where it does is open
                parts = chain(zip(sure, study.holds[n]), () if settled else zip(may, study.may[n]))
                cut = next((cube for leaves, cube in parts if leaves > 0), None)
        width = len(self.rules)
        return mask_of(certain, width), mask_of(possible, width), cut
