"""The document kind ``committee``: a body that decides by vote, one matter at a session.

What it is given is the record of a session (or of a circulation); what it gives is one
decision record: whether the session could decide, the count, the decision, who dissented and
what is owed by when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from govcoord.diagnostics import suggest
from govcoord.mechanisms.spans import Span
from govcoord.mechanisms.vote import Seat, VoteRule
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.committee.documents import CommitteeDocument, PassEntry
from govcoord.rules.kinds.committee.records import DecisionRecord, Session
from govcoord.rules.kinds.committee.session import decide_session
from govcoord.rules.kinds.limits import lower_bound, optional_span, span_of
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Name
from govcoord.rules.regions import Box
from govcoord.rules.vocabulary import Type, Vocabulary
from govcoord.text import Text


@attrs.frozen
class Circulation:
    """How a body decides without a meeting."""

    when: tuple[Box, ...]
    within: Span
    rule: VoteRule


@attrs.frozen(kw_only=True)
class Committee:
    """A body as loaded."""

    id: str
    title: Text
    source: str
    body: str | None
    seats: tuple[Seat, ...]
    departments: Mapping[str, str]
    titles: Mapping[str, Text]
    standing: frozenset[str]
    groups: Mapping[str, Text]
    chairs: tuple[str, ...]
    rule: VoteRule
    invited: str | None
    proxies_allowed: bool
    proxies_written: bool
    proxies_at_most: int
    only_listed: bool
    one_matter: bool
    circulation: Circulation | None
    sign_off: bool
    tasks_within: Span | None
    refer_to: str | None
    kind: str = "committee"
    record: type[Session] = Session

    def assess(self, given: Session, setting: Setting) -> DecisionRecord:
        """The decision record of a session."""
        return decide_session(self, given, setting)

    def seat_of(self, word: str, vocabulary: Vocabulary) -> str | None:
        """The seat that an id, a title, a post or a department stands for."""
        if word in self.departments or any(seat.id == word for seat in self.seats):
            return word
        for id_, title in self.titles.items():
            if word in title.all():
                return id_
        listed = vocabulary.choices.get("departments")
        department = listed.resolve(word) if listed else None
        held = [id_ for id_, of in self.departments.items() if of == department]
        return held[0] if len(held) == 1 else None

    def label(self, seat: str, vocabulary: Vocabulary, language: str) -> str:
        """A seat in words: its post, or its department."""
        title = self.titles.get(seat, Text()).get(language)
        if title:
            return title
        listed = vocabulary.choices.get("departments")
        return listed.label(self.departments.get(seat, seat), language) if listed else seat


def lower(documents: Sequence[CommitteeDocument], context: Context) -> Lowered:
    """A mechanism per body."""
    made = (_committee(document, context) for document in documents)
    return Lowered(mechanisms=tuple(found for found in made if found is not None))


def _committee(document: CommitteeDocument, context: Context) -> Committee | None:
    seats = tuple(
        Seat(str(name), str(entry.group) if entry.group else None, entry.votes)
        for name, entry in document.members.items()
    )
    chairs = [_seat(name, document, context) for name in (document.chair, *document.deputies)]
    rule = _rule(document, document.passes, context)
    if not document.source:
        context.collector.add("GC501", document.id.span, rule=document.id)
    body, refer_to = (
        None if word is None else context.department(word)
        for word in (document.body, document.refer_to)
    )
    if None in chairs or rule is None:
        return None
    _check_quorum(document, rule, seats, context)
    circulation = None
    if (entry := document.circulation) is not None:
        passes = _rule(document, entry.passes or document.passes, context)
        within = span_of(entry.within, context)
        circulation = Circulation(context.condition(entry.when), within, passes or rule)
    proxies, agenda = document.proxies, document.agenda
    return Committee(
        id=str(document.id),
        title=document.title,
        source=document.source,
        body=body,
        seats=seats,
        departments=_departments(document, context),
        titles={str(name): entry.post for name, entry in document.members.items()},
        standing=frozenset(str(n) for n, entry in document.members.items() if entry.standing),
        groups={str(name): title for name, title in document.groups.items()},
        chairs=tuple(name for name in chairs if name is not None),
        rule=rule,
        invited=_invited(document, context),
        proxies_allowed=proxies.allowed,
        proxies_written=proxies.written,
        proxies_at_most=proxies.at_most,
        only_listed=agenda.only_listed,
        one_matter=agenda.one_matter,
        circulation=circulation,
        sign_off=document.sign_off,
        tasks_within=optional_span(document.tasks_within, context),
        refer_to=refer_to,
    )


def _seat(name: Name, document: CommitteeDocument, context: Context) -> str | None:
    if name in document.members:
        return str(name)
    near = suggest(name, document.members)
    context.collector.add("GC660", name.span, name=name, suggestion=near)
    return None


def _departments(document: CommitteeDocument, context: Context) -> dict[str, str]:
    """The department of each seat that has one."""
    listed = context.vocabulary.choices.get("departments")
    found = {}
    for name, entry in document.members.items():
        if entry.department is not None:
            id_ = context.department(entry.department)
        else:
            id_ = listed.resolve(name) if listed else None
            if id_ is None and not entry.post:
                context.department(name)  # neither a department nor a post: say so
        if id_ is not None:
            found[str(name)] = id_
    return found


def _invited(document: CommitteeDocument, context: Context) -> str | None:
    if document.invited is None:
        return None
    attribute = context.vocabulary.attributes.get(document.invited)
    if attribute is None or attribute.type is not Type.SET:
        sets = [a.id for a in context.vocabulary.attributes.values() if a.type is Type.SET]
        near = suggest(document.invited, sets)
        span = document.invited.span
        context.collector.add("GC220", span, name=document.invited, suggestion=near)
        return None
    return attribute.id


def _rule(document: CommitteeDocument, passes: PassEntry, context: Context) -> VoteRule | None:
    """How it decides; ``None`` where nothing says what passes a motion."""
    of_present = lower_bound(passes.of_present, context)
    of_all = lower_bound(passes.of_all, context)
    quorum = lower_bound(document.quorum.share, context)
    if of_present is None and of_all is None and not passes.unanimous:
        if passes.of_present is None and passes.of_all is None:
            context.collector.add("GC662", passes.span)
        return None
    rule = VoteRule(
        quorum_share=quorum[0] if quorum else None,
        quorum_strict=bool(quorum and quorum[1]),
        quorum_count=document.quorum.at_least,
        minima={str(group): least for group, least in document.quorum.with_.items()},
        of_present=of_present[0] if of_present else None,
        strict=bool(of_present and of_present[1]),
        of_all=of_all[0] if of_all else None,
        all_strict=bool(of_all and of_all[1]),
        unanimous=passes.unanimous,
        abstentions_count=document.abstentions == "count",
        recused_leave=document.recused == "leave",
        proxies_count=document.proxies.allowed and document.proxies.count,
        proxies_vote=document.proxies.allowed and document.proxies.vote,
        ties=document.ties == "chair",
    )
    if rule.ties and passes is document.passes and not rule.is_simple_majority:
        context.collector.add("GC663", passes.span)
    return rule


def _check_quorum(
    document: CommitteeDocument, rule: VoteRule, seats: Sequence[Seat], context: Context
) -> None:
    """Report a quorum that no meeting of its members can have (GC661), or one alone (GC595)."""
    voting = [seat for seat in seats if seat.votes]
    short = [(rule.quorum(len(voting)), len(voting))]
    for group, least in rule.minima.items():
        short.append((least, sum(seat.group == group for seat in voting)))
    for needed, there in short:
        if needed > there:
            span = document.quorum.span or document.id.span
            context.collector.add("GC661", span, needed=str(needed), members=str(there))
            return
    alone = max(rule.quorum_count, sum(rule.minima.values())) < 2
    if rule.recused_leave and alone and len(voting) > 1:
        context.collector.add("GC595", document.quorum.span or document.id.span, body=document.id)


KIND = Kind("committee", CommitteeDocument, lower=lower)
