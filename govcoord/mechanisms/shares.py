"""Shares of what was done among what had to be, with what is not known kept apart."""

from __future__ import annotations

from fractions import Fraction

import attrs


@attrs.frozen
class Share:
    """``done`` of ``total``; ``unknown`` more may belong to the total, done or not.

    ``value`` is ``None`` where the total is empty: there is nothing to take a share of, and
    that is neither none nor all.
    """

    done: int
    total: int
    unknown: int = 0

    @property
    def value(self) -> Fraction | None:
        """The share of what is known, exact.

        >>> Share(2, 3).value, Share(0, 0).value
        (Fraction(2, 3), None)
        """
        return Fraction(self.done, self.total) if self.total else None

    def reaches(self, target: Fraction) -> bool | None:
        """Whether the share is at least the target; ``None`` while the unknown could change it.

        Compared exactly: 97.96% does not reach 98%. ``None`` too where there is nothing.

        >>> Share(48, 49).reaches(Fraction(98, 100)), Share(9, 9, 1).reaches(Fraction(1))
        (False, None)
        """
        if not self.total:
            return None
        # One unknown case may be left out, done, or not done.
        worst = Fraction(self.done, self.total + self.unknown)
        best = Fraction(self.done + self.unknown, self.total + self.unknown)
        if worst >= target:
            return True
        return False if best < target else None

    def __add__(self, other: Share) -> Share:
        return Share(self.done + other.done, self.total + other.total, self.unknown + other.unknown)
