"""The page of report tables by keyboard: scope, comparison, figures that open, self-check, sending and its record."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.domain.lifecycle import Act, State
from desktop.forms.order_filter import Gathered
from desktop.forms.registers.daily import DisinfectionForm
from desktop.forms.reporting import ScopeForm, Sending
from desktop.services.checking import Disagreement, Rule, Severity, Where
from desktop.services.counting import scoping
from desktop.services.registers import keeping
from desktop.services.registers.catalogue import REGISTERS
from desktop.services.reports import report
from desktop.services.sent import sending
from desktop.services.sent.checked import Checked
from desktop.ui.kit.appearance.look import current
from desktop.ui.screens.reports import ReportsScreen
from desktop.ui.screens.reports.choices import Choice
from desktop.ui.screens.reports.tables.figures import At
from tests.office import Office
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]


@pytest.fixture
def sit(qtbot: QtBot, office: Office, database: Database) -> Iterator[Sit]:
    seats: list[Seat] = []

    def make(what: object = None, **size: int) -> Seat:
        seats.append(Seat(qtbot, ReportsScreen, database, office.operator, office.now, ("tables", what), **size))
        return seats[-1]

    yield make
    for seat in seats:
        seat.leave()


def page(seat: Seat) -> Any:
    return seat.screen.page


def column(seat: Seat, title: str) -> int:
    model = page(seat).view.table.model()
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    return titles.index(title)


def sent(office: Office, path: Path, which: str = "R02") -> int:
    with office.database.write() as session:
        period = scoping_month(office)
        done = sending.send(session, report(which), period, path, Sending("镇房管办"), office.operator, office.now)
    office.now += timedelta(minutes=5)
    return done.line.id


def scoping_month(office: Office) -> Any:
    from desktop.domain.timing.periods import Period  # noqa: PLC0415

    return Period.month(office.now.year, office.now.month)


def test_a_scope_is_chosen_named_and_taken_away(sit: Sit, office: Office, database: Database) -> None:
    office.register()
    office.register(estate=None)
    seat = sit("R02")
    assert page(seat).view.table.model().rowCount() == 3
    with database.read() as session:
        page(seat).over.scopes.take(scoping.chosen(session, ScopeForm(estates=(office.estate,))))
    seat.settle()
    assert page(seat).view.table.model().rowCount() == 2
    assert "统计范围:丰翔新城" in page(seat).view._lines.text()
    mark = page(seat).over.scopes.findChildren(type(page(seat).over.scopes.button))[1]
    assert mark.text() == "丰翔新城"
    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    seat.settle()
    assert page(seat).over.scopes.scope.whole and page(seat).view.table.model().rowCount() == 3


def test_the_scope_is_asked_by_keys(sit: Sit, office: Office) -> None:
    office.register()
    seat = sit("R02")
    seat.press("Ctrl+L")
    dialog = page(seat).over.scopes.dialog
    dialog.form.editors["estates"].set_value([office.estate])
    seat.press("Ctrl+Return")
    assert page(seat).over.scopes.scope.estates == (office.estate,)


def test_figures_are_held_against_another_period(sit: Sit, office: Office) -> None:
    office.register()
    seat = sit("R02")
    view = page(seat).view
    form = [sheet.table.title for sheet in view.sheets]
    seat.press("Ctrl+B")
    assert view.tabs.currentIndex() == 0 and "件数与上期同期比" in view.sheets[0].table.title
    assert [sheet.table.title for sheet in view.sheets][-len(form) :] == form
    seat.press("Ctrl+B")
    seat.press("Ctrl+B")
    assert [sheet.table.title for sheet in view.sheets] == form


def test_enter_on_a_figure_opens_its_orders_and_the_way_back_leads_to_it(sit: Sit, office: Office) -> None:
    orders = [office.register().id for _ in range(2)]
    seat = sit("R02")
    at = column(seat, "受理件次")
    page(seat).view.table.go_to(0, at)
    seat.press("Return")
    screen, what = seat.went[-1]
    assert screen == "orders" and isinstance(what, Gathered) and sorted(what.ids) == orders
    assert "丰翔新城 受理件次" in what.words
    assert what.what == ("tables", At("R02", 0, 0, at))
    seat.screen.open(("tables", "R03"))
    seat.settle()
    seat.screen.open(what.what)
    seat.settle()
    assert page(seat).report.id == "R02"
    index = page(seat).view.table.currentIndex()
    assert (index.row(), index.column()) == (0, at) and page(seat).view.table.hasFocus()


def test_a_click_opens_what_is_a_link_and_nothing_else(sit: Sit, office: Office) -> None:
    office.register()
    seat = sit("R02")
    table = page(seat).view.table

    def click(title: str) -> None:
        index = table.model().index(0, column(seat, title))
        table.scrollTo(index)
        place = table.visualRect(index).center()
        QTest.mouseMove(table.viewport(), place + QPoint(1, 0))
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        seat.settle()

    click("小区")
    click("办结")  # 0: nothing stands behind it
    assert seat.went == []
    click("受理件次")
    assert len(seat.went) == 1
    assert table.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_a_rate_asks_which_of_its_two_numbers(sit: Sit, office: Office) -> None:
    office.order_in(State.DONE)
    seat = sit("R02")
    page(seat).view.table.go_to(0, column(seat, "实际解决率"))
    seat.press("Return")
    menu = page(seat).figures.menu
    assert menu is not None and len(menu.actions()) == 2
    menu.actions()[1].trigger()
    menu.close()
    assert seat.went[-1][0] == "orders"


def test_the_self_check_finds_nothing_in_our_own_reports(sit: Sit, office: Office) -> None:
    office.order_in(State.DONE)
    seat = sit()
    seat.press("F8")
    assert seat.told[-1] == "自检没有发现不一致。" and not page(seat).view.check.isVisible()


def test_what_the_self_check_finds_leads_to_its_cell(sit: Sit, office: Office) -> None:
    office.order_in(State.DONE)
    seat = sit("R03")
    table = page(seat).view.sheets[1].table
    wrong = Disagreement(Rule.SHARE, Where(table.title, "", "占比", row_at=1, key="share"), "算出来是5%,这里是4%。")
    page(seat).sending.checked.emit([wrong, Disagreement(Rule.POINTS, Where("别的表"), "应写百分点。", Severity.LOOK)])
    panel = page(seat).view.check
    assert panel.isVisible() and panel.title.text() == "自检:1处必须改,1处请核实"
    assert panel.list.hasFocus()
    seat.press("Home")
    panel.list.setCurrentRow(0)
    panel._choose(0)
    assert page(seat).view.tabs.currentIndex() == 1
    index = page(seat).view.table.currentIndex()
    assert (index.row(), index.column()) == (1, column(seat, "占比"))
    seat.press("Alt+Left")
    assert not panel.isVisible(), "another period has not been checked"


def test_a_report_is_sent_and_says_so(sit: Sit, office: Office, tmp_path: Path) -> None:
    office.order_in(State.DONE)
    seat = sit("R02")
    assert page(seat).state.text() == "未上报"
    path = tmp_path / "月报.xlsx"
    page(seat).sending.ask(page(seat).report, page(seat).over.extent, page(seat).comparison, path, Checked([], ""))
    dialog = page(seat).sending.dialog
    assert "despite" not in list(dialog.form.editors)
    seat.press("Ctrl+Return")
    assert dialog.isVisible() and "报送单位" in dialog.form.editors.problems["recipient"].text()
    dialog.form.editors["recipient"].set_value("镇房管办")
    seat.press("Ctrl+Return")
    assert not dialog.isVisible() and path.exists()
    assert page(seat).state.text().endswith(f"{office.operator.name} 已上报") and "镇房管办" in seat.told[-1]


def test_what_must_be_changed_has_to_be_owned_up_to(sit: Sit, office: Office, tmp_path: Path) -> None:
    office.order_in(State.DONE)
    seat = sit("R02")
    found = Checked([Disagreement(Rule.SUM, Where("表"), "相差1。")], "镇房管办")
    path = tmp_path / "a.xlsx"
    page(seat).sending.ask(page(seat).report, page(seat).over.extent, page(seat).comparison, path, found)
    seat.press("Ctrl+Return")
    dialog = page(seat).sending.dialog
    assert dialog.isVisible() and "1处必须改" in dialog.form.editors.problems["despite"].text()
    dialog.form.editors["despite"].set_value(True)
    seat.press("Ctrl+Return")
    assert path.exists()


def test_later_changes_show_beside_the_title_and_in_the_record(sit: Sit, office: Office, tmp_path: Path) -> None:
    order = office.order_in(State.REPORTED)
    sent(office, tmp_path / "a.xlsx")
    office.do(order, Act.REVIEW)
    seat = sit("R02")
    assert page(seat).state.text() == "与已上报不一致"
    seat.press("Ctrl+H")
    dialog = page(seat).sent_dialog
    seat.settle()
    assert "与已上报不一致" in dialog.list.item(0).text()
    told = dialog.text.toPlainText()
    assert "丰翔新城 办结:上报时 0,现在 1" in told and "办结审核" in told
    dialog.save_copy_to(tmp_path / "b.xlsx")
    seat.settle()
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "a.xlsx").read_bytes()
    dialog.correct()
    dialog.form.form.editors["reason"].set_value("漏统计一件")
    seat.press("Ctrl+Return")
    assert "已更正" in dialog.list.item(0).text() and "漏统计一件" in dialog.facts.text()
    assert not dialog.correct_button.isEnabled()
    dialog.close()
    seat.settle()
    assert page(seat).state.text() == "未上报"


def test_the_self_check_tells_what_differs_from_what_was_sent(sit: Sit, office: Office, tmp_path: Path) -> None:
    office.register()
    sent(office, tmp_path / "a.xlsx")
    office.register()
    seat = sit("R02")
    seat.press("F8")
    panel = page(seat).view.check
    assert {each.rule for each in panel.found} == {Rule.SENT}
    assert any("上报时 1,现在 2" in each.what for each in panel.found)
    panel._choose(0)
    assert page(seat).view.table.currentIndex().row() == 0


def test_a_word_document_is_exported(sit: Sit, office: Office, tmp_path: Path) -> None:
    office.order_in(State.DONE)
    seat = sit("R02")
    page(seat).export_to(tmp_path / "月报.docx")
    seat.settle()
    assert (tmp_path / "月报.docx").read_bytes()[:2] == b"PK"


@pytest.mark.usefixtures("every_look")
def test_nothing_is_clipped(sit: Sit, office: Office, tmp_path: Path, clipped: Callable[[Any], list[str]]) -> None:
    order = office.order_in(State.REPORTED)
    sent(office, tmp_path / "a.xlsx")
    office.do(order, Act.REVIEW)
    large = current().factor > 1
    seat = sit("R02", wide=1674 if large else 1202, high=1080 if large else 768)
    with office.database.read() as session:
        form = ScopeForm((office.estate,), (office.company,), (office.company,), ("CH01",), ("02",))
        chosen = scoping.chosen(session, form)
    page(seat).over.periods.choose(Choice.CUSTOM)
    page(seat).over.scopes.take(chosen)
    seat.settle()
    page(seat).sending.checked.emit(
        [Disagreement(Rule.SUM, Where("表", "合计", "件数"), "各行相加是5,这里是6,相差1。")]
    )
    seat.settle()
    assert clipped(seat.screen) == []


def test_a_row_of_a_register_opens_its_record(sit: Sit, office: Office) -> None:
    with office.database.write() as session:
        for day in (1, 2):
            form = DisinfectionForm(office.estate, office.now.date().replace(day=day), times=2)
            last = keeping.enter(session, REGISTERS["disinfection"], form, office.operator, office.now)
    seat = sit("R19")
    table = page(seat).view.table
    at = column(seat, "消毒次数")
    assert table.figure_at(table.model().index(0, at)) and not table.figure_at(table.model().index(1, at))
    table.go_to(0, at)
    seat.press("Return")
    assert seat.went[-1] == ("reports", ("registers", ("disinfection", last)))
    assert "共2条,选中的是最近一条" in seat.told[-1]


def test_a_change_of_a_register_shows_at_once(sit: Sit, office: Office) -> None:
    seat = sit("R19")
    assert page(seat).view.table.model().rowCount() == 0
    form = DisinfectionForm(office.estate, office.now.date(), times=2)
    enter = partial(keeping.enter, register=REGISTERS["disinfection"], form=form, operator=office.operator)
    seat.desk.background.write(lambda session: enter(session, now=office.now))
    seat.settle()
    assert page(seat).view.table.model().rowCount() == 2
