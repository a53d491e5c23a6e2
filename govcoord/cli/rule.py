"""``govcoord rule``: what a code means, why it matters, and what to write instead."""

from __future__ import annotations

import re
import sys

import click
from rich.markdown import Markdown
from rich.text import Text as Styled

from govcoord.cli.faults import FINE, StopError
from govcoord.cli.local import Command, make_command
from govcoord.cli.output import console
from govcoord.codes import CODES
from govcoord.codes.pages import RANGES, general_message, page_in, severity_word
from govcoord.messages import Messages
from govcoord.nearest import suggest

_NUMBER = re.compile(r"(?:GC)?(\d{3})", re.IGNORECASE)


def make(say: Messages) -> Command:
    """The command ``rule``."""

    def rule(code: str | None) -> int:
        if code is None:
            print_catalogue(say)
        else:
            print_page(known_code(code, say), say)
        return FINE

    wanted = click.Argument(["code"], required=False, metavar=say("metavar.code"))
    return make_command(say, "rule", rule, [wanted])


def known_code(word: str, say: Messages) -> str:
    """The code that the user means: ``GC301``, ``gc301`` or ``301``."""
    number = _NUMBER.fullmatch(word.strip())
    code = f"GC{number[1]}" if number else word.strip().upper()
    if code in CODES:
        return code
    near = suggest(code, CODES)
    text = say("error.no_code", code=word)
    if near is not None:
        text += f"; {say('error.did_you_mean', word=near)}"
    raise StopError(text)


def print_page(code: str, say: Messages) -> None:
    """Print the page: laid out in a terminal, as Markdown text elsewhere."""
    try:
        text = page_in(code, say.language)
    except OSError as error:
        raise StopError(say("rule.missing")) from error
    if sys.stdout.isatty():
        console().print(Markdown(text))
    else:
        click.echo(text.rstrip("\n"))


def print_catalogue(say: Messages) -> None:
    """Print every code with its message, range by range."""
    out = console()
    for group in RANGES:
        if not group.codes:
            continue
        out.print(Styled(group.title(say.language), style="bold"))
        for code in group.codes:
            severity = severity_word(code, say.language)
            message = general_message(code, say.language)
            out.print(f"{code.code}  {severity:<7}  {message}", soft_wrap=True)
        out.print()
    out.print(say("rule.more"), soft_wrap=True)
