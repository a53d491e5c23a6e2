"""The text of an expression to its tree: a tokenizer and a parser by operator strength."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import attrs

from govcoord.diagnostics import Collector, Diagnostic
from govcoord.errors import UnitError
from govcoord.numerals import Number
from govcoord.rules.conditions.pieces import part
from govcoord.rules.conditions.unary import report_unit
from govcoord.rules.expressions.tree import (
    STRENGTH,
    WORDS,
    Binary,
    Call,
    Coalesce,
    Const,
    Expression,
    RecordRef,
    Ref,
)
from govcoord.rules.reading.nodes import ScalarNode
from govcoord.rules.values import FALSE_WORDS, TRUE_WORDS, read_date
from govcoord.rules.vocabulary import Type
from govcoord.units import Unit, parse_quantity

__all__ = ["ExpressionError", "parse_expression"]

MAX_TOKENS: Final = 400
MAX_DEPTH: Final = 40

# each sign is one character, so that places stay true
_SIGNS = str.maketrans("（）＋－−×＊÷／｜＆，．％＂\u3000", '()+--**//|&,.%" ')
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<name>[^\W\d]\w*)
    | `(?P<quoted>[^`]+)`
    | (?P<string>"(?:[^"\\]|\\.)*")
    | (?P<sign><=|>=|==|!=|&&|\|\||\*\*|//|[-+*/|&(),.<>=≥≤≠])
    )""",
    re.VERBOSE,
)
_UNIT = re.compile(r"\s*(?:[%‰]|[^\W\d][\w²³]*(?:[ -][^\W\d]\w*){0,3})")
_OR: Final = frozenset({"or", "或", "或者"})
_COMPARISONS: Final = frozenset({"<", ">", "<=", ">=", "=", "==", "!=", "≥", "≤", "≠"})


class ExpressionError(Exception):
    """An expression is wrong; the reason is in the collector already."""


