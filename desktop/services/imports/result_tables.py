"""Results of inspections in spreadsheets, read as visits: our entry workbook, a line per item, or a line per estate."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.documents.inspection import entry
from desktop.documents.reading.spreadsheet import Report, Spreadsheet
from desktop.domain.errors import Refused
from desktop.domain.inspection.results import Measure
from desktop.domain.wording.cleaning import Cell, line, text, words

Rows = Sequence[Sequence[Cell]]

NO_RESULTS = (
    "在这个文件里没有找到检查结果:每行一个条目的要有“小区、检查日期、检查人、条目、结果(或扣分)”列,"
    "每行一个小区的要有“小区、检查日期、检查人”列和以条目编号(如1.1)为表头的列。"
)
MEANING = "数字含义:"
_LOOKED_AT = 20  # rows among which the headings are looked for
_ROWS_MOST = 200_000
_CODE = re.compile(r"(\d+(?:[.．]\d+)+)(?!\d)")
_NAMES = {
    "estate": words("小区 小区名称 被检查小区 受检小区 项目 项目名称 物业项目"),
    "checklist": words("检查表 检查表名称 检查表编号 评分表 表名"),
    "day": words("检查日期 检查时间 日期"),
    "inspectors": words("检查人 检查人员 检查组 检查员 评分人"),
    "accompanied": words("陪同人 陪同人员 陪同"),
    "item": words("条目 条目编号 检查条目 检查项 检查项目 项目编号 条款 编号"),
    "remark": words("备注 说明 问题 问题描述 存在问题 扣分原因"),
    "fixed": words("当场已改 当场整改 立行立改"),
}
_HEAD = ("estate", "checklist", "day", "inspectors", "accompanied")  # the same for all items of a visit
_TOTALS = words("合计 总计 小计 平均 平均分")
_MEASURES = {
    Measure.RESULT: words("结果 检查结果 处数"),
    Measure.DEDUCTION: words("扣分 扣分值 扣除分"),
    Measure.POINTS: words("得分 实得分"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One item's result: its row (from 1), which item, what the cell says, and what its figures are."""

    row: int
    item: str
    cell: Cell
    measure: Measure = Measure.RESULT
    remark: str = ""
    not_applicable: bool = False
    fixed: bool = False


