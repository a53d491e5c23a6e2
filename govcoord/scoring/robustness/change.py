"""Which single figure, changed how little, would change a grade or a place.

The search goes outward from the reported figure in steps of its last decimal (from the second
to the fourth; whole events where these are counted): doubling until
the outcome is another, then halving back to the first step at which it is. Between the
figures at which a method may turn (targets, corners, ends of bands) a score only rises or only
falls, so nothing is jumped over when these are looked at too. Each change found is scored
again with all subjects, and so is the figure one step before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final, cast

from attrs import fields, frozen

from govcoord.errors import GovcoordError
from govcoord.nearest import suggest
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.vocabulary import Choices
from govcoord.scoring.indicators import Indicator
from govcoord.scoring.report import Score, ScoreReport
from govcoord.scoring.robustness.ranks import plain
from govcoord.scoring.robustness.replay import with_ranking
from govcoord.scoring.robustness.simulate import written_names
from govcoord.scoring.scorecard import Figures, Scorecard, score
from govcoord.text import Text

if TYPE_CHECKING:
    from attrs import AttrsInstance

_OWN: Final = frozenset(
    {
        "points",
        "share_of_target",
        "min_max",
        "distance_to_target",
        "deviation_from_target",
        "piecewise_linear",
        "bands",
        "boolean",
        "per_event_deduction",
        "clip",
    }
)
"""Methods by which a score depends on the subject's own figure alone, given fixed bounds."""

_CHOSEN: Final = frozenset({"given", "equal", "relative", "budget"})
"""Weights that do not follow from figures."""

_DECIMALS: Final = (2, 4)
_FAR: Final = 20
"""Figures without limits are followed to so many times their size and spread."""


@frozen
class Change:
    """The least change of one figure, up or down, after which the outcome is another.

    Figures are in the indicator's ``unit`` and changed in steps of ``step``; one step less
    changes nothing.
    """

    indicator: str
    title: Text
    unit: str | None
    before: Number
    after: Number
    step: Number
    band: str | None
    new_band: str | None
    place: Number | None
    new_place: Number | None
    shown: tuple[tuple[str, str, str], ...]

    @property
    def difference(self) -> Number:
        """How much the figure changes, in its unit; below 0 where it falls."""
        return exact(Fraction(self.after) - self.before)

    def label(self, language: str = "en") -> str:
        """The title of the indicator in ``language``, or its id."""
        return self.title.get(language) or self.indicator

    def figures(self, language: str = "en") -> tuple[str, str]:
        """The figure before and after, with its unit."""
        return next((old, new) for name, old, new in self.shown if name == language)

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """The change as plain data; figures are texts."""
        return {
            "indicator": self.indicator,
            "title": self.label(language),
            "unit": self.unit,
            "before": format_number(self.before),
            "after": format_number(self.after),
            "difference": format_number(self.difference),
            "band": self.band,
            "new_band": self.new_band,
            "place": plain(self.place),
            "new_place": plain(self.new_place),
        }


Outcome = Callable[[Score], object]
"""What of a score is looked at: its grade or its place."""


def decisive_changes(
    card: Scorecard,
    figures: Figures,
    subject: str,
    *,
    of: str = "grade",
    subjects: Choices | None = None,
    groups: Mapping[str, str] | None = None,
) -> tuple[Change, ...]:
    """For each indicator the least rise and the least fall that changes the subject's grade.

    ``of="place"`` asks for places instead. Smallest changes, measured in steps of the score's
    own scale, come first: by how little the figure moves as a share of its size. Indicators
    that cannot change the outcome alone are not listed. Raises `FigureError` for figures that
    do not fit, `GovcoordError` for an unknown subject or a scorecard without grades.
    """
    if of not in ("grade", "place"):
        raise GovcoordError(f"`{of}` is neither `grade` nor `place`")
    if of == "grade" and not card.bands:
        raise GovcoordError(f"the scorecard `{card.document.id}` has no grades")
    search = _Search.of(card, figures, subject, of, subjects, groups)
    found = [change for leaf in range(len(card.indicators)) for change in search.leaf(leaf)]
    return tuple(sorted(found, key=_size))


def _size(change: Change) -> Fraction:
    return abs(Fraction(change.difference)) / max(abs(Fraction(change.before)), change.step)


