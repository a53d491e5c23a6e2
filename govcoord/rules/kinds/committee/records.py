"""The record of one session of a body as given, and the decision record as made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import attrs

from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.obligation import State
from govcoord.mechanisms.spans import Moment
from govcoord.mechanisms.vote import Tally
from govcoord.rules.kinds.committee.words import record_lines
from govcoord.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.committee.kind import Committee

_SIDES = {
    "赞成": "for", "同意": "for", "贊成": "for", "反对": "against", "反對": "against",
    "不同意": "against", "弃权": "abstain", "棄權": "abstain",
}  # fmt: skip
_FORMS = {"会议": "meeting", "會議": "meeting", "传签": "circulation", "傳簽": "circulation"}

DecisionState = Literal["passed", "rejected", "invalid", "open", "to_meeting"]


@attrs.frozen(kw_only=True)
class Proxy:
    """A member who sent somebody. ``by`` is who came, ``written`` whether in writing."""

    of: str = fact("member", "委托人", "委託人")
    by: str = fact("sent", "受托人", "受託人")
    written: bool | None = fact("in writing", "书面委托", "書面委託", default=None)


@attrs.frozen(kw_only=True)
class Task:
    """What a decision lays on a post or department; ``due`` left out is the usual time."""

    what: str = fact("what", "事项内容", "事項內容")
    holder: str = fact("post or department", "承担岗位或部门", "承擔崗位或部門")
    due: date | None = fact("due", "完成期限", "完成期限", default=None)
    done: date | None = fact("done", "完成日期", "完成日期", default=None)


@attrs.frozen(kw_only=True)
class Session:
    """The record of one session or circulation about one matter.

    Members are named by seat, post or department. ``present`` left out is attendance not
    known; a vote left out is not known either. ``interests`` are members with an interest in
    the matter: they are recused. ``casting`` is the chair's casting vote.
    """

    matter: str = fact("matter", "议题", "議題")
    agenda: tuple[str, ...] | None = fact("agenda", "议程", "議程", default=None)
    form: Literal["meeting", "circulation"] = fact(
        "form", "议事形式", "議事形式", words=_FORMS, default="meeting"
    )
    held: date | None = fact("held on", "会议日期", "會議日期", default=None)
    facts: Mapping[str, Any] = fact("the case", "案件", "案件", factory=dict)
    called: tuple[str, ...] = fact("called in", "特邀成员", "特邀成員", default=())
    present: tuple[str, ...] | None = fact("present", "出席", "出席", default=None)
    presided_by: str | None = fact("presided by", "主持人", "主持人", default=None)
    proxies: tuple[Proxy, ...] = fact("proxies", "委托出席", "委託出席", default=())
    recused: tuple[str, ...] = fact("recused", "回避", "迴避", default=())
    interests: tuple[str, ...] = fact("with an interest", "利害关系", "利害關係", default=())
    votes: Mapping[str, Literal["for", "against", "abstain"]] = fact(
        "votes", "表决", "表決", words=_SIDES, factory=dict
    )
    casting: Literal["for", "against"] | None = fact(
        "casting vote", "决定票", "決定票", words=_SIDES, default=None
    )
    reasons: Mapping[str, str] = fact("reasons of dissent", "反对理由", "反對理由", factory=dict)
    tasks: tuple[Task, ...] = fact("tasks", "议定任务", "議定任務", default=())
    signed: Mapping[str, bool] = fact("signed off", "会签", "會簽", factory=dict)
    sent: Moment | None = fact("circulated on", "传签发出日期", "傳簽發出日期", default=None)
    answered: Mapping[str, Moment] = fact(
        "answered on", "传签答复日期", "傳簽答覆日期", factory=dict
    )
    objections: tuple[str, ...] = fact(
        "members who want a meeting", "要求开会的成员", "要求開會的成員", default=()
    )


@attrs.frozen
class Dissent:
    """A member who voted against what was decided, with the reason recorded."""

    member: str
    reason: str | None


@attrs.frozen
class Uncounted:
    """A vote or proxy that was not counted, and why."""

    member: str
    why: str


@attrs.frozen
class Owed:
    """An obligation that a decision made; ``state`` is ``None`` where no day is given."""

    what: str
    holder: str
    due: Moment | None
    done: Moment | None
    state: State | None


@attrs.frozen(kw_only=True)
class DecisionRecord:
    """The one record of one matter.

    ``grounds`` say why a session could not decide; ``missing`` which facts would settle what is
    open. ``alone`` is the one member that decided, where there was no other. ``invited`` are
    departments of the case without a seat, ``not_there`` those of them and of the members who did
    not come. ``position`` says whether all members agreed to one position, where they have to.
    """

    committee: str
    matter: str
    form: str
    state: DecisionState
    grounds: tuple[str, ...]
    missing: tuple[str, ...]
    tally: Tally
    chair: str | None
    recused: tuple[str, ...]
    uncounted: tuple[Uncounted, ...]
    invited: tuple[str, ...]
    not_there: tuple[str, ...]
    dissents: tuple[Dissent, ...]
    position: Literal["unified", "not_unified"] | None
    unsigned: tuple[str, ...]
    due: Moment | None
    obligations: tuple[Owed, ...]
    refer_to: str | None
    alone: str | None
    body: Committee = attrs.field(eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        from govcoord.plain import jsonable

        fields = (a.name for a in attrs.fields(type(self)) if a.name != "body")
        return {name: jsonable(getattr(self, name)) for name in fields}

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The record in words."""
        return record_lines(self, vocabulary, language)
