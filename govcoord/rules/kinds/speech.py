"""Results of mechanisms in words: phrases in three languages, names, days and spans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.mechanisms.said import COLUMN, Texts, phrase
from govcoord.mechanisms.spans import Moment, Span
from govcoord.rules.places import KeyTitle, Places

if TYPE_CHECKING:
    from govcoord.rules.vocabulary import Vocabulary

_LIST = (", ", "、", "、")
_NOBODY = ("nobody", "无", "無")
_UNKNOWN = ("not known", "未知", "未知")


@attrs.frozen
class Speech:
    """Says phrases of one mechanism in one language."""

    phrases: Texts
    vocabulary: Vocabulary
    language: str

    def pick(self, texts: tuple[str, str, str]) -> str:
        """The text in the language."""
        return texts[COLUMN[self.language]]

    def say(self, key: str, **params: object) -> str:
        """The phrase with its parameters."""
        return phrase(self.phrases, key, self.language, **params)

    def name(self, id_: str | None, choices: str = "departments") -> str:
        """The title of a department (or another choice), or the word itself."""
        if id_ is None:
            return self.pick(_UNKNOWN)
        listed = self.vocabulary.choices.get(choices)
        return listed.label(id_, self.language) if listed else id_

    def names(self, ids: Iterable[str], choices: str = "departments") -> str:
        """Several titles, joined."""
        return self.joined(self.name(id_, choices) for id_ in ids)

    def facts(
        self, paths: Iterable[str], record: type[Any] | None = None, keys: KeyTitle | None = None
    ) -> str:
        """Facts of the case, or places in a record, by their titles; see `Places`."""
        return self.joined(Places(self.vocabulary, self.language, record, keys).titles(paths))

    def joined(self, words: Iterable[str]) -> str:
        """Words in a list; a word for nobody where there are none."""
        return self.pick(_LIST).join(words) or self.pick(_NOBODY)

    def moment(self, moment: Moment | None) -> str:
        """A day, or a moment to the minute."""
        if moment is None:
            return self.pick(_UNKNOWN)
        if isinstance(moment, datetime):
            return moment.isoformat(" ", "minutes")
        return moment.isoformat()

    def span(self, span: Span) -> str:
        """A length of time."""
        return span.words(self.language)
