"""Names of the fields of registers: key, or class and key, in en, zh-Hans, zh-Hant."""

ROWS = """
EntryDutyEntry.after | counted from | 起算日 | 起算日
EntryDutyEntry.done | done on | 完成日 | 完成日
EntryDutyEntry.view | publication to | 公开对象 | 公開對象
RateEntry.complete | filled in completely | 填写齐全 | 填寫齊全
RateEntry.done | done | 已完成 | 已完成
RateEntry.in_force | only those in force | 只计有效期内的 | 只計有效期內的
RateEntry.in_time | done in time | 按期完成 | 按期完成
RateEntry.rechecked | checked in time | 按期检查 | 按期檢查
RateEntry.shown | shown whole to | 可完整查看 | 可完整查看
RegisterDocument.checks | every entry must meet | 条目须符合 | 條目須符合
RegisterDocument.duties | what is owed, by when | 办理期限 | 辦理期限
RegisterDocument.personal | personal data | 个人信息 | 個人資訊
RegisterDocument.record | entries | 条目 | 條目
RenewalEntry.count | number of renewals | 续期次数 | 續期次數
TermEntry.start | from | 起始日 | 起始日
RecheckEntry.since | counted from | 首次起算日 | 首次起算日
RecheckEntry.due_at | in time up to the | 可迟至 | 可遲至
RecheckEntry.last | last check | 最近检查日 | 最近檢查日
facts | facts | 事实 | 事實
hide | not shown | 不显示 | 不顯示
hide_at_least | at least so many characters hidden | 至少遮盖字数 | 至少遮蓋字數
holder | owed by | 责任单位 | 責任單位
in_steps_of | shown in steps of | 按档显示 | 按檔顯示
keep_first | first characters kept | 保留前几字 | 保留前幾字
keep_last | last characters kept | 保留后几字 | 保留後幾字
lasts | lasts | 期限 | 期限
look_for | held back where it seems to contain | 疑似含有即暂不显示 | 疑似含有即暫不顯示
masks | masks | 遮盖办法 | 遮蓋辦法
most | at most so often | 次数上限 | 次數上限
none_allowed | may say that there is none | 可以填“无” | 可以填「無」
passed | outcome | 是否通过 | 是否通過
placeholders | words that do not count as filled in | 不算填写的用语 | 不算填寫的用語
plain | seen as it is | 可原样查看 | 可原樣查看
rates | rates | 比率 | 比率
recheck | check that comes back | 定期检查 | 定期檢查
renewal | renewal | 续期 | 續期
renewed_on | renewed on | 续期日 | 續期日
required | must be filled in | 必填 | 必填
shorten_to | shown only to the | 只显示到 | 只顯示到
shows | shows | 可见内容 | 可見內容
term | term | 有效期 | 有效期
unique | no two entries alike in | 不得重复 | 不得重複
until | recorded end | 到期日 | 到期日
views | who may see what | 可见范围 | 可見範圍
withdraw | withdrawal proposed when | 建议退出的情形 | 建議退出的情形
withdrawn | withdrawn on | 退出日 | 退出日
withheld | not shown when | 不公开的情形 | 不公開的情形
"""
