"""Standards: what is required of departments, offices, persons and systems."""

from __future__ import annotations

import pickle
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_plan

from govcoord.errors import CaseError
from govcoord.plain import jsonable
from govcoord.units import find_unit
from tests.support.kind_texts import VOCABULARY, codes_of, plan_of

WORDS = (
    VOCABULARY
    + """
  units:
    each: unit
    fields:
      budget: {type: quantity, unit: 元, min: 0}
      total: {type: quantity, unit: 元, min: 0}
      posts: {type: integer}
      small: {type: boolean}
      tier: {type: choice, values: {upper: 上级, lower: 下级}}
"""
).replace(
    "choices:\n", "choices:\n  exchange_kinds: {loan: 借调}\n  exemption_grounds: {abroad: 驻外}\n"
)

HEAD = "kind: standards\nid: s\nsource: rule 1\nscope: unit\n"
SHARE = HEAD + "measure: {part: budget, whole: total, step: 1分钱}\nrequirements:\n"
POSTS = HEAD + "measure: posts\nrequirements:\n"
LOAN = """
kind: standards
id: exp
source: rule 2
rolling:
  {need: 6 months, within: 3 years, oldest: 45, counts: [loan], exempt: [abroad],
   part_time: by_share}
---
kind: standards
id: cov
source: rule 3
coverage: {of: exp, at_least: 60%}
"""
DAY = date(2025, 6, 30)


def plan(text: str):
    return plan_of(text, vocabulary=WORDS)


@given(st.integers(0, 10**9), st.integers(1, 10**10))
def test_what_is_short_is_the_least_number_of_fen_that_makes_it_good(part, whole):
    """Exact to the fen: with it the floor is met, with one fen less it is not."""
    part = min(part, whole)
    budget, total = Fraction(part, 100), Fraction(whole, 100)
    (finding,) = BUDGET.assess("s", {"budget": budget, "total": total}).findings
    if finding.status == "met":
        assert part * 20 >= whole
        return
    assert finding.short.unit == find_unit("yuan")
    fen = finding.short.value * 100
    assert Fraction(fen).denominator == 1
    assert (part + fen) * 20 >= whole > (part + fen - 1) * 20


BUDGET = plan(SHARE + "  - {id: A, at_least: 5%}")


def test_a_special_requirement_takes_the_place_of_the_general_one():
    special = plan(
        POSTS
        + "  - {id: A, at_least: 3}\n  - {id: B, when: {small: 是}, at_least: 1, overrides: A}"
    )

    def said(facts):
        standing = special.assess("s", facts)
        return standing.status, [f.requirement for f in standing.findings]

    assert said({"posts": 1, "small": True}) == ("met", ["B"])
    assert said({"posts": 1, "small": False}) == ("short", ["A"])
    assert said({"posts": 1}) == ("needs_evidence", ["A", "B"])


def test_subjects_that_the_document_is_not_for_are_left_alone():
    upper = plan(
        HEAD + "applies_when: {tier: 上级}\nmeasure: posts\nrequirements: [{id: A, at_least: 3}]"
    )
    assert upper.assess("s", {"tier": "下级", "posts": 0}).status == "not_applicable"
    assert upper.assess("s", {"tier": "上级", "posts": 0}).status == "short"
    (finding,) = upper.assess("s", {"posts": 0}).findings
    assert (finding.status, finding.missing) == ("needs_evidence", ("tier",))


@pytest.mark.parametrize(
    ("mend", "by"),
    [
        ("mend_within: 10个工作日", date(2025, 7, 14)),
        ("mend_within: 10天", date(2025, 7, 10)),
        ("mend_within: 3个月", date(2025, 9, 30)),
        ("mend_before: quarter_end", date(2025, 6, 30)),
        ("mend_before: year_end", date(2025, 12, 31)),
        ("note: none", None),
    ],
)
def test_the_day_to_mend_is_counted_on_the_clock_that_the_requirement_names(mend, by):
    made = plan(POSTS + f"  - {{id: A, at_least: 3, {mend}}}")
    assert made.assess("s", {"posts": 0}, as_of=DAY).findings[0].mend_by == by
    assert made.assess("s", {"posts": 3}, as_of=DAY).findings[0].mend_by is None


