"""Proposals of liability in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcoord.numerals import Number, format_number
from govcoord.rules.vocabulary import Type, Vocabulary
from govcoord.units import format_quantity

if TYPE_CHECKING:
    from govcoord.rules.kinds.accountability.liability import Liability

_TEXTS = {
    "proposals": (
        "Proposals of liability, to be decided by {body}",
        "问责建议（由{body}决定）",
        "問責建議（由{body}決定）",
    ),
    "proposal": (
        "{department} ({side}): counted against it {days}, share {share}, "
        "proposed measure: {measure}",
        "{department}（{side}）：计责 {days}，责任份额 {share}，建议措施：{measure}",
        "{department}（{side}）：計責 {days}，責任份額 {share}，建議措施：{measure}",
    ),
    "factor": (
        "by days alone {base}; {factors} moves it to {measure}",
        "按天数应为{base}；因{factors}，调整为{measure}",
        "按天數應為{base}；因{factors}，調整為{measure}",
    ),
    "factors_open": (
        "no measure is proposed before these are settled: {factors}",
        "下列情节查明之前不提出措施：{factors}",
        "下列情節查明之前不提出措施：{factors}",
    ),
    "present": ("evidence present: {names}", "已有证据：{names}", "已有證據：{names}"),
    "missing": ("evidence missing: {names}", "尚缺证据：{names}", "尚缺證據：{names}"),
    "open": (
        "provisional: another department's liability is not settled yet",
        "暂定：尚有部门的责任未能确定",
        "暫定：尚有部門的責任未能確定",
    ),
    "objection": (
        "objection{within}{to}: {text}",
        "申辩{within}{to}：{text}",
        "申辯{within}{to}：{text}",
    ),
    "within": (" within {time}", "（期限 {time}）", "（期限 {time}）"),
    "to": (" to {body}", "（受理：{body}）", "（受理：{body}）"),
    "lead": ("lead", "牵头", "牽頭"),
    "coordinating": ("coordinating", "协办", "協辦"),
    "unknown": ("not known", "未知", "未知"),
    "list": (", ", "、", "、"),
}
_COLUMN = {"en": 0, "zh-Hans": 1, "zh-Hant": 2}


def liability_lines(
    proposals: tuple[Liability, ...], vocabulary: Vocabulary, days: str, language: str
) -> Iterator[str]:
    """The proposals in words; ``days`` is the field that counts the days."""
    if proposals:
        yield from _Words(vocabulary, days, language).lines(proposals)


class _Words:
    def __init__(self, vocabulary: Vocabulary, days: str, language: str) -> None:
        self.vocabulary, self.days, self.language = vocabulary, days, language

    def say(self, key: str, **params: str) -> str:
        return _TEXTS[key][_COLUMN[self.language]].format(**params)

    def lines(self, proposals: tuple[Liability, ...]) -> Iterator[str]:
        first = proposals[0]
        yield self.say("proposals", body=self.department(first.decided_by))
        for one in proposals:
            yield "  " + self.say(
                "proposal",
                department=self.department(one.department),
                side=self.say(one.side),
                days=self.counted(one),
                share=self.share(one.share),
                measure=self.sanction(one.measure),
            )
            for line in self.details(one):
                yield f"    {line}"
        if first.objection.text:
            yield "  " + self.objection(first)

    def details(self, one: Liability) -> Iterator[str]:
        if one.factors and one.measure is not None and one.measure != one.base_measure:
            names = self.join([f.title.get(self.language) or f.id for f in one.factors])
            base, measure = self.sanction(one.base_measure), self.sanction(one.measure)
            yield self.say("factor", base=base, factors=names, measure=measure)
        if one.factors_open:
            names = self.join([f.title.get(self.language) or f.id for f in one.factors_open])
            yield self.say("factors_open", factors=names)
        for key, found in (("present", one.evidence_present), ("missing", one.evidence_missing)):
            if found:
                yield self.say(key, names=self.join([self.evidence(one, e) for e in found]))
        if one.open:
            yield self.say("open")

    def objection(self, one: Liability) -> str:
        terms = one.objection
        within = self.say("within", time=terms.within.words(self.language)) if terms.within else ""
        to = self.say("to", body=self.department(terms.to)) if terms.to else ""
        return self.say("objection", within=within, to=to, text=terms.text.get(self.language))

    def join(self, names: list[str]) -> str:
        return self.say("list").join(names)

    def department(self, id_: str) -> str:
        return self.vocabulary.departments.label(id_, self.language)

    def counted(self, one: Liability) -> str:
        if one.counted_days is None:
            return self.say("unknown")
        unit = self.vocabulary.records[one.subject.record].fields[self.days].unit
        return format_quantity(one.counted_days, unit, self.language)

    def share(self, share: Number | None) -> str:
        return self.say("unknown") if share is None else format_number(share * 100, digits=2) + "%"

    def sanction(self, id_: str | None) -> str:
        if id_ is None:
            return self.say("unknown")
        listed = self.vocabulary.choices.get("sanctions")
        return listed.label(id_, self.language) if listed else id_

    def evidence(self, one: Liability, id_: str) -> str:
        for field in self.vocabulary.records[one.subject.record].fields.values():
            if field.type is Type.SET and field.choices and id_ in field.choices.by_id:
                return field.choices.label(id_, self.language)
        return id_
