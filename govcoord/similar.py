"""Similar past cases: the nearest by their facts, with reasons, and what the rules say of both.

What makes cases similar is a document of kind ``similarity`` in the rulesets: weights of
facts, scales of numbers. Distances are exact, equal input gives equal output.
"""

from __future__ import annotations

from collections.abc import Iterable

from govcoord.diagnostics import suggest
from govcoord.errors import GovcoordError
from govcoord.rules.engine import Plan
from govcoord.rules.kinds.similarity.kind import Similarity
from govcoord.rules.kinds.similarity.results import Compared, Ruled, SimilarCase, SimilarCases
from govcoord.rules.kinds.similarity.search import History

__all__ = ["Compared", "History", "Ruled", "SimilarCase", "SimilarCases", "history", "similar"]


def similar(
    plan: Plan,
    case: object,
    past: Iterable[object],
    *,
    limit: int | None = None,
    by: str | None = None,
) -> SimilarCases:
    """The past cases most similar to a case, nearest first, with reasons.

    ``past`` are cases as `Plan.evaluate` takes them, read one after the other; those that do
    not fit the vocabulary are counted and left out. ``by`` names the document of kind
    ``similarity``, where the plan has more than one; ``limit`` is how many are wanted. Raises
    `CaseError` where the case itself does not fit, `GovcoordError` where the plan does not say
    what makes cases similar. To ask about many cases, make a `history` once.
    """
    return history(plan, past, by=by).nearest(case, limit)


def history(plan: Plan, past: Iterable[object], *, by: str | None = None) -> History:
    """Past cases to be compared with, read once; ask with `History.nearest`."""
    made = History(plan, _measure(plan, by))
    made.add_all(past)
    return made


def _measure(plan: Plan, by: str | None) -> Similarity:
    known = [one for one in plan.mechanisms.values() if isinstance(one, Similarity)]
    named = [one for one in known if by in (None, one.id, *one.title.all())]
    if len(named) == 1:
        return named[0]
    ids = [one.id for one in known]
    if by is not None:
        near = suggest(by, ids)
        hint = f" (did you mean `{near}`?)" if near else ""
        raise GovcoordError(f"there is no similarity `{by}`{hint}")
    if not known:
        raise GovcoordError("the rulesets have no document of kind `similarity`")
    raise GovcoordError(f"name one of the similarities: {', '.join(ids)}")