def test_persons_bound_by_departments_of_one_top_department_are_counted_as_said():
    spell = {"kind": "借调", "department": "医政处", "start": "2024-01-01", "end": "2024-12-31"}
    person = {
        "department": "卫健",
        "born": "1990-01-01",
        "served_from": "2015-01-01",
        "spells": [spell],
    }
    assert plan(LOAN).assess("exp", person, as_of=DAY).status == "met"
    top = LOAN.replace("part_time:", "department: other_top, part_time:")
    found = plan(top).assess("exp", person, as_of=DAY)
    assert (found.status, found.uncounted[0].reason) == ("short", "same_department")


@pytest.mark.parametrize(
    ("part_time", "status", "months"),
    [("by_share", "short", 4), ("full", "met", 12), ("not_at_all", "short", 0)],
)
def test_part_time_counts_as_said(part_time, status, months):
    spell = {
        "kind": "借调",
        "department": "税务",
        "start": "2024-01-01",
        "end": "2024-12-31",
        "share": "1/3",
    }
    person = {
        "department": "卫健",
        "born": "1990-01-01",
        "served_from": "2015-01-01",
        "spells": [spell],
    }
    found = plan(LOAN.replace("by_share", part_time)).assess("exp", person, as_of=DAY)
    assert (found.status, found.months) == (status, months)


def test_part_time_of_an_unknown_share_is_open():
    spell = {
        "kind": "借调",
        "department": "税务",
        "start": "2024-01-01",
        "end": "2024-12-31",
        "part_time": True,
    }
    person = {
        "department": "卫健",
        "born": "1990-01-01",
        "served_from": "2015-01-01",
        "spells": [spell],
    }
    found = plan(LOAN).assess("exp", person, as_of=DAY)
    assert (found.status, found.missing) == ("needs_evidence", ("spells[0].share",))


def test_spent_money_below_zero_is_refused():
    with pytest.raises(CaseError) as caught:
        BUDGET.assess("s", {"budget": -1, "total": 10})
    assert caught.value.name == "budget"


def test_nobody_serves_before_being_born():
    with pytest.raises(CaseError) as caught:
        COVERAGE.assess(
            "cov", {"people": [{"born": "1990-01-01", "served_from": "1989-12-31"}]}, as_of=DAY
        )
    assert (caught.value.where, caught.value.name) == ("people[0]", "served_from")
    assert "`1989-12-31`" in caught.value.message("zh-Hans")


def test_who_is_past_the_age_today_still_has_the_days_before():
    """What was not met up to yesterday is not forgotten on the birthday."""
    person = {"born": "1979-06-30", "served_from": "2015-01-01", "department": "卫健", "spells": []}
    found = COVERAGE.assess("exp", person, as_of=DAY)
    assert found.status == "not_applicable"
    (before,) = found.violations
    assert before.last == date(2025, 6, 29)


@pytest.mark.parametrize(
    "change",
    [
        {"born": "1990-01-01", "served_from": "9999-12-31"},
        {"served_from": "0001-01-01", "born": None},
        {
            "spells": [
                {"kind": "借调", "department": "税务", "start": "2024-01-01", "end": "9999-12-31"}
            ]
        },
    ],
)
def test_dates_at_the_end_of_time_are_refused_in_words(change):
    person = {**_person("short"), **change}
    with pytest.raises(CaseError) as caught:
        COVERAGE.assess("exp", person, as_of=DAY)
    assert "9999 年" in caught.value.message("zh-Hans")


def test_experience_needs_a_day():
    with pytest.raises(CaseError) as caught:
        plan(LOAN).assess("exp", {"spells": []})
    assert caught.value.name == "as_of"


