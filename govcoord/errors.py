"""The exceptions of govcoord.

GovcoordError
├── RulesetError     a ruleset cannot be loaded; ``.diagnostics`` says why
├── CaseError        a case does not fit the vocabulary
├── FigureError      a figure handed to a scorecard does not fit it
├── UnitError        a unit is unknown or does not fit
├── CalendarError    a date lies outside the years a calendar is sure of
└── MissingExtraError  an optional dependency is not installed
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govcoord.diagnostics import Diagnostic


class GovcoordError(Exception):
    """The root of every error that govcoord raises on purpose."""


class RulesetError(GovcoordError):
    """A ruleset has errors; ``diagnostics`` holds all of them, sorted by place."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n".join(str(d) for d in self.diagnostics)


class UnitError(GovcoordError):
    """A unit is unknown, or two units do not fit each other."""


class CalendarError(GovcoordError):
    """A date lies outside the years that a working-day calendar is sure of."""


class MissingExtraError(GovcoordError):
    """A feature needs an optional dependency that is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature, self.extra = feature, extra
        super().__init__(feature, extra)

    def __str__(self) -> str:
        return f"{self.feature} needs an extra: pip install 'govcoord[{self.extra}]'"


class _Missing:
    """The value of a fact that had to be given and was not."""

    def __repr__(self) -> str:
        return "MISSING"

    def __reduce__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""Stands in `InputError.value` for a fact that was not given."""


Error = TypeVar("Error", bound="InputError")


class InputError(GovcoordError):
    """A value handed in does not fit its declaration.

    ``name`` is the attribute or indicator, ``value`` what was given, ``expected`` what
    would have been right, ``hint`` a remedy or ``None``, ``where`` the place inside the
    input (``participants[1]``) or ``None``. ``label`` is ``where`` and ``name`` in words of
    the reader (`govcoord.mechanisms.said.Said`), where they are known.
    """

    noun = "value"
    label: str | None = None

    def __init__(
        self,
        name: str,
        value: object,
        expected: str,
        *,
        hint: str | None = None,
        where: str | None = None,
    ) -> None:
        self.name, self.value, self.expected = name, value, expected
        self.hint, self.where = hint, where
        super().__init__(name, value, expected)

    def __reduce__(self) -> tuple[object, ...]:
        parts = (self.name, self.value, self.expected, self.hint, self.where, self.label)
        return _rebuild, (type(self), *parts)

    def at(self, where: str) -> Self:
        """The same error inside ``where``.

        >>> str(CaseError("level", "so-so", "a level").at("ratings[1]"))
        "ratings[1]: attribute `level` is 'so-so', expected a level"
        """
        if self.label is not None:
            inner = f"{where}: {self.where or ''}"
        else:
            inner = f"{where}.{self.where}" if self.where else where
        return _rebuild(
            type(self), self.name, self.value, self.expected, self.hint, inner, self.label
        )

    def message(self, language: str = "en") -> str:
        """What is wrong, as one line in ``en``, ``zh-Hans`` or ``zh-Hant``.

        Raises ``ValueError`` for another language.
        """
        if language == "en":
            return str(self)
        if language not in ("zh-Hans", "zh-Hant"):
            raise ValueError(f"unknown language {language!r}, expected en, zh-Hans or zh-Hant")
        from govcoord.messages.expected import input_message

        return input_message(
            self.noun, self.name, self.value, self.expected, self.hint, self.where, language,
            self.label,
        )  # fmt: skip

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        shown = f"`{self.value}`" if isinstance(self.value, date) else told(self.value)
        given = "cannot be computed" if self.value is None else f"is {shown}"
        given = "is not given" if self.value is MISSING else given
        text = f"{place}{self.noun} `{shortened(self.name)}` {given}, expected {self.expected}"
        return f"{text} ({shortened(self.hint)})" if self.hint else text


def shortened(text: str, most: int = 400) -> str:
    """A text that may repeat what was given, cut where it is long.

    >>> shortened("`" + "a" * 500 + "` is none of them", 20)
    '`aaaaaaaaaaaaaaaaaa…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"


def told(value: object, most: int = 80) -> str:
    """The ``repr`` of anything handed in, cut where it is long; never an error, never slow.

    >>> told("a" * 10**6, 12), told({"n": 10**5000})
    ("'aaaaaaaa...", '<dict>')
    """
    try:
        shown = repr(value[:most] if isinstance(value, str | bytes) else value)
    except Exception:  # too deep, too many digits, or an object of the caller's own
        shown = f"<{type(value).__name__}>"
    return shown if len(shown) <= most else shown[: most - 3] + "..."


class CaseError(InputError):
    """A case does not fit the vocabulary: wrong type, unknown value, unknown attribute."""

    noun = "attribute"

    @property
    def attribute(self) -> str:
        """The attribute that does not fit."""
        return self.name


class FigureError(InputError):
    """A figure handed to a scorecard is unknown, missing or out of its range."""

    noun = "figure"


def _rebuild(
    kind: type[Error],
    name: str,
    value: object,
    expected: str,
    hint: str | None,
    where: str | None,
    label: str | None,
) -> Error:
    made = kind(name, value, expected, hint=hint, where=where)
    made.label = label
    return made
