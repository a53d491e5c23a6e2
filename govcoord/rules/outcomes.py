"""What tables say of a case: outcomes, as values, as plain data and as JSON."""

from __future__ import annotations

import json
from typing import Any

import attrs

from govcoord.plain import jsonable
from govcoord.rules.resolve import Status, Verdict
from govcoord.rules.tables import Table, TableRule

as_json = json.JSONEncoder(ensure_ascii=False).encode
"""JSON as it is given to users."""

as_canonical_json = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
).encode
"""JSON as it is hashed."""

Piece = tuple[str, str]
"""The JSON of an outcome, cut where its subject goes."""

_MARK = "\0"


@attrs.frozen(slots=True)
class Subject:
    """The record that an outcome is about: its kind, place in the list and department."""

    record: str
    index: int
    department: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"record": self.record, "index": self.index, "department": self.department}


@attrs.frozen(slots=True)
class Outcome:
    """What one table says of the case, or of one record of it.

    ``status`` is ``decided``, ``none``, ``conflict`` or ``undetermined``. ``given`` has the
    value of each output of the table, ``None`` where there is none; ``rules`` are those that gave
    the answer, or the sides of a conflict.
    """

    table: Table = attrs.field(repr=False)
    verdict: Verdict
    given: tuple[Any, ...]
    subject: Subject | None = None
    rules: tuple[TableRule, ...] = attrs.field(default=(), eq=False, repr=False)

    @property
    def id(self) -> str:
        """The id of the table."""
        return self.table.id

    @property
    def status(self) -> Status:
        """How the table ended."""
        return self.verdict.status

    @property
    def values(self) -> dict[str, Any]:
        """Canonical values by output id; no entry where there is none."""
        outputs = self.table.outputs
        return {o.id: value for o, value in zip(outputs, self.given) if value is not None}

    @property
    def overridden(self) -> tuple[tuple[TableRule, TableRule], ...]:
        """Rules that match and gave way, each with a rule that overrides it."""
        rules = self.table.rules
        return tuple((rules[a], rules[b]) for a, b in self.verdict.beaten)

    @property
    def possible(self) -> tuple[TableRule, ...]:
        """Rules that may matter once missing facts are known."""
        return tuple(self.table.rules[n] for n in self.verdict.possible)

    def essence(self) -> dict[str, Any]:
        """The outcome as plain data without places in files, which differ between machines."""
        out = self.to_dict()
        for cited in (*out["rules"], *out.get("possible", ())):
            del cited["place"]
        return out

    def to_dict(self) -> dict[str, Any]:
        """The outcome as plain data."""
        out: dict[str, Any] = {"table": self.id, "status": self.status.value}
        if self.subject is not None:
            out["subject"] = self.subject.to_dict()
        out["values"] = {name: jsonable(value) for name, value in sorted(self.values.items())}
        out["rules"] = [_cite(rule) for rule in self.rules]
        if self.verdict.beaten:
            out["overridden"] = [{"rule": a.id, "by": b.id} for a, b in self.overridden]
        if self.verdict.possible:
            out["possible"] = [_cite(rule) for rule in self.possible]
        return out

    def piece(self, canonical: bool) -> Piece:
        """Its JSON (that of its `essence` if canonical), cut in two where its subject goes."""
        data = self.essence() if canonical else self.to_dict()
        if self.subject is not None:
            data["subject"] = _MARK
        if canonical:
            text, cut = as_canonical_json(data), f'"subject":{as_canonical_json(_MARK)}'
        else:
            text, cut = as_json(data), f'"subject": {as_json(_MARK)}'
        before, found, after = text.partition(cut)
        return before + found[: -len(as_json(_MARK))], after


def _cite(rule: TableRule) -> dict[str, Any]:
    place = f"{rule.span.source.name}:{rule.span.line}" if rule.span else None
    return {"rule": rule.id, "source": rule.source or None, "place": place}
