"""GC590-GC594: kinds of third parties, and lengths that mechanisms cannot count with."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC590",
        "error",
        (
            "`{amount}` is no time after which something comes again",
            "write a time above zero, such as `1 month`",
        ),
        ("`{amount}` 不能作为周期", "请写大于零的时间，例如 `1个月`"),
        ("`{amount}` 不能作為週期", "請寫大於零的時間，例如 `1個月`"),
    ),
    Code(
        "GC591",
        "error",
        (
            "the kind `{kind}` is installed and cannot be used: {reason}",
            "this is a fault of the package that has the kind: update it, or tell its authors",
        ),
        (
            "种类 `{kind}` 已安装但不能使用：{reason}",
            "这是提供该种类的软件包的问题：请更新，或告知其作者",
        ),
        (
            "種類 `{kind}` 已安裝但不能使用：{reason}",
            "這是提供該種類的套件的問題：請更新，或告知其作者",
        ),
    ),
    Code(
        "GC592",
        "error",
        (
            "`{amount}` is no step in which a shortfall is made good",
            "write an amount above zero, or leave `step:` out",
        ),
        ("`{amount}` 不能作为补足的最小单位", "请写大于零的数量，或不写 `step:`"),
        ("`{amount}` 不能作為補足的最小單位", "請寫大於零的數量，或不寫 `step:`"),
    ),
)
