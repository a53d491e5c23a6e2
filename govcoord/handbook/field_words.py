"""Names of the fields of documents: key, in en, zh-Hans, zh-Hant."""

ROWS = """
about | subject matter | 规范对象 | 規範對象
above | above | 高于 | 高於
abstentions | abstentions | 弃权票的处理 | 棄權票的處理
acceptance | acceptance | 受理 | 受理
acted_in_time | acted in time when | 视为按时履职的情形 | 視為按時履職的情形
acting | acts meanwhile | 议定前暂行负责 | 議定前暫行負責
add | add | 加上 | 加上
after | after | 前置环节 | 前置環節
against | held against | 比较对象 | 比較對象
age_on | age is counted on | 年龄计算日 | 年齡計算日
agenda | agenda | 议题 | 議題
aggregate | how it is combined | 合成方法 | 合成方法
aliases | also called | 别名 | 別名
allowed | allowed | 是否允许 | 是否允許
amount | amount | 金额 | 金額
announced | announced at least before | 至少提前公告 | 至少提前公告
answer | answer | 答复 | 答覆
appeal | appeals | 申诉 | 申訴
applies_when | applies when | 适用前提 | 適用前提
approver | who decides | 审批 | 審批
assistance | requests for assistance | 协作请求 | 協作請求
at | at | 在 | 在
at_expiry | when time runs out | 逾期处理 | 逾期處理
at_least | at least | 不低于 | 不低於
at_most | at most | 不超过 | 不超過
attributes | facts | 事实 | 事實
bad | bad ratings | 差评等级 | 差評等級
band | grade | 等次 | 等次
band_on | grade is given on | 定等依据 | 定等依據
bands | grades | 等次 | 等次
base | base | 底数 | 底數
baseline | baseline | 基期 | 基期
basis | basis | 依据 | 依據
below | below | 低于 | 低於
below_minimum | sample too small | 样本不足时 | 樣本不足時
better | better is | 优劣方向 | 優劣方向
beyond | beyond the points | 超出端点时 | 超出端點時
body | body | 机构 | 機構
bonus | bonus points | 加分 | 加分
bottom | lowest score | 最低分 | 最低分
bounds | bounds are | 上下限取自 | 上下限取自
budget | budget | 预算 | 預算
by | by | 依据 | 依據
calendar | calendar of working days | 工作日历 | 工作日曆
call_back | call back within | 回访时限 | 回訪時限
cap | at most | 上限 | 上限
caps | caps of weights | 权重上限 | 權重上限
carry | carried over | 结转 | 結轉
carry_over | carried over | 结转 | 結轉
cases | cases | 案件 | 案件
catalogue | catalogue of data | 数据目录 | 數據目錄
categories | categories | 类别得分 | 類別得分
centre | centre | 中心值 | 中心值
chair | chair | 主持人 | 主持人
choices | further lists | 其他取值表 | 其他取值表
circulation | decision by circulation | 书面传签 | 書面傳籤
class_hour | length of a class hour | 一个学时的长度 | 一個學時的長度
combine | how amounts are combined | 合并方式 | 合併方式
competent_when | competent when | 属本机关受理的情形 | 屬本機關受理的情形
constant | constant | 常数 | 常數
contact | contact within | 联系时限 | 聯繫時限
contradictions | where the plan disagrees with itself | 前后不一致之处 | 前後不一致之處
controlled_by | who controls it | 由谁掌握 | 由誰掌握
coordinating | departments that failed to coordinate | 协调不力部门 | 協調不力部門
coordinating_when | coordinating department when | 配合部门的认定 | 配合部門的認定
correct_within | corrected within | 更正时限 | 更正時限
correction | what stays owed | 仍须履行 | 仍須履行
correction_within | to be corrected within | 改正期限 | 改正期限
count | counted when | 计数条件 | 計數條件
count_start_day | the first day counts | 起算当日计入 | 起算當日計入
counted_days | days counted against it | 计责天数 | 計責天數
country | country | 国家 | 國家
counts | counts | 计入 | 計入
institution | institution | 所在单位 | 所在單位
interests | recused by | 回避情形 | 迴避情形
must_match | must cover a field of the matter | 须专业相符 | 須專業相符
per_field | for every field of the matter | 对事项的每个专业 | 對事項的每個專業
quotas | composition | 构成要求 | 構成要求
rest | rests after | 轮休 | 輪休
services | times served | 履职次数 | 履職次數
size | members | 人数 | 人數
targets.counts | counted | 计数口径 | 計數口徑
coverage | coverage | 覆盖率 | 覆蓋率
credit | counts in part | 部分计入 | 部分計入
data | data | 数据 | 數據
data_classes | classes of data | 数据类别 | 數據類別
day_off | when the last day is a day off | 末日为休息日时 | 末日為休息日時
decide_within | decided within | 决定时限 | 決定時限
decided | ratio already agreed | 已议定 | 已議定
decided_by | who decides | 决定机关 | 決定機關
decides | takes the decision | 作出决定 | 作出決定
deductions | deductions | 减分 | 減分
default | otherwise | 缺省值 | 缺省值
default_grade | grade where none is given | 缺省级别 | 缺省級別
degraded | degraded service counts as outage at | 降级服务折算 | 降級服務折算
delivery | delivery within | 送达时限 | 送達時限
denominator | out of | 分母 | 分母
department | department | 部门 | 部門
departments | departments | 部门 | 部門
negative_list.departments | departments that must take part | 必须参与部门 | 必須參與部門
deputies | deputies of the chair | 副主持人 | 副主持人
derive | worked out as | 推算公式 | 推算公式
desirable | desirable items | 加分项目 | 加分項目
GateOutcome.desirable | desirable items asked for | 加分项目至少 | 加分項目至少
deviation | standard deviation | 标准差 | 標準差
digits | decimal places | 小数位数 | 小數位數
direction | better is | 优劣方向 | 優劣方向
dispute | disputes go to | 争议处理 | 爭議處理
dispute_within | dispute decided within | 争议处理时限 | 爭議處理時限
dissolve_within | dissolved within | 解散时限 | 解散時限
domains | domains | 领域 | 領域
drivers | drivers of contribution | 贡献指标 | 貢獻指標
due | due | 应完成日 | 應完成日
duties | duties | 职责 | 職責
duty | duty | 职责 | 職責
each | each | 各 | 各
effect | effect | 后果 | 後果
elsewhere | otherwise go to | 应转往 | 應轉往
elsewhere_note | advice given | 告知内容 | 告知內容
eligible | eligible when | 申报条件 | 申報條件
emergency | emergencies | 应急响应 | 應急響應
ends_on_workday | a last day off moves to the next workday | 末日顺延至工作日 | 末日順延至工作日
entrants | due from entrants | 新任当期要求 | 新任當期要求
entries | entries | 条目 | 條目
escalate_to | escalated to | 提请 | 提請
evaluator | who evaluates | 评价主体 | 評價主體
every | how often | 频次 | 頻次
evidence | evidence needed | 所需证据 | 所需證據
evidence_not_older_than | evidence not older than | 证据有效期 | 證據有效期
exceeding | what exceeds the amount | 超出部分 | 超出部分
exceptions | exceptions | 例外 | 例外
exclude | left out when | 剔除条件 | 剔除條件
exempt | grounds of exemption | 可免除事由 | 可免除事由
exempt_share | exempt from a share of | 豁免须覆盖考核期的比例 | 豁免須覆蓋考核期的比例
exempts | exemptions | 免责情形 | 免責情形
exponent | exponent | 指数 | 指數
extension | may be extended by | 可延长 | 可延長
fact | fact | 依据事实 | 依據事實
factors | circumstances | 从轻从重情节 | 從輕從重情節
feedback | feedback on instructions | 指令反馈 | 指令反饋
fewer | fewer figures than needed | 数据不足时 | 數據不足時
fields | fields | 数据项 | 數據項
first | first day | 起始日 | 起始日
floor | at least | 下限 | 下限
floors | floors of weights | 权重下限 | 權重下限
forbids | forbids | 禁止 | 禁止
forecast | forecast | 预测方法 | 預測方法
formula | formula | 公式 | 公式
from | from | 起 | 起
full | full score | 满分 | 滿分
gaps | accepted with gaps | 容缺受理 | 容缺受理
gate | release gate | 发布审查 | 發佈審查
gives | given as facts | 作为事实给出 | 作為事實給出
grade | grade | 级别 | 級別
grants | grants | 授权 | 授權
ground | kind of ground | 事由类别 | 事由類別
grounds | grounds | 问责情形 | 問責情形
group | group | 组别 | 組別
groups | groups | 类别 | 類別
hand_over | handed over within | 交接时限 | 交接時限
handling | objections and corrections | 异议与更正 | 異議與更正
high | upper bound | 上限 | 上限
high_percentile | upper percentile | 上分位 | 上分位
hit | when several rules apply | 多条规则同时适用时 | 多條規則同時適用時
holidays | additional days off | 另定休息日 | 另定休息日
id | number | 编号 | 編號
if_late | when the promise is not kept | 逾期未补的后果 | 逾期未補的後果
if_no_days | when no day is counted | 均无计责天数时 | 均無計責天數時
importance | importance | 主次 | 主次
in_force | in force | 施行期间 | 施行期間
incomplete_within | incomplete requests told within | 补正告知时限 | 補正告知時限
increase_by | rises by | 增加 | 增加
indicator | indicator | 指标 | 指標
indicators | indicators | 指标 | 指標
inputs | inputs | 输入数据 | 輸入數據
interval | interval | 区间 | 區間
invited | may be invited | 列席 | 列席
is | value | 取值 | 取值
issuer | issued by | 制发部门 | 制發部門
items | items | 项目 | 項目
jurisdiction | where it applies | 适用地区 | 適用地區
kind | kind | 类别 | 類別
kinds | only of the kinds | 只计的类别 | 只計的類別
kurtosis | kurtosis | 峰度 | 峰度
ladder | steps | 阶梯 | 階梯
last | last | 上次 | 上次
last_known | last known figure, at most periods back | 沿用往期数据（期数） | 沿用往期數據（期數）
late_full_after | as if undone when late by | 逾期达此按未执行计 | 逾期達此按未執行計
lead | lead department | 牵头部门 | 牽頭部門
lead_when | lead when | 主责部门的认定 | 主責部門的認定
less_than | less than | 低于 | 低於
lets_go | mandatory items let go | 免去的必备项目 | 免去的必備項目
level | level | 层级 | 層級
levels | levels | 层级 | 層級
limit | limit | 时限 | 時限
low | lower bound | 下限 | 下限
low_percentile | lower percentile | 下分位 | 下分位
mandatory | mandatory items | 必备项目 | 必備項目
materials | materials | 材料 | 材料
matters | matters | 事项 | 事項
max | at most | 最大值 | 最大值
mean | mean of | 平均值 | 平均值
meanwhile | meanwhile | 决定前 | 決定前
measure | measure | 指标口径 | 指標口徑
measures | measures | 处理措施 | 處理措施
members | members | 成员 | 成員
mend_before | to be mended by | 整改截止 | 整改截止
mend_within | to be mended within | 整改时限 | 整改時限
merge_within | visits are merged within | 合并检查间隔 | 合併檢查間隔
method | method | 方法 | 方法
min | at least | 最小值 | 最小值
minimum | at least so many ratings | 最少评价数 | 最少評價數
minimum_coverage | least coverage | 最低数据覆盖率 | 最低數據覆蓋率
minimum_present | least share of figures | 最低到数比例 | 最低到數比例
minimum_sample | least sample | 最小样本量 | 最小樣本量
missing | figure not reported | 未报数据 | 未報數據
missing_events | events not reported | 加减分、否决未报 | 加減分、否決未報
missing_score | score when not reported | 未报得分 | 未報得分
mode | way | 方式 | 方式
more_than | more than | 高于 | 高於
move | when it is a day off | 遇休息日 | 遇休息日
must_answer | must always answer | 必须有结论 | 必須有結論
must_pass | only courses that were completed | 须合格才计 | 須合格才計
must_report | must be reported | 必报指标 | 必報指標
must_settle | must be settled by the rules | 须由规则确定的情形 | 須由規則確定的情形
nature | nature | 性质 | 性質
need | needed | 要求 | 要求
needs_credit | needs good credit | 须信用良好 | 須信用良好
needs_notice | suspension needs a notice | 中止须书面告知 | 中止須書面告知
needs_reasons | extension needs reasons | 延长须说明理由 | 延長鬚說明理由
never_exempt | never exempt when | 一律不予免责的情形 | 一律不予免責的情形
no_repeat | not again within | 不重复检查的间隔 | 不重複檢查的間隔
normalise | how it is scored | 计分方法 | 計分方法
norms | norms | 规范 | 規範
not_applicable | not applicable | 指标不适用时 | 指標不適用時
not_older_than | not older than | 有效期 | 有效期
note | note | 说明 | 說明
notice_within | notice of defects within | 补正告知时限 | 補正告知時限
numerator | counted | 分子 | 分子
objection | objection | 申辩 | 申辯
objection_needs_reasons | objections need reasons | 异议须说明理由 | 異議須說明理由
objection_to | objection goes to | 申辩受理机构 | 申辯受理機構
objection_within | objection within | 申辩期限 | 申辯期限
of | out of | 取值范围 | 取值範圍
of_all | of all members | 占全体成员 | 佔全體成員
of_present | of those present | 占到会成员 | 佔到會成員
oldest | up to the age of | 适用年龄上限 | 適用年齡上限
on_day | on day | 完成日 | 完成日
one_matter | one matter at a time | 一事一议 | 一事一議
only_listed | only what is on the agenda | 只议列入议程的事项 | 只議列入議程的事項
open_pairs | open pairs at most | 同时结对数 | 同時結對數
opinion | consultation by opinion | 征求意见环节 | 徵求意見環節
options | options | 可选值 | 可選值
order | order | 排序 | 排序
ordered_by | ordered by | 批准机关 | 批准機關
other_staff | by other staff | 另派人员 | 另派人員
otherwise | otherwise | 否则 | 否則
GivesEntry.outcome | outcome | 结论 | 結論
outcomes | outcomes, best first | 结论（由好到差） | 結論（由好到差）
output | gives | 输出 | 輸出
outputs | what it gives | 给出的结论 | 給出的結論
overdue_to | when overdue, told to | 逾期报送 | 逾期報送
overrides | prevails over | 优先于 | 優先於
owner | owner | 主管单位 | 主管單位
papers | papers needed | 所需材料 | 所需材料
parameters | parameters | 参数 | 參數
part | part | 分子 | 分子
part_time | part-time | 兼任折算 | 兼任折算
parties | parties | 各方 | 各方
pass | majority | 通过条件 | 通過條件
penalty | penalty | 惩罚系数 | 懲罰係數
per | per | 按 | 按
per_department | per department at most | 每部门名额 | 每部門名額
period | period | 周期 | 週期
personal | personal data | 个人信息 | 個人信息
phases | phases | 阶段 | 階段
place | where | 办理地 | 辦理地
plan_needed | needs to be in the plan | 须列入计划 | 須列入計劃
plus | plus | 加上 | 加上
points | points | 对应分值 | 對應分值
post | post | 职务 | 職務
posts | change of post | 岗位变动 | 崗位變動
powers | powers of the lead | 牵头部门权限 | 牽頭部門權限
precision | digits carried | 计算精度 | 計算精度
priority | priority | 优先级 | 優先級
progress | progress reported every | 进展反馈 | 進展反饋
promised | promised limit | 承诺时限 | 承諾時限
provider | provider | 提供部门 | 提供部門
proxies | proxies | 代理出席 | 代理出席
purposes | purposes | 用途 | 用途
question | open question | 待确定的问题 | 待確定的問題
quorum | quorum | 法定人数 | 法定人數
quota | quota | 等次比例限额 | 等次比例限額
rank_by | ranked by | 排序依据 | 排序依據
ranking | ranking | 排名 | 排名
ratios | ratios | 比例 | 比例
readings | readings | 各处表述 | 各處表述
reason | reason | 理由 | 理由
receipt | receipt within | 签收时限 | 簽收時限
recheck | second checks | 复检 | 複檢
record | looks at each | 逐项考察 | 逐項考察
records | records | 记录 | 記錄
rectify | rectification | 整改 | 整改
recused | recused members | 回避成员 | 迴避成員
red_line | red line crossed | 是否触碰红线 | 是否觸碰紅線
red_lines | red lines | 红线 | 紅線
reduce_by | falls by | 压减 | 壓減
refer_to | referred to | 提请 | 提請
regions | regions | 地区 | 地區
register | register | 人才库 | 人才庫
relay | relay of warnings | 预警传递 | 預警傳遞
remainder | remainder | 尾差处理 | 尾差處理
repeats | a course taken again counts | 重复课程怎样计 | 重複課程怎樣計
requirements | requirements | 要求 | 要求
requires | requires | 要求 | 要求
result | result | 办结反馈 | 辦結反饋
retention | kept for | 保存期限 | 保存期限
returns | returns | 派单退回 | 派單退回
review | review | 评估 | 評估
rolling | rolling requirement | 滚动要求 | 滾動要求
round | rounding | 舍入 | 舍入
rounding | rounding | 舍入 | 舍入
rules | rules | 规则 | 規則
salt | seed of the draw | 抽签种子 | 抽籤種子
same | the same when | 视为同一项目 | 視為同一項目
sample | random sample | 随机抽查 | 隨機抽查
sanctions | sanctions | 处理措施 | 處理措施
says | says | 表述 | 表述
scale | full mark | 满分 | 滿分
scope | looks at | 考察对象 | 考察對象
score | score | 得分 | 得分
secondment | secondment | 挂职 | 掛職
set_up_within | set up within | 组建时限 | 組建時限
sets | sets | 设定 | 設定
share | share | 比例 | 比例
shared_by | can be had from | 共享来源 | 共享來源
shares | shares | 责任分摊 | 責任分攤
sharing | sharing | 共享属性 | 共享屬性
shorter_than | shortening | 压缩要求 | 壓縮要求
side | side | 责任方 | 責任方
sign_off | signed off within | 会签时限 | 會籤時限
silence | no answer in time | 逾期未答复 | 逾期未答覆
since | since | 自 | 自
skewness | skewness | 偏度 | 偏度
source | source | 依据 | 依據
special_rules | special rules | 特别规则 | 特別規則
spread | spread | 离散度 | 離散度
stage | stage | 状态 | 狀態
stale_after | out of date after | 过期时间 | 過期時間
standing | standing | 身份 | 身份
start | start | 起点 | 起點
starts_after | clock starts after | 起算环节 | 起算環節
starts_at | starts at | 起始层级 | 起始層級
status | tells how it ended | 结果状态 | 結果狀態
statutory | statutory limit | 法定时限 | 法定時限
step | step | 步长 | 步長
steps | steps | 环节 | 環節
stricter | stricter is | 从严方向 | 從嚴方向
subdivision | subdivision | 地区 | 地區
subject | about | 对象 | 對象
sum | sum of | 合计 | 合計
supply_within | data supplied within | 提供时限 | 提供時限
supports | supporting departments | 配合部门 | 配合部門
suspend | suspended for | 中止事由 | 中止事由
target | target | 目标 | 目標
targets | targets | 目标 | 目標
task_force | task force | 专班 | 專班
tasks_within | tasks given within | 任务下达时限 | 任務下達時限
tell | to be told | 通报对象 | 通報對象
then | then | 结论 | 結論
tie_break | ties broken by | 同分比较 | 同分比較
ties | ties | 并列时 | 並列時
ties_at_budget | ties at the end of the budget | 预算末位并列 | 預算末位並列
ties_in_department | ties within a department | 同部门并列 | 同部門並列
tiers | tiers | 分级办理 | 分級辦理
times | at most times | 次数上限 | 次數上限
title | title | 名称 | 名稱
to | to | 至 | 至
tolerance | tolerance | 允许相差 | 允許相差
top | so many best | 名额 | 名額
trail | trail of use | 使用留痕 | 使用留痕
training | training | 培训 | 培訓
transform | transform | 变换 | 變換
triggers | triggers | 提级情形 | 提級情形
type | type | 类型 | 類型
unanimous | unanimous | 一致同意 | 一致同意
under | belongs to | 上级 | 上級
unit | unit | 单位 | 單位
unknown | when not known | 情况不明时 | 情況不明時
unresolved | when the rules do not settle it | 规则不能确定时 | 規則不能確定時
uptime | availability | 可用率 | 可用率
value | value | 取值 | 取值
values | values | 可选值 | 可選值
veto | vetoes | 一票否决 | 一票否決
vote | proxies may vote | 代理可表决 | 代理可表決
votes | votes | 表决权 | 表決權
warn | warning before | 提前预警 | 提前預警
weight | weight | 权重 | 權重
weight_cap | weight at most | 权重上限 | 權重上限
weight_floor | weight at least | 权重下限 | 權重下限
weights | how weights are set | 赋权方式 | 賦權方式
when | when | 适用情形 | 適用情形
when_below | when a score is below | 得分低于 | 得分低於
when_false | when no | 为否时 | 為否時
when_true | when yes | 为是时 | 為是時
where | where | 舍入环节 | 舍入環節
who | who | 责任单位 | 責任單位
whole | whole | 分母 | 分母
whose | whose | 归属 | 歸屬
with | must be present | 须到会 | 須到會
within | within | 时限 | 時限
without_end | grants without an end | 未约定期限的授权 | 未約定期限的授權
workdays | additional working days | 另定工作日 | 另定工作日
written | in writing | 书面形式 | 書面形式
year | year | 年度 | 年度
years | years covered | 适用年度 | 適用年度
zero_at | zero at | 零分点 | 零分點
zero_total | nothing to divide by | 合计为零时 | 合計為零時
exchange_kinds | kinds of exchange | 交流类型 | 交流類型
exemption_grounds | grounds of exemption | 可免除事由 | 可免除事由
"""
