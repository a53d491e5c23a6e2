"""Who can be scored at all: subjects, and groups of indicators, with too few figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from govcoord.scoring.document import IndicatorEntry, ScorecardDocument
from govcoord.scoring.raw import LAST_KNOWN, MISSING, NOT_APPLICABLE, REPORTED, SMALL_SAMPLE
from govcoord.scoring.report import Flag
from govcoord.scoring.scorecard import Scorecard

_THERE = frozenset({REPORTED, LAST_KNOWN, SMALL_SAMPLE})


@frozen
class Screened:
    """What the figures that are there allow for one subject.

    ``unscored`` are the reasons to give it no score; ``left_out`` the indicators (by number)
    that go out with their group, ``flags`` what is to be said, ``failed`` the group that has
    too few where the scorecard lets nothing be scored then.
    """

    unscored: tuple[Flag, ...] = ()
    left_out: frozenset[int] = frozenset()
    flags: tuple[Flag, ...] = ()
    failed: tuple[str, str] | None = None


def needs_screening(card: Scorecard) -> bool:
    """Whether any policy of the scorecard asks which figures are there."""
    return bool(_limits(card)) or any(leaf.missing == "unscored" for leaf in card.indicators)


def _limits(card: Scorecard) -> Mapping[int, IndicatorEntry | ScorecardDocument]:
    """The groups that ask for a minimum of members, by position."""
    found: dict[int, IndicatorEntry | ScorecardDocument] = {}
    for at, branch in enumerate(card.tree):
        entry = card.groups.get(branch.id) if at else card.document
        if entry is not None and entry.minimum_present is not None:
            found[at] = entry
    return found


def screen(card: Scorecard, states: Sequence[str]) -> Screened:
    """What follows from the states of one subject's figures, one for each indicator."""
    unscored = [
        Flag("missing", leaf.id, leaf.title, (("policy", "unscored"),))
        for leaf, state in zip(card.indicators, states)
        if state == MISSING and leaf.missing == "unscored"
    ]
    screening = _Screening(card, states, _limits(card))
    screening.visit(0)
    return Screened(
        (*unscored, *screening.unscored),
        frozenset(screening.left_out),
        tuple(screening.flags),
        screening.failed[0] if screening.failed else None,
    )


@frozen
class _Screening:
    card: Scorecard
    states: Sequence[str]
    limits: Mapping[int, IndicatorEntry | ScorecardDocument]
    unscored: list[Flag] = field(factory=list)
    left_out: set[int] = field(factory=set)
    flags: list[Flag] = field(factory=list)
    failed: list[tuple[str, str]] = field(factory=list)

    def visit(self, at: int) -> bool | None:
        """Whether a branch is there; ``None`` when it does not apply."""
        branch = self.card.tree[at]
        if branch.leaf >= 0:
            state = self.states[branch.leaf]
            return None if state == NOT_APPLICABLE else state in _THERE
        found = [self.visit(child) for child in branch.children]
        applicable = [there for there in found if there is not None]
        if not applicable:
            return None
        limit = self.limits.get(at)
        if limit is not None and self.has_fewer(limit, sum(applicable), len(applicable)):
            return self.too_few(at, limit, sum(applicable), len(applicable))
        return any(applicable)

    @staticmethod
    def has_fewer(limit: IndicatorEntry | ScorecardDocument, there: int, of: int) -> bool:
        least = limit.minimum_present
        assert least is not None
        if least.unit is None:
            return there < least.value
        return there < Fraction(least.value) / 100 * of

    def too_few(
        self, at: int, limit: IndicatorEntry | ScorecardDocument, there: int, of: int
    ) -> bool:
        branch = self.card.tree[at]
        title = limit.title if at else self.card.title
        assert limit.minimum_present is not None
        least = str(limit.minimum_present.value)
        least += "" if limit.minimum_present.unit is None else "%"
        params = (
            ("policy", str(limit.fewer)), ("there", str(there)), ("of", str(of)), ("least", least),
        )  # fmt: skip
        flag = Flag("few", branch.id, title, params)
        if limit.fewer == "unscored":
            self.unscored.append(flag)
        elif limit.fewer == "fail":
            self.failed.append((branch.id or "indicators", least))
        else:
            self.flags.append(flag)
            if limit.fewer == "leave_out":
                self.leave_out(at)
                return False
        return True

    def leave_out(self, at: int) -> None:
        branch = self.card.tree[at]
        if branch.leaf >= 0:
            self.left_out.add(branch.leaf)
        for child in branch.children:
            self.leave_out(child)
