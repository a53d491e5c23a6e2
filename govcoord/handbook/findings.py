"""What the check found: contradictions of the plan, and the notes of the appendix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govcoord.diagnostics import Diagnostic
from govcoord.handbook.speech import Speech
from govcoord.sections import Paragraph, Row, Section, Span, Table, Words, words

CONTRADICTIONS: Final = frozenset({"GC404", "GC405", "GC406", "GC407"})
"""Codes of what does not agree in the plan itself."""


def contradictions_chapter(found: Sequence[Diagnostic], speech: Speech) -> Section | None:
    """Where the plan does not agree with itself; ``None`` where nothing was found."""
    chosen = [one for one in found if one.code in CONTRADICTIONS]
    if not chosen:
        return None
    rows = tuple(Row((words(_message(one, speech)), words(_hint(one, speech)))) for one in chosen)
    heads = (speech.say("finding"), speech.say("advice"))
    text = Paragraph(words(speech.say("contradictions text")))
    table = Table(heads, rows, (64, 36))
    return Section(speech.say("chapter contradictions"), (text, table), anchor="contradictions")


def check_chapter(found: Sequence[Diagnostic] | None, speech: Speech) -> Section:
    """The other findings; ``None``: the check was not run."""
    say = speech.say
    rest = [one for one in found or () if one.code not in CONTRADICTIONS]
    said = "check not" if found is None else "check text" if rest else "check none"
    blocks: list[Paragraph | Table] = [Paragraph(words(say(said)))]
    if rest:
        heads = (say("code"), say("finding"), say("place"))
        rows = tuple(
            Row(
                (
                    words(Span(one.code, "code"), "\n", say(f"severity {one.severity}")),
                    _told(one, speech),
                    words(Span(_place(one), "soft")),
                )
            )
            for one in rest
        )
        blocks.append(Table(heads, rows, (10, 68, 22)))
    return Section(say("chapter check"), tuple(blocks), anchor="check")


def _message(one: Diagnostic, speech: Speech) -> str:
    message: str = one.message(speech.language)
    return message.replace("`", "")


def _hint(one: Diagnostic, speech: Speech) -> str:
    return (one.hint(speech.language) or "").replace("`", "")


def _told(one: Diagnostic, speech: Speech) -> Words:
    parts: list[str | Span] = [_message(one, speech)]
    witness = one.told.get(speech.language)
    if witness:
        parts += ["\n", Span(speech.say("example", witness), "soft")]
    hint = _hint(one, speech)
    if hint:
        parts += ["\n", Span(hint, "soft")]
    return words(*parts)


def _place(one: Diagnostic) -> str:
    if one.span is None:
        return ""
    name = one.span.source.name.replace("\\", "/").rpartition("/")[2]
    return f"{name}:{one.span.line}"
