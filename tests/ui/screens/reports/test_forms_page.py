"""上级表格 by keyboard: opened, mapped, saved, filled; followed when the town changes it; nothing lost half-way."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.domain.cell_names import cell_place
from desktop.domain.form_mapping.fillings import Figure, Lists, Rows, Shows, When, Words
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.forms.town_forms import FormName
from desktop.services import desk as desk_service
from desktop.services.town_forms import keeping
from desktop.services.town_forms.choosing import proposals
from desktop.services.town_forms.opening import OpenForm
from desktop.services.town_forms.starting import DRAFT
from desktop.ui.paged import PagedScreen
from desktop.ui.screens.reports.forms import FormsPage
from desktop.ui.screens.reports.forms.changes_dialog import ChangesDialog
from desktop.ui.screens.reports.forms.marks import Mark
from tests.documents.form_parts.xls_maker import old_form
from tests.office import Office
from tests.services.town_forms.form_files import by_estate, made
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]


class OnePage(PagedScreen):
    """The forms alone under a title."""

    name, title = "reports", "统计上报"
    makers = (FormsPage,)


@pytest.fixture
def sit(qtbot: QtBot, office: Office, database: Database) -> Iterator[Sit]:
    """Opens the page; all are closed at the end."""
    seats: list[Seat] = []

    def make(what: object = None, *size: int) -> Seat:
        seats.append(Seat(qtbot, OnePage, database, office.operator, office.now, ("forms", what), *size))
        return seats[-1]

    yield make
    for seat in seats:
        seat.leave()


def page(seat: Seat) -> FormsPage:
    shown = seat.screen.page
    assert isinstance(shown, FormsPage)
    return shown


def file_of(tmp_path: Path, form: OpenForm, name: str = "月报.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(form.data)
    return path


def bring(seat: Seat, path: Path) -> None:
    page(seat).open_file(path)
    seat.settle()


def filling(seat: Seat, cell: str, sheet: str = "月报") -> Any:
    work = page(seat).work
    assert work is not None
    found = work.mapping.at(Spot(sheet, cell_place(cell)))
    return found.filling if found else None


def go(seat: Seat, cell: str) -> None:
    page(seat).sheet.view.go_to(cell_place(cell))
    seat.settle()


def kept(office: Office, form: OpenForm, name: str = "房管办月报") -> int:
    with office.database.write() as session:
        found = proposals(session, form, Mapping())
        mapping = Mapping().with_cells(Mapped(one.spot, one.filling) for one in found)
        return keeping.keep_form(session, FormName(name), form, mapping, office.operator, office.now)


SHEET = [["指标", "本月", "上年同期"], ["受理件次"], ["满意率"], ["没有的指标"]]


def test_a_form_is_mapped_saved_and_filled_with_keys_alone(
    sit: Sit, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.register()
    seat = sit()
    path, target = file_of(tmp_path, made(SHEET, framed="A1:C4")), tmp_path / "填好.xlsx"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    seat.press("Ctrl+O")
    view = page(seat).sheet.view
    assert view.hasFocus()
    for key in ("Down", "Right", "Return"):
        seat.press(key)
    assert view.at == (2, 2)
    assert filling(seat, "B2") == Figure("N01")
    seat.press("Down")
    seat.press("Return")
    assert filling(seat, "B3") == Figure("K09")
    seat.press("Delete")
    assert filling(seat, "B3") is None
    seat.press("Ctrl+Z")
    assert filling(seat, "B3") == Figure("K09")
    seat.press("Down")
    seat.press("Return")
    assert page(seat).cell.search.line.hasFocus(), "nothing is proposed: it is looked for"
    QTest.keyClicks(page(seat).cell.search.line, "chongfujian")
    seat.press("Return")
    assert filling(seat, "B4") == Figure("N06")
    assert view.hasFocus()
    seat.press("F6")
    assert page(seat).cell.search.line.hasFocus()
    seat.press("F6")
    assert view.hasFocus()
    seat.press("Ctrl+S")
    seat.press("Ctrl+Return")
    assert seat.told[-1] == "已保存对应关系"
    assert seat.part("reports.forms.list").item(0).text() == "月报\n未填"
    seat.press("Ctrl+E")
    assert target.exists()
    sheet = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))["月报"]
    assert [sheet[cell].value for cell in ("B2", "B3", "B4")] == [1, "—", 0]
    assert seat.told[-1] == "已填3格。已保存到“填好.xlsx”。"
    assert seat.part("reports.forms.list").item(0).text().startswith("月报\n已填 11-16")


def test_the_form_that_was_opened_is_never_written_over(sit: Sit, office: Office, tmp_path: Path) -> None:
    form = by_estate("丰翔新城")
    path = file_of(tmp_path, form)
    seat = sit(kept(office, form))
    page(seat).runs.fill_to(path)
    seat.settle()
    assert seat.told[-1] == "“月报.xlsx”就是要填的这份表格,会被盖掉,请换一个文件名。"
    assert path.read_bytes() == form.data


def test_what_may_be_meant_as_well_is_one_button_away(sit: Sit, tmp_path: Path) -> None:
    seat = sit()
    bring(seat, file_of(tmp_path, made([["指标", "本月"], ["已办结"], ["办结"]], framed="A1:B3")))
    go(seat, "B3")
    assert page(seat).cell.other.isHidden()
    go(seat, "B2")
    assert page(seat).cell.now.text() == "建议:办结件次"
    assert page(seat).cell.value.text().endswith("请核对")
    assert page(seat).cell.other.text() == "改用:受理件中已办结"
    page(seat).cell.other.click()
    seat.settle()
    assert filling(seat, "B2") == Figure("N07")
    assert page(seat).cell.other.isHidden()


def test_the_sheet_shows_what_would_be_written(sit: Sit, office: Office) -> None:
    office.register()
    seat = sit(kept(office, made(SHEET, framed="A1:C4")))
    marks = page(seat).sheet.view.marks
    assert marks[2, 2].text == "1"
    assert marks[2, 2].mark is Mark.FILLED
    assert "现在是:1" in page(seat).cell.value.text() or page(seat).sheet.view.at != (2, 2)
    go(seat, "B2")
    assert page(seat).cell.value.text() == "现在是:1"
    seat.press("Alt+Left")
    assert page(seat).sheet.view.marks[2, 2].text == "0", "the month before had none"


def test_all_sure_proposals_are_taken_at_once_and_back(sit: Sit, tmp_path: Path) -> None:
    seat = sit()
    bring(seat, file_of(tmp_path, by_estate("丰翔新城", title="2026年9月物业诉求月报表")))
    work = page(seat).work
    assert work is not None
    sure = len(work.sure)
    assert sure > 5
    assert len(work.proposals) > sure, "the title is looked at"
    seat.press("Ctrl+Shift+Return")
    assert len(work.mapping.cells) == sure
    assert seat.part("reports.forms.sure").isHidden()
    seat.press("Ctrl+Z")
    assert work.mapping.cells == ()


def test_a_block_is_taken_together(sit: Sit, tmp_path: Path) -> None:
    seat = sit()
    rows = [["受理渠道", "本月件数"], ["居民来电"], ["来访"], ["12345"]]
    bring(seat, file_of(tmp_path, made(rows, framed="A1:B4")))
    go(seat, "B3")
    assert seat.part("reports.forms.take_block").text() == "整块(3格)"
    seat.press("Ctrl+Return")
    assert [filling(seat, f"B{row}").scope.channels for row in (2, 3, 4)] == [("CH01",), ("CH03",), ("CH06",)]


def test_how_a_figure_is_counted_is_changed_at_its_side(sit: Sit, office: Office) -> None:
    seat = sit(kept(office, made(SHEET, framed="A1:C4")))
    go(seat, "B2")
    options = page(seat).cell.options
    assert options.against.isHidden()
    options.shows.set_value(Shows.GROWTH)
    options.against.set_value(When.YEAR_AGO)
    seat.settle()
    assert filling(seat, "B2") == Figure("N01", When.THIS, Shows.GROWTH, When.YEAR_AGO)
    options.subject.set_value(f"estates:{office.estate}")
    seat.settle()
    assert filling(seat, "B2").scope.estates == (office.estate,)
    assert "丰翔新城" in page(seat).cell.now.text()


def test_a_list_and_its_columns_are_chosen(sit: Sit, tmp_path: Path) -> None:
    seat = sit()
    bring(seat, file_of(tmp_path, made([["名目", "甲"], [None, None], [None, None]], framed="A1:B3")))
    go(seat, "A2")
    seat.press("F6")
    QTest.keyClicks(page(seat).cell.search.line, "qdqd")
    seat.press("Return")
    assert filling(seat, "A2").of is Lists.CHANNELS
    go(seat, "B2")
    seat.press("F6")
    page(seat).cell.search.line.clear()
    QTest.keyClicks(page(seat).cell.search.line, "sljc")
    seat.press("Return")
    rows = filling(seat, "B2")
    assert isinstance(rows, Rows)
    assert [column.column for column in rows.columns] == [1, 2]
    assert "填时加" in page(seat).cell.value.text()
    seat.press("Delete")
    assert [column.column for column in filling(seat, "A2").columns] == [1]


def test_words_are_typed_with_fields(sit: Sit, tmp_path: Path) -> None:
    seat = sit()
    bring(seat, file_of(tmp_path, made([["单位:", None], ["x", "y"]], framed="A1:B2")))
    go(seat, "B1")
    seat.press("Return")
    pattern = seat.part("reports.forms.pattern")
    pattern.setFocus()
    pattern.setText("{office}(盖章)")
    seat.press("Return")
    assert filling(seat, "B1") == Words("{office}(盖章)")


def test_what_was_not_saved_is_there_again(sit: Sit, tmp_path: Path, database: Database) -> None:
    seat = sit()
    bring(seat, file_of(tmp_path, made(SHEET, framed="A1:C4")))
    go(seat, "B2")
    seat.press("Return")
    page(seat).keeper.flush()
    seat.settle()
    again = sit()
    assert again.told == ["接着上次没有保存的对应关系。"]
    assert filling(again, "B2") == Figure("N01")
    again.press("Ctrl+S")
    again.press("Ctrl+Return")
    with database.read() as session:
        assert desk_service.draft(session, DRAFT) == {}


def test_a_changed_form_is_followed_and_the_doubtful_cell_is_asked(
    sit: Sit, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(office, made([["指标名称", "本月"], ["受理件次"], ["满意率"], ["事项数"], ["重复件"]], framed="A1:B5"))
    changed = [["附件"], ["指标名称", "本月"], ["受理总件次"], ["事项数"], ["满意率"]]
    seat = sit()
    bring(seat, file_of(tmp_path, made(changed, framed="A1:B5")))
    dialog = page(seat).dialog
    assert isinstance(dialog, ChangesDialog)
    lines = [one.text() for one in dialog.findChildren(QLabel)]
    assert lines[1] == "1格没有变,1格已跟着移动,1格请确认,1格找不到了。"
    assert [box.text() for box, _ in dialog.boxes] == ["“受理件次”现在是“受理总件次”(对,就是B3)"]
    assert {"没有“重复件”了,1格不再填", "月报 B列:1格已跟着移动"} <= set(lines)
    seat.press("Ctrl+Return")
    work = page(seat).work
    assert work is not None
    assert len(work.mapping.asked) == 1
    assert page(seat).sheet.view.marks[3, 2].mark is Mark.ASKED
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("a doubtful form is not filled"))
    seat.press("Ctrl+E")
    assert seat.told[-1] == "还有1处请先确认,按 Enter 表示对。"
    assert page(seat).sheet.view.at == (3, 2)
    seat.press("Return")
    assert work.mapping.asked == ()
    seat.press("Ctrl+S")
    with office.database.read() as session:
        form = keeping.kept_form(session, 1)
    assert form.number == 2
    assert {mapped.spot.at: mapped.filling for mapped in form.mapping.cells} == {
        (3, 2): Figure("N01"),
        (4, 2): Figure("N05"),
        (5, 2): Figure("K09"),
    }


def test_what_is_ticked_in_the_list_of_changes_is_confirmed(sit: Sit, office: Office, tmp_path: Path) -> None:
    kept(office, made([["指标名称", "本月"], ["受理件次"], ["满意率"]], framed="A1:B3"))
    seat = sit()
    bring(seat, file_of(tmp_path, made([["指标名称", "本月"], ["受理总件次"], ["满意率"]], framed="A1:B3")))
    seat.press("Space")
    seat.press("Ctrl+Return")
    work = page(seat).work
    assert work is not None
    assert work.mapping.asked == ()
    assert filling(seat, "B2") == Figure("N01")


def test_what_is_not_saved_waits_while_another_form_is_opened(sit: Sit, office: Office, tmp_path: Path) -> None:
    form_id = kept(office, made([["完全不同", None], ["满意率", None]], framed="A1:B2"), "别的表")
    seat = sit()
    acts: list[Callable[[], object]] = []
    seat.desk.told.connect(lambda _sentence, _tone, action, act: acts.append(act) if action == "接着改" else None)
    bring(seat, file_of(tmp_path, made(SHEET, framed="A1:C4")))
    go(seat, "B2")
    seat.press("Return")
    page(seat).open_kept(form_id)
    seat.settle()
    assert filling(seat, "B2") == Figure("K09")
    acts[-1]()
    seat.settle()
    assert filling(seat, "B2") == Figure("N01")
    work = page(seat).work
    assert work is not None
    assert work.form_id is None


def test_a_form_is_put_away_and_brought_back(sit: Sit, office: Office) -> None:
    seat = sit(kept(office, made(SHEET, framed="A1:C4")))
    acts: list[Callable[[], object]] = []
    seat.desk.told.connect(lambda _sentence, _tone, _action, act: acts.append(act))
    seat.part("reports.forms.drop").click()
    seat.settle()
    assert page(seat).work is None
    with office.database.read() as session:
        assert keeping.forms(session, page(seat).over.period) == []
    acts[-1]()
    seat.settle()
    page(seat).refresh()
    seat.settle()
    assert seat.part("reports.forms.list").count() == 1


def test_an_old_file_is_converted_with_a_word_of_warning(sit: Sit, tmp_path: Path) -> None:
    path = tmp_path / "旧.xls"
    path.write_bytes(old_form())
    seat = sit()
    bring(seat, path)
    warned = seat.part("reports.forms.notice")
    assert warned.isVisible()
    assert warned.text().startswith("这是旧格式的.xls,已转换成.xlsx")
    assert "图表" in warned.text()


def test_a_file_that_is_no_form_is_refused_in_a_sentence(sit: Sit, tmp_path: Path) -> None:
    seat = sit()
    path = tmp_path / "坏的.xlsx"
    path.write_bytes(b"nothing of the kind")
    bring(seat, path)
    assert page(seat).work is None
    assert seat.told[-1].endswith("。")


def test_walking_over_merged_and_marked_cells(sit: Sit, office: Office) -> None:
    seat = sit(kept(office, by_estate("丰翔新城", "海锦花园")))
    view = page(seat).sheet.view
    seat.press("Ctrl+Home")
    assert view.at == (1, 1)
    seat.press("Down")
    seat.press("Down")
    assert view.at == (3, 1)
    seat.press("Down")
    assert view.at == (5, 1), "a merged cell is one step"
    seat.press("Ctrl+Right")
    assert view.at == (5, 3), "the next that is mapped"
    view.zoom(1.5)
    seat.press("Ctrl+End")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.viewport().rect().center())
    assert view.grab().width() > 0


def test_the_page_fits_in_every_look(
    sit: Sit, office: Office, every_look: str, clipped: Callable[..., list[str]]
) -> None:
    seat = sit(kept(office, by_estate("丰翔新城", "海锦花园")), *((1650, 1020) if every_look == "large" else ()))
    for cell in ("A1", "C5", "H5"):
        go(seat, cell)
        assert clipped(page(seat)) == []
