"""Text: a title or label, plain or per language."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
"""The languages that govcoord speaks, as BCP 47 tags."""

_FALLBACK = {
    "en": ("en", "zh-Hans", "zh-Hant"),
    "zh-Hans": ("zh-Hans", "zh-Hant", "en"),
    "zh-Hant": ("zh-Hant", "zh-Hans", "en"),
}


@attrs.frozen(slots=True)
class Text:
    """A text that is the same in every language (``plain``) or given per language.

    >>> Text("养老服务").get("en")
    '养老服务'
    >>> Text.of({"en": "elderly care", "zh-Hans": "养老服务"}).get("zh-Hant")
    '养老服务'
    """

    plain: str | None = None
    by_language: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, value: str | Mapping[str, str]) -> Text:
        """Make a text from a string or a mapping of language tags to strings."""
        if isinstance(value, str):
            return cls(value)
        return cls(None, tuple(sorted(value.items())))

    def get(self, language: str = "en") -> str:
        """The text in ``language``, else in the nearest language that has one."""
        if self.plain is not None:
            return self.plain
        known = dict(self.by_language)
        for tag in _FALLBACK.get(language, LANGUAGES):
            if tag in known:
                return known[tag]
        return ""

    def all(self) -> tuple[str, ...]:
        """Every wording, for look-ups by label."""
        return (self.plain,) if self.plain is not None else tuple(t for _, t in self.by_language)

    def __bool__(self) -> bool:
        return self.plain is not None or bool(self.by_language)

    def __str__(self) -> str:
        return self.get("en")
