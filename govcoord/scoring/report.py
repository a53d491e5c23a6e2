"""What scoring gives: scores with every contribution, flags and the ranking."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from govcoord.numerals import Number, exact, format_number, round_number
from govcoord.scoring.contributions import interactions
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.scoring.scorecard import Scorecard


@frozen
class Contribution:
    """One line of a score; the ``points`` of all lines add up to the unrounded score exactly.

    ``kind`` is ``indicator``, ``formula`` (what the formula of group ``id`` adds that is no
    member's), ``rescaling`` (what the steps of a group's own add), ``bonus``, ``bonus_cap``,
    ``deduction``, ``deduction_cap``, ``cap``, ``bottom`` or ``veto``. An indicator has its
    ``figure`` (in ``unit``) and ``score`` on the scale, its ``weight`` in the whole as
    declared, and the ``effective`` weight after reweighting; its points are ``effective ×
    score`` and its share of the ``imbalance`` of groups that are no weighted means, see
    `govcoord.scoring.contributions`. An event line has ``count``.
    """

    kind: str
    id: str
    title: Text
    points: Number
    raw: object = field(default=None, hash=False)
    figure: Number | None = None
    unit: str | None = None
    score: Number | None = None
    weight: Number | None = None
    effective: Number | None = None
    state: str = "reported"
    count: int | None = None
    imbalance: Number = 0

    def label(self, language: str = "en") -> str:
        """The title in ``language``, or the id where there is none."""
        return self.title.get(language) or self.id

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """The line as plain data; numbers are texts, exact decimals or ``p/q``."""
        found: dict[str, object] = {
            "kind": self.kind,
            "id": self.id,
            "title": self.label(language),
            "points": format_number(self.points),
        }
        if self.kind == "indicator":
            found |= {
                "figure": _text(self.figure),
                "unit": self.unit,
                "state": self.state,
                "score": _text(self.score),
                "weight": _weight_text(self.weight),
                "effective_weight": _weight_text(self.effective),
            }
            if self.imbalance:
                found["imbalance"] = format_number(self.imbalance)
        if self.count is not None:
            found["count"] = self.count
        return found


@lru_cache(maxsize=4096)
def _weight_text(number: Number | None) -> str | None:
    return _text(number)


def _text(number: Number | None) -> str | None:
    return None if number is None else format_number(number)


@frozen
class Flag:
    """Something that a reader of the score must know; ``params`` complete its sentence.

    ``titles`` are those of params that are ids; the sentence has the titles.
    """

    kind: str
    id: str
    title: Text = Text()
    params: tuple[tuple[str, str], ...] = ()
    titles: tuple[tuple[str, Text], ...] = ()

    def text(self, language: str = "en") -> str:
        """The flag as a sentence."""
        from govcoord.scoring.explain import flag_text

        return flag_text(self, language)

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """The flag as plain data."""
        return {"kind": self.kind, "id": self.id, "text": self.text(language), **dict(self.params)}


@frozen
class Frame:
    """The divisors of each indicator's figures and scores, which a whole group shares."""

    figures: tuple[int, ...]
    scores: tuple[int, ...]


