"""Regions of an attribute's axis, tests on an attribute, and boxes: the algebra of conditions.

A *region* is a set of values of one attribute. A *test* adds what happens when the fact is
missing: accepted (``True``), refused (``False``) or not known (``None``). A *box* joins tests
on different attributes by AND; a rule's condition is a union of boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from govcoord.rules.ranges import AFTER, BEFORE, Cut, Ordered, Ranges, clip

__all__ = [
    "AFTER",
    "BEFORE",
    "EVERYTHING",
    "NATURAL",
    "NO_SETS",
    "Box",
    "Cut",
    "Ordered",
    "Ranges",
    "Region",
    "Sets",
    "Test",
    "Values",
    "clip",
    "join_tests",
    "meet_all",
    "merge",
    "negate",
    "negate_all",
]


@attrs.frozen(slots=True)
class Values:
    """A finite set of values, or (``negated``) all but a finite set."""

    values: frozenset[Any] = frozenset()
    negated: bool = False

    def contains(self, value: Any) -> bool:
        """Whether ``value`` belongs."""
        return (value in self.values) != self.negated

    def meet(self, other: Values) -> Values:
        """Values in both."""
        if self.negated and other.negated:
            return Values(self.values | other.values, True)
        if self.negated:
            return Values(other.values - self.values)
        if other.negated:
            return Values(self.values - other.values)
        return Values(self.values & other.values)

    def join(self, other: Values) -> Values:
        """Values in either."""
        return self.complement().meet(other.complement()).complement()

    def complement(self) -> Values:
        """Values not in it."""
        return Values(self.values, not self.negated)

    @property
    def is_empty(self) -> bool:
        """Whether no value belongs, whatever the universe."""
        return not self.values and not self.negated

    @property
    def is_full(self) -> bool:
        """Whether every value belongs, whatever the universe."""
        return not self.values and self.negated


ALL_COUNTS = Ranges((), True)
NATURAL = Ranges.interval(0, None)


@attrs.frozen(slots=True)
class Sets:
    """Sets of members that meet each group of ``any_of``, none of ``none_of``, and ``count``.

    ``all_of: [a, b]`` is two groups of one member; ``only: [a, b]`` puts every other member
    of the vocabulary under ``none_of``. ``count`` is over whole numbers.
    """

    any_of: frozenset[frozenset[str]] = frozenset()
    none_of: frozenset[str] = frozenset()
    count: Ranges = ALL_COUNTS

    def contains(self, value: frozenset[str]) -> bool:
        """Whether the set ``value`` belongs."""
        return (
            all(not group.isdisjoint(value) for group in self.any_of)
            and self.none_of.isdisjoint(value)
            and self.count.contains(len(value))
        )

    def meet(self, other: Sets) -> Sets:
        """Sets in both."""
        return Sets(
            self.any_of | other.any_of,
            self.none_of | other.none_of,
            self.count.meet(other.count),
        )

    def complements(self) -> list[Sets]:
        """Sets not in it, as a union."""
        out = [Sets(none_of=group) for group in sorted(self.any_of, key=sorted)]
        if self.none_of:
            out.append(Sets(any_of=frozenset([self.none_of])))
        if not self.count.is_full:
            out.append(Sets(count=self.count.complement().meet(NATURAL)))
        return out

    def join(self, other: Sets) -> Sets | None:
        """Sets in either, where one such value can say it; else ``None``.

        >>> a, b = (Sets(any_of=frozenset([frozenset(word)])) for word in "ab")
        >>> a.join(b) == Sets(any_of=frozenset([frozenset("ab")]))
        True
        """
        if self == other or other.is_empty:
            return self
        if self.is_empty:
            return other
        if self.none_of != other.none_of:
            return None
        if self.any_of == other.any_of:
            return Sets(self.any_of, self.none_of, self.count.join(other.count))
        mine, theirs = self.any_of - other.any_of, other.any_of - self.any_of
        if self.count != other.count or len(mine) > 1 or len(theirs) > 1:
            return None
        groups = self.any_of & other.any_of
        if mine and theirs:
            groups |= {next(iter(mine)) | next(iter(theirs))}
        return Sets(groups, self.none_of, self.count)

    @property
    def is_empty(self) -> bool:
        """Whether no set belongs (a sufficient test: contradictions of members and count)."""
        if not self.any_of:
            return not self.count.is_full and self.count.meet(NATURAL).is_empty
        counts = Ranges.interval(self._least(), None)
        return any(group <= self.none_of for group in self.any_of) or (
            self.count.meet(counts).is_empty
        )

    def is_empty_within(self, members: frozenset[str]) -> bool:
        """Whether no set of these ``members`` belongs (a sufficient test)."""
        if not self.none_of and self.count.is_full:
            return not all(self.any_of)
        allowed = members - self.none_of
        within = frozenset(group & allowed for group in self.any_of)
        count = self.count.meet(Ranges.interval(0, len(allowed)).discrete())
        return Sets(within, frozenset(), count).is_empty

    def _least(self) -> int:
        # a set needs at least as many members as there are disjoint groups to meet
        taken: set[str] = set()
        low = 0
        for group in sorted(self.any_of, key=lambda g: (len(g), sorted(g))):
            if taken.isdisjoint(group):
                taken |= group
                low += 1
        return low

    @property
    def is_full(self) -> bool:
        """Whether every set belongs."""
        return not self.any_of and not self.none_of and self.count.is_full


NO_SETS = Sets(any_of=frozenset([frozenset()]))

Region = Ranges | Values | Sets


@attrs.frozen(slots=True)
class Test:
    """A region of one attribute, and what a missing fact gives.

    ``missing`` is ``True`` (accepted), ``False`` (refused) or ``None`` (not known until the
    fact is given).
    """

    __test__ = False  # not a test class for pytest

    region: Region
    missing: bool | None = None

    def accepts(self, value: Any) -> bool | None:
        """``True``, ``False`` or, for a missing fact (``None``), what the test says of it."""
        return self.missing if value is None else self.region.contains(value)

    def meet(self, other: Test) -> Test:
        """Both tests at once."""
        if self.missing is False or other.missing is False:
            missing: bool | None = False
        else:
            missing = True if self.missing and other.missing else None
        return Test(self.region.meet(other.region), missing)  # type: ignore[arg-type]

    def join(self, other: Test) -> Test | None:
        """One test that accepts what either accepts, where one can say it; else ``None``."""
        if self.missing or other.missing:
            missing: bool | None = True
        else:
            missing = None if None in (self.missing, other.missing) else False
        region = self.region.join(other.region)  # type: ignore[arg-type]
        return None if region is None else Test(region, missing)

    def negate(self) -> list[Test]:
        """The tests of which at least one accepts exactly when this one refuses."""
        missing = None if self.missing is None else not self.missing
        if isinstance(self.region, Sets):
            regions = [NO_SETS] if self.region.is_full else self.region.complements()
            return [Test(region, missing) for region in regions]
        return [Test(self.region.complement(), missing)]

    @property
    def never(self) -> bool:
        """Whether nothing, not even a missing fact, can be accepted."""
        return self.region.is_empty and self.missing is not True

    @property
    def always(self) -> bool:
        """Whether everything is accepted, a missing fact included."""
        return self.region.is_full and self.missing is True


@attrs.frozen(slots=True)
class Box:
    """Tests on different attributes, joined by AND; sorted by attribute."""

    tests: tuple[tuple[str, Test], ...] = ()

    @classmethod
    def of(cls, tests: Mapping[str, Test]) -> Box:
        """A box from a mapping; tests that accept everything are left out."""
        return cls(tuple(sorted((a, t) for a, t in tests.items() if not t.always)))

    def meet(self, other: Box) -> Box:
        """The box of cases in both."""
        if not other.tests:
            return self
        tests = dict(self.tests)
        for name, test in other.tests:
            tests[name] = tests[name].meet(test) if name in tests else test
        return Box.of(tests)

    def accepts(self, facts: Mapping[str, Any]) -> bool | None:
        """Whether the case belongs; ``None`` when missing facts leave it open."""
        answer: bool | None = True
        for name, test in self.tests:
            got = test.accepts(facts.get(name))
            if got is False:
                return False
            if got is None:
                answer = None
        return answer

    @property
    def never(self) -> bool:
        """Whether no case belongs, as far as single attributes tell."""
        return any(test.never for _, test in self.tests)


EVERYTHING = (Box(),)


def meet_all(left: Iterable[Box], right: Iterable[Box]) -> tuple[Box, ...]:
    """The union of boxes that holds the cases in both unions."""
    rights = tuple(right)
    met = (a.meet(b) for a in left for b in rights)
    return tuple(dict.fromkeys(box for box in met if not box.never))


def negate(box: Box) -> tuple[Box, ...]:
    """The union of boxes that holds the cases outside ``box``."""
    out = [Box.of({name: test}) for name, old in box.tests for test in old.negate()]
    return tuple(b for b in out if not b.never)


def negate_all(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The union of boxes that holds the cases outside every one of ``boxes``."""
    out: tuple[Box, ...] = EVERYTHING
    for box in boxes:
        out = meet_all(out, negate(box))
    return out