@given(st.lists(st.sampled_from(["met", "short", "open", "young", "exempt"]), max_size=8))
def test_coverage_is_settled_only_if_no_open_person_can_change_it(kinds):
    """Held against trying every way in which the open persons may turn out."""
    people = [_person(kind) for kind in kinds]
    total = COVERAGE.assess("cov", {"people": people}, as_of=DAY).total
    ways = set()
    for good in range(kinds.count("open") + 1):
        for bad in range(kinds.count("open") + 1 - good):
            met = kinds.count("met") + good
            bound = met + kinds.count("short") + bad
            ways.add("none" if not bound else "met" if met * 5 >= bound * 3 else "short")
    if total.status in ("met", "short"):
        assert ways - {"none"} == {total.status}
    elif total.status == "not_yet_due":
        assert ways == {"none"}
    else:
        assert len(ways) > 1


def _person(kind):
    spell = {"kind": "借调", "department": "税务", "start": "2024-01-01", "end": "2024-12-31"}
    known = {"department": "卫健", "born": "1990-01-01", "served_from": "2015-01-01"}
    return {
        "met": {**known, "spells": [spell]},
        "short": {**known, "spells": []},
        "open": known,
        "young": {**known, "spells": [], "served_from": "2025-01-01"},
        "exempt": {
            **known, "spells": [],
            "exemptions": [{"ground": "驻外", "start": "2025-01-01", "approved_by": "组织部"}],
        },
    }[kind]  # fmt: skip


COVERAGE = plan(LOAN)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD, "GC520"),
        (POSTS + "  - {id: A}", "GC521"),
        (HEAD + "measure: posts", "GC521"),
        (SHARE + "  - {id: A, at_least: 5}", "GC522"),
        (
            HEAD + "measure: {part: budget, whole: posts}\nrequirements: [{id: A, at_least: 5%}]",
            "GC522",
        ),
        (HEAD + "measure: {whole: total}\nrequirements: [{id: A, at_least: 5%}]", "GC523"),
        (HEAD + "measure: small\nrequirements: [{id: A, at_least: 5}]", "GC524"),
        (POSTS.replace("scope: unit", "scope: none") + "  - {id: A, at_least: 3}", "GC262"),
        (POSTS + "  - {id: A, at_least: 3, at_most: 2}", "GC525"),
        (LOAN.replace("6 months", "37 months"), "GC525"),
        (LOAN.replace("6 months", "6 days"), "GC522"),
        (LOAN.replace("60%", "160%"), "GC525"),
        (LOAN.replace("of: exp,", "of: expp,"), "GC526"),
        (LOAN.replace("[loan]", "[lone]"), "GC258"),
        (HEAD + "secondment: {at_least: 24 months, at_most: 6 months, tolerance: 1}", "GC525"),
        (HEAD + "register: {at_least: 1, stale_after: 30 days, open_pairs: 1}", "GC522"),
        (
            HEAD + "uptime: {at_least: 99.99%, per: quarter, degraded: 50%, announced: 1个工作日}",
            "GC522",
        ),
    ],
)
def test_what_cannot_be_meant_is_reported(text, code):
    assert code in codes_of(text, vocabulary=WORDS)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_findings_are_told_in_every_language_and_written_as_data(language):
    met = _person("met")
    for found in (
        BUDGET.assess("s", {"name": "A", "budget": 1, "total": 3}, as_of=DAY),
        COVERAGE.assess("exp", {**_person("short"), "name": "A"}, as_of=DAY),
        COVERAGE.assess("cov", {"people": [met, _person("open")]}, as_of=DAY),
    ):
        lines = list(found.lines(BUDGET.vocabulary, language))
        assert len(lines) > 1
        assert all(lines)
        assert jsonable(found)["status"] == found.status
        assert pickle.loads(pickle.dumps(found)) == found


