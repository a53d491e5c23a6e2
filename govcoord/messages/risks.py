"""Texts of ``govcoord risks``: English, simplified and traditional Chinese."""

from __future__ import annotations

RISKS: dict[str, tuple[str, str, str]] = {
    "risks.help": (
        "Show the risks of a register, the highest first: where each stands in every case of a file, which triggers hold, how far it may rise and what is still to find out.\n\nWithout --cases, where they stand while nothing is known of any trigger.",
        "列出登记册中的风险，由高到低：在文件的每件案件中现为几级、哪些触发情形成立、还可能升到哪里、还需查明什么。\n\n不写 --cases 时，列出各触发情形均未知时的等级。",
        "列出登記冊中的風險，由高到低：在檔案的每件案件中現為幾級、哪些觸發情形成立、還可能升到哪裡、還需查明什麼。\n\n不寫 --cases 時，列出各觸發情形均未知時的等級。",
    ),
    "error.no_risks": (
        "these rulesets have no risk register (kind `risk_register`)",
        "这些规则中没有风险登记册（`risk_register`）",
        "這些規則中沒有風險登記冊（`risk_register`）",
    ),
    "risks.case": ("Case {name}", "案件 {name}", "案件 {name}"),
    "risks.risk": ("risk", "风险", "風險"),
    "risks.category": ("category", "类别", "類別"),
    "risks.owner": ("owner", "责任单位", "責任單位"),
    "risks.inherent": ("inherent", "固有等级", "固有等級"),
    "risks.current": ("now", "现在", "現在"),
    "risks.may_rise": ("may rise to", "可能升至", "可能升至"),
    "risks.triggers": ("triggers that hold", "已成立的触发情形", "已成立的觸發情形"),
    "risks.ask": ("to find out", "待查明", "待查明"),
}
