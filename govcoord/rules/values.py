"""Raw values of cases and records to canonical ones.

The one place where a text of YAML or CSV, a value of JSON or a Python value becomes what the
rules compare: see `Attribute` for the canonical form of each type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from govcoord.errors import UnitError
from govcoord.mechanisms.said import Titled
from govcoord.nearest import suggest
from govcoord.numerals import LARGEST, MAX_DIGITS, Number, format_number, plain_text, to_number
from govcoord.rules.vocabulary import Attribute, Choices, Type
from govcoord.units import Unit, convert, find_unit, format_quantity, parse_quantity

__all__ = [
    "FALSE_WORDS",
    "TRUE_WORDS",
    "BadValue",
    "given_date",
    "read_date",
    "read_moment",
    "titled",
    "to_value",
]

TRUE_WORDS: Final = frozenset({"true", "True", "TRUE", "是"})
FALSE_WORDS: Final = frozenset({"false", "False", "FALSE", "否"})

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")
_SHEET_DATE = re.compile(r"([0-9]{4})([/.])([0-9]{1,2})\2([0-9]{1,2})")
_MOMENT = re.compile(
    r"(?P<day>.*[0-9日])[T\s]+(?P<hour>[0-9]{1,2})(?P<rest>:[0-9]{2}(?::[0-9]{2})?)", re.DOTALL
)
_BETWEEN = re.compile(r"[、;；|,，]")
_SHOWN_CHOICES = 6


class BadValue(ValueError):  # noqa: N818 (it names what is wrong)
    """A raw value does not fit its attribute.

    ``expected`` says in English what would have fitted, ``hint`` a remedy or why, or ``None``.
    """

    def __init__(self, expected: str, hint: str | None = None) -> None:
        self.expected, self.hint = expected, hint
        super().__init__(expected, hint)

    def __str__(self) -> str:
        return f"expected {self.expected}" + (f" ({self.hint})" if self.hint else "")


def to_value(raw: object, attribute: Attribute) -> Any:
    """The canonical value of ``raw`` for ``attribute``; raises `BadValue` when it does not fit.

    Numbers are exact and quantities counted in the attribute's unit; a bare number is taken
    to be in that unit. Choices may be given by id, title or alias. Missing facts (``None``)
    are for the caller.

    >>> to_value("1,000", Attribute("n", Type.INTEGER))
    1000
    >>> to_value("2025年3月1日", Attribute("d", Type.DATE))
    datetime.date(2025, 3, 1)
    >>> to_value("yes", Attribute("b", Type.BOOLEAN))
    Traceback (most recent call last):
    govcoord.rules.values.BadValue: expected true or false (write true or false, 是 or 否)
    """
    return _READERS[attribute.type](raw, attribute)


def titled(expected: str, attribute: Attribute) -> str:
    """What was expected, with the titles of choices for readers of other languages."""
    if attribute.choices is None:
        return expected
    return Titled(expected, {item.id: item.title for item in attribute.choices.items})


def read_date(text: str) -> date:
    """The day that ``2025-03-01`` or ``2025年3月1日`` names; raises ``ValueError``.

    >>> read_date("2025-3-1")
    datetime.date(2025, 3, 1)
    """
    if len(text) == 10 and text.isascii() and text[4] == text[7] == "-" and _digits(text):
        return date.fromisoformat(text)
    match = _DATE.fullmatch(plain_text(text))
    if match is None:
        raise ValueError(f"`{text}` is not a date")
    year, month, day = (int(part) for part in match.groups() if part)
    return date(year, month, day)


def given_date(text: str) -> date:
    """The day that a case gives: as in rules, or as spreadsheets and people write it.

    The year comes first, so that nothing is guessed: ``1/3/2025`` is refused.

    >>> given_date("2025/3/1"), given_date("2025 年 3 月 1 日")
    (datetime.date(2025, 3, 1), datetime.date(2025, 3, 1))
    """
    plain = plain_text(text)
    if (match := _SHEET_DATE.fullmatch(plain)) is not None:
        return read_date(f"{match[1]}-{match[3]}-{match[4]}")
    return read_date("".join(plain.split()) if "年" in plain else text)


def read_moment(raw: object) -> date | datetime:
    """A day, or a moment: ``2025-03-01 17:30``, ``2025年3月1日 17:30``; raises ``ValueError``.

    Moments are local time; one with a zone is refused.

    >>> read_moment("2025-03-01 09:05"), read_moment("2025-03-01")
    (datetime.datetime(2025, 3, 1, 9, 5), datetime.date(2025, 3, 1))
    """
    if isinstance(raw, datetime) and raw.tzinfo is None:
        return raw
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if not isinstance(raw, str):
        raise ValueError(f"{raw!r} is no day and no moment")
    match = _MOMENT.fullmatch(plain_text(raw))
    if match is None:
        return given_date(raw)
    clock = match["hour"].zfill(2) + match["rest"]
    return datetime.combine(given_date(match["day"]), time.fromisoformat(clock))


def _digits(text: str) -> bool:
    digits = text.replace("-", "")
    return len(digits) == 8 and digits.isdigit()


def _boolean(raw: object, attribute: Attribute) -> bool:
    if raw is True or raw is False:
        return raw
    if isinstance(raw, str):
        word = raw.strip()
        if word in TRUE_WORDS:
            return True
        if word in FALSE_WORDS:
            return False
    raise BadValue("true or false", "write true or false, 是 or 否")


def _integer(raw: object, attribute: Attribute) -> int:
    value = raw if type(raw) is int else _number_of(raw, "a whole number")
    if not isinstance(value, int):
        raise BadValue("a whole number", f"{format_number(value)} has a fraction")
    _check_bounds(value, attribute)
    return value


def _number(raw: object, attribute: Attribute) -> Number:
    value = raw if type(raw) is int else _number_of(raw, "a number")
    _check_bounds(value, attribute)
    return value


def _number_of(raw: object, expected: str) -> Number:
    try:
        return to_number(raw)
    except TypeError as reason:
        raise BadValue(expected, str(reason)) from None
    except ValueError as reason:
        raise BadValue(expected, _stray_unit(raw) or str(reason)) from None


def _stray_unit(raw: object) -> str | None:
    try:
        unit = parse_quantity(raw)[1] if isinstance(raw, str) else None
    except ValueError:
        return None
    return f"leave out the unit {unit.label()}" if unit else None


def _quantity(raw: object, attribute: Attribute) -> Number:
    unit = attribute.unit
    if type(raw) is int:
        value: Number = raw
    elif isinstance(raw, str):
        value = _quantity_text(raw, attribute)
    elif isinstance(raw, Mapping):
        value = _quantity_mapping(raw, attribute)
    else:
        value = _number_of(raw, _in(unit))
    _check_bounds(value, attribute)
    return value


def _quantity_text(text: str, attribute: Attribute) -> Number:
    try:
        value, unit = parse_quantity(text)
    except (ValueError, UnitError) as reason:
        raise BadValue(_in(attribute.unit), str(reason)) from None
    return value if unit is None else _converted(value, unit, attribute)


def _quantity_mapping(raw: Mapping[Any, Any], attribute: Attribute) -> Number:
    if set(raw) != {"value", "unit"} or not isinstance(raw["unit"], str):
        raise BadValue(_in(attribute.unit), "a mapping has the keys `value` and `unit`")
    value = _number_of(raw["value"], _in(attribute.unit))
    try:
        unit = find_unit(raw["unit"])
    except (ValueError, UnitError) as reason:
        raise BadValue(_in(attribute.unit), str(reason)) from None
    return _converted(value, unit, attribute)


def _converted(value: Number, unit: Unit, attribute: Attribute) -> Number:
    if attribute.unit is None:
        raise BadValue("a number", f"leave out the unit {unit.label()}")
    try:
        return convert(value, unit, attribute.unit)
    except UnitError as reason:
        raise BadValue(_in(attribute.unit), str(reason)) from None


def _in(unit: Unit | None) -> str:
    return "a number" if unit is None else f"a quantity in {unit.label()}"


def _check_bounds(value: Number, attribute: Attribute) -> None:
    lo, hi = attribute.min, attribute.max
    if not -LARGEST < value < LARGEST:
        raise BadValue(_in(attribute.unit), f"the number has more than {MAX_DIGITS} digits")
    if (lo is not None and value < lo) or (hi is not None and value > hi):
        raise BadValue(f"{_in(attribute.unit)} of {_bounds(attribute)}", _outside(value, attribute))


def _bounds(attribute: Attribute) -> str:
    ends = [("at least", attribute.min), ("at most", attribute.max)]
    return " and ".join(f"{word} {format_number(end)}" for word, end in ends if end is not None)


def _outside(value: Number, attribute: Attribute) -> str:
    if attribute.unit is None:
        return f"{format_number(value)} is outside"
    return f"{format_quantity(value, attribute.unit, 'en')} is outside"


def _choice(raw: object, attribute: Attribute) -> str:
    return _member(raw, _choices(attribute))


def _set(raw: object, attribute: Attribute) -> frozenset[str]:
    choices = _choices(attribute)
    if isinstance(raw, str):
        return _set_text(raw, choices)
    if not isinstance(raw, (list, tuple, set, frozenset)):
        raise BadValue(_listed(choices, "some of"), "write a list, also for one value")
    try:
        found = frozenset(raw)
    except TypeError:
        found = None
    if found is not None and found <= choices.ids:
        return found
    return frozenset(_member(item, choices) for item in raw)


def _set_text(text: str, choices: Choices) -> frozenset[str]:
    whole = choices.resolve(text)
    if whole is not None:
        return frozenset([whole])
    words = [word for word in _BETWEEN.split(text) if word.strip()]
    if not words:
        raise BadValue(_listed(choices, "some of"), "an empty list, [], says that there is none")
    return frozenset(_member(word, choices) for word in words)


def _member(item: object, choices: Choices) -> str:
    if isinstance(item, str):
        found = choices.resolve(item)
        if found is not None:
            return found
    raise _no_choice(item, choices)


def _choices(attribute: Attribute) -> Choices:
    return attribute.choices or Choices(attribute.id, ())


def _no_choice(raw: object, choices: Choices) -> BadValue:
    if not isinstance(raw, str):
        return BadValue(_listed(choices), "write its id or title as a text")
    near = suggest(raw.strip(), [*choices.words])
    if near is not None:
        hint: str | None = f"did you mean `{near}`?"
    elif any(raw.strip() in {*item.title.all(), *item.aliases} for item in choices.items):
        hint = f"`{raw.strip()}` stands for several of them: write the id"
    else:
        hint = f"`{raw.strip()}` is none of them"
    return BadValue(_listed(choices), hint)


def _listed(choices: Choices, head: str = "one of") -> str:
    """``one of `a`, `b```, cut where the list is long."""
    ids = [f"`{item.id}`" for item in choices.items]
    if len(ids) <= _SHOWN_CHOICES + 1:
        return f"{head} {', '.join(ids)}"
    return f"{head} {', '.join(ids[:_SHOWN_CHOICES])}, … ({len(ids)} in all)"


def _date(raw: object, attribute: Attribute) -> date:
    if isinstance(raw, datetime):
        raise BadValue("a date such as 2025-03-01", "give the date alone: `.date()` of a datetime")
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str):
        raise BadValue("a date such as 2025-03-01")
    try:
        return _day(raw)
    except ValueError as reason:
        hint = _date_hint(raw) if "is not a date" in str(reason) else f"`{raw}`: {reason}"
        raise BadValue("a date such as 2025-03-01", hint) from None


def _day(text: str) -> date:
    """A day; spreadsheets and databases may write the midnight with which it begins."""
    if ":" not in plain_text(text):
        return given_date(text)
    moment = read_moment(text)
    if isinstance(moment, datetime) and moment.time() == time():
        return moment.date()
    raise ValueError(f"`{text}` is not a date")


def _date_hint(text: str) -> str | None:
    """What to do about a text that is no date."""
    plain = plain_text(text)
    if _MOMENT.fullmatch(plain):
        return "give the date alone, without a time of day"
    if re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}", plain):
        return "write the year first: 2025-03-01"
    if re.fullmatch(r"[1-6][0-9]{4}", plain):
        return f"`{plain}` is how a spreadsheet counts days: give the column the form of a date"
    return None


def _text(raw: object, attribute: Attribute) -> str:
    if not isinstance(raw, str):
        raise BadValue("a text")
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise BadValue("text made of whole characters") from None
    return raw


_READERS: Final[Mapping[Type, Callable[[object, Attribute], Any]]] = {
    Type.BOOLEAN: _boolean,
    Type.INTEGER: _integer,
    Type.NUMBER: _number,
    Type.QUANTITY: _quantity,
    Type.CHOICE: _choice,
    Type.SET: _set,
    Type.DATE: _date,
    Type.TEXT: _text,
}
