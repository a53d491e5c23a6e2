"""Grants: what lies within them, held against a plain reading."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.grants import Grant, Register, Request

A, B = "a", "b"
DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 8))
WORDS = st.sampled_from([A, B])
SETS = st.frozensets(WORDS, min_size=1)
GRANTS = st.lists(
    st.builds(
        Grant,
        id=st.uuids().map(str),
        subject=WORDS,
        classes=SETS,
        fields=st.none() | SETS,
        all_fields=st.none() | st.booleans(),
        purposes=st.none() | SETS,
        recipients=SETS,
        matter=st.none() | WORDS,
        stages=st.none() | SETS,
        start=DAYS,
        end=st.none() | DAYS,
        withdrawn_on=st.none() | DAYS,
        withdrawn_classes=st.none() | SETS,
        closed_on=st.none() | DAYS,
    ),
    max_size=3,
)
REQUESTS = st.builds(
    Request,
    subject=st.none() | WORDS,
    classes=SETS,
    fields=st.none() | SETS,
    purpose=st.none() | WORDS,
    recipient=WORDS,
    matter=WORDS,
    stage=st.none() | WORDS,
    day=DAYS,
)


def covers(grant: Grant, request: Request, item: str) -> bool | None:
    """Whether a grant covers one class, read plainly: one no is no, else one unknown is open."""

    def among(granted, asked):
        return None if granted is None or asked is None else asked in granted

    assert request.day is not None
    assert grant.start is not None
    said = [
        None if request.subject is None else request.subject == grant.subject,
        item in grant.classes,
        among(grant.purposes, request.purpose),
        among(grant.recipients, request.recipient),
        None if grant.matter is None else grant.matter == request.matter,
        True if grant.stages is None else among(grant.stages, request.stage),
        grant.start <= request.day,
        grant.end is None or request.day <= grant.end,
        grant.closed_on is None or request.day <= grant.closed_on,
        kept(grant, request.day, item),
    ]
    if not grant.all_fields:
        known = grant.fields is not None and request.fields is not None
        said.append(request.fields <= grant.fields if known else None)  # type: ignore[operator]
    return False if False in said else None if None in said else True


def kept(grant: Grant, day: date, item: str) -> bool | None:
    """Whether a class was not taken back; not known where it was on a day that is not told."""
    if grant.withdrawn_classes is not None and item not in grant.withdrawn_classes:
        return True
    if grant.withdrawn_on is None:
        return None if grant.withdrawn_classes else True
    return day < grant.withdrawn_on


def joined(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


ANSWER = {True: "allow", False: "deny", None: "needs_evidence"}


@given(GRANTS, REQUESTS)
def test_every_class_must_lie_within_one_grant(grants, request_):
    def best(item):
        ways = [covers(grant, request_, item) for grant in grants]
        return True if True in ways else None if None in ways else False

    expected = joined([best(item) for item in request_.classes])
    assert Register(tuple(grants)).judge(request_).answer == ANSWER[expected]


@given(GRANTS, REQUESTS)
def test_one_grant_must_cover_all_where_grants_are_not_combined(grants, request_):
    ways = [joined([covers(g, request_, item) for item in request_.classes]) for g in grants]
    expected = True if True in ways else None if None in ways else False
    assert Register(tuple(grants), "single").judge(request_).answer == ANSWER[expected]


@given(GRANTS, REQUESTS, DAYS)
def test_a_withdrawal_never_allows_more(grants, request_, day):
    before = Register(tuple(grants)).judge(request_).answer
    withdrawn = tuple(attrs.evolve(g, withdrawn_on=day, withdrawn_classes=None) for g in grants)
    after = Register(withdrawn).judge(request_)
    if before != "allow":
        return
    assert request_.day is not None
    if request_.day >= day:
        assert after.answer == "deny"
        assert after.withdrawn_since == day


@given(GRANTS, REQUESTS)
def test_whoever_is_not_allowed_is_told_why(grants, request_):
    verdict = Register(tuple(grants)).judge(request_)
    for one in verdict.items:
        assert (one.grant is not None) == (one.answer == "allow")
        if one.answer == "needs_evidence":
            assert all(reason.facts for reason in one.reasons)
        elif one.answer == "deny" and grants:
            assert all(not reason.facts for reason in one.reasons)
            assert one.reasons
    if verdict.answer == "needs_evidence":
        assert verdict.missing


@pytest.mark.parametrize(
    ("without_end", "answer"), [("with_matter", "allow"), ("ask", "needs_evidence")]
)
def test_a_grant_without_an_end_lasts_with_its_matter_or_is_asked_about(without_end, answer):
    grant = Grant(
        id="G", subject=A, classes=frozenset([A]), all_fields=True, purposes=frozenset([A]),
        recipients=frozenset([A]), matter=A, start=date(2025, 1, 1),
    )  # fmt: skip
    request_ = Request(
        subject=A, classes=frozenset([A]), purpose=A, recipient=A, matter=A, day=date(2030, 1, 1)
    )
    assert Register((grant,), "per_item", without_end).judge(request_).answer == answer


@pytest.mark.parametrize(("item", "answer"), [(A, "needs_evidence"), (B, "allow")])
def test_a_withdrawal_without_a_day_is_asked_about(item, answer) -> None:
    """Classes that are said to be withdrawn are not used until it is known since when."""
    grant = Grant(
        id="g", subject=A, classes=frozenset({A, B}), all_fields=True, purposes=frozenset({A}),
        recipients=frozenset({A}), matter=A, start=date(2025, 1, 1),
        withdrawn_classes=frozenset({A}),
    )  # fmt: skip
    request = Request(
        subject=A, classes=frozenset({item}), purpose=A, recipient=A, matter=A,
        day=date(2025, 1, 2),
    )  # fmt: skip
    found = Register((grant,)).judge(request)
    assert found.answer == answer
    assert found.missing == (("g.withdrawn_on",) if item == A else ())
