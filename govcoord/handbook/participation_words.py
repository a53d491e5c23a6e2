"""Names of fields and values of intake, consultations and surveys, in en, zh-Hans, zh-Hant."""

ROWS = """
AnswerEntry.from | counted from | 起算日 | 起算日
AnswerEntry.outside | opinions outside the notice | 公示期之外的意见 | 公示期之外的意見
AnswerEntry.reason_for | a reason is owed where | 须说明理由的情形 | 須說明理由的情形
AxisEntry.count | number of cells | 格数 | 格數
AxisEntry.from | begins at | 起点 | 起點
AxisEntry.size | size of a cell | 每格大小 | 每格大小
ConsultationDocument.answer | answers to opinions | 意见反馈 | 意見反饋
ConsultationDocument.channels | ways to take part | 征求渠道 | 徵求渠道
ConsultationDocument.channels_at_least | least number of ways | 至少渠道数 | 至少渠道數
ConsultationDocument.notice | notice | 公示 | 公示
ConsultationDocument.papers | papers to be published | 须公布的内容 | 須公布的內容
ConsultationDocument.summary | outcome published within | 采纳情况公布期限 | 採納情況公布期限
DispatchEntry.category | category is the fact | 类别作为事实 | 類別作為事實
DispatchEntry.tell | told of each ticket | 每张工单给出 | 每張工單給出
DispatchEntry.times | number of times is the fact | 反映次数作为事实 | 反映次數作為事實
DispatchEntry.urgency | urgency is the fact | 紧急程度作为事实 | 緊急程度作為事實
GridEntry.x | columns | 横向 | 橫向
GridEntry.y | rows | 纵向 | 縱向
IntakeDocument.dispatch | dispatch | 派单 | 派單
IntakeDocument.grid | grid | 网格 | 網格
IntakeDocument.limits | time by urgency | 各紧急程度的时限 | 各緊急程度的時限
IntakeDocument.merge | reports of one event | 同一事件的归并 | 同一事件的歸併
IntakeDocument.places | list of places | 地点清单 | 地點清單
MergeEntry.repeat | follows an earlier ticket within | 关联前单的时限 | 關聯前單的時限
MergeEntry.since | counted from | 起算 | 起算
NoticeEntry.at_least | lasts at least | 至少 | 至少
NoticeEntry.count_first | the first day counts | 首日计入 | 首日計入
NoticeEntry.counts_from | begins | 起算日 | 起算日
NoticeEntry.urgent | where urgent, at least | 紧急情况下至少 | 緊急情況下至少
OptionEntry.counts | counts as | 计为 | 計為
OptionEntry.points | points | 分值 | 分值
SurveyDocument.confidence | confidence | 置信水平 | 信賴水準
SurveyDocument.independent | made by an independent party | 须由独立第三方 | 須由獨立第三方
SurveyDocument.minimum | least number of answers | 最低有效份数 | 最低有效份數
SurveyDocument.options | options | 选项 | 選項
SurveyDocument.response | least share who answered | 最低应答率 | 最低應答率
SurveyDocument.total | total | 合计 | 合計
"""

VALUES = """
counts.favourable | favourable | 满意 | 滿意
counts.unfavourable | unfavourable | 不满意 | 不滿意
counts.left_out | left out | 不计入 | 不計入
counts_from.opened | on the day of opening | 公布之日 | 公布之日
counts_from.all_published | when the last paper is published | 全部内容公布之日 | 全部內容公布之日
day_off.counts | stays | 不顺延 | 不順延
from.received | from receipt | 收到之日 | 收到之日
from.closed | from the close | 截止之日 | 截止之日
outside.answer | answered as well | 同样反馈 | 同樣反饋
outside.file | filed only | 只存档 | 只存檔
reason_for.adopted | adopted | 采纳 | 採納
reason_for.partly | adopted in part | 部分采纳 | 部分採納
reason_for.not_adopted | not adopted | 不采纳 | 不採納
since.first | from the first report | 自首件起 | 自首件起
since.last | from the last report | 自上一件起 | 自上一件起
total.by_population | groups weighed by population | 各组按总体人数加权 | 各組按母體人數加權
total.pooled | all answers alike | 所有答卷一样计 | 所有答卷一樣計
"""
