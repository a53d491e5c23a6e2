"""Who works with whom is what plain counting and another library find."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_plan

from govcoord.errors import CaseError
from govcoord.graph.coordination_changes import bodies, changes, membership
from govcoord.graph.coordination_graph import coordination, measured
from govcoord.graph.logs import read_log
from govcoord.graph.measures import (
    betweenness,
    brokered,
    communities,
    modularity,
    network,
    single_points,
)
from govcoord.graph.traffic import Traffic

ROOT = Path(__file__).parents[3]
REAL = ROOT.parent / "shared" / "data" / "permit_receipts" / "events.csv"
SAMPLE = ROOT / "examples" / "permit_receipts" / "sample" / "events.csv"
LOGS = [
    SAMPLE,
    pytest.param(REAL, marks=pytest.mark.skipif(not REAL.exists(), reason="no shared data")),
]

NAMES = "abcdefgh"


@st.composite
def networks(draw):
    pairs = draw(
        st.dictionaries(st.sampled_from([*combinations(NAMES, 2)]), st.integers(1, 6), max_size=20)
    )
    return network(NAMES, pairs)


def as_nx(links):
    graph = nx.Graph()
    graph.add_nodes_from(links)
    for a, mine in links.items():
        for b, weight in mine.items():
            # 60 is divided by every weight up to 6: lengths are whole and exact
            graph.add_edge(a, b, weight=weight, length=60 // weight)
    return graph


@given(networks())
def test_betweenness_is_that_of_networkx(links):
    """Held against another implementation, with whole lengths."""
    expected = nx.betweenness_centrality(as_nx(links), weight="length", normalized=False)
    found = betweenness(links)
    assert found.keys() == expected.keys()
    for name, value in found.items():
        assert float(value) == pytest.approx(expected[name], abs=1e-9)


def test_betweenness_stays_right_where_lengths_are_rounded():
    """So many prime weights that no common multiple is kept: a star is still a star."""
    primes = [p for p in range(2, 6000) if all(p % d for d in range(2, int(p**0.5) + 1))]
    links = network(["hub", *map(str, primes)], {tuple(sorted(("hub", str(p)))): p for p in primes})
    found = betweenness(links)
    assert found["hub"] == len(primes) * (len(primes) - 1) // 2
    assert set(found.values()) == {0, found["hub"]}


@given(networks())
def test_brokered_pairs_and_single_points_are_those_of_plain_counting(links):
    whole = as_nx(links)
    for name, mine in links.items():
        assert brokered(links)[name] == sum(b not in links[a] for a, b in combinations(mine, 2))
    points = single_points(links)
    for name in links:
        rest = whole.copy()
        rest.remove_node(name)
        more = nx.number_connected_components(rest) - nx.number_connected_components(whole)
        assert (name in points) is (more > 0)
        if name in points:
            assert len(points[name]) == more + 1


@given(networks())
def test_communities_part_all_names_and_hang_together(links):
    """Each name once; connected; modularity as networkx counts it and no worse than one group."""
    whole, groups = as_nx(links), communities(links)
    assert sorted(name for group in groups for name in group) == sorted(links)
    assert all(nx.is_connected(whole.subgraph(group)) for group in groups)
    value = modularity(links, groups)
    if value is None:
        assert not whole.edges
        return
    assert float(value) == pytest.approx(nx.community.modularity(whole, groups, weight="weight"))
    for a, b in combinations(range(len(groups)), 2):
        joined = [g for n, g in enumerate(groups) if n not in (a, b)] + [groups[a] + groups[b]]
        assert value >= modularity(links, joined)


def test_planted_groups_are_found():
    """Three teams that seldom meet."""
    pairs = {pair: 9 for team in ("abc", "def", "gh") for pair in combinations(team, 2)}
    links = network(NAMES, pairs | {("c", "d"): 1, ("f", "g"): 1})
    assert communities(links) == (("a", "b", "c"), ("d", "e", "f"), ("g", "h"))


@given(st.lists(st.tuples(st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))))
def test_traffic_counts_each_case_once_for_each_pair(cases):
    """Cases, leads, pairs and waits against plain counters."""
    traffic = Traffic()
    pairs, seen, led, waits = Counter(), Counter(), Counter(), Counter()
    for others, lead in cases:
        mine = others | {lead}
        passed = [(lead, one, n or None, n > 1) for n, one in enumerate(sorted(others))]
        traffic.add(mine, lead, passed)
        pairs.update(combinations(sorted(mine), 2))
        seen.update(mine)
        led[lead] += 1
        for n, one in enumerate(sorted(others)):
            waits[lead, one] += n
    assert traffic.cases == len(cases)
    assert traffic.pairs == pairs
    assert traffic.departments == {name: (seen[name], led[name]) for name in sorted(seen)}
    assert {(one.source, one.target): one.waited for one in traffic.passed} == waits


def plain_count(path):
    """Hand-overs and their waiting by nothing but the rows of the file."""
    cases = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            try:
                at = datetime.fromisoformat(row["timestamp"]).astimezone(UTC)
            except ValueError:
                continue
            cases.setdefault(row["case_id"], []).append((at, row["group"]))
    times, waits = Counter(), Counter()
    for events in cases.values():
        events.sort(key=lambda event: event[0])
        for (t, a), (u, b) in pairwise(events):
            if a != b:
                times[a, b] += 1
                waits[a, b] += (u - t) // timedelta(microseconds=1)
    return times, waits


@pytest.mark.parametrize("path", LOGS)
def test_hand_overs_of_a_log_are_those_of_plain_counting(path):
    times, waits = plain_count(path)
    found = coordination(read_log(path))
    assert {(h.source, h.target): h.times for h in found.handovers} == times
    for one in found.handovers:
        assert one.waited == Fraction(waits[one.source, one.target], 86_400_000_000)


@pytest.mark.parametrize("path", LOGS)
def test_hand_overs_of_a_log_are_those_of_pm4py(path):
    """An independent process-mining tool counts the same and measures the same waiting."""
    pm4py = pytest.importorskip("pm4py")
    pandas = pytest.importorskip("pandas")
    rows = pandas.read_csv(path)
    rows["timestamp"] = pandas.to_datetime(
        rows["timestamp"], utc=True, format="ISO8601", errors="coerce"
    )
    rows = rows[rows["timestamp"].notna()]
    names = {"case_id_key": "case_id", "activity_key": "group", "timestamp_key": "timestamp"}
    follows, _, _ = pm4py.discover_dfg(rows, **names)
    times, _, _ = pm4py.discover_performance_dfg(rows, **names)
    found = coordination(read_log(path))
    mine = {(h.source, h.target): h for h in found.handovers}
    assert {pair: h.times for pair, h in mine.items()} == {
        (a, b): n for (a, b), n in follows.items() if a != b
    }
    for pair, handover in mine.items():
        assert float(handover.mean) * 86400 == pytest.approx(times[pair]["mean"], abs=1e-3)


def test_the_real_log_is_as_its_description_says():
    if not REAL.exists():
        pytest.skip("no shared data")
    log = read_log(REAL)
    assert (log.events, len(log.traces), log.rejected) == (8577, 1434, ())
    found = coordination(log)
    assert found.cases - found.alone == 1318
    assert found.by_betweenness()[0].department == "Group 1"


ROWS = [
    {"case": "1", "activity": "ask", "department": "tax", "time": "2026-03-01"},
    {"case": "1", "activity": "look", "department": "EMPTY", "time": "2026-03-02 12:00"},
    {"case": "1", "activity": "check", "department": "fire", "time": "2026-03-03"},
]


def test_who_is_not_named_took_no_part():
    """A word that names nobody hides the hand-over; nobody else gets it."""
    found = coordination(read_log(ROWS, unnamed=["EMPTY"]))
    assert [one.department for one in found.departments] == ["fire", "tax"]
    assert found.handovers == ()
    assert [link.cases for link in found.links] == [1]


def test_every_row_is_an_event_or_is_rejected(tmp_path):
    """Bad times, offsets among times without, cells that are not there; places are lines."""
    path = tmp_path / "日志.csv"
    path.write_text(
        "案件编号,环节,部门,时间\n1,受理、登记,民政;税务,2026-03-01\n1,核对,税务,昨天\n"
        "1,核对,税务,2026-03-01T10:00+08:00\n,核对,税务,2026-03-02\n2,核对\n2,核对,,2026-03-02\n",
        encoding="utf-8-sig",
    )
    log = read_log(path)
    assert log.traces["1"][0].activity == "受理、登记"
    assert log.departments == ("民政;税务",)
    assert log.traces["2"][0].department is None
    assert [(error.where.rsplit(":", 1)[1], error.name) for error in log.rejected] == [
        ("3", "时间"),
        ("4", "时间"),
        ("5", "案件编号"),
        ("6", "时间"),
    ]


def test_a_log_without_a_column_says_which(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("case_id,activty,group,timestamp\n1,a,b,2026-03-01\n", encoding="utf-8")
    with pytest.raises(CaseError, match="did you mean `activty`"):
        read_log(path)
    assert read_log(path, columns={"activity": "activty"}).events == 1
    with pytest.raises(CaseError, match="one of"):
        read_log(path, columns={"who": "group"})


def test_periods_are_told_apart_and_compared():
    rows = [
        *ROWS,
        {"case": "2", "activity": "ask", "department": "tax", "time": "2026-04-01"},
        {"case": "2", "activity": "see", "department": "water", "time": "2026-04-05"},
    ]
    log = read_log(rows)
    march = coordination(log, until=date(2026, 3, 31))
    april = coordination(log, since=date(2026, 4, 1))
    assert (march.cases, april.cases) == (1, 1)
    said = changes(march, april)
    assert said.appeared == ("water",)
    assert said.left == ("EMPTY", "fire")
    assert [(one.a, one.b, one.before, one.after) for one in said.links] == [
        ("EMPTY", "fire", 1, 0), ("EMPTY", "tax", 1, 0), ("fire", "tax", 1, 0),
        ("tax", "water", 0, 1),
    ]  # fmt: skip
    assert [(w.source, w.target, w.after) for w in said.waiting if w.after] == [("tax", "water", 4)]
    assert changes(march, march).links == changes(march, march).waiting == ()


def test_members_are_held_against_those_who_work():
    traffic = Traffic()
    traffic.add(["fire", "tax"])
    traffic.add(["fire", "tax", "water"])
    found = membership(measured(traffic), "board", ["fire", "tax", "land"])
    assert found.without_seat == (("water", 2),)
    assert found.without_cases == ("land",)
    assert (found.covered, found.shared, found.share) == (2, 4, Fraction(1, 2))
    assert [one.seated for one in found.groups] == [("fire", "tax")]


def test_the_bodies_of_the_plan_have_members():

    found = bodies(shipped_plan())
    assert found
    known = shipped_plan().vocabulary.choices["departments"].ids
    assert all(set(members) <= known for members in found.values())


RULES = {
    "words.yaml": """
