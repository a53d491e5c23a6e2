"""From the rules that match to what a table says: overrides, hit policy, defaults.

Let *T* be the rules that match for certain and *U* those that may match. A rule of T that
another rule of T overrides is *beaten* and out. A rule of T that a rule of U overrides is
*shaky*. What is left of T and not shaky is *firm*; shaky and possible rules are *soft*.
An answer is decided when no soft rule can change it.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from govcoord.rules.cells import Mask, bits_of
from govcoord.rules.tables import Aggregate, FactRef, HitPolicy, Output, Table
from govcoord.rules.vocabulary import Choice, Choices
from govcoord.text import Text

MEMO_BYTES = 8_000_000
"""About how much the keys of one memo may take."""

TEXT_CHARACTERS = 1_000_000
"""How many characters of outcomes as JSON are kept for one table."""

MEMO_WIDTH = 1024
"""Rows up to which matches repeat often enough for a memo to pay."""

Key = tuple[Mask, Mask] | int
Kept = TypeVar("Kept")


class Memo(dict[Key, Kept]):
    """What was made of matches seen before; emptied when it is full."""

    def __init__(self, width: int) -> None:
        """``width`` is the number of rows that a key's masks stand for."""
        self.limit = max(256, MEMO_BYTES // (400 + width // 4))

    def keep(self, key: Key, value: Kept) -> None:
        """Remember ``value``."""
        if len(self) >= self.limit:
            self.clear()
        self[key] = value


class Pieces(dict[tuple[Key, bool], tuple[str, str]]):
    """Texts of matches seen before; emptied when they take too much room."""

    def __init__(self) -> None:
        self.room = TEXT_CHARACTERS

    def keep(self, key: tuple[Key, bool], piece: tuple[str, str]) -> None:
        """Remember ``piece``."""
        self.room -= len(piece[0]) + len(piece[1])
        if self.room < 0:
            self.clear()
            self.room = TEXT_CHARACTERS
        self[key] = piece


class Status(enum.StrEnum):
    """How a table ended."""

    DECIDED = "decided"
    NONE = "none"
    CONFLICT = "conflict"
    UNDETERMINED = "undetermined"


STATUS_CHOICES = Choices(
    "status",
    (
        Choice("decided", Text.of({"en": "decided", "zh-Hans": "已定", "zh-Hant": "已定"})),
        Choice(
            "none", Text.of({"en": "no rule applies", "zh-Hans": "无规则", "zh-Hant": "無規則"})
        ),
        Choice("conflict", Text.of({"en": "conflict", "zh-Hans": "冲突", "zh-Hant": "衝突"})),
    ),
)
"""How a table ended, as a fact; an undetermined table leaves the fact missing."""


class Verdict(NamedTuple):
    """What a table says for one case or record; rules are numbers within the table.

    ``winners`` gave the answer (both sides of a conflict); ``beaten`` pairs a rule with the
    rule that overrides it; ``possible`` may yet matter once missing facts are known.
    ``values`` has one entry per output, ``None`` where there is none, a `FactRef` where the
    value is taken from the case.
    """

    status: Status
    winners: tuple[int, ...] = ()
    beaten: tuple[tuple[int, int], ...] = ()
    possible: tuple[int, ...] = ()
    values: tuple[Any, ...] = ()
    by_default: bool = False


class _Standing(NamedTuple):
    """The rules of one match, sorted into what they can still do."""

    live: list[int]
    firm: list[int]
    soft: list[int]
    beaten: tuple[tuple[int, int], ...]

    @property
    def all(self) -> list[int]:
        return sorted({*self.live, *self.soft})


class Resolver:
    """Turns matches of one table into verdicts; remembers those it has made."""

    def __init__(self, table: Table, rows: Sequence[int]) -> None:
        """``rows[i]`` is the number of the rule that row ``i`` of the table belongs to."""
        self.table = table
        self.rows = rows
        number = {rule.id: n for n, rule in enumerate(table.rules)}
        self.beats: list[frozenset[int]] = [
            frozenset(number[id_] for id_ in rule.overrides if id_ in number)
            for rule in table.rules
        ]
        self.overriding = any(self.beats)
        self.memorable = len(rows) <= MEMO_WIDTH
        self.only_first = table.hit is HitPolicy.FIRST and not self.overriding
        outputs = [output.id for output in table.outputs]
        self.answers = [
            tuple(rule.values.get(output) for output in outputs) for rule in table.rules
        ]
        self.memo: Memo[Verdict] = Memo(len(rows))
        self.copies = any(isinstance(v, FactRef) for answer in self.answers for v in answer)
        self.one_row_each = list(rows) == list(range(len(table.rules)))
        self.aggregating = any(output.aggregate for output in table.outputs)
        self.only_collects = table.hit is HitPolicy.COLLECT and not self.aggregating
        self.nothing = (None,) * len(outputs)
        self.decide: Callable[[_Standing], Verdict] = {
            HitPolicy.COLLECT: self._collect,
            HitPolicy.ANY: self._any,
            HitPolicy.UNIQUE: self._unique,
            HitPolicy.FIRST: self._first,
            HitPolicy.PRIORITY: self._priority,
        }[table.hit]

    def verdict(self, certain: Mask, possible: Mask) -> Verdict:
        """The verdict for masks of the table's rows (``possible`` includes ``certain``)."""
        key = self.key(certain, possible)
        if key is None:
            return self.fresh(certain, possible)
        found = self.memo.get(key)
        if found is None:
            found = self.fresh(certain, possible)
            self.memo.keep(key, found)
        return found

    def key(self, certain: Mask, possible: Mask) -> Key | None:
        """What a verdict is remembered by; ``None`` where matches hardly ever repeat.

        Where only the first row counts (rows stand in the order of the rules) that is the
        key, whatever else matches.
        """
        if self.only_first and certain == possible:
            return (certain & -certain).bit_length()
        return (certain, possible) if self.memorable else None

    def fresh(self, certain: Mask, possible: Mask) -> Verdict:
        """The verdict, made anew."""
        if self.overriding or certain != possible:
            rules = {self.rows[row] for row in bits_of(certain)}
            maybe = {self.rows[row] for row in bits_of(possible ^ certain)} - rules
            return self.decide(self._stand(rules, maybe))
        if self.only_first:
            certain &= -certain
        firm = [*bits_of(certain)]
        firm.reverse()
        if not self.one_row_each:
            firm = sorted({self.rows[row] for row in firm})
        if self.only_collects:
            status = Status.DECIDED if firm else Status.NONE
            return Verdict(status, tuple(firm), (), (), self.nothing, not firm)
        return self.decide(_Standing(firm, firm, [], ()))

    def _stand(self, certain: set[int], maybe: set[int]) -> _Standing:
        beaten = {
            loser: min(winner for winner in certain if loser in self.beats[winner])
            for loser in certain | maybe
            if any(loser in self.beats[winner] for winner in certain)
        }
        live = sorted(certain - beaten.keys())
        open_ = maybe - beaten.keys()
        shaky = {r for r in live if any(r in self.beats[o] for o in open_)}
        firm = [r for r in live if r not in shaky]
        lost = tuple(sorted((r, by) for r, by in beaten.items() if r in certain))
        return _Standing(live, firm, sorted(shaky | open_), lost)

    def _same(self, rules: Iterable[int]) -> bool:
        return len({self.answers[r] for r in rules}) <= 1

    def _decided(self, standing: _Standing, winners: Sequence[int]) -> Verdict:
        values = self.answers[winners[0]]
        filled = tuple(
            output.default if value is None else value
            for output, value in zip(self.table.outputs, values)
        )
        return Verdict(Status.DECIDED, tuple(winners), standing.beaten, values=filled)

    def _none(self, standing: _Standing) -> Verdict:
        defaults = tuple(output.default for output in self.table.outputs)
        if all(value is None for value in defaults):
            return Verdict(Status.NONE, beaten=standing.beaten, values=defaults)
        return Verdict(Status.DECIDED, (), standing.beaten, values=defaults, by_default=True)

    def _open(self, standing: _Standing, possible: Sequence[int]) -> Verdict:
        return Verdict(Status.UNDETERMINED, (), standing.beaten, tuple(possible), self.nothing)

    def _conflict(self, standing: _Standing, sides: Sequence[int]) -> Verdict:
        return Verdict(Status.CONFLICT, tuple(sides), standing.beaten, values=self.nothing)

    def _any(self, standing: _Standing) -> Verdict:
        if not self._same(standing.firm):
            return self._conflict(standing, standing.firm)
        return self._agree(standing, standing.all)

    def _agree(self, standing: _Standing, rules: Sequence[int]) -> Verdict:
        """Decided when all of ``rules`` say the same and one of them surely counts."""
        live = [r for r in rules if r in standing.live]
        if not rules:
            return self._none(standing)
        if live and self._same(rules):
            return self._decided(standing, live)
        return self._open(standing, rules)

    def _unique(self, standing: _Standing) -> Verdict:
        if len(standing.firm) > 1:
            return self._conflict(standing, standing.firm)
        if standing.soft:
            return self._open(standing, standing.all)
        return self._decided(standing, standing.firm) if standing.firm else self._none(standing)

    def _first(self, standing: _Standing) -> Verdict:
        if not standing.soft:
            firm = standing.firm
            return self._decided(standing, firm[:1]) if firm else self._none(standing)
        last = standing.firm[0] if standing.firm else len(self.answers)
        rules = [r for r in standing.all if r <= last]
        live = [r for r in rules if r in standing.live]
        if live and self._same(rules):
            return self._decided(standing, live[:1])
        return self._open(standing, rules)

    def _priority(self, standing: _Standing) -> Verdict:
        rank = [rule.priority for rule in self.table.rules]
        if not standing.firm:
            return self._agree(standing, standing.all)
        top = max(rank[r] for r in standing.firm)
        firm = [r for r in standing.firm if rank[r] == top]
        above = [r for r in standing.soft if rank[r] > top]
        if not self._same(firm):
            if above:
                return self._open(standing, sorted({*firm, *above}))
            return self._conflict(standing, firm)
        return self._agree(standing, [r for r in standing.all if rank[r] >= top])

    def _collect(self, standing: _Standing) -> Verdict:
        values = self._aggregates(standing) if self.aggregating else self.nothing
        if standing.soft:
            status = Status.UNDETERMINED
        elif standing.firm or any(value is not None for value in values):
            status = Status.DECIDED
        else:
            status = Status.NONE
        firm, soft = tuple(standing.firm), tuple(standing.soft)
        return Verdict(status, firm, standing.beaten, soft, values, not firm and not soft)

    def _aggregates(self, standing: _Standing) -> tuple[Any, ...]:
        return tuple(
            self._aggregate(number, output, standing)
            for number, output in enumerate(self.table.outputs)
        )

    def _aggregate(self, number: int, output: Output, standing: _Standing) -> Any:
        if output.aggregate is None:
            return None
        said = [v for r in standing.firm if (v := self.answers[r][number]) is not None]
        open_ = [v for r in standing.soft if (v := self.answers[r][number]) is not None]
        value = _AGGREGATES[output.aggregate](said) if said else output.default
        if not open_:
            return value
        # a soft rule matters unless the fact is the same with and without it
        if output.aggregate is Aggregate.ANY and value is True:
            return True
        if output.aggregate is Aggregate.UNION and said and _union(open_) <= value:
            return value
        return None


def _union(values: Sequence[Any]) -> frozenset[Any]:
    out: set[Any] = set()
    for value in values:
        out |= value if isinstance(value, frozenset) else {value}
    return frozenset(out)


_AGGREGATES: dict[Aggregate, Callable[[Sequence[Any]], Any]] = {
    Aggregate.UNION: _union,
    Aggregate.ANY: any,
    Aggregate.SUM: sum,
    Aggregate.MIN: min,
    Aggregate.MAX: max,
    Aggregate.COUNT: len,
}
