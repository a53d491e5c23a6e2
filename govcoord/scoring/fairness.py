"""What figures reveal about a scorecard: gaming, unfairness, weights that say nothing.

An audit changes no score. Its findings are diagnostics with the codes GC490 to GC498 at the
place of the indicator, for people to judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from statistics import median
from typing import Final

from attrs import frozen

from govcoord.diagnostics import Diagnostic
from govcoord.errors import FigureError
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.vocabulary import Choices
from govcoord.scoring.checks import walk
from govcoord.scoring.document import IndicatorEntry
from govcoord.scoring.raw import MISSING
from govcoord.scoring.report import ScoreReport, fixed
from govcoord.scoring.robustness.alone import Effect, effects_of
from govcoord.scoring.robustness.association import DOUBLE, Association, associate
from govcoord.scoring.robustness.change import with_figure
from govcoord.scoring.robustness.dominance import Dominance, dominance
from govcoord.scoring.robustness.draws import Assumptions, Weights
from govcoord.scoring.robustness.simulate import Bench, make_stage, written_names
from govcoord.scoring.robustness.variants import AS_WRITTEN
from govcoord.scoring.scorecard import Figures, Scorecard, score
from govcoord.scoring.tree_checks import span_of
from govcoord.scoring.weights import percent

SMALL: Final = 30
"""A rate over fewer cases is too small to rate, where the scorecard sets no ``minimum_sample``."""

_NAMED: Final = 3


@frozen
class Audit:
    """What an audit found; ``diagnostics`` in the order of the checks."""

    diagnostics: tuple[Diagnostic, ...]
    association: Association
    dominance: Dominance

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """Everything as plain data that ``json.dumps`` takes."""
        return {
            "findings": [
                {
                    "code": found.code,
                    "severity": found.severity,
                    "message": found.message(language),
                    "hint": found.hint(language),
                }
                for found in self.diagnostics
            ],
            "association": self.association.to_dict(language),
            "dominance": self.dominance.to_dict(),
        }


def audit(
    card: Scorecard,
    figures: Figures,
    *,
    double: Number = DOUBLE,
    small: int = SMALL,
    weights: Number | None = None,
    subjects: Choices | None = None,
    groups: Mapping[str, str] | None = None,
) -> Audit:
    """Look over a scorecard with its figures for what is unfair or can be gamed.

    ``double`` is the correlation from which two indicators count twice, ``small`` the number
    of cases under which a rate is too small, ``weights`` the share by which a weight may be
    off (as for `sensitivity`). Raises `FigureError` for figures that do not fit.
    """
    report = score(card, figures, subjects=subjects, groups=groups)
    association, found = associate(report, limit=double), dominance(report)
    known = written_names(figures, subjects)
    written = [known[result.subject] for result in report]
    auditor = _Auditor(card, figures, report, subjects, groups, written)
    share = Assumptions().weights if weights is None else weights
    return Audit(
        (
            *auditor.constants(),
            *auditor.idle(share),
            *auditor.small(small),
            *auditor.own(),
            *auditor.silence(),
            *auditor.bonus(),
            *auditor.doubles(association),
            *auditor.dominated(found),
            *auditor.against(association),
        ),
        association,
        found,
    )


@frozen
class _Auditor:
    card: Scorecard
    figures: Figures
    report: ScoreReport
    subjects: Choices | None
    groups: Mapping[str, str] | None
    written: Sequence[str]
    """The name of each result's subject as written in the figures."""

    def at(self, code: str, id_: str, **params: object) -> Diagnostic:
        key = next((key for key, _ in walk(self.card.document.indicators) if key == id_), id_)
        return Diagnostic(code, span_of(key), {"id": id_, **params})

    def weight(self, id_: str) -> Number:
        return self.card.weights[self.card.positions[id_]]

    def names(self, found: Sequence[int]) -> str:
        """The subjects of these numbers as written in the figures, the first few."""
        shown = [f"`{self.written[i]}`" for i in found[:_NAMED]]
        return ", ".join(shown) + (" …" if len(found) > _NAMED else "")

    def constants(self) -> Iterator[Diagnostic]:
        """Indicators that score the same for all."""
        for at, leaf in enumerate(self.card.indicators):
            scores = {result.sheet.score(at) for result in self.report}
            known = scores - {None}
            if len(self.report) > 1 and len(scores) == 1 and known:
                shown = format_number(next(iter(known)) or 0, digits=4)
                weight = percent(self.weight(leaf.id))
                yield self.at("GC490", leaf.id, score=shown, count=len(self.report), weight=weight)

    def idle(self, share: Number) -> Iterator[Diagnostic]:
        """Weights that change no place and no grade within their range."""
        if len(self.report) < 2:
            return
        bench = Bench.of(self.card, self.figures, self.subjects, self.groups)
        assumptions = Assumptions(weights=share, normalise=(AS_WRITTEN,), aggregate=(AS_WRITTEN,))
        stage = make_stage(bench, assumptions)
        effects: dict[str, list[Effect]] = {}
        for effect in effects_of(stage, Weights(bench.card, assumptions)):
            effects.setdefault(effect.choice, []).append(effect)
        for id_, both in effects.items():
            if all(effect.is_idle for effect in both):
                ends = [Fraction(effect.after or 0) for effect in both]
                ends += [Fraction(effect.before or 0) for effect in both]
                low, high = percent(exact(min(ends))), percent(exact(max(ends)))
                yield self.at("GC491", id_, low=low, high=high)

    def small(self, least: int) -> Iterator[Diagnostic]:
        """Rates over so few cases that chance decides, where no minimum is declared."""
        for leaf in self.card.indicators:
            if leaf.minimum_sample is not None:
                continue
            few = [
                i
                for i, name in enumerate(self.written)
                if (size := _sample(self._raw(self.figures[name], leaf.id))) is not None
                and size < least
            ]
            if few:
                names = self.names(few)
                yield self.at("GC492", leaf.id, count=len(few), least=least, subjects=names)

    def _raw(self, row: Mapping[str, object], id_: str) -> object:
        return next((raw for name, raw in row.items() if self.card.names.get(name) == id_), None)

    def own(self) -> Iterator[Diagnostic]:
        """Indicators that the subject moves alone and measures itself."""
        for id_, entry in walk(self.card.document.indicators):
            if entry.controlled_by == "self" and _is_own_measure(entry):
                yield self.at("GC493", id_, weight=percent(self.weight(id_)))

    def silence(self) -> Iterator[Diagnostic]:
        """Missing figures that score higher than the median figure would."""
        for at, leaf in enumerate(self.card.indicators):
            silent = [
                i
                for i, result in enumerate(self.report)
                if result.sheet.states is not None and result.sheet.states[at] == MISSING
            ]
            lines = [result.contributions[at] for result in self.report]
            known = sorted(Fraction(line.figure) for line in lines if line.figure is not None)
            if not silent or not known or leaf.formula is not None:
                continue
            gained = self._gained(silent, leaf.id, exact(median(known)))
            if gained:
                names = self.names(gained)
                yield self.at("GC494", leaf.id, count=len(gained), subjects=names)

    def _gained(self, silent: Sequence[int], id_: str, figure: Number) -> list[int]:
        """Who of the silent would have a lower score with the figure."""
        leaf = next(leaf for leaf in self.card.indicators if leaf.id == id_)
        written, names = self.written, self.card.names
        changed = {}
        for i in silent:
            row = {k: v for k, v in self.figures[written[i]].items() if names.get(k) != id_}
            raw: object = with_figure(leaf, None, figure)
            if leaf.needs_details:
                raw = {"value": raw, "sample": leaf.minimum_sample, "by": "—"}
            changed[written[i]] = {**row, id_: raw}
        groups = self.groups or getattr(self.figures, "groups", None)
        try:
            report = score(
                self.card, {**self.figures, **changed}, subjects=self.subjects, groups=groups
            )
        except FigureError:
            return []
        after = {result.subject: result.exact for result in report}
        return [
            i
            for i, result in enumerate(self.report)
            if i in silent and after.get(result.subject, result.exact) < result.exact
        ]

    def bonus(self) -> Iterator[Diagnostic]:
        """A bonus that brings more than any indicator."""
        entry = self.card.document.bonus
        if entry is None:
            return
        caps = [item.cap for item in entry.items.values()]
        own = None if None in caps else sum(cap for cap in caps if cap is not None)
        known = [points for points in (own, entry.cap) if points is not None]
        points = min(known) if known else None
        heaviest = max(self.card.indicators, key=lambda leaf: Fraction(self.weight(leaf.id)))
        most = exact(self.weight(heaviest.id) * self.card.document.scale)
        if points is None or points > most:
            shown = "∞" if points is None else format_number(points, digits=4)
            yield self.at("GC495", heaviest.id, points=shown, most=format_number(most, digits=4))

    def doubles(self, association: Association) -> Iterator[Diagnostic]:
        """Pairs of indicators that move together."""
        for pair in association.doubles:
            named = {"Pearson": pair.pearson or 0, "Spearman": pair.spearman or 0}
            name = max(named, key=lambda one: Fraction(named[one]))
            yield self.at(
                "GC496",
                pair.first,
                other=pair.second,
                coefficient=name,
                r=fixed(named[name], 3),
                count=pair.count,
            )

    def dominated(self, found: Dominance) -> Iterator[Diagnostic]:
        """Subjects that stand below others they are nowhere worse than."""
        written = {result.subject: name for result, name in zip(self.report, self.written)}
        for breach in found.breaches:
            params = {"better": written[breach.better], "worse": written[breach.worse]}
            yield Diagnostic("GC497", None, params)

    def against(self, association: Association) -> Iterator[Diagnostic]:
        """Indicators that pull against the total."""
        for at, pull in enumerate(association.pulls):
            complete = all(result.sheet.score(at) is not None for result in self.report)
            if complete and pull.share is not None and pull.share < 0:
                share = fixed(exact(pull.share * 100), 1) + "%"
                weight = percent(pull.weight)
                yield self.at("GC498", pull.indicator, weight=weight, share=share)


def _is_own_measure(entry: IndicatorEntry) -> bool:
    return not entry.indicators and entry.evaluator != "independent"


def _sample(raw: object) -> int | None:
    """The number of cases that a figure rests on, where it says so."""
    if not isinstance(raw, Mapping):
        return None
    found = raw.get("sample") or raw.get("denominator")
    try:
        return None if found is None else int(str(found))
    except ValueError:
        return None
