"""A workbook into which inspections are entered elsewhere: a sheet for each estate that follows the paper sheet.

Only the light cells can be written in; each takes nothing but what its item allows, and the score is live. A hidden
sheet says which inspection each sheet is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from desktop.documents.cells import clean_text, lines_needed
from desktop.documents.workbooks import sheet_look as look
from desktop.domain.indicators import Rounding
from desktop.domain.inspection.checklist import Checklist, Item, Way, exact, points_words
from desktop.domain.inspection.results import FULFILLED, NOT_APPLICABLE, NOT_FULFILLED, how_to_fill, written_result
from desktop.domain.inspection.scoring import Answer, deduction, score
from desktop.forms.inspection import InspectionHead, ItemAnswer

MARK: Final = "linliban.inspection.entry.1"
MARK_SHEET: Final = "数据"
YES, NO = "是", "否"
DAY_CELL, PEOPLE_CELL, WITH_CELL, REST_CELL = (2, 1), (2, 4), (2, 7), (3, 1)  # row and column, from 0
HEADING_ROW: Final = 5
CODE, TEXT, POINTS, RULE, RESULT, OUT, FIXED, REMARK, TAKEN = range(9)
_HEADINGS: Final = ("编号", "检查内容", "分值", "扣分标准", "结果", "不适用", "当场已改", "备注", "扣分")
_WIDTHS: Final = (11, 42, 6, 27, 15, 9, 9, 30, 7)
_TOLD: Final = "只填浅色的格子:结果按处数、百分比填,或从列表里选;这一项不适用就在“不适用”里选;右边自动算扣分和得分。"
_INPUT: Final = "FFF8E1"


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One inspection as it is to be filled in; what is already known stands in it."""

    number: str
    estate: str
    company: str
    checklist: Checklist
    list_number: int
    head: InspectionHead
    answers: dict[str, ItemAnswer]


def write_entry_workbook(sheets: Sequence[EntrySheet], target: Path, made_at: datetime) -> None:
    """Write the workbook; the sheets are named after their estates. Raises OSError where it cannot be written."""
    book = Workbook(str(target), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "检查结果录入表", "created": made_at, "comments": ""})
    formats = _Formats(book)
    taken = {MARK_SHEET}
    names = [look.sheet_name(sheet.estate, taken) for sheet in sheets]
    pages = [cast(Worksheet, book.add_worksheet(name)) for name in names]
    data = cast(Worksheet, book.add_worksheet(MARK_SHEET))
    data.very_hidden()
    data.write_row(0, 0, [MARK])
    tiers = _Tiers(data)
    for row, (name, page, sheet) in enumerate(zip(names, pages, sheets, strict=True), 1):
        facts = (name, sheet.number, sheet.checklist.code, sheet.list_number, clean_text(sheet.estate))
        for column, fact in enumerate(facts):
            data.write(row, column, fact)
        _Page(page, sheet, formats, tiers).write()
    book.close()


class _Formats:
    def __init__(self, book: Workbook) -> None:
        plain = {"font_name": look.BODY_FONT, "font_size": look.BODY_SIZE, "valign": "vcenter", "text_wrap": True}
        framed = plain | {"border": 1, "border_color": f"#{look.RULE}"}
        shaded = {"bg_color": f"#{look.HEADING_FILL}"}
        input_ = framed | {"bg_color": f"#{_INPUT}", "locked": False}
        self.title: Format = book.add_format(
            plain | {"font_name": look.TITLE_FONT, "font_size": 16, "bold": True, "align": "center"}
        )
        self.note: Format = book.add_format(plain | {"font_size": look.NOTE_SIZE})
        self.label: Format = book.add_format(plain | {"align": "right"})
        self.heading: Format = book.add_format(framed | shaded | {"font_name": look.HEADING_FONT, "align": "center"})
        self.section: Format = book.add_format(framed | shaded | {"font_name": look.HEADING_FONT})
        self.text: Format = book.add_format(framed)
        self.middle: Format = book.add_format(framed | {"align": "center", "num_format": "General"})
        self.figure: Format = book.add_format(framed | {"align": "center", "num_format": "0.##;-0.##;0"})
        self.total: Format = book.add_format(framed | {"align": "center", "bold": True, "font_size": 14})
        self.input: Format = book.add_format(input_)
        self.choice: Format = book.add_format(input_ | {"align": "center"})
        self.day: Format = book.add_format(input_ | {"align": "center", "num_format": "yyyy-mm-dd"})


