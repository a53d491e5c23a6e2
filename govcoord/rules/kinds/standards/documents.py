"""Documents of kind ``standards`` as staff write them."""

from __future__ import annotations

from typing import ClassVar, Literal

import attrs

from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.rules.reading.nodes import Node
from govcoord.source import Span

PeriodEnd = Literal["month_end", "quarter_end", "half_year_end", "year_end"]


@attrs.frozen(slots=True, kw_only=True)
class MeasureEntry:
    """What is measured: a fact, or the share that one fact is of another.

    ``step`` is the smallest amount in which a shortfall is made good (``1 分钱``).
    """

    SHORTHAND: ClassVar[str] = "value"

    value: Name | None = None
    part: Name | None = None
    whole: Name | None = None
    step: Amount | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RequirementEntry(Rule):
    """Bounds, both included, for the subjects that ``when`` describes.

    What is wrong is to be mended ``mend_within`` a time from the day it is found, or by the
    end of the period in which it is found.
    """

    at_least: Amount | None = None
    at_most: Amount | None = None
    mend_within: Amount | None = None
    mend_before: PeriodEnd | None = None


@attrs.frozen(slots=True, kw_only=True)
class RollingEntry:
    """So many months of experience within every so many, for persons up to an age.

    ``counts`` are the kinds of spells that count. ``department`` says what another department
    is: any other (``other``), or one that does not belong to the same department at the top
    (``other_top``). ``part_time`` counts ``by_share``, in ``full`` or ``not_at_all``.
    ``exempt`` are the grounds on which one may be exempt, by somebody's approval.
    """

    need: Amount
    within: Amount
    oldest: int | None = None
    age_on: Literal["each_day", "year_start", "year_end"] = "each_day"
    counts: tuple[Name, ...]
    department: Literal["other", "other_top"] = "other"
    part_time: Literal["by_share", "full", "not_at_all"]
    exempt: tuple[Name, ...] = ()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class CoverageEntry:
    """The least share, per department, of those who meet a personal standard among those bound."""

    of: Name
    at_least: Amount
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class UptimeEntry:
    """The least availability in every period.

    ``degraded`` is the share at which degraded service counts as an outage, where an outage
    does not give its own. Maintenance is left out of account if it was announced so long before.
    """

    at_least: Amount
    per: Literal["month", "quarter", "half_year", "year"]
    degraded: Amount
    announced: Amount | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class SecondmentEntry:
    """How long secondments last, and by how many two departments' exchanges may differ."""

    at_least: Amount
    at_most: Amount
    tolerance: int
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RegisterEntry:
    """A register of persons: how many current entries, how old an entry may be, one mentor each."""

    at_least: int
    stale_after: Amount
    open_pairs: int
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TierEntry(Rule):
    """The hours that are due in a period from the persons whom ``when`` describes.

    ``kinds`` are the kinds of courses that count; without any, those of the whole standard.
    """

    at_least: Amount
    kinds: tuple[Name, ...] = ()


@attrs.frozen(slots=True, kw_only=True)
class CarryEntry:
    """At most so many hours of a period that are not needed count in the next periods."""

    at_most: Amount
    periods: int = 1
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TrainingEntry:
    """Hours of training in every period, by tier.

    ``counts`` are the kinds of courses that count. ``repeats`` says whether a course that is
    taken again counts once for ever or once in each period, ``must_pass`` whether it has to be
    completed, ``entrants`` what is due in the period in which somebody enters. Without
    ``carry`` nothing is carried over. ``class_hour`` is how long a class hour is. Who is exempt
    on one of the grounds ``exempt`` for at least ``exempt_share`` of a period owes nothing in it.
    """

    per: Literal["month", "quarter", "half_year", "year"]
    tiers: tuple[TierEntry, ...]
    counts: tuple[Name, ...]
    repeats: Literal["once", "each_period"]
    must_pass: bool
    entrants: Literal["full", "by_months", "next_period"]
    carry: CarryEntry | None = None
    class_hour: Amount | None = None
    exempt: tuple[Name, ...] = ()
    exempt_share: Amount | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class DeviationEntry:
    """The largest rate of deviation of a policy from what it planned.

    ``weights`` says whether clauses carry weights or all weigh the same. A clause that is done
    late deviates by its days as a share of ``late_full_after``; without that key lateness does
    not count.
    """

    at_most: Amount
    weights: Literal["given", "equal"]
    late_full_after: Amount | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


FORMS = (
    "measure", "rolling", "coverage", "uptime", "secondment", "register", "training", "deviation",
)  # fmt: skip


@attrs.frozen(slots=True, kw_only=True)
class StandardsDocument(Document):
    """A document of kind ``standards``: one thing that is measured, and what is required of it.

    ``scope`` is the kind of record of the vocabulary whose facts a subject gives beside what
    the form needs; ``applies_when`` the subjects that the document is for at all.
    """

    ALONE: ClassVar[bool] = True

    scope: Name | None = None
    applies_when: Node | None = attrs.field(default=None, eq=False, repr=False)
    measure: MeasureEntry | None = None
    requirements: tuple[RequirementEntry, ...] = ()
    rolling: RollingEntry | None = None
    coverage: CoverageEntry | None = None
    uptime: UptimeEntry | None = None
    secondment: SecondmentEntry | None = None
    register: RegisterEntry | None = None
    training: TrainingEntry | None = None
    deviation: DeviationEntry | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that are given; it should be one."""
        return tuple(name for name in FORMS if getattr(self, name) is not None)
