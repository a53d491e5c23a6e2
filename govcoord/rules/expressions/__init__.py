"""Derived attributes: arithmetic over other attributes, with units, dates, sets and records.

```yaml
elapsed: {derive: "workdays(received, as_of, suspensions)"}
overdue: {derive: "elapsed - limit"}
share: {derive: "contribution / sum(participants.contribution)"}
partners: {derive: "departments - collect(participants.department)"}
```

A text is parsed to a tree, the tree is checked against the vocabulary (types and units, names
to ids, conversions of units made explicit), and the checked tree is evaluated or printed.
"""

from __future__ import annotations

from govcoord.rules.expressions.check import check_expression
from govcoord.rules.expressions.functions import FUNCTIONS
from govcoord.rules.expressions.names import resolve_names
from govcoord.rules.expressions.syntax import parse_expression
from govcoord.rules.expressions.tree import (
    Binary,
    Call,
    Coalesce,
    Const,
    Expression,
    RecordRef,
    Ref,
    Scale,
    children,
    inputs,
    record_inputs,
    show,
)
from govcoord.rules.expressions.types import Typed
from govcoord.rules.expressions.values import evaluate

__all__ = [
    "FUNCTIONS",
    "Binary",
    "Call",
    "Coalesce",
    "Const",
    "Expression",
    "RecordRef",
    "Ref",
    "Scale",
    "Typed",
    "check_expression",
    "children",
    "evaluate",
    "inputs",
    "parse_expression",
    "record_inputs",
    "resolve_names",
    "show",
]
