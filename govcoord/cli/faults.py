"""What the user is told when something is wrong, and with which exit code."""

from __future__ import annotations

import errno
import os
import sys
import traceback

import click

from govcoord.errors import GovcoordError, InputError
from govcoord.messages import Messages

FINE, FINDINGS, USAGE = 0, 1, 2
"""Exit codes."""

PIPE_CLOSED = 141
"""The exit code when the reader of the output went away: what a shell gives for SIGPIPE."""

TRACEBACK = "GOVCOORD_TRACEBACK"


class StopError(GovcoordError):
    """A command cannot go on; ``text`` says why in the user's language."""

    def __init__(self, text: str, code: int = USAGE) -> None:
        self.text, self.code = text, code
        super().__init__(text)


def exit_code(error: Exception, say: Messages) -> int:
    """Tell the user about an exception that ended a command; the exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        click.echo(say("stopped"), err=True)
        return 130
    if type(error).__name__ == "NoArgsIsHelpError" and isinstance(error, click.UsageError):
        click.echo(error.format_message(), err=True)
        return USAGE
    if isinstance(error, click.ClickException):
        return _usage(error, say)
    if isinstance(error, OSError) and error.errno == errno.EPIPE:
        _close_output()
        return PIPE_CLOSED
    if isinstance(error, StopError):
        _tell(say, error.text)
        return error.code
    if isinstance(error, GovcoordError):
        return _told(error, say)
    if isinstance(error, OSError):
        path = os.fspath(error.filename) if error.filename else ""
        _tell(say, say("error.write", path=path, reason=error.strerror or str(error)))
        return USAGE
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    _tell(say, say("error.unexpected", text=f"{type(error).__name__}: {error}"))
    return 70  # EX_SOFTWARE: neither a finding nor the user's mistake


def _tell(say: Messages, text: str) -> None:
    click.echo(say("error", text=text), err=True)


def _told(error: GovcoordError, say: Messages) -> int:
    diagnostics = getattr(error, "diagnostics", None)
    if diagnostics:
        from govcoord.cli.output import print_diagnostics

        print_diagnostics(diagnostics, say, err=True)
    else:
        _tell(say, error.message(say.language) if isinstance(error, InputError) else str(error))
    return USAGE


def _usage(error: click.ClickException, say: Messages) -> int:
    ctx = getattr(error, "ctx", None)
    if ctx is not None:
        click.echo(ctx.get_usage(), err=True)
        click.echo(say("try_help", command=ctx.command_path), err=True)
    _tell(say, usage_text(error, say))
    return USAGE


def usage_text(error: click.ClickException, say: Messages) -> str:
    """What click complains of, in the user's language as far as its kind is known."""
    if isinstance(error, click.NoSuchOption):
        return _near(say("error.no_option", option=error.option_name), error.possibilities, say)
    if isinstance(error, click.MissingParameter):
        return say("error.missing", name=_name_of(error))
    if isinstance(error, click.BadOptionUsage):
        return say("error.argument_needed", option=error.option_name)
    if isinstance(error, click.BadParameter):
        text = error.message
        if error.param is not None and isinstance(error.param.type, click.Choice):
            text = _choice_text(error, error.param.type, say)
        return say("error.bad_value", name=_name_of(error), text=text)
    if error.format_message().startswith("Got unexpected extra argument"):
        return say("error.extra", text=error.format_message().partition("(")[2].rstrip(")."))
    command = _unknown_command(error)
    if command is not None:
        return _near_command(command, error, say)
    return error.format_message()


def _near(text: str, words: object, say: Messages) -> str:
    if not isinstance(words, list | tuple) or not words:
        return text
    return f"{text}; {say('error.did_you_mean', word=' / '.join(map(str, words)))}"


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    hint = error.param.get_error_hint(error.ctx) if error.ctx else error.param.name
    return str(hint).replace("'", "")


def _choice_text(error: click.BadParameter, kind: click.Choice[str], say: Messages) -> str:
    known = ", ".join(map(str, kind.choices))
    value = error.message.split("'")[1] if "'" in error.message else ""
    return say("error.choice", value=value, known=known)


def _unknown_command(error: click.ClickException) -> str | None:
    if type(error).__name__ == "NoSuchCommand":
        return str(getattr(error, "command_name", ""))
    message = error.format_message()
    if message.startswith("No such command"):
        return message.split("'")[1]
    return None


def _near_command(word: str, error: click.ClickException, say: Messages) -> str:
    from govcoord.nearest import suggest

    text = say("error.no_command", command=word)
    ctx = getattr(error, "ctx", None)
    known = ctx.command.list_commands(ctx) if ctx is not None else []
    near = suggest(word, known)
    return _near(text, [near] if near else [], say)


def _close_output() -> None:
    """Point standard output nowhere, so that Python does not complain when it exits."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
