"""A difference in words: for a terminal, for a pull request, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from govcoord.plain import jsonable
from govcoord.rules.diff.cases import CaseChange, CaseCount
from govcoord.rules.diff.model import Change, Difference, TableDifference
from govcoord.rules.diff.phrases import Speaker
from govcoord.rules.diff.vocabulary import VocabularyChange
from govcoord.rules.program import all_attributes

SHOWN = 8
"""Boxes of a region that are spelled out."""


def as_text(difference: Difference, language: str = "en", cases: CaseCount | None = None) -> str:
    """The difference as lines for a terminal."""
    teller = _Text(difference, Speaker(difference, language))
    return "\n".join(teller.lines(cases))


def case_lines(speaker: Speaker, cases: CaseCount) -> list[str]:
    """The count of real cases alone, as lines of text."""
    return list(_Text(speaker.difference, speaker).cases(cases))


def as_markdown(
    difference: Difference, language: str = "en", cases: CaseCount | None = None
) -> str:
    """The difference as Markdown for a pull request."""
    teller = _Markdown(difference, Speaker(difference, language))
    return "\n".join(teller.lines(cases))


def as_data(
    difference: Difference, language: str = "en", cases: CaseCount | None = None
) -> dict[str, Any]:
    """The difference as plain data."""
    speaker = Speaker(difference, language)
    out: dict[str, Any] = {
        "old": difference.old.digest,
        "new": difference.new.digest,
        "nothing": difference.nothing,
        "compared": difference.compared,
        "vocabulary": [change.to_dict() for change in difference.vocabulary],
        "tables": [_table_data(table, speaker) for table in difference.tables],
        "derived": {name: list(tables) for name, tables in difference.derived.items()},
        "scorecards": list(difference.scorecards),
    }
    if difference.days[0]:
        out["dates"] = [jsonable(days) for days in difference.days]
    if cases is not None:
        out["cases"] = cases.to_dict()
    return out


def _table_data(table: TableDifference, speaker: Speaker) -> dict[str, Any]:
    out: dict[str, Any] = {
        "table": table.id,
        "kind": table.kind,
        "changes": [_change_data(change, speaker) for change in table.changes],
        "read_by": list(table.reaches),
    }
    if table.undecided:
        out["undecided"] = {
            "why": table.undecided,
            "facts": list(table.facts),
            "left": [speaker.box(box, table.id) for box in table.left],
        }
    return out


def _change_data(change: Change, speaker: Speaker) -> dict[str, Any]:
    return {
        "region": [speaker.box(box, change.table) for box in change.boxes],
        "before": change.before.to_dict(),
        "after": change.after.to_dict(),
        "same_answer": change.same_answer,
        "witness": jsonable(change.witness),
        "confirmed": change.confirmed,
    }


class _Report:
    """What both forms have: the parts and their order."""

    def __init__(self, difference: Difference, speaker: Speaker) -> None:
        self.difference, self.say = difference, speaker

    def lines(self, cases: CaseCount | None) -> Iterator[str]:
        """All lines."""
        difference = self.difference
        yield from self.title()
        if difference.vocabulary:
            yield from self.head(self.say("vocabulary"))
            yield from self.bullets([self.word(c) for c in difference.vocabulary])
        for table in difference.tables:
            yield from self.head(self.table_title(table))
            yield from self.table(table)
        notes = list(self.notes())
        if notes:
            yield from self.head(self.say("notes"))
            yield from self.bullets(notes)
        if cases is not None:
            yield from self.head(self.say("cases"))
            yield from self.cases(cases)

    def title(self) -> Iterator[str]:
        raise NotImplementedError

    def head(self, text: str) -> Iterator[str]:
        raise NotImplementedError

    def bullets(self, texts: Sequence[str]) -> Iterator[str]:
        raise NotImplementedError

    def change(self, change: Change, number: int) -> Iterator[str]:
        raise NotImplementedError

    def case_changes(self, cases: CaseCount) -> Iterator[str]:
        raise NotImplementedError

    def verdict(self) -> str:
        """The one sentence that says how it ends."""
        difference, say = self.difference, self.say
        if difference.nothing:
            return say("nothing", count=difference.compared)
        if difference.no_outcome:
            return say("no outcome", count=difference.compared)
        changed = [t for t in difference.tables if t.is_other]
        regions = sum(not change.same_answer for change in difference.changes)
        parts = [say("changed", tables=len(changed), regions=regions)]
        if difference.undecided:
            parts.append(say("undecided in", count=len(difference.undecided)))
        return say("lines").join(parts)

    def word(self, change: VocabularyChange) -> str:
        """A change of the vocabulary in words."""
        say = self.say
        owner = f"{change.record}." if change.record else ""
        title = change.title.get(say.language)
        name = f"`{owner}{change.name}`" + (say("bracket", text=title) if title else "")
        listed = say("list").join(
            f"`{id_}`" + (say("bracket", text=t.get(say.language)) if t else "")
            for id_, t in change.values
        )
        before, after = (f"`{w}`" if w else say("nothing given") for w in _ends(change))
        return say(change.what, name=name, values=listed, before=before, after=after)

    def table_title(self, table: TableDifference) -> str:
        """The title of a table with its id."""
        title = self.say.table_title(table.id)
        id_ = f"`{table.id}`"
        name = title + self.say("bracket", text=id_) if title else id_
        return self.say("table", name=name)

    def table(self, table: TableDifference) -> Iterator[str]:
        """What is said of one table."""
        if table.kind != "changed":
            yield from self.bullets([self.say(f"table {table.kind}")])
        for number, change in enumerate(table.changes, 1):
            yield from self.change(change, number)
        more = list(self.more(table))
        if more:
            yield from self.bullets(more)

    def more(self, table: TableDifference) -> Iterator[str]:
        """What else there is to know of a table."""
        say = self.say
        if table.undecided == "types":
            facts = say("list").join(f"`{name}`" for name in table.facts)
            yield say("undecided types", facts=facts)
        elif table.undecided:
            yield say("undecided budget", region=self.boxes(table.left, table.id))
        if table.reaches and (table.changes or table.undecided):
            names = say("list").join(map(say.named_table, table.reaches))
            yield say("reaches", tables=names)

    def boxes(self, boxes: Sequence[Any], table: str) -> str:
        """A region in words, cut where it is long."""
        shown = self.say("or").join(self.say.box(box, table) for box in boxes[:SHOWN])
        more = len(boxes) - SHOWN
        return shown + (self.say("more boxes", count=more) if more > 0 else "")

    def notes(self) -> Iterator[str]:
        """What lies beside the tables."""
        say, difference = self.say, self.difference
        if difference.days[0]:
            before, after = (
                say("list").join(f"`{n}` = {d}" for n, d in sorted(days.items()))
                for days in difference.days
            )
            yield say("dates", before=before, after=after)
        readers: dict[tuple[str, ...], list[str]] = {}
        for name, tables in difference.derived.items():
            readers.setdefault(tables, []).append(f"`{name}`")
        for tables, names in readers.items():
            listed = say("list").join(map(say.named_table, tables)) or say("nothing given")
            yield say("derived", name=say("list").join(names), tables=listed)
        for name in difference.scorecards:
            yield say("scorecard", name=f"`{name}`")

    def cases(self, cases: CaseCount) -> Iterator[str]:
        """The count of real cases, and what changes in them."""
        say = self.say
        lines = [say("case count", cases=cases.cases, changed=cases.changed, same=cases.same)]
        for which in ("both", "old", "new"):
            count = getattr(cases, f"rejected_{which}")
            if count:
                names = say("list").join(cases.rejected[which])
                lines.append(say(f"rejected {which}", count=count, names=names))
        yield from self.bullets(lines)
        if cases.changes:
            yield from self.case_changes(cases)
        if cases.departments:
            yield from self.bullets([say("departments"), *self.departments(cases)])

    def departments(self, cases: CaseCount) -> Iterator[str]:
        """Which departments are named in fewer and in more cases."""
        vocabulary, language = self.difference.joined, self.say.language
        for change in cases.departments:
            fact = next((a for a in all_attributes(vocabulary) if a.id == change.attribute), None)
            name = vocabulary.departments.label(change.department, language)
            told = self.say("department", name=name, lost=change.lost, gained=change.gained)
            yield f"  {fact.label(language) if fact else change.attribute}{self.say('colon')}{told}"


def _ends(change: VocabularyChange) -> tuple[str, str]:
    return change.before, change.after


class _Text(_Report):
    def title(self) -> Iterator[str]:
        yield self.verdict()

    def head(self, text: str) -> Iterator[str]:
        yield ""
        yield text

    def bullets(self, texts: Sequence[str]) -> Iterator[str]:
        yield from (f"  {text}" for text in texts)

    def change(self, change: Change, number: int) -> Iterator[str]:
        say = self.say
        yield f"  {number}. {self.boxes(change.boxes, change.table)}"
        if change.same_answer:
            yield f"     {say('same answer')}"
        yield from self.both(change, change.table)
        yield f"     {say.example_line(change)}"

    def both(self, change: Change | CaseChange, table: str) -> Iterator[str]:
        """What both versions say, on a line each."""
        for word, told in zip(("before", "after"), self.say.both(change, table)):
            yield f"     {self.say(word)}{self.say('colon')}{told}"

    def case_changes(self, cases: CaseCount) -> Iterator[str]:
        say = self.say
        for change in cases.changes:
            names = say("list").join(change.names)
            count = say("case times", cases=change.cases, names=names)
            yield f"  {say.named_table(change.table)}{say('colon')}{count}"
            yield from self.both(change, change.table)


class _Markdown(_Report):
    def title(self) -> Iterator[str]:
        yield f"## {self.say('title')}"
        yield ""
        yield f"**{self.verdict()}**"

    def head(self, text: str) -> Iterator[str]:
        yield ""
        yield f"### {text}"
        yield ""

    def bullets(self, texts: Sequence[str]) -> Iterator[str]:
        yield from (f"- {text}" for text in texts)

    def change(self, change: Change, number: int) -> Iterator[str]:
        say = self.say
        if number > 1:
            yield ""
        boxes = change.boxes
        yield f"**{number}.** " + (
            say("cases of") if len(boxes) > 1 else self.boxes(boxes, change.table)
        )
        if len(boxes) > 1:
            yield ""
            yield from self.bullets([say.box(box, change.table) for box in boxes[:SHOWN]])
            if len(boxes) > SHOWN:
                yield f"- {say('more boxes', count=len(boxes) - SHOWN).strip(' ；;')}"
        if change.same_answer:
            yield ""
            yield say("same answer")
        yield ""
        yield f"| | {say('before')} | {say('after')} |"
        yield "|---|---|---|"
        for label, before, after in say.rows(change):
            yield f"| {_cell(label)} | {_cell(before)} | {_cell(after)} |"
        yield ""
        yield from self.example(change)

    def example(self, change: Change) -> Iterator[str]:
        say = self.say
        if change.witness is None:
            yield say("no example")
            return
        word = "example" if change.confirmed else "example unconfirmed"
        yield f"<details><summary>{say(word)}</summary>"
        yield ""
        yield "```yaml"
        yield say.yaml(change.witness).rstrip()
        yield "```"
        yield ""
        yield "</details>"

    def case_changes(self, cases: CaseCount) -> Iterator[str]:
        say = self.say
        yield ""
        heads = (say("table head"), say("before"), say("after"), say("number"), say("first"))
        yield f"| {' | '.join(heads)} |"
        yield "|---|---|---|--:|---|"
        for change in cases.changes:
            cells = (
                say.named_table(change.table),
                *say.both(change, change.table),
                str(change.cases),
                say("list").join(change.names),
            )
            yield f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
