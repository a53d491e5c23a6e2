"""Experience of persons in rolling windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.months import DAY, Stretch, disjoint, window_of
from govcoord.mechanisms.rolling import FAR, Duty, Record, Status, Violation, Watch, counted
from govcoord.mechanisms.said import phrase, said
from govcoord.numerals import Number, exact
from govcoord.rules.kinds.standards.given import (
    Person,
    Spell,
    check_order,
    facts_of,
    unknown,
    with_facts,
)
from govcoord.rules.kinds.standards.measure import KIND
from govcoord.rules.kinds.standards.words import (
    TEXTS,
    line,
    lines,
    months_text,
    status_line,
)
from govcoord.rules.mechanism import Setting
from govcoord.rules.places import Places
from govcoord.rules.regions import Box
from govcoord.rules.vocabulary import Attribute, Choices, Vocabulary
from govcoord.text import Text


@attrs.frozen(kw_only=True)
class Uncounted:
    """A spell that does not count, by its number from 1, and why."""

    spell: int
    reason: str


@attrs.frozen(kw_only=True)
class RotationFinding:
    """How a person stands to a duty of experience as of a day.

    ``months`` count for certain, ``most`` if all that is open counts. ``due_from`` is the
    first day on which a whole window has passed; ``deadline`` the day on which the duty fails
    unless more is begun, ``begin_by`` the last day to begin full time so that it never does;
    ``mended_on`` is when one who is short meets it again if full time begins the next day.
    ``violations`` are all days on which it failed for certain, up to the day: none where it
    is not known whether the duty is for the person, none that an exemption without a known
    approval is claimed for.
    """

    name: str
    department: str | None
    title: Text
    status: Status
    window_from: date
    window_to: date
    need: Number
    months: Number | None = None
    most: Number | None = None
    short: Number | None = None
    due_from: date | None = None
    deadline: date | None = None
    begin_by: date | None = None
    mended_on: date | None = None
    leaves_scope: date | None = None
    violations: tuple[Violation, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()
    exemption: str | None = None
    approved_by: str | None = None
    missing: tuple[str, ...] = ()
    source: str = ""

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The finding in words."""
        yield status_line(self.name, self.status, self.title, language)
        pairs: tuple[tuple[str, object], ...] = (
            ("window", f"{self.window_from} – {self.window_to}"),
            ("need", months_text(self.need, language)),
            ("months", None if self.months is None else months_text(self.months, language)),
            ("most", None if self.most is None else months_text(self.most, language)),
            ("short_by", None if self.short is None else months_text(self.short, language)),
            ("due_from", self.due_from), ("deadline", self.deadline),
            ("begin_by", self.begin_by), ("mended_on", self.mended_on),
            ("leaves_scope", self.leaves_scope),
        )  # fmt: skip
        yield from lines(pairs, language)
        for one in self.violations:
            least = months_text(one.least, language)
            said_ = phrase(
                TEXTS, "violation", language, first=one.first, last=one.last, least=least
            )
            yield f"  {said_}"
        for other in self.uncounted:
            reason = phrase(TEXTS, other.reason, language)
            yield f"  {line('spell', f'#{other.spell} {reason}', language)}"
        if self.exemption is not None:
            ground = label(vocabulary, "exemption_grounds", self.exemption, language)
            yield "  " + phrase(TEXTS, "exempted", language, ground=ground, by=self.approved_by)
        missing = tuple(Places(vocabulary, language, Person).titles(self.missing))
        yield from lines((("missing", missing), ("source", self.source or None)), language)


def label(vocabulary: Vocabulary, list_name: str, id_: str, language: str) -> str:
    """The title of a choice."""
    choices = vocabulary.choices.get(list_name)
    return choices.label(id_, language) if choices else id_


