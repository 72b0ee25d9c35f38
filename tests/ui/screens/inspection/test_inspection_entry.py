"""Entering an inspection: by the keys alone, saved at once, refused at the item, kept, finished, opened again."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.data.database import Database
from desktop.domain.inspection.states import InspectionState
from desktop.forms.inspection import ItemAnswer
from desktop.services import concluding
from desktop.services.inspection import inspecting
from tests.office import Office
from tests.ui.screens.inspection.inspectors import entry_of, found_on, keys, prepare, row, sign, stored
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]
Enter = Qt.Key.Key_Return
SHORT = "information_disclosure"  # 18 items, nearly all fulfilled or not


def photo(folder: Path, name: str = "照片.jpg") -> str:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("#B42318"))
    path = folder / name
    assert image.save(str(path))
    return str(path)


def test_a_whole_sheet_is_entered_with_the_keys_and_scored(
    sit: Sit, office: Office, database: Database, compose: Callable[[QWidget, str], None]
) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    entry, taken = entry_of(seat), Fraction(0)
    assert entry.sheet.hasFocus()
    for at, item in enumerate(entry.lines.checklist.items()):
        assert entry.sheet.code == item.code
        typed, lost = found_on(item, at)
        taken += lost
        keys(seat, typed, Enter)
    assert seat.part("inspection.score.count").text().endswith(f"{at + 1}/{at + 1}")
    compose(entry.head.editors["inspectors"], "王芳")
    seat.press("Ctrl+Return")
    compose(entry.acts.dialog.form.editors["signed_by"], "陈经理")
    seat.press("Ctrl+Return")
    kept = row(database, inspection)
    assert (kept.state, kept.inspectors, kept.signed_by) == (InspectionState.DONE, "王芳", "陈经理")
    assert kept.inspected_on == office.now.date()
    assert kept.obtained == pytest.approx(float(100 - taken))
    assert seat.part("inspection.score.total").text() == f"{kept.score:g}分"
    assert entry.view.state is InspectionState.DONE and not entry.lines.editable


def test_each_key_is_saved_and_an_unfinished_sheet_comes_back_as_it_was(
    sit: Sit, office: Office, database: Database, compose: Callable[[QWidget, str], None]
) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    keys(seat, "2", Enter, "1", "2", Enter, " ", "g", "b")
    assert entry_of(seat).item.remark.hasFocus()
    compose(entry_of(seat).item.remark, "3号楼缺灯")
    keys(seat, Enter)
    entry_of(seat).sheet.go_to("1.4")
    keys(seat, " ")
    out = next(item.code for item in entry_of(seat).lines.checklist.items() if item.may_not_apply)
    entry_of(seat).sheet.go_to(out)
    keys(seat, "n")
    seat.settle()
    kept = stored(database, inspection)
    assert [kept.answers[code].value for code in ("1.1", "1.2", "1.3", "1.4")] == [1, 12, 0, 0]
    assert not kept.answers[out].applicable
    assert (kept.answers["1.3"].remark, kept.answers["1.3"].fixed_on_spot) == ("3号楼缺灯", True)
    assert kept.state is InspectionState.ENTERING
    again = entry_of(sit(("records", inspection)))
    assert again.sheet.code == "1.6"  # the first without an answer
    assert again.lines.entered("1.2").answer.value == 12
    assert again.lines.score == kept.score


def test_a_remark_is_kept_when_the_window_goes_away(
    sit: Sit, office: Office, database: Database, compose: Callable[[QWidget, str], None]
) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    keys(seat, "b")
    compose(entry_of(seat).item.remark, "写到一半")
    seat.screen.close()
    seat.settle()
    assert stored(database, inspection).answers["1.1"].remark == "写到一半"


def test_coming_back_at_once_shows_what_was_typed_last(
    sit: Sit, office: Office, compose: Callable[[QWidget, str], None]
) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    entry = entry_of(seat)
    keys(seat, "2", "b")
    compose(entry.item.remark, "写完就走")
    entry.leave()
    seat.screen.page.open_entry(inspection)
    seat.settle()
    assert (entry.lines.entered("1.1").answer.value, entry.lines.entered("1.1").remark) == (1, "写完就走")
    entry.sheet.go_to("1.1")
    keys(seat, "3")
    seat.settle()
    assert not entry.lines.problems


def test_a_number_that_cannot_be_is_refused_at_its_item_and_stays(sit: Sit, office: Office, database: Database) -> None:
    (inspection,) = prepare(office)
    sign(office, inspection)
    seat = sit(("records", inspection))
    entry = entry_of(seat)
    ratio = next(item.code for item in entry.lines.checklist.items() if item.way == "ratio")
    entry.sheet.go_to(ratio)
    keys(seat, "150")
    seat.settle()
    assert entry.lines.problems[ratio] == f"{ratio}请填达标的百分比,0到100。"
    assert entry.lines.typed[ratio] == "150"
    assert stored(database, inspection).answers[ratio].value is None
    keys(seat, Qt.Key.Key_Home)
    seat.press("Ctrl+Return")
    assert entry.sheet.code == ratio and entry.acts.dialog is None
    keys(seat, "9", "5")
    seat.settle()
    assert ratio not in entry.lines.problems
    assert stored(database, inspection).answers[ratio].value == 95


def test_an_answer_changed_by_another_is_not_overwritten_and_stays_typed(
    sit: Sit, office: Office, database: Database
) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    entry = entry_of(seat)
    with database.write() as session:
        inspecting.save_answer(session, inspection, ItemAnswer("1.2", True, 5), office.colleague, office.now)
    entry.sheet.go_to("1.2")
    keys(seat, "3")
    seat.settle()
    assert entry.lines.problems["1.2"] == "1.2刚被别人改为“5处”,要用您填的请再填一次。"
    assert entry.lines.entered("1.2").answer.value == 3
    assert seat.part("inspection.saved").text() == "有内容没有保存"
    assert stored(database, inspection).answers["1.2"].value == 5
    keys(seat, Qt.Key.Key_Delete, "3")
    seat.settle()
    assert stored(database, inspection).answers["1.2"].value == 3 and not entry.lines.problems


def test_what_must_apply_cannot_be_left_out(sit: Sit, office: Office) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    entry = entry_of(seat)
    fixed = [item.code for item in entry.lines.checklist.items() if not item.may_not_apply]
    entry.sheet.go_to(fixed[0])
    keys(seat, "n")
    assert "不能选“不适用”" in entry.lines.problems[fixed[0]]
    assert entry.lines.entered(fixed[0]).answer.applicable


def test_nobody_named_is_said_at_the_field_and_the_rest_can_be_fulfilled_at_once(
    sit: Sit, office: Office, database: Database, compose: Callable[[QWidget, str], None]
) -> None:
    (inspection,) = prepare(office, SHORT)
    seat = sit(("records", inspection))
    entry = entry_of(seat)
    keys(seat, "2")
    seat.press("Ctrl+Return")
    assert entry.head.editors.problems["inspectors"].text() == "请填写检查人。"
    assert entry.head.editors["inspectors"].hasFocus()
    compose(entry.head.editors["inspectors"], "李强")
    seat.press("Ctrl+Return")
    seat.press("Ctrl+Return")
    assert "还有17项没有填" in entry.acts.dialog.form.editors.general.text()
    entry.acts.dialog.form.editors["rest"].setFocus()
    keys(seat, Qt.Key.Key_Space)
    seat.press("Ctrl+Return")
    kept = row(database, inspection)
    assert kept.state == InspectionState.DONE
    assert stored(database, inspection).score.failed == (entry.lines.score.failed[0],)


def test_a_photo_is_pasted_shown_and_taken_away_and_brought_back(
    sit: Sit, office: Office, database: Database, tmp_path: Path
) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    entry = entry_of(seat)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(photo(tmp_path))])
    QGuiApplication.clipboard().setMimeData(data)
    seat.press("Ctrl+V")
    QGuiApplication.clipboard().setImage(QImage(photo(tmp_path, "二.png")))
    seat.press("Ctrl+V")
    assert len(stored(database, inspection).photos["1.1"]) == 2
    first = entry.lines.entered("1.1").photos[0]
    tile = seat.part(f"inspection.photo.{first.id}")
    tile.setFocus()
    undo = []
    seat.desk.told.connect(lambda _words, _tone, action, act: undo.append((action, act)))
    keys(seat, Qt.Key.Key_Delete)
    seat.settle()
    assert len(stored(database, inspection).photos["1.1"]) == 1
    assert undo[-1][0] == "撤销" and entry.sheet.hasFocus()
    undo[-1][1]()
    seat.settle()
    assert len(entry.lines.entered("1.1").photos) == 2


def test_photos_of_a_folder_find_their_items(sit: Sit, office: Office, database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "手机"
    folder.mkdir()
    for name in ("1.jpg", "2.jpg"):
        photo(folder, name)
    (folder / "说明.txt").write_text("不是照片", encoding="utf-8")
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    entry = entry_of(seat)
    entry.photos.open_folder(folder)
    seat.settle()
    assert entry.tray.isVisible() and entry.tray.list.hasFocus()
    keys(seat, Enter)
    seat.settle()
    keys(seat, Qt.Key.Key_Down, Enter)
    seat.press("F4")
    keys(seat, Enter)
    seat.settle()
    assert {code: len(found) for code, found in stored(database, inspection).photos.items()} == {"1.1": 1, "1.2": 1}
    assert not entry.tray.isVisible() and entry.sheet.hasFocus()


def test_a_photo_is_dropped_on_its_item(sit: Sit, office: Office, database: Database, tmp_path: Path) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    sheet = entry_of(seat).sheet
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(photo(tmp_path))])
    middle = sheet.visualRect(sheet.sheet_lines.index(sheet.sheet_lines.row_of("1.3"))).center()
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    sheet.dragEnterEvent(entering := QDragEnterEvent(middle, copy, data, left, none))
    sheet.dropEvent(QDropEvent(middle.toPointF(), copy, data, left, none))
    seat.settle()
    assert entering.isAccepted() and sheet.code == "1.3"
    assert list(stored(database, inspection).photos) == ["1.3"]


def test_tab_goes_as_the_eye_does(sit: Sit, office: Office) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    entry = entry_of(seat)
    entry.head.editors["inspected_on"].setFocus()
    keys(seat, Enter, Enter, Enter)
    assert entry.head.editors["weather"].hasFocus()
    keys(seat, Enter)
    assert entry.sheet.hasFocus()
    seat.press("Tab")
    assert entry.item.remark.hasFocus()


def test_a_file_that_is_no_photo_is_refused_at_the_item(sit: Sit, office: Office, tmp_path: Path) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    path = tmp_path / "坏.jpg"
    path.write_bytes(b"not a picture")
    entry_of(seat).photos.add("1.1", [str(path)])
    seat.settle()
    assert "坏.jpg" in entry_of(seat).lines.problems["1.1"]


def test_a_finished_sheet_is_read_only_until_it_is_opened_again_with_a_reason(
    sit: Sit, office: Office, database: Database, compose: Callable[[QWidget, str], None]
) -> None:
    (inspection,) = prepare(office, SHORT)
    sign(office, inspection)
    with database.write() as session:
        concluding.finish(session, inspection, office.operator, office.now, rest_fulfilled=True)
    seat = sit(("records", inspection))
    entry = entry_of(seat)
    keys(seat, "2", "n", "g", " ")
    seat.settle()
    assert not stored(database, inspection).score.failed
    seat.part("inspection.reopen").click()
    compose(entry.acts.dialog.form.editors["reason"], "漏看一项")
    entry.acts.dialog.accept()
    seat.settle()
    assert entry.lines.editable
    entry.sheet.setFocus()
    keys(seat, "2")
    seat.settle()
    assert stored(database, inspection).score.failed == (entry.sheet.code,)


def test_void_offers_the_way_back(
    sit: Sit, office: Office, database: Database, compose: Callable[[QWidget, str], None]
) -> None:
    (inspection,) = prepare(office, SHORT)
    seat = sit(("records", inspection))
    entry = entry_of(seat)
    undo = []
    seat.desk.told.connect(lambda _words, _tone, action, act: undo.append((action, act)))
    seat.part("inspection.void").click()
    compose(entry.acts.dialog.form.editors["reason"], "小区选错")
    entry.acts.dialog.accept()
    seat.settle()
    assert row(database, inspection).state == InspectionState.VOID and not entry.lines.editable
    assert undo[-1][0] == "撤销"
    undo[-1][1]()
    seat.settle()
    assert row(database, inspection).state == InspectionState.PREPARED and entry.lines.editable


def test_a_look_back_has_just_the_failed_items(sit: Sit, office: Office, database: Database) -> None:
    (inspection,) = prepare(office, SHORT)
    sign(office, inspection)
    with database.write() as session:
        inspecting.save_answer(session, inspection, ItemAnswer("1.2", True, 1), office.operator, office.now)
        concluding.finish(session, inspection, office.operator, office.now, rest_fulfilled=True)
        second = inspecting.start_recheck(session, inspection, ["1.2"], office.operator, office.now)
    seat = sit(("records", second))
    entry = entry_of(seat)
    assert [item.code for item in entry.lines.checklist.items()] == ["1.2"]
    keys(seat, "1")
    seat.settle()
    assert seat.part("inspection.score.total").text() == "已整改"


def test_escape_leads_from_the_remark_to_the_sheet_and_from_there_to_the_list(sit: Sit, office: Office) -> None:
    (inspection,) = prepare(office)
    seat = sit(("records", inspection))
    gone_back: list[bool] = []
    back = QShortcut(QKeySequence("Esc"), seat.screen, context=Qt.ShortcutContext.WindowShortcut)
    back.activated.connect(lambda: gone_back.append(True))  # as the window has it
    keys(seat, "b")
    seat.press("Esc")
    assert entry_of(seat).sheet.hasFocus()
    seat.press("Esc")
    assert seat.part("inspection.table").hasFocus() and not gone_back
    seat.press("Esc")
    assert gone_back
