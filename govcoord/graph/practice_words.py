"""What is said about coordination, procedures, enforcement and practice, in three languages."""

from __future__ import annotations

from govcoord.mechanisms.said import Texts

TEXTS: Texts = {
    "and": (", ", "、", "、"),
    "unit.workday": ("workdays", "个工作日", "個工作日"),
    "unit.day": ("days", "天", "天"),
    "axis.workday": ("workdays", "工作日", "工作日"),
    "axis.day": ("days", "天", "天"),
    "axis.month": ("months", "月", "月"),
    "axis.hour": ("hours", "小时", "小時"),
    "axis.minute": ("minutes", "分钟", "分鐘"),
    "coordination.title": ("Who works with whom", "部门协同情况", "部門協同情況"),
    "coordination.weight": ("cases together", "共同办理案件数", "共同辦理案件數"),
    "coordination.mark": ("single point of failure", "单点依赖", "單點依賴"),
    "coordination.group": ("proposed group {n}", "建议常设组{n}", "建議常設組{n}"),
    "coordination.cases": (
        "{cases} cases; in {alone} fewer than two departments took part",
        "案件{cases}件；参与部门不足两个的{alone}件",
        "案件{cases}件；參與部門不足兩個的{alone}件",
    ),
    "coordination.waited": (
        "others waited {waited} {unit} for {name}, {mean} on average over {asked} hand-overs",
        "等待{name}累计{waited}{unit}，{asked}次流转，平均{mean}{unit}",
        "等待{name}累計{waited}{unit}，{asked}次流轉，平均{mean}{unit}",
    ),
    "coordination.open": (
        "{name} has not answered {open} of {asked} requests",
        "{name}被交办{asked}次，未办复{open}次",
        "{name}被交辦{asked}次，未辦復{open}次",
    ),
    "coordination.between": (
        "{name} lies between others: betweenness {value}; joins {pairs} pairs that do not work with each other",
        "{name}居于其他部门之间：中介度{value}；连接{pairs}对互不往来的部门",
        "{name}居於其他部門之間：中介度{value}；連接{pairs}對互不往來的部門",
    ),
    "coordination.point": (
        "without {name} the network falls apart: {parts}",
        "缺少{name}协同网络即断开：{parts}",
        "缺少{name}協同網絡即斷開：{parts}",
    ),
    "coordination.proposal": (
        "proposal for a standing group: {names}",
        "建议设立常设协同组：{names}",
        "建議設立常設協同組：{names}",
    ),
    "coordination.seats": (
        "{body}: {covered} of {shared} pairs of departments in cases are members; without a seat: {outside}",
        "{body}：案件中的部门组合{shared}次，双方均为成员的{covered}次；有案件而无席位：{outside}",
        "{body}：案件中的部門組合{shared}次，雙方均為成員的{covered}次；有案件而無席位：{outside}",
    ),
    "procedure.title": ("Procedures in time", "办理程序时间图", "辦理程序時間圖"),
    "procedure.mark": ("critical", "关键环节", "關鍵環節"),
    "procedure.slack": ("slack", "机动时间", "機動時間"),
    "procedure.whole": (
        "{title}: {length}, {target} promised; critical: {path}",
        "{title}：共{length}，承诺{target}；关键路径：{path}",
        "{title}：共{length}，承諾{target}；關鍵路徑：{path}",
    ),
    "procedure.unsure": (
        "which conditional steps go together is not known: no case takes longer",
        "条件环节能否同时出现未能确定：实际用时不会更长",
        "條件環節能否同時出現未能確定：實際用時不會更長",
    ),
    "procedure.step": (
        "  {step}: {length}, slack {slack}, shortening saves up to {saves}",
        "  {step}：{length}，机动{slack}，缩短最多节省{saves}",
        "  {step}：{length}，機動{slack}，縮短最多節省{saves}",
    ),
    "procedure.parallel": (
        "  {first} and {second} at the same time: saves {saves}",
        "  {first}与{second}并行：节省{saves}",
        "  {first}與{second}並行：節省{saves}",
    ),
    "procedure.bound": (
        "  {second} needs from {first}: {needs}",
        "  {second}须用{first}产出的材料：{needs}",
        "  {second}須用{first}產出的材料：{needs}",
    ),
    "procedure.ran": (
        "  as it ran: {conforming} of {cases} cases in the declared order, {finished} at the end",
        "  实际运行：{cases}件中按程序办理{conforming}件，已办到最后环节{finished}件",
        "  實際運行：{cases}件中按程序辦理{conforming}件，已辦到最後環節{finished}件",
    ),
    "procedure.skipped": (
        "  skipped in {n} cases: {step}", "  跳过{step}：{n}件", "  跳過{step}：{n}件",
    ),
    "procedure.repeated": (
        "  repeated in {n} cases: {step}", "  重复{step}：{n}件", "  重複{step}：{n}件",
    ),
    "procedure.order": (
        "  {second} before {first} in {n} cases",
        "  {second}先于{first}：{n}件",
        "  {second}先於{first}：{n}件",
    ),
    "enforcement.drawn": (
        "Enforcement planned twice ({shown} of {planned} checks)",
        "重复执法计划（{planned}项检查中的{shown}项）",
        "重複執法計劃（{planned}項檢查中的{shown}項）",
    ),
    "enforcement.joint": ("joint visit", "联合检查", "聯合檢查"),
    "enforcement.mark": ("planned twice for certain", "确定重复", "確定重複"),
    "enforcement.saved": (
        "{planned} planned checks in {visits} visits, {saved} fewer",
        "计划检查{planned}次，合并为{visits}次，减少{saved}次",
        "計劃檢查{planned}次，合併為{visits}次，減少{saved}次",
    ),
    "enforcement.twice": (
        "{object}: {a} and {b} both from {first} to {last}",
        "{object}：{a}与{b}在{first}至{last}重复",
        "{object}：{a}與{b}在{first}至{last}重複",
    ),
    "enforcement.perhaps": (
        "{object}: {a} and {b} perhaps both from {first} to {last}; one plan names no place",
        "{object}：{a}与{b}在{first}至{last}可能重复；有计划未写地点",
        "{object}：{a}與{b}在{first}至{last}可能重複；有計劃未寫地點",
    ),
    "enforcement.visit": (
        "visit {object} from {first} to {last}: {units}",
        "联合检查{object}，{first}至{last}：{units}",
        "聯合檢查{object}，{first}至{last}：{units}",
    ),
    "practice.title": ("Rules and practice", "规定与实际协同", "規定與實際協同"),
    "practice.both": ("declared and practised", "有规定且有协同", "有規定且有協同"),
    "practice.undeclared": ("practised, no rule", "有协同而无规定", "有協同而無規定"),
    "practice.unpractised": ("declared, not practised", "有规定而无协同", "有規定而無協同"),
    "practice.unnamed": ("no rule names it", "规则未提及", "規則未提及"),
    "practice.named": ("named by rules", "规则提及", "規則提及"),
    "practice.works": (
        "no rule names {name}, which took part in {n} cases",
        "规则未提及{name}，其参与案件{n}件",
        "規則未提及{name}，其參與案件{n}件",
    ),
    "practice.idle": (
        "named by rules, in no case: {names}",
        "规则提及而未参与案件：{names}",
        "規則提及而未參與案件：{names}",
    ),
    "practice.pair": (
        "{a} and {b} work together in {n} cases, no rule joins them",
        "{a}与{b}共同办理{n}件，没有规则规定",
        "{a}與{b}共同辦理{n}件，沒有規則規定",
    ),
    "practice.beyond": (
        "{name} took part in {n} cases without being named by a rule for that case",
        "{name}参与案件{n}件，规则对该案未提及",
        "{name}參與案件{n}件，規則對該案未提及",
    ),
    "practice.unused": (
        "rules never used: {names}", "从未适用的规则：{names}", "從未適用的規則：{names}",
    ),
    "practice.rows": (
        "{n} rows of the log could not be read, the first: {first}",
        "日志有{n}行无法读取，第一处：{first}",
        "日誌有{n}行無法讀取，第一處：{first}",
    ),
}  # fmt: skip

