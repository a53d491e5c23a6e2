"""What is answered to a request for data: views of a decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.mechanisms.said import phrase
from govcoord.rules.kinds.data_sharing.documents import CATALOGUE
from govcoord.rules.kinds.data_sharing.tables import (
    ALLOWED,
    CATALOGUE_TABLE,
    CLASS,
    FIELDS,
    GRADE,
    PROVIDER,
    PURPOSE,
    RECIPIENT,
    DataClass,
)
from govcoord.rules.kinds.data_sharing.words import TEXTS, lines, listed
from govcoord.rules.kinds.wording import wording
from govcoord.rules.model import Amount
from govcoord.rules.resolve import Status
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision

TABLE, GATE_TABLE = "data_sharing", "data_gate"
SHARING, MODE, STATUS, STOPPED = "sharing", "sharing_mode", "sharing_status", "release_stopped"


@attrs.frozen(kw_only=True)
class Step:
    """A step of approval: who answers, and within what time."""

    by: str
    within: Amount

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"by": self.by, "within": self.within.to_dict()}


@attrs.frozen(kw_only=True)
class SharingAnswer:
    """What is answered to a request for one class of data.

    ``answer`` is shared, conditional or refused; ``beyond`` the requested fields that the
    purpose does not need, which are left out of what is shared; ``flags`` what was put right
    in the catalogue or the rule.
    """

    answer: str
    mode: str
    provider: str | None
    grade: str | None
    steps: tuple[Step, ...] = ()
    within: Amount | None = None
    extension: Amount | None = None
    supply_within: Amount | None = None
    retention: Amount | None = None
    beyond: tuple[str, ...] = ()
    basis: str = ""
    reason: Text = Text()
    flags: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def approvals(self) -> int:
        """How many must agree."""
        return len(self.steps)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        amounts = {
            name: amount.to_dict() if (amount := getattr(self, name)) else None
            for name in ("within", "extension", "supply_within", "retention")
        }
        return {
            "answer": self.answer, "mode": self.mode, "provider": self.provider,
            "grade": self.grade, "approvals": self.approvals,
            "steps": [step.to_dict() for step in self.steps], **amounts,
            "beyond": list(self.beyond), "basis": self.basis or None,
            "reason": wording(self.reason), "flags": list(self.flags), "rules": list(self.rules),
        }  # fmt: skip

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The answer in words."""
        name = vocabulary.departments.label
        yield phrase(TEXTS, self.answer, language)
        if self.provider is not None:
            yield from lines([("provider", name(self.provider, language))], language)
        beyond = (label(vocabulary, FIELDS, f, language) for f in self.beyond)
        steps = (f"{name(s.by, language)} {s.within.words(language)}" for s in self.steps)
        pairs = (
            ("grade", label(vocabulary, "data_grades", self.grade, language)),
            ("mode", phrase(TEXTS, self.mode, language)),
            ("approvals", listed(steps, language)),
            ("within", self.within and self.within.words(language)),
            ("supply_within", self.supply_within and self.supply_within.words(language)),
            ("retention", self.retention and self.retention.words(language)),
            ("beyond", listed(beyond, language)),
            ("basis", self.basis),
            ("flag", listed((phrase(TEXTS, flag, language) for flag in self.flags), language)),
        )  # fmt: skip
        yield from lines(pairs, language)


def label(vocabulary: Vocabulary, list_name: str, id_: str | None, language: str) -> str | None:
    """The title of a choice, or the word itself."""
    choices = vocabulary.choices.get(list_name)
    return choices.label(id_, language) if choices and id_ is not None else id_


@attrs.frozen
class AnswerView:
    """The view ``data_answer``: needs the catalogue for what a purpose needs."""

    classes: tuple[DataClass, ...]

    def __call__(self, decision: Decision) -> SharingAnswer | None:
        """What is answered; ``None`` where it is not settled."""
        outcome = decision.outcome(TABLE)
        if outcome is None or outcome.status is not Status.DECIDED:
            return None
        values = outcome.rules[0].values
        catalogue = decision.outcome(CATALOGUE_TABLE)
        settled = catalogue is not None and catalogue.status is Status.DECIDED
        listed_ = catalogue.rules[0].values if settled and catalogue else {}
        provider = decision.fact(PROVIDER)
        parties = {"provider": provider, "recipient": decision.fact(RECIPIENT)}
        steps = tuple(
            Step(by=parties.get(step.by) or step.by, within=step.within) for step in values["steps"]
        )
        basis = values["basis"]
        flags = [flag for flag in (listed_.get("flag"), values.get("flag")) if flag]
        return SharingAnswer(
            answer=values[SHARING],
            mode=values[MODE],
            provider=provider,
            grade=decision.fact(GRADE),
            steps=steps,
            within=values.get("within"),
            extension=values.get("extension"),
            supply_within=values.get("supply_within"),
            retention=listed_.get("retention"),
            beyond=self.beyond(decision),
            basis=listed_.get("basis", "") if basis == CATALOGUE else basis,
            reason=values["reason"],
            flags=tuple(flags),
            rules=tuple(rule.id for rule in outcome.rules),
        )

    def beyond(self, decision: Decision) -> tuple[str, ...]:
        """The requested fields that the purpose does not need."""
        if FIELDS not in decision.plan.vocabulary.attributes:
            return ()
        fields, purpose = decision.fact(FIELDS), decision.fact(PURPOSE)
        data = next((c for c in self.classes if c.id == decision.fact(CLASS)), None)
        needed = data.purposes.get(purpose) if data and purpose else None
        if needed is None or fields is None or decision.fact(ALLOWED) is not True:
            return ()
        return tuple(sorted(fields - needed))


@attrs.frozen(kw_only=True)
class Stop:
    """A rule of the gate that stops a release, and why."""

    rule: str
    reason: Text
    source: str

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"rule": self.rule, "reason": wording(self.reason), "source": self.source or None}


def stops(decision: Decision) -> tuple[Stop, ...]:
    """The rules of the gate that stop the release of data for certain; any one is enough."""
    outcome = decision.outcome(GATE_TABLE)
    assert outcome is not None
    return tuple(
        Stop(rule=rule.id, reason=rule.values["reason"], source=rule.source)
        for rule in outcome.rules
    )


@attrs.frozen
class TrailView:
    """The view ``data_trail``: what a record of the use must say, and what is missing to it."""

    fields: tuple[tuple[str, str], ...]

    def __call__(self, decision: Decision) -> dict[str, Any]:
        """Each field with its value, and ``missing``, the fields that are not known."""
        found = {name: decision.fact(fact) for name, fact in self.fields}
        missing = [name for name, value in found.items() if value is None]
        return {**found, "missing": missing}
