"""GC3xx: logic."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC301",
        "warning",
        (
            "the condition can never be met: its tests on `{attribute}` exclude each other",
            "correct one of the tests, or put them under `any:`",
        ),
        (
            "条件永远不会满足：对 `{attribute}` 的要求互相排斥",
            "请更正其中一项，或放在 `any:` 之下",
        ),
        (
            "條件永遠不會滿足：對 `{attribute}` 的要求互相排斥",
            "請更正其中一項，或放在 `any:` 之下",
        ),
    ),
)