def merge(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The same union with fewer boxes: two that differ in one attribute become one.

    >>> boxes = [Box.of({"x": Test(Ranges.point(n))}) for n in (1, 2, 3)]
    >>> len(merge(boxes))
    1
    """
    found = list(dict.fromkeys(boxes))
    if Box() in found:
        return EVERYTHING
    if len(found) < 2:
        return tuple(found)
    for name in sorted({name for box in found for name, _ in box.tests}):
        found = _merge_along(name, found)
    return tuple(found)


def _merge_along(name: str, boxes: Iterable[Box]) -> list[Box]:
    # boxes that agree on every other attribute lie beside each other along this one;
    # one that leaves this one free (None) covers all beside it
    beside: dict[tuple[tuple[str, Test], ...], list[Test] | None] = {}
    for box in boxes:
        test = next((test for other, test in box.tests if other == name), None)
        rest = tuple(pair for pair in box.tests if pair[0] != name)
        known = beside.setdefault(rest, [])
        if test is None:
            beside[rest] = None
        elif known is not None:
            known.append(test)
    out: dict[Box, None] = {}
    for rest, tests in beside.items():
        if tests is None:
            out[Box(rest)] = None
        else:
            out.update((Box.of({**dict(rest), name: t}), None) for t in join_tests(tests))
    return list(out)


def join_tests(tests: Iterable[Test]) -> list[Test]:
    """The same union of tests on one attribute, with those joined that can be."""
    out: list[Test] = []
    for test in tests:
        for i, old in enumerate(out):
            joined = old.join(test)
            if joined is not None:
                out[i] = joined
                break
        else:
            out.append(test)
    return out
