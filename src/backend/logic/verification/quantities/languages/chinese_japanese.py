"""Chinese and Japanese numbers, counters and dates as English figures.

A numeral of ideographs is one only where it counts or is compounded: 四名 is four people, 一万两千 is 12,000,
while 一般 and 十分 are words. Latin letters and digits get room, so that no name takes in what stands beside it.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from logic.language.lazy_patterns import lazy

_DIGITS: Final[Mapping[str, int]] = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
    "○": 0,
}
_TENS: Final[Mapping[str, int]] = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final[Mapping[str, int]] = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN: Final = "".join((*_DIGITS, *_TENS, *_MYRIADS))

_COUNTERS: Final[Mapping[str, str]] = {
    english: "|".join(sorted(words.split(), key=len, reverse=True))
    for english, words in {
        "people": "名 人 位 个人 個人 名様",
        "months": "个月 個月 か月 ヶ月 カ月 ケ月 ヵ月 箇月 月間 月间",
        "weeks": "周 週間 周间 星期 個星期 个星期 週",
        "days": "天 日間 日间",
        "hours": "小时 小時 時間 个小时 個小時 钟头",
        "minutes": "分钟 分鐘 分間",
        "seconds": "秒 秒钟 秒間",
        "years": "年间 年間 周年 年以上 年",
        "percentage points": "百分点 个百分点 個百分點 パーセントポイント %ポイント",
        "percent": "% パーセント",
        "x": "倍",
    }.items()
}
_OTHER_COUNTERS: Final = (
    "幅 副 首 部 道 棵 盏 只 双 艘 架 座 段 节 根 块 片 面 颗 桶 罐 碗 盘 桌 卷 页 字 "
    "行 排 套 批 笔 句 轮 局 趟 遍 口 头 匹 群 箱 "
    "个 個 家 所 台 条 件 份 次 册 本 篇 款 间 棟 栋 店舗 店 社 校 室 床 张 回 件 枚 頭 匹 杯 箱 袋 吨 公斤 元 円 "
    "公里 门 場 场 项 項 "
    "班 组 組 支 届 期 级 級 层 層 点 門 种 種 株 辆 台 机 基 つ 冊 通 軒 科目 部门 部門 城市 国家"
)
_COUNTER = "|".join(sorted({*"|".join(_COUNTERS.values()).split("|"), *_OTHER_COUNTERS.split()}, key=len, reverse=True))
_OF_MONTHS = _COUNTERS["months"]
_THOUSANDTHS = lazy(rf"千分之([\d.]+|[{''.join(_DIGITS)}])|(\d+(?:\.\d+)?)\s*‰")
_NUMBER = lazy(
    rf"\d[\d,]*(?:\.\d+)?(?:[{''.join(_TENS)}{''.join(_MYRIADS)}](?:\d+|[{_HAN}])*)*"
    rf"|[{_HAN}]{{3,}}"
    rf"|[{_HAN}]{{2,}}(?=(?:余|多|数|餘)?(?:{_COUNTER}))"
    rf"|[{_HAN}](?=(?:余|多|数)?(?:{_COUNTER}))"
    rf"|(?<=第)[{_HAN}]+"
)
_FIXED: Final = (
    (lazy(r"([1-9])[割成]([1-9])分(?!之|の)"), r" \1\2 % "),
    (lazy(r"(?<=\d)分(?![之の]\d|[间間钟鐘])"), " minutes "),
    # A level of the year before, which a change may be told as; "103 %増" is another one.
    (
        lazy(r"前年(?:同期|同月|度)?(?:対?比|の)1(\d\d(?:\.\d+)?)%(?!増)"),
        lambda found: f" {float(found[1]):g} % ",
    ),
    (lazy(r"隔月"), " every 2 months "),
    (lazy(r"隔週"), " every 2 weeks "),
    (lazy(rf"([2-9])\s*(?:{_OF_MONTHS})(?:に|ごとに?)(?:[1一][回度])?"), r" every \1 months "),
    (lazy(r"([2-9])\s*週間?(?:に|ごとに?)(?:[1一][回度])?"), r" every \1 weeks "),
    (lazy(r"百分之([\d.]+)"), r" \1 % "),
    (lazy(r"([\d.]+)分[之の]([\d.]+)"), r" \2/\1 "),
    (
        lazy(r"(?<!\d)(\d+(?:\.\d+)?|[一二三四五六七八九])[成割](?![长立本员功为り])"),
        lambda found: f" {float(_DIGITS.get(found[1], found[1])) * 10:g} % ",
    ),
    (lazy(r"减半|減半|半減"), " halved "),
    (lazy(r"一半|半数|半分"), " 50 % "),
    (lazy(r"翻番|翻了一番|倍増|翻倍"), " doubled "),
    (lazy(r"[一1](?:个半小时|個半小時|時間半)"), " 90 minutes "),
    (lazy(r"(\d+)人に([1一])人"), lambda found: f" {100 / int(found[1]):g} % " if int(found[1]) else found[0]),
    (lazy(r"半年"), " 6 months "),
    (lazy(r"[一1]年半"), " 18 months "),
    (lazy(r"(\d+)年半"), r" \1.5 years "),
    (lazy(r"((?:19|20)\d\d)年(\d{1,2})月"), lambda found: f" {found[1]}-{int(found[2]):02} "),
    (lazy(r"((?:19|20)\d\d)年"), r" in \1 "),
    (lazy(r"数十|几十"), " dozens of "),
    (lazy(r"数百|几百"), " hundreds of "),
    (lazy(r"数千|几千|数万"), " thousands of "),
    (lazy(r"(?:每|毎)(?:分钟|分鐘|分)|(?:1|一)分間に"), " per minute "),
    (lazy(r"(?:每个?|毎|各)(?:小时|小時|時間)|(?:小时|時間)ごと"), " hourly "),
    (
        lazy(r"每天|每日|日均|毎日|[1一]日(?=(?:約|およそ|平均)?\d)|1日平均|日々|毎朝|毎晩|(?:1|一)日(?:に|あたり)"),
        " daily ",
    ),
    (lazy(r"每个?(?:周|週|星期)|周均|毎週|週次|(?:1|一)?週間?に|周度"), " weekly "),
    (lazy(r"(?:1|一)周(?=[一二三四五两\d])|週(?=[一二三四五\d][回日時])"), " weekly "),
    (
        lazy(
            r"每个?月|月均|毎月|月次|月度|(?<![\d今来先翌同])月に|月間(?=約?\d)|(?<![\d今来先翌同毎])月(?=(?:約|およそ|平均)?\d)"
        ),
        " monthly ",
    ),
    (lazy(r"每个?季度|毎四半期|四半期ごと|季度"), " quarterly "),
    (lazy(r"每年|年均|毎年|年次|年度|年間(?=約?\d)"), " yearly "),
    (lazy(r"(?<!\d)1?[\d]*第(\d+)"), lambda found: f" number {found[1]} "),
    (lazy(r"(?:美元|美金|ドル)"), " USD "),
    (lazy(r"(?:欧元|ユーロ)"), " EUR "),
    (lazy(r"(?:日元|円)"), " JPY "),
    (lazy(r"(?:元|人民币)"), " CNY "),
    (lazy(r"公斤|キロ(?:グラム)?"), " kg "),
    (lazy(r"公里|キロメートル"), " km "),
    (lazy(r"吨|トン"), " tonnes "),
)
_BOUND_AHEAD = lazy(r"(最多|至多|不超过|至少|最少|不少于)([^\d\W]{1,4})(?=\d)")
"""A bound before its verb, which is read right before the number: "at most lead 8"."""

_COUNTED = tuple((lazy(rf"(?<=\d)\s*(?:{words})"), f" {english} ") for english, words in _COUNTERS.items())
_WIDE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MEETING = lazy(rf"(?<=[{_WIDE}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9+#%])(?=[{_WIDE}])")
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
_ERA = lazy(rf"({'|'.join(_ERAS)})(元|\d{{1,2}})年")
"""Japanese years: the first of an era is a year behind what its number is added to."""

_LONGEST = 18
_PERCENT = lazy(f"百分之([{_HAN}]+)(?:点([{''.join(_DIGITS)}]+))?")
_AFTERNOON = lazy(
    r"(?:午後|下午|晚上)(\d{1,2})([時时点])(?:((?:\d{1,2}分|半)?(?:から|到|至|-|~))(?!\d{3})(\d{1,2}(?=[時时点])))?"
)
"""Hours that noon is to be added to: that of a word for the afternoon, and that of a range's end behind it."""

