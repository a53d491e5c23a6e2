"""Rules that can never decide (GC313) or never match (GC304), overrides that never bite (GC315)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govcoord.rules.cells import Mask, bits_of
from govcoord.rules.checks.base import Finding, Question

MOST_NAMED = 24
"""Winners up to which it is tried to name as few as will do."""


def check(question: Question) -> Iterator[Finding]:
    """Rules whose every case is taken by rules that beat them, named by which."""
    table = question.table
    for number, rule in question.meter.through(enumerate(table.rules), len(table.rules)):
        question.meter.step()
        if rule.boxes and not question.study.holds[number]:
            yield Finding("GC304", table, (rule,), place=rule.condition)
        elif rule.boxes:
            yield from _shadowed(question, number)
        yield from _idle(question, number)


def _shadowed(question: Question, number: int) -> Iterator[Finding]:
    study, table = question.study, question.table
    by_override, by_policy = study.winners(number)
    if not by_override | by_policy or _decides(question, number, by_override | by_policy):
        return
    winners = [*sorted(bits_of(by_override)), *sorted(bits_of(by_policy))]
    needed = winners
    question.found["GC313"] += 1
    if question.spells_out("GC313") and len(winners) <= MOST_NAMED:
        needed = _needed(question, number, winners)
    rules = tuple(table.rules[n] for n in sorted(needed))
    names = ", ".join(f"`{rule.id}`" for rule in rules[:MOST_NAMED])
    rule = table.rules[number]
    yield Finding("GC313", table, (rule, *rules), (), (("by", names),), place=rule.condition)


def _decides(question: Question, number: int, winners: Mask) -> bool:
    """Whether a rule decides somewhere, if only ``winners`` may keep it from that."""
    study = question.study
    both = tuple(mask & winners for mask in study.winners(number))
    parts = study.deciding(study.holds[number], (both[0], both[1]), question.meter.step)
    return next(parts, None) is not None


def _needed(question: Question, number: int, winners: Sequence[int]) -> list[int]:
    """A smallest set of winners by leaving out one after the other what the rest can do without.

    Overrides, which stand first, are tried last.
    """
    needed = list(winners)
    for candidate in reversed(winners):
        rest = [n for n in needed if n != candidate]
        if rest and not _decides(question, number, sum(1 << n for n in rest)):
            needed = rest
    return needed


def _idle(question: Question, number: int) -> Iterator[Finding]:
    """Overrides of rules that never match, nor may, where this one does.

    One through which the rule also beats others that it meets is not idle.
    """
    table, study = question.table, question.study
    rule = table.rules[number]
    if not rule.named:
        return
    met = study.near(number, possibly=True)
    named = {name: study.number[name] for name in rule.named if name in study.number}
    reached = {name: study.beats[n] | {n} for name, n in named.items()}
    for name, other in sorted(named.items(), key=lambda pair: pair[1]):
        rest = (known for beside, known in reached.items() if beside != name)
        alone = reached[name].difference(*rest)
        if other != number and not any(met >> n & 1 for n in (*alone, other)):
            place = getattr(name, "span", None)
            yield Finding("GC315", table, (rule, table.rules[other]), place=place)
