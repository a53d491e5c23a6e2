"""GC1xx: reading YAML."""

from __future__ import annotations

from govcoord.codes.base import Code

_SYNTAX = (
    Code(
        "GC101",
        "error",
        ("cannot be read as YAML here: {problem}", None),
        ("此处不符合 YAML 写法：{problem}", None),
        ("此處不符合 YAML 寫法：{problem}", None),
    ),
    Code(
        "GC102",
        "error",
        ("expected `:` after `{text}`", "write a colon and a space between key and value"),
        ("`{text}` 后面缺少冒号 `:`", "名称和内容之间写半角冒号和一个空格"),
        ("`{text}` 後面缺少冒號 `:`", "名稱和內容之間寫半形冒號和一個空格"),
    ),
    Code(
        "GC103",
        "error",
        ("quote {quote} is opened but not closed", "close the text with the same quote {quote}"),
        ("引号 {quote} 没有配对", "在文字结尾补上同样的引号 {quote}"),
        ("引號 {quote} 沒有配對", "在文字結尾補上同樣的引號 {quote}"),
    ),
    Code(
        "GC104",
        "error",
        (
            "bracket `{bracket}` is opened but not closed, expected `,` or `{closing}`",
            "put `,` between the items and `{closing}` at the end",
        ),
        (
            "括号 `{bracket}` 没有配对，应有 `,` 或 `{closing}`",
            "各项之间写 `,`，结尾写 `{closing}`",
        ),
        (
            "括號 `{bracket}` 沒有配對，應有 `,` 或 `{closing}`",
            "各項之間寫 `,`，結尾寫 `{closing}`",
        ),
    ),
    Code(
        "GC105",
        "error",
        (
            "`{text}` does not fit the lines above it",
            "indent lines of one level alike, and end each key with `:`",
        ),
        ("`{text}` 与上面各行对不上", "同一层的各行缩进要相同，每个名称后面要有 `:`"),
        ("`{text}` 與上面各行對不上", "同一層的各行縮排要相同，每個名稱後面要有 `:`"),
    ),
    Code(
        "GC106",
        "error",
        ("second `: ` on one line in `{text}`", "put text that contains `: ` in quotes"),
        ("`{text}` 一行中出现了第二个 `: `", "含有 `: ` 的文字请加引号"),
        ("`{text}` 一行中出現了第二個 `: `", "含有 `: ` 的文字請加引號"),
    ),
    Code(
        "GC107",
        "error",
        ("text cannot start with `{char}`", "put the text in quotes"),
        ("文字不能以 `{char}` 开头", "请给这段文字加引号"),
        ("文字不能以 `{char}` 開頭", "請給這段文字加引號"),
    ),
    Code(
        "GC108",
        "error",
        ("tab used for indentation", "indent with spaces, two for each level"),
        ("缩进用了制表符（Tab）", "缩进请用空格，每层两个"),
        ("縮排用了定位字元（Tab）", "縮排請用空格，每層兩個"),
    ),
    Code(
        "GC109",
        "error",
        ("full-width `{wrong}` where YAML needs `{right}`", "type `{right}` instead"),
        ("此处用了全角 `{wrong}`，YAML 需要半角 `{right}`", "请改用半角符号 `{right}`"),
        ("此處用了全形 `{wrong}`，YAML 需要半形 `{right}`", "請改用半形符號 `{right}`"),
    ),
    Code(
        "GC110",
        "error",
        ("full-width space where YAML needs an ordinary space", "replace it by ordinary spaces"),
        ("此处用了全角空格，YAML 需要半角空格", "请改用半角空格"),
        ("此處用了全形空格，YAML 需要半形空格", "請改用半形空格"),
    ),
    Code(
        "GC111",
        "error",
        (
            "`{text}` has no space after its colon, so it is text and not a key with a value",
            "put a space after the colon",
        ),
        (
            "`{text}` 的冒号后面没有空格，会被当作一段文字，而不是名称和内容",
            "在冒号后面加一个空格",
        ),
        (
            "`{text}` 的冒號後面沒有空格，會被當作一段文字，而不是名稱和內容",
            "在冒號後面加一個空格",
        ),
    ),
    Code(
        "GC112",
        "error",
        ("unknown escape `{text}` in double quotes", "write `\\\\` for a backslash"),
        ("双引号中的转义 `{text}` 无法识别", "反斜杠请写成 `\\\\`"),
        ("雙引號中的跳脫字元 `{text}` 無法識別", "反斜線請寫成 `\\\\`"),
    ),
    Code(
        "GC113",
        "error",
        (
            "unexpected `{text}` after the end of a value",
            "put the whole value in one pair of quotes, or start a new line",
        ),
        ("内容已经结束，后面多出了 `{text}`", "用一对引号括住全部内容，或者另起一行"),
        ("內容已經結束，後面多出了 `{text}`", "用一對引號括住全部內容，或者另起一行"),
    ),
    Code(
        "GC114",
        "error",
        ("list starts on the line of its key", "start each `- ` on a line of its own"),
        ("列表与名称写在同一行", "每个 `- ` 请另起一行"),
        ("清單與名稱寫在同一行", "每個 `- ` 請另起一行"),
    ),
    Code(
        "GC115",
        "error",
        (
            "`{text}` has no space after its dash, so it is no item of a list",
            "put a space after the dash",
        ),
        ("`{text}` 的短横后面没有空格，不会当作列表的一项", "在短横后面加一个空格"),
        ("`{text}` 的短橫後面沒有空格，不會當作清單的一項", "在短橫後面加一個空格"),
    ),
)

