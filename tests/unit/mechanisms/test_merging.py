"""Reports of one event make one ticket: held against trying all, whatever their order."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.merging import Grid, MergeRule, Seen, could_belong, merge

START = datetime(2026, 2, 16, 8)
HOUR = timedelta(hours=1)


@st.composite
def reports(draw):
    found = []
    for n in range(draw(st.integers(0, 9))):
        at = START + timedelta(minutes=30 * draw(st.integers(0, 24)))
        open_for = draw(st.one_of(st.none(), st.integers(0, 10)))
        closed = None if open_for is None else at + timedelta(minutes=30 * open_for)
        key = (draw(st.sampled_from("GH")), draw(st.sampled_from(["lamp", "noise"])))
        apart = draw(st.sampled_from([False, False, False, True]))
        found.append(Seen(id=f"R{n}", at=at, key=key, closed=closed, apart=apart))
    return draw(st.permutations(found))


rules = st.builds(
    MergeRule,
    within=st.integers(0, 8).map(lambda n: n * HOUR),
    anchor=st.sampled_from(["first", "last"]),
    repeat=st.one_of(st.none(), st.integers(0, 8).map(lambda n: n * HOUR)),
)


def is_allowed(rule, group):
    """Whether reports, oldest first, may be one ticket: by definition, pair by pair."""
    for n, one in enumerate(group):
        before = group[:n]
        if not before:
            continue
        if one.apart or before[0].apart or one.key != before[0].key:
            return False
        anchor = before[0] if rule.anchor == "first" else before[-1]
        if one.at - anchor.at > rule.within:
            return False
        if any(other.closed is not None and other.closed < one.at for other in before):
            return False
    return True


def plainly(rule, seen):
    """Each report, oldest first, joins the newest group of its key if that stays allowed."""
    groups = []
    for report in sorted(seen, key=lambda r: (r.at, r.id)):
        mine = [g for g in groups if g[0].key == report.key and not g[0].apart]
        if mine and is_allowed(rule, [*mine[-1], report]):
            mine[-1].append(report)
        else:
            groups.append([report])
    return groups


def closed_at(group):
    """When the first of the reports of a ticket was closed."""
    return min((one.closed for one in group if one.closed is not None), default=None)


@given(rules, reports())
def test_tickets_are_those_of_the_plain_reading(rule, seen):
    """Same groups, same first reports, same closing; every report in exactly one ticket."""
    tickets = merge(rule, seen)
    expected = {g[0].id: ([r.id for r in g], closed_at(g)) for g in plainly(rule, seen)}
    found = {t.id: ([r.id for r in t.reports], t.closed) for t in tickets}
    assert found == expected
    assert sorted(r.id for t in tickets for r in t.reports) == sorted(r.id for r in seen)


@given(rules, reports(), st.randoms(use_true_random=False))
def test_the_order_of_reports_is_no_matter(rule, seen, random):
    shuffled = list(seen)
    random.shuffle(shuffled)
    assert merge(rule, seen) == merge(rule, shuffled)


@given(rules, reports())
def test_a_chain_leads_back_to_an_earlier_ticket_of_the_same_key(rule, seen):
    """The link says why, and the number of times counts the chain."""
    tickets = {ticket.id: ticket for ticket in merge(rule, seen)}
    for ticket in tickets.values():
        if ticket.follows is None:
            assert (ticket.times, ticket.because) == (1, None)
            continue
        before = tickets[ticket.follows]
        assert before.key == ticket.key
        assert before.opened <= ticket.opened
        assert ticket.times == before.times + 1
        closed_first = before.closed is not None and before.closed < ticket.opened
        assert (ticket.because == "closed") == closed_first


@given(rules, reports())
def test_what_brought_a_report_in_is_true(rule, seen):
    """The explanation of each merge names the report it was measured from, and the time."""
    by_id = {report.id: report for report in seen}
    for ticket in merge(rule, seen):
        for n, joined in enumerate(ticket.reports):
            report = by_id[joined.id]
            if joined.how == "window":
                of = ticket.reports[0 if rule.anchor == "first" else n - 1]
                assert joined.of == of.id
                gap = report.at - by_id[of.id].at
                assert joined.after.n * 60 == gap.total_seconds()
                assert gap <= rule.within
            else:
                assert joined.how == ("apart" if report.apart else "opened")
                assert (n, joined.of) == (0, None)


@given(rules, reports())
def test_a_report_that_belongs_could_have_belonged(rule, seen):
    """What a person is shown as possible leaves out no ticket that the rule would have made."""
    by_id = {report.id: report for report in seen}
    for ticket in merge(rule, seen):
        times = [by_id[one.id].at for one in ticket.reports]
        for at in times:
            assert could_belong(times, at, at, rule)


fractions = st.fractions(-50, 50, max_denominator=60)


@given(fractions, fractions, fractions, fractions, st.integers(1, 6), st.integers(1, 6))
def test_every_point_lies_in_one_cell_or_outside(x, y, left, bottom, columns, rows):
    """Cells hold their lower and left edges; sizes of a third lose nothing."""
    grid = Grid(
        left=left, bottom=bottom, width=Fraction(10, 3), height=Fraction(7, 2),
        columns=columns, rows=rows,
    )  # fmt: skip
    holding = [
        f"{c + 1}-{r + 1}"
        for c in range(columns)
        for r in range(rows)
        if left + c * grid.width <= x < left + (c + 1) * grid.width
        and bottom + r * grid.height <= y < bottom + (r + 1) * grid.height
    ]
    found = grid.cell(x, y)
    assert ([] if found is None else [found]) == holding
    assert found is None or grid.knows(found)


@pytest.mark.parametrize(
    ("code", "known"),
    [("1-1", True), ("3-2", True), ("4-1", False), ("1-3", False), ("0-1", False), ("01-1", False),
     ("1", False), ("1-", False), ("１-1", False), ("1-1 ", False), ("9" * 5000 + "-1", False)],
)  # fmt: skip
def test_codes_of_cells(code, known):
    grid = Grid(
        left=Fraction(0), bottom=Fraction(0), width=Fraction(1), height=Fraction(1), columns=3,
        rows=2,
    )  # fmt: skip
    assert grid.knows(code) is known
