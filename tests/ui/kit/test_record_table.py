from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.ui.kit.appearance.style import Theme
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.record_table import KEPT, PAGE, Column, Kind, RecordTable, Row
from desktop.ui.kit.tables.record_view import MOST_COPIED, RecordView

COLUMNS = (
    Column("number", "编号", 100),
    Column("content", "内容", 200, grows=True),
    Column("count", "次数", 60, Kind.NUMBER),
    Column("state", "状态", 90, Kind.STATE, sortable=False),
    Column("note", "备注", 90, hidden=True),
)


def row(number, content="水压低"):
    return Row((f"GD-{number}", content, str(-number), "已超期", "-"), {3: Tone.OVERDUE}, {1: "第二行"})


class Shelf:
    """Where rows come from: at once, or when `deliver_all` is called."""

    def __init__(self, at_once=True):
        self.at_once, self.asked, self.waiting = at_once, [], []
        self.rows = {}

    def fetch(self, ids, deliver):
        ids = list(ids)
        self.asked.append(ids)
        self.waiting.append((ids, deliver))
        if self.at_once:
            self.deliver_all()

    def deliver_all(self):
        for ids, deliver in self.waiting:
            deliver({i: self.rows.get(i, row(i)) for i in ids if i >= 0})
        self.waiting = []


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def table(shelf):
    return RecordTable(COLUMNS, shelf.fetch)


@pytest.fixture
def view(table, qtbot):
    made = RecordView(table, "test.table")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    qtbot.waitActive(made)
    return made


def text(table, number, column=0):
    return table.data(table.index(number, column))


def test_it_is_a_good_qt_model(table, qtmodeltester):
    table.show(range(600))
    qtmodeltester.check(table)


def test_only_the_pages_shown_are_fetched(table, shelf):
    table.show(range(10 * PAGE))
    assert text(table, 3 * PAGE) == f"GD-{3 * PAGE}"
    assert [(ids[0], len(ids)) for ids in shelf.asked] == [(3 * PAGE, PAGE)]


def test_a_row_on_its_way_is_shown_as_such_and_asked_for_once(qtbot):
    shelf = Shelf(at_once=False)
    table = RecordTable(COLUMNS, shelf.fetch)
    table.show(range(5))
    assert text(table, 1) == "…" and text(table, 2) == "…" and len(shelf.asked) == 1
    with qtbot.waitSignal(table.dataChanged):
        shelf.deliver_all()
    assert text(table, 1) == "GD-1"


def test_an_answer_to_an_old_question_is_ignored():
    shelf = Shelf(at_once=False)
    table = RecordTable(COLUMNS, shelf.fetch)
    table.show([1])
    text(table, 0)
    table.show([2])
    shelf.deliver_all()
    assert text(table, 0) == "…"


def test_refreshing_shows_what_is_known_until_the_new_comes(table, shelf):
    table.show([1, 2])
    assert text(table, 0, 1) == "水压低"
    shelf.at_once, shelf.rows[1] = False, row(1, "已修好")
    table.refresh()
    assert text(table, 0, 1) == "水压低"
    shelf.deliver_all()
    assert text(table, 0, 1) == "已修好"


def test_a_record_that_is_gone_is_not_asked_for_again(table, shelf):
    table.show([-1])
    assert text(table, 0) == "—" and text(table, 0) == "—"
    assert len(shelf.asked) == 1


def test_memory_is_bounded(table):
    table.show(range(2 * KEPT))
    for number in range(0, 2 * KEPT, PAGE):
        text(table, number)
    assert sum(table.known(i) is not None for i in range(2 * KEPT)) == KEPT


def test_outside_the_table_is_nothing(table):
    table.show([1])
    assert table.data(table.index(5, 0)) is None
    with pytest.raises(IndexError):
        table.id_at(1)
    with pytest.raises(IndexError):
        table.id_at(-1)


def test_rows_are_found_by_id(table):
    ids = array("q", [5, 256, 1 << 40, 7, -3, 0])
    table.show(ids)
    assert table.rows_of([7, 256, 99]) == {7: 3, 256: 1}
    assert table.rows_of([0, -3, 1 << 40]) == {0: 5, -3: 4, 1 << 40: 2}
    assert table.rows_of([*ids, *range(1000, 1100)]) == {i: at for at, i in enumerate(ids)}


def test_selection_and_current_follow_the_records(view):
    view.show_ids([1, 2, 3, 4])
    view.select_ids([2, 4])
    view.show_ids([9, 4, 3, 2])
    assert view.selected_ids() == [4, 2] and view.current_id() == 2
    view.show_ids([9, 4])
    assert view.selected_ids() == [4]
    view.show_ids([])
    assert view.selected_ids() == [] and view.current_id() is None


def test_the_place_stays_unless_one_begins_anew(view):
    view.show_ids(range(1000))
    view.scrollTo(view.records.index(500, 0), view.ScrollHint.PositionAtTop)
    view.show_ids(range(100, 1000))
    assert view.records.id_at(view.rowAt(0)) == 500
    view.show_ids(range(50, 1000), from_top=True)
    assert view.rowAt(0) == 0


