"""What a gate is given: facts, checks, and what was decided, told and appealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from govcoord.errors import MISSING, CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.gates import Check
from govcoord.mechanisms.objections import REVIEWED, Reviewed
from govcoord.mechanisms.said import said
from govcoord.rules.kinds.gate.words import TEXTS
from govcoord.rules.mechanism import Setting


@attrs.frozen(kw_only=True)
class FactsOfDay:
    """Facts as they have been since a day."""

    day: date | None = fact("day", "日期", "日期", default=None)
    facts: Mapping[str, Any] = fact("facts", "事实", "事實", factory=dict)


@attrs.frozen(kw_only=True)
class Application:
    """An application at a gate as recorded.

    ``facts`` are those that its conditions test, of the record where the gate looks at records,
    with the facts of the ``case`` beside them; ``facts_since`` are those that hold from a day on,
    instead of what stood before. ``decision`` is the outcome that the competent body decided.
    """

    unit: str | None = fact("unit", "申请单位", "申請單位", choices="departments", default=None)
    facts: Mapping[str, Any] = fact("facts", "事实", "事實", factory=dict)
    facts_since: tuple[FactsOfDay, ...] = fact("facts by day", "分日事实", "分日事實", default=())
    case: Mapping[str, Any] = fact("case", "案件", "案件", factory=dict)
    checks: tuple[Check, ...] = fact("checks", "检查记录", "檢查記錄", default=())
    decision: str | None = fact("decision", "决定", "決定", default=None)
    decided: date | None = fact("decided on", "决定日期", "決定日期", default=None)
    told: date | None = fact("told on", "送达日期", "送達日期", default=None)
    corrected: date | None = fact("corrected on", "整改完成日期", "整改完成日期", default=None)
    appealed: date | None = fact("appealed on", "申诉日期", "申訴日期", default=None)
    appeal_decided: date | None = fact(
        "appeal decided on", "复核决定日期", "複核決定日期", default=None
    )
    appeal_result: Reviewed | None = fact(
        "appeal result", "复核结果", "複核結果", words=REVIEWED, default=None
    )


def facts_on(given: Application, record: str | None, setting: Setting) -> dict[str, Any]:
    """The facts as they were on the day of ``setting``, canonical; `CaseError` for bad ones.

    The facts without a day hold on all days, until a day says otherwise; the order in which days
    are written does not matter, and no two of one day may disagree.
    """
    found = dict(setting.facts(given.facts, record, "facts"))
    days: dict[date, dict[str, Any]] = {}
    for n, one in enumerate(given.facts_since):
        where = f"facts_since[{n}]"
        facts = setting.facts(one.facts, record, f"{where}.facts")
        if one.day is None:
            if facts:
                raise CaseError("day", MISSING, "a date", where=where)
            continue
        known = days.setdefault(one.day, {})
        for name, value in facts.items():
            if known.setdefault(name, value) != value:
                raise CaseError(name, value, said(TEXTS, "expect:one_value"), where=where)
    for day in sorted(days):
        if day <= setting.day:
            found |= days[day]
    return found
