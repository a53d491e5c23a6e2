"""Problems as values: a code, a place and a hint; collected, sorted and raised once."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from govcoord.codes import CODES, LANGUAGES, Code, Severity
from govcoord.codes.terms import term
from govcoord.errors import RulesetError
from govcoord.messages.expected import localised
from govcoord.nearest import suggest
from govcoord.source import Span, snippet

__all__ = ["LANGUAGES", "Collector", "Diagnostic", "Related", "suggest"]

Pairs = tuple[tuple[str, str], ...]

_MAX_PARAM = 120
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "error": "error",
        "warning": "warning",
        "note": "note",
        "hint": "hint: ",
        "witness": "for example: ",
        "unconfirmed": "for example (not confirmed, no case was found that the rules answer so): ",
        "suggestion": "did you mean `{word}`?",
        "joint": "; ",
        "equals": " = ",
        "list": ", ",
    },
    "zh-Hans": {
        "error": "错误",
        "warning": "警告",
        "note": "提示",
        "hint": "建议：",
        "witness": "例如：",
        "unconfirmed": "例如（未证实：没有找到规则确实如此处理的案件）：",
        "suggestion": "您是否想写 `{word}`？",
        "joint": "",
        "equals": " = ",
        "list": "，",
    },
    "zh-Hant": {
        "error": "錯誤",
        "warning": "警告",
        "note": "提示",
        "hint": "建議：",
        "witness": "例如：",
        "unconfirmed": "例如（未證實：沒有找到規則確實如此處理的案件）：",
        "suggestion": "您是否想寫 `{word}`？",
        "joint": "",
        "equals": " = ",
        "list": "，",
    },
}


def _pairs(params: Mapping[str, object] | Iterable[tuple[str, object]]) -> Pairs:
    items = params.items() if isinstance(params, Mapping) else params
    return tuple(sorted((name, str(value)) for name, value in items))


def _copied(witness: Mapping[str, object] | None) -> Mapping[str, object] | None:
    return None if witness is None else dict(witness)


def _one_line(text: str, longest: int = _MAX_PARAM) -> str:
    """User text fit for one line of a message: line ends and control characters escaped, cut."""
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\u3000" else _escaped(c) for c in text)


def _longest(param: str) -> int:
    """How much of a parameter is shown; regions are the library's own words and may be long."""
    return 600 if param.startswith("region") else _MAX_PARAM


def _escaped(char: str) -> str:
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return short.get(char) or f"\\u{ord(char):04x}"


@frozen
class Related:
    """A second place that helps to understand a problem, and what it is.

    ``label`` is a key of ``codes.terms.TERMS``, or text to be shown as it is.
    """

    span: Span
    label: str


