"""Texts of rules as plain data, for answers that are written as JSON."""

from __future__ import annotations

from govcoord.text import Text


def wording(text: Text) -> str | dict[str, str] | None:
    """The text: plain, or per language; ``None`` where there is none.

    >>> wording(Text.of({"en": "elderly care", "zh-Hans": "养老服务"}))
    {'en': 'elderly care', 'zh-Hans': '养老服务'}
    """
    if text.plain is not None:
        return text.plain
    return dict(text.by_language) or None
