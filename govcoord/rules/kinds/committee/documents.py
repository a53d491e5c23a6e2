"""Documents of the kind ``committee``, as written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import attrs

from govcoord.rules.model import Amount, Document, Name
from govcoord.rules.reading.nodes import Node
from govcoord.source import Span
from govcoord.text import Text


@attrs.frozen(slots=True, kw_only=True)
class MemberEntry:
    """A seat: the department it belongs to, the post that holds it, the group it counts in.

    Without ``department`` the key of the entry is the department, where there is one of that
    name. Members who are not ``standing`` are called in for single matters.
    """

    SHORTHAND: ClassVar[str] = "department"

    department: Name | None = None
    post: Text = Text()
    group: Name | None = None
    standing: bool = True
    votes: bool = True
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class QuorumEntry:
    """Who must be present: a share of the entitled, rounded up, a number, or of groups."""

    share: Node | None = attrs.field(default=None, eq=False, repr=False)
    at_least: int = 1
    with_: Mapping[Name, int] = attrs.field(factory=dict, metadata={"key": "with"})
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class PassEntry:
    """What passes a motion: bounds on shares (``超过1/2``, ``2/3以上``), or all of them."""

    of_present: Node | None = attrs.field(default=None, eq=False, repr=False)
    of_all: Node | None = attrs.field(default=None, eq=False, repr=False)
    unanimous: bool = False
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ProxyEntry:
    """Whether members may send somebody, who then counts for the quorum and votes."""

    allowed: bool = False
    count: bool = False
    vote: bool = False
    written: bool = True
    at_most: int = 1
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class AgendaEntry:
    """Whether decisions are bound to the agenda, and the agenda to one matter."""

    only_listed: bool = True
    one_matter: bool = True


@attrs.frozen(slots=True, kw_only=True)
class CirculationEntry:
    """Decisions without a meeting: when, how long members have, what passes."""

    when: Node | None = attrs.field(default=None, eq=False, repr=False)
    within: Amount
    passes: PassEntry | None = attrs.field(default=None, metadata={"key": "pass"})
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class CommitteeDocument(Document):
    """A document of kind ``committee``: a body, who sits in it, and how it decides.

    ``invited`` names the attribute of the case that holds the departments taking part: those
    without a seat are invited and do not vote. ``groups`` has the titles of groups of members.
    ``sign_off`` wants all members to agree to one position. ``refer_to`` is where a matter goes
    that the body cannot decide.
    """

    ALONE: ClassVar[bool] = True

    body: Name | None = None
    members: Mapping[Name, MemberEntry]
    groups: Mapping[Name, Text] = attrs.field(factory=dict)
    chair: Name
    deputies: tuple[Name, ...] = ()
    invited: Name | None = None
    quorum: QuorumEntry = QuorumEntry()
    passes: PassEntry = attrs.field(metadata={"key": "pass"})
    abstentions: Literal["count", "leave"] = "count"
    recused: Literal["leave", "stay"] = "leave"
    proxies: ProxyEntry = ProxyEntry()
    ties: Literal["chair", "rejected"] = "rejected"
    agenda: AgendaEntry = AgendaEntry()
    circulation: CirculationEntry | None = None
    sign_off: bool = False
    tasks_within: Amount | None = None
    refer_to: Name | None = None
