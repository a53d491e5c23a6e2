"""GC540-GC549: gates."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC540",
        "error",
        ("two outcomes are called `{outcome}`", "give each its own id"),
        ("有两种结论都叫 `{outcome}`", "请给每种结论不同的编号"),
        ("有兩種結論都叫 `{outcome}`", "請給每種結論不同的編號"),
    ),
    Code(
        "GC541",
        "error",
        (
            "outcome `{outcome}` lets go `{item}`, which is no mandatory item",
            "name ids of `mandatory:`; a red line cannot be let go",
        ),
        (
            "结论 `{outcome}` 免去的 `{item}` 不是必备项目",
            "请写 `mandatory:` 之下的编号；红线不能免去",
        ),
        (
            "結論 `{outcome}` 免去的 `{item}` 不是必備項目",
            "請寫 `mandatory:` 之下的編號；紅線不能免去",
        ),
    ),
    Code(
        "GC542",
        "error",
        (
            "outcome `{outcome}` asks for {number} desirable items, there are {count}",
            "write a number from 0 to that of the items",
        ),
        (
            "结论 `{outcome}` 要求 {number} 项加分项目，共有 {count} 项",
            "请写 0 到总项数之间的数",
        ),
        (
            "結論 `{outcome}` 要求 {number} 項加分項目，共有 {count} 項",
            "請寫 0 到總項數之間的數",
        ),
    ),
    Code(
        "GC543",
        "error",
        (
            "outcome `{outcome}` is never given: `{better}` stands before it and asks no more",
            "list outcomes from the best, each asking less than the one before",
        ),
        (
            "结论 `{outcome}` 永远不会给出：排在前面的 `{better}` 要求并不更多",
            "请从最好的结论写起，后面的要求要比前面少",
        ),
        (
            "結論 `{outcome}` 永遠不會給出：排在前面的 `{better}` 要求並不更多",
            "請從最好的結論寫起，後面的要求要比前面少",
        ),
    ),
    Code(
        "GC544",
        "error",
        (
            "an item may be checked again {times} times",
            "write 1 or more, or leave `times` out where there is no limit",
        ),
        ("复检次数为 {times}", "请写 1 以上；不限次数的不写 `times`"),
        ("複檢次數為 {times}", "請寫 1 以上；不限次數的不寫 `times`"),
    ),
    Code(
        "GC545",
        "error",
        (
            "special gate `{document}` says `{key}` anew, which `{general}` does not allow",
            "leave it out, or let the general gate say `special_rules: prevail`",
        ),
        (
            "专项文件 `{document}` 改写了 `{key}`，总文件 `{general}` 不允许",
            "请删去，或者在总文件写 `special_rules: prevail`",
        ),
        (
            "專項文件 `{document}` 改寫了 `{key}`，總文件 `{general}` 不允許",
            "請刪去，或者在總文件寫 `special_rules: prevail`",
        ),
    ),
    Code(
        "GC546",
        "error",
        (
            "item `{item}` has days, places, overrides or a priority of its own",
            "a checklist holds as a whole: write them on the document, or a special gate that extends it",
        ),
        (
            "项目 `{item}` 单独写了日期、地区、优先关系或优先级",
            "清单整体适用：请写在文件上，或者另写一份 `extends` 的专项文件",
        ),
        (
            "項目 `{item}` 單獨寫了日期、地區、優先關係或優先級",
            "清單整體適用：請寫在文件上，或者另寫一份 `extends` 的專項文件",
        ),
    ),
    Code(
        "GC547",
        "error",
        (
            "`{key}` of `{name}` has no effect",
            "`otherwise` asks for nothing; a time belongs to a `correction`, an age to `evidence`",
        ),
        (
            "`{name}` 的 `{key}` 不起作用",
            "`otherwise` 没有要求；期限要配 `correction`，有效期要配 `evidence`",
        ),
        (
            "`{name}` 的 `{key}` 不起作用",
            "`otherwise` 沒有要求；期限要配 `correction`，有效期要配 `evidence`",
        ),
    ),
    Code(
        "GC548",
        "error",
        (
            "gate `{document}` gives a fact, and item `{item}` is not settled by facts alone",
            "give the item a `when` and no `evidence`, or take `gives` away",
        ),
        (
            "`{document}` 把结论作为事实给出，而项目 `{item}` 不能只凭事实判定",
            "请给项目写 `when`，不写 `evidence`；或者删去 `gives`",
        ),
        (
            "`{document}` 把結論作為事實給出，而項目 `{item}` 不能只憑事實判定",
            "請給項目寫 `when`，不寫 `evidence`；或者刪去 `gives`",
        ),
    ),
    Code(
        "GC549",
        "error",
        (
            "outcome `{outcome}` can be reached in more than {most} ways, too many for a fact",
            "ask for fewer or more of the desirable items, or take `gives` away",
        ),
        (
            "结论 `{outcome}` 有超过 {most} 种达到方式，作为事实太多",
            "请减少加分项目或调整要求的项数，或者删去 `gives`",
        ),
        (
            "結論 `{outcome}` 有超過 {most} 種達到方式，作為事實太多",
            "請減少加分項目或調整要求的項數，或者刪去 `gives`",
        ),
    ),
)
