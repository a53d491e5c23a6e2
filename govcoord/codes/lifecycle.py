"""GC5xx: the life cycle of a ruleset."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC501",
        "warning",
        (
            "rule `{rule}` cites no source",
            "add `source:` to the rule or its document, for example `source: 方案 5.1`",
        ),
        ("规则 `{rule}` 没有注明依据", "请在规则或文件中补上 `source:`，例如 `source: 方案 5.1`"),
        ("規則 `{rule}` 沒有註明依據", "請在規則或文件中補上 `source:`，例如 `source: 方案 5.1`"),
    ),
)
