"""Surveys: rates with their margins from answers by option, groups, non-response, two periods.

No rate is told of a sample that is too small, no total that weighs groups by their population
where a population is not known, and no change between periods that the margins do not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.margin import Interval, Part, compare, is_enough, weighted, wilson
from govcoord.mechanisms.shares import Share

Status = Literal["rate", "insufficient_sample", "no_answers", "population_unknown"]
Verdict = Literal["up", "down", "no_difference_shown"]
Reached = Literal["reached", "missed", "within_margin"]


@attrs.frozen(kw_only=True)
class SurveyRule:
    """How answers count.

    ``favourable`` are the options that are hits, ``left_out`` those that are no answer at all
    (not sure, not concerned); ``points`` what each option is worth, where options are worth
    points. ``z`` is the quantile of ``confidence``. ``digits`` are the decimals of percentages.
    With ``by_population`` the total weighs groups by their population, else all answers count
    alike.
    """

    options: tuple[str, ...]
    favourable: frozenset[str]
    left_out: frozenset[str] = frozenset()
    points: Mapping[str, Fraction] = attrs.field(factory=dict)
    minimum: int
    confidence: Fraction
    z: Fraction
    digits: int = 2
    by_population: bool = False
    target: Fraction | None = None
    response: Fraction | None = None


@attrs.frozen(kw_only=True)
class Group:
    """The answers of one group: how many chose each option, of how many who were asked."""

    id: str = fact("group", "分组", "分組")
    answers: Mapping[str, int] = fact("answers by option", "各选项人数", "各選項人數", factory=dict)
    asked: int | None = fact("asked", "发出问卷数", "發出問卷數", at_least=0, default=None)
    population: int | None = fact("population", "总体人数", "總體人數", at_least=1, default=None)


@attrs.frozen(kw_only=True)
class Response:
    """The answer of one person; without ``option`` it was not returned."""

    person: str | None = fact("person", "受访者编号", "受訪者編號", default=None)
    group: str | None = fact("group", "分组", "分組", default=None)
    option: str | None = fact("option", "选项", "選項", default=None)


@attrs.frozen(kw_only=True)
class Period:
    """One period of a survey; ``surveyor`` made it, ``assessed`` is who it is about.

    ``independent`` says whether it was established that the surveyor depends on nobody assessed.
    ``unread`` more single answers could not be read.
    """

    period: str | None = fact("period", "时期", "時期", default=None)
    surveyor: str | None = fact("surveyor", "调查机构", "調查機構", default=None)
    independent: bool | None = fact("independent", "独立第三方", "獨立第三方", default=None)
    groups: tuple[Group, ...] = fact("groups", "分组结果", "分組結果", default=())
    responses: tuple[Response, ...] = fact(
        "single answers", "逐份答卷", "逐份答卷", rows=True, default=()
    )
    unread: int = fact("unread", "未能读取", "未能讀取", at_least=0, unread=True, default=0)


@attrs.frozen(kw_only=True)
class Reckoned:
    """What the answers of a group, or of all (``group`` is ``None``), come to.

    ``rate``, ``low`` and ``high`` are ``None`` unless ``status`` is ``rate``. ``low`` and
    ``high`` are rounded to the rule's decimals of a percentage. ``not_returned`` is how many
    were asked and did not answer, ``None`` where it is not known how many were asked.
    """

    group: str | None
    status: Status
    counts: Mapping[str, int]
    hits: int
    valid: int
    left_out: int
    asked: int | None
    not_returned: int | None
    rate: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    points: Fraction | None = None
    attained: bool | None = None
    reached: Reached | None = None

    @property
    def response(self) -> Share | None:
        """The share of those asked who answered; ``None`` where that is not known."""
        if self.asked is None or self.not_returned is None:
            return None
        return Share(self.asked - self.not_returned, self.asked)


@attrs.frozen
class Change:
    """The difference of a rate between two periods, and whether its interval holds zero."""

    group: str | None
    difference: Fraction
    low: Fraction
    high: Fraction
    verdict: Verdict


@attrs.frozen(kw_only=True)
class Surveyed:
    """One period reckoned: each group, the total, and what is not known or not in order."""

    groups: tuple[Reckoned, ...]
    total: Reckoned
    findings: tuple[str, ...]
    missing: tuple[str, ...]


def reckon(rule: SurveyRule, given: Period) -> Surveyed:
    """The rates of one period.

    Raises `CaseError` for an option that is none, a number below zero, a group given twice, and
    more answers than were asked for or than there are people.
    """
    _check(given)
    groups = tuple(_reckoned(rule, group) for group in given.groups)
    total = _total(rule, given)
    response = total.response
    findings = []
    least = rule.response
    if least is not None and response is not None and response.reaches(least) is False:
        findings.append("low_response")
    missing = [
        f"groups[{n}].{name}"
        for n, group in enumerate(given.groups)
        for name in ("asked", *(("population",) if rule.by_population else ()))
        if getattr(group, name) is None
    ]
    return Surveyed(
        groups=groups, total=total, findings=tuple(findings), missing=tuple(missing)
    )  # fmt: skip


def changes(
    rule: SurveyRule, now: Period, before: Period, reckoned: tuple[Surveyed, Surveyed]
) -> tuple[Change, ...]:
    """The change of each group that both periods tell a rate of, and of the total, last."""
    earlier = {group.id: group for group in before.groups}
    told = {one.group for one in reckoned[1].groups if one.status == "rate"}
    found = []
    for group, one in zip(now.groups, reckoned[0].groups, strict=True):
        if one.status == "rate" and group.id in told:
            parts = [*_parts(rule, [group], False), *_parts(rule, [earlier[group.id]], True)]
            found.append(_change(rule, group.id, parts))
    if reckoned[0].total.status == reckoned[1].total.status == "rate":
        parts = [*_parts(rule, now.groups, False), *_parts(rule, before.groups, True)]
        found.append(_change(rule, None, parts))
    return tuple(found)


def _change(rule: SurveyRule, group: str | None, parts: Sequence[Part]) -> Change:
    difference = sum((part.weight * part.rate for part in parts), Fraction(0))
    interval = weighted(parts, rule.z)
    verdict: Verdict = "up" if difference > 0 else "down"
    if interval.holds(Fraction(0)):
        verdict = "no_difference_shown"
    ends = interval.rounded(rule.digits + 2)
    return Change(group, difference, ends.low, ends.high, verdict)


def _parts(rule: SurveyRule, groups: Sequence[Group], minus: bool) -> list[Part]:
    """The rates whose weighted sum is the rate of the groups together."""
    sign = -1 if minus else 1
    if not rule.by_population or len(groups) == 1:
        return [Part(*_hits(rule, groups), Fraction(sign))]
    whole = sum(group.population or 0 for group in groups)
    return [
        Part(*_hits(rule, [group]), Fraction(sign * (group.population or 0), whole))
        for group in groups
    ]


def tally(given: Period) -> tuple[tuple[Group, ...], tuple[str, ...]]:
    """The groups with single answers counted, and the persons who answered differently twice.

    Who gives one answer twice is counted once, who gives two is not counted and named for
    somebody to look at: the order of answers never decides. Raises `CaseError` for a group that
    is given twice.
    """
    _once(given.groups)
    said: dict[str, set[tuple[str | None, str | None]]] = {}
    for one in given.responses:
        if one.person is not None:
            said.setdefault(one.person, set()).add((one.group, one.option))
    twice = {person for person, answers in said.items() if len(answers) > 1}
    counted = [(one.group, one.option) for one in given.responses if one.person is None]
    counted += [pair for who, pairs in said.items() if who not in twice for pair in pairs]
    groups = {group.id: dict(group.answers) for group in given.groups}
    for name in sorted({one.group or "" for one in given.responses} - set(groups)):
        groups[name] = {}
    for group, option in counted:
        if option is not None:
            answers = groups[group or ""]
            answers[option] = answers.get(option, 0) + 1
    known = {group.id: group for group in given.groups}
    made = tuple(
        attrs.evolve(known.get(id_, Group(id=id_)), answers=answers)
        for id_, answers in groups.items()
    )
    return made, tuple(sorted(twice))


def _once(groups: Sequence[Group]) -> None:
    seen: set[str] = set()
    for n, group in enumerate(groups):
        if group.id in seen:
            raise CaseError("id", group.id, "each group once", where=f"groups[{n}]")
        seen.add(group.id)


def _check(given: Period) -> None:
    _once(given.groups)
    for n, group in enumerate(given.groups):
        where = f"groups[{n}]"
        for option, count in group.answers.items():
            if count < 0:
                raise CaseError(option, count, "at least 0", where=f"{where}.answers")
        answered = sum(group.answers.values())
        if group.asked is not None and group.asked < answered:
            raise CaseError("asked", group.asked, f"at least {answered}", where=where)
        if group.population is not None and group.population < answered:
            raise CaseError("population", group.population, f"at least {answered}", where=where)
    if not given.groups:
        raise CaseError("groups", [], "a group to begin with")


def _hits(rule: SurveyRule, groups: Iterable[Group]) -> tuple[int, int]:
    """Favourable answers and all that count."""
    hits = valid = 0
    for group in groups:
        for option, count in group.answers.items():
            hits += count if option in rule.favourable else 0
            valid += count if option not in rule.left_out else 0
    return hits, valid


def _reckoned(rule: SurveyRule, group: Group) -> Reckoned:
    bare = _counted(rule, group.id, [group])
    if bare.status != "rate":
        return bare
    interval = wilson(bare.hits, bare.valid, rule.z)
    return _told(rule, bare, Fraction(bare.hits, bare.valid), interval, [group])


def _total(rule: SurveyRule, given: Period) -> Reckoned:
    bare = _counted(rule, None, given.groups)
    if bare.status != "rate":
        return bare
    if rule.by_population and len(given.groups) > 1:
        if any(group.population is None for group in given.groups):
            return attrs.evolve(bare, status="population_unknown")
        if any(not _hits(rule, [group])[1] for group in given.groups):
            return attrs.evolve(bare, status="insufficient_sample")
    parts = _parts(rule, given.groups, False)
    rate = sum((part.weight * part.rate for part in parts), Fraction(0))
    return _told(rule, bare, rate, weighted(parts, rule.z), given.groups)


def _counted(rule: SurveyRule, name: str | None, groups: Sequence[Group]) -> Reckoned:
    """The numbers alone, and whether a rate may be told of them."""
    counts = {option: sum(g.answers.get(option, 0) for g in groups) for option in rule.options}
    hits, valid = _hits(rule, groups)
    asked: int | None = 0
    for group in groups:
        asked = None if asked is None or group.asked is None else asked + group.asked
    status: Status = "rate" if valid else "no_answers"
    if valid and not is_enough(valid, rule.minimum):
        status = "insufficient_sample"
    answered = sum(counts.values())
    return Reckoned(
        group=name, status=status, counts=counts, hits=hits, valid=valid,
        left_out=answered - valid, asked=asked,
        not_returned=None if asked is None else asked - answered,
    )  # fmt: skip


def _points(rule: SurveyRule, groups: Sequence[Group]) -> Fraction | None:
    """The mean of points of the answers that count, weighed as the rate is."""
    if not rule.points:
        return None
    whole = sum(group.population or 0 for group in groups)
    mean, answers = Fraction(0), _hits(rule, groups)[1]
    for group in groups:
        share = Fraction(1, answers)
        if rule.by_population and len(groups) > 1:
            share = Fraction(group.population or 0, whole * _hits(rule, [group])[1])
        for option, count in group.answers.items():
            mean += share * count * rule.points.get(option, Fraction(0))
    return mean


def _told(
    rule: SurveyRule, bare: Reckoned, rate: Fraction, interval: Interval, groups: Sequence[Group]
) -> Reckoned:
    ends = interval.rounded(rule.digits + 2)
    attained = reached = None
    if rule.target is not None:
        attained = rate >= rule.target
        reached = _reached(rule.target, interval)
    return attrs.evolve(
        bare, rate=rate, low=ends.low, high=ends.high, points=_points(rule, groups),
        attained=attained, reached=reached,
    )  # fmt: skip


def _reached(target: Fraction, interval: Interval) -> Reached:
    """Whether the whole interval reaches the target, none of it does, or it lies across."""
    if compare(interval.low, target) >= 0:
        return "reached"
    return "missed" if compare(interval.high, target) < 0 else "within_margin"
