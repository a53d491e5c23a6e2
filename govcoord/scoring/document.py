"""What policy staff write in a document of kind ``scorecard``, as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import attrs

from govcoord.numerals import Number
from govcoord.rules.model import Amount, Document, Name
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.source import Span
from govcoord.text import Text

MissingPolicy = Literal[
    "fail",
    "unscored",
    "exclude_and_reweight",
    "zero_and_flag",
    "worst",
    "mean",
    "median",
    "mean_figure",
    "median_figure",
    "fixed_score",
]
NotApplicablePolicy = Literal["reweight", "full_score", "fail"]
FewerPolicy = Literal["leave_out", "unscored", "unranked", "fail"]
SamplePolicy = Literal["flag", "unranked", "exclude_and_reweight", "fail"]
EventPolicy = Literal["none", "provisional", "fail"]
Direction = Literal["higher", "lower"]
Aggregate = Literal[
    "weighted_mean",
    "geometric",
    "harmonic",
    "power",
    "minimum",
    "maximum",
    "median",
    "penalised",
    "mazziotta_pareto",
    "formula",
]
Weighting = Literal["given", "equal", "relative", "budget", "entropy"]
RoundingMode = Literal["half_up", "half_even", "half_down", "up", "down", "ceiling", "floor"]
Method = Literal[
    "points",
    "share_of_target",
    "min_max",
    "distance_to_target",
    "deviation_from_target",
    "piecewise_linear",
    "bands",
    "boolean",
    "per_event_deduction",
    "rank",
    "percentile",
    "z_score",
    "relative_difference",
    "clip",
    "winsorise",
    "log",
    "power",
    "inverse",
    "linear",
    "categories",
]


def _text_of(node: Node | None) -> object:
    """What a formula or condition says: two documents are equal when their texts are."""
    if isinstance(node, ScalarNode):
        return node.value.strip()
    if isinstance(node, MappingNode):
        return tuple((key, _text_of(value)) for key, (_, value) in node.entries.items())
    return tuple(map(_text_of, node.items)) if isinstance(node, SequenceNode) else None


@attrs.frozen(slots=True, kw_only=True)
class RoundingEntry:
    """How the published score is rounded; ``where: each`` rounds every line's points instead."""

    digits: int
    mode: RoundingMode = "half_up"
    where: Literal["end", "each"] = "end"
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class PointEntry:
    """One corner of a piecewise linear scale: at this figure, this score."""

    at: Amount
    score: Number
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class StepEntry:
    """One step of a scale of bands; the last one may have no bound and takes the rest."""

    at_least: Amount | None = None
    at_most: Amount | None = None
    above: Amount | None = None
    below: Amount | None = None
    score: Number
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class CategoryEntry:
    """The score of one answer in words; ``is`` holds the word, or several that mean the same."""

    words: tuple[str, ...] = attrs.field(metadata={"key": "is"})
    score: Number
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class NormaliseEntry:
    """One step from a figure to a score: the method, and the keys that belong to it."""

    SHORTHAND: ClassVar[str] = "method"

    method: Method
    full: Amount | None = None
    target: Amount | None = None
    against: Literal["best", "worst", "mean", "median"] | None = None
    cap: Number | None = None
    low: Amount | None = None
    high: Amount | None = None
    bounds: Literal["given", "observed", "percentiles"] | None = None
    low_percentile: Number | None = None
    high_percentile: Number | None = None
    transform: Literal["log"] | None = None
    base: Literal["e", "10", "2"] | None = None
    add: Number | None = None
    exponent: Number | None = None
    times: Number | None = None
    plus: Number | None = None
    count: int | None = None
    skewness: Number | None = None
    kurtosis: Number | None = None
    otherwise: Literal["keep", "log", "fail"] | None = None
    categories: tuple[CategoryEntry, ...] = ()
    beyond: Literal["clamp", "extend", "fail"] | None = None
    zero_at: Amount | None = None
    tolerance: Amount | None = None
    points: tuple[PointEntry, ...] = ()
    steps: tuple[StepEntry, ...] = ()
    when_true: Number | None = None
    when_false: Number | None = None
    start: Number | None = None
    each: Number | None = None
    floor: Number | None = None
    ties: Literal["high", "mean", "low"] | None = None
    result: Literal["scaled", "rank", "place"] | None = None
    of: Literal["sample", "population"] | None = None
    mean: Amount | None = None
    deviation: Amount | None = None
    centre: Number | None = None
    spread: Number | None = None
    constant: Number | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class CreditEntry:
    """What a case counts for when a condition holds: 满意 100%, 基本满意 80%."""

    when: Node | None = attrs.field(default=None, eq=_text_of, repr=False)
    share: Number
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class MeasureEntry:
    """A figure made of evaluated cases, among those that the scorecard's ``cases`` let in.

    ``count``: of how many cases a condition holds; ``of``: among which cases, which makes it a
    rate. ``credit``: a rate in which cases count in part; the first condition that holds says
    for how much. ``sum`` and ``mean`` of a fact of the cases for which ``when`` holds.
    """

    count: Node | None = attrs.field(default=None, eq=_text_of, repr=False)
    of: Node | None = attrs.field(default=None, eq=_text_of, repr=False)
    credit: tuple[CreditEntry, ...] = ()
    sum: Name | None = None
    mean: Name | None = None
    when: Node | None = attrs.field(default=None, eq=_text_of, repr=False)
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class CasesEntry:
    """Which evaluated cases count, and for whom.

    ``whose`` is the fact that names the subject: a choice, or a set whose members each have the
    case; ``each`` the list of records to count instead of cases, ``whose`` a field of theirs then.
    ``unknown`` says what a condition means that missing facts leave open.
    """

    whose: Name
    each: Name | None = None
    when: Node | None = attrs.field(default=None, eq=_text_of, repr=False)
    exclude: Node | None = attrs.field(default=None, eq=_text_of, repr=False)
    unknown: Literal["not_met", "left_out", "fail"]
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class InputEntry:
    """A reported figure that has no score of its own and that a ``formula`` reads."""

    title: Text = Text()
    note: Text = Text()
    source: str = ""
    unit: str | None = None
    min: Amount | None = None
    max: Amount | None = None
    measure: MeasureEntry | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class IndicatorEntry:
    """An indicator with a figure of its own, or a group of ``indicators``."""

    title: Text = Text()
    note: Text = Text()
    source: str = ""
    weight: Number | None = None
    unit: str | None = None
    direction: Direction | None = None
    normalise: tuple[NormaliseEntry, ...] = ()
    min: Amount | None = None
    max: Amount | None = None
    formula: Node | None = attrs.field(default=None, eq=_text_of, repr=False)
    measure: MeasureEntry | None = None
    baseline: Text = Text()
    period: str | None = None
    last_known: int | None = None
    missing: MissingPolicy | None = None
    missing_score: Number | None = None
    not_applicable: NotApplicablePolicy | None = None
    minimum_sample: int | None = None
    below_minimum: SamplePolicy | None = None
    evaluator: Literal["any", "independent"] = "any"
    controlled_by: Literal["self", "shared", "other"] | None = None
    indicators: Mapping[str, IndicatorEntry] = attrs.field(factory=dict)
    aggregate: Aggregate | None = None
    exponent: Number | None = None
    penalty: Number | None = None
    weights: Weighting = "given"
    points: tuple[Number, ...] = ()
    weight_floor: Number | None = None
    weight_cap: Number | None = None
    minimum_present: Amount | None = None
    fewer: FewerPolicy | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class LimitEntry:
    """A floor or cap of the effective weight of an indicator, or of several together."""

    indicator: tuple[Name, ...]
    at_least: Number | None = None
    at_most: Number | None = None
    title: Text = Text()
    source: str = ""
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class EventEntry:
    """Points for (or off) each event of one kind, with an own ``cap`` of points."""

    title: Text = Text()
    note: Text = Text()
    source: str = ""
    each: Number
    cap: Number | None = None
    measure: MeasureEntry | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class EventsEntry:
    """Bonus or deduction items, and the ``cap`` of points for all of them together."""

    cap: Number | None = None
    items: Mapping[str, EventEntry]
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class VetoEntry:
    """What a reported flag does to the grade, whatever the score.

    With ``when_below`` nothing is reported: it holds when one of the indicators or groups named
    there has a score below its number.
    """

    title: Text = Text()
    note: Text = Text()
    source: str = ""
    when_below: Mapping[str, Number] = attrs.field(factory=dict)
    effect: Literal["zero", "lowest_band", "cap_at_band"]
    band: Name | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class BandEntry:
    """One grade; ``良好: 80`` stands for its lower bound, which belongs to it."""

    SHORTHAND: ClassVar[str] = "at_least"

    title: Text = Text()
    note: Text = Text()
    source: str = ""
    at_least: Number | None = None
    below: Number | None = None
    at_most: Number | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class QuotaEntry:
    """At most this share of the subjects may stay in a band, best first."""

    bands: Mapping[str, Number]
    round: Literal["down", "half_up", "up"]
    tie_break: tuple[Name, ...] = ()
    ties: Literal["lower", "upper", "fail"]
    source: str = ""
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RankingEntry:
    """How places are given; ``tie_break`` names indicators whose scores decide, in order."""

    ties: Literal[
        "same_rank_then_skip",
        "same_rank_no_skip",
        "skip_then_same_rank",
        "average_rank",
        "fail",
    ]
    order: Literal["highest_first", "lowest_first"] = "highest_first"
    tie_break: tuple[Name, ...] = ()
    by: Literal["published_score", "exact_score"] = "published_score"
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ScorecardDocument(Document):
    """A document of kind ``scorecard``."""

    subject: Name = Name.at("departments", None)
    must_report: tuple[Name, ...] = ()
    output: Literal["score", "advice_only"] = "score"
    scale: Number = 100
    rounding: RoundingEntry
    precision: int | None = None
    period: str | None = None
    last_known: int | None = None
    missing: MissingPolicy
    missing_score: Number | None = None
    not_applicable: NotApplicablePolicy = "fail"
    missing_events: EventPolicy | None = None
    below_minimum: SamplePolicy | None = None
    minimum_coverage: Number | None = None
    aggregate: Aggregate | None = None
    exponent: Number | None = None
    penalty: Number | None = None
    formula: Node | None = attrs.field(default=None, eq=_text_of, repr=False)
    weights: Weighting = "given"
    minimum_present: Amount | None = None
    fewer: FewerPolicy | None = None
    cases: CasesEntry | None = None
    inputs: Mapping[str, InputEntry] = attrs.field(factory=dict)
    indicators: Mapping[str, IndicatorEntry]
    normalise: tuple[NormaliseEntry, ...] = ()
    floors: tuple[LimitEntry, ...] = ()
    caps: tuple[LimitEntry, ...] = ()
    bonus: EventsEntry | None = None
    deductions: EventsEntry | None = None
    cap: Number | None = None
    bottom: Number | None = None
    veto: Mapping[str, VetoEntry] = attrs.field(factory=dict)
    bands: Mapping[str, BandEntry] = attrs.field(factory=dict)
    band_on: Literal["published_score", "exact_score"] = "published_score"
    quota: QuotaEntry | None = None
    ranking: RankingEntry | None = None
