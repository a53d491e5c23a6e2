"""The built-in table of units and the words for them, read by :mod:`govcoord.units`.

Chinese words stand here in simplified form; :data:`SIMPLIFIED` brings traditional text to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from attrs import field, frozen

from govcoord.errors import UnitError
from govcoord.numerals import Number, exact

LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant")


@frozen
class Unit:
    """A unit of measure; two units with one ``dimension`` convert into each other exactly.

    ``factor`` is the unit's size in the base unit of its dimension: seconds for calendar
    time, months for calendar months, working days, yuan, plain ratio, and pint's base units.
    """

    name: str
    dimension: str
    factor: Number
    one: str = field(eq=False, repr=False)
    many: str = field(eq=False, repr=False)
    hans: str = field(eq=False, repr=False)
    hant: str = field(eq=False, repr=False)

    def label(self, language: str = "en", *, value: Number = 2) -> str:
        """The unit's words after ``value`` in `en`, `zh-Hans` or `zh-Hant`.

        >>> BY_NAME["workday"].label("en", value=1), BY_NAME["workday"].label("zh-Hant")
        ('workday', '個工作日')
        """
        if language == "en":
            return self.one if abs(value) == 1 else self.many
        if language not in LANGUAGES:
            raise ValueError(f"language `{language}` is not one of {', '.join(LANGUAGES)}")
        return self.hans if language == "zh-Hans" else self.hant

    def __str__(self) -> str:
        return self.name


class Row(NamedTuple):
    """One unit: its id, what it measures, its size in base units, and its words."""

    name: str
    dimension: str
    factor: int | Fraction
    one: str
    many: str
    hans: str
    hant: str
    aliases: str = ""


def _count(name: str, one: str, many: str, hans: str, hant: str = "", aliases: str = "") -> Row:
    return Row(name, f"count:{name}", 1, one, many, hans, hant or hans, aliases)


def _money(code: str, hans: str, hant: str, aliases: str) -> Row:
    return Row(code, f"money:{code}", 1, code, code, hans, hant, aliases)


_ENERGY, _POWER = "length^2*mass/time^2", "length^2*mass/time^3"

# A dimension of length, mass and time is spelled as the physical units of pint spell it.
ROWS: Final = (
    # Three clocks that no factor connects.
    Row("workday", "workday", 1, "workday", "workdays", "个工作日", "個工作日",
        "working day|working days|business day|business days"),
    Row("second", "time", 1, "second", "seconds", "秒", "秒", "s|sec|秒钟"),
    Row("minute", "time", 60, "minute", "minutes", "分钟", "分鐘", "min"),
    Row("hour", "time", 3600, "hour", "hours", "小时", "小時", "h|hr|hrs|钟头"),
    Row("day", "time", 86400, "day", "days", "天", "天",
        "d|日|自然日|日历日|calendar day|calendar days|natural day|natural days"),
    Row("week", "time", 604800, "week", "weeks", "周", "週", "星期|礼拜"),
    Row("month", "month", 1, "month", "months", "个月", "個月",
        "月|calendar month|calendar months"),
    Row("quarter", "month", 3, "quarter", "quarters", "个季度", "個季度", "季度|季"),
    Row("year", "month", 12, "year", "years", "年", "年", "yr|yrs|周年"),
    Row("year_of_age", "month", 12, "year of age", "years of age", "周岁", "週歲", "岁"),
    # Money.
    Row("yuan", "money:CNY", 1, "yuan", "yuan", "元", "元", "CNY|RMB|¥|人民币|块|块钱|圆|元人民币"),
    Row("jiao", "money:CNY", Fraction(1, 10), "jiao", "jiao", "角", "角", "毛|毛钱"),
    Row("fen", "money:CNY", Fraction(1, 100), "fen", "fen", "分钱", "分錢"),
    _money("USD", "美元", "美元", "US$|美金|dollar|dollars|US dollar|US dollars"),
    _money("EUR", "欧元", "歐元", "€|euro|euros"),
    _money("GBP", "英镑", "英鎊", "£"),
    _money("JPY", "日元", "日圓", "yen|日圆"),
    _money("HKD", "港元", "港元", "HK$|港币"),
    _money("MOP", "澳门元", "澳門元", "澳门币"),
    _money("TWD", "新台币", "新台幣", "NT$"),
    _money("SGD", "新加坡元", "新加坡元", "新元|坡元"),
    _money("KRW", "韩元", "韓元", "韩币"),
    _money("AUD", "澳元", "澳元", "澳大利亚元"),
    _money("CAD", "加元", "加元", "加拿大元"),
    _money("CHF", "瑞士法郎", "瑞士法郎", ""),
    # Parts of a whole, and differences between such parts.
    Row("ratio", "ratio", 1, "fold", "fold", "倍", "倍", "fraction"),
    Row("percent", "ratio", Fraction(1, 100), "%", "%", "%", "%", "per cent|pct|百分比"),
    Row("per_mille", "ratio", Fraction(1, 1000), "‰", "‰", "‰", "‰", "per mille|permille|千分比"),
    Row("percentage_point", "percentage_point", 1, "percentage point", "percentage points",
        "个百分点", "個百分點", "pp|ppt|percent point|percent points"),
    Row("basis_point", "percentage_point", Fraction(1, 100), "basis point", "basis points",
        "个基点", "個基點", "bp|bps"),
    # Things counted; each kind is a dimension of its own.
    _count("case", "case", "cases", "件"),
    _count("item", "item", "items", "项", "項", "个事项|事项"),
    _count("person", "person", "persons", "人", "人", "people|名|位"),
    _count("person_time", "person-time", "person-times", "人次", "人次", "attendance|attendances"),
    _count("class_hour", "class hour", "class hours", "学时", "學時", "课时|課時"),
    _count("occurrence", "occurrence", "occurrences", "次", "次", "time"),
    _count("household", "household", "households", "户", "戶"),
    _count("organisation", "organisation", "organisations", "家", "家",
           "organization|organizations|company|companies|enterprise|enterprises|家企业|家单位"),
    _count("department", "department", "departments", "个部门", "個部門", "agency|agencies|部门"),
    _count("project", "project", "projects", "个项目", "個項目", "项目"),
    _count("document", "document", "documents", "份"),
    _count("meeting", "meeting", "meetings", "场", "場", "session|sessions"),
    _count("entry", "entry", "entries", "条", "條", "record|records"),
    _count("batch", "batch", "batches", "批", "批", "批次"),
    _count("vehicle", "vehicle", "vehicles", "辆", "輛"),
    _count("device", "device", "devices", "台", "臺"),
    _count("set", "set", "sets", "套"),
    _count("province", "province", "provinces", "个省", "個省", "省份|个省份"),
    _count("city", "city", "cities", "个市", "個市", "个城市|城市"),
    _count("county", "county", "counties", "个县", "個縣"),
    _count("village", "village", "villages", "个村", "個村"),
    # Everyday physical units; pint knows the others.
    Row("millimeter", "length", Fraction(1, 1000), "mm", "mm", "毫米", "毫米",
        "millimeter|millimeters|millimetre|millimetres"),
    Row("centimeter", "length", Fraction(1, 100), "cm", "cm", "厘米", "厘米",
        "公分|centimeter|centimeters|centimetre|centimetres"),
    Row("meter", "length", 1, "m", "m", "米", "米", "公尺|meter|meters|metre|metres"),
    Row("kilometer", "length", 1000, "km", "km", "公里", "公里",
        "千米|kilometer|kilometers|kilometre|kilometres"),
    Row("square_meter", "length^2", 1, "m²", "m²", "平方米", "平方米",
        "平米|平方公尺|sqm|square meter|square meters|square metre|square metres"),
    Row("mu", "length^2", Fraction(2000, 3), "mu", "mu", "亩", "畝"),
    Row("hectare", "length^2", 10**4, "ha", "ha", "公顷", "公頃", "hectare|hectares"),
    Row("square_kilometer", "length^2", 10**6, "km²", "km²", "平方公里", "平方公里",
        "平方千米|square kilometer|square kilometers|square kilometre|square kilometres"),
    Row("liter", "length^3", Fraction(1, 1000), "L", "L", "升", "升",
        "l|公升|liter|liters|litre|litres"),
    Row("cubic_meter", "length^3", 1, "m³", "m³", "立方米", "立方米",
        "cubic meter|cubic meters|cubic metre|cubic metres"),
    Row("gram", "mass", Fraction(1, 1000), "g", "g", "克", "克", "gram|grams"),
    Row("kilogram", "mass", 1, "kg", "kg", "公斤", "公斤", "千克|kilogram|kilograms"),
    Row("tonne", "mass", 1000, "t", "t", "吨", "噸", "公吨|tonne|tonnes|metric ton|metric tons"),
    Row("kilowatt", _POWER, 1000, "kW", "kW", "千瓦", "千瓦", "kilowatt|kilowatts"),
    Row("megawatt", _POWER, 10**6, "MW", "MW", "兆瓦", "兆瓦", "megawatt|megawatts"),
    Row("kilowatt_hour", _ENERGY, 3600000, "kWh", "kWh", "千瓦时", "千瓦時",
        "度电|kilowatt hour|kilowatt hours"),
    # A scale with an offset converts to nothing else by a factor.
    Row("celsius", "temperature_celsius", 1, "°C", "°C", "摄氏度", "攝氏度",
        "celsius|degree celsius|degrees celsius"),
)  # fmt: skip

#: Words that name two things; the value is the rest of the sentence.
AMBIGUOUS: Final = {
    "分": "may mean points, minutes or fen: write `分钟` or `分钱`, or leave points without a unit",
    "时": "may be a time of day: write `小时`",
    "ton": "is 907 kg in some countries and 1,000 kg in others: write `tonne` or `short_ton`",
    "tons": "is 907 kg in some countries and 1,000 kg in others: write `tonne` or `short_ton`",
    "度": "may mean kilowatt hours or degrees: write `千瓦时` or `摄氏度`",
    "$": "may mean several currencies: write `USD` or another code",
}

#: Scale words that may precede any Chinese unit word: `万元`, `亿元`, `万人次`.
SCALES: Final = {
    "百": ("bai", 100),
    "千": ("qian", 1000),
    "万": ("wan", 10**4),
    "十万": ("shiwan", 10**5),
    "百万": ("baiwan", 10**6),
    "千万": ("qianwan", 10**7),
    "亿": ("yi", 10**8),
    "十亿": ("shiyi", 10**9),
    "百亿": ("baiyi", 10**10),
    "千亿": ("qianyi", 10**11),
    "万亿": ("wanyi", 10**12),
}

_TRADITIONAL_PAIRS: Final = (
    "個个 萬万 億亿 時时 鐘钟 鍾钟 週周 點点 項项 戶户 幣币 噸吨 頃顷 畝亩 場场 條条 圓圆 錢钱 "
    "門门 業业 單单 臺台 輛辆 歲岁 縣县 歐欧 鎊镑 韓韩 攝摄 電电 過过 達达 內内 滿满 約约 屆届 "
    "於于 曆历 禮礼 紀纪 塊块 間间 負负 與与 會会 級级 離离 將将 數数 國国 亞亚"
)
#: Traditional characters of the words here, for ``str.translate``.
SIMPLIFIED: Final = {ord(pair[0]): pair[1] for pair in _TRADITIONAL_PAIRS.split()}


def fold(text: str) -> str:
    """A unit word in the one spelling that the tables know."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(SIMPLIFIED).split())


