"""Proposals of liability, made of what the accountability tables say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.numerals import Number
from govcoord.plain import jsonable
from govcoord.rules.resolve import Status
from govcoord.rules.tables import TableRule
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision, Outcome, Subject

TABLE = "accountability"
MEASURES = "proposed_measure"
FACTORS = "accountability_factors"

SIDES: Mapping[str, str] = {"lead": "lead", "coordinating": "coordinating"}


@attrs.frozen(slots=True)
class Shares:
    """How liability is shared among those proposed; ``lead`` and ``coordinating`` if fixed."""

    by: str
    lead: Number = 0
    coordinating: Number = 0


@attrs.frozen(slots=True)
class Liability:
    """A proposal of liability of one department, for ``decided_by`` to decide.

    ``grounds`` are the rules it rests on, each citing its source; ``counted_days`` the days
    counted against it, without suspended ones; ``share`` an exact part of 1, or ``None`` where
    nothing can be divided; ``measure`` the proposed measure after ``factors``; ``evidence_present``
    and ``evidence_missing`` what the grounds need. ``open`` says that the shares may change
    because another department's liability is not settled yet.
    """

    department: str
    side: str
    grounds: tuple[TableRule, ...] = attrs.field(repr=False)
    counted_days: Number | None
    share: Number | None
    measure: str | None
    factors: tuple[TableRule, ...] = attrs.field(repr=False)
    evidence_present: tuple[str, ...]
    evidence_missing: tuple[str, ...]
    decided_by: str
    open: bool
    subject: Subject
    objection: Text = Text()

    def to_dict(self) -> dict[str, Any]:
        """As plain data; the status is always ``proposal``."""
        return {
            "status": "proposal",
            "department": self.department,
            "side": self.side,
            "grounds": [{"rule": g.id, "source": g.source or None} for g in self.grounds],
            "counted_days": jsonable(self.counted_days),
            "share": jsonable(self.share),
            "measure": self.measure,
            "factors": [factor.id for factor in self.factors],
            "evidence_present": list(self.evidence_present),
            "evidence_missing": list(self.evidence_missing),
            "decided_by": self.decided_by,
            "open": self.open,
        }


@attrs.frozen
class LiabilityView:
    """Makes the proposals of a decision; ``ladder`` lists measures from mild to severe."""

    record: str
    days: str
    evidence: str | None
    decided_by: str
    shares: Shares
    ladder: tuple[str, ...]
    objection: Text = Text()

    def __call__(self, decision: Decision) -> tuple[Liability, ...]:
        """The proposals, in the order of the records."""
        subjects = decision.subjects(self.record)
        outcomes = [(s, decision.outcome(TABLE, s)) for s in subjects or ()]
        found, unsettled = [], subjects is None
        for subject, outcome in outcomes:
            assert outcome is not None
            unsettled = unsettled or outcome.status is Status.UNDETERMINED
            if any("side" in rule.values for rule in outcome.rules):
                found.append(self._proposal(decision, subject, outcome))
        return self._share(found, unsettled)

    def _proposal(self, decision: Decision, subject: Subject, outcome: Outcome) -> Liability:
        grounds = tuple(rule for rule in outcome.rules if "side" in rule.values)
        needed = dict.fromkeys(e for rule in grounds for e in rule.values["evidence"])
        given = decision.fact(self.evidence, subject) if self.evidence else None
        present = tuple(e for e in needed if given is not None and e in given)
        measure, factors = self._measure(decision, subject)
        return Liability(
            subject.department or f"{self.record}[{subject.index}]",
            grounds[0].values["side"],
            grounds,
            decision.fact(self.days, subject),
            None,
            measure,
            factors,
            present,
            tuple(e for e in needed if e not in present),
            self.decided_by,
            False,
            subject,
            self.objection,
        )

    def _measure(
        self, decision: Decision, subject: Subject
    ) -> tuple[str | None, tuple[TableRule, ...]]:
        base: str | None = decision.fact(MEASURES, subject) if self.ladder else None
        outcome = decision.outcome(FACTORS, subject)
        if base is None or outcome is None:
            return base, ()
        steps = outcome.values.get("steps")
        if steps is None:  # a factor is not settled yet: no measure is proposed before it is
            return None, outcome.rules
        at = self.ladder.index(base) + steps
        return self.ladder[max(0, min(at, len(self.ladder) - 1))], outcome.rules

    def _share(self, found: Sequence[Liability], unsettled: bool) -> tuple[Liability, ...]:
        shares = divide(found, self.shares)
        return tuple(
            attrs.evolve(one, share=share, open=unsettled) for one, share in zip(found, shares)
        )


def divide(found: Sequence[Liability], rule: Shares) -> list[Number | None]:
    """The exact share of each proposal; all add up to 1, or all are ``None``.

    By counted days: in proportion to them. Equal: the same for each. Fixed: each side's part,
    in proportion to the days within the side; a side without proposals leaves its part to the
    other. Nothing can be divided where days are not known, or all are zero.
    """
    if rule.by == "equal":
        return [Fraction(1, len(found)) for _ in found]
    if rule.by == "counted_days":
        return _in_proportion([one.counted_days for one in found], 1)
    parts = {"lead": rule.lead, "coordinating": rule.coordinating}
    present = {one.side for one in found}
    total = sum(parts[side] for side in present)
    shares: dict[int, Number | None] = {}
    for side in sorted(present):
        members = [n for n, one in enumerate(found) if one.side == side]
        part = Fraction(parts[side]) / total if total else Fraction(1, len(present))
        divided = _in_proportion([found[n].counted_days for n in members], part)
        shares.update(zip(members, divided))
    listed = [shares[n] for n in range(len(found))]
    return [None] * len(found) if None in listed else listed


def _in_proportion(days: Sequence[Number | None], part: Number) -> list[Number | None]:
    if any(d is None or d < 0 for d in days):
        return [None] * len(days)
    total = sum(d for d in days if d is not None)
    if total == 0:
        return [part] if len(days) == 1 else [None] * len(days)
    return [Fraction(d) * part / total for d in days if d is not None]