kind: vocabulary
id: words
departments: {tax: 税务, fire: 消防, water: 水务}
attributes:
  matter: {type: choice, of: departments}
records:
  participants:
    each: participant
    subject: department
    fields:
      department: {type: choice, of: departments}
      asked: {type: date}
      answered: {type: date}
""",
    "leads.yaml": """
kind: lead_responsibility
id: leads
source: made up
unresolved: {refer_to: fire, acting: matter, within: 5 days, source: made up}
rules:
  - {id: L-1, when: {matter: tax}, lead: tax, supports: [{department: water}]}
""",
}


def test_decisions_count_by_their_participants_or_by_what_the_rules_name():
    """A lead waits for those it asked; without a list lead and supports count."""
    import govcoord

    plan = govcoord.load_texts(RULES)
    people = [
        {"department": "tax", "asked": "2026-03-02"},
        {"department": "fire", "asked": "2026-03-02", "answered": "2026-03-06"},
        {"department": "water", "asked": "2026-03-03"},
        {"asked": "2026-03-03"},
    ]
    cases = [
        {"matter": "tax", "participants": people},
        {"matter": "tax"},
        {"matter": "fire", "participants": people},
    ]
    found = coordination(plan.evaluate(case) for case in cases)
    assert (found.cases, found.alone, found.unit) == (3, 0, "day")
    assert {(one.a, one.b): one.cases for one in found.links} == {
        ("fire", "tax"): 2, ("fire", "water"): 2, ("tax", "water"): 3,
    }  # fmt: skip
    said = [(h.source, h.target, h.times, h.answered, h.timed, h.waited) for h in found.handovers]
    assert said == [
        ("tax", "fire", 1, 1, 1, 4), ("tax", "water", 1, 0, 0, 0),
    ]  # fmt: skip
    assert {one.department: one.led for one in found.departments}["tax"] == 2
    assert found.handovers[1].mean is None
    late = coordination(map(plan.evaluate, cases), since=date(2026, 3, 3))
    assert late.cases == 0


def test_the_plan_counts_waiting_in_its_own_workdays():
    """Over the Spring Festival of 2025 by the plan's calendar, suspensions left out."""

    plan = shipped_plan()
    names = sorted(plan.vocabulary.choices["departments"].ids)[:2]
    case = {
        "suspensions": [],
        "participants": [
            {"department": names[0], "asked": "2025-01-26", "answered": "2025-02-05"},
            {"department": names[1], "asked": "2025-01-26", "answered": "2025-02-06"},
        ],
    }
    decision = plan.evaluate(case)
    rows = decision.record_values("participant", ["department", None, "own_elapsed"])
    assert rows == [(names[0], None, 2), (names[1], None, 3)]
    assert coordination([decision]).unit == "workday"