@frozen
class _Search:
    """Looks for changes of one subject's figures."""

    card: Scorecard
    figures: Figures
    written: str
    outcome: Outcome
    quick: Outcome
    now: Score
    names: Mapping[int, str]
    alone: bool
    subjects: Choices | None
    groups: Mapping[str, str] | None

    @classmethod
    def of(
        cls,
        card: Scorecard,
        figures: Figures,
        subject: str,
        of: str,
        subjects: Choices | None,
        groups: Mapping[str, str] | None,
    ) -> _Search:
        card = with_ranking(card)
        report = score(card, figures, subjects=subjects, groups=groups)
        now = _found(report, subject, written_names(figures, subjects))
        written = written_names(figures, subjects)[now.subject]
        given = {card.names.get(name, name): name for name in figures[written]}
        names = {at: given.get(leaf.id, leaf.id) for at, leaf in enumerate(card.indicators)}
        outcome: Outcome = (lambda s: s.band) if of == "grade" else (lambda s: s.rank)
        quick = outcome if of == "grade" else _above(card, report, now)
        alone = _is_own(card, now) and (
            card.document.quota is None if of == "grade" else _is_plain_ranking(card, report)
        )
        return cls(card, figures, written, outcome, quick, now, names, alone, subjects, groups)

    def leaf(self, at: int) -> Iterator[Change]:
        """The changes of the figure of one indicator."""
        indicator = self.card.indicators[at]
        lines = [line for line in self.now.contributions if line.kind == "indicator"]
        figure = lines[at].figure
        if figure is None or indicator.formula is not None:
            return
        if indicator.is_boolean:
            yield from self._made(at, figure, 1 - figure, 1)
            return
        for step in (_step(indicator, figure), -_step(indicator, figure)):
            steps = self._steps(at, figure, step, quick=self.alone)
            if self.alone and not self._holds(at, figure, step, steps):
                steps = self._steps(at, figure, step, quick=False)
            if steps is not None:
                yield from self._made(at, figure, exact(figure + step * steps), abs(step))

    def _holds(self, at: int, figure: Number, step: Number, steps: int | None) -> bool:
        """Whether the outcome changes just there with all subjects scored."""
        if steps is None:
            return True
        now = self.outcome(self.now)
        before, after = (
            self.outcome(self._result(at, exact(figure + step * count)))
            for count in (steps - 1, steps)
        )
        return before == now != after

    def _made(self, at: int, before: Number, after: Number, step: Number) -> Iterator[Change]:
        result = self._result(at, after)
        if self.outcome(result) == self.outcome(self.now):
            return
        indicator = self.card.indicators[at]
        yield Change(
            indicator=indicator.id,
            title=indicator.title,
            unit=None if indicator.unit is None else indicator.unit.name,
            before=before,
            after=after,
            step=step,
            band=self.now.band,
            new_band=result.band,
            place=self.now.rank,
            new_place=result.rank,
            shown=tuple(
                (name, indicator.show(before, name), indicator.show(after, name))
                for name in ("en", "zh-Hans", "zh-Hant")
            ),
        )

    def _steps(self, at: int, figure: Number, step: Number, *, quick: bool) -> int | None:
        """The least number of steps after which the outcome is another."""
        outcome = self.quick if quick else self.outcome
        now = outcome(self.now)

        def differs(count: int) -> bool:
            changed = exact(figure + step * count)
            return outcome(self._result(at, changed, alone=quick)) != now

        last = 0
        for count in self._probes(at, figure, step):
            if differs(count):
                while count - last > 1:
                    middle = (last + count) // 2
                    last, count = (last, middle) if differs(middle) else (middle, count)
                return count
            last = count
        return None

    def _probes(self, at: int, figure: Number, step: Number) -> list[int]:
        """Numbers of steps to look at, nearest first, as far as the figure may go."""
        indicator = self.card.indicators[at]
        limit = indicator.high if step > 0 else indicator.low
        turns: list[Number] = [n for one in indicator.steps[:1] for n in _numbers(one)]
        if limit is None:
            sizes = [Fraction(number) for number in (figure, 1, *turns)]
            far = floor(_FAR * max(max(sizes), -min(sizes)) / abs(Fraction(step)))
        else:
            far = floor((Fraction(limit) - figure) / step)
            if indicator.above is not None and step < 0 and limit == indicator.above:
                far -= 1
        probes = {1 << power for power in range(far.bit_length())} | {far}
        for turn in turns:
            count = (Fraction(turn) - figure) / step
            probes |= {floor(count), ceil(count)}
        return sorted(probe for probe in probes if 0 < probe <= far)

    def _result(self, at: int, figure: Number, *, alone: bool = False) -> Score:
        indicator, name = self.card.indicators[at], self.names[at]
        row = dict(self.figures[self.written])
        row[name] = with_figure(indicator, row.get(name), figure)
        figures = {self.written: row} if alone else {**self.figures, self.written: row}
        groups = self.groups
        if groups is None:
            groups = getattr(self.figures, "groups", None) or {}
        report = score(self.card, figures, subjects=self.subjects, groups=groups)
        return report[self.now.subject]


