"""Numbers as a cell shows them: the format codes of a Chinese spreadsheet program, as far as forms use them."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

GENERAL: Final = 0
TEXT: Final = 49
# Numbers below 164 are built in; 27 to 36 and 50 to 58 are those of a Chinese program.
_CHINESE: Final = {
    **dict.fromkeys((27, 36, 50, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
}
BUILT_IN: Final = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: "¥#,##0;-¥#,##0;-",
    43: "#,##0.00;-#,##0.00;-",
    44: "¥#,##0.00;-¥#,##0.00;-",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    **_CHINESE,
}
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<general>General)|(?P<exponent>E[+-]0+)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+|g+|b+|a{3,4})"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*)|(?P<percent>%)|(?P<text>@)"
    r"|(?P<comma>,+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_ELAPSED: Final = re.compile(r"[hms]+", re.IGNORECASE)
_CURRENCY: Final = re.compile(r"\$([^-\]]*)")
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_DAYS_CHINESE: Final = "一二三四五六日"
_LAST_DAY: Final = 2_958_466  # the serial after 9999-12-31


def number_text(value: float, code: str, from_1904: bool = False) -> str:
    """A number as a cell with this format code shows it; what is not understood is shown as General."""
    if code.lower() == "general" or code == "@":
        return general(value)
    section, bare, signed = _section(_sections(code), value)
    tokens = list(_TOKEN.finditer(section))
    if any(match["date"] or (match["bracket"] and _ELAPSED.fullmatch(match["bracket"])) for match in tokens):
        return _moment_text(value, tokens, from_1904)
    return _figure_text(bare, signed, tokens)


def plain_text(value: str, code: str) -> str:
    """A text as a cell with this format code shows it: the fourth section, or the text itself."""
    sections = _sections(code)
    if len(sections) < 4:
        return value
    parts = []
    for match in _TOKEN.finditer(sections[3]):
        parts.append(value if match["text"] else _literal(match))
    return "".join(parts)


def general(value: float) -> str:
    """A number without a format: eleven characters at most, as a cell shows it."""
    if value == int(value) and abs(value) < 1e11:
        return str(int(value))
    if 1e-9 <= abs(value) < 1e11:
        whole_digits = len(str(int(abs(value))))
        text = f"{_round(Decimal(repr(value)), max(0, 10 - whole_digits)):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa, _, exponent = f"{value:.5E}".partition("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent[0]}{exponent[1:].zfill(2)}"


def _sections(code: str) -> list[str]:
    found, start, quoted = [], 0, False
    for at, letter in enumerate(code):
        if letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted:
            found.append(code[start:at])
            start = at + 1
    return [*found, code[start:]]


def _section(sections: Sequence[str], value: float) -> tuple[str, float, bool]:
    """The section for a value, the value to show in it, and whether a minus sign goes before it."""
    for section in sections[:2]:
        condition = next(
            filter(None, (_CONDITION.fullmatch(m["bracket"] or "") for m in _TOKEN.finditer(section))), None
        )
        if condition is not None:
            if _holds(value, condition[1], float(condition[2])):
                return section, abs(value), value < 0
            if section is sections[-1]:
                return "General", abs(value), value < 0
    conditional = any(_CONDITION.search(section) and "[" in section for section in sections[:2])
    if conditional:
        return sections[min(2, len(sections) - 1)], abs(value), value < 0
    if value < 0 and len(sections) > 1:
        return sections[1], abs(value), False
    if value == 0 and len(sections) > 2:
        return sections[2], value, False
    return sections[0], abs(value), value < 0


def _holds(value: float, sign: str, limit: float) -> bool:
    match sign:
        case "<":
            return value < limit
        case ">":
            return value > limit
        case "<=":
            return value <= limit
        case ">=":
            return value >= limit
        case "<>":
            return value != limit
    return value == limit


def _figure_text(value: float, signed: bool, tokens: Sequence[re.Match[str]]) -> str:
    percents = sum(1 for match in tokens if match["percent"])
    digits = [match["digits"] for match in tokens if match["digits"]]
    if len(digits) > 1 or any(match["exponent"] for match in tokens):
        digits, pattern = digits[:1], digits[0]
        if not any(match["exponent"] for match in tokens):  # fractions, telephone masks
            return ("-" if signed else "") + general(value * 100**percents) + "%" * percents
        places = len(pattern.partition(".")[2])
        mantissa, _, exponent = f"{value:.{places}E}".partition("E")
        return f"{'-' if signed else ''}{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}"
    shown = _digits_text(Decimal(repr(value)).scaleb(2 * percents), digits[0]) if digits else ""
    minus = "-" if signed and any(letter in "123456789" for letter in shown) else ""
    parts = [minus] if minus else []
    for match in tokens:
        if match["digits"]:
            parts.append(shown)
        elif match["general"]:
            parts.append(general(value))
        else:
            parts.append(_literal(match))
    return "".join(parts)


def _digits_text(value: Decimal, pattern: str) -> str:
    """Commas behind the digits take away thousands each, one between them groups."""
    digits = pattern.rstrip(",")
    whole, _, places = digits.partition(".")
    most, least = len(places), len(places.rstrip("#").replace("?", "0"))
    integer, _, fraction = f"{_round(value.scaleb(-3 * (len(pattern) - len(digits))), most):f}".partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    integer = integer.lstrip("0").zfill(whole.count("0")) if "0" in whole else integer.lstrip("0")
    if "," in whole:
        integer = _thousands(integer)
    return integer + ("." + fraction if "." in digits else "")


def _thousands(digits: str) -> str:
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    return ",".join(groups + [digits[at : at + 3] for at in range(head, len(digits), 3)])


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _literal(match: re.Match[str]) -> str:
    if match["quoted"] is not None:
        return match["quoted"]
    if match["bracket"] is not None:
        found = _CURRENCY.match(match["bracket"])
        return found[1] if found else ""
    if match["percent"]:
        return "%"
    return match["escaped"] or match["other"] or match["comma"] or match["half"] or ""


def _moment_text(value: float, tokens: Sequence[re.Match[str]], from_1904: bool) -> str:
    if from_1904:
        value += 1462
    if not 0 <= value < _LAST_DAY:
        return "#" * 8
    day = 1 if value < 60 else 0  # a day that never was: 1900-02-29
    seconds = round((value % 1) * 86_400)
    moment = datetime(1899, 12, 30) + timedelta(days=int(value) + day, seconds=seconds)
    twelve = any(match["half"] for match in tokens)
    parts = []
    for at, match in enumerate(tokens):
        if match["date"]:
            parts.append(_date_part(match["date"].lower(), moment, twelve, _beside_time(tokens, at)))
        elif match["half"]:
            chinese = match["half"].startswith("上")
            words = ("上午", "下午") if chinese else ("AM", "PM")
            parts.append(words[moment.hour >= 12])
        elif match["bracket"] and _ELAPSED.fullmatch(match["bracket"]):
            parts.append(_elapsed(match["bracket"].lower(), int(value) * 86_400 + seconds))
        else:
            parts.append(match["digits"] or _literal(match))
    return "".join(parts)


def _beside_time(tokens: Sequence[re.Match[str]], at: int) -> bool:
    """Whether an m means minutes: after hours or before seconds."""

    def unit(match: re.Match[str]) -> str:
        bracket = match["bracket"] or ""
        return (match["date"] or (bracket if _ELAPSED.fullmatch(bracket) else "")).lower()[:1]

    before = next((unit(match) for match in reversed(tokens[:at]) if unit(match)), "")
    after = next((unit(match) for match in tokens[at + 1 :] if unit(match)), "")
    return before == "h" or after == "s"


def _date_part(part: str, moment: datetime, twelve: bool, minutes: bool) -> str:
    count = len(part)
    match part[0]:
        case "y" | "e":
            return f"{moment.year % 100:02}" if count <= 2 and part[0] == "y" else f"{moment.year:04}"
        case "m" if minutes and count <= 2:
            return f"{moment.minute:0{count}}"
        case "m":
            return f"{moment.month:0{count}}" if count <= 2 else _MONTHS[moment.month - 1]
        case "d":
            name = _DAYS[moment.weekday()]
            return f"{moment.day:0{count}}" if count <= 2 else name[:3] if count == 3 else name
        case "a":
            return ("星期" if count == 4 else "") + _DAYS_CHINESE[moment.weekday()]
        case "h":
            hour = (moment.hour % 12 or 12) if twelve else moment.hour
            return f"{hour:0{min(count, 2)}}"
        case "s":
            whole_part = part.partition(".")
            return f"{moment.second:0{min(len(whole_part[0]), 2)}}" + ("." + whole_part[2] if whole_part[2] else "")
    return ""


def _elapsed(unit: str, seconds: int) -> str:
    size = {"h": 3600, "m": 60, "s": 1}[unit[0]]
    return f"{seconds // size:0{len(unit)}}"
