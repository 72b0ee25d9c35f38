"""Workbooks as towns and committees make them: correct ones by chance, and the errors that people put into them."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

CHANNELS = ("12345热线", "来电", "来访", "微信公众号", "网上信箱", "上级交办", "其他")
CATEGORIES = ("房屋维修", "停车管理", "环境卫生", "违法搭建", "电梯故障", "其他")
ESTATES = ("丰翔新城", "海锦花园", "东方苑", "大桥一村", "临港名邸", "乾禾新村", "慧芳花园", "经纬雅庭")
LOOKS = ("exact", "rounded", "text")


@dataclass
class Book:
    """A workbook under way and the places where an error of each kind can be put."""

    chance: random.Random
    look: str = "exact"  # how percentages are written
    file: Any = field(default_factory=openpyxl.Workbook)
    spots: dict[str, list[tuple[str, str, Callable[[Any], Any]]]] = field(default_factory=dict)

    def sheet(self, name: str) -> Worksheet:
        """A further sheet."""
        if len(self.file.sheetnames) == 1 and self.file.active.max_row == 1 and self.file.active["A1"].value is None:
            self.file.active.title = name
            return self.file.active
        return self.file.create_sheet(name)

    def spot(self, rule: str, sheet: Worksheet, row: int, column: int, spoil: Callable[[Any], Any]) -> None:
        """Remember that this cell, spoilt so, breaks the rule."""
        self.spots.setdefault(rule, []).append((sheet.title, f"{get_column_letter(column)}{row}", spoil))


def made(chance: random.Random, look: str) -> Book:
    """A correct workbook of several tables, percentages in one of the `LOOKS` that are in use."""
    book = Book(chance, look)
    received = _channels(book)
    _categories(book, received)
    _estates(book)
    _months(book)
    _coverage(book)
    return book


def _split(chance: random.Random, whole: int, parts: int) -> list[int]:
    cuts = sorted(chance.randint(0, whole) for _ in range(parts - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, whole], strict=True)]


def _more(value: Any) -> Any:
    return value + 7


def _title(book: Book, sheet: Worksheet, text: str, columns: int) -> int:
    """A title and perhaps a line below it; the row where the headings begin."""
    sheet["A1"] = text
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    if book.chance.random() < 0.5:
        sheet["A2"] = "填报单位:某某居委会    统计期间:2026年10月    填报人:王芳"
        sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=columns)
        return 3
    return 2


def _channels(book: Book) -> int:
    """受理渠道: counts, shares, change against the month before; the total below or on top."""
    chance, sheet = book.chance, book.sheet("渠道")
    at = _title(book, sheet, "2026年10月受理渠道统计表", 6)
    for column, text in enumerate(("受理渠道", "件数", "占比", "上月件数", "增减", "环比"), 1):
        sheet.cell(at, column, text)
    whole = chance.randint(300, 900)
    counts, before = _split(chance, whole - 70, 7), [chance.randint(5, 90) for _ in CHANNELS]
    counts = [count + 10 for count in counts]
    lines = [*zip(CHANNELS, counts, before, strict=True)]
    total = ("合计", whole, sum(before))
    top = chance.random() < 0.3
    for row, (name, count, then) in enumerate([total, *lines] if top else [*lines, total], at + 1):
        sheet.cell(row, 1, "合 计" if name == "合计" and chance.random() < 0.5 else name)
        sheet.cell(row, 2, count)
        _rate(book, sheet, row, 3, count / whole)
        sheet.cell(row, 4, then)
        sheet.cell(row, 5, count - then)
        _rate(book, sheet, row, 6, count / then - 1)
        if name != "合计":
            book.spot("V1", sheet, row, 2, _more)
            book.spot("V5", sheet, row, 3, _wrong_rate)
        book.spot("V7", sheet, row, 5, _more)
        book.spot("V7", sheet, row, 6, _wrong_rate)
    return whole


def _rate(book: Book, sheet: Worksheet, row: int, column: int, value: float) -> None:
    """A percentage: exact, rounded, or written as text."""
    cell = sheet.cell(row, column)
    match book.look:
        case "text":
            cell.value = f"{value * 100:.1f}%"
        case "rounded":
            cell.value, cell.number_format = round(value, 4), "0.00%"
        case _:
            cell.value, cell.number_format = value, "0.0%"


def _wrong_rate(value: Any) -> Any:
    if isinstance(value, str):
        return f"{float(value.rstrip('%')) + 2.3:.1f}%"
    return value + 0.023


def _categories(book: Book, received: int) -> None:
    """诉求类别: the same number received; how they stand."""
    chance, sheet = book.chance, book.sheet("类别")
    at = _title(book, sheet, "2026年10月诉求分类统计表", 8)
    heads = ("序号", "诉求类别", "受理件数", "办结", "在办", "退单", "挂账", "办结率")
    for column, text in enumerate(heads, 1):
        sheet.cell(at, column, text)
    counts = [count + 12 for count in _split(chance, received - 72, 6)]
    rows = []
    for name, count in zip(CATEGORIES, counts, strict=True):
        under_way, back, held = chance.randint(1, 4), chance.randint(0, 2), chance.randint(0, 2)
        rows.append((name, count, count - under_way - back - held, under_way, back, held))
    rows.append(("合计", *(sum(row[place] for row in rows) for place in range(1, 6))))
    for row, (name, *numbers) in enumerate(rows, at + 1):
        if name != "合计":
            sheet.cell(row, 1, row - at)
        sheet.cell(row, 2, name)
        for column, number in enumerate(numbers, 3):
            sheet.cell(row, column, number)
        _rate(book, sheet, row, 8, numbers[1] / numbers[0])
        book.spot("V3", sheet, row, 3 + chance.randint(0, 4), _more)
        book.spot("V6", sheet, row, 8, _wrong_rate)
        book.spot("V6", sheet, row, 8, lambda value: "103.5%" if isinstance(value, str) else 1.035)
        if name != "合计":
            book.spot("V2", sheet, row, 3, _more)
    sheet.cell(at + len(rows) + 1, 1, "注:件数含重复件。")


def _estates(book: Book) -> None:
    """小区: two rows of headings, call-backs with ratings, points and ranks; formulas in the total."""
    chance, sheet = book.chance, book.sheet("分小区")
    at = _title(book, sheet, "2026年10月各小区回访情况表", 11)
    for column, (above, below) in enumerate(
        (
            ("序号", ""), ("小区", ""), ("上门件数", ""), ("回访情况", "回访件数"), ("回访情况", "满意"),
            ("回访情况", "基本满意"),
            ("回访情况", "不满意"), ("回访情况", "未评价"), ("回访情况", "满意率"), ("得分", ""), ("排名", ""),
        ), 1,
    ):  # fmt: skip
        sheet.cell(at, column, above)
        if below:
            sheet.cell(at + 1, column, below)
        else:
            sheet.merge_cells(start_row=at, start_column=column, end_row=at + 1, end_column=column)
    sheet.merge_cells(start_row=at, start_column=4, end_row=at, end_column=9)
    first = at + 2
    scores = [chance.choice([80, 85, 85.5, 90, 92, 95]) for _ in ESTATES]
    for row, (name, score) in enumerate(zip(ESTATES, scores, strict=True), first):
        ratings = [chance.randint(3, 30), chance.randint(1, 9), chance.randint(1, 5), chance.randint(0, 3)]
        for column, value in enumerate((row - first + 1, name, sum(ratings) + 5, sum(ratings), *ratings), 1):
            sheet.cell(row, column, value)
        _rate(book, sheet, row, 9, ratings[0] / (sum(ratings)))
        sheet.cell(row, 10, score)
        sheet.cell(row, 11, 1 + sum(other > score for other in scores))
        book.spot("V4", sheet, row, chance.randint(4, 8), _more)
        book.spot("名次", sheet, row, 11, _more)
        book.spot("件数", sheet, row, 3, lambda _: -4)
        book.spot("件数", sheet, row, 3, lambda value: value + 0.5)
        book.spot("隐私", sheet, row, 2, lambda value: f"{value}(李女士13812345678)")
        book.spot("隐私", sheet, row, 2, lambda value: f"{value}310113197001011234")
        book.spot("数字", sheet, row, 3, str)
    last = first + len(ESTATES)
    sheet.cell(last, 2, "合计")
    for column in range(3, 9):
        letter = get_column_letter(column)
        sheet.cell(last, column, f"=SUM({letter}{first}:{letter}{last - 1})")
        book.spot("改写", sheet, last, column, lambda _: 777)
    sheet.cell(last, 9, f"=E{last}/D{last}").number_format = "0.0%"
    book.spot("公式", sheet, last, 9, lambda _: "=E3/(D3-D3)")


def _months(book: Book) -> None:
    """A quarter month by month."""
    chance, sheet = book.chance, book.sheet("分月")
    for column, text in enumerate(("社区", "7月", "8月", "9月", "三季度"), 1):
        sheet.cell(1, column, text)
    rows = [(name, *(chance.randint(0, 40) for _ in range(3))) for name in ESTATES[: chance.randint(3, 8)]]
    rows.append(("合计", *(sum(row[place] for row in rows) for place in range(1, 4))))
    for row, (name, *numbers) in enumerate(rows, 2):
        for column, value in enumerate((name, *numbers, sum(numbers)), 1):
            sheet.cell(row, column, value)
        book.spot("分月", sheet, row, 5, _more)
    book.spot("合计", sheet, len(rows) + 1, 2, _more)


def _coverage(book: Book) -> None:
    """覆盖 in two tables on one sheet, side by side or one below the other."""
    chance, sheet = book.chance, book.sheet("覆盖")
    whole = chance.randint(200, 1200)
    covered = chance.randint(100, whole)
    for column, text in enumerate(("类型", "小区总数", "已覆盖", "覆盖率"), 1):
        sheet.cell(1, column, text)
    for column, value in enumerate(("住宅", whole, covered), 1):
        sheet.cell(2, column, value)
    _rate(book, sheet, 2, 4, covered / whole)
    book.spot("V8", sheet, 2, 4, _wrong_rate)
    row, column = (1, 7) if chance.random() < 0.5 else (5, 1)
    for place, text in enumerate(("指标", "本期", "上期", "增减(百分点)")):
        sheet.cell(row, column + place, text)
    for below, name in enumerate(("满意率", "办结率"), 1):
        now, then = round(chance.uniform(0.6, 1), 3), round(chance.uniform(0.6, 1), 3)
        sheet.cell(row + below, column, name)
        sheet.cell(row + below, column + 1, now).number_format = "0.0%"
        sheet.cell(row + below, column + 2, then).number_format = "0.0%"
        sheet.cell(row + below, column + 3, round((now - then) * 100, 1))
        book.spot("V7", sheet, row + below, column + 3, _more)
