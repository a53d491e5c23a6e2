"""What is given to a register and what it says: of each entry, and of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import attrs

from govcoord.mechanisms.entries import Alike, Lacking
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.masking import Look
from govcoord.mechanisms.shares import Share
from govcoord.mechanisms.spans import Span
from govcoord.mechanisms.terms import Check, Term
from govcoord.numerals import Number, format_number
from govcoord.plain import jsonable
from govcoord.rules.kinds.register.words import register_lines
from govcoord.rules.vocabulary import Attribute, Vocabulary
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.rules.kinds.register.model import Register

Status = Literal["complete", "incomplete", "unknown"]
DutyState = Literal[
    "done", "late", "open", "due_soon", "overdue", "waiting", "not_owed", "forbidden", "unknown"
]  # fmt: skip
Whether = Literal["shown", "withheld", "unknown"]
WhyHeld = Literal["personal", Look]


@attrs.frozen(kw_only=True)
class Entry:
    """An entry of a register; the facts of its kind of record stand beside its number."""

    id: str | None = fact("number", "编号", "編號", default=None)


@attrs.frozen(kw_only=True)
class Entries:
    """The entries of a register; ``unread`` more are in it that could not be read."""

    entries: tuple[Entry, ...] = fact("entries", "条目", "條目", rows=True)
    unread: int = fact(
        "entries not read",
        "未能读取的条目数",
        "未能讀取的條目數",
        at_least=0,
        unread=True,
        default=0,
    )


@attrs.frozen
class Lack:
    """A fact that must be filled in and is not, and why it is not; ``by`` is the requirement."""

    fact: str
    why: Lacking
    by: str | None = None


@attrs.frozen
class Owed:
    """What an entry owes: by whom, by when, when it was done, how that stands.

    ``state`` is ``waiting`` where the day from which it is counted is not given, ``not_owed``
    where a condition or a withheld view says so (``forbidden`` where it was published all the
    same), ``unknown`` where facts (``missing``) would have to be known. ``over`` is by how much
    it was late or is overdue; ``early`` says that it was done before that day.
    """

    duty: str
    state: DutyState
    holder: str | None = None
    due: date | None = None
    done: date | None = None
    over: Span | None = None
    early: bool = False
    missing: tuple[str, ...] = ()


@attrs.frozen
class Band:
    """A number as it is shown in steps: at least the one, less than the other."""

    at_least: Number
    less_than: Number


@attrs.frozen
class Held:
    """A fact that is not shown until a person has looked at it.

    ``why`` is ``personal``: the text contains the value of ``of``, which this view masks or
    does not show; or what the text seems to contain.
    """

    fact: str
    why: WhyHeld
    of: str | None = None


@attrs.frozen
class Shown:
    """What a view shows of an entry: the facts with masks applied, and nothing else.

    An entry that is ``withheld`` or of which that is ``unknown`` shows nothing. ``masked`` are
    facts that are shown in another form, or as ``None``; ``whole`` is whether every required
    fact of the view is filled in and none is held.
    """

    view: str
    status: Whether
    facts: Mapping[str, Any] = attrs.field(factory=dict)
    masked: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    grounds: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    whole: bool | None = None


@attrs.frozen(kw_only=True)
class EntryState:
    """One entry as it stands.

    ``lacks`` are facts to be filled in; ``unsettled`` facts would say whether more must be;
    ``failed`` are checks not met. ``alike`` are entries that it repeats. ``withdraw`` are
    grounds on which its withdrawal is proposed.
    """

    id: str
    status: Status
    lacks: tuple[Lack, ...] = ()
    failed: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    alike: tuple[Alike, ...] = ()
    duties: tuple[Owed, ...] = ()
    term: Term | None = None
    recheck: Check | None = None
    withdraw: tuple[str, ...] = ()
    views: tuple[Shown, ...] = ()

    @property
    def repeats(self) -> bool:
        """Whether it is surely the same as an earlier entry."""
        return any(one.sure for one in self.alike)


@attrs.frozen
class Rate:
    """A share of entries, exact, and whether it reaches what is asked; see `Share`."""

    id: str
    share: Share
    at_least: Number | None = None
    target: str | None = None

    @property
    def attained(self) -> bool | None:
        """Whether it is reached; ``None`` while what is not known could change that."""
        return None if self.at_least is None else self.share.reaches(Fraction(self.at_least))

    @property
    def figure(self) -> str | None:
        """The share as an exact percentage, as figures of targets are written.

        >>> Rate("open", Share(2, 3)).figure
        '200/3%'
        """
        value = self.share.value
        return None if value is None else f"{format_number(value * 100)}%"

    def to_dict(self) -> dict[str, Any]:
        """As plain data, with the share worked out."""
        return {
            "id": self.id, "done": self.share.done, "total": self.share.total,
            "unknown": self.share.unknown, "value": jsonable(self.share.value),
            "figure": self.figure,
            "at_least": jsonable(self.at_least), "attained": self.attained,
            "target": self.target,
        }  # fmt: skip


@attrs.frozen(kw_only=True)
class RegisterResult:
    """Every entry as it stands, and the rates; entries that repeat another count once.

    ``lacking`` says in how many of them a fact is not filled in, the most frequent first.

    It is for those who keep the register: only what a view shows is for its readers.
    """

    register: Register
    entries: tuple[EntryState, ...]
    complete: Share
    lacking: Mapping[str, int]
    repeated: int
    unread: int
    rates: tuple[Rate, ...]

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The result in words."""
        return register_lines(self, vocabulary, language)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "complete": Rate("complete", self.complete), "lacking": self.lacking,
            "repeated": self.repeated,
            "unread": self.unread, "rates": self.rates, "entries": self.entries,
        }  # fmt: skip

    def titles(self) -> Mapping[str, Text]:
        """The titles of whatever in the register has an id."""
        return self.register.titles

    def attribute(self, name: str) -> Attribute | None:
        """A fact of the entries."""
        return self.register.attributes.get(name)
