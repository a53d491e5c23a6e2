"""Decisions in words: each outcome with its rules, the facts they tested, and their sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from govcoord.rules.concern import nothing_known
from govcoord.rules.conditions.words import describe_test, describe_value
from govcoord.rules.program import references
from govcoord.rules.questions import missing_facts, open_questions
from govcoord.rules.tables import TableRule
from govcoord.rules.vocabulary import AS_OF, Attribute
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision, Outcome, Subject
    from govcoord.rules.questions import Undetermined

_TEXTS: dict[str, tuple[str, str, str]] = {
    "facts": ("Facts", "事实", "事實"),
    "decided": ("decided", "已定", "已定"),
    "none": ("no rule applies", "无适用规则", "無適用規則"),
    "conflict": ("conflict: rules disagree", "冲突：规则互相矛盾", "衝突：規則互相矛盾"),
    "undetermined": ("not determined yet", "尚不能确定", "尚不能確定"),
    "default": ("no rule applies; by default", "无适用规则；按缺省", "無適用規則；按預設"),
    "because": ("because", "因为", "因為"),
    "cites": (" (source: {source})", "（依据：{source}）", "（依據：{source}）"),
    "asks": (" (the rule asks: {asked})", "（规则要求：{asked}）", "（規則要求：{asked}）"),
    "always": ("applies to every case", "适用于所有案件", "適用於所有案件"),
    "gives_way": ("gives way to", "让位于", "讓位於"),
    "possible": ("may apply", "可能适用", "可能適用"),
    "ask": ("to settle it, find out", "需查明", "需查明"),
    "as_given": ("is", "为", "為"),
    "not_yet": (
        "not known yet (to find out: {asked})",
        "未知（需查明：{asked}）",
        "未知（需查明：{asked}）",
    ),
    "unknown": ("not known", "未知", "未知"),
    "untouched": (
        "Not concerned, as nothing of what they ask is known",
        "未涉及（所问事实均未提供）",
        "未涉及（所問事實均未提供）",
    ),
    "ruleset": ("ruleset", "规则集", "規則集"),
    "colon": (": ", "：", "："),
    "list": (", ", "、", "、"),
}
_COLUMN = {"en": 0, "zh-Hans": 1, "zh-Hant": 2}


def explain(decision: Decision, language: str = "en", *, everything: bool = False) -> str:
    """The decision in words; raises ``ValueError`` for an unknown language."""
    if language not in _COLUMN:
        raise ValueError(f"unknown language {language!r}, expected one of {', '.join(_COLUMN)}")
    return "\n".join(_Explainer(decision, language, everything).lines())


class _Explainer:
    def __init__(self, decision: Decision, language: str, everything: bool) -> None:
        self.decision = decision
        self.language = language
        self.untouched = () if everything else nothing_known(decision)
        self.vocabulary = decision.plan.vocabulary

    def word(self, key: str) -> str:
        return _TEXTS[key][_COLUMN[self.language]]

    def lines(self) -> Iterator[str]:
        yield from self.facts()
        asked = open_questions(self.decision, self.untouched)
        questions = {(q.table, q.subject): q for q in asked}
        for outcome in self.decision.outcomes:
            if outcome.id not in self.untouched and self.is_worth_telling(outcome):
                yield ""
                yield from self.outcome(outcome, questions.get((outcome.id, outcome.subject)))
        yield from self.views()
        if self.untouched:
            tables = {table.id: table for table in self.decision.plan.tables}
            names = [self.text(tables[id_].title) or id_ for id_ in self.untouched]
            yield ""
            yield f"{self.word('untouched')}{self.word('colon')}{self.word('list').join(names)}"
        yield ""
        yield f"{self.word('ruleset')} {self.decision.plan.digest[:16]}"

    def is_worth_telling(self, outcome: Outcome) -> bool:
        """Records and auxiliary tables about which no rule has anything to say are left out."""
        if outcome.subject is None and not outcome.table.auxiliary:
            return True
        return bool(outcome.rules or outcome.possible)

    def facts(self) -> Iterator[str]:
        yield self.word("facts")
        for attribute in self.vocabulary.attributes.values():
            if attribute.table is not None:
                continue
            value = self.decision.fact(attribute.id)
            if value is not None:
                shown = self.value(value, attribute)
                yield f"  {attribute.label(self.language)}{self.word('colon')}{shown}"
            elif attribute.derive is not None and self.is_begun(attribute):
                missing = missing_facts(self.decision, attribute.id)
                asked = self.word("list").join(self.asked(fact) for fact in sorted(missing))
                shown = self.word("not_yet").format(asked=asked)
                yield f"  {attribute.label(self.language)}{self.word('colon')}{shown}"

    def is_begun(self, attribute: Attribute) -> bool:
        """Whether some of what a derived attribute needs is known, and some is missing."""
        assert attribute.derive is not None
        read = references(attribute.derive, self.vocabulary, None)
        known = [id_ for kind, id_ in read if kind is None and id_ != AS_OF]
        return any(self.decision.fact(id_) is not None for id_ in known) and bool(
            missing_facts(self.decision, attribute.id)
        )

    def value(self, value: Any, attribute: Attribute) -> str:
        return describe_value(value, attribute, self.language)

    def text(self, text: Text) -> str:
        return text.get(self.language)

    def outcome(self, outcome: Outcome, question: Undetermined | None) -> Iterator[str]:
        name = self.text(outcome.table.title) or outcome.id
        about = f" [{self.subject(outcome.subject)}]" if outcome.subject else ""
        status = "default" if outcome.verdict.by_default else outcome.status.value
        yield f"{name}{about}{self.word('colon')}{self.word(status)}"
        for output in outcome.table.outputs:
            if output.id in outcome.values and output.attribute:
                attribute = self.vocabulary.attribute(output.attribute, outcome.table.scope)
                assert attribute is not None
                shown = self.value(outcome.values[output.id], attribute)
                yield f"  {attribute.label(self.language)}{self.word('colon')}{shown}"
        for rule in outcome.rules:
            yield from self.rule(rule, outcome.subject)
        for loser, winner in outcome.overridden:
            yield f"  {self.name(loser)} {self.word('gives_way')} {self.name(winner)}"
        if question is not None:
            yield from self.question(question)

    def subject(self, subject: Subject) -> str:
        record = self.vocabulary.records[subject.record]
        if subject.department is None:
            return f"{record.label(self.language)} {subject.index + 1}"
        return self.vocabulary.departments.label(subject.department, self.language)

    def name(self, rule: TableRule) -> str:
        title = self.text(rule.title)
        return f"{rule.id} {title}" if title else rule.id

    def rule(self, rule: TableRule, subject: Subject | None) -> Iterator[str]:
        source = self.word("cites").format(source=rule.source) if rule.source else ""
        yield f"  {self.name(rule)}{source}"
        reasons = [line for line in self.reasons(rule, subject) if line]
        if not reasons:
            yield f"    {self.word('always')}"
        for line in reasons:
            yield f"    {line}"
        for _, value in rule.outputs:
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Text) and part:
                    yield f"    {self.text(part)}"
                elif hasattr(part, "describe"):
                    yield f"    {part.describe(self.vocabulary, self.language)}"

    def reasons(self, rule: TableRule, subject: Subject | None) -> Iterator[str]:
        """The tests of the box that holds, each with the fact it tested."""
        for box in rule.boxes:
            facts = {name: self.decision.fact(name, subject) for name, _ in box.tests}
            if box.accepts(facts) is not True:
                continue
            for name, test in box.tests:
                attribute = self.vocabulary.attribute(name, subject.record if subject else None)
                assert attribute is not None
                value = facts[name]
                shown = self.word("unknown") if value is None else self.value(value, attribute)
                asked = describe_test(test, attribute, self.language)
                label = attribute.label(self.language)
                # what the rule asks for goes without saying where it is just this value
                tail = "" if asked == shown else self.word("asks").format(asked=asked)
                yield f"{label}{self.word('colon')}{shown}{tail}"
            return

    def question(self, question: Undetermined) -> Iterator[str]:
        names = self.word("list").join(self.name(rule) for rule in question.candidates)
        if names:
            yield f"  {self.word('possible')}{self.word('colon')}{names}"
        asked = self.word("list").join(self.asked(fact) for fact in question.ask)
        if asked:
            yield f"  {self.word('ask')}{self.word('colon')}{asked}"

    def asked(self, fact: str) -> str:
        """The title of a fact to ask for, with the place in its list where it has one."""
        attribute = self.vocabulary.attributes.get(fact)
        if attribute is not None:
            return attribute.label(self.language)
        place, _, field = fact.partition("].")
        for record in self.vocabulary.records.values():
            if fact == record.key:
                return self.text(record.title) or record.key
            if field and place.startswith(f"{record.key}["):
                number = int(place[len(record.key) + 1 :])
                subjects = self.decision.subjects(record.id) or []
                return (
                    f"{self.subject(subjects[number])} {record.fields[field].label(self.language)}"
                )
        return fact

    def views(self) -> Iterator[str]:
        """What views have to say for themselves: those with ``lines``."""
        for view in self.decision.plan.views.values():
            tell = getattr(view, "lines", None)
            lines = list(tell(self.decision, self.language)) if tell else []
            if lines:
                yield ""
                yield from lines
