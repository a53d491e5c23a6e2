"""Applications to a joint pool in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from govcoord.mechanisms.said import Texts, phrase
from govcoord.rules.kinds.cost_sharing.words import money
from govcoord.rules.places import Places
from govcoord.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.fund_pool.kind import PoolResult

TEXTS: Texts = {
    "expect:drawn": ("no more than was in the pool", "不超过资金池总额", "不超過資金池總額"),
    "funded": ("{id}: {granted}", "{id}：拨付{granted}", "{id}：撥付{granted}"),
    "exceeds": (
        "{id}: asks for {asked}, more than is left; {granted}",
        "{id}：申请{asked}，超过余额；拨付{granted}",
        "{id}：申請{asked}，超過餘額；撥付{granted}",
    ),
    "ineligible": (
        "{id}: not eligible: {failed}",
        "{id}：不符合条件：{failed}",
        "{id}：不符合條件：{failed}",
    ),
    "duplicate": ("{id}: the same as {like}", "{id}：与{like}重复", "{id}：與{like}重複"),
    "needs_evidence": (
        "{id}: waits for facts: {missing}",
        "{id}：尚缺：{missing}",
        "{id}：尚缺：{missing}",
    ),
    "unknown": (
        "nothing is given out: not known: {missing}",
        "不予拨付：尚缺 {missing}",
        "不予撥付：尚缺 {missing}",
    ),
    "provisional": (
        "Provisional: an application that comes first waits for evidence",
        "暂定：排在前面的申请尚缺事实，其后的拨付可能变动",
        "暫定：排在前面的申請尚缺事實，其後的撥付可能變動",
    ),
    "sum": (
        "available {available}, given out {granted}, left {left}",
        "可用{available}，拨付{granted}，余额{left}",
        "可用{available}，撥付{granted}，餘額{left}",
    ),
    "carry": (
        "if the year ended now: {carry} carried over, {lapses} lapses",
        "如年度终了：结转{carry}，收回{lapses}",
        "如年度終了：結轉{carry}，收回{lapses}",
    ),
    "list": (", ", "、", "、"),
}


def pool_lines(
    result: PoolResult, record: type[Any], vocabulary: Vocabulary, language: str
) -> Iterator[str]:
    """A line for each application, then what is in the pool."""
    joint = phrase(TEXTS, "list", language)
    facts = Places(vocabulary, language)
    pool = joint.join(Places(vocabulary, language, record).titles(result.missing))
    for one in result.applications:
        failed = [result.conditions[id_].get(language) or id_ for id_ in one.failed]
        yield phrase(
            TEXTS, one.status, language, id=one.id, granted=money(one.granted, language),
            asked="—" if one.asked is None else money(one.asked, language), like=one.like,
            failed=joint.join(failed), missing=joint.join(facts.titles(one.missing)) or pool,
        )  # fmt: skip
    if result.available is None or result.left is None:
        yield phrase(TEXTS, "unknown", language, missing=pool)
        return
    if result.provisional:
        yield phrase(TEXTS, "provisional", language)
    yield phrase(
        TEXTS, "sum", language, available=money(result.available, language),
        granted=money(result.granted, language), left=money(result.left, language),
    )  # fmt: skip
    if result.carry_over is not None and result.lapses is not None:
        carry, lapses = money(result.carry_over, language), money(result.lapses, language)
        yield phrase(TEXTS, "carry", language, carry=carry, lapses=lapses)
