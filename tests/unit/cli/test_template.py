"""The empty record of a mechanism speaks the user's language."""

from __future__ import annotations

import re
from datetime import date

import attrs
import pytest
import yaml
from shipped import shipped_plan

from govcoord.cli.template import blank_record, template
from govcoord.mechanisms.facts import fact_of
from govcoord.messages import Messages
from govcoord.rules.mechanism import Setting
from govcoord.rules.records import names_of, without_none


@pytest.mark.parametrize(
    ("language", "answers", "unit"),
    [
        ("en", "accept | decline | transfer", "yuan"),
        ("zh-Hans", "同意 | 拒绝 | 转交", "元"),
        ("zh-Hant", "拒絕 | 轉交", "元"),
    ],
)
def test_closed_lists_and_units_are_shown_in_the_language(language, answers, unit) -> None:
    """What is shown may be written: the words are those that are read."""
    plan = shipped_plan()

    def made(id_: str) -> str:
        return template(plan.mechanism(id_).record, plan.vocabulary, Messages(language))

    assert answers in made("plan_assistance")
    assert unit in made("plan_cost_by_ratio")


def fits(given, record) -> int:
    """How many keys a record has in all, each of which must be read as one of its fields."""
    attrs.resolve_types(record)
    fields = [f for f in attrs.fields(record) if f.init and not fact_of(f).unread]
    assert len(given) == len(fields)
    count = len(fields)
    for field, (key, value) in zip(fields, given.items(), strict=True):
        assert [f for f in fields if key in names_of(f)] == [field]
        inner = without_none(getattr(without_none(field.type), "__args__", (field.type,))[0])
        if isinstance(value, list) and value:
            count += fits(value[0], inner)
        elif isinstance(value, dict) and value:
            count += fits(value, without_none(field.type))
    return count


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_key_of_an_empty_record_is_read_as_its_field(language) -> None:
    """In Chinese the keys are the titles, so that the blank is filled in without English."""
    plan, keys, english = shipped_plan(), 0, 0
    for mechanism in plan.mechanisms.values():
        text = template(mechanism.record, plan.vocabulary, Messages(language))
        given = yaml.safe_load(text)
        keys += fits(given, mechanism.record) if given else 0
        english += len(re.findall(r"^[ -]*'?[a-z_]+'?:", text, re.MULTILINE))
    assert keys > 200
    assert (english == keys) if language == "en" else english < keys / 10


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("id_", ["sandbox_gate", "pilot_promotion", "tolerance_finding"])
def test_the_blank_of_a_gate_has_every_item_and_fact_and_says_nothing(id_, language) -> None:
    """As it comes it is read, and every item is as little known as where nothing is given."""
    plan = shipped_plan().on(date(2026, 3, 31))
    gate = plan.mechanism(id_)
    given = yaml.safe_load(blank_record(gate, Setting(plan, plan.as_of), Messages(language)))
    (checks,) = [v for k, v in given.items() if k in ("checks", "检查记录", "檢查記錄")]
    asked = [line.item.id for line in gate.checklist if line.item.proof or not line.item.by_facts]
    rows = checks if asked else []
    assert [next(iter(row.values())) for row in rows] == asked
    if not asked:
        del given[next(k for k in given if k in ("checks", "检查记录", "檢查記錄"))]
    assert plan.assess(id_, given) == plan.assess(id_, {})
    (facts,) = [v for k, v in given.items() if k in ("facts", "事实", "事實")]
    assert bool(facts) == any(line.item.by_facts for line in gate.checklist)


def test_a_list_of_which_nothing_is_known_is_left_blank() -> None:
    """An empty list would say that an expert has no ties and has never served."""
    plan = shipped_plan()
    text = template(plan.mechanism("expert_panel").record, plan.vocabulary, Messages("zh-Hans"))
    assert re.search(r"履职日期:  #", text)
    assert not re.search(
        r"(履职日期|当事方|专业): \[\]", text.replace("所需专业", "").replace("无关的当事方", "")
    )
