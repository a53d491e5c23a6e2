"""The document kind ``survey``: rates of answers with exact margins, groups, two periods.

Surveys of satisfaction and appraisals by the public: what it is given are answers by option, or
one by one; what it gives are rates with their intervals, or that the sample is too small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.margin import LEVELS, is_enough
from govcoord.mechanisms.survey import (
    Change,
    Period,
    Reckoned,
    Surveyed,
    SurveyRule,
    changes,
    reckon,
    tally,
)
from govcoord.numerals import Number, exact, format_number
from govcoord.plain import jsonable
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.listed import Listed
from govcoord.rules.kinds.survey.words import survey_lines
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Document, Name
from govcoord.rules.vocabulary import Vocabulary
from govcoord.source import Span as Place
from govcoord.text import Text


@attrs.frozen(slots=True, kw_only=True)
class OptionEntry:
    """An option: whether it is a hit, none, or no answer at all, and what it is worth."""

    title: Text = Text()
    counts: Literal["favourable", "unfavourable", "left_out"]
    points: Number | None = None
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class SurveyDocument(Document):
    """A document of kind ``survey``.

    ``minimum`` is the fewest answers that a rate is told of, ``confidence`` the level of its
    interval, ``digits`` the decimals of percentages. ``total`` says whether groups are weighed by
    their population or all answers count alike. ``target`` is the rate to reach, ``response``
    the least share of those asked who should have answered.
    """

    options: Mapping[Name, OptionEntry]
    minimum: int
    confidence: Number
    digits: int = 2
    total: Literal["by_population", "pooled"]
    target: Number | None = None
    response: Number | None = None
    independent: bool


@attrs.frozen(kw_only=True)
class SurveyRecord(Period):
    """A survey, and an earlier period that it is compared with."""

    assessed: str | None = fact(
        "assessed", "被评单位", "被評單位", choices="departments", default=None
    )
    earlier: Period | None = fact("earlier period", "上一时期", "上一時期", default=None)


@attrs.frozen(kw_only=True)
class SurveyResult:
    """The rates of a survey, changes since an earlier period, and whether it may be used.

    ``usable`` is ``None`` while a fact in ``missing`` would settle it. ``figure`` is the total
    as a scorecard reads it: with its sample and who measured it; ``None`` where no rate is told.
    """

    period: str | None
    groups: tuple[Reckoned, ...]
    total: Reckoned
    independent: bool | None
    usable: bool | None
    findings: tuple[str, ...]
    missing: tuple[str, ...]
    changes: tuple[Change, ...]
    earlier: Surveyed | None
    repeated: tuple[str, ...]
    unread: int
    figure: Mapping[str, Any] | None
    mechanism: Survey = attrs.field(eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data, with shares of those who answered."""
        names = [a.name for a in attrs.fields(type(self)) if a.name not in _SHOWN_OTHERWISE]
        data = {name: getattr(self, name) for name in names}
        data["groups"] = [_plain(group) for group in self.groups]
        data["total"] = _plain(self.total)
        if self.earlier is not None:
            data["earlier"] = {
                "groups": [_plain(group) for group in self.earlier.groups],
                "total": _plain(self.earlier.total),
            }
        return data

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The survey in words."""
        return survey_lines(self, vocabulary, language)


_SHOWN_OTHERWISE = ("mechanism", "groups", "total", "earlier")


def _plain(one: Reckoned) -> dict[str, Any]:
    data: dict[str, Any] = jsonable(one)
    response = one.response
    data["response"] = None if response is None else jsonable(response.value)
    return data


@attrs.frozen(kw_only=True)
class Survey:
    """A survey as loaded."""

    id: str
    title: Text
    source: str
    rule: SurveyRule
    options: Listed
    independent: bool
    kind: str = "survey"
    record: type[SurveyRecord] = SurveyRecord

    def assess(self, given: SurveyRecord, setting: Setting) -> SurveyResult:
        """The rates of the answers; `CaseError` for what does not fit."""
        period, repeated = self.read(given)
        now = reckon(self.rule, period)
        earlier: Surveyed | None = None
        found: tuple[Change, ...] = ()
        if given.earlier is not None:
            try:
                before, _ = self.read(given.earlier)
                earlier = reckon(self.rule, before)
            except CaseError as error:
                raise error.at("earlier") from None
            found = changes(self.rule, period, before, (now, earlier))
        independent, missing = self.independence(given, setting.vocabulary)
        findings = list(now.findings)
        if self.independent and independent is False:
            findings.append("not_independent")
        if repeated:
            findings.append("answered_twice")
        if given.unread:
            findings.append("unread")
        return SurveyResult(
            period=given.period,
            groups=now.groups,
            total=now.total,
            independent=independent,
            usable=self.usable(now, independent),
            findings=tuple(findings),
            missing=(*missing, *now.missing),
            changes=found,
            earlier=earlier,
            repeated=repeated,
            unread=given.unread,
            figure=self.figure(now.total, given),
            mechanism=self,
        )

    def read(self, given: Period) -> tuple[Period, tuple[str, ...]]:
        """The period with options by id and single answers counted, and who answered twice."""
        groups = []
        for n, group in enumerate(given.groups):
            answers: dict[str, int] = {}
            for word, count in group.answers.items():
                option = self.options.id_of(word, "answers", f"groups[{n}]")
                if option in answers:
                    raise CaseError(word, count, "each option once", where=f"groups[{n}].answers")
                answers[option] = count
            groups.append(attrs.evolve(group, answers=answers))
        responses = []
        for n, one in enumerate(given.responses):
            if one.option is not None:
                option = self.options.id_of(one.option, "option", f"responses[{n}]")
                one = attrs.evolve(one, option=option)
            responses.append(one)
        period = attrs.evolve(given, groups=tuple(groups), responses=tuple(responses))
        counted, repeated = tally(period)
        return attrs.evolve(given, groups=counted), repeated

    def independence(
        self, given: SurveyRecord, vocabulary: Vocabulary
    ) -> tuple[bool | None, tuple[str, ...]]:
        """Whether an independent third party made it, and the facts that would tell."""
        departments = vocabulary.choices.get("departments")
        by = given.surveyor
        if by is not None and departments is not None:
            by = departments.resolve(by) or by
        if given.independent is False or (by is not None and by == given.assessed):
            return False, ()
        if not self.independent:
            return given.independent, ()
        names = ("surveyor", "independent")
        missing = tuple(name for name in names if getattr(given, name) is None)
        return (None if missing else True), missing

    def usable(self, now: Surveyed, independent: bool | None) -> bool | None:
        """Whether the total may be used: a rate is told, and an independent party measured it."""
        if now.total.status == "population_unknown":
            return None
        if now.total.status != "rate":
            return False
        return independent if self.independent else True

    def figure(self, total: Reckoned, given: SurveyRecord) -> Mapping[str, Any] | None:
        """The total as a scorecard reads it; a sample that is too small is handed on as it is."""
        too_few = not is_enough(total.valid, self.rule.minimum)
        if not total.valid or (total.rate is None and not too_few):
            return None
        by = {} if given.surveyor is None else {"by": given.surveyor}
        if total.rate is None or total.rate == Fraction(total.hits, total.valid):
            return {"numerator": total.hits, "denominator": total.valid, **by}
        value = format_number(exact(total.rate * 100)) + "%"
        return {"value": value, "sample": total.valid, **by}


def lower(documents: Sequence[SurveyDocument], context: Context) -> Lowered:
    """A mechanism per document."""
    found = (_survey(document, context) for document in documents)
    return Lowered(mechanisms=tuple(made for made in found if made is not None))


def _survey(document: SurveyDocument, context: Context) -> Survey | None:
    if not document.source:
        context.collector.add("GC501", document.id.span, rule=document.id)
    if not _is_sound(document, context):
        return None
    options = document.options
    rule = SurveyRule(
        options=tuple(str(name) for name in options),
        favourable=_named(options, "favourable"),
        left_out=_named(options, "left_out"),
        points={str(n): Fraction(o.points) for n, o in options.items() if o.points is not None},
        minimum=document.minimum,
        confidence=Fraction(document.confidence),
        z=LEVELS[Fraction(document.confidence)],
        digits=document.digits,
        by_population=document.total == "by_population",
        target=None if document.target is None else Fraction(document.target),
        response=None if document.response is None else Fraction(document.response),
    )
    titles = {str(name): option.title for name, option in options.items()}
    return Survey(
        id=str(document.id), title=document.title, source=document.source, rule=rule,
        options=Listed(titles), independent=document.independent,
    )  # fmt: skip


def _named(options: Mapping[Name, OptionEntry], counts: str) -> frozenset[str]:
    return frozenset(str(name) for name, option in options.items() if option.counts == counts)


def _is_sound(document: SurveyDocument, context: Context) -> bool:
    """Whether the document can be used; what is wrong has been reported."""
    add, options, sound = context.collector.add, document.options, True
    counted = {option.counts for option in options.values()}
    for counts in ("favourable", "unfavourable"):
        if counts not in counted:
            add("GC565", document.id.span, counts=counts)
            sound = False
    if Fraction(document.confidence) not in LEVELS:
        known = ", ".join(f"{format_number(exact(level * 100))}%" for level in LEVELS)
        level = format_number(exact(Fraction(document.confidence) * 100)) + "%"
        add("GC566", document.id.span, confidence=level, known=known)
        sound = False
    for key, least, most in (("minimum", 1, None), ("digits", 0, 12)):
        value = getattr(document, key)
        if value < least or (most is not None and value > most):
            add("GC567", document.id.span, key=key, value=value, least=least)
            sound = False
    for key in ("target", "response"):
        share = getattr(document, key)
        if share is not None and not 0 <= share <= 1:
            add("GC670", document.span, target=str(share))
            sound = False
    return _has_points(options, context) and sound


def _has_points(options: Mapping[Name, OptionEntry], context: Context) -> bool:
    """Points stand at every option that counts, or at none."""
    counting = {n: o for n, o in options.items() if o.counts != "left_out"}
    without = [name for name, option in counting.items() if option.points is None]
    wrong = [n for n, o in options.items() if o.counts == "left_out" and o.points is not None]
    if without and len(without) < len(counting):
        wrong += without
    for name in wrong:
        context.collector.add("GC568", name.span, option=name)
    return not wrong


KIND = Kind("survey", SurveyDocument, lower=lower)
