"""A register in words: rates first, then the entries, with what each lacks and owes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from govcoord.mechanisms.shares import Share
from govcoord.numerals import format_number
from govcoord.rules.kinds.register.phrase_words import TEXTS
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.units import format_quantity

if TYPE_CHECKING:
    from govcoord.mechanisms.terms import Check, Term
    from govcoord.rules.kinds.register.results import (
        EntryState,
        Held,
        Owed,
        Rate,
        RegisterResult,
        Shown,
    )


def register_lines(result: RegisterResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """The rates, then every entry."""
    teller = _Teller(result, Speech(TEXTS, vocabulary, language))
    yield from teller.summary()
    for one in result.entries:
        yield from teller.entry(one)


class _Teller:
    """Tells one result in one language."""

    def __init__(self, result: RegisterResult, speech: Speech) -> None:
        self.result, self.speech, self.say = result, speech, speech.say

    # names and values

    def title(self, id_: str) -> str:
        """The title of a duty, a view, a condition or a rate, or its id."""
        title = self.result.titles().get(id_)
        return (title and title.get(self.speech.language)) or id_

    def titles(self, ids: Iterable[str]) -> str:
        return self.speech.joined(self.title(id_) for id_ in ids)

    def fact(self, name: str) -> str:
        """The title of a fact, or its name."""
        attribute = self.result.attribute(name) or self.speech.vocabulary.attributes.get(name)
        return attribute.label(self.speech.language) if attribute else name

    def facts(self, names: Iterable[str]) -> str:
        return self.speech.joined(self.fact(name) for name in names)

    def value(self, name: str, value: Any) -> str:
        """A value as a view shows it."""
        attribute = self.result.attribute(name)
        if value is None:
            return self.say("hidden")
        if hasattr(value, "less_than"):
            low, high = (self._number(n, attribute) for n in (value.at_least, value.less_than))
            return self.say("band", low=low, high=high)
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, int | Fraction):
            return self._number(value, attribute)
        if isinstance(value, frozenset):
            return self.speech.joined(self._choice(id_, attribute) for id_ in sorted(value))
        if attribute is not None and attribute.type is Type.CHOICE:
            return self._choice(value, attribute)
        return " ".join(str(value).split())

    def _number(self, number: Any, attribute: Attribute | None) -> str:
        unit = attribute.unit if attribute else None
        return format_quantity(number, unit, self.speech.language)

    def _choice(self, id_: str, attribute: Attribute | None) -> str:
        listed = attribute.choices if attribute else None
        return listed.label(id_, self.speech.language) if listed else id_

    # all entries

    def summary(self) -> Iterator[str]:
        result = self.result
        yield self.say("complete", n=len(result.entries), share=self.share(result.complete))
        if result.lacking:
            counted = (
                self.say("lacking of", fact=self.fact(name), n=n)
                for name, n in result.lacking.items()
            )
            yield self.say("lacking", facts=self.speech.joined(counted))
        if result.repeated:
            yield self.say("repeated", n=result.repeated)
        if result.unread:
            yield self.say("unread", n=result.unread)
        for rate in result.rates:
            yield self.rate(rate)

    def rate(self, rate: Rate) -> str:
        attained = ""
        if rate.at_least is not None:
            word = {True: "attained", False: "missed", None: "open"}[rate.attained]
            asked = format_number(Fraction(rate.at_least) * 100)
            attained = self.say(word, asked=asked)
        target = self.say("target", id=rate.target) if rate.target else ""
        share = self.share(rate.share)
        return self.say(
            "rate", title=self.title(rate.id), share=share, attained=attained, target=target
        )  # fmt: skip

    def share(self, share: Share) -> str:
        value = share.value
        told = self.say("nothing")
        if value is not None:
            percent = format_number(value * 100, digits=2)
            told = self.say("share", percent=percent, done=share.done, total=share.total)
        return told + (self.say("and unknown", n=share.unknown) if share.unknown else "")

    # one entry

    def entry(self, one: EntryState) -> Iterator[str]:
        yield self.say(f"entry.{one.status}", id=one.id)
        lines = [*self.filling(one), *self.standing(one)]
        lines += [line for view in one.views for line in self.view(view)]
        yield from ("  " + line for line in lines)

    def filling(self, one: EntryState) -> Iterator[str]:
        for why in dict.fromkeys((lack.why, lack.by) for lack in one.lacks):
            names = [lack.fact for lack in one.lacks if (lack.why, lack.by) == why]
            by = self.say("by", title=self.title(why[1])) if why[1] else ""
            yield self.say(f"lack.{why[0]}", facts=self.facts(names), by=by)
        if one.failed:
            yield self.say("failed", checks=self.titles(one.failed))
        if one.unsettled:
            yield self.say("unsettled", facts=self.facts(one.unsettled))
        for alike in one.alike:
            word = "same" if alike.sure else "perhaps"
            yield self.say(word, like=alike.like, facts=self.facts(alike.key))

    def standing(self, one: EntryState) -> Iterator[str]:
        if one.term is not None:
            yield from self.term(one.term)
        if one.recheck is not None and one.recheck.state != "not_owed":
            yield self.recheck(one.recheck)
        for owed in one.duties:
            yield from self.owed(owed)
        if one.withdraw:
            yield self.say("withdraw", grounds=self.titles(one.withdraw))

    def term(self, term: Term) -> Iterator[str]:
        moment = self.speech.moment
        yield self.say(
            f"term.{term.state}", start=moment(term.start), end=moment(term.end),
            missing=self.facts(term.missing),
        )  # fmt: skip
        for code in term.wrong:
            yield self.say(f"term.{code}")

    def recheck(self, check: Check) -> str:
        moment = self.speech.moment
        last = self.say("checked", last=moment(check.last)) if check.last else ""
        return self.say(
            f"recheck.{check.state}", due=moment(check.due), last=last,
            missing=self.facts(check.missing),
        )  # fmt: skip

    def owed(self, owed: Owed) -> Iterator[str]:
        if owed.state in ("not_owed", "waiting"):
            return
        moment = self.speech.moment
        holder = self.say("holder", name=self.speech.name(owed.holder)) if owed.holder else ""
        over = self.speech.span(owed.over) if owed.over is not None else ""
        done = self.say("done on", done=moment(owed.done)) if owed.done is not None else ""
        yield self.say(
            f"duty.{owed.state}", title=self.title(owed.duty), holder=holder, over=over,
            due=moment(owed.due), done=moment(owed.done), already=done,
            missing=self.facts(owed.missing),
        )  # fmt: skip
        if owed.early:
            yield self.say("early", title=self.title(owed.duty))

    def view(self, view: Shown) -> Iterator[str]:
        title = self.title(view.view)
        if view.status == "withheld":
            yield self.say("withheld", view=title, grounds=self.titles(view.grounds))
            return
        if view.status == "unknown":
            yield self.say("not settled", view=title, facts=self.facts(view.missing))
            return
        facts: Sequence[str] = [
            self.say("shows", fact=self.fact(name), value=self.value(name, value))
            for name, value in view.facts.items()
        ]
        told = self.speech.pick(_BETWEEN).join(facts) or self.say("shows nothing")
        yield self.say("view", view=title, facts=told)
        for held in view.held:
            yield self.held(held, title)

    def held(self, held: Held, view: str) -> str:
        what = self.say(f"look.{held.why}", of=self.fact(held.of) if held.of else "")
        return self.say("held", fact=self.fact(held.fact), what=what, view=view)


_BETWEEN = ("; ", "；", "；")
