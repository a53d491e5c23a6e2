"""Raw data to what a mechanism is given: an attrs class, checked field by field.

Raw data is what JSON, YAML or Python give: mappings, lists, texts, numbers, dates. Words may be
ids or titles; quantities may carry units; a fact that is not given is ``None``.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import attrs

from govcoord.diagnostics import suggest
from govcoord.errors import MISSING, CaseError, UnitError
from govcoord.headings import ID, meaning, with_plain
from govcoord.mechanisms.facts import Fact, fact_of
from govcoord.mechanisms.said import Titled
from govcoord.mechanisms.spans import A_MOMENT, Moment
from govcoord.numerals import Number
from govcoord.rules.model import Amount
from govcoord.rules.values import BadValue, read_moment, titled, to_value
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.units import find_unit, parse_quantity

T = TypeVar("T")

Facts = Mapping[str, Any]
"""Facts that are read later, against the vocabulary of cases or of a record."""

_SCALARS: Mapping[Any, Type] = {
    str: Type.TEXT,
    bool: Type.BOOLEAN,
    int: Type.INTEGER,
    date: Type.DATE,
    Fraction: Type.NUMBER,
    Number: Type.NUMBER,
}


def read_record(kind: type[T], raw: object, vocabulary: Vocabulary, where: str | None = None) -> T:
    """``raw`` as a value of an attrs class whose fields were made by `govcoord.mechanisms.facts`.

    Raises `CaseError` with the place (``steps[2]``) for an unknown key, a value that does not
    fit, or a fact that must be given and is not.
    """
    if isinstance(raw, kind):
        return raw
    if not isinstance(raw, Mapping):
        expected = "a mapping (`name: value` lines)"
        raise CaseError(_last(where) or "input", raw, expected, where=_before(where))
    fields = _fields(kind)  # type: ignore[arg-type]
    given = _given(raw, kind, fields, where)
    values = {}
    for name, field in fields.items():
        if name in given:
            values[name] = _value(field.type, fact_of(field), given[name], name, where, vocabulary)
        elif field.default is attrs.NOTHING:
            raise CaseError(name, MISSING, _expected(field, name, vocabulary), where=where)
    return kind(**values)


@lru_cache(maxsize=512)
def _fields(kind: type[Any]) -> Mapping[str, Any]:
    """The fields that are given, by name, with their types resolved."""
    attrs.resolve_types(kind)
    return {field.name: field for field in attrs.fields(kind) if field.init}


@lru_cache(maxsize=512)
def _words(kind: type[Any]) -> Mapping[str, str]:
    """Names and titles of fields to their names."""
    fields = _fields(kind)  # type: ignore[arg-type]
    return with_plain({word: name for name, field in fields.items() for word in names_of(field)})


def words_of(kind: type[Any]) -> frozenset[str]:
    """The words for the facts of a record, but for those of its own number."""
    return frozenset(word for word, name in _words(kind).items() if name != ID)  # type: ignore[arg-type]


def _given(
    raw: Facts, kind: type[Any], fields: Mapping[str, Any], where: str | None
) -> dict[str, Any]:
    """The values that are given, by field; titles stand for names."""
    words = _words(kind)  # type: ignore[arg-type]
    found: dict[str, Any] = {}
    for key, value in raw.items():
        name = meaning(key, words) if isinstance(key, str) else None
        if name is None:
            near = suggest(str(key), words)
            hint = f"did you mean `{near}`?" if near else None
            known = ", ".join(f"`{name}`" for name in fields)
            titles = {name: fact_of(field).title for name, field in fields.items()}
            expected = Titled(f"one of {known}", titles)
            raise CaseError(str(key), value, expected, hint=hint, where=where)
        if value is None:
            continue
        if name in found:
            raise CaseError(str(key), value, "each fact once", where=where)
        found[name] = value
    return found


def names_of(field: Any) -> Iterator[str]:
    """The name of a field and its titles."""
    yield field.name
    yield from fact_of(field).title.all()


def _value(
    kind: Any, known: Fact, raw: Any, name: str, where: str | None, vocabulary: Vocabulary
) -> Any:
    kind = without_none(kind)
    origin, args = get_origin(kind), get_args(kind)
    place = f"{where}.{name}" if where else name
    if origin is tuple or (origin is frozenset and known.choices is None):
        return origin(
            _value(args[0], known, item, f"{name}[{n}]", where, vocabulary)
            for n, item in enumerate(_items(raw, name, where))
        )
    if origin in _MAPPINGS:
        return _mapping(args, known, raw, name, where, vocabulary)
    if isinstance(kind, type) and attrs.has(kind) and kind is not Amount:
        return read_record(kind, raw, vocabulary, place)
    if kind is Amount:
        return _amount(raw, name, where)
    if kind == Moment:
        return _moment(raw, name, where)
    if origin is Literal or (isinstance(kind, type) and issubclass(kind, enum.Enum)):
        return _word(kind, known, raw, name, where)
    if kind is str and known.choices is None and type(raw) is int:
        raw = str(raw)  # a year, or the number of a record
    return scalar(_attribute(kind, known, name, vocabulary), raw, name, where)


_MAPPINGS = (Mapping, dict)


def without_none(kind: Any) -> Any:
    """The type of a fact that may be missing, without ``None``."""
    if kind == Number or get_origin(kind) not in (Union, types.UnionType):
        return kind
    kept = [t for t in get_args(kind) if t is not type(None)]
    return kept[0] if len(kept) == 1 else Union[tuple(kept)]  # noqa: UP007 - made at run time


def _items(raw: Any, name: str, where: str | None) -> Iterable[Any]:
    if isinstance(raw, str | bytes | Mapping) or not isinstance(raw, Iterable):
        raise CaseError(name, raw, "a list", where=where)
    return raw


def _mapping(
    args: tuple[Any, ...],
    known: Fact,
    raw: Any,
    name: str,
    where: str | None,
    vocabulary: Vocabulary,
) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise CaseError(name, raw, "a mapping (`name: value` lines)", where=where)
    if args[1] is Any:
        return raw
    place = f"{where}.{name}" if where else name
    plain = attrs.evolve(known, choices=None)
    found: dict[str, Any] = {}
    for word, value in raw.items():
        if value is None:
            continue
        key = _key(word, known, place, vocabulary)
        if key in found:
            raise CaseError(str(word), value, "each once", where=place)
        found[key] = _value(args[1], plain, value, str(word), place, vocabulary)
    return found


def _key(word: Any, known: Fact, where: str, vocabulary: Vocabulary) -> str:
    if known.choices is None:
        return str(word)
    attribute = _attribute(str, known, str(word), vocabulary)
    key: str = scalar(attribute, word, str(word), where)
    return key


def _amount(raw: Any, name: str, where: str | None) -> Amount:
    if isinstance(raw, Amount):
        return raw
    if isinstance(raw, int | Fraction) and not isinstance(raw, bool):
        return Amount(raw, None)
    try:
        return Amount(*parse_quantity(str(raw)))
    except (ValueError, UnitError) as error:
        hint = str(error)
        raise CaseError(name, raw, "an amount (`10 workdays`)", hint=hint, where=where) from None


def _moment(raw: Any, name: str, where: str | None) -> Moment:
    """A day, or a moment of a day."""
    try:
        return read_moment(raw)
    except ValueError:
        raise CaseError(name, raw, f"a day, or {A_MOMENT}", where=where) from None


def _word(kind: Any, known: Fact, raw: Any, name: str, where: str | None) -> Any:
    if isinstance(raw, enum.Enum):
        raw = raw.value
    values: dict[str, Any] = {arg: arg for arg in get_args(kind)}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        values = {member.value: member for member in kind}
    word = known.words.get(str(raw).strip(), str(raw).strip())
    if word not in values:
        expected = "one of " + ", ".join(f"`{value}`" for value in values)
        near = suggest(word, [*values, *known.words])
        hint = f"did you mean `{near}`?" if near else None
        raise CaseError(name, raw, Titled(expected, known.titles), hint=hint, where=where)
    return values[word]


def _attribute(kind: Any, known: Fact, name: str, vocabulary: Vocabulary) -> Attribute:
    """The attribute that a field is like: its type, unit and list of choices."""
    if isinstance(known.attribute, Attribute):
        same = known.attribute.id == name
        return known.attribute if same else attrs.evolve(known.attribute, id=name)
    if known.choices is not None:
        choices = vocabulary.choices.get(known.choices)
        if choices is None:
            raise CaseError(name, MISSING, f"a vocabulary with the list `{known.choices}`")
        type_ = Type.SET if get_origin(kind) is frozenset else Type.CHOICE
        return Attribute(name, type_, choices=choices)
    unit = find_unit(known.unit) if known.unit else None
    type_ = Type.QUANTITY if unit else _SCALARS[kind]
    return Attribute(name, type_, unit=unit, min=known.at_least, max=known.at_most)


def scalar(attribute: Attribute, raw: Any, name: str, where: str | None) -> Any:
    """A raw value as the value of an attribute; `CaseError` with what would have fitted."""
    try:
        return to_value(raw, attribute)
    except BadValue as bad:
        expected = titled(bad.expected, attribute)
        raise CaseError(name, raw, expected, hint=bad.hint, where=where) from None


def _expected(field: Any, name: str, vocabulary: Vocabulary) -> str:
    """What a fact that must be given is."""
    kind, known = without_none(field.type), fact_of(field)
    if get_origin(kind) in (tuple, frozenset):
        return "a list"
    if kind is Amount:
        return "an amount (`10 workdays`)"
    if kind == Moment:
        return f"a day, or {A_MOMENT}"
    if kind not in _SCALARS or kind is str:
        is_choice = known.choices is not None and kind is str
        return "one of the list" if is_choice else "a text" if kind is str else "a value"
    try:
        to_value(object(), _attribute(kind, known, name, vocabulary))
    except BadValue as bad:
        return bad.expected
    return "a value"


def _last(where: str | None) -> str | None:
    return where.rpartition(".")[2] if where else None


def _before(where: str | None) -> str | None:
    return (where.rpartition(".")[0] or None) if where else None
