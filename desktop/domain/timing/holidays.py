"""Reading one year's holiday arrangement, as a list of days or as the State Council's notice words it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from desktop.domain.errors import Refused

NAMES = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
WEEKDAYS = "一二三四五六日"
LONGEST = 12  # days; the longest official holiday so far had nine

_KINDS = {
    "休": True,
    "放假": True,
    "休息": True,
    "假": True,
    "班": False,
    "上班": False,
    "补班": False,
    "调休上班": False,
}
_ALWAYS_OFF = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
# Texts, compiled where a table is read: the program starts without them.
_DAY = r"(?:(\d{4})[年\-/.])?(\d{1,2})[月\-/.](\d{1,2})日?"
_HEAD = r"((?:元旦|春节|清明节?|劳动节|端午节?|中秋节?|国庆节?)(?:[、和](?:[元春清劳端中国][\u4e00-\u9fff]{1,2}))*):"
_SPAN = (
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:<(.)>)?"
    r"(?:[至到\-—–~]+(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:<(.)>)?)?"
    r"|(?<=、)(\d{1,2})日(?:<(.)>)?"
)


@dataclass(frozen=True)
class YearTable:
    """Days off (holidays, with the weekends inside them) and weekend days worked, of the arrangement for `year`."""

    year: int
    off: frozenset[date]
    on: frozenset[date]
    names: Mapping[date, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, rows: Iterable[Sequence[object]], year: int) -> "YearTable":
        """From rows of (日期, 类型 休/班, 名称), with or without a heading; raise Refused with every bad row."""
        off: set[date] = set()
        on: set[date] = set()
        names: dict[date, str] = {}
        problems: dict[str, str] = {}
        for number, row in enumerate(rows, 1):
            cells = [unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else cell for cell in row]
            if not any(cells) or (number == 1 and cells[0] == "日期"):
                continue
            day, kind = _day(cells[0], year), _KINDS.get(str(cells[1]) if len(cells) > 1 else "")
            if problem := _problem_of(day, kind, year, off | on):
                problems[f"第{number}行"] = f"第{number}行{problem}"
            elif day:
                (off if kind else on).add(day)
                names |= {day: str(cells[2])} if kind and len(cells) > 2 and cells[2] else {}
        return _whole(cls(year, frozenset(off), frozenset(on), names), problems)

    @classmethod
    def from_notice(cls, text: str, year: int | None = None) -> "YearTable":
        """From the text of the notice 关于…年部分节假日安排的通知; raise Refused where it contradicts itself.

        The year is read from the text unless given; the weekdays and 共…天 that the notice prints are checked.
        """
        text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
        if year is None:
            if not (found := re.search(r"(\d{4})年(?:部分)?(?:节假日|元旦)", text)):
                raise Refused("没有找到年份,请先填写是哪一年的放假安排。")
            year = int(found[1])
        heads = list(re.finditer(_HEAD, text))
        ends = [head.start() for head in heads[1:]] + [len(text)]
        off: dict[date, str] = {}
        on: set[date] = set()
        problems: dict[str, str] = {}
        for head, end in zip(heads, ends, strict=True):
            try:
                rest, work = _section(text[head.end() : end], year, head[1])
            except ValueError as wrong:
                problems[head[1]] = f"{head[1]}:{wrong}"
                continue
            off |= dict.fromkeys(rest, head[1])
            on |= work
        said = "".join(head[1] for head in heads)
        if missing := [name for name in NAMES if name[:2] not in said]:
            problems[""] = f"没有读到{'、'.join(missing)}的安排,请粘贴通知全文。"
        return _whole(cls(year, frozenset(off), frozenset(on), off), problems)


def _problem_of(day: date | None, kind: bool | None, year: int, seen: set[date]) -> str:
    if day is None:
        return "的日期看不懂,请写成2027-01-01。"
    if kind is None:
        return "的类型请写“休”或“班”。"
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        return f"的日期不在{year}年,请核对。"
    if day in seen:
        return f"的{day.month}月{day.day}日出现了两次,请只留一行。"
    if not kind and day.weekday() < 5:
        return f"的{day.month}月{day.day}日是周{WEEKDAYS[day.weekday()]},本来就上班,请核对。"
    return ""


def _whole(table: YearTable, problems: dict[str, str]) -> YearTable:
    both = sorted(table.off & table.on)
    if both:
        problems["休班"] = f"{both[0].month}月{both[0].day}日既放假又上班,请核对。"
    lacking = [f"{m}月{d}日" for m, d in _ALWAYS_OFF if date(table.year, m, d) not in table.off]
    if lacking and not problems:
        problems[""] = f"{'、'.join(lacking)}没有放假,这不像全年的安排,请补全。"
    if problems:
        raise Refused(problems)
    return table


def _day(cell: object, year: int) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not (found := re.match(_DAY, str(cell))):
        return None
    try:
        return date(int(found[1] or year), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _section(text: str, year: int, name: str) -> tuple[set[date], set[date]]:
    """Days off and days worked of one holiday's paragraph; ValueError says what contradicts."""
    text = re.sub(r"\(([^)]*)\)", _weekday_mark, text)
    off: set[date] = set()
    on: set[date] = set()
    for sentence in re.split("[。;]", text):
        if "鼓励" in sentence:  # an appeal to employers, not an arrangement
            continue
        for clause in sentence.split(","):
            if "上班" in clause:
                on |= set(_dates(clause, year, name))
            elif "放假" in clause or "补休" in clause:
                off |= set(_dates(clause, year, name))
            elif (told := re.fullmatch(r"共(\d+)天", clause)) and int(told[1]) != len(off):
                raise ValueError(f"写着共{told[1]}天,日期却是{len(off)}天,请核对。")
    if not off:
        raise ValueError("没有读到放假日期,请核对。")
    if early := [day for day in on if day.weekday() < 5]:
        raise ValueError(f"{early[0].month}月{early[0].day}日不是周末,却写着上班,请核对年份。")
    return off, on


def _weekday_mark(found: re.Match[str]) -> str:
    told = re.search("(?:周|星期)([一二三四五六日天])", found[1])
    return f"<{told[1].replace('天', '日')}>" if told else ""


def _dates(clause: str, year: int, name: str) -> Iterator[date]:
    month = 0
    for found in re.finditer(_SPAN, clause):
        told_year, start_month, start_day, start_week, end_year, end_month, end_day, end_week, alone, alone_week = (
            found.groups()
        )
        if alone:
            yield _date(year, month, int(alone), alone_week)
            continue
        month = int(start_month)
        first_year = int(told_year) if told_year else year - (month == 12 and "元旦" in name)
        start = end = _date(first_year, month, int(start_day), start_week)
        if end_day:
            last_month = int(end_month or month)
            end = _date(int(end_year or first_year + (last_month < month)), last_month, int(end_day), end_week)
            month = last_month
        if not 0 <= (end - start).days < LONGEST:
            raise ValueError(f"{start.month}月{start.day}日至{end.month}月{end.day}日不像一个假期,请核对。")
        yield from (start + timedelta(n) for n in range((end - start).days + 1))


def _date(year: int, month: int, day: int, told_week: str | None) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(f"{month}月{day}日不存在,请核对。") from None
    if told_week and WEEKDAYS[found.weekday()] != told_week:
        raise ValueError(f"{month}月{day}日写作周{told_week},{year}年是周{WEEKDAYS[found.weekday()]},请核对年份。")
    return found
