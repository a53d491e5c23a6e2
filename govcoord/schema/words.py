"""Conditions as JSON Schema, and what a vocabulary adds to a schema: its words as enums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from govcoord.rules.conditions.attribute_tests import MISSING_WORDS, PRESENT_WORDS
from govcoord.rules.values import FALSE_WORDS, TRUE_WORDS
from govcoord.rules.vocabulary import Attribute, Choices, Type, Vocabulary

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{quote(name)}"}


CONDITION: Final = "condition"
TEST: Final = "test"

JOINERS: Final = {
    "all": "all of these conditions must hold", "全部满足": "须全部满足", "全部滿足": "須全部滿足",
    "any": "one of these conditions must hold", "任一满足": "满足任一项", "任一滿足": "滿足任一項",
    "not": "none of these conditions may hold", "都不满足": "都不得满足", "都不滿足": "都不得滿足",
}  # fmt: skip
"""The keys of a condition that are no attributes."""

TEST_KEYS: Final = tuple(JOINERS)
SET_KEYS: Final = (
    "any_of", "任一", "all_of", "全部", "none_of", "都不", "only", "仅限", "僅限",
    "count", "数量", "數量",
)  # fmt: skip
"""The keys of a test that is a mapping: of every attribute, and of sets besides."""

_SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
_ASKING: Final = [*sorted(MISSING_WORDS), *sorted(PRESENT_WORDS), "-"]
# a list in one text, or not(…): more than a single word
_COMPOSED: Final[Schema] = {"type": "string", "pattern": '[(（,，、"]'}
_ANYTHING: Final[Schema] = {}

_NODES: Final[Mapping[str, Schema]] = {
    "derive": {**_SCALAR, "description": "a formula over other attributes"},
    "formula": {**_SCALAR, "description": "a formula over figures or scores"},
    "case": {"type": ["object", "null"]},
    "cases": {"type": ["object", "null"]},
    "expect": {"type": "object"},
    "rows": {"type": ["array", "string", "number", "boolean"]},
}
_CONDITIONS: Final = frozenset(
    {"when", "must_settle", "acted_in_time", "never_exempt", "exclude", "count", "of"}
)

_LISTS: Final = {
    "jurisdiction": "regions",
    "departments": "departments",
    "department": "departments",
    "lead": "departments",
    "refer_to": "departments",
    "decided_by": "departments",
    "objection_to": "departments",
    "measure": "sanctions",
    "ladder": "sanctions",
}
"""At which keys a name is a choice of which list."""


def node_schema(key: str) -> Schema:
    """What may stand at a key whose value is read later, when the vocabulary is known."""
    if key in _CONDITIONS or key.endswith("_when"):
        return ref(CONDITION)
    return _NODES.get(key, _ANYTHING)


def names_of(vocabulary: Vocabulary | None) -> dict[str, Schema]:
    """The schemas of names by the key at which they stand; none without a vocabulary."""
    if vocabulary is None:
        return {}
    made = {key: ref(_words(name)) for key, name in _LISTS.items() if name in vocabulary.choices}
    dates = [a.id for a in vocabulary.attributes.values() if a.type is Type.DATE]
    holders = [a.id for a in vocabulary.attributes.values() if a.type is Type.CHOICE and a.is_given]
    records = list(vocabulary.records)
    listed = (
        ("by", dates),
        ("acting", holders),
        ("record", records),
        ("scope", ["case", *records]),
    )
    return {**made, **{key: {"enum": words} for key, words in listed if words}}


def definitions(vocabulary: Vocabulary | None) -> dict[str, Schema]:
    """The definitions of conditions and tests, and of the words of the vocabulary."""
    made = {TEST: _test(_SCALAR, TEST_KEYS + SET_KEYS, TEST)}
    if vocabulary is None:
        return {**made, CONDITION: _condition({}, ref(TEST))}
    for choices in vocabulary.choices.values():
        made[_words(choices.name)] = _enum(choices)
    tests: dict[str, Schema] = {}
    seen = [vocabulary.attributes, *(r.fields for r in vocabulary.records.values())]
    for attribute in (a for attributes in seen for a in attributes.values()):
        name = _define(attribute, vocabulary, made)
        for key in (attribute.id, *attribute.title.all()):
            # two records may have fields of one name: either test is right
            test = {**ref(name), "description": _label(attribute)}
            old = tests.get(key)
            tests[key] = test if old in (None, test) else {"anyOf": [old, test]}
    return {**made, CONDITION: _condition(tests, False)}


def _condition(tests: Mapping[str, Schema], others: Schema | bool) -> Schema:
    one = ref(CONDITION)
    several: Schema = {"type": "array", "minItems": 1, "items": one}
    joiners: dict[str, Schema] = {}
    for key, text in JOINERS.items():
        nothing = key in ("not", "都不满足", "都不滿足")
        joiners[key] = {"description": text, **({"anyOf": [one, several]} if nothing else several)}
    return {
        "type": "object",
        "description": "`attribute: test` lines, all of which must hold",
        "properties": {**tests, **joiners},
        "additionalProperties": others,
    }


def _test(scalar: Schema, keys: Iterable[str], name: str) -> Schema:
    """A test: one text, a list of which any must hold, or a mapping of which all must."""
    again = ref(name)
    return {
        "anyOf": [
            scalar,
            {"type": "array", "minItems": 1, "items": again},
            {
                "type": "object",
                "minProperties": 1,
                "properties": {key: ref(TEST) if key in SET_KEYS else again for key in keys},
                "additionalProperties": False,
            },
        ]
    }


def _define(attribute: Attribute, vocabulary: Vocabulary, made: dict[str, Schema]) -> str:
    """The name of the definition of the tests of an attribute, which is added if it is new."""
    keys = (*TEST_KEYS, *SET_KEYS) if attribute.type is Type.SET else TEST_KEYS
    if attribute.type is Type.BOOLEAN:
        name, words = f"{TEST}.boolean", {"enum": [True, False, *sorted(TRUE_WORDS | FALSE_WORDS)]}
    elif attribute.choices is None:
        name, words = f"{TEST}.{attribute.type.value}", _SCALAR
    elif vocabulary.choices.get(attribute.choices.name) == attribute.choices:
        listed = attribute.choices.name
        name, words = f"{TEST}.{attribute.type.value}.{listed}", ref(_words(listed))
    else:
        holder = f"{attribute.record}." if attribute.record else ""
        name = f"{TEST}.{attribute.type.value}.values.{holder}{attribute.id}"
        words = _enum(attribute.choices)
    if name not in made:
        single = words if words is _SCALAR else {"anyOf": [words, {"enum": _ASKING}, _COMPOSED]}
        made[name] = _test(single, keys, name)
    return name


def _words(name: str) -> str:
    return f"words.{name}"


def _enum(choices: Choices) -> Schema:
    """Every word of a list: ids first, then titles and aliases."""
    ids = [item.id for item in choices.items]
    return {"enum": [*ids, *(word for word in choices.words if word not in choices.by_id)]}


def _label(attribute: Attribute) -> str:
    titles = dict.fromkeys(attribute.label(tag) for tag in ("zh-Hans", "en"))
    unit = f", {attribute.unit.label('en')}" if attribute.unit else ""
    return f"{' · '.join(titles)} ({attribute.type.value}{unit})"