@dataclass(slots=True)
class Visit:
    """One inspection as a file tells it. `rows` are the cells of its rows by number, to be shown where it is rejected.

    `number` is that of a prepared inspection where our own workbook says so. With `rest` an item that has no line
    counts as fulfilled; a line without a result does so only in our own workbook, where it may hold just a remark.
    """

    sheet: str
    row: int
    estate: str
    checklist: str
    day: Cell
    inspectors: str
    accompanied: str = ""
    number: str = ""
    measure: Measure = Measure.RESULT
    rest: bool = False
    lines: list[Line] = field(default_factory=list)
    rows: dict[int, Sequence[Cell]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """All visits of a file, the headings of its rows, and what the reader should know."""

    visits: list[Visit]
    headings: tuple[str, ...]
    doubts: tuple[str, ...]
    own: bool = False


def read_results(book: Spreadsheet, file_name: str, lists: Mapping[str, str], report: Report) -> Results:
    """The visits in a file; `lists` are the names of the office's checklists by code. Refused where there are none."""
    sheets = {info.name: info for info in book.sheets if info.rows}
    if entry.MARK_SHEET in sheets:
        told = list(book.rows(entry.MARK_SHEET, report))
        if told and told[0] and told[0][0] == entry.MARK:
            return _entered(book, told[1:], report)
    visits: list[Visit] = []
    headings: tuple[str, ...] = ()
    doubts: list[str] = []
    for name, info in sheets.items():
        if info.hidden:
            continue
        rows = list(book.rows(name, report, most=_ROWS_MOST))
        at = _heading_row(rows)
        if at is None:
            continue
        table = _Table(name, rows, at, _named_list(rows[:at], (name, file_name), lists))
        visits += table.visits()
        doubts += table.doubts
        headings = headings or tuple(line(cell) for cell in rows[at])
    if not headings:
        raise Refused(NO_RESULTS)
    return Results(visits, headings, tuple(dict.fromkeys(doubts)))


def _entered(book: Spreadsheet, told: Rows, report: Report) -> Results:
    """Our own workbook; a sheet nobody wrote on gives no lines."""
    visits = []
    names = {info.name for info in book.sheets}
    for facts in told:
        sheet, number, code, _version, estate = (line(cell) for cell in (*facts[:5], *[None] * (5 - len(facts[:5]))))
        if sheet not in names or not number:
            continue
        rows = list(book.rows(sheet, report))
        visit = Visit(
            sheet,
            entry.DAY_CELL[0] + 1,
            estate,
            code,
            _at(rows, *entry.DAY_CELL),
            line(_at(rows, *entry.PEOPLE_CELL)),
            line(_at(rows, *entry.WITH_CELL)),
            number,
            rest=line(_at(rows, *entry.REST_CELL)) == entry.YES,
        )
        for at in range(entry.HEADING_ROW + 1, len(rows)):
            item, result = _item(_at(rows, at, entry.CODE)), _at(rows, at, entry.RESULT)
            out, fixed = (bool(line(_at(rows, at, column))) for column in (entry.OUT, entry.FIXED))
            remark = text(_at(rows, at, entry.REMARK))
            if _CODE.fullmatch(item) and (out or fixed or remark or _holds(result)):
                visit.lines.append(Line(at + 1, item, result, Measure.RESULT, remark, out, fixed))
                visit.rows[at + 1] = (estate, item, result, remark)
        visits.append(visit)
    return Results(visits, ("小区", "编号", "结果", "备注"), (), own=True)


class _Table:
    """A plain table below its headings; with a column of items it has a row for each, else a row for each estate."""

    def __init__(self, name: str, rows: Rows, at: int, checklist: str) -> None:
        self._name, self._rows, self._at, self._list = name, rows, at, checklist
        self._titles = [line(cell) for cell in rows[at]]
        self._places = _places(rows[at])
        self._codes = {
            place: found[1]
            for place, title in enumerate(self._titles)
            if (found := _CODE.match(title.replace("．", ".")))
        }
        self.doubts: list[str] = []

    def visits(self) -> list[Visit]:
        """In the order of the file."""
        measured = [
            (m, at) for m, names in _MEASURES.items() for at, title in enumerate(self._titles) if title in names
        ]
        if "item" in self._places and measured:
            return self._by_item(measured)
        return self._by_estate()

    def _by_item(self, measured: Sequence[tuple[Measure, int]]) -> list[Visit]:
        """Where a result stands beside the points it cost, the first that is written counts.

        A sheet that has nothing but points taken leaves them blank where nothing was wrong.
        """
        blank_is_none = all(measure is Measure.DEDUCTION for measure, _ in measured)
        blanks = 0
        found: dict[tuple[str, ...], Visit] = {}
        for number, cells in self._merged():
            new = self._visit(number, cells, measured[0][0], rest=True)
            key = (new.estate, new.checklist, line(new.day), new.inspectors)
            visit = found.setdefault(key, new)
            visit.rows[number] = cells
            item = _item(_cell(cells, self._places["item"]))
            measure, place = next((one for one in measured if _holds(_cell(cells, one[1]))), measured[0])
            cell = _cell(cells, place)
            if item and blank_is_none and not _holds(cell):
                cell, blanks = 0, blanks + 1
            if item or _holds(cell):
                fixed = line(self._of(cells, "fixed")) not in ("", "否")
                visit.lines.append(Line(number, item, cell, measure, text(self._of(cells, "remark")), fixed=fixed))
        if found:
            self.doubts.append("每行一个条目的表里没有列出的条目,都按“符合”计。")
        if blanks:
            self.doubts.append(f"有{blanks}个条目的扣分空着,按没有扣分计。")
        return list(found.values())

    def _by_estate(self) -> list[Visit]:
        measure = self._measure()
        if measure is Measure.RESULT:
            self.doubts.append("表里没有写明“扣分”或“得分”,数字按处数、百分比这样的检查结果读。")
        else:
            self.doubts.append(f"各条目下的数字按“{measure.label}”读。")
        found = []
        for number, cells in self._filled():
            visit = self._visit(number, cells, measure, rest=False)
            visit.rows[number] = cells
            visit.lines += [Line(number, code, _cell(cells, place), measure) for place, code in self._codes.items()]
            found.append(visit)
        return found

    def _measure(self) -> Measure:
        """What the figures below the items are; a column 得分 beside them is the total, whatever they are."""
        above = "".join(line(cell) for row in self._rows[: self._at] for cell in row)
        if MEANING in above:  # our own rejects
            above = above.partition(MEANING)[2][:2]
        else:
            above += "".join(title for at, title in enumerate(self._titles) if at in self._codes or "扣分" in title)
        above = re.sub("扣分原因|扣分标准|得分合计|总得分", "", above)
        return next((m for m in (Measure.DEDUCTION, Measure.POINTS) if m.label in above), Measure.RESULT)

    def _visit(self, number: int, cells: Sequence[Cell], measure: Measure, rest: bool) -> Visit:
        return Visit(
            self._name,
            number,
            line(self._of(cells, "estate")),
            line(self._of(cells, "checklist")) or self._list,
            self._of(cells, "day"),
            line(self._of(cells, "inspectors")),
            line(self._of(cells, "accompanied")),
            measure=measure,
            rest=rest,
        )

    def _of(self, cells: Sequence[Cell], what: str) -> Cell:
        return _cell(cells, self._places[what]) if what in self._places else None

    def _merged(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The filled rows; where several share a merged estate, which only the first of them holds, with its head."""
        places = [self._places[what] for what in _HEAD if what in self._places]
        above: Sequence[Cell] = ()
        for number, cells in self._filled():
            whole = [*cells, *[None] * (max(places) + 1 - len(cells))]
            if above and not _holds(whole[self._places["estate"]]):
                for at in places:
                    whole[at] = whole[at] if _holds(whole[at]) else above[at]
                self.doubts.append("没有写小区的行算作上一行的小区(合并的单元格)。")
            above = whole
            yield number, whole

    def _filled(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Rows with anything in them, but for headings repeated and totals."""
        for at in range(self._at + 1, len(self._rows)):
            cells = self._rows[at]
            first = next((line(cell) for cell in cells if _holds(cell)), "")
            if first and first not in _TOTALS and list(cells) != list(self._rows[self._at]):
                yield at + 1, cells


def _heading_row(rows: Rows) -> int | None:
    """The first row that names an estate column, and items or results."""
    for at, cells in enumerate(rows[:_LOOKED_AT]):
        places = _places(cells)
        titles = [line(cell) for cell in cells]
        coded = sum(bool(_CODE.match(title)) for title in titles)
        measured = any(title in names for title in titles for names in _MEASURES.values())
        if "estate" in places and (coded or ("item" in places and measured)):
            return at
    return None


def _places(cells: Sequence[Cell]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        title = line(cell).replace(" ", "").rstrip(":：")
        for what, names in _NAMES.items():
            if title in names:
                found.setdefault(what, at)
    return found


def _named_list(above: Rows, names: Sequence[str], lists: Mapping[str, str]) -> str:
    """The code of the list named in a title, the sheet's name or the file's; "" where none is."""
    said = [line(cell) for row in above for cell in row] + list(names)
    return next((code for code, name in lists.items() if any(name in words_ for words_ in said)), "")


def _item(cell: Cell) -> str:
    """The code that an item begins with, or its words."""
    written = line(cell).replace("．", ".")
    found = _CODE.match(written)
    return found[1] if found else written


def _at(rows: Rows, row: int, column: int) -> Cell:
    return _cell(rows[row], column) if row < len(rows) else None


def _cell(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else None


def _holds(cell: Cell) -> bool:
    return cell is not None and str(cell).strip() != ""
