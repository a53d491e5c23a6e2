"""Obligations: what a post or a department owes by when, and how that stands.

An obligation binds a post or a department and never a person: who holds the post when it falls
due answers for it.
"""

from __future__ import annotations

from typing import Literal

import attrs

from govcoord.mechanisms.spans import Moment, day_of

State = Literal["done", "late", "open", "overdue", "undated"]


@attrs.frozen
class Obligation:
    """What ``holder`` owes, by when, and when it was done; the last day is in time.

    ``due`` is a day, or a moment where the limit runs in hours; ``None`` where no day is set.
    """

    what: str
    holder: str
    due: Moment | None = None
    done: Moment | None = None

    def state(self, as_of: Moment) -> State:
        """How it stands: ``late`` was done after its day, ``overdue`` is still owed.

        >>> from datetime import date
        >>> owed = Obligation("report", "health", date(2025, 3, 3))
        >>> owed.state(date(2025, 3, 3)), owed.state(date(2025, 3, 4))
        ('open', 'overdue')
        """
        done = self.done if self.done is not None and not after(self.done, as_of) else None
        if self.due is None:
            return "undated" if done is None else "done"
        if done is not None:
            return "late" if after(done, self.due) else "done"
        return "overdue" if after(as_of, self.due) else "open"


def after(moment: Moment, limit: Moment) -> bool:
    """Whether a moment lies after a limit; of a day and a moment the days are compared.

    >>> from datetime import date, datetime
    >>> after(datetime(2025, 3, 3, 18), date(2025, 3, 3))
    False
    """
    if type(moment) is type(limit):
        return moment > limit
    return day_of(moment) > day_of(limit)
