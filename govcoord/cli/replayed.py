"""Replayed lines of a trail as text, JSON or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs
import click

from govcoord.audit import Change, Replayed
from govcoord.cli.csv_heads import heads
from govcoord.cli.output import attribute_of
from govcoord.cli.values import show_value
from govcoord.errors import MISSING
from govcoord.messages import LANGUAGES, Messages
from govcoord.rules.engine import Plan
from govcoord.rules.values import BadValue, to_value

_CSV = (
    "line", "id", "who", "when", "state", "other_rules", "part", "name", "then", "now",
    "rules_then", "rules_now",
)  # fmt: skip
_DIGITS = 12
_SHOWN = 200
_ANSWERS = 6


@attrs.define
class Counts:
    """How many lines there were, came out the same, and were decided by other rules."""

    lines: int = 0
    same: int = 0
    other_rules: int = 0
    proved: int = 0

    def add(self, found: Replayed) -> None:
        """Count a line."""
        self.lines += 1
        self.same += found.state == "same"
        self.other_rules += found.other_rules
        self.proved += found.proved


def write_replayed(found: Iterable[Replayed], plan: Plan, form: str, say: Messages) -> bool:
    """Write what came out otherwise; whether the same rules gave the same everywhere."""
    counts = Counts()
    writer = {"json": _json, "csv": _csv}.get(form, _text)
    writer(_counted(found, counts), counts, plan, say)
    return counts.proved == counts.lines


def _counted(found: Iterable[Replayed], counts: Counts) -> Iterator[Replayed]:
    """All lines are counted, those that are not proved are passed on."""
    for one in found:
        counts.add(one)
        if not one.proved:
            yield one


def _text(found: Iterable[Replayed], counts: Counts, plan: Plan, say: Messages) -> None:
    words = _Words(plan, say)
    for one in found:
        for line in words.lines(one) if one.state != "same" else ():
            click.echo(line)
    numbers = {name: f"{value:,}" for name, value in attrs.asdict(counts).items()}
    click.echo(say("audit.replayed", lines=numbers["lines"], same=numbers["same"]))
    if counts.other_rules:
        click.echo(say("audit.replayed_other", lines=numbers["other_rules"]))


def _json(found: Iterable[Replayed], counts: Counts, plan: Plan, say: Messages) -> None:
    lines = [one.to_dict() for one in found]
    data = {"rules": plan.digest, **attrs.asdict(counts), "found": lines}
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _csv(found: Iterable[Replayed], counts: Counts, plan: Plan, say: Messages) -> None:
    """A row for every change, and one for a line that has none."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(heads(_CSV, say.language))
    for one in found:
        head = (one.line, one.id, one.who, one.when, one.state, str(one.other_rules).lower())
        for change in one.changes or (None,):
            if change is None:
                writer.writerow((*head, "", one.error.name if one.error else "", "", "", "", ""))
                continue
            values = (_plain(change.then), _plain(change.now))
            rules = (" ".join(change.rules_then), " ".join(change.rules_now))
            writer.writerow((*head, change.part, change.name, *values, *rules))


def _differing(change: Change) -> tuple[Any, Any]:
    """Of outcomes the values that differ; all of them where the same was said by other rules."""
    then, now = change.then, change.now
    if change.part != "outcome" or not isinstance(then, Mapping) or not isinstance(now, Mapping):
        return then, now
    keys = [key for key in dict.fromkeys((*then, *now)) if then.get(key) != now.get(key)]
    if not keys:
        return then, now
    then, now = ({key: side[key] for key in keys if key in side} for side in (then, now))
    return then, now


