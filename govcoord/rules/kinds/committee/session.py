"""One session of a body, or one circulation: whether it could decide, and what it decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from govcoord.diagnostics import suggest
from govcoord.errors import MISSING, CaseError
from govcoord.mechanisms.obligation import Obligation, after
from govcoord.mechanisms.order import not_before, not_later
from govcoord.mechanisms.spans import Moment, add, on_clock
from govcoord.mechanisms.vote import Seat, Sheet, Side, Tally, VoteRule, count
from govcoord.rules.kinds.committee.records import (
    DecisionRecord,
    DecisionState,
    Dissent,
    Owed,
    Session,
    Uncounted,
)
from govcoord.rules.mechanism import Setting

if TYPE_CHECKING:
    from govcoord.rules.kinds.committee.kind import Committee


def decide_session(body: Committee, given: Session, setting: Setting) -> DecisionRecord:
    """The decision record of one session."""
    return _Sitting(body, given, setting).record()


class _Sitting:
    """One session while it is looked at."""

    def __init__(self, body: Committee, given: Session, setting: Setting) -> None:
        self.body, self.given, self.setting = body, given, setting
        self.grounds: list[str] = []
        self.missing: list[str] = []
        self.uncounted: list[Uncounted] = []
        self.facts = setting.facts(given.facts)
        self.guests = self._guests()
        self.seats = self._seats()
        self.ids = {seat.id for seat in self.seats}
        self.recused = tuple(
            dict.fromkeys(
                [*self.of("recused", given.recused), *self.of("interests", given.interests)]
            )
        )
        self.votes = self.by_seat("votes", given.votes)

    # words to seats

    def seat(self, name: str, word: str) -> str:
        """The seat that a word stands for; `CaseError` where it is none that sits here."""
        found = self.body.seat_of(word, self.setting.vocabulary)
        if found in self.ids:
            return str(found)
        known = {word for seat in self.seats for word in (seat.id, *self.titles(seat.id))}
        near = suggest(word, known)
        hint = f"did you mean `{near}`?" if near else None
        raise CaseError(name, word, "a member of the body", hint=hint)

    def titles(self, seat: str) -> tuple[str, ...]:
        labels = (self.body.label(seat, self.setting.vocabulary, tag) for tag in ("en", "zh-Hans"))
        return tuple(label for label in labels if label)

    def of(self, name: str, words: Sequence[str]) -> list[str]:
        """The seats that words stand for, each once."""
        found: list[str] = []
        for word in words:
            seat = self.seat(name, word)
            if seat in found:
                raise CaseError(name, word, "each member once")
            found.append(seat)
        return found

    def by_seat(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for word, value in given.items():
            seat = self.seat(name, word)
            if seat in found:
                raise CaseError(name, word, "each member once")
            found[seat] = value
        return found

    # who sits

    def _guests(self) -> tuple[str, ...] | None:
        """Departments of the case; ``None`` where they are not known."""
        if self.body.invited is None:
            return ()
        value = self.facts.get(self.body.invited)
        return None if value is None else tuple(sorted(value))

    def _seats(self) -> list[Seat]:
        """The standing members, and those called in for this matter."""
        body, vocabulary = self.body, self.setting.vocabulary
        called = {body.seat_of(word, vocabulary) for word in self.given.called}
        others = [seat for seat in body.seats if seat.id not in body.standing]
        for word in self.given.called:
            if body.seat_of(word, vocabulary) is None:
                raise CaseError("called", word, "a member of the body")
        if self.guests is None and others and not called:
            self.missing.append(str(body.invited))
        guests = set(self.guests or ())
        return [
            seat
            for seat in body.seats
            if seat.id in body.standing
            or seat.id in called
            or body.departments.get(seat.id) in guests
        ]

    def invited(self) -> tuple[str, ...]:
        """Departments of the case that have no seat here."""
        held = {self.body.departments.get(seat.id) for seat in self.seats}
        return tuple(guest for guest in self.guests or () if guest not in held)

    def present(self) -> frozenset[str] | None:
        """The seats present; guests may be named too."""
        if self.given.present is None:
            return None
        listed = self.setting.vocabulary.choices.get("departments")
        found = []
        for word in self.given.present:
            guest = listed.resolve(word) if listed else None
            if guest in self.invited() and self.body.seat_of(word, self.setting.vocabulary) is None:
                continue
            found.append(word)
        return frozenset(self.of("present", found))

    def proxied(self, present: frozenset[str] | None) -> frozenset[str]:
        """The seats that sent somebody in due form."""
        found: list[str] = []
        carried: Counter[str] = Counter()
        for n, proxy in enumerate(self.given.proxies):
            seat = self.seat(f"proxies[{n}].of", proxy.of)
            if seat in (present or ()):
                continue
            carried[proxy.by] += 1
            if not self.body.proxies_allowed:
                self.uncounted.append(Uncounted(seat, "proxy_not_allowed"))
            elif carried[proxy.by] > self.body.proxies_at_most:
                self.uncounted.append(Uncounted(seat, "too_many_proxies"))
            elif self.body.proxies_written and proxy.written is not True:
                if proxy.written is None:
                    self.missing.append(f"proxies[{n}].written")
                self.uncounted.append(Uncounted(seat, "proxy_not_written"))
            else:
                found.append(seat)
        return frozenset(found)

    def chair(self, there: frozenset[str] | None) -> str | None:
        """Who presides: the one named, else the first of chair and deputies who is there."""
        able = [c for c in self.body.chairs if c in (there or ()) and c not in self.recused]
        if self.given.presided_by is not None:
            named = self.seat("presided_by", self.given.presided_by)
            return named if there is None or named in able else None
        return able[0] if able else None

    # the record

    def record(self) -> DecisionRecord:
        """Look at the session, in the order in which validity is looked at."""
        self.check_agenda()
        self.check_days()
        if self.given.form == "circulation":
            sheet, due, rule = self.circulated()
        else:
            sheet, due, rule = self.met(), None, self.body.rule
        tally = count(rule, self.seats, sheet)
        self.check_count(tally, sheet)
        state = self.state(tally, due)
        position, unsigned = self.position(state)
        chair = sheet.chair
        return DecisionRecord(
            committee=self.body.id,
            matter=self.given.matter,
            form=self.given.form,
            state=state,
            grounds=tuple(dict.fromkeys(self.grounds)),
            missing=tuple(dict.fromkeys(self.missing)),
            tally=tally,
            chair=chair,
            recused=self.recused,
            uncounted=tuple(self.uncounted),
            invited=self.invited(),
            not_there=self.not_there(sheet),
            dissents=self.dissents(state, sheet),
            position=position,
            unsigned=unsigned,
            due=due,
            obligations=tuple(self.owed()) if state == "passed" else (),
            refer_to=self.body.refer_to if "quorum_unreachable" in self.grounds else None,
            alone=self.alone(state, sheet),
            body=self.body,
        )

    def check_agenda(self) -> None:
        """One matter, one session: nothing is decided that is not on the agenda."""
        agenda = self.given.agenda
        if agenda is None:
            if self.body.only_listed or self.body.one_matter:
                self.missing.append("agenda")
            return
        listed = {matter.strip() for matter in agenda}
        matter = self.given.matter.strip()
        if self.body.only_listed and matter not in listed:
            self.grounds.append("not_on_agenda")
        dealt_with = listed if self.body.only_listed else listed | {matter}
        if self.body.one_matter and len(dealt_with) > 1:
            self.grounds.append("several_matters")

    def check_days(self) -> None:
        """No task before the session that made it, nothing that is yet to happen."""
        held, as_of = self.given.held, self.setting.as_of
        if held is not None and as_of is not None:
            not_later("held", held, as_of)
        for n, task in enumerate(self.given.tasks):
            not_before("due", task.due, held, f"tasks[{n}]")
            not_before("done", task.done, held, f"tasks[{n}]")
        for n, proxy in enumerate(self.given.proxies):
            if proxy.by == proxy.of:
                raise CaseError("by", proxy.by, "somebody else", where=f"proxies[{n}]")

    def met(self) -> Sheet:
        """What a meeting's record says of the vote."""
        present = self.present()
        proxied = self.proxied(present)
        chair = self.chair(present)
        if chair is None and present is not None:
            self.grounds.append("no_chair")
        there = (present or frozenset()) | (proxied if self.body.rule.proxies_vote else frozenset())
        votes = {}
        for seat, side in self.votes.items():
            why = self.refused(seat, there if present is not None else None)
            if why:
                self.uncounted.append(Uncounted(seat, why))
            else:
                votes[seat] = side
        return self.sheet(present, proxied, votes, chair)

    def refused(self, seat: str, there: frozenset[str] | None) -> str | None:
        """Why a vote does not count, if it does not."""
        if seat in self.recused:
            return "recused"
        if not next(s for s in self.seats if s.id == seat).votes:
            return "no_vote"
        return "not_present" if there is not None and seat not in there else None

    def sheet(
        self,
        present: frozenset[str] | None,
        proxied: frozenset[str],
        votes: Mapping[str, Side],
        chair: str | None,
    ) -> Sheet:
        return Sheet(
            present=present, proxied=proxied, recused=frozenset(self.recused), ballots=votes,
            chair=chair, casting=self.given.casting,
        )  # fmt: skip

    def circulated(self) -> tuple[Sheet, Moment | None, VoteRule]:
        """What a circulation's record says of the vote; who is silent is not present."""
        circulation = self.body.circulation
        if circulation is None:
            self.grounds.append("circulation_not_allowed")
            return self.sheet(None, frozenset(), {}, None), None, self.body.rule
        allowed = self.setting.holds(circulation.when, self.facts)
        if allowed is False:
            self.grounds.append("circulation_not_allowed")
        elif allowed is None:
            tested = (name for box in circulation.when for name, _ in box.tests)
            self.missing.extend(name for name in tested if name not in self.facts)
        if self.given.sent is None:
            raise CaseError("sent", MISSING, "a date", hint="a circulation begins when it is sent")
        sent = on_clock(self.given.sent, circulation.within.unit, "sent")
        not_later("sent", sent, self.setting.day)
        due = add(sent, circulation.within, self.setting.calendar)
        votes, waiting = self.answers(due)
        if self.of("objections", self.given.objections):
            self.grounds.append("meeting_demanded")
        able = frozenset(s.id for s in self.seats if s.votes and s.id not in self.recused)
        assert due is not None
        closed = not waiting or after(self.setting.day, due)
        present = frozenset(votes) if closed else able
        chair = next((c for c in self.body.chairs if c in present), None)
        if not closed:
            self.missing.extend(f"votes.{seat}" for seat in waiting)
        return self.sheet(present, frozenset(), votes, chair), due, circulation.rule

    def answers(self, due: Moment | None) -> tuple[dict[str, Side], list[str]]:
        """Votes that came in time, and who has not answered."""
        days = self.by_seat("answered", self.given.answered)
        votes: dict[str, Side] = {}
        for seat, at in days.items():
            not_before(seat, at, self.given.sent, "answered")
        later = {seat for seat, at in days.items() if after(at, self.setting.day)}
        for seat, side in self.votes.items():
            if seat in later:
                continue
            why = self.refused(seat, None)
            if why is None and seat not in days:
                self.missing.append(f"answered.{seat}")
                why = "day_unknown"
            if why is None and due is not None and after(days[seat], due):
                why = "late"
            if why:
                self.uncounted.append(Uncounted(seat, why))
            else:
                votes[seat] = side
        silent = [
            s.id
            for s in self.seats
            if s.votes and s.id not in self.recused and s.id not in self.votes.keys() - later
        ]
        return votes, silent

    def check_count(self, tally: Tally, sheet: Sheet) -> None:
        """Why the count is not one, if it is not."""
        if not tally.reachable:
            self.grounds.append("quorum_unreachable")
        elif tally.quorum is False:
            self.grounds.append("no_quorum")
        if sheet.present is None:
            self.missing.append("present")
        if tally.outcome == "open" and tally.waiting:
            self.missing.extend(f"votes.{seat}" for seat in tally.waiting)
        elif tally.outcome == "open" and tally.tie:
            self.missing.append("casting")

    def state(self, tally: Tally, due: Moment | None) -> DecisionState:
        """What the session came to."""
        if "meeting_demanded" in self.grounds:
            return "to_meeting"
        if due is not None and self.running(due):
            return "invalid" if {"circulation_not_allowed"} & set(self.grounds) else "open"
        if self.grounds:
            return "invalid"
        if self.missing and tally.outcome != "invalid":
            settled = all(name.startswith("votes.") for name in self.missing)
            return tally.outcome if settled else "open"
        return tally.outcome

    def alone(self, state: DecisionState, sheet: Sheet) -> str | None:
        """The one member that decided, where all others are recused or away."""
        if state not in ("passed", "rejected") or len(sheet.ballots) != 1:
            return None
        there = (sheet.present or frozenset()) | (
            sheet.proxied if self.body.rule.proxies_vote else frozenset()
        )
        able = [s.id for s in self.seats if s.votes and s.id in there - set(self.recused)]
        return able[0] if len(able) == 1 else None

    def running(self, due: Moment) -> bool:
        """Whether a circulation still waits for answers in time."""
        waiting = any(name.startswith("votes.") for name in self.missing)
        return waiting and not after(self.setting.day, due)

    def not_there(self, sheet: Sheet) -> tuple[str, ...]:
        """Members who were neither present nor sent somebody, and guests who did not come."""
        if sheet.present is None or self.given.form == "circulation":
            return ()
        there = sheet.present | sheet.proxied | set(self.recused)
        absent = [seat.id for seat in self.seats if seat.id not in there]
        listed = self.setting.vocabulary.choices.get("departments")
        came = {listed.resolve(word) if listed else None for word in self.given.present or ()}
        return (*absent, *(guest for guest in self.invited() if guest not in came))

    def dissents(self, state: DecisionState, sheet: Sheet) -> tuple[Dissent, ...]:
        """Who voted against what was decided."""
        against = {"passed": "against", "rejected": "for"}.get(state)
        reasons = self.by_seat("reasons", self.given.reasons)
        return tuple(
            Dissent(seat, reasons.get(seat))
            for seat, side in sheet.ballots.items()
            if side == against
        )

    def position(
        self, state: DecisionState
    ) -> tuple[Literal["unified", "not_unified"] | None, tuple[str, ...]]:
        """Whether all members signed off one position; of what was rejected there is none."""
        if not self.body.sign_off or state == "rejected":
            return None, ()
        signed = self.by_seat("signed", self.given.signed)
        unsigned = tuple(seat.id for seat in self.seats if signed.get(seat.id) is not True)
        return ("not_unified" if unsigned else "unified"), unsigned

    def owed(self) -> Iterator[Owed]:
        """What the decision lays on posts and departments, with its day."""
        start = self.given.held
        for n, task in enumerate(self.given.tasks):
            due: Moment | None = task.due
            if due is None and self.body.tasks_within is not None:
                if start is None:
                    where = f"tasks[{n}]"
                    raise CaseError("due", MISSING, "a date, or that of the session", where=where)
                due = add(start, self.body.tasks_within, self.setting.calendar)
            owed = Obligation(task.what, task.holder, due, task.done)
            as_of = self.setting.as_of
            state = None if as_of is None else owed.state(as_of)
            done = task.done if state in (None, "done", "late") else None
            yield Owed(task.what, task.holder, due, done, state)
