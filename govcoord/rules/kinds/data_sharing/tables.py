"""The tables of a catalogue of data: sharing attribute, grade, purposes, needed fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.rules.kinds.base import Context
from govcoord.rules.kinds.data_sharing.documents import ClassEntry, SharingDocument
from govcoord.rules.model import Amount
from govcoord.rules.regions import Box, Sets, Test, Values
from govcoord.rules.tables import HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Choice, Choices, Type, Vocabulary
from govcoord.source import Span
from govcoord.text import Text

CLASS, FIELDS = "data_class", "data_fields"
PURPOSE, RECIPIENT = "data_purpose", "data_recipient"
CLASSES, GRADES, PURPOSES = "data_classes", "data_grades", "data_purposes"

CATALOGUE_TABLE, GRADE_TABLE = "data_catalogue", "data_grading"
PURPOSE_TABLE, NEED_TABLE = "data_purposes_allowed", "data_necessity"
ATTRIBUTE, PROVIDER, PERSONAL = "data_attribute", "data_provider", "data_personal"
GRADE, ALLOWED, BEYOND = "data_grade", "purpose_allowed", "beyond_purpose"

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


REQUESTED = Box(((CLASS, Test(Values(frozenset(), negated=True), missing=False)),))
"""Cases that ask for data at all: to others the gate has nothing to say."""


def text(*words: str) -> Text:
    """A text in English, simplified and traditional Chinese."""
    return Text.of(dict(zip(LANGUAGES, words)))


def _choices(name: str, **items: tuple[str, str, str]) -> Choices:
    return Choices(name, tuple(Choice(id_, text(*words)) for id_, words in items.items()))


ATTRIBUTES = _choices(
    "sharing_attributes",
    unconditional=("shared without conditions", "无条件共享", "無條件共享"),
    conditional=("shared on conditions", "有条件共享", "有條件共享"),
    not_shared=("not shared", "不予共享", "不予共享"),
)
PERSONALS = _choices(
    "personal_information",
    none=("no personal information", "不含个人信息", "不含個人信息"),
    personal=("personal information", "个人信息", "個人信息"),
    sensitive=("sensitive personal information", "敏感个人信息", "敏感個人信息"),
)
TITLES: Mapping[str, Text] = {
    CATALOGUE_TABLE: text("catalogue of data", "数据目录", "數據目錄"),
    GRADE_TABLE: text("grading of data", "数据分级", "數據分級"),
    PURPOSE_TABLE: text("purposes of data", "数据用途", "數據用途"),
    NEED_TABLE: text("fields that a purpose needs", "用途所需数据项", "用途所需數據項"),
    ATTRIBUTE: text("sharing attribute", "共享属性", "共享屬性"),
    PROVIDER: text("providing department", "提供部门", "提供部門"),
    PERSONAL: text("personal information in it", "是否含个人信息", "是否含個人信息"),
    GRADE: text("grade of what is requested", "所请求数据的级别", "所請求數據的級別"),
    ALLOWED: text("purpose is one of the catalogue", "用途在目录内", "用途在目錄內"),
    BEYOND: text("fields beyond the purpose", "有超出用途的数据项", "有超出用途的數據項"),
}


def catalogue_facts(vocabulary: Vocabulary) -> Iterable[Attribute]:
    """What the tables of the catalogue give."""
    grades = vocabulary.choices.get(GRADES) or Choices(GRADES, ())
    yield _fact(ATTRIBUTE, CATALOGUE_TABLE, ATTRIBUTES)
    yield _fact(PROVIDER, CATALOGUE_TABLE, vocabulary.departments)
    yield _fact(PERSONAL, CATALOGUE_TABLE, PERSONALS)
    yield _fact(GRADE, GRADE_TABLE, grades)
    yield Attribute(ALLOWED, Type.BOOLEAN, TITLES[ALLOWED], table=PURPOSE_TABLE)
    yield Attribute(BEYOND, Type.BOOLEAN, TITLES[BEYOND], table=NEED_TABLE)


def _fact(name: str, table: str, choices: Choices) -> Attribute:
    return Attribute(name, Type.CHOICE, TITLES[name], choices=choices, table=table)


@attrs.frozen(kw_only=True)
class DataClass:
    """A class of the catalogue, with ids for words; ``flag`` says what was put right in it."""

    id: str
    provider: str
    sharing: str
    grade: str
    personal: str
    basis: str = ""
    fields: Mapping[str, str] = attrs.field(factory=dict)
    purposes: Mapping[str, frozenset[str] | None] = attrs.field(factory=dict)
    retention: Amount | None = None
    source: str = ""
    flag: str | None = None
    document: str = ""
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


def read_catalogue(documents: Sequence[SharingDocument], context: Context) -> list[DataClass]:
    """The classes of all documents; problems are reported and leave a class out."""
    found: dict[str, DataClass] = {}
    for document in documents:
        for entry in document.catalogue:
            made = _read_class(entry, document, context)
            if made is None:
                continue
            if made.id in found:
                context.collector.add("GC515", entry.data.span, data=entry.data)
                continue
            found[made.id] = made
    return list(found.values())


def _read_class(entry: ClassEntry, document: SharingDocument, context: Context) -> DataClass | None:
    id_ = context.choice(entry.data, CLASSES)
    provider = context.department(entry.provider)
    grade = context.choice(entry.grade, GRADES)
    fields = {
        field: context.choice(level, GRADES)
        for name, level in entry.fields.items()
        if (field := _field(name, entry, context)) is not None
    }
    purposes = dict(_purposes(entry, context))
    if id_ is None or provider is None or grade is None or None in fields.values():
        return None
    sharing, flag = entry.sharing, None
    if sharing is None:
        context.collector.add("GC511", entry.data.span, data=entry.data)
        sharing, flag = "conditional", "no_attribute"
    elif sharing == "not_shared" and not entry.basis:
        context.collector.add("GC510", entry.data.span, name=entry.data)
        sharing, flag = "conditional", "no_basis"
    if entry.personal != "none" and not entry.purposes:
        context.collector.add("GC512", entry.data.span, data=entry.data)
    return DataClass(
        id=id_, provider=provider, sharing=sharing, grade=grade, personal=entry.personal,
        basis=entry.basis, fields={k: v for k, v in fields.items() if v}, purposes=purposes,
        retention=entry.retention, source=entry.source or document.source, flag=flag,
        document=str(document.id), span=entry.span,
    )  # fmt: skip


def _named(name: str, span: Span | None) -> Any:
    from govcoord.rules.model import Name

    return name if isinstance(name, Name) else Name.at(name, span)


def _field(name: str, entry: ClassEntry, context: Context) -> str | None:
    return context.choice(_named(name, entry.span), FIELDS)


def _purposes(entry: ClassEntry, context: Context) -> Iterator[tuple[str, frozenset[str] | None]]:
    for name, purpose in entry.purposes.items():
        id_ = context.choice(_named(name, entry.span), PURPOSES)
        needed = purpose.fields
        found = [_field(field, entry, context) for field in needed or ()]
        if id_ is not None:
            yield id_, None if needed is None else frozenset(filter(None, found))


def one(attribute: str, *ids: str) -> tuple[str, Test]:
    """A test that an attribute is one of some choices."""
    return attribute, Test(Values(frozenset(ids)))


def _any_field(fields: Iterable[str]) -> tuple[str, Test]:
    return FIELDS, Test(Sets(any_of=frozenset([frozenset(fields)])))


def _table(
    id_: str, hit: HitPolicy, rules: Iterable[TableRule], outputs: tuple[Output, ...], span: Any
) -> Table:
    return Table(id_, hit, tuple(rules), outputs, title=TITLES[id_], auxiliary=True, span=span)


def catalogue_tables(
    classes: Sequence[DataClass],
    documents: Sequence[SharingDocument],
    default_grade: str | None,
    context: Context,
) -> tuple[Table, ...]:
    """The four tables that say what the catalogue says of a request."""
    listed = context.vocabulary.choices.get(FIELDS)
    universe = listed.ids if listed and FIELDS in context.vocabulary.attributes else frozenset()
    span = documents[0].span
    recorded = tuple(Output(name) for name in ("basis", "retention", "flag"))
    facts = tuple(Output(name, name) for name in (ATTRIBUTE, PROVIDER, PERSONAL))
    make = _Maker(documents[0], context.vocabulary)
    return (
        _table(
            CATALOGUE_TABLE, HitPolicy.UNIQUE, _catalogue_rules(classes, make),
            (*facts, *recorded), span,
        ),
        _table(
            GRADE_TABLE, HitPolicy.FIRST,
            _grade_rules(classes, universe, default_grade, make),
            (Output(GRADE, GRADE),), span,
        ),
        _table(
            PURPOSE_TABLE, HitPolicy.FIRST, _purpose_rules(classes, make),
            (Output(ALLOWED, ALLOWED),), span,
        ),
        _table(
            NEED_TABLE, HitPolicy.FIRST, _need_rules(classes, universe, make),
            (Output(BEYOND, BEYOND),), span,
        ),
    )  # fmt: skip


_ABOUT: Mapping[str, tuple[str, str, str]] = {
    "catalogue": ("in the catalogue", "目录条目", "目錄條目"),
    "grade": ("graded by its fields", "按数据项定级", "按數據項定級"),
    "purposes": ("listed purposes", "目录内用途", "目錄內用途"),
    "no-purpose": ("any other purpose", "其他用途", "其他用途"),
    "beyond": ("fields beyond the purpose", "超出用途的数据项", "超出用途的數據項"),
    "needed": ("no field beyond the purpose", "没有超出用途的数据项", "沒有超出用途的數據項"),
    "any-purpose": ("no purposes listed", "目录未限定用途", "目錄未限定用途"),
    "unlisted": ("not in the catalogue", "未列入目录", "未列入目錄"),
}


@attrs.frozen
class _Maker:
    """Makes rules of a catalogue, titled and cited."""

    document: SharingDocument
    vocabulary: Vocabulary

    def rule(
        self, about: str, box: Box, outputs: Mapping[str, Any], data: DataClass | None, *more: str
    ) -> TableRule:
        """A rule about a class, or about all others."""
        names: tuple[str, ...] = ("",) * 3
        if data is not None:
            label = self.vocabulary.choices[CLASSES].label
            colons = (": ", "：", "：")
            names = tuple(label(data.id, tag) + colon for tag, colon in zip(LANGUAGES, colons))
        title = text(*(name + words for name, words in zip(names, _ABOUT[about])))
        id_ = "-".join((about, *((data.id,) if data else ()), *more))
        given = tuple((name, value) for name, value in outputs.items() if value is not None)
        source = data.source if data else self.document.source
        document = data.document if data else str(self.document.id)
        span = data.span if data else self.document.id.span
        return TableRule(id_, (box,), given, title, source, document=document, span=span)


def _unlisted(classes: Sequence[DataClass], vocabulary: Vocabulary) -> tuple[Box, ...]:
    """The classes of the vocabulary that the catalogue leaves out; no box where there are none."""
    left = vocabulary.choices[CLASSES].ids - {c.id for c in classes}
    return (Box((one(CLASS, *left),)),) if left else ()


def _catalogue_rules(classes: Sequence[DataClass], make: _Maker) -> Iterator[TableRule]:
    for c in classes:
        outputs = {
            ATTRIBUTE: c.sharing, PROVIDER: c.provider, PERSONAL: c.personal,
            "basis": c.basis or None, "retention": c.retention, "flag": c.flag,
        }  # fmt: skip
        yield make.rule("catalogue", Box((one(CLASS, c.id),)), outputs, c)
    # nobody has said that there is no personal information in it
    unlisted = {ATTRIBUTE: "conditional", PERSONAL: "personal", "flag": "not_listed"}
    for box in _unlisted(classes, make.vocabulary):
        yield make.rule("unlisted", box, unlisted, None, "sharing")


def _grade_rules(
    classes: Sequence[DataClass],
    universe: frozenset[str],
    default: str | None,
    make: _Maker,
) -> Iterator[TableRule]:
    """From the highest grade down: the first that a requested field has is that of all."""
    listed = make.vocabulary.choices.get(GRADES)
    grades = [item.id for item in listed.items] if listed else []
    for n, grade in reversed([*enumerate(grades)]):
        for c in classes:
            named = frozenset(f for f, level in c.fields.items() if level == grade)
            if c.grade == grade:
                # fields of the class's own grade matter only before those of lower grades
                lower = not set(grades[:n]).isdisjoint(c.fields.values())
                named = named | (universe - frozenset(c.fields)) if lower else frozenset()
            if named:
                box = Box.of(dict([one(CLASS, c.id), _any_field(named)]))
                yield make.rule("grade", box, {GRADE: grade}, c, grade)
    for c in classes:
        yield make.rule("grade", Box((one(CLASS, c.id),)), {GRADE: c.grade}, c)
    for box in _unlisted(classes, make.vocabulary):
        if default is not None:
            yield make.rule("unlisted", box, {GRADE: default}, None, "grade")


def _purpose_rules(classes: Sequence[DataClass], make: _Maker) -> Iterator[TableRule]:
    purposes = make.vocabulary.choices[PURPOSES].ids
    for c in classes:
        if not c.purposes:
            continue
        box = Box.of(dict([one(CLASS, c.id), one(PURPOSE, *c.purposes)]))
        yield make.rule("purposes", box, {ALLOWED: True}, c)
        if purposes - set(c.purposes):
            other = Box((one(CLASS, c.id),))
            yield make.rule("no-purpose", other, {ALLOWED: False}, c)
    bound = {c.id for c in classes if c.purposes}
    free = make.vocabulary.choices[CLASSES].ids - bound
    if free:
        box = Box((one(CLASS, *free),))
        yield make.rule("any-purpose", box, {ALLOWED: True}, None)


def _need_rules(
    classes: Sequence[DataClass], universe: frozenset[str], make: _Maker
) -> Iterator[TableRule]:
    for c in classes:
        for purpose, needed in c.purposes.items():
            beyond = universe - (universe if needed is None else needed)
            if beyond:
                box = Box.of(dict([one(CLASS, c.id), one(PURPOSE, purpose), _any_field(beyond)]))
                yield make.rule("beyond", box, {BEYOND: True}, c, purpose)
    yield make.rule("needed", Box(), {BEYOND: False}, None)
