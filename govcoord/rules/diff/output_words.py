"""What outputs that are no facts are called in Chinese; in English their ids are words."""

from __future__ import annotations

_WORDS = """
basis | 依据 | 依據
correction | 整改期限 | 整改期限
duty | 职责 | 職責
evidence | 所需证据 | 所需證據
exempt | 免责情形 | 免責情形
extension | 延长期限 | 延長期限
flag | 标记 | 標記
ground | 理由 | 理由
impact | 影响程度 | 影響程度
likelihood | 发生可能性 | 發生可能性
norm | 规范要求 | 規範要求
powers | 牵头部门权限 | 牽頭部門權限
reason | 理由 | 理由
retention | 保存期限 | 保存期限
risk | 风险 | 風險
side | 责任方 | 責任方
steps | 步骤 | 步驟
supply_within | 提供期限 | 提供期限
supports | 分工 | 分工
to | 提请对象 | 提請對象
within | 时限 | 時限
"""
_BY_ID = {
    line.split(" | ")[0]: dict(zip(("zh-Hans", "zh-Hant"), line.split(" | ")[1:]))
    for line in _WORDS.strip().splitlines()
}


def output_word(id_: str, language: str) -> str:
    """The name of an output in the language, its id where it has none.

    >>> output_word("supports", "zh-Hans"), output_word("supports", "en")
    ('分工', 'supports')
    """
    return _BY_ID.get(id_, {}).get(language, id_)