def _plain(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


@attrs.frozen
class _Words:
    """Replayed lines in the reader's language."""

    plan: Plan
    say: Messages

    def lines(self, found: Replayed) -> Iterator[str]:
        say = self.say
        names = [part for part in (found.id, found.mechanism, found.who, found.when) if part]
        about = say("value.list").join(map(str, names)) or "—"
        state = say(f"audit.state_{found.state}")
        yield say("audit.line", line=f"{found.line:,}", about=about, state=state)
        if found.other_rules:
            digests = (digest[:_DIGITS] for digest in (found.rules_then, found.rules_now))
            yield "  " + say("audit.other_rules", then=next(digests), now=next(digests))
        if found.error is not None:
            attribute = attribute_of(found.error, self.plan.vocabulary)
            name = attribute.label(say.language) if attribute else found.error.name
            missing = found.error.value is MISSING
            yield "  " + (
                say("audit.lacks", name=name) if missing else say("audit.misfit", name=name)
            )
        answers = [c.name for c in found.changes if c.part == "answer"]
        for change in found.changes:
            if change.part != "answer" or len(answers) == len(found.changes):
                yield "  " + self.change(change)
        if answers and len(answers) < len(found.changes):
            names = list(
                dict.fromkeys(name.partition("[")[0].partition(".")[0] for name in answers)
            )
            more = ["…"] if len(names) > _ANSWERS else []
            listed = say("value.list").join([*names[:_ANSWERS], *more])
            yield "  " + say("audit.answers", names=listed)

    def change(self, change: Change) -> str:
        say = self.say
        then, now = (self.value(change, value) for value in _differing(change))
        said = say("audit.change", name=self.name(change), then=then, now=now)
        if change.part != "outcome":
            return said
        then, now = (
            say("value.list").join(rules) or say("value.none")
            for rules in (change.rules_then, change.rules_now)
        )
        if then == now:
            return said + say("audit.rule", now=now)
        return said + say("audit.rules", then=then, now=now)

    def name(self, change: Change) -> str:
        """A table or fact by its title, a path as it is."""
        id_, bracket, rest = change.name.partition("[")
        language = self.say.language
        if change.part in ("outcome", "question"):
            tables = {table.id: table.title.get(language) for table in self.plan.tables}
            return f"{tables.get(id_) or id_}{bracket}{rest}"
        attribute = self.plan.vocabulary.attributes.get(change.name)
        return attribute.label(language) if attribute and change.part == "fact" else change.name

    def value(self, change: Change, value: Any) -> str:
        if value is None:
            return self.say("audit.nothing")
        if change.part == "outcome" and isinstance(value, Mapping):
            said = dict(value)
            status = said.pop("status", None)
            known = {n: v for n, v in said.items() if n in self.plan.vocabulary.attributes}
            parts = [self.pair(name, item) for name, item in (known or said).items()]
            if status not in (None, "decided") or (status and not parts):
                parts.insert(0, self.status(str(status)))
            return self.say("value.list").join(parts) or self.say("audit.nothing")
        return self.fact(change.name, value)

    def status(self, status: str) -> str:
        known = ("decided", "none", "conflict", "undetermined")
        return self.say(f"audit.status_{status}") if status in known else status

    def pair(self, name: str, value: Any) -> str:
        attribute = self.plan.vocabulary.attributes.get(name)
        label = attribute.label(self.say.language) if attribute else name
        return self.say("audit.pair", name=label, value=self.fact(name, value))

    def texts(self, value: Any) -> Any:
        """Plain data with texts in the language alone."""
        if isinstance(value, Mapping):
            if value and set(value) <= set(LANGUAGES):
                return value.get(self.say.language) or next(iter(value.values()))
            return {key: self.texts(item) for key, item in value.items()}
        return [self.texts(item) for item in value] if isinstance(value, list) else value

    def fact(self, name: str, value: Any) -> str:
        """A value in words where the vocabulary knows the fact; else as plain data."""
        attribute = self.plan.vocabulary.attributes.get(name)
        if attribute is not None:
            try:
                return show_value(to_value(value, attribute), attribute, self.say)
            except BadValue:
                pass  # a value of other rules, or one that somebody made up
        text = _plain(self.texts(value))
        return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
