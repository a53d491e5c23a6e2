"""Laws that every document kind keeps, to be run in the test suite of whoever makes one.

check_kind_laws(KIND, {"rules.yaml": text})

The texts are rulesets with at least one document of the kind and the vocabulary that it needs.
Kinds of third parties have to be installed under the entry-point group ``govcoord.kinds``.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs
import yaml

from govcoord.decision import Decision
from govcoord.diagnostics import Collector
from govcoord.errors import GovcoordError
from govcoord.rules.engine import Plan
from govcoord.rules.kinds import ENTRY_POINTS, all_kinds, broken_kinds
from govcoord.rules.kinds.base import Kind
from govcoord.rules.load import Loaded, load_nodes, load_texts
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, read
from govcoord.rules.solving.witness import find_case
from govcoord.rules.tables import HitPolicy, Table
from govcoord.text import LANGUAGES

CASES = 40
"""Cases that laws are tried on, one for each rule of the kind's tables up to this number."""

UNKNOWN_KEY = "no_such_key"

Texts = Mapping[str, str]


def check_kind_laws(kind: Kind, texts: Texts) -> None:
    """Raise ``AssertionError`` that names every law a kind breaks with these rulesets.

    Raises `GovcoordError` where the kind is not installed, or no document of it is in the texts.
    """
    if all_kinds().get(kind.name) is not kind:
        reason = broken_kinds().get(kind.name) or f"name it in the entry points `{ENTRY_POINTS}`"
        raise GovcoordError(f"kind `{kind.name}` is not installed: {reason}")
    loaded = load_texts(texts)
    errors = [d for d in loaded.diagnostics if d.severity == "error"]
    if errors or loaded.plan is None:
        raise AssertionError("loads: " + "; ".join(str(d) for d in errors))
    if not any(document.kind == kind.name for document in loaded.documents):
        raise GovcoordError(f"no document of kind `{kind.name}` is in these rulesets")
    trial = Trial(kind, dict(texts), loaded, loaded.plan)
    broken = [f"{name}: {text}" for name, law in LAWS.items() for text in _told(law, trial)]
    if broken:
        raise AssertionError(f"kind `{kind.name}` breaks laws\n" + "\n".join(broken))


@attrs.frozen(slots=False)
class Trial:
    """What laws are held against."""

    kind: Kind
    texts: dict[str, str]
    loaded: Loaded
    plan: Plan
    decisions: tuple[Decision, ...] = attrs.field(init=False)

    @decisions.default
    def _decided(self) -> tuple[Decision, ...]:
        cases: list[Mapping[str, Any]] = [{}]
        for table in self.tables:
            for rule in table.rules:
                if rule.boxes and len(cases) < CASES:
                    found = find_case(self.plan, [(table, rule.boxes[0])], steps=2000, cases=20)
                    cases.append(found.case)
        return tuple(self.plan.evaluate(case) for case in cases)

    @cached_property
    def nodes(self) -> dict[str, list[Node]]:
        """What is read from each text."""
        return {name: read(name, text, Collector()) for name, text in self.texts.items()}

    def with_document(self, name: str, at: int, document: str) -> Loaded:
        """What is loaded with one document of a text replaced; the other texts stay as read."""
        collector = Collector()
        changed = read(name, _with(self.texts[name], at, document), collector)
        nodes = [changed if one == name else kept for one, kept in self.nodes.items()]
        return load_nodes([node for some in nodes for node in some], collector)

    @property
    def ids(self) -> set[str]:
        """The ids of the kind's documents."""
        return {str(d.id) for d in self.loaded.documents if d.kind == self.kind.name}

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables with rules of the kind's documents."""
        ids = self.ids
        return tuple(t for t in self.plan.tables if any(r.document in ids for r in t.rules))


Law = Callable[[Trial], Iterator[str]]


def _told(law: Law, trial: Trial) -> Iterator[str]:
    """What a law finds; an exception is a finding too."""
    try:
        yield from law(trial)
    except Exception as error:  # whatever it is, the law does not hold
        yield f"{type(error).__name__}: {error}"


