from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.tables.two_lines import two_line_list


def test_an_item_is_as_high_as_its_lines(qtbot, every_look):
    made = two_line_list("test.list", "工单")
    qtbot.addWidget(made)
    made.addItems(["道闸坏了\n丰翔新城 · 11-18办结", "道闸坏了"])
    made.resize(300, 200)
    made.show()
    two, one = (made.visualItemRect(made.item(row)).height() for row in range(2))
    assert two > one >= current().px(14) + 2 * current().px(6), every_look
    assert made.accessibleName() == "工单"


def test_the_chosen_item_is_told_from_the_others(qtbot):
    made = two_line_list("test.list", "工单")
    qtbot.addWidget(made)
    made.addItems(["一\n二", "一\n二"])
    made.resize(200, 200)
    made.show()
    made.setCurrentRow(0)
    picture: QImage = made.viewport().grab().toImage()
    chosen, other = (made.visualItemRect(made.item(row)).center() for row in range(2))
    assert picture.pixelColor(180, chosen.y()) != picture.pixelColor(180, other.y())
    assert made.item(0).text().split("\n") == ["一", "二"]
    assert made.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
