"""What a text is to a statistical matcher: how often runs of one to three characters occur."""

from __future__ import annotations

import unicodedata
from collections import Counter

LONGEST = 3
"""The longest run of characters that is looked at."""


def plain(text: str) -> str:
    """The text in one form: full-width letters and digits narrow, no case.

    >>> plain("ＡＢ１２ 养老院")
    'ab12 养老院'
    """
    return unicodedata.normalize("NFKC", text).casefold()


def grams(text: str, longest: int = LONGEST) -> Counter[str]:
    """Runs of 1 to ``longest`` characters within words; a space marks a word's edges.

    Nothing is joined over a mark or a space.

    >>> sorted(grams("补办,证", 2))
    [' 补', ' 证', '办', '办 ', '补', '补办', '证', '证 ']
    """
    found: Counter[str] = Counter()
    for word in "".join(c if c.isalnum() else " " for c in plain(text)).split():
        edged = f" {word} "
        for size in range(1, longest + 1):
            found.update(edged[at : at + size] for at in range(len(edged) - size + 1))
    del found[" "]
    return found
