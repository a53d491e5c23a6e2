"""The record that tells a mutant from the document as it stands, and the test made of it."""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

import attrs
import yaml

from govcoord.diagnostics import Collector
from govcoord.rules.engine import Plan
from govcoord.rules.reading.nodes import ScalarNode, read
from govcoord.rules.values import read_date
from govcoord.testing.matching import NAMING_KEYS, Matcher
from govcoord.testing.mechanisms.bench import (
    FAILED,
    REJECTED,
    Bench,
    Record,
    answer,
    answer_in_time,
)
from govcoord.testing.mechanisms.changes import numbers
from govcoord.testing.mechanisms.mutants import Subject
from govcoord.testing.mechanisms.variants import Pool, doubles, singles
from govcoord.testing.mechanisms.watchdog import bounded

MOST_RECORDS = 600
"""Records that one mutant is tried on."""

SECONDS = 5.0
"""The time that the search for one mutant may take."""

POOL_SECONDS = 20.0
"""The time that finding records for one document may take."""

DOUBLES = 12
"""Records with two facts moved that are taken of each test."""

_NAMING = (
    "id", "name", "step", "who", "by", "member", "place", "receiver", "duty", "period", "material",
    "party", *NAMING_KEYS,
)  # fmt: skip


@attrs.frozen
class Witness:
    """A record with what is made of it and with what to expect, so that a mutant fails."""

    record: Record
    expect: Mapping[str, Any] = attrs.field(hash=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        day = self.record.as_of
        found = {"mechanism": self.record.mechanism, "case": self.record.case}
        return found | ({"as_of": day.isoformat()} if day else {}) | {"expect": dict(self.expect)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Witness:
        """What `to_dict` has written."""
        day = data.get("as_of")
        record = Record(data["mechanism"], data["case"], read_date(day) if day else None)
        return cls(record, data["expect"])


class Searcher:
    """Looks for records that tell mutants of one document from it."""

    def __init__(self, bench: Bench, *, records: int = MOST_RECORDS) -> None:
        self.bench, self.subject, self.most = bench, bench.subject, records
        self.plan = bench.subject.ground.plan
        self.matcher = Matcher(self.plan.vocabulary)
        self._known: list[tuple[Record, str]] | None = None

    @property
    def records(self) -> list[tuple[Record, str]]:
        """Records with digests of what is made of them as it stands: those of tests first."""
        if self._known is None:
            self._known = self._gather()
        return self._known

    def find(self, other: Plan) -> Witness | None:
        """A record of which another plan makes something else, with what to expect."""
        end = time.monotonic() + SECONDS
        for record, before in self.records:
            after = bounded(partial(answer, other, record))
            if _digest(after) != before:
                expect = telling(answer(self.plan, record), after, self.matcher)
                if expect is not None:
                    return Witness(record, expect)
            if time.monotonic() > end:
                return None
        return None

    def _tests(self, kinds: Mapping[str, type[Any]]) -> Iterator[Record]:
        """The records of the tests, then those of tests of other mechanisms that take the same."""
        own = self.bench.trials
        for trial in own:
            test = trial.ready.test
            yield Record(trial.mechanism, test.case, test.as_of)
        for trial in self.bench.others:
            kind = trial.ready.plan.mechanism(trial.mechanism).record
            test = trial.ready.test
            for id_ in (id_ for id_, wanted in kinds.items() if wanted is kind):
                yield Record(id_, test.case, test.as_of)

    def _gather(self) -> list[tuple[Record, str]]:
        end = time.monotonic() + POOL_SECONDS
        kinds = {m.id: m.record for m in self.subject.mechanisms}
        tests = list(self._tests(kinds))
        answers = [answer_in_time(self.plan, record) for record in tests]
        known = [(record, _digest(found)) for record, found in zip(tests, answers)]
        pool = pool_of(self.subject).with_results(answers)
        moved: list[Iterator[Record]] = [
            itertools.chain(
                singles(record, kinds[record.mechanism], pool),
                doubles(record, kinds[record.mechanism], pool, DOUBLES, seed),
            )
            for seed, record in enumerate(tests)
        ]
        fresh: list[tuple[Record, str]] = []
        others: list[tuple[Record, str]] = []
        seen = {_digest((r.case, str(r.as_of))) for r in tests}
        digests = {digest for _, digest in known}
        for record in _in_turn(moved):
            key = _digest((record.case, str(record.as_of)))
            if key in seen:
                continue
            seen.add(key)
            found = answer_in_time(self.plan, record)
            digest = _digest(found)
            rejected = isinstance(found, Mapping) and set(found) <= {REJECTED, FAILED}
            (others if rejected or digest in digests else fresh).append((record, digest))
            digests.add(digest)
            if len(fresh) >= self.most or len(seen) > 4 * self.most or time.monotonic() > end:
                break
        known += fresh
        return [*known, *others[: max(0, self.most - len(known))]]


def _digest(value: Any) -> str:
    """A digest of plain data: results are large, and there are many."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:24]


def _in_turn(sources: list[Iterator[Record]]) -> Iterator[Record]:
    """One of each source after the other, until all are at their end."""
    left = list(sources)
    while left:
        for source in list(left):
            found = next(source, None)
            if found is None:
                left.remove(source)
            else:
                yield found


def pool_of(subject: Subject) -> Pool:
    """The days, figures and names of a document."""
    days: list[date] = []
    figures: list[str] = []
    names: list[str] = []
    facts: dict[str, list[str]] = {}
    for part in subject.parts:
        slot = part.slot
        changed = [c.before for c in part.changes] + [c.after for c in part.changes if c.after]
        for text in dict.fromkeys(changed):
            if slot.form == "date":
                days.append(read_date(text))
            elif slot.form in ("amount", "number"):
                figures.append(text)
            elif slot.form == "name":
                names.append(text)
        if slot.form == "condition" and isinstance(slot.node, ScalarNode):
            facts.setdefault(slot.key, []).extend(_at_bounds(slot.node.value.strip()))
        names += [step for step in part.path if isinstance(step, str) and slot.form == "entry"][-1:]
    return Pool(
        subject.ground.plan.vocabulary,
        tuple(dict.fromkeys(days)),
        tuple(dict.fromkeys(figures)),
        tuple(dict.fromkeys(names)),
        {key: tuple(dict.fromkeys(values)) for key, values in facts.items()},
    )


def _at_bounds(text: str) -> list[str]:
    """What a condition says, without the words of a range, and the values beside it."""
    bare = text
    for word in ("以上", "以下", "超过", "不满", "不足", ">=", "<=", ">", "<"):
        bare = bare.replace(word, "")
    return [bare.strip(), *(other for _, other in numbers(bare.strip()))]


# what to expect


def telling(before: Any, after: Any, matcher: Matcher) -> dict[str, Any] | None:
    """The fewest lines of ``expect`` that hold of one result and not of the other."""
    if not isinstance(before, Mapping) or FAILED in before:
        return None
    found = []
    for key, value in before.items():
        other = after.get(key) if isinstance(after, Mapping) else None
        apart = not isinstance(after, Mapping) or key not in after
        for expected in _told(value, other):
            fits = _fits(expected, value, matcher)
            if fits and (apart or not _fits(expected, other, matcher)):
                found.append({key: expected})
                break
    return min(found, key=lambda e: len(repr(e)), default=None)


def _fits(expected: Any, actual: Any, matcher: Matcher) -> bool:
    text = yaml.safe_dump(expected, allow_unicode=True)
    nodes = read("expect", text, Collector())
    return bool(nodes) and matcher.fits(nodes[0], actual)


def _told(value: Any, other: Any) -> Iterator[Any]:
    """Ways to say what a value is and another is not, the plainest first."""
    if isinstance(value, Mapping) and isinstance(other, Mapping):
        for key, inner in value.items():
            if inner != other.get(key):
                yield from ({key: told} for told in _told(inner, other.get(key)))
    elif isinstance(value, list) and isinstance(other, list):
        yield from _listed(value, other)
    else:
        yield _bare(value)


def _listed(value: list[Any], other: list[Any]) -> Iterator[Any]:
    if len(value) != len(other):
        yield {"count": len(value)}
    elif all(isinstance(item, Mapping) for item in value):
        for mine, yours in zip(value, other):
            if mine != yours and isinstance(yours, Mapping):
                named = {k: mine[k] for k in _NAMING if isinstance(mine.get(k), str)}
                for told in _told(mine, yours):
                    yield {"includes": [{**named, **told}]}
    yield [_bare(item) for item in value]
    for item in value:
        if item not in other:
            yield {"includes": [_bare(item)]}
    for item in other:
        if item not in value:
            yield {"excludes": [_bare(item)]}


def _bare(value: Any) -> Any:
    """A value without its texts in several languages and without what it does not say."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: _bare(inner)
        for key, inner in value.items()
        if inner is not None
        and not (
            isinstance(inner, Mapping) and inner and set(inner) <= {"en", "zh-Hans", "zh-Hant"}
        )
    }


def entry(witness: Witness, name: str, source: str, comment: str) -> str:
    """The test as an entry of a test file."""
    record = witness.record
    told: dict[str, Any] = {"name": name}
    if source:
        told["source"] = source
    told["mechanism"] = record.mechanism
    if record.as_of is not None:
        told["as_of"] = record.as_of
    told["case"] = _dated(record.case)
    told["expect"] = _dated(witness.expect)
    text: str = yaml.safe_dump(
        [told], allow_unicode=True, sort_keys=False, width=100, default_flow_style=None
    )
    return f"# {comment}\n{text}"


def _dated(value: Any) -> Any:
    """Raw data with days as days and truth as truth, as a person writes them."""
    if isinstance(value, Mapping):
        return {key: _dated(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dated(item) for item in value]
    if not isinstance(value, str):
        return value
    if value in ("true", "false"):
        return value == "true"
    if len(value) == 10:
        try:
            return read_date(value)
        except ValueError:
            return value
    return value
