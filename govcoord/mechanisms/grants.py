"""Grants of the use of data: whether a request lies within what was granted, and why not.

A grant given once serves every later request within its scope until it expires or is
withdrawn. What is not known of a grant or a request is never taken as covered: it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

import attrs

from govcoord.mechanisms.facts import fact

Answer = Literal["allow", "deny", "needs_evidence"]
Combine = Literal["per_item", "single"]
WithoutEnd = Literal["with_matter", "ask"]


@attrs.frozen(kw_only=True)
class Grant:
    """What somebody allowed: the last day is included, the day of withdrawal is not.

    Without ``stages`` every stage of the matter is covered. A withdrawal that names classes
    takes back those alone. ``closed_on`` is the day on which the matter was closed.
    """

    id: str = fact("number", "编号", "編號")
    subject: str = fact("subject", "授权人", "授權人")
    classes: frozenset[str] = fact("data classes", "数据类", "數據類", choices="data_classes")
    fields: frozenset[str] | None = fact(
        "fields", "数据项", "數據項", choices="data_fields", default=None
    )
    all_fields: bool | None = fact("all fields", "全部数据项", "全部數據項", default=None)
    purposes: frozenset[str] | None = fact(
        "purposes", "用途", "用途", choices="data_purposes", default=None
    )
    recipients: frozenset[str] | None = fact(
        "recipients", "接收部门", "接收部門", choices="departments", default=None
    )
    matter: str | None = fact("matter", "事项编号", "事項編號", default=None)
    stages: frozenset[str] | None = fact("stages", "环节", "環節", default=None)
    start: date | None = fact("from", "起", "起", default=None)
    end: date | None = fact("until", "止", "止", default=None)
    withdrawn_on: date | None = fact("withdrawn on", "撤回日期", "撤回日期", default=None)
    withdrawn_classes: frozenset[str] | None = fact(
        "classes withdrawn", "撤回的数据类", "撤回的數據類", choices="data_classes", default=None
    )
    closed_on: date | None = fact("matter closed on", "事项办结日期", "事項辦結日期", default=None)


@attrs.frozen(kw_only=True)
class Request:
    """A use of data that is asked for on a day."""

    id: str = fact("number", "编号", "編號", default="")
    subject: str | None = fact("subject", "数据主体", "數據主體", default=None)
    classes: frozenset[str] = fact("data classes", "数据类", "數據類", choices="data_classes")
    fields: frozenset[str] | None = fact(
        "fields", "数据项", "數據項", choices="data_fields", default=None
    )
    purpose: str | None = fact("purpose", "用途", "用途", choices="data_purposes", default=None)
    recipient: str | None = fact(
        "recipient", "接收部门", "接收部門", choices="departments", default=None
    )
    matter: str | None = fact("matter", "事项编号", "事項編號", default=None)
    stage: str | None = fact("stage", "环节", "環節", default=None)
    day: date | None = fact("day", "日期", "日期", default=None)


@attrs.frozen(kw_only=True)
class Reason:
    """Why a grant does not cover an item: what of it is out of scope, or not known.

    ``dimension`` is one of subject, class, purpose, recipient, matter, stage, not_begun,
    expired, closed, withdrawn, field. ``beyond`` names what is out of scope, ``since`` the
    first day on which it is. ``facts`` are what would have to be known.
    """

    grant: str
    dimension: str
    beyond: tuple[str, ...] = ()
    since: date | None = None
    facts: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class ItemVerdict:
    """What is said of one class of data: the grant that covers it, or why none does."""

    item: str
    answer: Answer
    grant: str | None = None
    reasons: tuple[Reason, ...] = ()


@attrs.frozen(kw_only=True)
class Verdict:
    """What is said of a request; ``withdrawn_since`` is set where a withdrawal is the reason."""

    request: str
    answer: Answer
    items: tuple[ItemVerdict, ...]
    withdrawn_since: date | None = None
    missing: tuple[str, ...] = ()


@attrs.frozen
class Register:
    """Grants with the rules of their use.

    With ``per_item`` every class must lie within one grant, and different classes may lie
    within different grants; with ``single`` one grant must cover the whole request. Fields,
    purposes and recipients of two grants are never added up. A grant without an end lasts as
    long as its matter, or is asked about.
    """

    grants: tuple[Grant, ...]
    combine: Combine = "per_item"
    without_end: WithoutEnd = "with_matter"

    def judge(self, request: Request) -> Verdict:
        """Whether a request is allowed, denied, or open."""
        if self.combine == "single":
            items = self._single(request)
        else:
            items = tuple(
                self._item(request, item, self.grants) for item in sorted(request.classes)
            )
        answer: Answer = "allow"
        if any(one.answer == "deny" for one in items):
            answer = "deny"
        elif any(one.answer == "needs_evidence" for one in items) or not items:
            answer = "needs_evidence"
        reasons = [r for one in items if one.answer != "allow" for r in one.reasons]
        since = [r.since for r in reasons if r.dimension == "withdrawn" and r.since]
        missing = tuple(dict.fromkeys(f for r in reasons for f in r.facts))
        return Verdict(
            request=request.id,
            answer=answer,
            items=items,
            withdrawn_since=min(since) if answer == "deny" and since else None,
            missing=missing if answer == "needs_evidence" else (),
        )

    def _single(self, request: Request) -> tuple[ItemVerdict, ...]:
        """The items under the one grant that covers most."""
        ways = [
            tuple(self._item(request, item, (grant,)) for item in sorted(request.classes))
            for grant in self.grants
        ] or [tuple(self._item(request, item, ()) for item in sorted(request.classes))]
        return max(ways, key=lambda way: (
            all(i.answer == "allow" for i in way),
            all(i.answer != "deny" for i in way),
            sum(i.answer == "allow" for i in way),
        ))  # fmt: skip

    def _item(self, request: Request, item: str, grants: Sequence[Grant]) -> ItemVerdict:
        """One class of data under the first grant that covers it, or the reasons of the nearest."""
        nearest: tuple[Reason, ...] | None = None
        rank: tuple[bool, int] = (False, 0)
        for grant in grants:
            reasons = tuple(self.reasons(grant, request, item))
            if not reasons:
                return ItemVerdict(item=item, answer="allow", grant=grant.id)
            outside = [r for r in reasons if not r.facts]
            if nearest is None or (bool(outside), len(outside)) < rank:
                nearest, rank = reasons, (bool(outside), len(outside))
        if nearest is None:
            return ItemVerdict(item=item, answer="deny", reasons=())
        outside = [r for r in nearest if not r.facts]
        answer: Answer = "deny" if outside else "needs_evidence"
        return ItemVerdict(item=item, answer=answer, reasons=tuple(outside) or nearest)

    def reasons(self, grant: Grant, request: Request, item: str) -> Iterator[Reason]:
        """Everything about which a grant does not cover a class, or may not."""
        yield from _same(grant, "subject", grant.subject, request.subject)
        if item not in grant.classes:
            yield Reason(grant=grant.id, dimension="class", beyond=(item,))
        yield from _within(grant, "purpose", grant.purposes, request.purpose)
        yield from _within(grant, "recipient", grant.recipients, request.recipient)
        yield from _same(grant, "matter", grant.matter, request.matter)
        if grant.stages is not None:
            yield from _within(grant, "stage", grant.stages, request.stage)
        yield from _fields(grant, request)
        yield from self._time(grant, request, item)

    def _time(self, grant: Grant, request: Request, item: str) -> Iterator[Reason]:
        day = request.day
        if day is None:
            yield Reason(grant=grant.id, dimension="expired", facts=("day",))
            return
        if grant.start is None:
            yield Reason(grant=grant.id, dimension="not_begun", facts=(f"{grant.id}.start",))
        elif day < grant.start:
            yield Reason(grant=grant.id, dimension="not_begun", beyond=(grant.start.isoformat(),))
        if grant.end is None and self.without_end == "ask":
            yield Reason(grant=grant.id, dimension="expired", facts=(f"{grant.id}.end",))
        elif grant.end is not None and day > grant.end:
            yield Reason(grant=grant.id, dimension="expired", beyond=(grant.end.isoformat(),))
        if grant.closed_on is not None and day > grant.closed_on:
            yield Reason(grant=grant.id, dimension="closed", beyond=(grant.closed_on.isoformat(),))
        since = grant.withdrawn_on
        taken_back = grant.withdrawn_classes is None or item in grant.withdrawn_classes
        if since is None and grant.withdrawn_classes and taken_back:
            facts = (f"{grant.id}.withdrawn_on",)
            yield Reason(grant=grant.id, dimension="withdrawn", facts=facts)
        elif since is not None and day >= since and taken_back:
            yield Reason(grant=grant.id, dimension="withdrawn", beyond=(item,), since=since)


def _same(grant: Grant, name: str, granted: str | None, asked: str | None) -> Iterator[Reason]:
    if granted is None or asked is None:
        facts = tuple(
            fact_name
            for fact_name, value in ((f"{grant.id}.{name}", granted), (name, asked))
            if value is None
        )
        yield Reason(grant=grant.id, dimension=name, facts=facts)
    elif granted != asked:
        yield Reason(grant=grant.id, dimension=name, beyond=(asked,))


def _within(
    grant: Grant, name: str, granted: Iterable[str] | None, asked: str | None
) -> Iterator[Reason]:
    if granted is None or asked is None:
        facts = ((f"{grant.id}.{name}s",) if granted is None else ()) + (
            (name,) if asked is None else ()
        )
        yield Reason(grant=grant.id, dimension=name, facts=facts)
    elif asked not in granted:
        yield Reason(grant=grant.id, dimension=name, beyond=(asked,))


def _fields(grant: Grant, request: Request) -> Iterator[Reason]:
    if grant.all_fields:
        return
    if grant.fields is None or request.fields is None:
        facts = ((f"{grant.id}.fields",) if grant.fields is None else ()) + (
            ("fields",) if request.fields is None else ()
        )
        yield Reason(grant=grant.id, dimension="field", facts=facts)
    elif beyond := request.fields - grant.fields:
        yield Reason(grant=grant.id, dimension="field", beyond=tuple(sorted(beyond)))
