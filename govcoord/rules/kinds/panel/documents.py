"""Documents of the kind ``panel``, as written."""

from __future__ import annotations

from typing import ClassVar, Literal

import attrs

from govcoord.numerals import Number
from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.source import Span

BuiltIn = Literal["field_match", "longest_since", "fewest_services", "lot"]


@attrs.frozen(slots=True, kw_only=True)
class OrderEntry:
    """What candidates are ordered by: one of the built-in keys, or a number of their record.

    ``field_match`` puts first who covers most fields of the matter, ``longest_since`` who
    served longest ago or never, ``fewest_services`` who served least often ``within`` a time,
    ``lot`` draws by a stated seed.
    """

    SHORTHAND: ClassVar[str] = "by"

    by: BuiltIn | None = None
    fact: Name | None = None
    better: Literal["higher", "lower"] = "higher"
    within: Amount | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class InterestEntry:
    """A kind of tie to a party that excludes, for some time after it has ended.

    Without ``within`` it excludes for ever.
    """

    SHORTHAND: ClassVar[str] = "kind"

    kind: Name
    within: Amount | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RestEntry:
    """Who has served so often within a time is given a rest."""

    services: int
    within: Amount
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class QuotaEntry(Rule):
    """At least or at most so many members, or such a share of them (``1/2``).

    ``when`` says whom it counts; ``per`` that it holds for every value of a fact (``at_most: 1``
    per institution), ``per_field`` for every field of the matter. A share is rounded so that
    it is kept.
    """

    at_least: Number | None = None
    at_most: Number | None = None
    per: Name | None = None
    per_field: bool = False


@attrs.frozen(slots=True, kw_only=True)
class PanelDocument(Document):
    """A document of kind ``panel``.

    ``record`` is the kind of record whose facts an expert gives, ``fields`` the fact that
    holds their fields, ``institution`` the one where they work. Experts who meet every
    condition of ``eligible`` and cover a field of the matter (with ``must_match``), have no
    interest in it and are not resting are ordered by ``order`` and chosen within ``quotas``.
    """

    ALONE: ClassVar[bool] = True

    record: Name
    fields: Name
    institution: Name | None = None
    size: int
    must_match: bool = True
    eligible: tuple[Rule, ...] = ()
    interests: tuple[InterestEntry, ...]
    rest: RestEntry | None = None
    order: tuple[OrderEntry, ...]
    quotas: tuple[QuotaEntry, ...] = ()
