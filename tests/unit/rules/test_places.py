"""Places in what a mechanism is given, in the reader's words."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args, get_origin

import attrs
import pytest
from shipped import shipped_plan

from govcoord.cli.output import print_rejected
from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact_of
from govcoord.rules.engine import Plan
from govcoord.rules.model import Amount
from govcoord.rules.places import Places, labelled
from govcoord.rules.records import without_none

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The plan that the library brings along."""
    return shipped_plan()


def paths(record: type[Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Every place in a record, lists by their first entry."""
    attrs.resolve_types(record)
    for field in attrs.fields(record):
        kind = without_none(field.type)
        inner = kind
        path = f"{before}{field.name}"
        if get_origin(kind) in (tuple, frozenset):
            inner = without_none(get_args(kind)[0])
        yield path, field
        if isinstance(inner, type) and attrs.has(inner) and inner is not Amount:
            yield from paths(inner, f"{path}[0]." if inner is not kind else f"{path}.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_of_every_record_has_words(plan: Plan, language: str) -> None:
    """No mechanism of the plan has to show a raw path to a reader of any language."""
    for mechanism in plan.mechanisms.values():
        places = Places(plan.vocabulary, language, mechanism.record)
        for path, field in paths(mechanism.record):
            told = places.title(path)
            title = fact_of(field).title.get(language)
            assert title, (mechanism.id, path)
            assert told.endswith(title), (mechanism.id, path, told)
            assert not re.search(r"[\[\]_]", told), (mechanism.id, path, told)
            if language != "en":
                assert not re.search("[A-Za-z]", told), (mechanism.id, path, told)


@pytest.mark.parametrize(
    ("mechanism", "path", "en", "hans", "hant"),
    [
        ("plan_inspection", "inspections[2].flaws[0].mended",
         "inspections 3 · findings 1 · mended",
         "督查记录第3项 · 发现问题第1项 · 整改日期", "督查記錄第3項 · 發現問題第1項 · 整改日期"),
        ("plan_inspection", "ordered_by", "ordered by", "批准机关", "批准機關"),
        ("plan_coordination_committee", "proxies[0].written",
         "proxies 1 · in writing", "委托出席第1项 · 书面委托", "委託出席第1項 · 書面委託"),
        ("plan_feedback", "receipts.health",
         "receipts · health", "签收 · 卫生健康部门", "簽收 · 衛生健康部門"),
        ("plan_duty_dispute", "facts.first_receiver",
         "the case · first receiver", "案件 · 首接部门", "案件 · 首接部門"),
        ("plan_duty_dispute", "participants[1].answered",
         "participants 2 · answered", "参办情况第2项 · 办复日期", "參辦情況第2項 · 辦覆日期"),
    ],
)  # fmt: skip
def test_places_are_told_by_their_titles(
    plan: Plan, mechanism: str, path: str, en: str, hans: str, hant: str
) -> None:
    """Lists are counted from 1; keys of mappings and facts of the case have titles too."""
    record = plan.mechanism(mechanism).record
    told = [Places(plan.vocabulary, language, record).title(path) for language in LANGUAGES]
    assert told == [en, hans, hant]


@pytest.mark.parametrize("word", ["nobody knows", "a.b[", "[0]", "", "..", "x[1", "督查"])
def test_what_nobody_knows_stays_as_it_is(plan: Plan, word: str) -> None:
    """A key that somebody made up is shown as it was written."""
    record = plan.mechanism("plan_inspection").record
    assert Places(plan.vocabulary, "zh-Hans", record).title(word) == word


def rejected(plan: Plan, mechanism: str, given: object, **more: Any) -> CaseError:
    """The error that a mechanism raises."""
    with pytest.raises(CaseError) as caught:
        plan.assess(mechanism, given, **more)
    return caught.value


def test_errors_say_where_in_the_readers_words(plan: Plan) -> None:
    """Place and name by their titles, with the key; the machine's names stay in the error."""
    one = {"id": "A", "object": "甲", "subject": "乙", "started": "2025-03-10"}
    flaw = {"what": "x", "unit": "health", "found": "2025-03-15", "mended": "2025-03-11"}
    error = rejected(
        plan, "plan_inspection", {"inspections": [{**one, "flaws": [flaw]}]}, as_of=date(2025, 5, 1)
    )
    assert (error.where, error.name) == ("inspections[0].flaws[0]", "mended")
    where = "`督查记录第1项 · 发现问题第1项 · 整改日期 (mended)`"
    told = f"{where} 为 `2025-03-11`，应为不早于 2025-03-15"
    assert error.message("zh-Hans") == told
    assert pickle.loads(pickle.dumps(error)).message("zh-Hans") == told
    assert error.at("a.csv, row 2").message("zh-Hans").startswith("a.csv 第 2 行：`督查记录第1项")


def test_what_was_expected_is_said_in_titles(plan: Plan) -> None:
    """Names of facts, choices and closed words: all of them may be written as they are told."""
    one = {"id": "A", "object": "甲", "subject": "乙", "started": "2025-03-10"}
    for given, words in (
        ({**one, "整改": 5}, ("`编号`", "`结论送达日期`")),
        ({**one, "review": "不好"}, ("`维持`、`变更`、`撤销`",)),
        ({**one, "ordered_by": "卫建"}, ("`督查室`",)),
    ):
        message = rejected(plan, "plan_inspection", {"inspections": [given]}).message("zh-Hans")
        assert all(word in message for word in words), message


def test_a_rejected_record_is_printed_in_titles(
    plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the command line too, where the place in the file comes first."""
    from govcoord.cli.output import console
    from govcoord.messages import Messages
    from govcoord.rules.engine import Rejected

    record = plan.mechanism("plan_inspection").record
    error = CaseError("id", "A", "each inspection once", where="inspections[1]")
    error = labelled(error, record, plan.vocabulary)
    say = Messages("zh-Hans")
    print_rejected(console(), Rejected(0, error, None, "a.yaml:3"), say, plan.vocabulary)
    assert "a.yaml:3：`督查记录第2项 · 编号 (id)` 为 `A`" in capsys.readouterr().out
