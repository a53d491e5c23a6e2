"""What a gate gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

import attrs

from govcoord.mechanisms.gates import Found
from govcoord.mechanisms.objections import Review
from govcoord.mechanisms.obligation import State
from govcoord.rules.kinds.gate.words import gate_lines
from govcoord.rules.kinds.wording import wording
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

Wrong = Literal[
    "against_checklist", "without_evidence", "no_longer_holds", "evidence_lapsed",
    "objection_late", "review_overdue", "review_late", "correction_late", "correction_overdue",
]  # fmt: skip

Status = Literal["proposed", "needs_evidence", "not_applicable"]


@attrs.frozen
class Told:
    """The texts that a result is told with: titles of outcomes and items, what evidence is."""

    title: Text
    outcomes: Mapping[str, Text]
    items: Mapping[str, Text]
    evidence: Mapping[str, Text]
    subject: str | None = None
    appeal_to: str | None = None


@attrs.frozen
class Owed:
    """A correction as it stands; without a day where nothing was decided yet."""

    text: Text
    due: date | None
    state: State

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"text": wording(self.text), "due": self.due, "state": self.state}


@attrs.frozen(kw_only=True)
class GateResult:
    """What a gate proposes as of a day, for ``decided_by`` to decide.

    ``status``: ``proposed`` (``outcome`` is settled), ``needs_evidence`` (something not known
    may change it: ``ask`` are the items, ``possible`` the outcomes that are left), or
    ``not_applicable``. ``facts_missing`` are the facts that these items wait for. ``decision`` is
    what was decided and stands; ``wrong`` are codes of what is not as it should be. ``owed`` is
    the correction that the outcome leaves, ``appeal`` where an appeal stands. The decision is
    ``provisional`` while it may be appealed against.
    """

    status: Status
    outcome: str | None
    possible: tuple[str, ...] = ()
    crossed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    facts_missing: tuple[str, ...] = ()
    valid_until: date | None = None
    items: tuple[Found, ...] = ()
    decided_by: str
    decision: str | None = None
    wrong: tuple[Wrong, ...] = ()
    owed: Owed | None = None
    appeal: Review | None = None
    provisional: bool = False
    told: Told = attrs.field(eq=False, repr=False)

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The result in words."""
        return gate_lines(self, vocabulary, language)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        names = [field.name for field in attrs.fields(GateResult) if field.name != "told"]
        return {name: getattr(self, name) for name in names}
