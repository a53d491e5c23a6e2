"""The chapter of parameters: the choices of the policy, who made them, what is still open."""

from __future__ import annotations

from collections.abc import Sequence

from govcoord.errors import UnitError
from govcoord.handbook.anchors import anchor
from govcoord.handbook.speech import Speech
from govcoord.handbook.widths import table_of
from govcoord.rules.parameters import Parameter
from govcoord.sections import Block, Paragraph, Row, Section, Span, Table, Words, words
from govcoord.units import format_quantity, parse_quantity


def is_open(parameter: Parameter) -> bool:
    """Whether the owner of the policy has still to settle it."""
    return parameter.basis == "default" and parameter.set_by is None


def parameters_chapter(parameters: Sequence[Parameter], speech: Speech) -> Section:
    """All parameters as a table, then the questions that are open."""
    say, language = speech.say, speech.language
    heads = ["name", "value", "basis", "source", "note"]
    rows = [_row(parameter, speech) for parameter in parameters]
    blocks: list[Block] = [Paragraph(words(say("parameters text")))]
    blocks.append(table_of([say(head) for head in heads], rows))
    asked = [p for p in parameters if is_open(p) and p.question]
    open_rows = [
        Row(
            (
                words(p.question.get(language)),
                words(_told(p.value, speech)),
                words(Span(p.title.get(language) or p.id, to=_anchor(p))),
            )
        )
        for p in asked
    ]
    heads_open = (say("question"), say("meanwhile"), say("name"))
    table = Table(heads_open, tuple(open_rows), (60, 14, 26))
    open_section = Section(say("open"), (Paragraph(words(say("open text"))), table), anchor="open")
    return Section(
        say("chapter parameters"),
        tuple(blocks),
        (open_section,) if asked else (),
        anchor="parameters",
    )


def _anchor(parameter: Parameter) -> str:
    return anchor("p", parameter.id)


def _row(parameter: Parameter, speech: Speech) -> Row:
    title = parameter.title.get(speech.language)
    first = words(Span(title, "strong"), "\n" if title else "", Span(parameter.id, "code"))
    note = parameter.note.get(speech.language)
    cells = (
        first,
        words(_value(parameter, speech)),
        words(speech.word("basis", parameter.basis), *_set(parameter, speech)),
        words(Span(parameter.source, "soft")),
        words(Span(note, "soft")),
    )
    return Row(cells, _anchor(parameter))


def _value(parameter: Parameter, speech: Speech) -> str:
    bounds = [
        speech.say(name, _told(bound, speech))
        for name, bound in (("at least", parameter.at_least), ("at most", parameter.at_most))
        if bound
    ]
    if parameter.options:
        bounds.append(
            speech.say(
                "options", speech.say("list").join(map(speech.plain_word, parameter.options))
            )
        )
    return "\n".join([_told(parameter.value, speech), *bounds])


def _told(value: object, speech: Speech) -> str:
    if isinstance(value, tuple):
        return speech.say("list").join(speech.plain_word(str(item)) for item in value)
    if isinstance(value, dict):
        return "\n".join(speech.pair(key, str(item)) for key, item in value.items())
    return _measured(str(value), speech)


def _measured(text: str, speech: Speech) -> str:
    """A quantity or a day as the language writes it; any other word by what it stands for."""
    try:
        number, unit = parse_quantity(text)
    except (ValueError, UnitError):
        return speech.plain_word(text)
    if unit is None or unit.name == "ratio":
        return text
    return format_quantity(number, unit, speech.language)


def _set(parameter: Parameter, speech: Speech) -> Words:
    if parameter.set_by is None:
        return ()
    return words("\n", speech.say("set by", parameter.set_by, _told(parameter.declared, speech)))
