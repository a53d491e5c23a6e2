"""The order of what happened: no answer before its question, nothing twice, nothing from later."""

from __future__ import annotations

from collections.abc import Iterable

from govcoord.errors import CaseError
from govcoord.mechanisms.obligation import after
from govcoord.mechanisms.said import Said
from govcoord.mechanisms.spans import Moment

_LATER = Said(
    "it has not happened yet on the day at which it is looked at (`as_of`)",
    "截至日期（`as_of`）当天此事尚未发生",
    "截至日期（`as_of`）當天此事尚未發生",
)


def not_before(
    name: str, moment: Moment | None, limit: Moment | None, where: str | None = None
) -> None:
    """`CaseError` for what is said to have happened before something that it follows.

    >>> from datetime import date
    >>> not_before("answered", date(2025, 3, 1), date(2025, 3, 5))
    Traceback (most recent call last):
    govcoord.errors.CaseError: attribute `answered` is '2025-03-01', expected at or after 2025-03-05
    """
    if moment is not None and limit is not None and after(limit, moment):
        raise CaseError(name, str(moment), f"at or after {limit}", where=where)


def not_later(name: str, moment: Moment, as_of: Moment, where: str | None = None) -> None:
    """`CaseError` for a record that begins after the day at which it is looked at."""
    if after(moment, as_of):
        expected = f"at or before {as_of}"
        raise CaseError(name, str(moment), expected, hint=_LATER, where=where)


def once(name: str, words: Iterable[str], expected: str, where: str | None = None) -> None:
    """`CaseError` for the first word that is there a second time.

    >>> once("parties", ["health", "health"], "each department once")
    Traceback (most recent call last):
    govcoord.errors.CaseError: attribute `parties[1]` is 'health', expected each department once
    """
    seen: set[str] = set()
    for n, word in enumerate(words):
        if word in seen:
            raise CaseError(f"{name}[{n}]", word, expected, where=where)
        seen.add(word)
