"""Samples that anybody can draw again: no hidden randomness."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import attrs


@attrs.frozen(kw_only=True)
class Sample:
    """How a sample is drawn: a share by a hash of the id, or every ``n``-th in the order given.

    ``salt`` is published with the sample: with another one another sample of the same share
    is drawn. ``first`` is the number of the first of every ``n``-th, counted from 1.
    """

    share: Fraction | None = None
    salt: str = ""
    every: int | None = None
    first: int = 1

    def draws(self, id_: str, number: int) -> bool:
        """Whether the case of that id, the ``number``-th counted from 1, is drawn.

        By share the answer depends on id and salt alone: more cases never change it.

        >>> [Sample(every=3, first=2).draws("x", n) for n in range(1, 7)]
        [False, True, False, False, True, False]
        >>> Sample(share=Fraction(1)).draws("x", 1), Sample(share=Fraction(0)).draws("x", 1)
        (True, False)
        """
        if self.every is not None:
            return number >= self.first and (number - self.first) % self.every == 0
        assert self.share is not None
        return place_of(id_, self.salt) < self.share


def place_of(id_: str, salt: str) -> Fraction:
    """The place of an id between 0 and 1: SHA-256 of salt and id in UTF-8, over 2 to the 256th.

    >>> place_of("2026-001", "") < 1
    True
    """
    digest = hashlib.sha256(f"{salt}\n{id_}".encode()).digest()
    return Fraction(int.from_bytes(digest, "big"), 2**256)
