"""Words of mechanisms in three languages: tables of texts, and texts that know their Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from govcoord.text import LANGUAGES

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


def said(texts: Texts, key: str, **params: object) -> Said:
    """The text ``key`` with its parameters in place, in all languages.

    A parameter may be a function of the language.
    """
    return Said(*(phrase(texts, key, language, **params) for language in COLUMN))


def phrase(texts: Texts, key: str, language: str, **params: object) -> str:
    """The text ``key`` in one language with its parameters in place."""
    told = {name: value(language) if callable(value) else value for name, value in params.items()}
    return texts[key][COLUMN[language]].format(**told)
