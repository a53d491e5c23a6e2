"""Names of fields of matching and of risk registers, in en, zh-Hans, zh-Hant."""

ROWS = """
MatchingDocument.alternatives | alternatives shown | 列出备选数 | 列出備選數
MatchingDocument.excluded | words that count nothing | 不计分的词 | 不計分的詞
MatchingDocument.margin | ahead of the second by | 领先第二名至少 | 領先第二名至少
MatchingDocument.terms | words and what they speak for | 词和权重 | 詞和權重
MatchingDocument.threshold | least score | 门槛 | 門檻
MatchingDocument.title_weight | weight of titles | 名称和别名的权重 | 名稱和別名的權重
RiskEntry.category | category | 类别 | 類別
RiskEntry.impact | inherent impact | 固有影响 | 固有影響
RiskEntry.likelihood | inherent likelihood | 固有可能性 | 固有可能性
RiskEntry.owner | owner | 责任部门 | 責任部門
RiskEntry.response | response | 应对 | 應對
RiskEntry.triggers | triggers | 触发情形 | 觸發情形
RiskRegisterDocument.bands | bands | 等级 | 等級
RiskRegisterDocument.categories | categories | 风险类别 | 風險類別
RiskRegisterDocument.impact | steps of impact | 影响分级 | 影響分級
RiskRegisterDocument.likelihood | steps of likelihood | 可能性分级 | 可能性分級
RiskRegisterDocument.risks | risks | 风险 | 風險
TermEntry.departments | weight for departments | 对部门的权重 | 對部門的權重
TermEntry.matters | weight for matters | 对事项的权重 | 對事項的權重
TermEntry.term | word | 词 | 詞
TriggerEntry.impact | raises the impact by | 影响提高 | 影響提高
TriggerEntry.likelihood | raises the likelihood by | 可能性提高 | 可能性提高
suspension_grounds | grounds of suspension | 中止事由 | 中止事由
refusal_grounds | grounds of refusal | 拒绝事由 | 拒絕事由
report_channels | channels of reports | 反映渠道 | 反映渠道
report_categories | categories of reports | 反映类别 | 反映類別
report_urgency | urgency of reports | 紧急程度 | 緊急程度
tie_kinds | kinds of ties | 利害关系种类 | 利害關係種類
course_kinds | kinds of courses | 课程类别 | 課程類別
"""
