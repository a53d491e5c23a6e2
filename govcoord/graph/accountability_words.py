"""What is said about accountability, in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcoord.graph.responsibility_words import TEXTS as RESPONSIBILITY
from govcoord.mechanisms.said import Texts, phrase

if TYPE_CHECKING:
    from govcoord.graph.accountability_graph import Accountability, Link

TEXTS: Texts = {
    "title": ("Who instructs whom, and who answers", "部门间的指令与反馈", "部門間的指令與反饋"),
    "group.lead": ("leads somewhere", "有牵头事项", "有牽頭事項"),
    "group.other": ("does not lead", "无牵头事项", "無牽頭事項"),
    "kind.request": ("the lead asks for support", "牵头部门要求配合", "牽頭部門要求配合"),
    "kind.refer": ("an unsettled lead is referred", "牵头争议提请议定", "牽頭爭議提請議定"),
    "kind.relay": ("a warning is passed on", "预警传递", "預警傳遞"),
    "weight": ("matters", "事项数", "事項數"),
    "dead": (
        "ground {rule} can never stand: {title}",
        "问责情形 {rule} 永远不能成立：{title}",
        "問責情形 {rule} 永遠不能成立：{title}",
    ),
    "ground": (
        "ground {rule} can stand: {title}",
        "问责情形 {rule} 可以成立：{title}",
        "問責情形 {rule} 可以成立：{title}",
    ),
    "unproved": (" (no case was found)", "（未找到实际案例）", "（未找到實際案例）"),
    "together": (
        "{lead} (lead) and {other} can be liable together: {values}; grounds {grounds}",
        "{lead}（牵头）与{other}可能同时被追责：{values}；情形 {grounds}",
        "{lead}（牽頭）與{other}可能同時被追責：{values}；情形 {grounds}",
    ),
    "unanswered": (
        "nothing makes {target} answer {source}: {kind}",
        "{target}对{source}没有反馈要求：{kind}",
        "{target}對{source}沒有反饋要求：{kind}",
    ),
    "all_answered": (
        "every instruction has its answer",
        "每一条指令都有反馈要求",
        "每一條指令都有反饋要求",
    ),
    "and": (", ", "、", "、"),
}


def report(found: Accountability, language: str) -> Iterator[str]:
    """The grounds, who can be liable together, and instructions without an answer."""
    label, joint = found.plan.vocabulary.departments.label, phrase(TEXTS, "and", language)
    attributes = found.plan.vocabulary.attributes

    def title(attribute: str, value: str) -> str:
        choices = attributes[attribute].choices
        return choices.label(value, language) if choices else value

    for ground in found.grounds:
        key = "ground" if ground.can_stand else "dead"
        words = ground.rule.title.get(language)
        said = phrase(TEXTS, key, language, rule=ground.rule.id, title=words)
        open_ = ground.can_stand and ground.case is None
        yield said + (phrase(TEXTS, "unproved", language) if open_ else "")
    for one in found.together:
        values = joint.join(title(*value) for value in one.values)
        grounds = _pairs(one.grounds, joint)
        yield phrase(TEXTS, "together", language, lead=label(one.lead, language),
                     other=label(one.other, language), values=values, grounds=grounds)  # fmt: skip
    for link in found.unanswered:
        yield _unanswered(link, found, language)
    if not found.complete:
        yield phrase(RESPONSIBILITY, "incomplete", language)
    if found.links and not found.unanswered:
        yield phrase(TEXTS, "all_answered", language)


def _pairs(grounds: tuple[tuple[str, str], ...], joint: str) -> str:
    """The pairs of grounds; where each goes with each, only once."""
    ones, others = (tuple(dict.fromkeys(side)) for side in zip(*grounds))
    if len(ones) * len(others) == len(grounds):
        return f"{joint.join(ones)} × {joint.join(others)}"
    return joint.join("+".join(pair) for pair in grounds)


def _unanswered(link: Link, found: Accountability, language: str) -> str:
    label = found.plan.vocabulary.departments.label
    kind = phrase(TEXTS, f"kind.{link.kind}", language)
    names = {"source": label(link.source, language), "target": label(link.target, language)}
    return phrase(TEXTS, "unanswered", language, kind=kind, **names)