_CHARACTERS = (
    Code(
        "GC120",
        "error",
        ("byte {byte} at position {offset} is not UTF-8", "save the file as UTF-8"),
        ("第 {offset} 个字节 {byte} 不是 UTF-8 编码", "请把文件另存为 UTF-8 编码"),
        ("第 {offset} 個位元組 {byte} 不是 UTF-8 編碼", "請把檔案另存為 UTF-8 編碼"),
    ),
    Code(
        "GC121",
        "error",
        ("file is {encoding}, expected UTF-8", "save the file as UTF-8"),
        ("文件是 {encoding} 编码，应为 UTF-8", "请把文件另存为 UTF-8 编码"),
        ("檔案是 {encoding} 編碼，應為 UTF-8", "請把檔案另存為 UTF-8 編碼"),
    ),
    Code(
        "GC122",
        "warning",
        ("file starts with a byte order mark", "save the file as UTF-8 without a byte order mark"),
        ("文件开头有字节顺序标记（BOM）", "请另存为“UTF-8（无 BOM）”"),
        ("檔案開頭有位元組順序記號（BOM）", "請另存為「UTF-8（無 BOM）」"),
    ),
    Code(
        "GC123",
        "error",
        ("control character {char} is not allowed", "delete it"),
        ("不允许使用控制字符 {char}", "请删除该字符"),
        ("不允許使用控制字元 {char}", "請刪除該字元"),
    ),
    Code(
        "GC124",
        "error",
        ("invisible character {char}", "delete it; it often comes along when text is pasted"),
        ("有看不见的字符 {char}", "请删除该字符，它常在粘贴文字时带入"),
        ("有看不見的字元 {char}", "請刪除該字元，它常在貼上文字時帶入"),
    ),
    Code(
        "GC125",
        "error",
        ("unusual line break {char}", "replace it by an ordinary line break"),
        ("有不常用的换行符 {char}", "请改用普通换行"),
        ("有不常用的換行字元 {char}", "請改用普通換行"),
    ),
    Code(
        "GC126",
        "error",
        ("file looks like {encoding}, expected UTF-8", "save the file as UTF-8"),
        ("文件看起来是 {encoding} 编码，应为 UTF-8", "请把文件另存为 UTF-8 编码"),
        ("檔案看起來是 {encoding} 編碼，應為 UTF-8", "請把檔案另存為 UTF-8 編碼"),
    ),
)

