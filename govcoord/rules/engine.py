"""The plan: loaded rulesets that evaluate cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, overload

import attrs

from govcoord.case import Case, normalise, number_in
from govcoord.decision import Decision
from govcoord.diagnostics import Diagnostic, suggest
from govcoord.errors import CalendarError, CaseError, GovcoordError
from govcoord.rules.compile import CodeMaker
from govcoord.rules.concern import Asked, asked_by_tables
from govcoord.rules.expressions import evaluate
from govcoord.rules.program import DeriveStep, Program, TablePart, build_program
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import AS_OF, Vocabulary

if TYPE_CHECKING:
    from govcoord.decision import Subject
    from govcoord.rules.kinds.base import View
    from govcoord.rules.mechanism import Mechanism, Result, Stream
    from govcoord.rules.model import Document
    from govcoord.rules.parameters import Parameter
    from govcoord.rules.reviews import ReviewState
    from govcoord.rules.solving.why_not import Change
    from govcoord.scoring.fairness import Audit
    from govcoord.scoring.report import ScoreReport
    from govcoord.scoring.robustness import Assumptions, Sensitivity
    from govcoord.scoring.scorecard import Scorecard


@attrs.frozen(slots=True)
class Rejected:
    """A case that could not be evaluated: its number from 0, its id, its place, and why."""

    number: int
    error: CaseError
    id: str | None = None
    place: str | None = None


@attrs.frozen(slots=False, eq=False, repr=False)
class Plan:
    """Rulesets that have been loaded and found free of errors.

    A plan is immutable, safe to share between threads, and picklable. ``digest`` is the
    SHA-256 of the rulesets' content; ``warnings`` what was noticed at load and is no error;
    ``as_of`` the day that cases without one of their own are looked at; ``parameters`` the
    choices of the policy; ``pilot`` the plan as it would be with its pilot rules, where it has
    any.
    """

    vocabulary: Vocabulary
    tables: tuple[Table, ...]
    views: Mapping[str, View]
    documents: tuple[Document, ...]
    digest: str
    scorecards: Mapping[str, Scorecard] = attrs.field(factory=dict)
    mechanisms: Mapping[str, Mechanism] = attrs.field(factory=dict)
    parameters: tuple[Parameter, ...] = ()
    pilot: Plan | None = None
    warnings: tuple[Diagnostic, ...] = ()
    as_of: date | None = None

    def __repr__(self) -> str:
        rules = sum(len(table.rules) for table in self.tables)
        return f"<Plan {self.digest[:12]}: {len(self.tables)} tables, {rules} rules>"

    def __getstate__(self) -> dict[str, Any]:
        return {a.name: getattr(self, a.name) for a in attrs.fields(type(self))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    # what is compiled once

    @cached_property
    def program(self) -> Program:
        """The steps of an evaluation."""
        return build_program(self.vocabulary, self.tables)

    @cached_property
    def slots(self) -> Mapping[tuple[str | None, str], int]:
        """Where a decision keeps each fact."""
        return self._maker.slots

    @cached_property
    def record_order(self) -> Mapping[str, int]:
        """Where a decision keeps the records of each kind."""
        return {kind: n for n, kind in enumerate(self.program.record_slots)}

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """What each table asks of a case."""
        return asked_by_tables(self)

    @cached_property
    def parts(self) -> Mapping[str, tuple[int, TablePart]]:
        """For each table the number of its match step, and its part of it."""
        return {
            part.table.id: (number, part)
            for number, step in enumerate(self.program.matches)
            for part in step.parts
        }

    @cached_property
    def _maker(self) -> CodeMaker:
        return CodeMaker(self.program, Decision)

    @cached_property
    def _functions(self) -> dict[tuple[str, ...], Callable[..., Any]]:
        return self._maker.case_shapes.functions

    # evaluating

    def evaluate(self, case: object) -> Decision:
        """Decide one case.

        ``case`` is a mapping, an attrs object or a `Case`; keys are ids or titles of
        attributes, and keys of record lists. Raises `CaseError` for a fact that does not fit
        the vocabulary; a fact that is not given leaves open what depends on it.
        """
        if self.as_of is not None:
            case = self._dated(case)
        try:
            shape = tuple(case)  # type: ignore[arg-type, var-annotated]
            function = self._functions.get(shape)
            if function is None:
                function = self._maker.case_shapes.find(case)  # type: ignore[arg-type]
            decision: Decision = function(case, self)
        except (KeyError, TypeError, ValueError, AttributeError, CalendarError):
            return self._evaluate_slowly(case)
        return decision

    def _dated(self, case: object) -> object:
        if isinstance(case, Case):
            if AS_OF in case.facts:
                return case
            return attrs.evolve(case, facts={**case.facts, AS_OF: self.as_of})
        if isinstance(case, Mapping) and case.get(AS_OF) is None:
            titles = self.vocabulary.attributes[AS_OF].title.all()
            if all(case.get(title) is None for title in titles):
                return {**case, AS_OF: self.as_of}
        return case

    def _evaluate_slowly(self, case: object) -> Decision:
        """Evaluate a case that is not in canonical form, or tell what is wrong with it."""
        facts = normalise(case, self.vocabulary).facts
        if self.as_of is not None and AS_OF not in facts:
            facts = {**facts, AS_OF: self.as_of}
        shapes = self._maker.case_shapes
        function = shapes.functions.get(tuple(facts)) or shapes.find(facts)
        try:
            decision: Decision = function(facts, self)
        except CalendarError as error:
            raise self._blame(facts, error) from None
        return decision

    def _blame(self, facts: Mapping[str, Any], error: CalendarError) -> CaseError:
        """The derived attribute whose computation left the calendar."""
        known = dict(facts)
        lists = {k: known.get(r.key, []) for k, r in self.vocabulary.records.items()}
        for step in self.program.steps:
            if isinstance(step, DeriveStep) and step.attribute.record is None:
                attribute = step.attribute
                assert attribute.derive is not None
                try:
                    known[attribute.id] = evaluate(
                        attribute.derive, known, lists, self.vocabulary.calendar
                    )
                except CalendarError:
                    return _misfit(attribute.id, error)
        fields = [s.attribute.id for s in self.program.steps if isinstance(s, DeriveStep)]
        return _misfit(fields[-1], error)

    @overload
    def evaluate_many(
        self, cases: Iterable[object], *, strict: Literal[True]
    ) -> Iterator[Decision]: ...
    @overload
    def evaluate_many(
        self, cases: Iterable[object], *, strict: bool = False
    ) -> Iterator[Decision | Rejected]: ...
    def evaluate_many(
        self, cases: Iterable[object], *, strict: bool = False
    ) -> Iterator[Decision | Rejected]:
        """Decide cases one after the other, in bounded memory.

        Every case gives one item: its `Decision`, or a `Rejected` that says what is wrong with
        it. With ``strict`` the first bad case raises its `CaseError`.
        """
        for number, case in enumerate(cases):
            try:
                yield self.evaluate(case)
            except CaseError as error:
                if strict:
                    raise
                words = self.vocabulary.case_words
                yield Rejected(number, error, number_in(case, words), _place_of(case))

    def case(self, raw: object) -> Case:
        """Check a case and bring it into canonical form, to be evaluated any number of times."""
        return normalise(raw, self.vocabulary)

    def on(self, day: date) -> Plan:
        """The plan for a day: cases that do not say ``as_of`` are looked at on ``day``."""
        other = attrs.evolve(self, as_of=day, pilot=self.pilot and self.pilot.on(day))
        for name in ("program", "_maker", "_functions", "asked"):
            other.__dict__[name] = getattr(self, name)
        return other

    def scorecard(self, id_: str) -> Scorecard:
        """The scorecard of that id; `GovcoordError` where there is none."""
        found = self.scorecards.get(id_)
        if found is None:
            near = suggest(id_, self.scorecards)
            hint = f" (did you mean `{near}`?)" if near else ""
            raise GovcoordError(f"there is no scorecard `{id_}`{hint}")
        return found

    def score(
        self,
        scorecard: str,
        figures: object = None,
        *,
        decisions: Iterable[object] | None = None,
        groups: Mapping[str, str] | None = None,
    ) -> ScoreReport:
        """Score all subjects of a scorecard from their figures, exactly.

        ``figures`` maps subjects (departments, by id or title) to indicators to raw figures; a
        frame of pandas or polars with a row for each subject serves as well. ``decisions`` are
        decisions on cases, of which the scorecard counts what its ``measure`` entries say; they
        are taken one after the other, in bounded memory. ``groups`` maps subjects to the group
        they are compared in. Raises `FigureError` for a figure that does not fit, `CaseError`
        for a case that was rejected; nothing is scored then.
        """
        from govcoord.scoring.entry import score_plan

        return score_plan(self, scorecard, figures, decisions, groups)

    def sensitivity(
        self,
        scorecard: str,
        figures: object,
        *,
        assumptions: Assumptions | None = None,
        draws: int = 1000,
        seed: int = 1,
        groups: Mapping[str, str] | None = None,
    ) -> Sensitivity:
        """How far places and grades hold up under other weights, normalisations, aggregations.

        Scores ``draws`` times over by assumptions drawn at random; equal seeds give equal
        results. ``figures`` and ``groups`` are those of `Plan.score`. Raises `FigureError` for
        a figure that does not fit, `GovcoordError` for assumptions that make no sense.
        """
        from govcoord.scoring.entry import sensitivity_of

        return sensitivity_of(self, scorecard, figures, assumptions, draws, seed, groups)

    def audit(
        self, scorecard: str, figures: object, *, groups: Mapping[str, str] | None = None
    ) -> Audit:
        """What figures reveal about a scorecard: gaming, unfairness, weights that say nothing.

        ``figures`` and ``groups`` are those of `Plan.score`. Raises `FigureError` for a figure
        that does not fit.
        """
        from govcoord.scoring.entry import audit_of

        return audit_of(self, scorecard, figures, groups)

    def mechanism(self, id_: str) -> Mechanism:
        """The mechanism of that id or title; `GovcoordError` where there is none."""
        found = self.mechanisms.get(id_) or next(
            (m for m in self.mechanisms.values() if id_ in m.title.all()), None
        )
        if found is None:
            near = suggest(id_, self.mechanisms)
            hint = f" (did you mean `{near}`?)" if near else ""
            raise GovcoordError(f"there is no mechanism `{id_}`{hint}")
        return found

    def assess(self, mechanism: str, given: object, *, as_of: date | None = None) -> Result:
        """What a mechanism (a procedure, a cost-sharing rule …) makes of what it is given.

        ``given`` is a mapping by the names or titles of the mechanism's facts, or a value of
        its `Mechanism.record`. ``as_of`` is the day that it is looked at; the key ``as_of``
        of ``given`` and the plan's own day stand in for it. Raises `CaseError` for what does
        not fit, and where the day is needed and there is none.
        """
        from govcoord.rules.mechanism import assess

        return assess(self, self.mechanism(mechanism), given, as_of)

    @overload
    def assess_many(
        self,
        mechanism: str,
        records: Iterable[object],
        *,
        as_of: date | None = None,
        strict: Literal[True],
    ) -> Iterator[Result]: ...
    @overload
    def assess_many(
        self,
        mechanism: str,
        records: Iterable[object],
        *,
        as_of: date | None = None,
        strict: bool = False,
    ) -> Iterator[Result | Rejected]: ...
    def assess_many(
        self,
        mechanism: str,
        records: Iterable[object],
        *,
        as_of: date | None = None,
        strict: bool = False,
    ) -> Iterator[Result | Rejected]:
        """Let a mechanism assess records one after the other, in bounded memory.

        Every record gives one item: its result, or a `Rejected` that says what is wrong with it.
        With ``strict`` the first bad record raises its `CaseError`.
        """
        for number, given in enumerate(records):
            try:
                yield self.assess(mechanism, given, as_of=as_of)
            except CaseError as error:
                if strict:
                    raise
                yield Rejected(number, error, None, None)

    def assess_rows(
        self,
        mechanism: str,
        rows: Iterable[Mapping[str, Any]],
        *,
        as_of: date | None = None,
        **others: Any,
    ) -> tuple[Result, tuple[Rejected, ...]]:
        """Let a mechanism assess a list of items, and leave out those that are wrong.

        ``rows`` are the items of the list that a table may hold (the entries of a register, the
        reports of an intake); ``others`` are the other facts of its record. Gives the result of
        the items that could be read, which counts the others as unread, and a `Rejected` for each
        of those, by number. `assess` raises at the first instead. Raises `CaseError` for what is
        wrong with the whole, and `GovcoordError` for a mechanism without such a list.
        """
        from govcoord.rules.items import listed_in, sift

        listed = listed_in(self.mechanism(mechanism).record)
        if listed is None:
            raise GovcoordError(f"`{mechanism}` has no list of items: use `assess`")
        items, bad = [listed.facts(row) for row in rows], list[Rejected]()
        result = sift(
            items,
            listed,
            lambda given: self.assess(mechanism, {**others, **given}, as_of=as_of),
            lambda number, error: bad.append(Rejected(number, error)),
        )
        return result, tuple(sorted(bad, key=lambda one: one.number))

    def stream(self, mechanism: str, *, as_of: date | None = None) -> Stream:
        """A mechanism that adds up items (ratings), to be given one item at a time.

        ``add`` takes an item and gives what is told of it alone, ``result`` what all come to;
        memory stays small. Raises `GovcoordError` for a mechanism that adds nothing up.
        """
        from govcoord.rules.mechanism import stream

        return stream(self, self.mechanism(mechanism), as_of)

    def reviews(self, day: date, *, warn_days: int = 90) -> tuple[ReviewState, ...]:
        """How the reviews of the documents stand on a day, the next one first."""
        from govcoord.rules.reviews import reviews

        return reviews(self.documents, day, warn_days=warn_days)

    def why_not(
        self,
        case: object,
        outcome: Mapping[str, Any],
        *,
        subject: Subject | int | str | None = None,
        limit: int = 3,
        keep: Iterable[str] = (),
    ) -> tuple[Change, ...]:
        """The nearest changes of a case's given facts that would give an outcome.

        ``outcome`` maps facts to the values wanted of them (``{"lead": "health"}``), or names a
        rule that is to give the answer (``{"table": "lead_responsibility", "rule": "LR-110"}``).
        ``subject`` says which record is meant: a `Subject`, its number from 0 or its department.
        Facts named in ``keep`` are left as they are. At most ``limit`` changes are given, one
        for each set of facts to move, those with the fewest facts first; each is evaluated, and
        none is given when none was found within the budget. One without facts says that the case
        has the outcome already. Raises `CaseError` for values that do not fit.
        """
        from govcoord.rules.solving.why_not import why_not

        return why_not(self, case, outcome, subject=subject, limit=limit, keep=keep)

    def view(self, name: str, decision: Decision) -> Any:
        """A named answer of a document kind; ``None`` where no document gives it."""
        view = self.views.get(name)
        return None if view is None else view(decision)


def _misfit(attribute: str, error: CalendarError) -> CaseError:
    return CaseError(attribute, None, "dates that can be counted", hint=str(error))


def _place_of(case: object) -> str | None:
    return case.place if isinstance(case, Case) else None
