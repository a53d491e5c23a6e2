"""What changes from one version of a ruleset to another, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.plain import jsonable
from govcoord.rules.diff.vocabulary import VocabularyChange
from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box
from govcoord.rules.tables import TableRule
from govcoord.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.diff.cases import CaseCount


@attrs.frozen
class Saying:
    """What one version says in a region, and by which rules.

    ``status`` is that of an outcome, or ``unstated`` where the version's vocabulary has no word
    for such cases. ``values`` are outputs by id. In a collect table ``answers`` are the outputs
    of rules that only this version applies.
    """

    status: str
    values: Mapping[str, Any]
    answers: tuple[Mapping[str, Any], ...]
    rules: tuple[TableRule, ...] = attrs.field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "status": self.status,
            "values": jsonable(self.values),
            "answers": [jsonable(answer) for answer in self.answers],
            "rules": [rule.id for rule in self.rules],
        }


@attrs.frozen
class Change:
    """Cases for which a table says something else: the region as boxes, before and after.

    ``boxes`` speak of complete cases: facts that no box names are given, whatever they are.
    ``witness`` is a case in the region; ``confirmed`` says that both versions were evaluated on
    it and said what is told here.
    """

    table: str
    boxes: tuple[Box, ...]
    before: Saying
    after: Saying
    witness: Mapping[str, Any] | None = None
    confirmed: bool = False

    @property
    def same_answer(self) -> bool:
        """Whether only the rules behind the answer are others."""
        left, right = self.before, self.after
        return (left.status, left.values, left.answers) == (
            right.status,
            right.values,
            right.answers,
        )


@attrs.frozen
class TableDifference:
    """What changes in one table.

    ``kind`` is ``added``, ``removed`` or ``changed``. ``undecided`` says why it is not known
    whether more changes: ``budget``, or ``types`` of the facts that ``facts`` names; ``left``
    are the regions that were not looked at. ``reaches`` are tables that read what this one
    gives.
    """

    id: str
    kind: str
    changes: tuple[Change, ...] = ()
    undecided: str = ""
    facts: tuple[str, ...] = ()
    left: tuple[Box, ...] = ()
    reaches: tuple[str, ...] = ()

    @property
    def is_other(self) -> bool:
        """Whether an outcome changes or may: more than other rules behind the same answer."""
        differs = any(not change.same_answer for change in self.changes)
        return self.kind != "changed" or bool(self.undecided) or differs


@attrs.frozen
class Difference:
    """What changes from ``old`` to ``new``; made by `govcoord.diff`.

    ``vocabulary`` is what differs in the words; ``tables`` only holds tables in which something
    changes or is undecided; ``compared`` counts those that were compared; ``scorecards`` are
    those that are not the same; ``derived`` are facts computed in another way, with the tables
    that read them. ``joined`` is the vocabulary of both versions.
    """

    old: Plan = attrs.field(repr=False)
    new: Plan = attrs.field(repr=False)
    joined: Vocabulary = attrs.field(repr=False)
    vocabulary: tuple[VocabularyChange, ...]
    tables: tuple[TableDifference, ...]
    compared: int
    derived: Mapping[str, tuple[str, ...]]
    scorecards: tuple[str, ...]
    days: tuple[Mapping[str, date], Mapping[str, date]] = ({}, {})

    @property
    def nothing(self) -> bool:
        """Whether it is proved that nothing changes: no word, no outcome, no scorecard."""
        return self.no_outcome and not (self.vocabulary or self.scorecards)

    @property
    def no_outcome(self) -> bool:
        """Whether it is proved that no outcome changes for a case that both versions accept."""
        return not (self.derived or any(table.is_other for table in self.tables))

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of all tables."""
        return tuple(change for table in self.tables for change in table.changes)

    @property
    def undecided(self) -> tuple[TableDifference, ...]:
        """The tables of which it is not known whether more changes."""
        return tuple(table for table in self.tables if table.undecided)

    def count(self, cases: Iterable[object]) -> CaseCount:
        """How many of these cases change and how; each is evaluated by both versions."""
        from govcoord.rules.diff.cases import CaseCounter

        counter = CaseCounter(self)
        for number, case in enumerate(cases):
            counter.add(case, number)
        return counter.result()

    def to_text(self, language: str = "en", cases: CaseCount | None = None) -> str:
        """In words, for a terminal. ``language`` is ``en``, ``zh-Hans`` or ``zh-Hant``."""
        from govcoord.rules.diff.report import as_text

        return as_text(self, language, cases)

    def to_markdown(self, language: str = "en", cases: CaseCount | None = None) -> str:
        """In words, for a pull request."""
        from govcoord.rules.diff.report import as_markdown

        return as_markdown(self, language, cases)

    def to_dict(self, language: str = "en", cases: CaseCount | None = None) -> dict[str, Any]:
        """As plain data, regions in words of the language."""
        from govcoord.rules.diff.report import as_data

        return as_data(self, language, cases)