_STRUCTURE = (
    Code(
        "GC130",
        "error",
        ("key `{key}` is written twice", "keep one of the two"),
        ("名称 `{key}` 写了两次", "请只保留一个"),
        ("名稱 `{key}` 寫了兩次", "請只保留一個"),
    ),
    Code(
        "GC131",
        "error",
        (
            "key is not plain text: expected text, got {got:term}",
            "put text that starts with `{{` or `[` in quotes",
        ),
        ("名称应是文字，此处却是{got:term}", "以 `{{` 或 `[` 开头的文字请加引号"),
        ("名稱應是文字，此處卻是{got:term}", "以 `{{` 或 `[` 開頭的文字請加引號"),
    ),
    Code(
        "GC132",
        "error",
        ("tag `{tag}` is not allowed", "delete it; put text that starts with `!` in quotes"),
        ("不允许使用标签 `{tag}`", "请删除；以 `!` 开头的文字请加引号"),
        ("不允許使用標籤 `{tag}`", "請刪除；以 `!` 開頭的文字請加引號"),
    ),
    Code(
        "GC133",
        "error",
        ("merge key `<<` is not allowed", "write the keys out where they are needed"),
        ("不允许使用合并写法 `<<`", "请在需要的地方逐项写出"),
        ("不允許使用合併寫法 `<<`", "請在需要的地方逐項寫出"),
    ),
    Code(
        "GC134",
        "error",
        ("`*{name}` refers to nothing", "mark the value with `&{name}` before, or use quotes"),
        ("`*{name}` 没有对应的内容", "请先用 `&{name}` 标出内容，或者加引号"),
        ("`*{name}` 沒有對應的內容", "請先用 `&{name}` 標出內容，或者加引號"),
    ),
    Code(
        "GC135",
        "error",
        ("`*{name}` refers to a value that it is part of", "write the value out"),
        ("`*{name}` 引用了它自己所在的内容", "请直接写出内容"),
        ("`*{name}` 引用了它自己所在的內容", "請直接寫出內容"),
    ),
    Code(
        "GC136",
        "warning",
        (
            "full-width `{wrong}` in brackets does not separate anything",
            "write `{right}`, or put the text in quotes if `{wrong}` is meant",
        ),
        (
            "括号中的全角 `{wrong}` 不起分隔作用",
            "请改用半角 `{right}`；如确需 `{wrong}`，请加引号",
        ),
        (
            "括號中的全形 `{wrong}` 不起分隔作用",
            "請改用半形 `{right}`；如確需 `{wrong}`，請加引號",
        ),
    ),
)

_SURPRISES = (
    Code(
        "GC140",
        "error",
        (
            "other YAML readers make {meaning} of `{text}`",
            "write true or false (是 / 否), or put `{text}` in quotes if it is text",
        ),
        (
            "有的 YAML 工具会把 `{text}` 当作 {meaning}",
            "请写 true 或 false（是 / 否）；如果是文字，请给 `{text}` 加引号",
        ),
        (
            "有的 YAML 工具會把 `{text}` 當作 {meaning}",
            "請寫 true 或 false（是 / 否）；如果是文字，請給 `{text}` 加引號",
        ),
    ),
    Code(
        "GC141",
        "error",
        (
            "other YAML readers make the number {meaning} of `{text}`",
            "put a time in quotes: '{text}'",
        ),
        ("有的 YAML 工具会把 `{text}` 当作数字 {meaning}", "时间请加引号：'{text}'"),
        ("有的 YAML 工具會把 `{text}` 當作數字 {meaning}", "時間請加引號：'{text}'"),
    ),
    Code(
        "GC142",
        "error",
        (
            "other YAML readers make the number {meaning} of `{text}`",
            "put a code or number with leading zeros in quotes: '{text}', or write {decimal}",
        ),
        (
            "有的 YAML 工具会把 `{text}` 当作数字 {meaning}",
            "以 0 开头的编号请加引号：'{text}'；如果是数字，请写 {decimal}",
        ),
        (
            "有的 YAML 工具會把 `{text}` 當作數字 {meaning}",
            "以 0 開頭的編號請加引號：'{text}'；如果是數字，請寫 {decimal}",
        ),
    ),
    Code(
        "GC143",
        "error",
        (
            "other YAML readers make the number {meaning} of `{text}`",
            "write {meaning}, or put `{text}` in quotes if it is text",
        ),
        (
            "有的 YAML 工具会把 `{text}` 当作数字 {meaning}",
            "请写 {meaning}；如果是文字，请给 `{text}` 加引号",
        ),
        (
            "有的 YAML 工具會把 `{text}` 當作數字 {meaning}",
            "請寫 {meaning}；如果是文字，請給 `{text}` 加引號",
        ),
    ),
)

