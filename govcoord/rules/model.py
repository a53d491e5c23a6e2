"""What every document and every rule has: id, title, source, dates, places, overrides."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

import attrs

from govcoord.numerals import Number
from govcoord.rules.reading.nodes import Node
from govcoord.source import Span
from govcoord.text import Text
from govcoord.units import Unit, format_quantity

Stage = Literal["in_force", "pilot", "draft"]
"""Whether rules hold, are tried out in the shadow of those that hold, or are being written."""


class Name(str):
    """An id as written, with its place; it is equal to the plain string."""

    __slots__ = ("span",)
    span: Span | None

    @classmethod
    def at(cls, text: str, span: Span | None) -> Name:
        """The id ``text`` written at ``span``."""
        name = cls(text)
        name.span = span
        return name

    def __reduce__(self) -> tuple[Any, ...]:
        return str, (str(self),)


@attrs.frozen(slots=True)
class Amount:
    """A number with its unit as written (``None`` for a bare number)."""

    value: Number
    unit: Unit | None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def written(self) -> str:
        """As it stands in the file; in English words where it comes from nowhere."""
        text = self.span.text.strip(" \t\"'") if self.span else ""
        return text or self.words()

    def words(self, language: str = "en") -> str:
        """The amount as a person writes it: ``10 workdays``, ``10个工作日``."""
        return format_quantity(self.value, self.unit, language)

    def __str__(self) -> str:
        return self.words()

    def to_dict(self) -> str:
        """As plain data: the amount in English words."""
        return self.words()


@attrs.frozen(slots=True)
class InForce:
    """The days on which a rule or document applies, both included; open ends are ``None``.

    ``by`` names the date attribute that is looked at: ``as_of`` unless said otherwise
    (``received`` for "the rule in force when the matter was accepted").
    """

    from_: date | None = attrs.field(default=None, metadata={"key": "from"})
    to: date | None = None
    by: Name | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True)
class Review:
    """How often a document must be reviewed and when it last was."""

    every: Amount | None = None
    last: date | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class Document:
    """The header of every YAML document.

    ``extends`` names the general document to which this one adds special rules, and
    ``special_rules`` says what such rules may do to those of this one. A document or rule at
    the stage ``pilot`` or ``draft`` is not in force.

    ``ALONE``: each document of the kind becomes tables of its own, not all of them together.
    """

    ALONE: ClassVar[bool] = False

    kind: str
    id: Name
    title: Text = Text()
    note: Text = Text()
    source: str = ""
    owner: str = ""
    stage: Stage = "in_force"
    extends: Name | None = None
    special_rules: Literal["prevail", "tighten", "none"] = "prevail"
    in_force: InForce | None = None
    jurisdiction: tuple[Name, ...] = ()
    review: Review | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class Rule:
    """What every rule of a document has; kinds add their outputs.

    ``when`` is kept as located YAML until the vocabulary is known.
    """

    id: Name
    title: Text = Text()
    note: Text = Text()
    source: str = ""
    stage: Stage = "in_force"
    when: Node | None = attrs.field(default=None, eq=False, repr=False)
    in_force: InForce | None = None
    jurisdiction: tuple[Name, ...] = ()
    overrides: tuple[Name, ...] = ()
    priority: int = 0
    span: Span | None = attrs.field(default=None, eq=False, repr=False)
