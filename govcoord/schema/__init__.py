"""JSON Schema of rulesets, by which YAML editors complete and check as one types.

It is made of the document classes: what `govcoord check` finds in the shape of a document, an
editor can show at once. What needs the meaning (units, weights, gaps) is left to the check.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govcoord.rules.kinds import all_kinds
from govcoord.rules.vocabulary import Vocabulary
from govcoord.schema.classes import Builder, description
from govcoord.schema.words import definitions, names_of
from govcoord.testing.documents import TestEntry, TestsDocument

__all__ = ["DIALECT", "document_classes", "json_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def document_classes() -> Mapping[str, type]:
    """The class of every document kind by name, those of test files and of third parties too."""
    kinds = {name: kind.document for name, kind in all_kinds().items()}
    return {**kinds, "tests": TestsDocument}


def json_schema(vocabulary: Vocabulary | None = None) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one YAML document of a ruleset, as plain data.

    ``kind`` decides which keys a document may have. With a vocabulary (``Plan.vocabulary``)
    the keys of conditions are its attributes, and departments, regions and measures its own;
    it should be that of all rulesets together, so that the answers of tables are attributes.

    >>> schema = json_schema()
    >>> schema["properties"]["kind"]["enum"][:2]
    ['vocabulary', 'parameters']
    >>> schema["$defs"]["VocabularyDocument"]["required"]
    ['kind', 'id']
    """
    builder = Builder(names_of(vocabulary), {"tests": TestEntry})
    builder.defs.update(definitions(vocabulary))
    classes = document_classes()
    branches = [_branch(name, cls, builder) for name, cls in classes.items()]
    return {
        "$schema": DIALECT,
        "title": "govcoord ruleset",
        "type": "object",
        "required": ["kind"],
        "properties": {
            "kind": {
                "enum": list(classes),
                "enumDescriptions": [description(cls) for cls in classes.values()],
                "description": "what the document is about",
            }
        },
        "allOf": branches,
        "$defs": dict(sorted(builder.defs.items())),
    }


def _branch(name: str, cls: type, builder: Builder) -> dict[str, Any]:
    chosen = {"properties": {"kind": {"const": name}}, "required": ["kind"]}
    return {"if": chosen, "then": builder.reference(cls)}
