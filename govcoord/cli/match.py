"""``govcoord match``: requests in words to matters and departments; how good matchers are."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from govcoord.case_files import BadRow
from govcoord.case_files.files import open_cases
from govcoord.cli.case_input import CaseInput
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import (
    Command,
    CountType,
    Option,
    format_option,
    make_command,
    paths_argument,
)
from govcoord.cli.match_compare import TRAINERS, compare_matchers
from govcoord.cli.match_examples import read_examples, write_proposal
from govcoord.cli.output import console, print_rejected
from govcoord.cli.rulesets import load_plan
from govcoord.errors import CaseError
from govcoord.mechanisms.matching.learned import Matcher, Suggestion
from govcoord.mechanisms.matching.proposing import PER_LABEL
from govcoord.messages import Messages
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan, Rejected
from govcoord.rules.records import words_of

COLUMNS = "text,label,group"


def make(say: Messages) -> Command:
    """The command ``match``."""

    def match(
        paths: Sequence[str],
        mechanism: str | None,
        texts: str | None,
        train: str | None,
        columns: str,
        method: str,
        compare: bool,
        folds: int,
        propose: str | None,
        per_label: int,
        form: str,
    ) -> int:
        plan = load_plan(paths, say)
        found = find_matching(plan, mechanism, say)
        examples = read_examples(train, columns.split(","), say) if train else []
        if (compare or propose) and not examples:
            raise StopError(
                say("match.needs_train", option="--compare" if compare else "--propose")
            )
        if propose:
            return write_proposal(plan, examples, per_label, propose, say)
        if compare:
            return compare_matchers(examples, folds, form, say)
        if texts is None:
            raise StopError(say("match.needs_texts"))
        matcher = TRAINERS[method](examples) if examples else None
        return match_texts(plan, found, texts, matcher, form, say)

    params = [
        paths_argument(say),
        Option(say, ["--mechanism", "-m"], metavar=say("metavar.mechanism"),
               help=say("option.mechanism")),
        Option(say, ["--texts"], metavar=say("metavar.file"), help=say("option.texts")),
        Option(say, ["--train"], metavar=say("metavar.file"), help=say("option.train")),
        Option(say, ["--columns"], metavar=say("metavar.columns"), default=COLUMNS,
               help=say("option.columns")),
        Option(say, ["--by", "method"], type=click.Choice(tuple(TRAINERS)), default="bayes",
               help=say("option.match_by")),
        Option(say, ["--compare"], is_flag=True, help=say("option.match_compare")),
        Option(say, ["--folds"], type=CountType(say, 2), default=5,
               metavar=say("metavar.number"), help=say("option.folds")),
        Option(say, ["--propose"], metavar=say("metavar.file"), help=say("option.propose")),
        Option(say, ["--terms", "per_label"], type=CountType(say, 1), default=PER_LABEL,
               metavar=say("metavar.number"), help=say("option.per_label")),
        format_option(say, "text", "json"),
    ]  # fmt: skip
    return make_command(say, "match", match, params)


def find_matching(plan: Plan, name: str | None, say: Messages) -> str:
    """The id of the lexicon of that id or title; of the only one where none is named."""
    known = {m.id: m for m in plan.mechanisms.values() if m.kind == "matching"}
    listed = ", ".join(known) or "—"
    for mechanism in known.values():
        if name in (mechanism.id, *mechanism.title.all()) or (name is None and len(known) == 1):
            return mechanism.id
    if name is None:
        raise StopError(say("match.which", known=listed))
    raise StopError(say("error.no_mechanism", name=name, known=listed))


def match_texts(
    plan: Plan, mechanism: str, path: str, matcher: Matcher | None, form: str, say: Messages
) -> int:
    """Match every request of a file; the exit code."""
    code, made = FINE, []
    words = words_of(plan.mechanism(mechanism).record)
    for name, given in _requests(path, words):
        try:
            if isinstance(given, CaseError):
                raise given
            result = plan.assess(mechanism, given)
        except CaseError as error:
            print_rejected(console(err=True), Rejected(0, error, None, name), say, plan.vocabulary)
            code = FINDINGS
            continue
        learned = matcher.suggest(str(given["text"])) if matcher else None
        if form == "text":
            click.echo(name)
            for line in result.lines(plan.vocabulary, say.language):
                click.echo(f"  {line}")
            if learned is not None:
                click.echo(f"  {_learned(learned, say)}")
        made.append({"place": name, **jsonable(result), "learned": _learned_data(learned)})
    if form == "json":
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
    return code


def _requests(
    path: str, words: Container[str]
) -> Iterator[tuple[str, Mapping[str, Any] | CaseError]]:
    """The requests of a file of cases, or of a text file: one in each line."""
    if path.endswith(".txt"):
        with open_cases(Path(path)) as stream:
            for number, line in enumerate(stream, start=1):
                text = line.decode("utf-8-sig", "replace").strip()
                if text:
                    yield f"{path}:{number}", {"text": text}
        return
    with CaseInput(path, None, "utf-8").opened(words) as (_, rows):
        for row in rows:
            if isinstance(row, BadRow):
                yield row.place, row.error
            else:
                yield row.place, row.facts


def _learned_data(said: Suggestion | None) -> dict[str, Any] | None:
    """Labels from the likeliest on and the runs that decided: their order, not their floats."""
    if said is None:
        return None
    labels = [guess.label for guess in said.guesses]
    return {"label": said.label, "labels": labels, "words": [r.gram for r in said.reasons]}


def _learned(said: Suggestion, say: Messages) -> str:
    if said.label is None:
        return say("match.nothing_learned")
    others = [guess.label for guess in said.guesses[1:3]]
    words = [f"“{reason.gram.strip()}”" for reason in said.reasons]
    return say(
        "match.learned", label=said.label, words=" ".join(words), others=", ".join(others) or "—"
    )
