"""What ``govcoord graph`` is asked of cases, logs and plans of enforcement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from govcoord.case_files import Answer as Decided
from govcoord.case_files import BadRow, evaluate_rows
from govcoord.case_files.base import located
from govcoord.cli.case_input import CaseInput
from govcoord.cli.faults import StopError
from govcoord.rules.kinds.procedure.kind import Procedure
from govcoord.rules.records import read_record, words_of

if TYPE_CHECKING:
    from govcoord.cli.graph import Answer, Asked
    from govcoord.decision import Decision
    from govcoord.graph.logs import Log

Read = TypeVar("Read")


def ask_coordination(asked: Asked) -> Answer:
    """Who works with whom, of ``--cases`` or ``--log``."""
    from govcoord.graph.answers import CoordinationAnswer
    from govcoord.graph.coordination_graph import coordination

    return CoordinationAnswer(asked.plan, coordination(_decisions(asked) or _log(asked)))


def ask_practice(asked: Asked) -> Answer:
    """Practice of ``--cases`` or ``--log`` beside the rules."""
    from govcoord.graph.answers import PracticeAnswer
    from govcoord.graph.practice_graph import practice

    decisions = _decisions(asked)
    if decisions is not None:
        return PracticeAnswer(asked.plan, practice(asked.plan, decisions))
    log = _log(asked)
    return PracticeAnswer(asked.plan, practice(asked.plan, log), log.rejected)


def ask_procedure(asked: Asked) -> Answer:
    """The procedures of the plan in time; with ``--log`` those that it tells of, as they ran."""
    from govcoord.graph.answers import ProcedureAnswer
    from govcoord.graph.procedure_conformance import conformance
    from govcoord.graph.procedure_graph import procedure

    found = [one.model for one in asked.plan.mechanisms.values() if isinstance(one, Procedure)]
    runs = () if asked.log is None else (conformance(one, _log(asked)) for one in found)
    # a procedure of which the log has no step at all did not run there
    told = tuple(run for run in runs if len(run.unseen) < len(run.steps))
    return ProcedureAnswer(asked.plan, tuple(map(procedure, found)), told)


def ask_changes(asked: Asked) -> Answer:
    """Who works with whom before and from the day of ``--split``, of ``--cases`` or ``--log``."""
    from govcoord.graph.change_answers import ChangesAnswer
    from govcoord.graph.coordination_changes import changes
    from govcoord.graph.coordination_graph import coordination

    if asked.split is None:
        raise StopError(asked.say("error.graph_option", option="--split"))
    last = asked.split - timedelta(days=1)
    before = coordination(_decisions(asked) or _log(asked), until=last)
    after = coordination(_decisions(asked) or _log(asked), since=asked.split)
    return ChangesAnswer(asked.plan, changes(before, after), asked.split)


def ask_cheapest(asked: Asked) -> Answer:
    """The cheapest changes of ``--data`` with which ``--procedure`` meets ``--target``."""
    from govcoord.graph.change_answers import CheapestAnswer
    from govcoord.graph.procedure_graph import procedure
    from govcoord.graph.procedure_options import Change, cheapest

    found = [one for one in asked.plan.mechanisms.values() if isinstance(one, Procedure)]
    chosen = [one for one in found if asked.procedure in (one.id, *one.title.all())]
    if not chosen:
        known = ", ".join(one.id for one in found) or "—"
        raise StopError(asked.say("error.graph_procedure", known=known))
    model, offered = chosen[0].model, _records(asked, Change)
    best = cheapest(model, procedure(model), offered, asked.target)
    return CheapestAnswer(asked.plan, chosen[0], tuple(offered), best)


def ask_enforcement(asked: Asked) -> Answer:
    """What ``--data`` plans twice, and visits in its place."""
    from govcoord.graph.answers import EnforcementAnswer
    from govcoord.graph.enforcement_graph import PlannedCheck, enforcement

    return EnforcementAnswer(asked.plan, enforcement(_records(asked, PlannedCheck)))


def _records(asked: Asked, record: type[Read]) -> list[Read]:
    """The records of ``--data``."""
    if asked.data is None:
        raise StopError(asked.say("error.graph_wants", option="--data"))
    found = []
    with CaseInput(asked.data, None, "utf-8").opened(words_of(record)) as (_, rows):
        for row in rows:
            if isinstance(row, BadRow):
                raise located(row.error, row.place)
            found.append(read_record(record, row.facts, asked.plan.vocabulary, row.place))
    return found


def _decisions(asked: Asked) -> Iterator[Decision] | None:
    """The decisions of the file of cases, one after the other; the first bad case stops."""
    if asked.cases is None:
        return None
    return _evaluated(asked, asked.cases)


def _evaluated(asked: Asked, path: str) -> Iterator[Decision]:
    with CaseInput(path, None, "utf-8").opened() as (_, rows):
        for answer in evaluate_rows(asked.plan, rows, strict=True):
            if isinstance(answer, Decided):
                yield answer.decision


def _log(asked: Asked) -> Log:
    from govcoord.graph.logs import read_log

    if asked.log is None:
        raise StopError(asked.say("error.graph_wants", option="--cases, --log"))
    return read_log(asked.log, departments=asked.plan.vocabulary.departments)
