"""Documents of the kind ``escalation``, as written: each holds one of its sections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.source import Span
from govcoord.text import Text


@attrs.frozen(slots=True, kw_only=True)
class StepEntry:
    """A step of a ladder: who decides at it, and in what time.

    ``who`` is a department, or ``parties``: those who disagree settle it among themselves.
    """

    id: Name
    title: Text = Text()
    who: Name
    within: Amount | None = None
    papers: tuple[str, ...] = ()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class LadderEntry:
    """A dispute that goes from step to step; ``papers`` go up with it.

    ``at_expiry``: it goes up by itself (``next``) or waits and is overdue (``wait``).
    ``starts_at`` is the step that a referral of a decision starts at.
    """

    steps: tuple[StepEntry, ...]
    at_expiry: Literal["next", "wait"] = "next"
    starts_at: Name | None = None
    meanwhile: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class FeedbackEntry:
    """What comes back on an instruction and when; overdue replies are told to a body."""

    receipt: Amount | None = None
    progress: Amount | None = None
    result: Amount | None = None
    day_off: Literal["next_workday", "stays"] = "next_workday"
    overdue_to: Name | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class LevelRule(Rule):
    """Which cases a level is competent for, and how long it has before it must report up."""

    level: Name


@attrs.frozen(slots=True, kw_only=True)
class TiersEntry:
    """Handling by the lowest competent level; a level that cannot solve it reports up.

    ``within`` is the time of the whole matter, which going up does not stop; ``each`` how long
    one level may keep it.
    """

    rules: tuple[LevelRule, ...]
    within: Amount | None = None
    each: Mapping[Name, Amount] = attrs.field(factory=dict)
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TriggerRule(Rule):
    """A case that has to be handed up: on what ground, and to whom."""

    ground: Literal["time", "weight", "repetition", "conflict", "other"]
    to: Name


@attrs.frozen(slots=True, kw_only=True)
class AssistanceEntry:
    """How a request for assistance is answered."""

    answer: Amount
    grounds: tuple[Name, ...]
    written: bool = True
    silence: Literal["finding", "consent"] = "finding"
    dispute: Name | None = None
    overdue_to: Name | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ReturnsEntry:
    """When a wrong dispatch may be returned, and who then decides."""

    within: Amount
    times: int = 1
    reason: bool = True
    decided_by: Name | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TellEntry:
    """Who is told of an event, and in what time."""

    who: tuple[Name, ...]
    within: Amount


@attrs.frozen(slots=True, kw_only=True)
class EventLevel(Rule):
    """A level of gravity, the gravest first: when an event has it, who is told, who acts."""

    tell: tuple[TellEntry, ...]
    task_force: bool = False


@attrs.frozen(slots=True, kw_only=True)
class TaskForceEntry:
    """The task force of an emergency: who leads, who belongs to it, when it ends."""

    lead: Name
    members: tuple[Name, ...] = ()
    set_up_within: Amount
    dissolve_within: Amount
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class EmergencyEntry:
    """An emergency plan."""

    levels: tuple[EventLevel, ...]
    task_force: TaskForceEntry | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class HopEntry:
    """One hop of a chain of warnings."""

    sender: Name = attrs.field(metadata={"key": "from"})
    receiver: Name = attrs.field(metadata={"key": "to"})
    within: Amount
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class PostsEntry:
    """Obligations that stay with the post: how soon a new holder takes them over."""

    hand_over: Amount
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class EscalationDocument(Document):
    """A document of kind ``escalation``: exactly one of its sections."""

    ladder: LadderEntry | None = None
    feedback: FeedbackEntry | None = None
    tiers: TiersEntry | None = None
    triggers: tuple[TriggerRule, ...] = ()
    assistance: AssistanceEntry | None = None
    returns: ReturnsEntry | None = None
    emergency: EmergencyEntry | None = None
    relay: tuple[HopEntry, ...] = ()
    posts: PostsEntry | None = None


SECTIONS = (
    "ladder", "feedback", "tiers", "triggers", "assistance", "returns", "emergency", "relay",
    "posts",
)  # fmt: skip
