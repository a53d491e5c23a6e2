"""How good the matchers are that learn from examples: cross-validated, with their confusions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs
import click

from govcoord.cli.faults import FINE
from govcoord.cli.output import add_row, console, make_table
from govcoord.errors import MissingExtraError
from govcoord.mechanisms.matching.bayes import train_bayes
from govcoord.mechanisms.matching.learned import Example, Trainer
from govcoord.mechanisms.matching.linear import train_linear
from govcoord.mechanisms.matching.proposing import Answered, by_margin, train_lexicon
from govcoord.mechanisms.matching.validation import NOTHING, Measured, cross_validate
from govcoord.messages import Messages
from govcoord.plain import jsonable

TRAINERS: Mapping[str, Trainer] = {
    "bayes": train_bayes,
    "linear": train_linear,
    "lexicon": train_lexicon,
}
SHOWN = 3
"""How many wrong labels are named beside a label."""
MARGINS = (1, 2, 3, 5, 8)
"""The margins whose price and gain are shown."""


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
    sure = by_margin(examples, MARGINS, folds)
    if form == "json":
        click.echo(json.dumps(_as_data(measured, best, folds, sure), ensure_ascii=False, indent=2))
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
    click.echo()
    click.echo(say("match.by_margin"))
    _print_margins(sure, say)
    return FINE


def _print_margins(sure: Sequence[Answered], say: Messages) -> None:
    """How many texts the lexicon answers by itself at each margin, and how many rightly."""
    table = make_table([say(f"match.{name}") for name in ("margin", "answered", "precision")])
    for one in sure:
        right = _percent(Fraction(one.right, one.answered)) if one.answered else "—"
        add_row(table, [str(one.margin), _percent(Fraction(one.answered, one.texts)), right])
    console().print(table)


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


def _as_data(
    measured: Mapping[str, Measured], best: str, folds: int, sure: Sequence[Answered]
) -> dict[str, Any]:
    return {
        "folds": folds,
        "best": best,
        "no_guess": NOTHING,
        "matchers": {name: _measured(one) for name, one in measured.items()},
        "margins": [attrs.asdict(one) for one in sure],
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
