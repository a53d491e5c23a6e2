"""Strategies for the values of one fact, simple ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from govcoord.rules.ranges import AFTER, Cut, Ranges
from govcoord.rules.regions import Sets, Test, Values
from govcoord.rules.solving.aims import inner_ends, nearest
from govcoord.rules.space import SOME_DAY, find_set, settle, universe
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.testing.strategies.extra import strategies_module

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

SPREAD = 1_000_000
DAYS = 400
"""How far values stray from a bound where nothing limits them."""

_INTERVALS = 4
_MEMBERS = 2


def passing(test: Test, attribute: Attribute) -> SearchStrategy[Any]:
    """Values that pass a test; the region must not be empty."""
    region = settle(test.region, attribute)
    if isinstance(region, Ranges):
        return _ordered(region, attribute)
    if isinstance(region, Sets):
        return _sets(region, attribute)
    return strategies_module().sampled_from(_listed(region, attribute))  # type: ignore[no-any-return]


def _listed(region: Values, attribute: Attribute) -> list[Any]:
    if attribute.type is Type.TEXT:
        if not region.negated:
            return sorted(region.values)
        return [word for word in ("other", "another", "其他") if word not in region.values]
    if attribute.type is Type.BOOLEAN:
        return [value for value in (False, True) if region.contains(value)]
    assert attribute.choices is not None
    return [item.id for item in attribute.choices.items if region.contains(item.id)]


def _sets(region: Sets, attribute: Attribute) -> SearchStrategy[frozenset[str]]:
    st = strategies_module()
    least = find_set(region, universe(attribute))
    assert least is not None
    assert attribute.choices is not None
    others = [i.id for i in attribute.choices.items if i.id not in least | region.none_of]
    if not others:
        return st.just(least)  # type: ignore[no-any-return]

    def widened(more: Sequence[str]) -> frozenset[str]:
        found = least | frozenset(more)
        return found if region.contains(found) else least

    chosen = st.lists(st.sampled_from(others), max_size=_MEMBERS, unique=True)
    return chosen.map(widened)  # type: ignore[no-any-return]


def _ordered(region: Ranges, attribute: Attribute) -> SearchStrategy[Any]:
    st = strategies_module()
    intervals = region.intervals()[:_INTERVALS]
    ends = [e for pair in intervals for e in inner_ends(*pair, whole=attribute.is_discrete)]
    simple = [nearest(region, attribute), *(_round(pair, attribute) for pair in intervals), *ends]
    known = [v for v in dict.fromkeys(simple) if v is not None and region.contains(v)]
    spread = [_spread(pair, attribute) for pair in intervals]
    if not any(spread):
        return st.sampled_from(known)  # type: ignore[no-any-return]
    wide = st.one_of(*(st.integers(*span) for span in spread if span is not None))
    as_value = date.fromordinal if attribute.type is Type.DATE else int
    return st.one_of(  # type: ignore[no-any-return]
        st.sampled_from(known), wide.map(as_value).filter(region.contains)
    )


def _whole(pair: tuple[Cut | None, Cut | None]) -> tuple[int | None, int | None]:
    """The first and last whole number, or ordinal of a day, inside an interval."""
    first = last = None
    if pair[0] is not None:
        low = _number(pair[0][0])
        first = low // 1 + 1 if pair[0][1] == AFTER else -(-low // 1)
    if pair[1] is not None:
        high = _number(pair[1][0])
        last = high // 1 if pair[1][1] == AFTER else -(-high // 1) - 1
    return first, last


def _number(value: Any) -> Any:
    return value.toordinal() if isinstance(value, date) else value


def _spread(pair: tuple[Cut | None, Cut | None], attribute: Attribute) -> tuple[int, int] | None:
    """Whole numbers (or ordinals of days) to choose from; ``None`` where there are none."""
    first, last = _whole(pair)
    dated = attribute.type is Type.DATE
    reach = DAYS if dated else SPREAD
    if first is None and last is None:
        first = SOME_DAY.toordinal() if dated else 0
    if first is None:
        assert last is not None
        first = last - reach
    if last is None:
        last = first + reach
    if dated:
        first, last = max(first, date.min.toordinal()), min(last, date.max.toordinal())
    return (first, last) if first <= last else None


def _round(pair: tuple[Cut | None, Cut | None], attribute: Attribute) -> Any | None:
    """The roundest number inside an interval, the first day of a month."""
    span = _spread(pair, attribute)
    if span is None:
        return None
    first, last = span
    if attribute.type is Type.DATE:
        day = date.fromordinal(first)
        return day if day.day == 1 else _next_month(day)
    step = 10 ** len(str(abs(last)))
    while step > 1:
        found = -(-max(first, 1) // step) * step
        if found <= last:
            return found
        step //= 10
    return None


def _next_month(day: date) -> date | None:
    try:
        return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    except OverflowError:
        return None


def anything(attribute: Attribute, cuts: Iterable[Cut] = ()) -> SearchStrategy[Any]:
    """Any value of an attribute; those at ``cuts``, where rules look, and beside them often."""
    st = strategies_module()
    if attribute.type is Type.TEXT:
        return st.sampled_from(["other", "another", "其他"])  # type: ignore[no-any-return]
    if attribute.type is Type.SET:
        return _sets(Sets(), attribute)
    if not attribute.type.is_ordered:
        return passing(Test(Values(frozenset(), True)), attribute)
    whole = Ranges((), True)
    if attribute.type is not Type.DATE and attribute.min is None:
        whole = Ranges.interval(0, None)
    wide = passing(Test(whole), attribute)
    known = [v for v in _beside(cuts, attribute) if settle(whole, attribute).contains(v)]
    return st.one_of(st.sampled_from(known), wide) if known else wide


def _beside(cuts: Iterable[Cut], attribute: Attribute) -> list[Any]:
    step: Any = timedelta(days=1) if attribute.type is Type.DATE else 1
    found: dict[Any, None] = {}
    for value, _ in cuts:
        found[value] = None
        try:
            found[value - step] = found[value + step] = None
        except OverflowError:
            continue
    return list(found)
