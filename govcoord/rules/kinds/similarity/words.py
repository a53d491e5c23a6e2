"""Similar past cases in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from govcoord.mechanisms.said import Texts, phrase
from govcoord.numerals import exact, format_number, round_number
from govcoord.rules.conditions.words import describe_value
from govcoord.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.similarity.results import Compared, Ruled, SimilarCase, SimilarCases

TEXTS: Texts = {
    "head": (
        "{n} nearest of {total} past cases; enough was known of {compared}",
        "最相近的 {n} 件（既往案件 {total} 件，其中事实够比的 {compared} 件）",
        "最相近的 {n} 件（既往案件 {total} 件，其中事實夠比的 {compared} 件）",
    ),
    "rejected": (
        "{n} past cases do not fit the vocabulary and were left out",
        "另有 {n} 件既往案件不合词汇表，未比",
        "另有 {n} 件既往案件不合詞彙表，未比",
    ),
    "case": (
        "{n}. {name}: similarity {similarity}, {known} of the weight compared",
        "{n}. {name}：相近 {similarity}（可比权重 {known}）",
        "{n}. {name}：相近 {similarity}（可比權重 {known}）",
    ),
    "place": ("{id} ({place})", "{id}（{place}）", "{id}（{place}）"),
    "agrees": ("   agrees: {facts}", "   相同：{facts}", "   相同：{facts}"),
    "near": ("   near: {facts}", "   接近：{facts}", "   接近：{facts}"),
    "differs": ("   differs: {facts}", "   不同：{facts}", "   不同：{facts}"),
    "unknown": ("   not known in both: {facts}", "   未比（至少一方未知）：{facts}", "   未比（至少一方未知）：{facts}"),
    "fact": ("{name} {value}", "{name} {value}", "{name} {value}"),
    "pair": (
        "{name} {here} / {there} (takes off {adds})",
        "{name} {here}，彼 {there}（扣 {adds}）",
        "{name} {here}，彼 {there}（扣 {adds}）",
    ),
    "same_rules": (
        "   decided by the same rules with the same outcome: {tables}",
        "   同样的规则、同样的结论：{tables}",
        "   同樣的規則、同樣的結論：{tables}",
    ),
    "other_outcome": (
        "   {table}: here {here}; there {there}",
        "   {table}：此案{here}，彼案{there}",
        "   {table}：此案{here}，彼案{there}",
    ),
    "no_rules": ("   no rule decided either", "   两案均无规则适用", "   兩案均無規則適用"),
    "decided": ("decided", "已定", "已定"),
    "none": ("no rule applies", "无适用规则", "無適用規則"),
    "conflict": ("rules disagree", "规则互相矛盾", "規則互相矛盾"),
    "undetermined": ("not determined", "尚不能确定", "尚不能確定"),
    "list": (", ", "、", "、"),
    "groups": ("; ", "；", "；"),
    "table": ("{title} ({rules})", "{title}（{rules}）", "{title}（{rules}）"),
}  # fmt: skip


def similar_lines(result: SimilarCases, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """How many were compared, then every similar case."""
    words = _Words(vocabulary, language)
    yield words.say(
        "head", n=len(result.cases), total=f"{result.total:,}", compared=f"{result.compared:,}"
    )
    if result.rejected:
        yield words.say("rejected", n=f"{result.rejected:,}")
    for n, case in enumerate(result.cases, 1):
        yield from words.case(n, case)


class _Words:
    """Facts, values and tables in one language."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self.vocabulary, self.language = vocabulary, language

    def say(self, key: str, **params: object) -> str:
        return phrase(TEXTS, key, self.language, **params)

    def listed(self, parts: Iterable[str], key: str = "groups") -> str:
        return self.say(key).join(parts)

    def name(self, fact: str) -> str:
        return self.vocabulary.attributes[fact].label(self.language)

    def value(self, fact: str, value: Any) -> str:
        return describe_value(value, self.vocabulary.attributes[fact], self.language)

    def case(self, n: int, case: SimilarCase) -> Iterator[str]:
        id_ = case.id or f"#{case.number + 1}"
        name = self.say("place", id=id_, place=case.place) if case.place else id_
        shares = {"similarity": _percent(case.similarity), "known": _percent(case.known)}
        yield self.say("case", n=n, name=name, **shares)
        facts = {
            "agrees": [self.fact(name, value) for name, value in case.agrees.items()],
            "near": [self.pair(one) for one in case.differs if one.distance < 1],
            "differs": [self.pair(one) for one in case.differs if one.distance == 1],
            "unknown": [self.name(name) for name in case.unknown],
        }
        for key, told in facts.items():
            if told:
                yield self.say(key, facts=self.listed(told))
        yield from self.tables(case.rules)

    def tables(self, rules: Iterable[Ruled]) -> Iterator[str]:
        """The tables that say the same by the same rules, then each of the others."""
        others = list(rules)
        if not others:
            yield self.say("no_rules")
        same = [one for one in others if one.same_rules and one.same_outcome]
        if same:
            told = [self.cited(self.table(one), one.rules_here) for one in same]
            yield self.say("same_rules", tables=self.listed(told))
        for one in others:
            if one not in same:
                here = self.outcome(one.status_here, one.here, one.rules_here)
                there = self.outcome(one.status_there, one.there, one.rules_there)
                yield self.say("other_outcome", table=self.table(one), here=here, there=there)

    def fact(self, name: str, value: Any) -> str:
        return self.say("fact", name=self.name(name), value=self.value(name, value))

    def cited(self, text: str, rules: Iterable[str]) -> str:
        cited = self.listed(rules, "list")
        return self.say("table", title=text, rules=cited) if cited else text

    def pair(self, one: Compared) -> str:
        here, there = self.value(one.fact, one.here), self.value(one.fact, one.there)
        return self.say(
            "pair", name=self.name(one.fact), here=here, there=there, adds=_percent(one.adds)
        )

    def table(self, one: Ruled) -> str:
        return one.title.get(self.language) or one.table

    def outcome(self, status: str, values: Mapping[str, Any], rules: Iterable[str]) -> str:
        known = {n: v for n, v in values.items() if n in self.vocabulary.attributes}
        if status == "decided" and known:
            text = self.listed((self.fact(name, value) for name, value in known.items()), "list")
        else:
            text = self.say(status)
        return self.cited(text, rules)


def _percent(share: Fraction) -> str:
    """A share in percent to one decimal; what is not exact is cut, and marked."""
    cut = round_number(exact(share * 100), 1, "floor")
    mark = "" if cut == share * 100 else "≈"
    return f"{mark}{format_number(cut)}%"
