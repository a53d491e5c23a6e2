"""Raw figures, checked: which subject, which indicator, which number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from govcoord.errors import FigureError
from govcoord.nearest import suggest
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.model import Name
from govcoord.rules.vocabulary import Choices
from govcoord.scoring.fast import read_plain
from govcoord.scoring.figures import FigureTable
from govcoord.scoring.formulas import FormulaError, NoCasesError
from govcoord.scoring.indicators import Indicator, Reading
from govcoord.scoring.raw import (
    LAST_KNOWN,
    MISSING,
    NOT_APPLICABLE,
    REPORTED,
    SMALL_SAMPLE,
    UnfitError,
    read_events,
    read_state,
    read_yes_no,
)
from govcoord.scoring.scorecard import Figures, Scorecard
from govcoord.text import Text

EVERYONE: Final = "all"
"""The word of ``must_report`` for every subject of the list."""

_STOPS: Final = "a missing figure stops the scoring (`missing: fail`)"


@frozen
class Row:
    """One subject: its name as written in the figures, its id and title, its events.

    ``events`` are the counts of bonus and deduction items and of vetoes by id, ``None``
    where nothing was reported.
    """

    written: str
    subject: str
    title: Text
    events: Mapping[str, int | None]


@frozen
class Column:
    """The figures of one indicator, one for each row.

    ``figures`` are in the indicator's unit times ``divisor``, ``None`` where there is none;
    ``states`` is ``None`` when every figure is simply reported.
    """

    raws: Sequence[object]
    figures: Sequence[Number | None]
    divisor: int = 1
    states: Sequence[str] | None = None

    def reading(self, row: int) -> Reading:
        """The figure of one row in the indicator's unit, and its state."""
        figure = self.figures[row]
        if figure is not None and self.divisor != 1:
            figure = exact(Fraction(figure) / self.divisor)
        return figure, REPORTED if self.states is None else self.states[row]

    def only(self, rows: Sequence[int]) -> Column:
        """The column of some of the rows."""
        return Column(
            [self.raws[i] for i in rows],
            [self.figures[i] for i in rows],
            self.divisor,
            None if self.states is None else [self.states[i] for i in rows],
        )


