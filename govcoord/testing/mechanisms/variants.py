"""Records of existing tests moved around: numbers and dates to bounds, facts added and taken away.

What a mechanism is given has a class; by its fields each fact is moved to where something may
change: a step to either side, the numbers and days that the document or a result names, the
other words of a list, another name, or nothing.
"""

from __future__ import annotations

import enum
import itertools
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args, get_origin

import attrs

from govcoord.mechanisms.facts import Fact, fact_of
from govcoord.mechanisms.spans import Moment
from govcoord.rules.records import names_of, without_none
from govcoord.rules.values import FALSE_WORDS, TRUE_WORDS, read_date, read_moment
from govcoord.rules.vocabulary import AS_OF, Vocabulary
from govcoord.testing.mechanisms.bench import Record
from govcoord.testing.mechanisms.changes import next_choice, numbers

MOST_NAMES = 6
MOST_NUMBERS = 8
MOST_DAYS = 10
MOST_FIRST = 1000
SHIFTS = (1, 2, 3, 4, 5, 6, 30, 365)
"""Days by which a whole record is moved: over the week, into another month and year."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


@attrs.frozen
class Pool:
    """What facts may be moved to: days, figures and names of a document and of results."""

    vocabulary: Vocabulary
    days: Sequence[date] = ()
    figures: Sequence[str] = ()
    names: Sequence[str] = ()
    facts: Mapping[str, Sequence[str]] = attrs.field(factory=dict)
    """Values at and beside the bounds that conditions of the document name, by attribute."""
    begin: date | None = None
    """The first day that a record names: what is added to it happens after."""

    def with_results(self, answers: Iterable[Any]) -> Pool:
        """The pool with the days and figures of results, each with those beside it."""
        texts = list(itertools.chain.from_iterable(map(_leaves, answers)))
        days = [read_date(d) for text in texts for d in _DATE.findall(text)]
        figures = [text for text in texts if _FIGURE.fullmatch(text)]
        return attrs.evolve(
            self,
            days=tuple(dict.fromkeys([*self.days, *days])),
            figures=tuple(dict.fromkeys([*self.figures, *figures])),
        )


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def singles(record: Record, kind: type[Any], pool: Pool) -> Iterator[Record]:
    """The record with one fact moved, and with all its days moved."""
    for days in SHIFTS:
        moved = None if record.as_of is None else record.as_of + timedelta(days=days)
        yield attrs.evolve(record, case=later(record.case, days), as_of=moved)
    named = [read_date(d) for text in _leaves(record.case) for d in _DATE.findall(text)]
    own = attrs.evolve(pool, begin=min(named, default=record.as_of))
    if record.as_of is not None:
        own = attrs.evolve(own, days=(record.as_of, *pool.days))
    for case in _Mover(own).of_class(record.case, kind):
        yield attrs.evolve(record, case=case)
    if record.as_of is not None:
        for day in _days_near(record.as_of, pool.days):
            yield attrs.evolve(record, as_of=day)
    elif isinstance(record.case, Mapping) and AS_OF not in record.case:
        for day in pool.days[:MOST_DAYS]:
            yield attrs.evolve(record, as_of=day)


def doubles(record: Record, kind: type[Any], pool: Pool, count: int, seed: int) -> Iterator[Record]:
    """Records with two facts moved, a sample of those that there are."""
    first = list(itertools.islice(singles(record, kind, pool), MOST_FIRST))
    if not first:
        return
    chance = random.Random(seed)
    for _ in range(count):
        second = list(itertools.islice(singles(chance.choice(first), kind, pool), 400))
        if second:
            yield chance.choice(second)


def _days_near(day: date, pool: Sequence[date]) -> Iterator[date]:
    near = [day + timedelta(days=n) for n in (1, -1)]
    beside = (known + timedelta(days=n) for known in pool for n in (0, 1, -1))
    found = (*near, *sorted(set(beside), key=lambda other: abs((other - day).days)))
    yield from itertools.islice((d for d in dict.fromkeys(found) if d != day), MOST_DAYS)


@attrs.frozen
class _Mover:
    """Moves the facts of raw data, by the classes of what is read from it."""

    pool: Pool

    def of_class(self, raw: Any, kind: type[Any]) -> Iterator[dict[str, Any]]:
        if not isinstance(raw, Mapping):
            return
        attrs.resolve_types(kind)
        for field in attrs.fields(kind):
            if not field.init:
                continue
            key = next((name for name in names_of(field) if name in raw), None)
            known, inner = fact_of(field), without_none(field.type)
            if key is None:
                for value in self.fresh(inner, known):
                    yield {**raw, field.name: value}
                continue
            for value in self.moved(raw[key], inner, known):
                yield {**raw, key: value}
            if field.default is not attrs.NOTHING:
                yield {name: value for name, value in raw.items() if name != key}

    def moved(self, raw: Any, kind: Any, known: Fact) -> Iterator[Any]:
        """Other values of a fact that is given."""
        if raw is None:
            yield from self.fresh(kind, known)
            return
        kind, origin = without_none(kind), get_origin(without_none(kind))
        if origin in (tuple, frozenset, list) and isinstance(raw, list):
            yield from self._items(raw, get_args(kind)[0], known)
        elif isinstance(raw, Mapping) and origin is not None and get_args(kind)[1:]:
            yield from self._mapping(raw, get_args(kind)[1], known)
        elif isinstance(raw, Mapping) and isinstance(kind, type) and attrs.has(kind):
            yield from self.of_class(raw, kind)
        elif isinstance(raw, Mapping):
            yield from self._facts(raw)
        elif isinstance(raw, list):
            yield from self._items(raw, Any, known)
        elif isinstance(raw, str):
            yield from self._text(raw, kind, known)

    def _items(self, raw: list[Any], kind: Any, known: Fact) -> Iterator[list[Any]]:
        for number, item in enumerate(raw):
            rest = raw[:number], raw[number + 1 :]
            yield [*rest[0], *rest[1]]
            for other in self.moved(item, kind, known):
                yield [*rest[0], other, *rest[1]]
        if all(isinstance(item, str) for item in raw):
            for name in self._names(known, raw):
                yield [*raw, name]
        elif raw:
            yield [*raw, raw[-1]]
            yield from ([*raw, later(item, 1)] for item in raw)
            yield from ([*raw, *later(raw, days)] for days in (1, 7))
            yield from ([*raw, item] for item in self.made(kind))

    def _mapping(self, raw: Mapping[str, Any], kind: Any, known: Fact) -> Iterator[Any]:
        if kind is Any:
            yield from self._facts(raw)
            return
        for key, value in raw.items():
            yield {name: inner for name, inner in raw.items() if name != key}
            for other in self.moved(value, kind, attrs.evolve(known, choices=None)):
                yield {**raw, key: other}
        values = [v for v in raw.values() if isinstance(v, str)][:1] or list(
            self.fresh(kind, known)
        )
        for name in self._names(known, [*raw]):
            for value in values[:2]:
                yield {**raw, name: value}

    def _facts(self, raw: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Facts of a case or of a record of the vocabulary."""
        for key, value in raw.items():
            yield {name: inner for name, inner in raw.items() if name != key}
            for other in self.moved(value, Any, Fact()):
                yield {**raw, key: other}
            for other in self.pool.facts.get(key, ()):
                yield {**raw, key: other}
        for key, values in self.pool.facts.items():
            if key not in raw:
                yield from ({**raw, key: value} for value in values)

    def _text(self, raw: str, kind: Any, known: Fact) -> Iterator[str]:
        text = raw.strip()
        if get_origin(kind) is Literal or _is_enum(kind):
            yield from (word for word in _words_of(kind) if word != known.words.get(text, text))
        elif text in TRUE_WORDS | FALSE_WORDS:
            yield "false" if text in TRUE_WORDS else "true"
        elif (moment := _moment(text)) is not None:
            yield from self._moments(moment)
        elif _FIGURE.search(text):
            yield from (other for _, other in numbers(text))
            if (match := _FIGURE.search(text)) is not None:
                for figure in self.pool.figures[:MOST_NUMBERS]:
                    yield f"{text[: match.start()]}{figure}{text[match.end() :]}"
        else:
            yield from self._names(known, [text])
            for choices in self.pool.vocabulary.choices.values():
                other = next_choice(text, choices)
                if other is not None:
                    yield other

    def _moments(self, moment: date | datetime) -> Iterator[str]:
        if isinstance(moment, datetime):
            for minutes in (1, -1, 60, -60, 24 * 60, -24 * 60):
                yield (moment + timedelta(minutes=minutes)).isoformat(" ", "minutes")
            return
        for day in _days_near(moment, self.pool.days):
            yield day.isoformat()

    def _names(self, known: Fact, given: Sequence[Any]) -> Iterator[str]:
        """Names that the document knows and that are not given yet."""
        listed = self.pool.vocabulary.choices.get(known.choices or "")
        names = self.pool.names
        if listed is not None:
            own = [name for name in names if listed.resolve(name)]
            names = [*own, *(item.id for item in listed.items)]
        yield from itertools.islice((name for name in names if name not in given), MOST_NAMES)

    def fresh(self, kind: Any, known: Fact) -> Iterator[Any]:
        """Values of a fact that is not given."""
        kind = without_none(kind)
        origin = get_origin(kind)
        if origin is Literal or _is_enum(kind):
            yield from _words_of(kind)
        elif kind is bool:
            yield from ("true", "false")
        elif kind is date or kind == Moment:
            for day in self.pool.days[:MOST_DAYS]:
                yield day.isoformat()
        elif kind is str:
            yield from self._names(known, ())
        elif origin in (tuple, frozenset):
            if get_args(kind)[0] is str:
                yield from ([name] for name in self._names(known, ()))
            yield from ([item] for item in self.made(get_args(kind)[0]))
        elif origin is None and not (isinstance(kind, type) and attrs.has(kind)):
            yield from self.pool.figures[:MOST_NUMBERS]

    def made(self, kind: Any) -> Iterator[dict[str, Any]]:
        """Records that nothing given shows: with what they must say, their days in order.

        Each is told in all words and answers, and once more with each fact that is a name.
        """
        if not (isinstance(kind, type) and attrs.has(kind)) or self.pool.begin is None:
            return
        attrs.resolve_types(kind)
        day, whole, others = self.pool.begin, dict[str, Any](), dict[str, list[Any]]()
        for field in (f for f in attrs.fields(kind) if f.init):
            inner, known = without_none(field.type), fact_of(field)
            if inner is date or inner == Moment:
                day += timedelta(days=1 if not whole else 7)
                found: list[Any] = [day.isoformat()]
            else:
                found = list(itertools.islice(self.fresh(inner, known), MOST_NAMES))
            free = inner is str and known.choices is None and field.default is not attrs.NOTHING
            if found and not free:
                whole[field.name], found = found[0], found[1:]
            elif not found and field.default is attrs.NOTHING:
                return
            others[field.name] = found
        yield whole
        for name, values in others.items():
            yield from ({**whole, name: value} for value in values)


def later(value: Any, days: int) -> Any:
    """Raw data with all its days moved: what happened, happening once more.

    What only looks like a day, or leaves the calendar, stays as it is.
    """
    if isinstance(value, Mapping):
        return {key: later(inner, days) for key, inner in value.items()}
    if isinstance(value, list):
        return [later(inner, days) for inner in value]
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return (read_date(value) + timedelta(days=days)).isoformat()
        except (ValueError, OverflowError):
            return value
    return value


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _words_of(kind: Any) -> tuple[str, ...]:
    if _is_enum(kind):
        return tuple(str(member.value) for member in kind)
    return tuple(map(str, get_args(kind)))


def _moment(text: str) -> date | datetime | None:
    try:
        return read_moment(text)
    except ValueError:
        return None
