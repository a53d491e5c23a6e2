"""Tables of which every row is one item of what a mechanism is given, such as an entry."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from govcoord.case_files import BadRow, Row
from govcoord.case_files.base import CaseRow
from govcoord.errors import CaseError
from govcoord.headings import is_number, plain
from govcoord.mechanisms.facts import fact_of
from govcoord.messages import Messages
from govcoord.rules.items import Listed, sift
from govcoord.rules.mechanism import Result
from govcoord.rules.vocabulary import AS_OF, Vocabulary

Reject = Callable[[Row, CaseError], None]


def holds(listed: Listed, row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row is an item: it has facts, and none of them is the record's own."""
    if isinstance(row, BadRow):
        return True
    day = {AS_OF, *vocabulary.attributes[AS_OF].title.all()}
    given = {plain(key) for key in row.facts if not is_number(key)} - day
    return bool(given) and not given & listed.keys


def table_head(listed: Listed, say: Messages) -> str:
    """The first row of an empty table of the items: their facts by title."""
    out = io.StringIO()
    titles = [fact_of(f).title.get(say.language) or f.name for f in attrs.fields(listed.item)]
    csv.writer(out, lineterminator="\n").writerow(titles)
    return out.getvalue()


def assess_rows(
    rows: Iterable[Row],
    listed: Listed,
    assess: Callable[[Mapping[str, Any]], Result],
    reject: Reject,
) -> Result:
    """What is made of all rows together; those that are wrong are rejected and counted as unread.

    Raises `CaseError` for what is wrong with the whole, such as a day that is not given.
    """
    good: list[CaseRow] = []
    left = 0
    for row in rows:
        if isinstance(row, BadRow):
            reject(row, row.error)
            left += 1
        else:
            good.append(row)
    facts = [listed.facts(row.facts) for row in good]
    return sift(facts, listed, assess, lambda n, error: reject(good[n], error), left)
