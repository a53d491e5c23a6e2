"""GC440-GC449: what a procedure demands."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC440",
        "error",
        ("there is no step `{step}` in this procedure", "name a step by its id"),
        ("本程序没有环节 `{step}`", "请写环节的标识"),
        ("本程序沒有環節 `{step}`", "請寫環節的標識"),
    ),
    Code(
        "GC441",
        "error",
        (
            "steps wait for each other in a circle: {path}",
            "take one `after` away, so that some step can begin",
        ),
        ("环节互相等待，成了循环：{path}", "请去掉其中一处 `after`，使有环节能够开始"),
        ("環節互相等待，成了循環：{path}", "請去掉其中一處 `after`，使有環節能夠開始"),
    ),
    Code(
        "GC442",
        "error",
        ("step `{step}` has no department", "add `department:`, who answers for the step"),
        ("环节 `{step}` 没有责任部门", "请补上 `department:`，写明由谁负责"),
        ("環節 `{step}` 沒有責任部門", "請補上 `department:`，寫明由誰負責"),
    ),
    Code(
        "GC443",
        "error",
        (
            "`{amount:term}` does not fit, expected {expected:term}",
            "limits of a procedure count whole days on the clock of its statutory limit",
        ),
        (
            "`{amount:term}` 不合适，应为{expected:term}",
            "程序各期限与法定时限用同一种单位，按整天计算",
        ),
        (
            "`{amount:term}` 不合適，應為{expected:term}",
            "程序各期限與法定時限用同一種單位，按整天計算",
        ),
    ),
    Code(
        "GC444",
        "error",
        (
            "the statutory limit of {limit:term} cannot be kept: {path} takes {total:term}",
            "shorten a step on this path, or let steps run side by side",
        ),
        (
            "法定时限 {limit:term} 无法做到：{path} 需要 {total:term}",
            "请缩短这条路径上的环节，或者改为并行",
        ),
        (
            "法定時限 {limit:term} 無法做到：{path} 需要 {total:term}",
            "請縮短這條路徑上的環節，或者改為並行",
        ),
    ),
    Code(
        "GC445",
        "warning",
        (
            "{limit:term} may not be kept: {path} takes up to {total:term}",
            "shorten a step on this path, let steps run side by side, or promise less",
        ),
        (
            "{limit:term} 可能做不到：{path} 最多需要 {total:term}",
            "请缩短这条路径上的环节、改为并行，或者放宽承诺",
        ),
        (
            "{limit:term} 可能做不到：{path} 最多需要 {total:term}",
            "請縮短這條路徑上的環節、改為並行，或者放寬承諾",
        ),
    ),
    Code(
        "GC446",
        "error",
        (
            "`{name}` is listed neither under `materials:` nor under `fields:` where it belongs",
            "list it there, with its title",
        ),
        ("`{name}` 没有列在 `materials:` 或 `fields:` 之下", "请在那里列出并写明标题"),
        ("`{name}` 沒有列在 `materials:` 或 `fields:` 之下", "請在那裏列出並寫明標題"),
    ),
    Code(
        "GC447",
        "error",
        (
            "step `{step}` takes silence for consent, but {why:term}",
            "leave `silence` out, or write `silence: true` for the field if its rules allow it",
        ),
        (
            "环节 `{step}` 逾期视为同意，但{why:term}",
            "请去掉 `silence`；领域的规定允许时，在该领域写 `silence: true`",
        ),
        (
            "環節 `{step}` 逾期視為同意，但{why:term}",
            "請去掉 `silence`；領域的規定允許時，在該領域寫 `silence: true`",
        ),
    ),
    Code(
        "GC448",
        "error",
        (
            "step `{step}` decides, but at the place of handling and not at the home authority",
            "write `place: home`; the decision stays with the authority of origin",
        ),
        (
            "环节 `{step}` 作出决定，却放在办理地而不是属地机关",
            "请写 `place: home`；决定权不随办理地转移",
        ),
        (
            "環節 `{step}` 作出決定，卻放在辦理地而不是屬地機關",
            "請寫 `place: home`；決定權不隨辦理地轉移",
        ),
    ),
    Code(
        "GC449",
        "error",
        (
            "the promised limit of {promised:term} is longer than the statutory {limit:term}",
            "promise the statutory limit or less",
        ),
        ("承诺时限 {promised:term} 长于法定时限 {limit:term}", "承诺时限不得长于法定时限"),
        ("承諾時限 {promised:term} 長於法定時限 {limit:term}", "承諾時限不得長於法定時限"),
    ),
)
