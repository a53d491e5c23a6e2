"""Decision tables: what every document kind is lowered to.

A table has a scope (the case, or each record of one kind), a hit policy, rules whose
conditions are unions of boxes, and typed outputs. Outputs of one table are facts of others.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any, Literal

import attrs

from govcoord.mechanisms.said import Said
from govcoord.rules.regions import Box
from govcoord.source import Span
from govcoord.text import Text


class HitPolicy(enum.Enum):
    """What happens when several rules match (the names are those of the DMN standard).

    ``unique``: no two may match, whatever they say. ``any``: several may match if they say
    the same. ``first``: the first in the order written. ``priority``: the highest
    ``priority``; several of the highest must say the same. ``collect``: all of them.
    """

    UNIQUE = "unique"
    ANY = "any"
    FIRST = "first"
    PRIORITY = "priority"
    COLLECT = "collect"


class Aggregate(enum.Enum):
    """How a collect table makes one fact of the outputs of many rules.

    ``union`` of sets or choices; ``any``: true if one rule says true; ``sum``, ``min``,
    ``max`` of numbers; ``count`` of rules that gave the output.
    """

    UNION = "union"
    ANY = "any"
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    COUNT = "count"


@attrs.frozen(slots=True)
class FactRef:
    """An output that takes the value of an attribute of the case."""

    attribute: str


@attrs.frozen(slots=True)
class Output:
    """One output of a table: the attribute it gives, how it is collected, its default.

    ``attribute`` is ``None`` for an output that is recorded and not usable as a fact.
    ``default`` is what a collect aggregate or a table without a match gives; ``None``: nothing.
    ``stricter`` says whether a higher or a lower value asks more of those who are bound by it.
    """

    id: str
    attribute: str | None = None
    aggregate: Aggregate | None = None
    default: Any = None
    stricter: Literal["higher", "lower"] | None = None


@attrs.frozen(slots=True)
class TableRule:
    """One rule of a table.

    ``boxes`` is the condition; ``outputs`` pairs output ids with canonical values or
    `FactRef`; ``overrides`` the ids of rules of the same table that give way to this one
    (already closed under transitivity); ``source`` the citation; ``named`` the overrides
    that the rule itself spells out (each with its place, where it was read from a file);
    ``condition`` the place of what it asks; ``values`` the outputs as a mapping.
    """

    id: str
    boxes: tuple[Box, ...]
    outputs: tuple[tuple[str, Any], ...]
    title: Text = Text()
    source: str = ""
    overrides: frozenset[str] = frozenset()
    priority: int = 0
    document: str = ""
    named: frozenset[str] = frozenset()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)
    condition: Span | None = attrs.field(default=None, eq=False, repr=False)
    values: Mapping[str, Any] = attrs.field(init=False, eq=False, repr=False)

    @values.default
    def _mapped(self) -> Mapping[str, Any]:
        return dict(self.outputs)


Clash = Callable[[Mapping[str, Any], Mapping[str, Any]], "Said | None"]
"""Why what two rules say cannot hold together, in words."""


@attrs.frozen(slots=True)
class Table:
    """A decision table.

    ``scope`` is ``None`` for the case or the id of a record kind; ``status`` names the
    attribute that tells whether the table was ``decided``, gave ``none`` or was in
    ``conflict`` (missing while undetermined); ``must_answer`` are the boxes of cases for
    which having no answer is a gap (empty: none is); an ``auxiliary`` table serves another and
    is passed over in explanations when it has nothing to say; ``clash`` tells why the outputs
    of two rules of a collect table cannot hold together, ``None`` where they can.
    """

    id: str
    hit: HitPolicy
    rules: tuple[TableRule, ...]
    outputs: tuple[Output, ...]
    scope: str | None = None
    title: Text = Text()
    status: str | None = None
    must_answer: tuple[Box, ...] = ()
    auxiliary: bool = False
    clash: Clash | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def inputs(self) -> frozenset[str]:
        """The attributes that its rules test or copy."""
        tested = {name for rule in self.rules for box in rule.boxes for name, _ in box.tests}
        copied = {
            value.attribute
            for rule in self.rules
            for _, value in rule.outputs
            if isinstance(value, FactRef)
        }
        return frozenset(tested | copied)

    @property
    def facts(self) -> frozenset[str]:
        """The attributes that it gives to other tables."""
        given = {output.attribute for output in self.outputs if output.attribute}
        return frozenset(given | ({self.status} if self.status else set()))
