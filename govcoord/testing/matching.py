"""Partial matching of what a test expects, as written, with plain data of a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import attrs

from govcoord.errors import UnitError
from govcoord.numerals import parse_number
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.values import FALSE_WORDS, TRUE_WORDS
from govcoord.rules.vocabulary import Vocabulary
from govcoord.units import parse_quantity

LIST_KEYS = ("includes", "excludes", "count")
"""What a mapping may say of a list."""

NAMING_KEYS = ("department", "rule", "id", "table")
"""The keys of a mapping that one word may stand for."""

A = TypeVar("A")
B = TypeVar("B")


@attrs.frozen
class Matcher:
    """Matches expectations with answers; words may be ids or titles of the vocabulary."""

    vocabulary: Vocabulary

    def fits(self, node: Node, actual: Any) -> bool:
        """Whether plain data is what the node expects.

        A mapping needs only its own keys to fit; a list needs exactly its items, in any order;
        ``includes``, ``excludes`` and ``count`` ask less of a list; ``null`` is nothing.
        """
        if isinstance(node, ScalarNode):
            return self._scalar(node, actual)
        if isinstance(node, SequenceNode):
            return isinstance(actual, list) and self._same(node.items, actual)
        assert isinstance(node, MappingNode)
        if isinstance(actual, list) and set(node.entries) <= set(LIST_KEYS):
            return self._list(node, actual)
        return isinstance(actual, Mapping) and all(
            self.fits(value, actual.get(key)) for key, (_, value) in node.entries.items()
        )

    def _scalar(self, node: ScalarNode, actual: Any) -> bool:
        if node.is_null:
            return actual is None or actual == []
        if actual is None:
            return False
        if isinstance(actual, bool):
            return node.value in (TRUE_WORDS if actual else FALSE_WORDS)
        if isinstance(actual, list):
            return self._same([node], actual)
        if isinstance(actual, Mapping):
            return any(self._scalar(node, actual[k]) for k in NAMING_KEYS if k in actual)
        return self._text(node.value.strip(), actual)

    def _text(self, text: str, actual: Any) -> bool:
        if text == str(actual):
            return True
        if any(choices.resolve(text) == actual for choices in self.vocabulary.choices.values()):
            return True
        number = number_of(text)
        return number is not None and number == number_of(str(actual))

    def _same(self, nodes: Sequence[Node], actual: list[Any]) -> bool:
        return len(nodes) == len(actual) and pair_up(nodes, actual, self.fits)

    def _list(self, node: MappingNode, actual: list[Any]) -> bool:
        count, wanted, unwanted = (node.get(key) for key in ("count", *LIST_KEYS[:2]))
        if count is not None and not self.fits(count, len(actual)):
            return False
        if wanted is not None and not pair_up(items_of(wanted), actual, self.fits):
            return False
        return unwanted is None or not any(
            self.fits(item, found) for item in items_of(unwanted) for found in actual
        )


def items_of(node: Node) -> list[Node]:
    """The items of a list; one value stands for a list of one, nothing for an empty one."""
    if isinstance(node, SequenceNode):
        return node.items
    return [] if isinstance(node, ScalarNode) and node.is_null else [node]


def number_of(text: str) -> Any:
    """The number that a text means, with its unit left out; ``None`` when it is none."""
    for read in (parse_number, lambda t: parse_quantity(t)[0]):
        try:
            return read(text)
        except (ValueError, UnitError):
            continue
    return None


def pair_up(wanted: Sequence[A], found: Sequence[B], fits: Callable[[A, B], bool]) -> bool:
    """Whether each wanted item can have a found one of its own that fits."""
    candidates = [[n for n, item in enumerate(found) if fits(want, item)] for want in wanted]
    taken: dict[int, int] = {}

    def place(want: int, seen: set[int]) -> bool:
        for at in candidates[want]:
            if at in seen:
                continue
            seen.add(at)
            if at not in taken or place(taken[at], seen):
                taken[at] = want
                return True
        return False

    return all(place(want, set()) for want in range(len(wanted)))