class Intake:
    """Reads figures and gathers what does not fit."""

    def __init__(self, scorecard: Scorecard, figures: Figures, subjects: Choices | None) -> None:
        self.scorecard = scorecard
        self.figures = figures
        self.subjects = subjects
        self._errors: list[tuple[int, FigureError]] = []
        self._order = {str(subject): i for i, subject in enumerate(figures)}
        self._event_ids = [
            *(str(id_) for _, entry in scorecard.events for id_ in entry.items),
            *(str(id_) for id_, veto in scorecard.document.veto.items() if not veto.when_below),
        ]

    @property
    def errors(self) -> list[FigureError]:
        """What does not fit, in the order of the subjects."""
        return [error for _, error in sorted(self._errors, key=lambda pair: pair[0])]

    def fail(self, written: str, name: str, value: object, unfit: UnfitError) -> None:
        """Note one figure that does not fit; ``written`` is the subject as in the figures."""
        where = f"`{written}`"
        if isinstance(self.figures, FigureTable):
            place = self.figures.place(written, self._name_of(written, name))
            where = f"{place}, {where}" if place else where
        error = FigureError(name, value, unfit.expected, hint=unfit.hint, where=where)
        self._errors.append((self._order.get(written, 0), error))

    def _name_of(self, written: str, id_: str) -> str:
        """The name under which a figure was given: the id, or a title."""
        given = self.figures.get(written, {})
        names = self.scorecard.names
        return next((name for name in given if names.get(name) == id_), id_)

    def read(self) -> tuple[list[Row], list[Column]]:
        """All rows in the order given and the column of each indicator."""
        rows: list[Row] = []
        given: list[Mapping[str, object]] = []
        seen: set[str] = set()
        for written, raw in self.figures.items():
            figures: object = raw
            subject, title = self._subject(written)
            if subject is None:
                continue
            if subject in seen:
                self.fail(written, "subject", written, UnfitError("each subject once"))
                continue
            seen.add(subject)
            if not isinstance(figures, Mapping):
                expected = "a mapping (`name: value` lines)"
                self.fail(written, "figures", figures, UnfitError(expected))
                continue
            named = self._named(written, figures)
            given.append(named)
            rows.append(Row(written, subject, title, self._events(written, named)))
        self._complete(rows)
        columns = {
            leaf.id: self._column(leaf, rows, [figures.get(leaf.id) for figures in given])
            for leaf in self._reported
        }
        for leaf in self.scorecard.indicators:
            if leaf.formula is not None:
                columns[leaf.id] = self._derived(leaf, rows, columns)
        return rows, [columns[leaf.id] for leaf in self.scorecard.indicators]

    @property
    def _reported(self) -> list[Indicator]:
        """Everything of which figures are given: inputs, and indicators without a formula."""
        every = [*self.scorecard.inputs, *self.scorecard.indicators]
        return [leaf for leaf in every if leaf.formula is None]

    def _complete(self, rows: Sequence[Row]) -> None:
        """Note whoever must be there and is not."""
        given = {row.subject for row in rows}
        wanted = self.scorecard.document.must_report
        if self.subjects is not None and wanted == (EVERYONE,):
            wanted = tuple(map(Name, self.subjects.by_id))
        for name in wanted:
            id_ = self.subjects.resolve(name) if self.subjects is not None else name
            if id_ is not None and id_ not in given:
                hint = "the scorecard says who `must_report`"
                known = self.subjects.by_id[id_].title if self.subjects is not None else Text()
                written = known.get("zh-Hans") or str(name)
                self.fail(written, "subject", None, UnfitError("figures for everyone", hint))
        if not given and not self._errors:
            self.fail("—", "subject", None, UnfitError("at least one subject"))

    def _derived(
        self, leaf: Indicator, rows: Sequence[Row], columns: Mapping[str, Column]
    ) -> Column:
        """The column of an indicator that a formula gives."""
        assert leaf.formula is not None
        readings = []
        for i, row in enumerate(rows):
            read = {name: columns[name].reading(i) for name in leaf.formula.names}
            readings.append(self._derived_reading(leaf, row, read))
        states = [state for _, state in readings]
        whole = all(state == REPORTED for state in states)
        figures = [figure for figure, _ in readings]
        return Column(figures, figures, 1, None if whole else states)

    def _derived_reading(self, leaf: Indicator, row: Row, read: Mapping[str, Reading]) -> Reading:
        assert leaf.formula is not None
        states = {state for _, state in read.values()}
        shown: str | None = None
        try:
            try:
                found = leaf.formula({name: value for name, (value, _) in read.items()})
            except FormulaError as reason:
                raise UnfitError(str(reason), f"in the formula `{leaf.formula}`") from None
            except NoCasesError:
                self._allow(leaf, NOT_APPLICABLE)
                return None, NOT_APPLICABLE
            if found is None:
                state = MISSING if MISSING in states else NOT_APPLICABLE
                if state == MISSING and leaf.missing == "fail":
                    raise UnfitError("figures for " + self._lacking(read), _STOPS)
                self._allow(leaf, state)
                return None, state
            shown = format_number(found, digits=4)
            return leaf.within(found), LAST_KNOWN if LAST_KNOWN in states else REPORTED
        except UnfitError as unfit:
            self.fail(row.written, leaf.id, shown, unfit)
            return None, MISSING

    def _lacking(self, read: Mapping[str, Reading]) -> str:
        """The titles of what a formula reads and was not reported."""
        titles = {leaf.id: leaf.title for leaf in self._reported}
        missing = [name for name, (_, state) in read.items() if state == MISSING]
        return ", ".join(f"`{titles[name].get('zh-Hans') or name}`" for name in missing)

    def groups(self) -> Mapping[str, str]:
        """The groups that came with the figures, by the subjects' ids."""
        if not isinstance(self.figures, FigureTable):
            return {}
        if self.subjects is None:
            return self.figures.groups
        words = self.subjects.words
        return {words.get(name, name): group for name, group in self.figures.groups.items()}

    def _subject(self, written: str) -> tuple[str | None, Text]:
        if self.subjects is None:
            return written, Text()
        id_ = self.subjects.resolve(written)
        if id_ is not None:
            return id_, self.subjects.by_id[id_].title
        near = suggest(written, self.subjects.words)
        hint = f"did you mean `{near}`?" if near else None
        known = f"one of the {len(self.subjects.items)} {self.subjects.name}"
        self.fail(written, "subject", written, UnfitError(known, hint))
        return None, Text()

    def _named(self, written: str, given: Mapping[str, object]) -> Mapping[str, object]:
        """The figures by id; unknown and doubled names are noted."""
        if given.keys() <= self.scorecard.ids:
            return given
        names = self.scorecard.names
        figures: dict[str, object] = {}
        for name, raw in given.items():
            id_ = names.get(name)
            if id_ is None:
                near = suggest(str(name), names)
                hint = f"did you mean `{near}`?" if near else None
                expected = f"an indicator of `{self.scorecard.document.id}`"
                self.fail(written, str(name), raw, UnfitError(expected, hint))
            elif id_ in figures:
                self.fail(written, name, raw, UnfitError(f"one figure for `{id_}`"))
            else:
                figures[id_] = raw
        return figures

    def _column(self, leaf: Indicator, rows: Sequence[Row], raws: list[object]) -> Column:
        plain = self._plain_column(leaf, raws)
        if plain is not None:
            return plain
        readings = [self._reading(leaf, row, raw) for row, raw in zip(rows, raws)]
        states = [state for _, state in readings]
        whole = all(state == REPORTED for state in states)
        return Column(raws, [figure for figure, _ in readings], 1, None if whole else states)

    @staticmethod
    def _plain_column(leaf: Indicator, raws: list[object]) -> Column | None:
        """The column of plain numbers, with empty cells where the policy is not ``fail``."""
        known = [raw for raw in raws if raw is not None and raw != ""]
        if not known or (len(known) < len(raws) and leaf.missing == "fail"):
            return None
        found = read_plain(leaf, known)
        if found is None:
            return None
        figures, divisor = found
        if len(known) == len(raws):
            return Column(raws, figures, divisor)
        following = iter(figures)
        empty = [raw is None or raw == "" for raw in raws]
        return Column(
            raws,
            [None if gap else next(following) for gap in empty],
            divisor,
            [MISSING if gap else REPORTED for gap in empty],
        )

    def _reading(self, leaf: Indicator, row: Row, raw: object) -> Reading:
        try:
            reading = leaf.read(raw, row.subject)
            if reading[1] != REPORTED:
                self._allow(leaf, reading[1])
        except UnfitError as unfit:
            self.fail(row.written, leaf.id, raw, unfit)
            return None, MISSING
        return reading

    @staticmethod
    def _allow(leaf: Indicator, state: str) -> None:
        """`UnfitError` where the scorecard lets no score stand without the figure."""
        if state == MISSING and leaf.missing == "fail":
            raise UnfitError(leaf.expected, _STOPS)
        if state == NOT_APPLICABLE and leaf.not_applicable == "fail":
            raise UnfitError(leaf.expected, "the scorecard does not allow `n/a` here")
        if state == SMALL_SAMPLE and leaf.below_minimum == "fail":
            raise UnfitError(f"a sample of at least {leaf.minimum_sample}")

    def _events(self, written: str, figures: Mapping[str, object]) -> dict[str, int | None]:
        return {id_: self._event(written, id_, figures.get(id_)) for id_ in self._event_ids}

    def _event(self, written: str, id_: str, raw: object) -> int | None:
        is_veto = id_ in self.scorecard.document.veto
        try:
            if read_state(raw) is not None:
                if self.scorecard.document.missing_events == "fail":
                    raise UnfitError("true or false" if is_veto else "a number of events")
                return None
            return int(read_yes_no(raw)) if is_veto else read_events(raw)
        except UnfitError as unfit:
            self.fail(written, id_, raw, unfit)
            return None
