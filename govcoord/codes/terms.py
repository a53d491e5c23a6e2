"""Short expressions that messages and related places share, in three languages.

A parameter written ``{expected:term}`` in a template, and the label of a related place, are
looked up here; what is not found is shown as it is.
"""

from __future__ import annotations

# INVARIANT: each entry is (en, zh-Hans, zh-Hant).
TERMS: dict[str, tuple[str, str, str]] = {
    "first": ("first written here", "第一次写在这里", "第一次寫在這裡"),
    "opened": ("opened here", "从这里开始", "從這裡開始"),
    "stuck": ("reading got stuck here", "读到这里无法继续", "讀到這裡無法繼續"),
    "mapping": ("keys with values", "“名称: 内容”的形式", "「名稱: 內容」的形式"),
    "list": ("a list", "列表", "清單"),
    "text": ("text", "文字", "文字"),
    "nothing": ("nothing", "空白", "空白"),
}


def term(key: str, language: str) -> str:
    """The expression ``key`` in ``language``, or ``key`` itself when it is no shared one."""
    found = TERMS.get(key)
    if found is None:
        return key
    return found[("en", "zh-Hans", "zh-Hant").index(language)]