def test_mechanisms_can_be_pickled_with_their_plan():
    again = pickle.loads(pickle.dumps(COVERAGE))
    person = _person("met")
    assert again.assess("exp", person, as_of=DAY) == COVERAGE.assess("exp", person, as_of=DAY)


TRAINING = """
kind: standards
id: tr
source: rule 4
scope: unit
training:
  per: year
  counts: [core, more]
  repeats: once
  must_pass: true
  entrants: by_months
  class_hour: 45 minutes
  carry: {at_most: 6学时, periods: 1}
  exempt: [abroad]
  exempt_share: 50%
  tiers:
    - {id: T1, at_least: 20学时}
    - {id: T2, when: {small: 是}, at_least: 8学时, overrides: T1}
---
kind: standards
id: trc
source: rule 5
coverage: {of: tr, at_least: 60%}
"""
COURSES = WORDS.replace(
    "choices:\n", "choices:\n  course_kinds: {core: 主课, more: 选修, rest: 其他}\n", 1
)
LAST = date(2025, 12, 31)


def training(text: str = TRAINING):
    return plan_of(text, vocabulary=COURSES)


SITTING = st.fixed_dictionaries(
    {
        "course": st.sampled_from("abc"),
        "kind": st.sampled_from(["core", "more", "rest", None]),
        "start": st.dates(date(2024, 1, 1), date(2025, 12, 31)),
        "hours": st.integers(0, 16) | st.none(),
        "passed": st.sampled_from([True, False, None]),
    }
)
PERSON = st.fixed_dictionaries(
    {
        "small": st.sampled_from([True, False, None]),
        "served_from": st.sampled_from([date(2020, 1, 1), date(2025, 4, 1), None]),
        "attendances": st.lists(SITTING, max_size=5),
    }
)
SETTLED = ("met", "short", "not_applicable", "exempt")


@given(PERSON, st.data())
def test_an_answer_about_training_stays_when_facts_are_added(person, data):
    """What is settled is not changed by what was not known before."""
    found = training().assess("tr", person, as_of=LAST)
    more = {**person, "attendances": [dict(one) for one in person["attendances"]]}
    for one in more["attendances"]:
        for key, values in (
            ("kind", ["core", "more", "rest"]),
            ("hours", range(17)),
            ("passed", [True, False]),
        ):
            if one[key] is None:
                one[key] = data.draw(st.sampled_from(list(values)))
    more["small"] = data.draw(st.booleans()) if more["small"] is None else more["small"]
    if more["served_from"] is None:
        more["served_from"] = data.draw(st.sampled_from([date(2019, 5, 6), date(2025, 9, 9)]))
    known = training().assess("tr", more, as_of=LAST)
    assert known.status in (*SETTLED, "not_yet_due")
    if found.status in SETTLED:
        assert known.status == found.status
    for one, other in zip(found.findings, known.findings):
        if one.requirement == other.requirement and one.most is not None and person["served_from"]:
            assert one.hours.value <= other.hours.value


def test_whoever_may_have_begun_after_a_course_has_not_met_it_for_certain():
    """A course before service does not count, so that the start of service decides."""
    sat = {"course": "a", "kind": "core", "start": date(2025, 3, 1), "hours": 8, "passed": True}
    person = {"small": True, "served_from": None, "attendances": [sat]}
    found = training().assess("tr", person, as_of=LAST)
    assert (found.status, found.missing) == ("needs_evidence", ("served_from",))


@given(PERSON, SITTING)
def test_another_sitting_never_makes_it_worse(person, sitting):
    """Somebody who met the hours meets them with one course more."""
    before = training().assess("tr", person, as_of=LAST)
    more = {**person, "attendances": [*person["attendances"], sitting]}
    after = training().assess("tr", more, as_of=LAST)
    if before.status == "met":
        assert after.status == "met"


