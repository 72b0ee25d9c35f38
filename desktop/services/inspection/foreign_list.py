"""Reading a town's own scoring sheet: merged cells, headings in its own words, deductions written out."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from desktop.domain.inspection.checklist import Checklist, Item, Way, points_words
from desktop.domain.inspection.deduction_text import read_deduction
from desktop.domain.inspection.revising import A_WEEK
from desktop.domain.wording.cleaning import Cell
from desktop.services.inspection.list_rows import Found, ListRow, Note, points, sections, term, words

_LOOKED_AT = 15  # rows in which the headings may stand
_SECTION, _CODE, _TEXT, _POINTS, _RULE, _EVIDENCE, _TERM = range(7)
_HEADINGS = {  # what a heading contains; the first that fits takes the column
    _TERM: ("整改期限", "整改时限", "期限", "时限"),
    _RULE: ("扣分标准", "评分标准", "扣分办法", "评分细则", "扣分细则", "计分办法", "评分办法", "扣分说明", "计分标准"),
    _POINTS: ("分值", "标准分", "满分", "配分", "分数"),
    _EVIDENCE: ("检查方法", "检查方式", "考核方法", "考核方式", "证据", "佐证", "查验方式"),
    _TEXT: ("检查内容", "考核内容", "考评内容", "评分内容", "考核要求", "检查要求", "检查要点", "考核指标", "内容",
            "标准", "要求", "二级指标", "检查项", "考核项"),
    _SECTION: ("检查类别", "考核类别", "项目", "类别", "大类", "部分", "一级指标", "分类", "模块"),
    _CODE: ("序号", "编号", "条款"),
}  # fmt: skip
_NOT = ("得分", "实得", "自评", "扣分原因", "备注", "扣分情况", "签字")  # columns that stay empty on the paper
_TOTAL = re.compile("^(?:合计|总计|总分|小计|满分)")
_HEAD_MARK = re.compile(
    r"^(?:第?[一二三四五六七八九十]+[、.．章节部分]+|[(（][一二三四五六七八九十]+[)）]|\d+[、.．](?!\d))\s*"
)
_HEAD_POINTS = re.compile(r"[(（:：]?\s*(?:共|满分)?\s*\d+(?:\.\d+)?\s*分\s*[)）]?$")
_CODED = re.compile(r"\d+(?:[.．-]\d+)*")
_NO_RULE = "没有“扣分标准”一列,各项都设为“直接填扣分”,请在编辑里核对"
_VETO = "一票否决"
_NO_TERM = "没有“整改期限”一列,各项先定为7个工作日,可以在编辑里修改。"


def read(rows: Sequence[Sequence[Cell]]) -> Found | None:
    """The list in such rows; None where no row looks like the headings of one."""
    for at, cells in enumerate(rows[:_LOOKED_AT]):
        places = _places(cells)
        if _TEXT in places and (_POINTS in places or _RULE in places):
            return _Sheet(rows, at, places).read()
    return None


def _places(cells: Sequence[Cell]) -> dict[int, int]:
    """The column of each kind, told by its heading."""
    titles = {at: _squeezed(str(cell)) for at, cell in enumerate(cells) if isinstance(cell, str)}
    titles = {at: title for at, title in titles.items() if 0 < len(title) <= 15 and not any(n in title for n in _NOT)}
    found: dict[int, int] = {}
    for kind, names in _HEADINGS.items():
        for name in names:
            at = next((at for at, title in titles.items() if name in title and at not in found.values()), None)
            if at is not None:
                found[kind] = at
                break
    if _TEXT not in found and _SECTION in found:
        found[_TEXT] = found.pop(_SECTION)
    return found


class _Sheet:
    """Walks down the rows below the headings; what a merged cell says holds until the next."""

    def __init__(self, rows: Sequence[Sequence[Cell]], heading: int, places: dict[int, int]) -> None:
        self._rows, self._heading, self._places = rows, heading, places
        self._section = ""
        self._pointed: tuple[int, Fraction] | None = None  # the last row with points, and those
        self._found: list[ListRow] = []
        self._notes: list[Note] = []

    def read(self) -> Found:
        """The list with what is doubtful about it."""
        for number, cells in enumerate(self._rows[self._heading + 1 :], self._heading + 2):
            self._read_row(number, cells)
        if _RULE not in self._places:
            self._notes.append(Note(0, f"{_NO_RULE}。", error=False))
        if _TERM not in self._places:
            self._notes.append(Note(0, _NO_TERM, error=False))
        content = Checklist(code="", name=self._title(), sections=sections(self._found))
        return Found(content, tuple(self._found), tuple(self._notes))

    def _read_row(self, number: int, cells: Sequence[Cell]) -> None:
        said = {kind: words(cells, at) for kind, at in self._places.items()}
        filled = [words(cells, at) for at in range(len(cells)) if words(cells, at)]
        if not filled or _TOTAL.match(_squeezed(filled[0])) or _places(cells) == self._places:
            return
        if len(filled) == 1 and not (said[_TEXT] and said.get(_RULE)):
            if _HEAD_MARK.match(filled[0]) or len(filled[0]) <= 12:
                self._section = _heading_words(filled[0])
            return  # else a line of notes
        if said.get(_SECTION):
            self._section = _heading_words(said[_SECTION])
        if said[_TEXT]:
            self._add(number, cells, said)

    def _add(self, number: int, cells: Sequence[Cell], said: dict[int, str]) -> None:
        given = points(said.get(_POINTS, ""))
        reading = read_deduction(said.get(_RULE, ""), given)
        if given is not None:
            self._pointed = number, given
        if said.get(_POINTS) and given is None:
            self._notes.append(Note(number, f"分值“{said[_POINTS]}”不是数字,请改成数字。"))
        elif given is None and reading.points is not None:
            known = f"{float(reading.points):g}"
            self._notes.append(Note(number, f"没有写分值,按扣分标准定为{known}分,请核对。", error=False))
        elif given is None and self._pointed:
            row, above = self._pointed
            self._notes.append(
                Note(
                    number,
                    f"没有写分值;上面第{row}行的{points_words(above)}分如果是几项合并的单元格,"
                    "请取消合并,把分值写到各项。",
                )
            )
        if reading.doubt and _RULE in self._places:
            self._notes.append(Note(number, f"{reading.doubt}。", error=False))
        item = Item(
            code=self._code(cells),
            text=_squeezed(said[_TEXT], keep=" ").removeprefix("★").lstrip(),
            points=given or reading.points or Fraction(0),
            way=Way.NUMBER,
            evidence=_squeezed(said.get(_EVIDENCE, ""), keep=" ")[:60],
            rectify=term(said.get(_TERM, "")) or A_WEEK,
            veto=said[_TEXT].startswith("★") or _VETO in said[_TEXT] + said.get(_RULE, ""),
        )
        self._found.append(ListRow(number, self._section or "检查内容", reading.put_into(item)))

    def _code(self, cells: Sequence[Cell]) -> str:
        """The sheet's own number of the item, or the next of its part where there is none."""
        at = self._places.get(_CODE)
        value = cells[at] if at is not None and at < len(cells) else None
        said = words(cells, at) if not isinstance(value, date) else ""
        taken = {row.item.code for row in self._found}
        if _CODED.fullmatch(said) and said not in taken:
            return said
        parts = list(dict.fromkeys(row.section for row in self._found))
        part = self._section or "检查内容"
        head = parts.index(part) + 1 if part in parts else len(parts) + 1
        number = sum(row.section == part for row in self._found) + 1
        while f"{head}.{number}" in taken:
            number += 1
        return f"{head}.{number}"

    def _title(self) -> str:
        """The longest text above the headings that names a list."""
        above = [words(cells, at) for cells in self._rows[: self._heading] for at in range(len(cells))]
        titles = [
            text for text in above if text.endswith(("表", "标准", "细则", "办法", ")", "）")) and len(text) <= 60
        ]
        return _squeezed(titles[0]) if titles else ""


def _heading_words(text: str) -> str:
    return _HEAD_POINTS.sub("", _HEAD_MARK.sub("", _squeezed(text))).strip(" :：") or _squeezed(text)


def _squeezed(text: str, keep: str = "") -> str:
    """On one line, full-width letters and digits made half-width; blanks go unless one is kept for each run."""
    return re.sub(r"\s+", keep, unicodedata.normalize("NFKC", text) if not keep else text).strip()