def reads_what_is_written(trial: Trial) -> Iterator[str]:
    """Documents written out as plain YAML and read again make the same plan."""
    texts = {name: yaml.safe_dump_all(_plain(text), allow_unicode=True, sort_keys=False)
             for name, text in trial.texts.items()}  # fmt: skip
    again = load_texts(texts).plan
    if again is None or again.digest != trial.plan.digest:
        yield "the digest differs after writing and reading"
    if again is not None and again.tables != trial.plan.tables:
        yield "the tables differ after writing and reading"


def digest_is_stable(trial: Trial) -> Iterator[str]:
    """Neither the order of files nor comments change a digest or a decision."""
    turned = {name: f"# comment\n{trial.texts[name]}" for name in reversed(trial.texts)}
    again = load_texts(turned).plan
    if again is None or again.digest != trial.plan.digest:
        yield "the digest depends on the order of files or on comments"
    for one in trial.decisions if again is not None else ():
        other = again.evaluate(_case(one)) if again is not None else one
        if _said(one, ()) != _said(other, ()):
            yield f"another decision with files in another order: {_case(one)}"


def order_does_not_matter(trial: Trial) -> Iterator[str]:
    """Rules of a table that is not ``first`` may stand in any order."""
    for table in trial.tables:
        if table.hit is HitPolicy.FIRST:
            continue
        turned = attrs.evolve(table, rules=tuple(reversed(table.rules)))
        tables = tuple(turned if t.id == table.id else t for t in trial.plan.tables)
        plan = attrs.evolve(trial.plan, tables=tables, pilot=None)
        for decision in trial.decisions:
            if _said(plan.evaluate(_case(decision)), [table]) != _said(decision, [table]):
                yield f"table `{table.id}` depends on the order of rules: {_case(decision)}"


def reasons_match(trial: Trial) -> Iterator[str]:
    """Every rule that is cited for an answer holds in the case, and has a source or a place."""
    for decision in trial.decisions:
        for outcome in decision.outcomes:
            for rule in outcome.rules:
                facts = {n: decision.fact(n, outcome.subject) for n in outcome.table.inputs}
                if not any(box.accepts(facts) for box in rule.boxes):
                    yield f"`{rule.id}` is cited and does not hold: {_case(decision)}"
                if rule.document in trial.ids and not rule.source and rule.span is None:
                    yield f"`{rule.id}` has neither a source nor a place"


def can_be_pickled(trial: Trial) -> Iterator[str]:
    """Plans and decisions travel between processes."""
    plan = pickle.loads(pickle.dumps(trial.plan))
    for decision in trial.decisions:
        if plan.evaluate(_case(decision)).digest != decision.digest:
            yield f"a pickled plan decides otherwise: {_case(decision)}"
        if pickle.loads(pickle.dumps(decision)).digest != decision.digest:
            yield f"a pickled decision is another one: {_case(decision)}"


def witnesses_replay(trial: Trial) -> Iterator[str]:
    """A case found for a rule meets the rule when it is evaluated."""
    for table in trial.tables:
        for rule in table.rules[:CASES]:
            for box in rule.boxes[:1]:
                found = find_case(trial.plan, [(table, box)], steps=2000, cases=20)
                seen = trial.plan.evaluate(found.case).outcomes if found.confirmed else ()
                own = [o for o in seen if o.id == table.id]
                named = [r for o in own for r in (*o.rules, *o.possible)]
                beaten = [a for o in own for a, _ in o.overridden]
                first = table.hit in (HitPolicy.FIRST, HitPolicy.PRIORITY)
                if own and not first and rule not in [*named, *beaten]:
                    yield f"the case found for `{rule.id}` does not meet it: {found.case}"


