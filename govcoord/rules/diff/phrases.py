"""The words of a report: phrases in three languages, values, rules and regions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from govcoord.plain import jsonable
from govcoord.rules.conditions.words import describe_box, describe_value
from govcoord.rules.diff.cases import CaseChange
from govcoord.rules.diff.model import Change, Difference, Saying
from govcoord.rules.diff.output_words import output_word
from govcoord.rules.regions import Box
from govcoord.rules.tables import FactRef, Table, TableRule
from govcoord.text import Text

_PHRASES: Final[dict[str, tuple[str, str, str]]] = {
    "title": ("What changes", "有哪些变化", "有哪些變化"),
    "nothing": (
        "No case changes: proved for all {count} tables.",
        "没有案件受影响：全部 {count} 张表均已证明。",
        "沒有案件受影響：全部 {count} 張表均已證明。",
    ),
    "no outcome": (
        "No case that both versions accept changes: proved for all {count} tables. "
        "What differs is listed below.",
        "凡新旧两版都能受理的案件，结论均不变：全部 {count} 张表均已证明。其他差别见下。",
        "凡新舊兩版都能受理的案件，結論均不變：全部 {count} 張表均已證明。其他差別見下。",
    ),
    "changed": (
        "Tables with changes: {tables}; regions of cases: {regions}.",
        "有变化的表：{tables} 张；受影响的情形：{regions} 处。",
        "有變化的表：{tables} 張；受影響的情形：{regions} 處。",
    ),
    "undecided in": (
        "Not decided for {count} tables.",
        "有 {count} 张表未能判明。",
        "有 {count} 張表未能判明。",
    ),
    "lines": (" ", "", ""),
    "vocabulary": ("Vocabulary", "词汇", "詞彙"),
    "notes": ("Also to know", "另需知道", "另需知道"),
    "cases": ("Real cases", "实际案件", "實際案件"),
    "table": ("Table {name}", "表 {name}", "表 {name}"),
    "table head": ("table", "表", "表"),
    "bracket": (" ({text})", "（{text}）", "（{text}）"),
    "list": (", ", "、", "、"),
    "or": ("; or ", "；或 ", "；或 "),
    "more boxes": ("; and {count} more regions", "；另有 {count} 处", "；另有 {count} 處"),
    "colon": (": ", "：", "："),
    "semicolon": ("; ", "；", "；"),
    "nothing given": ("nothing", "无", "無"),
    "attribute_added": ("new fact {name}", "新增事实 {name}", "新增事實 {name}"),
    "attribute_removed": ("fact {name} is gone", "删去事实 {name}", "刪去事實 {name}"),
    "attribute_type": (
        "{name} has another type: {before} → {after}",
        "{name} 的类型改变：{before} → {after}",
        "{name} 的類型改變：{before} → {after}",
    ),
    "attribute_range": (
        "{name} has another range: {before} → {after}",
        "{name} 的取值范围改变：{before} → {after}",
        "{name} 的取值範圍改變：{before} → {after}",
    ),
    "attribute_derived": (
        "{name} is computed in another way: {before} → {after}",
        "{name} 的算法改变：{before} → {after}",
        "{name} 的算法改變：{before} → {after}",
    ),
    "choices_added": (
        "new in {name}: {values} (the old version refuses cases with them)",
        "{name} 新增：{values}（旧版不受理含这些值的案件）",
        "{name} 新增：{values}（舊版不受理含這些值的案件）",
    ),
    "choices_removed": (
        "gone from {name}: {values} (the new version refuses cases with them)",
        "{name} 删去：{values}（新版不受理含这些值的案件）",
        "{name} 刪去：{values}（新版不受理含這些值的案件）",
    ),
    "record_added": ("new kind of record {name}", "新增记录 {name}", "新增記錄 {name}"),
    "record_removed": ("kind of record {name} is gone", "删去记录 {name}", "刪去記錄 {name}"),
    "calendar": ("the calendar of working days differs", "工作日历不同", "工作日曆不同"),
    "table added": ("this table is new", "此表为新增", "此表為新增"),
    "table removed": ("this table is gone", "此表已删去", "此表已刪去"),
    "undecided types": (
        "not decided: the two versions hold {facts} in different types or units",
        "未能判明：两版中 {facts} 的类型或单位不同",
        "未能判明：兩版中 {facts} 的類型或單位不同",
    ),
    "undecided budget": (
        "not decided within the budget; more may change where {region}",
        "在限额内未能判明；下列情形可能还有变化：{region}",
        "在限額內未能判明；下列情形可能還有變化：{region}",
    ),
    "reaches": (
        "these tables read what it gives, and follow it: {tables}",
        "下列表引用其结论，随之变化：{tables}",
        "下列表引用其結論，隨之變化：{tables}",
    ),
    "dates": (
        "as of: {before} → {after}; these dates are set so in both versions",
        "基准日：{before} → {after}；两侧均按此设定",
        "基準日：{before} → {after}；兩側均按此設定",
    ),
    "derived": (
        "{name} may have another value for the same case; regions above speak of equal values. "
        "Read by: {tables}",
        "同一案件的 {name} 可能得出不同的值；上列情形均以其值相同为前提。引用它的表：{tables}",
        "同一案件的 {name} 可能得出不同的值；上列情形均以其值相同為前提。引用它的表：{tables}",
    ),
    "scorecard": (
        "scorecard {name} differs; scores were not compared",
        "评分表 {name} 有改动；未比较得分",
        "評分表 {name} 有改動；未比較得分",
    ),
    "before": ("before", "原来", "原來"),
    "after": ("after", "现在", "現在"),
    "answer": ("answer", "结论", "結論"),
    "rules": ("rules", "依据规则", "依據規則"),
    "only before": ("no longer said", "不再给出", "不再給出"),
    "only after": ("newly said", "新给出", "新給出"),
    "cases of": ("Cases of any of these:", "下列任一情形：", "下列任一情形："),
    "example": (
        "Example, evaluated by both versions",
        "实例（两版均已实际判定）",
        "實例（兩版均已實際判定）",
    ),
    "example unconfirmed": (
        "Example, not confirmed: no case was found for which both versions say this",
        "实例（未证实：没有找到两版确实如此判定的案件）",
        "實例（未證實：沒有找到兩版確實如此判定的案件）",
    ),
    "no example": ("No example was found.", "没有找到实例。", "沒有找到實例。"),
    "decided": ("decided", "已定", "已定"),
    "none": ("no rule applies", "无适用规则", "無適用規則"),
    "conflict": ("conflict: rules disagree", "冲突：规则互相矛盾", "衝突：規則互相矛盾"),
    "undetermined": ("open until more is known", "尚不能确定", "尚不能確定"),
    "unstated": (
        "such cases are refused (not in the vocabulary)",
        "不受理（词汇中没有）",
        "不受理（詞彙中沒有）",
    ),
    "collected": ("as other rules say", "依其他规则", "依其他規則"),
    "same answer": (
        "same answer, other rules",
        "结论相同，依据的规则不同",
        "結論相同，依據的規則不同",
    ),
    "copied": ("as {name} is given", "同 {name}", "同 {name}"),
    "case count": (
        "cases: {cases}, changed: {changed}, the same: {same}",
        "案件 {cases} 件：有变化 {changed} 件，不变 {same} 件",
        "案件 {cases} 件：有變化 {changed} 件，不變 {same} 件",
    ),
    "rejected both": (
        "rejected by both versions: {count} ({names})",
        "两版均退回：{count} 件（{names}）",
        "兩版均退回：{count} 件（{names}）",
    ),
    "rejected old": (
        "rejected by the old version only: {count} ({names})",
        "仅旧版退回：{count} 件（{names}）",
        "僅舊版退回：{count} 件（{names}）",
    ),
    "rejected new": (
        "rejected by the new version only: {count} ({names})",
        "仅新版退回：{count} 件（{names}）",
        "僅新版退回：{count} 件（{names}）",
    ),
    "case times": ("cases: {cases} ({names})", "{cases} 件（{names}）", "{cases} 件（{names}）"),
    "departments": (
        "departments that one version alone names:",
        "仅一个版本指向的部门：",
        "僅一個版本指向的部門：",
    ),
    "department": (
        "{name}: only before {lost}, only after {gained}",
        "{name}：仅旧版 {lost} 件，仅新版 {gained} 件",
        "{name}：僅舊版 {lost} 件，僅新版 {gained} 件",
    ),
    "number": ("cases", "件数", "件數"),
    "first": ("first ones", "前几件", "前幾件"),
}
_COLUMNS: Final = {"en": 0, "zh-Hans": 1, "zh-Hant": 2}


class Speaker:
    """The phrases of one language, and the names of one difference."""

    def __init__(self, difference: Difference, language: str) -> None:
        if language not in _COLUMNS:
            known = ", ".join(_COLUMNS)
            raise ValueError(f"unknown language {language!r}, expected one of {known}")
        self.difference, self.language = difference, language
        self.vocabulary = difference.joined
        tables = (*difference.old.tables, *difference.new.tables)
        self.tables: Mapping[str, Table] = {table.id: table for table in tables}

    def __call__(self, key: str, **values: object) -> str:
        """The phrase of ``key``, completed."""
        return _PHRASES[key][_COLUMNS[self.language]].format(**values)

    def table_title(self, id_: str) -> str:
        """The title of a table, empty where it has none."""
        return self.tables[id_].title.get(self.language)

    def named_table(self, id_: str) -> str:
        """A table by its title, or its id."""
        return self.table_title(id_) or f"`{id_}`"

    def box(self, box: Box, table: str) -> str:
        """The cases of a box in words."""
        return describe_box(box, self.vocabulary, self.language, self.tables[table].scope)

    def values(self, values: Mapping[str, Any], table: str) -> list[tuple[str, str]]:
        """Outputs as pairs of title and value in words."""
        scope = self.tables[table].scope
        by_id = {o.id: o for o in self.tables[table].outputs}
        place = {id_: number for number, id_ in enumerate(by_id)}
        found = []
        for id_, value in sorted(values.items(), key=lambda pair: place.get(pair[0], -1)):
            output = by_id.get(id_)
            attribute = None
            if output is not None and output.attribute:
                attribute = self.vocabulary.attribute(output.attribute, scope)
            if isinstance(value, FactRef):
                copied = self.vocabulary.attribute(value.attribute, scope)
                name = copied.label(self.language) if copied else value.attribute
                shown = self("copied", name=name)
            elif attribute is not None:
                shown = describe_value(value, attribute, self.language)
            else:
                shown = self.free(value)
            label = attribute.label(self.language) if attribute else output_word(id_, self.language)
            found.append((label, shown))
        return found

    def free(self, value: Any) -> str:
        """The value of an output that is no fact, in words."""
        if isinstance(value, Text):
            return value.get(self.language)
        if isinstance(value, tuple):
            return self("semicolon").join(map(self.free, value)) or self("nothing given")
        if hasattr(value, "describe"):
            return str(value.describe(self.vocabulary, self.language))
        if hasattr(value, "words"):
            return str(value.words(self.language))
        plain = jsonable(value)
        return plain if isinstance(plain, str) else str(plain)

    def rules(self, rules: tuple[TableRule, ...]) -> str:
        """The rules with their titles."""
        named = (
            f"`{rule.id}`" + (f" {title}" if (title := rule.title.get(self.language)) else "")
            for rule in rules
        )
        return self("list").join(named)

    def answers(self, saying: Saying, table: str) -> list[str]:
        """The answers of a collect table, each as one text."""
        return [self.pairs(answer, table) for answer in saying.answers]

    def pairs(self, values: Mapping[str, Any], table: str) -> str:
        """Outputs as one text."""
        told = (f"{k}{self('colon')}{v}" for k, v in self.values(values, table))
        return self("semicolon").join(told)

    def both(self, change: Change | CaseChange, table: str) -> tuple[str, str]:
        """What both versions say, each on one line with the rules behind."""
        before, after = change.before, change.after
        left, right = differing_values(before, after)
        return (
            self.in_line(before, left, table, "only before"),
            self.in_line(after, right, table, "only after"),
        )

    def in_line(self, saying: Saying, values: Mapping[str, Any], table: str, only: str) -> str:
        """What a version says, on one line, with the rules behind."""
        if saying.answers:
            said = f"{self(only)}{self('colon')}{self('or').join(self.answers(saying, table))}"
        else:
            said = self.pairs(values, table) or self(saying.status)
        return f"{said} [{self.rules(saying.rules)}]" if saying.rules else said

    def rows(self, change: Change) -> Iterator[tuple[str, str, str]]:
        """A table of before and after: a row for each output that differs, and the rules."""
        before, after, table = change.before, change.after, change.table
        if before.answers or after.answers:
            said, says = ("<br>".join(self.answers(s, table)) or "–" for s in (before, after))
            yield self("answer"), said, says
        else:
            values = differing_values(before, after)
            left, right = (dict(self.values(v, table)) for v in values)
            if before.status != after.status or not (left or right):
                yield self("answer"), self(before.status), self(after.status)
            for label in dict.fromkeys((*left, *right)):
                yield label, left.get(label, "–"), right.get(label, "–")
        yield self("rules"), self.rules(before.rules) or "–", self.rules(after.rules) or "–"

    def example_line(self, change: Change) -> str:
        """The witness on one line."""
        if change.witness is None:
            return self("no example")
        from yaml import safe_dump

        data = jsonable(change.witness)
        text = safe_dump(
            data, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6
        )
        word = "example" if change.confirmed else "example unconfirmed"
        return f"{self(word)}{self('colon')}{text.strip()}"

    def yaml(self, case: Mapping[str, Any]) -> str:
        """The witness as a block of YAML."""
        from yaml import safe_dump

        return str(safe_dump(jsonable(case), allow_unicode=True, sort_keys=False))


def differing_values(before: Saying, after: Saying) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The outputs that differ; all of them where none does."""
    left, right = before.values, after.values
    if left == right:
        return left, right
    return (
        {k: v for k, v in left.items() if right.get(k) != v},
        {k: v for k, v in right.items() if left.get(k) != v},
    )
