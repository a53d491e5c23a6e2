"""Masks over texts, and a search for what a mask was meant to hide.

A mask is a declared rule over one value: so many characters stay, the rest become stars. It
makes nobody anonymous: who knows the other facts of a record may still know whom it is about.
What looks like a number of a person is found by its form alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

import attrs

STAR = "*"

Look: TypeAlias = Literal["identity_number", "mobile_number", "bank_card", "email"]

SHORTEST = 2
"""Letters and digits that a text must have to be looked for in another one."""

_BREAK = r"[ \-]?"
_IDENTITY = re.compile(rf"(?<![0-9A-Z])(?:[0-9]{_BREAK}){{17}}[0-9X](?![0-9A-Z])", re.IGNORECASE)
_MOBILE = re.compile(rf"(?<![0-9])(?:\+?86{_BREAK})?1[3-9](?:{_BREAK}[0-9]){{9}}(?![0-9])")
_CARD = re.compile(rf"(?<![0-9])[0-9](?:{_BREAK}[0-9]){{15,18}}(?![0-9])")
_EMAIL = re.compile(r"[0-9A-Za-z._%+\-]+@[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)+")
_DIGITS = re.compile("[^0-9X]")
_SIGNS = re.compile(r"[\W_]+")
_SEVERAL = re.compile(r"[、，,;；/|\s]+")


@attrs.frozen(kw_only=True)
class Mask:
    """Keeps ``first`` and ``last`` characters of a text, the others become stars.

    A text of which fewer than ``least`` characters would be hidden is hidden as a whole, so
    that a short name is not shown because it is short.
    """

    first: int = 0
    last: int = 0
    least: int = 1

    def of(self, text: str) -> str:
        """The text as it is shown; how long it is shows too.

        >>> Mask(first=1).of("欧阳娜娜"), Mask(first=3, last=4).of("13800001234")
        ('欧***', '138****1234')
        >>> Mask(first=1, last=1).of("张三")
        '**'
        """
        plain = unicodedata.normalize("NFC", text.strip())
        hidden = len(plain) - self.first - self.last
        if hidden < max(self.least, 1):
            return STAR * len(plain)
        return plain[: self.first] + STAR * hidden + plain[len(plain) - self.last :]


def folded(text: str) -> str:
    """Letters and digits alone, wide ones as narrow ones, without regard to case.

    >>> folded("ＡＢ-12 张·三")
    'ab12张三'
    """
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def needles(value: str) -> tuple[str, ...]:
    """What a personal value is looked for by, folded: the whole, and each of several in it.

    What is one letter or digit is not looked for.

    >>> needles("张三、李四 五"), needles("李")
    (('张三李四五', '张三', '李四'), ())
    """
    wanted = (folded(one) for one in (value, *_SEVERAL.split(value)))
    return tuple(dict.fromkeys(one for one in wanted if len(one) >= SHORTEST))


def found_in(wanted: Iterable[str], text: str) -> bool:
    """Whether one of the needles can be read in a text, however that is broken by signs.

    >>> found_in(needles("13800001234"), "电话 138-0000-1234。"), found_in(needles("李"), "李子")
    (True, False)
    """
    flat = folded(text)
    return any(one in flat for one in wanted)


def looks(text: str, wanted: Iterable[Look]) -> tuple[Look, ...]:
    """What of ``wanted`` a text seems to contain, by its form.

    >>> looks("已电告 138 0000 1234", ["mobile_number", "identity_number"])
    ('mobile_number',)
    """
    plain = unicodedata.normalize("NFKC", text)
    return tuple(look for look in wanted if _LOOKS[look](plain))


def _identity(text: str) -> bool:
    """Eighteen signs with a day of birth in them; the check digit may be mistyped."""
    for match in _IDENTITY.finditer(text):
        digits = _DIGITS.sub("", match[0].upper())
        try:
            born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
        except ValueError:
            continue
        if born.year >= 1850:
            return True
    return False


def _card(text: str) -> bool:
    """Sixteen to nineteen digits that keep the rule of Luhn, as bank cards do."""
    return any(_luhn(_DIGITS.sub("", match[0])) for match in _CARD.finditer(text))


def _luhn(digits: str) -> bool:
    total = 0
    for n, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if n % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


_LOOKS: Final[Mapping[Look, Callable[[str], bool]]] = {
    "identity_number": _identity,
    "mobile_number": lambda text: _MOBILE.search(text) is not None,
    "bank_card": _card,
    "email": lambda text: _EMAIL.search(text) is not None,
}
