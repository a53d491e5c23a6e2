"""Registers: what is filled in, owed, shown; what is not known; what is reported at load."""

from __future__ import annotations

import json
import pickle
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_plan

from govcoord.errors import CaseError
from govcoord.mechanisms.masking import folded
from govcoord.plain import jsonable
from tests.support.kind_texts import VOCABULARY, codes_of, load_beside

WORDS = (
    VOCABULARY
    + """
  permits:
    each: permit
    title: 许可
    fields:
      number: {type: text, title: 编号}
      basis: {type: text, title: 依据}
      handler: {type: choice, of: departments}
      parties: {type: set, of: departments}
      joint: {type: boolean}
      applicant: {type: text, title: 申请人}
      birthday: {type: date}
      sum: {type: quantity, unit: 元}
      copies: {type: integer}
      secret: {type: boolean}
      outcome: {type: text}
      decided: {type: date}
      published: {type: date}
      checked: {type: date}
      passed: {type: boolean}
      closed: {type: date}
      age: {derive: 'days(decided, as_of)'}
      used: {derive: 'workdays(checked, as_of)'}
"""
)
REGISTER = """
kind: register
id: permits
source: rule 9
record: permit
placeholders: [待定]
personal: [applicant]
required:
  - number
  - {id: R1, facts: basis}
  - {id: R2, facts: parties, when: {joint: 是}}
unique: [number]
checks:
  - {id: K1, when: {parties: {count: 2以上}}}
duties:
  - {id: publish, after: decided, within: 20个工作日, done: published, view: public,
     holder: handler, warn: 5个工作日}
term: {start: decided, lasts: 3年, withdrawn: closed, warn: 3个月}
recheck: {every: 1年, last: checked, since: decided, passed: passed, warn: 30天}
withdraw:
  - {id: X1, when: {passed: 否}}
  - {id: X2, when: {age: 365天以上, copies: 0}}
views:
  - id: public
    shows: [number, basis, applicant, birthday, sum, outcome, parties]
    masks:
      - {facts: applicant, keep_first: 1}
      - {facts: birthday, shorten_to: year}
      - {facts: sum, in_steps_of: 10万元, when: {joint: 是}}
    withheld:
      - {id: W1, when: {secret: 是}}
    look_for: [mobile_number]
  - {id: own, shows: [number, applicant], plain: applicant}
rates:
  - {id: open, complete: 是, done: publish, at_least: 100%}
  - {id: in_time, in_time: publish}
  - {id: visible, shown: public, when: {joint: 是}}
  - {id: checked_rate, rechecked: 是, in_force: 是}
"""
DAY = date(2026, 3, 12)
WHOLE = {
    "number": "A1", "basis": "办法", "joint": "否", "parties": ["health", "civil"],
    "secret": "否", "decided": "2026-02-06", "published": "2026-03-12",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan():
    loaded = load_beside(REGISTER, vocabulary=WORDS)
    assert loaded.diagnostics == ()
    return loaded.plan


def look(plan, *entries, as_of=DAY):
    return plan.assess("permits", {"entries": list(entries)}, as_of=as_of)


def one(plan, **facts):
    return look(plan, facts).entries[0]


def test_what_is_not_known_is_neither_complete_nor_incomplete(plan) -> None:
    """Whether parties are required depends on a fact; a check on them waits likewise."""
    found = one(plan, number="A1", basis="办法")
    assert (found.status, found.unsettled, found.lacks) == ("unknown", ("joint", "parties"), ())
    assert one(plan, **WHOLE).status == "complete"
    lost = one(plan, number="A1", basis=" 待定", joint="是", parties=[])
    assert [(lack.fact, lack.why, lack.by) for lack in lost.lacks] == [
        ("basis", "placeholder", "R1"),
        ("parties", "empty", "R2"),
    ]
    assert lost.failed == ("K1",)


def test_nothing_is_shown_while_it_may_be_withheld(plan) -> None:
    """An unknown ground withholds, and so the duty to publish is unknown too."""
    facts = {k: v for k, v in WHOLE.items() if k != "secret"}
    found = one(plan, **facts)
    public = found.views[0]
    assert (public.status, public.facts, public.missing) == ("unknown", {}, ("secret",))
    assert (found.duties[0].state, found.duties[0].missing) == ("unknown", ("secret",))
    forbidden = one(plan, **{**WHOLE, "secret": "是"})
    assert forbidden.views[0].grounds == ("W1",)
    assert forbidden.duties[0].state == "forbidden"


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "number": st.sampled_from(["A1", "张三丰"]),
        "basis": st.text("张三丰·李 1", max_size=6),
        "applicant": st.sampled_from(["张三丰", "李", "张 三", "阿依·古丽", "13800001234"]),
        "outcome": st.text("张三丰李阿依古丽·, 1", max_size=9),
        "secret": st.booleans(),
        "joint": st.booleans(),
        "birthday": st.dates(date(1950, 1, 1), date(2025, 1, 1)),
        "sum": st.integers(-(10**6), 10**6),
    },
)