@given(st.lists(PERSON, max_size=5))
def test_attendances_are_counted_of_persons_one_by_one(people):
    """The turnout of all is the sum of the persons', courses counted once."""
    named = [{**one, "name": f"p{n}", "department": "civil"} for n, one in enumerate(people)]
    found = training().assess("trc", {"people": named}, as_of=LAST)
    ones = [training().assess("tr", one, as_of=LAST) for one in named]
    if not people:
        assert found.total.turnout is None
        return
    assert found.total.turnout.attendances == sum(one.attendances or 0 for one in ones)
    assert found.total.turnout.courses == len({c for one in ones for c in one.courses})
    assert found.persons == tuple(ones)
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("at_least: 20学时", "at_least: 20天次"), "GC2"),
        (("at_least: 20学时", "at_least: 20%"), "GC522"),
        (("at_least: 20学时", "at_least: 0学时"), "GC525"),
        (("at_most: 6学时", "at_most: 6件"), "GC522"),
        (("periods: 1}", "periods: 0}"), "GC525"),
        (("[core, more]", "[core, mor]"), "GC258"),
        (("overrides: T1", "overrides: T9"), "GC260"),
        (("exempt_share: 50%", "exempt_share: 150%"), "GC525"),
        (("{of: tr,", "{of: t,"), "GC526"),
        (("tiers:\n", "tiers: []\n  other:\n"), "GC2"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_about_training_is_reported(change, code):
    """Each mistake with its code."""
    codes = codes_of(TRAINING.replace(*change), vocabulary=COURSES)
    assert any(found.startswith(code) for found in codes), codes


def test_a_standard_in_hours_takes_class_hours_and_the_other_way_round():
    """By the declared length; without one the two do not mix."""
    hours = (
        TRAINING.replace("20学时", "15小时").replace("8学时", "6小时").replace("6学时,", "4小时,")
    )
    given_ = {"small": False, "served_from": date(2020, 1, 1)}
    sat = {
        "course": "a",
        "kind": "core",
        "start": date(2025, 3, 3),
        "end": date(2025, 3, 7),
        "passed": True,
    }
    found = training(hours).assess(
        "tr", {**given_, "attendances": [{**sat, "hours": "20学时"}]}, as_of=LAST
    )
    assert found.status == "met"
    bare = hours.replace("  class_hour: 45 minutes\n", "")
    with pytest.raises(CaseError) as caught:
        training(bare).assess(
            "tr", {**given_, "attendances": [{**sat, "hours": "20学时"}]}, as_of=LAST
        )
    assert caught.value.name == "hours"


def test_a_year_may_be_written_as_a_number():
    """As YAML and spreadsheets give it."""
    found = training().assess("tr", {"period": 2024, "attendances": []}, as_of=LAST)
    assert found.period_from == date(2024, 1, 1)


DEVIATION = """
kind: standards
id: dev
source: rule 6
deviation: {at_most: 5%, weights: given, late_full_after: 90 days}
"""
CLAUSE = st.fixed_dictionaries(
    {
        "weight": st.integers(1, 9),
        "carried_out": st.sampled_from([True, False, None]),
        "planned": st.none() | st.integers(0, 10),
        "done": st.none() | st.integers(0, 10),
        "way": st.sampled_from(["at_least", "at_most", "exactly", None]),
        "due": st.none() | st.dates(date(2025, 11, 1), date(2026, 2, 1)),
    }
)


@given(st.lists(CLAUSE, min_size=1, max_size=4), st.data())
def test_the_rate_of_a_policy_stays_in_its_range_when_facts_are_added(clauses, data):
    """And parts of the rate add up to it."""
    known = plan(DEVIATION)
    for n, one in enumerate(clauses):
        one["id"] = str(n)
        if one["carried_out"] is False:
            one["done"] = None
    found = known.assess("dev", {"clauses": clauses}, as_of=LAST)
    due = [one for one in found.clauses if one.weight is not None]
    if found.least is not None:
        assert sum(one.weight.value for one in due) == 100
        assert sum(one.adds_least.value for one in due) == found.least.value
        assert sum(one.adds_most.value for one in due) == found.most.value
    more = [dict(one) for one in clauses]
    for one in more:
        if one["carried_out"] is not False and one["planned"] is not None and one["done"] is None:
            one["done"] = data.draw(st.integers(0, 10))
        if one["way"] is None:
            one["way"] = data.draw(st.sampled_from(["at_least", "at_most", "exactly"]))
        if one["carried_out"] is None and one["planned"] is None and one["done"] is None:
            one["carried_out"] = data.draw(st.booleans())
    after = known.assess("dev", {"clauses": more}, as_of=LAST)
    states = [
        (a.weight is None) == (b.weight is None) for a, b in zip(found.clauses, after.clauses)
    ]
    if all(states) and after.least is not None:
        assert found.least.value <= after.least.value
        assert after.most.value <= found.most.value
        if found.status in ("met", "over"):
            assert after.status == found.status


def test_the_rate_feeds_the_target_of_the_plan():
    """The rate of the mechanism is the figure that the target asks for."""
    shipped = shipped_plan()
    clauses = [
        {"id": "1", "weight": 96, "carried_out": True},
        {"id": "2", "weight": 4, "carried_out": False},
    ]
    found = shipped.assess("policy_deviation", {"clauses": clauses}, as_of=LAST)
    series = [{"target": "T17", "series": {"2025": found.rate.to_dict()}}]
    targets = next(m for m in shipped.mechanisms.values() if m.kind == "targets")
    standing = shipped.assess(targets.id, {"figures": series}, as_of=LAST)
    one = jsonable(standing)["targets"]["T17"]
    assert [level["status"] for level in one["levels"]] == ["attained"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("at_most: 5%", "at_most: 105%"), "GC525"),
        (("at_most: 5%", "at_most: 5件"), "GC522"),
        (("90 days", "0 days"), "GC525"),
        (("90 days", "90个工作日"), "GC522"),
    ],
)
def test_what_cannot_be_meant_about_deviation_is_reported(change, code):
    """Each mistake with its code."""
    assert code in codes_of(DEVIATION.replace(*change), vocabulary=WORDS)