def _found(report: ScoreReport, subject: str, names: Mapping[str, str]) -> Score:
    """The score of a subject by its id, its title or its name in the figures."""
    for result in report:
        if subject in (names[result.subject], result.subject, *result.title.all()):
            return result
    near = suggest(subject, list(names.values()))
    hint = f" (did you mean `{near}`?)" if near else ""
    raise GovcoordError(f"`{subject}` is none of the subjects scored{hint}")


def _above(card: Scorecard, report: ScoreReport, now: Score) -> Outcome:
    """How many others of the group have a higher score than this."""
    ranking = card.document.ranking
    published = ranking is not None and ranking.by == "published_score"

    def deciding(result: Score) -> Number:
        return result.score if published else result.exact

    others = sorted(
        deciding(r)
        for r in report
        if r.subject != now.subject and r.group == now.group and r.rank is not None
    )
    return lambda result: len(others) - bisect_right(others, deciding(result))


def _is_plain_ranking(card: Scorecard, report: ScoreReport) -> bool:
    """Whether places follow from scores alone."""
    ranking = card.document.ranking
    if ranking is None or ranking.tie_break or ranking.order == "lowest_first":
        return False
    vetoed = any(flag.kind == "veto" for result in report for flag in result.flags)
    return ranking.ties == "same_rank_then_skip" and not vetoed


def _is_own(card: Scorecard, now: Score) -> bool:
    """Whether the score depends on the subject's own figures alone."""
    steps = [step for leaf in card.indicators for step in leaf.steps]
    fixed = all(
        step.method in _OWN and not step.observed and step.against is None for step in steps
    )
    weighings = {card.document.weights, *(group.weights for group in card.groups.values())}
    return fixed and not now.flags and weighings <= _CHOSEN


def _step(indicator: Indicator, figure: Number) -> Fraction:
    """One in the last decimal of the figure, from the second to the fourth; 1 for counts."""
    if indicator.is_count:
        return Fraction(1)
    written = format_number(figure, digits=12)
    own = 0 if written.startswith("≈") else len(written.partition(".")[2])
    least, most = _DECIMALS
    return Fraction(1, 10 ** min(max(own, least), most))


def with_figure(indicator: Indicator, raw: object, figure: Number) -> object:
    """The raw figure with another number in it; sample and evaluator stay."""
    percent = indicator.unit is not None and indicator.unit.name == "percent"
    value: object = bool(figure) if indicator.is_boolean else figure
    if percent:
        # A bare percentage may be refused as a share of 1, a text with its sign never is.
        value = f"{format_number(figure)}%" if _is_decimal(figure) else figure
    if not isinstance(raw, Mapping):
        return value
    kept = {key: raw[key] for key in ("sample", "by") if key in raw}
    if "denominator" in raw:
        kept.setdefault("sample", raw["denominator"])
    return {**kept, "value": value}


def _is_decimal(number: Number) -> bool:
    return not format_number(number, digits=12).startswith("≈")


def _numbers(value: object) -> Iterator[Number]:
    """Every number in a step: its figures are where a score may turn."""
    if isinstance(value, bool | str | float | Decimal) or value is None:
        return
    if isinstance(value, int | Fraction):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _numbers(item)
    elif hasattr(type(value), "__attrs_attrs__"):
        for one in fields(cast("type[AttrsInstance]", type(value))):
            yield from _numbers(getattr(value, one.name))
