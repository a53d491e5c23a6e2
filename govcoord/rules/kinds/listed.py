"""Words that a document lists with their titles: options, channels, papers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import attrs

from govcoord.diagnostics import suggest
from govcoord.errors import CaseError
from govcoord.mechanisms.said import Titled
from govcoord.text import Text


@attrs.frozen
class Listed:
    """Ids with their titles; either may be written in input.

    >>> from govcoord.text import Text
    >>> Listed({"web": Text.of({"zh-Hans": "网站"})}).id_of("网站", "channel")
    'web'
    """

    titles: Mapping[str, Text]

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Titles and ids to ids."""
        words = {title: id_ for id_, text in self.titles.items() for title in text.all()}
        return words | {id_: id_ for id_ in self.titles}

    def id_of(self, word: str, name: str, where: str | None = None) -> str:
        """The id that a word stands for; `CaseError` for one that is not listed."""
        if word not in self.words:
            expected = Titled("one of " + ", ".join(f"`{id_}`" for id_ in self.titles), self.titles)
            near = suggest(word, self.words)
            hint = f"did you mean `{near}`?" if near else None
            raise CaseError(name, word, expected, hint=hint, where=where)
        return self.words[word]

    def label(self, id_: str, language: str) -> str:
        """The title in a language, or the id."""
        return self.titles[id_].get(language) or id_
