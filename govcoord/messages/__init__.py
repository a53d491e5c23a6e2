"""Texts of the command line and of test reports, mostly one module per language.

say = Messages("zh-Hans")
say("summary.cases", cases=3, decisions=2, rejected=1)
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from govcoord.messages.graphs import GRAPHS
from govcoord.messages.risks import RISKS
from govcoord.text import LANGUAGES

__all__ = ["LANGUAGES", "Messages", "language_of_locale", "texts_of"]

_MODULES = {"en": "en", "zh-Hans": "zh_hans", "zh-Hant": "zh_hant"}


def texts_of(language: str) -> Mapping[str, str]:
    """All texts of a language by key; ``KeyError`` for an unknown language."""
    module = import_module(f"govcoord.messages.{_MODULES[language]}")
    column = list(_MODULES).index(language)
    return {**module.MESSAGES, **{key: told[column] for key, told in (GRAPHS | RISKS).items()}}


class Messages:
    """The texts of one language; called with a key and the values of its placeholders."""

    __slots__ = ("_texts", "language")

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = texts_of(language)

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``key``, completed; ``KeyError`` when key or placeholder is unknown."""
        return self._texts[key].format(**values)


def language_of_locale(environ: Mapping[str, str]) -> str:
    """The language that the locale in ``environ`` asks for.

    >>> language_of_locale({"LANG": "zh_TW.UTF-8"}), language_of_locale({"LC_ALL": "C"})
    ('zh-Hant', 'en')
    """
    names = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "").replace("-", "_").lower()
    if not locale.startswith("zh"):
        return "en"
    tags = locale.partition(".")[0].partition("@")[0].split("_")[1:]
    return "zh-Hant" if {"tw", "hk", "mo", "hant"}.intersection(tags) else "zh-Hans"
