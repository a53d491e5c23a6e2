"""Figures from evaluated cases: counts, rates, weighted rates, sums and means by department.

Cases are taken one after the other and only sums are kept, so that memory is bounded by the
number of subjects and indicators, whatever the number of cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, Protocol

from attrs import define, field, frozen

from govcoord.errors import CaseError, FigureError, GovcoordError
from govcoord.numerals import Number, exact
from govcoord.rules.regions import Box
from govcoord.scoring.figures import FigureTable
from govcoord.units import Unit, convert

Boxes = Sequence[Box]


class EvaluatedCase(Protocol):
    """What counting asks of a decision."""

    def fact(self, name: str, subject: Any = None) -> Any: ...

    def subjects(self, kind: str) -> list[Any] | None: ...


@frozen
class Measure:
    """One figure to be made of cases; see `govcoord.scoring.document.MeasureEntry`.

    ``credits`` are conditions with the share that a case counts for; a plain count has one of
    share 1. ``among`` says which cases stand in the denominator, ``None`` where there is none.
    ``fact`` is added up in the place of cases; ``is_total`` divides by nothing, ``is_mean`` by
    the number of cases, and what is neither is a rate.
    """

    id: str
    credits: tuple[tuple[Boxes, Number], ...] = ()
    among: Boxes | None = None
    fact: str | None = None
    is_mean: bool = False
    is_total: bool = False
    from_unit: Unit | None = None
    to_unit: Unit | None = None


@frozen
class Measures:
    """Everything that a scorecard counts in cases; ``record`` is the kind of record counted."""

    whose: str
    unknown: str
    items: tuple[Measure, ...]
    names: frozenset[str]
    record: str | None = None
    when: Boxes = ()
    exclude: Boxes = ()


@define
class _Sums:
    """What is kept of the cases of one subject for one measure."""

    above: Fraction = field(factory=Fraction)
    below: int = 0


class Tally:
    """Counts cases as they come; `figures` gives what they come to.

    >>> every = Measure("all", (((Box(),), 1),), is_total=True)
    >>> tally = Tally(Measures("department", "not_met", (every,), frozenset({"department"})))
    >>> class Case:
    ...     def fact(self, name, subject=None): return "health"
    >>> tally.add(Case())
    >>> tally.figures()["health"]
    {'all': 1}
    """

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self.cases = 0
        self._sums: dict[str, list[_Sums]] = {}

    def add(self, decision: EvaluatedCase) -> None:
        """Count one decision; `FigureError` where a condition is open and may not be."""
        self.cases += 1
        for subject in self._records(decision):
            facts = {
                name: value
                for name in self.measures.names
                if (value := _fact(decision, name, subject)) is not None
            }
            self._count(facts)

    def _records(self, decision: EvaluatedCase) -> Iterable[Any]:
        if self.measures.record is None:
            return (None,)
        return decision.subjects(self.measures.record) or ()

    def _count(self, facts: Mapping[str, Any]) -> None:
        measures = self.measures
        if not self._holds(measures.when, facts, "cases.when"):
            return
        if measures.exclude and self._holds(measures.exclude, facts, "cases.exclude"):
            return
        who = facts.get(measures.whose)
        if who is None:
            return
        for name in sorted(who) if isinstance(who, frozenset) else (who,):
            sums = self._sums.get(name)
            if sums is None:
                sums = self._sums[name] = [_Sums() for _ in measures.items]
            for measure, one in zip(measures.items, sums):
                self._measure(measure, one, facts)

    def _measure(self, measure: Measure, sums: _Sums, facts: Mapping[str, Any]) -> None:
        if measure.among is not None and not self._holds(measure.among, facts, measure.id):
            return
        if measure.fact is not None:
            value = facts.get(measure.fact)
            if value is not None:
                sums.above += Fraction(_in_unit(value, measure))
                sums.below += 1
            return
        share = self._credit(measure, facts)
        if share is not None:
            sums.above += Fraction(share)
            sums.below += 1

    def _credit(self, measure: Measure, facts: Mapping[str, Any]) -> Number | None:
        """What the case counts for, ``None`` where it is left out."""
        for boxes, share in measure.credits:
            truth = _truth(boxes, facts)
            if truth is None:
                if self.measures.unknown == "left_out":
                    return None
                truth = self._open(boxes, facts, measure.id)
            if truth:
                return share
        return 0

    def _holds(self, boxes: Boxes, facts: Mapping[str, Any], name: str) -> bool:
        truth = _truth(boxes, facts) if boxes else True
        return self._open(boxes, facts, name) if truth is None else truth

    def _open(self, boxes: Boxes, facts: Mapping[str, Any], name: str) -> bool:
        """What an open condition counts as: not met, or an error."""
        if self.measures.unknown != "fail":
            return False
        lacking = sorted({fact for box in boxes for fact, _ in box.tests} - facts.keys())
        expected = "the facts " + ", ".join(f"`{fact}`" for fact in lacking)
        raise FigureError(name, None, expected, where=f"case {self.cases}")

    def figures(self) -> dict[str, dict[str, object]]:
        """The figures by subject and indicator, as scoring takes them."""
        return {
            subject: {
                measure.id: _figure(measure, one) for measure, one in zip(self.measures.items, sums)
            }
            for subject, sums in sorted(self._sums.items())
        }


def _fact(decision: EvaluatedCase, name: str, subject: Any) -> Any:
    return decision.fact(name) if subject is None else decision.fact(name, subject)


def _truth(boxes: Boxes, facts: Mapping[str, Any]) -> bool | None:
    said = [box.accepts(facts) for box in boxes]
    if True in said:
        return True
    return None if None in said else False


def _in_unit(value: Any, measure: Measure) -> Number:
    number = int(value) if isinstance(value, bool) else value
    if measure.from_unit is None or measure.to_unit is None:
        return number
    return convert(number, measure.from_unit, measure.to_unit)


def _figure(measure: Measure, sums: _Sums) -> object:
    if measure.is_total:
        return exact(sums.above)
    if measure.is_mean:
        if not sums.below:
            return "n/a"
        return {"value": exact(sums.above / sums.below), "sample": sums.below}
    # A rate with parts of cases, as whole numbers; the sample is the number of cases.
    parts = sums.above.denominator
    return {
        "numerator": sums.above.numerator,
        "denominator": sums.below * parts,
        "sample": sums.below,
    }


_NOTHING: Final[Mapping[str, object]] = {}


def figures_from(
    measures: Measures,
    decisions: Iterable[object],
    figures: Mapping[str, Mapping[str, object]] | None = None,
    words: Mapping[str, str] = _NOTHING,  # type: ignore[assignment]
) -> FigureTable:
    """The figures of all decisions, beside other figures that were reported.

    ``words`` maps the names of subjects to their ids. `CaseError` for a case that was rejected,
    `FigureError` for a figure that is reported and counted at once.
    """
    tally = Tally(measures)
    for decision in _sound(decisions):
        tally.add(decision)
    counted = tally.figures()
    given = {words.get(name, name): (name, row) for name, row in (figures or {}).items()}
    nothing = [_Sums() for _ in measures.items]
    rows: dict[str, Mapping[str, object]] = {}
    for subject in [*given, *(name for name in counted if name not in given)]:
        written, reported = given.get(subject, (subject, _NOTHING))
        for measure in measures.items:
            if reported.get(measure.id) not in (None, ""):
                expected = "no figure: it is counted in the cases"
                raise FigureError(measure.id, reported[measure.id], expected, where=f"`{written}`")
        own = counted.get(subject) or {
            measure.id: _figure(measure, sums) for measure, sums in zip(measures.items, nothing)
        }
        rows[written] = {**reported, **own}
    if isinstance(figures, FigureTable):
        return FigureTable(rows, figures.places, figures.groups)
    return FigureTable(rows)


def _sound(decisions: Iterable[object]) -> Iterator[EvaluatedCase]:
    for decision in decisions:
        error = getattr(decision, "error", None)
        if isinstance(error, CaseError):
            raise error
        if not hasattr(decision, "fact"):
            raise GovcoordError(
                f"`decisions` takes decisions of `plan.evaluate`, not {type(decision).__name__}"
            )
        yield decision  # type: ignore[misc]


__all__ = ["Measure", "Measures", "Tally", "figures_from"]
