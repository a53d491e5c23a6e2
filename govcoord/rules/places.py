"""Places in what a mechanism is given, in words: ``inspections[0].mended`` by its titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import Fact, fact_of
from govcoord.mechanisms.said import COLUMN, Said
from govcoord.rules.model import Amount
from govcoord.rules.records import without_none
from govcoord.rules.vocabulary import Attribute, Vocabulary

_PART = re.compile(r"(?P<name>[^.\[\]]+)(?:\[(?P<number>\d+)\])?")
BETWEEN = " · "
"""Stands between the parts of a place in words."""
_NUMBERED = ("{title} {n}", "{title}第{n}项", "{title}第{n}項")

KeyTitle = Callable[[str], str]
_Step = tuple[str, str | None]
"""A name in a place, and the number in its list, if it has one."""


@attrs.frozen
class Places:
    """Says where something stands in a record, or which fact of a case it is, in a language.

    ``record`` is the attrs class of what is given; names that it does not know are facts of
    the vocabulary. ``keys`` says what the keys of its mappings mean (seats of a committee).

    >>> from govcoord.rules.kinds.committee.records import Session
    >>> from govcoord.periods import Calendar
    >>> nothing = Vocabulary({}, {}, {}, Calendar())
    >>> Places(nothing, "en", Session).title("tasks[0].due")
    'tasks 1 · due'
    >>> Places(nothing, "zh-Hans", Session).title("tasks[0].due")
    '议定任务第1项 · 完成期限'
    """

    vocabulary: Vocabulary
    language: str
    record: type[Any] | None = None
    keys: KeyTitle | None = None

    def titles(self, paths: Iterable[str]) -> list[str]:
        """The titles of several places, each once."""
        return list(dict.fromkeys(map(self.title, paths)))

    def title(self, path: str) -> str:
        """A place in words; what nobody knows a title of stays as it is."""
        parts = [(m["name"], m["number"]) for m in _PART.finditer(path)]
        return BETWEEN.join(self._parts(parts)) if _joined(parts) == path else path

    def _parts(self, parts: Sequence[_Step]) -> Iterator[str]:
        fields: Mapping[str, Any] = _fields(self.record)
        for at, (name, number) in enumerate(parts):
            field = fields.get(name) or (_inside(self.record, name) if at == 0 else None)
            known = self._attribute(name, parts[at - 1][0] if at else None)
            if known is not None and (at or name not in _fields(self.record)):
                yield self._numbered(known, number)
                fields = {}
            elif field is None:
                record = next((r for r in self.vocabulary.records.values() if r.key == name), None)
                yield self._numbered(record.label(self.language) if record else name, number)
                fields = {}
            else:
                yield self._numbered(fact_of(field).title.get(self.language) or name, number)
                inner, choices = _inner(field)
                if inner is None:
                    if at + 1 < len(parts):
                        yield from self._key(parts[at + 1 :], choices)
                    return
                fields = _fields(inner)

    def _key(self, rest: Sequence[_Step], known: Fact | None) -> Iterator[str]:
        """The key of a mapping, or a fact of a case inside one."""
        if known is None:
            yield from attrs.evolve(self, record=None)._parts(rest)
            return
        key = _joined(rest)
        listed = self.vocabulary.choices.get(known.choices or "")
        if listed is not None:
            yield listed.label(key, self.language)
        else:
            yield self.keys(key) if self.keys is not None else key

    def _attribute(self, name: str, list_key: str | None) -> str | None:
        """The title of a fact of the case, or of a record of the vocabulary."""
        found: Attribute | None = None
        records = self.vocabulary.records.values()
        if list_key is not None:
            found = next((r.fields.get(name) for r in records if r.key == list_key), None)
        elif name in self.vocabulary.attributes:
            found = self.vocabulary.attributes[name]
        elif self.record is None or _inside(self.record, name) is None:
            found = next((r.fields[name] for r in records if name in r.fields), None)
        return None if found is None else found.label(self.language)

    def _numbered(self, title: str, number: str | None) -> str:
        if number is None:
            return title
        return _NUMBERED[COLUMN[self.language]].format(title=title, n=int(number) + 1)


def _joined(parts: Iterable[_Step]) -> str:
    return ".".join(name if number is None else f"{name}[{number}]" for name, number in parts)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and attrs.has(kind) and kind is not Amount


def _fields(record: type[Any] | None) -> Mapping[str, Any]:
    if record is None:
        return {}
    attrs.resolve_types(record)
    return {field.name: field for field in attrs.fields(record)}


def _inner(field: Any) -> tuple[type[Any] | None, Fact | None]:
    """The record class inside a field; else, of a mapping, what its keys are.

    Nothing of either where it is a mapping of facts of a case.
    """
    kind = without_none(field.type)
    if get_origin(kind) in (tuple, frozenset):
        kind = without_none(get_args(kind)[0])
    if _is_record(kind):
        return kind, None
    is_facts = get_origin(kind) in (Mapping, dict) and get_args(kind)[-1] is Any
    return None, None if is_facts else fact_of(field)


def _inside(record: type[Any] | None, name: str) -> Any:
    """The field of that name in the record or, nearest first, in a record within it."""
    level = [record] if record is not None else []
    seen: set[type[Any]] = set()
    while level:
        below = []
        for kind in level:
            seen.add(kind)
            fields = _fields(kind)
            if name in fields:
                return fields[name]
            below += [inner for field in fields.values() if (inner := _inner(field)[0])]
        level = [kind for kind in dict.fromkeys(below) if kind not in seen]
    return None


def labelled(error: CaseError, record: type[Any], vocabulary: Vocabulary) -> CaseError:
    """The error with the place of its value in words of all languages."""
    path = f"{error.where}.{error.name}" if error.where else error.name
    key = path.rpartition(".")[2].partition("[")[0]
    own = _inside(record, key) is not None  # who writes records by hand looks for the key

    def words(language: str) -> str:
        title = Places(vocabulary, language, record).title(path)
        return f"{title} ({key})" if own and not title.endswith(key) else title

    error.label = Said(*map(words, COLUMN))
    return error
