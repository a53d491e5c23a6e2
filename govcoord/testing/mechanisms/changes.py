"""Mistakes of the sort that people make in the document of a mechanism, one place at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

import attrs

from govcoord.errors import UnitError
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.values import FALSE_WORDS, TRUE_WORDS, read_date
from govcoord.rules.vocabulary import Choices, Vocabulary
from govcoord.testing.mechanisms.edits import Edit, content
from govcoord.testing.mechanisms.slots import Path, Slot
from govcoord.units import find_unit, format_quantity, parse_quantity

Operator = Literal[
    "number", "unit", "edge", "flip", "choice", "department", "name", "day", "drop",
    "predecessor", "joint",
]  # fmt: skip

DEPARTMENTS = "departments"
MOST_CHOICES = 3
"""Other choices that are tried at one place."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CLOCKS = {"workday": "day", "day": "workday"}
_BEFORE = {"以上": "超过", "以下": "不满", "及以上": "超过", "及以下": "不满"}
_AFTER = {"超过": "以上", "不满": "以下", "不足": "以下", "低于": "以下", "高于": "以上"}
_SIGNS = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
_SIGN = re.compile(r"\s*(>=|<=|>|<)(.*)", re.DOTALL)
_USE = re.compile(r"\$\{?([^\W\d][\w\-]*)\}?")


@attrs.frozen
class Change:
    """One mistake: what was there and what stands there in its place (nothing: left out).

    ``part`` is the place in the document, ``edit`` what is done, which is at another place
    where the value is a parameter of the policy, ``parameter``.
    """

    part: Path
    operator: Operator
    before: str
    after: str | None
    edit: Edit
    parameter: str | None = None


@attrs.frozen
class Scene:
    """What the changes of a document need to know: its vocabulary, names and parameters."""

    document: str
    vocabulary: Vocabulary
    names: Mapping[str, Sequence[str]]
    """For each name of the document those beside it."""
    departments: Sequence[str]
    """The departments that the document speaks of."""
    parameters: Mapping[str, tuple[str, Path, Node]]
    """For each parameter its document, place and value."""


def scene_of(
    document: str,
    node: Node,
    slots: Sequence[Slot],
    vocabulary: Vocabulary,
    parameters: Mapping[str, tuple[str, Path, Node]],
) -> Scene:
    """The scene of a document."""
    names: dict[str, Sequence[str]] = {}
    _collect(node, names)
    listed = vocabulary.choices.get(DEPARTMENTS)
    words = (s.node.value.strip() for s in slots if isinstance(s.node, ScalarNode))
    found = (listed.resolve(word) for word in words) if listed else ()
    spoken = tuple(dict.fromkeys(id_ for id_ in found if id_ is not None))
    return Scene(document, vocabulary, names, spoken, parameters)


def _collect(node: Node, names: dict[str, Sequence[str]]) -> None:
    """The ids of entries of a list, and the keys of a mapping of entries, each with the others."""
    if isinstance(node, SequenceNode):
        ids = [i.value.strip() for n in node.items if isinstance(i := _id(n), ScalarNode)]
        names.update((name, ids) for name in ids if len(ids) > 1)
        for item in node.items:
            _collect(item, names)
    elif isinstance(node, MappingNode):
        for _, value in node.entries.values():
            if isinstance(value, MappingNode) and len(value.entries) > 1:
                inner = list(value.entries)
                for name in inner:
                    names.setdefault(name, inner)
            _collect(value, names)


def _id(node: Node) -> Node | None:
    return node.get("id") if isinstance(node, MappingNode) else None


def changes_of(slot: Slot, scene: Scene) -> Iterator[Change]:
    """The mistakes that can be made at a place."""
    here = Edit(scene.document, slot.path)
    if slot.can_go:
        operator: Operator = "predecessor" if slot.key == "after" else "drop"
        yield _change(slot, operator, None, here)
    node = slot.node
    if isinstance(node, MappingNode):
        for old, new in (("any", "all"), ("all", "any")):
            if old in node.entries and slot.form == "entry":
                edit = Edit(scene.document, (*slot.path, old), key=new)
                yield _change(slot, "joint", new, edit, before=old)
    if not isinstance(node, ScalarNode) or slot.form == "entry":
        return
    uses = _USE.findall(node.value)
    if not uses:
        for operator, text in texts(node.value.strip(), slot, scene):
            yield _change(slot, operator, text, attrs.evolve(here, text=text))
    for name in dict.fromkeys(uses):
        yield from _at_parameter(name, slot, scene)


def _at_parameter(name: str, slot: Slot, scene: Scene) -> Iterator[Change]:
    known = scene.parameters.get(name)
    if known is None:
        return
    document, path, value = known
    if isinstance(value, SequenceNode):
        for number, item in enumerate(value.items):
            edit = Edit(document, (*path, number))
            yield _change(slot, "drop", None, edit, before=_shown(item), parameter=name)
    elif isinstance(value, ScalarNode) and "$" not in value.value:
        before = value.value.strip()
        for operator, text in texts(before, slot, scene):
            edit = Edit(document, path, text)
            yield _change(slot, operator, text, edit, before=before, parameter=name)


