"""The import screen: five steps by the keyboard, what it does by itself, what it asks, and how it ends."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select
from xlsxwriter import Workbook

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.forms.imports.mapping import ImportMapping, Source
from desktop.forms.imports.targets import Target
from desktop.forms.order_filter import OrderFilter
from desktop.services.imports.mappings import keep_mapping, kept_mappings
from desktop.services.orders.views import listing
from desktop.ui.kit.appearance.look import current
from desktop.ui.screens.importing import ImportScreen
from desktop.ui.screens.importing.preview_page import REMARKED
from desktop.ui.screens.importing.steps import Step
from tests.office import Office
from tests.ui.screens.seat import Seat

HEADINGS = ("工单编号", "诉求内容", "受理时间", "求助人员", "求助号码")
GOOD = (
    ("20261101000001", "楼道堆物三个月没人清理。", "2026-11-02 10:20", "李红", "13812345678"),
    ("20261101000002", "电梯异响,老人不敢乘坐。", "2026-11-03", "张建国", "021-66125678"),
)
NO_KEYS = Qt.KeyboardModifier.NoModifier
BAD = ("20261101000003", "灯不亮", "2026/13/45", "", "")


class Visitor(Seat):
    """Somebody at the import screen."""

    def give(self, path: Path) -> None:
        """Type a file's path and read it."""
        self.screen.go_to(Step.FILE)
        edit = self.part("importing.path")
        edit.setFocus()
        edit.setText(str(path))
        self.press("Return")

    def at(self) -> str:
        """The name of the part that has the keyboard."""
        return str(self.screen.focusWidget().objectName())

    def part(self, name: str) -> Any:
        """The widget of that name which is not on its way out."""
        found = [one for one in self.screen.findChildren(QWidget, name) if not one.isHidden()]
        assert found, name
        return found[-1]

    def step(self) -> Step:
        return Step(self.screen.steps.now)

    def orders(self) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(WorkOrder)) or 0


@pytest.fixture
def visit(qtbot: QtBot, office: Office) -> Iterator[Callable[..., Visitor]]:
    made: list[Visitor] = []

    def make(wide: int = 1202, high: int = 768) -> Visitor:
        made.append(Visitor(qtbot, ImportScreen, office.database, office.operator, office.now, wide=wide, high=high))
        return made[-1]

    yield make
    for one in made:
        one.leave()


def sheet(path: Path, *rows: Sequence[Any], **more: Sequence[Sequence[Any]]) -> Path:
    """A workbook with a first sheet of these rows, and further ones by name."""
    with Workbook(path) as book:
        for name, lines in {"工单": rows, **more}.items():
            made = book.add_worksheet(name)
            for at, line in enumerate(lines):
                for column, cell in enumerate(line):
                    made.write(at, column, cell)
    return path


def test_a_plain_file_comes_in_by_keyboard_and_only_once(
    visit: Callable[..., Visitor], office: Office, tmp_path: Path
) -> None:
    visitor = visit()
    assert visitor.at() == "importing.path"
    path = sheet(tmp_path / "热线.xlsx", HEADINGS, *GOOD)
    QTest.keyClicks(visitor.part("importing.path"), "x")  # typed by mistake
    visitor.give(path)
    assert visitor.step() is Step.PREVIEW, "nothing was doubtful, so nothing is asked"
    assert visitor.part("importing.next").text() == "导入 2 行"
    visitor.press("Ctrl+Return")
    assert visitor.step() is Step.DONE
    assert visitor.screen.done.sentence.text() == "新增工单 2 件。"
    assert visitor.orders() == 2
    assert visitor.at() == "importing.show"
    visitor.press("Ctrl+L")
    assert visitor.went == [("orders", OrderFilter(imported=True))]
    office.register()
    with office.database.read() as session:
        assert len(listing.ids(session, OrderFilter(imported=True), office.now)) == 2
    visitor.press("Ctrl+N")
    assert visitor.step() is Step.FILE
    visitor.give(path)
    assert visitor.part("importing.refused").text == "这份表里的 2 行都已经登记过或是重复的,不用再导入。"
    assert not visitor.part("importing.next").isEnabled()
    visitor.press("Ctrl+Return")
    assert visitor.orders() == 3


