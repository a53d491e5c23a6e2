"""Fields, values, names and conditions of documents in words."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

import attrs

from govcoord.diagnostics import Collector
from govcoord.errors import UnitError
from govcoord.handbook import (
    class_words,
    field_words,
    participation_words,
    register_words,
    request_and_risk_words,
    value_words,
)
from govcoord.handbook.phrases import say
from govcoord.numerals import format_number
from govcoord.rules.conditions.attribute_tests import read_test
from govcoord.rules.conditions.words import describe_test, describe_value
from govcoord.rules.model import Amount, Document
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.values import BadValue, to_value
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.text import LANGUAGES, Text
from govcoord.units import find_unit

SHARES: Final = frozenset(
    {"weight", "weight_floor", "weight_cap", "share", "shares", "LimitEntry.at_least",
     "LimitEntry.at_most", "QuotaEntry.bands", "RateEntry.at_least", "SurveyDocument.confidence",
     "SurveyDocument.response", "SurveyDocument.target"}
)  # fmt: skip
"""Fields whose bare numbers up to one are shares of a whole."""

_WITH_NUMBER: Final = frozenset({"overrides", "entries", "grounds", "extends"})
_AS_WRITTEN: Final = frozenset({"source", "aliases", "salt", "id"})
_JOINERS: Final = {
    "all": "all", "全部满足": "all", "全部滿足": "all",
    "any": "any", "任一满足": "any", "任一滿足": "any",
    "not": "not", "都不满足": "not", "都不滿足": "not",
}  # fmt: skip
_INDENT: Final = "\u2003"


@lru_cache(maxsize=1)
def _fields() -> Mapping[str, Text]:
    parts = (field_words, class_words, register_words, participation_words, request_and_risk_words)
    return _read("".join(m.ROWS.rstrip() for m in parts))


@lru_cache(maxsize=1)
def _values() -> Mapping[str, Text]:
    return _read(value_words.ROWS + participation_words.VALUES)


def _read(rows: str) -> Mapping[str, Text]:
    found = {}
    for row in rows.strip().splitlines():
        key, *texts = row.split(" | ")
        found[key] = Text.of(dict(zip(LANGUAGES, texts)))
    return found


def key_of(field: Any) -> str:
    """The key at which YAML gives a field."""
    return str(field.metadata.get("key", field.name))


def fields_of(value: Any) -> Iterator[Any]:
    """The fields of a document or entry that YAML gives."""
    return (f for f in attrs.fields(type(value)) if f.name != "span" and f.init)


def is_entry(value: object) -> bool:
    """Whether a value has fields of its own to be told."""
    return attrs.has(type(value)) and not isinstance(value, (Text, Amount))


@attrs.frozen(eq=False)
class Speech:
    """What one document says, in one language.

    ``names`` gives the titles of other documents, and of the entries of this one.
    """

    vocabulary: Vocabulary
    language: str
    document: Document | None = None
    names: Mapping[str, str] = attrs.field(factory=dict)

    def say(self, name: str, *args: object) -> str:
        """A phrase of the handbook in the language."""
        return say(name, self.language, *args)

    # -- what a field is called

    def label(self, key: str, owner: object = None, field: Any = None) -> str:
        """The title of a field: its ``metadata["title"]``, or what the handbook calls it."""
        own = field.metadata.get("title") if field is not None else None
        if isinstance(own, Text):
            return own.get(self.language)
        kind = self.document.kind if self.document is not None else ""
        for name in (f"{type(owner).__name__}.{key}", f"{kind}.{key}", key):
            found = _fields().get(name)
            if found is not None:
                return found.get(self.language)
        return self.name(key, key) if key in self.names else key.replace("_", " ")

    def list_title(self, name: str) -> str:
        """What a list of choices is called: what the handbook, or a fact that uses it, says."""
        if name in _fields():
            return self.label(name)
        users = (a for a in self._attributes() if a.choices and a.choices.name == name)
        user = next(users, None)
        return user.label(self.language) if user is not None else self.label(name)

    # -- what a value says

    def value(self, value: Any, key: str = "", owner: object = None) -> str:
        """A value in words; ``""`` for one that says nothing."""
        if value is None or value == "" or (isinstance(value, (tuple, Text)) and not value):
            return ""
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, Text):
            return value.get(self.language)
        if isinstance(value, Amount):
            return value.words(self.language)
        if isinstance(value, (int, Fraction)):
            return self.number(value, key, owner)
        if isinstance(value, date):
            return describe_value(value, Attribute(key, Type.DATE), self.language)
        if isinstance(value, enum.Enum):
            return self.word(key, str(value.value))
        if isinstance(value, Node):
            return self.node(value)
        return self._composed(value, key, owner)

    def _composed(self, value: Any, key: str, owner: object) -> str:
        if isinstance(value, str):
            return self.text(value, key, owner)
        if isinstance(value, Mapping):
            return "\n".join(self.titled(k, v, key, owner) for k, v in value.items())
        if isinstance(value, (tuple, list, frozenset)):
            items = sorted(value, key=str) if isinstance(value, frozenset) else value
            told = [self.value(item, key, owner) for item in items]
            long = any("\n" in one or len(one) > 40 for one in told)
            together = any(is_entry(item) or isinstance(item, Text) for item in items)
            return ("\n" if long or together else self.say("list")).join(told)
        if is_entry(value):
            return self.entry(value)
        return str(value)

    def titled(self, name: object, value: Any, key: str, owner: object) -> str:
        """An entry of a mapping: a key that is given a title here keeps it, others are named."""
        if isinstance(value, Text) and value:
            return self.say("pair", name, value.get(self.language))
        return self.pair(name, self.value(value, key, owner))

    def pair(self, key: object, said: str) -> str:
        """``key: value``, with the title of what the key names."""
        return self.say("pair", self.name(str(key), ""), said) if said else self.name(str(key), "")

    def entry(self, value: Any) -> str:
        """All fields of an entry on one line; one that tells its own meaning without a title."""
        parts = []
        for field in fields_of(value):
            given = getattr(value, field.name)
            told = self.value(given, key_of(field), value)
            if told and given is not False:
                joined = told.replace("\n", self.say("and"))
                label = self.label(key_of(field), value, field)
                named = field.name not in ("method", getattr(type(value), "SHORTHAND", ""))
                parts.append(self.say("pair", label, joined) if named else joined)
        return self.say("and").join(parts)

    def number(self, value: int | Fraction, key: str, owner: object) -> str:
        """A bare number, as a share where the field holds shares."""
        named = {key, f"{type(owner).__name__}.{key}"}
        if named & SHARES and 0 <= value <= 1:
            return f"{format_number(value * 100, digits=2)}%"
        return format_number(value)

    def text(self, value: str, key: str, owner: object) -> str:
        """A word of YAML: what it stands for, or the word itself."""
        if key in _AS_WRITTEN:
            return value
        if key == "unit":
            try:
                return find_unit(value).label(self.language)
            except UnitError:
                return value
        word = self.word(key, value)
        return word if word != value else self.name(value, key)

    def word(self, key: str, value: str) -> str:
        """What one of few words means at a field."""
        found = _values().get(f"{key}.{value}")
        return found.get(self.language) if found is not None else value

    def plain_word(self, value: str) -> str:
        """What a word of YAML means wherever it may stand; itself where that differs."""
        told = {
            text.get(self.language)
            for key, text in _values().items()
            if key.partition(".")[2] == value
        }
        return told.pop() if len(told) == 1 else self.name(value, "")

    def name(self, id_: str, key: str) -> str:
        """The title of what an id names."""
        departments = self.vocabulary.departments
        if departments.resolve(id_) is not None:
            return departments.label(departments.resolve(id_) or id_, self.language)
        if id_ in self.names:
            title = self.names[id_]
            return f"{id_} {title}".strip() if key in _WITH_NUMBER else title or id_
        attribute = self.attribute(id_)
        if attribute is not None:
            return attribute.label(self.language)
        for record in self.vocabulary.records.values():
            if id_ in (record.id, record.key):
                return record.label(self.language)
        for choices in self._lists():
            found = choices.resolve(id_)
            if found is not None:
                return str(choices.label(found, self.language))
        return id_

    def _lists(self) -> Iterator[Any]:
        yield from self.vocabulary.choices.values()
        for attribute in self._attributes():
            if attribute.choices is not None:
                yield attribute.choices

    def _attributes(self) -> Iterator[Attribute]:
        scope = getattr(self.document, "record", None) or getattr(self.document, "scope", None)
        records = self.vocabulary.records
        if scope in records:
            yield from records[str(scope)].fields.values()
        yield from self.vocabulary.attributes.values()
        for record in records.values():
            yield from record.fields.values()

    def attribute(self, word: str) -> Attribute | None:
        """The attribute of that id or title, those of the document's records first."""
        found = [a for a in self._attributes() if a.id == word]
        found = found or [a for a in self._attributes() if word in a.title.all()]
        return found[0] if found else None

    # -- YAML that is read when the vocabulary is known

    def node(self, node: Node) -> str:
        """A condition, outputs or a value in words, line by line; else as it is written."""
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if isinstance(node, SequenceNode):
            told = [self.node(item) for item in node.items]
            return ("\n" if any("\n" in one for one in told) else self.say("list")).join(told)
        assert isinstance(node, MappingNode)
        return "\n".join(self._lines(node))

    def _scalar(self, node: ScalarNode) -> str:
        if node.is_null:
            return ""
        if node.value.startswith("="):
            return self.say("value of", self.name(node.value[1:].strip(), ""))
        return self.name(node.value, "")

    def _lines(self, node: MappingNode) -> Iterator[str]:
        for key, (_, value) in node.entries.items():
            joiner = _JOINERS.get(key.strip())
            if joiner is None:
                yield self._test(key, value)
                continue
            yield self.say(f"{joiner} of")
            for item in value.items if isinstance(value, SequenceNode) else (value,):
                yield f"{_INDENT}· {self.inline(item)}"

    def inline(self, node: Node) -> str:
        """A condition on one line."""
        if not isinstance(node, MappingNode):
            return self.node(node)
        parts = []
        for key, (_, value) in node.entries.items():
            joiner = _JOINERS.get(key.strip())
            if joiner is None:
                parts.append(self._test(key, value))
                continue
            items = value.items if isinstance(value, SequenceNode) else [value]
            told = self.say("and").join(self.inline(item) for item in items)
            parts.append(self.say("joined", self.say(f"{joiner} of"), told))
        return self.say("and").join(parts)

    def _test(self, key: str, node: Node) -> str:
        attribute = self.attribute(key.strip())
        if attribute is None:
            return self.say("pair", self.label(key), self.inline(node))
        return self.say("pair", attribute.label(self.language), self.test(node, attribute))

    def test(self, node: Node, attribute: Attribute) -> str:
        """A test of an attribute, or a value given to it, in words."""
        if isinstance(node, ScalarNode) and node.value.startswith("="):
            return self._scalar(node)
        if attribute.type is Type.SET and isinstance(node, SequenceNode):
            value = self._value_of(node, attribute)
            if value is not None:
                return describe_value(value, attribute, self.language)
        tests = read_test(node, attribute, Collector())
        if not tests:
            return self.inline(node)
        told: Iterable[str] = (describe_test(t, attribute, self.language) for t in tests)
        return self.say("or").join(told)

    def _value_of(self, node: SequenceNode, attribute: Attribute) -> Any:
        try:
            return to_value(
                [item.value for item in node.items if isinstance(item, ScalarNode)], attribute
            )
        except BadValue:
            return None
