"""Conditions: located YAML to unions of boxes.

```yaml
when:
  domain: elderly_care            # attribute: test, joined by AND
  amount: ">= 200000 yuan"
  any:                            # OR
    - {urgent: true}
    - {departments: {all_of: [civil_affairs, health]}}
  not: {stage: closed}
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from govcoord.diagnostics import Collector, suggest
from govcoord.rules.conditions.attribute_tests import is_never, read_test, settled
from govcoord.rules.conditions.pieces import is_torn
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.regions import EVERYTHING, Box, Test, merge, negate
from govcoord.rules.vocabulary import Attribute, Vocabulary

__all__ = ["MAX_BOXES", "read_condition", "read_test"]

MAX_BOXES: Final = 4096
"""A condition with more alternatives than this is an error."""

_MAX_PRODUCT = 16 * MAX_BOXES
_SPECIAL: Final = {
    "all": "all", "全部满足": "all", "全部滿足": "all",
    "any": "any", "任一满足": "any", "任一滿足": "any",
    "not": "not", "都不满足": "not", "都不滿足": "not",
}  # fmt: skip

_CLOSING: Final = frozenset(")）")
_HEAD: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*")
_THOUSANDS: Final = re.compile(r"[0-9]{3}(?![0-9])")

Boxes = tuple[Box, ...]
Entries = dict[str, tuple[ScalarNode, Node]]


class _RefusedError(Exception):
    """A condition cannot be read; the reason is in the collector already."""


def read_condition(
    node: Node | None,
    vocabulary: Vocabulary,
    collector: Collector,
    *,
    record: str | None = None,
) -> Boxes | None:
    """The boxes of which one must hold the case; ``None`` once errors are reported.

    No node at all means every case. ``record`` is the record kind that the rule looks at: its
    fields can be tested beside the attributes of the case. A mapping joins by AND; ``all:``
    and ``any:`` take lists of conditions, ``not:`` one condition, or a list of which none
    may hold. Alternatives that can never hold are left out; where that leaves none, a
    warning says so and the result is empty.
    """
    if node is None:
        return EVERYTHING
    attributes = vocabulary.visible(record)
    try:
        return _Reader(attributes, collector).condition(node)
    except _RefusedError:
        return None


@attrs.frozen(slots=True)
class _Reader:
    attributes: Mapping[str, Attribute]
    collector: Collector

    def condition(self, node: Node) -> Boxes:
        if isinstance(node, SequenceNode):
            self.collector.add("GC233", node.span)
            raise _RefusedError
        if not isinstance(node, MappingNode):
            assert isinstance(node, ScalarNode)
            got = "nothing" if node.is_null else f"`{node.value}`"
            self.collector.add("GC232", node.span, got=got)
            raise _RefusedError
        plain: dict[str, Test] = {}
        others: list[tuple[ScalarNode, Boxes]] = []
        failed = False
        entries = node.entries
        if any(key[-1:] in _CLOSING or _THOUSANDS.match(key) for key in entries):
            entries = self.untorn(entries)
            failed = len(entries) < len(node.entries)
        for key, (key_node, value) in entries.items():
            boxes = self.attempt(key, key_node, value)
            if boxes is None:
                failed = True
            elif len(boxes) == 1 and len(boxes[0].tests) == 1 and key not in _SPECIAL:
                # nearly every line is one test of an attribute of its own
                ((name, test),) = boxes[0].tests
                if plain.setdefault(name, test) is not test:
                    others.append((key_node, boxes))
            else:
                others.append((key_node, boxes))
        if failed:
            raise _RefusedError
        out: Boxes = (Box.of(plain),)
        for key_node, boxes in others:
            out = self.meet(out, boxes, key_node)
        return out

    def untorn(self, entries: Entries) -> Entries:
        """The entries without those that an unquoted `not(a, b)` or `1,000` fell apart into."""
        out: Entries = {}
        torn: ScalarNode | None = None
        whole = ""
        for key, (key_node, value) in entries.items():
            if torn is not None and isinstance(value, ScalarNode) and value.is_null:
                number = _HEAD.fullmatch(whole) and _THOUSANDS.match(key)
                if number or is_torn(whole):
                    whole += f",{key}" if number else f", {key}"
                    continue
            self.mend(torn, whole, out)
            out[key] = (key_node, value)
            torn = None
            if isinstance(value, ScalarNode) and value.plain:
                torn = value if is_torn(value.value) or _HEAD.fullmatch(value.value) else None
                whole = value.value
        self.mend(torn, whole, out)
        return out

    def mend(self, torn: ScalarNode | None, whole: str, out: Entries) -> None:
        """Report the last entry, if it is the first piece of a whole that fell apart."""
        if torn is not None and whole != torn.value:
            self.collector.add("GC291", torn.span, got=whole, fixed=f'"{whole}"')
            out.popitem()

    def attempt(self, key: str, key_node: ScalarNode, value: Node) -> Boxes | None:
        """One entry, or ``None`` for an error, so that the next one is read as well."""
        try:
            special = _SPECIAL.get(key)
            if special == "all":
                return self.all(value, key_node)
            if special == "any":
                return self.any(value)
            if special == "not":
                return self.none(value, key_node)
            return self.attribute(key, key_node, value)
        except _RefusedError:
            return None

    def attribute(self, key: str, key_node: ScalarNode, value: Node) -> Boxes:
        attribute = self.attributes.get(key) or self.by_title(key, key_node)
        tests = read_test(value, attribute, self.collector, key)
        if tests is None:
            raise _RefusedError
        possible = [test for test in tests if not test.never]
        if not possible:
            self.collector.add("GC301", key_node.span, attribute=key)
        return tuple(Box.of({attribute.id: test}) for test in possible)

    def by_title(self, key: str, node: ScalarNode) -> Attribute:
        word = key.strip()
        found = [
            attribute
            for id_, attribute in self.attributes.items()
            if id_ == word or word in attribute.title.all()
        ]
        if len(found) == 1:
            return found[0]
        if found:
            known = ", ".join(attribute.id for attribute in found)
            self.collector.add("GC238", node.span, name=word, count=len(found), known=known)
        elif not self.is_slip(node):
            words = [
                *self.attributes,
                *(t for a in self.attributes.values() for t in a.title.all()),
            ]
            near = suggest(word, [*words, *_SPECIAL])
            self.collector.add("GC220", node.span, suggestion=near, name=word)
        raise _RefusedError

    def is_slip(self, node: ScalarNode) -> bool:
        """Whether a full-width sign in the key is reported already: `{金额：20万元}`."""
        if not node.plain or "：" not in node.value:
            return False
        colon = (node.source, node.line, node.column + node.value.index("："))
        spans = [d.span for d in self.collector.sorted() if d.code == "GC109"]
        return colon in [(s.source, s.line, s.column) for s in spans if s is not None]

    def items(self, node: Node) -> list[Boxes]:
        if not isinstance(node, SequenceNode) or not node.items:
            got = "mapping" if isinstance(node, MappingNode) else "nothing"
            if isinstance(node, ScalarNode) and not node.is_null:
                got = f"`{node.value}`"
            self.collector.add("GC201", node.span, got=got, expected="conditions")
            raise _RefusedError
        return self.each(node.items)

    def each(self, nodes: Iterable[Node]) -> list[Boxes]:
        out, failed = [], False
        for node in nodes:
            try:
                out.append(self.condition(node))
            except _RefusedError:
                failed = True
        if failed:
            raise _RefusedError
        return out

    def all(self, node: Node, key_node: ScalarNode) -> Boxes:
        out: Boxes = EVERYTHING
        for boxes in self.items(node):
            out = self.meet(out, boxes, key_node)
        return out

    def any(self, node: Node) -> Boxes:
        boxes = [box for boxes in self.items(node) for box in boxes]
        return self.limited(merge(boxes), node)

    def none(self, node: Node, key_node: ScalarNode) -> Boxes:
        parts = self.items(node) if isinstance(node, SequenceNode) else self.each([node])
        out: Boxes = EVERYTHING
        for box in (box for boxes in parts for box in boxes):
            out = self.meet(out, tuple(map(self.settled, negate(box))), key_node, warn=False)
        if not out:
            self.collector.add("GC301", key_node.span, attribute=_first_key(node, key_node.value))
        return out

    def meet(self, left: Boxes, right: Boxes, node: ScalarNode, *, warn: bool = True) -> Boxes:
        if len(left) * len(right) > _MAX_PRODUCT:
            self.too_many(node)
        met = [self.settled(a.meet(b)) for a in left for b in right]
        kept = merge(box for box in met if self.clash(box) is None)
        if met and not kept and warn:
            self.collector.add("GC301", node.span, attribute=self.clash(met[0]))
        return self.limited(kept, node)

    def limited(self, boxes: Boxes, node: Node) -> Boxes:
        if len(boxes) > MAX_BOXES:
            self.too_many(node)
        return boxes

    def too_many(self, node: Node) -> None:
        self.collector.add("GC231", node.span, limit=MAX_BOXES)
        raise _RefusedError

    def settled(self, box: Box) -> Box:
        tests: dict[str, Test] = {}
        for name, test in box.tests:
            tests[name] = settled(test, self.attributes[name])
        return Box.of(tests)

    def clash(self, box: Box) -> str | None:
        """The first attribute on which ``box`` accepts nothing."""
        return next((n for n, test in box.tests if is_never(test, self.attributes[n])), None)


def _first_key(node: Node, default: str) -> str:
    """The first attribute that a condition tests."""
    if isinstance(node, SequenceNode) and node.items:
        return _first_key(node.items[0], default)
    return next(iter(node.entries), default) if isinstance(node, MappingNode) else default
