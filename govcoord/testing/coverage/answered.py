"""Proofs that a table has an answer for every case of a box."""

from __future__ import annotations

from itertools import combinations

from govcoord.rules.regions import Box
from govcoord.rules.space import Space
from govcoord.rules.tables import HitPolicy, Table

MOST = 60
"""Boxes of rules that are looked at; beyond that nothing is claimed."""


def answered(table: Table, attribute: str, box: Box, space: Space) -> bool:
    """Whether a table gives an attribute wherever the box holds, whatever else is known.

    That is so where rules cover the box with tests on facts that it says are known, and no two of
    them meet in it: then exactly one rule applies for certain. Rules with overrides, or that
    collect, are left alone.
    """
    output = next((o for o in table.outputs if o.attribute == attribute), None)
    if output is None or table.hit is HitPolicy.COLLECT:
        return False
    if any(rule.overrides for rule in table.rules):
        return False
    known = {name for name, test in box.tests if test.missing is not True}
    near = [
        (number, theirs)
        for number, rule in enumerate(table.rules)
        for theirs in rule.boxes
        if space.meet(box, theirs) is not None
    ]
    if len(near) > MOST:
        return False
    for number, theirs in near:
        silent = table.rules[number].values.get(output.id) is None and output.default is None
        if silent or not {name for name, _ in theirs.tests} <= known:
            return False
    for (one, mine), (other, theirs) in combinations(near, 2):
        both = space.meet(box, mine)
        if one != other and both is not None and space.meet(both, theirs) is not None:
            return False
    return not space.subtract_all([box], [theirs for _, theirs in near])
