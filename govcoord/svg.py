"""What every picture needs: the width of text before it is drawn, line breaks, escaping.

Nothing here measures with a font, so that the same picture is drawn on every machine.
Widths are in hundredths of an em, the size of a Chinese character.
"""

from __future__ import annotations

import unicodedata
from fractions import Fraction

FONT = (
    "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    "'WenQuanYi Zen Hei',sans-serif"
)
"""The fonts that pictures ask for, the first that the viewer has."""

_NARROW, _BROAD = frozenset("ijltfrI1.,:;'|!()[]{} -·"), frozenset("mwMW@%—")
_CLOSING = frozenset("、，。；：？！）」”》,.;:?!)")


def sign_width(sign: str) -> int:
    """How wide one character is, in hundredths of an em, on the safe side."""
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in "WFA" or sign in _BROAD:
        return 100
    if sign in _NARROW:
        return 40
    return 75 if sign.isupper() else 62


def text_ems(text: str) -> int:
    """How wide a text is, in hundredths of an em, on the safe side.

    >>> text_ems("民政部门"), text_ems("is")
    (400, 102)
    """
    return sum(map(sign_width, text))


def cut(text: str, ems: int) -> str:
    """The text, with an ellipsis in place of what goes beyond ``ems`` hundredths of an em.

    >>> cut("养老机构综合监管", 500)
    '养老机构…'
    """
    if text_ems(text) <= ems:
        return text
    kept = text
    while kept and text_ems(kept) > ems - 100:
        kept = kept[:-1]
    return kept + "…"


def wrap(text: str, ems: int, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines, broken at blanks or between Chinese characters.

    What does not fit the last line is cut; no line begins with a closing mark.

    >>> wrap("养老机构综合监管", 500, 2)
    ('养老机构综', '合监管')
    """
    rest = " ".join(text.split())
    out: list[str] = []
    while text_ems(rest) > ems and len(out) < lines - 1:
        at = _break(rest, ems)
        out.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return (*out, cut(rest, ems))


def _break(text: str, ems: int) -> int:
    """Where the first line of a text ends: as late as it fits, and not within a word."""
    used = fits = 0
    for at, sign in enumerate(text):
        used += sign_width(sign)
        if used > ems:
            break
        fits = at + 1
    at = max(fits, 1)
    while at > 1 and not _may_break(text, at):
        at -= 1
    return at if at > 1 else max(fits, 1)


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at : at + 1]
    if after in _CLOSING:
        return False
    wide = "W" in map(unicodedata.east_asian_width, (before, after))
    return wide or before.isspace() or after.isspace()


def decimal(value: Fraction | int) -> str:
    """Two decimals, rounded half up, without a binary float.

    >>> decimal(Fraction(1, 3)), decimal(-2)
    ('0.33', '-2.00')
    """
    hundredths = (Fraction(value) * 100 + Fraction(1, 2)).__floor__()
    sign, whole = ("-", -hundredths) if hundredths < 0 else ("", hundredths)
    return f"{sign}{whole // 100}.{whole % 100:02d}"


def escaped(text: str) -> str:
    """The text as it stands in XML, in content or in a quoted attribute.

    Characters that XML does not allow are replaced.

    >>> escaped('a < "b"')
    'a &lt; &quot;b&quot;'
    """
    signs = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    return "".join(signs.get(sign, sign) if _allowed(sign) else "\ufffd" for sign in text)


def _allowed(sign: str) -> bool:
    code = ord(sign)
    if code < 0x20:
        return sign in "\t\n"
    return not (0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF))
