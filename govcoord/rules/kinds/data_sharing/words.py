"""Answers about the sharing of data in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govcoord.mechanisms.said import COLUMN, Texts, phrase

TEXTS: Texts = {
    "shared": ("shared", "共享", "共享"),
    "conditional": ("shared on conditions", "有条件共享", "有條件共享"),
    "refused": ("refused", "不予共享", "不予共享"),
    "provider": ("provided by", "提供部门", "提供部門"),
    "grade": ("grade", "级别", "級別"),
    "mode": ("use", "使用方式", "使用方式"),
    "plain": ("plain", "明文使用", "明文使用"),
    "masked": ("masked", "脱敏使用", "脫敏使用"),
    "computed_only": ("computed only, not seen", "可用不可见", "可用不可見"),
    "denied": ("denied", "不得使用", "不得使用"),
    "approvals": ("approvals", "审批环节", "審批環節"),
    "within": ("answer within", "答复时限", "答覆時限"),
    "supply_within": ("supplied within", "提供时限", "提供時限"),
    "retention": ("kept at most", "保存期限", "保存期限"),
    "beyond": ("fields beyond the purpose", "超出用途的数据项", "超出用途的數據項"),
    "basis": ("legal basis", "法律依据", "法律依據"),
    "flag": ("noted", "提示", "提示"),
    "no_attribute": (
        "the catalogue gives no sharing attribute: treated as conditional",
        "目录未注明共享属性，按有条件共享处理",
        "目錄未註明共享屬性，按有條件共享處理",
    ),
    "no_basis": (
        "not shared without a legal basis: treated as conditional",
        "不予共享未写明法律依据，按有条件共享处理",
        "不予共享未寫明法律依據，按有條件共享處理",
    ),
    "not_listed": (
        "not in the catalogue: treated as conditional",
        "未列入目录，按有条件共享处理",
        "未列入目錄，按有條件共享處理",
    ),
    "refusal_without_basis": (
        "refused without a legal basis: does not count, may be disputed",
        "拒绝未写明法律依据，不生效，可提请协调",
        "拒絕未寫明法律依據，不生效，可提請協調",
    ),
    "allow": ("allowed", "准予", "准予"),
    "deny": ("not allowed", "不准", "不准"),
    "needs_evidence": ("to be asked first", "须先查明", "須先查明"),
    "under": (
        "{item}: {answer}, grant {grant}",
        "{item}：{answer}，授权 {grant}",
        "{item}：{answer}，授權 {grant}",
    ),
    "not_under": ("{item}: {answer}", "{item}：{answer}", "{item}：{answer}"),
    "no_grant": ("no grant is given", "没有授权", "沒有授權"),
    "reason": ("grant {grant}: {why}", "授权 {grant}：{why}", "授權 {grant}：{why}"),
    "subject": ("of another person: {beyond}", "授权人不同：{beyond}", "授權人不同：{beyond}"),
    "class": (
        "class of data not granted: {beyond}",
        "数据类未授权：{beyond}",
        "數據類未授權：{beyond}",
    ),
    "purpose": ("purpose not granted: {beyond}", "用途未授权：{beyond}", "用途未授權：{beyond}"),
    "recipient": (
        "recipient not granted: {beyond}",
        "接收部门未授权：{beyond}",
        "接收部門未授權：{beyond}",
    ),
    "matter": ("another matter: {beyond}", "事项不同：{beyond}", "事項不同：{beyond}"),
    "stage": ("stage not granted: {beyond}", "环节未授权：{beyond}", "環節未授權：{beyond}"),
    "field": ("fields not granted: {beyond}", "数据项未授权：{beyond}", "數據項未授權：{beyond}"),
    "not_begun": ("begins on {beyond}", "{beyond} 起才有效", "{beyond} 起才有效"),
    "expired": ("expired after {beyond}", "{beyond} 之后失效", "{beyond} 之後失效"),
    "closed": (
        "the matter was closed on {beyond}",
        "事项已于 {beyond} 办结",
        "事項已於 {beyond} 辦結",
    ),
    "withdrawn": ("withdrawn since {since}", "自 {since} 起已撤回", "自 {since} 起已撤回"),
    "asks": ("not known: {facts}", "未知：{facts}", "未知：{facts}"),
    "state": ("state", "状态", "狀態"),
    "not_asked": ("not asked yet", "尚未申请", "尚未申請"),
    "waiting_supplement": ("waits for supplement", "等待补正", "等待補正"),
    "in_approval": ("in approval", "审批中", "審批中"),
    "overdue": ("overdue, not yet escalated", "超期未答，应提请决定", "超期未答，應提請決定"),
    "escalated": ("with the data authority", "已提请数据主管部门", "已提請數據主管部門"),
    "approved": ("agreed to, to be supplied", "已同意，待提供", "已同意，待提供"),
    "supplied": ("supplied", "已提供", "已提供"),
    "refusal_void": ("refused without a basis", "拒绝无依据", "拒絕無依據"),
    "disputed": ("disputed", "争议处理中", "爭議處理中"),
    "undetermined": ("not settled which rule applies", "适用规则未定", "適用規則未定"),
    "stopped": ("stopped by the gate", "安全闸门拦截", "安全閘門攔截"),
    "complete_since": ("complete since", "材料齐备日", "材料齊備日"),
    "late_notice": (
        "what is missing was told too late or twice: the clock runs from the request",
        "一次告知逾期或重复，时限自申请日起算",
        "一次告知逾期或重複，時限自申請日起算",
    ),
    "due": ("answer due", "答复期限", "答覆期限"),
    "silent": ("did not answer in time", "逾期未答复", "逾期未答覆"),
    "next": ("next", "下一步", "下一步"),
    "do:supplement": ("{who} supplements the request", "{who}补正申请", "{who}補正申請"),
    "do:answer": ("{who} answers", "{who}答复", "{who}答覆"),
    "do:escalate": ("{who} takes the request to {to}", "{who}提请{to}决定", "{who}提請{to}決定"),
    "do:decide": ("{who} decides", "{who}作出决定", "{who}作出決定"),
    "do:supply": ("{who} supplies the data", "{who}提供数据", "{who}提供數據"),
    "do:mediate": ("{who} mediates", "{who}协调争议", "{who}協調爭議"),
    "do:correct": ("{who} mends the data", "{who}校核更正", "{who}校核更正"),
    "do:ask": ("find out: {who}", "查明：{who}", "查明：{who}"),
    "by": (" by {day}", "，不晚于 {day}", "，不晚於 {day}"),
    "step": (
        "step {n}, {who}: due {due}, {status}",
        "第 {n} 步，{who}：不晚于 {due}，{status}",
        "第 {n} 步，{who}：不晚於 {due}，{status}",
    ),
    "agreed": ("agreed", "同意", "同意"),
    "agreed_late": ("agreed late", "逾期同意", "逾期同意"),
    "open": ("open", "待答复", "待答覆"),
    "silent_step": ("no answer in time", "逾期未答", "逾期未答"),
    "not_begun_step": ("not begun", "未开始", "未開始"),
    "unused_extension": ("extension does not count", "延期不生效", "延期不生效"),
    "released": ("may be released", "可以提供", "可以提供"),
    "yes": ("yes", "是", "是"),
    "no": ("no", "否", "否"),
    "expect:order": ("a day not before {day}", "不早于 {day} 的日期", "不早於 {day} 的日期"),
    "expect:steps": (
        "at most {n} steps, as the rule has",
        "不超过规则所定的 {n} 步",
        "不超過規則所定的 {n} 步",
    ),
    "expect:granted": (
        "one of the data classes that the grant is for",
        "该授权所列的数据类之一",
        "該授權所列的數據類之一",
    ),
    "expect:once": ("each grant once", "每项授权一条", "每項授權一條"),
    "expect:asked": ("the day of the request", "申请日期", "申請日期"),
}


def line(key: str, value: object, language: str) -> str:
    """A label and what it says."""
    colon = (": ", "：", "：")[COLUMN[language]]
    return f"{phrase(TEXTS, key, language)}{colon}{value}"


def listed(words: Iterable[object], language: str) -> str:
    """Words in a list."""
    return (", ", "、", "、")[COLUMN[language]].join(map(str, words))


def lines(pairs: Iterable[tuple[str, object]], language: str) -> Iterator[str]:
    """A line for every label that says something."""
    for key, value in pairs:
        if value not in (None, "", ()):
            yield line(key, value, language)
