"""Who may get what from whom, for what, over how many approvals: the rules asked for every case.

The answers are those of the plan's own table, so that a graph of sharing says what the rules
say. What the assumed facts leave open stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import attrs

from govcoord.rules.engine import Plan
from govcoord.rules.kinds.data_sharing.answer import AnswerView
from govcoord.rules.kinds.data_sharing.tables import CLASS, FIELDS, PURPOSE, RECIPIENT


@attrs.frozen(kw_only=True)
class SharingCell:
    """What one recipient is answered about one class of data for one purpose.

    ``answer`` is ``None`` where the assumed facts do not settle it, ``approvals`` then too.
    """

    data: str
    recipient: str
    purpose: str
    provider: str | None
    answer: str | None
    mode: str | None
    approvals: int | None


def sharing_model(plan: Plan, assumed: Mapping[str, Any] | None = None) -> Iterator[SharingCell]:
    """A cell for every class in the catalogue, every department and every purpose.

    What is requested are the fields that the catalogue says the purpose needs (none where it
    names none). ``assumed`` are further facts of every case, such as ``{"data_consent": True}``.
    The providing department itself is left out. Nothing comes of a plan without such rules.

    >>> import govcoord
    >>> cells = sharing_model(govcoord.load_plan(), {"data_consent": True, "data_legal_duty": True})
    >>> next(c.approvals for c in cells if c.data == "tax_status")
    1
    """
    view = plan.views.get("data_answer")
    if not isinstance(view, AnswerView):
        return
    vocabulary = plan.vocabulary
    purposes = vocabulary.attributes[PURPOSE].choices
    assert purposes is not None
    has_fields = FIELDS in vocabulary.attributes
    places = product(view.classes, purposes.items, vocabulary.departments.items)
    for data, purpose, department in places:
        if department.id == data.provider:
            continue
        facts = {**(assumed or {}), CLASS: data.id, PURPOSE: purpose.id, RECIPIENT: department.id}
        if has_fields:
            facts[FIELDS] = data.purposes.get(purpose.id) or frozenset()
        answer = view(plan.evaluate(facts))
        yield SharingCell(
            data=data.id,
            recipient=department.id,
            purpose=purpose.id,
            provider=data.provider,
            answer=answer.answer if answer else None,
            mode=answer.mode if answer else None,
            approvals=answer.approvals if answer else None,
        )
