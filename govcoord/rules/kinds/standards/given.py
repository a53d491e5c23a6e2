"""What standards are given: a form's own facts, and those of a kind of record beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import FACT, Fact, fact
from govcoord.mechanisms.said import said
from govcoord.numerals import Number
from govcoord.rules.kinds.standards.words import TEXTS
from govcoord.rules.regions import Box
from govcoord.rules.vocabulary import Attribute, Type

_TYPES: Mapping[Type, Any] = {
    Type.BOOLEAN: bool,
    Type.INTEGER: int,
    Type.NUMBER: Number,
    Type.QUANTITY: Number,
    Type.CHOICE: str,
    Type.SET: frozenset[str],
    Type.DATE: date,
    Type.TEXT: str,
}


@lru_cache(maxsize=128)
def with_facts(base: type[Any], fields: tuple[Attribute, ...]) -> type[Any]:
    """``base`` with the facts of a kind of record; those that it has itself are its own."""
    own = {field.name for field in attrs.fields(base)}
    added = {a.id: _field(a) for a in fields if a.id not in own}
    made = attrs.make_class(base.__name__, added, bases=(base,), frozen=True, kw_only=True)
    made.__doc__ = base.__doc__
    return made


def _field(attribute: Attribute) -> Any:
    known = Fact(
        attribute.title,
        attribute.unit.name if attribute.unit else None,
        attribute.choices.name if attribute.choices else None,
        attribute=attribute,
    )
    return attrs.field(default=None, type=_TYPES[attribute.type] | None, metadata={FACT: known})


def facts_of(given: Any, fields: Sequence[Attribute]) -> dict[str, Any]:
    """The facts of a kind of record that are known of a subject."""
    found = {a.id: getattr(given, a.id) for a in fields}
    return {name: value for name, value in found.items() if value is not None}


def unknown(boxes: Sequence[Box], facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts that a condition asks for and that are not known, in order."""
    asked = (name for box in boxes for name, _ in box.tests)
    return tuple(dict.fromkeys(name for name in asked if name not in facts))


def check_order(first: date, last: date | None, name: str, where: str | None) -> None:
    """`CaseError` for an end before its beginning."""
    if last is not None and last < first:
        raise CaseError(name, last, said(TEXTS, "expect:after", day=first), where=where)


@attrs.frozen(kw_only=True)
class Subject:
    """A subject of a standard."""

    name: str = fact("name", "名称", "名稱", default="")


@attrs.frozen(kw_only=True)
class Spell:
    """A time in a post outside the own department; without an end it goes on.

    ``home`` is the department that the person belonged to then, where it is another than now.
    Without a share it is full time, but for part time, of which the share is then not known.
    """

    kind: str | None = fact("kind", "类型", "類型", choices="exchange_kinds", default=None)
    department: str | None = fact("department", "部门", "部門", choices="departments", default=None)
    home: str | None = fact(
        "home department", "原属部门", "原屬部門", choices="departments", default=None
    )
    start: date = fact("from", "起", "起")
    end: date | None = fact("to", "止", "止", default=None)
    share: Number | None = fact("share of working time", "投入比例", "投入比例", default=None)
    part_time: bool | None = fact("part time", "兼职", "兼職", default=None)


@attrs.frozen(kw_only=True)
class Exemption:
    """A time in which a person is exempt, and who approved that; without an end it goes on."""

    ground: str = fact("ground", "豁免事由", "豁免事由", choices="exemption_grounds")
    start: date = fact("from", "起", "起")
    end: date | None = fact("to", "止", "止", default=None)
    approved_by: str | None = fact("approved by", "批准机关", "批准機關", default=None)


@attrs.frozen(kw_only=True)
class Person:
    """A person whose experience is looked at; ``spells`` are all that there are."""

    name: str = fact("name", "姓名", "姓名", default="")
    department: str | None = fact(
        "department", "所在部门", "所在部門", choices="departments", default=None
    )
    born: date | None = fact("born", "出生日期", "出生日期", default=None)
    served_from: date | None = fact("in service from", "任职起始日", "任職起始日", default=None)
    spells: tuple[Spell, ...] | None = fact("experience", "跨部门经历", "跨部門經歷", default=None)
    exemptions: tuple[Exemption, ...] = fact("exemptions", "豁免", "豁免", default=())
