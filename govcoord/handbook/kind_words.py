"""What each kind of document is for: its title and a sentence, in en, zh-Hans, zh-Hant."""

from __future__ import annotations

from typing import Final

KINDS: Final[dict[str, tuple[tuple[str, str, str], tuple[str, str, str]]]] = {
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
    "matching": (
        ("Matching of requests", "需求匹配", "需求匹配"),
        (
            "Says which words of a request speak for which matter and department, and how sure "
            "an answer must be before a person need not be asked.",
            "规定诉求中的哪些词指向哪个事项和部门，以及把握多大才不必请人判断。",
            "規定訴求中的哪些詞指向哪個事項和部門，以及把握多大才不必請人判斷。",
        ),
    ),
    "risk_register": (
        ("Register of risks", "风险登记", "風險登記"),
        (
            "Lists the risks with their likelihood and impact, what raises them, who owns them "
            "and what is done.",
            "登记各项风险的可能性和影响、何种情形下升高、由谁负责、如何应对。",
            "登記各項風險的可能性和影響、何種情形下升高、由誰負責、如何應對。",
        ),
    ),
}
