"""Intake, consultations and surveys: what is wrong with a document, what comes out of a record."""

from __future__ import annotations

import json
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.plain import jsonable
from govcoord.scoring.raw import REPORTED, SMALL_SAMPLE, UnfitError
from tests.support.kind_texts import VOCABULARY, codes_of, plan_of

WORDS = VOCABULARY.replace(
    "choices:\n",
    """choices:
  report_channels: {phone: 热线, grid: 网格员}
  report_categories:
    road: 道路
    lamp: {title: 路灯, under: road}
    hole: {title: 坑洞, under: road}
    noise: 噪声
  report_urgency: {sudden: 突发, plain: 一般}
  cells: {north: 北片, n1: {title: 北一, under: north}, n2: {title: 北二, under: north}}
""",
).replace(
    "attributes:\n",
    """attributes:
  kind: {type: choice, of: report_categories}
  haste: {type: choice, of: report_urgency}
  times: {type: integer}
""",
)
WAYS = """
kind: table
id: ways
source: rule 1
hit: first
outputs: {way: {type: choice, values: {call: 会商, send: 派单}}}
rules:
  - {id: W1, when: {urgent: 是}, then: {way: call}}
  - {id: W2, when: {times: 3以上}, then: {way: call}}
  - {id: W3, then: {way: send}}
"""
INTAKE = """
kind: intake
id: desk
source: rule 2
places: cells
merge: {within: 24小时, since: last, repeat: 30天}
limits: {sudden: 2小时, plain: 7天}
dispatch: {tell: [way], category: kind, urgency: haste, times: times}
"""
GRID = """
kind: intake
id: desk
source: rule 2
grid: {x: {from: 100, size: 0.1, count: 3}, y: {from: 20, size: 1/3, count: 2}}
merge: {within: 90分钟, since: first}
"""
CONSULTATION = """
kind: consultation
id: consultation
source: rule 3
notice: {at_least: 30天, count_first: 是, day_off: counts, counts_from: all_published, urgent: 7天}
papers: {draft: 草案, reasons: 说明}
channels: {web: 网站, meeting: 座谈会}
channels_at_least: 2
answer: {within: 20个工作日, from: closed, reason_for: [not_adopted]}
summary: 20个工作日
"""
SURVEY = """
kind: survey
id: survey
source: rule 4
options:
  good: {title: 满意, counts: favourable, points: 100}
  bad: {title: 不满意, counts: unfavourable, points: 0}
  unsure: {title: 说不清, counts: left_out}
minimum: 30
confidence: 95%
digits: 2
total: pooled
target: 90%
response: 50%
independent: 是
"""


@pytest.mark.parametrize(
    ("text", "old", "new", "code"),
    [
        (INTAKE, "places: cells\n", "", "GC550"),
        (GRID, "merge:", "places: cells\nmerge:", "GC550"),
        (INTAKE, "24小时", "1天", "GC551"),
        (INTAKE, "24小时", "3个工作日", "GC551"),
        (INTAKE, "30天", "1个月", "GC551"),
        (INTAKE, "24小时", "24", "GC664"),
        (GRID, "size: 0.1", "size: 0", "GC553"),
        (GRID, "count: 2", "count: 0", "GC553"),
        (INTAKE, "places: cells", "places: cell", "GC554"),
        (INTAKE, "tell: [way]", "tell: [urgent]", "GC555"),
        (INTAKE, "tell: [way]", "tell: [weg]", "GC555"),
        (INTAKE, "category: kind", "category: haste", "GC556"),
        (INTAKE, "times: times", "times: kind", "GC556"),
        (INTAKE, "sudden:", "at_once:", "GC258"),
        (INTAKE, "2小时", "2件", "GC664"),
        (INTAKE, "source: rule 2\n", "", "GC501"),
        (CONSULTATION, "30天", "30小时", "GC560"),
        (CONSULTATION, "within: 20个工作日", "within: 24小时", "GC560"),
        (CONSULTATION, "summary: 20个工作日", "summary: 24小时", "GC560"),
        (CONSULTATION, "urgent: 7天", "urgent: 30天", "GC561"),
        (CONSULTATION, "urgent: 7天", "urgent: 7个工作日", "GC561"),
        (CONSULTATION, "channels_at_least: 2", "channels_at_least: 3", "GC562"),
        (CONSULTATION, "papers: {draft: 草案, reasons: 说明}\n", "", "GC563"),
        (CONSULTATION, "source: rule 3\n", "", "GC501"),
        (SURVEY, "counts: favourable", "counts: unfavourable", "GC565"),
        (SURVEY, "counts: unfavourable", "counts: favourable", "GC565"),
        (SURVEY, "95%", "94%", "GC566"),
        (SURVEY, "minimum: 30", "minimum: 0", "GC567"),
        (SURVEY, "digits: 2", "digits: 13", "GC567"),
        (SURVEY, "counts: unfavourable, points: 0", "counts: unfavourable", "GC568"),
        (SURVEY, "counts: left_out", "counts: left_out, points: 50", "GC568"),
        (SURVEY, "target: 90%", "target: 90", "GC670"),
        (SURVEY, "source: rule 4\n", "", "GC501"),
    ],
)
def test_what_is_wrong_with_a_document(text, old, new, code):
    assert old in text
    assert codes_of(WAYS, text.replace(old, new), vocabulary=WORDS) == [code]


