"""Chips, cards, timeline, views, jump palette, chart, preview: the smaller parts."""

from pathlib import Path

import pytest
from gallery import bars
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolBar, QVBoxLayout, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.messages.jump import Entry, JumpPalette
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.kit.messages.shortcuts import Shortcut, ShortcutSheet
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import Card, Facts
from desktop.ui.kit.parts.chart_view import ChartView
from desktop.ui.kit.parts.chips import Chip, CountChip
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import ElidedLabel, label
from desktop.ui.kit.parts.timeline import Entry as Act
from desktop.ui.kit.parts.timeline import Timeline
from desktop.ui.kit.tables.saved_views import SavedView, SavedViews


@pytest.fixture
def window(qtbot):
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitActive(made)
    return made


def put(window, widget):
    window.layout().addWidget(widget)
    widget.show()
    return widget


def test_what_residents_wrote_is_never_read_as_html(window):
    shown = put(window, label("<b>注意</b>"))
    assert shown.textFormat() is Qt.TextFormat.PlainText and shown.text() == "<b>注意</b>"


def test_a_cut_text_is_whole_in_its_tip(window):
    short = put(window, ElidedLabel("经纬学士逸居" * 40))
    window.grab()
    assert short.toolTip() == "经纬学士逸居" * 40
    short.setText("经纬")
    window.grab()
    assert short.toolTip() == ""


def test_a_chip_says_its_word_and_grows_with_it(window):
    chip = put(window, Chip("已办结", Tone.DONE))
    before = chip.sizeHint().width()
    chip.show_state("即将到期", Tone.DUE_SOON)
    assert chip.accessibleName() == "即将到期" and chip.sizeHint().width() > before


def test_a_count_opens_its_list_by_mouse_and_keyboard(window, qtbot):
    chip = put(window, CountChip("已超期", Tone.OVERDUE, "home.overdue"))
    chip.show_count(1204)
    assert chip.accessibleName() == "已超期 1,204"
    with qtbot.waitSignal(chip.clicked):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(chip.clicked):
        QTest.keyClick(chip, Qt.Key.Key_Space)


def test_a_card_is_emptied(window, qtbot):
    card = put(window, Card("小区"))
    facts = Facts()
    facts.show_facts({"公司": "经纬物业", "电话": ""})
    card.add(facts)
    card.add_action(button("查看", "x.see", kind="quiet"))
    assert [text.text() for text in facts.findChildren(QLabel)] == ["公司", "经纬物业"]
    card.clear()
    qtbot.waitUntil(lambda: not card.findChildren(Facts))
    card.set_title("公司")
    assert card.accessibleName() == "公司"


def test_a_button_names_itself_and_its_keys():
    made = button("保存", "intake.save", shortcut="Ctrl+S", icon="save")
    assert (made.objectName(), made.accessibleName(), made.toolTip()) == ("intake.save", "保存", "保存 (Ctrl+S)")
    made.deleteLater()


def test_flow_breaks_lines_and_skips_what_is_hidden(window):
    inside = QWidget()
    flow = Flow(inside)
    parts = [QLabel(str(number)) for number in range(4)]
    for part in parts:
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    assert flow.heightForWidth(500) == 20 and flow.heightForWidth(220) == 48
    parts[0].hide()
    window.layout().addWidget(inside)
    inside.show()
    assert flow.heightForWidth(330) == 20


def test_a_timeline_tells_and_opens_its_files(window, qtbot, tmp_path):
    photo = tmp_path / "photo.png"
    assert window.grab().save(str(photo))
    timeline = put(window, Timeline("order.timeline"))
    timeline.show_entries([Act("11月20日 09:24", "王**", "受理", "居民来电", Tone.ACCENT, (str(photo),))])
    line = next(child for child in timeline.findChildren(QWidget) if child.accessibleName())
    assert line.accessibleName() == "11月20日 09:24 王** 受理 居民来电"
    picture = next(c for c in timeline.findChildren(QWidget) if c.accessibleName() == "photo.png")
    with qtbot.waitSignal(timeline.file_opened) as told:
        picture.click()
    assert told.args == [str(photo)]
    timeline.show_entries([])


def test_views_are_chosen_marked_and_removed(window, qtbot):
    views = put(window, SavedViews("orders.views"))
    views.show_views([SavedView("a", "待派单", 3), SavedView("b", "我的", own=True)])
    with qtbot.waitSignal(views.chosen) as told:
        views.findChild(QPushButton, "orders.views.b").click()
    assert told.args == ["b"] and views.current() == "b"
    with qtbot.waitSignal(views.remove_requested) as told:
        QTest.keyClick(views.findChild(QPushButton, "orders.views.b"), Qt.Key.Key_Delete)
    assert told.args == ["b"]
    with qtbot.assertNotEmitted(views.remove_requested):
        QTest.keyClick(views.findChild(QPushButton, "orders.views.a"), Qt.Key.Key_Delete)
    views.show_count("a", 5)
    views.show_count("gone", 5)
    assert views.findChild(QPushButton, "orders.views.a").accessibleName() == "待派单 5"
    views.mark(None)
    assert views.current() is None
    with qtbot.waitSignal(views.save_requested):
        views.findChild(QPushButton, "orders.views.save").click()


