"""GC205-GC219: declarations of a vocabulary."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC205",
        "error",
        ("`{name}` is declared twice", "keep one of the declarations"),
        ("`{name}` 重复声明", "请只保留一处"),
        ("`{name}` 重複聲明", "請只保留一處"),
    ),
    Code(
        "GC206",
        "error",
        ("`{name}` is listed twice in `{list}`", "keep one of the lines"),
        ("`{name}` 在 `{list}` 中列了两次", "请只保留一行"),
        ("`{name}` 在 `{list}` 中列了兩次", "請只保留一行"),
    ),
    Code(
        "GC207",
        "error",
        ("`{name}` is not in the list `{list}`", "add it to the list, or correct the name"),
        ("列表 `{list}` 中没有 `{name}`", "请在列表中补上，或改正名称"),
        ("列表 `{list}` 中沒有 `{name}`", "請在列表中補上，或改正名稱"),
    ),
    Code(
        "GC208",
        "error",
        ("`{name}` in `{list}` is under itself", "a choice must not be under one of its own parts"),
        ("`{list}` 中的 `{name}` 归到了自己下面", "上级不能是自己的下级"),
        ("`{list}` 中的 `{name}` 歸到了自己下面", "上級不能是自己的下級"),
    ),
    Code(
        "GC209",
        "warning",
        (
            "`{word}` in `{list}` may mean `{first}` or `{second}`",
            "give each its own title or alias; until then only the ids are understood",
        ),
        (
            "`{list}` 中的“{word}”既指 `{first}` 又指 `{second}`",
            "请使用不同的名称；在此之前只能写标识",
        ),
        (
            "`{list}` 中的“{word}”既指 `{first}` 又指 `{second}`",
            "請使用不同的名稱；在此之前只能寫標識",
        ),
    ),
    Code(
        "GC210",
        "error",
        (
            "attribute `{attribute}` has neither a type nor a derivation",
            "add `type: …` or `derive: …`",
        ),
        ("属性 `{attribute}` 既没有类型也没有推算式", "请补上 `type: …` 或 `derive: …`"),
        ("屬性 `{attribute}` 既沒有類型也沒有推算式", "請補上 `type: …` 或 `derive: …`"),
    ),
    Code(
        "GC211",
        "error",
        (
            "quantity `{attribute}` has no unit",
            "add `unit: …`, for example `unit: 工作日` or `unit: yuan`",
        ),
        ("数量 `{attribute}` 没有单位", "请补上 `unit: …`，例如 `unit: 工作日` 或 `unit: 元`"),
        ("數量 `{attribute}` 沒有單位", "請補上 `unit: …`，例如 `unit: 工作日` 或 `unit: 元`"),
    ),
    Code(
        "GC212",
        "error",
        (
            "attribute `{attribute}` of type `{type}` has a unit",
            "write `type: quantity`, or take the unit away",
        ),
        ("类型为 `{type}` 的属性 `{attribute}` 不应有单位", "请写 `type: quantity`，或去掉单位"),
        ("類型為 `{type}` 的屬性 `{attribute}` 不應有單位", "請寫 `type: quantity`，或去掉單位"),
    ),
    Code(
        "GC213",
        "error",
        ("unknown unit `{unit}`", "{reason}"),
        ("未知的单位 `{unit}`", "{reason}"),
        ("未知的單位 `{unit}`", "{reason}"),
    ),
    Code(
        "GC214",
        "error",
        ("`{attribute}` is the name of a case and cannot be an attribute", "choose another id"),
        ("`{attribute}` 用来标识案件，不能作属性", "请另取标识"),
        ("`{attribute}` 用來標識案件，不能作屬性", "請另取標識"),
    ),
    Code(
        "GC215",
        "error",
        ("attribute `{attribute}` has a minimum {min} above its maximum {max}", "exchange the two"),
        ("属性 `{attribute}` 的最小值 {min} 大于最大值 {max}", "请对调两值"),
        ("屬性 `{attribute}` 的最小值 {min} 大於最大值 {max}", "請對調兩值"),
    ),
    Code(
        "GC216",
        "error",
        (
            "attribute `{attribute}` does not say which choices it has",
            "add `of: <list>` or `values: …`",
        ),
        ("属性 `{attribute}` 没有说明可选项", "请补上 `of: <列表>` 或 `values: …`"),
        ("屬性 `{attribute}` 沒有說明可選項", "請補上 `of: <列表>` 或 `values: …`"),
    ),
    Code(
        "GC217",
        "error",
        (
            "there is no list of choices `{list}`",
            "declare it at the top of the vocabulary or under `choices:`",
        ),
        ("没有名为 `{list}` 的列表", "请在词汇表顶层或 `choices:` 下声明"),
        ("沒有名為 `{list}` 的列表", "請在詞彙表頂層或 `choices:` 下聲明"),
    ),
    Code(
        "GC218",
        "error",
        (
            "field `{field}` of `{record}` has the name of an attribute of the case",
            "choose another id, so that a rule's test has one meaning",
        ),
        ("`{record}` 的字段 `{field}` 与案件属性同名", "请另取标识，使规则中的写法只有一个意思"),
        ("`{record}` 的字段 `{field}` 與案件屬性同名", "請另取標識，使規則中的寫法只有一個意思"),
    ),
    Code(
        "GC219",
        "error",
        ("`{field}` is not a field of type choice", "name the field that holds the department"),
        ("`{field}` 不是选择类型的字段", "请写出填部门的字段"),
        ("`{field}` 不是選擇類型的字段", "請寫出填部門的字段"),
    ),
)
