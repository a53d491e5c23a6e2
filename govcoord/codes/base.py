"""What one diagnostic code is."""

from __future__ import annotations

import re
import string
from functools import cached_property
from typing import Literal, get_args

from attrs import field, frozen
from attrs.validators import in_, matches_re

Severity = Literal["error", "warning", "note"]
Language = Literal["en", "zh-Hans", "zh-Hant"]
Text = tuple[str, str | None]  # message template, hint template

LANGUAGES: tuple[str, ...] = get_args(Language)


@frozen(slots=False)
class Code:
    """One kind of problem: its number, how bad it is, and its texts.

    Templates take ``{name}`` placeholders in the manner of ``str.format``.
    """

    code: str = field(validator=matches_re(re.compile(r"GC[1-6]\d\d")))
    severity: Severity = field(validator=in_(get_args(Severity)))
    en: Text
    zh_hans: Text
    zh_hant: Text

    def text(self, language: str) -> Text:
        """Message and hint template in ``language``; ValueError when it is unknown."""
        if language == "en":
            return self.en
        if language == "zh-Hans":
            return self.zh_hans
        if language == "zh-Hant":
            return self.zh_hant
        raise ValueError(f"unknown language {language!r}, expected one of {', '.join(LANGUAGES)}")

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """The names of all parameters that any text of this code needs."""
        texts = [part for text in (self.en, self.zh_hans, self.zh_hant) for part in text if part]
        return frozenset().union(*map(placeholders, texts))


def placeholders(template: str) -> frozenset[str]:
    """The parameter names in one template."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
