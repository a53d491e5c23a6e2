"""Cases: what is to be decided, checked against a vocabulary."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

import attrs

from govcoord.diagnostics import suggest
from govcoord.errors import CaseError
from govcoord.headings import ID, meaning, number_hint, number_key, number_of
from govcoord.rules.values import BadValue, titled, to_value
from govcoord.rules.vocabulary import Attribute, Record, Vocabulary

Facts = Mapping[str, Any]


@attrs.frozen
class Case:
    """A case whose facts have been checked and brought into canonical form.

    ``facts`` maps attribute ids to canonical values (see `Attribute`) and record keys to
    lists of such mappings; facts that are not given are absent. ``id`` is the case's own
    number, ``place`` where it was read from.
    """

    facts: Facts
    id: str | None = None
    place: str | None = None


def normalise(raw: object, vocabulary: Vocabulary) -> Case:
    """Check a case and bring it into canonical form.

    ``raw`` is a mapping, an attrs object or a `Case`; keys are ids or titles, and one of
    `govcoord.headings.NUMBER_HEADINGS` for its own number. Raises `CaseError` naming the first
    attribute that does not fit.
    """
    if isinstance(raw, Case):
        return raw
    given = as_mapping(raw, "case", None)
    keys = vocabulary.case_words
    own = number_key(given, keys)
    facts: dict[str, Any] = {}
    for key, value in given.items():
        if key == own or value is None:
            continue
        what, id_ = resolve_key(key, keys, value, None)
        name = vocabulary.records[id_].key if what == "record" else id_
        if name in facts:
            raise CaseError(str(key), value, "each fact once", hint=f"`{name}` is given twice")
        if what == "record":
            facts[name] = _records(value, vocabulary.records[id_], vocabulary)
        else:
            facts[name] = _value(value, vocabulary.attributes[id_], None)
    return Case(facts, number_of(given, keys))


def read_facts(
    raw: Facts, vocabulary: Vocabulary, record: str | None = None, where: str | None = None
) -> Facts:
    """Raw facts of a case, or of a record of that kind, checked and in canonical form.

    ``where`` is the place that a `CaseError` names.
    """
    if record is None:
        return normalise(raw, vocabulary).facts
    known = vocabulary.records[record]
    return _one_record(raw, known, vocabulary.record_words[record], where or known.key)


def number_in(case: object, words: Container[str]) -> str | None:
    """The own number of a case in any form; ``words`` are the vocabulary's."""
    if isinstance(case, Case):
        return case.id
    if isinstance(case, Mapping):
        return number_of(case, words)
    value = getattr(case, ID, None)
    return None if value is None else str(value)


def as_mapping(raw: object, name: str, where: str | None) -> Mapping[str, Any]:
    """``raw`` as a mapping, if it is one or an attrs object; else `CaseError`."""
    if isinstance(raw, Mapping):
        return raw
    kind: type = type(raw)
    if attrs.has(kind):
        return {a.name: getattr(raw, a.name) for a in attrs.fields(kind)}
    raise CaseError(name, raw, "a mapping of facts or an attrs object", where=where)


def resolve_key(
    key: object, words: Mapping[str, tuple[str, str]], value: object, where: str | None
) -> tuple[str, str]:
    """What a key of a case stands for; `CaseError` for an unknown or computed one."""
    found = meaning(key, words) if isinstance(key, str) else None
    if found is None:
        near = suggest(key, words) if isinstance(key, str) else None
        hint = f"did you mean `{near}`?" if near else number_hint(str(key))
        raise CaseError(str(key), value, "an attribute of the vocabulary", hint=hint, where=where)
    if found[0] == "computed":
        hint = "leave it out: the rules compute it"
        raise CaseError(str(key), value, "no value from outside", hint=hint, where=where)
    return found


def _records(value: object, record: Record, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise CaseError(record.key, value, f"a list of {record.key}")
    words = vocabulary.record_words[record.id]
    return [
        _one_record(item, record, words, f"{record.key}[{number}]")
        for number, item in enumerate(value)
    ]


def _one_record(
    raw: object, record: Record, words: Mapping[str, tuple[str, str]], where: str
) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for key, value in as_mapping(raw, record.id, where).items():
        if value is None:
            continue
        _, id_ = resolve_key(key, words, value, where)
        if id_ in facts:
            raise CaseError(str(key), value, "each fact once", where=where)
        facts[id_] = _value(value, record.fields[id_], where)
    return facts


def _value(value: object, attribute: Attribute, where: str | None) -> Any:
    try:
        return to_value(value, attribute)
    except BadValue as bad:
        expected = titled(bad.expected, attribute)
        raise CaseError(attribute.id, value, expected, hint=bad.hint, where=where) from None