_PART = lazy(f"([{''.join(_DIGITS)}])分[之の]([{''.join(_DIGITS)}])")


def in_latin_figures(line: str) -> str:
    """`line` with digits for numerals, English words for counters, and room around what is Latin."""
    # A space groups no thousands here: "CET-6 520" is two numbers.
    text = re.sub(r"(?<=\d) (?=\d)", "  ", unicodedata.normalize("NFKC", line))
    text = _ERA.sub(lambda found: f"{_ERAS[found[1]] + (1 if found[2] == '元' else int(found[2]))}年", text)
    text = _AFTERNOON.sub(lambda found: f"{_afternoon(found[1])}{found[2]}{found[3] or ''}{_afternoon(found[4])}", text)
    text = _PERCENT.sub(lambda found: f" {_percent(found[1], found[2] or '')} % ", text)
    text = _PART.sub(lambda found: f" {_DIGITS[found[2]]}/{_DIGITS[found[1]]} ", text)
    text = _THOUSANDTHS.sub(lambda found: f" {_thousandth(found[1] or found[2]):g} % ", text)
    text = _NUMBER.sub(lambda found: _valued(found[0]), text)
    text = _BOUND_AHEAD.sub(r"\2\1", text)
    for pattern, english in _FIXED:
        text = pattern.sub(english, text)
    for pattern, english in _COUNTED:
        text = pattern.sub(english, text)
    return _MEETING.sub(" ", text)


