"""Files of cases, read one case at a time: YAML, JSON, JSON lines, CSV.

    for row in read_cases("cases.jsonl"):
        ...                       # a CaseRow with its facts, or a BadRow that says why not

    for answer in evaluate_rows(plan, read_cases("cases.csv")):
        ...                       # an Answer with its decision, or a Rejected

A row that cannot be read is one `BadRow`, and the others go on; a file that cannot be read
raises `CaseFileError`. Rows in = answers + rejected.
"""

from __future__ import annotations

from govcoord.case_files.base import (
    Answer,
    BadRow,
    CaseFileError,
    CaseRow,
    Row,
    evaluate_rows,
    numbered,
)
from govcoord.case_files.files import FORMATS, format_of, read_cases, read_stream

__all__ = [
    "FORMATS",
    "Answer",
    "BadRow",
    "CaseFileError",
    "CaseRow",
    "Row",
    "evaluate_rows",
    "format_of",
    "numbered",
    "read_cases",
    "read_stream",
]
