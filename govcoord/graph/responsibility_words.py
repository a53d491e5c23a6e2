"""What is said about responsibility, in three languages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from govcoord.mechanisms.said import Texts, phrase
from govcoord.numerals import format_number

if TYPE_CHECKING:
    from govcoord.graph.responsibility_graph import Responsibility

TEXTS: Texts = {
    "title": ("Who is responsible for what", "部门职责矩阵", "部門職責矩陣"),
    "corner": ("matter", "事项", "事項"),
    "letter.lead": ("R", "牵", "牽"),
    "letter.support": ("S", "配", "配"),
    "letter.consulted": ("C", "参", "參"),
    "letter.informed": ("I", "知", "知"),
    "role.lead": (
        "R: leads; (R) if further facts so say",
        "牵：牵头；加括号的，视其他事实而定",
        "牽：牽頭；加括號的，視其他事實而定",
    ),
    "role.support": ("S: supports", "配：配合", "配：配合"),
    "role.consulted": (
        "C: must take part by the negative list",
        "参：负面清单规定必须参与",
        "參：負面清單規定必須參與",
    ),
    "role.informed": (
        "I: is told, where no lead is settled",
        "知：牵头未定时提请其议定",
        "知：牽頭未定時提請其議定",
    ),
    "row": ("{value}: {roles}", "{value}：{roles}", "{value}：{roles}"),
    "lead": ("lead {departments}", "牵头 {departments}", "牽頭 {departments}"),
    "support": ("support {departments}", "配合 {departments}", "配合 {departments}"),
    "consulted": (
        "must take part {departments}",
        "必须参与 {departments}",
        "必須參與 {departments}",
    ),
    "informed": ("referred to {departments}", "提请 {departments}", "提請 {departments}"),
    "perhaps": ("({name})", "（{name}）", "（{name}）"),
    "then": ("; ", "；", "；"),
    "brackets": (
        "in brackets: depends on further facts",
        "加括号的，视其他事实而定",
        "加括號的，視其他事實而定",
    ),
    "unowned": (
        "no lead: {value} ({attribute})",
        "无牵头部门：{value}（{attribute}）",
        "無牽頭部門：{value}（{attribute}）",
    ),
    "contested": (
        "more than one may lead: {value}: {departments}",
        "可能由多个部门牵头：{value}：{departments}",
        "可能由多個部門牽頭：{value}：{departments}",
    ),
    "overlap": (
        "claimed by both {departments}, neither first: {share} of the cells that either claims, "
        "rules {rules}",
        "{departments}都可主张牵头而无先后：占双方主张范围的 {share}，规则 {rules}",
        "{departments}都可主張牽頭而無先後：佔雙方主張範圍的 {share}，規則 {rules}",
    ),
    "unclaimed": (
        "must be settled and is not: {share} of what must be",
        "须定牵头而未定：占应定范围的 {share}",
        "須定牽頭而未定：佔應定範圍的 {share}",
    ),
    "case": ("for example {case}", "例如 {case}", "例如 {case}"),
    "no_case": ("no such case was found", "未找到实际案例", "未找到實際案例"),
    "load": (
        "{department}: leads in {lead}, supports in {support}, must take part in {consulted}",
        "{department}：牵头 {lead} 项，配合 {support} 项，必须参与 {consulted} 项",
        "{department}：牽頭 {lead} 項，配合 {support} 項，必須參與 {consulted} 項",
    ),
    "incomplete": (
        "the search stopped at its budget: there may be more",
        "分析达到限额后停止，可能还有其他情形",
        "分析達到限額後停止，可能還有其他情形",
    ),
    "and": (", ", "、", "、"),
}


def report(found: Responsibility, language: str) -> Iterator[str]:
    """What was found: no lead, several leads, overlaps, gaps, loads."""
    vocabulary = found.plan.vocabulary
    joint = phrase(TEXTS, "and", language)

    def names(ids: tuple[str, ...]) -> str:
        return joint.join(vocabulary.departments.label(id_, language) for id_ in ids)

    yield from _rows(found, language)
    for attribute, value in found.unowned:
        title = vocabulary.attributes[attribute].label(language)
        said = found.label(attribute, value, language)
        yield phrase(TEXTS, "unowned", language, value=said, attribute=title)
    for attribute, value, leads in found.contested:
        said = found.label(attribute, value, language)
        yield phrase(TEXTS, "contested", language, value=said, departments=names(leads))
    for overlap in found.overlaps:
        rules = joint.join("/".join(pair) for pair in overlap.rules)
        said = phrase(TEXTS, "overlap", language, departments=names(overlap.departments),
                      share=percent(overlap.share), rules=rules)  # fmt: skip
        yield said + _case(overlap.case, language)
    for part in found.unclaimed:
        said = phrase(TEXTS, "unclaimed", language, share=percent(part.share))
        yield said + _case(part.case, language)
    for department, counts in found.load().items():
        if not any(counts[role] for role in ("lead", "support", "consulted")):
            continue
        name = vocabulary.departments.label(department, language)
        yield phrase(TEXTS, "load", language, department=name, **counts)
    if not found.complete:
        yield phrase(TEXTS, "incomplete", language)


def _rows(found: Responsibility, language: str) -> Iterator[str]:
    """For each value, who has which role."""
    label, joint = found.plan.vocabulary.departments.label, phrase(TEXTS, "and", language)
    roles: dict[tuple[str, str], dict[str, list[str]]] = {}
    for one in found.holdings:
        name = label(one.department, language)
        if not one.certain:
            name = phrase(TEXTS, "perhaps", language, name=name)
        roles.setdefault((one.attribute, one.value), {}).setdefault(one.role, []).append(name)
    for (attribute, value), by_role in roles.items():
        said = phrase(TEXTS, "then", language).join(
            phrase(TEXTS, role, language, departments=joint.join(names))
            for role, names in by_role.items()
        )
        value = found.label(attribute, value, language)
        yield phrase(TEXTS, "row", language, value=value, roles=said)
    if any(not one.certain for one in found.holdings):
        yield phrase(TEXTS, "brackets", language)


def _case(case: Mapping[str, Any] | None, language: str) -> str:
    joint = "; " if language == "en" else "；"
    if case is None:
        return joint + phrase(TEXTS, "no_case", language)
    return joint + phrase(TEXTS, "case", language, case=json.dumps(case, ensure_ascii=False))


def percent(share: Fraction) -> str:
    """A share in percent, to one decimal.

    >>> percent(Fraction(1, 3))
    '≈33.3%'
    """
    return format_number(share * 100, digits=1) + "%"