KNOWN = st.fixed_dictionaries(
    {
        "course": st.sampled_from("abc"),
        "kind": st.sampled_from(["core", "more", "rest"]),
        "start": st.dates(date(2023, 1, 1), date(2025, 12, 31)),
        "hours": st.integers(0, 16),
        "passed": st.booleans(),
    }
)


@given(
    st.lists(KNOWN, max_size=6),
    st.booleans(),
    st.sampled_from([date(2020, 1, 1), date(2024, 7, 1)]),
)
def test_hours_of_training_are_those_of_a_plain_reckoning(sittings, small, served):
    """Courses once, what is beyond carried into the next year, entrants by months."""
    found = training().assess(
        "tr", {"small": small, "served_from": served, "attendances": sittings}, as_of=LAST
    )
    need = {year: Fraction(8 if small else 20) for year in (2023, 2024, 2025)}
    if served.year == 2024:
        need[2023], need[2024] = Fraction(0), need[2024] / 2
    best, carried, own = {}, Fraction(0), Fraction(0)
    for year in (2023, 2024, 2025):
        own = Fraction(0)
        for course in "abc":
            here = [s["hours"] for s in sittings
                    if s["course"] == course and s["start"].year == year and s["passed"]
                    and s["kind"] != "rest" and s["start"] >= served]  # fmt: skip
            most = max(here, default=0)
            own += max(most - best.get(course, 0), 0)
            best[course] = max(best.get(course, 0), most)
        if year < 2025:
            spare = max(own - max(need[year] - carried, 0), 0)
            carried = min(spare, Fraction(6))
    (one,) = found.findings
    assert one.hours.value == own
    assert (one.carried.value if one.carried else 0) == carried
    short = need[2025] - own - carried
    assert found.status == ("short" if short > 0 else "met")
    assert (one.short.value if one.short else 0) == max(short, 0)