@frozen
class Diagnostic:
    """One problem: a code of the catalogue, its place and the parameters of its texts.

    ``witness`` is a case that shows the problem, as data that a case file or a test takes;
    ``told`` the same case in the words of the vocabulary, by language; ``confirmed`` says
    whether the engine has found of it what the problem says.

    KeyError at construction when the code is unknown or a parameter of its texts is missing.
    """

    code: str
    span: Span | None = None
    params: Pairs = field(default=(), converter=_pairs)
    related: tuple[Related, ...] = field(default=(), converter=tuple[Related, ...])
    suggestion: str | None = None
    witness: Mapping[str, object] | None = field(default=None, converter=_copied, hash=False)
    told: Mapping[str, str] = field(factory=dict, hash=False)
    confirmed: bool = True

    def __attrs_post_init__(self) -> None:
        missing = CODES[self.code].placeholders - {name for name, _ in self.params}
        if missing:
            raise KeyError(f"{self.code} needs the parameters {', '.join(sorted(missing))}")

    @property
    def entry(self) -> Code:
        """The entry of the catalogue."""
        return CODES[self.code]

    @property
    def severity(self) -> Severity:
        """``"error"``, ``"warning"`` or ``"note"``."""
        return self.entry.severity

    def message(self, language: str = "en") -> str:
        """What is wrong, on one line."""
        return self._filled(self.entry.text(language)[0], language)

    def hint(self, language: str = "en") -> str | None:
        """What to do about it, a suggestion first, or None."""
        template = self.entry.text(language)[1]
        words = _WORDS[language]
        parts = []
        if self.suggestion is not None:
            parts.append(words["suggestion"].format(word=_one_line(self.suggestion)))
        if template is not None:
            parts.append(self._filled(template, language))
        joint = " " if parts and parts[0].endswith("?") else words["joint"]
        return joint.join(parts) or None

    def _filled(self, template: str, language: str) -> str:
        shown = {name: _one_line(value, _longest(name)) for name, value in self.params}
        return _Filler(language).vformat(template, (), shown)

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """The problem as plain data that ``json.dumps`` takes."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message(language),
            "hint": self.hint(language),
            **_place(self.span),
            "related": [{"label": term(r.label, language), **_place(r.span)} for r in self.related],
            "witness": None if self.witness is None else _plain(self.witness),
            "witness_words": self.told.get(language),
            "witness_confirmed": None if self.witness is None else self.confirmed,
        }

    def render(self, language: str = "en") -> str:
        """The problem as a block of plain text with its line and a caret under it."""
        message = self.message(language)
        words = _WORDS[language]
        rows = [f"{words[self.severity]}[{self.code}]: {message}"]
        if self.span is not None:
            rows += [f" --> {self.span}", *_lines(self.span)]
        for related in self.related:
            label = term(related.label, language)
            rows += [f" ::: {related.span}: {label}", *_lines(related.span)]
        if self.witness is not None:
            told = self.told.get(language) or _witness(self.witness, language)
            rows.append(f"  = {words['witness' if self.confirmed else 'unconfirmed']}{told}")
        hint = self.hint(language)
        if hint is not None:
            rows.append(f"  = {words['hint']}{hint}")
        return "\n".join(rows)

    def __str__(self) -> str:
        place = "" if self.span is None else f"{self.span}: "
        return f"{place}{self.severity} {self.code}: {self.message()}"


class _Filler(string.Formatter):
    """``str.format`` with one more spec: ``{x:term}`` is shown in the language.

    It is a shared term, or what the core says of a value that does not fit.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec != "term":
            return str(value)
        shared = term(str(value), self.language)
        return localised(str(value), self.language) if shared == value else shared


def _lines(span: Span) -> list[str]:
    # A missing file has a name but no text to show.
    return [snippet(span)] if span.source.text else []


def _place(span: Span | None) -> dict[str, object]:
    if span is None:
        return dict.fromkeys(("file", "line", "column", "end_line", "end_column"))
    return {
        "file": span.source.name,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _plain(value: object) -> object:
    """A value made of what JSON knows; anything else becomes its text."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return [_plain(item) for item in sorted(value, key=str)]
    return str(value)


def _witness(witness: Mapping[str, object], language: str) -> str:
    words = _WORDS[language]
    shown = (
        f"{name}{words['equals']}{_one_line(_text(value, language))}"
        for name, value in witness.items()
    )
    return words["list"].join(shown)


def _text(value: object, language: str) -> str:
    plain = _plain(value)
    if isinstance(plain, list):
        return "[" + ", ".join(_text(item, language) for item in plain) + "]"
    if isinstance(plain, bool):
        yes, no = ("true", "false") if language == "en" else ("是", "否")
        return yes if plain else no
    return "null" if plain is None else str(plain)


class Collector:
    """Gathers the problems of a whole run, so that the user sees all of them at once."""

    __slots__ = ("_errors", "_found")

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}
        self._errors = 0

    def add(
        self,
        code: str,
        span: Span | None = None,
        *,
        related: Iterable[Related] = (),
        suggestion: str | None = None,
        witness: Mapping[str, object] | None = None,
        **params: object,
    ) -> None:
        """Note one problem; KeyError when the code or one of its parameters is missing."""
        made = Diagnostic(code, span, params, tuple(related), suggestion, witness)
        self.extend((made,))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note problems that were made elsewhere; exact duplicates are dropped."""
        for diagnostic in diagnostics:
            if diagnostic not in self._found:
                self._found[diagnostic] = None
                self._errors += diagnostic.severity == "error"

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All problems by source name, line, column and code."""
        return tuple(sorted(self._found, key=_order))

    @property
    def has_errors(self) -> bool:
        """Whether any problem is an error, not a warning or a note."""
        return self._errors > 0

    def raise_if_errors(self) -> None:
        """Raise RulesetError with all problems, sorted, when one of them is an error."""
        if self.has_errors:
            raise RulesetError(self.sorted())

    def __len__(self) -> int:
        return len(self._found)


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    span = diagnostic.span
    if span is None:
        return "", 0, 0, diagnostic.code
    return span.source.name, span.line, span.column, diagnostic.code
