"""Conditions that every nomination or application has to meet, with reasons for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import attrs

from govcoord.case import Facts
from govcoord.diagnostics import suggest
from govcoord.errors import CaseError
from govcoord.rules.kinds.base import Context
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Document, Name, Rule
from govcoord.rules.regions import Box
from govcoord.text import Text

Eligible = Literal["eligible", "ineligible", "needs_evidence"]


@attrs.frozen
class Condition:
    """A condition as meant: its boxes, its title and where it comes from."""

    id: str
    title: Text
    source: str
    boxes: tuple[Box, ...]


@attrs.frozen
class Examined:
    """Whether something is eligible: conditions not met, and facts that are missing."""

    status: Eligible
    failed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def read_conditions(
    rules: Sequence[Rule], record: str, document: Document, context: Context
) -> tuple[Condition, ...]:
    """The conditions of a document over records of one kind; problems are reported."""
    found = []
    for rule in rules:
        context.require_source(rule, document)
        boxes = context.boxes(rule, document, scope=record)
        if boxes is not None:
            source = rule.source or document.source
            found.append(Condition(str(rule.id), rule.title, source, boxes))
    return tuple(found)


def record_of(name: Name, context: Context) -> str | None:
    """The record kind of that name, or a problem (GC262) and ``None``."""
    records = context.vocabulary.records
    if name in records:
        return str(name)
    context.collector.add(
        "GC262", name.span, scope=name, known=", ".join(records) or "—",
        suggestion=suggest(name, records),
    )  # fmt: skip
    return None


def fact_of_record(name: Name, record: str, context: Context) -> str | None:
    """The fact of that name or title, or a problem (GC264) and ``None``."""
    words = context.vocabulary.record_words[record]
    if name in words:
        return words[name][1]
    context.collector.add("GC264", name.span, name=name, suggestion=suggest(name, words))
    return None


def examine(
    conditions: Iterable[Condition], needed: Iterable[str], facts: Facts, setting: Setting
) -> Examined:
    """Whether facts meet every condition; ``needed`` are facts without which nothing is said.

    A condition that is not met is a reason even where others wait for facts.
    """
    failed: list[str] = []
    missing: dict[str, None] = {}
    for condition in conditions:
        holds = setting.holds(condition.boxes, facts)
        if holds is False:
            failed.append(condition.id)
        elif holds is None:
            missing.update(dict.fromkeys(asked_by(condition.boxes, facts)))
    missing.update(dict.fromkeys(name for name in needed if name not in facts))
    if failed:
        return Examined("ineligible", tuple(failed), tuple(missing))
    return Examined("needs_evidence" if missing else "eligible", (), tuple(missing))


def asked_by(boxes: Iterable[Box], facts: Facts) -> tuple[str, ...]:
    """The facts that would settle an open condition, those of its open parts, in order."""
    open_ = (box for box in boxes if box.accepts(facts) is None)
    asked = (name for box in open_ for name, _ in box.tests)
    return tuple(dict.fromkeys(name for name in asked if name not in facts))


def read_all(
    raw: Sequence[Mapping[str, Any]], record: str, key: str, setting: Setting
) -> list[tuple[str, Facts]]:
    """The records with their ids, checked; `CaseError` for one without an id or two alike."""
    found: dict[str, Facts] = {}
    for n, item in enumerate(raw):
        given = dict(item)
        where = f"{key}[{n}]"
        id_ = str(given.pop("id", "") or n + 1)
        if id_ in found:
            raise CaseError("id", id_, "each once", where=where)
        facts = dict(setting.facts(given, record, where))
        if setting.as_of is not None:
            facts.setdefault("as_of", setting.as_of)
        found[id_] = facts
    return list(found.items())
