"""``govcoord graph``: who is responsible, who answers to whom, who gets which data, in pictures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click
from attrs import frozen

from govcoord.case_files import BadRow
from govcoord.cli.case_input import CaseInput
from govcoord.cli.faults import FINE, StopError
from govcoord.cli.graph_practice import (
    ask_changes,
    ask_cheapest,
    ask_coordination,
    ask_enforcement,
    ask_practice,
    ask_procedure,
)
from govcoord.cli.local import (
    Command,
    CountType,
    DayType,
    Option,
    format_option,
    make_command,
    paths_argument,
)
from govcoord.cli.rulesets import load_plan
from govcoord.messages import Messages
from govcoord.rules.engine import Plan
from govcoord.rules.vocabulary import Attribute, Type

if TYPE_CHECKING:
    from govcoord.graph.draw import Picture

FORMATS = ("text", "svg", "mermaid", "dot", "graphml", "json", "markdown", "html")


class Answer(Protocol):
    """What a question gives: findings in words and as data, and a picture."""

    def picture(self, language: str = "en") -> Picture:
        """The picture."""

    def to_text(self, language: str = "en") -> str:
        """The findings in words."""

    def to_dict(self) -> dict[str, Any]:
        """The findings as plain data."""


@frozen
class Asked:
    """What a question is asked of: the plan, and what the options give."""

    plan: Plan
    by: tuple[str, ...]
    assumed: tuple[str, ...]
    data: str | None
    say: Messages
    cases: str | None = None
    log: str | None = None
    split: date | None = None
    procedure: str | None = None
    target: int | None = None


def _responsibility(asked: Asked) -> Answer:
    from govcoord.graph import responsibility

    return responsibility(asked.plan, _by(asked))


def _accountability(asked: Asked) -> Answer:
    from govcoord.graph import accountability

    return accountability(asked.plan, _by(asked))


def _sharing(asked: Asked) -> Answer:
    from govcoord.graph import sharing

    needs = None if asked.data is None else list(_needs(asked, asked.data))
    return sharing(asked.plan, assumed=_assumed(asked), needs=needs)


QUESTIONS: tuple[tuple[str, Callable[[Asked], Answer]], ...] = (
    ("responsibility", _responsibility),
    ("accountability", _accountability),
    ("sharing", _sharing),
    ("coordination", ask_coordination),
    ("procedure", ask_procedure),
    ("enforcement", ask_enforcement),
    ("practice", ask_practice),
    ("changes", ask_changes),
    ("cheapest", ask_cheapest),
)
"""What ``--what`` can ask; a further question is one more line."""


def make(say: Messages) -> Command:
    """The command ``graph``."""

    def graph(
        paths: Sequence[str],
        what: str,
        form: str,
        by: tuple[str, ...],
        assume: tuple[str, ...],
        data: str | None,
        cases: str | None,
        log: str | None,
        split: date | None,
        procedure: str | None,
        target: int | None,
        output: str | None,
    ) -> int:
        plan = load_plan(paths, say)
        asked = Asked(plan, by, assume, data, say, cases, log, split, procedure, target)
        text = written(dict(QUESTIONS)[what](asked), form, say.language)
        if output is None:
            click.echo(text, nl=False)
        else:
            Path(output).write_text(text, encoding="utf-8")
        return FINE

    params = [
        paths_argument(say),
        Option(say, ["--what"], required=True, type=click.Choice([name for name, _ in QUESTIONS]),
               help=say("option.what")),
        format_option(say, *FORMATS),
        Option(say, ["--by"], multiple=True, metavar=say("metavar.word"), help=say("option.by")),
        Option(say, ["--assume"], multiple=True, metavar=say("metavar.word"),
               help=say("option.assume")),
        Option(say, ["--data"], metavar=say("metavar.file"), help=say("option.graph_data")),
        Option(say, ["--cases"], metavar=say("metavar.file"), help=say("option.cases")),
        Option(say, ["--log"], metavar=say("metavar.file"), help=say("option.log")),
        Option(say, ["--split"], type=DayType(say), metavar=say("metavar.date"),
               help=say("option.split")),
        Option(say, ["--procedure"], metavar=say("metavar.word"), help=say("option.procedure")),
        Option(say, ["--target"], type=CountType(say, 0), metavar=say("metavar.number"),
               help=say("option.target")),
        Option(say, ["--output", "-o"], metavar=say("metavar.file"), help=say("option.output")),
    ]  # fmt: skip
    return make_command(say, "graph", graph, params)


def written(answer: Answer, form: str, language: str) -> str:
    """The answer in one of the formats: words, data with the picture, or the picture."""
    if form == "text":
        return answer.to_text(language)
    if form == "json":
        data = {**answer.to_dict(), "picture": answer.picture(language).to_dict()}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    from govcoord.graph.draw import render

    return render(answer.picture(language), form)


def _by(asked: Asked) -> list[str] | None:
    """The ids of the attributes that ``--by`` names by id or title."""
    attributes = asked.plan.vocabulary.attributes
    departments = asked.plan.vocabulary.departments
    known = {
        a.id: a
        for a in attributes.values()
        if a.type is Type.CHOICE and a.is_given and a.choices is not departments
    }
    found = []
    for word in asked.by:
        id_ = _named(word, known)
        if id_ is None:
            raise StopError(asked.say("error.graph_by", word=word, known=", ".join(known) or "—"))
        found.append(id_)
    return found or None


def _assumed(asked: Asked) -> dict[str, bool]:
    """The yes/no facts that ``--assume`` names by id or title, as true."""
    attributes = asked.plan.vocabulary.attributes
    known = {a.id: a for a in attributes.values() if a.type is Type.BOOLEAN and a.is_given}
    found = {}
    for word in asked.assumed:
        id_ = _named(word, known)
        if id_ is None:
            known_ids = ", ".join(known) or "—"
            raise StopError(asked.say("error.graph_assume", word=word, known=known_ids))
        found[id_] = True
    return found


def _named(word: str, known: dict[str, Attribute]) -> str | None:
    return next((id_ for id_, a in known.items() if word in (id_, *a.title.all())), None)


def _needs(asked: Asked, path: str) -> Iterator[tuple[str, str, str]]:
    """The needs of a file: records with a recipient, a class of data and a purpose."""
    from govcoord.rules.kinds.data_sharing.tables import CLASS, PURPOSE, RECIPIENT

    attributes = asked.plan.vocabulary.attributes
    with CaseInput(path, None, "utf-8").opened() as (_, rows):
        for row in rows:
            if isinstance(row, BadRow):
                raise row.error
            found = []
            for name in (RECIPIENT, CLASS, PURPOSE):
                choices = attributes[name].choices if name in attributes else None
                word = row.facts.get(name)
                id_ = choices.resolve(str(word)) if choices is not None and word else None
                if id_ is None:
                    raise StopError(asked.say("error.graph_need", number=row.number + 1, fact=name,
                                              value="—" if word is None else word))  # fmt: skip
                found.append(id_)
            yield found[0], found[1], found[2]