def _afternoon(hour: str | None) -> str:
    """An hour of the afternoon as one of the day; of a range that is none, nothing."""
    return str(int(hour) + 12 * (int(hour) < 12)) if hour else ""


def _thousandth(written: str) -> float:
    """So many of a thousand, as so many of a hundred."""
    return float(_DIGITS.get(written, written)) / 10


def _percent(whole: str, decimals: str) -> str:
    """A percentage in ideographs, as figures: 12.5 of "十二" and "五"."""
    figures = "".join(str(_DIGITS[sign]) for sign in decimals)
    return f"{_value(whole[:_LONGEST]):g}{'.' if figures else ''}{figures}"


def _valued(written: str) -> str:
    if written[0].isdecimal() and not set(written) & (_TENS.keys() | _MYRIADS.keys()):
        return written
    if len(written) > _LONGEST:
        return written
    if written == "一":
        # As an article: 一名, 一份. It claims nothing, as "a" does not.
        return written
    if all(sign in _DIGITS for sign in written):
        return "".join(str(_DIGITS[sign]) for sign in written)
    return f"{_value(written):g}" if _value(written) < 10**6 else str(int(_value(written)))


def _value(written: str) -> float:
    total = part = 0.0
    digits = ""
    for sign in written.replace(",", ""):
        if sign.isdecimal() or sign == ".":
            digits += sign
        elif sign in _DIGITS:
            digits = str(_DIGITS[sign])
        elif sign in _TENS:
            part, digits = part + float(digits or 1) * _TENS[sign], ""
        else:
            total, part, digits = total + (part + float(digits or (0 if part else 1))) * _MYRIADS[sign], 0.0, ""
    return total + part + float(digits or 0)