@frozen
class Sheet:
    """What scoring recorded of one subject, indicator by indicator.

    ``figures`` (in the indicator's unit) and ``scores`` are to be divided as ``frame`` says;
    ``None`` where there is none, or where it is left out. ``states`` is ``None`` when all are
    reported. ``weights`` are those of all branches of the tree after reweighting. ``extras``
    are the lines that are no indicators. ``nodes`` are the scores of all branches and those
    before the steps of groups, where the scorecard is more than a weighted mean; ``notes`` what
    the screening of figures had to say.
    """

    scorecard: Scorecard = field(repr=False)
    frame: Frame = field(repr=False)
    raws: tuple[object, ...] = field(hash=False)
    figures: tuple[Number | None, ...]
    states: tuple[str, ...] | None
    scores: tuple[Number | None, ...]
    weights: tuple[Number, ...]
    extras: tuple[Contribution, ...] = ()
    nodes: tuple[tuple[Number | None, ...], tuple[Number | None, ...]] | None = None
    notes: tuple[Flag, ...] = ()

    def lines(self) -> tuple[Contribution, ...]:
        """Every line: indicators in the order of the scorecard, then the others."""
        card = self.scorecard
        lines = []
        imbalances, others = interactions(self)
        for at, branch in enumerate(card.tree):
            if branch.leaf < 0:
                continue
            indicator = card.indicators[branch.leaf]
            score, weight = self.score(branch.leaf), self.weights[at]
            more = imbalances[branch.leaf]
            lines.append(
                Contribution(
                    kind="indicator",
                    id=indicator.id,
                    title=indicator.title,
                    points=card.line_points(exact(weight * (score or 0) + more)),
                    raw=self.raws[branch.leaf],
                    figure=_divided(self.figures[branch.leaf], self.frame.figures[branch.leaf]),
                    unit=None if indicator.unit is None else indicator.unit.name,
                    score=score,
                    weight=card.weights[at],
                    effective=weight,
                    state="reported" if self.states is None else self.states[branch.leaf],
                    imbalance=more,
                )
            )
        for kind, at, points in others:
            entry = card.groups.get(card.tree[at].id)
            title = entry.title if entry else card.title
            lines.append(Contribution(kind, card.tree[at].id, title, card.line_points(points)))
        return (*lines, *self.extras)

    def score(self, leaf: int) -> Number | None:
        """The score of the indicator number ``leaf``."""
        return _divided(self.scores[leaf], self.frame.scores[leaf])

    def score_of(self, position: int) -> Number | None:
        """The score of a branch of the tree: an indicator, or what a group comes to."""
        branch = self.scorecard.tree[position]
        if branch.leaf >= 0:
            return self.score(branch.leaf)
        if not self.weights[position]:
            return None
        if self.nodes is not None:
            return self.nodes[0][position]
        parts = [
            (child, self.weights[child], score)
            for child in branch.children
            if self.weights[child] and (score := self.score_of(child)) is not None
        ]
        return self.scorecard.combine(position, parts)


def _plain(rank: Number | None) -> int | str | None:
    """A place as plain data: a whole number, or a text such as ``2.5`` for shared places."""
    return rank if rank is None or isinstance(rank, int) else format_number(rank)


def _divided(number: Number | None, divisor: int) -> Number | None:
    if number is None or divisor == 1:
        return number
    return exact(Fraction(number) / divisor)


@frozen
class Score:
    """The score of one subject: ``score`` as published, ``exact`` before rounding.

    ``rank`` is ``None`` when the scorecard ranks nobody or this subject may not be ranked;
    ``provisional`` says that a figure is still to come or a condition is not kept, see
    ``flags``. ``band_by_score`` is the band before veto and quota.
    """

    subject: str
    title: Text
    score: Number
    exact: Number
    band: str | None
    band_by_score: str | None
    rank: Number | None
    provisional: bool
    flags: tuple[Flag, ...]
    group: str | None
    sheet: Sheet = field(repr=False)

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """Every indicator and adjustment; their points add up to ``exact``."""
        return self.sheet.lines()

    def label(self, language: str = "en") -> str:
        """The title in ``language``, or the id where there is none."""
        return self.title.get(language) or self.subject

    @property
    def published(self) -> str:
        """The published score with exactly the declared number of decimals."""
        return fixed(self.score, self.sheet.scorecard.document.rounding.digits)

    @property
    def rounding(self) -> Number:
        """What rounding adds: the published score less the exact one."""
        return exact(Fraction(self.score) - self.exact)

    def band_title(self, language: str = "en") -> str:
        """The title of the grade, or its id where there is none; empty without a grade."""
        if self.band is None:
            return ""
        entry = self.sheet.scorecard.document.bands.get(self.band)
        return (entry.title.get(language) if entry else "") or self.band

    def picture(self, language: str = "en") -> str:
        """The waterfall of the score as SVG, with the same bytes on every machine."""
        from govcoord.scoring.waterfall import to_svg, waterfall

        return to_svg(waterfall(self, language))

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """The score as plain data that ``json.dumps`` takes; numbers are exact texts."""
        return {
            "subject": self.subject,
            "title": self.label(language),
            "score": self.published,
            "exact": format_number(self.exact),
            "rounding": format_number(self.rounding),
            "band": self.band,
            "band_by_score": self.band_by_score,
            "rank": _plain(self.rank),
            "group": self.group,
            "provisional": self.provisional,
            "flags": [flag.to_dict(language) for flag in self.flags],
            "contributions": [line.to_dict(language) for line in self.contributions],
        }

    def explain(self, language: str = "en") -> str:
        """The way from the figures to the score, line by line in plain words."""
        from govcoord.scoring.explain import explain_score

        return explain_score(self, language)


