"""Labelled texts to learn from, read from a file; and the lexicon that is proposed from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from govcoord.case_files import BadRow, CaseRow
from govcoord.cli.case_input import CaseInput
from govcoord.cli.faults import FINE, StopError
from govcoord.errors import MISSING, CaseError
from govcoord.mechanisms.matching.learned import Example
from govcoord.messages import Messages
from govcoord.rules.engine import Plan
from govcoord.rules.kinds.matching_proposal import propose_lexicon


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


def write_proposal(
    plan: Plan, examples: Sequence[Example], per_label: int, path: str, say: Messages
) -> int:
    """Write a lexicon proposed from the examples; labels without a department are named."""
    made = propose_lexicon(examples, plan.vocabulary, per_label)
    Path(path).write_text(made.text, encoding="utf-8")
    click.echo(say("match.proposed", path=path, terms=made.terms, texts=len(examples)))
    if made.unknown:
        click.echo(say("match.unknown_labels", labels=", ".join(made.unknown)), err=True)
    return FINE
