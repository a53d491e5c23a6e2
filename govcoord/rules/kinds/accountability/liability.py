"""Proposals of liability, made of what the accountability tables say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.numerals import Number, exact
from govcoord.plain import jsonable
from govcoord.rules.kinds.accountability.doubts import DoubtsView, once_each
from govcoord.rules.kinds.accountability.liability_words import liability_lines
from govcoord.rules.kinds.wording import wording
from govcoord.rules.model import Amount
from govcoord.rules.resolve import Status
from govcoord.rules.tables import TableRule
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision, Outcome, Subject

TABLE = "accountability"
MEASURES = "proposed_measure"
FACTORS = "accountability_factors"
LIABLE = "liable"


@attrs.frozen(slots=True)
class Shares:
    """How liability is shared among those proposed; ``lead`` and ``coordinating`` if fixed.

    ``equal_without_days`` says that those against whom no day is counted share equally.
    """

    by: str
    lead: Number = 0
    coordinating: Number = 0
    equal_without_days: bool = False


@attrs.frozen(slots=True)
class Objection:
    """How a department may object to a proposal: in what time, to whom."""

    text: Text = Text()
    within: Amount | None = None
    to: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"within": jsonable(self.within), "to": self.to, "text": wording(self.text)}


@attrs.frozen(slots=True)
class Liability:
    """A proposal of liability of one department, for ``decided_by`` to decide.

    ``grounds`` are the rules it rests on, each citing its source; ``counted_days`` the days
    counted against it, without suspended ones; ``share`` an exact part of 1, or ``None`` where
    nothing can be divided; ``measure`` the proposed measure after ``factors``, ``None`` while
    ``factors_open`` are not settled, and ``base_measure`` that before them;
    ``evidence_present`` and ``evidence_missing`` what the grounds need. ``open`` says that the
    shares may change because another department's liability is not settled yet.
    ``objection`` tells how the department may object.
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
    objection: Objection
    factors_open: tuple[TableRule, ...] = attrs.field(default=(), repr=False)
    base_measure: str | None = None

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
            "base_measure": self.base_measure,
            "factors": [factor.id for factor in self.factors],
            "factors_open": [factor.id for factor in self.factors_open],
            "evidence_present": list(self.evidence_present),
            "evidence_missing": list(self.evidence_missing),
            "decided_by": self.decided_by,
            "open": self.open,
            "objection": self.objection.to_dict(),
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
    objection: Objection = Objection()
    doubts: DoubtsView | None = None

    def __call__(self, decision: Decision) -> tuple[Liability, ...]:
        """The proposals, in the order of the records; each department once.

        Against whom a period ends before it begins no days are counted.
        """
        subjects = decision.subjects(self.record)
        outcomes = [(s, decision.outcome(TABLE, s)) for s in subjects or ()]
        found, unsettled = [], subjects is None
        for subject, outcome in outcomes:
            assert outcome is not None
            if any("side" in rule.values for rule in outcome.rules):
                found.append(self._proposal(decision, subject, outcome))
            else:
                # one that is liable for certain stays so, whatever else may be found
                doubted = self._doubted(decision, subject)
                unsettled = unsettled or doubted or outcome.status is Status.UNDETERMINED
        return self._share(once_each(found), unsettled)

    def _doubted(self, decision: Decision, subject: Subject) -> bool:
        return self.doubts is not None and self.doubts.reversed(decision, subject)

    def _proposal(self, decision: Decision, subject: Subject, outcome: Outcome) -> Liability:
        grounds = tuple(rule for rule in outcome.rules if "side" in rule.values)
        needed = dict.fromkeys(e for rule in grounds for e in rule.values["evidence"])
        given = decision.fact(self.evidence, subject) if self.evidence else None
        present = tuple(e for e in needed if given is not None and e in given)
        doubted = self._doubted(decision, subject)
        base = decision.fact(MEASURES, subject) if self.ladder and not doubted else None
        measure, factors, factors_open = self._measure(decision, subject, base)
        return Liability(
            subject.department or f"{self.record}[{subject.index}]",
            grounds[0].values["side"],
            grounds,
            None if doubted else decision.fact(self.days, subject),
            None,
            measure,
            factors,
            present,
            tuple(e for e in needed if e not in present),
            self.decided_by,
            False,
            subject,
            self.objection,
            factors_open,
            base,
        )

    def lines(self, decision: Decision, language: str) -> Iterator[str]:
        """The proposals in words, for an explanation."""
        vocabulary = decision.plan.vocabulary
        return liability_lines(self(decision), vocabulary, self.days, language)

    def _measure(
        self, decision: Decision, subject: Subject, base: str | None
    ) -> tuple[str | None, tuple[TableRule, ...], tuple[TableRule, ...]]:
        outcome = decision.outcome(FACTORS, subject)
        assert outcome is not None
        steps = outcome.values.get("steps")
        if base is None or steps is None:
            # no measure is proposed before the days and every factor are settled
            return None, outcome.rules, outcome.possible
        at = self.ladder.index(base) + steps
        measure = self.ladder[max(0, min(at, len(self.ladder) - 1))]
        return measure, outcome.rules, ()

    def _share(self, found: Sequence[Liability], unsettled: bool) -> tuple[Liability, ...]:
        shares = divide(found, self.shares)
        return tuple(
            attrs.evolve(one, share=share, open=unsettled) for one, share in zip(found, shares)
        )


