"""What a document of kind ``procedure`` must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from govcoord.diagnostics import Collector, suggest
from govcoord.errors import UnitError
from govcoord.mechanisms.clock import Clock
from govcoord.mechanisms.procedure.network import Chain, find_circle
from govcoord.mechanisms.spans import Span
from govcoord.rules.kinds.base import Context
from govcoord.rules.kinds.procedure.documents import ProcedureDocument, StepEntry
from govcoord.rules.model import Amount, Name
from govcoord.source import Span as Place


class Spans:
    """Amounts as lengths of time; whether one could not be read."""

    def __init__(self, document: ProcedureDocument, collector: Collector) -> None:
        self.document, self.collector, self.broken = document, collector, False

    def of(self, amount: Amount | None) -> Span | None:
        """Any length of time; ``None`` where there is none or it has been reported."""
        if amount is None:
            return None
        try:
            return Span.of(amount.value, amount.unit)
        except UnitError:
            self.report(amount, "procedure:span")
            return None

    def of_clock(self, amount: Amount | None) -> Span | None:
        """A limit on the procedure's clock: whole working days, or days, as the statutory one."""
        span = self.of(amount)
        if amount is None or span is None:
            return None
        whole = self.document.limit.statutory.unit
        unit = "day" if whole is not None and whole.dimension == "time" else "workday"
        if span.unit != unit:
            self.report(amount, f"procedure:{unit}")
            return None
        return span

    def shorter(self) -> Fraction | None:
        """By what part the promise is shorter than in the base year."""
        entry = self.document.limit.shorter_than
        if entry is None:
            return None
        amount = entry.by
        share = Fraction(amount.value) * Fraction(amount.unit.factor if amount.unit else 1)
        if amount.unit is None or amount.unit.dimension != "ratio" or not 0 < share < 1:
            self.report(amount, "procedure:part")
            return None
        return share

    def report(self, amount: Amount, expected: str) -> None:
        """Report an amount that does not fit (GC443)."""
        self.broken = True
        span = amount.span or self.document.limit.span
        self.collector.add("GC443", span, amount=amount.written, expected=expected)


def check_steps(document: ProcedureDocument, context: Context) -> bool:
    """Whether steps, materials and fields that are named are there, and nothing goes round."""
    steps = {str(step.id) for step in document.steps}
    sound = True
    named = [name for step in document.steps for name in step.after]
    if document.limit.starts_after is not None:
        named.append(document.limit.starts_after)
    for name in named:
        if name not in steps:
            near = suggest(name, steps)
            context.collector.add("GC440", name.span, step=name, suggestion=near)
            sound = False
    if sound:
        circle = find_circle({str(s.id): tuple(map(str, s.after)) for s in document.steps})
        if circle is not None:
            first = next(s for s in document.steps if s.id == circle[0])
            path = " → ".join((*reversed(circle), circle[-1]))
            context.collector.add("GC441", first.id.span, path=path)
            sound = False
    return _check_names(document, context) and sound and _check_fields(document, context)


def _check_names(document: ProcedureDocument, context: Context) -> bool:
    materials = [name for step in document.steps for name in step.materials]
    fields = [name for step in document.steps for name in step.fields]
    fields += [name for entry in document.materials.values() for name in entry.fields]
    lost = [*_unknown(materials, document.materials), *_unknown(fields, document.fields)]
    for name, known in lost:
        context.collector.add("GC446", name.span, name=name, suggestion=suggest(name, known))
    return not lost


def _unknown(names: Iterable[Name], known: Iterable[str]) -> list[tuple[Name, Iterable[str]]]:
    listed = {str(name) for name in known}
    return [(name, listed) for name in names if name not in listed]


def _check_fields(document: ProcedureDocument, context: Context) -> bool:
    """Silence is consent in no field that does not allow it; a deciding step is at home."""
    for step in document.steps:
        for why, span in _silence(document, step):
            context.collector.add("GC447", span, step=step.id, why=f"silence:{why}")
        if step.decides and step.place == "handling":
            context.collector.add("GC448", step.id.span, step=step.id)
    return True


def _silence(document: ProcedureDocument, step: StepEntry) -> Iterator[tuple[str, Place | None]]:
    """Why silence is no consent at a step: only an opinion in fields that allow it may lapse."""
    if step.silence != "consent":
        return
    if not step.opinion:
        yield "no_opinion", step.id.span
    elif not step.fields:
        yield "no_field", step.id.span
    for name in step.fields:
        if not document.fields[name].silence:
            yield "field", name.span


def check_limits(
    document: ProcedureDocument, clock: Clock, critical: Chain, collector: Collector
) -> None:
    """The longest chain fits into the limits, and the promise is no longer than the law."""
    total = Span(critical.length, clock.limit.unit)
    path = " → ".join(critical.steps)
    entry = document.limit
    for code, amount, span in (
        ("GC444", entry.statutory, clock.limit),
        ("GC445", entry.promised, clock.promised),
    ):
        if amount is not None and span is not None and total.n > span.n:
            collector.add(
                code if critical.exact else "GC445",
                amount.span or entry.span,
                limit=span.words(),
                total=total.words(),
                path=path,
            )
            break  # a promise cannot be kept either
    if clock.promised is not None and clock.promised.n > clock.limit.n:
        collector.add(
            "GC449",
            entry.promised.span if entry.promised else entry.span,
            promised=clock.promised.words(),
            limit=clock.limit.words(),
        )
