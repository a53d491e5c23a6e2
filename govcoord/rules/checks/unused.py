"""Values of a choice that a table's rules never mention (GC316)."""

from __future__ import annotations

from collections.abc import Iterator

from govcoord.rules.checks.base import Finding, Question
from govcoord.rules.regions import Values
from govcoord.rules.vocabulary import Type


def check(question: Question) -> Iterator[Finding]:
    """For each choice that the rules of a table test, the values that no rule mentions.

    Attributes with many choices of which few are mentioned are passed over: there a rule picks
    out single ones on purpose.
    """
    table = question.table
    if table.auxiliary:
        return
    mentioned: dict[str, set[object]] = {}
    for rule in table.rules:
        for box in rule.boxes:
            for name, test in box.tests:
                if isinstance(test.region, Values):
                    mentioned.setdefault(name, set()).update(test.region.values)
    for name, values in sorted(mentioned.items()):
        attribute = question.study.attributes[name]
        if attribute.type is not Type.CHOICE or attribute.choices is None:
            continue
        left = [item.id for item in attribute.choices.items if item.id not in values]
        if left and len(left) * 2 < len(attribute.choices.items):
            named = ("attribute", name), ("values", " ".join(left))
            yield Finding("GC316", table, (), (), named)
