"""The matter and the pool as given, and the panel as chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import attrs

from govcoord.mechanisms.facts import fact
from govcoord.plain import jsonable
from govcoord.rules.kinds.panel.words import panel_lines
from govcoord.rules.kinds.standards.given import with_facts
from govcoord.rules.vocabulary import Attribute, Vocabulary
from govcoord.text import Text


@attrs.frozen(kw_only=True)
class Tie:
    """A tie of an expert to somebody; without an end it goes on."""

    party: str = fact("party", "对方", "對方")
    kind: str | None = fact("kind", "关系", "關係", choices="tie_kinds", default=None)
    until: date | None = fact("until", "止", "止", default=None)


@attrs.frozen(kw_only=True)
class Expert:
    """An expert of the pool. ``ties`` and ``services`` are all that there are.

    ``services`` are the days on which the expert last sat in a panel and those before.
    ``cleared`` are parties that somebody found to be others than those of similar name.
    """

    id: str = fact("number", "编号", "編號")
    name: str = fact("name", "姓名", "姓名", default="")
    available: bool | None = fact("available", "可出席", "可出席", default=None)
    ties: tuple[Tie, ...] | None = fact("ties", "利害关系", "利害關係", default=None)
    services: tuple[date, ...] | None = fact("services", "履职日期", "履職日期", default=None)
    cleared: tuple[str, ...] = fact(
        "parties found to be unrelated", "已核无关的当事方", "已核無關的當事方", default=()
    )


@attrs.frozen(kw_only=True)
class Request:
    """A matter for which a panel is to be chosen, and the pool.

    ``fields`` are those the matter asks for, ``parties`` everybody whom it concerns. ``seed`` is
    the stated seed of the lot. ``appointed`` are experts who stay in the panel.
    """

    matter: str = fact("matter", "事项", "事項")
    fields: tuple[str, ...] = fact("fields", "所需专业", "所需專業")
    parties: tuple[str, ...] | None = fact("parties", "当事方", "當事方", default=None)
    seed: str | None = fact("seed", "抽签种子", "抽籤種子", default=None)
    experts: tuple[Expert, ...] = fact("experts", "专家库", "專家庫")
    appointed: tuple[str, ...] = fact("appointed already", "已选定", "已選定", default=())


@lru_cache(maxsize=32)
def request_of(attributes: tuple[Attribute, ...]) -> type[Request]:
    """A request whose experts give the facts of a kind of record."""
    expert = with_facts(Expert, attributes)
    metadata = dict(attrs.fields(Request).experts.metadata)
    experts = attrs.field(type=tuple[expert, ...], metadata=metadata)  # type: ignore[valid-type]
    made = attrs.make_class(
        "Request", {"experts": experts}, bases=(Request,), frozen=True, kw_only=True, slots=True
    )
    made.__doc__ = Request.__doc__
    return made


CandidateState = Literal[
    "chosen", "not_needed", "eligible", "passed_over", "recused", "ineligible", "resting",
    "unavailable", "needs_evidence",
]  # fmt: skip
PanelState = Literal["chosen", "provisional", "impossible", "needs_evidence", "unfinished"]


@attrs.frozen(kw_only=True)
class Interest:
    """Why an expert is recused: the tie, or the own institution, that is a party."""

    party: str
    kind: str | None
    until: date | None


@attrs.frozen(kw_only=True)
class CandidateFinding:
    """What becomes of an expert, and why.

    ``eligible`` is who could be chosen where no panel was. ``rank`` is the place in the order,
    by ``keys``: as many as ``order`` has, the lot last, as the first digits of its hash.
    ``interests`` recuse, ``failed`` are conditions not met,
    ``blocked_by`` quotas that could not have been kept with the expert; ``missing`` are facts.
    """

    id: str
    name: str
    state: CandidateState
    rank: int | None = None
    keys: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    interests: tuple[Interest, ...] = ()
    failed: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class QuotaFinding:
    """A quota: how many it asks for, how many candidates there were, how many were chosen.

    ``value`` is what it is per: a field of the matter.
    """

    id: str
    title: Text
    at_least: int | None
    at_most: int | None
    value: str | None
    candidates: int | None
    chosen: int | None


@attrs.frozen(kw_only=True)
class PanelResult:
    """The panel, in order, with a reason for every expert; a proposal, to be appointed by people.

    ``status``: ``chosen``; ``provisional`` where experts wait for evidence that might change
    it; ``impossible`` where it is proved that no panel keeps the quotas, whatever the evidence:
    ``blocking`` are quotas that cannot be kept together, ``relief`` those of which each alone,
    left out, would help; ``needs_evidence`` where the evidence or the seed is needed first;
    ``unfinished`` where the search was given up and nothing is said.
    """

    status: PanelState
    matter: str
    size: int
    panel: tuple[str, ...]
    candidates: tuple[CandidateFinding, ...]
    quotas: tuple[QuotaFinding, ...]
    blocking: tuple[str, ...]
    relief: tuple[str, ...]
    seed: str | None
    missing: tuple[str, ...]
    source: str
    titles: Mapping[str, Text] = attrs.field(factory=dict, eq=False, repr=False)
    order: tuple[str, ...] = attrs.field(default=(), eq=False, repr=False)
    field_list: str | None = attrs.field(default=None, eq=False, repr=False)
    attributes: tuple[Attribute, ...] = attrs.field(default=(), eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        left_out = ("titles", "order", "field_list", "attributes")
        names = (a.name for a in attrs.fields(PanelResult) if a.name not in left_out)
        return {name: jsonable(getattr(self, name)) for name in names}

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The panel in words."""
        return panel_lines(self, request_of(self.attributes), vocabulary, language)