def _loose(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).lower()


def _tables() -> tuple[dict[str, Unit], dict[str, Unit], dict[str, Unit]]:
    """Units by id, by exact word, and by word in any case and hyphenation."""
    by_name: dict[str, Unit] = {}
    words: dict[str, Unit] = {}
    loose: dict[str, Unit] = {}
    for row in ROWS:
        unit = Unit(*row[:7])
        by_name[row.name] = unit
        for word in (row.name, *row[3:7], *row.aliases.split("|")):
            for form in {fold(word), fold(word).removeprefix("个")} - {""}:
                if words.setdefault(form, unit) is not unit:
                    raise AssertionError(f"{form} names {words[form]} and {unit}")
                if len(form) > 2:
                    loose.setdefault(_loose(form), unit)
    return by_name, words, loose


BY_NAME, WORDS, _LOOSE = _tables()


def known_unit(text: str) -> Unit | None:
    """The built-in unit that a folded word names; never asks pint."""
    return WORDS.get(text) or WORDS.get(text.removeprefix("个")) or _LOOSE.get(_loose(text))


def scaled_unit(folded: str) -> Unit | None:
    """`万元` or `wan yuan`: a scale word before a built-in unit."""
    for word, (sound, factor) in SCALES.items():
        for prefix in (word, f"{sound} ", f"{sound}_"):
            unit = folded.startswith(prefix) and known_unit(folded[len(prefix) :])
            if unit:
                return Unit(
                    f"{sound}_{unit.name}",
                    unit.dimension,
                    exact(unit.factor * factor),
                    f"{sound} {unit.one}",
                    f"{sound} {unit.many}",
                    word + unit.hans,
                    word.translate({0x4E07: "萬", 0x4EBF: "億"}) + unit.hant,
                )
    return None


