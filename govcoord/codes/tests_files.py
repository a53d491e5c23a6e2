"""GC280-GC289: files with tests of rulesets."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC280",
        "error",
        ("`{key}` is nothing that a test can expect here", "known here: {known}"),
        ("测试中不能写 `{key}`", "此处可写：{known}"),
        ("測試中不能寫 `{key}`", "此處可寫：{known}"),
    ),
    Code(
        "GC281",
        "error",
        (
            "test `{test}` has no case",
            "add `case:`, `cases:` or `table:`; `cases:` and `table:` do not go together",
        ),
        (
            "测试 `{test}` 没有案件",
            "请补上 `case:`、`cases:` 或 `table:`；`cases:` 和 `table:` 只能写一个",
        ),
        (
            "測試 `{test}` 沒有案件",
            "請補上 `case:`、`cases:` 或 `table:`；`cases:` 和 `table:` 只能寫一個",
        ),
    ),
    Code(
        "GC282",
        "error",
        ("test `{test}` expects nothing", "add `expect:` with at least one line"),
        ("测试 `{test}` 没有写预期结果", "请补上 `expect:`，至少写一项"),
        ("測試 `{test}` 沒有寫預期結果", "請補上 `expect:`，至少寫一項"),
    ),
    Code(
        "GC283",
        "error",
        (
            "the number of cells in the row is {got}, that of columns {expected}",
            "write one cell for each column, `null` for a fact that is not given",
        ),
        ("此行有 {got} 格，而列数是 {expected}", "每列写一格，没有的事实写 `null`"),
        ("此列有 {got} 格，而欄數是 {expected}", "每欄寫一格，沒有的事實寫 `null`"),
    ),
    Code(
        "GC284",
        "error",
        ("the rulesets have no {what:term} `{name}`", "correct the name"),
        ("规则中没有{what:term} `{name}`", "请改正名称"),
        ("規則中沒有{what:term} `{name}`", "請改正名稱"),
    ),
    Code(
        "GC285",
        "error",
        ("`{attribute}` can never be `{value}`: expected {expected:term}", "correct the value"),
        ("`{attribute}` 不可能是 `{value}`：应为{expected:term}", "请改正取值"),
        ("`{attribute}` 不可能是 `{value}`：應為{expected:term}", "請改正取值"),
    ),
    Code(
        "GC286",
        "warning",
        ("two tests are named `{test}`", "give each test a name of its own"),
        ("有两个测试都叫 `{test}`", "请给每个测试不同的名称"),
        ("有兩個測試都叫 `{test}`", "請給每個測試不同的名稱"),
    ),
    Code(
        "GC287",
        "error",
        ("file holds no tests", "begin it with `kind: tests`, and list them under `tests:`"),
        ("文件中没有测试", "请以 `kind: tests` 开头，并在 `tests:` 下列出"),
        ("檔案中沒有測試", "請以 `kind: tests` 開頭，並在 `tests:` 下列出"),
    ),
    Code(
        "GC288",
        "error",
        ("no files with tests found in `{path}`", "their names end in `.test.yaml`"),
        ("在 `{path}` 中没有找到测试文件", "测试文件名以 `.test.yaml` 结尾"),
        ("在 `{path}` 中沒有找到測試檔案", "測試檔名以 `.test.yaml` 結尾"),
    ),
    Code(
        "GC289",
        "error",
        (
            "test `{test}` asks for rules on trial, and the rulesets have none",
            "take `pilot` away, or write `stage: pilot` on the rules that are tried out",
        ),
        (
            "测试 `{test}` 要连同试点规则一起测，而规则中没有试点",
            "请删去 `pilot`，或者给试点规则写 `stage: pilot`",
        ),
        (
            "測試 `{test}` 要連同試點規則一起測，而規則中沒有試點",
            "請刪去 `pilot`，或者給試點規則寫 `stage: pilot`",
        ),
    ),
)
