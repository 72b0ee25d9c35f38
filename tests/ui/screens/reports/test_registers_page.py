"""The page of registers by the keyboard: a record added, changed, removed and brought back; votes judged; the grid."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.registers import StatedFigure
from desktop.forms.registers.committees import CommitteeTermForm
from desktop.forms.registers.contracts import ContractKind, ServiceContractForm
from desktop.forms.registers.votes import MatterForm, OwnersVoteForm, VotedMatter
from desktop.services.registers import keeping
from desktop.services.registers.catalogue import REGISTERS, register
from desktop.services.registers.local_terms import legal_terms
from desktop.ui.screens.reports import ReportsScreen
from tests.office import Office
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]
TERM = CommitteeTermForm(ordinal=2, starts=date(2023, 5, 1), ends=date(2027, 4, 30))


@pytest.fixture
def sit(qtbot: QtBot, office: Office, database: Database) -> Iterator[Sit]:
    """Opens the page; all are closed at the end."""
    seats: list[Seat] = []

    def make(what: object = None, **size: int) -> Seat:
        wanted = ("registers", what)
        seats.append(Seat(qtbot, ReportsScreen, database, office.operator, office.now, wanted, **size))
        return seats[-1]

    yield make
    for seat in seats:
        seat.leave()


def enter(office: Office, key: str, form: Any) -> int:
    with office.database.write() as session:
        return keeping.enter(session, register(key), form, office.operator, office.now)


def forms(office: Office, key: str) -> list[Any]:
    with office.database.read() as session:
        lines = register(key).listing(session, office.now).lines
        return [keeping.form_of(session, register(key), line.id) for line in lines]


def type_in(seat: Seat, *words: str) -> None:
    """Type into the sheet from where the keyboard is, Tab after each word."""
    for word in words:
        sheet = QApplication.activeModalWidget()
        assert sheet is not None
        focus = sheet.focusWidget()
        QTest.keyClicks(focus, word)
        QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Tab)
        seat.settle()


def dialog(seat: Seat) -> Any:
    return seat.screen.page.asking.dialog


def cells(seat: Seat) -> list[tuple[str, ...]]:
    table = seat.screen.page.records.table
    return [table.row(at).cells for at in range(table.rowCount())]


def test_a_term_is_added_changed_removed_and_brought_back_by_keys(sit: Sit, office: Office) -> None:
    seat = sit("committees")
    seat.press("Ctrl+N")
    type_in(seat, "fxxc", "3", "2024-01-01", "2028-12-31")
    seat.press("Ctrl+Return")
    (kept,) = forms(office, "committees")
    assert (kept.estate, kept.ordinal, kept.ends) == (office.estate, 3, date(2028, 12, 31))
    assert [line[:4] for line in cells(seat)] == [("丰翔新城", "第三届", "2024-01-01", "2028-12-31")]
    assert seat.part("registers.status").text() == "1条"
    seat.press("F6")
    seat.press("F6")
    seat.press("Return")
    type_in(seat, "", "")
    QTest.keyClicks(dialog(seat).form.editors["members_due"], "7")
    seat.press("Ctrl+Return")
    assert forms(office, "committees")[0].members_due == 7
    undo: list[Any] = []
    seat.desk.told.connect(lambda *said: undo.append(said[3]))
    seat.press("Del")
    assert forms(office, "committees") == [] and cells(seat) == []
    undo[-1]()
    seat.settle()
    assert forms(office, "committees") == [replace(kept, members_due=7)] and len(cells(seat)) == 1


def test_what_is_refused_is_said_at_its_field(sit: Sit, office: Office) -> None:
    enter(office, "committees", replace(TERM, estate=office.estate))
    seat = sit("committees")
    seat.press("Ctrl+N")
    type_in(seat, "fxxc", "2")
    seat.press("Ctrl+Return")
    assert dialog(seat).form.editors.problems["ordinal"].text() == "这个小区已登记第二届,请改那一条。"
    seat.press("Esc")
    seat.press("Esc")
    assert len(forms(office, "committees")) == 1


def test_somebody_else_was_faster(sit: Sit, office: Office) -> None:
    made = enter(office, "committees", replace(TERM, estate=office.estate))
    seat = sit(("committees", made))
    seat.press("Return")
    with office.database.write() as session:
        other = replace(TERM, estate=office.estate, note="已核对")
        keeping.change(session, register("committees"), made, other, office.colleague, office.now)
    seat.settle()
    dialog(seat).form.editors["note"].setPlainText("我的备注")
    seat.press("Ctrl+Return")
    assert "刚被别人改过" in dialog(seat).form.editors.general.text()
    assert dialog(seat).form.editors["note"].toPlainText() == "我的备注"  # nothing typed is lost
    dialog(seat).done(0)
    assert forms(office, "committees")[0].note == "已核对"


def test_the_list_on_the_left_counts_and_tells_what_is_due(sit: Sit, office: Office) -> None:
    enter(office, "committees", replace(TERM, estate=office.estate, ends=date(2027, 3, 31)))
    enter(
        office, "contracts", ServiceContractForm(office.estate, None, ContractKind.OWNERS, signed_on=date(2026, 9, 1))
    )
    seat = sit()
    texts = [seat.part("registers.list").item(at).text() for at in range(len(REGISTERS))]
    assert texts[:3] == ["业委会届期\n1条 · 逾期未报告1", "物业合同\n1条 · 备案超期1", "业主大会表决\n还没有记录"]
    seat.press("Down")
    assert seat.screen.page.register.key == "contracts" and len(cells(seat)) == 1
    seat.press("F6")
    assert seat.part("registers.contracts.table").hasFocus()
    seat.press("F8")
    dialog(seat).form.editors["contract_filing_days"].setText("90")
    seat.press("Ctrl+Return")
    with office.database.read() as session:
        assert legal_terms(session).contract_filing_days == 90
    assert "备案超期" not in seat.part("registers.list").item(1).text()


def test_records_are_found_by_words_and_estate(sit: Sit, office: Office) -> None:
    for ordinal in (1, 2, 3):
        enter(office, "committees", replace(TERM, estate=office.estate, ordinal=ordinal))
    seat = sit("committees")
    seat.press("Ctrl+F")
    bar = seat.screen.page.records.bar
    bar.search.setText("第三")
    seat.press("Return")
    assert [line[1] for line in cells(seat)] == ["第三届"] and seat.part("registers.status").text() == "1/3条"
    bar.clear()
    bar.part("estate").set_value(office.estate + 99)
    bar.part("estate").edited.emit()
    seat.settle()
    bar.part("estate").set_value(office.estate)
    bar.part("estate").edited.emit()
    seat.settle()
    assert len(cells(seat)) == 3


def test_all_that_a_vote_lacks_is_said_at_once(sit: Sit, office: Office) -> None:
    seat = sit("votes")
    seat.press("Ctrl+N")
    form = dialog(seat).form
    seat.press("Ctrl+Return")
    said = {name for name, line in form.editors.problems.items() if line.text()}
    assert {"estate", "name", "closes_on", "total_heads", "total_area"} <= said
    assert form.lines[0].result.text() == "请填写议题。" and forms(office, "votes") == []


def test_a_vote_is_judged_while_it_is_typed(sit: Sit, office: Office) -> None:
    seat = sit("votes")
    seat.press("Ctrl+N")
    form = dialog(seat).form
    form.editors["estate"].set_value(office.estate)
    form.editors["name"].setText("首次大会")
    form.editors["closes_on"].set_value(date(2026, 10, 1))
    line = form.lines[0]
    line.editors["topic"].setText("充电棚")
    line.editors["matter"].set_value(VotedMatter.COMMON_PARTS)
    assert line.result.text().startswith("选了事项类别")
    form.editors["total_heads"].setText("120")
    form.editors["total_area"].setText("12000")
    for name, words in (
        ("agree_heads", "60"),
        ("agree_area", "5999"),
        ("against_heads", "20"),
        ("against_area", "2001"),
    ):
        line.editors[name].setText(words)
    assert line.result.text() == "不通过:同意面积5999/8000不足3/4"
    line.editors["agree_area"].setText("6000")
    line.editors["against_area"].setText("2000")
    assert line.result.text() == "通过"
    line.editors["against_heads"].setText("200")
    assert "多于总人数120" in line.result.text()
    seat.press("Ctrl+Return")
    assert forms(office, "votes") == []
    line.editors["against_heads"].setText("20")
    seat.press("Ctrl+N")
    assert len(form.lines) == 2
    seat.press("Ctrl+Return")
    assert form.lines[1].result.text() == "请填写议题。" and forms(office, "votes") == []
    form.lines[1].removing.click()
    seat.press("Ctrl+Return")
    (kept,) = forms(office, "votes")
    assert [(one.topic, one.agree_area) for one in kept.matters] == [("充电棚", 6000)]
    assert cells(seat)[0][-1] == "通过1项"


def test_figures_are_stated_in_a_grid(sit: Sit, office: Office) -> None:
    seat = sit("stated")
    grid = seat.screen.page.grid
    table = seat.part("registers.stated.grid")
    assert table.hasFocus() and grid.model.columnCount() == 4

    def stated() -> list[tuple[str, date, date, float]]:
        with office.database.read() as session:
            rows = session.scalars(select(StatedFigure).order_by(StatedFigure.id))
            return [(row.code, row.first, row.last, row.value) for row in rows]

    QTest.keyClicks(table, "1")
    QTest.keyClicks(QApplication.focusWidget(), "2")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    seat.settle()
    assert table.currentIndex().row() == 1
    assert stated() == [("bidding", date(2026, 1, 1), date(2026, 6, 30), 12)]
    assert table.model().index(0, 2).data() == "12"
    assert not grid.model.setData(grid.model.index(1, 2), "很多")
    assert "不是一个数" in seat.told[-1] and len(stated()) == 1
    table.setCurrentIndex(grid.model.index(0, 2))
    seat.press("Del")
    assert stated() == []
    seat.press("Alt+Left")
    assert seat.part("registers.stated.year").text() == "2025年"
    seat.press("Alt+Right")
    seat.press("Alt+Right")
    assert seat.part("registers.stated.year").text() == "2026年"
    seat.part("registers.stated.span1").click()
    seat.settle()
    assert grid.model.columnCount() == 14 and grid.model.headerData(2, Qt.Orientation.Horizontal) == "1月"


def test_a_template_is_saved_and_a_filled_one_taken_in(sit: Sit, office: Office, tmp_path: Path) -> None:
    seat = sit("disinfection")
    seat.screen.page.files.template_to(tmp_path / "模板.xlsx")
    seat.settle()
    assert load_workbook(tmp_path / "模板.xlsx").sheetnames == ["小区消毒"]
    book = Workbook()
    assert book.active is not None
    for row in (["小区", "日期", "楼栋数"], ["丰翔新城", date(2026, 11, 12), 9]):
        book.active.append(row)
    book.save(tmp_path / "消毒.xlsx")
    seat.screen.page.files.take_in(tmp_path / "消毒.xlsx")
    seat.settle()
    assert seat.told[-1] == "已导入:新增1条。" and len(cells(seat)) == 1
    book.active["A3"], book.active["B3"] = "没有的小区", date(2026, 11, 13)
    book.save(tmp_path / "坏.xlsx")
    seat.screen.page.files.take_in(tmp_path / "坏.xlsx")
    seat.settle()
    assert seat.told[-1].startswith("没有导入。Sheet第3行:没有小区") and len(forms(office, "disinfection")) == 1


@pytest.mark.parametrize("key", list(REGISTERS))
def test_nothing_is_cut_off_in_any_look(
    key: str, sit: Sit, office: Office, every_look: str, clipped: Any, picture_of: Any
) -> None:
    enter(office, "committees", replace(TERM, estate=office.estate, ends=date(2027, 3, 31)))
    matter = MatterForm("续聘", VotedMatter.COMPANY, 60, 6000)
    enter(office, "votes", OwnersVoteForm(office.estate, "大会", date(2026, 10, 1), 100, 10000, matters=(matter,)))
    seat = sit(key, **({"wide": 1680, "high": 1000} if every_look == "large" else {}))
    assert clipped(seat.screen) == []
    assert not QImage(str(picture_of(seat.screen, f"{key}-{every_look}"))).isNull()
    if key != "stated":
        seat.press("Ctrl+N")
        assert clipped(dialog(seat)) == []
        dialog(seat).done(0)
