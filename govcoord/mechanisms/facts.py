"""Fields of what a mechanism is given: their titles, units and lists of choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from govcoord.text import LANGUAGES, Text

FACT = "govcoord.fact"
"""The key of a field's metadata under which its `Fact` stands."""


@attrs.frozen
class Fact:
    """What is known of a field beside its type.

    ``title`` may stand for the name of the field in input. ``unit`` is the unit in which a
    number is counted (``CNY``, ``workdays``); ``choices`` names the list of the vocabulary that
    a word, the words of a set, or the keys of a mapping come from; ``words`` are other words
    for the values of a closed list (``{"同意": "agree"}``). ``attribute`` is the attribute of a
    vocabulary that the field is, where it is one. ``rows`` marks the list of which a table has
    one item a row; the whole number beside it counts the rows that could not be read (``unread``).
    """

    title: Text = Text()
    unit: str | None = None
    choices: str | None = None
    words: Mapping[str, str] = attrs.field(factory=dict)
    at_least: int | None = None
    at_most: int | None = None
    attribute: Any = None
    rows: bool = False
    unread: bool = False

    @property
    def titles(self) -> Mapping[str, Text]:
        """The values of a closed list with their words: simplified first, traditional last."""
        words: dict[str, list[str]] = {}
        for word, value in self.words.items():
            if not word.isascii():
                words.setdefault(value, []).append(word)
        return {
            value: Text.of({"en": value, "zh-Hans": listed[0], "zh-Hant": listed[-1]})
            for value, listed in words.items()
        }


def fact(
    *titles: str,
    unit: str | None = None,
    choices: str | None = None,
    words: Mapping[str, str] | None = None,
    at_least: int | None = None,
    at_most: int | None = None,
    rows: bool = False,
    unread: bool = False,
    default: Any = attrs.NOTHING,
    factory: Any = None,
) -> Any:
    """A field of an input class; ``titles`` are in English, simplified and traditional Chinese.

    A field with the default ``None`` may be left out: the fact is not known then.

    >>> import attrs
    >>> @attrs.frozen
    ... class Payment:
    ...     amount: int = fact("amount", "金额", "金額", unit="CNY")
    >>> fact_of(attrs.fields(Payment).amount).title.get("zh-Hans")
    '金额'
    """
    title = Text.of(dict(zip(LANGUAGES_IN_ORDER, titles)))
    known = Fact(
        title, unit, choices, words or {}, at_least, at_most, rows=rows, unread=unread
    )  # fmt: skip
    if factory is not None:
        return attrs.field(factory=factory, metadata={FACT: known})
    return attrs.field(default=default, metadata={FACT: known})


LANGUAGES_IN_ORDER = ("en", "zh-Hans", "zh-Hant")
assert set(LANGUAGES_IN_ORDER) == set(LANGUAGES)


def fact_of(field: Any) -> Fact:
    """What is known of a field; nothing where it was not made by `fact`."""
    known = field.metadata.get(FACT)
    return known if isinstance(known, Fact) else Fact()