@given(FACTS)
def test_no_view_tells_a_personal_value_that_it_hides(plan, facts) -> None:
    """The name is in no text shown to the public, whatever stands in the other facts."""
    found = one(plan, **facts)
    public, own = found.views
    name = facts.get("applicant")
    shown = {key: value for key, value in public.facts.items() if isinstance(value, str)}
    if name and len(folded(name)) > 1:
        assert not any(folded(name) in folded(text) for text in shown.values())
    assert set(public.facts) <= {"number", "basis", "applicant", "birthday", "sum", "outcome"}
    assert own.facts.get("applicant") == (name if name else None)
    if facts.get("secret") is not False:
        assert public.facts == {}
    elif facts.get("joint") is not False and "sum" in facts:
        band = public.facts["sum"]
        assert band.at_least <= facts["sum"] < band.less_than
        assert (band.less_than - band.at_least, band.at_least % 100_000) == (100_000, 0)
    if "birthday" in public.facts:
        assert public.facts["birthday"] == str(facts["birthday"].year)


@given(FACTS, st.sets(st.sampled_from(["secret", "joint", "applicant", "outcome", "number"])))
def test_fewer_facts_never_show_more(plan, facts, lost) -> None:
    """Taking facts away shows no fact that was not shown with them, held texts apart."""
    less = {key: value for key, value in facts.items() if key not in lost}
    before, after = one(plan, **facts).views[0], one(plan, **less).views[0]
    held = {entry.fact for entry in before.held}
    assert set(after.facts) <= set(before.facts) | held
    for key in after.facts:
        if key not in held and "joint" not in lost:
            assert after.facts[key] == before.facts[key]


def test_a_number_of_a_person_in_a_text_waits_for_a_person(plan) -> None:
    """It is held back and said why; the applicant's own view has no such rule."""
    found = one(plan, **WHOLE, outcome="请致电138 0000 1234")
    assert [(held.fact, held.why) for held in found.views[0].held] == [("outcome", "mobile_number")]
    assert "outcome" not in found.views[0].facts
    assert found.views[0].whole is False


def test_what_a_mask_leaves_of_a_text_is_looked_through_too() -> None:
    """Ends of an address that are kept may hold the name that is hidden beside it."""
    text = REGISTER.replace(
        "      - {facts: birthday,",
        "      - {facts: outcome, keep_first: 4}\n      - {facts: birthday,",
    )
    plan = load_beside(text, vocabulary=WORDS).plan
    told = one(plan, **WHOLE, applicant="张三丰", outcome="张三丰的许可").views[0]
    assert [(held.fact, held.of) for held in told.held] == [("outcome", "applicant")]
    hidden = one(plan, **WHOLE, applicant="张三丰", outcome="准予许可张三丰").views[0]
    assert hidden.facts["outcome"] == "准予许可***"
    assert hidden.held == ()


def test_of_several_masks_that_may_apply_hiding_comes_first() -> None:
    """Not known whether the first applies, the one that hides is not passed over."""
    text = REGISTER.replace(
        "      - {facts: birthday,",
        "      - {facts: sum, hide: 是, when: {secret: 否}}\n      - {facts: birthday,",
    )
    plan = load_beside(text, vocabulary=WORDS).plan
    facts = {"number": "A1", "secret": "否", "sum": 5}
    for joint in (None, "是", "否"):
        assert one(plan, **facts, joint=joint).views[0].facts["sum"] is None


def test_held_facts_leave_a_view_not_whole(plan) -> None:
    """And such a view does not count as shown."""
    entry = {**WHOLE, "joint": "是"}
    rate = look(plan, entry, {**entry, "number": "A2", "outcome": "13800001234"}).rates[2]
    assert (rate.share.done, rate.share.total) == (1, 2)