def test_hours_carried_over_as_told_do_not_make_a_course_count_again():
    """What was carried is told; what was taken before is known all the same."""
    sat = {"course": "a", "kind": "core", "hours": 12, "passed": True}
    given_ = {
        "small": False, "served_from": date(2020, 1, 1), "carried": 6,
        "attendances": [{**sat, "start": date(2024, 3, 4)}, {**sat, "start": date(2025, 3, 3)}],
    }  # fmt: skip
    (one,) = training().assess("tr", given_, as_of=LAST).findings
    assert (one.carried.value, one.hours.value, one.short.value) == (6, 0, 14)


def test_days_for_which_an_exemption_is_claimed_are_no_violations_for_certain():
    """Without a known approval it is open whether the duty failed on them."""
    claimed = {"ground": "驻外", "start": "2025-01-01"}
    person = {**_person("short"), "exemptions": [claimed]}
    found = COVERAGE.assess("exp", person, as_of=DAY)
    assert found.status == "needs_evidence"
    assert found.violations[-1].last == date(2024, 12, 31)


def test_nobody_is_born_after_the_day_that_is_looked_at():
    """Such a day of birth is a slip, and no young person."""
    with pytest.raises(CaseError) as caught:
        COVERAGE.assess("exp", {"born": "2025-07-01", "spells": []}, as_of=DAY)
    assert caught.value.name == "born"
    assert "2025-07-01" in caught.value.message("zh-Hans")


def test_whose_facts_are_missing_is_said_of_each_person():
    """A coverage that waits for evidence says what to ask of whom."""
    person = {"name": "甲", "department": "税务", "born": "1990-01-01", "served_from": "2010-01-01"}
    found = COVERAGE.assess("cov", {"people": [person]}, as_of=DAY)
    assert any("跨部门经历" in told for told in found.lines(COVERAGE.vocabulary, "zh-Hans"))


UPTIME = plan(
    HEAD.replace("scope: unit\n", "")
    + """
uptime: {at_least: 99.99%, per: quarter, degraded: 50%, announced: 24 hours}
"""
)


def _outage(**facts):
    given = {"start": "2025年5月1日 10:00", "end": "2025-05-01 10:16:40", **facts}
    return UPTIME.assess("s", {"day": "2025-06-30", "outages": [given]}, as_of=DAY)


@pytest.mark.parametrize(
    ("facts", "status", "sure"),
    [
        ({"state": "中断"}, "short", None),
        ({"state": "降级"}, "met", None),
        ({"unannounced": True}, "needs_evidence", 500),
        ({}, "needs_evidence", 0),
    ],
)
def test_an_outage_of_an_unknown_state_is_neither_down_nor_degraded(facts, status, sure):
    """A thousand seconds are too much if it was down, and not if it was degraded."""
    found = _outage(**facts)
    assert found.status == status
    known = found.lost_for_certain
    assert (known if sure is None else known.value) == sure


@pytest.mark.parametrize(
    ("language", "word"), [("zh-Hans", "计划内维护"), ("zh-Hant", "計劃內維護")]
)
def test_the_states_of_an_outage_are_told_in_the_script_of_the_reader(language, word):
    """Simplified to one, traditional to the other."""
    with pytest.raises(CaseError) as caught:
        _outage(state="维护")
    assert word in caught.value.message(language)


def test_three_days_of_a_course_are_not_seventy_two_hours():
    """Hours and minutes are hours of a course, days are not."""
    sat = {"course": "a", "kind": "core", "start": date(2025, 3, 1), "hours": "3天", "passed": True}
    person = {"small": True, "served_from": date(2020, 1, 1), "attendances": [sat]}
    with pytest.raises(CaseError) as caught:
        training().assess("tr", person, as_of=LAST)
    assert caught.value.name == "hours"
