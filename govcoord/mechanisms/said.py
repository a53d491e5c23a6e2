"""Words of mechanisms in three languages: tables of texts, and texts that know their Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from govcoord.text import LANGUAGES, Text

COLUMN = {"en": 0, "zh-Hans": 1, "zh-Hant": 2}
"""Where a language stands in a row of texts."""
assert set(COLUMN) == set(LANGUAGES)

Texts = Mapping[str, tuple[str, str, str]]
"""Rows of texts: English, simplified and traditional Chinese."""


class Said(str):
    """English text that can also be had in Chinese, for the messages of `CaseError`.

    >>> said = Said("a lead", "牵头部门", "牽頭部門")
    >>> str(said), said.in_language("zh-Hans")
    ('a lead', '牵头部门')
    """

    __slots__ = ("hans", "hant")
    hans: str
    hant: str

    def __new__(cls, en: str, hans: str, hant: str) -> Said:
        made = super().__new__(cls, en)
        made.hans, made.hant = hans, hant
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return Said, (str(self), self.hans, self.hant)

    def in_language(self, language: str) -> str:
        """The text in ``en``, ``zh-Hans`` or ``zh-Hant``."""
        return (str(self), self.hans, self.hant)[COLUMN[language]]


class Titled(str):
    """An English wording with ids in backticks, for which other languages have titles.

    >>> from govcoord.text import Text
    >>> known = Titled("one of `due`", {"due": Text.of({"en": "due", "zh-Hans": "完成期限"})})
    >>> str(known), known.in_language("zh-Hans")
    ('one of `due`', '`完成期限` 之一')
    """

    __slots__ = ("titles",)
    titles: Mapping[str, Text]

    def __new__(cls, text: str, titles: Mapping[str, Text]) -> Titled:
        made = super().__new__(cls, text)
        made.titles = titles
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return Titled, (str(self), self.titles)

    def in_language(self, language: str) -> str:
        """The text in ``en``, ``zh-Hans`` or ``zh-Hant``."""
        from govcoord.messages.expected import localised

        def title(match: re.Match[str]) -> str:
            known = self.titles.get(match[1])
            return f"`{known.get(language) or match[1]}`" if known else match[0]

        text = localised(str(self), language)
        return text if language == "en" else re.sub("`([^`]+)`", title, text)


def said(texts: Texts, key: str, **params: object) -> Said:
    """The text ``key`` with its parameters in place, in all languages.

    A parameter may be a function of the language.
    """
    return Said(*(phrase(texts, key, language, **params) for language in COLUMN))


def said_by(words: Callable[[str], str]) -> Said:
    """What a function of the language gives, in all languages.

    >>> said_by(lambda language: {"en": "tax"}.get(language, "税务")).in_language("zh-Hant")
    '税务'
    """
    return Said(*(words(language) for language in COLUMN))


def phrase(texts: Texts, key: str, language: str, **params: object) -> str:
    """The text ``key`` in one language with its parameters in place."""
    told = {name: value(language) if callable(value) else value for name, value in params.items()}
    return texts[key][COLUMN[language]].format(**told)
