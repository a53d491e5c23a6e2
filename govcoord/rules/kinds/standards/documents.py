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


FORMS = ("measure", "rolling", "coverage", "uptime", "secondment", "register")


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

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that are given; it should be one."""
        return tuple(name for name in FORMS if getattr(self, name) is not None)