def _change(
    slot: Slot,
    operator: Operator,
    after: str | None,
    edit: Edit,
    *,
    before: str | None = None,
    parameter: str | None = None,
) -> Change:
    shown = before if before is not None else _shown(slot.node)
    return Change(slot.path, operator, shown, after, edit, parameter)


def _shown(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return node.value.strip()
    name = _id(node)
    if isinstance(name, ScalarNode):
        return name.value.strip()
    if isinstance(node, MappingNode) and len(node.entries) > 3:
        return ", ".join([*list(node.entries)[:3], "…"])
    return _flat(content(node))


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flat(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flat, value)) + "]"
    return "" if value is None else str(value)


# texts


def texts(text: str, slot: Slot, scene: Scene) -> Iterator[tuple[Operator, str]]:
    """Other texts that might stand at a place by mistake, each with what the mistake is."""
    if slot.form == "word":
        others = [word for word in slot.words if word != text]
        yield from (("choice", word) for word in others[:MOST_CHOICES])
    elif slot.form == "flag" or text in _OTHER:
        if text in _OTHER:
            yield "flip", _OTHER[text]
    elif slot.form == "name":
        yield from _names(text, scene)
    elif (day := _day(text)) is not None:
        for step in (1, -1):
            yield "day", (day + timedelta(days=step)).isoformat()
    elif slot.form == "text":
        yield from _units(text)
    else:
        yield from numbers(text)
        yield from _units(text)
        if slot.form == "condition":
            yield from _edges(text)
            yield from _choices(text, slot, scene)


_PAIRS = (("true", "false"), ("是", "否"), ("yes", "no"), ("有", "无"), ("True", "False"))
_OTHER = {
    one: other
    for a, b in _PAIRS
    for one, other in ((a, b), (b, a))
    if one in TRUE_WORDS | FALSE_WORDS and other in TRUE_WORDS | FALSE_WORDS
}


def _day(text: str) -> Any:
    try:
        return read_date(text)
    except ValueError:
        return None


def numbers(text: str) -> Iterator[tuple[Operator, str]]:
    """The text with its first number one step of its last place up and down."""
    match = _NUMBER.search(text)
    if match is None:
        yield from _spelled(text)
        return
    figure = match[0].replace(",", "")
    places = len(figure.partition(".")[2])
    for sign in (1, -1):
        value = Decimal(figure) + sign * Decimal(1).scaleb(-places)
        if value >= 0:
            yield "number", f"{text[: match.start()]}{value}{text[match.end() :]}"


def _spelled(text: str) -> Iterator[tuple[Operator, str]]:
    """A quantity in Chinese numerals, one more and one less."""
    try:
        value, unit = parse_quantity(text)
    except (ValueError, UnitError):
        return
    for other in (value + 1, value - 1):
        if other >= 0:
            yield "number", format_quantity(other, unit, "zh-Hans")


def _units(text: str) -> Iterator[tuple[Operator, str]]:
    """Working days read as calendar days, and the other way round."""
    try:
        value, unit = parse_quantity(text)
    except (ValueError, UnitError):
        return
    if unit is not None and unit.name in _CLOCKS and value:
        language = "en" if text.isascii() else "zh-Hans"
        yield "unit", format_quantity(value, find_unit(_CLOCKS[unit.name]), language)


def _edges(text: str) -> Iterator[tuple[Operator, str]]:
    """The end of a range taken in or left out."""
    sign = _SIGN.fullmatch(text)
    if sign is not None:
        yield "edge", f"{_SIGNS[sign[1]]}{sign[2]}"
        return
    for word in ("及以上", "及以下", "以上", "以下"):
        if text.endswith(word):
            yield "edge", _BEFORE[word] + text.removesuffix(word).strip()
            return
    for word, ending in _AFTER.items():
        if text.startswith(word):
            yield "edge", text.removeprefix(word).strip() + ending
            return


def _choices(text: str, slot: Slot, scene: Scene) -> Iterator[tuple[Operator, str]]:
    """The next of the choices of the attribute that a condition tests."""
    for attribute in scene.vocabulary.attributes.values():
        if slot.key in (attribute.id, *attribute.title.all()) and attribute.choices is not None:
            other = next_choice(text, attribute.choices)
            if other is not None:
                yield "choice", other
            return


def next_choice(word: str, choices: Choices) -> str | None:
    """The choice after the one that a word means, or the first."""
    id_ = choices.resolve(word)
    known = [item.id for item in choices.items]
    if id_ is None or len(known) < 2:
        return None
    return known[(known.index(id_) + 1) % len(known)]


def _names(text: str, scene: Scene) -> Iterator[tuple[Operator, str]]:
    """Another name from the same document, another department, or another choice."""
    beside = scene.names.get(text)
    if beside:
        yield "name", beside[(list(beside).index(text) + 1) % len(beside)]
        return
    listed = scene.vocabulary.choices.get(DEPARTMENTS)
    id_ = listed.resolve(text) if listed else None
    if listed is not None and id_ is not None:
        others = [name for name in scene.departments if name != id_]
        other = others[0] if others else next_choice(text, listed)
        if other is not None:
            yield "department", other
        return
    for choices in scene.vocabulary.choices.values():
        choice = next_choice(text, choices)
        if choice is not None:
            yield "choice", choice
            return
