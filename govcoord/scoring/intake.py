"""Raw figures, checked: which subject, which indicator, which number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from govcoord.errors import FigureError
from govcoord.nearest import suggest
from govcoord.rules.vocabulary import Choices
from govcoord.scoring.figures import FigureTable
from govcoord.scoring.indicators import (
    MISSING,
    NOT_APPLICABLE,
    SMALL_SAMPLE,
    Indicator,
    Reading,
    UnfitError,
    read_events,
    read_state,
    read_yes_no,
)
from govcoord.scoring.scorecard import Figures, Scorecard
from govcoord.text import Text


@frozen
class Row:
    """The figures of one subject: one raw figure and one reading for each indicator.

    ``events`` are the counts of bonus and deduction items and of vetoes by id, ``None``
    where nothing was reported.
    """

    subject: str
    title: Text
    raws: tuple[object, ...]
    readings: tuple[Reading, ...]
    events: Mapping[str, int | None]


class Intake:
    """Reads rows and gathers what does not fit."""

    def __init__(self, scorecard: Scorecard, figures: Figures, subjects: Choices | None) -> None:
        self.scorecard = scorecard
        self.figures = figures
        self.subjects = subjects
        self.errors: list[FigureError] = []
        self._texts: list[dict[str, Reading]] = [{} for _ in scorecard.indicators]
        self._event_ids = [
            *(id_ for _, entry in scorecard.events for id_ in entry.items),
            *scorecard.document.veto,
        ]

    def fail(self, subject: str, name: str, value: object, unfit: UnfitError) -> None:
        """Note one figure that does not fit; ``subject`` as written in the figures."""
        where = f"`{subject}`"
        if isinstance(self.figures, FigureTable):
            place = self.figures.place(subject, self._written(subject, name))
            where = f"{place}, {where}" if place else where
        self.errors.append(FigureError(name, value, unfit.expected, hint=unfit.hint, where=where))

    def _written(self, subject: str, id_: str) -> str:
        """The name under which a figure was given: the id, or a title."""
        given = self.figures.get(subject, {})
        names = self.scorecard.names
        return next((name for name in given if names.get(name) == id_), id_)

    def rows(self) -> list[Row]:
        """All rows in the order given, as far as they could be read."""
        found: dict[str, Row] = {}
        for written, given in self.figures.items():
            subject, title = self._subject(written)
            if subject is None:
                continue
            if subject in found:
                self.fail(written, "subject", written, UnfitError("each subject once"))
                continue
            found[subject] = self._row(written, subject, title, given)
        return list(found.values())

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

    def _row(self, written: str, subject: str, title: Text, given: Mapping[str, object]) -> Row:
        figures = self._named(written, given)
        raws = tuple(figures.get(leaf.id) for leaf in self.scorecard.indicators)
        readings = tuple(
            self._reading(at, leaf, raw, written, subject)
            for at, (leaf, raw) in enumerate(zip(self.scorecard.indicators, raws))
        )
        return Row(subject, title, raws, readings, self._events(written, figures))

    def _named(self, subject: str, given: Mapping[str, object]) -> Mapping[str, object]:
        """The figures by id; unknown and doubled names are noted."""
        names = self.scorecard.names
        figures: dict[str, object] = {}
        for name, raw in given.items():
            id_ = names.get(name)
            if id_ is None:
                near = suggest(str(name), names)
                hint = f"did you mean `{near}`?" if near else None
                expected = f"an indicator of `{self.scorecard.document.id}`"
                self.fail(subject, str(name), raw, UnfitError(expected, hint))
            elif id_ in figures:
                self.fail(subject, name, raw, UnfitError(f"one figure for `{id_}`"))
            else:
                figures[id_] = raw
        return figures

    def _reading(
        self, at: int, leaf: Indicator, raw: object, written: str, subject: str
    ) -> Reading:
        if type(raw) is str:
            known = self._texts[at].get(raw)
            if known is not None:
                return known
        try:
            reading = leaf.read(raw, subject)
            if reading[1] != "reported":
                self._allow(leaf, reading)
            elif type(raw) is str:
                self._texts[at][raw] = reading
        except UnfitError as unfit:
            self.fail(written, leaf.id, raw, unfit)
            return None, MISSING
        return reading

    @staticmethod
    def _allow(leaf: Indicator, reading: Reading) -> None:
        """`UnfitError` where the policy of the scorecard lets no score stand without the figure."""
        state = reading[1]
        if state == MISSING and leaf.missing == "fail":
            raise UnfitError(leaf.expected, "a missing figure stops the scoring (`missing: fail`)")
        if state == NOT_APPLICABLE and leaf.not_applicable == "fail":
            raise UnfitError(leaf.expected, "the scorecard does not allow `n/a` here")
        if state == SMALL_SAMPLE and leaf.below_minimum == "fail":
            raise UnfitError(f"a sample of at least {leaf.minimum_sample}")

    def _events(self, subject: str, figures: Mapping[str, object]) -> dict[str, int | None]:
        counts: dict[str, int | None] = {}
        for id_ in self._event_ids:
            counts[id_] = self._event(subject, id_, figures.get(id_))
        return counts

    def _event(self, subject: str, id_: str, raw: object) -> int | None:
        is_veto = id_ in self.scorecard.document.veto
        try:
            if read_state(raw) is not None:
                if self.scorecard.document.missing_events == "fail":
                    raise UnfitError("true or false" if is_veto else "a number of events")
                return None
            return int(read_yes_no(raw)) if is_veto else read_events(raw)
        except UnfitError as unfit:
            self.fail(subject, id_, raw, unfit)
            return None


def group_rows(rows: Iterable[Row], groups: Mapping[str, str]) -> dict[str | None, list[Row]]:
    """The rows of each group that is compared within itself, in the order of first sight."""
    found: dict[str | None, list[Row]] = {}
    for row in rows:
        found.setdefault(groups.get(row.subject), []).append(row)
    return found
