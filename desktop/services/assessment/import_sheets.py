"""Finding the sheets of surveys, opinions and points in somebody's workbook, by their names or columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.documents.reading.spreadsheet import Report, Spreadsheet
from desktop.domain.errors import Refused
from desktop.domain.wording.cleaning import Cell, count, line, number

SURVEYS, OPINIONS, ADJUSTMENTS = "满意度", "意见", "加减分"
_LOOKED_AT = 15  # rows among which the headings are
ESTATE, TERM = "小区", "考核期"
_TOTALS = ("合计", "总计", "小计", "平均")
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    ESTATE: ("小区", "小区名称", "项目", "项目名称"),
    TERM: ("考核期", "期次", "季度"),
    "日期": ("日期", "调查日期"),
    "发放份数": ("发放份数", "发放"),
    "5分": ("5分", "5", "非常满意"),
    "4分": ("4分", "4", "满意"),
    "3分": ("3分", "3", "一般", "基本满意"),
    "2分": ("2分", "2", "较不满意"),
    "1分": ("1分", "1", "不满意"),
    "0分": ("0分", "0", "很不满意", "非常不满意"),
    "无效份数": ("无效份数", "无效"),
    "备注": ("备注", "说明"),
    "评分方": ("评分方", "意见来源", "来源", "评分单位"),
    "分数": ("分数", "得分", "评分"),
    "意见": ("意见", "意见内容"),
    "评分人": ("评分人",),
    "企业": ("企业", "物业服务企业", "物业企业"),
    "加分": ("加分",),
    "扣分": ("扣分",),
    "理由": ("理由", "原因", "事由"),
    "依据": ("依据",),
}
_NEEDED = {
    SURVEYS: (ESTATE, "5分", "4分", "3分", "2分", "1分", "0分"),
    OPINIONS: (ESTATE, "评分方", "分数"),
    ADJUSTMENTS: ("理由", "加分", "扣分"),
}
_GIVEN = {
    SURVEYS: ("5分", "4分", "3分", "2分", "1分", "0分", "无效份数"),
    OPINIONS: ("分数",),
    ADJUSTMENTS: ("加分", "扣分", "理由"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet by its headings."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]

    @property
    def is_total(self) -> bool:
        """Whether it sums up the rows above it."""
        return any(self.text(name).replace(" ", "").rstrip(":：") in _TOTALS for name in (TERM, ESTATE, "企业"))

    def text(self, name: str) -> str:
        return line(self.cells.get(name))

    def figure(self, name: str) -> float | None:
        return number(self.cells.get(name))

    def count(self, name: str) -> int | None:
        """A whole number; ValueError with the heading for any other."""
        try:
            return count(self.cells.get(name))
        except ValueError as error:
            raise ValueError(f"{name}{error}") from error


def sheets_of(book: Spreadsheet, report: Report) -> list[tuple[str, list[Line]]]:
    """The sheets that hold something we know, by their names or their columns."""
    found = []
    for info in book.sheets:
        if info.hidden:
            continue
        rows = list(book.rows(info.name, report))
        heading = _heading(info.name, rows)
        if heading is None:
            continue
        kind, at, places = heading
        lines = []
        for below, row in enumerate(rows[at + 1 :]):
            cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
            lines.append(Line(info.name, at + 2 + below, cells))
        found.append((kind, [one for one in lines if _filled(kind, one)]))
    if not found:
        raise Refused(
            f"没有找到可导入的表,应有名为“{SURVEYS}”“{OPINIONS}”“{ADJUSTMENTS}”的工作表;可先导出空白模板再填写。"
        )
    return found


def _heading(name: str, rows: Sequence[Sequence[Cell]]) -> tuple[str, int, dict[str, int]] | None:
    for at, row in enumerate(rows[:_LOOKED_AT]):
        titles = [line(cell).replace(" ", "") for cell in row]
        places = {
            heading: place
            for heading, words in _HEADINGS.items()
            if (place := next((titles.index(word) for word in words if word in titles), None)) is not None
        }
        kinds = [kind for kind, needed in _NEEDED.items() if all(heading in places for heading in needed)]
        if kinds:
            return next((kind for kind in kinds if kind == name.strip()), kinds[0]), at, places
    if name.strip() in _NEEDED:
        raise Refused(f"工作表“{name}”缺少列:{'、'.join(_NEEDED[name.strip()])};可先导出空白模板再填写。")
    return None


def _filled(kind: str, row: Line) -> bool:
    """Whether anything was written beside what the template has."""
    return any(row.text(name) for name in _GIVEN[kind])
