"""``govcoord match``: requests in words to matters and departments; how good matchers are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from govcoord.case_files import BadRow, CaseRow
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
from govcoord.cli.output import add_row, console, make_table, print_rejected
from govcoord.cli.rulesets import load_plan
from govcoord.errors import MISSING, CaseError, MissingExtraError
from govcoord.mechanisms.matching.bayes import train_bayes
from govcoord.mechanisms.matching.learned import Example, Matcher, Suggestion, Trainer
from govcoord.mechanisms.matching.linear import train_linear
from govcoord.mechanisms.matching.validation import NOTHING, Measured, cross_validate
from govcoord.messages import Messages
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan, Rejected

TRAINERS: Mapping[str, Trainer] = {"bayes": train_bayes, "linear": train_linear}
COLUMNS = "text,label,group"
SHOWN = 3
"""How many wrong labels are named beside a label."""


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
        form: str,
    ) -> int:
        plan = load_plan(paths, say)
        found = find_matching(plan, mechanism, say)
        examples = read_examples(train, columns.split(","), say) if train else []
        if compare:
            if not examples:
                raise StopError(say("match.needs_train"))
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


def read_examples(path: str, columns: Sequence[str], say: Messages) -> list[Example]:
    """Texts with their labels: the columns of text, label and (if there is one) group."""
    names = [name.strip() for name in columns]
    if not 2 <= len(names) <= 3 or not all(names):
        raise StopError(say("match.columns", value=",".join(columns)))
    found = []
    with CaseInput(path, None, "utf-8").opened() as (_, rows):
        for row in rows:
            if isinstance(row, BadRow):
                raise row.error
            text, label, *group = (_word(row, name) for name in names)
            if text is None or label is None:
                lacking = names[0] if text is None else names[1]
                raise CaseError(lacking, MISSING, "a text", where=row.place)
            found.append(Example(text, label, group[0] if group else None))
    return found


def _word(row: CaseRow, name: str) -> str | None:
    value = row.facts.get(name)
    return str(value).strip() or None if value is not None else None


def match_texts(
    plan: Plan, mechanism: str, path: str, matcher: Matcher | None, form: str, say: Messages
) -> int:
    """Match every request of a file; the exit code."""
    code, made = FINE, []
    for name, given in _requests(path):
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


def _requests(path: str) -> Iterator[tuple[str, dict[str, Any] | CaseError]]:
    """The requests of a file of cases, or of a text file: one in each line."""
    if path.endswith(".txt"):
        with open_cases(Path(path)) as stream:
            for number, line in enumerate(stream, start=1):
                text = line.decode("utf-8-sig", "replace").strip()
                if text:
                    yield f"{path}:{number}", {"text": text}
        return
    with CaseInput(path, None, "utf-8").opened() as (_, rows):
        for row in rows:
            if isinstance(row, BadRow):
                yield row.place, row.error
            else:
                yield row.place, {k: v for k, v in row.facts.items() if k != "id"}


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


def compare_matchers(examples: Sequence[Example], folds: int, form: str, say: Messages) -> int:
    """Cross-validate every matcher that can be had; the better one with its confusions."""
    measured: dict[str, Measured] = {}
    for name, trainer in TRAINERS.items():
        try:
            measured[name] = cross_validate(trainer, examples, folds)
        except MissingExtraError as error:
            click.echo(say("match.left_out", name=name, why=str(error)), err=True)
    # of two that are equally good the one that needs no extra
    best = max(measured, key=lambda name: (measured[name].accuracy, measured[name].macro_f1))
    if form == "json":
        click.echo(json.dumps(_as_data(measured, best, folds), ensure_ascii=False, indent=2))
        return FINE
    click.echo(
        say("match.validated", texts=len(examples), labels=len(measured[best].labels), folds=folds)
    )
    table = make_table([say(f"match.{name}") for name in ("matcher", "accuracy", "macro_f1")])
    most = measured[best].counts[measured[best].labels[0]]
    add_row(table, [say("match.always_most"), _percent(Fraction(most, len(examples))), "—"])
    for name, one in measured.items():
        add_row(table, [say(f"match.{name}"), _percent(one.accuracy), _percent(one.macro_f1)])
    console().print(table)
    click.echo()
    click.echo(say("match.best", name=say(f"match.{best}")))
    _print_confusion(measured[best], say)
    return FINE


def _print_confusion(measured: Measured, say: Messages) -> None:
    names = ("label", "count", "recall", "precision", "f1", "taken_for")
    table = make_table([say(f"match.{name}") for name in names])
    for label in measured.labels:
        precision = measured.precision(label)
        wrong = measured.taken_for(label)
        shown = ", ".join(f"{said or say('match.none')} {n}" for said, n in wrong[:SHOWN])
        more = sum(n for _, n in wrong[SHOWN:])
        cells = [
            label,
            str(measured.counts[label]),
            _percent(measured.recall(label)),
            "—" if precision is None else _percent(precision),
            _percent(measured.f1(label)),
            shown + (f", … {more}" if more else ""),
        ]
        add_row(table, cells)
    console().print(table)


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.1f}%"


def _as_data(measured: Mapping[str, Measured], best: str, folds: int) -> dict[str, Any]:
    return {
        "folds": folds,
        "best": best,
        "no_guess": NOTHING,
        "matchers": {name: _measured(one) for name, one in measured.items()},
    }


def _measured(one: Measured) -> dict[str, Any]:
    confusion: dict[str, dict[str, int]] = {label: {} for label in one.labels}
    for (label, said), count in sorted(one.confusion.items()):
        confusion[label][said] = count
    return {
        "accuracy": jsonable(one.accuracy),
        "macro_f1": jsonable(one.macro_f1),
        "confusion": confusion,
    }