@frozen
class Unscored:
    """A subject without a score, because figures are missing; ``flags`` say which."""

    subject: str
    title: Text
    flags: tuple[Flag, ...]
    group: str | None = None

    def label(self, language: str = "en") -> str:
        """The title in ``language``, or the id where there is none."""
        return self.title.get(language) or self.subject

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """The subject and the reasons as plain data."""
        return {
            "subject": self.subject,
            "title": self.label(language),
            "group": self.group,
            "flags": [flag.to_dict(language) for flag in self.flags],
        }


@frozen
class ScoreReport:
    """The scores of all subjects, in the order in which their figures came.

    ``unscored`` are those who have none, where the scorecard says so (``missing: unscored``,
    ``fewer: unscored``).
    """

    scorecard: str
    title: Text
    results: tuple[Score, ...]
    advice_only: bool = False
    unscored: tuple[Unscored, ...] = ()

    def __getitem__(self, subject: str) -> Score:
        for result in self.results:
            if result.subject == subject:
                return result
        raise KeyError(subject)

    def __iter__(self) -> Iterator[Score]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    @property
    def ranking(self) -> tuple[Score, ...]:
        """The ranked subjects, best first; equals by id."""
        ranked = [(r.group or "", r.rank, r.subject, r) for r in self.results if r.rank is not None]
        return tuple(result for *_, result in sorted(ranked, key=lambda row: row[:3]))

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """The report as plain data that ``json.dumps`` takes."""
        return {
            "scorecard": self.scorecard,
            "title": self.title.get(language) or self.scorecard,
            "output": "advice_only" if self.advice_only else "score",
            "results": [result.to_dict(language) for result in self.results],
            "unscored": [one.to_dict(language) for one in self.unscored],
            "ranking": [
                {"rank": _plain(r.rank), "subject": r.subject, "score": r.published}
                for r in self.ranking
            ],
        }

    def to_frame(self, library: Literal["pandas", "polars"], language: str = "en") -> Any:
        """The report as a frame with a row for each subject; numbers stay exact.

        `MissingExtraError` when the library is not installed.
        """
        from govcoord.scoring.frames import to_frame

        return to_frame(self, library, language)

    def explain(self, language: str = "en") -> str:
        """The waterfall of every subject, one after the other."""
        from govcoord.scoring.explain import explain_report

        return explain_report(self, language)


def fixed(number: Number, digits: int) -> str:
    """The number with exactly ``digits`` decimals (rounded half up where it has more).

    >>> fixed(87, 2), fixed(-1, 0)
    ('87.00', '-1')
    """
    places = max(digits, 0)
    whole = round_number(exact(number * 10**places), 0)
    sign, figures = ("-" if whole < 0 else ""), str(abs(whole)).rjust(places + 1, "0")
    return sign + (f"{figures[:-places]}.{figures[-places:]}" if places else figures)
