"""What a test expected and what came, in the words of the user's language.

Both sides are plain data; here ids become titles, truth values 是 or 否, and numbers get their
unit, so that the two sides look alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from govcoord.messages import Messages
from govcoord.rules.conditions.words import describe_value
from govcoord.rules.engine import Plan
from govcoord.rules.resolve import STATUS_CHOICES
from govcoord.rules.values import FALSE_WORDS, TRUE_WORDS, BadValue, to_value
from govcoord.rules.vocabulary import Attribute
from govcoord.testing.matching import LIST_KEYS

_KEYS = (
    *("joint_required", "lead", "supports", "liabilities"),
    *("outcome", "rules", "undetermined", "conflict", "absent", "rejected"),
)
_AS_WRITTEN = frozenset({"state", "why", "how", "because"})
"""Words of a closed list that tests write as they are: some are ids of facts too (``overdue``)."""
_RECORD_FACT = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")


class Wording:
    """Words for the keys and values of mismatches of one plan."""

    def __init__(self, plan: Plan, say: Messages) -> None:
        self.say, self.vocabulary = say, plan.vocabulary
        language = say.language
        self.attributes: dict[str, Attribute] = {}
        self.names: dict[str, str] = {}
        for record in self.vocabulary.records.values():
            self.attributes |= record.fields
            self.names[record.key] = record.title.get(language) or record.key
        self.attributes |= self.vocabulary.attributes
        self.names |= {id_: a.label(language) for id_, a in self.attributes.items()}
        self.names |= {key: say(f"test.key_{key}") for key in _KEYS if key not in self.names}
        self.tables = {t.id: t.title.get(language) or t.id for t in plan.tables}
        self.choices: dict[str, str] = {}
        for choices in (STATUS_CHOICES, *self.vocabulary.choices.values()):
            for item in choices.items:
                self.choices.setdefault(item.id, item.title.get(language) or item.id)

    def key(self, key: str) -> str:
        """The title of what was expected."""
        return self.names.get(key, key)

    def value(self, key: str, value: Any) -> str:
        """The value of an answer, an attribute or one of a mapping's keys."""
        if value is None or value in ([], {}):
            return self.say("test.nothing")
        if isinstance(value, Mapping):
            return self._mapping(key, value)
        attribute = None if key in _AS_WRITTEN else self.attributes.get(key)
        if attribute is not None:
            try:
                return describe_value(to_value(value, attribute), attribute, self.say.language)
            except BadValue:
                pass
        if key in _AS_WRITTEN and isinstance(value, str):
            return value
        if isinstance(value, list):
            return self.say("value.list").join(self.value("", item) for item in value)
        # a list may name facts to ask for; a single word such as `closed` is a state, not the fact
        return self._word(value, facts=not key or key in _KEYS)

    def _mapping(self, key: str, value: Mapping[str, Any]) -> str:
        parts = []
        for name, item in value.items():
            title = self.tables.get(name) if key == "outcome" else None
            inside = key if name in LIST_KEYS else name
            owner = title or self.names.get(name, name)
            parts.append(self.say("value.of", owner=owner, facts=self.value(inside, item)))
        return self.say("value.groups").join(parts)

    def _word(self, value: Any, facts: bool) -> str:
        if isinstance(value, bool):
            return self.say("value.true") if value else self.say("value.false")
        text = str(value)
        if text in TRUE_WORDS | FALSE_WORDS:
            return self.say("value.true") if text in TRUE_WORDS else self.say("value.false")
        match = _RECORD_FACT.fullmatch(text)
        if match is not None:
            record, number, field = match.groups()
            title = self.names.get(record, record)
            owner = self.say("value.record", record=title, number=int(number) + 1)
            return self.say("value.of", owner=owner, facts=self.names.get(field, field))
        known = (self.choices, *((self.names, self.tables) if facts else ()))
        return next((words[text] for words in known if words.get(text)), text)
