"""What accountability demands of its documents: both sides, no bad faith exempted, every day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from govcoord.rules.conditions.attribute_tests import is_never
from govcoord.rules.kinds.base import Context
from govcoord.rules.regions import Box, Ranges, Test, meet_all, negate_all
from govcoord.rules.tables import TableRule

if TYPE_CHECKING:
    from govcoord.rules.kinds.accountability.documents import AccountabilityDocument
    from govcoord.rules.kinds.accountability.kind import Frame

SIDES = ("lead", "coordinating")


def check_frames(frames: Sequence[Frame], context: Context) -> None:
    """Check the documents before their rules are made."""
    documents = [frame.document for frame in frames]
    _check_both_sides(documents, context)
    _check_never_exempt(documents, context)
    for frame in frames:
        _check_apart(frame, context)
    _check_measures(frames, context)


def _check_both_sides(documents: Sequence[AccountabilityDocument], context: Context) -> None:
    sides = {ground.side for document in documents for ground in document.grounds}
    for side in SIDES:
        if side not in sides:
            context.collector.add("GC422", documents[0].span, side=side)


def _check_never_exempt(documents: Sequence[AccountabilityDocument], context: Context) -> None:
    if not any(document.never_exempt is not None for document in documents):
        for document in documents:
            for exemption in document.exempts:
                context.collector.add("GC423", exemption.id.span, exemption=exemption.id)


def _check_apart(frame: Frame, context: Context) -> None:
    """One record is never on both sides."""
    both = meet_all(frame.sides["lead"], frame.sides["coordinating"])
    if _possible(both, frame.scope, context):
        document = frame.document
        context.collector.add("GC431", document.span, document=document.id)


def _check_measures(frames: Sequence[Frame], context: Context) -> None:
    """Every number of counted days from 0 has a measure."""
    written = [(item, frame) for frame in frames for item in frame.document.measures]
    name = frames[0].document.counted_days
    days = context.vocabulary.records[frames[0].scope].fields.get(name) if name else None
    if not written or days is None:
        return
    covered = [
        box for item, frame in written for box in context.condition(item.when, scope=frame.scope)
    ]
    from_zero = Box.of({days.id: Test(Ranges.interval(0, None))})
    left = meet_all(negate_all(covered), (from_zero,))
    if _possible(left, frames[0].scope, context):
        last, frame = written[-1]
        context.collector.add("GC435", last.id.span, document=frame.document.id)


def check_grounds(rules: Iterable[TableRule], frames: Sequence[Frame], context: Context) -> None:
    """No region of cases has a ground on one side only."""
    scope = frames[0].scope
    fields = context.vocabulary.records[scope].fields
    sides: dict[str, list[tuple[TableRule, list[Box]]]] = {side: [] for side in SIDES}
    for rule in rules:
        if "side" in rule.values:
            boxes = list(dict.fromkeys(_of_case(box, fields) for box in rule.boxes))
            sides[rule.values["side"]].append((rule, boxes))
    for side, other in (SIDES, SIDES[::-1]):
        outside = negate_all(dict.fromkeys(box for _, boxes in sides[other] for box in boxes))
        for rule, boxes in sides[side] if sides[other] else ():
            if _possible(meet_all(boxes, outside), scope, context):
                context.collector.add("GC432", rule.span, ground=rule.id, side=side)
                break


def _of_case(box: Box, fields: Mapping[str, object]) -> Box:
    return Box(tuple(pair for pair in box.tests if pair[0] not in fields))


def _possible(boxes: Iterable[Box], scope: str, context: Context) -> bool:
    """Whether a case and record can be in one of the boxes."""
    seen = context.vocabulary.visible(scope)
    return any(not any(is_never(test, seen[name]) for name, test in box.tests) for box in boxes)
