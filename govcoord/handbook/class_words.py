"""Names of fields in one class of documents alone: class and key, in en, zh-Hans, zh-Hant."""

ROWS = """
AccountabilityDocument.ladder | measures from mild to severe | 措施由轻到重 | 措施由輕到重
AssistanceEntry.grounds | grounds of refusal | 可拒绝的理由 | 可拒絕的理由
CarryEntry.periods | for so many periods | 用到后几期 | 用到後幾期
CompareEntry.by | compared by | 比较方式 | 比較方式
CompareEntry.scale | altogether different at | 相差多少算完全不同 | 相差多少算完全不同
CoverageEntry.of | standard | 对应标准 | 對應標準
EmergencyEntry.levels | levels | 响应级别 | 響應級別
EscalationDocument.ladder | ladder of decision | 逐级解决 | 逐級解決
EventEntry.each | points for each | 每次分值 | 每次分值
ExceptionEntry.entries | for these entries | 适用条目 | 適用條目
Exemption.grounds | for these grounds | 适用的问责情形 | 適用的問責情形
Factor.steps | moves the measure by | 调整档数 | 調整檔數
FieldEntry.gaps | gaps allowed | 允许容缺 | 允許容缺
FieldEntry.silence | silence may count as consent | 允许默认同意 | 允許默認同意
HopEntry.from | from | 发出 | 發出
InForce.by | by date of | 依据日期 | 依據日期
InspectionDocument.objection | objection | 异议复核 | 異議複核
InterestEntry.within | for so long after it ended | 结束后仍回避 | 結束後仍迴避
LadderEntry.steps | steps | 层级 | 層級
LevelEntry.by | due | 完成时间 | 完成時間
LevelEntry.each | in each | 每 | 每
Measure.measure | measure proposed | 建议措施 | 建議措施
NormEntry.duty | duty | 义务性质 | 義務性質
NormaliseEntry.count | at most so many | 至多次数 | 至多次數
NormaliseEntry.result | result | 结果 | 結果
PanelDocument.eligible | conditions | 入选条件 | 入選條件
PanelDocument.fields | fact that holds the fields | 专业 | 專業
PanelDocument.order | order | 选取次序 | 選取次序
PartyEntry.lead | the lead | 牵头方 | 牽頭方
ProxyEntry.count | proxies count for the quorum | 代理计入法定人数 | 代理計入法定人數
QuotaEntry.per | for each value of | 每一 | 每一
RankingEntry.by | places are given on | 排名依据 | 排名依據
RatioEntry.shares | shares | 分担比例 | 分擔比例
RecordEntry.each | one of them | 单项名称 | 單項名稱
RoundingEntry.mode | rounding | 舍入方式 | 舍入方式
SampleEntry.each | unit | 抽查单位 | 抽查單位
ServiceRatingDocument.levels | ratings | 评价等级 | 評價等級
ShareEntry.lead | lead department | 主责部门 | 主責部門
ShorterEntry.by | shorter by | 压缩幅度 | 壓縮幅度
SimilarityDocument.compare | facts that are compared | 比较的事实 | 比較的事實
SimilarityDocument.least_known | least share that can be compared | 可比权重下限 | 可比權重下限
SimilarityDocument.limit | cases shown | 列出件数 | 列出件數
StandardsDocument.deviation | rate of deviation | 执行偏差率 | 執行偏差率
StepEntry.outputs | papers that it gives | 产出材料 | 產出材料
TargetEntry.levels | what is required | 要求 | 要求
TrainingEntry.per | period | 考核期 | 考核期
TrainingEntry.tiers | hours by tier | 各层次要求 | 各層次要求
TriggerRule.to | goes to | 提级至 | 提級至
"""