def explains_itself(trial: Trial) -> Iterator[str]:
    """Decisions are told in every language, and views give what can be written."""
    for decision in trial.decisions:
        decision.to_dict()
        for language in LANGUAGES:
            if not decision.explain(language).strip():
                yield f"nothing is explained in {language}: {_case(decision)}"


def unknown_keys_are_reported(trial: Trial) -> Iterator[str]:
    """A key that the kind does not know is an error with its place in the file."""
    for name, at, text in _documents(trial):
        spoilt = f"{text.rstrip()}\n{UNKNOWN_KEY}: 1\n"
        found = trial.with_document(name, at, spoilt)
        told = [d for d in found.diagnostics if UNKNOWN_KEY in str(d) and d.severity == "error"]
        if not any(d.span is not None and d.span.source.name == name for d in told):
            yield f"{name}: an unknown key is not reported with its place"


def missing_keys_are_reported(trial: Trial) -> Iterator[str]:
    """A document without one of its keys loads or is reported with a code, and nothing else."""
    for name, at, text in _documents(trial):
        document = _plain(text)[0]
        for key in document if isinstance(document, dict) else ():
            less = {k: v for k, v in document.items() if k != key}
            spoilt = yaml.safe_dump(less, allow_unicode=True, sort_keys=False)
            try:
                trial.with_document(name, at, spoilt)
            except Exception as error:  # a law of what must not happen
                yield f"{name}: without `{key}`: {type(error).__name__}: {error}"


LAWS: Mapping[str, Law] = {
    law.__name__: law
    for law in (
        reads_what_is_written, digest_is_stable, order_does_not_matter, reasons_match,
        can_be_pickled, witnesses_replay, explains_itself, unknown_keys_are_reported,
        missing_keys_are_reported,
    )
}  # fmt: skip
"""The laws by name."""


def _case(decision: Decision) -> dict[str, Any]:
    """The given facts of a decision, to be evaluated again."""
    vocabulary = decision.plan.vocabulary
    given = {a.id for a in vocabulary.attributes.values() if a.is_given}
    records = {r.key: r for r in vocabulary.records.values()}
    out: dict[str, Any] = {}
    for name, value in decision.facts.items():
        if name in records:
            own = {a.id for a in records[name].fields.values() if a.is_given}
            rows = [{k: v for k, v in row.items() if k in own and v is not None} for row in value]
            out[name] = rows
        elif name in given and value is not None:
            out[name] = value
    return out


def _said(decision: Decision, tables: Any) -> Any:
    ids = {table.id for table in tables}
    found = [o for o in decision.outcomes if not ids or o.id in ids]
    found.sort(key=lambda o: (o.id, o.subject.index if o.subject else 0))
    return [(o.id, o.status, o.values, sorted(r.id for r in o.rules)) for o in found]


def _plain(text: str) -> list[Any]:
    """The documents of a text as plain data, every scalar a text as it is written."""
    return [_node(node) for node in read("text", text, Collector())]


def _node(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key: _node(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, ScalarNode):
        return None if node.is_null else node.value
    return [_node(item) for item in node.items]  # type: ignore[attr-defined]


def _documents(trial: Trial) -> Iterator[tuple[str, int, str]]:
    """The documents of the kind: file, number among the file's documents, text of it."""
    for name, text in trial.texts.items():
        parts = _split(text)
        for number, part in enumerate(parts):
            documents = _plain(part)
            first = documents[0] if documents else None
            if isinstance(first, dict) and first.get("kind") == trial.kind.name:
                yield name, number, part


def _split(text: str) -> list[str]:
    """The documents of a text."""
    parts, current = [], list[str]()
    for line in text.splitlines(keepends=True):
        if line.startswith("---"):
            parts.append("".join(current))
            current = []
        else:
            current.append(line)
    return [*parts, "".join(current)]


def _with(text: str, at: int, document: str) -> str:
    """The text with one of its documents replaced."""
    parts = _split(text)
    parts[at] = document
    return "---\n".join(part if part.endswith("\n") or not part else f"{part}\n" for part in parts)
