"""What a test expects of a decision: each key resolved against a plan, then checked.

Keys are answers (``joint_required``, ``lead``, ``supports``, ``liabilities`` and any other that
the plan's documents give), attributes and outputs by id or title, keys of record lists, and:

- ``outcome: {table: status}``, the status being decided, none, conflict or undetermined; a list
  of them for a table that looks at each record;
- ``rules: [ids]`` that must have decided (``rules: {excludes: [ids]}`` for those that must not);
- ``undetermined: [tables or facts to ask for]``, ``conflict: [tables]``; ``[]`` for none;
- ``absent: [ids]`` of facts and answers that must not be there;
- ``rejected: attribute`` for a case that must not be accepted (``true`` for any reason).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from govcoord.decision import Decision
from govcoord.diagnostics import Collector, suggest
from govcoord.nearest import edit_distance
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.resolve import STATUS_CHOICES, Status
from govcoord.rules.tables import TableRule
from govcoord.rules.values import BadValue, to_value
from govcoord.rules.vocabulary import Attribute, Record
from govcoord.source import Span
from govcoord.testing.absent import NoPart
from govcoord.testing.documents import YamlTest
from govcoord.testing.matching import LIST_KEYS, Matcher, items_of, pair_up

ANSWERS = ("joint_required", "lead", "supports", "liabilities")
REJECTED = "rejected"

_STATUS_WORDS = {**STATUS_CHOICES.words, "undetermined": "undetermined", "未定": "undetermined"}


@attrs.frozen
class Mismatch:
    """One thing that is not as expected, as plain data, with the rules behind what is."""

    key: str
    expected: Any = attrs.field(hash=False)
    actual: Any = attrs.field(hash=False)
    span: Span | None = attrs.field(default=None, eq=False, repr=False)
    rules: tuple[TableRule, ...] = attrs.field(default=(), repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "key": self.key,
            "expected": self.expected,
            "actual": str(self.actual) if isinstance(self.actual, NoPart) else self.actual,
            "place": f"{self.span.source.name}:{self.span.line}" if self.span else None,
            "rules": [cite(rule) for rule in self.rules],
        }


def cite(rule: TableRule) -> dict[str, Any]:
    """A rule with its source and place."""
    place = f"{rule.span.source.name}:{rule.span.line}" if rule.span else None
    return {"rule": rule.id, "source": rule.source or None, "place": place}


Look = Callable[[Any], tuple[bool, Any]]
"""Whether a decision, or the result of a mechanism, is as expected, and what it says."""


@attrs.frozen
class Expectation:
    """One line of ``expect``, ready to be checked.

    ``tables`` are those that give the answer: none named is any of them, ``None`` is for facts
    that no table gives.
    """

    key: str
    expected: Any
    look: Look
    span: Span | None
    tables: tuple[str, ...] | None = ()

    def check(self, decision: Any) -> Mismatch | None:
        """What is not as expected of a decision or result, or ``None``."""
        fine, actual = self.look(decision)
        if fine:
            return None
        rules = () if self.tables is None else responsible(decision, self.tables)
        return Mismatch(self.key, self.expected, actual, self.span, rules)


def responsible(decision: Decision, tables: Sequence[str]) -> tuple[TableRule, ...]:
    """The rules that decided ``tables`` (all tables when none is named), or that may yet."""
    found: dict[str, TableRule] = {}
    for outcome in decision.outcomes:
        if not tables or outcome.id in tables:
            for rule in outcome.rules or outcome.possible:
                found.setdefault(f"{outcome.id}/{rule.id}", rule)
    return tuple(found.values())


def answer(decision: Decision, name: str) -> Any:
    """What a decision says under a name: the library's own answers, or those of documents."""
    return getattr(decision, name) if name in ANSWERS else decision.view(name)


