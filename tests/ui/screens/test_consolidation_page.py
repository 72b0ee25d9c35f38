"""汇总 on the screen: files dropped in, who is missing at the top, what does not agree, undone and exported by keys."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.forms.submissions import ExpectedOffices
from desktop.services.submissions import contributors
from desktop.ui.desk import Desk
from desktop.ui.screens.reports.consolidation import ConsolidationPage
from desktop.ui.screens.reports.screen import ReportsScreen
from tests.committees import OCTOBER, Committee, committees
from tests.services.submissions.handwork import without_channels


@pytest.fixture
def sent(tmp_path: Path, seeded: Path) -> Iterator[list[Committee]]:
    with committees(tmp_path, seeded, "丰翔居委会", "海锦居委会") as made:
        for number, office in enumerate(made, 2):
            office.take(number)
        yield made


class Told:
    """What the page says in passing, and the act it offers."""

    def __init__(self, desk: Desk) -> None:
        self.sentences: list[str] = []
        self.acts: list[object] = []
        desk.told.connect(self._say)

    def _say(self, sentence: str, _tone: object, _word: str, act: object) -> None:
        self.sentences.append(sentence)
        self.acts.append(act)


@pytest.fixture
def told(desk: Desk) -> Told:
    return Told(desk)


@pytest.fixture
def page(show, desk: Desk, told: Told, qtbot: QtBot) -> ConsolidationPage:  # noqa: ARG001 - `told` listens first
    """The page, of October 2026."""
    screen = show(ReportsScreen, ("consolidation", None))
    found = screen.page
    while found.over.period != OCTOBER:
        found.over.periods.back()
    settle(qtbot, found)
    return found


def settle(qtbot: QtBot, page: ConsolidationPage) -> None:
    qtbot.waitUntil(lambda: not page.intake.busy and not page.desk.background.busy)


def take(qtbot: QtBot, page: ConsolidationPage, *paths: Path) -> None:
    with qtbot.waitSignal(page.intake.ended, timeout=30_000):
        page.take(paths)
    settle(qtbot, page)


def shown(view) -> list[tuple[str, ...]]:
    model = view.records
    return [tuple(model.row(row).cells) for row in range(model.rowCount())]


def test_at_first_the_page_says_what_to_do(page):
    assert page.offices.drop.isVisible() and "2026年10月的月度汇总拖到这里" in page.offices.drop.accessibleName()
    assert shown(page.offices.view) == []
    assert not page.details.withdraw.isEnabled()


def test_dropped_files_are_taken_in_and_can_be_undone(page, sent, qtbot, told):
    paths = [office.send() for office in sent]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drop = (QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    page.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), *drop[1:]))
    with qtbot.waitSignal(page.intake.ended, timeout=30_000):
        page.dropEvent(QDropEvent(*drop))
    settle(qtbot, page)
    assert told.sentences[-1] == "收下2份。"
    assert [row[:5] for row in shown(page.offices.view)] == [
        ("丰翔居委会", "已报", "", "2", "2"), ("海锦居委会", "已报", "", "3", "3"),
    ]  # fmt: skip
    assert not page.offices.drop.isVisible() and not page.outcome.isVisible()
    assert page.findChild(type(page.offices.sum), "consolidation.sum").text().startswith("合计受理5件,办结5件")
    told.acts[-1]()
    settle(qtbot, page)
    assert told.sentences[-1] == "已撤销收取2份报送。"
    assert [row[1] for row in shown(page.offices.view)] == ["未报", "未报"]


def test_missing_offices_stand_at_the_top_in_the_warning_tone(page, sent, qtbot, database: Database):
    with database.write() as session:
        contributors.expect(session, ExpectedOffices("西湖居委会,西片"))
    take(qtbot, page, sent[0].send())
    assert [row[:2] for row in shown(page.offices.view)] == [("西湖居委会", "未报"), ("丰翔居委会", "已报")]
    assert page.offices.note.text() == "应报2 · 已报1 · 未报1"
    assert page.details.title.text() == "西湖居委会"
    page.offices.view.setFocus()
    qtbot.keyClick(page.offices.view, Qt.Key.Key_Down)
    assert page.details.title.text() == "丰翔居委会"
    assert page.details.withdraw.isEnabled()
    page.withdraw()
    settle(qtbot, page)
    assert [row[1] for row in shown(page.offices.view)] == ["未报", "未报"]


def test_what_is_refused_and_what_waits_is_listed_with_the_reason(page, sent, qtbot, tmp_path, told):
    first = sent[0]
    take(qtbot, page, first.send())
    plain = tmp_path / "普通.xlsx"
    openpyxl.Workbook().save(plain)
    first.new_key()
    first.take()
    take(qtbot, page, first.send(), plain)
    listed = [page.outcome.list.item(row).text() for row in range(page.outcome.list.count())]
    assert page.outcome.isVisible() and page.outcome.list.hasFocus()
    assert listed[0] == f"丰翔居委会2026年10月:签名与以前不同,请核实后确认\n{first.name}2026年10月.xlsx"
    assert listed[1].startswith("这是普通工作簿") and listed[1].endswith("\n普通.xlsx")
    with qtbot.waitSignal(page.intake.ended, timeout=30_000):
        qtbot.keyClick(page.outcome.confirm, Qt.Key.Key_Space)
    settle(qtbot, page)
    assert told.sentences[-1] == "收下1份(其中1份替换了上一份)。"
    assert not page.outcome.isVisible()
    assert shown(page.offices.view)[0][1] == "重报"


def test_a_changed_copy_of_what_is_there_is_listed_and_replaces_nothing(page, sent, qtbot, tmp_path, told):
    first = sent[0]
    path = first.send()
    take(qtbot, page, path)
    take(qtbot, page, without_channels(path, tmp_path / "改过.xlsx"))
    assert [page.outcome.list.item(row).text() for row in range(page.outcome.list.count())] == [
        "丰翔居委会2026年10月:与已收的是同一份,但少了1张表,没有替换。\n改过.xlsx"
    ]
    assert page.outcome.isVisible() and not page.outcome.confirm.isVisible()
    assert shown(page.offices.view)[0][1] == "已报"
    first.take()
    take(qtbot, page, without_channels(first.send(), tmp_path / "新的.xlsx"))
    assert "可见的格子或表在导出后被改动,请核实后确认" in page.outcome.list.item(0).text()
    with qtbot.waitSignal(page.intake.ended, timeout=30_000):
        page.confirm()
    settle(qtbot, page)
    assert told.sentences[-1] == "收下1份(其中1份替换了上一份),1份有不符。"
    assert shown(page.offices.view)[0][1:3] == ("不平", "1")


def test_a_folder_without_workbooks_is_said(page, tmp_path, told):
    (tmp_path / "空").mkdir()
    page.take([tmp_path / "空"])
    assert told.sentences == ["里面没有.xlsx工作簿,请检查是否选对了文件夹。"]


def test_the_year_shows_the_months_and_leads_back_to_the_office(page, sent, qtbot):
    take(qtbot, page, *(office.send() for office in sent), sent[0].send(period=OCTOBER.previous()))
    page.offices.turn()
    settle(qtbot, page)
    assert page.offices.year_view.isVisible() and not page.details.isVisible()
    rows = {row[0]: row[1:] for row in shown(page.offices.year_view)}
    assert rows["丰翔居委会"][8:] == ("已报", "已报", "", "")
    assert rows["海锦居委会"][8:] == ("未报", "已报", "", "")
    page.offices.year_view.setFocus()
    page.offices.year_view.select_ids([page.offices.year[1].contributor_id])
    qtbot.keyClick(page.offices.year_view, Qt.Key.Key_Return)
    assert page.offices.view.isVisible() and page.details.title.text() == page.offices.year[1].name


def test_offices_are_added_and_edited_in_a_sheet(page, qtbot):
    page.expected.add()
    sheet = page.expected.dialog
    sheet.form.set_value(ExpectedOffices("西湖居委会,西片\n东湖居委会"))
    qtbot.keyClick(sheet.save_button, Qt.Key.Key_Space)
    settle(qtbot, page)
    assert [row[0] for row in shown(page.offices.view)] == ["西湖居委会", "东湖居委会"]
    page.offices.view.select_ids([page.offices.board.offices[1].contributor_id])
    page.change()
    settle(qtbot, page)
    sheet = page.expected.dialog
    entry = sheet.form.value()
    assert (entry.name, entry.expected) == ("东湖居委会", True)
    sheet.form.set_value(type(entry)("东湖居委会", "东片", False))
    qtbot.keyClick(sheet.save_button, Qt.Key.Key_Space)
    settle(qtbot, page)
    assert [row[0] for row in shown(page.offices.view)] == ["西湖居委会"]


def test_an_office_that_never_sent_is_removed_and_put_back(page, sent, qtbot, database, told):
    with database.write() as session:
        contributors.expect(session, ExpectedOffices("西湖居委会,西片"))
    take(qtbot, page, sent[0].send())
    page.offices.view.setFocus()
    page.remove()
    settle(qtbot, page)
    assert [row[0] for row in shown(page.offices.view)] == ["丰翔居委会"]
    told.acts[-1]()
    settle(qtbot, page)
    assert [(row[0], row[-1]) for row in shown(page.offices.view)] == [("西湖居委会", "西片"), ("丰翔居委会", "")]
    page.offices.view.select_ids([page.offices.board.offices[1].contributor_id])
    page.remove()
    settle(qtbot, page)
    assert "已有报送记录" in told.sentences[-1]


def test_the_towns_workbook_is_written(page, sent, qtbot, tmp_path, told):
    take(qtbot, page, *(office.send() for office in sent))
    page.export_to(tmp_path / "汇总.xlsx")
    settle(qtbot, page)
    assert told.sentences[-1] == "已保存到“汇总.xlsx”。"
    assert openpyxl.load_workbook(tmp_path / "汇总.xlsx").sheetnames[0] == "2026年10月物业投诉汇总表(各单位)"


def test_stopping_leaves_whole_files(page, sent, qtbot, told):
    paths = [office.send() for office in sent]
    with qtbot.waitSignal(page.intake.ended, timeout=30_000):
        page.take(paths)
        page.progress.cancel()
    settle(qtbot, page)
    taken = len(shown(page.offices.view))
    assert page.intake.stopped == (taken < 2)
    assert told.sentences[-1].endswith("已取消,其余没有收。") == page.intake.stopped
    assert page.offices.board.whole.received == sum((2, 3)[:taken])


def test_nothing_is_clipped_in_any_look(every_look, page, sent, qtbot, clipped):  # noqa: ARG001
    take(qtbot, page, *(office.send() for office in sent))
    assert clipped(page) == []
    page.offices.turn()
    assert clipped(page) == []
    for made in page.findChildren(QPushButton):
        assert made.accessibleName() and made.objectName()