@attrs.frozen(kw_only=True)
class RotationStandard:
    """So much experience outside the own department in every window."""

    id: str
    title: Text
    source: str
    fields: tuple[Attribute, ...]
    applies: tuple[Box, ...] = attrs.field(repr=False)
    duty: Duty
    counts: frozenset[str]
    departments: Choices = attrs.field(repr=False)
    top: bool = False
    part_time: str = "by_share"
    exempt: frozenset[str] = frozenset()
    kind: str = KIND

    @property
    def record(self) -> type[Person]:
        """A person with the facts of the kind of record."""
        return with_facts(Person, self.fields)

    def assess(self, given: Any, setting: Setting) -> RotationFinding:
        """How a person stands on the day, and every window before it."""
        watch, made = self.at(given, setting)
        if watch is None:
            return made
        if setting.holds(self.applies, facts_of(given, self.fields)):
            made = attrs.evolve(made, violations=self.failed(given, watch, setting.day))
        return self.outlook(watch, made, setting.day)

    def failed(self, given: Person, watch: Watch, day: date) -> tuple[Violation, ...]:
        """The days up to the day on which the duty failed for certain."""
        claimed = disjoint((*watch.record.exempt, *self.exemptions(given, approved=False)))
        spared = attrs.evolve(watch, record=attrs.evolve(watch.record, exempt=claimed))
        return tuple(spared.violations(day))

    def standing(self, given: Person, setting: Setting) -> RotationFinding:
        """How one of several persons stands on the day, without an outlook."""
        return self.at(given, setting)[1]

    def at(self, given: Person, setting: Setting) -> tuple[Watch | None, RotationFinding]:
        """How a person stands on the day; the watch where there is more to say."""
        day = setting.day
        facts = facts_of(given, self.fields)
        applies = setting.holds(self.applies, facts)
        made = RotationFinding(
            name=given.name,
            department=given.department,
            title=self.title,
            status="not_applicable",
            window_from=window_of(day, self.duty.within),
            window_to=day,
            need=self.duty.need,
            source=self.source,
        )
        if applies is False:
            return None, made
        open_facts = [] if applies else list(unknown(self.applies, facts))
        watch = Watch(self.duty, self.known(given, day))
        status = watch.status(day)
        open_facts += self.asked(given, watch, day) if status == "needs_evidence" else []
        if open_facts and status != "not_applicable":
            status = "needs_evidence"
        if status == "short" and (claimed := self.claimed(given, day)):
            status, open_facts = "needs_evidence", [*open_facts, *claimed]
        months, most = watch.months(day), watch.months(day, watch.record.possible)
        missing = tuple(dict.fromkeys(open_facts)) if status == "needs_evidence" else ()
        exempt = self.exemption(given, day) if status == "exempt" else None
        return watch, attrs.evolve(
            made,
            status=status,
            months=months if given.spells is not None else None,
            most=most if most != months else None,
            short=exact(self.duty.need - Fraction(months)) if status == "short" else None,
            due_from=watch.due_from,
            uncounted=tuple(self.left_out(given)),
            exemption=exempt.ground if exempt else None,
            approved_by=exempt.approved_by if exempt else None,
            missing=missing,
        )

    def outlook(self, watch: Watch, made: RotationFinding, day: date) -> RotationFinding:
        """What failed before, and what can be done now."""
        if made.status == "not_applicable":
            return made
        made = attrs.evolve(made, leaves_scope=watch.leaves_scope(day))
        if made.status == "short":
            return attrs.evolve(made, mended_on=watch.first_mended(day + DAY))
        if made.status not in ("met", "not_yet_due") or made.months is None:
            return made
        deadline = watch.deadline(day)
        begin = None if deadline is None else watch.last_start(day, deadline)
        mended = watch.first_mended(day + DAY) if deadline is not None and begin is None else None
        return attrs.evolve(made, deadline=deadline, begin_by=begin, mended_on=mended)

    # what is known

    def known(self, given: Person, day: date) -> Record:
        """What a person's record comes to as seen from a day."""
        if given.born is not None:
            check_order(given.born, given.served_from, "served_from", None)
            if given.born > day:
                raise CaseError("born", given.born, said(TEXTS, "expect:by", day=day))
        stretches = []
        for n, spell in enumerate(given.spells or ()):
            check_order(spell.start, spell.end, "end", f"spells[{n}]")
            counts, share = self.counts_spell(spell, given)
            last = spell.end if spell.end is not None else max(day, spell.start)
            stretches.append((Stretch(spell.start, last, share), counts))
        certain, possible = counted(stretches)
        if given.spells is None:
            possible = (Stretch(date(1, 1, 2), FAR),)
        for n, one in enumerate(given.exemptions):
            check_order(one.start, one.end, "end", f"exemptions[{n}]")
        exempt = disjoint(self.exemptions(given, approved=True))
        return Record(certain, possible, given.served_from, given.born, exempt)

    def exemptions(self, given: Person, *, approved: bool) -> Iterator[Stretch]:
        """The periods of exemption that are approved, or that wait for it."""
        for one in given.exemptions:
            if one.ground in self.exempt and bool(one.approved_by) is approved:
                yield Stretch(one.start, one.end or FAR)

    def counts_spell(self, spell: Spell, given: Person) -> tuple[bool | None, Number]:
        """Whether a spell counts, and at which share (the largest that is possible)."""
        reasons = [self.of_kind(spell), self.of_department(spell, given)]
        share = spell.share
        if share is not None and not 0 <= share <= 1:
            raise CaseError("share", share, said(TEXTS, "expect:share"))
        part = spell.part_time if share is None else share < 1
        if part and self.part_time == "not_at_all":
            reasons.append(False)
        if part and self.part_time == "by_share" and share is None:
            reasons.append(None)
        if self.part_time != "by_share" or share is None:
            share = 1
        counts = False if False in reasons else None if None in reasons else True
        return counts, share

    def of_kind(self, spell: Spell) -> bool | None:
        """Whether the kind of a spell counts."""
        return None if spell.kind is None else spell.kind in self.counts

    def of_department(self, spell: Spell, given: Person) -> bool | None:
        """Whether a spell was in another department."""
        home = spell.home or given.department
        if home is None or spell.department is None:
            return None
        if self.top:
            return self.departments.path(home)[-1] != self.departments.path(spell.department)[-1]
        return home != spell.department

    def left_out(self, given: Person) -> Iterator[Uncounted]:
        """The spells that do not count, each with a reason."""
        for n, spell in enumerate(given.spells or (), 1):
            if self.of_kind(spell) is False:
                yield Uncounted(spell=n, reason="kind")
            elif self.of_department(spell, given) is False:
                yield Uncounted(spell=n, reason="same_department")
            elif self.counts_spell(spell, given)[0] is False:
                yield Uncounted(spell=n, reason="part_time")

    def asked(self, given: Person, watch: Watch, day: date) -> Iterator[str]:
        """The facts that would settle how a person stands."""
        if watch.of_age(day) is None:
            yield "born"
        if given.served_from is None:
            yield "served_from"
        if given.spells is None:
            yield "spells"
        for n, spell in enumerate(given.spells or ()):
            if self.counts_spell(spell, given)[0] is not None:
                continue
            for name, open_ in (
                ("kind", self.of_kind(spell) is None),
                ("department", spell.department is None),
                ("share", spell.part_time is True and spell.share is None),
            ):
                if open_:
                    yield f"spells[{n}].{name}"
            if given.department is None and spell.home is None:
                yield "department"

    def claimed(self, given: Person, day: date) -> list[str]:
        """The approvals of exemptions that are claimed for the day and not known."""
        return [
            f"exemptions[{n}].approved_by"
            for n, one in enumerate(given.exemptions)
            if not one.approved_by
            and one.ground in self.exempt
            and one.start <= day <= (one.end or FAR)
        ]

    def exemption(self, given: Person, day: date) -> Any:
        """The exemption that covers a day."""
        return next(
            one
            for one in given.exemptions
            if one.approved_by and one.ground in self.exempt
            and one.start <= day <= (one.end or FAR)
        )  # fmt: skip