_LIMITS = (
    Code(
        "GC150",
        "error",
        ("file is larger than {limit} bytes", "split it into several files"),
        ("文件超过 {limit} 字节", "请拆分成几个文件"),
        ("檔案超過 {limit} 位元組", "請拆分成幾個檔案"),
    ),
    Code(
        "GC151",
        "error",
        ("nested more than {limit} levels deep", "write it with fewer levels"),
        ("嵌套超过 {limit} 层", "请减少层数"),
        ("巢狀超過 {limit} 層", "請減少層數"),
    ),
    Code(
        "GC152",
        "error",
        ("file holds more than {limit} values", "split it into several files"),
        ("文件内容超过 {limit} 项", "请拆分成几个文件"),
        ("檔案內容超過 {limit} 項", "請拆分成幾個檔案"),
    ),
    Code(
        "GC153",
        "error",
        ("references with `*` stand for more than {limit} values", "write the values out"),
        ("用 `*` 引用的内容合计超过 {limit} 项", "请直接写出内容"),
        ("用 `*` 引用的內容合計超過 {limit} 項", "請直接寫出內容"),
    ),
    Code(
        "GC154",
        "error",
        ("more than {limit} problems, reading stopped here", "solve the others first"),
        ("问题超过 {limit} 个，读到此处为止", "请先解决其他问题"),
        ("問題超過 {limit} 個，讀到此處為止", "請先解決其他問題"),
    ),
)

_FILES = (
    Code(
        "GC160",
        "error",
        ("file `{path}` does not exist", "check the name and the folder"),
        ("文件 `{path}` 不存在", "请检查文件名和文件夹"),
        ("檔案 `{path}` 不存在", "請檢查檔名和資料夾"),
    ),
    Code(
        "GC161",
        "error",
        ("expected a file, got the folder `{path}`", "name one file in it"),
        ("`{path}` 是文件夹，此处需要文件", "请写明其中的一个文件"),
        ("`{path}` 是資料夾，此處需要檔案", "請寫明其中的一個檔案"),
    ),
    Code(
        "GC162",
        "error",
        ("cannot read file `{path}`: {reason}", "check who may read the file"),
        ("无法读取文件 `{path}`：{reason}", "请检查文件的读取权限"),
        ("無法讀取檔案 `{path}`：{reason}", "請檢查檔案的讀取權限"),
    ),
    Code(
        "GC163",
        "warning",
        ("file holds nothing", "delete it, or write something in it"),
        ("文件没有内容", "请删除文件或补上内容"),
        ("檔案沒有內容", "請刪除檔案或補上內容"),
    ),
    Code(
        "GC164",
        "warning",
        (
            "file looks like rules but was not read: its name does not end in `.yaml`",
            "rename it so that it ends in `.yaml`; Windows may hide a `.txt` behind that",
        ),
        (
            "文件像是规则，但没有读：文件名不是以 `.yaml` 结尾",
            "请改名，使它以 `.yaml` 结尾；Windows 可能隐藏了后面的 `.txt`，请先显示扩展名",
        ),
        (
            "檔案像是規則，但沒有讀：檔名不是以 `.yaml` 結尾",
            "請改名，使它以 `.yaml` 結尾；Windows 可能隱藏了後面的 `.txt`，請先顯示副檔名",
        ),
    ),
)

CODES: tuple[Code, ...] = _SYNTAX + _CHARACTERS + _STRUCTURE + _SURPRISES + _LIMITS + _FILES
