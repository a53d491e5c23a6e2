"""An empty record of a mechanism as YAML, to be filled in."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

import attrs
import yaml

from govcoord.headings import TITLES
from govcoord.mechanisms.facts import Fact, fact_of
from govcoord.mechanisms.spans import Moment
from govcoord.messages import Messages
from govcoord.numerals import Number
from govcoord.rules.kinds.standards.given import with_facts
from govcoord.rules.mechanism import BlankRow, Blanks, Mechanism, Setting
from govcoord.rules.model import Amount
from govcoord.rules.records import without_none
from govcoord.rules.vocabulary import Vocabulary
from govcoord.units import find_unit

_SHOWN = 6


def template(
    record: type, vocabulary: Vocabulary, say: Messages, blanks: Blanks | None = None
) -> str:
    """Every fact of a record with its title, what it takes, and whether it must be given.

    First comes its own number, for people: it is told with the result.
    """
    number = f"{TITLES[say.language]}:  # {say('template.number_of')}"
    return "\n".join([number, *_lines(record, vocabulary, say, "", blanks)]) + "\n"


def blank_record(mechanism: Mechanism, setting: Setting, say: Messages) -> str:
    """The template of a mechanism's record, with the items and facts that its document names."""
    blanks = getattr(mechanism, "blanks", None)
    made = None if blanks is None else blanks(setting)
    return template(mechanism.record, setting.vocabulary, say, made)


def _lines(
    record: type,
    vocabulary: Vocabulary,
    say: Messages,
    indent: str,
    blanks: Blanks | None = None,
    row: BlankRow | None = None,
) -> Iterator[str]:
    attrs.resolve_types(record)
    for field in attrs.fields(record):
        # how many rows could not be read is counted, not written
        if field.init and not fact_of(field).unread:
            yield from _field(field, vocabulary, say, indent, blanks or Blanks(), row)


def _field(
    field: Any,
    vocabulary: Vocabulary,
    say: Messages,
    indent: str,
    blanks: Blanks,
    row: BlankRow | None,
) -> Iterator[str]:
    known, kind = fact_of(field), without_none(field.type)
    must = say("template.required") if field.default is attrs.NOTHING else ""
    key, title = _key_and_title(field, say.language)
    if row is not None and field.name in row.given:
        remark = row.remark.get(say.language) or ""
        yield f"{indent}{key}: {_as_key(row.given[field.name])}  # {remark}".rstrip(" #")
        return
    origin, args = get_origin(kind), get_args(kind)
    inner = without_none(args[0]) if origin in (tuple, frozenset) else kind
    if _is_record(inner):
        yield f"{indent}{key}:  # {_joined(title, must, say)}".rstrip(" #")
        deeper = indent + ("    " if origin is tuple else "  ")
        for one in blanks.rows.get(field.name) or (None,):
            lines = list(_lines(inner, vocabulary, say, deeper, row=one))
            if origin is tuple and lines:
                lines[0] = f"{indent}  - {lines[0].lstrip()}"
            yield from lines
        return
    if facts := blanks.facts.get(field.name):
        yield f"{indent}{key}:  # {_joined(title, say)}".rstrip(" #")
        yield from _lines(with_facts(_Facts, tuple(facts)), vocabulary, say, f"{indent}  ")
        return
    if row is not None and field.name in row.words:
        words = " | ".join(word.get(say.language) or "" for word in row.words[field.name])
        yield f"{indent}{key}:  # {_joined(title, say('template.one_of', words=words), say)}"
        return
    takes = _takes(inner, known, vocabulary, say)
    if origin is tuple or origin is frozenset:
        takes = say("template.list", of=takes)
    value = " {}" if origin in (Mapping, dict) else " []" if origin in (tuple, frozenset) else ""
    if field.default is None:
        value = ""  # an empty list would say that there are none
    yield f"{indent}{key}:{value}  # {_joined(title, takes, must, say)}"


@attrs.frozen(kw_only=True)
class _Facts:
    """A mapping of facts, of which those asked for are shown."""


def _key_and_title(field: Any, language: str) -> tuple[str, str]:
    """What is written before the colon, and what is said of it: a Chinese title is the key."""
    title = fact_of(field).title.get(language) or ""
    if language != "en" and title:
        return _as_key(title), ""
    return _as_key(field.name), title


def _as_key(word: str) -> str:
    """A word as a key of YAML: in quotes where it would be read as something else (``on``)."""
    return word if yaml.safe_load(f"{word}: 1") == {word: 1} else f"'{word}'"


def _joined(*parts: Any) -> str:
    *texts, say = parts
    return ("; " if say.language == "en" else "；").join(text for text in texts if text)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and attrs.has(kind) and kind is not Amount


def _takes(kind: Any, known: Fact, vocabulary: Vocabulary, say: Messages) -> str:
    if known.choices is not None:
        choices = vocabulary.choices.get(known.choices)
        names = [item.label(say.language) for item in choices.items] if choices else []
        shown = [*names[:_SHOWN], "…"] if len(names) > _SHOWN else names
        return say("template.one_of", words=" | ".join(shown))
    if get_origin(kind) is Literal:
        words = (_word(str(value), known, say.language) for value in get_args(kind))
        return say("template.one_of", words=" | ".join(words))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return say("template.one_of", words=" | ".join(str(m.value) for m in kind))
    if known.unit is not None:
        return say("template.quantity", unit=find_unit(known.unit).label(say.language))
    is_number = kind == Number or get_origin(kind) is None
    word = _WORDS.get(kind, "number" if is_number else "facts")
    return say(f"template.{word}")


def _word(value: str, known: Fact, language: str) -> str:
    """A value of a closed list as it may be written in the language."""
    title = known.titles.get(value)
    return title.get(language) if title else value


_WORDS: Mapping[Any, str] = {
    str: "text",
    bool: "boolean",
    int: "integer",
    date: "date",
    Amount: "amount",
    Moment: "moment",
}
