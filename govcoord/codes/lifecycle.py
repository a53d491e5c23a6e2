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
    Code(
        "GC502",
        "warning",
        (
            "the review of `{id}` has been overdue since {due} (owner: {owner})",
            "review it, and write the day under `review: {{last: …}}`; it stays in force meanwhile",
        ),
        (
            "`{id}` 应不晚于 {due} 评估，现已逾期（主管：{owner}）",
            "请评估后在 `review: {{last: …}}` 写明日期；其间继续有效",
        ),
        (
            "`{id}` 應不晚於 {due} 評估，現已逾期（主管：{owner}）",
            "請評估後在 `review: {{last: …}}` 寫明日期；其間繼續有效",
        ),
    ),
    Code(
        "GC503",
        "note",
        ("the review of `{id}` is due by {due} (owner: {owner})", None),
        ("`{id}` 应不晚于 {due} 评估（主管：{owner}）", None),
        ("`{id}` 應不晚於 {due} 評估（主管：{owner}）", None),
    ),
    Code(
        "GC504",
        "warning",
        (
            "nothing says from when on the review of `{id}` counts (owner: {owner}, due: {due})",
            "write `last:` under `review:`, or the day from which it is in force",
        ),
        (
            "`{id}` 的评估周期不知从何日起算（主管：{owner}，到期：{due}）",
            "请在 `review:` 下写 `last:`，或写明生效日期",
        ),
        (
            "`{id}` 的評估週期不知從何日起算（主管：{owner}，到期：{due}）",
            "請在 `review:` 下寫 `last:`，或寫明生效日期",
        ),
    ),
    Code(
        "GC505",
        "warning",
        (
            "`{id}` ran out on {end}",
            "prolong it, or take it out of the ruleset",
        ),
        ("`{id}` 已于 {end} 期满失效", "请延长有效期，或移出规则"),
        ("`{id}` 已於 {end} 期滿失效", "請延長有效期，或移出規則"),
    ),
)
