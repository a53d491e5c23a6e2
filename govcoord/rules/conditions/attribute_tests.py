"""Located YAML to tests on one attribute: keywords, `not(…)`, lists, mappings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NoReturn

import attrs

from govcoord.diagnostics import Collector, Diagnostic, suggest
from govcoord.numerals import Number
from govcoord.rules.conditions.alternatives import covering_bounds, is_spoken_pair, pooled
from govcoord.rules.conditions.hints import each, expected_form, known_choices, named, remedy
from govcoord.rules.conditions.pieces import Piece, is_torn
from govcoord.rules.conditions.rewrites import meant_boolean, meant_choice
from govcoord.rules.conditions.unary import BadTestError, read_ranges
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.regions import (
    NO_SETS,
    Ranges,
    Region,
    Sets,
    Test,
    Values,
    clip,
    join_tests,
)
from govcoord.rules.values import FALSE_WORDS, TRUE_WORDS
from govcoord.rules.vocabulary import Attribute, Choices, Type
from govcoord.source import Span
from govcoord.units import THRESHOLD_WORDS, Unit

__all__ = ["MISSING_WORDS", "PRESENT_WORDS", "is_never", "read_test", "settled", "whole"]

MISSING_WORDS: Final = frozenset({"missing", "缺失", "未填"})
PRESENT_WORDS: Final = frozenset({"present", "已有", "已填"})
MAX_TESTS: Final = 4096

_JOINERS: Final = {
    "all": "all", "全部满足": "all", "全部滿足": "all",
    "any": "any", "任一满足": "any", "任一滿足": "any",
    "not": "not", "都不满足": "not", "都不滿足": "not",
}  # fmt: skip
_SET_KEYS: Final = {
    "any_of": "any_of", "任一": "any_of",
    "all_of": "all_of", "全部": "all_of",
    "none_of": "none_of", "都不": "none_of",
    "only": "only", "仅限": "only", "僅限": "only",
    "count": "count", "数量": "count", "數量": "count",
}  # fmt: skip
_SIZE_WORDS: Final = tuple(THRESHOLD_WORDS)
_INTERVAL = re.compile(r"[^.].*\.\..*[^.]")
_LONGEST_KEPT = 80
LONGEST: Final = 2000
"""No single test is longer; what is tried on a text takes time with the square of its length."""


def read_test(
    node: Node, attribute: Attribute, collector: Collector, word: str | None = None
) -> list[Test] | None:
    """The tests of which one must hold, usually one; ``None`` once errors are reported.

    A scalar is a unary test: a value, a comparison, an interval, ``a, b``, ``not(…)``,
    ``missing``, ``present`` or ``-`` (anything, a missing fact included). A list holds tests
    of which any may hold. A mapping joins by AND: ``all``, ``any`` and ``not`` for every
    attribute; ``any_of``, ``all_of``, ``none_of``, ``only`` and ``count`` for sets.

    ``word`` is what the writer calls the attribute, for the messages.

    No test at all (an empty list) is what nothing can meet, such as ``not(-)``.

    >>> from govcoord.rules.reading.nodes import read
    >>> days = Attribute("days", Type.INTEGER)
    >>> (node,) = read("example", '">= 3"', Collector())
    >>> (test,) = read_test(node, days, Collector())
    >>> test.accepts(2), test.accepts(3), test.accepts(None)
    (False, True, None)
    """
    reader = _Reader(attribute, collector, word)
    try:
        return reader.joined(reader.tests(node))
    except BadTestError:
        return None


def whole(attribute: Attribute, *, full: bool = True) -> Region:
    """The region of all values of ``attribute``, or of none."""
    if attribute.type is Type.SET:
        return Sets() if full else NO_SETS
    if attribute.type.is_ordered:
        return Ranges((), full)
    return Values(frozenset(), full)


def settled(test: Test, attribute: Attribute) -> Test:
    """The same test in one form, seen that the values of ``attribute`` are limited."""
    region = test.region
    if isinstance(region, Ranges):
        clipped = clip(region, attribute.min, attribute.max)
        return test if clipped is region else Test(clipped, test.missing)
    if isinstance(region, Sets):
        one = _settled_sets(region, attribute)
        return test if one is region else Test(one, test.missing)
    if attribute.type is Type.BOOLEAN:
        universe: frozenset[object] = frozenset({True, False})
    elif attribute.choices is not None:
        universe = attribute.choices.ids
    else:
        return test
    if region.values >= universe:
        return Test(Values(frozenset(), not region.negated), test.missing)
    if region.negated and region.values and attribute.type is Type.BOOLEAN:
        return Test(Values(universe - region.values), test.missing)
    return test


def _settled_sets(region: Sets, attribute: Attribute) -> Sets:
    if attribute.choices is None:
        return region
    if region.is_empty_within(attribute.choices.ids):
        return NO_SETS
    count = clip(region.count, 0, len(attribute.choices.ids))
    return region if count is region.count else Sets(region.any_of, region.none_of, count)


def is_never(test: Test, attribute: Attribute) -> bool:
    """Whether no value that ``attribute`` can have, nor a missing fact, is accepted."""
    if test.missing is True:
        return False
    return settled(test, attribute).region.is_empty


@attrs.frozen(slots=True)
class _Reader:
    attribute: Attribute
    collector: Collector
    word: str | None = None

    # -- nodes

    def tests(self, node: Node) -> list[Test]:
        if isinstance(node, SequenceNode):
            self.refuse_torn(node)
            parts = [self.attempt(self.tests, item) for item in node.items]
            self.refuse_everything(parts, node.span, plain=True)
            return self.union(parts, node)
        if isinstance(node, MappingNode):
            return self.mapping(node)
        assert isinstance(node, ScalarNode)
        if node.is_null or not node.value.strip():
            self.no_test(node)
            raise BadTestError
        if self.attribute.type is Type.CHOICE and node.value != "-":
            found = self.choices.words.get(node.value)  # most lines are nothing but a value
            if found is not None:
                return [Test(Values(self.choices.below(found)))]
        return self.text(Piece.of(node))

    def no_test(self, node: Node) -> None:
        names = named(self.attribute, self.word)
        self.collector.extend([Diagnostic("GC239", node.span, names)])

    def refuse_torn(self, node: SequenceNode) -> None:
        """`[10..20]` and `[not(a, b)]` without quotes: YAML takes the brackets for its own."""
        items = [item for item in node.items if isinstance(item, ScalarNode) and item.plain]
        if len(items) != len(node.items) or not items:
            return
        written = ", ".join(item.value for item in items)
        first = items[0].value
        if self.attribute.type.is_ordered and len(items) == 1 and _INTERVAL.fullmatch(first):
            written = f"[{written}]"
        elif len(items) == 1 or not is_torn(first) or not written.endswith((")", "）")):
            return
        self.collector.add("GC291", node.span, got=written, fixed=f'"{written}"')
        raise BadTestError

    def refuse_everything(
        self, parts: Sequence[list[Test] | None], span: Span, *, plain: bool
    ) -> None:
        """A lower and an upper bound joined by `or` that leave nothing out."""
        both = covering_bounds(parts, self.attribute)
        if both is not None:
            words = each("remedy", lambda tag: remedy(both, self.attribute, tag, plain=plain))
            given = {"got": span.text, **named(self.attribute, self.word), **words}
            self.collector.extend([Diagnostic("GC290", span, given)])
            raise BadTestError

    def attempt(self, read: Callable[[Node], list[Test]], node: Node) -> list[Test] | None:
        """What ``read`` gives, ``None`` for an error, so that the next item is read as well."""
        try:
            return read(node)
        except BadTestError:
            return None

    def union(self, parts: Sequence[list[Test] | None], node: Node) -> list[Test]:
        """Any of the parts; an empty list says nothing and is refused."""
        if not parts:
            self.collector.add("GC201", node.span, got="nothing", expected="values")
        if not parts or None in parts:
            raise BadTestError
        return self.joined([test for tests in parts if tests for test in tests])

    def joined(self, tests: Sequence[Test]) -> list[Test]:
        if len(tests) == 1:
            return [settled(tests[0], self.attribute)]
        return self.settled(join_tests(pooled(tests)), self.attribute)

    def settled(self, tests: Sequence[Test], attribute: Attribute) -> list[Test]:
        return list(dict.fromkeys(settled(test, attribute) for test in tests))

    def mapping(self, node: MappingNode) -> list[Test]:
        known = {**_JOINERS, **(_SET_KEYS if self.attribute.type is Type.SET else {})}
        out = [Test(whole(self.attribute), True)]
        failed = not node.entries
        if failed:
            self.no_test(node)
        for key, (key_node, value) in node.entries.items():
            name = known.get(key)
            if name is None:
                self.unknown_key(key, key_node, known)
            tests = self.attempt(self.readers()[name], value) if name else None
            if tests is None:
                failed = True
            else:
                out = self.meet(out, tests, node)
        if failed:
            raise BadTestError
        return out

    def unknown_key(self, key: str, node: ScalarNode, known: Mapping[str, str]) -> None:
        def listed(tag: str) -> str:
            if tag == "en":
                return ", ".join(dict.fromkeys(known.values()))
            spoken = [word for word in known if not word.isascii()]
            forms = spoken if tag == "zh-Hant" else reversed(spoken)
            chosen = {known[word]: word for word in forms}
            return "、".join(chosen[name] for name in dict.fromkeys(known.values()))

        words = each("known", listed)
        more = {**named(self.attribute, self.word), **words, "key": key}
        near = suggest(key, known)
        self.collector.extend([Diagnostic("GC229", node.span, more, suggestion=near)])

    def readers(self) -> Mapping[str, Callable[[Node], list[Test]]]:
        return {
            "all": self.all,
            "any": self.tests,
            "not": lambda node: self.negated(self.tests(node), node),
            "any_of": lambda node: [Test(Sets(any_of=frozenset([self.group(node)])))],
            "all_of": lambda node: [Test(Sets(any_of=frozenset(self.groups(node))))],
            "none_of": lambda node: [Test(Sets(none_of=self.group(node)))],
            "only": lambda node: [Test(Sets(none_of=self.choices.ids - self.group(node)))],
            "count": self.count,
        }

    def all(self, node: Node) -> list[Test]:
        items = node.items if isinstance(node, SequenceNode) else [node]
        parts = [self.attempt(self.tests, item) for item in items]
        out = [Test(whole(self.attribute), True)]
        for tests in parts:
            if tests is not None:
                out = self.meet(out, tests, node)
        if None in parts:
            raise BadTestError
        return out

    def meet(self, left: Sequence[Test], right: Sequence[Test], node: Node) -> list[Test]:
        if len(left) * len(right) > MAX_TESTS:
            self.collector.add("GC231", node.span, limit=MAX_TESTS)
            raise BadTestError
        met = self.joined([a.meet(b) for a in left for b in right])
        return [test for test in met if not is_never(test, self.attribute)]

    def negated(self, tests: Sequence[Test], node: Node) -> list[Test]:
        out = [Test(whole(self.attribute), True)]
        for test in tests:
            out = self.meet(out, [settled(t, self.attribute) for t in test.negate()], node)
        return out

    # -- sets

    @property
    def choices(self) -> Choices:
        return self.attribute.choices or Choices(self.attribute.id, ())

    def groups(self, node: Node) -> list[frozenset[str]]:
        """For each choice written, itself and all under it."""
        items = node.items if isinstance(node, SequenceNode) else [node]
        out: list[frozenset[str]] = []
        failed = False
        for item in items:
            if not isinstance(item, ScalarNode) or item.is_null:
                got = "nothing" if isinstance(item, ScalarNode) else _kind(item)
                self.collector.add("GC201", item.span, got=got, expected="values")
                failed = True
                continue
            try:
                out += (self.choices.below(id_) for id_ in self.ids(Piece.of(item)))
            except BadTestError:
                failed = True
        if not items:
            self.collector.add("GC201", node.span, got="nothing", expected="values")
        if failed or not items:
            raise BadTestError
        return out

    def group(self, node: Node) -> frozenset[str]:
        return frozenset().union(*self.groups(node))

    def ids(self, piece: Piece) -> list[str]:
        found = self.choices.resolve(piece.text)
        if found is not None:
            return [found]
        return [self.id(item) for item in piece.split()]

    def id(self, piece: Piece) -> str:
        found = self.choices.resolve(piece.text)
        if found is None:
            if piece.plain.startswith(_SIZE_WORDS) or piece.plain.endswith(_SIZE_WORDS):
                self.report("GC222", piece, type=f"order:{self.attribute.type.value}")
                raise BadTestError
            raise self.no_value(piece, self.choices.words)
        return found

    def no_value(self, piece: Piece, known: Iterable[str]) -> BadTestError:
        if self.attribute.type is Type.BOOLEAN:
            near = meant_boolean(piece.text)
        else:
            near = meant_choice(piece.text, self.choices, self.attribute.type)
        shown = each("expected", lambda tag: known_choices(self.attribute, tag))
        given = {"got": piece.text, **named(self.attribute, self.word), **shown}
        self.collector.extend(
            [Diagnostic("GC221", piece.span, given, suggestion=near or suggest(piece.text, known))]
        )
        return BadTestError()

    def count(self, node: Node) -> list[Test]:
        name = f"{self.attribute.id}.count"
        counted = Attribute(name, Type.INTEGER, min=0, max=len(self.choices.ids))
        word = self.word or self.attribute.id
        word += ".count" if word.isascii() else "的数量"
        tests = _Reader(counted, self.collector, word).tests(node)
        out = []
        for test in self.settled(tests, counted):
            assert isinstance(test.region, Ranges)
            out.append(Test(Sets(count=test.region), test.missing))
        return out

    # -- texts

    def text(self, piece: Piece) -> list[Test]:
        if self.attribute.type.is_ordered and len(piece.text) <= _LONGEST_KEPT:
            a = self.attribute
            known = _ordered(piece.text, a.type, a.unit, a.min, a.max)
            if known is not None:
                return list(known)
        return self.unknown_text(piece)

    def unknown_text(self, piece: Piece) -> list[Test]:
        word = piece.text
        if piece.plain == "-":
            return [Test(whole(self.attribute), True)]
        if self.attribute.type.has_choices and self.choices.resolve(word) is not None:
            return [self.atom(piece)]
        if word in MISSING_WORDS:
            return [Test(whole(self.attribute, full=False), True)]
        if word in PRESENT_WORDS:
            return [Test(whole(self.attribute), False)]
        inner = piece.inside_not()
        if inner is not None:
            return self.negated(self.text(inner), piece.node)
        if self.attribute.type is Type.TEXT:
            return [Test(Values(frozenset(piece.strings() or [word])))]
        items = piece.split()
        if len(items) == 1:
            return [self.atom(piece)]
        if not all(item.text for item in items):
            self.unreadable(piece)
        parts = [self.attempt_text(item) for item in items]
        both = covering_bounds(parts, self.attribute)
        if both is not None and is_spoken_pair(piece, items):
            return [Test(both)]
        self.refuse_everything(parts, piece.span, plain=piece.node.plain)
        return self.union(parts, piece.node)

    def unreadable(self, piece: Piece) -> NoReturn:
        form = each("expected", lambda tag: expected_form(self.attribute, tag))
        self.report("GC228", piece, **form)
        raise BadTestError

    def attempt_text(self, piece: Piece) -> list[Test] | None:
        try:
            return self.text(piece)
        except BadTestError:
            return None

    def atom(self, piece: Piece) -> Test:
        if not piece.text or len(piece.text) > LONGEST:
            self.unreadable(piece)
        if self.attribute.type.is_ordered:
            return Test(read_ranges(piece, self.attribute, self.collector, self.word))
        if piece.plain[0] in "<>=≥≤" or (piece.plain[0] in "!≠" and not self.choices.items):
            self.report("GC222", piece, type=f"order:{self.attribute.type.value}")
            raise BadTestError
        if self.attribute.type is Type.BOOLEAN:
            return Test(Values(frozenset([self.boolean(piece)])))
        below = self.choices.below(self.id(piece))
        if self.attribute.type is Type.SET:
            return Test(Sets(any_of=frozenset([below])))
        return Test(Values(below))

    def boolean(self, piece: Piece) -> bool:
        if piece.text in TRUE_WORDS or piece.text in FALSE_WORDS:
            return piece.text in TRUE_WORDS
        raise self.no_value(piece, ["true", "false", "missing", "present"])

    def report(self, code: str, piece: Piece, **params: object) -> None:
        given = {"got": piece.text, **named(self.attribute, self.word), **params}
        self.collector.extend([Diagnostic(code, piece.span, given)])


@lru_cache(maxsize=16384)
def _ordered(
    text: str, type_: Type, unit: Unit | None, lo: Number | None, hi: Number | None
) -> tuple[Test, ...] | None:
    """The tests of a text without a mistake: rules repeat the same few texts in many lines."""
    attribute = Attribute("", type_, unit=unit, min=lo, max=hi)
    try:
        return tuple(_Reader(attribute, Collector()).unknown_text(Piece.alone(text)))
    except BadTestError:
        return None


def _kind(node: Node) -> str:
    return "list" if isinstance(node, SequenceNode) else "mapping"