def test_derived_facts_stand_in_conditions(plan) -> None:
    """Withdrawal is proposed for what is old enough, and only where that is known."""
    old = {"number": "A1", "decided": "2025-01-01", "copies": 0}
    assert one(plan, **old).withdraw == ("X2",)
    assert one(plan, **{**old, "decided": "2026-01-01"}).withdraw == ()
    assert one(plan, number="A1", copies=0).withdraw == ()


def test_rates_name_their_denominators(plan) -> None:
    """Not yet due and withheld are out; overdue is in; repetitions count once."""
    entries = [
        WHOLE,
        {**WHOLE, "number": "a-1"},  # the same
        {**WHOLE, "number": "A2", "published": None},  # due today
        {**WHOLE, "number": "A3", "published": None, "decided": "2026-02-05"},
        {**WHOLE, "number": "A4", "secret": "是", "published": None},
        {**WHOLE, "number": "A5", "secret": None, "published": None},
        {**WHOLE, "number": "A6", "decided": "2026-02-05"},  # late by a day
    ]
    result = look(plan, *entries)
    states = [entry.duties[0].state for entry in result.entries]
    assert states == ["done", "done", "due_soon", "overdue", "not_owed", "unknown", "late"]
    assert result.repeated == 1
    open_, in_time, *_ = result.rates
    assert (open_.share.done, open_.share.total, open_.share.unknown) == (2, 3, 1)
    assert (in_time.share.done, in_time.share.total) == (1, 3)
    assert open_.attained is False
    assert open_.figure == "200/3%"
    assert open_.share.value == Fraction(2, 3)


DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_a_duty_stands_as_its_days_say(plan, decided, published, day) -> None:
    """Against adding twenty workdays by hand; what comes after the day has not happened."""
    facts = {"number": "A1", "secret": False, "decided": decided, "published": published}
    owed = look(plan, facts, as_of=day).entries[0].duties[0]
    done = published is not None and published <= day
    if decided is None:
        assert owed.state == ("unknown" if done else "waiting")
        return
    if decided > day and not done:
        assert owed.state == "waiting"
        return
    calendar = plan.vocabulary.calendar
    due = calendar.add_workdays(decided, 20)
    assert owed.due == due
    if done:
        assert owed.state == ("done" if published <= due else "late")
        assert owed.early is (published < decided)
        late = calendar.workdays_between(due, published)
    else:
        soon = 0 <= calendar.workdays_between(day, due) <= 5 and day <= due
        assert owed.state == ("overdue" if day > due else "due_soon" if soon else "open")
        late = calendar.workdays_between(due, day)
    assert (owed.over is None) is (owed.state not in ("late", "overdue"))
    assert owed.over is None or owed.over.n == late


@pytest.mark.parametrize(
    ("due_at", "due"),
    [
        ("day", date(2026, 2, 6)),
        ("month_end", date(2026, 2, 28)),
        ("quarter_end", date(2026, 3, 31)),
        ("half_year_end", date(2026, 6, 30)),
        ("year_end", date(2026, 12, 31)),
    ],
)
def test_a_check_may_be_in_time_up_to_the_end_of_its_period(due_at, due) -> None:
    """A yearly check of the calendar year is due by the end of the next year."""
    text = REGISTER.replace("every: 1年,", f"every: 1年, due_at: {due_at},")
    plan = load_beside(text, vocabulary=WORDS).plan
    facts = {"number": "A1", "decided": "2025-02-06"}
    assert look(plan, facts, as_of=due).entries[0].recheck.due == due
    assert look(plan, facts, as_of=due).entries[0].recheck.state == "due_soon"
    late = date.fromordinal(due.toordinal() + 1)
    assert look(plan, facts, as_of=late).entries[0].recheck.state == "overdue"


def test_what_is_lacking_most_comes_first(plan) -> None:
    """Counted over entries that repeat no other."""
    result = look(plan, {"number": "A1"}, {"basis": "x"}, {"number": "A2"}, {"number": "a2"})
    assert list(result.lacking.items()) == [("basis", 2), ("number", 1)]


@given(st.permutations(["A1", "A2", "a1", "A 2", "A3"]))
def test_the_order_of_entries_changes_no_rate(plan, numbers) -> None:
    """Each number counts once, whichever comes first."""
    result = look(plan, *({**WHOLE, "number": number} for number in numbers))
    assert (result.repeated, result.rates[0].share.total) == (2, 3)


def test_unread_entries_may_belong_to_every_rate(plan) -> None:
    """100% is not reached while some could not be read."""
    result = plan.assess("permits", {"entries": [WHOLE], "unread": 2}, as_of=DAY)
    assert (result.rates[0].share.unknown, result.rates[0].attained) == (2, None)


