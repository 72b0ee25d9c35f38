"""Seeing inspection sheets, saving them as PDF; what was saved is kept in the inspection's history."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QFileDialog, QGraphicsView, QWidget
from pytestqt.qtbot import QtBot

from desktop.data.tables.inspections import Inspection
from desktop.domain.inspection.states import InspectionKind
from desktop.paper.pages import Page
from desktop.services.inspection import lists
from desktop.services.inspection.preparing import prepare
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.style import Style, Theme
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.printing.inspections import print_blank, print_inspections
from desktop.ui.printing.pages import preview
from tests.office import Office


def test_a_sheet_is_seen_saved_and_kept(
    qtbot: QtBot, desk: Desk, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.database.write() as session:
        patrol = lists.newest(session, "community_patrol")
        (inspection_id,) = prepare(
            session, patrol.id, [office.estate], InspectionKind.DAILY, office.operator, office.now
        )
    target = tmp_path / "表.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    parent = QWidget()
    qtbot.addWidget(parent)
    print_inspections(desk, parent, [inspection_id])
    preview = opened(qtbot, desk, parent)
    assert preview.windowTitle() == "小区日常巡查表 丰翔新城"
    with qtbot.waitSignal(desk.told):
        next(action for action in preview.findChildren(QAction) if action.text() == "另存为PDF").trigger()
    assert target.read_bytes().startswith(b"%PDF")
    with office.database.read() as session:
        assert session.get_one(Inspection, inspection_id).printed_at == office.now
    preview.done(0)


def test_a_blank_sheet_is_seen(qtbot: QtBot, desk: Desk, office: Office) -> None:
    with office.database.read() as session:
        patrol = lists.newest(session, "community_patrol")
    parent = QWidget()
    qtbot.addWidget(parent)
    print_blank(desk, parent, patrol.id)
    preview = opened(qtbot, desk, parent)
    assert preview.windowTitle() == "小区日常巡查表 空白表"
    preview.done(0)


def test_a_paper_is_black_on_white_in_the_dark_theme(qtbot: QtBot, desk: Desk, style: Style) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    page = Page(QSizeF(2100, 2970))
    big = QFont("Noto Sans CJK SC")
    big.setPixelSize(1500)
    page.write(QRectF(0, 0, 2100, 2970), "■", big, Qt.AlignmentFlag.AlignHCenter)
    style.set(Theme.DARK, 1.0)
    try:
        shown = preview(desk, parent, [page], "黑", "黑")
        (view,) = shown.findChildren(QGraphicsView)
        qtbot.waitUntil(lambda: bool(view.scene().items()))
        middle = view.viewport().grab().toImage()
        assert middle.pixelColor(middle.rect().center()).lightness() < 100
        shown.done(0)
    finally:
        style.set(Theme.LIGHT, 1.0)


def test_what_cannot_be_printed_is_said(qtbot: QtBot, desk: Desk) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    with qtbot.waitSignal(desk.told) as told:
        print_inspections(desk, parent, [999_999])
    assert told.args is not None and told.args[0] == "找不到这次检查,请刷新列表。"
    assert parent.findChild(PrintPreview) is None


def opened(qtbot: QtBot, desk: Desk, parent: QWidget) -> PrintPreview:
    qtbot.waitUntil(lambda: not desk.background.busy and parent.findChild(PrintPreview) is not None)
    return parent.findChild(PrintPreview)
