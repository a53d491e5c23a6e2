"""Phrases of a handbook in en, zh-Hans, zh-Hant, and what each kind of document is for."""

from __future__ import annotations

from typing import Final

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
_KINDS: Final[dict[str, tuple[tuple[str, str, str], tuple[str, str, str]]]] = {
    # kind: its title, what its documents decide
    "vocabulary": (
        ("Vocabulary", "词汇表", "詞彙表"),
        ("Words that rules and cases use.", "规定规则和案件的用词。", "規定規則和案件的用詞。"),
    ),
    "parameters": (
        ("Parameters of the policy", "政策参数", "政策參數"),
        (
            "Choices of the policy that rules refer to by name.",
            "规则按名称引用的政策取值。",
            "規則按名稱引用的政策取值。",
        ),
    ),
    "table": (
        ("Decision tables", "决定表", "決定表"),
        (
            "Each table gives conclusions from the facts of a case: the rules whose "
            "conditions hold say what follows.",
            "每张表由案件事实得出结论：哪条规则的适用情形成立，就按哪条得出结论。",
            "每張表由案件事實得出結論：哪條規則的適用情形成立，就按哪條得出結論。",
        ),
    ),
    "negative_list": (
        ("Negative list", "负面清单", "負面清單"),
        (
            "Says which matters no department may handle alone, and which "
            "departments must take part at least. What is not listed may be handled "
            "jointly, and need not be.",
            "列明不得由一个部门单独办理的事项，以及至少须参与的部门。未列入的事项可以协同办理，但不强制。",
            "列明不得由一個部門單獨辦理的事項，以及至少須參與的部門。未列入的事項可以協同辦理，但不強制。",
        ),
    ),
    "policy_norms": (
        ("Norms of departments", "政策规范", "政策規範"),
        (
            "Says which rules the departments have laid down, so that those which "
            "cannot both be obeyed are found.",
            "列明各部门制定的规范，用于发现不能同时遵守的规定。",
            "列明各部門制定的規範，用於發現不能同時遵守的規定。",
        ),
    ),
    "lead_responsibility": (
        ("Who leads", "牵头负责制", "牽頭負責制"),
        (
            "Says which one department leads in a matter, which ones support it and "
            "with what duties, and what happens when the rules do not settle it.",
            "确定每件事项的一个牵头部门、各配合部门及其职责，以及规则不能确定时如何处理。",
            "確定每件事項的一個牽頭部門、各配合部門及其職責，以及規則不能確定時如何處理。",
        ),
    ),
    "accountability": (
        ("Accountability", "问责与容错", "問責與容錯"),
        (
            "Says when the lead and the departments that failed to coordinate may be "
            "held to account, what exempts them, and which measure is proposed. It "
            "makes proposals with grounds; the competent authority decides.",
            "规定主责部门和协调不力部门在何种情形下问责、何种情形免责、建议何种措施。只提出有依据的建议，由有权机关决定。",
            "規定主責部門和協調不力部門在何種情形下問責、何種情形免責、建議何種措施。只提出有依據的建議，由有權機關決定。",
        ),
    ),
    "procedure": (
        ("Procedures", "办理程序", "辦理程序"),
        (
            "Says by which steps a matter is handled, who answers for each, within "
            "what time, and with which papers.",
            "规定事项经过哪些环节办理，各环节由谁负责、在多长时间内完成、需要哪些材料。",
            "規定事項經過哪些環節辦理，各環節由誰負責、在多長時間內完成、需要哪些材料。",
        ),
    ),
    "cadence": (
        ("Recurring duties", "定期职责", "定期職責"),
        (
            "Says what is due week by week, month by month, quarter by quarter, and from whom.",
            "规定每周、每月、每季应完成什么、由谁完成。",
            "規定每週、每月、每季應完成什麼、由誰完成。",
        ),
    ),
    "scorecard": (
        ("Scorecards", "评分表", "評分表"),
        (
            "Says how figures become scores: what is measured, with which weight, "
            "how it is scored, and which grade follows.",
            "规定如何由数据得出评分：考核什么、权重多少、怎样计分、评为何等次。",
            "規定如何由數據得出評分：考核什麼、權重多少、怎樣計分、評為何等次。",
        ),
    ),
    "cost_sharing": (
        ("Sharing of costs", "成本分担", "成本分擔"),
        (
            "Says how the cost of a joint project is divided among the departments.",
            "规定跨部门项目的成本如何在各部门之间分担。",
            "規定跨部門項目的成本如何在各部門之間分擔。",
        ),
    ),
    "fund_pool": (
        ("Pools of funds", "资金池", "資金池"),
        (
            "Says which applications a common pool pays for, and up to which amount.",
            "规定共同资金支持哪些申请、支持到多少金额。",
            "規定共同資金支持哪些申請、支持到多少金額。",
        ),
    ),
    "awards": (
        ("Awards", "评选奖励", "評選獎勵"),
        (
            "Says who may apply for an award, how applications are ranked, and how "
            "many are chosen.",
            "规定谁可申报、如何排序、选出多少。",
            "規定誰可申報、如何排序、選出多少。",
        ),
    ),
    "committee": (
        ("Committees", "议事规则", "議事規則"),
        (
            "Says who sits on a body, when it can decide, and by which majority.",
            "规定议事机构由谁组成、何时可以议定、以何种多数通过。",
            "規定議事機構由誰組成、何時可以議定、以何種多數通過。",
        ),
    ),
    "targets": (
        ("Targets", "目标", "目標"),
        (
            "Says which figure must be reached by when, and how it is measured.",
            "规定何时达到何种数值，以及如何衡量。",
            "規定何時達到何種數值，以及如何衡量。",
        ),
    ),
    "data_sharing": (
        ("Sharing of data", "数据共享", "數據共享"),
        (
            "Says which data are shared with whom, for what purpose, on which "
            "conditions, and within what time.",
            "规定哪些数据、为何用途、在何种条件下、于多长时间内向谁共享。",
            "規定哪些數據、為何用途、在何種條件下、於多長時間內向誰共享。",
        ),
    ),
    "similarity": (
        ("Similar cases", "相似案件", "相似案件"),
        (
            "Says which facts make a past case similar to another, and how much each weighs.",
            "规定按哪些事实判断既往案件是否相似，各占多大权重。",
            "規定按哪些事實判斷既往案件是否相似，各佔多大權重。",
        ),
    ),
    "panel": (
        ("Panels of experts", "专家遴选", "專家遴選"),
        (
            "Says who may sit in a panel for a matter, in what order experts are taken, "
            "and how the panel has to be composed.",
            "规定哪些专家可以参加某一事项的论证、按什么次序选取、构成须满足哪些要求。",
            "規定哪些專家可以參加某一事項的論證、按什麼次序選取、構成須滿足哪些要求。",
        ),
    ),
    "standards": (
        ("Standards", "标准", "標準"),
        (
            "Says what departments, offices and persons must meet, and by when a "
            "shortfall must be mended.",
            "规定部门、岗位和人员须达到的标准，以及不足时的整改期限。",
            "規定部門、崗位和人員須達到的標準，以及不足時的整改期限。",
        ),
    ),
    "escalation": (
        ("Escalation and emergencies", "提级与应急", "提級與應急"),
        (
            "Says to whom a dispute, a delay or an emergency goes next, and within what time.",
            "规定争议、延误和紧急情况逐级提交给谁、在多长时间内处理。",
            "規定爭議、延誤和緊急情況逐級提交給誰、在多長時間內處理。",
        ),
    ),
    "service_rating": (
        ("Ratings of service", "好差评", "好差評"),
        (
            "Says what follows from ratings by those served: when they are called "
            "back, and by when a bad rating is put right.",
            "规定群众评价之后如何处理：何时回访、差评在多长时间内整改。",
            "規定群眾評價之後如何處理：何時回訪、差評在多長時間內整改。",
        ),
    ),
    "register": (
        ("Registers", "台账", "臺賬"),
        (
            "Says what each entry must hold, what is due by when, how long it is valid, "
            "and who may see what of it.",
            "规定每个条目须填什么、何时须办什么、有效多久，以及谁可以看到什么。",
            "規定每個條目須填什麼、何時須辦什麼、有效多久，以及誰可以看到什麼。",
        ),
    ),
    "intake": (
        ("Intake of reports", "受理归并", "受理歸併"),
        (
            "Says which reports of all channels are of one event and make one ticket, and by "
            "when it is settled and its reporters answered.",
            "规定各渠道的哪些反映算同一事件、归为一张工单，以及多长时间内办结和回复。",
            "規定各渠道的哪些反映算同一事件、歸為一張工單，以及多長時間內辦結和回覆。",
        ),
    ),
    "consultation": (
        ("Public consultation", "公开征求意见", "公開徵求意見"),
        (
            "Says how long the public is consulted, what is published, and by when each "
            "opinion is answered.",
            "规定公开征求意见多长时间、公布哪些内容、每条意见多长时间内反馈。",
            "規定公開徵求意見多長時間、公布哪些內容、每條意見多長時間內反饋。",
        ),
    ),
    "survey": (
        ("Surveys and appraisals", "调查与评议", "調查與評議"),
        (
            "Says how answers of a survey count, of how many a rate is told, and with which "
            "margin of error.",
            "规定调查的各选项怎样计、多少份起给出比率、误差按何种置信水平计算。",
            "規定調查的各選項怎樣計、多少份起給出比率、誤差按何種信賴水準計算。",
        ),
    ),
    "inspection": (
        ("Inspections", "督查检查", "督查檢查"),
        (
            "Says which cases are inspected, how a sample is drawn, and how often a "
            "place may be visited.",
            "规定检查哪些案件、如何抽查、多久可检查一次。",
            "規定檢查哪些案件、如何抽查、多久可檢查一次。",
        ),
    ),
    "gate": (
        ("Gates and findings", "准入与认定", "準入與認定"),
        (
            "Says which items must be met, which red lines rule everything out, how old "
            "evidence may be, and which outcome follows.",
            "规定哪些项目必须通过、哪些红线一票否决、证据多久失效，以及得出哪种结论。",
            "規定哪些項目必須通過、哪些紅線一票否決、證據多久失效，以及得出哪種結論。",
        ),
    ),
}
_COLUMNS: Final = {"en": 0, "zh-Hans": 1, "zh-Hant": 2}


def say(name: str, language: str, *args: object) -> str:
    """A phrase in a language."""
    phrase = _PHRASES[name][_COLUMNS[language]]
    return phrase.format(*args) if args else phrase


def kind_title(kind: str, language: str) -> str:
    """What documents of a kind are called; the kind itself for one that is not ours."""
    known = _KINDS.get(kind)
    return known[0][_COLUMNS[language]] if known else kind.replace("_", " ")


def kind_text(kind: str, language: str) -> str:
    """What documents of a kind decide."""
    known = _KINDS.get(kind)
    if known is None:
        return say("general text", language, kind_title(kind, language))
    return known[1][_COLUMNS[language]]
