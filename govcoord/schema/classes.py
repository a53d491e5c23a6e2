"""Document classes to JSON Schema: what `rules.structure` takes for each type.

Scalars are taken as editors see them: YAML makes a number of ``2025`` and a boolean of
``true``, where we read texts.
"""

from __future__ import annotations

import enum
import inspect
import re
import types
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Literal, Union, get_args, get_origin

import attrs

from govcoord.numerals import Number
from govcoord.rules.model import Amount, Name
from govcoord.rules.reading.nodes import Node
from govcoord.rules.values import FALSE_WORDS, TRUE_WORDS
from govcoord.schema.words import Schema, node_schema, ref
from govcoord.text import LANGUAGES, Text

NULL: Final[Schema] = {"type": "null"}
TEXT: Final[Schema] = {"type": ["string", "number", "boolean"]}

# The same signs as in `rules.structure`, written so that JavaScript reads it alike: anything
# but blanks and ASCII signs; `-`, `.` and `/` may stand inside.
_ID: Final = r"^\s*[^\s!-/:-@\[-^`{-~][^\s!-,:-@\[-^`{-~]*\s*$"
_FIGURE: Final = "[0-9０-９零〇一二两兩三四五六七八九十百千万萬亿億半壹贰叁肆伍陆柒捌玖拾]"
_DATE: Final = (
    r"^\s*[0-9０-９]{4}\s*([-－]\s*[0-9０-９]{1,2}\s*[-－]\s*[0-9０-９]{1,2}|年.*月.*日)\s*$"
)

PARAMETER: Final[Schema] = {"type": "string", "pattern": r"\$\{?[^\s$]"}
"""A value that is taken from a parameter of the policy: ``$limit``, ``${limit}个工作日``."""

ID: Final[Schema] = {"type": ["string", "number"], "pattern": _ID}
NUMBER: Final[Schema] = {"type": ["number", "string"], "pattern": _FIGURE}

SCALARS: Final[Mapping[Any, tuple[str, Schema]]] = {
    Name: ("id", ID),
    str: ("text", TEXT),
    bool: ("boolean", {"enum": [True, False, *sorted(TRUE_WORDS | FALSE_WORDS)]}),
    int: ("integer", {"type": ["integer", "string"], "pattern": _FIGURE}),
    date: ("date", {"type": "string", "pattern": _DATE}),
    Amount: ("amount", NUMBER),
    Number: ("number", NUMBER),
    Text: (
        "texts",
        {
            "anyOf": [
                TEXT,
                {
                    "type": "object",
                    "properties": dict.fromkeys(LANGUAGES, TEXT),
                    "additionalProperties": False,
                },
            ]
        },
    ),
}
"""The types that are no classes of documents: the name and schema of each."""


def description(cls: type) -> str:
    """The first paragraph of a class's docstring, on one line."""
    paragraph = (inspect.getdoc(cls) or "").partition("\n\n")[0]
    return re.sub(r"``(.+?)``", r"`\1`", " ".join(paragraph.split()))


@attrs.define
class Builder:
    """Makes the schema of each class once, under its name in ``defs``.

    ``names`` are the schemas of names by the key at which they stand (``lead``: a department);
    ``listed`` the classes of lists that are read item by item (``tests``).
    """

    names: Mapping[str, Schema] = attrs.field(factory=dict)
    listed: Mapping[str, type] = attrs.field(factory=dict)
    defs: dict[str, Schema] = attrs.field(factory=dict)
    _known: dict[type, str] = attrs.field(factory=dict)

    def reference(self, cls: type) -> Schema:
        """A reference to the schema of a class."""
        if cls not in self._known:
            name = (
                cls.__name__
                if cls.__name__ not in self.defs
                else f"{cls.__module__}.{cls.__name__}"
            )
            self._known[cls] = name
            self.defs[name] = {}  # classes may hold themselves
            self.defs[name] = self.of_class(cls)
        return ref(self._known[cls])

    def of_class(self, cls: type) -> Schema:
        """The schema of an attrs class: a mapping, or what its shorthand takes."""
        attrs.resolve_types(cls)
        fields = {
            str(field.metadata.get("key", field.name)): field
            for field in attrs.fields(cls)
            if field.name != "span" and field.init
        }
        required = [key for key, field in fields.items() if field.default is attrs.NOTHING]
        made: Schema = {
            "type": "object",
            "description": description(cls),
            "properties": {key: self.of_type(field.type, key) for key, field in fields.items()},
            "additionalProperties": False,
        }
        if required:
            made["required"] = required
        if either := getattr(cls, "EITHER", ()):
            made["anyOf"] = [{"required": [key]} for key in either]
        shorthand = getattr(cls, "SHORTHAND", None)
        if shorthand is None:
            return made
        short = fields[shorthand].type
        others = [TEXT if short is Text else self.of_type(short, shorthand)]
        others += [] if required else [NULL]
        return {"description": made["description"], "anyOf": [made, *_without_doubles(others)]}

    def of_type(self, kind: Any, key: str) -> Schema:
        """What may stand at ``key`` for a value of that type."""
        if kind is Name and key in self.names:
            return self.names[key]
        if kind in SCALARS:
            name, schema = SCALARS[kind]
            named = kind in (Name, str, Text)
            self.defs[name] = schema if named else _or_parameter(schema)
            return ref(name)
        if isinstance(kind, type) and issubclass(kind, Node):
            if key in self.listed:
                return self.reference(self.listed[key])
            return node_schema(key)
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return _or_parameter({"enum": [member.value for member in kind]})
        if isinstance(kind, type) and attrs.has(kind):
            return self.reference(kind)
        return self._generic(kind, key)

    def _generic(self, kind: Any, key: str) -> Schema:
        makers: Mapping[Any, Callable[[Any, str], Schema]] = {
            Literal: lambda kind, _: _or_parameter({"enum": list(get_args(kind))}),
            tuple: self._tuple,
            Mapping: self._mapping,
            dict: self._mapping,
            Union: self._optional,
            types.UnionType: self._optional,
        }
        make = makers.get(get_origin(kind))
        return {} if make is None else make(kind, key)

    def _optional(self, kind: Any, key: str) -> Schema:
        args = [arg for arg in get_args(kind) if arg is not type(None)]
        inner = Number if set(args) == set(get_args(Number)) else args[0]
        return {"anyOf": [self.of_type(inner, key), NULL]}

    def _tuple(self, kind: Any, key: str) -> Schema:
        item = self.of_type(get_args(kind)[0], key)
        return {"anyOf": [{"type": "array", "items": item}, *_without_doubles([item, NULL])]}

    def _mapping(self, kind: Any, key: str) -> Schema:
        _, item = get_args(kind)
        values = self.of_type(item, key)
        names = {"pattern": _ID}
        made: Schema = {"type": "object", "propertyNames": names, "additionalProperties": values}
        lists = (
            [{"type": "array", "items": self.of_type(Name, "")}]
            if hasattr(item, "SHORTHAND")
            else []
        )
        return {"anyOf": [made, *lists, NULL]}


def _or_parameter(schema: Schema) -> Schema:
    return {"anyOf": [schema, PARAMETER]}


def _without_doubles(schemas: list[Schema]) -> list[Schema]:
    """The schemas, those within an ``anyOf`` laid beside each other, each once."""
    flat: list[Schema] = []
    for schema in schemas:
        flat += schema["anyOf"] if set(schema) == {"anyOf"} else [schema]
    return [schema for n, schema in enumerate(flat) if schema not in flat[:n]]