def test_jumping_by_keyboard(window, qtbot):
    went = []
    line = put(window, QLineEdit())
    line.setFocus()
    jump = JumpPalette(window, "编号、电话、小区、画面、命令")
    jump.set_entries(
        [
            Entry("受理登记", lambda: went.append("intake"), "F2", ("shoulidengji", "sldj")),
            Entry("工单", lambda: went.append("orders"), "Alt+3", ("gongdan", "gd")),
        ]
    )
    jump.open()
    assert jump.listed() == ("受理登记", "工单") and jump.line.hasFocus()
    with qtbot.waitSignal(jump.asked) as asked:
        QTest.keyClicks(jump.line, "gd")
    assert asked.args == ["gd"] and jump.listed() == ("工单",)
    jump.show_found("g", [Entry("旧的答复", lambda: went.append("old"))])
    assert jump.listed() == ("工单",)
    jump.show_found("gd", [Entry("GD-20261121-0007", lambda: went.append("order"))])
    assert jump.listed() == ("工单", "GD-20261121-0007")  # Enter means the same before and after the answer
    QTest.keyClick(jump.line, Qt.Key.Key_Return)
    assert went == ["orders"] and jump.isHidden() and line.hasFocus()
    jump.open()
    QTest.keyClick(jump.line, Qt.Key.Key_Escape)
    assert jump.isHidden() and line.hasFocus() and went == ["orders"]


def test_a_chart_is_read_and_opened_by_keyboard_and_mouse(window, qtbot):
    chart = put(window, ChartView("home.chart"))
    chart.show_chart(bars, "近五日受理", "最多9件,最少3件")
    assert (chart.accessibleName(), chart.accessibleDescription()) == ("近五日受理", "最多9件,最少3件")
    chart.setFocus()
    chart.grab()
    for _ in range(2):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == "7件"
    with qtbot.waitSignal(chart.opened) as told:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert told.args == [1]
    hits = _hits_of(chart)
    with qtbot.waitSignal(chart.opened) as told:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=hits[3].area.center().toPoint())
    assert told.args == [3]
    with qtbot.assertNotEmitted(chart.opened):
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPointF(chart.width() - 3, 3).toPoint())


def test_a_chart_answers_the_keys_before_it_was_drawn(window, qtbot):
    chart = put(window, ChartView("home.chart"))
    chart.show_chart(bars, "近五日受理", "最多9件,最少3件")
    QTest.keyClick(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(chart.opened, timeout=1000) as told:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert told.args == [0]


def _hits_of(chart):
    picture = chart.grab()
    painter = QPainter(picture)
    hits = bars(painter, QRectF(chart.rect()).adjusted(2, 2, -2, -2), current().colours)
    painter.end()
    return hits


def test_the_preview_draws_the_paper(window, qtbot):
    drawn = []

    def draw(printer):
        painter = QPainter(printer)
        painter.drawText(500, 500, "受理单")
        painter.end()
        drawn.append(printer.pageLayout().orientation())

    preview = PrintPreview("受理单", draw, landscape=True, parent=window)
    preview.open()
    qtbot.waitUntil(lambda: bool(drawn))
    assert preview.windowTitle() == "受理单" and drawn[0].name == "Landscape"
    preview.close()


def test_the_keys_of_a_screen_are_listed(window, clipped):
    sheet = ShortcutSheet("快捷键", [Shortcut("Ctrl+S", "保存"), Shortcut("F2", "新登记")], window)
    sheet.open()
    assert {text.text() for text in sheet.findChildren(QLabel)} == {"快捷键", "Ctrl+S", "保存", "F2", "新登记"}
    assert clipped(sheet) == []
    sheet.findChild(QPushButton, "shortcuts.close").click()
    assert sheet.isHidden()


def test_many_keys_below_much_help_are_not_cut(window, clipped):
    sheet = ShortcutSheet(
        "帮助", [Shortcut(f"Ctrl+{key}", "打印还没检查的小区的检查表") for key in "ABCDEFGHIJKLMNOP"], window
    )
    for place in range(6):
        sheet.layout().insertWidget(
            1 + place, label("先选小区和检查表,打印一叠带去现场;回来按纸面顺序录入。" * 2, wrap=True)
        )
    sheet.open()
    assert clipped(sheet) == []
    assert all(text.height() >= text.sizeHint().height() for text in sheet.findChildren(QLabel) if not text.wordWrap())
    sheet.close()


def draw_nothing(printer):
    QPainter(printer).end()


def test_a_preview_is_saved_and_printed_by_keys(window, qtbot):
    done = []
    preview = PrintPreview("受理单", draw_nothing, parent=window)
    added = preview.add_action("另存为PDF", "Ctrl+S", lambda: done.append("saved"))
    preview.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is preview)
    (bar,) = preview.findChildren(QToolBar)
    made = bar.widgetForAction(added)
    qtbot.waitUntil(lambda: made.width() > made.fontMetrics().horizontalAdvance("另存为PDF"))
    qtbot.waitUntil(lambda: preview.focusWidget() is not None)
    QTest.keySequence(preview.focusWidget(), QKeySequence("Ctrl+S"))
    qtbot.waitUntil(lambda: done == ["saved"])
    (keys,) = preview.findChildren(QShortcut)
    assert keys.key() == QKeySequence("Ctrl+P")
    printing = next(one for one in bar.actions() if one.toolTip().endswith("(Ctrl+P)"))
    printing.triggered.disconnect()  # Qt's own dialog of printers would wait for an answer
    printing.triggered.connect(lambda: done.append("printed"))
    QTest.keySequence(preview.focusWidget(), QKeySequence("Ctrl+P"))
    qtbot.waitUntil(lambda: done == ["saved", "printed"])
    preview.close()


def test_the_kit_imports_nothing_of_the_office():
    kit = Path(__file__).parents[3] / "desktop" / "ui" / "kit"
    named = {
        line.split()[1].split(".")[1]
        for path in kit.glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith("from desktop.")
    }
    assert named <= {"domain", "forms", "ui"}
