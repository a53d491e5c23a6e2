"""Similar past cases, each with what agrees, what differs, and what the rules say of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from govcoord.plain import jsonable
from govcoord.rules.kinds.similarity.words import similar_lines
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text


@attrs.frozen(kw_only=True)
class Compared:
    """A fact that differs: both values, how far apart (0 to 1), what it adds to the distance."""

    fact: str
    here: Any
    there: Any
    distance: Fraction
    adds: Fraction


@attrs.frozen(kw_only=True)
class Ruled:
    """What one table says of both cases, by which rules.

    ``same_rules`` is whether the same rules decided, ``same_outcome`` whether it says the same.
    """

    table: str
    title: Text
    same_rules: bool
    same_outcome: bool
    status_here: str
    status_there: str
    rules_here: tuple[str, ...]
    rules_there: tuple[str, ...]
    here: Mapping[str, Any]
    there: Mapping[str, Any]


@attrs.frozen(kw_only=True)
class SimilarCase:
    """A past case: its number from 0, id and place, how similar it is, and why.

    ``similarity`` is 1 for equal facts and 0 for nothing in common; ``known`` the share of
    the weight of what the case gives that could be compared. ``agrees`` are facts that are
    equal, ``unknown`` those that are not known in one of the two: they count for neither.
    """

    number: int
    id: str | None
    place: str | None
    similarity: Fraction
    known: Fraction
    agrees: Mapping[str, Any]
    differs: tuple[Compared, ...]
    unknown: tuple[str, ...]
    rules: tuple[Ruled, ...]


@attrs.frozen(kw_only=True)
class SimilarCases:
    """The past cases nearest to a case, nearest first.

    ``total`` past cases were looked at, of ``compared`` enough was known; ``rejected`` did not
    fit the vocabulary. ``case`` is the id of the case that is asked about.
    """

    case: str | None
    total: int
    compared: int
    rejected: int
    cases: tuple[SimilarCase, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {a.name: jsonable(getattr(self, a.name)) for a in attrs.fields(SimilarCases)}

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The cases in words."""
        return similar_lines(self, vocabulary, language)