def test_doubts_are_shown_first_and_columns_can_be_chosen(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    headings = ("工单编号", "市民诉求内容描述", "受理时间", "诉求号码", "诉求号码", None)
    rows = [("1", "楼道堆物三个月没人清理。", "3/4/2026", "021-66125678", "13812345678", "甲")]
    visitor = visit()
    visitor.give(sheet(tmp_path / "a.xlsx", ("月报",), headings, *rows))
    assert visitor.step() is Step.COLUMNS
    told = visitor.part("importing.doubts.text").text()
    assert "市民诉求内容描述" in told
    assert "“诉求号码”有2列" in told
    phone = visitor.part("importing.column.phone")
    assert [phone.itemText(at) for at in (0, 4, 5, 6)] == [
        "不导入", "诉求号码 (第4列)", "诉求号码 (第5列)", "第6列(没有表头)",
    ]  # fmt: skip
    before = phone.currentIndex()
    phone.setFocus()
    visitor.press("Up" if before == 5 else "Down")
    order = visitor.part("importing.date_order")
    assert order.currentText() == "3/4/2026 是 3月4日"
    order.setFocus()
    visitor.press("Up")
    assert order.currentText() == "3/4/2026 是 4月3日"
    visitor.press("Ctrl+Return")
    assert visitor.step() is Step.PREVIEW
    visitor.press("Ctrl+Return")
    with visitor.database.read() as session:
        done = session.scalars(select(WorkOrder)).one()
        assert done.phone == ("021-66125678" if before == 5 else "13812345678")
        assert (done.received_at.month, done.received_at.day) == (4, 3)


def test_sheet_and_heading_row_are_changed_by_keyboard(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit()
    visitor.give(sheet(tmp_path / "b.xlsx", HEADINGS, *GOOD, 十月=[("说明",), HEADINGS, GOOD[0]]))
    assert visitor.step() is Step.COLUMNS, "the other sheet fits too: that is for a person to see"
    visitor.press("Alt+Left")
    assert (visitor.step(), visitor.at()) == (Step.SHEET, "importing.heading")
    chosen = visitor.part("importing.sheet")
    chosen.setFocus()
    visitor.press("Down")
    assert chosen.currentText().startswith("十月")
    assert visitor.part("importing.heading").value() == 2, "found anew for the other sheet"
    visitor.part("importing.heading").setFocus()
    visitor.press("Down")
    assert visitor.part("importing.heading").value() == 1
    table = visitor.part("importing.head_table")
    table.select_ids([2])
    table.setFocus()
    visitor.press("Return")
    assert visitor.part("importing.heading").value() == 2
    visitor.press("Ctrl+Return")
    visitor.press("Ctrl+Return")
    visitor.press("Ctrl+Return")
    assert visitor.orders() == 1


def test_without_what_is_needed_it_does_not_go_on(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit()
    visitor.give(sheet(tmp_path / "c.xlsx", ("甲", "乙"), ("1", "灯坏"), ("2", "门坏")))
    assert visitor.step() is Step.COLUMNS
    assert visitor.part("importing.lacking").text == "没有找到诉求内容这一列,请选择哪一列是诉求内容。"
    assert not visitor.part("importing.next").isEnabled()
    box = visitor.part("importing.column.content")
    box.setFocus()
    visitor.press("End")
    assert box.currentText() == "乙"
    assert visitor.screen.columns.lacking.isHidden()
    visitor.press("Ctrl+Return")
    assert visitor.part("importing.next").text() == "导入 2 行"


def test_a_mapping_is_kept_and_used_again_by_itself(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit()
    visitor.give(
        sheet(tmp_path / "d.xlsx", ("编码甲", "事情", "时刻"), ("x1", "灯坏了没有人修理已经很久了", "2026-11-02"))
    )
    visitor.screen.go_to(Step.COLUMNS)
    box = visitor.part("importing.column.upstream_number")
    box.setFocus()
    visitor.press("Down")
    visitor.press("Ctrl+S")
    dialog = visitor.screen.keeping.dialog
    assert dialog is not None
    dialog.form.editors["name"].set_value("热线月报")
    dialog.accept()
    visitor.settle()
    with visitor.database.read() as session:
        ((name, kept),) = kept_mappings(session, Target.ORDERS)
    assert (name, kept.columns["upstream_number"]) == ("热线月报", Source("编码甲"))
    visitor.give(
        sheet(tmp_path / "e.xlsx", ("时刻", "事情", "编码甲"), ("2026-11-03", "门坏了没有人修理已经很久了", "x2"))
    )
    assert visitor.step() is Step.PREVIEW, "last month's mapping fits"
    visitor.screen.go_to(Step.COLUMNS)
    assert visitor.part("importing.column.upstream_number").currentText() == "编码甲"
    assert "沿用“热线月报”" in visitor.part("importing.using").text()


def test_a_chosen_mapping_adapts_to_new_headings_and_tells(
    visit: Callable[..., Visitor], office: Office, tmp_path: Path
) -> None:
    columns = {"upstream_number": Source("12345工单编号"), "content": Source("诉求内容"), "note": Source("年")}
    with office.database.write() as session:
        keep_mapping(session, "上月", ImportMapping(Target.ORDERS, columns))
    visitor = visit()
    kept = visitor.part("importing.kept")
    kept.setFocus()
    visitor.press("Down")
    assert kept.currentText() == "上月"
    visitor.give(sheet(tmp_path / "f.xlsx", HEADINGS, *GOOD))
    assert visitor.step() is Step.COLUMNS
    told = visitor.part("importing.doubts.text").text()
    assert "上游工单号:上次是“12345工单编号”,这次按“工单编号”导入。" in told
    assert "这次没有“年”这一列,备注不导入。" in told


def test_rows_with_problems_come_first_are_filtered_and_saved(
    visit: Callable[..., Visitor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remarked = ("20261101000004", "道闸坏了", "2026-11-04", "", "abc")
    visitor = visit()
    visitor.give(sheet(tmp_path / "g.xlsx", HEADINGS, *GOOD, BAD, remarked, GOOD[0]))
    view = visitor.screen.rows.view
    assert view is not None
    assert [view.records.id_at(at) for at in range(5)] == [4, 6, 5, 2, 3]
    assert view.records.row(0).cells[1:3] == ("不能导入", "受理时间:“2026/13/45”不是日期")
    assert "138" not in "".join(view.records.row(3).cells)
    chips = visitor.screen.rows.chips
    assert [chip.count for chip in chips.values()] == [1, 1, 3, 1]
    chips[REMARKED].setFocus()
    visitor.press("Space")
    assert [view.records.id_at(at) for at in range(view.records.rowCount())] == [5]
    visitor.press("Space")
    assert view.records.rowCount() == 5
    rejects = tmp_path / "未导入.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(rejects), ""))
    visitor.press("Ctrl+E")
    assert any("未导入.xlsx" in sentence for sentence in visitor.told)
    cells = [str(cell.value) for line in load_workbook(rejects).worksheets[0].iter_rows() for cell in line]
    assert "受理时间:“2026/13/45”不是日期" in cells
    assert "灯不亮" in cells
    visitor.press("Ctrl+Return")
    assert visitor.orders() == 3
    assert visitor.part("importing.figure2").text() == "1"
    assert visitor.at() == "importing.save_rest"


def test_an_unreadable_file_ends_in_a_sentence_and_can_be_read_again(
    visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit()
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing more")
    visitor.give(path)
    assert visitor.step() is Step.FILE
    assert "另存为.xlsx" in visitor.part("importing.problem").text
    visitor.give(tmp_path / "没有.xlsx")
    assert visitor.part("importing.problem").text == "找不到这个文件,请检查它是否被移动或改名。"
    sheet(tmp_path / "没有.xlsx", HEADINGS, *GOOD)
    visitor.press("F5")
    assert visitor.step() is Step.PREVIEW
    assert visitor.screen.files.problem.isHidden()


def test_a_cancelled_import_keeps_nothing(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit()
    visitor.give(sheet(tmp_path / "h.xlsx", HEADINGS, *GOOD))
    visitor.screen.onward()
    assert not visitor.part("importing.next").isEnabled()
    visitor.screen.take(tmp_path / "h.xlsx")
    assert visitor.told == ["正在导入上一份表,请等它完成。"]
    visitor.screen.progress.cancel()
    visitor.settle()
    assert visitor.part("importing.refused").text == "已取消,什么都没有导入。"
    assert visitor.orders() == 0
    visitor.press("Ctrl+Return")
    assert visitor.orders() == 2


def test_estates_come_in_and_files_may_be_dropped_or_pasted(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    path = tmp_path / "小区.csv"
    path.write_text("小区名称,地址,户数,物业公司\n和欣苑,沪太路3000弄,1204户,海锦物业\n暂无信息,,,\n", "gb18030")
    visitor = visit()
    visitor.screen.open("estates")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(QPoint(50, 50)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        NO_KEYS,
        QDropEvent.Type.Drop,
    )
    visitor.screen.dropEvent(drop)
    visitor.settle()
    assert visitor.step() is Step.PREVIEW
    visitor.press("Ctrl+Return")
    with visitor.database.read() as session:
        assert session.scalars(select(Estate.households).where(Estate.name == "和欣苑")).one() == 1204
    assert visitor.screen.done.show_them.isHidden(), "there is no list of estates yet"
    visitor.press("Ctrl+N")
    QGuiApplication.clipboard().setText(f'"{path}"')
    visitor.press("Ctrl+V")
    assert visitor.step() is Step.PREVIEW
    assert visitor.part("importing.next").text() == "导入 0 行"


def test_another_target_reads_the_file_again_with_its_own_mappings(
    visit: Callable[..., Visitor], office: Office, tmp_path: Path
) -> None:
    with office.database.write() as session:
        keep_mapping(session, "工单表", ImportMapping(Target.ORDERS, {"content": Source("小区名称")}))
        keep_mapping(session, "小区表", ImportMapping(Target.ESTATES, {"name": Source("小区名称")}))
    visitor = visit()
    visitor.give(sheet(tmp_path / "m.xlsx", ("小区名称", "户数"), ("和欣苑", "12户")))
    visitor.screen.go_to(Step.FILE)
    visitor.part("importing.estates").setFocus()
    visitor.press("Space")
    assert visitor.step() is Step.PREVIEW
    visitor.screen.go_to(Step.COLUMNS)
    assert "沿用“小区表”" in visitor.part("importing.using").text()


@pytest.mark.usefixtures("every_look")
def test_nothing_is_cut_in_any_look(
    visit: Callable[..., Visitor], tmp_path: Path, clipped: Callable[[QWidget], list[str]]
) -> None:
    headings = ("工单编号", "市民诉求内容描述", "受理时间", "诉求号码", "诉求号码", "求助人员")
    row = ("1", "楼道堆物三个月没人清理。", "3/4/2026", "", "13812345678", "李红")
    path = sheet(tmp_path / "k.xlsx", ("月报",), headings, row, ("2", "", "2026/13/45", "", "", ""))
    visitor = visit(*((1202, 768) if current().factor == 1 else (1674, 1080)))
    assert clipped(visitor.screen) == []
    visitor.give(tmp_path / "没有.xlsx")
    assert clipped(visitor.screen) == []
    visitor.give(path)
    for step in (Step.SHEET, Step.COLUMNS, Step.PREVIEW):
        visitor.screen.go_to(step)
        visitor.settle()
        assert visitor.step() is step
        assert clipped(visitor.screen) == []
    visitor.press("Ctrl+Return")
    assert visitor.step() is Step.DONE
    assert clipped(visitor.screen) == []
