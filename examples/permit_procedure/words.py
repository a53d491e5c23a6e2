"""What the example prints, in three languages."""

LANGUAGES = ("en", "zh-Hans", "zh-Hant")

SAID = {
    "head": ("{n} cases as of {day}", "{n} 件，截至{day}", "{n} 件，截至{day}"),
    "refused": ("  {n} refused: {why}", "  拒绝 {n} 件：{why}", "  拒絕 {n} 件：{why}"),
    "state": (
        "  {n:>5}  {status}, {light}",
        "  {n:>5}  {status}，{light}",
        "  {n:>5}  {status}，{light}",
    ),
    "holder": (
        "  {n:>5}  open steps with {who}, {late} of them overdue",
        "  {n:>5}  个在办环节在{who}，其中超期 {late} 个",
        "  {n:>5}  個在辦環節在{who}，其中超期 {late} 個",
    ),
    "test": (
        "forecast of {open} open cases, looking back from what came of them:",
        "对 {open} 件在办案件的推算，与后来的结果对照：",
        "對 {open} 件在辦案件的推算，與後來的結果對照：",
    ),
    "both": (
        "  {n:>5}  foretold late, and late",
        "  {n:>5}  推算超期，确实超期",
        "  {n:>5}  推算超期，確實超期",
    ),
    "false": (
        "  {n:>5}  foretold late, and in time",
        "  {n:>5}  推算超期，按期办结",
        "  {n:>5}  推算超期，按期辦結",
    ),
    "missed": (
        "  {n:>5}  foretold in time, and late",
        "  {n:>5}  推算按期，后来超期",
        "  {n:>5}  推算按期，後來超期",
    ),
    "fine": (
        "  {n:>5}  foretold in time, and in time",
        "  {n:>5}  推算按期，按期办结",
        "  {n:>5}  推算按期，按期辦結",
    ),
    "open": (
        "  {n:>5}  not finished in the log",
        "  {n:>5}  日志中没有办结",
        "  {n:>5}  日誌中沒有辦結",
    ),
    "finished": ("finished", "已办结", "已辦結"),
    "running": ("under way", "办理中", "辦理中"),
    "not_received": ("not received yet", "尚未收件", "尚未收件"),
    "green": ("green", "绿灯", "綠燈"),
    "yellow": ("yellow", "黄灯", "黃燈"),
    "red": ("red", "红灯", "紅燈"),
    "None": ("no light", "无灯", "無燈"),
}