def plain_node(node: Node) -> Any:
    """A node as plain data, as written."""
    if isinstance(node, MappingNode):
        return {key: plain_node(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [plain_node(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    return None if node.is_null else node.value


class Resolver:
    """Resolves the expectations of tests against one plan; problems go to the collector."""

    def __init__(self, plan: Plan, collector: Collector) -> None:
        self.plan, self.collector = plan, collector
        self.matcher = Matcher(plan.vocabulary)
        vocabulary = plan.vocabulary
        self.attributes = _by_word(vocabulary.attributes.values())
        self.records = {
            word: record
            for record in vocabulary.records.values()
            for word in (*record.title.all(), record.key)
        }
        self.tables = {table.id: table for table in plan.tables}
        self.rules = {rule.id for table in plan.tables for rule in table.rules}
        self.special: Mapping[str, Callable[[ScalarNode, Node], Expectation | None]] = {
            "outcome": self._outcome,
            "rules": self._rules,
            "undetermined": self._undetermined,
            "conflict": self._conflict,
            "absent": self._absent,
        }

    @property
    def answers(self) -> set[str]:
        """The names of answers."""
        return {*ANSWERS, *self.plan.views}

    def resolve(self, test: YamlTest) -> list[Expectation]:
        """The expectations of a test, without those that cannot be resolved."""
        found = []
        for name, (key, value) in test.expected.items():
            if name == REJECTED:
                continue
            made = self._one(name, key, value)
            if made is not None:
                found.append(made)
        return found

    def _one(self, name: str, key: ScalarNode, value: Node) -> Expectation | None:
        if name in self.special:
            return self.special[name](key, value)
        if name in self.plan.views:
            return self._answer(name, key, value)
        if name in self.attributes:
            return self._fact(self.attributes[name], key, value)
        if name in self.records:
            return self._records(self.records[name], key, value)
        if name in ANSWERS:
            return self._answer(name, key, value)
        views = [*(a for a in ANSWERS if a in self.plan.views), *sorted(self.answers)]
        outputs = [a.id for a in self.attributes.values() if a.table is not None]
        common = list(dict.fromkeys([*views, *outputs, *self.special, REJECTED]))
        near = nearest(name, common, [*self.attributes, *self.records])
        self.collector.add("GC280", key.span, key=name, known=whole(common), suggestion=near)
        return None

    # answers and facts

    def _answer(self, name: str, key: ScalarNode, value: Node) -> Expectation:
        def look(decision: Decision) -> tuple[bool, Any]:
            actual = jsonable(answer(decision, name))
            return self.matcher.fits(value, actual), actual

        return Expectation(name, plain_node(value), look, key.span, self._givers(name))

    def _givers(self, name: str) -> tuple[str, ...]:
        return tuple(
            table.id
            for table in self.plan.tables
            if name in table.facts or any(output.id == name for output in table.outputs)
        )

    def _fact(self, attribute: Attribute, key: ScalarNode, value: Node) -> Expectation | None:
        matches = self._value_test(attribute, value)
        if matches is None:
            return None

        def look(decision: Decision) -> tuple[bool, Any]:
            actual = decision.fact(attribute.id)
            return matches(actual), jsonable(actual)

        tables = (attribute.table,) if attribute.table else None
        return Expectation(attribute.id, plain_node(value), look, key.span, tables)

    def _value_test(self, attribute: Attribute, node: Node) -> Callable[[Any], bool] | None:
        """A test on the canonical value of an attribute; ``None`` when none can be."""
        if isinstance(node, ScalarNode) and node.is_null:
            return lambda actual: actual is None
        if isinstance(node, MappingNode) and set(node.entries) <= set(LIST_KEYS):
            return lambda actual: actual is not None and self.matcher.fits(node, jsonable(actual))
        try:
            wanted = to_value(plain_node(node), attribute)
        except BadValue as bad:
            self.collector.add(
                "GC285", node.span, attribute=attribute.id, expected=bad.expected,
                value=str(plain_node(node)),
            )  # fmt: skip
            return None
        return lambda actual: bool(actual == wanted)

    def _records(self, record: Record, key: ScalarNode, value: Node) -> Expectation | None:
        items = [self._record(record, item) for item in items_of(value)]
        wanted = [item for item in items if item is not None]
        if len(wanted) < len(items):
            return None

        def fits(tests: Mapping[str, Callable[[Any], bool]], facts: Mapping[str, Any]) -> bool:
            return all(test(facts.get(id_)) for id_, test in tests.items())

        def look(decision: Decision) -> tuple[bool, Any]:
            found = decision.facts.get(record.key, [])
            fine = len(found) == len(wanted) and pair_up(wanted, found, fits)
            return fine, jsonable(found)

        tables = tuple(t.id for t in self.plan.tables if t.scope == record.id)
        return Expectation(record.key, plain_node(value), look, key.span, tables)

    def _record(self, record: Record, item: Node) -> Mapping[str, Callable[[Any], bool]] | None:
        if not isinstance(item, MappingNode):
            self._wrong(item, "fields of one record (`name: value` lines)")
            return None
        fields = _by_word(record.fields.values())
        tests: dict[str, Callable[[Any], bool]] = {}
        for name, (at, value) in item.entries.items():
            if name not in fields:
                self._unknown(at, "what:attribute", name, fields)
                return None
            test = self._value_test(fields[name], value)
            if test is None:
                return None
            tests[fields[name].id] = test
        return tests

    # tables and rules

    def _outcome(self, key: ScalarNode, value: Node) -> Expectation | None:
        if not isinstance(value, MappingNode):
            self._wrong(value, "tables with their status (`table: decided`)")
            return None
        wanted: dict[str, list[str] | str] = {}
        for name, (at, node) in value.entries.items():
            statuses = [self._status(item) for item in items_of(node)]
            if name not in self.tables:
                self._unknown(at, "what:table", name, self.tables)
                return None
            if None in statuses or not statuses:
                return None
            words = [status for status in statuses if status is not None]
            wanted[name] = words if isinstance(node, SequenceNode) else words[0]

        def look(decision: Decision) -> tuple[bool, Any]:
            actual = {table: self._statuses(decision, table) for table in wanted}
            fine = all(_status_fits(wanted[table], actual[table]) for table in wanted)
            return fine, {k: v[0] if len(v) == 1 else v for k, v in actual.items()}

        return Expectation("outcome", plain_node(value), look, key.span, tuple(wanted))

    def _statuses(self, decision: Decision, table: str) -> list[str]:
        scope = self.tables[table].scope
        if scope is None:
            outcomes = [decision.outcome(table)]
        else:
            outcomes = [decision.outcome(table, s) for s in decision.subjects(scope) or ()]
        return [outcome.status.value for outcome in outcomes if outcome is not None]

    def _status(self, node: Node) -> str | None:
        word = node.value if isinstance(node, ScalarNode) else ""
        found = _STATUS_WORDS.get(word)
        if found is None:
            known = [status.value for status in Status]
            expected = ", ".join(f"`{status}`" for status in known)
            near = suggest(word, known)
            got = f"`{word}`"
            self.collector.add("GC201", node.span, expected=expected, got=got, suggestion=near)
        return found

    def _rules(self, key: ScalarNode, value: Node) -> Expectation | None:
        wanted, unwanted = value, None
        if isinstance(value, MappingNode):
            wanted, unwanted = value.get("includes"), value.get("excludes")  # type: ignore[assignment]
            if not set(value.entries) <= {"includes", "excludes"}:
                self._wrong(value, "`includes` and `excludes`")
                return None
        yes, no = self._rule_ids(wanted), self._rule_ids(unwanted)
        if yes is None or no is None:
            return None

        def look(decision: Decision) -> tuple[bool, Any]:
            found = sorted({rule.id for rule in _deciding(decision)})
            return set(yes) <= set(found) and not set(no) & set(found), found

        named = {*yes, *no}
        tables = tuple(t.id for t in self.plan.tables if named & {rule.id for rule in t.rules})
        return Expectation("rules", plain_node(value), look, key.span, tables)

    def _rule_ids(self, node: Node | None) -> list[str] | None:
        return self._names(node, "what:rule", self.rules) if node is not None else []

    def _names(self, node: Node, what: str, known: Iterable[str]) -> list[str] | None:
        """The names in a list, all known; ``None`` after a problem."""
        names = []
        for item in items_of(node):
            if not isinstance(item, ScalarNode):
                self._wrong(item, "a name")
                return None
            if item.value not in known:
                self._unknown(item, what, item.value, known)
                return None
            names.append(item.value)
        return names

    def _undetermined(self, key: ScalarNode, value: Node) -> Expectation | None:
        known = {*self.tables, *self.attributes, *self.records}
        items = [item for item in items_of(value) if not _is_record_fact(item, self.records)]
        for item in items:
            if self._names(item, "what:question", known) is None:
                return None
        wanted = [self._id(item) for item in items_of(value)]

        def look(decision: Decision) -> tuple[bool, Any]:
            questions = decision.undetermined
            found = sorted({u.table for u in questions} | {f for u in questions for f in u.ask})
            return (set(wanted) <= set(found) if wanted else not found), found

        return Expectation("undetermined", plain_node(value), look, key.span)

    def _conflict(self, key: ScalarNode, value: Node) -> Expectation | None:
        wanted = self._names(value, "what:table", self.tables)
        if wanted is None:
            return None

        def look(decision: Decision) -> tuple[bool, Any]:
            found = sorted({outcome.id for outcome in decision.conflicts})
            return (set(wanted) <= set(found) if wanted else not found), found

        return Expectation("conflict", plain_node(value), look, key.span, tuple(wanted))

    def _absent(self, key: ScalarNode, value: Node) -> Expectation | None:
        names = self._names(value, "what:attribute", {*self.answers, *self.attributes})
        if names is None:
            return None

        def said(decision: Decision, name: str) -> Any:
            if name in self.attributes and name not in self.plan.views:
                return jsonable(decision.fact(self.attributes[name].id))
            return jsonable(answer(decision, name)) or None

        def look(decision: Decision) -> tuple[bool, Any]:
            found = {name: said(decision, name) for name in names}
            there = {name: value for name, value in found.items() if value is not None}
            return not there, there

        return Expectation("absent", plain_node(value), look, key.span)

    def _id(self, item: Node) -> str:
        assert isinstance(item, ScalarNode)
        word = item.value
        if word in self.attributes:
            return self.attributes[word].id
        return self.records[word].key if word in self.records else word

    # problems

    def _wrong(self, node: Node, expected: str) -> None:
        got = f"`{node.value}`" if isinstance(node, ScalarNode) else "list"
        if isinstance(node, MappingNode):
            got = "mapping"
        self.collector.add("GC201", node.span, expected=expected, got=got)

    def _unknown(self, node: Node, what: str, name: str, known: Iterable[str]) -> None:
        near = suggest(name, sorted(known))
        self.collector.add("GC284", node.span, what=what, name=name, suggestion=near)


def nearest(word: str, common: Sequence[str], others: Sequence[str]) -> str | None:
    """The name that was probably meant; of common ones also some that are less near."""
    return suggest(word, common) or suggest(word, others) or _begun_alike(word, common)


def _begun_alike(word: str, names: Sequence[str]) -> str | None:
    """A name that begins as the word does and is two edits away: `lead` for `lede`."""
    alike = (name for name in names if len(word) > 3 and name[:2] == word[:2])
    return next((name for name in alike if edit_distance(word, name, 2) is not None), None)


def whole(names: Sequence[str], room: int = 110) -> str:
    """As many of the names as there is room for, none of them cut."""
    shown: list[str] = []
    for name in names:
        if len(", ".join([*shown, name])) + 3 > room:
            return ", ".join([*shown, "…"])
        shown.append(name)
    return ", ".join(shown)


def _by_word(attributes: Iterable[Attribute]) -> dict[str, Attribute]:
    """Attributes by title and id; an id comes before any title."""
    found: dict[str, Attribute] = {}
    for attribute in (listed := list(attributes)):
        for word in attribute.title.all():
            found.setdefault(word, attribute)
    return {**found, **{attribute.id: attribute for attribute in listed}}


def _status_fits(wanted: list[str] | str, actual: list[str]) -> bool:
    if isinstance(wanted, list):
        return wanted == actual
    return bool(actual) and all(status == wanted for status in actual)


def _deciding(decision: Decision) -> Iterable[TableRule]:
    for outcome in decision.outcomes:
        if outcome.status is not Status.CONFLICT:
            yield from outcome.rules


def _is_record_fact(node: Node, records: Mapping[str, Record]) -> bool:
    """Whether a node names a field of one record: ``participants[0].answered``."""
    if not isinstance(node, ScalarNode) or "[" not in node.value:
        return False
    key, _, rest = node.value.partition("[")
    record = records.get(key)
    field = rest.partition("].")[2]
    return record is not None and field in record.fields
