"""The laws of document kinds: the library's own keep them, and one that does not is told."""

from __future__ import annotations

import attrs
import pytest

from govcoord.api import plan_folder
from govcoord.errors import GovcoordError
from govcoord.rules import load as loading
from govcoord.rules.kinds import KINDS
from govcoord.rules.load import load_texts
from govcoord.testing import kind_laws
from govcoord.testing.kind_laws import check_kind_laws

FOLDER = plan_folder()
FILES = {
    path.name: path.read_text("utf-8")
    for path in sorted(FOLDER.glob("*.yaml"))
    if not path.name.endswith(".test.yaml")
}
OWN = [kind for kind in KINDS if any(f"kind: {kind.name}\n" in text for text in FILES.values())]


def first_of(kind):
    """The first document of a kind in the plan, with the vocabulary of its file."""
    for name, text in FILES.items():
        parts = [part for part in text.split("\n---\n") if f"kind: {kind.name}\n" in part]
        if parts:
            words = [part for part in text.split("\n---\n") if "kind: vocabulary\n" in part]
            return {name: "\n---\n".join(dict.fromkeys([parts[0], *words]))}
    raise AssertionError(kind.name)


def texts_for(kind):
    """The smallest rulesets of the plan with a document of a kind that load on their own."""
    needed = {"vocabulary.yaml": FILES["vocabulary.yaml"]}
    parameters = {n: t for n, t in FILES.items() if "kind: parameters\n" in t}
    own = first_of(kind)
    whole = {n: FILES[n] for n in own}
    list_ = {n: FILES[n] for n in ("negative_list.yaml", "matter_catalogue.yaml")}
    finding = {"gate_tolerance.yaml": FILES["gate_tolerance.yaml"]}
    words = needed | {n: t for n, t in FILES.items() if "vocabulary" in n}
    some = needed | parameters | whole
    for texts in (
        own, needed | own, needed | parameters | own, words | parameters | own, some,
        some | finding, some | list_,
    ):  # fmt: skip
        found = load_texts(texts)
        if not any(d.severity == "error" for d in found.diagnostics):
            return texts
    return FILES


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name)
def test_own_kinds_keep_the_laws(kind, monkeypatch):
    """Every kind of the library, with rulesets of the plan."""
    monkeypatch.setattr(kind_laws, "CASES", 6)
    check_kind_laws(kind, texts_for(kind))


def test_all_kinds_of_the_plan_are_tried():
    """No kind is left out for want of a document in the plan."""
    assert {kind.name for kind in KINDS} - {kind.name for kind in OWN} <= {"table", "parameters"}


TABLE = next(kind for kind in KINDS if kind.name == "table")
TEXTS = {
    "rules.yaml": """
kind: vocabulary
id: words
attributes: {days: {type: integer, min: 0, title: 天数}}
---
kind: table
id: speed
source: measures, art. 1
hit: any
outputs: {slow: {type: boolean}}
rules:
  - {id: S1, when: {days: 20以上}, then: {slow: true}}
  - {id: S2, when: {days: 不足20}, then: {slow: false}}
"""
}


def with_lower(change):
    """A kind of tables whose tables are changed after lowering."""

    def lower(documents, context):
        lowered = TABLE.lower(documents, context)
        return attrs.evolve(lowered, tables=tuple(map(change, lowered.tables)))

    return attrs.evolve(TABLE, lower=lower)


def install(kind, monkeypatch):
    """Put a kind in the place of the library's."""
    kinds = {k.name: k for k in KINDS} | {kind.name: kind}
    monkeypatch.setattr(loading, "all_kinds", lambda: kinds)
    monkeypatch.setattr(kind_laws, "all_kinds", lambda: kinds)


def test_tables_keep_the_laws():
    """The example is sound as it stands."""
    check_kind_laws(TABLE, TEXTS)


def test_a_kind_that_reads_another_thing_each_time_is_told(monkeypatch):
    """Rules that depend on what was loaded before break the law of reading."""
    count = iter(range(10**6))

    def change(table):
        rules = tuple(attrs.evolve(r, priority=next(count)) for r in table.rules)
        return attrs.evolve(table, rules=rules)

    kind = with_lower(change)
    install(kind, monkeypatch)
    with pytest.raises(AssertionError, match="reads_what_is_written: the tables differ"):
        check_kind_laws(kind, TEXTS)


def test_a_kind_that_cannot_be_pickled_is_told(monkeypatch):
    """Functions made while lowering do not travel between processes."""
    kind = with_lower(lambda table: attrs.evolve(table, clash=lambda one, other: None))
    install(kind, monkeypatch)
    with pytest.raises(AssertionError, match="can_be_pickled"):
        check_kind_laws(kind, TEXTS)


def test_a_kind_that_fails_on_a_missing_key_is_told(monkeypatch):
    """An exception for a key that is left out is named with the key."""

    def lower(documents, context):
        assert all(d.source for d in documents)
        return TABLE.lower(documents, context)

    kind = attrs.evolve(TABLE, lower=lower)
    install(kind, monkeypatch)
    with pytest.raises(AssertionError, match="without `source`: AssertionError"):
        check_kind_laws(kind, TEXTS)


def test_a_kind_that_is_not_installed_is_refused():
    """Rulesets name kinds; one that is not there cannot be tried."""
    with pytest.raises(GovcoordError, match=r"govcoord\.kinds"):
        check_kind_laws(attrs.evolve(TABLE, name="other"), TEXTS)
    with pytest.raises(GovcoordError, match="no document"):
        check_kind_laws(KINDS[-1], TEXTS)
