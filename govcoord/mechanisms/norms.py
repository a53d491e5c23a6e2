"""What norms of departments say, and whether two of them can be kept at once.

A norm speaks of one thing (``about``): it makes it a duty, forbids or allows it, bounds a
quantity, or asks for materials. Two norms clash where nobody can keep both.
"""

from __future__ import annotations

import enum
from fractions import Fraction
from typing import Any

import attrs

from govcoord.mechanisms.said import Said, Texts, said

WORDS: Texts = {
    "duty": ("one demands what the other forbids", "一方要求，另一方禁止", "一方要求，另一方禁止"),
    "permission": (
        "one allows what the other forbids",
        "一方允许，另一方禁止",
        "一方允許，另一方禁止",
    ),
    "bounds": (
        "at least {low} and at most {high} cannot both be kept",
        "至少{low}与至多{high}无法同时满足",
        "至少{low}與至多{high}無法同時滿足",
    ),
    "materials": (
        "one asks for what the other forbids to ask for: {items}",
        "一方要求提交、另一方禁止索要：{items}",
        "一方要求提交、另一方禁止索要：{items}",
    ),
}


class Duty(enum.Enum):
    """What a norm makes of an act."""

    MUST = "must"
    MUST_NOT = "must_not"
    MAY = "may"


@attrs.frozen
class Bound:
    """An end of what a norm allows, with the words it is written in; ends are included."""

    value: Fraction | int
    dimension: str
    words: dict[str, str] = attrs.field(hash=False)


@attrs.frozen
class Norm:
    """What a norm says: its issuer, what it is about, and the duty, bounds or materials."""

    issuer: str
    about: str
    duty: Duty | None = None
    at_least: Bound | None = None
    at_most: Bound | None = None
    requires: frozenset[str] = frozenset()
    forbids: frozenset[str] = frozenset()

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "issuer": self.issuer,
            "about": self.about,
            "duty": self.duty.value if self.duty else None,
            "at_least": self.at_least.words["en"] if self.at_least else None,
            "at_most": self.at_most.words["en"] if self.at_most else None,
            "requires": sorted(self.requires),
            "forbids": sorted(self.forbids),
        }


def clash(one: Norm, other: Norm) -> Said | None:
    """Why two norms cannot both be kept, in words; ``None`` where they can.

    >>> a = Norm("health", "notice", duty=Duty.MUST)
    >>> str(clash(a, Norm("finance", "notice", duty=Duty.MUST_NOT)))
    'one demands what the other forbids'
    >>> clash(a, Norm("finance", "notice", duty=Duty.MAY)) is None
    True
    """
    if one.about != other.about:
        return None
    duties = {one.duty, other.duty}
    if duties == {Duty.MUST, Duty.MUST_NOT}:
        return said(WORDS, "duty")
    if duties == {Duty.MAY, Duty.MUST_NOT}:
        return said(WORDS, "permission")
    for low, high in ((one.at_least, other.at_most), (other.at_least, one.at_most)):
        if low and high and low.dimension == high.dimension and low.value > high.value:
            return said(WORDS, "bounds", low=low.words.get, high=high.words.get)
    items = (one.requires & other.forbids) | (other.requires & one.forbids)
    if items:
        return said(WORDS, "materials", items="、".join(sorted(items)))
    return None
