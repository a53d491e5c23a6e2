"""The empty record of a mechanism speaks the user's language."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import Literal, get_args, get_origin

import attrs
import pytest
import yaml
from shipped import shipped_plan

from govcoord.api import plan_folder
from govcoord.case_files import CaseRow, numbered, read_stream
from govcoord.cli.template import _word, blank_record, template
from govcoord.diagnostics import Collector
from govcoord.errors import CaseError
from govcoord.headings import TITLES, without_number
from govcoord.mechanisms.facts import Fact, fact_of
from govcoord.messages import Messages
from govcoord.plain import jsonable
from govcoord.rules.mechanism import Setting
from govcoord.rules.records import names_of, without_none, words_of
from govcoord.testing.documents import read_tests, test_files


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
        assert next(iter(given)) == TITLES[language]  # its own number, which is no fact
        keys += 1 + fits(without_number(given, words_of(mechanism.record)), mechanism.record)
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


def in_language(raw, kind, known, vocabulary, language):
    """What a mechanism is given, as the blank in a language has it: titles for ids."""
    kind = without_none(kind)
    origin, args = get_origin(kind), get_args(kind)
    if raw is None:
        return None
    if origin in (tuple, frozenset) and isinstance(raw, list):
        return [in_language(item, args[0], known, vocabulary, language) for item in raw]
    if isinstance(kind, type) and attrs.has(kind) and isinstance(raw, dict):
        attrs.resolve_types(kind)
        fields = {name: f for f in attrs.fields(kind) for name in names_of(f)}
        made = {}
        for key, value in raw.items():
            field = fields.get(key)
            if field is None:
                made[key] = value  # the day, which is no fact of the record
                continue
            title = fact_of(field).title.get(language) or field.name
            fact = fact_of(field)
            made[title] = in_language(value, field.type, fact, vocabulary, language)
        return made
    if origin is Literal and isinstance(raw, str):
        meant = known.words.get(raw, raw)
        return _word(meant, known, language)
    if known.choices and isinstance(raw, str) and known.choices in vocabulary.choices:
        listed = vocabulary.choices[known.choices]
        title = listed.label(listed.resolve(raw) or raw, language)
        return title if listed.resolve(title) == listed.resolve(raw) else raw
    return raw


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_what_was_filled_in_in_a_language_is_read_back(language) -> None:
    """The cases of the plan's own tests, written by titles with a number, give the same result."""
    plan, seen, compared = shipped_plan(), set(), 0
    for path in test_files([plan_folder()]):
        for test in read_tests(path, Collector()):
            if not test.mechanism or test.pilot or test.mechanism not in plan.mechanisms:
                continue
            mechanism = plan.mechanism(test.mechanism)
            dated = plan if test.as_of is None else plan.on(test.as_of)
            case = dict(test.case)
            try:
                wanted = jsonable(dated.assess(mechanism.id, case))
            except CaseError:
                continue
            told = in_language(case, mechanism.record, Fact(), plan.vocabulary, language)
            filled = {TITLES[language]: "一-1", **told}
            text = json.dumps(filled, ensure_ascii=False)  # which is YAML too
            rows = read_stream(io.BytesIO(text.encode()), "filled.yaml", format="yaml")
            (row,) = numbered(rows, words_of(mechanism.record))
            assert isinstance(row, CaseRow), row
            assert row.id == "一-1"
            assert jsonable(dated.assess(mechanism.id, row.facts)) == wanted
            seen.add(mechanism.id)
            compared += 1
    assert len(seen) >= len(plan.mechanisms) - 1
    assert compared > 300


def test_every_word_that_a_blank_offers_is_read() -> None:
    """Words of closed lists, in every language, are words for the value that they stand for."""
    plan, words = shipped_plan(), 0
    for mechanism in plan.mechanisms.values():
        for field in fields_within(mechanism.record):
            kind = without_none(field.type)
            kind = without_none(get_args(kind)[0]) if get_origin(kind) is tuple else kind
            for value in get_args(kind) if get_origin(kind) is Literal else ():
                for language in TITLES:
                    word = _word(value, fact_of(field), language)
                    assert fact_of(field).words.get(word, word) == value
                    assert language == "en" or not word.isascii() or not word.isalpha(), word
                    words += 1
    assert words > 50


def fields_within(kind):
    """All fields of a record and of the records in it."""
    attrs.resolve_types(kind)
    for field in attrs.fields(kind):
        yield field
        inner = without_none(field.type)
        inner = without_none(get_args(inner)[0]) if get_origin(inner) is tuple else inner
        if isinstance(inner, type) and attrs.has(inner):
            yield from fields_within(inner)