def test_selected_and_opened_are_told(view, qtbot):
    view.show_ids([10, 11, 1 << 40])
    with qtbot.waitSignal(view.chosen) as told:
        view.selectRow(2)
    assert told.args == [[1 << 40]]
    with qtbot.waitSignal(view.opened) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [1 << 40]
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current_id() == 10
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.current_id() == 1 << 40


def test_copied_text_is_a_table_and_never_a_formula(view, shelf, qtbot):
    shelf.rows = {1: row(1, "=HYPERLINK(1)"), 2: row(2, "两行\n\t内容"), 3: row(3, "+1")}
    view.show_ids([1, 2, 3])
    view.selectAll()
    with qtbot.waitSignal(view.told) as told:
        QTest.keySequence(view, "Ctrl+C")
    assert told.args == ["已复制3行,可直接粘贴到表格。"]
    assert QGuiApplication.clipboard().text().split("\n") == [
        "编号\t内容\t次数\t状态",
        "GD-1\t'=HYPERLINK(1)\t-1\t已超期",
        "GD-2\t两行 内容\t-2\t已超期",
        "GD-3\t'+1\t-3\t已超期",
    ]


def test_rows_not_seen_yet_are_fetched_to_be_copied(view, qtbot):
    view.show_ids(range(2000))
    view.selectAll()
    with qtbot.waitSignal(view.told):
        view.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 2001 and lines[-1].startswith("GD-1999\t")


def test_too_many_rows_are_not_copied(view, qtbot):
    view.show_ids(range(MOST_COPIED + 1))
    view.selectAll()
    with qtbot.waitSignal(view.told) as told:
        view.copy()
    assert told.args == ["一次最多复制5,000行,更多请用导出。"]


def test_columns_are_kept(view, qtbot, table):
    assert view.isColumnHidden(4)
    header = view.horizontalHeader()
    header.moveSection(2, 0)
    with qtbot.waitSignal(view.layout_changed):
        header.resizeSection(0, 150)
    menu = view.column_menu()
    note = next(action for action in menu.actions() if action.text() == "备注")
    note.trigger()
    view.show_sorted("count", True)
    kept = view.layout_state()
    assert kept == {
        "order": ["count", "number", "content", "state", "note"],
        "widths": {"number": 150, "content": 200, "count": 60, "state": 90, "note": 90},
        "hidden": [],
        "sort": ["count", True],
    }
    other = RecordView(table)
    qtbot.addWidget(other)
    other.restore_layout(kept | {"order": ["gone", *kept["order"]]})
    assert other.layout_state() == kept
    next(action for action in menu.actions() if action.text() == "恢复默认列").trigger()
    assert view.isColumnHidden(4) and view.layout_state()["order"][0] == "number"
    menu.deleteLater()


def test_a_wide_window_is_filled_by_the_growing_column(view):
    view.resize(1000, 400)
    assert view.horizontalHeader().length() == view.viewport().width()
    assert view.layout_state()["widths"]["content"] == 200


def test_sorting_is_asked_for(view, qtbot):
    with qtbot.waitSignal(view.sort_requested) as told:
        view.horizontalHeader().sectionClicked.emit(2)
    assert told.args == ["count", False]
    with qtbot.waitSignal(view.sort_requested) as told:
        view.horizontalHeader().sectionClicked.emit(2)
    assert told.args == ["count", True]
    with qtbot.assertNotEmitted(view.sort_requested):
        view.horizontalHeader().sectionClicked.emit(3)
    assert view.horizontalHeader().sortIndicatorSection() == 2


def test_an_empty_table_says_what_to_do(view, picture_of):
    blank = view.grab().toImage()
    view.say_when_empty("没有工单", "按 F2 登记第一件。")
    assert view.grab().toImage() != blank
    picture_of(view, "empty")


def test_a_table_follows_the_look(view, style):
    style.set(Theme.DARK, 1.5)
    assert view.verticalHeader().defaultSectionSize() == 54 and view.columnWidth(0) == 150
    style.set(Theme.LIGHT, 1.0)
    assert view.verticalHeader().defaultSectionSize() == 36 and view.columnWidth(0) == 100
    assert view.layout_state()["widths"]["number"] == 100


def test_an_answer_after_the_window_was_closed_does_no_harm(qtbot):
    shelf = Shelf(at_once=False)
    table = RecordTable(COLUMNS, shelf.fetch)
    table.show([1])
    text(table, 0)
    table.deleteLater()
    with qtbot.waitSignal(table.destroyed):
        pass
    shelf.deliver_all()
    assert shelf.waiting == []


def test_numbers_stand_right_and_rows_are_as_high_as_the_design(view, table):
    aligned = table.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert aligned & Qt.AlignmentFlag.AlignRight.value
    assert view.rowHeight(0) in (0, 36) and view.verticalHeader().defaultSectionSize() == 36
