"""Votes of a body: quorum, decision rule, recusals, ties, counted exactly.

A seat that is recused leaves every count, unless the rule says otherwise. What is not known
(who was present, how somebody voted) leaves the outcome open only where it could change it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

import attrs

Side = Literal["for", "against", "abstain"]
Outcome = Literal["passed", "rejected", "invalid", "open"]

HALF = Fraction(1, 2)


@attrs.frozen
class Seat:
    """A seat of a body: its id, the group it is counted in, whether it votes at all."""

    id: str
    group: str | None = None
    votes: bool = True


@attrs.frozen(kw_only=True)
class VoteRule:
    """How a body decides.

    The quorum is the larger of ``quorum_share`` of the entitled seats, rounded up (more than
    it where ``quorum_strict``), and ``quorum_count``; ``minima`` are the least numbers present
    of groups. A motion needs ``of_present`` of those present and voting *and* ``of_all`` of
    all entitled, more than that share where ``strict`` (``all_strict``) says so; ``unanimous``
    wants every one of those present. ``abstentions_count`` keeps abstentions in the number of
    those present. ``ties`` lets the chair decide where as many are for as against; that is
    possible only under a simple majority of those present.

    >>> VoteRule(of_present=HALF, strict=True).is_simple_majority
    True
    """

    quorum_share: Fraction | None = None
    quorum_strict: bool = False
    quorum_count: int = 1
    minima: Mapping[str, int] = attrs.field(factory=dict)
    of_present: Fraction | None = None
    strict: bool = True
    of_all: Fraction | None = None
    all_strict: bool = False
    unanimous: bool = False
    abstentions_count: bool = True
    recused_leave: bool = True
    proxies_count: bool = False
    proxies_vote: bool = False
    ties: bool = False

    @property
    def is_simple_majority(self) -> bool:
        """Whether more than half of those present decide."""
        return self.of_present == HALF and self.strict and not self.unanimous

    def quorum(self, entitled: int) -> int:
        """How many must be present of so many entitled; never none."""
        share = 0
        if self.quorum_share is not None:
            share = fewest(self.quorum_share, entitled, self.quorum_strict)
        return max(share, self.quorum_count, 1)


@attrs.frozen(kw_only=True)
class Sheet:
    """What is known of one vote. ``present`` is ``None`` where attendance is not known.

    ``present`` are seats there in person, ``proxied`` those that sent somebody. ``chair`` is the
    seat that presides and may break a tie, ``casting`` its casting vote where one was given;
    else its own vote decides.
    """

    present: frozenset[str] | None = None
    proxied: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    ballots: Mapping[str, Side] = attrs.field(factory=dict)
    chair: str | None = None
    casting: Side | None = None


@attrs.frozen
class GroupCount:
    """How many of a group are present, and how many must be."""

    group: str
    present: int | None
    needed: int

    @property
    def met(self) -> bool | None:
        """Whether enough of the group are present."""
        return None if self.present is None else self.present >= self.needed


@attrs.frozen
class Tally:
    """The count of one vote.

    ``base`` is the number of those present and voting that ``of_present`` is a share of;
    ``needed`` the votes for it that pass the motion, both while the ballots still open are
    not abstentions. ``reachable`` is false where recusals leave too few seats for any meeting
    to have a quorum. ``outcome`` is ``open`` while what is not known could change it.
    """

    entitled: int
    quorum_needed: int
    present: int | None
    quorum: bool | None
    reachable: bool
    groups: tuple[GroupCount, ...]
    votes_for: int
    against: int
    abstained: int
    waiting: tuple[str, ...]
    base: int | None
    needed: int | None
    tie: bool
    chair_decided: bool
    outcome: Outcome


def count(rule: VoteRule, seats: Iterable[Seat], sheet: Sheet) -> Tally:
    """Count a vote.

    >>> seats = [Seat(name) for name in "abcd"]
    >>> rule = VoteRule(quorum_share=Fraction(2, 3), of_present=HALF, ties=True)
    >>> ballots = {"a": "for", "b": "for", "c": "against", "d": "against"}
    >>> count(rule, seats, Sheet(present=frozenset("abcd"), ballots=ballots, chair="a")).outcome
    'passed'
    """
    voting = [seat for seat in seats if seat.votes]
    able = [seat for seat in voting if seat.id not in sheet.recused]
    entitled = len(able if rule.recused_leave else voting)
    needed = rule.quorum(entitled)
    reachable = needed <= len(able) and all(
        sum(seat.group == group for seat in able) >= least for group, least in rule.minima.items()
    )
    groups, present, quorum = _quorum(rule, able, sheet, needed)
    proxied = sheet.proxied if rule.proxies_vote else frozenset()
    voters = None if sheet.present is None else [
        seat.id for seat in able if seat.id in sheet.present | proxied
    ]  # fmt: skip
    return _counted(
        rule, sheet, voters, entitled, needed, present, quorum and reachable, reachable, groups
    )


def _quorum(
    rule: VoteRule, able: list[Seat], sheet: Sheet, needed: int
) -> tuple[tuple[GroupCount, ...], int | None, bool | None]:
    """Who is present for the quorum, by group and in all."""
    if sheet.present is None:
        return tuple(GroupCount(g, None, n) for g, n in rule.minima.items()), None, None
    there = sheet.present | (sheet.proxied if rule.proxies_count else frozenset())
    counted = [seat for seat in able if seat.id in there]
    groups = tuple(
        GroupCount(group, sum(seat.group == group for seat in counted), least)
        for group, least in rule.minima.items()
    )
    met = len(counted) >= needed and all(group.met for group in groups)
    return groups, len(counted), met


def _counted(
    rule: VoteRule,
    sheet: Sheet,
    voters: list[str] | None,
    entitled: int,
    quorum_needed: int,
    present: int | None,
    quorum: bool | None,
    reachable: bool,
    groups: tuple[GroupCount, ...],
) -> Tally:
    cast = [sheet.ballots[id_] for id_ in voters or () if id_ in sheet.ballots]
    waiting = tuple(id_ for id_ in voters or () if id_ not in sheet.ballots)
    yes, no, abstained = (cast.count(side) for side in ("for", "against", "abstain"))
    base = None if voters is None else len(voters)
    if base is not None and not rule.abstentions_count:
        base -= abstained
    outcome: Outcome = "open"
    if quorum is False or not reachable:
        outcome = "invalid"
    elif base is not None:
        found = _possible(rule, sheet, voters or [], (yes, no, abstained), len(waiting), entitled)
        outcome = ("passed" if found == {True} else "rejected") if len(found) == 1 else "open"
    tie = not waiting and yes == no and bool(voters) and rule.is_simple_majority
    decided = tie and _casting(rule, sheet, voters or []) in ("for", "against")
    return Tally(
        entitled, quorum_needed, present, quorum, reachable, groups, yes, no, abstained, waiting,
        base, None if base is None else _needed(rule, base, entitled), tie, decided, outcome,
    )  # fmt: skip


def _possible(
    rule: VoteRule,
    sheet: Sheet,
    voters: list[str],
    cast: tuple[int, int, int],
    waiting: int,
    entitled: int,
) -> set[bool]:
    """What the motion may still come to, whatever the ballots that are not known say."""
    casting = _casting(rule, sheet, voters)
    castings: tuple[Side | None, ...] = (casting,)
    if casting == "abstain":  # it has to decide, and has not yet
        castings = ("for", "against")
    found: set[bool] = set()
    yes, no, abstained = cast
    for more_yes in range(waiting + 1):
        for more_no in range(waiting - more_yes + 1):
            rest = waiting - more_yes - more_no
            for side in castings:
                counted = (yes + more_yes, no + more_no, abstained + rest)
                found.add(passes(rule, counted, entitled, side))
            if len(found) == 2:
                return found
    return found


def _casting(rule: VoteRule, sheet: Sheet, voters: list[str]) -> Side | None:
    """How the chair breaks a tie; ``abstain`` while it is not known, ``None`` if it may not."""
    if not (rule.ties and rule.is_simple_majority) or sheet.chair not in voters:
        return None
    return sheet.casting or sheet.ballots.get(sheet.chair, "abstain")


def passes(
    rule: VoteRule, cast: tuple[int, int, int], entitled: int, casting: Side | None = None
) -> bool:
    """Whether so many for, against and abstaining pass a motion.

    A casting vote counts once more among those present where as many are for as against; it
    adds nothing to the share of all.

    >>> double = VoteRule(of_present=Fraction(2, 3), strict=False, of_all=HALF)
    >>> passes(double, (10, 5, 0), 20), passes(double, (9, 4, 0), 20)
    (True, False)
    """
    yes, no, abstained = cast
    base = yes + no + (abstained if rule.abstentions_count else 0)
    if rule.of_all is not None and not _reaches(yes, rule.of_all, entitled, rule.all_strict):
        return False
    if rule.unanimous:
        return yes == base > 0
    if rule.of_present is None:
        return rule.of_all is not None
    extra = 1 if casting == "for" and yes == no else 0
    return base > 0 and _reaches(yes + extra, rule.of_present, base, rule.strict)


def _reaches(votes: int, share: Fraction, base: int, strict: bool) -> bool:
    return votes > share * base if strict else votes >= share * base


def _needed(rule: VoteRule, base: int, entitled: int) -> int:
    """The fewest votes for a motion that pass it among so many."""
    if rule.unanimous:
        return base
    shares = [(rule.of_present, base, rule.strict), (rule.of_all, entitled, rule.all_strict)]
    return max(
        (fewest(s, total, strict) for s, total, strict in shares if s is not None), default=0
    )


def fewest(share: Fraction, total: int, strict: bool) -> int:
    """The fewest of ``total`` that are a share of it, or more than that share.

    >>> fewest(Fraction(2, 3), 7, False), fewest(HALF, 8, True)
    (5, 5)
    """
    return math.floor(share * total) + 1 if strict else math.ceil(share * total)