class _Tiers:
    """The degrees of items on the hidden sheet, since a list in a cell rule may not hold commas; each kept once."""

    def __init__(self, data: Worksheet) -> None:
        self._data, self._next = data, 0
        self._there: dict[tuple[Any, ...], tuple[str, str]] = {}

    def place(self, item: Item) -> tuple[str, str]:
        """The ranges of the labels and of the points they take."""
        if item.tiers not in self._there:
            first, last = self._next, self._next + len(item.tiers) - 1
            for row, tier in enumerate(item.tiers, first):
                self._data.write_string(row, 8, clean_text(tier.label))
                self._data.write_number(row, 9, float(tier.deduct))
            labels, points = (f"'{MARK_SHEET}'!{xl_range_abs(first, at, last, at)}" for at in (8, 9))
            self._there[item.tiers] = labels, points
            self._next = last + 1
        return self._there[item.tiers]


class _Page:
    """One estate's sheet."""

    def __init__(self, page: Worksheet, sheet: EntrySheet, formats: _Formats, tiers: _Tiers) -> None:
        self._page, self._sheet, self._formats, self._tiers = page, sheet, formats, tiers

    def write(self) -> None:
        page, formats = self._page, self._formats
        for place, width in enumerate(_WIDTHS):
            page.set_column(place, place, width)
        rows = list(self._lines())
        last = HEADING_ROW + len(rows)
        self._write_head(last)
        for place, heading in enumerate(_HEADINGS):
            page.write_string(HEADING_ROW, place, heading, formats.heading)
        for row, line in enumerate(rows, HEADING_ROW + 1):
            if isinstance(line, str):
                page.merge_range(row, 0, row, TAKEN, clean_text(line), formats.section)
            else:
                self._write_item(row, line)
        page.protect("", {"format_columns": True, "format_rows": True})
        page.freeze_panes(HEADING_ROW + 1, 2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(**look.MARGINS)
        page.repeat_rows(HEADING_ROW)
        page.set_footer(look.FOOTER)
        page.set_selection(*DAY_CELL, *DAY_CELL)

    def _lines(self) -> Iterator[str | Item]:
        for section in self._sheet.checklist.sections:
            yield f"{section.name}({points_words(section.points)}分)"
            yield from section.items

    def _write_head(self, last: int) -> None:
        page, formats, sheet = self._page, self._formats, self._sheet
        page.merge_range(0, 0, 0, TAKEN, clean_text(sheet.checklist.name), formats.title)
        page.set_row(0, 30)
        facts = "　　".join(filter(None, (sheet.estate, sheet.company, sheet.number, f"第{sheet.list_number}版")))
        page.merge_range(1, 0, 1, TAKEN, clean_text(facts), formats.note)
        head = sheet.head
        for (row, column), label in (
            (DAY_CELL, "检查日期"), (PEOPLE_CELL, "检查人"), (WITH_CELL, "陪同人"), (REST_CELL, "未填算符合"),
        ):  # fmt: skip
            page.write_string(row, column - 1, label, formats.label)
        for row in (2, 3):
            page.set_row(row, 24)
        page.write_blank(*DAY_CELL, None, formats.day)
        if head.inspected_on:
            page.write_datetime(*DAY_CELL, datetime.combine(head.inspected_on, datetime.min.time()), formats.day)
        page.merge_range(2, PEOPLE_CELL[1], 2, PEOPLE_CELL[1] + 1, clean_text(head.inspectors), formats.input)
        page.merge_range(2, WITH_CELL[1], 2, TAKEN, clean_text(head.accompanied_by), formats.input)
        page.write_blank(*REST_CELL, None, formats.choice)
        page.data_validation(
            *DAY_CELL,
            *DAY_CELL,
            {
                "validate": "date", "criteria": ">=", "value": datetime(2000, 1, 1), "error_title": "检查日期",
                "error_message": "请填日期,如2026-11-16。",
            },
        )  # fmt: skip
        _choose(page, *REST_CELL, [YES, NO], "请选是或否。")
        first = HEADING_ROW + 1
        points, results, outs, taken = (xl_range_abs(first, at, last, at) for at in (POINTS, RESULT, OUT, TAKEN))
        rules = sheet.checklist.rules
        full = f'SUMIFS({points},{outs},"")' if rules.leave_out else f"SUM({points})"
        round_ = "ROUNDDOWN" if rules.rounding is Rounding.TRUNCATE else "ROUND"
        total = f'=IF({full}=0,"",{round_}(({full}-SUM({taken}))/{full}*100,{rules.decimals}))'
        left = f'=SUMPRODUCT(({points}<>"")*({results}="")*({outs}=""))'
        page.write_string(3, 3, "得分", formats.label)
        so_far = score(sheet.checklist, {code: _answer(answer) for code, answer in sheet.answers.items()})
        page.write_formula(3, 4, total, formats.total, "" if so_far.total is None else float(so_far.total))
        page.merge_range(3, 5, 3, 6, "还没有填的项", formats.label)
        page.write_formula(3, 7, left, formats.total, len(so_far.unanswered))
        page.merge_range(4, 0, 4, TAKEN, _TOLD, formats.note)

    def _write_item(self, row: int, item: Item) -> None:
        page, formats = self._page, self._formats
        answer = self._sheet.answers.get(item.code, ItemAnswer(item.code))
        lines = max(lines_needed(item.text, _WIDTHS[TEXT] / 2.1), lines_needed(item.rule_words, _WIDTHS[RULE] / 2.1))
        page.set_row(row, look.row_height(lines))
        page.write_string(row, CODE, item.code, formats.middle)
        page.write_string(row, TEXT, clean_text(("★" if item.veto else "") + item.text), formats.text)
        page.write_number(row, POINTS, float(item.points), formats.figure)
        page.write_string(row, RULE, clean_text(item.rule_words), formats.text)
        found = _answer(answer)
        result = written_result(item, found) if answer.applicable else None
        page.write(row, RESULT, result, formats.choice)
        self._rule_of_result(row, item)
        if item.may_not_apply:
            page.write(row, OUT, None if answer.applicable else NOT_APPLICABLE, formats.choice)
            _choose(page, row, OUT, [NOT_APPLICABLE], "不适用就选“不适用”,适用就空着。")
        else:
            page.write_blank(row, OUT, None, formats.middle)
        page.write(row, FIXED, YES if answer.fixed_on_spot else None, formats.choice)
        _choose(page, row, FIXED, [YES], "当场改好了就选“是”,没有就空着。")
        page.write_string(row, REMARK, clean_text(answer.remark), formats.input)
        page.write_formula(row, TAKEN, self._taken(row, item), formats.figure, float(deduction(item, found)))

    def _rule_of_result(self, row: int, item: Item) -> None:
        told = f"{item.code}:{how_to_fill(item)}。"
        match item.way:
            case Way.ALL_OR_NOTHING | Way.YES_NO:
                _choose(self._page, row, RESULT, [FULFILLED, NOT_FULFILLED], told)
            case Way.TIERED:
                _choose(self._page, row, RESULT, "=" + self._tiers.place(item)[0], told)
            case Way.PER_OCCURRENCE:
                _between(self._page, row, "integer", 999, told)
            case Way.RATIO:
                _between(self._page, row, "decimal", 100, told)
            case Way.NUMBER:
                _between(self._page, row, "decimal", float(item.cap), told)

    def _taken(self, row: int, item: Item) -> str:
        """The live deduction; the rule of `domain.inspection.scoring.deduction` as a formula."""
        result, out = xl_rowcol_to_cell(row, RESULT), xl_rowcol_to_cell(row, OUT)
        cap, points, amount = (f"{float(each):g}" for each in (item.cap, item.points, item.amount))
        match item.way:
            case Way.PER_OCCURRENCE:
                taken = f"MIN({cap},{amount}*N({result}))"
            case Way.ALL_OR_NOTHING:
                taken = f'IF({result}="{NOT_FULFILLED}",{cap},0)'
            case Way.TIERED:
                labels, deducts = self._tiers.place(item)
                taken = f'IF({result}="",0,MIN({cap},INDEX({deducts},MATCH({result},{labels},0))))'
            case Way.RATIO:
                taken = f'IF({result}="",0,MIN({cap},{points}-ROUND({points}*{result}/100,1)))'
            case Way.NUMBER:
                taken = f"MIN({cap},N({result}))"
            case Way.YES_NO:
                return "=0"
        return f'=IF({out}<>"",0,{taken})'


def _answer(answer: ItemAnswer) -> Answer:
    return Answer(None if answer.value is None else exact(answer.value), answer.applicable)


def _choose(page: Worksheet, row: int, column: int, source: list[str] | str, told: str) -> None:
    page.data_validation(
        row,
        column,
        row,
        column,
        {"validate": "list", "source": source, "error_title": "请从列表里选", "error_message": told},
    )


def _between(page: Worksheet, row: int, kind: str, most: float, told: str) -> None:
    page.data_validation(
        row,
        RESULT,
        row,
        RESULT,
        {
            "validate": kind, "criteria": "between", "minimum": 0, "maximum": most,
            "error_title": "请检查", "error_message": told,
        },
    )  # fmt: skip
