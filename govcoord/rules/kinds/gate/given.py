"""What a gate is given: facts, checks, and what was decided, told and appealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.gates import Check
from govcoord.mechanisms.objections import REVIEWED, Reviewed


@attrs.frozen(kw_only=True)
class Application:
    """An application at a gate as recorded.

    ``facts`` are those that its conditions test, of the record where the gate looks at records,
    with the facts of the ``case`` beside them. ``decision`` is the outcome that the competent
    body decided.
    """

    unit: str | None = fact("unit", "申请单位", "申請單位", choices="departments", default=None)
    facts: Mapping[str, Any] = fact("facts", "事实", "事實", factory=dict)
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
