"""The nearest word among many: what a user probably meant to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MAX_WORD = 100
_ID = re.compile(r"[a-z0-9_.-]+")


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``word`` was probably meant to be, or None when nothing is near.

    Letters in another case, full-width forms and ``-``/``_`` count as equal; up to one edit in
    three characters is forgiven (swapped neighbours are one edit), none in fewer than three.
    Of two that are equally near, one in the manner of ``word`` is taken: an id for an id.
    """
    wanted = _folded(word)
    if not wanted or len(wanted) > _MAX_WORD:
        return None
    best: str | None = None
    fits = False  # whether the best is an id where the word looks like one
    limit = min(len(wanted) // 3, 4)
    letters = set(wanted)
    manner = bool(_ID.fullmatch(word))
    for candidate in candidates:
        if candidate == word:
            continue
        folded = _folded(candidate)
        if abs(len(folded) - len(wanted)) > limit or len(letters.difference(folded)) > limit:
            continue
        distance = edit_distance(wanted, folded, limit)
        if distance is None:
            continue
        alike = bool(_ID.fullmatch(candidate)) == manner
        if best is None or distance < limit or (alike and not fits):
            best, limit, fits = candidate, distance, alike
            if distance == 0 and alike:
                break
    return best


def _folded(word: str) -> str:
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)
    return word.casefold().replace("-", "_").replace(" ", "_")


def edit_distance(one: str, other: str, limit: int) -> int | None:
    """Edits (change, drop, add, swap neighbours) between two words, None over ``limit``."""
    if one == other:
        return 0
    one, other = _without_common_ends(one, other)
    far = limit + 1
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        row = [i] + [far] * len(other)
        # Cells farther from the diagonal than the limit cannot lead to an answer.
        for j in range(max(1, i - limit), min(len(other), i + limit) + 1):
            wanted = other[j - 1]
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > limit and min(previous) > limit:
            return None
        before, previous = previous, row
    return previous[-1] if previous[-1] <= limit else None


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    start = 0
    for char, wanted in zip(one, other):
        if char != wanted:
            break
        start += 1
    one, other = one[start:], other[start:]
    end = 0
    for char, wanted in zip(reversed(one), reversed(other)):
        if char != wanted:
            break
        end += 1
    return one[: len(one) - end], other[: len(other) - end]
