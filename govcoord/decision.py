"""Decisions: what the rules say of a case, with the record of how they came to it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from govcoord.plain import jsonable
from govcoord.rules.cells import Mask
from govcoord.rules.concern import is_about, untouched
from govcoord.rules.outcomes import Outcome as Outcome
from govcoord.rules.outcomes import Piece, as_canonical_json, as_json
from govcoord.rules.outcomes import Subject as Subject
from govcoord.rules.program import TablePart, owner
from govcoord.rules.questions import Undetermined, open_questions
from govcoord.rules.resolve import Status, Verdict
from govcoord.rules.tables import FactRef

if TYPE_CHECKING:
    from govcoord.rules.engine import Plan

Mark = tuple[Mask, Mask]
"""Rows of a match step that match for certain, and that match or may match."""

Rows = tuple[tuple[Any, ...], ...]
"""The values of a list of records, a tuple for each record."""

State = tuple["Plan", tuple[Any, ...], tuple["Rows | None", ...], tuple[Any, ...]]
"""What a decision keeps: the plan, values of the case, of its records, and marks per step."""


class Decision:
    """What a plan says of one case. Immutable; made by `Plan.evaluate`.

    It keeps the facts and which rules matched; outcomes, explanations and the digest are made
    from that record when they are asked for.
    """

    __slots__ = ("_state",)

    _state: State

    def __init__(
        self,
        plan: Plan,
        values: tuple[Any, ...],
        records: tuple[Rows | None, ...],
        marks: tuple[Any, ...],
    ) -> None:
        put_state(self, (plan, values, records, marks))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a decision cannot be changed: {name}")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Decision, self._state

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decision):
            return NotImplemented
        return self._state[1:] == other._state[1:] and self._plan.digest == other._plan.digest

    def __hash__(self) -> int:
        return hash(self._state[1:])

    def __repr__(self) -> str:
        shown = ", ".join(f"{o.id}: {o.status.value}" for o in self.outcomes[:6])
        return f"<Decision {shown}>"

    # facts

    @property
    def plan(self) -> Plan:
        """The plan that made the decision."""
        return self._state[0]

    _plan = plan

    @property
    def _values(self) -> tuple[Any, ...]:
        return self._state[1]

    @property
    def _records(self) -> tuple[Rows | None, ...]:
        return self._state[2]

    @property
    def _marks(self) -> tuple[Any, ...]:
        return self._state[3]

    def fact(self, name: str, subject: Subject | None = None) -> Any | None:
        """The value of an attribute, given, derived or an output; ``None`` when not known.

        ``subject`` names the record when the attribute is a field of records.
        """
        vocabulary = self._plan.vocabulary
        kind, id_ = owner(name, vocabulary, subject.record if subject else None)
        attribute = vocabulary.attribute(id_, kind)
        if attribute is None:
            raise KeyError(name)
        if attribute.table is not None:
            return self._output(attribute.table, id_, subject if kind else None)
        slot = self._plan.slots[kind, id_]
        if kind is None:
            return self._values[slot]
        assert subject is not None
        rows = self._records[self._plan.record_order[kind]]
        return rows[subject.index][slot] if rows is not None else None

    @property
    def facts(self) -> dict[str, Any]:
        """All known facts of the case: given, derived and outputs; records under their keys."""
        plan, out = self._plan, {}
        for attribute, value in zip(plan.program.case_slots, self._values):
            if attribute.table is not None:
                value = self._output(attribute.table, attribute.id, None)
            if value is not None:
                out[attribute.id] = value
        for kind, record in plan.vocabulary.records.items():
            rows = self._records[plan.record_order[kind]]
            if rows is not None:
                out[record.key] = [self._of_record(kind, row, n) for n, row in enumerate(rows)]
        return out

    def _of_record(self, kind: str, row: tuple[Any, ...], index: int) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for field, value in zip(self._plan.program.record_slots[kind], row):
            if field.table is not None:
                subject = Subject(kind, index, None)  # outcomes look at its place alone
                value = self._output(field.table, field.id, subject)
            if value is not None:
                out[field.id] = value
        return out

    def knows_any(self, slots: Collection[int]) -> bool:
        """Whether a fact of the case that is kept at one of these slots is known."""
        values = self._values
        return any(values[slot] is not None for slot in slots)

    def subjects(self, kind: str) -> list[Subject] | None:
        """The records of a kind, or ``None`` when the case does not give the list."""
        rows = self._records[self._plan.record_order[kind]]
        if rows is None:
            return None
        field = self._plan.vocabulary.records[kind].subject
        slot = self._plan.slots[kind, field] if field else None
        return [Subject(kind, n, None if slot is None else row[slot]) for n, row in enumerate(rows)]

    def record_values(
        self, kind: str, fields: Sequence[str | None]
    ) -> list[tuple[Any, ...]] | None:
        """Given or derived fields of each record of a kind: a tuple per record.

        ``None`` where the case does not give the list; in a tuple ``None`` is a value that is
        not known, or stands for the field ``None``. Faster than `fact` for many decisions.
        """
        rows = self._records[self._plan.record_order[kind]]
        if rows is None:
            return None
        slots = self._plan.slots
        at = [None if name is None else slots[kind, name] for name in fields]
        return [tuple([None if n is None else row[n] for n in at]) for row in rows]

    # outcomes

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What every table says, in the order in which they were evaluated."""
        return tuple([self._outcome(*asked) for asked in self._asked()])

    def _asked(self) -> Iterator[tuple[TablePart, Mark, Subject | None]]:
        """Each table that was asked, with what matched and the record it was asked about."""
        for step, mark in zip(self._plan.program.matches, self._marks):
            if step.scope is None:
                for part in step.parts:
                    yield part, mark, None
            else:
                for subject in self.subjects(step.scope) or ():
                    for part in step.parts:
                        yield part, mark[subject.index], subject

    def outcome(self, table: str, subject: Subject | None = None) -> Outcome | None:
        """What one table says of the case or of one record; ``None`` if it was not asked.

        Raises ``KeyError`` for an unknown table.
        """
        number, part = self._plan.parts[table]
        mark = self._marks[number]
        if part.table.scope is None:
            return self._outcome(part, mark, None)
        if mark is None or subject is None:
            return None
        return self._outcome(part, mark[subject.index], subject)

    def _outcome(self, part: TablePart, mark: Mark, subject: Subject | None) -> Outcome:
        certain, possible = _masks(part, mark)
        if subject is not None or part.resolver.copies:
            return self._make(part, part.resolver.verdict(certain, possible), subject)
        # without a subject and copied facts an outcome is the same for every such match
        key = part.resolver.key(certain, possible)
        found = None if key is None else part.outcomes.get(key)
        if found is None:
            found = self._make(part, part.resolver.fresh(certain, possible), None)
            if key is not None:
                part.outcomes.keep(key, found)
        return found

    def _make(self, part: TablePart, verdict: Verdict, subject: Subject | None) -> Outcome:
        given = verdict.values
        if part.resolver.copies:
            given = tuple(
                self.fact(value.attribute, subject) if isinstance(value, FactRef) else value
                for value in given
            )
        rules = part.table.rules
        winners = tuple([rules[number] for number in verdict.winners])
        return Outcome(part.table, verdict, given, subject, winners)

    def _output(self, table: str, attribute: str, subject: Subject | None) -> Any | None:
        outcome = self.outcome(table, subject)
        if outcome is None:
            return None
        if outcome.table.status == attribute:
            settled = outcome.status is not Status.UNDETERMINED
            return outcome.status.value if settled else None
        for output, value in zip(outcome.table.outputs, outcome.given):
            if output.attribute == attribute:
                return value
        raise KeyError(attribute)

    @property
    def is_settled(self) -> bool:
        """Whether no missing fact leaves any rule open (then nothing is undetermined)."""
        for mark in self._marks:
            if mark is None:
                return False
            if mark and isinstance(mark[0], tuple):
                if any(certain != possible for certain, possible in mark):
                    return False
            elif mark and mark[0] != mark[1]:
                return False
        return True

    @property
    def conflicts(self) -> tuple[Outcome, ...]:
        """Outcomes in which rules disagree and none overrides the other."""
        return tuple(o for o in self.outcomes if o.status is Status.CONFLICT)

    @property
    def undetermined(self) -> tuple[Undetermined, ...]:
        """The questions that missing facts leave open, each with what to ask."""
        return open_questions(self)

    # the plan's own questions

    @property
    def joint_required(self) -> bool | None:
        """Whether the case must be handled jointly; ``None`` when that is not known."""
        value: bool | None = self._plan.view("joint_required", self)
        return value

    @property
    def lead(self) -> str | None:
        """The department that leads, or ``None`` where none is decided."""
        value: str | None = self._plan.view("lead", self)
        return value

    @property
    def supports(self) -> tuple[Any, ...]:
        """The supporting departments with their duties."""
        return tuple(self._plan.view("supports", self) or ())

    @property
    def liabilities(self) -> tuple[Any, ...]:
        """Proposals of liability, for a competent body to decide."""
        return tuple(self._plan.view("liabilities", self) or ())

    def view(self, name: str) -> Any:
        """A named answer that a document kind makes of the outcomes; ``None`` if none does."""
        return self._plan.view(name, self)

    # output

    @property
    def untouched(self) -> tuple[str, ...]:
        """The ids of the tables that the case does not concern: nothing they ask is known.

        The day and the region do not count, and a table that has an answer is touched. Empty
        for a case that touches no table of the case itself: nothing tells them apart.
        """
        return untouched(self)

    def to_dict(self, *, everything: bool = False) -> dict[str, Any]:
        """The decision as plain data that ``json`` can write.

        Of tables that the case does not concern, only the ids stand there, under
        ``untouched``; with ``everything`` their outcomes, answers and open questions stand
        there as those of all others, and there is no ``untouched``.
        """
        head, tail, left_out = self._frame(everything)
        outcomes = [self._outcome(*asked).to_dict() for asked in self._told(left_out)]
        return {**head, "outcomes": outcomes, **tail}

    def to_json(self, *, everything: bool = False) -> str:
        """`to_dict` as JSON on one line, a good deal faster for many decisions."""
        head, tail, left_out = self._frame(everything)
        outcomes = ", ".join([self._text(*asked, False) for asked in self._told(left_out)])
        return f'{as_json(head)[:-1]}, "outcomes": [{outcomes}], {as_json(tail)[1:]}'

    def _frame(self, everything: bool) -> tuple[dict[str, Any], dict[str, Any], Collection[str]]:
        """What stands before and after the outcomes, and the tables that are left out."""
        plan, facts = self._plan, jsonable(self.facts)
        left_out = () if everything else self.untouched
        answers = {
            name: None if is_about(plan.views[name], left_out) else jsonable(plan.view(name, self))
            for name in sorted(plan.views)
        }
        head = {"ruleset": plan.digest, "digest": self._digest(facts), "facts": facts}
        questions = [question.to_dict() for question in open_questions(self, left_out)]
        tail: dict[str, Any] = {"undetermined": questions}
        if not everything:
            tail["untouched"] = list(left_out)
        return {**head, "answers": answers}, tail, left_out

    def _told(self, left_out: Collection[str]) -> Iterator[tuple[TablePart, Mark, Subject | None]]:
        return (asked for asked in self._asked() if asked[0].table.id not in left_out)

    @property
    def digest(self) -> str:
        """SHA-256 of the ruleset's digest, the facts and the outcomes, in canonical JSON.

        The outcomes are those of all tables. Where the rulesets lie on disk does not count.
        """
        return self._digest(jsonable(self.facts))

    def _digest(self, facts: Any) -> str:
        outcomes = ",".join(self._text(*asked, True) for asked in self._asked())
        ruleset = as_canonical_json(self._plan.digest)
        text = f'{{"facts":{as_canonical_json(facts)},"outcomes":[{outcomes}],"ruleset":{ruleset}}}'
        return hashlib.sha256(text.encode()).hexdigest()

    def _text(self, part: TablePart, mark: Mark, subject: Subject | None, canonical: bool) -> str:
        """An outcome as JSON, made of what is remembered of equal matches."""
        before, after = self._piece(part, mark, subject, canonical)
        if subject is None:
            return before
        told = subject.to_dict()
        return before + (as_canonical_json(told) if canonical else as_json(told)) + after

    def _piece(
        self, part: TablePart, mark: Mark, subject: Subject | None, canonical: bool
    ) -> Piece:
        key = None if part.resolver.copies else part.resolver.key(*_masks(part, mark))
        found = None if key is None else part.pieces.get((key, canonical))
        if found is None:
            found = self._outcome(part, mark, subject).piece(canonical)
            if key is not None:
                part.pieces.keep((key, canonical), found)
        return found

    def explain(self, language: str = "en", *, everything: bool = False) -> str:
        """The decision in words: each outcome with its rules, facts and sources.

        ``language`` is ``en``, ``zh-Hans`` or ``zh-Hant``. Tables that the case does not
        concern are named at the end; with ``everything`` they are told as all others.
        """
        from govcoord.rules.explain import explain

        return explain(self, language, everything=everything)


def _masks(part: TablePart, mark: Mark) -> Mark:
    """The rows of one table that match, and that may match."""
    certain, possible = mark
    known = possible is certain
    certain = (certain >> part.offset) & part.mask
    return certain, certain if known else (possible >> part.offset) & part.mask


put_state = Decision.__dict__["_state"].__set__
