"""Panels in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from govcoord.mechanisms.said import Texts, phrase
from govcoord.rules.places import Places
from govcoord.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.panel.records import (
        CandidateFinding,
        Interest,
        PanelResult,
        QuotaFinding,
    )

TEXTS: Texts = {
    "chosen": (
        "{matter}: panel of {size}, a proposal for the competent body",
        "{matter}：专家组建议名单 {size} 人，由主管单位审定",
        "{matter}：專家組建議名單 {size} 人，由主管單位審定",
    ),
    "provisional": (
        "{matter}: panel of {size}, provisional: experts who wait for evidence may change it",
        "{matter}：专家组建议名单 {size} 人，暂定：有专家待补证，名单可能变动",
        "{matter}：專家組建議名單 {size} 人，暫定：有專家待補證，名單可能變動",
    ),
    "impossible": (
        "{matter}: no panel of {size} is possible",
        "{matter}：组不成 {size} 人的专家组",
        "{matter}：組不成 {size} 人的專家組",
    ),
    "needs_evidence": (
        "{matter}: a panel of {size} cannot be chosen yet",
        "{matter}：{size} 人的专家组暂不能选定",
        "{matter}：{size} 人的專家組暫不能選定",
    ),
    "unfinished": (
        "{matter}: the search for a panel of {size} was given up, nothing is said",
        "{matter}：{size} 人的专家组搜索未完成，不作结论",
        "{matter}：{size} 人的專家組搜尋未完成，不作結論",
    ),
    "too_few": (
        "  too few experts can be chosen: {n}",
        "  可选的专家只有 {n} 人",
        "  可選的專家只有 {n} 人",
    ),
    "too_few_waiting": (
        "  too few experts can be chosen: {n}, with {waits} of whom more is to be known",
        "  可选的专家连同须查明的 {waits} 人在内，也只有 {n} 人",
        "  可選的專家連同須查明的 {waits} 人在內，也只有 {n} 人",
    ),
    "blocking_one": (
        "  prevented by {quotas}",
        "  原因：{quotas}无法满足",
        "  原因：{quotas}無法滿足",
    ),
    "blocking": (
        "  prevented by these together, each of which is needed for that: {quotas}",
        "  原因：{quotas}不能同时满足（缺一即可组成）",
        "  原因：{quotas}不能同時滿足（缺一即可組成）",
    ),
    "relief": (
        "  possible if one of these were left out: {quotas}",
        "  放宽其中任一项即可组成：{quotas}",
        "  放寬其中任一項即可組成：{quotas}",
    ),
    "candidate": ("  {rank}{id}{name}: {text}", "  {rank}{id}{name}：{text}", "  {rank}{id}{name}：{text}"),
    "rank": ("{n}. ", "第{n}位 ", "第{n}位 "),
    "name": (" {name}", " {name}", " {name}"),
    "is_chosen": ("chosen ({keys})", "入选（{keys}）", "入選（{keys}）"),
    "is_eligible": ("can be chosen ({keys})", "可选（{keys}）", "可選（{keys}）"),
    "is_not_needed": ("not needed ({keys})", "名额已满（{keys}）", "名額已滿（{keys}）"),
    "is_passed_over": (
        "passed over: {blocked} could not be kept ({keys})",
        "越过：选入后无法满足{blocked}（{keys}）",
        "越過：選入後無法滿足{blocked}（{keys}）",
    ),
    "is_recused": ("recused: {interests}", "回避：{interests}", "迴避：{interests}"),
    "is_ineligible": ("not eligible: {failed}", "不合条件：{failed}", "不合條件：{failed}"),
    "is_resting": ("rests: served too often of late", "轮休：近期履职已达次数", "輪休：近期履職已達次數"),
    "is_unavailable": ("not available", "不能出席", "不能出席"),
    "is_needs_evidence": ("still to be known: {missing}", "须查明：{missing}", "須查明：{missing}"),
    "field_match": ("fields {value}", "专业相符 {value} 项", "專業相符 {value} 項"),
    "longest_since": ("last served {value}", "上次履职 {value}", "上次履職 {value}"),
    "never": ("never served", "未曾履职", "未曾履職"),
    "fewest_services": ("services {value}", "近期履职 {value} 次", "近期履職 {value} 次"),
    "lot": ("lot {value}", "签号 {value}", "籤號 {value}"),
    "fact": ("{name} {value}", "{name} {value}", "{name} {value}"),
    "no_match": ("no field of the matter", "专业不符", "專業不符"),
    "interest": ("{kind} {party}", "{kind} {party}", "{kind} {party}"),
    "until": (" until {day}", "（至 {day}）", "（至 {day}）"),
    "works_at": ("works at", "任职于", "任職於"),
    "quota": ("  quota {name}: {bounds}; {counts}", "  构成要求“{name}”：{bounds}；{counts}", "  構成要求「{name}」：{bounds}；{counts}"),
    "asked": (
        "{name} ({bounds}; candidates {candidates})",
        "{name}（{bounds}，可选 {candidates} 人）",
        "{name}（{bounds}，可選 {candidates} 人）",
    ),
    "of_value": ("{name} ({value})", "{name}（{value}）", "{name}（{value}）"),
    "at_least": ("at least {n}", "不少于 {n} 人", "不少於 {n} 人"),
    "at_most": ("at most {n}", "不多于 {n} 人", "不多於 {n} 人"),
    "counts": ("candidates {candidates}, chosen {chosen}", "可选 {candidates} 人，入选 {chosen} 人", "可選 {candidates} 人，入選 {chosen} 人"),
    "each": ("for each value", "按每一取值计", "按每一取值計"),
    "seed": (
        "  seed of the lot: {seed} (SHA-256 of seed, matter and number, a line each)",
        "  抽签种子：{seed}（种子、事项、编号各一行，取 SHA-256）",
        "  抽籤種子：{seed}（種子、事項、編號各一行，取 SHA-256）",
    ),
    "missing": ("  still to be known: {names}", "  须查明：{names}", "  須查明：{names}"),
    "source": ("  source: {source}", "  依据：{source}", "  依據：{source}"),
    "list": (", ", "、", "、"),
    "expect:field": ("a field of the list ({known})", "专业清单中的一项（{known}）", "專業清單中的一項（{known}）"),
    "expect:fields": ("at least one field", "至少一个专业", "至少一個專業"),
    "expect:once": ("each expert once", "每位专家一条", "每位專家一條"),
    "expect:appointed": (
        "an expert of the pool who can be chosen, once",
        "专家库中可选的一位专家，每人一次",
        "專家庫中可選的一位專家，每人一次",
    ),
    "expect:few": ("at most {size} experts", "不多于 {size} 位专家", "不多於 {size} 位專家"),
    "expect:served": ("a day up to {day}", "不晚于 {day} 的日期", "不晚於 {day} 的日期"),
}  # fmt: skip


def panel_lines(
    result: PanelResult, record: type[Any], vocabulary: Vocabulary, language: str
) -> Iterator[str]:
    """The panel, why, and what became of every expert."""
    yield phrase(TEXTS, result.status, language, matter=result.matter, size=result.size)
    words = _Words(result, record, vocabulary, language)
    if result.status == "impossible":
        waits = sum(one.state == "needs_evidence" for one in result.candidates)
        n = waits + sum(one.state == "eligible" for one in result.candidates)
        if not result.blocking:
            key = "too_few_waiting" if waits else "too_few"
            yield phrase(TEXTS, key, language, n=n, waits=waits)
        else:
            key = "blocking_one" if len(result.blocking) == 1 else "blocking"
            yield phrase(TEXTS, key, language, quotas=words.blocking(result.blocking))
        if len(result.blocking) > 1 and result.relief:
            yield phrase(TEXTS, "relief", language, quotas=words.quotas(result.relief))
    for one in result.candidates:
        yield words.candidate(one)
    for quota in result.quotas:
        yield words.quota(quota)
    if result.seed is not None:
        yield phrase(TEXTS, "seed", language, seed=result.seed)
    if result.missing:
        yield phrase(TEXTS, "missing", language, names=words.places(result.missing))
    if result.source:
        yield phrase(TEXTS, "source", language, source=result.source)


class _Words:
    """The parts of a panel in one language."""

    def __init__(
        self, result: PanelResult, record: type[Any], vocabulary: Vocabulary, language: str
    ) -> None:
        self.result, self.vocabulary, self.language = result, vocabulary, language
        self.words = Places(vocabulary, language, record)
        self.known = {quota.id: quota for quota in result.quotas}

    def say(self, key: str, **params: object) -> str:
        return phrase(TEXTS, key, self.language, **params)

    def listed(self, parts: Iterable[str]) -> str:
        return self.say("list").join(parts)

    def title(self, id_: str) -> str:
        found = self.result.titles.get(id_)
        return (found.get(self.language) if found else None) or id_

    def quota_name(self, id_: str) -> str:
        quota, _, value = id_.partition(":")
        name = self.title(quota)
        choices = self.vocabulary.choices.get(self.result.field_list or "")
        if not value or choices is None:
            return name
        return self.say("of_value", name=name, value=choices.label(value, self.language))

    def quotas(self, ids: Iterable[str]) -> str:
        return self.listed(f"“{self.quota_name(id_)}”" if self.language != "en" else
                           f"`{self.quota_name(id_)}`" for id_ in ids)  # fmt: skip

    def blocking(self, ids: Sequence[str]) -> str:
        """Quotas with what they ask for and how many could be had."""
        told = []
        for id_ in ids:
            quota, name = self.known.get(id_), self.quotas([id_])
            if quota is not None and quota.candidates is not None:
                bounds, n = self.bounds(quota), quota.candidates
                name = self.say("asked", name=name, bounds=bounds, candidates=n)
            told.append(name)
        return self.listed(told)

    def places(self, paths: Iterable[str]) -> str:
        return self.listed(self.words.titles(paths))

    def keys(self, one: CandidateFinding) -> str:
        shown = []
        for by, value in zip(self.result.order, one.keys):
            if by == "longest_since" and not value:
                shown.append(self.say("never"))
            elif by in TEXTS and (value or by != "lot"):
                shown.append(self.say(by, value=value))
            elif by not in TEXTS:
                name = self.words.title(by)
                shown.append(self.say("fact", name=name, value=value))
        return self.listed(shown)

    def candidate(self, one: CandidateFinding) -> str:
        failed = [self.say("no_match") if f == "field_match" else self.title(f) for f in one.failed]
        text = self.say(
            f"is_{one.state}",
            keys=self.keys(one),
            blocked=self.quotas(one.blocked_by),
            interests=self.listed(self.interest(i) for i in one.interests),
            failed=self.listed(failed),
            missing=self.places(name.partition("].")[2] or name for name in one.missing),
        )
        rank = "" if one.rank is None else self.say("rank", n=one.rank)
        name = self.say("name", name=one.name) if one.name else ""
        return self.say("candidate", rank=rank, id=one.id, name=name, text=text)

    def interest(self, one: Interest) -> str:
        kinds = self.vocabulary.choices.get("tie_kinds")
        kind = self.say("works_at")
        if one.kind is not None:
            kind = kinds.label(one.kind, self.language) if kinds else one.kind
        departments = self.vocabulary.choices.get("departments")
        party = one.party
        if departments is not None and (id_ := departments.resolve(party)) is not None:
            party = departments.label(id_, self.language)
        ended = "" if one.until is None else self.say("until", day=one.until)
        return self.say("interest", kind=kind, party=party) + ended

    def bounds(self, one: QuotaFinding) -> str:
        pairs = (("at_least", one.at_least), ("at_most", one.at_most))
        return self.listed(self.say(key, n=n) for key, n in pairs if n is not None)

    def quota(self, one: QuotaFinding) -> str:
        bounds = self.bounds(one)
        counts = self.say("each")
        if one.candidates is not None:
            counts = self.say("counts", candidates=one.candidates, chosen=one.chosen)
        return self.say("quota", name=self.quota_name(one.id), bounds=bounds, counts=counts)