def test_an_intake_needs_its_lists():
    """Channels, categories and, with limits, degrees of urgency."""
    text = INTAKE.partition("dispatch")[0].replace("places: cells", "places: roles")
    assert codes_of(text) == ["GC552"] * 3


PLANS = {
    name: plan_of(WAYS, text, vocabulary=WORDS)
    for name, text in {
        "desk": INTAKE, "grid": GRID, "consultation": CONSULTATION, "survey": SURVEY,
    }.items()
}  # fmt: skip


def assess(name, given, as_of=date(2026, 3, 4)):
    mechanism = "desk" if name == "grid" else name
    return PLANS[name].assess(mechanism, given, as_of=as_of)


def report(id_, at, **facts):
    return {"id": id_, "channel": "phone", "at": at, "place": "n1", "category": "lamp", **facts}


EIGHT = "2026-03-02 08:00"
RECORDS = {
    "desk": {
        "now": "2026-03-04 09:00",
        "reports": [
            report("A", EIGHT, urgency="plain", reporter="甲", facts={"urgent": False}),
            report("B", "2026-03-03 07:00", channel="grid", urgency="sudden", anonymous=True),
            report("C", "2026-03-04 06:00", closed="2026-03-04 07:00"),
            report("D", "2026-03-04 08:00", facts={"urgent": True}),
            report("E", "2026-03-04"),
            report("F", "2026-03-04 08:00", place="north", category=None),
            report("G", None, same_as="A", reporter="乙"),
            report("H", "2026-03-04 08:30", same_as="F"),
            report("I", "2026-03-04 08:30", apart=True),
            report("Z", "2026-03-04 09:30"),
        ],
    },
    "grid": {"reports": [{"id": "A", "channel": "phone", "x": "100.2", "y": "20.4"}]},
    "consultation": {
        "opened": "2026-02-02", "closed": "2026-03-03", "channels": ["web", "座谈会"],
        "published": {"草案": "2026-02-02", "reasons": "2026-02-02"},
        "opinions": [{"id": "1", "at": "2026-02-03", "answer": "不采纳", "answered": "2026-03-04"}],
    },
    "survey": {
        "period": "2026", "groups": [{"id": "甲", "answers": {"满意": 30, "bad": 5}, "asked": 60}],
        "earlier": {"groups": [{"id": "甲", "answers": {"good": 12, "bad": 28}}]},
    },
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_results_are_told_in_every_language_and_kept(name, language):
    result = assess(name, RECORDS[name])
    json.dumps(jsonable(result))
    assert pickle.loads(pickle.dumps(result)) == result
    lines = list(result.lines(PLANS[name].vocabulary, language))
    assert lines
    assert not [line for line in lines if "{" in line or "None" in line]


def test_merged_reports_are_explained_and_doubtful_ones_are_not_merged():
    """Since the last report, with joins by persons, and nothing from later than now."""
    result = assess("desk", RECORDS["desk"])
    told = {t.id: [(r.id, r.how, r.of) for r in t.reports] for t in result.tickets}
    assert told == {
        "A": [
            ("A", "opened", None), ("B", "window", "A"), ("C", "window", "B"), ("G", "person", "A"),
        ],
        "D": [("D", "opened", None)],
        "I": [("I", "apart", None)],
    }  # fmt: skip
    second = result.tickets[1]
    assert (second.follows, second.because, second.times) == ("A", "closed", 2)
    first = result.tickets[0]
    assert (first.urgency, str(first.due), first.state) == ("sudden", "2026-03-03 09:00:00", "late")
    assert [one.state for one in first.answers] == ["open", None, "undated", "undated"]
    doubts = {one.id: (one.doubts, one.may_be) for one in result.doubtful}
    assert doubts == {
        "E": (("hour_unknown",), ("A", "D", "I")),
        "F": (("place_coarse", "category_unknown"), ("A", "D", "I")),
        "H": (("same_as_doubtful",), ("A", "D", "I")),
    }
    assert result.counts == {
        "reports": 9, "tickets": 3, "merged": 3, "doubtful": 3, "repeated": 1, "later": 1,
        "unread": 0,
    }  # fmt: skip


def test_a_ticket_is_dispatched_by_the_tables_of_the_plan():
    """With its own category, urgency and number of times; contradictions are not known facts."""
    result = assess("desk", RECORDS["desk"])
    assert [dict(ticket.told) for ticket in result.tickets] == [
        {"way": "send"},
        {"way": "call"},
        {"way": None},
    ]
    assert result.tickets[2].ask == ("urgent",)
    given = {"now": "2026-03-04 09:00", "reports": [
        report("A", "2026-03-02 08:00", facts={"urgent": True}),
        report("B", "2026-03-02 09:00", facts={"urgent": False}),
    ]}  # fmt: skip
    (ticket,) = assess("desk", given).tickets
    assert (ticket.differing, ticket.told["way"]) == (("urgent",), None)
    often = [
        report(
            f"R{n}", f"2026-03-0{n} 08:00", closed=f"2026-03-0{n} 09:00", facts={"urgent": False}
        )
        for n in (1, 2, 3)
    ]
    made = assess("desk", {"now": "2026-03-04 09:00", "reports": often}).tickets
    assert [(ticket.times, ticket.told["way"]) for ticket in made] == [
        (1, "send"),
        (2, "send"),
        (3, "call"),
    ]


def test_a_place_that_is_not_listed_is_told_with_those_that_are():
    """The places are named with their titles, as for every other list."""
    with pytest.raises(CaseError) as caught:
        assess("desk", {"reports": [report("A", "2026-03-02 08:00", place="东片")]})
    assert str(caught.value.expected).startswith("one of `north`")
    assert "`n1`" in str(caught.value.expected)


@given(st.permutations(RECORDS["desk"]["reports"]))
def test_the_order_of_the_file_is_no_matter(reports):
    """The whole result is the same, doubtful reports and dispatch included."""
    there = assess("desk", {**RECORDS["desk"], "reports": reports})
    assert jsonable(there) == jsonable(assess("desk", RECORDS["desk"]))


@pytest.mark.parametrize(
    ("place", "x", "y", "found", "doubts"),
    [
        (None, "100.1", "20", "2-1", ()),
        (None, "100.0999999999999999999", "20", "1-1", ()),
        (None, "100", "61/3", "1-2", ()),
        ("2-1", None, None, "2-1", ()),
        ("2-1", "100.15", "20.1", "2-1", ()),
        ("2-1", "100.05", "20.1", None, ("places_differ",)),
        (None, "100.3", "20.1", None, ("place_outside",)),
        (None, "100.2", None, None, ("place_unknown",)),
        (None, None, None, None, ("place_unknown",)),
    ],
)
def test_points_of_a_grid(place, x, y, found, doubts):
    """Exact at the edges: a cell holds its lower and left edge."""
    given = {"id": "A", "channel": "phone", "at": "2026-03-02 08:00", "category": "noise"}
    result = assess("grid", {"reports": [{**given, "place": place, "x": x, "y": y}]})
    assert [ticket.place for ticket in result.tickets] == ([found] if found else [])
    assert [one.doubts for one in result.doubtful] == ([doubts] if doubts else [])


def test_tickets_of_cells_that_touch_are_shown_to_a_person_and_not_merged():
    """Of one category and within the time of merging; never across the edge of the grid."""

    def at(id_, time, place, category="noise"):
        return {"id": id_, "channel": "phone", "at": time, "place": place, "category": category}

    given = [
        at("A", "2026-03-02 08:00", "1-1"),
        at("B", "2026-03-02 09:30", "2-2"),
        at("C", "2026-03-02 09:31", "2-1"),
        at("D", "2026-03-02 08:00", "3-1"),
        at("E", "2026-03-02 08:00", "1-2", "hole"),
    ]
    tickets = assess("grid", {"reports": given}).tickets
    assert {ticket.id: ticket.near for ticket in tickets} == {
        "A": ("B",), "B": ("A", "C", "D"), "C": ("B",), "D": ("B",), "E": (),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "given", "attribute"),
    [
        ("grid", {"reports": [{"id": "A", "channel": "phone", "place": "4-1"}]}, "place"),
        ("desk", {"reports": [report("A", "2026-03-02 08:00", place="东片")]}, "place"),
        ("desk", {"reports": [report("A", EIGHT, facts={"urgent": "也许"})]}, "urgent"),
        ("desk", {"reports": [report("A", None, facts={"urgent": "也许"})]}, "urgent"),
        ("desk", {"now": "2026-03-05 08:00", "reports": []}, "now"),
        ("consultation", {"opinions": [{"id": "1", "at": EIGHT, "channel": "信"}]}, "channel"),
        ("consultation", {"published": {"草案": "2026-02-03", "draft": "2026-02-03"}}, "draft"),
        ("survey", {"groups": [{"id": "甲", "answers": {"满意": 3, "good": 5}}]}, "good"),
        ("survey", {"groups": []}, "groups"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(name, given, attribute):
    with pytest.raises(CaseError) as caught:
        assess(name, given)
    assert caught.value.name == attribute
    for language in ("zh-Hans", "zh-Hant"):
        assert caught.value.message(language)


def test_a_desk_with_limits_asks_for_the_day():
    with pytest.raises(CaseError) as caught:
        assess("desk", {"reports": []}, as_of=None)
    assert caught.value.name == "as_of"
    assert assess("grid", {"reports": []}, as_of=None).tickets == ()


def test_a_change_of_the_total_is_told_where_groups_have_other_names():
    """And not twice where the one group says it already."""
    earlier = RECORDS["survey"]["earlier"]["groups"][0]
    for name, told in (("甲", ["甲"]), ("乙", ["合计"])):
        given_ = {**RECORDS["survey"], "earlier": {"groups": [{**earlier, "id": name}]}}
        result = assess("survey", given_)
        lines = result.lines(PLANS["survey"].vocabulary, "zh-Hans")
        assert [line.partition("：")[0] for line in lines if "个百分点" in line] == told


SCORECARD = """
kind: scorecard
id: card
source: rule 5
subject: departments
rounding: {digits: 2}
missing: fail
not_applicable: reweight
below_minimum: unranked
indicators:
  survey:
    weight: 100%
    unit: percent
    direction: higher
    minimum_sample: 30
    evaluator: independent
    normalise: {method: share_of_target, target: 100%}
ranking: {ties: same_rank_then_skip}
"""
(LEAF,) = plan_of(SCORECARD).scorecard("card").indicators


@given(st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_a_scorecard_takes_a_survey_as_it_is_and_agrees_on_the_sample(good, bad, weighted):
    """The same figure, the same least sample, the same evaluator."""
    groups = [
        {"id": "a", "population": 300, "answers": {"good": good, "bad": 1}},
        {"id": "b", "population": 100, "answers": {"bad": bad}},
    ]
    plan = WEIGHTED if weighted else PLANS["survey"]
    given_ = {"surveyor": "某大学", "independent": True, "groups": groups}
    result = plan.assess("survey", given_)
    if result.figure is None:
        assert result.total.rate is None
        return
    value, state = LEAF.read(result.figure, "civil")
    assert (state == REPORTED) == (result.total.status == "rate")
    assert (state == SMALL_SAMPLE) == (result.total.status == "insufficient_sample")
    if result.total.rate is not None:
        assert value == result.total.rate * 100
    with pytest.raises(UnfitError):
        LEAF.read(result.figure, "某大学")


WEIGHTED = plan_of(WAYS, SURVEY.replace("pooled", "by_population"), vocabulary=WORDS)