CHANGES: Texts = {
    "and": (", ", "、", "、"),
    "changes.title": ("What changed on {day}", "{day}前后对比", "{day}前後對比"),
    "changes.unit.workday": ("workdays", "个工作日", "個工作日"),
    "changes.unit.day": ("days", "天", "天"),
    "changes.unknown": ("unknown", "未知", "未知"),
    "changes.cases": (
        "{before} cases before {day}, {after} from then on",
        "{day}之前案件{before}件，自当日起{after}件",
        "{day}之前案件{before}件，自當日起{after}件",
    ),
    "changes.appeared": ("new: {names}", "新参与：{names}", "新參與：{names}"),
    "changes.left": ("no longer there: {names}", "不再参与：{names}", "不再參與：{names}"),
    "changes.link": (
        "{a} and {b}: {before} cases together, then {after}",
        "{a}与{b}：共同案件由{before}件变为{after}件",
        "{a}與{b}：共同案件由{before}件變為{after}件",
    ),
    "changes.wait": (
        "{source} waits for {target}: {before} on average, then {after} ({unit})",
        "{source}等待{target}：平均由{before}变为{after}（{unit}）",
        "{source}等待{target}：平均由{before}變為{after}（{unit}）",
    ),
    "changes.new_group": ("new group: {names}", "新的协同组：{names}", "新的協同組：{names}"),
    "changes.old_group": ("group that is gone: {names}", "不再成组：{names}", "不再成組：{names}"),
    "changes.new_point": (
        "new single points of failure: {names}",
        "新的单点依赖：{names}",
        "新的單點依賴：{names}",
    ),
    "changes.old_point": (
        "no longer single points of failure: {names}",
        "不再是单点依赖：{names}",
        "不再是單點依賴：{names}",
    ),
    "changes.new": ("new link", "新增协同", "新增協同"),
    "changes.more": ("more cases", "案件增加", "案件增加"),
    "changes.fewer": ("fewer cases", "案件减少", "案件減少"),
    "changes.gone": ("no more cases", "不再协同", "不再協同"),
    "changes.weight": ("cases more or fewer", "增减案件数", "增減案件數"),
    "cheapest.before": (
        "{title}: {before} now, {target} wanted",
        "{title}：现为{before}，目标{target}",
        "{title}：現為{before}，目標{target}",
    ),
    "cheapest.met": ("the target is met already", "目标已经达到", "目標已經達到"),
    "cheapest.best": (
        "cheapest: {names}; cost {cost}, then {length}",
        "成本最低：{names}；成本{cost}，用时{length}",
        "成本最低：{names}；成本{cost}，用時{length}",
    ),
    "cheapest.none": (
        "no set of the changes meets it; with all of them at once {length} at least",
        "所列措施都不能达到目标；全部采用也至少{length}",
        "所列措施都不能達到目標；全部採用也至少{length}",
    ),
    "cheapest.stopped": (
        "the search was stopped before all sets were looked at: this proves nothing",
        "搜索未完成，结果不能证明为最低",
        "搜尋未完成，結果不能證明為最低",
    ),
    "cheapest.cost": ("cost", "成本", "成本"),
    "cheapest.does": ("what it does", "作用", "作用"),
    "cheapest.chosen": ("chosen", "采用", "採用"),
}
