"""Choosing a panel: who can be chosen, in what order, within which quotas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.panels import Candidate, Cap, Chosen, Quota, TooLargeError, choose
from govcoord.mechanisms.said import said
from govcoord.mechanisms.spans import Span
from govcoord.rules.kinds.eligibility import Condition
from govcoord.rules.kinds.panel.candidates import Examiner, Key, Looked
from govcoord.rules.kinds.panel.records import (
    CandidateState,
    PanelResult,
    PanelState,
    QuotaFinding,
    Request,
    request_of,
)
from govcoord.rules.kinds.panel.words import TEXTS
from govcoord.rules.mechanism import Setting
from govcoord.rules.regions import Box
from govcoord.rules.vocabulary import Attribute, Choices
from govcoord.text import Text


@attrs.frozen(kw_only=True)
class QuotaRule:
    """A quota as meant; shares have been made whole numbers."""

    id: str
    title: Text
    boxes: tuple[Box, ...] | None
    at_least: int | None
    at_most: int | None
    per: str | None
    per_field: bool


@attrs.frozen(kw_only=True)
class Panel:
    """A document of kind ``panel``, ready to choose."""

    id: str
    title: Text
    source: str
    attributes: tuple[Attribute, ...]
    field_fact: Attribute
    institution: str | None
    size: int
    must_match: bool
    conditions: tuple[Condition, ...]
    interests: Mapping[str, Span | None]
    rest: tuple[int, Span] | None
    keys: tuple[Key, ...]
    quotas: tuple[QuotaRule, ...]
    kind: str = "panel"

    @property
    def record(self) -> type[Request]:
        """A matter, and the pool with the facts of the kind of record."""
        return request_of(self.attributes)

    def assess(self, given: Request, setting: Setting) -> PanelResult:
        """The panel as of the day; `CaseError` for what does not fit."""
        return _Selection(self, given, setting).result()


_MOST = " most"


def _ceilings(groups: Iterable[str]) -> frozenset[str]:
    """The names by which the most of groups are counted."""
    return frozenset(f"{id_}{_MOST}" for id_ in groups)


def _named(ids: Iterable[str]) -> tuple[str, ...]:
    """Quotas by the names they were written with, each once."""
    return tuple(dict.fromkeys(id_.removesuffix(_MOST) for id_ in ids))


@attrs.frozen
class _Selection:
    panel: Panel
    given: Request
    setting: Setting

    @property
    def choices(self) -> Choices:
        choices = self.panel.field_fact.choices
        assert choices is not None
        return choices

    def result(self) -> PanelResult:
        wanted = self.wanted()
        examiner = Examiner(self.panel, self.given, self.setting, wanted, self.given.parties)
        looked = [examiner.look(n, one) for n, one in enumerate(self.given.experts)]
        self.check(looked)
        free = sorted((one for one in looked if one.finding.state == "not_needed"), key=_sort)
        waiting = [one for one in looked if one.waits]
        missing = self.lot_needed(free)
        status, chosen = self.choice(free, waiting, wanted, missing)
        return self.told(status, chosen, looked, free, wanted, missing)

    # what is given

    def wanted(self) -> tuple[str, ...]:
        """The fields of the matter."""
        found: dict[str, None] = {}
        for n, word in enumerate(self.given.fields):
            id_ = self.choices.resolve(word)
            if id_ is None:
                titles = [c.title.get("zh-Hans") or c.id for c in self.choices.items]
                expected = said(TEXTS, "expect:field", known="、".join(titles))
                raise CaseError(f"fields[{n}]", word, expected)
            found[id_] = None
        if not found:
            raise CaseError("fields", "", said(TEXTS, "expect:fields"))
        return tuple(found)

    def check(self, looked: Sequence[Looked]) -> None:
        """`CaseError` for numbers that stand twice, or appointed experts who cannot be."""
        states: dict[str, CandidateState] = {}
        for n, one in enumerate(self.given.experts):
            if one.id in states:
                raise CaseError("id", one.id, said(TEXTS, "expect:once"), where=f"experts[{n}]")
            states[one.id] = looked[n].finding.state
        for n, id_ in enumerate(self.given.appointed):
            if states.get(id_) != "not_needed" or id_ in self.given.appointed[:n]:
                raise CaseError(f"appointed[{n}]", id_, said(TEXTS, "expect:appointed"))
        if len(self.given.appointed) > self.panel.size:
            many = ", ".join(self.given.appointed)
            raise CaseError("appointed", many, said(TEXTS, "expect:few", size=self.panel.size))

    def lot_needed(self, free: Sequence[Looked]) -> tuple[str, ...]:
        """The seed, where experts are equal by all else and none is stated."""
        if self.given.seed is not None:
            return ()
        known = [one.sort[:-1] for one in free]
        return ("seed",) if len(set(known)) < len(known) else ()

    # the choice

    def choice(
        self,
        free: Sequence[Looked],
        waiting: Sequence[Looked],
        wanted: Sequence[str],
        missing: Sequence[str],
    ) -> tuple[PanelState, Chosen]:
        """The panel, or that there is none even if all who wait could be chosen."""
        nobody = Chosen(None, {})
        appointed = self.given.appointed
        size = self.panel.size
        try:
            rules = list(self.rules(wanted, free))
            chosen = choose([self.candidate(o, wanted) for o in free], size, rules, appointed)
            if chosen.panel is not None:
                if missing:
                    return "needs_evidence", nobody
                return ("provisional" if waiting else "chosen"), chosen
            if waiting:
                chosen = self.at_best(free, waiting, wanted)
                if chosen.panel is not None:
                    return "needs_evidence", nobody
        except TooLargeError:
            return "unfinished", nobody
        return "impossible", chosen

    def at_best(
        self, free: Sequence[Looked], waiting: Sequence[Looked], wanted: Sequence[str]
    ) -> Chosen:
        """A panel that there may be once more is known of those who wait, or why there is none.

        What is known of them is taken as it is. Beyond that each may turn out to be in any group
        and at any institution: so floors count them, and ceilings and caps do not.
        """
        rules = list(self.rules(wanted, free))
        loose: list[Quota | Cap] = []
        for rule in rules:
            loose.append(Quota(rule.id, rule.least) if isinstance(rule, Quota) else rule)
            if isinstance(rule, Quota) and rule.most is not None:
                loose.append(Quota(f"{rule.id}{_MOST}", 0, rule.most))
        certain = [self.candidate(one, wanted) for one in free]
        size, appointed = self.panel.size, self.given.appointed
        candidates = [
            *(attrs.evolve(one, groups=one.groups | _ceilings(one.groups)) for one in certain),
            *(self.perhaps(one, wanted) for one in waiting),
        ]
        found = choose(candidates, size, loose, appointed)
        return attrs.evolve(found, blocking=_named(found.blocking), relief=_named(found.relief))

    def perhaps(self, one: Looked, wanted: Sequence[str]) -> Candidate:
        """An expert who waits: in the floors that nothing known speaks against."""
        sure, floors = self.candidate(one, wanted), set()
        unknown = self.panel.field_fact.id not in one.facts
        for quota in self.panel.quotas:
            if quota.boxes is not None and self.setting.holds(quota.boxes, one.facts) is False:
                continue
            fields = wanted if unknown else one.finding.matched
            floors |= set(self.ids(quota, fields))
        return attrs.evolve(sure, groups=frozenset(floors) | _ceilings(sure.groups))

    def rules(self, wanted: Sequence[str], free: Sequence[Looked]) -> Iterator[Quota | Cap]:
        """The quotas as the search takes them."""
        for quota in self.panel.quotas:
            if quota.per is not None:
                if quota.at_most is not None:
                    yield Cap(quota.id, quota.at_most)
                continue
            for id_ in self.ids(quota, wanted):
                yield Quota(id_, quota.at_least or 0, quota.at_most)

    def ids(self, quota: QuotaRule, wanted: Sequence[str]) -> Iterator[str]:
        """A quota's id, or one for every field of the matter."""
        yield from (f"{quota.id}:{field}" for field in wanted) if quota.per_field else (quota.id,)

    def candidate(self, one: Looked, wanted: Sequence[str]) -> Candidate:
        """An expert as the search takes them."""
        groups, values = set(), []
        for quota in self.panel.quotas:
            counted = quota.boxes is None or self.setting.holds(quota.boxes, one.facts) is True
            if not counted:
                continue
            if quota.per is not None:
                if quota.per in one.facts:
                    values.append((quota.id, str(one.facts[quota.per])))
            elif quota.per_field:
                groups |= {f"{quota.id}:{f}" for f in one.finding.matched}
            else:
                groups.add(quota.id)
        return Candidate(one.finding.id, frozenset(groups), tuple(values))

    # what is told

    def told(
        self,
        status: PanelState,
        chosen: Chosen,
        looked: Sequence[Looked],
        free: Sequence[Looked],
        wanted: Sequence[str],
        missing: tuple[str, ...],
    ) -> PanelResult:
        """The result, with what became of every expert: those chosen first, in order."""
        panel = chosen.panel or ()
        found = []
        for rank, one in enumerate(free, 1):
            made = attrs.evolve(one.finding, rank=None if missing else rank)
            if chosen.panel is None:
                made = attrs.evolve(made, state="eligible")
            elif one.finding.id in panel:
                made = attrs.evolve(made, state="chosen")
            elif one.finding.id in chosen.passed:
                blocked = chosen.passed[one.finding.id]
                made = attrs.evolve(made, state="passed_over", blocked_by=blocked)
            found.append(made)
        others = [one.finding for one in looked if one.finding.state != "not_needed"]
        found.sort(key=lambda one: one.state != "chosen")
        asked = [*missing, *(name for one in others for name in one.missing)]
        return PanelResult(
            status=status, matter=self.given.matter, size=self.panel.size, panel=panel,
            candidates=(*found, *others), quotas=tuple(self.quotas(panel, free, wanted)),
            blocking=chosen.blocking, relief=chosen.relief, seed=self.given.seed,
            missing=tuple(asked) if status in ("needs_evidence", "provisional") else (),
            source=self.panel.source,
            titles={**{c.id: c.title for c in self.panel.conditions},
                    **{q.id: q.title for q in self.panel.quotas}},
            order=tuple(key.by for key in self.panel.keys),
            field_list=self.choices.name,
            attributes=self.panel.attributes,
        )  # fmt: skip

    def quotas(
        self, panel: Sequence[str], free: Sequence[Looked], wanted: Sequence[str]
    ) -> Iterator[QuotaFinding]:
        """How every quota stands."""
        made = [self.candidate(one, wanted) for one in free]
        for quota in self.panel.quotas:
            for id_ in self.ids(quota, wanted):
                inside = [one.id for one in made if id_ in one.groups]
                per = quota.per is not None
                yield QuotaFinding(
                    id=id_, title=quota.title, at_least=quota.at_least, at_most=quota.at_most,
                    value=id_.partition(":")[2] or None,
                    candidates=None if per else len(inside),
                    chosen=None if per else sum(one in panel for one in inside),
                )  # fmt: skip


def _sort(one: Looked) -> tuple[Any, ...]:
    return one.sort