_PRODUCT: Final = re.compile(r"[*/·^]|\sper\s")
_FACTOR: Final = re.compile(r"([^^]+)(?:\^(-?[0-9]{1,2}))?")


def is_product(folded: str) -> bool:
    """Whether a text joins unit words by an operator or by `per`."""
    return _PRODUCT.search(folded) is not None


def factors(folded: str) -> Iterator[tuple[str, int]]:
    """The words of `a * b^2 / c` with their exponents; `1 / c` and `/c` have no first word."""
    text = re.sub(r"\s+per\s+", "/", folded.replace("**", "^"))
    first, *others = (piece.strip() for piece in re.split(r"([*/·])", text))
    signs = [1, *(-1 if operator == "/" else 1 for operator in others[::2])]
    for position, (word, sign) in enumerate(zip([first, *others[1::2]], signs)):
        if position == 0 and word in {"", "1"} and others[:1] == ["/"]:
            continue
        match = _FACTOR.fullmatch(word)
        if match is None:
            raise UnitError(f"unit `{folded}` is not a product of units")
        yield match[1].strip(), sign * int(match[2] or 1)


def write_product(exponents: Mapping[str, int], times: str, over: str) -> str:
    """A product in words: `a * b^2 / c` with the two operators given."""

    def power(name: str, exponent: int) -> str:
        return name if exponent == 1 else f"{name}^{exponent}"

    above = times.join(power(name, n) for name, n in exponents.items() if n > 0)
    below = "".join(over + power(name, -n) for name, n in exponents.items() if n < 0)
    return (above or "1") + below if below else above
