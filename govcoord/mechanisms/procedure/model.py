"""What a procedure says: steps with departments and limits, materials, the terms of acceptance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal

import attrs

from govcoord.mechanisms.clock import Clock
from govcoord.mechanisms.procedure.network import Chain, following
from govcoord.mechanisms.spans import Span
from govcoord.numerals import Number, exact
from govcoord.text import Text

Place = Literal["home", "handling"]


@attrs.frozen(kw_only=True)
class Step:
    """One step: the department that answers for it, its limit, what it waits for.

    ``conditional``: only some cases need it. ``consulted``: it is finished by an opinion, and
    where ``silence_consents`` no opinion in time is taken for consent. ``place`` says which
    authority of a case between two regions acts, and ``decides`` that it decides.
    """

    id: str
    department: str
    limit: Span
    title: Text = Text()
    after: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    conditional: bool = False
    consulted: bool = False
    silence_consents: bool = False
    fields: frozenset[str] = frozenset()
    place: Place | None = None
    decides: bool = False
    source: str = ""


@attrs.frozen(kw_only=True)
class Material:
    """A material by its code; ``shared_by`` is the department that it can be had from.

    ``no_gap``: it touches a field in which no gap is allowed.
    """

    id: str
    title: Text = Text()
    importance: Literal["main", "secondary"] = "main"
    shared_by: str | None = None
    no_gap: bool = False


@attrs.frozen(kw_only=True)
class AcceptanceTerms:
    """How an application is accepted.

    All defects are told in one notice within ``notice_within``; otherwise the application
    counts as accepted from receipt. With ``gap_within`` it is accepted although secondary
    material is missing, on a promise to supply it within that time; ``gap_lapse`` says what
    follows when that is not kept. ``elsewhere`` is where to go when another is competent.
    """

    notice_within: Span
    gap_within: Span | None = None
    gap_lapse: Literal["withdrawn", "correction"] = "withdrawn"
    gap_needs_credit: bool = False
    elsewhere: str | None = None
    elsewhere_note: Text = Text()


@attrs.frozen
class Repeated:
    """A material that more than one step wants."""

    material: str
    steps: tuple[str, ...]


@attrs.frozen
class MaterialReport:
    """What an applicant is asked for, and what once-only spares.

    ``wanted`` counts every material of every step; ``repeated`` are wanted by several steps;
    ``produced`` come out of a step of the procedure itself; ``shared`` can be had from a
    department. ``asked`` is what is left. ``reduction`` is the part of ``wanted`` that need
    not be handed in, ``None`` where nothing is wanted.
    """

    wanted: int
    repeated: tuple[Repeated, ...]
    produced: tuple[str, ...]
    shared: Mapping[str, str]
    asked: tuple[str, ...]

    @property
    def reduction(self) -> Fraction | None:
        """The part of the material that is spared, between 0 and 1."""
        return 1 - Fraction(len(self.asked), self.wanted) if self.wanted else None

    def to_dict(self) -> dict[str, object]:
        """As plain data, with the reduction in percent."""
        share = self.reduction
        percent = None if share is None else exact(share * 100)
        return {**attrs.asdict(self), "reduction_percent": percent}


def report_materials(steps: Iterable[Step], materials: Mapping[str, Material]) -> MaterialReport:
    """What the applicant is asked for by these steps, each material once."""
    wanted: dict[str, list[str]] = {}
    made: set[str] = set()
    steps = tuple(steps)
    for step in steps:
        made.update(step.outputs)
        for material in step.materials:
            wanted.setdefault(material, []).append(step.id)
    shared = {
        id_: by for id_ in wanted
        if id_ not in made and (by := materials[id_].shared_by) is not None
    }  # fmt: skip
    return MaterialReport(
        sum(map(len, wanted.values())),
        tuple(Repeated(id_, tuple(by)) for id_, by in wanted.items() if len(by) > 1),
        tuple(id_ for id_ in wanted if id_ in made),
        shared,
        tuple(id_ for id_ in wanted if id_ not in made and id_ not in shared),
    )


@attrs.frozen(kw_only=True, slots=False)
class ProcedureModel:
    """A procedure as it is meant: a network of steps with one clock over all of them.

    The clock starts on acceptance, or after the step ``starts_after``. ``critical`` is the
    chain of steps that the clock covers and that takes longest; ``shorter`` says by how much
    the promise shortens what held in a base year, as the plan has it.
    """

    id: str
    lead: str
    steps: tuple[Step, ...]
    clock: Clock
    critical: Chain
    materials: Mapping[str, Material] = attrs.field(factory=dict)
    acceptance: AcceptanceTerms | None = None
    starts_after: str | None = None
    objection_needs_reasons: bool = False
    shorter: Fraction | None = None
    base_year: int | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """The steps by their ids."""
        return {step.id: step for step in self.steps}

    @cached_property
    def after(self) -> Mapping[str, tuple[str, ...]]:
        """The steps that each step comes after."""
        return {step.id: step.after for step in self.steps}

    @property
    def edges(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a step and one that comes after it."""
        return tuple((one, step.id) for step in self.steps for one in step.after)

    @property
    def departments(self) -> frozenset[str]:
        """Every department that takes part."""
        return frozenset(step.department for step in self.steps) | {self.lead}

    @cached_property
    def clocked(self) -> frozenset[str]:
        """The steps that the clock covers."""
        return clocked(self.after, self.starts_after)

    @property
    def total(self) -> Span:
        """How long the longest chain takes."""
        return Span(self.critical.length, self.clock.limit.unit)

    @property
    def implied_baseline(self) -> Number | None:
        """The time in the base year that the promise and its shortening imply, in its unit.

        promise / (1 - shortening); ``None`` where the plan says nothing of it.
        """
        if self.shorter is None:
            return None
        target = self.clock.promised or self.clock.limit
        return exact(Fraction(target.n) / (1 - self.shorter))

    def report(self, needed: Iterable[str] | None = None) -> MaterialReport:
        """The materials of all steps, or of those that a case needs."""
        kept = frozenset(self.by_id if needed is None else needed)
        return report_materials((s for s in self.steps if s.id in kept), self.materials)


def clocked(after: Mapping[str, tuple[str, ...]], starts_after: str | None) -> frozenset[str]:
    """The steps that a clock covers which starts after a step, or on acceptance."""
    return frozenset(after) if starts_after is None else following(after, starts_after)
