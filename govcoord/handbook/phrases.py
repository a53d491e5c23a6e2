"""Phrases of a handbook in en, zh-Hans, zh-Hant."""

from __future__ import annotations

from typing import Final

from govcoord.handbook.kind_words import KINDS

_PHRASES: Final[dict[str, tuple[str, str, str]]] = {
    # name: (en, zh-Hans, zh-Hant)
    "yes": ("yes", "是", "是"),
    "no": ("no", "否", "否"),
    "list": (", ", "、", "、"),
    "pair": ("{}: {}", "{}：{}", "{}：{}"),
    "and": ("; ", "；", "；"),
    "or": (" or ", "或", "或"),
    "joined": ("({} {})", "（{}{}）", "（{}{}）"),
    "value of": ('the value of "{}"', "取“{}”的值", "取「{}」的值"),
    "all of": ("all of these:", "全部满足：", "全部滿足："),
    "any of": ("one of these:", "满足任一项：", "滿足任一項："),
    "not of": ("none of these:", "均不满足：", "均不滿足："),
    "entry": ("entry", "名称与编号", "名稱與編號"),
    "details": ("details", "其他规定", "其他規定"),
    "title": ("Handbook of the rules", "规则工作手册", "規則工作手冊"),
    "title of": ("Handbook: {}", "{}工作手册", "{}工作手冊"),
    "contents": ("Contents", "目录", "目錄"),
    "digest": ("fingerprint of the rulesets", "规则内容指纹", "規則內容指紋"),
    "as of": ("as of", "截止日期", "截止日期"),
    "documents": ("documents", "文件数", "文件數"),
    "rules": ("rules", "规则条数", "規則條數"),
    "kinds": ("kinds of documents", "文件类别数", "文件類別數"),
    "parameters count": ("parameters", "政策参数", "政策參數"),
    "open count": ("of them to be settled", "其中待确定", "其中待確定"),
    "preface": (
        "This handbook is made from the rulesets alone. It says what they say "
        "and adds nothing; where it and the rulesets differ, the rulesets hold.",
        "本手册由规则文件自动生成，只转述规则，不作增补；如与规则文件不一致，以规则文件为准。",
        "本手冊由規則文件自動生成，只轉述規則，不作增補；如與規則文件不一致，以規則文件為準。",
    ),
    "preface default": (
        "Values marked as defaults were chosen so that the rules can be used; "
        "the owner of the policy has still to settle them.",
        "标为“缺省值”的取值只为规则能够运行而设，尚待主管单位确定。",
        "標為「缺省值」的取值只為規則能夠運行而設，尚待主管單位確定。",
    ),
    "chapter parameters": ("Parameters of the policy", "政策参数", "政策參數"),
    "parameters text": (
        "Each choice of the policy has a name and one place; the rules refer to "
        "it. The table says who made each choice.",
        "政策中的每项取值只在一处规定，规则按名称引用。下表列明各项取值由谁确定。",
        "政策中的每項取值只在一處規定，規則按名稱引用。下表列明各項取值由誰確定。",
    ),
    "number": ("number", "编号", "編號"),
    "name": ("name", "名称", "名稱"),
    "value": ("value", "取值", "取值"),
    "basis": ("chosen by", "确定依据", "確定依據"),
    "source": ("source", "依据", "依據"),
    "note": ("note", "说明", "說明"),
    "bounds": ("bounds", "允许范围", "允許範圍"),
    "at least": ("at least {}", "不低于{}", "不低於{}"),
    "at most": ("at most {}", "不超过{}", "不超過{}"),
    "options": ("one of {}", "可选{}", "可選{}"),
    "set by": ("set by {} (declared: {})", "由{}设定（原值：{}）", "由{}設定（原值：{}）"),
    "open": ("Open questions", "待确定的问题", "待確定的問題"),
    "open text": (
        "The plan does not answer these; the value used meanwhile stands beside each.",
        "方案未作规定、须由主管单位答复的问题；答复前暂按所列取值执行。",
        "方案未作規定、須由主管單位答覆的問題；答覆前暫按所列取值執行。",
    ),
    "question": ("question", "问题", "問題"),
    "meanwhile": ("meanwhile", "暂行取值", "暫行取值"),
    "chapter words": ("Vocabulary", "词汇表", "詞彙表"),
    "words text": (
        "Rules and cases speak of these facts only, in these words.",
        "规则和案件只使用下列事实和用词。",
        "規則和案件只使用下列事實和用詞。",
    ),
    "departments tree": ("Departments", "部门", "部門"),
    "lists": ("Lists of values", "取值表", "取值表"),
    "facts": ("Facts of a case", "案件事实", "案件事實"),
    "facts of": ("Facts of each: {}", "逐项事实：{}", "逐項事實：{}"),
    "fact": ("fact", "事实", "事實"),
    "type": ("type", "类型", "類型"),
    "unit": ("unit", "单位", "單位"),
    "values": ("values", "取值", "取值"),
    "given": ("comes from", "来源", "來源"),
    "by case": ("the case", "案件填报", "案件填報"),
    "by table": ("rules: {}", "由规则得出：{}", "由規則得出：{}"),
    "by formula": ("worked out: {}", "推算：{}", "推算：{}"),
    "calendar": ("Working days", "工作日", "工作日"),
    "calendar text": (
        "Working days of {0}; holidays and make-up days of the years {1} are known.",
        "按{0}的工作日计算；已收录{1}年的节假日和调休安排。",
        "按{0}的工作日計算；已收錄{1}年的節假日和調休安排。",
    ),
    "calendar none": (
        "Working days of {0}; no year is known, so nothing can be counted in workdays.",
        "按{0}的工作日计算；尚无任何年度的安排，因此不能按工作日计算。",
        "按{0}的工作日計算；尚無任何年度的安排，因此不能按工作日計算。",
    ),
    "changed on": ("additional working days: {}", "另定工作日：{}", "另定工作日：{}"),
    "changed off": ("additional days off: {}", "另定休息日：{}", "另定休息日：{}"),
    "under": ("belongs to", "上级", "上級"),
    "level": ("level", "层级", "層級"),
    "aliases": ("also called", "别名", "別名"),
    "general text": ('Documents of the kind "{}".', "类别为“{}”的文件。", "類別為「{}」的文件。"),
    "owner": ("owner", "主管单位", "主管單位"),
    "in force": ("in force", "施行期间", "施行期間"),
    "from to": ("{} to {}", "{}至{}", "{}至{}"),
    "from": ("from {}", "自{}起", "自{}起"),
    "until": ("until {}", "至{}止", "至{}止"),
    "by date": ("(by the date of: {})", "（以“{}”为准）", "（以「{}」為準）"),
    "where": ("applies in", "适用地区", "適用地區"),
    "below": ("{} with all below it", "{}及其下辖地区", "{}及其下轄地區"),
    "stage": ("stage", "状态", "狀態"),
    "extends": ("general document", "所依据的总体文件", "所依據的總體文件"),
    "special rules": ("special rules", "特别规则", "特別規則"),
    "review": ("review", "评估", "評估"),
    "every": ("every {}", "每{}", "每{}"),
    "last review": ("last on {}", "上次：{}", "上次：{}"),
    "due": ("next by {}", "下次不迟于{}", "下次不遲於{}"),
    "state current": ("current", "有效", "有效"),
    "state due_soon": ("due soon", "即将到期", "即將到期"),
    "state overdue": ("overdue", "已逾期", "已逾期"),
    "state undated": ("no day can be told", "无法推算日期", "無法推算日期"),
    "written in": ("file", "所在文件", "所在文件"),
    "chapter matrix": ("Who leads and who supports", "部门职责矩阵", "部門職責矩陣"),
    "matrix text": (
        "A filled dot (●) leads, an open one (○) supports. One row for each "
        "rule; its exact conditions stand with the rule.",
        "● 牵头，○ 配合。每条牵头规则一行，具体适用情形见该规则。",
        "● 牽頭，○ 配合。每條牽頭規則一行，具體適用情形見該規則。",
    ),
    "matrix rule": ("matter or field", "事项或领域", "事項或領域"),
    "by department": ("By department", "按部门", "按部門"),
    "leads": ("leads in", "牵头", "牽頭"),
    "supports": ("supports in", "配合", "配合"),
    "chapter contradictions": (
        "Where the plan does not agree with itself",
        "方案前后不一致之处",
        "方案前後不一致之處",
    ),
    "contradictions text": (
        "Found by the check of the rulesets. Nothing is settled here: both "
        "places stand until the owner decides.",
        "由规则检查发现。此处只作提示，不作取舍；在主管单位决定之前，两处表述并存。",
        "由規則檢查發現。此處只作提示，不作取捨；在主管單位決定之前，兩處表述並存。",
    ),
    "finding": ("finding", "不一致之处", "不一致之處"),
    "advice": ("what to do", "处理建议", "處理建議"),
    "chapter index": ("Index", "索引", "索引"),
    "by source": ("By section of the source", "按依据条款", "按依據條款"),
    "by source text": (
        "Which rules rest on which section.",
        "各条款对应的规则。",
        "各條款對應的規則。",
    ),
    "section": ("section", "条款", "條款"),
    "rules there": ("rules", "规则", "規則"),
    "no source": ("no section named", "未注明条款", "未註明條款"),
    "department": ("department", "部门", "部門"),
    "named in": ("named in", "所涉规则", "所涉規則"),
    "chapter check": ("Appendix: what the check noted", "附录：规则检查提示", "附錄：規則檢查提示"),
    "check text": (
        "Notes on the rulesets that are no errors.",
        "以下为检查给出的提示，不是错误。",
        "以下為檢查給出的提示，不是錯誤。",
    ),
    "check none": ("The check noted nothing.", "检查没有提示。", "檢查沒有提示。"),
    "check not": (
        "The check was not run for this handbook.",
        "编制本手册时没有运行检查。",
        "編制本手冊時沒有運行檢查。",
    ),
    "code": ("code", "代码", "代碼"),
    "place": ("place", "位置", "位置"),
    "chapter files": ("Documents", "文件", "文件"),
    "example": ("for example: {}", "例如：{}", "例如：{}"),
    "severity error": ("error", "错误", "錯誤"),
    "severity warning": ("warning", "警告", "警告"),
    "severity note": ("note", "提示", "提示"),
    "drawn": ("Course", "流程图", "流程圖"),
    "course": (
        "{0} steps; the longest chain takes {1}, the limit is {2}",
        "共{0}个环节，最长一路需{1}，时限为{2}",
        "共{0}個環節，最長一路需{1}，時限為{2}",
    ),
    "course most": (
        "{0} steps; the longest chain takes at most {1}, the limit is {2}",
        "共{0}个环节，最长一路至多{1}，时限为{2}",
        "共{0}個環節，最長一路至多{1}，時限為{2}",
    ),
    "ladder": (
        "{} steps; who decides at each, and when a question goes up",
        "共{}级；各级由谁决定，何时上报上一级",
        "共{}級；各級由誰決定，何時上報上一級",
    ),
    "ladder start": ("a referral begins here", "移送案件由此开始", "移送案件由此開始"),
    "parties": ("the parties", "争议各方", "爭議各方"),
    "unsettled": ("if not settled", "未决上报", "未決上報"),
    "goes up": ("after {}", "满{}未决", "滿{}未決"),
    "overdue up": ("overdue after {}", "满{}为逾期", "滿{}為逾期"),
    "critical": ("on the longest chain", "最长一路", "最長一路"),
    "slack": ("may be late without delaying the whole", "可顺延而不影响全程", "可順延而不影響全程"),
    "unit axis": ("{} from the start", "自起算之日起（{}）", "自起算之日起（{}）"),
}
_COLUMNS: Final = {"en": 0, "zh-Hans": 1, "zh-Hant": 2}


def say(name: str, language: str, *args: object) -> str:
    """A phrase in a language."""
    phrase = _PHRASES[name][_COLUMNS[language]]
    return phrase.format(*args) if args else phrase


def kind_title(kind: str, language: str) -> str:
    """What documents of a kind are called; the kind itself for one that is not ours."""
    known = KINDS.get(kind)
    return known[0][_COLUMNS[language]] if known else kind.replace("_", " ")


def kind_text(kind: str, language: str) -> str:
    """What documents of a kind decide."""
    known = KINDS.get(kind)
    if known is None:
        return say("general text", language, kind_title(kind, language))
    return known[1][_COLUMNS[language]]