def test_results_are_data_and_words_in_every_language(plan) -> None:
    """JSON, pickle, and lines without anything left open; the plan pickles too."""
    entries = [
        WHOLE,
        {},
        {**WHOLE, "number": "A2", "applicant": "张三", "outcome": "准予张三", "sum": 5},
    ]
    result = look(plan, *entries)
    json.dumps(jsonable(result), ensure_ascii=False)
    assert pickle.loads(pickle.dumps(result)) == result
    assert pickle.loads(pickle.dumps(plan)).assess("permits", {"entries": entries}, as_of=DAY) == (
        result
    )
    for language in ("en", "zh-Hans", "zh-Hant"):
        text = "\n".join(result.lines(plan.vocabulary, language))
        assert "{" not in text
        assert "准予张三" not in text
    assert "申请人 张*" in "\n".join(result.lines(plan.vocabulary, "zh-Hans"))


@pytest.mark.parametrize(
    ("given_", "name", "where"),
    [
        ({}, "entries", None),
        ({"entries": [{"numbre": "1"}]}, "numbre", "entries[0]"),
        ({"entries": [{}, {"secret": "maybe"}]}, "secret", "entries[1]"),
        ({"entries": [{"id": "a"}, {"id": "a"}]}, "id", "entries[1]"),
        ({"entries": [{"id": "a"}, {"number": "a"}, {"id": "a (2)"}]}, "id", "entries[2]"),
        (
            {"entries": [{"decided": "2026-01-02", "checked": "2026-01-01"}]},
            "checked",
            "entries[0]",
        ),
        ({"entries": [{"decided": "2026-01-02", "closed": "2026-01-01"}]}, "closed", "entries[0]"),
        ({"entries": [{"age": 3}]}, "age", "entries[0]"),
        ({"entries": [{"secret": "否", "decided": "1970-01-01"}]}, "decided", "entries[0]"),
        ({"entries": [], "unread": -1}, "unread", None),
        ({"entries": [{}, {"checked": "1990-01-01"}]}, "age", "entries[1]"),
    ],
)
def test_bad_entries_are_rejected_with_their_place(plan, given_, name, where) -> None:
    """Whatever is wrong with one of them."""
    with pytest.raises(CaseError) as caught:
        plan.assess("permits", given_, as_of=DAY)
    assert (caught.value.name, caught.value.where) == (name, where)


def test_a_day_is_needed_where_something_is_due(plan) -> None:
    """Without one nothing can be said to be overdue."""
    with pytest.raises(CaseError) as caught:
        plan.assess("permits", {"entries": [WHOLE]})
    assert caught.value.name == "as_of"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("after: decided", "after: number", "GC530"),
        ("holder: handler", "holder: number", "GC530"),
        ("passed: passed, ", "passed: copies, ", "GC530"),
        ("within: 20个工作日", "within: 20小时", "GC531"),
        ("within: 20个工作日", "within: 0个工作日", "GC531"),
        ("within: 20个工作日", "within: 20", "GC664"),
        ("lasts: 3年", "lasts: 100个工作日", "GC531"),
        ("lasts: 3年", "lasts: 1.5个月", "GC531"),
        ("      - {facts: applicant, keep_first: 1}\n", "", "GC532"),
        ("keep_first: 1}", "keep_first: 1, when: {joint: 是}}", "GC532"),
        ("{id: W1, when: {secret: 是}}", "{id: W1, when: {urgent: 是}}", "GC533"),
        ("when: {joint: 是}}\nunique", "when: {urgent: 是}}\nunique", "GC533"),
        ("view: public,", "view: pubilc,", "GC534"),
        ("in_time: publish}", "in_time: pbulish}", "GC534"),
        ("{facts: birthday, shorten_to: year}", "{facts: birthday, keep_first: 4}", "GC535"),
        ("{facts: birthday, shorten_to: year}", "{facts: birthday}", "GC535"),
        ("keep_first: 1}", "keep_first: 1, hide: 是}", "GC535"),
        ("keep_first: 1}", "keep_first: -1}", "GC535"),
        ("in_steps_of: 10万元", "in_steps_of: 10万人", "GC535"),
        ("in_steps_of: 10万元", "in_steps_of: 0元", "GC535"),
        ("rechecked: 是, in_force: 是}", "in_force: 是}", "GC536"),
        ("lasts: 3年, ", "", "GC537"),
        ("plain: applicant", "plain: [applicant, outcome]", "GC538"),
        ("at_least: 100%", "at_least: 101%", "GC670"),
        ("unique: [number]", "unique: [numbre]", "GC264"),
        ("record: permit", "record: permti", "GC262"),
        ("{id: X1,", "{id: K1,", "GC261"),
        ("source: rule 9\n", "", "GC501"),
        ("look_for: [mobile_number]", "look_for: [mobile]", "GC276"),
    ],
)
def test_mistakes_are_reported(old, new, code) -> None:
    """Each with its code; nothing falls over."""
    assert old in REGISTER
    assert code in codes_of(REGISTER.replace(old, new), vocabulary=WORDS)


