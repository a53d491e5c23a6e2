"""What is known of one case of a procedure, as registers hold it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import attrs

from govcoord.mechanisms.clock import Extension, Suspension
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.spans import Moment

OpinionWord = Literal["agree", "object", "transfer"]


@attrs.frozen(kw_only=True)
class Notice:
    """A notice of what is missing, told to the applicant."""

    day: Moment = fact("day", "日期", "日期")
    materials: frozenset[str] = fact("materials", "所列材料", "所列材料", default=frozenset())


@attrs.frozen(kw_only=True)
class Supply:
    """Materials that came in later."""

    day: Moment = fact("day", "日期", "日期")
    materials: frozenset[str] = fact("materials", "所交材料", "所交材料", default=frozenset())


@attrs.frozen(kw_only=True)
class Promise:
    """A signed promise to supply missing materials later."""

    signed: Moment = fact("signed", "承诺日期", "承諾日期")
    materials: frozenset[str] = fact("materials", "承诺材料", "承諾材料", default=frozenset())


@attrs.frozen(kw_only=True)
class StepEvent:
    """When a step was begun (the department had the case) and finished."""

    step: str = fact("step", "环节", "環節")
    started: Moment | None = fact("started", "开始", "開始", default=None)
    finished: Moment | None = fact("finished", "办结", "辦結", default=None)


@attrs.frozen(kw_only=True)
class Opinion:
    """What a consulted department answered."""

    step: str = fact("step", "环节", "環節")
    day: Moment = fact("day", "日期", "日期")
    opinion: OpinionWord = fact(
        "opinion", "意见", "意見",
        words={
            "同意": "agree", "不同意": "object", "同意但需转报": "transfer",
            "同意但需轉報": "transfer",
        },
    )  # fmt: skip
    reasons: str = fact("reasons", "理由", "理由", default="")


@attrs.frozen(kw_only=True)
class LaterDate:
    """A later date for a step that was agreed with the lead."""

    step: str = fact("step", "环节", "環節")
    agreed: Moment = fact("agreed on", "商定日期", "商定日期")
    until: Moment = fact("until", "延至", "延至")


@attrs.frozen(kw_only=True)
class Stop(Suspension):
    """A suspension; one that names a step stops that step's own limit and the whole."""

    step: str | None = fact("step", "环节", "環節", default=None)


@attrs.frozen(kw_only=True)
class CaseRecord:
    """One case of a procedure. What is left out is not known, or has not happened yet.

    ``facts`` are the case's facts, for the conditions of steps and of competence.
    """

    facts: Mapping[str, Any] = fact("facts", "案情", "案情", factory=dict)
    received: Moment | None = fact("received", "收件日期", "收件日期", default=None)
    submitted: frozenset[str] | None = fact(
        "materials submitted", "已交材料", "已交材料", default=None
    )
    notices: tuple[Notice, ...] = fact("notices", "补正告知", "補正告知", default=())
    supplied: tuple[Supply, ...] = fact("supplied", "补交材料", "補交材料", default=())
    promise: Promise | None = fact("promise", "容缺承诺", "容缺承諾", default=None)
    bad_credit: bool | None = fact("bad credit", "有失信记录", "有失信記錄", default=None)
    accepted: Moment | None = fact("accepted", "受理日期", "受理日期", default=None)
    steps: tuple[StepEvent, ...] = fact("steps", "环节进展", "環節進展", default=())
    opinions: tuple[Opinion, ...] = fact("opinions", "意见", "意見", default=())
    later_dates: tuple[LaterDate, ...] = fact("later dates", "商定延期", "商定延期", default=())
    suspensions: tuple[Stop, ...] = fact("suspensions", "时限中止", "時限中止", default=())
    extensions: tuple[Extension, ...] = fact("extensions", "延期", "延期", default=())
    finished: Moment | None = fact("finished", "办结日期", "辦結日期", default=None)
    delivered: Moment | None = fact("delivered", "送达日期", "送達日期", default=None)
