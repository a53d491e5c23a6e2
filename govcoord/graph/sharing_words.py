"""What is said about the sharing of data, in three languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govcoord.graph.responsibility_words import percent
from govcoord.mechanisms.said import Texts, phrase
from govcoord.rules.kinds.data_sharing.tables import CLASS, GRADES, PURPOSE

if TYPE_CHECKING:
    from govcoord.graph.sharing_graph import Need, Sharing

MOST = 20
"""Lines of one kind that are spelled out; the others are counted."""

TEXTS: Texts = {
    "title": ("Who may get which data", "政务数据共享关系", "政務數據共享關係"),
    "all": ("every other department", "其他各部门", "其他各部門"),
    "kind.free": ("without approval (0)", "无须审批（0）", "無須審批（0）"),
    "kind.approved": (
        "number of approvals",
        "须审批（线上数字为审批环节数）",
        "須審批（線上數字為審批環節數）",
    ),
    "weight": ("purposes", "可用于的用途数", "可用於的用途數"),
    "counts": (
        "{granted} of {total} requests can be met, {open} depend on further facts",
        "{total} 种请求中 {granted} 种可以满足，{open} 种视其他事实而定",
        "{total} 種請求中 {granted} 種可以滿足，{open} 種視其他事實而定",
    ),
    "path": (
        "{data}: {count} departments can get it from {provider}, fewest approvals {approvals}",
        "{data}：{count} 个部门最少经 {approvals} 次审批可得，由{provider}提供",
        "{data}：{count} 個部門最少經 {approvals} 次審批可得，由{provider}提供",
    ),
    "depends": (
        "{data}: {count} requests depend on further facts",
        "{data}：{count} 种请求视其他事实而定",
        "{data}：{count} 種請求視其他事實而定",
    ),
    "unreachable": (
        "{who} cannot get {data} for any purpose",
        "{who}以任何用途都得不到{data}",
        "{who}以任何用途都得不到{data}",
    ),
    "nobody": (
        "nobody can get {data} for any purpose",
        "任何部门以任何用途都得不到{data}",
        "任何部門以任何用途都得不到{data}",
    ),
    "unmet": (
        "need not met: {who}, {data}, {purpose}",
        "需求未满足：{who}、{data}、{purpose}",
        "需求未滿足：{who}、{data}、{purpose}",
    ),
    "over_broad": (
        "granted without a need: {who}, {data}, {purpose}",
        "无需求而可得：{who}、{data}、{purpose}",
        "無需求而可得：{who}、{data}、{purpose}",
    ),
    "no_needs": (
        "no needs are given, so it is not said what is granted too broadly",
        "未给出需求，因此不判断哪些授予过宽",
        "未給出需求，因此不判斷哪些授予過寬",
    ),
    "to_all": (
        "every department gets {data} without approval",
        "各部门无须审批即可得到{data}",
        "各部門無須審批即可得到{data}",
    ),
    "opening": (
        "{fact}: yes, would open {count} more",
        "再有“{fact}：是”，可多满足 {count} 种请求",
        "再有「{fact}：是」，可多滿足 {count} 種請求",
    ),
    "rate": ("{what}: {share}", "{what}：{share}", "{what}：{share}"),
    "providing": ("departments that provide", "提供数据的部门占比", "提供數據的部門佔比"),
    "receiving": ("departments that can receive", "可获得数据的部门占比", "可獲得數據的部門佔比"),
    "catalogued": ("classes in the catalogue", "列入目录的数据类占比", "列入目錄的數據類佔比"),
    "reachable": (
        "classes that others can get",
        "其他部门可得的数据类占比",
        "其他部門可得的數據類佔比",
    ),
    "grade": (
        "{grade}: {reachable} of {catalogued} classes can be had",
        "{grade}：{catalogued} 类中 {reachable} 类可得",
        "{grade}：{catalogued} 類中 {reachable} 類可得",
    ),
    "more": ("and {count} more", "另有 {count} 项", "另有 {count} 項"),
    "none": (
        "the plan has no rules about sharing data",
        "计划中没有数据共享规则",
        "計劃中沒有數據共享規則",
    ),
}


class _Words:
    """Titles of what a need names."""

    def __init__(self, found: Sharing, language: str) -> None:
        self.vocabulary, self.language = found.plan.vocabulary, language

    def who(self, id_: str) -> str:
        return self.vocabulary.departments.label(id_, self.language)

    def of(self, attribute: str, id_: str) -> str:
        known = self.vocabulary.attributes.get(attribute)
        return known.choices.label(id_, self.language) if known and known.choices else id_

    def need(self, need: Need) -> dict[str, str]:
        who, data, purpose = need
        return {"who": self.who(who), "data": self.of(CLASS, data),
                "purpose": self.of(PURPOSE, purpose)}  # fmt: skip


def report(found: Sharing, language: str) -> Iterator[str]:
    """The counts, the cheapest paths, what cannot be had, what is broad, what more would open."""
    if not found.cells:
        yield phrase(TEXTS, "none", language)
        return
    words = _Words(found, language)
    counts = {"granted": len(found.granted), "open": len(found.open), "total": len(found.cells)}
    yield phrase(TEXTS, "counts", language, **counts)
    yield from _paths(found, words)
    depends = Counter(data for _, data, _ in found.open)
    for data, count in sorted(depends.items()):
        yield phrase(TEXTS, "depends", language, data=words.of(CLASS, data), count=count)
    yield from _short(_unreachable(found, words), language)
    unmet = (phrase(TEXTS, "unmet", language, **words.need(n)) for n in found.unmet())
    yield from _short(unmet, language)
    broad = (phrase(TEXTS, "over_broad", language, **words.need(n)) for n in found.over_broad())
    yield from _short(broad, language)
    if found.needs is None:
        yield phrase(TEXTS, "no_needs", language)
    for data in found.to_all():
        yield phrase(TEXTS, "to_all", language, data=words.of(CLASS, data))
    for opening in found.openings:
        fact = words.vocabulary.attributes[opening.fact].label(language)
        yield phrase(TEXTS, "opening", language, fact=fact, count=len(opening.opens))
    yield from _rates(found, words)


def _paths(found: Sharing, words: _Words) -> Iterator[str]:
    counts: dict[tuple[str, str | None, int], int] = {}
    for path in found.paths():
        key = path.data, path.provider, path.approvals
        counts[key] = counts.get(key, 0) + 1
    for (data, provider, approvals), count in sorted(counts.items(), key=str):
        named = words.who(provider) if provider else "—"
        yield phrase(TEXTS, "path", words.language, data=words.of(CLASS, data), count=count,
                     approvals=approvals, provider=named)  # fmt: skip


def _unreachable(found: Sharing, words: _Words) -> Iterator[str]:
    by_class: dict[str, list[str]] = {}
    for who, data in found.unreachable():
        by_class.setdefault(data, []).append(who)
    asked: dict[str, set[str]] = {}
    for cell in found.cells:
        asked.setdefault(cell.data, set()).add(cell.recipient)
    for data, names in by_class.items():
        title = words.of(CLASS, data)
        if set(names) >= asked.get(data, {""}):
            yield phrase(TEXTS, "nobody", words.language, data=title)
            continue
        for who in names:
            yield phrase(TEXTS, "unreachable", words.language, who=words.who(who), data=title)


def _rates(found: Sharing, words: _Words) -> Iterator[str]:
    covered = found.coverage()
    for name, rate in covered.rates().items():
        if rate is not None:
            what = phrase(TEXTS, name, words.language)
            yield phrase(TEXTS, "rate", words.language, what=what, share=percent(rate))
    grades = words.vocabulary.choices.get(GRADES)
    for grade, count in covered.catalogued.items():
        title = grades.label(grade, words.language) if grades else grade
        reached = covered.reachable.get(grade, 0)
        yield phrase(TEXTS, "grade", words.language, grade=title, catalogued=count,
                     reachable=reached)  # fmt: skip


def _short(lines: Iterable[str], language: str) -> Iterator[str]:
    every = list(lines)
    yield from every[:MOST]
    if len(every) > MOST:
        yield phrase(TEXTS, "more", language, count=len(every) - MOST)
