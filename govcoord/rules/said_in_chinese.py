"""What somebody means who writes the keys and kinds of a ruleset in Chinese.

Keys and kinds have one spelling, so that a ruleset reads the same everywhere; these words are
for hints alone.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

_KINDS: Final = {
    "词汇": "vocabulary", "词汇表": "vocabulary", "参数": "parameters", "政策参数": "parameters",
    "表": "table", "决策表": "table", "决定表": "table", "判定表": "table",
    "负面清单": "negative_list", "清单": "negative_list", "政策规范": "policy_norms",
    "规范": "policy_norms", "牵头": "lead_responsibility", "牵头负责": "lead_responsibility",
    "牵头负责制": "lead_responsibility", "问责": "accountability", "双问责": "accountability",
    "问责与容错": "accountability", "程序": "procedure", "办理程序": "procedure",
    "流程": "procedure", "定期职责": "cadence", "评分表": "scorecard", "评分": "scorecard",
    "成本分担": "cost_sharing", "费用分担": "cost_sharing", "资金池": "fund_pool",
    "评选": "awards", "评选奖励": "awards",
    "委员会": "committee", "议事机构": "committee", "议事规则": "committee",
    "专家": "panel", "专家遴选": "panel", "目标": "targets", "数据共享": "data_sharing",
    "标准": "standards", "提级": "escalation", "提级与反馈": "escalation", "争议": "escalation",
    "提级与应急": "escalation", "好差评": "service_rating", "督查": "inspection",
    "督查检查": "inspection", "督查与合并检查": "inspection", "需求匹配": "matching",
    "诉求归口": "matching", "风险": "risk_register", "风险登记": "risk_register",
    "风险登记册": "risk_register", "相似案件": "similarity", "准入": "gate",
    "准入与验收": "gate", "准入与认定": "gate", "台账": "register", "受理归并": "intake",
    "受理": "intake", "征求意见": "consultation", "公开征求意见": "consultation",
    "调查": "survey", "调查与评议": "survey", "测试": "tests",
}  # fmt: skip
_KEYS: Final = {
    "种类": ("kind",), "编号": ("id",), "标识": ("id",), "序号": ("id",),
    "标题": ("title",), "名称": ("title",), "说明": ("note",), "备注": ("note",),
    "依据": ("source", "basis"), "来源": ("source",), "出处": ("source",),
    "理由": ("reason",), "原因": ("reason",),
    "条件": ("when",), "情形": ("when",), "适用情形": ("when",), "适用条件": ("applies_when",),
    "部门": ("department", "departments"), "参与部门": ("departments",),
    "牵头": ("lead",), "牵头部门": ("lead",), "主责部门": ("lead",),
    "配合": ("supports",), "配合部门": ("supports",), "职责": ("duty", "duties"),
    "权限": ("powers",), "时限": ("limit", "within"), "期限": ("within", "limit", "by"),
    "条目": ("entries",), "例外": ("exceptions",), "规则": ("rules",), "环节": ("steps",),
    "步骤": ("steps",), "材料": ("materials",), "优先于": ("overrides",),
    "生效": ("in_force",), "施行": ("in_force",), "地区": ("jurisdiction",),
    "适用地区": ("jurisdiction",), "类型": ("type",), "单位": ("unit", "units"),
    "取值": ("values", "value"), "值": ("value",), "别名": ("aliases",),
    "事实": ("attributes", "facts", "fact"), "属性": ("attributes",), "记录": ("records", "record"),
    "上级": ("under",), "层级": ("level", "levels"), "指标": ("indicators", "measure"),
    "权重": ("weight", "weights"), "成员": ("members",), "召集人": ("chair",),
    "法定人数": ("quorum",), "目标": ("target", "targets"), "基期": ("baseline",),
    "风险": ("risks",), "可能性": ("likelihood",), "影响": ("impact",), "责任部门": ("owner",),
    "应对": ("response",), "扩展": ("extends",), "参数": ("parameters",), "问题": ("question",),
    "结论": ("then", "outcomes", "outputs"), "抽样": ("sample",), "整改": ("rectify",),
    "申诉": ("appeal", "objection"), "比例": ("share", "shares", "ratios"), "测试": ("tests",),
    "案件": ("case", "cases"), "预期": ("expect",), "公式": ("derive", "formula"),
}  # fmt: skip


def kind_meant(word: str) -> str | None:
    """The kind whose Chinese name this is.

    >>> kind_meant("负面清单")
    'negative_list'
    """
    return _KINDS.get(word.strip())


def key_meant(word: str, known: Collection[str]) -> str | None:
    """The key among ``known`` that a Chinese word stands for.

    >>> key_meant("理由", ["id", "reason"])
    'reason'
    """
    return next((key for key in _KEYS.get(word.strip(), ()) if key in known), None)