@attrs.frozen(slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int
    value: Any = None
    unit: Unit | None = None


def parse_expression(node: ScalarNode, collector: Collector) -> Expression | None:
    """The tree of the expression in ``node``; ``None`` once an error is reported.

    Names are attribute ids or titles (in backticks when they are not plain words), literals
    carry their units (``5 workdays``, ``20万元``), dates are ``2025-03-01``. Operators from
    weak to strong: ``or``, ``|``, ``&``, ``+ -``, ``* /``. What names and types mean is the
    affair of `check_expression`.

    >>> from govcoord.rules.reading.nodes import read
    >>> (node,) = read("example", "elapsed - (limit or 20 workdays)", Collector())
    >>> parse_expression(node, Collector())
    ... # doctest: +ELLIPSIS
    Binary(op='-', left=Ref(name='elapsed'), right=Coalesce(options=(Ref(name='limit'), ...
    """
    try:
        return _Parser(node, collector, _tokens(node, collector)).whole()
    except ExpressionError:
        return None


def _fail(
    node: ScalarNode, collector: Collector, code: str, start: int, end: int, **params: object
) -> ExpressionError:
    collector.extend([Diagnostic(code, part(node, start, end), params)])
    return ExpressionError()


def _tokens(node: ScalarNode, collector: Collector) -> list[_Token]:
    text = node.value.translate(_SIGNS)
    out: list[_Token] = []
    at, stop = 0, len(text.rstrip())
    while at < stop:
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise _fail(node, collector, "GC240", at, at + 1, got=f"`{node.value[at]}`")
        token = _token(match, text, node, collector)
        out.append(token)
        at = token.end
        if len(out) > MAX_TOKENS:
            raise _fail(node, collector, "GC241", token.start, token.end)
    out.append(_Token("end", "", stop, stop))
    return out


def _token(match: re.Match[str], text: str, node: ScalarNode, collector: Collector) -> _Token:
    kind = match.lastgroup or "sign"
    start, end = match.span(kind)
    word = match[kind]
    if kind == "date":
        try:
            return _Token(kind, word, start, end, read_date(word))
        except ValueError:
            reason = "literal:date"
            raise _fail(node, collector, "GC243", start, end, got=word, reason=reason) from None
    if kind == "number":
        return _number(text, start, end, node, collector)
    if kind == "string":
        try:
            return _Token(kind, word, start, end, json.loads(node.value[start:end], strict=False))
        except ValueError:
            raise _fail(node, collector, "GC240", start, end, got=f"`{word}`") from None
    if kind == "name" and word in WORDS:
        return _Token("or" if word in _OR else "word", word, start, end)
    if kind == "quoted":
        return _Token("name", node.value[start:end], start - 1, end + 1)
    return _Token(kind, word, start, end)


def _number(text: str, start: int, end: int, node: ScalarNode, collector: Collector) -> _Token:
    """A number with the unit that follows it, if any: the longest run of words that is one."""
    failed: tuple[int, Exception] | None = None
    for stop in _unit_ends(text, end):
        try:
            value, unit = parse_quantity(text[start:stop])
        except (ValueError, UnitError) as reason:
            failed = (stop, reason)
            continue
        return _Token("number", text[start:stop], start, stop, value, unit)
    assert failed is not None
    stop, error = failed
    if isinstance(error.__cause__ or error, UnitError):
        first = end + len(text[end:stop]) - len(text[end:stop].lstrip())
        report_unit(text[first:stop], error, part(node, first, stop), collector)
        raise ExpressionError
    raise _fail(node, collector, "GC243", start, stop, got=text[start:stop], reason=str(error))


def _unit_ends(text: str, end: int) -> list[int]:
    """Where a number with its unit may end; at the bare number only when no word follows."""
    match = _UNIT.match(text, end)
    if match is None:
        return [end]
    words = [(m.start() + end, m.end() + end) for m in re.finditer(r"[^\s-]+", match[0])]
    ends = []
    for first, last in words:
        if text[first:last] in _OR:
            break
        ends.append(last)
    return ends[::-1] or [end]


@attrs.define(slots=True)
class _Parser:
    node: ScalarNode
    collector: Collector
    tokens: Sequence[_Token]
    position: int = 0
    depth: int = 0

    @property
    def here(self) -> _Token:
        return self.tokens[self.position]

    def take(self) -> _Token:
        token = self.here
        self.position += 1
        return token

    def accept(self, sign: str) -> bool:
        if self.here.kind == "sign" and self.here.text == sign:
            self.position += 1
            return True
        return False

    def unexpected(self) -> ExpressionError:
        token = self.here
        start, end = token.start, token.end
        if token.kind == "end":
            last = self.tokens[self.position - 1] if self.position else token
            return self.fail("GC244", last.start, last.end)
        if token.text in _COMPARISONS:
            return self.fail("GC245", start, end, got=token.text)
        return self.fail("GC240", start, end, got=f"`{token.text}`")

    def fail(self, code: str, start: int, end: int, **params: object) -> ExpressionError:
        return _fail(self.node, self.collector, code, start, end, **params)

    def whole(self) -> Expression:
        expr = self.expression(0)
        if self.here.kind != "end":
            raise self.unexpected()
        return expr

    def expression(self, least: int) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("GC241", self.here.start, self.here.end)
        left = self.operand()
        while True:
            op = "or" if self.here.kind == "or" else self.here.text
            strength = STRENGTH.get(op, 0) if self.here.kind in ("or", "sign") else 0
            if strength <= least:
                break
            self.take()
            left = self.joined(op, left, self.expression(strength))
        self.depth -= 1
        return left

    def joined(self, op: str, left: Expression, right: Expression) -> Expression:
        at = (left.at[0], right.at[1])
        if op != "or":
            return Binary(op, left, right, at=at)
        options = (*_options(left), *_options(right))
        return Coalesce(options, at=at)

    def operand(self) -> Expression:
        token = self.here
        if self.accept("-"):
            return self.minus(token)
        if self.accept("("):
            inner = self.expression(0)
            self.close()
            return inner
        if token.kind not in ("date", "number", "string", "word", "name"):
            raise self.unexpected()
        self.take()
        if token.kind == "name":
            return self.named(token)
        return _const(token)

    def minus(self, sign: _Token) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("GC241", sign.start, sign.end)
        operand = self.operand()
        self.depth -= 1
        at = (sign.start, operand.at[1])
        if isinstance(operand, Const) and operand.type.is_ordered and operand.type is not Type.DATE:
            return attrs.evolve(operand, value=-operand.value, at=at)
        return Binary("*", Const(-1, Type.INTEGER, at=at), operand, at=at)

    def close(self) -> None:
        if not self.accept(")"):
            raise self.unexpected()

    def named(self, token: _Token) -> Expression:
        at = (token.start, token.end)
        if self.accept("."):
            field = self.take() if self.here.kind == "name" else None
            if field is None:
                raise self.unexpected()
            return RecordRef(token.text, field.text, at=(token.start, field.end))
        if self.accept("("):
            return self.call(token)
        return Ref(token.text, at=at)

    def call(self, name: _Token) -> Expression:
        args: list[Expression] = []
        if not self.accept(")"):
            args.append(self.expression(0))
            while self.accept(","):
                args.append(self.expression(0))
            self.close()
        return Call(name.text, tuple(args), at=(name.start, self.tokens[self.position - 1].end))


def _options(expr: Expression) -> tuple[Expression, ...]:
    return expr.options if isinstance(expr, Coalesce) else (expr,)


def _const(token: _Token) -> Const:
    at = (token.start, token.end)
    if token.kind == "word":
        assert token.text in TRUE_WORDS | FALSE_WORDS
        return Const(token.text in TRUE_WORDS, Type.BOOLEAN, at=at)
    value: date | str | Number = token.value
    if isinstance(value, date):
        return Const(value, Type.DATE, at=at)
    if isinstance(value, str):
        return Const(value, Type.TEXT, at=at)
    if token.unit is not None:
        return Const(value, Type.QUANTITY, token.unit, at=at)
    return Const(value, Type.INTEGER if isinstance(value, int) else Type.NUMBER, at=at)
