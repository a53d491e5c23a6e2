"""What single values of fields mean: key and value, in en, zh-Hans, zh-Hant."""

ROWS = """
abstentions.count | count as votes | 计入 | 計入
abstentions.leave | do not count | 不计入 | 不計入
against.best | the best | 最好值 | 最好值
against.mean | the mean | 平均值 | 平均值
against.median | the median | 中位数 | 中位數
against.worst | the worst | 最差值 | 最差值
age_on.each_day | each day | 逐日 | 逐日
age_on.year_end | end of year | 年末 | 年末
age_on.year_start | start of year | 年初 | 年初
aggregate.formula | formula | 按公式 | 按公式
aggregate.geometric | geometric mean | 几何平均 | 幾何平均
aggregate.harmonic | harmonic mean | 调和平均 | 調和平均
aggregate.maximum | highest | 取最高 | 取最高
aggregate.minimum | lowest | 取最低 | 取最低
aggregate.median | median | 中位数 | 中位數
aggregate.weighted_mean | weighted mean | 加权平均 | 加權平均
aggregate.power | power mean | 幂平均 | 冪平均
aggregate.penalised | penalised mean | 惩罚平均 | 懲罰平均
aggregate.mazziotta_pareto | Mazziotta–Pareto | 马齐奥塔-帕累托 | 馬齊奧塔-帕累託
aggregate.union | all together | 合并 | 合併
aggregate.any | yes if one says so | 任一为是即为是 | 任一為是即為是
aggregate.sum | sum | 求和 | 求和
aggregate.min | lowest | 取最低 | 取最低
aggregate.max | highest | 取最高 | 取最高
aggregate.count | number of rules | 规则条数 | 規則條數
answer.conditional | shared on conditions | 有条件共享 | 有條件共享
answer.refused | refused | 不予共享 | 不予共享
answer.shared | shared | 予以共享 | 予以共享
at_expiry.next | goes to the next step | 自动提交上一级 | 自動提交上一級
at_expiry.wait | stays | 继续等待 | 繼續等待
band_on.exact_score | the exact score | 未舍入得分 | 未舍入得分
band_on.published_score | the published score | 公布得分 | 公佈得分
basis.default | default, for the owner to settle | 缺省值，待主管单位确定 | 缺省值，待主管單位確定
basis.law | law | 法律法规 | 法律法規
basis.plan | plan | 方案 | 方案
below_minimum.exclude_and_reweight | left out, weight shared among the others | 剔除并重新分配权重 | 剔除並重新分配權重
below_minimum.fail | no score is given | 不予评分 | 不予評分
below_minimum.flag | counted and noted | 计分并注明 | 計分並註明
below_minimum.unranked | not ranked | 不参加排名 | 不參加排名
better.higher | higher | 越高越好 | 越高越好
better.lower | lower | 越低越好 | 越低越好
beyond.clamp | kept at the end | 取端点值 | 取端點值
beyond.extend | continued | 延长 | 延長
beyond.fail | refused | 不予评分 | 不予評分
bounds.given | given | 给定值 | 給定值
bounds.observed | the figures themselves | 实际最大最小值 | 實際最大最小值
bounds.percentiles | percentiles | 分位数 | 分位數
by.contribution | by contribution | 按贡献 | 按貢獻
by.counted_days | by the days counted | 按计责天数 | 按計責天數
by.equal | equally | 均分 | 均分
by.exact_score | the exact score | 未舍入得分 | 未舍入得分
by.fewest_services | served least often | 履职次数少的在前 | 履職次數少的在前
by.field_match | most fields of the matter covered | 专业相符多的在前 | 專業相符多的在前
by.fixed | fixed parts | 固定比例 | 固定比例
by.longest_since | served longest ago, or never | 上次履职最早的在前 | 上次履職最早的在前
by.lot | lot by a stated seed | 按公布的种子抽签 | 按公佈的種子抽籤
by.order | place in the list | 按清单位置 | 按清單位置
by.published_score | the published score | 公布得分 | 公佈得分
by.ratio | by ratio | 按比例 | 按比例
by.value | value | 按取值 | 按取值
combine.per_item | each item by itself | 逐项授权 | 逐項授權
combine.single | in one | 一次授权 | 一次授權
controlled_by.other | others | 其他单位 | 其他單位
controlled_by.self | the department itself | 本单位 | 本單位
controlled_by.shared | shared | 共同 | 共同
counts.as_at | as at the day | 时点数 | 時點數
counts.cumulative | cumulative | 累计数 | 累計數
counts.per_year | per year | 年度数 | 年度數
day_off.next_workday | moves to the next workday | 顺延至下一工作日 | 順延至下一工作日
day_off.stays | stays | 不顺延 | 不順延
department.other | any other department | 任何其他部门 | 任何其他部門
department.other_top | a department of another top department | 不同上级部门 | 不同上級部門
direction.higher | higher | 越高越好 | 越高越好
direction.lower | lower | 越低越好 | 越低越好
due.first_workday | the first workday | 首个工作日 | 首個工作日
due.last_workday | the last workday | 最后一个工作日 | 最後一個工作日
due_at.day | day itself | 当日 | 當日
due_at.half_year_end | end of the half year | 半年末 | 半年末
due_at.month_end | end of the month | 月末 | 月末
due_at.quarter_end | end of the quarter | 季末 | 季末
due_at.year_end | end of the year | 年末 | 年末
duty.may | may | 可以 | 可以
duty.must | must | 应当 | 應當
duty.must_not | must not | 不得 | 不得
each.year | year | 每年 | 每年
effect.cap_at_band | no better than the grade | 等次封顶 | 等次封頂
effect.lowest_band | lowest grade | 定为最低等次 | 定為最低等次
effect.zero | zero | 得零分 | 得零分
entrants.by_months | by months of service | 按在任月数折算 | 按在任月數折算
entrants.full | in full | 全额 | 全額
entrants.next_period | from the next period | 下一期起 | 下一期起
evaluator.any | anyone | 不限 | 不限
evaluator.independent | independent | 独立第三方 | 獨立第三方
every.half_year | every half year | 每半年 | 每半年
every.month | every month | 每月 | 每月
every.quarter | every quarter | 每季度 | 每季度
every.week | every week | 每周 | 每週
every.year | every year | 每年 | 每年
exceeding.part | only what exceeds | 仅超出部分 | 僅超出部分
exceeding.whole | the whole | 全部 | 全部
fewer.fail | no score is given | 不予评分 | 不予評分
fewer.leave_out | left out | 剔除 | 剔除
fewer.unranked | not ranked | 不参加排名 | 不參加排名
fewer.unscored | not scored | 不计分 | 不計分
ground.conflict | conflict | 意见不一 | 意見不一
ground.other | other | 其他 | 其他
ground.repetition | repetition | 重复发生 | 重複發生
ground.time | time | 超时 | 超時
ground.weight | weight of the matter | 事项重大 | 事項重大
hit.any | they must agree | 结论须一致 | 結論須一致
hit.collect | all of them count | 全部采用 | 全部採用
hit.first | the first one counts | 取最先一条 | 取最先一條
hit.priority | the highest priority counts | 取优先级最高者 | 取優先級最高者
hit.unique | only one may apply | 只能有一条适用 | 只能有一條適用
if_late.correction | to be corrected | 责令补正 | 責令補正
if_late.withdrawn | treated as withdrawn | 视为撤回 | 視為撤回
if_no_days.equal | equally | 均分 | 均分
if_no_days.open | left open | 暂不分摊 | 暫不分攤
importance.main | main | 主要材料 | 主要材料
importance.secondary | secondary | 次要材料 | 次要材料
mend_before.half_year_end | end of the half year | 半年末 | 半年末
mend_before.month_end | end of the month | 月末 | 月末
mend_before.quarter_end | end of the quarter | 季末 | 季末
mend_before.year_end | end of the year | 年末 | 年末
method.bands | by bands | 分档计分 | 分檔計分
method.boolean | yes or no | 是否计分 | 是否計分
method.categories | by category | 按类别计分 | 按類別計分
method.clip | clipped | 截断 | 截斷
method.deviation_from_target | deviation from the target | 偏离目标 | 偏離目標
method.distance_to_target | distance to the target | 距目标 | 距目標
method.inverse | inverse | 倒数 | 倒數
method.last_two | from the last two figures | 以最近两期推算 | 以最近兩期推算
method.least_squares | straight line through all figures | 最小二乘直线 | 最小二乘直線
method.linear | linear | 线性 | 線性
method.log | logarithm | 对数 | 對數
method.min_max | between worst and best | 极差标准化 | 極差標準化
method.none | as it is | 不换算 | 不換算
method.per_event_deduction | deduction for each event | 按次扣分 | 按次扣分
method.percentile | percentile | 百分位 | 百分位
method.piecewise_linear | piecewise linear | 分段线性 | 分段線性
method.points | by points | 按点计分 | 按點計分
method.power | power | 幂 | 冪
method.rank | by rank | 按名次 | 按名次
method.relative_difference | relative difference | 相对差 | 相對差
method.share_of_target | share of the target | 达到目标的比例 | 達到目標的比例
method.winsorise | winsorised | 缩尾 | 縮尾
method.z_score | z-score | 标准分 | 標準分
missing.exclude_and_reweight | left out, weight shared among the others | 剔除并重新分配权重 | 剔除並重新分配權重
missing.fail | no score is given | 不予评分 | 不予評分
missing.fixed_score | fixed score | 按固定分 | 按固定分
missing.mean | mean score | 按平均分 | 按平均分
missing.mean_figure | mean figure | 按平均数 | 按平均數
missing.median | median score | 按中位分 | 按中位分
missing.median_figure | median figure | 按中位数 | 按中位數
missing.unscored | not scored | 不计分 | 不計分
missing.worst | worst score | 按最低分 | 按最低分
missing.zero_and_flag | zero, and noted | 按零分并注明 | 按零分並註明
missing_events.fail | no score is given | 不予评分 | 不予評分
missing_events.none | taken as none | 视为没有 | 視為沒有
missing_events.provisional | the score is provisional | 成绩暂定 | 成績暫定
mode.ceiling | up | 向上取整 | 向上取整
mode.computed_only | only results are given | 仅提供计算结果 | 僅提供計算結果
mode.denied | denied | 不提供 | 不提供
mode.down | down | 舍去 | 捨去
mode.floor | down | 向下取整 | 向下取整
mode.half_down | half down | 五舍六入 | 五舍六入
mode.half_even | half to even | 四舍六入五成双 | 四捨六入五成雙
mode.half_up | half up | 四舍五入 | 四捨五入
mode.masked | masked | 脱敏提供 | 脫敏提供
mode.plain | as it is | 原样提供 | 原樣提供
mode.up | up | 进一 | 進一
move.next | to the next workday | 顺延至下一工作日 | 順延至下一工作日
move.previous | to the workday before | 提前至上一工作日 | 提前至上一工作日
must_answer.always | always | 一律须有结论 | 一律須有結論
nature.example | example | 示例 | 示例
nature.forecast | forecast | 预测 | 預測
nature.target | target | 目标 | 目標
not_applicable.fail | no score is given | 不予评分 | 不予評分
not_applicable.full_score | full score | 得满分 | 得滿分
not_applicable.reweight | weight shared among the others | 权重由其他指标分担 | 權重由其他指標分擔
of.population | population | 总体 | 總體
of.sample | sample | 样本 | 樣本
order.highest_first | highest first | 由高到低 | 由高到低
order.lowest_first | lowest first | 由低到高 | 由低到高
otherwise.fail | refused | 不予评分 | 不予評分
otherwise.keep | kept | 保留 | 保留
otherwise.log | logarithm | 取对数 | 取對數
output.advice_only | advice only | 仅供参考 | 僅供參考
output.score | score | 得分 | 得分
part_time.by_share | by share of time | 按比例折算 | 按比例折算
part_time.full | in full | 全部计入 | 全部計入
part_time.not_at_all | not at all | 不计入 | 不計入
per.half_year | half year | 半年 | 半年
per.month | month | 月 | 月
per.quarter | quarter | 季度 | 季度
per.year | year | 年 | 年
personal.none | none | 不含 | 不含
personal.personal | personal | 个人信息 | 個人信息
personal.sensitive | sensitive | 敏感个人信息 | 敏感個人信息
place.handling | where it is handed in | 收件地 | 收件地
place.home | home place | 属地 | 屬地
recused.leave | leave the count | 不计入 | 不計入
recused.stay | stay in the count | 仍计入 | 仍計入
remainder.largest_remainder | largest remainder | 最大余数法 | 最大餘數法
remainder.to_last | to the last party | 归最后一方 | 歸最後一方
remainder.to_lead | to the lead | 归牵头方 | 歸牽頭方
repeats.each_period | once in each period | 每期计一次 | 每期計一次
repeats.once | once for ever | 只计一次 | 只計一次
result.place | place | 名次 | 名次
result.rank | rank | 序号 | 序號
result.scaled | scaled | 按比例 | 按比例
round.down | down | 舍去 | 捨去
round.half_up | half up | 四舍五入 | 四捨五入
round.up | up | 进一 | 進一
sharing.conditional | on conditions | 有条件共享 | 有條件共享
sharing.not_shared | not shared | 不予共享 | 不予共享
sharing.unconditional | without conditions | 无条件共享 | 無條件共享
side.coordinating | coordinating departments | 协调不力部门 | 協調不力部門
side.lead | lead department | 主责部门 | 主責部門
silence.consent | counts as consent | 视为同意 | 視為同意
silence.finding | is noted as a finding | 记为问题 | 記為問題
silence.no_answer | counts as no answer | 视为未答复 | 視為未答覆
special_rules.none | none allowed | 不得另定 | 不得另定
special_rules.prevail | prevail | 特别规则优先 | 特別規則優先
special_rules.tighten | may only tighten | 只能从严 | 只能從嚴
stage.draft | draft | 起草中 | 起草中
stage.in_force | in force | 施行 | 施行
stage.pilot | pilot | 试点 | 試點
stricter.higher | higher | 越高越严 | 越高越嚴
stricter.lower | lower | 越低越严 | 越低越嚴
ties.ask | asked of the owner | 提请确定 | 提請確定
ties.average_rank | average place | 取平均名次 | 取平均名次
ties.chair | the chair decides | 主持人决定 | 主持人決定
ties.fail | no result | 不予评定 | 不予評定
ties.high | the higher | 就高 | 就高
ties.keep | all stay | 全部保留 | 全部保留
ties.low | the lower | 就低 | 就低
ties.lower | the lower grade | 归入下一等次 | 歸入下一等次
ties.mean | the mean | 取平均 | 取平均
ties.none | none of them | 均不入选 | 均不入選
ties.rejected | rejected | 视为未通过 | 視為未通過
ties.same_rank_no_skip | same place, none skipped | 同名次，不跳号 | 同名次，不跳號
ties.same_rank_then_skip | same place, then skipped | 同名次，其后跳号 | 同名次，其後跳號
ties.skip_then_same_rank | skipped first, then same place | 先跳号，后同名次 | 先跳號，後同名次
ties.upper | the upper grade | 归入上一等次 | 歸入上一等次
ties_at_budget.ask | asked of the owner | 提请确定 | 提請確定
ties_at_budget.none | none of them | 均不入选 | 均不入選
ties_at_budget.share | shared | 平分 | 平分
ties_in_department.ask | asked of the owner | 提请确定 | 提請確定
ties_in_department.keep | all stay | 全部保留 | 全部保留
ties_in_department.none | none of them | 均不入选 | 均不入選
transform.log | logarithm | 对数 | 對數
type.boolean | yes or no | 是或否 | 是或否
type.choice | one of a list | 单选 | 單選
type.date | date | 日期 | 日期
type.integer | whole number | 整数 | 整數
type.number | number | 数值 | 數值
type.quantity | quantity | 数量 | 數量
type.set | several of a list | 多选 | 多選
type.text | text | 文字 | 文字
type.yes_no | yes or no | 是否 | 是否
unknown.fail | no score is given | 不予评分 | 不予評分
unknown.left_out | left out | 剔除 | 剔除
unknown.not_met | taken as not met | 视为不符合 | 視為不符合
weights.budget | budget allocation | 专家分配 | 專家分配
weights.entropy | entropy | 熵权法 | 熵權法
weights.equal | equal | 等权 | 等權
weights.given | given | 给定 | 給定
weights.relative | relative | 相对权重 | 相對權重
look_for.identity_number | identity number | 身份证号 | 身分證號
look_for.mobile_number | mobile number | 手机号 | 手機號
look_for.bank_card | number of a bank card | 银行卡号 | 銀行卡號
look_for.email | e-mail address | 电子邮箱 | 電子郵箱
shorten_to.month | month | 月份 | 月份
shorten_to.year | year | 年份 | 年份
where.each | at each step | 各步均舍入 | 各步均舍入
where.end | at the end | 最后舍入 | 最後舍入
without_end.ask | asked for | 须询问 | 須詢問
without_end.with_matter | end with the matter | 随事项办结失效 | 隨事項辦結失效
zero_total.ask | asked of the owner | 提请确定 | 提請確定
zero_total.equal | equally | 均分 | 均分
suspend.supplement | applicant's supplement | 补正材料 | 補正材料
approver.provider | the provider of the data | 提供部门 | 提供部門
approver.recipient | the recipient of the data | 接收部门 | 接收部門
who.parties | the parties | 争议各方 | 爭議各方
"""  # noqa: E501
