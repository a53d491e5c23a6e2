"""Ranked nominations in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcoord.mechanisms.said import Texts, phrase
from govcoord.rules.kinds.cost_sharing.words import money
from govcoord.rules.places import Places
from govcoord.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.awards.kind import AwardsResult, Nomination

TEXTS: Texts = {
    "head": (
        "Proposal, to be decided by the competent body",
        "建议名单，由有权机关决定",
        "建議名單，由有權機關決定",
    ),
    "awarded": (
        "{rank}. {id}: proposed{amount}{tied}",
        "第{rank}名 {id}：建议授予{amount}{tied}",
        "第{rank}名 {id}：建議授予{amount}{tied}",
    ),
    "not_awarded": (
        "{rank}. {id}: not proposed, {reason}{tied}",
        "第{rank}名 {id}：不建议，{reason}{tied}",
        "第{rank}名 {id}：不建議，{reason}{tied}",
    ),
    "undecided": (
        "{rank}. {id}: equal at the edge of a limit, a person has to decide",
        "第{rank}名 {id}：处在界限上且并列，须由人决定",
        "第{rank}名 {id}：處在界限上且並列，須由人決定",
    ),
    "ineligible": (
        "{id}: not eligible: {failed}",
        "{id}：不符合条件：{failed}",
        "{id}：不符合條件：{failed}",
    ),
    "needs_evidence": (
        "{id}: not ranked, facts are missing: {missing}",
        "{id}：暂不排名，尚缺：{missing}",
        "{id}：暫不排名，尚缺：{missing}",
    ),
    "amount": (", {amount}", "，{amount}", "，{amount}"),
    "tied": (" (tied)", "（并列）", "（並列）"),
    "beyond_places": ("beyond the places", "名额已满", "名額已滿"),
    "beyond_group": ("beyond the cap of its department", "超过部门名额", "超過部門名額"),
    "beyond_budget": ("beyond the budget", "超出预算", "超出預算"),
    "provisional": (
        "Provisional: nominations that wait for evidence may change the ranks",
        "暂定：尚有申报待补证据，名次可能变动",
        "暫定：尚有申報待補證據，名次可能變動",
    ),
    "spent": ("Spent: {spent}", "合计：{spent}", "合計：{spent}"),
    "left": (", left: {left}", "，预算余额：{left}", "，預算餘額：{left}"),
    "list": (", ", "、", "、"),
}


def awards_lines(result: AwardsResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """A line for each nomination, and what it comes to."""
    facts = Places(vocabulary, language)
    yield phrase(TEXTS, "head", language)
    for one in result.nominations:
        yield _line(one, result, facts, language)
    if result.provisional:
        yield phrase(TEXTS, "provisional", language)
    if result.spent:
        left = ""
        if result.left is not None:
            left = phrase(TEXTS, "left", language, left=money(result.left, language))
        yield phrase(TEXTS, "spent", language, spent=money(result.spent, language)) + left


def _line(one: Nomination, result: AwardsResult, facts: Places, language: str) -> str:
    joint = phrase(TEXTS, "list", language)
    amount = ""
    if one.amount is not None:
        amount = phrase(TEXTS, "amount", language, amount=money(one.amount, language))
    failed = [result.conditions[id_].get(language) or id_ for id_ in one.failed]
    return phrase(
        TEXTS, one.status, language, id=one.id, rank=one.rank, amount=amount,
        tied=phrase(TEXTS, "tied", language) if one.tied else "",
        reason=phrase(TEXTS, one.reason, language) if one.reason else "",
        failed=joint.join(failed), missing=joint.join(facts.titles(one.missing)),
    )  # fmt: skip
