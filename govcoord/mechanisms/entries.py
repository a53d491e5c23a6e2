"""Entries of a register: what is filled in, which are alike, and rates of them.

A fact that is not given is not filled in; so is a text of blanks or of words that only hold the
place, and an empty list where one may not say that there is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from typing import Any, Literal

import attrs

from govcoord.mechanisms.masking import folded
from govcoord.mechanisms.shares import Share

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w\s]+(?=\d)")

Lacking = Literal["not_given", "empty", "placeholder"]

Answer = Literal["yes", "no", "unknown", "left_out"]
"""What an entry is for a rate: it counts and is done, counts and is not, may count, does not."""


def lacking(
    value: Any, *, none_allowed: bool = False, placeholders: Set[str] = frozenset()
) -> Lacking | None:
    """Why a value is not filled in, or ``None`` where it is; ``placeholders`` are folded.

    ``False`` and zero are values like any other.

    >>> lacking("  "), lacking(frozenset()), lacking("待定", placeholders={"待定"}), lacking(False)
    ('empty', 'empty', 'placeholder', None)
    """
    if value is None:
        return "not_given"
    if isinstance(value, frozenset | tuple | list):
        return None if value or none_allowed else "empty"
    if isinstance(value, str):
        if not value.strip():
            return "empty"
        return "placeholder" if word_of(value) in placeholders else None
    return None


def word_of(text: str) -> str:
    """A text as words that hold a place are compared: folded, or as it is where it is all signs.

    >>> word_of(" 待 定"), word_of("——"), word_of("／")
    ('待定', '——', '/')
    """
    return folded(text) or unicodedata.normalize("NFKC", text).strip()


@attrs.frozen
class Alike:
    """The entry that another one is the same as, or perhaps: facts of the key are not known."""

    key: tuple[str, ...]
    like: str
    sure: bool


def find_alike(
    entries: Sequence[tuple[str, Mapping[str, Any]]], key: tuple[str, ...]
) -> dict[str, Alike]:
    """For each entry the first one before it that agrees with it in all facts of a key.

    Texts agree without regard to blanks, signs, case and width; but a sign between two digits
    parts two numbers. Where facts of the key are not
    known, what agrees in at least one of them and differs in none is perhaps the same; unknown
    facts do not agree with each other.

    >>> facts = [("a", {"no": "A-1"}), ("b", {"no": "Ａ１"}), ("c", {})]
    >>> {id_: alike.like for id_, alike in find_alike(facts, ("no",)).items()}
    {'b': 'a'}
    """
    found: dict[str, Alike] = {}
    whole: dict[tuple[Hashable, ...], str] = {}
    # Earlier entries by each fact that they give; those with unknown facts once more apart.
    every: dict[tuple[int, Hashable], list[_Keyed]] = {}
    partial: dict[tuple[int, Hashable], list[_Keyed]] = {}
    for id_, facts in entries:
        values = tuple(_comparable(facts.get(name)) for name in key)
        one = _Keyed(id_, values)
        if one.is_whole and values in whole:
            found[id_] = Alike(key, whole[values], sure=True)
            continue
        like = _perhaps(one, partial if one.is_whole else every)
        if like is not None:
            found[id_] = Alike(key, like, sure=False)
        if one.is_whole:
            whole[values] = id_
        for n, value in enumerate(values):
            if value is not None:
                every.setdefault((n, value), []).append(one)
                if not one.is_whole:
                    partial.setdefault((n, value), []).append(one)
    return found


@attrs.frozen
class _Keyed:
    """An entry with the values of a key, ``None`` where they are not known."""

    id: str
    values: tuple[Hashable, ...]

    @property
    def is_whole(self) -> bool:
        return None not in self.values

    def may_be(self, other: _Keyed) -> bool:
        pairs = zip(self.values, other.values)
        return all(a is None or b is None or a == b for a, b in pairs)


def _perhaps(one: _Keyed, earlier: Mapping[tuple[int, Hashable], list[_Keyed]]) -> str | None:
    for n, value in enumerate(one.values):
        if value is not None:
            for other in earlier.get((n, value), ()):
                if one.may_be(other):
                    return other.id
    return None


def _comparable(value: Any) -> Hashable | None:
    """A value as it is compared; a text of signs alone as it is, a blank one as not known.

    >>> _comparable("2026-1-11") == _comparable("2026-11-1")
    False
    """
    if isinstance(value, str):
        return tuple(map(word_of, _BETWEEN_DIGITS.split(value))) if value.strip() else None
    found: Hashable | None = value
    return found


def joined(answers: Iterable[Answer]) -> Answer:
    """What several questions about one entry come to, all of which have to be met.

    What is not known may turn out to leave the entry out, and so comes before "no".

    >>> joined(["yes", "no"]), joined(["no", "unknown"]), joined(["left_out", "unknown"])
    ('no', 'unknown', 'left_out')
    """
    told = set(answers)
    order: tuple[Answer, ...] = ("left_out", "unknown", "no")
    return next((answer for answer in order if answer in told), "yes")


def share_of(answers: Iterable[Answer], unread: int = 0) -> Share:
    """The share of entries; those that nobody could read may belong to it, met or not.

    >>> share_of(["yes", "no", "left_out", "unknown"], unread=1)
    Share(done=1, total=2, unknown=2)
    """
    told = list(answers)
    done = told.count("yes")
    return Share(done, done + told.count("no"), told.count("unknown") + unread)
