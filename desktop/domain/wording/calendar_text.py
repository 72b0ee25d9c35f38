"""Dates as spreadsheets hold them: true dates, serial numbers of two calendars, and texts in many forms."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from enum import Enum

from desktop.domain.wording.cleaning import Cell, line

_EARLIEST, _LATEST = datetime(1900, 3, 1), datetime(2100, 1, 1)
_SERIALS = range(7_000, 74_000)  # 1919 to 2102: smaller figures are ages or months, larger ones numbers
_FROM_1900 = datetime(1899, 12, 30)
_FROM_1904 = datetime(1904, 1, 1)
_CLOCK = (
    r"(?:[T ]*(?:周|星期|礼拜)[一二三四五六日天])?[T ,]*(?P<half>上午|下午|晚上|中午|凌晨|AM|PM)?\s*"
    r"(?:(?P<hour>\d{1,2})(?::|时|点)(?:(?P<minute>\d{1,2})(?::|分)?)?(?:(?P<second>\d{1,2})(?:\.\d+)?秒?)?)?"
    r"\s*(?P<late_half>AM|PM)?(?:Z|[+-]\d\d:?\d\d)?"
)
_YEAR_FIRST = re.compile(
    r"(?P<a>\d{4})\s*[-/.年]\s*(?P<b>\d{1,2})\s*[-/.月]\s*(?P<c>\d{1,2})\s*日?" + _CLOCK, re.IGNORECASE
)
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<c>\d{4})" + _CLOCK, re.IGNORECASE)
_PACKED = re.compile(r"(?P<day>(?:19|20)\d{6})[ T]?(?P<clock>\d{6}|\d{4})?")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")
_USUAL = re.compile(  # always a date; the last days of a month are read more slowly
    r"(?:19|20)\d\d([-/])(0[1-9]|1[0-2])\1(0[1-9]|1\d|2[0-8]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d", re.ASCII
)
_MONTH = re.compile(r"(?:\d{4}\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*月?(?:份)?")
_CHINESE_MONTHS = {name: at for at, name in enumerate([*"一二三四五六七八九十", "十一", "十二"], 1)}


class DateOrder(Enum):
    """How a text like 3/4/2024 is meant; a year in front is always year, month, day."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


def moment(value: Cell, from_1904: bool = False, order: DateOrder = DateOrder.MONTH_FIRST) -> datetime | None:
    """A date and time however it is written, to the second; ValueError where it is none between 1900 and 2100.

    `from_1904` tells that the workbook counts its days from 1904.
    """
    match value:
        case datetime():
            return _plausible(value.replace(microsecond=0, tzinfo=None), value)
        case date():
            return _plausible(datetime.combine(value, time()), value)
        case bool():
            raise ValueError(_no_date(value))
        case int() | float() if _SERIALS.start <= value < _SERIALS.stop:
            return _of_serial(float(value), from_1904)
        case str() if _USUAL.fullmatch(value):  # as the hotline's exports are written
            return _plausible(datetime.fromisoformat(value.replace("/", "-")), value)
    found = unicodedata.normalize("NFKC", line(value))
    if not found:
        return None
    try:
        return _plausible(_of_text(found, from_1904, order), value)
    except ValueError as error:
        raise ValueError(_no_date(value)) from error


def day(value: Cell, from_1904: bool = False, order: DateOrder = DateOrder.MONTH_FIRST) -> date | None:
    """The day of `moment`."""
    found = moment(value, from_1904, order)
    return found.date() if found else None


def month(value: Cell) -> int | None:
    """A month of the year (7, 7月, 七月, 2024年7月, a date); ValueError where there is none."""
    if isinstance(value, date):
        return value.month
    found = unicodedata.normalize("NFKC", line(value))
    if not found:
        return None
    if named := _CHINESE_MONTHS.get(found.removesuffix("份").removesuffix("月")):
        return named
    figure = _MONTH.fullmatch(found)
    if figure and 1 <= int(figure["month"]) <= 12:
        return int(figure["month"])
    raise ValueError(f"“{line(value)}”不是月份")


def _of_text(found: str, from_1904: bool, order: DateOrder) -> datetime:
    if _SERIAL.fullmatch(found) and _SERIALS.start <= float(found) < _SERIALS.stop:
        return _of_serial(float(found), from_1904)
    if packed := _PACKED.fullmatch(found):
        clock = (packed["clock"] or "").ljust(6, "0")
        return datetime.strptime(packed["day"] + clock, "%Y%m%d%H%M%S")
    if parts := _YEAR_FIRST.fullmatch(found):
        return _put_together(parts, int(parts["a"]), int(parts["b"]), int(parts["c"]))
    parts = _YEAR_LAST.fullmatch(found)
    if parts is None:
        raise ValueError(found)
    first, second = int(parts["a"]), int(parts["b"])
    if first > 12 or (order is DateOrder.DAY_FIRST and second <= 12):
        first, second = second, first
    return _put_together(parts, int(parts["c"]), first, second)


def _put_together(parts: "re.Match[str]", year: int, month: int, day: int) -> datetime:
    hour = int(parts["hour"] or 0)
    half = (parts["half"] or parts["late_half"] or "").upper()
    if half in ("下午", "晚上", "PM") and hour < 12:
        hour += 12
    elif (half == "中午" and hour < 3) or (half in ("AM", "凌晨") and hour == 12):
        hour = (hour + 12) % 24
    whole_day = timedelta(days=1) if hour == 24 else timedelta()
    return datetime(year, month, day, hour % 24, int(parts["minute"] or 0), int(parts["second"] or 0)) + whole_day


def _of_serial(serial: float, from_1904: bool) -> datetime:
    """Days since the calendar's start; the fraction is rounded to the second."""
    start = _FROM_1904 if from_1904 else _FROM_1900
    return start + timedelta(seconds=round(serial * 86_400))


def _plausible(found: datetime, value: Cell) -> datetime:
    if not _EARLIEST <= found < _LATEST:
        raise ValueError(_no_date(value))
    return found


def _no_date(value: Cell) -> str:
    return f"“{line(value)}”不是日期"
