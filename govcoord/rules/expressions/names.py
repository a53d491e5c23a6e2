"""Names in expressions: titles and keys to ids of attributes and record kinds."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from govcoord.rules.expressions.tree import (
    Binary,
    Call,
    Coalesce,
    Expression,
    RecordRef,
    Ref,
)
from govcoord.rules.vocabulary import Attribute, Record, Vocabulary

__all__ = ["Names", "named", "resolve_names"]


def resolve_names(
    expr: Expression, vocabulary: Vocabulary, record: str | None = None
) -> Expression:
    """The unchecked tree with titles and record keys replaced by ids where they are known.

    For ordering derived attributes before their types are known; it reports nothing.
    """
    names = Names(vocabulary, record)
    return names.resolved(expr)


@attrs.frozen(slots=True)
class Names:
    vocabulary: Vocabulary
    record: str | None

    def attribute(self, name: str) -> Attribute | None:
        return named(name, self.vocabulary.visible(self.record))

    def kind(self, name: str) -> Record | None:
        records = self.vocabulary.records
        if name in records:
            return records[name]
        return next((r for r in records.values() if name == r.key or name in r.title.all()), None)

    def resolved(self, expr: Expression) -> Expression:
        if isinstance(expr, Ref):
            found = self.attribute(expr.name)
            if found is not None:
                return Ref(found.id, at=expr.at)
            kind = self.kind(expr.name)
            return expr if kind is None else RecordRef(kind.id, at=expr.at)
        if isinstance(expr, RecordRef):
            kind = self.kind(expr.record)
            if kind is None:
                return expr
            field = named(expr.field, kind.fields) if expr.field else None
            return RecordRef(kind.id, field.id if field else expr.field, at=expr.at)
        if isinstance(expr, Binary):
            left, right = self.resolved(expr.left), self.resolved(expr.right)
            return attrs.evolve(expr, left=left, right=right)
        if isinstance(expr, Coalesce):
            return attrs.evolve(expr, options=tuple(map(self.resolved, expr.options)))
        if isinstance(expr, Call):
            args = tuple(map(self.resolved, expr.args))
            if expr.function == "count" and len(args) == 2:
                args = _counted_field(args, expr)
            return attrs.evolve(expr, args=args)
        return expr


def _counted_field(args: tuple[Expression, ...], expr: Call) -> tuple[Expression, ...]:
    """``count(participants, active)`` reads a field, not an attribute called ``active``."""
    records, field = args[0], expr.args[1]
    if isinstance(records, RecordRef) and isinstance(field, Ref):
        return (RecordRef(records.record, field.name, at=field.at),)
    return args


def named(name: str, attributes: Mapping[str, Attribute]) -> Attribute | None:
    """The attribute with that id, or the only one with that title."""
    if name in attributes:
        return attributes[name]
    found = [a for a in attributes.values() if name in a.title.all()]
    return found[0] if len(found) == 1 else None