def divide(found: Sequence[Liability], rule: Shares) -> list[Number | None]:
    """The exact share of each proposal; all add up to 1, or all are ``None``.

    By counted days: in proportion to them. Equal: the same for each. Fixed: each side's part,
    in proportion to the days within the side; a side without proposals leaves its part to the
    other. Nothing can be divided where days are not known. Where all are zero, the rule says
    whether they share equally; one alone bears the whole. Days below zero count as zero.
    """
    if rule.by == "equal":
        return [exact(Fraction(1, len(found))) for _ in found]
    if rule.by == "counted_days":
        return _in_proportion([one.counted_days for one in found], 1, rule)
    parts = {"lead": rule.lead, "coordinating": rule.coordinating}
    present = {one.side for one in found}
    total = sum(parts[side] for side in present)
    shares: dict[int, Number | None] = {}
    for side in sorted(present):
        members = [n for n, one in enumerate(found) if one.side == side]
        part = exact(Fraction(parts[side]) / total if total else Fraction(1, len(present)))
        divided = _in_proportion([found[n].counted_days for n in members], part, rule)
        shares.update(zip(members, divided))
    listed = [shares[n] for n in range(len(found))]
    return [None] * len(found) if None in listed else listed


def _in_proportion(
    days: Sequence[Number | None], part: Number, rule: Shares
) -> list[Number | None]:
    known = [max(d, 0) for d in days if d is not None]
    if len(known) < len(days):
        return [None] * len(days)
    total = sum(known)
    if total:
        return [exact(Fraction(d) * part / total) for d in known]
    if len(days) == 1 or rule.equal_without_days:
        return [exact(Fraction(part) / len(days)) for _ in days]
    return [None] * len(days)


@attrs.frozen(slots=True)
class Exempted:
    """A department that an exemption covers, the grounds it lifts, and what stays owed."""

    department: str
    exemption: TableRule = attrs.field(repr=False)
    grounds: tuple[TableRule, ...] = attrs.field(repr=False)
    correction: Text
    subject: Subject

    def to_dict(self) -> dict[str, Any]:
        """As plain data; like a liability, an exemption is a proposal."""
        return {
            "status": "proposal",
            "department": self.department,
            "exemption": self.exemption.id,
            "grounds": [ground.id for ground in self.grounds],
            "correction": wording(self.correction),
        }


@attrs.frozen
class ExemptedView:
    """Finds the departments of a decision whose grounds an exemption lifts."""

    record: str

    def __call__(self, decision: Decision) -> tuple[Exempted, ...]:
        """The exemptions, in the order of the records."""
        return tuple(
            one
            for subject in decision.subjects(self.record) or ()
            for one in self._of(decision, subject)
        )

    def _of(self, decision: Decision, subject: Subject) -> Iterator[Exempted]:
        outcome = decision.outcome(TABLE, subject)
        assert outcome is not None
        for rule in outcome.rules:
            lifted = tuple(lost for lost, by in outcome.overridden if by.id == rule.id)
            if lifted and rule.values.get("exempt"):
                who = subject.department or f"{self.record}[{subject.index}]"
                yield Exempted(who, rule, lifted, rule.values["correction"], subject)