@pytest.mark.parametrize("stage", ["draft", "pilot"])
def test_grounds_that_are_not_in_force_withhold_nothing(stage) -> None:
    """Drafts and pilots are left out inside views too; pilots need places and an end."""
    text = REGISTER.replace("{id: W1,", f"{{id: W1, stage: {stage},")
    loaded = load_beside(text, vocabulary=WORDS)
    assert {d.code for d in loaded.diagnostics} == (
        {"GC344", "GC345"} if stage == "pilot" else set()
    )
    result = loaded.plan.assess("permits", {"entries": [{**WHOLE, "secret": "是"}]}, as_of=DAY)
    assert result.entries[0].views[0].status == "shown"


def test_facts_may_be_named_by_their_titles() -> None:
    """As in conditions: staff need not know the ids."""
    text = """
kind: register
id: titled
source: rule
record: permit
personal: [申请人]
required: [编号, {facts: 依据}]
unique: 编号
views:
  - {id: v, shows: [编号, 申请人], masks: [{facts: 申请人, keep_first: 1}]}
"""
    loaded = load_beside(text, vocabulary=WORDS)
    assert loaded.diagnostics == ()
    result = loaded.plan.assess("titled", {"entries": [{"编号": "1", "申请人": "张三"}]})
    found = result.entries[0]
    assert (found.id, [lack.fact for lack in found.lacks]) == ("1", ["basis"])
    assert found.views[0].facts == {"number": "1", "applicant": "张*"}
    assert "GC532" in codes_of(text.replace("facts: 申请人", "facts: 编号"), vocabulary=WORDS)


def test_a_register_of_a_place_needs_no_place_in_its_entries() -> None:
    """Its jurisdiction is no condition on entries; that of a single rule would never be known."""
    words = WORDS + "regions: {city: 某市}\n"
    words = words.replace("  urgent:", "  region: {type: choice, of: regions}\n  urgent:")
    local = REGISTER.replace("source: rule 9", "source: rule 9\njurisdiction: [某市]")
    loaded = load_beside(local, vocabulary=words)
    assert loaded.diagnostics == ()
    result = loaded.plan.assess("permits", {"entries": [{**WHOLE, "secret": "是"}]}, as_of=DAY)
    assert result.entries[0].views[0].status == "withheld"
    one_rule = REGISTER.replace("{id: W1,", "{id: W1, jurisdiction: [某市],")
    assert "GC533" in codes_of(one_rule, vocabulary=words)


def test_a_rate_needs_the_part_that_it_counts() -> None:
    """A rate of checks without checks is none."""
    text = REGISTER.partition("recheck:")[0] + "rates:\n  - {id: c, rechecked: 是}\n"
    assert "GC536" in codes_of(text, vocabulary=WORDS)


def test_a_register_may_ask_for_very_little() -> None:
    """Only what is written is asked: neither a day nor anything else."""
    text = "kind: register\nid: few\nrecord: permit\nrequired: [number]\n"
    loaded = load_beside(text, vocabulary=WORDS)
    assert loaded.diagnostics == ()
    result = loaded.plan.assess("few", {"entries": [{"number": "1"}, {}]})
    assert [entry.status for entry in result.entries] == ["complete", "incomplete"]


def test_the_targets_of_the_plans_registers_are_there() -> None:
    """Each rate says whose figure it is; openness counts services, visibility cases."""
    plan = shipped_plan()
    known = {target.id for target in plan.mechanism("plan_targets").targets}
    named = {
        rate.target: name
        for name, mechanism in plan.mechanisms.items()
        if mechanism.kind == "register"
        for rate in mechanism.rates
        if rate.target
    }
    assert named == {"T07a": "plan_open_services", "T07b": "plan_open_cases"}
    assert named.keys() <= known
