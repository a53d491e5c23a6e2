"""What stands at the head of a value: how a heading may be written, and what heads a number.

A case has facts, which the vocabulary titles, and a number of its own, which is no fact. Every
part that reads cases (files, `Plan.evaluate`, mechanisms, trails, tests) asks here which key
that is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Any, Final, TypeVar

from govcoord.errors import CaseError

T = TypeVar("T")

ID: Final = "id"
"""The key of a case that names it; it is no attribute."""

NUMBER_HEADINGS: Final = (
    ID, "ID", "编号", "編號", "案件编号", "案件編號", "案号", "案號",
)  # fmt: skip
"""What heads a case's own number. Words that may be a fact of their own (the number of a receipt,
of a matter, of a line) are not among them."""

SPANS: Final = (("自", "起", "中止起"), ("至", "止", "中止止"))
"""Words for the beginning and the end of a span of days: where one is read, all of its row are."""

TITLES: Final = {"en": ID, "zh-Hans": "编号", "zh-Hant": "編號"}
"""The heading that is written in each language."""

_HEADINGS: Final = frozenset(NUMBER_HEADINGS)
_NUMBERED = re.compile(r".*[号號]码?|(?i:no\.?|number|nr\.?|case|case[_ ]?(?:id|no|number))")
_BLANKS = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading with full-width letters as plain ones and without blanks that say nothing.

    >>> plain(" 投资额（万元） "), plain("编　号"), plain("as of")
    ('投资额(万元)', '编号', 'as of')
    """
    if heading.isascii():
        return heading.strip()
    without = _BLANKS.sub("", unicodedata.normalize("NFKC", heading)).strip()
    return unicodedata.normalize("NFKC", without)


def with_plain(words: Mapping[str, T]) -> dict[str, T]:
    """The words, their plain forms where these mean one thing only, and other words of `SPANS`.

    >>> with_plain({"投资额（元）": 1})
    {'投资额（元）': 1, '投资额(元)': 1}
    """
    forms: dict[str, list[T]] = {}
    for word, meant in words.items():
        form = plain(word)
        if form not in words and meant not in forms.setdefault(form, []):
            forms[form].append(meant)
    for row in SPANS:
        found = [words[word] for word in row if word in words]
        if len(found) == 1:
            forms |= {word: found for word in row if word not in words}
    return {**words, **{form: found[0] for form, found in forms.items() if len(found) == 1}}


def meaning(heading: str, words: Mapping[str, T]) -> T | None:
    """What a heading stands for among words that have been made by `with_plain`."""
    found = words.get(heading)
    return words.get(plain(heading)) if found is None else found


def is_number(heading: object, taken: Container[str] = ()) -> bool:
    """Whether a heading is that of a case's own number; ``taken`` are words for facts, which win.

    >>> is_number("编号"), is_number("编号", {"编号": "permit"}), is_number("序号")
    (True, False, False)
    """
    if not isinstance(heading, str):
        return False
    form = plain(heading)
    return form in _HEADINGS and heading not in taken and form not in taken


def number_hint(heading: str) -> str | None:
    """What to say of a heading that is none, where it seems to head a number of some kind.

    >>> number_hint("序号")
    'the number of a case is headed `id` or `编号`; leave columns of other numbers out'
    """
    if _NUMBERED.fullmatch(plain(heading)) is None:
        return None
    return "the number of a case is headed `id` or `编号`; leave columns of other numbers out"


def number_key(given: Mapping[str, Any], taken: Container[str] = ()) -> str | None:
    """The key under which a case's own number stands; `CaseError` where there are two."""
    found = [key for key in given if is_number(key, taken)]
    if len(found) > 1:
        hint = f"`{found[0]}` and `{found[1]}` both head the number of the case: leave one out"
        raise CaseError(found[1], given[found[1]], "the number of the case once", hint=hint)
    return found[0] if found else None


def number_of(facts: Mapping[str, Any], taken: Container[str] = ()) -> str | None:
    """A case's own number as text, without blanks around it; the first where there are two."""
    values = (value for key, value in facts.items() if is_number(key, taken))
    return next((text for value in values if value is not None and (text := str(value).strip())),
                None)  # fmt: skip


def without_number(facts: Mapping[str, Any], taken: Container[str] = ()) -> dict[str, Any]:
    """The facts alone, without the case's own number; `CaseError` where there are two."""
    key = number_key(facts, taken)
    return {name: value for name, value in facts.items() if name != key}
